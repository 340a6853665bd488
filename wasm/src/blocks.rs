//! The blocks of an article and why they were kept.

use crate::utf16::Utf16Offsets;
use maintext::{Article, Block, BlockKind, Evidence};
use serde::Serialize;

/// A block of the page, kept or dropped.
#[derive(Serialize)]
pub struct BlockRecord<'a> {
    index: usize,
    text: &'a str,
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    level: Option<u8>,
    /// The name of the nearest block-level element.
    tag: Option<&'a str>,
    /// Its CSS path in the page as a browser shows it.
    path: String,
    score: f32,
    kept: bool,
    hidden: bool,
    /// In the article's text, in UTF-16.
    start: Option<usize>,
    end: Option<usize>,
}

pub fn records(article: &Article) -> Vec<BlockRecord<'_>> {
    let offsets = Utf16Offsets::new(article.text());
    article.blocks().enumerate().map(|(index, block)| record(index, block, &offsets)).collect()
}

fn record<'a>(index: usize, block: Block<'a>, offsets: &Utf16Offsets<'_>) -> BlockRecord<'a> {
    let range = block.range().map(|range| offsets.range(&range));
    let (kind, level) = kind(block.kind());
    BlockRecord {
        index,
        text: block.text(),
        kind,
        level,
        tag: block.tag(),
        path: block.path(),
        score: block.score(),
        kept: block.is_content(),
        hidden: block.is_hidden(),
        start: range.as_ref().map(|range| range.start),
        end: range.map(|range| range.end),
    }
}

/// The name of a kind in `schema/article.schema.json`, and the level of a heading.
fn kind(kind: BlockKind) -> (&'static str, Option<u8>) {
    let level = if let BlockKind::Heading(level) = kind { Some(level) } else { None };
    (kind.name(), level)
}

/// How much a piece of evidence adds to the logit of a block's score.
#[derive(Serialize)]
pub struct Contribution {
    feature: &'static str,
    /// The feature of the block; absent for evidence that is no feature, such as the neighbors.
    value: Option<f32>,
    /// In logits: above 0 for the block, below 0 against it.
    contribution: f32,
}

/// The contributions to a block's score, the strongest first. Empty if there is no such block.
pub fn contributions(article: &Article, index: usize) -> Vec<Contribution> {
    let Some(block) = article.blocks().nth(index) else { return Vec::new() };
    let record = |(evidence, contribution): (Evidence, f32)| Contribution {
        feature: evidence.name(),
        value: match evidence {
            Evidence::Feature(feature) => Some(block.feature(feature)),
            _ => None,
        },
        contribution,
    };
    block.contributions().into_iter().map(record).collect()
}
