//! Undocumented behavior of html5ever's tree builder that this parser relies on.
//!
//! html5ever documents the calls that a `TreeSink` must answer. It does not document which of them a token leads to, nor
//! in what order. The parser depends on six such details, all of them wrapped here. Each has a test below that fails when
//! a new version of html5ever behaves differently; run them before raising the version in the manifest.
//!
//! 1. **The duplicate-attribute flag is passed through unread.** The tree builder copies
//!    `Tag::had_duplicate_attributes` to the flags of the element that it creates for the tag, and to no element that the
//!    tag merely implies. [`start_tag_token`] sets the flag when the tag's attributes are staged in the arena, and
//!    [`has_staged_attrs`] reads it back.
//! 2. **Attributes without a name are copied.** The tree builder keeps the attributes of active formatting elements and
//!    compares them, but never looks for an empty name. [`SharedAttrs`] travels in such an attribute.
//! 3. **`elem_name` is asked for the current node.** `adjusted_current_node_present_but_not_in_html_namespace` asks the
//!    sink for the name of the current node and of no other. [`current_html_node`] watches that call.
//! 4. **A comment goes to the current node.** In any insertion mode of a page's body, a comment token leads to one
//!    `append` with the current node as the parent. [`current_node`] inserts a comment, which the sink drops, to learn it.
//! 5. **`trace_handles` lists the open elements first.** It visits the document, then the stack of open elements from the
//!    outermost to the innermost, then the active formatting elements and single pointers. [`open_elements`] splits the
//!    list at the current node.
//! 6. **Unknown names are only compared.** The tree builder treats all names that it does not know alike, so a short
//!    placeholder may stand for a long name ([`placeholder_name`]). Names of up to seven bytes are stored inline; longer
//!    ones go into a table of the process, behind a lock.

use super::tree_sink::{ArenaSink, Handle};
use crate::html::arena::ArenaId;
use html5ever::interface::{ElementFlags, Tracer};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink};
use html5ever::tree_builder::TreeBuilder;
use html5ever::{Attribute, LocalName, QualName, local_name, ns};
use std::cell::RefCell;

/// The tree builder with the sink of this parser.
pub(super) type Builder = TreeBuilder<Handle, ArenaSink>;

/// Returns the token of a start tag. `attrs_are_staged` says that the created element claims the attributes staged in the
/// arena.
pub(super) fn start_tag_token(
    name: LocalName,
    self_closing: bool,
    attrs: Vec<Attribute>,
    attrs_are_staged: bool,
) -> Token {
    let had_duplicate_attributes = attrs_are_staged;
    Token::TagToken(Tag { kind: TagKind::StartTag, name, self_closing, attrs, had_duplicate_attributes })
}

/// Whether the element that is being created claims the staged attributes.
pub(super) fn has_staged_attrs(flags: &ElementFlags) -> bool {
    flags.had_duplicate_attributes
}

/// Attributes stored once in the arena for any number of elements.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct SharedAttrs {
    /// The number of the list in the arena.
    pub number: usize,
    /// Whether the list after it holds the same attributes as elements of SVG and MathML read them.
    pub has_foreign_variant: bool,
}

impl SharedAttrs {
    /// Returns the nameless attribute that stands for the list. Its value is the number in hexadecimal, after a `+` if
    /// there is a foreign variant.
    pub fn to_attribute(self) -> Attribute {
        // A tendril of up to eight bytes needs no allocation, and most pages have hundreds of links.
        let mut digits = [0_u8; 8];
        let mut at = digits.len();
        if self.has_foreign_variant {
            at -= 1;
            digits[at] = b'+';
        }
        let mut number = self.number;
        loop {
            at -= 1;
            digits[at] = b"0123456789abcdef"[number % 16];
            number /= 16;
            if number == 0 || at == 0 {
                break;
            }
        }
        let value = StrTendril::from_slice(std::str::from_utf8(&digits[at..]).unwrap_or_default());
        Attribute { name: QualName::new(None, ns!(), local_name!("")), value }
    }

    /// Returns the list that the attributes of a created element stand for.
    pub fn from_attributes(attrs: &[Attribute]) -> Option<SharedAttrs> {
        let Attribute { name, value } = attrs.first()?;
        let number = usize::from_str_radix(value.trim_end_matches('+'), 16).ok()?;
        let has_foreign_variant = value.ends_with('+');
        (name.local == local_name!("")).then_some(SharedAttrs { number, has_foreign_variant })
    }
}

/// Returns the current node if it is an HTML element.
pub(super) fn current_html_node(builder: &Builder) -> Option<ArenaId> {
    builder.sink.forget_named_node();
    let is_foreign = builder.adjusted_current_node_present_but_not_in_html_namespace();
    builder.sink.last_named_node().filter(|_| !is_foreign)
}

/// Returns the current node, whatever its namespace. Slower than [`current_html_node`].
pub(super) fn current_node(builder: &Builder) -> ArenaId {
    let _ = builder.process_token(Token::CommentToken(StrTendril::new()), 1);
    builder.sink.last_comment_parent()
}

/// Returns the open elements, from the document to the current node, and separately the active formatting elements
/// together with the few elements to which the tree builder has pointers of their own.
pub(super) fn open_elements(builder: &Builder, current: ArenaId) -> (Vec<ArenaId>, Vec<ArenaId>) {
    let trace = Trace::default();
    builder.trace_handles(&trace);
    let mut open = trace.0.into_inner();
    let depth = open.iter().position(|&handle| handle == current).unwrap_or(0);
    let others = open.split_off(open.len().min(depth + 1));
    (open, others)
}

#[derive(Default)]
struct Trace(RefCell<Vec<ArenaId>>);

impl Tracer for Trace {
    type Handle = Handle;

    fn trace_handle(&self, node: &Handle) {
        self.0.borrow_mut().push(node.id());
    }
}

/// Maximum number of bytes in a name that is stored inline.
const MAX_INLINE_NAME: usize = 7;

/// First character of a placeholder. No element name starts with it: tag names start with a letter.
const PLACEHOLDER_PREFIX: char = '\u{1}';

/// Whether a name is short enough to be stored inline.
pub(super) fn is_inline(name: &str) -> bool {
    name.len() <= MAX_INLINE_NAME
}

/// Returns the short name that stands for the unknown element name with this number.
pub(super) fn placeholder_name(number: usize) -> LocalName {
    LocalName::from(format!("{PLACEHOLDER_PREFIX}{number:x}"))
}

/// Returns the number of the name that a placeholder stands for.
pub(super) fn placeholder_number(local: &LocalName) -> Option<usize> {
    local.strip_prefix(PLACEHOLDER_PREFIX).and_then(|number| usize::from_str_radix(number, 16).ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::html::attributes::CustomAttrs;
    use crate::html::parse::options;
    use html5ever::interface::TreeSink;

    fn builder() -> Builder {
        TreeBuilder::new(ArenaSink::new(0, CustomAttrs::default()), options())
    }

    fn open(builder: &Builder, name: &str, attrs: Vec<Attribute>) {
        let _ = builder.process_token(start_tag_token(LocalName::from(name), false, attrs, false), 1);
    }

    fn close(builder: &Builder, name: &str) {
        let (kind, name) = (TagKind::EndTag, LocalName::from(name));
        let tag = Tag { kind, name, self_closing: false, attrs: Vec::new(), had_duplicate_attributes: false };
        let _ = builder.process_token(Token::TagToken(tag), 1);
    }

    fn names(builder: &Builder, nodes: &[ArenaId]) -> Vec<&'static str> {
        nodes.iter().map(|&node| builder.sink.arena().tag(node).name()).collect()
    }

    #[test]
    fn flagged_tag_creates_one_flagged_element_among_implied_ones() {
        let builder = builder();
        builder.sink.stage_for_test("staged");
        // `<tr>` implies `<html>`, `<head>`, `<body>`, and in a table a `<tbody>`.
        open(&builder, "table", Vec::new());
        let _ = builder.process_token(start_tag_token(local_name!("tr"), false, Vec::new(), true), 1);
        let tree = builder.sink.finish();
        let with_id: Vec<&str> = (0..tree.len() as u32)
            .filter(|&node| tree.attr(node, crate::html::attributes::AttrKey::Id) == Some("staged"))
            .map(|node| tree.name(node))
            .collect();
        assert_eq!(with_id, ["tr"]);
    }

    #[test]
    fn nameless_attribute_reaches_every_copy_of_a_formatting_element() {
        let shared = SharedAttrs { number: 0x2a, has_foreign_variant: true };
        let plain = SharedAttrs { number: 0, has_foreign_variant: false };
        for attrs in [shared, plain] {
            assert_eq!(SharedAttrs::from_attributes(&[attrs.to_attribute()]), Some(attrs));
        }
        let builder = builder();
        open(&builder, "p", Vec::new());
        let list = builder.sink.share_for_test("x");
        open(&builder, "b", vec![list.to_attribute()]);
        // The paragraph ends, and the `<b>` is opened again in the next one.
        open(&builder, "p", Vec::new());
        let _ = builder.process_token(Token::CharacterTokens("text".into()), 1);
        let tree = builder.sink.finish();
        let ids = (0..tree.len() as u32).filter_map(|node| tree.attr(node, crate::html::attributes::AttrKey::Id));
        assert_eq!(ids.collect::<Vec<_>>(), ["x", "x"]);
    }

    #[test]
    fn namespace_query_asks_for_the_name_of_the_current_node() {
        let builder = builder();
        assert_eq!(current_html_node(&builder), None);
        for name in ["body", "div", "ul", "li", "b"] {
            open(&builder, name, Vec::new());
            let current = current_html_node(&builder).expect("an HTML element is current");
            assert_eq!(builder.sink.arena().tag(current).name(), name);
        }
        open(&builder, "svg", Vec::new());
        assert_eq!(current_html_node(&builder), None);
    }

    #[test]
    fn comment_is_appended_to_the_current_node() {
        let builder = builder();
        for name in ["body", "table", "tbody", "tr", "td", "p", "select", "svg"] {
            open(&builder, name, Vec::new());
            assert_eq!(names(&builder, &[current_node(&builder)]), [name]);
        }
    }

    #[test]
    fn trace_lists_open_elements_then_active_formatting_elements() {
        let builder = builder();
        for name in ["body", "p", "b", "i"] {
            open(&builder, name, Vec::new());
        }
        // `</p>` leaves `<b>` and `<i>` active, but no longer open.
        close(&builder, "p");
        open(&builder, "div", Vec::new());
        let (open, others) = open_elements(&builder, current_node(&builder));
        assert_eq!(names(&builder, &open), ["#document", "html", "body", "div"]);
        let formatting: Vec<_> =
            names(&builder, &others).into_iter().filter(|name| ["b", "i"].contains(name)).collect();
        assert_eq!(formatting, ["b", "i"]);
    }

    #[test]
    fn unknown_names_behave_alike_whatever_their_spelling() {
        let outline = |name: &str| {
            let builder = builder();
            for name in ["body", "p", name, "b", "p"] {
                open(&builder, name, Vec::new());
            }
            close(&builder, name);
            let _ = builder.process_token(Token::CharacterTokens("text".into()), 1);
            let tree = builder.sink.finish();
            (1..tree.len() as u32).map(|node| (tree.tag(node), tree.ancestors(node).count())).collect::<Vec<_>>()
        };
        assert_eq!(outline("my-long-element"), outline(&placeholder_name(0)));
        assert_eq!(placeholder_number(&placeholder_name(0x1f)), Some(0x1f));
        assert!(is_inline(&placeholder_name(0xff_ffff)));
        // An inline name takes no more memory than a pointer: nothing is interned.
        assert_eq!(size_of::<LocalName>(), 8);
    }
}
