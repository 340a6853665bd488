//! The sink through which html5ever's tree builder writes to the arena.

use super::element_names::{self, AttrUse, Name, PageNames};
use super::html5ever_contract::{self, SharedAttrs};
use super::lazy_images::{self, BestCandidates};
use super::{shadow_roots, streamed_parts};
use crate::html::arena::{Arena, ArenaId, TextUse};
use crate::html::attributes::{AttrKey, CustomAttrs};
use crate::html::tag::Tag;
use crate::html::tokenizer::{Attr, lower_case};
use crate::html::tree::Tree;
use html5ever::interface::{ElemName, ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::{Attribute, LocalName, Namespace, QualName, local_name, ns};
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::cell::{Cell, RefCell, RefMut};

/// Stands for no node. Handles of comments and processing instructions, which are not kept, point to it.
const NO_NODE: ArenaId = ArenaId::MAX;

/// A node as html5ever sees it. It contains the name, which the tree builder asks for more often than for anything
/// else.
#[derive(Clone, Debug)]
pub(super) struct Handle {
    id: ArenaId,
    ns: Namespace,
    local: LocalName,
    annotation_integration_point: bool,
}

impl Handle {
    pub fn id(&self) -> ArenaId {
        self.id
    }

    fn nameless(id: ArenaId) -> Handle {
        Handle { id, ns: ns!(), local: local_name!(""), annotation_integration_point: false }
    }
}

impl ElemName for &Handle {
    fn ns(&self) -> &Namespace {
        &self.ns
    }

    fn local_name(&self) -> &LocalName {
        &self.local
    }
}

/// Receives the calls of html5ever's tree construction.
pub(super) struct ArenaSink {
    /// Attributes to keep for selectors.
    custom: CustomAttrs,
    arena: RefCell<Arena>,
    names: RefCell<PageNames>,
    /// Tag of the element that claims the staged attributes, until it is created.
    staged_tag: Cell<Option<Tag>>,
    /// The stored attribute lists of formatting elements, by their canonical form.
    shared_attrs: RefCell<FxHashMap<String, SharedAttrs>>,
    /// Buffer for decoded attribute values.
    scratch: RefCell<String>,
    /// Number of elements created by the tree builder.
    created: Cell<usize>,
    /// Total weight of shared attributes over all elements that have them.
    copied: Cell<usize>,
    /// Parent of the last comment.
    last_comment_parent: Cell<ArenaId>,
    /// The node whose name the tree builder asked for last.
    named_node: Cell<ArenaId>,
    /// The node that already stands for the element created next.
    made: Cell<ArenaId>,
}

impl ArenaSink {
    pub fn new(bytes: usize, custom: CustomAttrs) -> ArenaSink {
        ArenaSink {
            custom,
            arena: RefCell::new(Arena::with_capacity(bytes)),
            names: RefCell::default(),
            staged_tag: Cell::new(None),
            shared_attrs: RefCell::default(),
            scratch: RefCell::default(),
            created: Cell::new(0),
            copied: Cell::new(0),
            last_comment_parent: Cell::new(0),
            named_node: Cell::new(NO_NODE),
            made: Cell::new(NO_NODE),
        }
    }

    /// Returns the node whose name the tree builder has asked for since [`ArenaSink::forget_named_node`].
    pub fn last_named_node(&self) -> Option<ArenaId> {
        Some(self.named_node.get()).filter(|&named_node| named_node != NO_NODE)
    }

    /// See [`ArenaSink::last_named_node`].
    pub fn forget_named_node(&self) {
        self.named_node.set(NO_NODE);
    }

    /// Returns the arena, for tokens that bypass the tree builder.
    pub fn arena(&self) -> RefMut<'_, Arena> {
        self.arena.borrow_mut()
    }

    /// Returns the number of nodes.
    pub fn nodes(&self) -> usize {
        self.arena.borrow().last() as usize + 1
    }

    /// Returns the name of an element by its name as written.
    pub fn name(&self, name: &str) -> Name {
        self.names.borrow_mut().name(name)
    }

    /// Stores the name of an element that has no [`Tag`].
    pub fn add_name(&self, arena: &mut Arena, id: ArenaId, local: &LocalName) {
        arena.add_attr(id, AttrKey::ElementName, self.names.borrow().spelling(local));
    }

    /// Returns the number of elements created by the tree builder.
    pub fn created(&self) -> usize {
        self.created.get()
    }

    /// Returns the number of attributes that were copied from other elements. Long ones count several times.
    pub fn copied(&self) -> usize {
        self.copied.get().saturating_sub(self.arena.borrow().shared())
    }

    /// Returns the parent of the last comment.
    pub fn last_comment_parent(&self) -> ArenaId {
        self.last_comment_parent.get()
    }

    /// Stages a tag's attributes for the element that is created for it.
    pub fn stage(&self, tag: Tag, attrs: &[Attr<'_>]) {
        self.staged_tag.set(Some(tag));
        self.store(attrs);
        if lazy_images::has_address(tag) {
            let arena = &mut *self.arena.borrow_mut();
            lazy_addresses(attrs, |key, value| arena.stage_attr(key, value));
        }
    }

    /// Creates an element with the attributes of its tag, bypassing the tree builder.
    pub fn make(&self, name: &Name, attrs: &[Attr<'_>]) -> ArenaId {
        self.store(attrs);
        self.make_staged(name)
    }

    /// Like [`ArenaSink::make`], for an SVG element.
    pub fn make_foreign(&self, name: &Name, attrs: &[Attr<'_>]) -> ArenaId {
        self.store_by(attrs, element_names::foreign_key_as_written);
        self.make_staged(name)
    }

    /// Adds the addresses of a lazily loaded image to an element that bypassed the tree builder.
    #[cold]
    pub fn add_lazy_addresses(&self, node: ArenaId, attrs: &[Attr<'_>]) {
        let arena = &mut *self.arena.borrow_mut();
        lazy_addresses(attrs, |key, value| arena.add_attr(node, key, value));
    }

    fn make_staged(&self, name: &Name) -> ArenaId {
        let arena = &mut *self.arena.borrow_mut();
        let node = arena.create(name.tag);
        arena.claim_staged(node);
        if name.tag == Tag::Other {
            self.add_name(arena, node, &name.local);
        }
        node
    }

    /// Creates an element with shared attributes, bypassing the tree builder.
    pub fn make_with(&self, name: &Name, list: SharedAttrs) -> ArenaId {
        let arena = &mut *self.arena.borrow_mut();
        let node = arena.create(name.tag);
        self.copied.set(self.copied.get() + arena.add_shared(node, list.number));
        node
    }

    /// Announces that this node stands for the element that the tree builder creates next.
    pub fn expect(&self, node: ArenaId) {
        self.made.set(node);
    }

    /// Stores a tag's attributes for its element and the copies of it.
    pub fn share(&self, name: &Name, attrs: &[Attr<'_>]) -> Option<SharedAttrs> {
        match name.attr_use {
            _ if attrs.is_empty() => None,
            // Attribute lists that are equal up to order share one entry.
            AttrUse::Compared => {
                let mut shared_attrs = self.shared_attrs.borrow_mut();
                Some(
                    *shared_attrs
                        .entry(element_names::canonical_attrs(attrs))
                        .or_insert_with(|| self.share_list(attrs)),
                )
            }
            _ => Some(self.share_list(attrs)),
        }
    }

    /// Stores a list as HTML elements read it. If SVG and MathML elements read it differently, their variant follows
    /// it.
    fn share_list(&self, attrs: &[Attr<'_>]) -> SharedAttrs {
        self.store(attrs);
        let number = self.arena.borrow_mut().share_staged();
        let has_foreign_variant = attrs.iter().any(|attr| attr.name.contains(':'));
        if has_foreign_variant {
            self.store_by(attrs, element_names::foreign_key_as_written);
            self.arena.borrow_mut().share_staged();
        }
        SharedAttrs { number, has_foreign_variant }
    }

    /// Stages a tag's attributes.
    fn store(&self, attrs: &[Attr<'_>]) {
        self.store_by(attrs, element_names::key_as_written);
    }

    fn store_by(&self, attrs: &[Attr<'_>], key: impl Fn(&str) -> Option<AttrKey>) {
        let arena = &mut *self.arena.borrow_mut();
        let scratch = &mut *self.scratch.borrow_mut();
        arena.clear_staged();
        for attr in attrs {
            if let Some(key) = key(attr.name).or_else(|| self.custom.key(attr.name)) {
                arena.stage_attr(key, attr.decoded_in(scratch));
            }
        }
    }

    #[cfg(test)]
    pub fn stage_for_test(&self, id: &str) {
        self.staged_tag.set(Some(Tag::Tr));
        self.store(&[Attr { name: "id", value: id, is_plain: true }]);
    }

    #[cfg(test)]
    pub fn share_for_test(&self, id: &str) -> SharedAttrs {
        self.share_list(&[Attr { name: "id", value: id, is_plain: true }])
    }

    /// Returns the key of one of html5ever's attributes.
    pub fn key(&self, name: &QualName) -> Option<AttrKey> {
        element_names::key(name).or_else(|| self.custom.key(&name.local))
    }

    /// Returns html5ever's name of an attribute that the tree builder or the tree reads.
    pub fn read_name(&self, name: &str) -> Option<LocalName> {
        let custom = || self.custom.key(name).map(|_| LocalName::from(lower_case(name)));
        element_names::read_name(name).or_else(custom)
    }

    fn add_attrs(&self, arena: &mut Arena, node: ArenaId, attrs: &[Attribute]) {
        for attr in attrs {
            if let Some(key) = self.key(&attr.name) {
                arena.add_attr(node, key, &attr.value);
            }
        }
    }

    /// Whether text in the element created last is dropped.
    pub fn drops_text(&self) -> bool {
        let arena = self.arena.borrow();
        arena.text_use(arena.last()) == TextUse::Dropped
    }

    /// Reads text that is dropped from the tree.
    pub fn note_dropped(&self, text: &str) {
        self.arena.borrow_mut().note_style(text);
    }

    /// Puts text into `parent` by way of `append`, unless it is data or dropped.
    pub fn place_text(&self, parent: ArenaId, text: &str, append: impl FnOnce(&mut Arena, &str)) {
        let arena = &mut *self.arena.borrow_mut();
        match arena.text_use(parent) {
            TextUse::Page => append(arena, text),
            TextUse::Data => arena.add_data(parent, text),
            TextUse::Dropped => {}
        }
    }
}

impl TreeSink for ArenaSink {
    type Handle = Handle;
    type Output = Tree;
    type ElemName<'a> = &'a Handle;

    fn finish(self) -> Tree {
        let mut arena = self.arena.into_inner();
        streamed_parts::put_in_place(&mut arena);
        shadow_roots::flatten(&mut arena);
        arena.finish()
    }

    fn parse_error(&self, _message: Cow<'static, str>) {}

    fn get_document(&self) -> Handle {
        Handle::nameless(0)
    }

    fn elem_name<'a>(&'a self, target: &'a Handle) -> &'a Handle {
        self.named_node.set(target.id);
        target
    }

    fn create_element(&self, name: QualName, attrs: Vec<Attribute>, flags: ElementFlags) -> Handle {
        self.created.set(self.created.get() + 1);
        let made = self.made.get();
        if made != NO_NODE {
            return Handle { id: made, ns: name.ns, local: name.local, annotation_integration_point: false };
        }
        let arena = &mut *self.arena.borrow_mut();
        let staged = if html5ever_contract::has_staged_attrs(&flags) { self.staged_tag.take() } else { None };
        let tag = staged.unwrap_or_else(|| element_names::tag(&name));
        let id = arena.create(tag);
        if staged.is_some() {
            arena.claim_staged(id);
        }
        match SharedAttrs::from_attributes(&attrs) {
            Some(list) => {
                let number = list.number + usize::from(list.has_foreign_variant && name.ns != ns!(html));
                self.copied.set(self.copied.get() + arena.add_shared(id, number));
            }
            None => {
                self.add_attrs(arena, id, &attrs);
                if name.ns == ns!(html) && lazy_images::has_address(tag) {
                    add_lazy_addresses(arena, id, &attrs);
                }
            }
        }
        if tag == Tag::Other {
            self.add_name(arena, id, &name.local);
        }
        Handle {
            id,
            ns: name.ns,
            local: name.local,
            annotation_integration_point: flags.mathml_annotation_xml_integration_point,
        }
    }

    fn create_comment(&self, _text: StrTendril) -> Handle {
        Handle::nameless(NO_NODE)
    }

    fn create_pi(&self, _target: StrTendril, _data: StrTendril) -> Handle {
        Handle::nameless(NO_NODE)
    }

    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        match child {
            NodeOrText::AppendNode(child) if child.id == NO_NODE => self.last_comment_parent.set(parent.id),
            NodeOrText::AppendNode(child) if child.id == self.made.get() => self.made.set(NO_NODE),
            NodeOrText::AppendNode(child) => self.arena.borrow_mut().append(parent.id, child.id),
            NodeOrText::AppendText(text) => {
                self.place_text(parent.id, &text, |arena, text| arena.append_text(parent.id, text));
            }
        }
    }

    fn append_based_on_parent_node(&self, element: &Handle, previous: &Handle, child: NodeOrText<Handle>) {
        if self.arena.borrow().has_parent(element.id) {
            self.append_before_sibling(element, child);
        } else {
            self.append(previous, child);
        }
    }

    fn append_before_sibling(&self, sibling: &Handle, child: NodeOrText<Handle>) {
        match child {
            NodeOrText::AppendNode(child) if child.id == NO_NODE => {}
            NodeOrText::AppendNode(child) => {
                let arena = &mut *self.arena.borrow_mut();
                arena.detach(child.id);
                arena.insert_before(sibling.id, child.id);
            }
            NodeOrText::AppendText(text) => {
                let parent = self.arena.borrow().parent(sibling.id).unwrap_or(0);
                self.place_text(parent, &text, |arena, text| arena.insert_text_before(sibling.id, text));
            }
        }
    }

    fn append_doctype_to_document(&self, _name: StrTendril, _public_id: StrTendril, _system_id: StrTendril) {}

    /// Contents of templates are ordinary children; [`Tag::hides_text`] hides their text.
    fn get_template_contents(&self, target: &Handle) -> Handle {
        target.clone()
    }

    /// Shadow roots are templates until the page has ended; see [`shadow_roots::flatten`].
    fn allow_declarative_shadow_roots(&self, _intended_parent: &Handle) -> bool {
        false
    }

    fn same_node(&self, x: &Handle, y: &Handle) -> bool {
        x.id == y.id
    }

    fn set_quirks_mode(&self, _mode: QuirksMode) {}

    fn add_attrs_if_missing(&self, target: &Handle, attrs: Vec<Attribute>) {
        self.add_attrs(&mut self.arena.borrow_mut(), target.id, &attrs);
    }

    fn remove_from_parent(&self, target: &Handle) {
        if target.id != NO_NODE {
            self.arena.borrow_mut().detach(target.id);
        }
    }

    fn reparent_children(&self, node: &Handle, new_parent: &Handle) {
        self.arena.borrow_mut().move_children(node.id, new_parent.id);
    }

    fn is_mathml_annotation_xml_integration_point(&self, handle: &Handle) -> bool {
        handle.annotation_integration_point
    }
}

/// Calls `add` for the addresses of a lazily loaded image.
fn lazy_addresses(attrs: &[Attr<'_>], mut add: impl FnMut(AttrKey, &str)) {
    let mut candidates = BestCandidates::default();
    for (at, attr) in attrs.iter().enumerate() {
        candidates.look(attr.name, at);
    }
    if !candidates.is_empty() {
        let address = attrs.iter().find(|attr| attr.name.eq_ignore_ascii_case("src")).map(Attr::decoded);
        for (key, value) in candidates.take(address.as_deref(), |at| attrs[at].decoded()) {
            add(key, &value);
        }
    }
}

/// Like [`lazy_addresses`], for html5ever's attributes.
fn add_lazy_addresses(arena: &mut Arena, node: ArenaId, attrs: &[Attribute]) {
    let all = attrs.iter().map(|attr| (&attr.name, &*attr.value));
    for (key, value) in lazy_images::addresses(all) {
        arena.add_attr(node, key, &value);
    }
}
