//! html5ever's tree builder writes into the draft of a tree through this.

use super::names;
use super::tokenizer::Attr;
use super::tokenizer::char_ref::attribute_value;
use crate::attributes::AttrKey;
use crate::draft::{Draft, DraftId};
use crate::tag::Tag;
use crate::tree::Tree;
use html5ever::interface::{ElemName, ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::{Attribute, LocalName, Namespace, QualName, local_name, ns};
use std::borrow::Cow;
use std::cell::{Cell, RefCell};

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
    /// What the element is that the staged attributes are for, until it is created.
    staged_tag: Cell<Option<Tag>>,
}

impl Sink {
    pub fn new(bytes: usize) -> Sink {
        Sink { draft: RefCell::new(Draft::with_capacity(bytes)), staged_tag: Cell::new(None) }
    }

    /// Sets a tag's attributes aside for the element that is created with the flag of duplicate attributes.
    pub fn stage(&self, tag: Tag, attrs: &[Attr<'_>]) {
        self.staged_tag.set(Some(tag));
        self.store(attrs);
    }

    /// Stores a tag's attributes; what stands for them where the tree builder wants attributes.
    pub fn share(&self, attrs: &[Attr<'_>]) -> Vec<Attribute> {
        self.store(attrs);
        match self.draft.borrow_mut().share_staged() {
            None => Vec::new(),
            // Up to eight bytes a value needs no memory of its own.
            Some(index) => vec![Attribute {
                name: QualName::new(None, ns!(), local_name!("")),
                value: StrTendril::from(format!("{index:x}")),
            }],
        }
    }

    fn store(&self, attrs: &[Attr<'_>]) {
        let draft = &mut *self.draft.borrow_mut();
        draft.clear_staged();
        for attr in attrs {
            if let Some(key) = names::key_as_written(attr.name) {
                draft.stage_attr(key, &attribute_value(attr.value));
            }
        }
    }

    /// Whether the text in the element created last counts nowhere.
    pub fn drops_text(&self) -> bool {
        let draft = self.draft.borrow();
        text_use(&draft, draft.last()) == TextUse::Dropped
    }

    /// Where text goes that the tree builder puts into `parent`.
    fn place_text(&self, parent: DraftId, text: &str, append: impl FnOnce(&mut Draft, &str)) {
        let draft = &mut *self.draft.borrow_mut();
        match text_use(draft, parent) {
            TextUse::Page => append(draft, text),
            TextUse::Data => draft.add_data(parent, text),
            TextUse::Dropped => {}
        }
    }
}

/// What the text right in an element is.
#[derive(PartialEq, Eq)]
enum TextUse {
    Page,
    Data,
    Dropped,
}

fn text_use(draft: &Draft, parent: DraftId) -> TextUse {
    match draft.tag(parent) {
        Tag::Script if draft.is_data_script(parent) => TextUse::Data,
        Tag::Script | Tag::Style | Tag::Iframe | Tag::Noembed | Tag::Noframes => TextUse::Dropped,
        _ => TextUse::Page,
    }
}

impl TreeSink for Sink {
    type Handle = Handle;
    type Output = Tree;
    type ElemName<'a> = &'a Handle;

    fn finish(self) -> Tree {
        self.draft.into_inner().finish()
    }

    fn parse_error(&self, _message: Cow<'static, str>) {}

    fn get_document(&self) -> Handle {
        Handle::nameless(0)
    }

    fn elem_name<'a>(&'a self, target: &'a Handle) -> &'a Handle {
        target
    }

    fn create_element(&self, name: QualName, attrs: Vec<Attribute>, flags: ElementFlags) -> Handle {
        let draft = &mut *self.draft.borrow_mut();
        let staged = if flags.had_duplicate_attributes { self.staged_tag.take() } else { None };
        let tag = staged.unwrap_or_else(|| names::tag(&name));
        let id = draft.create(tag);
        if staged.is_some() {
            draft.claim_staged(id);
        }
        add_attrs(draft, id, &attrs);
        if tag == Tag::Other {
            draft.add_attr(id, AttrKey::ElementName, &name.local);
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
            NodeOrText::AppendNode(child) if child.id == DROPPED => {}
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

    /// Templates hold their contents as ordinary children: a page's text stands in them often enough.
    fn get_template_contents(&self, target: &Handle) -> Handle {
        target.clone()
    }

    /// Shadow roots are ordinary templates, so that their text is found.
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
    if let [Attribute { name, value }] = attrs
        && name.local == local_name!("")
    {
        return draft.add_shared(node, usize::from_str_radix(value, 16).unwrap_or(usize::MAX));
    }
    for attr in attrs {
        if let Some(key) = names::key(&attr.name) {
            draft.add_attr(node, key, &attr.value);
        }
    }
}
