//! From html5ever's names to the tree's.

use super::tokenizer::Attr;
use super::tokenizer::char_ref::attribute_value;
use crate::attributes::AttrKey;
use crate::tag::{Tag, with_tags};
use html5ever::{LocalName, QualName, local_name, ns};
use once_cell::sync::Lazy;
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

macro_rules! define_table {
    ($($tag:ident $name:literal,)*) => {
        const NAMES: &[(&str, Tag)] = &[$(($name, Tag::$tag),)*];
    };
}
with_tags!(define_table);

/// A [`LocalName`] hands over a hash that was computed when the name was interned; hashing it again would cost more
/// than the rest of the look-up.
#[derive(Default)]
struct Precomputed(u64);

impl Hasher for Precomputed {
    fn finish(&self) -> u64 {
        // hashbrown takes the upper bits as well: spread the 32 bits over both halves.
        self.0 ^ self.0 << 32
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = bytes.iter().fold(self.0, |hash, &byte| hash.rotate_left(5) ^ u64::from(byte));
    }

    fn write_u32(&mut self, hash: u32) {
        self.0 = u64::from(hash);
    }
}

static TAGS: Lazy<HashMap<LocalName, Tag, BuildHasherDefault<Precomputed>>> =
    Lazy::new(|| NAMES.iter().map(|&(name, tag)| (LocalName::from(name), tag)).collect());

/// The tag of an element; names inside `<svg>` are never HTML's.
pub(super) fn tag(name: &QualName) -> Tag {
    if name.ns == ns!(svg) && name.local != local_name!("svg") {
        return Tag::Other;
    }
    TAGS.get(&name.local).copied().unwrap_or(Tag::Other)
}

/// The key of an attribute that something reads.
pub(super) fn key(name: &QualName) -> Option<AttrKey> {
    AttrKey::from_name(&name.local)
}

/// A short name in lower case, packed into a number with its length on top; hashed and compared at once.
fn packed(name: &str) -> Option<u128> {
    const LONGEST: usize = 15;
    let bytes = name.bytes().fold(0, |packed, byte| packed << 8 | u128::from(byte.to_ascii_lowercase()));
    (name.len() <= LONGEST).then_some(bytes | (name.len() as u128) << 120)
}

/// The name of an element with what follows from it.
#[derive(Clone)]
pub(super) struct Name {
    pub local: LocalName,
    /// The tag of an HTML element with this name.
    pub tag: Tag,
    pub reading: Reading,
}

impl Name {
    fn new(local: LocalName) -> Name {
        let tag = TAGS.get(&local).copied().unwrap_or(Tag::Other);
        Name { reading: reading(tag, &local), tag, local }
    }
}

/// Which attributes of an element html5ever's tree builder reads.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Reading {
    Nothing,
    /// None, but it makes further elements with the same attributes.
    Copied,
    /// The same, and it asks whether two elements have equal attributes.
    Compared,
    All,
}

/// Elements whose attributes the tree builder reads or compares: those that may be of another namespace, `<input>` (its
/// type), `<html>` and `<body>` (later ones add to the first), and the formatting elements, of which three with the
/// same attributes are enough ("the Noah's Ark clause"). There is never a second `<a>` to compare with. `<image>`
/// becomes another element.
fn reading(tag: Tag, local: &LocalName) -> Reading {
    use Tag::*;
    match tag {
        A => Reading::Copied,
        B | Big | Code | Em | Font | I | Nobr | S | Small | Strike | Strong | Tt | U => Reading::Compared,
        Html | Body | Input | Svg | Math => Reading::All,
        _ if *local == local_name!("image") => Reading::All,
        _ => Reading::Nothing,
    }
}

static KNOWN_NAMES: Lazy<FxHashMap<u128, Name>> = Lazy::new(|| {
    NAMES.iter().filter_map(|&(name, _)| Some((packed(name)?, Name::new(LocalName::from(name))))).collect()
});

static KEYS: Lazy<FxHashMap<u128, AttrKey>> =
    Lazy::new(|| AttrKey::ALL.iter().filter_map(|&key| Some((packed(key.name())?, key))).collect());

/// A name as the tokenizer hands it on: in lower case, U+0000 replaced.
pub(super) fn lower_case(name: &str) -> Cow<'_, str> {
    if name.bytes().any(|byte| byte.is_ascii_uppercase() || byte == 0) {
        return Cow::Owned(name.to_ascii_lowercase().replace('\0', "\u{fffd}"));
    }
    Cow::Borrowed(name)
}

/// The key of an attribute that something reads, by its name as the page has it.
pub(super) fn key_as_written(name: &str) -> Option<AttrKey> {
    KEYS.get(&packed(name)?).copied()
}

/// The same for an element of SVG or MathML, where some attributes have namespaces of their own.
pub(super) fn foreign_key_as_written(name: &str) -> Option<AttrKey> {
    const OF_XLINK: &[&str] = &["actuate", "arcrole", "href", "role", "show", "title", "type"];
    let name = lower_case(name);
    let local = match name.split_once(':') {
        Some(("xlink", local)) if OF_XLINK.contains(&local) => local,
        Some(("xml", "lang")) => "lang",
        _ => &name,
    };
    AttrKey::from_name(local)
}

/// Whether the tree builder or the tree reads the attribute of an element of SVG or MathML.
pub(super) fn is_read(name: &str) -> bool {
    key_as_written(name).is_some() || foreign_key_as_written(name).is_some()
}

/// A text that is the same for equal attributes, whatever their order.
pub(super) fn list(attrs: &[Attr<'_>]) -> String {
    let mut all: Vec<_> = attrs.iter().map(|attr| (lower_case(attr.name), attribute_value(attr.value))).collect();
    // Stable: the first of those with the same name stays the first, and it counts.
    all.sort_by(|a, b| a.0.cmp(&b.0));
    all.dedup_by(|later, first| later.0 == first.0);
    // Neither names nor values hold U+0000.
    all.iter().flat_map(|(name, value)| [name, "\0", value, "\0"]).collect()
}

/// Names of one page that html5ever does not know; what is beyond them shares one. html5ever keeps all names of the
/// process in lists of which each grows with their number.
const MOST_UNKNOWN: usize = 1024;

/// The names of one page's elements: html5ever takes a lock for each name that it does not know.
#[derive(Default)]
pub(super) struct Names {
    seen: FxHashMap<u128, Name>,
    seen_long: FxHashMap<String, Name>,
}

impl Names {
    /// The name of an element, by its name as the page has it.
    pub fn name(&mut self, name: &str) -> Name {
        if let Some(packed) = packed(name) {
            if let Some(known) = KNOWN_NAMES.get(&packed).or_else(|| self.seen.get(&packed)) {
                return known.clone();
            }
            let new = self.new_name(&lower_case(name));
            if self.has_room() {
                self.seen.insert(packed, new.clone());
            }
            return new;
        }
        let name = lower_case(name);
        if let Some(known) = self.seen_long.get(&*name) {
            return known.clone();
        }
        let new = self.new_name(&name);
        if self.has_room() {
            self.seen_long.insert(name.into_owned(), new.clone());
        }
        new
    }

    fn new_name(&self, name: &str) -> Name {
        Name::new(LocalName::from(match self.has_room() {
            true => name,
            // Custom elements stay what they are.
            false if name.contains('-') => "x-other",
            false => "other",
        }))
    }

    fn has_room(&self) -> bool {
        self.seen.len() + self.seen_long.len() < MOST_UNKNOWN
    }
}
