//! Figures of the whole page, which tell an article from a thread, a product or a listing.

use super::hints::{Category, Hints};
use super::roots;
use super::sums::{Sums, ratio};
use super::text::TextStats;
use crate::html::attributes::AttrKey;
use crate::html::tag::Tag;
use crate::html::tree::{NodeId, Tree};
use crate::page::blocks::{BlockKind, Blocks};
use crate::page::responsive;

/// See the features of the same names.
#[derive(Default)]
pub(crate) struct Page {
    pub words: f32,
    pub good_words: f32,
    pub blocks: f32,
    pub link_density: f32,
    pub paragraphs: f32,
    pub list_items: f32,
    pub headings: f32,
    pub h1: f32,
    pub articles: f32,
    pub good_blocks: f32,
    pub hidden: f32,
    pub unspaced: f32,
    pub kind: f32,
    pub thread: f32,
    pub cards: f32,
    pub cut: f32,
    pub currency: f32,
    pub root60: f32,
    pub root60_good: f32,
    pub root90: f32,
    pub semantic: f32,
    pub modern: f32,
    pub tables: f32,
    pub images: f32,
    pub controls: f32,
    pub url: Address,
}

/// What the page's own address tells: a front page, a section or a story.
pub(crate) struct Address {
    pub depth: f32,
    pub words: f32,
    pub digits: f32,
}

impl Default for Address {
    fn default() -> Address {
        Address { depth: -1.0, words: -1.0, digits: -1.0 }
    }
}

impl Address {
    /// The address that the page gives as its canonical one.
    fn canonical(tree: &Tree) -> Address {
        for node in 1..tree.len() as NodeId {
            let attr = |key| tree.attr(node, key);
            let url = match tree.tag(node) {
                Tag::Link if attr(AttrKey::Rel) == Some("canonical") => attr(AttrKey::Href),
                Tag::Meta if attr(AttrKey::Property) == Some("og:url") => attr(AttrKey::Content),
                Tag::Body => break,
                _ => continue,
            };
            if let Some(url) = url {
                return Address::of(url);
            }
        }
        Address::default()
    }

    fn of(url: &str) -> Address {
        let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
        let path = rest.split_once('/').map_or("", |(_, path)| path);
        let path = path.split(['?', '#']).next().unwrap_or("");
        let steps = path.split('/').filter(|step| !step.is_empty());
        let last = steps.clone().next_back().unwrap_or("");
        let words = last.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        Address {
            depth: steps.count() as f32,
            words: words.count() as f32,
            digits: path.bytes().filter(u8::is_ascii_digit).count() as f32,
        }
    }
}

impl Page {
    pub fn new(
        tree: &Tree,
        blocks: &Blocks,
        stats: &[TextStats],
        good: &[bool],
        sums: &[Sums],
        hints: &Hints,
        roots: &[NodeId; roots::COUNT],
    ) -> Page {
        let count = stats.len() as f32;
        let all_words: f32 = stats.iter().map(|stats| stats.words).sum();
        let words_where = |is: &dyn Fn(usize) -> bool| -> f32 {
            let words: f32 = (0..stats.len()).filter(|&i| is(i)).map(|i| stats[i].words).sum();
            ratio(words, all_words)
        };
        let blocks_where =
            |is: &dyn Fn(usize) -> bool| ratio((0..stats.len()).filter(|&i| is(i)).count() as f32, count);
        let of_page = |node: NodeId| ratio(sums[node as usize].words, sums[0].words);
        let mut page = Page {
            words: sums[0].words,
            good_words: sums[0].good_words,
            blocks: sums[0].blocks,
            link_density: sums[0].link_density(),
            paragraphs: words_where(&|i| tree.tag(blocks.list[i].node) == Tag::P),
            list_items: words_where(&|i| blocks.list[i].kind == BlockKind::ListItem),
            headings: blocks_where(&|i| matches!(blocks.list[i].kind, BlockKind::Heading(_))),
            good_blocks: good.iter().filter(|&&good| good).count() as f32,
            hidden: words_where(&|i| !blocks.list[i].is_shown()),
            unspaced: ratio(stats.iter().map(|s| s.unspaced).sum(), stats.iter().map(|s| s.chars).sum()),
            cut: blocks_where(&|i| stats[i].is_cut),
            currency: blocks_where(&|i| stats[i].has_currency),
            root60: of_page(roots[0]),
            root60_good: ratio(sums[roots[0] as usize].good_words, sums[roots[0] as usize].words),
            root90: of_page(roots[1]),
            semantic: of_page(roots[4]),
            images: sums[0].images,
            controls: sums[0].controls,
            url: Address::canonical(tree),
            ..Page::default()
        };
        page.count_elements(tree, hints);
        let in_tables =
            words_where(&|i| tree.ancestors(blocks.list[i].node).take(8).any(|node| tree.tag(node) == Tag::Td));
        page.tables = f32::from(u8::from(in_tables > 0.5));
        page.thread = ratio(page.thread, count);
        page.cards = ratio(page.cards, count);
        page
    }

    fn count_elements(&mut self, tree: &Tree, hints: &Hints) {
        let mut typed = hints.typed.iter().copied().peekable();
        for node in 1..tree.len() as NodeId {
            match tree.tag(node) {
                Tag::Text => continue,
                Tag::H1 => self.h1 += 1.0,
                Tag::Article => self.articles += 1.0,
                Tag::Meta if responsive::fits_screens(tree, node) => self.modern = 1.0,
                Tag::Meta if self.kind == 0.0 && tree.attr(node, AttrKey::Property) == Some("og:type") => {
                    self.kind = tree.attr(node, AttrKey::Content).map_or(0.0, declared_kind);
                }
                _ => {}
            }
            if typed.next_if_eq(&node).is_some()
                && matches!(self.kind, 0.0 | 3.0)
                && let Some(itemtype) = tree.attr(node, AttrKey::Itemtype)
            {
                let kind = declared_kind(itemtype.rsplit('/').next().unwrap_or(itemtype));
                self.kind = if kind > 0.0 && kind < 5.0 { kind } else { self.kind };
            }
            self.thread += f32::from(u8::from(hints.has(node, Category::Thread)));
            self.cards += f32::from(u8::from(hints.has(node, Category::Card)));
        }
    }
}

/// The feature `PageType` of a declared type.
fn declared_kind(declared: &str) -> f32 {
    let declared = declared.trim().to_ascii_lowercase();
    match declared.as_str() {
        "" => 0.0,
        kind if kind.contains("article") || kind.contains("posting") && !kind.contains("discussion") => 1.0,
        kind if kind.contains("product") => 2.0,
        "website" | "webpage" => 3.0,
        kind if kind.contains("discussion") || kind.contains("qapage") || kind.contains("question") => 4.0,
        _ => 5.0,
    }
}
