//! What elements are called, in one pass over the page: each class and id is looked at once, however many bear it.

use crate::attributes::AttrKey;
use crate::tag::Tag;
use crate::tree::Tree;
use memchr::memmem::Finder;
use once_cell::sync::Lazy;
use rustc_hash::FxHashMap;

/// What the class and id of an element say that it holds, and what its other attributes say of it: a set of the constants.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Called(u8);

impl Called {
    /// The names of authors.
    pub const BYLINE: Called = Called(1);
    pub const DATE: Called = Called(1 << 1);
    /// Comments, or teasers of other pages.
    pub const APART: Called = Called(1 << 2);
    /// A post of a thread.
    pub const POST: Called = Called(1 << 3);
    /// What a user is called.
    pub const USER: Called = Called(1 << 4);
    /// It says which properties it is the value of.
    pub const PROPERTY: Called = Called(1 << 5);
    /// It says what type of thing it is.
    pub const TYPED: Called = Called(1 << 6);
    /// A link to what may be an author.
    pub const AUTHOR: Called = Called(1 << 7);

    pub fn is_nothing(self) -> bool {
        self.0 == 0
    }

    pub fn is(self, what: Called) -> bool {
        self.0 & what.0 != 0
    }

    pub const fn or(self, other: Called) -> Called {
        Called(self.0 | other.0)
    }

    fn add(&mut self, other: Called) {
        *self = self.or(other);
    }
}

static AUTHOR: Lazy<Finder> = Lazy::new(|| Finder::new("author"));

/// What each node of a page is called.
pub(super) fn called(tree: &Tree) -> Vec<Called> {
    let mut called = vec![Called::default(); tree.len()];
    let mut seen: FxHashMap<&str, Called> = FxHashMap::default();
    for (node, key, value) in tree.all_attrs(|_| true) {
        called[node as usize].add(match key {
            AttrKey::Class | AttrKey::Id if value.len() >= SHORTEST => {
                *seen.entry(value).or_insert_with(|| by_names(value))
            }
            AttrKey::Href | AttrKey::Rel if tree.tag(node) == Tag::A && AUTHOR.find(value.as_bytes()).is_some() => {
                Called::AUTHOR
            }
            AttrKey::Itemprop | AttrKey::Property => Called::PROPERTY,
            AttrKey::Itemtype | AttrKey::Typeof => Called::TYPED,
            _ => continue,
        });
    }
    let mut time = tree.next(Tag::Time, 0);
    while let Some(node) = time {
        called[node as usize].add(Called::DATE);
        time = tree.next(Tag::Time, node + 1);
    }
    called
}

fn by_names(names: &str) -> Called {
    let mut called = Called::default();
    names.split_ascii_whitespace().for_each(|name| called.add(by_name(name)));
    called
}

/// A rule for names in lower case.
struct Rule {
    gives: Called,
    /// A name for which it holds has one of these in it.
    parts: &'static [Part],
    holds: fn(&str) -> bool,
}

struct Part {
    text: &'static str,
    letters: u32,
}

impl Part {
    /// Most names lack a letter of most parts, which takes no search.
    fn is_in(&self, name: &str, letters: u32) -> bool {
        self.letters & !letters == 0 && name.contains(self.text)
    }
}

const fn parts<const N: usize>(texts: [&'static str; N]) -> [Part; N] {
    let mut parts = [const { Part { text: "", letters: 0 } }; N];
    let mut at = 0;
    while at < N {
        parts[at] = Part { text: texts[at], letters: letters_of(texts[at]) };
        at += 1;
    }
    parts
}

/// The shortest of the parts: "date" and "time".
const SHORTEST: usize = 4;

const RULES: &[Rule] = &[
    Rule { gives: Called::BYLINE, parts: &parts(["author", "byline"]), holds: is_byline },
    Rule { gives: Called::DATE, parts: &parts(["date", "time", "published", "posted", "modified"]), holds: is_date },
    Rule { gives: Called::APART, parts: &parts(APART), holds: is_apart },
    Rule { gives: Called::POST, parts: &parts(POSTS), holds: is_post },
    Rule { gives: Called::USER, parts: &parts(USERS), holds: |_| true },
];

fn by_name(name: &str) -> Called {
    let letters = letters_of(name);
    let may_hold = |part: &Part| part.letters & !letters == 0;
    let mut called = Called::default();
    if RULES.iter().any(|rule| rule.parts.iter().any(may_hold)) {
        let name = name.to_ascii_lowercase();
        let holds = |rule: &&Rule| rule.parts.iter().any(|part| part.is_in(&name, letters)) && (rule.holds)(&name);
        RULES.iter().filter(holds).for_each(|rule| called.add(rule.gives));
    }
    called
}

/// The letters of a name as bits, those of ASCII without regard to case.
const fn letters_of(name: &str) -> u32 {
    let bytes = name.as_bytes();
    let mut letters = 0;
    let mut at = 0;
    while at < bytes.len() {
        // Other characters share the bits of letters, which makes the set larger, never smaller.
        letters |= 1 << (bytes[at] & 31);
        at += 1;
    }
    letters
}

/// What a name says beside the author's that is called a byline.
const BESIDE_AUTHORS: &[&str] = &[
    "bio",
    "box",
    "image",
    "img",
    "avatar",
    "info",
    "social",
    "photo",
    "description",
    "archive",
    "page",
    "section",
    "title",
    "desc",
    "date",
    "job",
    "role",
    "more",
    "posts",
    "icon",
    "picture",
    "content",
    "card",
];

fn is_byline(name: &str) -> bool {
    let has_word = |word: &str| words(name).any(|part| part == word);
    let is_named = has_word("author")
        || has_word("authors")
        || has_word("byline")
        || name.ends_with("author") && !name.contains("comment")
        || ["authorname", "author-name", "bylinename"].iter().any(|part| name.contains(part));
    let is_name = has_word("name") && has_word("author");
    is_named && (is_name || !words(name).any(|part| BESIDE_AUTHORS.contains(&part)))
}

const DATES: &[&str] = &[
    "date",
    "time",
    "published",
    "posted",
    "dates",
    "timestamp",
    "pubdate",
    "datetime",
    "postdate",
    "modified",
    "updated",
    "dateline",
];

fn is_date(name: &str) -> bool {
    name.ends_with("date") || words(name).any(|part| DATES.contains(&part))
}

/// The words of a name: "author-name" has two.
fn words(name: &str) -> impl Iterator<Item = &str> {
    name.split(['-', '_'])
}

/// Parts of the names of what is not the article's own.
const APART: [&str; 12] = [
    "comment",
    "related",
    "recirc",
    "teaser",
    "recommend",
    "trending",
    "popular",
    "more-posts",
    "latest",
    "pagination",
    "footer",
    "sidebar",
];

/// The edges of a page, which an article may have as well.
const EDGES: &[&str] = &["footer", "sidebar"];
const OWN: &[&str] = &["article", "entry", "post"];

fn is_apart(name: &str) -> bool {
    let is_own = OWN.iter().any(|part| name.contains(part));
    let is_no_more_than_edge = || !APART.iter().any(|part| !EDGES.contains(part) && name.contains(part));
    let is_negated = name.starts_with("has-") || name.starts_with("no-");
    !is_negated && (!is_own || !is_no_more_than_edge())
}

/// How the names of posts begin.
const POSTS: [&str; 14] = [
    "postbody",
    "post-body",
    "post_body",
    "post-message",
    "post_message",
    "message-body",
    "message-content",
    "messagecontent",
    "posttext",
    "post-text",
    "blockpost",
    "postmsg",
    "forum-post",
    "bbwrapper",
];

fn is_post(name: &str) -> bool {
    let is_whole = |rest: &str| rest.is_empty() || rest.starts_with(['_', '-']);
    POSTS.iter().any(|part| name.strip_prefix(part).is_some_and(is_whole))
}

const USERS: [&str; 7] =
    ["username", "user-name", "user_name", "postername", "poster-name", "message-name", "nickname"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_elements() {
        for (what, names) in [
            (Called::BYLINE, &["author", "Byline", "post-author", "author-name", "c-author_name__title"][..]),
            (Called::DATE, &["date", "entry-date", "publishDate", "last_updated", "timestamp"]),
            (Called::APART, &["comments", "related-posts", "Site-Footer", "article-comments"]),
            (Called::POST, &["post-body", "postbody_7"]),
            (Called::USER, &["UserName", "js-nickname"]),
        ] {
            names.iter().for_each(|name| assert!(by_name(name).is(what), "{name}"));
        }
        for (what, names) in [
            (Called::BYLINE, &["author-bio", "authority", "comment-author-box", "comments-by-commentauthor"][..]),
            (Called::DATE, &["candidate-list", "timeline", "outdated"]),
            (Called::APART, &["article-footer", "no-comments", "has-sidebar", "entry"]),
            (Called::POST, &["post-bodywork", "my-post-body"]),
            (Called::USER, &["user", "name"]),
        ] {
            names.iter().for_each(|name| assert!(!by_name(name).is(what), "{name}"));
        }
    }

    #[test]
    fn a_rule_holds_only_where_a_part_of_it_is_there() {
        // What the rules look for by their letters must not be narrower than what they ask for.
        let parts_of = |what: Called| RULES.iter().find(|rule| rule.gives == what).map_or(&[][..], |rule| rule.parts);
        assert!(RULES.iter().flat_map(|rule| rule.parts).all(|part| part.text.len() >= SHORTEST));
        for name in DATES {
            assert!(parts_of(Called::DATE).iter().any(|part| name.contains(part.text)), "{name}");
        }
    }

    #[test]
    fn elements_have_what_all_their_names_say() {
        let tree = crate::parse::parse("<p class='lead byline' id=date itemprop=author>x<b itemscope itemtype=y>z</b>");
        let called = called(&tree);
        let of = |tag| tree.next(tag, 0).map(|node| called[node as usize]);
        let p = of(Tag::P).unwrap();
        assert!(p.is(Called::BYLINE) && p.is(Called::DATE) && p.is(Called::PROPERTY) && !p.is(Called::TYPED));
        assert!(of(Tag::B).unwrap().is(Called::TYPED));
    }
}
