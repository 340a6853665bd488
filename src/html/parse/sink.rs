//! html5ever's tree builder writes into the draft of a tree through this.

use super::lazy::{self, Likeliest};
use super::names::{self, Name, Names, Reading};
use super::tokenizer::Attr;
use super::{shadow, streamed};
use crate::html::arena::{Draft, DraftId, TextUse};
use crate::html::attributes::AttrKey;
use crate::html::tag::Tag;
use crate::html::tree::Tree;
use html5ever::interface::{ElemName, ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::{Attribute, LocalName, Namespace, QualName, local_name, ns};
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::cell::{Cell, RefCell, RefMut};

/// What a handle of a comment or processing instruction points to: nothing is kept of them.
const DROPPED: DraftId = DraftId::MAX;

/// A node as html5ever sees it. The name goes along, since the tree builder asks for it more often than for
/// anything else.
#[derive(Clone, Debug)]
pub(super) struct Handle {
    id: DraftId,
    ns: Namespace,
    local: LocalName,
    annotation_integration_point: bool,
}

impl Handle {
    pub fn id(&self) -> DraftId {
        self.id
    }

    fn nameless(id: DraftId) -> Handle {
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
pub(super) struct Sink {
    draft: RefCell<Draft>,
    names: RefCell<Names>,
    /// What the element is that the staged attributes are for, until it is created.
    staged_tag: Cell<Option<Tag>>,
    /// The number of each list of attributes of formatting elements.
    lists: RefCell<FxHashMap<String, List>>,
    /// For values on their way into the draft.
    room: RefCell<String>,
    created: Cell<usize>,
    /// What elements have of attributes that are stored for any number of them.
    copied: Cell<usize>,
    last_comment: Cell<DraftId>,
    /// The element whose name the tree builder has asked for last.
    asked: Cell<DraftId>,
    /// The element that the tree builder creates next, where it stands in the tree already.
    made: Cell<DraftId>,
}

impl Sink {
    pub fn new(bytes: usize) -> Sink {
        Sink {
            draft: RefCell::new(Draft::with_capacity(bytes)),
            names: RefCell::default(),
            staged_tag: Cell::new(None),
            lists: RefCell::default(),
            room: RefCell::default(),
            created: Cell::new(0),
            copied: Cell::new(0),
            last_comment: Cell::new(0),
            asked: Cell::new(DROPPED),
            made: Cell::new(DROPPED),
        }
    }

    /// The element whose name the tree builder has asked for since [`Sink::forget_asked`].
    pub fn asked(&self) -> Option<DraftId> {
        Some(self.asked.get()).filter(|&asked| asked != DROPPED)
    }

    /// See [`Sink::asked`].
    pub fn forget_asked(&self) {
        self.asked.set(DROPPED);
    }

    /// The draft of the tree, for what goes past the tree builder.
    pub fn draft(&self) -> RefMut<'_, Draft> {
        self.draft.borrow_mut()
    }

    /// How many nodes there are.
    pub fn nodes(&self) -> usize {
        self.draft.borrow().last() as usize + 1
    }

    /// The name of an element, by its name as the page has it.
    pub fn name(&self, name: &str) -> Name {
        self.names.borrow_mut().name(name)
    }

    /// Notes the name of an element that the tree does not know.
    pub fn add_name(&self, draft: &mut Draft, id: DraftId, local: &LocalName) {
        draft.add_attr(id, AttrKey::ElementName, self.names.borrow().spelled(local));
    }

    /// How many elements the tree builder has made.
    pub fn created(&self) -> usize {
        self.created.get()
    }

    /// How many attributes elements have that others have too. Long ones count as several.
    pub fn copied(&self) -> usize {
        self.copied.get().saturating_sub(self.draft.borrow().shared())
    }

    /// Where the tree builder has put the last comment.
    pub fn last_comment(&self) -> DraftId {
        self.last_comment.get()
    }

    /// Sets a tag's attributes aside for the element that is created with the flag of duplicate attributes.
    pub fn stage(&self, tag: Tag, attrs: &[Attr<'_>]) {
        self.staged_tag.set(Some(tag));
        self.store(attrs);
        if lazy::has_address(tag) {
            let draft = &mut *self.draft.borrow_mut();
            late_addresses(attrs, |key, value| draft.stage_attr(key, value));
        }
    }

    /// Makes an element past the tree builder, with the attributes of its tag.
    pub fn make(&self, name: &Name, attrs: &[Attr<'_>]) -> DraftId {
        self.store(attrs);
        self.make_staged(name)
    }

    /// The same of an element of SVG.
    pub fn make_foreign(&self, name: &Name, attrs: &[Attr<'_>]) -> DraftId {
        self.store_by(attrs, names::foreign_key_as_written);
        self.make_staged(name)
    }

    /// Gives an image that was made past the tree builder the addresses that its tag has for a script.
    #[cold]
    pub fn add_late_addresses(&self, node: DraftId, attrs: &[Attr<'_>]) {
        let draft = &mut *self.draft.borrow_mut();
        late_addresses(attrs, |key, value| draft.add_attr(node, key, value));
    }

    fn make_staged(&self, name: &Name) -> DraftId {
        let draft = &mut *self.draft.borrow_mut();
        let node = draft.create(name.tag);
        draft.claim_staged(node);
        if name.tag == Tag::Other {
            self.add_name(draft, node, &name.local);
        }
        node
    }

    /// Makes one with attributes that are stored for any number of elements.
    pub fn make_with(&self, name: &Name, list: List) -> DraftId {
        let draft = &mut *self.draft.borrow_mut();
        let node = draft.create(name.tag);
        self.copied.set(self.copied.get() + draft.add_shared(node, list.number));
        node
    }

    /// The element that the tree builder creates next is this one, which stands in the tree already.
    pub fn expect(&self, node: DraftId) {
        self.made.set(node);
    }

    /// Stores a tag's attributes for an element and those that are made again later.
    pub fn share(&self, name: &Name, attrs: &[Attr<'_>]) -> Option<List> {
        match name.reading {
            _ if attrs.is_empty() => None,
            // Equal attributes, in any order, have the same number.
            Reading::Compared => {
                let mut lists = self.lists.borrow_mut();
                Some(*lists.entry(names::list(attrs)).or_insert_with(|| self.share_list(attrs)))
            }
            _ => Some(self.share_list(attrs)),
        }
    }

    /// Stores a list as elements of HTML read it and, where that is not the same, behind it as those of SVG and MathML
    /// do.
    fn share_list(&self, attrs: &[Attr<'_>]) -> List {
        self.store(attrs);
        let number = self.draft.borrow_mut().share_staged();
        let is_double = attrs.iter().any(|attr| attr.name.contains(':'));
        if is_double {
            self.store_by(attrs, names::foreign_key_as_written);
            self.draft.borrow_mut().share_staged();
        }
        List { number, is_double }
    }

    /// Sets a tag's attributes aside until they are claimed.
    fn store(&self, attrs: &[Attr<'_>]) {
        self.store_by(attrs, names::key_as_written);
    }

    fn store_by(&self, attrs: &[Attr<'_>], key: impl Fn(&str) -> Option<AttrKey>) {
        let draft = &mut *self.draft.borrow_mut();
        let room = &mut *self.room.borrow_mut();
        draft.clear_staged();
        for attr in attrs {
            if let Some(key) = key(attr.name) {
                draft.stage_attr(key, attr.decoded_in(room));
            }
        }
    }

    /// Whether the text in the element created last counts nowhere.
    pub fn drops_text(&self) -> bool {
        let draft = self.draft.borrow();
        draft.text_use(draft.last()) == TextUse::Dropped
    }

    /// Where text goes that the tree builder puts into `parent`.
    pub fn place_text(&self, parent: DraftId, text: &str, append: impl FnOnce(&mut Draft, &str)) {
        let draft = &mut *self.draft.borrow_mut();
        match draft.text_use(parent) {
            TextUse::Page => append(draft, text),
            TextUse::Data => draft.add_data(parent, text),
            TextUse::Dropped => {}
        }
    }
}

/// Attributes that are stored for any number of elements.
#[derive(Clone, Copy)]
pub(super) struct List {
    number: usize,
    /// Whether the next list is the same for elements of SVG and MathML.
    is_double: bool,
}

impl List {
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

    fn of(attrs: &[Attribute]) -> Option<List> {
        let Attribute { name, value } = attrs.first()?;
        let number = usize::from_str_radix(value.trim_end_matches('+'), 16).ok()?;
        (name.local == local_name!("")).then_some(List { number, is_double: value.ends_with('+') })
    }
}

impl TreeSink for Sink {
    type Handle = Handle;
    type Output = Tree;
    type ElemName<'a> = &'a Handle;

    fn finish(self) -> Tree {
        let mut draft = self.draft.into_inner();
        streamed::put_in_place(&mut draft);
        shadow::flatten(&mut draft);
        draft.finish()
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
        if made != DROPPED {
            return Handle { id: made, ns: name.ns, local: name.local, annotation_integration_point: false };
        }
        let draft = &mut *self.draft.borrow_mut();
        let staged = if flags.had_duplicate_attributes { self.staged_tag.take() } else { None };
        let tag = staged.unwrap_or_else(|| names::tag(&name));
        let id = draft.create(tag);
        if staged.is_some() {
            draft.claim_staged(id);
        }
        match List::of(&attrs) {
            Some(list) => {
                let number = list.number + usize::from(list.is_double && name.ns != ns!(html));
                self.copied.set(self.copied.get() + draft.add_shared(id, number));
            }
            None => {
                add_attrs(draft, id, &attrs);
                if name.ns == ns!(html) && lazy::has_address(tag) {
                    add_late_address(draft, id, &attrs);
                }
            }
        }
        if tag == Tag::Other {
            self.add_name(draft, id, &name.local);
        }
        Handle {
            id,
            ns: name.ns,
            local: name.local,
            annotation_integration_point: flags.mathml_annotation_xml_integration_point,
        }
    }

    fn create_comment(&self, _text: StrTendril) -> Handle {
        Handle::nameless(DROPPED)
    }

    fn create_pi(&self, _target: StrTendril, _data: StrTendril) -> Handle {
        Handle::nameless(DROPPED)
    }

    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        match child {
            NodeOrText::AppendNode(child) if child.id == DROPPED => self.last_comment.set(parent.id),
            NodeOrText::AppendNode(child) if child.id == self.made.get() => self.made.set(DROPPED),
            NodeOrText::AppendNode(child) => self.draft.borrow_mut().append(parent.id, child.id),
            NodeOrText::AppendText(text) => {
                self.place_text(parent.id, &text, |draft, text| draft.append_text(parent.id, text));
            }
        }
    }

    fn append_based_on_parent_node(&self, element: &Handle, previous: &Handle, child: NodeOrText<Handle>) {
        if self.draft.borrow().has_parent(element.id) {
            self.append_before_sibling(element, child);
        } else {
            self.append(previous, child);
        }
    }

    fn append_before_sibling(&self, sibling: &Handle, child: NodeOrText<Handle>) {
        match child {
            NodeOrText::AppendNode(child) if child.id == DROPPED => {}
            NodeOrText::AppendNode(child) => {
                let draft = &mut *self.draft.borrow_mut();
                draft.detach(child.id);
                draft.insert_before(sibling.id, child.id);
            }
            NodeOrText::AppendText(text) => {
                let parent = self.draft.borrow().parent(sibling.id).unwrap_or(0);
                self.place_text(parent, &text, |draft, text| draft.insert_text_before(sibling.id, text));
            }
        }
    }

    fn append_doctype_to_document(&self, _name: StrTendril, _public_id: StrTendril, _system_id: StrTendril) {}

    /// Templates hold their contents as ordinary children; [`Tag::hides_text`] leaves their text out.
    fn get_template_contents(&self, target: &Handle) -> Handle {
        target.clone()
    }

    /// They are templates until the page has ended; see [`shadow::flatten`].
    fn allow_declarative_shadow_roots(&self, _intended_parent: &Handle) -> bool {
        false
    }

    fn same_node(&self, x: &Handle, y: &Handle) -> bool {
        x.id == y.id
    }

    fn set_quirks_mode(&self, _mode: QuirksMode) {}

    fn add_attrs_if_missing(&self, target: &Handle, attrs: Vec<Attribute>) {
        add_attrs(&mut self.draft.borrow_mut(), target.id, &attrs);
    }

    fn remove_from_parent(&self, target: &Handle) {
        if target.id != DROPPED {
            self.draft.borrow_mut().detach(target.id);
        }
    }

    fn reparent_children(&self, node: &Handle, new_parent: &Handle) {
        self.draft.borrow_mut().move_children(node.id, new_parent.id);
    }

    fn is_mathml_annotation_xml_integration_point(&self, handle: &Handle) -> bool {
        handle.annotation_integration_point
    }
}

fn add_attrs(draft: &mut Draft, node: DraftId, attrs: &[Attribute]) {
    for attr in attrs {
        if let Some(key) = names::key(&attr.name) {
            draft.add_attr(node, key, &attr.value);
        }
    }
}

/// Hands on the addresses that an image has for a script.
fn late_addresses(attrs: &[Attr<'_>], mut add: impl FnMut(AttrKey, &str)) {
    let mut likeliest = Likeliest::default();
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
fn add_late_address(draft: &mut Draft, node: DraftId, attrs: &[Attribute]) {
    let all = attrs.iter().map(|attr| (&attr.name, &*attr.value));
    for (key, value) in lazy::addresses(all) {
        draft.add_attr(node, key, &value);
    }
}
