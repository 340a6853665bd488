//! Buttons and labels in the box of a block of code.

use super::super::trim::is_blank;
use crate::html::tree::{NodeId, Tree};

/// Maximum length of the text beside the code in a box, in bytes: "Copy", the name of a file. Chosen by hand.
const MAX_BESIDE: usize = 80;

/// Whether a button belongs to a block of code: an element around both has little other text.
pub(in crate::render) fn is_button_of_code(tree: &Tree, button: NodeId) -> bool {
    tree.ancestors(button).take(3).any(|around| {
        let range = around + 1..tree.end(around).min(around + 64);
        // Code within the button is its text.
        let code = range.clone().find(|&node| tree.tag(node).is_preformatted() && !tree.contains(button, node));
        code.is_some_and(|code| tree.text(around).len() <= tree.text(code).len() + MAX_BESIDE)
    })
}

/// Whether the text of a node before a block of code is its label: the first text in a box with little other text.
pub(in crate::render) fn is_label_of_code(tree: &Tree, label: NodeId, code: NodeId) -> bool {
    let is_box = |&around: &NodeId| {
        around < label
            && tree.text(around).len() <= tree.text(code).len() + MAX_BESIDE
            && is_blank(&tree.text[tree.text_at[around as usize] as usize..tree.text_at[label as usize] as usize])
    };
    tree.ancestors(code).take(3).any(|around| is_box(&around))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::html::parse::parse;
    use crate::html::tag::Tag;

    #[test]
    fn button_that_contains_code_is_not_a_button_of_code() {
        let is_button = |html: &str| {
            let tree = parse(html);
            let button = (1..tree.len() as NodeId).find(|&node| tree.tag(node) == Tag::Button).unwrap();
            is_button_of_code(&tree, button)
        };
        assert!(is_button("<div><button>Copy</button><pre>run()</pre></div>"));
        assert!(!is_button("<div><button>Run me <pre>run()</pre></button></div>"));
    }

    #[test]
    fn label_is_the_first_text_in_the_box_of_the_code() {
        let is_label = |html: &str| {
            let tree = parse(html);
            let find = |tag| (1..tree.len() as NodeId).find(|&node| tree.tag(node) == tag).unwrap();
            is_label_of_code(&tree, find(Tag::Span), find(Tag::Pre))
        };
        assert!(is_label("<p>a</p><div><p><span>js</span> </p><pre>x</pre><button>Copy</button></div>"));
        assert!(!is_label("<div><p>a</p><p><span>js</span></p><pre>x</pre></div>"), "text before it");
        assert!(!is_label("<p>a</p><p><span>js</span></p><pre>x</pre>"), "no box");
    }
}
