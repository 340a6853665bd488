//! Offers below the beginning of a story that the page does not show for free, but declares in JSON-LD.

use super::Selection;
use crate::html::limits::Budget;
use crate::page::Page;
use crate::text::json::objects;

/// Minimum share of the declared text that a page with the whole text shows. With more, nothing is dropped, since the declared text
/// may lack headings and captions.
const MIN_SHOWN: f32 = 0.6;

/// Maximum number of blocks of offers, which bounds the work.
const MAX_OFFERS: usize = 40;

/// Returns the kept blocks that are not part of the declared text, if the page shows only the beginning of that text.
pub(crate) fn offers(page: &Page, selection: &Selection, budget: Budget) -> Vec<usize> {
    let is_paywalled = |script: &&str| script.contains("isAccessibleForFree") && script.contains("articleBody");
    if !page.tree.data().any(|script| is_paywalled(&script)) {
        return Vec::new();
    }
    let objects = objects(page.json_ld(budget));
    let is_free = |object: &serde_json::Map<String, serde_json::Value>| match object.get("isAccessibleForFree") {
        Some(serde_json::Value::Bool(free)) => *free,
        Some(serde_json::Value::String(free)) => !free.to_ascii_lowercase().ends_with("false"),
        _ => true,
    };
    let closed = objects.iter().filter(|object| !is_free(object));
    let body = closed.filter_map(|object| object.get("articleBody")?.as_str()).max_by_key(|body| body.len());
    let Some(body) = body.map(letters) else { return Vec::new() };
    let kept: Vec<usize> = (0..selection.kept.len()).filter(|&block| selection.kept[block]).collect();
    let (mut shown, mut from, mut others) = (0, 0, Vec::new());
    for block in kept {
        let text = letters(page.blocks.text(block));
        // Each block that is found is searched for behind the last one.
        if let Some(at) = body[from..].find(&text) {
            shown += text.len();
            from += at;
        } else if others.len() < MAX_OFFERS {
            others.push(block);
        } else {
            return Vec::new();
        }
    }
    let is_beginning = shown > 0 && (shown as f32) < MIN_SHOWN * body.len() as f32;
    if is_beginning { others } else { Vec::new() }
}

/// The letters and digits of a text, which do not depend on markup.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::html::parse::parse;
    use crate::select::Decision;

    #[test]
    fn offers_below_a_teaser_are_not_in_the_declared_text() {
        let offers_of = |free: &str, shown: &str| {
            let body = "Rivers carry water. They carry sand. They carry salt to the sea.";
            let html = format!(
                "<script type=application/ld+json>{{\"isAccessibleForFree\":{free},\"articleBody\":\"{body}\"}}</script>\
                 <p>{shown}<p>Crossword every day."
            );
            let page = Page::from_tree(parse(&html));
            offers(&page, &Selection::all(2, Decision::Score), Budget::NONE)
        };
        assert_eq!(offers_of("false", "Rivers carry water."), [1]);
        assert_eq!(offers_of("\"False\"", "Rivers <b>carry</b> water."), [1]);
        assert!(offers_of("true", "Rivers carry water.").is_empty());
        assert!(
            offers_of("false", "Rivers carry water. They carry sand. They carry salt").is_empty(),
            "the whole text"
        );
        assert!(offers_of("false", "Lakes do not.").is_empty(), "another text");
    }
}
