//! Texts in attributes and metadata that were escaped twice, or that contain markup.

use crate::html::parse::parse;
use crate::html::tag::Tag;
use crate::html::tree::NodeId;
use std::borrow::Cow;

/// Decodes the character references that parsing has left in a text.
pub(crate) fn decoded_again(text: &str) -> Cow<'_, str> {
    match text.contains('&') && text.contains(';') {
        true => Cow::Owned(text_of(&text.replace('<', "&lt;"))),
        false => Cow::Borrowed(text),
    }
}

/// Returns the text of a piece of markup.
fn text_of(markup: &str) -> String {
    parse(markup).text(0).to_owned()
}

/// Decodes a text again, and removes tags if it plainly contains markup.
pub(crate) fn without_markup(text: &str) -> Cow<'_, str> {
    let decoded = decoded_again(text);
    // A text may mention a start tag, but hardly ever an end tag.
    if !(decoded.contains("</") || decoded.contains("/>") || decoded.contains("<br")) {
        return decoded;
    }
    let tree = parse(&decoded);
    let mut text = String::new();
    for node in 1..tree.len() as NodeId {
        match tree.tag(node) {
            Tag::Text => text.push_str(tree.text(node)),
            Tag::Other => return decoded,
            tag if tag == Tag::Br || tag.is_block() => text.push(' '),
            _ => {}
        }
    }
    Cow::Owned(text.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn remaining_references_are_decoded() {
        assert_eq!(without_markup("a 12&#34; pan &amp; lid"), "a 12\" pan & lid");
        assert_eq!(without_markup("a < b; c & d"), "a < b; c & d");
        assert_eq!(decoded_again("<b>a</b> &amp; b"), "<b>a</b> & b");
    }

    #[test]
    fn tags_are_stripped_only_from_plain_markup() {
        assert_eq!(without_markup("the beauty of <em>nature</em>"), "the beauty of nature");
        assert_eq!(without_markup("&lt;p&gt;a &amp;amp; b&lt;/p&gt;"), "a & b");
        assert_eq!(without_markup("<a href=x>Source</a>: one<br>two"), "Source: one two");
        assert_eq!(without_markup("How to use the <video> element"), "How to use the <video> element");
        assert_eq!(without_markup("Map<Key, Map<A, B>/>"), "Map<Key, Map<A, B>/>");
        assert_eq!(without_markup("<br/>"), "");
    }
}
