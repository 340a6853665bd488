//! Layers over a page that ask for consent, a registration or a payment: user agreements, cookie notices, paywalls.

use super::{Selection, short_name};
use crate::html::attributes::AttrKey;
use crate::html::tag::Tag;
use crate::html::tree::{NodeId, Tree};
use crate::page::Page;
use crate::text::substrings::{Bigrams, Substring, substrings};

/// Words in the names of layers.
static LAYERS: [Substring; 8] =
    substrings(&["modal", "popup", "popover", "lightbox", "dialog", "overlay", "layer", "mask"]);

/// Words in the names of what layers ask for.
static REQUESTS: [Substring; 17] = substrings(&[
    "agreement",
    "consent",
    "cookie",
    "cookies",
    "gdpr",
    "login",
    "signup",
    "signin",
    "register",
    "registration",
    "reg",
    "subscribe",
    "terms",
    "privacy",
    "eula",
    "tos",
    "policy",
]);

/// How many elements above a text may be the layer.
const MAX_ANCESTORS: usize = 8;

/// Minimum characters of a block that has to be outside of the layers. Without such a block, the layer may be the page.
const MIN_OUTSIDE: u32 = 80;

/// Returns the blocks in layers of which a block is kept: elements named after layers and requests that hold a button, but neither
/// the title nor `<main>` nor the article.
pub(crate) fn layers(page: &Page, selection: &Selection) -> Vec<usize> {
    let (tree, blocks) = (&page.tree, &page.blocks);
    let Some(title) = page.title.block.map(|block| blocks.list[block].first) else { return Vec::new() };
    let mut found: Vec<usize> = Vec::new();
    let (mut searched, mut last_parent): (NodeId, NodeId) = (0, 0);
    for raw in selection.blocks(page) {
        // Neighbors in one element have the same ancestors.
        let parent = tree.parent(raw.node);
        if raw.first < searched || raw.chars < MIN_OUTSIDE || parent == last_parent {
            continue;
        }
        last_parent = parent;
        let around = tree.ancestors(raw.first).take(MAX_ANCESTORS);
        let around = around.take_while(|&node| node > 0 && !tree.contains(node, title));
        let around: Vec<NodeId> = around.take_while(|&node| tree.tag(node) != Tag::Body).collect();
        // A part of the article is no layer over it.
        if around.iter().any(|&node| matches!(tree.tag(node), Tag::Main | Tag::Article)) {
            continue;
        }
        let Some(layer) = layer_among(tree, &around) else { continue };
        searched = tree.end(layer);
        if (layer..searched).any(|node| matches!(tree.tag(node), Tag::Button | Tag::Input)) {
            found.extend(blocks.beginning_in(&(layer..searched)));
        }
    }
    let is_outside = |block: &usize| found.binary_search(block).is_err();
    let mut outside = (0..blocks.list.len()).filter(is_outside).map(|block| &blocks.list[block]);
    let has_text = outside
        .any(|raw| raw.chars >= MIN_OUTSIDE && raw.link_chars * 2 < raw.chars && !raw.hidden && raw.first > title);
    if has_text { found } else { Vec::new() }
}

/// Returns the layer among the elements around a text, innermost first.
fn layer_among(tree: &Tree, around: &[NodeId]) -> Option<NodeId> {
    let has = |node: NodeId, words: &[Substring]| {
        [AttrKey::Class, AttrKey::Id].into_iter().any(|key| has_word(short_name(tree, node, key), words))
    };
    let is_dialog =
        |node: NodeId| tree.attr(node, AttrKey::Role).is_some_and(|role| matches!(role, "dialog" | "alertdialog"));
    let layer =
        around.iter().rposition(|&node| has(node, &LAYERS) || is_dialog(node) || tree.tag(node) == Tag::Dialog)?;
    let asks = around[..=layer].iter().any(|&node| has(node, &REQUESTS));
    asks.then_some(around[layer])
}

/// Whether one of the words is a part of the names between white space, `-` and `_`.
fn has_word(names: &str, words: &[Substring]) -> bool {
    let bigrams = Bigrams::of(names);
    // Nearly all names have none of the words, which this tells without a search.
    words
        .iter()
        .filter(|word| word.may_be_in(bigrams))
        .any(|word| names.split([' ', '-', '_']).any(|part| part.eq_ignore_ascii_case(word.text)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::html::parse::parse;
    use crate::select::Decision;

    fn layers_of(html: &str) -> Vec<usize> {
        let page = Page::from_tree(parse(html));
        layers(&page, &Selection::all(page.blocks.list.len(), Decision::Score))
    }

    #[test]
    fn long_agreement_in_a_layer_is_found() {
        let text = "Rivers carry water, and with it sand, from the mountains to the sea, and so they shape the land and its people. ";
        let story = format!("<title>Rivers</title><main><h1>Rivers</h1><p>{text}</main>");
        let layer = format!(
            "<div class='reg-layer mask'><div><h3>Agreement</h3><p>{text}<p>{text}<button>I agree</button></div></div>"
        );
        assert_eq!(layers_of(&format!("{story}{layer}")), [2, 3, 4]);
        assert!(layers_of(&format!("{story}{}", layer.replace("button", "i"))).is_empty(), "no button");
        assert!(layers_of(&layer).is_empty(), "nothing else");
        assert!(layers_of(&format!("{story}{}", layer.replace("reg-layer mask", "story"))).is_empty());
    }
}
