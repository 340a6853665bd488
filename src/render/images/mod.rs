//! Images: whether they belong to the kept blocks, and their URLs.

mod candidates;
mod surroundings;

pub(super) use surroundings::Surroundings;

use super::urls::UrlResolver;
use crate::html::attributes::AttrKey;
use crate::html::double_escaped::without_markup;
use crate::html::tag::Tag;
use crate::html::tree::{NodeId, Tree};
use crate::page::blocks::is_hidden;
use crate::text::controls::without_controls;
use candidates::candidates;
use std::borrow::Cow;

/// Images up to this size, in pixels, are tracking pixels or spacers.
const MAX_PIXEL: f32 = 2.0;

/// Images without alternative text up to this size, in pixels, are icons.
const MAX_ICON: f32 = 32.0;

/// Returns the URL of an image, also of one that is loaded lazily; `None` if it shows nothing.
pub(super) fn source(tree: &Tree, image: NodeId, urls: &mut UrlResolver) -> Option<String> {
    if !is_visible(tree, image) {
        return None;
    }
    candidates(tree, image).find_map(|candidate| urls.image(candidate))
}

/// Whether an image is neither hidden nor a tracking pixel, a spacer or an icon.
pub(super) fn is_visible(tree: &Tree, image: NodeId) -> bool {
    let size = |key| tree.attr(image, key).and_then(|value| value.trim().trim_end_matches("px").parse::<f32>().ok());
    let (width, height) = (size(AttrKey::Width), size(AttrKey::Height));
    let is_within =
        |limit: f32| width.is_some_and(|width| width <= limit) && height.is_some_and(|height| height <= limit);
    let is_thin = [width, height].into_iter().flatten().any(|size| size <= MAX_PIXEL);
    !(is_thin || is_hidden(tree, image) || is_within(MAX_ICON) && alt(tree, image).is_empty())
}

/// Whether an image has a URL, or one that a script would load.
pub(super) fn is_shown(tree: &Tree, image: NodeId) -> bool {
    candidates(tree, image).next().is_some()
}

/// Words in the class names of small previews of images.
const PREVIEW_NAMES: &[&str] = &["thumbnail", "placeholder", "preview", "lqip", "blur", "tiny", "lowres"];

/// Whether an image is a small preview of the image after it, which a script shows once it is loaded.
pub(super) fn is_preview(tree: &Tree, image: NodeId) -> bool {
    /// Maximum number of nodes between the two.
    const MAX_NODES: NodeId = 8;
    let is_lazy = |image| {
        [AttrKey::DataSrc, AttrKey::DataLazySrc, AttrKey::DataSrcset].iter().any(|&key| tree.attr(image, key).is_some())
    };
    let is_named = |image| {
        let class = tree.attr(image, AttrKey::Class).unwrap_or_default().to_ascii_lowercase();
        PREVIEW_NAMES.iter().any(|name| class.contains(name))
    };
    let end = tree.end(tree.parent(image));
    let next = (image + 1..end.min(image + MAX_NODES)).find(|&node| tree.tag(node) == Tag::Img);
    let Some(next) = next.filter(|&next| !is_named(next) && !is_lazy(image) && is_shown(tree, next)) else {
        return false;
    };
    let between = &tree.text[tree.text_at[image as usize] as usize..tree.text_at[next as usize] as usize];
    let file = |image| candidates(tree, image).next().map(file_name).filter(|name| !name.is_empty());
    between.trim().is_empty()
        && is_lazy(next)
        && (is_named(image) || file(image).is_some() && file(image) == file(next))
}

/// The name of the file that a URL leads to.
fn file_name(url: &str) -> &str {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    path.rsplit('/').next().unwrap_or_default()
}

/// Returns the alternative text of an image as it is in the page.
pub(super) fn alt(tree: &Tree, image: NodeId) -> &str {
    tree.attr(image, AttrKey::Alt).unwrap_or_default().trim()
}

/// Returns the alternative text of an image without markup and control characters.
pub(super) fn description(tree: &Tree, image: NodeId) -> Cow<'_, str> {
    match without_markup(alt(tree, image)) {
        Cow::Borrowed(text) => without_controls(text),
        Cow::Owned(text) => Cow::Owned(without_controls(&text).into_owned()),
    }
}

/// Returns the alternative text of an image that stands for a character, such as an emoji.
pub(super) fn character(tree: &Tree, image: NodeId) -> Option<&str> {
    let text = alt(tree, image);
    let is_symbol = |c: char| !c.is_ascii() && !c.is_alphanumeric() && !c.is_whitespace() && !c.is_control();
    (!text.is_empty() && text.chars().count() <= 8 && text.chars().all(is_symbol)).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::html::parse::parse;
    use crate::page::Page;

    fn found(html: &str) -> Option<String> {
        let mut page = Page::from_tree(parse(html));
        page.url = Some("https://e.org/".to_owned());
        let tree = &page.tree;
        let image = (1..tree.len() as NodeId).find(|&node| tree.tag(node) == Tag::Img).unwrap();
        source(tree, image, &mut UrlResolver::new(&page))
    }

    #[test]
    fn lazily_loaded_images_have_their_url() {
        let at = |html: &str| found(html).unwrap_or_default();
        assert_eq!(at("<img src=a.png>"), "https://e.org/a.png");
        assert_eq!(at("<img src='data:image/gif;base64,R0' data-src=a.png>"), "https://e.org/a.png");
        assert_eq!(at("<img src=/img/blank.gif srcset='a.png 1x, b.png 2x'>"), "https://e.org/b.png");
        assert_eq!(at("<img data-srcset='a,b.png 300w,\n c.png 600w'>"), "https://e.org/c.png");
        assert_eq!(
            at("<picture><source srcset='a.webp, b.webp 2x'><img src='data:,'></picture>"),
            "https://e.org/b.webp"
        );
    }

    #[test]
    fn placeholder_is_recognized_by_its_file_name() {
        for name in [
            "spacer.gif",
            "spacer2.gif",
            "blank.png",
            "1x1.trans.gif",
            "trans1x1.gif",
            "lazy_placeholder.gif",
            "loading.svg",
            "grey-placeholder.png",
            "placeholder.60f9b1840c.svg",
            "shop-placeholder-400x400.png",
            "dot_clear.gif",
            "1x1_place_holder.jpg",
            "ajax-loader.gif",
            "blank@2x.png",
            "cccc99_spacer.gif",
            "transparent.gif?v=2",
        ] {
            assert_eq!(found(&format!("<img src=/img/{name}>")), None, "{name}");
            let lazy = format!("<img src=/img/{name} srcset='/img/{name} 2x, /a.jpg 1x'>");
            assert_eq!(found(&lazy).unwrap(), "https://e.org/a.jpg", "{name}");
        }
        for name in [
            "blank-page-writers-block.jpg",
            "logo-transparent-white.png",
            "shoe_1x1_478b0929.jpg",
            "wheel-loader.jpg",
            "PXL_20250523_111538119.jpg",
            "Transp-5.jpg",
            "grey.jpg",
            "pixel-9-pro.png",
            "2024.jpg",
            "clearing.jpg",
            "a1b2c3d4.png",
            "1x2.png",
        ] {
            assert!(found(&format!("<img src=/img/{name}>")).is_some(), "{name}");
        }
    }

    #[test]
    fn tracking_pixels_and_icons_without_alt_have_no_url() {
        assert_eq!(found("<img src=a.png width=1 height=1>"), None);
        assert_eq!(found("<img src=a.png width=0>"), None);
        assert_eq!(found("<img src=a.png style='display:none'>"), None);
        assert_eq!(found("<img src=a.png width=16 height=16>"), None);
        assert!(found("<img src=a.png width=16 height=16 alt=New>").is_some());
        assert_eq!(found("<img src='javascript:alert(1)'>"), None);
    }
}
