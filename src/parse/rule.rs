//! What start tags do in the body of a page.

use crate::tag::Tag;
use html5ever::{LocalName, local_name};

/// What a start tag does in the body ([the "in body" insertion mode]), where that is simple.
///
/// [the "in body" insertion mode]: https://html.spec.whatwg.org/#parsing-main-inbody
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rule {
    /// The tree builder decides.
    Decided,
    /// Puts an element into the current one.
    Plain,
    /// The same, in `<svg>` too.
    Shape,
    /// The same, and the element is opened again where it is misnested.
    Formatting,
    /// The same, and there is nothing in the element.
    Void,
    /// The same, and a `<select>` ends before.
    Input,
    /// Ends a paragraph before.
    Block,
    /// The same of an element without content.
    VoidBlock,
    /// Ends a paragraph and the heading around.
    Heading,
    /// Ends a paragraph and the item before.
    Item,
    /// Ends the button around.
    Button,
    /// Content of another namespace follows.
    Svg,
    /// A script follows.
    Script,
    /// Text without markup follows.
    RawText,
}

impl Rule {
    /// The rule of an element, by its name.
    pub fn of(tag: Tag, local: &LocalName) -> Rule {
        use Tag::*;
        match tag {
            Abbr | Acronym | Audio | Bdi | Bdo | Canvas | Cite | Data | Del | Dfn | Ins | Kbd | Label | Map | Mark
            | Meter | Noscript | Output | Picture | Progress | Q | Samp | Slot | Span | Sub | Sup | Time | Var
            | Video => Rule::Plain,
            A | B | Big | Code | Em | I | S | Small | Strike | Strong | Tt | U => Rule::Formatting,
            Area | Br | Embed | Img | Link | Meta | Param | Source | Track | Wbr => Rule::Void,
            Address | Article | Aside | Blockquote | Center | Details | Dialog | Dir | Div | Dl | Fieldset
            | Figcaption | Figure | Footer | Header | Hgroup | Main | Menu | Nav | Ol | P | Search | Section
            | Summary | Ul => Rule::Block,
            Hr => Rule::VoidBlock,
            Input => Rule::Input,
            H1 | H2 | H3 | H4 | H5 | H6 => Rule::Heading,
            Li | Dd | Dt => Rule::Item,
            Button => Rule::Button,
            Svg => Rule::Svg,
            Script => Rule::Script,
            Iframe | Style => Rule::RawText,
            Other => of_unknown(local),
            _ => Rule::Decided,
        }
    }

    /// Whether nothing stands in an element of HTML with this rule.
    pub fn is_void(self) -> bool {
        matches!(self, Rule::Void | Rule::Input | Rule::VoidBlock)
    }
}

/// The rule of an element that the tree does not know.
fn of_unknown(local: &LocalName) -> Rule {
    match *local {
        local_name!("applet")
        | local_name!("basefont")
        | local_name!("bgsound")
        | local_name!("image")
        | local_name!("keygen") => Rule::Decided,
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
        | local_name!("use") => Rule::Shape,
        _ => Rule::Plain,
    }
}
