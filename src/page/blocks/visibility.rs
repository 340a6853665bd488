//! Detects hidden elements by their attributes, inline styles and class names. Style sheets are not read.

use crate::html::attributes::AttrKey;
use crate::html::inline_style::declarations;
use crate::html::tag::Tag;
use crate::html::tree::{NodeId, Tree};

/// Whether an element is a closed `<dialog>`, which browsers hide (HTML Standard, section "Rendering"; so is
/// `popover`).
pub(super) fn is_closed_dialog(tree: &Tree, node: NodeId, tag: Tag) -> bool {
    tag == Tag::Dialog && tree.attr(node, AttrKey::Open).is_none()
}

/// Whether an attribute or inline style of an element hides it.
pub(crate) fn is_hidden(tree: &Tree, node: NodeId) -> bool {
    tree.attrs(node).any(|(key, value)| hides(key, value))
}

/// Whether an element is the only form of a formula, though it is hidden from screen readers: the boxes of KaTeX without the
/// MathML that they come with by default.
pub(crate) fn is_only_form_of_formula(tree: &Tree, node: NodeId) -> bool {
    let is_boxes = tree.attr(node, AttrKey::Class).is_some_and(|class| class == "katex-html");
    let has_other =
        || tree.children(tree.parent(node)).take(3).any(|child| child != node && tree.tag(child) != Tag::Text);
    is_boxes && !has_other()
}

/// Whether an attribute can hide its element.
pub(super) fn can_hide(key: AttrKey) -> bool {
    matches!(key, AttrKey::Hidden | AttrKey::AriaHidden | AttrKey::StyleAttr | AttrKey::Popover)
}

/// Whether an attribute with this value hides its element.
pub(super) fn hides(key: AttrKey, value: &str) -> bool {
    match key {
        AttrKey::Hidden => !value.eq_ignore_ascii_case("false"),
        AttrKey::AriaHidden => value.eq_ignore_ascii_case("true"),
        AttrKey::StyleAttr => style_hides(value),
        AttrKey::Popover => true,
        _ => false,
    }
}

/// Whether an inline style has `display: none` or `visibility: hidden`.
fn style_hides(style: &str) -> bool {
    // Both properties end in "y", which most styles do not contain.
    if memchr::memchr2(b'y', b'Y', style.as_bytes()).is_none() {
        return false;
    }
    declarations(style).any(|(property, value)| {
        property.eq_ignore_ascii_case("display") && value.eq_ignore_ascii_case("none")
            || property.eq_ignore_ascii_case("visibility") && value.eq_ignore_ascii_case("hidden")
    })
}

/// Whether an element is for screen readers only, by the class names of frameworks and names derived from them:
/// `sr-only` (Bootstrap, Tailwind), `screen-reader-text` (WordPress), `visually-hidden` (Bootstrap, Drupal) and
/// `visuallyhidden` (HTML5 Boilerplate).
pub(super) fn is_for_screen_readers(tree: &Tree, node: NodeId) -> bool {
    let class = tree.attr(node, AttrKey::Class).unwrap_or_default();
    class.len() >= "sr-only".len() && has_screen_reader_class(class)
}

fn has_screen_reader_class(class: &str) -> bool {
    // A search for each part costs more than one for the bytes around its hyphen or its "y".
    let bytes = class.as_bytes();
    let at = |index: usize| bytes.get(index).copied();
    let is_near = memchr::memchr2_iter(b'-', b'y', bytes).any(|found| match bytes[found] {
        b'y' => found > 0 && bytes[found - 1] == b'l',
        _ => found > 0 && matches!((bytes[found - 1], at(found + 1)), (b'r', Some(b'o')) | (b'n', Some(b'r'))),
    });
    is_near
        && (["isually-hidden", "isuallyhidden", "isuallyHidden", "creen-reader"]
            .iter()
            .any(|part| class.contains(part))
            || class.split_ascii_whitespace().any(|name| name.trim_start_matches("u-") == "sr-only"))
}
