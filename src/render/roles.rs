//! What elements are in the document, by their names, attributes and styles.

use super::document::{Align, Cell, Element};
use crate::attributes::AttrKey;
use crate::tag::Tag;
use crate::tree::{NodeId, Tree};

/// What an inline element is, by its name or its style.
pub(super) fn inline_role(tree: &Tree, node: NodeId, tag: Tag) -> Option<Element> {
    use Element::*;
    let style = tree.attr(node, AttrKey::StyleAttr);
    match tag {
        Tag::Strong | Tag::B => {
            (!style.is_some_and(|style| says(style, "font-weight", &["normal", "400"]))).then_some(Strong)
        }
        Tag::Em | Tag::I | Tag::Var | Tag::Cite | Tag::Dfn => Some(Emphasis),
        Tag::Del | Tag::S | Tag::Strike => Some(Deleted),
        Tag::Q => Some(Quotation),
        Tag::Sub => Some(Subscript),
        Tag::Code | Tag::Samp | Tag::Tt => Some(Code),
        Tag::Kbd => Some(Keyboard),
        Tag::Span | Tag::Font => match style? {
            style if says(style, "font-weight", &["bold", "bolder", "600", "700", "800", "900"]) => Some(Strong),
            style if says(style, "font-style", &["italic", "oblique"]) => Some(Emphasis),
            _ => None,
        },
        _ => None,
    }
}

/// The number of a list's first item.
pub(super) fn first_number(tree: &Tree, list: NodeId) -> u32 {
    let start = tree.attr(list, AttrKey::Start).and_then(|start| start.trim().parse().ok());
    // CommonMark's items have at most nine digits.
    start.filter(|&start| start < 900_000_000).unwrap_or(1)
}

/// A cell as its attributes have it.
pub(super) fn cell(tree: &Tree, node: NodeId, tag: Tag) -> Cell {
    let in_head = || tree.ancestors(node).take(2).any(|node| tree.tag(node) == Tag::Thead);
    let is_header = tag == Tag::Th || in_head() || is_heading(tree, node);
    let mut cell = Cell { is_header, align: Align::None, columns: 1, rows: 1 };
    // Most cells have no attributes.
    if tree.attrs(node).next().is_some() {
        // The limits are those of the HTML Standard.
        (cell.columns, cell.rows) =
            (span(tree, node, AttrKey::Colspan, 1000), span(tree, node, AttrKey::Rowspan, 65_534));
        cell.align = align(tree, node);
    }
    cell
}

fn span(tree: &Tree, cell: NodeId, key: AttrKey, most: u32) -> u16 {
    let value = tree.attr(cell, key).and_then(|value| value.trim().parse::<u32>().ok());
    value.unwrap_or(1).clamp(1, most) as u16
}

fn align(tree: &Tree, cell: NodeId) -> Align {
    let (style, declared) = (tree.attr(cell, AttrKey::StyleAttr), tree.attr(cell, AttrKey::Align));
    let is = |name: &str| {
        declared.is_some_and(|value| value.trim().eq_ignore_ascii_case(name))
            || style.is_some_and(|style| says(style, "text-align", &[name]))
    };
    match () {
        () if is("center") => Align::Center,
        () if is("right") => Align::Right,
        () if is("left") => Align::Left,
        () => Align::None,
    }
}

/// Whether a cell holds nothing but a heading.
fn is_heading(tree: &Tree, cell: NodeId) -> bool {
    let end = tree.end(cell);
    // White space may stand before it.
    let first = cell + 1 + NodeId::from(cell + 1 < end && tree.tag(cell + 1) == Tag::Text);
    first < end
        && tree.tag(first).heading_level().is_some()
        && tree.text(first).trim().len() == tree.text(cell).trim().len()
}

/// Whether an inline style gives a property one of the values.
fn says(style: &str, property: &str, values: &[&str]) -> bool {
    style.split(';').filter_map(|declaration| declaration.split_once(':')).any(|(name, value)| {
        name.trim().eq_ignore_ascii_case(property)
            && values.iter().any(|other| value.trim().eq_ignore_ascii_case(other))
    })
}
