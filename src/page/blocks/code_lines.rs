//! Lines of preformatted text that are elements without line breaks between them, which style sheets show as lines.

use crate::html::attributes::AttrKey;
use crate::html::tag::Tag;
use crate::html::tree::{NodeId, Tree};

/// Maximum number of elements between preformatted text and its lines, such as a `<code>`. Chosen by hand.
const MAX_FRAMES: usize = 3;

/// Returns the inline elements that are the lines of preformatted text, in document order; none if line breaks are in the text.
///
/// All children must be inline elements with an id or a class name for lines, as in the code of Medium and Shiki. Colored words
/// have neither.
pub(crate) fn code_lines(tree: &Tree, code: NodeId) -> Vec<NodeId> {
    let is_blank_text = |node: NodeId| tree.tag(node) == Tag::Text && tree.text(node).trim().is_empty();
    let mut holder = code;
    for _ in 0..MAX_FRAMES {
        let mut elements = tree.children(holder).filter(|&child| !is_blank_text(child));
        match (elements.next(), elements.next()) {
            (Some(only), None) if matches!(tree.tag(only), Tag::Code | Tag::Span) => holder = only,
            _ => break,
        }
    }
    let end = tree.end(holder);
    let mut lines = Vec::new();
    for child in tree.children(holder) {
        let is_last = tree.end(child) == end;
        if !is_line(tree, child) || !is_last && breaks_line(tree, child) {
            return Vec::new();
        }
        lines.push(child);
    }
    if lines.len() < 2 { Vec::new() } else { lines }
}

fn is_line(tree: &Tree, node: NodeId) -> bool {
    let is_named = || {
        let class = tree.attr(node, AttrKey::Class).unwrap_or_default();
        class.split(|c: char| !c.is_ascii_alphanumeric()).any(|word| word == "line")
    };
    matches!(tree.tag(node), Tag::Span | Tag::Code) && (tree.attr(node, AttrKey::Id).is_some() || is_named())
}

/// Whether an element begins or ends with a line break.
fn breaks_line(tree: &Tree, node: NodeId) -> bool {
    let text = tree.text(node);
    text.starts_with('\n') || text.ends_with('\n') || tree.tag(tree.end(node) - 1) == Tag::Br
}

#[cfg(test)]
mod tests {
    use crate::html::parse::parse;
    use crate::page::blocks::blocks;

    #[test]
    fn elements_without_line_breaks_between_them_are_lines() {
        let text = |html: &str| blocks(&parse(html)).text;
        assert_eq!(
            text("<pre><span id=1>import os</span><span id=2>def f():<br>  x</span></pre>"),
            "import os\ndef f():\n  x"
        );
        let named = "<pre><code><span class='line a'><b>fn</b> x()</span><span class='line'></span><span class=line>y</span></code></pre>";
        assert_eq!(text(named), "fn x()\n\ny");
        assert_eq!(text("<pre><span class=line>a</span>\n<span class=line>b</span></pre>"), "a\nb");
        assert_eq!(text("<pre><span class=line>a<br></span><span class=line>b<br></span></pre>"), "a\nb");
        assert_eq!(text("<pre><span class=k>let</span><span class=w> </span><span id=x>x</span></pre>"), "let x");
    }
}
