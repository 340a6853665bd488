//! The declarations of a page: its `<title>`, `<base>`, `<link>` and `<meta>` elements, wherever they are in the page.

use crate::html::attributes::AttrKey;
use crate::html::tag::Tag;
use crate::html::tree::{NodeId, Tree};
use url::Url;

/// The nodes of the declarations.
#[derive(Clone, Debug, Default)]
pub(crate) struct Head {
    /// The first `<title>` that is not in an `<svg>`.
    title: Option<NodeId>,
    /// The `<base>`, `<link>` and `<meta>` elements, in document order.
    pub declarations: Vec<NodeId>,
    /// The first `<body>`.
    body: Option<NodeId>,
}

impl Head {
    pub fn read(tree: &Tree) -> Head {
        let mut head = Head::default();
        for (node, &tag) in (0..).zip(&tree.tag) {
            match tag {
                Tag::Base | Tag::Link | Tag::Meta => head.declarations.push(node),
                Tag::Title if head.title.is_none() && tree.tag(tree.parent(node)) != Tag::Svg => {
                    head.title = Some(node);
                }
                Tag::Body if head.body.is_none() => head.body = Some(node),
                _ => {}
            }
        }
        head
    }

    /// The text of the `<title>`.
    pub fn title<'t>(&self, tree: &'t Tree) -> Option<&'t str> {
        self.title.map(|node| tree.text(node).trim())
    }

    /// The content of the first `<meta>` whose `property`, or else its `name`, is exactly `name`.
    pub fn meta<'t>(&self, tree: &'t Tree, name: &str) -> Option<&'t str> {
        let metas = self.declarations.iter().filter(|&&node| tree.tag(node) == Tag::Meta);
        metas.into_iter().find_map(|&node| {
            let found = tree.attr(node, AttrKey::Property).or_else(|| tree.attr(node, AttrKey::Name));
            tree.attr(node, AttrKey::Content).filter(|_| found == Some(name)).map(str::trim)
        })
    }

    /// The targets of the canonical links.
    fn canonical<'t>(&self, tree: &'t Tree) -> impl Iterator<Item = &'t str> {
        let links = self.declarations.iter().filter(move |&&node| tree.tag(node) == Tag::Link);
        let canonical = links.filter(move |&&node| tree.attr(node, AttrKey::Rel) == Some("canonical"));
        canonical.filter_map(move |&node| tree.attr(node, AttrKey::Href))
    }

    /// The URL that the page declares above its body: the first canonical link or `og:url`.
    pub fn url<'t>(&self, tree: &'t Tree) -> Option<&'t str> {
        let above = self.declarations.iter().take_while(|&&node| self.body.is_none_or(|body| node < body));
        above.into_iter().find_map(|&node| match tree.tag(node) {
            Tag::Link if tree.attr(node, AttrKey::Rel) == Some("canonical") => tree.attr(node, AttrKey::Href),
            Tag::Meta if tree.attr(node, AttrKey::Property) == Some("og:url") => tree.attr(node, AttrKey::Content),
            _ => None,
        })
    }

    /// The `og:type`, and its node.
    pub fn og_type<'t>(&self, tree: &'t Tree) -> Option<(NodeId, &'t str)> {
        self.declarations.iter().find_map(|&node| {
            let is_type = tree.tag(node) == Tag::Meta && tree.attr(node, AttrKey::Property) == Some("og:type");
            let content = tree.attr(node, AttrKey::Content).filter(|content| is_type && !content.trim().is_empty())?;
            Some((node, content))
        })
    }

    /// Whether a canonical link says that this is the first page of its site.
    pub fn is_home(&self, tree: &Tree) -> bool {
        let mut rests = self.canonical(tree).filter_map(|url| Some(url.split_once("://")?.1));
        rests.any(|rest| !rest.trim_end_matches('/').contains('/'))
    }

    /// Whether the page fits the width of any screen: `<meta name=viewport content="width=device-width">` (CSS Viewport Module Level
    /// 1, section 3). A page with a fixed width was made for desktops.
    pub fn is_responsive(&self, tree: &Tree) -> bool {
        self.declarations.iter().any(|&node| {
            tree.tag(node) == Tag::Meta
                && tree.attr(node, AttrKey::Name).is_some_and(|name| name.eq_ignore_ascii_case("viewport"))
                && tree.attr(node, AttrKey::Content).is_some_and(|content| content.contains("device-width"))
        })
    }

    /// The base of the relative URLs of a page: its first `<base>`, relative to the URL of the page, or else that URL. Bases with other
    /// schemes than HTTP and HTTPS are ignored.
    pub fn base_url(&self, tree: &Tree, url: Option<&str>) -> Option<Url> {
        let own = url.and_then(|url| Url::parse(url.trim()).ok());
        let element = self.declarations.iter().find(|&&node| tree.tag(node) == Tag::Base);
        let declared = element.and_then(|&node| tree.attr(node, AttrKey::Href)).map(str::trim);
        let joined = declared.and_then(|declared| match &own {
            Some(own) => own.join(declared).ok(),
            None => Url::parse(declared).ok(),
        });
        let is_http = |url: &Url| matches!(url.scheme(), "http" | "https");
        joined.filter(is_http).or(own.filter(is_http))
    }

    /// The declared language: the `lang` of the root element or of `<body>`.
    pub fn lang<'t>(&self, tree: &'t Tree) -> Option<&'t str> {
        let elements = (1..tree.len() as NodeId).take_while(|&node| tree.parent(node) == 0 || node < 2);
        let langs = elements
            .chain(self.body)
            .filter_map(|node| tree.attr(node, AttrKey::Lang).or_else(|| tree.attr(node, AttrKey::XmlLang)));
        langs.into_iter().find(|lang| !lang.trim().is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::html::parse::parse;

    #[test]
    fn page_with_device_width_is_responsive() {
        for (page, expected) in [
            ("<meta name=viewport content='width=device-width, initial-scale=1'><p>a", true),
            ("<body><meta content='initial-scale=1,width=device-width' name=Viewport>", true),
            ("<meta name=viewport content='width=1020'><article>a", false),
            ("<meta name=description content=device-width>", false),
            ("<p>a", false),
        ] {
            let tree = parse(page);
            assert_eq!(Head::read(&tree).is_responsive(&tree), expected, "{page}");
        }
    }

    #[test]
    fn first_declaration_wins() {
        let tree = parse(
            "<html lang=' '><title> Rivers </title><meta property=og:url content=https://e.org/a>\
             <link rel=canonical href=https://e.org/b><meta name=og:title content=One><meta property=og:title content=Two>\
             <body lang=de><title>Late</title>x",
        );
        let head = Head::read(&tree);
        assert_eq!((head.title(&tree), head.meta(&tree, "og:title")), (Some("Rivers"), Some("One")));
        assert_eq!((head.url(&tree), head.lang(&tree)), (Some("https://e.org/a"), Some("de")));
        assert!(!head.is_home(&tree));
        // An `<svg>` starts the body.
        let tree =
            parse("<svg><title>Icon</title></svg><title>Rivers</title><meta property=og:url content=https://e.org/a>");
        let head = Head::read(&tree);
        assert_eq!((head.title(&tree), head.url(&tree)), (Some("Rivers"), None));
    }

    #[test]
    fn title_of_an_svg_is_not_the_title_of_the_page() {
        let tree = parse("<svg><title>Icon</title></svg><title>Rivers</title>");
        assert_eq!(Head::read(&tree).title(&tree), Some("Rivers"));
    }

    #[test]
    fn base_element_is_relative_to_the_url_of_the_page() {
        let base = |html: &str, url| {
            let tree = parse(html);
            Head::read(&tree).base_url(&tree, url).map(String::from)
        };
        let url = Some("https://e.org/a/b");
        assert_eq!(base("<base href='/docs/'>", url).as_deref(), Some("https://e.org/docs/"));
        assert_eq!(base("<base href='data:x'>", url).as_deref(), url);
        assert_eq!(base("<base href='https://e.org/c'>", None).as_deref(), Some("https://e.org/c"));
        assert_eq!((base("<base href='/c'>", None), base("", Some("file:///a"))), (None, None));
    }
}
