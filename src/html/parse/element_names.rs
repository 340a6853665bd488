//! From html5ever's names to the tree's.

use super::start_tag_rule::{StartTagRule, is_formatting_tag};
use crate::html::attributes::AttrKey;
use crate::html::tag::{Tag, with_tags};
use crate::html::tokenizer::{Attr, lower_case};
use html5ever::{LocalName, QualName, local_name, ns};
use once_cell::sync::Lazy;
use rustc_hash::FxHashMap;
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
struct PrecomputedHash(u64);

impl Hasher for PrecomputedHash {
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

static TAGS: Lazy<HashMap<LocalName, Tag, BuildHasherDefault<PrecomputedHash>>> =
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

/// Finds names, upper and lower case being the same.
struct NameTable<T> {
    slots: Vec<Option<(PackedName, T)>>,
}

impl<T> NameTable<T> {
    /// Sparse, so that most names that are not in it meet an empty slot.
    const SLOTS: usize = 1024;

    /// The table of these names, which have at most [`PackedName::MAX_LENGTH`] bytes.
    fn new(entries: impl IntoIterator<Item = (&'static str, T)>) -> NameTable<T> {
        let mut table = NameTable { slots: std::iter::repeat_with(|| None).take(Self::SLOTS).collect() };
        for (name, value) in entries {
            let Some(name) = PackedName::new(name) else { continue };
            let mut at = Self::slot(name);
            while table.slots[at].is_some() {
                at = (at + 1) % Self::SLOTS;
            }
            table.slots[at] = Some((name, value));
        }
        table
    }

    fn get(&self, name: &str) -> Option<&T> {
        let name = PackedName::new(name)?;
        let mut at = Self::slot(name);
        while let Some((known, value)) = &self.slots[at] {
            if *known == name {
                return Some(value);
            }
            at = (at + 1) % Self::SLOTS;
        }
        None
    }

    fn slot(PackedName { first, last, length }: PackedName) -> usize {
        // Of 2,000 factors drawn at random the one with the fewest names beside their slots.
        let mixed = (first ^ last.rotate_left(29) ^ length as u64).wrapping_mul(0x4bc9_afd3_ed00_4c2d);
        (mixed >> (u64::BITS - Self::SLOTS.trailing_zeros())) as usize
    }
}

/// A name in lower case as numbers, which are compared at once: its first and its last bytes, which together are all of
/// them.
#[derive(Clone, Copy, PartialEq, Eq)]
struct PackedName {
    first: u64,
    last: u64,
    length: usize,
}

impl PackedName {
    const MAX_LENGTH: usize = 16;

    /// `None` where the name is too long.
    fn new(name: &str) -> Option<PackedName> {
        let (bytes, length) = (name.as_bytes(), name.len());
        let (first, last) = match (bytes.first_chunk(), bytes.last_chunk()) {
            (Some(&first), Some(&last)) => (u64::from_le_bytes(first), u64::from_le_bytes(last)),
            _ => match (bytes.first_chunk(), bytes.last_chunk()) {
                (Some(&first), Some(&last)) => (u32::from_le_bytes(first).into(), u32::from_le_bytes(last).into()),
                _ => {
                    let byte = |at: usize| u64::from(bytes.get(at).copied().unwrap_or(0));
                    (byte(0) | byte(1) << 8 | byte(2) << 16, 0)
                }
            },
        };
        (length <= Self::MAX_LENGTH).then_some(PackedName { first: lower(first), last: lower(last), length })
    }
}

/// Eight bytes in lower case.
fn lower(bytes: u64) -> u64 {
    const ONES: u64 = u64::MAX / 0xff;
    let seven = bytes & (ONES * 0x7f);
    // The upper bits of the bytes from 'A' on, and of those behind 'Z'.
    let from_a = seven + ONES * u64::from(0x80 - b'A');
    let behind_z = seven + ONES * u64::from(0x80 - b'Z' - 1);
    bytes | ((from_a ^ behind_z) & !bytes & (ONES * 0x80)) >> 2
}

/// The name of an element with what follows from it.
#[derive(Clone)]
pub(super) struct Name {
    pub local: LocalName,
    /// The tag of an HTML element with this name.
    pub tag: Tag,
    pub attr_use: AttrUse,
    pub rule: StartTagRule,
}

impl Name {
    fn new(local: LocalName) -> Name {
        let tag = TAGS.get(&local).copied().unwrap_or(Tag::Other);
        Name { attr_use: attr_use(tag, &local), rule: StartTagRule::of(tag, &local), tag, local }
    }
}

/// Which attributes of an element html5ever's tree builder reads.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum AttrUse {
    None,
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
fn attr_use(tag: Tag, local: &LocalName) -> AttrUse {
    use Tag::*;
    match tag {
        A => AttrUse::Copied,
        _ if is_formatting_tag(tag) => AttrUse::Compared,
        Html | Body | Input | Svg | Math => AttrUse::All,
        _ if *local == local_name!("image") => AttrUse::All,
        _ => AttrUse::None,
    }
}

static KNOWN_NAMES: Lazy<NameTable<Name>> =
    Lazy::new(|| NameTable::new(NAMES.iter().map(|&(name, _)| (name, Name::new(LocalName::from(name))))));

static KEYS: Lazy<NameTable<AttrKey>> = Lazy::new(|| NameTable::new(AttrKey::ALL.iter().map(|&key| (key.name(), key))));

/// The key of an attribute that something reads, by its name as the page has it.
pub(super) fn key_as_written(name: &str) -> Option<AttrKey> {
    KEYS.get(name).copied()
}

/// The same for an element of SVG or MathML, where some attributes have namespaces of their own.
pub(super) fn foreign_key_as_written(name: &str) -> Option<AttrKey> {
    const OF_XLINK: &[&str] = &["actuate", "arcrole", "href", "role", "show", "title", "type"];
    if !name.contains(':') {
        return key_as_written(name);
    }
    let name = lower_case(name);
    let local = match name.split_once(':') {
        Some(("xlink", local)) if OF_XLINK.contains(&local) => local,
        Some(("xml", "lang")) => "lang",
        _ => &name,
    };
    AttrKey::from_name(local)
}

/// The name of an attribute that the tree builder or the tree reads of an element of SVG or MathML.
pub(super) fn read_name(name: &str) -> Option<LocalName> {
    // Made once: a few of the keys are names that html5ever does not know.
    static LOCALS: Lazy<Vec<LocalName>> = Lazy::new(|| AttrKey::ALL.iter().map(|key| key.name().into()).collect());
    let known = key_as_written(name).and_then(|key| AttrKey::ALL.iter().position(|&other| other == key));
    match known {
        Some(at) => Some(LOCALS[at].clone()),
        None => foreign_key_as_written(name).map(|_| LocalName::from(lower_case(name))),
    }
}

/// A text that is the same for equal attributes, whatever their order.
pub(super) fn canonical_attrs(attrs: &[Attr<'_>]) -> String {
    let mut all: Vec<_> = attrs.iter().map(|attr| (lower_case(attr.name), attr.decoded())).collect();
    // Stable: the first of those with the same name stays the first, and it counts.
    all.sort_by(|a, b| a.0.cmp(&b.0));
    all.dedup_by(|later, first| later.0 == first.0);
    // Neither names nor values hold U+0000.
    all.iter().flat_map(|(name, value)| [name, "\0", value, "\0"]).collect()
}

/// The names of one page's elements.
///
/// html5ever keeps the names that it does not know in a table of the process, behind locks, unless they have at most
/// seven bytes. For longer ones it therefore gets a short name that stands for them on this page.
#[derive(Default)]
pub(super) struct PageNames {
    /// By the name in lower case; those that the tree does not know.
    seen: FxHashMap<String, Name>,
    /// What the stand-ins stand for, by number.
    spelling: Vec<String>,
}

/// What a stand-in begins with; no element's name does.
const STAND_IN: char = '\u{1}';

impl PageNames {
    /// The name of an element, by its name as the page has it.
    pub fn name(&mut self, name: &str) -> Name {
        if let Some(known) = KNOWN_NAMES.get(name) {
            return known.clone();
        }
        let name = lower_case(name);
        if let Some(seen) = self.seen.get(&*name) {
            return seen.clone();
        }
        let local = LocalName::try_static(&name).unwrap_or_else(|| self.unknown(&name));
        let new = Name::new(local);
        self.seen.insert(name.into_owned(), new.clone());
        new
    }

    fn unknown(&mut self, name: &str) -> LocalName {
        const MAX_LENGTH: usize = 7;
        if name.len() <= MAX_LENGTH {
            return LocalName::from(name);
        }
        self.spelling.push(name.to_owned());
        LocalName::from(format!("{STAND_IN}{:x}", self.spelling.len() - 1))
    }

    /// The name as it is spelling.
    pub fn spelling<'n>(&'n self, local: &'n LocalName) -> &'n str {
        let number = local.strip_prefix(STAND_IN).and_then(|number| usize::from_str_radix(number, 16).ok());
        number.and_then(|number| self.spelling.get(number)).map_or(local, String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_names_in_any_case() {
        for &(name, tag) in NAMES {
            assert_eq!(KNOWN_NAMES.get(&name.to_uppercase()).map(|name| name.tag), Some(tag), "{name}");
        }
        for &key in AttrKey::ALL {
            assert_eq!(key_as_written(key.name()), Some(key));
        }
        assert_eq!(key_as_written(""), None);
        assert_eq!(key_as_written("onclick"), None);
        let probes = |name: &str| {
            let name = PackedName::new(name).expect("known names are short");
            let first = NameTable::<Name>::slot(name);
            let is_other = |at: &usize| {
                KNOWN_NAMES.slots[at % NameTable::<Name>::SLOTS].as_ref().is_some_and(|(other, _)| *other != name)
            };
            (first..).take_while(is_other).count()
        };
        assert!(NAMES.iter().all(|(name, _)| probes(name) < 3), "the table is crowded");
    }

    #[test]
    fn lower_case_of_eight_bytes() {
        for byte in 0..=u8::MAX {
            let bytes = [byte, b'Z', b'a', byte, b'-', b'@', b'[', byte];
            assert_eq!(
                lower(u64::from_le_bytes(bytes)),
                u64::from_le_bytes(bytes.map(|byte| byte.to_ascii_lowercase()))
            );
        }
    }

    #[test]
    fn unknown_names_keep_apart_and_are_spelled_out() {
        let mut names = PageNames::default();
        let (long, other, short) = (names.name("My-Long-Element"), names.name("my-other-element"), names.name("x-a"));
        assert!(long.local.len() <= 7 && long.local != other.local);
        assert_eq!(names.name("my-long-element").local, long.local);
        assert_eq!(names.spelling(&long.local), "my-long-element");
        assert_eq!(names.spelling(&other.local), "my-other-element");
        assert_eq!(names.spelling(&short.local), "x-a");
        assert_eq!(&*names.name("foreignObject").local, "foreignobject", "html5ever's own names stay");
    }
}
