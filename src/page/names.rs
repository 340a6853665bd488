//! Name classes: what the classes, ids and other attributes of an element say that it holds.
//!
//! Metadata and comments read them from here. All names are matched by one table of rules with one notion of a word, and each
//! distinct `class` attribute is matched once, however many elements have it. The classifier's categories of names
//! (`classify/features/elements/categories.rs`) are separate: the model was trained with them as they are.

use crate::html::attributes::AttrKey;
use crate::html::limits::Budget;
use crate::html::tag::Tag;
use crate::html::tree::{NodeId, Tree};
use crate::text::cache::Cache;
use crate::text::substrings::{Bigrams, Substring};
use memchr::memmem::Finder;
use once_cell::sync::Lazy;
use once_cell::unsync::OnceCell;
use std::borrow::Cow;

/// A set of name classes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct NameClasses(u16);

impl NameClasses {
    /// The names of authors.
    pub const BYLINE: NameClasses = NameClasses(1);
    /// A date, by its name or because it is a `<time>`.
    pub const DATE: NameClasses = NameClasses(1 << 1);
    /// Comments, or teasers of other pages.
    pub const UNRELATED: NameClasses = NameClasses(1 << 2);
    /// A post of a thread.
    pub const POST: NameClasses = NameClasses(1 << 3);
    /// The name of a user.
    pub const USER_NAME: NameClasses = NameClasses(1 << 4);
    /// The value of a property in microdata or RDFa.
    pub const PROPERTY: NameClasses = NameClasses(1 << 5);
    /// A thing with a type in microdata or RDFa.
    pub const TYPED: NameClasses = NameClasses(1 << 6);
    /// A link whose target or relation contains "author".
    pub const AUTHOR_LINK: NameClasses = NameClasses(1 << 7);
    /// All comments on a page, or one of them.
    pub const COMMENTS: NameClasses = NameClasses(1 << 8);
    /// All reviews on a page, or one of them.
    pub const REVIEWS: NameClasses = NameClasses(1 << 9);
    /// What may be a single comment among others.
    pub const COMMENT_ITEM: NameClasses = NameClasses(1 << 10);
    /// The author of a comment.
    pub const COMMENT_AUTHOR: NameClasses = NameClasses(1 << 11);
    /// The date of a comment.
    pub const COMMENT_DATE: NameClasses = NameClasses(1 << 12);
    /// The text of a comment without what surrounds it.
    pub const COMMENT_TEXT: NameClasses = NameClasses(1 << 13);

    /// The classes within comments.
    pub const WITHIN_COMMENTS: NameClasses = NameClasses::COMMENT_ITEM
        .or(NameClasses::COMMENT_AUTHOR)
        .or(NameClasses::COMMENT_DATE)
        .or(NameClasses::COMMENT_TEXT);
    /// All other classes.
    pub const OF_PAGE: NameClasses = NameClasses(!NameClasses::WITHIN_COMMENTS.0);

    /// Whether the sets have a class in common.
    pub fn has(self, classes: NameClasses) -> bool {
        self.0 & classes.0 != 0
    }

    pub const fn or(self, other: NameClasses) -> NameClasses {
        NameClasses(self.0 | other.0)
    }

    fn add(&mut self, other: NameClasses) {
        *self = self.or(other);
    }
}

/// The name classes of all elements of a page.
#[derive(Clone, Debug)]
pub(crate) struct Names {
    of: Vec<NameClasses>,
    /// The nodes with any class, in document order. They are few, so that every reader can scan them.
    named: Vec<NodeId>,
}

impl Names {
    /// Reads the name classes, as far as they are among the `wanted` ones. If the time is up, some are missing.
    pub fn of(tree: &Tree, wanted: NameClasses, budget: Budget) -> Names {
        let mut of = by_attributes(tree, wanted, budget);
        let mut named = Vec::new();
        for (node, (&tag, classes)) in (0..).zip(tree.tag.iter().zip(&mut of)) {
            if tag == Tag::Time {
                classes.add(NameClasses::DATE);
            }
            if *classes != NameClasses::default() {
                named.push(node);
            }
        }
        Names { of, named }
    }

    /// Whether a node has any of the classes.
    pub fn has(&self, node: NodeId, classes: NameClasses) -> bool {
        self.of[node as usize].has(classes)
    }

    /// The nodes with any of the classes, in document order.
    pub fn with(&self, classes: NameClasses) -> impl Iterator<Item = NodeId> + Clone {
        self.named.iter().copied().filter(move |&node| self.has(node, classes))
    }

    /// The same, but those from `start` on come first, then those before it.
    pub fn with_from(&self, start: NodeId, classes: NameClasses) -> impl Iterator<Item = NodeId> {
        let (before, after) = self.named.split_at(self.named.partition_point(|&node| node < start));
        after.iter().chain(before).copied().filter(move |&node| self.has(node, classes))
    }
}

/// The names of an element: the parts of its `class` and `id` between white space.
pub(crate) fn element_names(tree: &Tree, node: NodeId) -> impl Iterator<Item = &str> {
    let attributes = [AttrKey::Class, AttrKey::Id].into_iter().filter_map(move |key| tree.attr(node, key));
    attributes.flat_map(|value| value.split_ascii_whitespace())
}

/// Whether a node has any of the classes. For a few nodes of a page this is faster than [`Names::of`].
pub(crate) fn has(tree: &Tree, node: NodeId, classes: NameClasses) -> bool {
    element_names(tree, node).any(|name| name_has(name, classes))
        || tree.attrs(node).any(|(key, value)| by_microdata(key, value).has(classes))
}

/// Whether a name has any of the classes.
pub(crate) fn name_has(name: &str, classes: NameClasses) -> bool {
    by_name(name, classes).has(classes)
}

/// Whether one of the words, without regard to case, is between characters other than ASCII letters and digits in a name.
pub(crate) fn has_any_word(name: &str, words: &[&str]) -> bool {
    name.split(|c: char| !c.is_ascii_alphanumeric())
        .any(|part| words.iter().any(|word| part.eq_ignore_ascii_case(word)))
}

static AUTHOR: Lazy<Finder> = Lazy::new(|| Finder::new("author"));

fn by_attributes(tree: &Tree, wanted: NameClasses, budget: Budget) -> Vec<NameClasses> {
    use AttrKey::{Class, Href, Id, Itemprop, Itemtype, Property, Rel, Typeof};
    let is_known = |key| matches!(key, Class | Id | Href | Rel | Itemprop | Property | Itemtype | Typeof);
    let mut of = vec![NameClasses::default(); tree.len()];
    let mut seen = Cache::new(tree.attrs.len() / 4);
    for (node, key, value) in budget.limited(tree.all_attrs(is_known)) {
        of[node as usize].add(match key {
            Class => seen.get(value, |value| by_names(value, wanted)),
            // Nearly every id is different.
            Id => by_names(value, wanted),
            Href | Rel if tree.tag(node) == Tag::A && AUTHOR.find(value.as_bytes()).is_some() => {
                NameClasses::AUTHOR_LINK
            }
            _ => by_microdata(key, value),
        });
    }
    of
}

/// The classes that an attribute of microdata or RDFa gives.
fn by_microdata(key: AttrKey, value: &str) -> NameClasses {
    match key {
        AttrKey::Itemprop if value.eq_ignore_ascii_case("comment") => NameClasses::PROPERTY.or(NameClasses::COMMENTS),
        AttrKey::Itemprop | AttrKey::Property => NameClasses::PROPERTY,
        AttrKey::Itemtype | AttrKey::Typeof if value.ends_with("Comment") => {
            NameClasses::TYPED.or(NameClasses::COMMENTS)
        }
        AttrKey::Itemtype | AttrKey::Typeof if value.ends_with("/Review") => {
            NameClasses::TYPED.or(NameClasses::REVIEWS)
        }
        AttrKey::Itemtype | AttrKey::Typeof => NameClasses::TYPED,
        _ => NameClasses::default(),
    }
}

fn by_names(names: &str, wanted: NameClasses) -> NameClasses {
    let mut classes = NameClasses::default();
    names.split_ascii_whitespace().for_each(|name| classes.add(by_name(name, wanted)));
    classes
}

/// The classes of a name, as far as they are among the `wanted` ones.
fn by_name(name: &str, wanted: NameClasses) -> NameClasses {
    let name = Name::new(name);
    let mut classes = NameClasses::default();
    let table = if wanted.has(NameClasses::WITHIN_COMMENTS) { &CANDIDATES } else { &CANDIDATES_OF_PAGE };
    let mut candidates = table.rules_of(name.bigrams);
    while candidates != 0 {
        let rule = &RULES[candidates.trailing_zeros() as usize];
        candidates &= candidates - 1;
        if wanted.has(rule.gives) && !classes.has(rule.gives) && rule.matches(&name) {
            classes.add(rule.gives);
        }
    }
    classes
}

/// A name. Its words are its parts between `-` and `_`.
struct Name<'n> {
    name: &'n str,
    /// The bigrams of the name without its separators.
    bigrams: Bigrams,
    lower: OnceCell<Cow<'n, str>>,
}

const SEPARATORS: [char; 2] = ['-', '_'];

impl Name<'_> {
    fn new(name: &str) -> Name<'_> {
        let mut bigrams = Bigrams::EMPTY;
        let mut last = None;
        for byte in name.bytes().filter(|byte| !matches!(byte, b'-' | b'_')) {
            if let Some(last) = last.replace(byte) {
                bigrams = bigrams.with(last, byte);
            }
        }
        Name { name, bigrams, lower: OnceCell::new() }
    }

    fn lower(&self) -> &str {
        self.lower.get_or_init(|| match self.name.bytes().any(|byte| byte.is_ascii_uppercase()) {
            true => Cow::Owned(self.name.to_ascii_lowercase()),
            false => Cow::Borrowed(self.name),
        })
    }

    /// The words, in lower case.
    fn words(&self) -> impl Iterator<Item = &str> + Clone {
        self.lower().split(SEPARATORS)
    }

    /// Whether some whole words, joined, are `text`.
    fn has_words(&self, text: &str) -> bool {
        let mut words = self.words();
        loop {
            if begins_with(words.clone(), text) {
                return true;
            }
            if words.next().is_none() {
                return false;
            }
        }
    }

    fn matches(&self, pattern: &Pattern) -> bool {
        let text = pattern.substring.text;
        pattern.substring.may_be_in(self.bigrams)
            && match pattern.position {
                Position::Words => self.has_words(text),
                Position::FirstWords => begins_with(self.words(), text),
                Position::Anywhere => self.lower().contains(text) || self.has_words(text),
                Position::End => self.lower().ends_with(text),
                Position::Whole => self.lower() == text,
            }
    }
}

/// Whether the first of the words, joined, are `text`.
fn begins_with<'w>(words: impl Iterator<Item = &'w str>, text: &str) -> bool {
    let mut rest = text;
    for word in words {
        match rest.strip_prefix(word) {
            Some("") => return true,
            Some(shorter) => rest = shorter,
            None => return false,
        }
    }
    false
}

/// Where a pattern has to be in a name. Whole words may have separators between them: `username` also matches "user-name" and
/// "user_name".
#[derive(Clone, Copy, Debug)]
enum Position {
    /// One or more whole words.
    Words,
    /// The first word, or the first words.
    FirstWords,
    /// Whole words, or a part of one word.
    Anywhere,
    /// The end of the last word.
    End,
    /// The whole name.
    Whole,
}

/// A pattern in lower case.
#[derive(Debug)]
struct Pattern {
    position: Position,
    substring: Substring,
}

/// A rule gives a class to the names that match a pattern of `any`, every pattern of `all`, and no pattern of `except`.
struct Rule {
    gives: NameClasses,
    any: &'static [Pattern],
    all: &'static [Pattern],
    except: &'static [Pattern],
}

impl Rule {
    fn matches(&self, name: &Name) -> bool {
        let is_in = |pattern: &Pattern| name.matches(pattern);
        self.any.iter().any(is_in) && self.all.iter().all(is_in) && !self.except.iter().any(is_in)
    }
}

/// The number of patterns in the `any` lists of all rules.
const PATTERNS: usize = {
    let (mut count, mut rule) = (0, 0);
    while rule < RULES.len() {
        count += RULES[rule].any.len();
        rule += 1;
    }
    count
};

/// The patterns of the rules by one bigram each. Nearly all names match no rule, which this shows without a search.
struct Candidates {
    /// The bigrams of the patterns, with the bit of their rule.
    patterns: [(Bigrams, u32); PATTERNS],
    /// For each bit of [`Bigrams`], the end of its patterns. They begin at the end of those of the bit before.
    ends: [usize; Bigrams::BITS],
    /// The bits with patterns.
    used: Bigrams,
}

/// The candidates for classes of [`NameClasses::OF_PAGE`], and those for all classes.
static CANDIDATES_OF_PAGE: Candidates = Candidates::new(NameClasses::OF_PAGE);
static CANDIDATES: Candidates = Candidates::new(NameClasses(!0));

impl Candidates {
    const fn new(wanted: NameClasses) -> Candidates {
        let mut patterns = [(Bigrams::EMPTY, 0); PATTERNS];
        let mut ends = [0; Bigrams::BITS];
        let mut used = Bigrams::EMPTY;
        let (mut count, mut bit) = (0, 0);
        while bit < Bigrams::BITS {
            let mut rule = 0;
            while rule < RULES.len() {
                let mut pattern = 0;
                while pattern < RULES[rule].any.len() {
                    let bigrams = RULES[rule].any[pattern].substring.bigrams();
                    if bigrams.first() == bit && RULES[rule].gives.0 & wanted.0 != 0 {
                        patterns[count] = (bigrams, 1 << rule);
                        used = used.with_bit(bit);
                        count += 1;
                    }
                    pattern += 1;
                }
                rule += 1;
            }
            ends[bit] = count;
            bit += 1;
        }
        Candidates { patterns, ends, used }
    }

    /// The bits of the rules that a name with these bigrams may match.
    fn rules_of(&self, bigrams: Bigrams) -> u32 {
        let mut rules = 0;
        for bit in bigrams.common(self.used).bits() {
            let start = if bit == 0 { 0 } else { self.ends[bit - 1] };
            for &(pattern, rule) in &self.patterns[start..self.ends[bit]] {
                rules |= if bigrams.contains(pattern) { rule } else { 0 };
            }
        }
        rules
    }
}

/// Patterns as `Position: "text" "text", Position: "text"`.
macro_rules! patterns {
    ($($position:ident: $($text:literal)*),* $(,)?) => {
        &[$($(Pattern { position: Position::$position, substring: Substring::new($text) },)*)*]
    };
}

const RULES: &[Rule] = &[
    Rule {
        gives: NameClasses::BYLINE,
        any: patterns!(Words: "author" "authors" "byline", Anywhere: "authorname" "bylinename"),
        all: &[],
        except: patterns!(
            Words: "bio" "box" "image" "img" "avatar" "info" "social" "photo" "description" "archive" "page" "section" "title" "desc"
            "date" "job" "role" "more" "posts" "icon" "picture" "content" "card",
        ),
    },
    Rule { gives: NameClasses::BYLINE, any: patterns!(Words: "author"), all: patterns!(Words: "name"), except: &[] },
    Rule {
        gives: NameClasses::BYLINE,
        any: patterns!(End: "author"),
        all: &[],
        except: patterns!(Anywhere: "comment", Words: "bio" "box" "image" "img" "avatar" "info" "social" "photo" "description" "archive" "page" "section" "title" "desc"
            "date" "job" "more" "posts" "icon" "picture" "content" "card"),
    },
    Rule {
        gives: NameClasses::DATE,
        any: patterns!(
            End: "date",
            Words: "date" "time" "published" "posted" "dates" "timestamp" "datetime" "modified" "updated" "dateline",
        ),
        all: &[],
        except: &[],
    },
    Rule {
        gives: NameClasses::UNRELATED,
        any: patterns!(
            Anywhere: "comment" "related" "recirc" "teaser" "recommend" "trending" "popular" "moreposts" "latest"
                "pagination",
        ),
        all: &[],
        except: patterns!(FirstWords: "has" "no"),
    },
    // An article or a post may have a footer and a sidebar of its own.
    Rule {
        gives: NameClasses::UNRELATED,
        any: patterns!(Anywhere: "footer" "sidebar"),
        all: &[],
        except: patterns!(FirstWords: "has" "no", Anywhere: "article" "entry" "post"),
    },
    Rule {
        gives: NameClasses::POST,
        any: patterns!(
            FirstWords: "postbody" "postmessage" "messagebody" "messagecontent" "posttext" "blockpost" "postmsg" "forumpost"
                "bbwrapper",
        ),
        all: &[],
        except: &[],
    },
    Rule {
        gives: NameClasses::USER_NAME,
        any: patterns!(Anywhere: "username" "postername" "messagename" "nickname"),
        all: &[],
        except: &[],
    },
    // "comments", "comment-list", "commentswrapper", "disqus_thread"
    Rule {
        gives: NameClasses::COMMENTS,
        any: patterns!(Anywhere: "comment" "disqus", Whole: "replies" "responses"),
        all: &[],
        except: patterns!(
            Words: "no" "has",
            Anywhere: "hide" "respond" "commented" "form" "count" "link" "recent" "button" "popular" "most",
        ),
    },
    // "reviews", "product-reviews__list"
    Rule {
        gives: NameClasses::REVIEWS,
        any: patterns!(Anywhere: "review"),
        all: &[],
        except: patterns!(
            Words: "no" "has",
            Anywhere: "preview" "overview" "reviewed" "form" "count" "link" "recent" "button" "popular" "most",
        ),
    },
    Rule {
        gives: NameClasses::COMMENT_ITEM,
        any: patterns!(
            Anywhere: "comment" "reply" "replies" "response" "message" "post" "item" "entry" "review" "node",
        ),
        all: &[],
        except: &[],
    },
    Rule {
        gives: NameClasses::COMMENT_AUTHOR,
        any: patterns!(
            Words: "fn" "user" "nick" "name",
            Anywhere: "author" "username" "nickname" "commenter" "poster",
        ),
        all: &[],
        except: &[],
    },
    Rule {
        gives: NameClasses::COMMENT_DATE,
        any: patterns!(Words: "date" "time" "ago", Anywhere: "timestamp" "posted" "published" "datetime"),
        all: &[],
        except: &[],
    },
    Rule {
        gives: NameClasses::COMMENT_TEXT,
        any: patterns!(
            Anywhere: "commenttext" "commentcontent" "commentmessage" "commentcopy" "messagetext" "commententry",
        ),
        all: &[],
        except: &[],
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::html::parse::parse;

    #[test]
    fn names_have_the_classes_of_their_words() {
        for (class, names) in [
            (
                NameClasses::BYLINE,
                &["author", "Byline", "post-author", "author-name", "c-author_name__title", "role_author"][..],
            ),
            (NameClasses::DATE, &["date", "entry-date", "publishDate", "last_updated", "timestamp", "time-stamp"]),
            (NameClasses::UNRELATED, &["comments", "related-posts", "Site-Footer", "article-comments"]),
            (NameClasses::POST, &["post-body", "postbody_7"]),
            (NameClasses::USER_NAME, &["UserName", "js-nickname", "user_name"]),
            (NameClasses::COMMENTS, &["comment-list", "commentswrapper", "disqus_thread", "responses"]),
            (NameClasses::REVIEWS, &["reviews", "product-reviews__list"]),
            (NameClasses::COMMENT_ITEM, &["comment-12", "list-item"]),
            (NameClasses::COMMENT_AUTHOR, &["fn", "commenter", "author-link"]),
            (NameClasses::COMMENT_DATE, &["ago", "posted-on"]),
            (NameClasses::COMMENT_TEXT, &["comment-text", "js_comment_content"]),
        ] {
            names.iter().for_each(|name| assert!(name_has(name, class), "{name}"));
        }
    }

    #[test]
    fn words_that_only_contain_a_pattern_give_no_class() {
        for (class, names) in [
            (
                NameClasses::BYLINE,
                &["author-bio", "author-role", "authority", "comment-author-box", "comments-by-commentauthor"][..],
            ),
            (NameClasses::DATE, &["candidate-list", "timeline", "outdated"]),
            (NameClasses::UNRELATED, &["article-footer", "no-comments", "has-sidebar", "entry"]),
            (NameClasses::POST, &["post-bodywork", "my-post-body"]),
            (NameClasses::USER_NAME, &["user", "name"]),
            (NameClasses::COMMENTS, &["no-comments", "comment-form", "comment-count", "most-commented"]),
            (NameClasses::REVIEWS, &["preview", "overview", "review-count"]),
            (NameClasses::COMMENT_AUTHOR, &["filename", "users", "comment-error"]),
            (NameClasses::COMMENT_DATE, &["candidate", "sometimes"]),
            (NameClasses::COMMENT_TEXT, &["comment", "text"]),
        ] {
            names.iter().for_each(|name| assert!(!name_has(name, class), "{name}"));
        }
    }

    #[test]
    fn elements_have_the_classes_of_all_their_attributes() {
        let tree = parse("<p class='lead byline' id=date itemprop=author>x<b itemscope itemtype=x/Comment>y</b>");
        let names = Names::of(&tree, NameClasses::OF_PAGE, Budget::NONE);
        let (p, b) = (tree.next(Tag::P, 0).unwrap(), tree.next(Tag::B, 0).unwrap());
        for class in [NameClasses::BYLINE, NameClasses::DATE, NameClasses::PROPERTY] {
            assert!(names.has(p, class));
        }
        assert!(!names.has(p, NameClasses::TYPED) && names.has(b, NameClasses::TYPED));
        assert!(has(&tree, b, NameClasses::COMMENTS) && !has(&tree, p, NameClasses::COMMENTS));
    }
}
