//! What start tags do in the body of a page, and what content follows them.

use crate::html::tag::Tag;
use crate::html::tokenizer::Content;
use html5ever::{LocalName, local_name};

/// What a start tag does in [the "in body" insertion mode], if that is simple.
///
/// [the "in body" insertion mode]: https://html.spec.whatwg.org/#parsing-main-inbody
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum StartTagRule {
    /// Anything: the tree builder decides.
    TreeBuilder,
    /// Inserts an element into the current node.
    Plain,
    /// The same, also in `<svg>`.
    Shape,
    /// The same; the element is opened again if it is misnested.
    Formatting,
    /// Closes a `<select>` first.
    Input,
    /// Closes a paragraph first.
    Block,
    /// Closes a paragraph and an enclosing heading first.
    Heading,
    /// Closes a paragraph and the previous item first.
    Item,
    /// Closes an enclosing button first.
    Button,
    /// Content of another namespace follows.
    Svg,
}

impl StartTagRule {
    /// Returns the rule of an element.
    pub fn of(tag: Tag, local: &LocalName) -> StartTagRule {
        use Tag::*;
        match tag {
            Abbr | Acronym | Area | Audio | Bdi | Bdo | Br | Canvas | Cite | Data | Del | Dfn | Embed | Iframe
            | Img | Ins | Kbd | Label | Link | Map | Mark | Meta | Meter | Noscript | Output | Param | Picture
            | Progress | Q | Samp | Script | Slot | Source | Span | Style | Sub | Sup | Time | Track | Var | Video
            | Wbr => StartTagRule::Plain,
            // A second `<nobr>` closes the first, and `<font>` may close `<svg>`.
            Nobr | Font => StartTagRule::TreeBuilder,
            _ if is_formatting_tag(tag) => StartTagRule::Formatting,
            Address | Article | Aside | Blockquote | Center | Details | Dialog | Dir | Div | Dl | Fieldset
            | Figcaption | Figure | Footer | Header | Hgroup | Hr | Main | Menu | Nav | Ol | P | Search | Section
            | Summary | Ul => StartTagRule::Block,
            Input => StartTagRule::Input,
            H1 | H2 | H3 | H4 | H5 | H6 => StartTagRule::Heading,
            Li | Dd | Dt => StartTagRule::Item,
            Button => StartTagRule::Button,
            Svg => StartTagRule::Svg,
            Other => for_unknown_element(local),
            _ => StartTagRule::TreeBuilder,
        }
    }
}

/// Returns the rule of an element without a [`Tag`].
fn for_unknown_element(local: &LocalName) -> StartTagRule {
    match *local {
        local_name!("applet")
        | local_name!("basefont")
        | local_name!("bgsound")
        | local_name!("image")
        | local_name!("keygen") => StartTagRule::TreeBuilder,
        local_name!("circle")
        | local_name!("defs")
        | local_name!("ellipse")
        | local_name!("g")
        | local_name!("line")
        | local_name!("mask")
        | local_name!("path")
        | local_name!("polygon")
        | local_name!("polyline")
        | local_name!("rect")
        | local_name!("stop")
        | local_name!("symbol")
        | local_name!("use") => StartTagRule::Shape,
        _ => StartTagRule::Plain,
    }
}

/// Whether the tree builder adds the element to the list of active formatting elements.
pub(super) fn is_formatting_tag(tag: Tag) -> bool {
    use Tag::*;
    matches!(tag, A | B | Big | Code | Em | Font | I | Nobr | S | Small | Strike | Strong | Tt | U)
}

/// Whether the element is void, that is, has no content.
pub(super) fn is_void(tag: Tag) -> bool {
    use Tag::*;
    matches!(
        tag,
        Area | Base | Br | Col | Embed | Frame | Hr | Img | Input | Link | Meta | Param | Source | Track | Wbr
    )
}

/// Returns the kind of content of an HTML element.
pub(crate) fn content_model(tag: Tag) -> Content {
    use Tag::*;
    match tag {
        Script => Content::Script,
        Style | Iframe | Noembed | Noframes | Xmp => Content::Rawtext,
        Textarea | Title => Content::Rcdata,
        Plaintext => Content::Plaintext,
        _ => Content::Data,
    }
}
