//! Tells responsive pages from legacy ones, which the model scores differently: annotators drew the line between
//! content and boilerplate differently on older pages.

use crate::html::attributes::AttrKey;
use crate::html::tag::Tag;
use crate::html::tree::{NodeId, Tree};

/// Whether an element makes the page as wide as the screen: `<meta name=viewport content="width=device-width">` (CSS
/// Viewport Module Level 1, section 3). A page with a fixed width counts as legacy.
pub(crate) fn fits_screens(tree: &Tree, node: NodeId) -> bool {
    tree.tag(node) == Tag::Meta
        && tree.attr(node, AttrKey::Name).is_some_and(|name| name.eq_ignore_ascii_case("viewport"))
        && tree.attr(node, AttrKey::Content).is_some_and(|content| content.contains("device-width"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::html::parse::parse;

    #[test]
    fn viewport_of_device_width_makes_a_page_responsive() {
        for (page, expected) in [
            ("<meta name=viewport content='width=device-width, initial-scale=1'><p>a", true),
            ("<body><meta content='initial-scale=1,width=device-width' name=Viewport>", true),
            ("<meta name=viewport content='width=1020'><article>a", false),
            ("<meta name=description content=device-width>", false),
            ("<p>a", false),
        ] {
            let tree = parse(page);
            let is_responsive = (1..tree.len() as NodeId).any(|node| fits_screens(&tree, node));
            assert_eq!(is_responsive, expected, "{page}");
        }
    }
}
