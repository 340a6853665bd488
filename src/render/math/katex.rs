//! Formulas of KaTeX without MathML: the TeX is rebuilt from the boxes of KaTeX.

use super::mathml::{accent, identifier, symbol, verbatim};
use crate::html::attributes::AttrKey;
use crate::html::tag::Tag;
use crate::html::tree::{NodeId, Tree};
use crate::page::blocks::is_only_form_of_formula;

/// Maximum number of nodes of a formula that is read. Chosen by hand: far more than the longest formulas have.
const MAX_NODES: NodeId = 20_000;

/// Maximum number of boxes in a stack that are told apart: a fraction has two, limits have three.
const MAX_PARTS: usize = 4;

/// A step of the translation that is still to be done.
enum Task {
    Node(NodeId),
    Write(&'static str),
}

/// Returns the TeX of a formula, and whether it is a display formula; `None` if the element is no formula without MathML.
pub(in crate::render) fn of_katex(tree: &Tree, node: NodeId) -> Option<(String, bool)> {
    if !is_only_form_of_formula(tree, node) || tree.end(node) - node > MAX_NODES {
        return None;
    }
    let is_display = tree.ancestors(node).take(2).any(|around| has_name(tree, around, "katex-display"));
    let mut tex = String::new();
    let mut tasks = vec![Task::Node(node)];
    while let Some(task) = tasks.pop() {
        match task {
            Task::Write(text) => tex.push_str(text),
            Task::Node(node) => {
                let from = tasks.len();
                expand(tree, node, &mut tex, &mut tasks);
                tasks[from..].reverse();
            }
        }
    }
    let tex = super::tidy(&tex);
    (!tex.is_empty()).then_some((tex, is_display))
}

fn expand(tree: &Tree, node: NodeId, tex: &mut String, tasks: &mut Vec<Task>) {
    use Task::{Node, Write};
    if tree.tag(node) == Tag::Text {
        return text(tree, node, tex);
    }
    let has = |name: &str| has_name(tree, node, name);
    let parts = || parts(tree, node);
    // The boxes of a stack are in order from the bottom to the top.
    match () {
        () if has("mfrac") => {
            if let [below, .., above] = parts()[..] {
                return tasks.extend([Write("\\frac{"), Node(above), Write("}{"), Node(below), Write("}")]);
            }
        }
        () if has("msupsub") => match parts()[..] {
            [below, above] => return tasks.extend([Write("_{"), Node(below), Write("}^{"), Node(above), Write("}")]),
            [only] => {
                let reaches_down = (node..tree.end(node)).take(4).any(|node| has_name(tree, node, "vlist-t2"));
                return tasks.extend([Write(if reaches_down { "_{" } else { "^{" }), Node(only), Write("}")]);
            }
            _ => {}
        },
        () if has("op-limits") => {
            let is_operator = |part: NodeId| {
                (part..tree.end(part))
                    .take(8)
                    .any(|node| has_name(tree, node, "mop") || has_name(tree, node, "op-symbol"))
            };
            match parts()[..] {
                [below, base, above] => {
                    return tasks.extend([Node(base), Write("_{"), Node(below), Write("}^{"), Node(above), Write("}")]);
                }
                [below, base] if is_operator(base) => {
                    return tasks.extend([Node(base), Write("_{"), Node(below), Write("}")]);
                }
                [base, above] => return tasks.extend([Node(base), Write("^{"), Node(above), Write("}")]),
                _ => {}
            }
        }
        () if has("sqrt") => {
            let root = tree.children(node).find(|&child| has_name(tree, child, "root"));
            let parts = root.map_or_else(parts, |root| parts_within(tree, tree.end(root), tree.end(node)));
            if let (Some(root), Some(&inner)) = (root, parts.first()) {
                return tasks.extend([Write("\\sqrt["), Node(root), Write("]{"), Node(inner), Write("}")]);
            }
            if let Some(&inner) = parts.first() {
                return tasks.extend([Write("\\sqrt{"), Node(inner), Write("}")]);
            }
        }
        () if has("accent") => {
            if let [base, mark] = parts()[..]
                && let Some(accent) = accent(tree.text(mark).trim())
            {
                return tasks.extend([Write(accent), Node(base), Write("}")]);
            }
        }
        // The number of an equation.
        () if has("tag") => return,
        () if has("text") => return verbatim(tex, "text", tree.text(node)),
        () => {}
    }
    tasks.extend(tree.children(node).map(Node));
}

fn text(tree: &Tree, node: NodeId, tex: &mut String) {
    let text = tree.text(node).trim_matches(|c: char| c.is_whitespace() || c == '\u{200b}');
    match has_name(tree, tree.parent(node), "mop") {
        true => identifier(tex, text),
        false => symbol(tex, text),
    }
}

/// The boxes of the first stack in an element, from the bottom to the top, without lines and spaces.
fn parts(tree: &Tree, node: NodeId) -> Vec<NodeId> {
    parts_within(tree, node + 1, tree.end(node))
}

fn parts_within(tree: &Tree, first: NodeId, end: NodeId) -> Vec<NodeId> {
    let stack = (first..end).find(|&node| has_name(tree, node, "vlist"));
    let has_text =
        |&part: &NodeId| !tree.text(part).trim_matches(|c: char| c.is_whitespace() || c == '\u{200b}').is_empty();
    stack.map(|stack| tree.children(stack).filter(has_text).take(MAX_PARTS).collect()).unwrap_or_default()
}

fn has_name(tree: &Tree, node: NodeId, name: &str) -> bool {
    tree.attr(node, AttrKey::Class).is_some_and(|class| class.split_ascii_whitespace().any(|other| other == name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::html::parse::parse;

    #[test]
    fn tex_is_rebuilt_from_the_boxes_of_katex() {
        let tex = |inner: &str| {
            let tree =
                parse(&format!("<p><span class=katex><span class=katex-html aria-hidden=true>{inner}</span></span>"));
            let node = (1..tree.len() as NodeId).find(|&node| has_name(&tree, node, "katex-html")).unwrap();
            of_katex(&tree, node).unwrap().0
        };
        let stack = |kind: &str, t2: &str, parts: &[&str]| {
            let parts: String = parts
                .iter()
                .map(|part| {
                    format!("<span style='top:-2em'><span class=pstrut></span><span class=mord>{part}</span></span>")
                })
                .collect();
            format!(
                "<span class='{kind}'><span class='vlist-t {t2}'><span class=vlist-r><span class=vlist>{parts}</span>\
                <span class=vlist-s>\u{200b}</span></span></span></span>"
            )
        };
        let power = format!("<span class='mord mathnormal'>x</span>{}", stack("msupsub", "", &["2"]));
        assert_eq!(tex(&power), "x^{2}");
        assert_eq!(tex(&format!("<span class=mord>a</span>{}", stack("msupsub", "vlist-t2", &["i"]))), "a_{i}");
        assert_eq!(
            tex(&format!("<span class=mord>a</span>{}", stack("msupsub", "vlist-t2", &["i", "2"]))),
            "a_{i}^{2}"
        );
        let fraction = stack("mfrac", "vlist-t2", &["2a", "", "−b"]);
        assert_eq!(tex(&format!("x<span class=mrel>=</span>{fraction}")), "x=\\frac{-b}{2a}");
        assert_eq!(tex(&stack("mord sqrt", "vlist-t2", &[&power, ""])), "\\sqrt{x^{2}}");
        assert_eq!(
            tex(&stack("mop op-limits", "vlist-t2", &["i", "<span class='mop op-symbol'>∑</span>", "n"])),
            "\\sum _{i}^{n}"
        );
        assert_eq!(tex("<span class=mop>sin</span><span class='mord'>α</span>"), "\\sin \\alpha");
    }
}
