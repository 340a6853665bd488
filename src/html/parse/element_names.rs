//! Names of elements and attributes: from the page's spelling to html5ever's names and the tree's tags and keys.

use super::html5ever_contract;
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

/// A hasher for [`LocalName`], which passes on a hash computed when the name was interned. Hashing it again would cost
/// more than the rest of the look-up.
#[derive(Default)]
struct PrecomputedHash(u64);

impl Hasher for PrecomputedHash {
    fn finish(&self) -> u64 {
        // hashbrown also uses the upper bits: copy the 32 bits to both halves.
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

/// Returns the tag of an element. Names inside `<svg>` are never those of HTML elements.
pub(super) fn tag(name: &QualName) -> Tag {
    if name.ns == ns!(svg) && name.local != local_name!("svg") {
        return Tag::Other;
    }
    TAGS.get(&name.local).copied().unwrap_or(Tag::Other)
}

/// Returns the key of an attribute.
pub(super) fn key(name: &QualName) -> Option<AttrKey> {
    AttrKey::from_name(&name.local)
}

/// A hash table of names that ignores ASCII case.
struct NameTable<T> {
    slots: Vec<Option<(PackedName, T)>>,
}

impl<T> NameTable<T> {
    /// Sparse, so that most unknown names meet an empty slot.
    const SLOTS: usize = 1024;

    /// Returns the table of names, each of at most [`PackedName::MAX_LENGTH`] bytes.
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
        // The best of 200,000 random factors: fewest names outside their own slot.
        let mixed = (first ^ last.rotate_left(29) ^ length as u64).wrapping_mul(0xd210_3b0b_64b9_e0b9);
        (mixed >> (u64::BITS - Self::SLOTS.trailing_zeros())) as usize
    }
}

/// A name in lower case as two numbers: its first and its last eight bytes, or all of its bytes and zero. With the length, they
/// determine names of up to 16 bytes, and comparing them is one step.
#[derive(Clone, Copy, PartialEq, Eq)]
struct PackedName {
    first: u64,
    last: u64,
    length: usize,
}

impl PackedName {
    const MAX_LENGTH: usize = 16;

    /// Returns `None` for a name that is too long.
    fn new(name: &str) -> Option<PackedName> {
        let (bytes, length) = (name.as_bytes(), name.len());
        let (first, last) = match (bytes.first_chunk(), bytes.last_chunk()) {
            (Some(&first), Some(&last)) => (u64::from_le_bytes(first), lower(u64::from_le_bytes(last))),
            _ => match (bytes.first_chunk(), bytes.last_chunk()) {
                (Some(&first), Some(&last)) => {
                    (u64::from(u32::from_le_bytes(first)) | u64::from(u32::from_le_bytes(last)) << 32, 0)
                }
                _ => match *bytes {
                    [] => (0, 0),
                    [first, ..] => {
                        let (middle, last) = (bytes[length / 2], bytes[length - 1]);
                        (u64::from(first) | u64::from(middle) << 8 | u64::from(last) << 16, 0)
                    }
                },
            },
        };
        (length <= Self::MAX_LENGTH).then_some(PackedName { first: lower(first), last, length })
    }
}

/// Returns eight ASCII bytes in lower case. Other bytes are unchanged.
fn lower(bytes: u64) -> u64 {
    const ONES: u64 = u64::MAX / 0xff;
    let seven = bytes & (ONES * 0x7f);
    // The high bit of each byte at or above `A`, and of each byte above `Z`.
    let from_a = seven + ONES * u64::from(0x80 - b'A');
    let above_z = seven + ONES * u64::from(0x80 - b'Z' - 1);
    bytes | ((from_a ^ above_z) & !bytes & (ONES * 0x80)) >> 2
}

/// The name of an element, with everything that the parser derives from it.
#[derive(Clone)]
pub(super) struct Name {
    pub local: LocalName,
    /// Tag of an HTML element with this name.
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

/// Which attributes of an element html5ever's tree builder uses.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum AttrUse {
    None,
    /// Reads none, but creates more elements with the same attributes.
    Copied,
    /// Reads none, but copies them, and asks whether two elements have equal attributes.
    Compared,
    All,
}

/// Returns how the tree builder uses the attributes of an element.
///
/// It reads those of elements that may be in another namespace, of `<input>` (its type), and of `<html>` and `<body>`
/// (later tags add to the first). It compares those of formatting elements: at most three with equal
/// attributes stay active ("the Noah's Ark clause"). There is never a second `<a>` to compare with. `<image>` becomes
/// another element.
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

/// Returns the key of an attribute by its name as written.
pub(super) fn key_as_written(name: &str) -> Option<AttrKey> {
    KEYS.get(name).copied()
}

/// Like [`key_as_written`] for SVG and MathML elements, whose attributes may have namespaces.
pub(super) fn foreign_key_as_written(name: &str) -> Option<AttrKey> {
    const XLINK_NAMES: &[&str] = &["actuate", "arcrole", "href", "role", "show", "title", "type"];
    if !name.contains(':') {
        return key_as_written(name);
    }
    let name = lower_case(name);
    let local = match name.split_once(':') {
        Some(("xlink", local)) if XLINK_NAMES.contains(&local) => local,
        Some(("xml", "lang")) => "lang",
        _ => &name,
    };
    AttrKey::from_name(local)
}

/// Returns html5ever's name of an attribute that the tree builder or the tree reads.
pub(super) fn read_name(name: &str) -> Option<LocalName> {
    // Created once, since html5ever does not know some of the names.
    static LOCALS: Lazy<Vec<LocalName>> = Lazy::new(|| AttrKey::ALL.iter().map(|key| key.name().into()).collect());
    let known = key_as_written(name).and_then(|key| AttrKey::ALL.iter().position(|&other| other == key));
    match known {
        Some(at) => Some(LOCALS[at].clone()),
        None => foreign_key_as_written(name).map(|_| LocalName::from(lower_case(name))),
    }
}

/// Returns a text that is equal for attribute lists that are equal up to order.
pub(super) fn canonical_attrs(attrs: &[Attr<'_>]) -> String {
    let mut all: Vec<_> = attrs.iter().map(|attr| (lower_case(attr.name), attr.decoded())).collect();
    // A stable sort: of attributes with the same name, the first one counts.
    all.sort_by(|a, b| a.0.cmp(&b.0));
    all.dedup_by(|later, first| later.0 == first.0);
    // Neither names nor values contain U+0000.
    all.iter().flat_map(|(name, value)| [name, "\0", value, "\0"]).collect()
}

/// The element names of one page.
///
/// html5ever interns each unknown name of more than seven bytes in a table of the process, behind a lock. Such names
/// are replaced by a short placeholder that is valid for the page (`html5ever_contract.rs`).
#[derive(Default)]
pub(super) struct PageNames {
    /// Names without a [`Tag`], by their lower-case spelling.
    seen: FxHashMap<String, Name>,
    /// The names that placeholders stand for.
    spelling: Vec<String>,
}

impl PageNames {
    /// Returns an element's name by its spelling in the page.
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
        if html5ever_contract::is_inline(name) {
            return LocalName::from(name);
        }
        self.spelling.push(name.to_owned());
        html5ever_contract::placeholder_name(self.spelling.len() - 1)
    }

    /// Returns the spelling of a name in lower case.
    pub fn spelling<'n>(&'n self, local: &'n LocalName) -> &'n str {
        let number = html5ever_contract::placeholder_number(local);
        number.and_then(|number| self.spelling.get(number)).map_or(local, String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_names_are_found_in_any_case() {
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
    fn eight_bytes_are_lower_cased_at_once() {
        for byte in 0..=u8::MAX {
            let bytes = [byte, b'Z', b'a', byte, b'-', b'@', b'[', byte];
            assert_eq!(
                lower(u64::from_le_bytes(bytes)),
                u64::from_le_bytes(bytes.map(|byte| byte.to_ascii_lowercase()))
            );
        }
    }

    #[test]
    fn unknown_names_get_distinct_placeholders() {
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
