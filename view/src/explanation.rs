//! What the view shows of an article.

use maintext::{Article, Block, Contributions, Evidence, Feature, Metadata};
use serde::Serialize;
use std::collections::HashMap;

/// Contributions below this, in logits, are added up instead of listed. Chosen by hand: a tenth of what the view names as a reason.
const MIN_LISTED: f32 = 0.01;

/// An article with the reasons for each block. Serialize it for the view.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Explanation<'a> {
    title: Option<&'a str>,
    confidence: f32,
    threshold: Option<f32>,
    metadata: &'a Metadata,
    html: String,
    /// The names of the evidence and the descriptions of features, to which the blocks refer by position.
    evidence: Vec<(&'static str, &'static str)>,
    blocks: Vec<BlockRecord<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct BlockRecord<'a> {
    text: &'a str,
    kind: &'static str,
    tag: Option<&'a str>,
    path: String,
    score: f32,
    kept: bool,
    hidden: bool,
    decision: &'static str,
    words: f32,
    link_density: f32,
    /// Other blocks with the same tag path.
    alike: f32,
    /// Each with its position in the list of the explanation, the value of the feature, and how many logits it adds. The strongest
    /// first.
    evidence: Vec<(usize, Option<f32>, f32)>,
    /// The sum of the other contributions, in logits.
    rest: f32,
}

/// Explains every block of an article. This takes several times as long as the extraction.
///
/// ```
/// let article = maintext::extract("<nav><a href='/'>Home</a></nav><p>Rivers carry water, and with it sand, to the sea.");
/// let explained = serde_json::to_value(maintext_view::explanation(&article)).unwrap();
/// assert_eq!(explained["blocks"][0]["kept"], false);
/// assert_eq!(explained["blocks"][0]["decision"], "score");
/// ```
pub fn explanation(article: &Article) -> Explanation<'_> {
    let contributions = article.contributions();
    let (columns, mut names) = (Columns::default(), Names::default());
    let blocks =
        article.blocks().enumerate().map(|(number, block)| record(number, block, &contributions, &columns, &mut names));
    let blocks: Vec<BlockRecord> = blocks.collect();
    Explanation {
        title: article.title(),
        confidence: article.confidence(),
        threshold: article.threshold(),
        metadata: article.metadata(),
        html: article.html(),
        evidence: names.list,
        blocks,
    }
}

/// The evidence that blocks refer to.
#[derive(Default)]
struct Names {
    list: Vec<(&'static str, &'static str)>,
    positions: HashMap<Evidence, usize>,
}

impl Names {
    fn position(&mut self, evidence: Evidence) -> usize {
        *self.positions.entry(evidence).or_insert_with(|| {
            let description = match evidence {
                Evidence::Feature(feature) => feature.description(),
                _ => "",
            };
            self.list.push((evidence.name(), description));
            self.list.len() - 1
        })
    }
}

/// The features that the view shows as facts; `None` if a release has no such feature.
struct Columns {
    words: Option<Feature>,
    path_blocks: Option<Feature>,
}

impl Default for Columns {
    fn default() -> Columns {
        Columns { words: Feature::from_name("Words"), path_blocks: Feature::from_name("PathBlocks") }
    }
}

fn record<'a>(
    number: usize,
    block: Block<'a>,
    contributions: &Contributions<'_>,
    columns: &Columns,
    names: &mut Names,
) -> BlockRecord<'a> {
    let features = block.features();
    let value = |feature: Option<Feature>| feature.map_or(0.0, |feature| features.get(feature));
    let all = contributions.of_block(number);
    let logit: f32 = all.iter().map(|(_, logit)| logit).sum();
    let listed = all.into_iter().filter(|(_, logit)| logit.abs() >= MIN_LISTED);
    let evidence = |(evidence, logit): (Evidence, f32)| {
        let value = match evidence {
            Evidence::Feature(feature) => Some(rounded(features.get(feature))),
            _ => None,
        };
        (names.position(evidence), value, rounded(logit))
    };
    let evidence: Vec<_> = listed.map(evidence).collect();
    let rest = logit - evidence.iter().map(|(_, _, logit)| logit).sum::<f32>();
    BlockRecord {
        text: block.text(),
        kind: block.kind().name(),
        tag: block.tag(),
        path: block.path(),
        score: block.score(),
        kept: block.is_content(),
        hidden: block.is_hidden(),
        decision: block.decision().name(),
        words: value(columns.words),
        link_density: block.link_density(),
        alike: (value(columns.path_blocks) - 1.0).max(0.0),
        evidence,
        rest: rounded(rest),
    }
}

/// Three decimals are enough to read, and save half of the file.
fn rounded(number: f32) -> f32 {
    if number.abs() < 1e3 { (number * 1e3).round() / 1e3 } else { number.round() }
}
