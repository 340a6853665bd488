//! What says of an element that a reader does not see it.

use crate::html::attributes::AttrKey;
use crate::html::inline_style::declarations;
use crate::html::tag::Tag;
use crate::html::tree::{NodeId, Tree};
use memchr::memmem::Finder;
use once_cell::sync::Lazy;

/// Whether it is a `<dialog>` that is not shown yet (HTML Standard 15.3.2, as are elements with `popover`).
pub(super) fn is_closed_dialog(tree: &Tree, node: NodeId, tag: Tag) -> bool {
    tag == Tag::Dialog && tree.attr(node, AttrKey::Open).is_none()
}

/// Whether the element says of itself that it is not shown.
pub(crate) fn is_hidden(tree: &Tree, node: NodeId) -> bool {
    tree.attrs(node).any(|(key, value)| hides(key, value))
}

pub(super) fn can_hide(key: AttrKey) -> bool {
    matches!(key, AttrKey::Hidden | AttrKey::AriaHidden | AttrKey::StyleAttr | AttrKey::Popover)
}

pub(super) fn hides(key: AttrKey, value: &str) -> bool {
    match key {
        AttrKey::Hidden => !value.eq_ignore_ascii_case("false"),
        AttrKey::AriaHidden => value.eq_ignore_ascii_case("true"),
        AttrKey::StyleAttr => style_hides(value),
        AttrKey::Popover => true,
        _ => false,
    }
}

/// `display: none` or `visibility: hidden` in an inline style.
fn style_hides(style: &str) -> bool {
    // Both properties end in this letter, which settles most styles.
    if memchr::memchr2(b'y', b'Y', style.as_bytes()).is_none() {
        return false;
    }
    declarations(style).any(|(property, value)| {
        property.eq_ignore_ascii_case("display") && value.eq_ignore_ascii_case("none")
            || property.eq_ignore_ascii_case("visibility") && value.eq_ignore_ascii_case("hidden")
    })
}

/// Whether the element is only read out to those who do not see the page, by what frameworks call such ones: `sr-only`
/// (Bootstrap, Tailwind), `screen-reader-text` (WordPress), `visually-hidden` (Bootstrap, Drupal), `visuallyhidden` (HTML5
/// Boilerplate), and names made from these.
pub(super) fn is_for_screen_readers(tree: &Tree, node: NodeId) -> bool {
    let class = tree.attr(node, AttrKey::Class).unwrap_or_default();
    class.len() >= "sr-only".len() && has_name_for_screen_readers(class)
}

#[inline(never)]
fn has_name_for_screen_readers(class: &str) -> bool {
    static PARTS: Lazy<[Finder; 3]> = Lazy::new(|| ["sr-only", "creen-reader", "isually"].map(Finder::new));
    let has = |part: usize| PARTS[part].find(class.as_bytes()).is_some();
    if has(2) {
        return ["isually-hidden", "isuallyhidden", "isuallyHidden"].iter().any(|part| class.contains(part));
    }
    has(1) || has(0) && class.split_ascii_whitespace().any(|name| name.trim_start_matches("u-") == "sr-only")
}
