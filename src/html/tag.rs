//! Elements known by name.

/// Passes the list of known elements to the macro `$then`, so that the enum and the parser's name table stay in step.
macro_rules! with_tags {
    ($then:ident) => {
        $then! {
            A "a", Abbr "abbr", Acronym "acronym", Address "address", Annotation "annotation", Area "area",
            Article "article", Aside "aside", Audio "audio", B "b", Base "base", Bdi "bdi", Bdo "bdo", Big "big",
            Blockquote "blockquote", Body "body", Br "br", Button "button", Canvas "canvas", Caption "caption",
            Center "center", Cite "cite", Code "code", Col "col", Colgroup "colgroup", Data "data",
            Datalist "datalist", Dd "dd", Del "del", Details "details", Dfn "dfn", Dialog "dialog", Dir "dir",
            Div "div", Dl "dl", Dt "dt", Em "em", Embed "embed", Fieldset "fieldset", Figcaption "figcaption",
            Figure "figure", Font "font", Footer "footer", Form "form", Frame "frame", Frameset "frameset",
            H1 "h1", H2 "h2", H3 "h3", H4 "h4", H5 "h5", H6 "h6", Head "head", Header "header", Hgroup "hgroup",
            Hr "hr", Html "html", I "i", Iframe "iframe", Img "img", Input "input", Ins "ins", Kbd "kbd",
            Label "label", Legend "legend", Li "li", Link "link", Listing "listing", Main "main", Map "map",
            Mark "mark", Marquee "marquee", Math "math", Menclose "menclose", Menu "menu", Merror "merror",
            Meta "meta", Meter "meter", Mfenced "mfenced", Mfrac "mfrac", Mi "mi", Mmultiscripts "mmultiscripts",
            Mn "mn", Mo "mo", Mover "mover", Mpadded "mpadded", Mphantom "mphantom", Mroot "mroot", Mrow "mrow",
            Ms "ms", Mspace "mspace", Msqrt "msqrt", Mstyle "mstyle", Msub "msub", Msubsup "msubsup", Msup "msup",
            Mtable "mtable", Mtd "mtd", Mtext "mtext", Mtr "mtr", Munder "munder", Munderover "munderover",
            Nav "nav", Nobr "nobr", Noembed "noembed", Noframes "noframes", Noscript "noscript", Object "object",
            Ol "ol", Optgroup "optgroup", OptionTag "option", Output "output", P "p", Param "param",
            Picture "picture", Plaintext "plaintext", Pre "pre", Progress "progress", Q "q", Rb "rb", Rp "rp",
            Rt "rt", Rtc "rtc", Ruby "ruby", S "s", Samp "samp", Script "script", Search "search",
            Section "section", Select "select", Semantics "semantics", Slot "slot", Small "small",
            Source "source", Span "span", Strike "strike", Strong "strong", Style "style", Sub "sub",
            Summary "summary", Sup "sup", Svg "svg", Table "table", Tbody "tbody", Td "td", Template "template",
            Textarea "textarea", Tfoot "tfoot", Th "th", Thead "thead", Time "time", Title "title", Tr "tr",
            Track "track", Tt "tt", U "u", Ul "ul", Var "var", Video "video", Wbr "wbr", Xmp "xmp",
        }
    };
}
pub(crate) use with_tags;

macro_rules! define_tag {
    ($($tag:ident $name:literal,)*) => {
        /// Kind of a node: the document, text, or an element.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(u8)]
        #[allow(clippy::enum_variant_names, reason = "`Optgroup` and the like are names of elements")]
        pub enum Tag {
            /// The root, the parent of `<html>`.
            Document,
            /// Text; not an element.
            Text,
            /// An element that is not in this list. The tree stores its name separately.
            Other,
            $(#[doc = concat!("`<", $name, ">`")] $tag,)*
        }

        impl Tag {
            /// Returns the element's name in lower case: `""` for [`Tag::Other`], `#document` and `#text` for nodes
            /// that are not elements.
            pub fn name(self) -> &'static str {
                match self {
                    Tag::Document => "#document",
                    Tag::Text => "#text",
                    Tag::Other => "",
                    $(Tag::$tag => $name,)*
                }
            }
        }
    };
}
with_tags!(define_tag);

impl Tag {
    /// Whether the element starts a new block of text by default. Follows the `display` values in the HTML Standard's
    /// [rendering section](https://html.spec.whatwg.org/#rendering), and adds elements such as `<title>` and `<td>`
    /// whose text never continues a line.
    #[inline(always)]
    pub fn is_block(self) -> bool {
        use Tag::*;
        matches!(
            self,
            Address
                | Article
                | Aside
                | Blockquote
                | Body
                | Caption
                | Center
                | Col
                | Colgroup
                | Dd
                | Details
                | Dialog
                | Dir
                | Div
                | Dl
                | Document
                | Dt
                | Fieldset
                | Figcaption
                | Figure
                | Footer
                | Form
                | Frame
                | Frameset
                | H1
                | H2
                | H3
                | H4
                | H5
                | H6
                | Head
                | Header
                | Hgroup
                | Hr
                | Html
                | Legend
                | Li
                | Listing
                | Main
                | Marquee
                | Menu
                | Nav
                | Noframes
                | Noscript
                | Ol
                | Optgroup
                | OptionTag
                | P
                | Plaintext
                | Pre
                | Search
                | Section
                | Select
                | Summary
                | Table
                | Tbody
                | Td
                | Template
                | Textarea
                | Tfoot
                | Th
                | Thead
                | Title
                | Tr
                | Ul
                | Xmp
                | Iframe
                | Video
                | Audio
                | Object
                | Canvas
        )
    }

    /// Whether text inside the element is never part of the page's text: scripts and styles, fallback content kept as
    /// raw text, and form controls.
    pub fn hides_text(self) -> bool {
        use Tag::*;
        matches!(
            self,
            Script
                | Style
                | Iframe
                | Noembed
                | Noframes
                | Head
                | Title
                | Select
                | OptionTag
                | Optgroup
                | Textarea
                | Datalist
                | Template
                | Svg
                | Audio
                | Video
                | Canvas
                | Object
                | Progress
                | Meter
                | Rp
                | Rt
                | Rtc
        )
    }

    /// Whether the element keeps white space as written.
    pub fn is_preformatted(self) -> bool {
        matches!(self, Tag::Pre | Tag::Listing | Tag::Xmp | Tag::Plaintext)
    }

    /// Returns 1 to 6 for `<h1>` to `<h6>`.
    pub fn heading_level(self) -> Option<u8> {
        match self {
            Tag::H1 => Some(1),
            Tag::H2 => Some(2),
            Tag::H3 => Some(3),
            Tag::H4 => Some(4),
            Tag::H5 => Some(5),
            Tag::H6 => Some(6),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Tag;

    #[test]
    fn tags_have_names_and_display_classes() {
        assert_eq!(Tag::OptionTag.name(), "option");
        assert_eq!(Tag::H3.heading_level(), Some(3));
        assert!(Tag::Div.is_block() && !Tag::Span.is_block());
        assert!(Tag::Script.hides_text() && !Tag::Noscript.hides_text());
    }
}
