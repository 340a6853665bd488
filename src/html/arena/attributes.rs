//! Attributes of the elements in an arena.
//!
//! Attributes can be staged for an element that is created later, and shared by several elements that the tree builder
//! creates from one tag.

use super::{Arena, ArenaAttr, ArenaId, TextUse};
use crate::html::attributes::AttrKey;
use crate::html::tag::Tag;
use crate::html::tree::Attr;

impl Arena {
    /// Adds an attribute to an element. The first value of a key counts.
    pub fn add_attr(&mut self, node: ArenaId, key: AttrKey, value: &str) {
        self.keys |= bit(key);
        let attr = self.store_attr(key, value);
        self.attrs.push(ArenaAttr { node, attr });
        self.note_script(node);
    }

    /// Stages an attribute for an element that is not yet created. The first value of a key counts.
    pub fn stage_attr(&mut self, key: AttrKey, value: &str) {
        if self.staged_keys & bit(key) == 0 || key.is_custom() {
            self.staged_keys |= bit(key);
            let attr = self.store_attr(key, value);
            self.staged.push(attr);
        }
    }

    /// Gives the staged attributes to an element.
    pub fn claim_staged(&mut self, node: ArenaId) {
        self.keys |= self.staged_keys;
        self.attrs.extend(self.staged.drain(..).map(|attr| ArenaAttr { node, attr }));
        self.note_script(node);
    }

    /// Drops the staged attributes.
    pub fn clear_staged(&mut self) {
        self.staged.clear();
        self.staged_keys = 0;
    }

    /// Stores the staged attributes for any number of elements and returns the number of the list.
    pub fn share_staged(&mut self) -> usize {
        self.keys |= self.staged_keys;
        self.shared_weight += self.staged.iter().map(weight).sum::<usize>();
        self.shared.append(&mut self.staged);
        self.shared_ends.push(self.shared.len());
        self.shared_ends.len() - 2
    }

    /// Gives the stored list with this number to an element. Returns the weight of the list.
    pub fn add_shared(&mut self, node: ArenaId, number: usize) -> usize {
        let Some(&[start, end]) = self.shared_ends.get(number..).and_then(|ends| ends.first_chunk()) else { return 0 };
        let attrs = &self.shared[start..end];
        self.attrs.extend(attrs.iter().map(|&attr| ArenaAttr { node, attr }));
        attrs.iter().map(weight).sum()
    }

    /// Returns the total weight of the stored lists.
    pub fn shared(&self) -> usize {
        self.shared_weight
    }

    /// Returns the elements that have an attribute, with its values, in the order in which they were added.
    pub fn with_attr(&self, key: AttrKey) -> impl Iterator<Item = (ArenaId, &str)> {
        // Most pages have none of the rare keys.
        let all: &[ArenaAttr] = if self.keys & bit(key) == 0 { &[] } else { &self.attrs };
        let with_key = all.iter().filter(move |attr| attr.attr.key == key);
        with_key.map(|&ArenaAttr { node, attr }| (node, self.value(attr)))
    }

    /// Records what a script contains if it is data or a formula. Called when it gets its attributes.
    fn note_script(&mut self, node: ArenaId) {
        if self.tag(node) == Tag::Script && self.scripts.last().is_none_or(|&(last, _)| last < node) {
            let mut given = self.attrs.iter().rev().take_while(|attr| attr.node == node).take(AttrKey::ALL.len());
            let declared = given.find(|attr| attr.attr.key == AttrKey::Type);
            let text_use = declared.and_then(|ArenaAttr { attr, .. }| {
                let kind = self.value(*attr).trim();
                let begins = |start: &str| kind.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start));
                match () {
                    () if kind.eq_ignore_ascii_case("application/ld+json") => Some(TextUse::Data),
                    () if begins("math/tex") || begins("math/asciimath") => Some(TextUse::Page),
                    () => None,
                }
            });
            self.scripts.extend(text_use.map(|text_use| (node, text_use)));
        }
    }

    fn value(&self, attr: Attr) -> &str {
        &self.attr_text[attr.start as usize..attr.end as usize]
    }

    fn store_attr(&mut self, key: AttrKey, value: &str) -> Attr {
        let start = self.attr_text.len() as u32;
        self.attr_text.push_str(value);
        Attr { key, start, end: self.attr_text.len() as u32 }
    }
}

/// Custom attributes share one bit.
fn bit(key: AttrKey) -> u128 {
    1 << (key as u8).min(127)
}

/// Returns the cost of an attribute for its readers: one, plus one for each 64 bytes of its value.
fn weight(attr: &Attr) -> usize {
    1 + (attr.end - attr.start) as usize / 64
}
