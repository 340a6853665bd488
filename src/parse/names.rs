//! From html5ever's names to the tree's.

use crate::attributes::AttrKey;
use crate::tag::{Tag, with_tags};
use html5ever::{LocalName, QualName, local_name, ns};
use once_cell::sync::Lazy;
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
