//! What elements are called, in one pass over the page: each class and id is looked at once, however many bear it.

use crate::html::attributes::AttrKey;
use crate::html::tag::Tag;
use crate::html::tree::{NodeId, Tree};
use crate::text::parts::{Pairs, Part, parts};
use memchr::memmem::Finder;
use once_cell::sync::Lazy;
use once_cell::unsync::OnceCell;
use rustc_hash::FxHashMap;

/// What the class and id of an element say that it holds, and what its other attributes say of it: a set of the constants.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Called(u8);

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

/// What the nodes of a page are called.
#[derive(Clone, Debug)]
pub(crate) struct Names {
    of: Vec<Called>,
    /// The nodes that are called something, in order: few, so that every reader may look through them.
    pub named: Vec<NodeId>,
    /// The elements that say something of the whole page: `<base>`, `<link>` and `<meta>`, in order.
    pub declarations: Vec<NodeId>,
}

impl Names {
    pub fn of(tree: &Tree) -> Names {
        let mut of = called_by_attributes(tree);
        let (mut named, mut declarations) = (Vec::new(), Vec::new());
        for (node, (&tag, called)) in (0..).zip(tree.tag.iter().zip(&mut of)) {
            match tag {
                Tag::Base | Tag::Link | Tag::Meta => declarations.push(node),
                Tag::Time => called.add(Called::DATE),
                _ => {}
            }
            if !called.is_nothing() {
                named.push(node);
            }
        }
        Names { of, named, declarations }
    }

    /// What a node is called.
    pub fn get(&self, node: NodeId) -> Called {
        self.of[node as usize]
    }
}

fn called_by_attributes(tree: &Tree) -> Vec<Called> {
    use AttrKey::*;
    let says_what_it_is = |key| matches!(key, Class | Id | Href | Rel | Itemprop | Property | Itemtype | Typeof);
    let mut called = vec![Called::default(); tree.len()];
    // Room for most pages' distinct names.
    let mut seen: FxHashMap<&str, Called> =
        FxHashMap::with_capacity_and_hasher(tree.attrs.len() / 8, rustc_hash::FxBuildHasher);
    for (node, key, value) in tree.all_attrs(says_what_it_is) {
        called[node as usize].add(match key {
            Class if value.len() >= SHORTEST => *seen.entry(value).or_insert_with(|| by_names(value)),
            // Nearly each is another one.
            Id if value.len() >= SHORTEST => by_names(value),
            Href | Rel if tree.tag(node) == Tag::A && AUTHOR.find(value.as_bytes()).is_some() => Called::AUTHOR,
            Itemprop | Property => Called::PROPERTY,
            Itemtype | Typeof => Called::TYPED,
            _ => continue,
        });
    }
    called
}

fn by_names(names: &str) -> Called {
    let mut called = Called::default();
    names.split_ascii_whitespace().filter(|name| name.len() >= SHORTEST).for_each(|name| called.add(by_name(name)));
    called
}

/// A rule for names in lower case.
struct Rule {
    gives: Called,
    /// A name for which it holds has one of these in it.
    parts: &'static [Part],
    holds: fn(&str) -> bool,
}

/// The shortest of the parts: "date" and "time".
const SHORTEST: usize = 4;

static RULES: &[Rule] = &[
    Rule { gives: Called::BYLINE, parts: &parts::<2>(&["author", "byline"]), holds: is_byline },
    Rule {
        gives: Called::DATE,
        parts: &parts::<5>(&["date", "time", "published", "posted", "modified"]),
        holds: is_date,
    },
    Rule { gives: Called::APART, parts: &parts::<{ APART.len() }>(APART), holds: is_apart },
    Rule { gives: Called::POST, parts: &parts::<{ POSTS.len() }>(POSTS), holds: is_post },
    Rule { gives: Called::USER, parts: &parts::<{ USERS.len() }>(USERS), holds: |_| true },
];

fn by_name(name: &str) -> Called {
    let pairs = Pairs::of(name);
    let lower = OnceCell::new();
    let lower = || lower.get_or_init(|| name.to_ascii_lowercase()).as_str();
    let is_in = |part: &Part| part.may_be_in(pairs) && lower().contains(part.text);
    let mut called = Called::default();
    for rule in RULES {
        if rule.parts.iter().any(is_in) && (rule.holds)(lower()) {
            called.add(rule.gives);
        }
    }
    called
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
    let is_negated = name.starts_with("has-") || name.starts_with("no-");
    !is_negated && (!is_own || !is_no_more_than_edge())
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
        assert!(RULES.iter().flat_map(|rule| rule.parts).all(|part| part.text.len() >= SHORTEST));
        for name in DATES {
            assert!(parts_of(Called::DATE).iter().any(|part| name.contains(part.text)), "{name}");
        }
    }

    #[test]
    fn elements_have_what_all_their_names_say() {
        let tree =
            crate::html::parse::parse("<p class='lead byline' id=date itemprop=author>x<b itemscope itemtype=y>z</b>");
        let names = Names::of(&tree);
        let of = |tag| tree.next(tag, 0).map(|node| names.get(node));
        let p = of(Tag::P).unwrap();
        assert!(p.is(Called::BYLINE) && p.is(Called::DATE) && p.is(Called::PROPERTY) && !p.is(Called::TYPED));
        assert!(of(Tag::B).unwrap().is(Called::TYPED));
    }
}
