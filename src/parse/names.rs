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

static KNOWN_NAMES: Lazy<FxHashMap<u128, LocalName>> =
    Lazy::new(|| NAMES.iter().filter_map(|&(name, _)| Some((packed(name)?, LocalName::from(name)))).collect());

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

/// The atoms of the elements' names of one page: html5ever takes a lock for each name that it does not know.
#[derive(Default)]
pub(super) struct LocalNames {
    seen: FxHashMap<u128, LocalName>,
}

impl LocalNames {
    /// The name of an element, by its name as the page has it.
    pub fn local_name(&mut self, name: &str) -> LocalName {
        let Some(packed) = packed(name) else { return LocalName::from(lower_case(name)) };
        if let Some(known) = KNOWN_NAMES.get(&packed) {
            return known.clone();
        }
        self.seen.entry(packed).or_insert_with(|| LocalName::from(lower_case(name))).clone()
    }
}
