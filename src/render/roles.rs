//! The elements of the document that page elements become, by their names, attributes and styles.

use super::document::{Align, Cell, Element};
use super::trim::is_blank;
use crate::html::attributes::AttrKey;
use crate::html::class_styles::ClassStyle;
use crate::html::inline_style::says;
use crate::html::tag::Tag;
use crate::html::tree::{NodeId, Tree};
use crate::page::blocks::has_no_text;

/// Returns what an inline element becomes, by its name or its style.
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
        Tag::Ruby => Some(Ruby),
        Tag::Code | Tag::Samp | Tag::Tt => Some(Code),
        Tag::Kbd => Some(Keyboard),
        Tag::Span | Tag::Font => {
            let of_style = style.and_then(|style| match style {
                style if says(style, "font-weight", &["bold", "bolder", "600", "700", "800", "900"]) => Some(Strong),
                style if says(style, "font-style", &["italic", "oblique"]) => Some(Emphasis),
                _ => None,
            });
            of_style.or_else(|| {
                let by_class = tree.class_styles.of(tree.attr(node, AttrKey::Class)?);
                match by_class {
                    ClassStyle { is_bold: true, .. } => Some(Strong),
                    ClassStyle { is_italic: true, .. } => Some(Emphasis),
                    _ => None,
                }
            })
        }
        _ => None,
    }
}

/// Whether an element that shows a checkbox, such as `<div class="checkbox checkbox-on">`, shows a checked one; `None`
/// for other elements.
pub(super) fn task_state(tree: &Tree, node: NodeId) -> Option<bool> {
    if let Some(value) = tree.attr(node, AttrKey::AriaChecked) {
        return Some(value.trim().eq_ignore_ascii_case("true"));
    }
    let class = tree.attr(node, AttrKey::Class)?;
    if !class.contains("checkbox") || !is_blank(tree.text(node)) {
        return None;
    }
    class.split(|c: char| !c.is_ascii_alphanumeric()).find_map(|word| match word {
        "on" | "checked" | "done" | "true" => Some(true),
        "off" | "unchecked" | "false" => Some(false),
        _ => None,
    })
}

/// Whether an item is a task that is done, by its own attributes; `None` if they do not say.
pub(super) fn state_of_item(tree: &Tree, item: NodeId) -> Option<bool> {
    if let Some(value) = [AttrKey::DataChecked, AttrKey::AriaChecked].iter().find_map(|&key| tree.attr(item, key)) {
        return Some(value.trim().eq_ignore_ascii_case("true"));
    }
    let has_word = |node, words: &[&str]| {
        let class = tree.attr(node, AttrKey::Class).unwrap_or_default();
        class.split(|c: char| !c.is_ascii_alphanumeric()).any(|word| words.contains(&word))
    };
    let is_task = || [item, tree.parent(item)].into_iter().any(|node| has_word(node, &["task", "todo", "checklist"]));
    (has_word(item, &["checked"]) && is_task()).then_some(true)
}

/// The number of a list's first item.
pub(super) fn first_number(tree: &Tree, list: NodeId) -> u32 {
    let start = tree.attr(list, AttrKey::Start).and_then(|start| start.trim().parse().ok());
    // CommonMark's items have at most nine digits.
    start.filter(|&start| start < 900_000_000).unwrap_or(1)
}

/// Returns the number that an item shows in an element of its own before its other content, and that element.
pub(super) fn own_number(tree: &Tree, item: NodeId) -> Option<(NodeId, u32)> {
    /// Maximum number of nodes before the number.
    const MAX_BEFORE: NodeId = 16;
    let text_from = |node: NodeId, end: NodeId| {
        &tree.text[tree.text_at[node as usize] as usize..tree.text_at[end as usize] as usize]
    };
    let end = tree.end(item);
    let is_first = |&node: &NodeId| tree.tag(node) == Tag::Text && !is_blank(tree.text(node));
    let text = (item + 1..end.min(item + MAX_BEFORE)).find(is_first)?;
    let number = tree.text(text).trim().trim_end_matches(['.', ')', ':']).parse().ok()?;
    let holds_nothing_else = |&node: &NodeId| is_blank(text_from(text + 1, tree.end(node)));
    let around = tree.ancestors(text).take_while(|&node| node != item);
    let element = around.take_while(holds_nothing_else).last()?;
    (!is_blank(text_from(text + 1, end))).then_some((element, number))
}

/// Whether the next item shows the next number.
pub(super) fn is_followed_by(tree: &Tree, item: NodeId, number: u32) -> bool {
    let next = tree.end(item);
    let end = tree.end(tree.parent(item));
    let next = (next..end.min(next + 4)).find(|&node| tree.tag(node) != Tag::Text);
    let number_of_next = next.filter(|&next| tree.tag(next) == Tag::Li).and_then(|next| own_number(tree, next));
    number_of_next.is_some_and(|(_, next)| Some(next) == number.checked_add(1))
}

/// Whether a heading has letters outside of its buttons.
pub(super) fn has_words_beside_buttons(tree: &Tree, heading: NodeId) -> bool {
    /// Maximum number of nodes that are searched: each heading is searched for each of its buttons.
    const MAX_NODES: usize = 64;
    let mut node = heading + 1;
    for _ in 0..MAX_NODES {
        if node >= tree.end(heading) {
            break;
        }
        match tree.tag(node) {
            Tag::Text if tree.text(node).contains(char::is_alphabetic) => return true,
            tag if tag == Tag::Button || has_no_text(tag) => node = tree.end(node),
            _ => node += 1,
        }
    }
    false
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

fn span(tree: &Tree, cell: NodeId, key: AttrKey, max: u32) -> u16 {
    let value = tree.attr(cell, key).and_then(|value| value.trim().parse::<u32>().ok());
    value.unwrap_or(1).clamp(1, max) as u16
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
    // White space may come first.
    let first = cell + 1 + NodeId::from(cell + 1 < end && tree.tag(cell + 1) == Tag::Text);
    first < end
        && tree.tag(first).heading_level().is_some()
        && tree.text(first).trim().len() == tree.text(cell).trim().len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::html::parse::parse;

    fn find(tree: &Tree, tag: Tag) -> NodeId {
        (1..tree.len() as NodeId).find(|&node| tree.tag(node) == tag).unwrap()
    }

    #[test]
    fn number_of_an_item_is_in_an_element_of_its_own() {
        let number = |html: &str| {
            let tree = parse(html);
            let item = find(&tree, Tag::Li);
            let (element, number) = own_number(&tree, item)?;
            Some((tree.tag(element), number, is_followed_by(&tree, item, number)))
        };
        assert_eq!(number("<ol><li><div><b>1</b> </div><p>a<li><i>2.</i> b</ol>"), Some((Tag::Div, 1, true)));
        assert_eq!(number("<ol><li> <b>7.</b>a</li> <li><b>9</b> b</ol>"), Some((Tag::B, 7, false)));
        assert_eq!(number("<ol><li>1 <b>apple</b></ol>"), None, "text of the item");
        assert_eq!(number("<ol><li><b>1</b></ol>"), None, "all that the item has");
        assert_eq!(number("<ol><li><b>1 apple</b> a</ol>"), None);
    }

    #[test]
    fn words_beside_buttons() {
        let has_words = |html: &str| {
            let tree = parse(html);
            has_words_beside_buttons(&tree, find(&tree, Tag::H2))
        };
        assert!(has_words("<h2><button>Copy</button> <span>Results</span></h2>"));
        assert!(!has_words("<h2>1. <button>What is a river?</button><button>+</button></h2>"));
    }
}
