//! What says of an element that a reader does not see it.

use crate::attributes::AttrKey;
use crate::tag::Tag;
use crate::tree::{NodeId, Tree};

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
    style.split(';').filter_map(|declaration| declaration.split_once(':')).any(|(property, value)| {
        let property = property.trim();
        let hiding = match () {
            () if property.eq_ignore_ascii_case("display") => "none",
            () if property.eq_ignore_ascii_case("visibility") => "hidden",
            () => return false,
        };
        value.split('!').next().unwrap_or(value).trim().eq_ignore_ascii_case(hiding)
    })
}
