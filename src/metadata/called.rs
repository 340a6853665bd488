//! What elements are called, in one pass over the page: each class and id is looked at once, however many bear it.

use crate::attributes::AttrKey;
use crate::tree::{NodeId, Tree};
use rustc_hash::FxHashMap;

/// What the class and id of an element say that it holds, and whether it has attributes of microdata or RDFa: a set of
/// the constants.
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

    pub fn is(self, what: Called) -> bool {
        self.0 & what.0 != 0
    }

    fn add(&mut self, other: Called) {
        self.0 |= other.0;
    }
}

/// What each node of a page is called.
pub(super) fn called(tree: &Tree) -> Vec<Called> {
    let mut seen: FxHashMap<&str, Called> = FxHashMap::default();
    let mut of_node = |node: NodeId| {
        let mut called = Called::default();
        for (key, value) in tree.attrs(node) {
            called.add(match key {
                AttrKey::Class | AttrKey::Id => *seen.entry(value).or_insert_with(|| by_names(value)),
                AttrKey::Itemprop | AttrKey::Property => Called::PROPERTY,
                AttrKey::Itemtype | AttrKey::Typeof => Called::TYPED,
                _ => continue,
            });
        }
        called
    };
    (0..tree.len() as NodeId).map(&mut of_node).collect()
}

fn by_names(names: &str) -> Called {
    let mut called = Called::default();
    names.split_ascii_whitespace().for_each(|name| called.add(by_name(name)));
    called
}

/// A rule for names in lower case.
struct Rule {
    gives: Called,
    /// What it asks for holds one of these; compared by their letters first, which most names lack one of.
    parts: &'static [&'static str],
    letters: &'static [u32],
    holds: fn(&str) -> bool,
}

macro_rules! rules {
    ($($gives:ident: $parts:expr, $holds:expr;)*) => {
        &[$(Rule {
            gives: Called::$gives,
            parts: $parts,
            letters: &{
                let mut letters = [0; $parts.len()];
                let mut at = 0;
                while at < letters.len() {
                    letters[at] = letters_of($parts[at]);
                    at += 1;
                }
                letters
            },
            holds: $holds,
        },)*]
    };
}

const RULES: &[Rule] = rules! {
    BYLINE: &["author", "byline"], is_byline;
    DATE: &["date", "time", "published", "posted", "modified"], is_date;
    APART: APART, is_apart;
    POST: POSTS, is_post;
    USER: USERS, |_| true;
};

fn by_name(name: &str) -> Called {
    let mut called = Called::default();
    let letters = letters_of(name);
    let may_hold = |rule: &&Rule| rule.letters.iter().any(|part| part & !letters == 0);
    let mut rules = RULES.iter().filter(may_hold).peekable();
    if rules.peek().is_some() {
        let name = name.to_ascii_lowercase();
        let holds = |rule: &&Rule| rule.parts.iter().any(|part| name.contains(part)) && (rule.holds)(&name);
        rules.filter(holds).for_each(|rule| called.add(rule.gives));
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
const APART: &[&str] = &[
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
    !(is_own && is_no_more_than_edge()) && !name.starts_with("has-") && !name.starts_with("no-")
}

/// How the names of posts begin.
const POSTS: &[&str] = &[
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

const USERS: &[&str] = &["username", "user-name", "user_name", "postername", "poster-name", "message-name", "nickname"];

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
        for name in DATES {
            assert!(parts_of(Called::DATE).iter().any(|part| name.contains(part)), "{name}");
        }
    }

    #[test]
    fn elements_have_what_all_their_names_say() {
        let tree = crate::parse::parse("<p class='lead byline' id=date itemprop=author>x<b itemscope itemtype=y>z</b>");
        let called = called(&tree);
        let of = |tag| (0..tree.len()).find(|&node| tree.tag(node as NodeId) == tag).map(|node| called[node]);
        let p = of(crate::tag::Tag::P).unwrap();
        assert!(p.is(Called::BYLINE) && p.is(Called::DATE) && p.is(Called::PROPERTY) && !p.is(Called::TYPED));
        assert!(of(crate::tag::Tag::B).unwrap().is(Called::TYPED));
    }
}
