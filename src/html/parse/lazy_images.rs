//! Addresses of lazily loaded images.
//!
//! Scripts that load images late read the addresses from attributes, and each script has its own names for them. Such
//! attributes are recognized by the form of their names, only on images. The best one takes the place of the known
//! attributes `data-lazy-src` and `data-srcset`.

use super::element_names;
use crate::html::attributes::AttrKey;
use crate::html::tag::Tag;
use html5ever::QualName;
use std::borrow::Cow;

/// Longer names are not considered.
const MAX_NAME_LENGTH: usize = 64;

/// Parts of names that suggest late loading.
const LAZY_WORDS: &[&str] = &["lazy", "delay", "defer"];

/// Endings of names of attributes that hold an address, most likely first.
const ENDINGS: &[&str] = &["src", "-src-property", "-original", "-url"];

const IMAGE_EXTENSIONS: &[&str] = &["jpg", "jpeg", "png", "webp", "gif", "avif", "svg", "jfif", "bmp"];

/// Whether an element may have such attributes.
pub(super) fn has_address(tag: Tag) -> bool {
    matches!(tag, Tag::Img | Tag::Source)
}

/// Whether an attribute that is not known by name may hold the address of an image.
pub(super) fn is_lazy_name(name: &str) -> bool {
    pattern(name).is_some()
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct NamePattern {
    /// Whether the name contains none of [`LAZY_WORDS`].
    is_vague: bool,
    /// Index in [`ENDINGS`].
    ending: usize,
    is_set: bool,
}

fn pattern(name: &str) -> Option<NamePattern> {
    let last = name.as_bytes().last()?.to_ascii_lowercase();
    // Rejects most names.
    if !matches!(last, b'c' | b't' | b'l' | b'y') || name.len() > MAX_NAME_LENGTH {
        return None;
    }
    let is_set = ends_with(name, "srcset");
    let ending = if is_set { 0 } else { ENDINGS.iter().position(|ending| ends_with(name, ending))? };
    let has =
        |part: &&str| name.as_bytes().windows(part.len()).any(|window| window.eq_ignore_ascii_case(part.as_bytes()));
    let is_vague = !LAZY_WORDS.iter().any(has);
    let is_data = name.get(..5).is_some_and(|start| start.eq_ignore_ascii_case("data-"));
    let is_candidate = (is_data || !is_vague) && element_names::key_as_written(name).is_none();
    is_candidate.then_some(NamePattern { is_vague, ending, is_set })
}

fn ends_with(name: &str, ending: &str) -> bool {
    let (name, ending) = (name.as_bytes(), ending.as_bytes());
    name.len() >= ending.len() && name[name.len() - ending.len()..].eq_ignore_ascii_case(ending)
}

/// The best candidates among an image's attributes.
///
/// The choice depends on the names alone, not on their order: of attributes with the same name only the first one
/// counts, and `scraper` sorts them.
#[derive(Default)]
pub(super) struct BestCandidates<'a> {
    address: Option<Candidate<'a>>,
    set: Option<Candidate<'a>>,
}

#[derive(Clone, Copy)]
struct Candidate<'a> {
    pattern: NamePattern,
    name: &'a str,
    at: usize,
}

impl<'a> BestCandidates<'a> {
    /// Considers an attribute that is not known by name; `at` is its index.
    pub fn look(&mut self, name: &'a str, at: usize) {
        let Some(pattern) = pattern(name) else { return };
        let place = if pattern.is_set { &mut self.set } else { &mut self.address };
        let found = Candidate { pattern, name, at };
        if place.is_none_or(|other| found.comes_before(other)) {
            *place = Some(found);
        }
    }

    /// Returns the values of the candidates, with the keys whose place they take. If the image already has an address,
    /// a vague name does not count: it usually is the address of an enlarged picture.
    pub fn take<'v>(
        &self,
        address: Option<&str>,
        value: impl Fn(usize) -> Cow<'v, str>,
    ) -> impl Iterator<Item = (AttrKey, Cow<'v, str>)> {
        let is_shown = address.is_some_and(|address| !address.trim_start().starts_with("data:"));
        let keys = [(AttrKey::DataLazySrc, self.address), (AttrKey::DataSrcset, self.set)];
        keys.into_iter().filter_map(move |(key, found)| {
            let Candidate { pattern, at, .. } = found.filter(|found| !(is_shown && found.pattern.is_vague))?;
            let value = value(at);
            is_address(&value, pattern).then_some((key, value))
        })
    }

    /// Whether there is no candidate.
    pub fn is_empty(&self) -> bool {
        self.address.is_none() && self.set.is_none()
    }
}

impl Candidate<'_> {
    fn comes_before(self, other: Candidate<'_>) -> bool {
        let lower = |name: &str| name.to_ascii_lowercase();
        let (first, second) = ((self.pattern, self.name.len()), (other.pattern, other.name.len()));
        first.cmp(&second).then_with(|| lower(self.name).cmp(&lower(other.name))).is_lt()
    }
}

/// Returns the addresses in html5ever's attributes of an image, with the keys whose place they take.
pub(super) fn addresses<'v>(
    attrs: impl Iterator<Item = (&'v QualName, &'v str)> + Clone,
) -> Vec<(AttrKey, Cow<'v, str>)> {
    let mut candidates = BestCandidates::default();
    for (at, (name, _)) in attrs.clone().enumerate() {
        candidates.look(&name.local, at);
    }
    let address =
        attrs.clone().find(|(name, _)| element_names::key(name) == Some(AttrKey::Src)).map(|(_, value)| value);
    candidates.take(address, |at| Cow::Borrowed(attrs.clone().nth(at).map_or("", |(_, value)| value))).collect()
}

/// Whether a value looks like the address of an image, or a list of such addresses.
fn is_address(value: &str, pattern: NamePattern) -> bool {
    let value = value.trim();
    let is_code = value.starts_with(['{', '[', '#', '<', '\'']) || value.contains("{{");
    let scheme = value.split_once(':').map(|(scheme, _)| scheme);
    let is_other = scheme.is_some_and(|scheme| {
        scheme.bytes().all(|byte| byte.is_ascii_alphanumeric())
            && !["http", "https"].iter().any(|web| scheme.eq_ignore_ascii_case(web))
    });
    let mut paths = value.split([',', ' ']).map(|word| word.split(['?', '#']).next().unwrap_or_default());
    let is_picture = |path: &str| {
        path.rsplit_once('.')
            .is_some_and(|(_, kind)| IMAGE_EXTENSIONS.iter().any(|known| kind.eq_ignore_ascii_case(known)))
    };
    // Addresses of image servers have no extension.
    !is_code && !is_other && (!pattern.is_vague && value.contains('/') || paths.any(is_picture))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::html::parse::parse;

    /// The `data-lazy-src` and `data-srcset` of the first image.
    fn found(html: &str) -> (Option<String>, Option<String>) {
        let tree = parse(html);
        let image = (1..tree.len() as u32).find(|&node| has_address(tree.tag(node))).unwrap();
        let value = |key| tree.attr(image, key).map(str::to_owned);
        (value(AttrKey::DataLazySrc), value(AttrKey::DataSrcset))
    }

    fn address(attributes: &str) -> String {
        found(&format!("<p><img {attributes}>")).0.unwrap_or_default()
    }

    #[test]
    fn lazy_attributes_are_recognized_by_their_names() {
        for name in
            ["speedy-lazy-src", "data-xyz-src", "data-cfsrc", "data-xy-src-property", "DATA-Delayed-URL", "lazysrc"]
        {
            assert_eq!(address(&format!("{name}=/a.jpg?x=1")), "/a.jpg?x=1", "{name}");
        }
        for name in ["onsrc", "longdesc", "data-src-mobile", "data-permalink", "usrc", "data-attrs"] {
            assert_eq!(address(&format!("{name}=/a.jpg")), "", "{name}");
        }
        assert_eq!(found("<img speedy-lazy-srcset='a.jpg 1x, b.jpg 2x'>").1.unwrap(), "a.jpg 1x, b.jpg 2x");
        assert_eq!(found("<picture><source data-xy-srcset='a.webp 1x'></picture>").1.unwrap(), "a.webp 1x");
        assert_eq!(parse("<p><a data-xy-src=a.jpg>").attrs(4).count(), 0);
    }

    #[test]
    fn best_candidate_wins() {
        assert_eq!(address("data-zoom-src=b.jpg data-x-lazy-src=a.jpg data-img-url=c.jpg"), "a.jpg");
        assert_eq!(address("data-img-url=c.jpg data-b-src=b.jpg data-a-src=a.jpg data-a-src=d.jpg"), "a.jpg");
        assert_eq!(address("data-x-lazy-src=a.jpg data-lazy-src=b.jpg"), "b.jpg");
        // The image also has an address of its own.
        assert_eq!(address("src=a.jpg data-zoom-src=b.jpg"), "");
        assert_eq!(address("src=a.jpg data-x-lazy-src=b.jpg"), "b.jpg");
        assert_eq!(address("src='data:image/gif;base64,x' data-xy-src=b.jpg"), "b.jpg");
    }

    #[test]
    fn values_that_are_no_image_address_are_ignored() {
        for value in ["true", "data:image/gif;base64,x", "javascript:x/y.jpg", "{a/b.jpg}", "'/a.jpg'", "#/a", ""] {
            assert_eq!(address(&format!("x-lazy-src=\"{value}\"")), "", "{value}");
        }
        assert_eq!(address("data-pin-url=https://e.org/post/"), "");
        assert_eq!(address("data-delayed-url=https://images.e.org/h/5k9c"), "https://images.e.org/h/5k9c");
    }
}
