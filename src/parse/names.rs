//! From html5ever's names to the tree's.

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
        B | Big | Code | Em | Font | I | Nobr | S | Small | Strike | Strong | Tt | U => Reading::All,
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

/// The names of one page's elements: html5ever takes a lock for each name that it does not know.
#[derive(Default)]
pub(super) struct Names {
    seen: FxHashMap<u128, Name>,
}

impl Names {
    /// The name of an element, by its name as the page has it.
    pub fn name(&mut self, name: &str) -> Name {
        let Some(packed) = packed(name) else { return Name::new(LocalName::from(lower_case(name))) };
        if let Some(known) = KNOWN_NAMES.get(&packed) {
            return known.clone();
        }
        self.seen.entry(packed).or_insert_with(|| Name::new(LocalName::from(lower_case(name)))).clone()
    }
}
