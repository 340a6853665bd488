//! Comments in JSON-LD, for pages that show none.

use super::Comment;
use crate::html::parse::parse;
use crate::metadata::{Context, DateOrder, dates};
use crate::page::blocks::blocks;
use crate::text::controls::without_controls;
use crate::text::json::objects;
use serde_json::{Map, Value};

/// The property of schema.org with the comments on a thing.
const KEY: &str = "comment";

/// Returns the comments in the JSON-LD of the page.
pub(super) fn comments(context: &Context, order: DateOrder) -> Vec<Comment> {
    // Nearly all scripts have none, and need not be parsed.
    if !context.tree.data().any(|script| script.contains(KEY)) {
        return Vec::new();
    }
    let objects = objects(context.json_ld());
    let listed = objects.iter().filter_map(|object| object.get(KEY));
    let each = listed.flat_map(|value| match value {
        Value::Array(list) => list.as_slice(),
        one => std::slice::from_ref(one),
    });
    context.budget.limited(each).filter_map(Value::as_object).filter_map(|object| read(object, order)).collect()
}

fn read(object: &Map<String, Value>, order: DateOrder) -> Option<Comment> {
    let text = object.get("text").and_then(Value::as_str).map(plain).filter(|text| !text.is_empty())?;
    let author = object.get("author").and_then(|author| author.get("name").unwrap_or(author).as_str());
    let author = author.map(plain).filter(|author| !author.is_empty());
    let date = ["dateCreated", "datePublished"].iter().find_map(|key| dates::value(object.get(*key)?.as_str()?, order));
    Some(Comment { author, date, text, depth: 0 })
}

/// Converts a string to plain text without control characters. Pages put plain text there, markup, or text with character
/// references.
fn plain(text: &str) -> String {
    let text = without_controls(text);
    let text = text.trim();
    // "a<b" is not a tag. Markup has an end tag, a paragraph or a line break.
    if ["</", "<br", "<p>"].iter().any(|mark| text.contains(mark)) {
        let blocks = blocks(&parse(&format!("<div>{text}</div>")));
        let paragraphs: Vec<&str> = (0..blocks.list.len()).map(|block| blocks.text(block)).collect();
        return paragraphs.join("\n\n").trim().to_owned();
    }
    if !text.contains('&') {
        return text.to_owned();
    }
    let lines = text.lines().map(|line| {
        let line = parse(&line.replace('<', "&lt;"));
        without_controls(line.text(0).trim()).into_owned()
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn plain_text_markup_and_references_become_plain_text() {
        for (text, expected) in [
            (" Nice one ", "Nice one"),
            ("Nice <b>one</b> &amp; all", "Nice one & all"),
            ("<p>First.</p><p>Second, with a<br>break.</p>", "First.\n\nSecond, with a\nbreak."),
            ("Rock &amp; Roll &#8217;n all\nand more", "Rock & Roll ’n all\nand more"),
            ("where a<b & c>d", "where a<b & c>d"),
            ("one\n\ntwo", "one\n\ntwo"),
            ("<br>", ""),
        ] {
            assert_eq!(plain(text), expected, "{text}");
        }
    }
}
