//! html5ever's tree builder writes into the arena of a tree through this.

use super::element_names::{self, AttrUse, Name, PageNames};
use super::lazy_images::{self, BestCandidates};
use super::{shadow_roots, streamed_parts};
use crate::html::arena::{Arena, ArenaId, TextUse};
use crate::html::attributes::AttrKey;
use crate::html::tag::Tag;
use crate::html::tokenizer::Attr;
use crate::html::tree::Tree;
use html5ever::interface::{ElemName, ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::{Attribute, LocalName, Namespace, QualName, local_name, ns};
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::cell::{Cell, RefCell, RefMut};

/// What a handle of a comment or processing instruction points to: nothing is kept of them.
const NO_NODE: ArenaId = ArenaId::MAX;

/// A node as html5ever sees it. The name goes along, since the tree builder asks for it more often than for
/// anything else.
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

/// The receiver of html5ever's tree construction.
pub(super) struct ArenaSink {
    arena: RefCell<Arena>,
    names: RefCell<PageNames>,
    /// What the element is that the staged attributes are for, until it is created.
    staged_tag: Cell<Option<Tag>>,
    /// The number of each list of attributes of formatting elements.
    shared_attrs: RefCell<FxHashMap<String, SharedAttrs>>,
    /// For values on their way into the arena.
    scratch: RefCell<String>,
    created: Cell<usize>,
    /// What elements have of attributes that are stored for any number of them.
    copied: Cell<usize>,
    last_comment: Cell<ArenaId>,
    /// The element whose name the tree builder has asked for last.
    asked: Cell<ArenaId>,
    /// The element that the tree builder creates next, where it stands in the tree already.
    made: Cell<ArenaId>,
}

impl ArenaSink {
    pub fn new(bytes: usize) -> ArenaSink {
        ArenaSink {
            arena: RefCell::new(Arena::with_capacity(bytes)),
            names: RefCell::default(),
            staged_tag: Cell::new(None),
            shared_attrs: RefCell::default(),
            scratch: RefCell::default(),
            created: Cell::new(0),
            copied: Cell::new(0),
            last_comment: Cell::new(0),
            asked: Cell::new(NO_NODE),
            made: Cell::new(NO_NODE),
        }
    }

    /// The element whose name the tree builder has asked for since [`ArenaSink::forget_asked`].
    pub fn asked(&self) -> Option<ArenaId> {
        Some(self.asked.get()).filter(|&asked| asked != NO_NODE)
    }

    /// See [`ArenaSink::asked`].
    pub fn forget_asked(&self) {
        self.asked.set(NO_NODE);
    }

    /// The arena of the tree, for what goes past the tree builder.
    pub fn arena(&self) -> RefMut<'_, Arena> {
        self.arena.borrow_mut()
    }

    /// How many nodes there are.
    pub fn nodes(&self) -> usize {
        self.arena.borrow().last() as usize + 1
    }

    /// The name of an element, by its name as the page has it.
    pub fn name(&self, name: &str) -> Name {
        self.names.borrow_mut().name(name)
    }

    /// Notes the name of an element that the tree does not know.
    pub fn add_name(&self, arena: &mut Arena, id: ArenaId, local: &LocalName) {
        arena.add_attr(id, AttrKey::ElementName, self.names.borrow().spelling(local));
    }

    /// How many elements the tree builder has made.
    pub fn created(&self) -> usize {
        self.created.get()
    }

    /// How many attributes elements have that others have too. Long ones count as several.
    pub fn copied(&self) -> usize {
        self.copied.get().saturating_sub(self.arena.borrow().shared())
    }

    /// Where the tree builder has put the last comment.
    pub fn last_comment(&self) -> ArenaId {
        self.last_comment.get()
    }

    /// Sets a tag's attributes aside for the element that is created with the flag of duplicate attributes.
    pub fn stage(&self, tag: Tag, attrs: &[Attr<'_>]) {
        self.staged_tag.set(Some(tag));
        self.store(attrs);
        if lazy_images::has_address(tag) {
            let arena = &mut *self.arena.borrow_mut();
            late_addresses(attrs, |key, value| arena.stage_attr(key, value));
        }
    }

    /// Makes an element past the tree builder, with the attributes of its tag.
    pub fn make(&self, name: &Name, attrs: &[Attr<'_>]) -> ArenaId {
        self.store(attrs);
        self.make_staged(name)
    }

    /// The same of an element of SVG.
    pub fn make_foreign(&self, name: &Name, attrs: &[Attr<'_>]) -> ArenaId {
        self.store_by(attrs, element_names::foreign_key_as_written);
        self.make_staged(name)
    }

    /// Gives an image that was made past the tree builder the addresses that its tag has for a script.
    #[cold]
    pub fn add_late_addresses(&self, node: ArenaId, attrs: &[Attr<'_>]) {
        let arena = &mut *self.arena.borrow_mut();
        late_addresses(attrs, |key, value| arena.add_attr(node, key, value));
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

    /// Makes one with attributes that are stored for any number of elements.
    pub fn make_with(&self, name: &Name, list: SharedAttrs) -> ArenaId {
        let arena = &mut *self.arena.borrow_mut();
        let node = arena.create(name.tag);
        self.copied.set(self.copied.get() + arena.add_shared(node, list.number));
        node
    }

    /// The element that the tree builder creates next is this one, which stands in the tree already.
    pub fn expect(&self, node: ArenaId) {
        self.made.set(node);
    }

    /// Stores a tag's attributes for an element and those that are made again later.
    pub fn share(&self, name: &Name, attrs: &[Attr<'_>]) -> Option<SharedAttrs> {
        match name.attr_use {
            _ if attrs.is_empty() => None,
            // Equal attributes, in any order, have the same number.
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

    /// Stores a list as elements of HTML read it and, where that is not the same, behind it as those of SVG and MathML
    /// do.
    fn share_list(&self, attrs: &[Attr<'_>]) -> SharedAttrs {
        self.store(attrs);
        let number = self.arena.borrow_mut().share_staged();
        let is_double = attrs.iter().any(|attr| attr.name.contains(':'));
        if is_double {
            self.store_by(attrs, element_names::foreign_key_as_written);
            self.arena.borrow_mut().share_staged();
        }
        SharedAttrs { number, is_double }
    }

    /// Sets a tag's attributes aside until they are claimed.
    fn store(&self, attrs: &[Attr<'_>]) {
        self.store_by(attrs, element_names::key_as_written);
    }

    fn store_by(&self, attrs: &[Attr<'_>], key: impl Fn(&str) -> Option<AttrKey>) {
        let arena = &mut *self.arena.borrow_mut();
        let scratch = &mut *self.scratch.borrow_mut();
        arena.clear_staged();
        for attr in attrs {
            if let Some(key) = key(attr.name) {
                arena.stage_attr(key, attr.decoded_in(scratch));
            }
        }
    }

    /// Whether the text in the element created last counts nowhere.
    pub fn drops_text(&self) -> bool {
        let arena = self.arena.borrow();
        arena.text_use(arena.last()) == TextUse::Dropped
    }

    /// Where text goes that the tree builder puts into `parent`.
    pub fn place_text(&self, parent: ArenaId, text: &str, append: impl FnOnce(&mut Arena, &str)) {
        let arena = &mut *self.arena.borrow_mut();
        match arena.text_use(parent) {
            TextUse::Page => append(arena, text),
            TextUse::Data => arena.add_data(parent, text),
            TextUse::Dropped => {}
        }
    }
}

/// Attributes that are stored for any number of elements.
#[derive(Clone, Copy)]
pub(super) struct SharedAttrs {
    number: usize,
    /// Whether the next list is the same for elements of SVG and MathML.
    is_double: bool,
}

impl SharedAttrs {
    /// What stands for the list where the tree builder wants attributes: one without a name.
    pub fn attribute(self) -> Attribute {
        // Up to eight bytes a value needs no memory of its own, and most pages have hundreds of links.
        let mut digits = [0_u8; 8];
        let mut at = digits.len();
        if self.is_double {
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

    fn of(attrs: &[Attribute]) -> Option<SharedAttrs> {
        let Attribute { name, value } = attrs.first()?;
        let number = usize::from_str_radix(value.trim_end_matches('+'), 16).ok()?;
        (name.local == local_name!("")).then_some(SharedAttrs { number, is_double: value.ends_with('+') })
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
        self.asked.set(target.id);
        target
    }

    fn create_element(&self, name: QualName, attrs: Vec<Attribute>, flags: ElementFlags) -> Handle {
        self.created.set(self.created.get() + 1);
        let made = self.made.get();
        if made != NO_NODE {
            return Handle { id: made, ns: name.ns, local: name.local, annotation_integration_point: false };
        }
        let arena = &mut *self.arena.borrow_mut();
        let staged = if flags.had_duplicate_attributes { self.staged_tag.take() } else { None };
        let tag = staged.unwrap_or_else(|| element_names::tag(&name));
        let id = arena.create(tag);
        if staged.is_some() {
            arena.claim_staged(id);
        }
        match SharedAttrs::of(&attrs) {
            Some(list) => {
                let number = list.number + usize::from(list.is_double && name.ns != ns!(html));
                self.copied.set(self.copied.get() + arena.add_shared(id, number));
            }
            None => {
                add_attrs(arena, id, &attrs);
                if name.ns == ns!(html) && lazy_images::has_address(tag) {
                    add_late_address(arena, id, &attrs);
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
            NodeOrText::AppendNode(child) if child.id == NO_NODE => self.last_comment.set(parent.id),
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

    /// Templates hold their contents as ordinary children; [`Tag::hides_text`] leaves their text out.
    fn get_template_contents(&self, target: &Handle) -> Handle {
        target.clone()
    }

    /// They are templates until the page has ended; see [`shadow_roots::flatten`].
    fn allow_declarative_shadow_roots(&self, _intended_parent: &Handle) -> bool {
        false
    }

    fn same_node(&self, x: &Handle, y: &Handle) -> bool {
        x.id == y.id
    }

    fn set_quirks_mode(&self, _mode: QuirksMode) {}

    fn add_attrs_if_missing(&self, target: &Handle, attrs: Vec<Attribute>) {
        add_attrs(&mut self.arena.borrow_mut(), target.id, &attrs);
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

fn add_attrs(arena: &mut Arena, node: ArenaId, attrs: &[Attribute]) {
    for attr in attrs {
        if let Some(key) = element_names::key(&attr.name) {
            arena.add_attr(node, key, &attr.value);
        }
    }
}

/// Hands on the addresses that an image has for a script.
fn late_addresses(attrs: &[Attr<'_>], mut add: impl FnMut(AttrKey, &str)) {
    let mut likeliest = BestCandidates::default();
    for (at, attr) in attrs.iter().enumerate() {
        likeliest.look(attr.name, at);
    }
    if !likeliest.is_empty() {
        let address = attrs.iter().find(|attr| attr.name.eq_ignore_ascii_case("src")).map(Attr::decoded);
        for (key, value) in likeliest.take(address.as_deref(), |at| attrs[at].decoded()) {
            add(key, &value);
        }
    }
}

/// The same of html5ever's attributes.
fn add_late_address(arena: &mut Arena, node: ArenaId, attrs: &[Attribute]) {
    let all = attrs.iter().map(|attr| (&attr.name, &*attr.value));
    for (key, value) in lazy_images::addresses(all) {
        arena.add_attr(node, key, &value);
    }
}
