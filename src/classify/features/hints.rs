//! What authors call their elements: the tokens of classes, ids, roles and microdata, as curated categories and as
//! learned weights.

use super::table::Table;
use super::vocabulary::Vocabulary;
use super::wording::Weigher;
use crate::html::attributes::AttrKey;
use crate::html::tag::Tag;
use crate::html::tree::{NodeId, Tree};
use crate::text::char_class::CharClass;
use crate::text::fnv;
use crate::text::word_hash::{Hash, WordHash, hash};
use once_cell::sync::Lazy;
use rustc_hash::FxHashMap;

macro_rules! categories {
    ($($(#[$doc:meta])* $category:ident: $words:literal,)*) => {
        /// What the name of an element says that it holds.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u8)]
        pub(crate) enum Category { $($(#[$doc])* $category,)* }

        /// How many categories there are.
        pub(crate) const CATEGORIES: usize = [$(Category::$category),*].len();

        const WORDS: &[(Category, &str)] = &[$((Category::$category, $words),)*];
    };
}

// The words are those of Readability.js's and trafilatura's patterns, and what wcxb-dev's pages use beside them.
categories! {
    /// The main content itself.
    Content: "article articlebody articlecontent body blog content entry entrycontent hentry main mainbody maincontent \
        page post postbody postcontent posttext prose story storybody text richtext markdown wysiwyg bodytext",
    /// Comments below a story.
    Comment: "comment comments commentlist disqus discussion replies respond livefyre reviews review feedback",
    /// Parts of a thread.
    Thread: "message messages topic thread answer answers question forum postbit reply bbcode",
    /// Ways through the site.
    Navigation: "nav navigation navbar menu menus submenu breadcrumb breadcrumbs pagination pager paging toolbar tabs \
        topbar toc skip megamenu sitemap navi",
    /// The frame of the page.
    Frame: "header footer masthead foot copyright colophon legal banner topnav bottom",
    /// Boxes beside the content.
    Aside: "sidebar aside widget widgets rail column secondary tertiary complementary side sidenav",
    /// Other pages that the reader might like.
    Related: "related recommended recommendations recommend more similar popular trending latest recent also next \
        previous prev teaser teasers upsell outbrain taboola mostread readmore promo promos",
    /// Buttons to share and follow.
    Share: "share sharing social facebook twitter addthis addtoany sharedaddy sociable like likes pinterest whatsapp",
    /// Facts about the text rather than text.
    Meta: "meta byline author authors date dateline time timestamp tags tag tagged category categories published \
        postmeta info details avatar signature bio contributor credit user profile username",
    /// Advertisements.
    Advertisement: "ad ads adsense advert advertisement advertising sponsor sponsored dfp commercial adslot adunit",
    /// Asks something of the reader.
    Prompt: "cookie cookies consent gdpr popup modal overlay newsletter subscribe subscription signup login register \
        paywall notice alert dialog lightbox optin",
    /// Forms and controls.
    Control: "button btn buttons form search filter filters facet facets sort input dropdown select cart wishlist \
        checkout quantity rating ratings stars tooltip",
    /// A single thing of many.
    Card: "card cards item items tile tiles grid list product products result results listing row",
    /// A product's or service's description.
    Description: "description desc specs specification specifications features feature overview summary details \
        productdescription about",
    /// Captions and pictures.
    Media: "caption figure image img gallery photo video media slider carousel slideshow thumbnail thumb",
    /// A heading by name.
    Heading: "title headline heading subtitle header h1 h2 h3",
    /// Not shown, or only to some.
    Hidden: "hidden hide collapse collapsed sr screenreader visuallyhidden invisible print noprint offscreen",
    /// The element for the head of a page or of a part of it, whatever its name.
    Header: "",
    /// The element for the foot of a page or of a part of it, whatever its name.
    Footer: "contentinfo",
    /// The element for what stands beside the content, whatever its name.
    Complementary: "complementary",
    /// What is written below a picture or a table.
    Caption: "figcaption captiontext",
    /// The words of somebody else.
    Quote: "blockquote quote",
}

/// The categories of each word, a bit each.
static CURATED: Lazy<Table<u32, 1024>> = Lazy::new(|| {
    let mut table = Table::new();
    for &(category, words) in WORDS {
        for word in words.split_whitespace() {
            *table.entry(hash(word)) |= 1 << category as u8;
        }
    }
    table
});

const BOILERPLATE: u32 = 1 << Category::Comment as u8
    | 1 << Category::Navigation as u8
    | 1 << Category::Frame as u8
    | 1 << Category::Aside as u8
    | 1 << Category::Related as u8
    | 1 << Category::Share as u8
    | 1 << Category::Meta as u8
    | 1 << Category::Advertisement as u8
    | 1 << Category::Prompt as u8
    | 1 << Category::Control as u8;

/// A long class attribute (utility classes, generated names) says no more behind this many tokens.
const MOST_TOKENS: usize = 24;

/// The hints of one element.
#[derive(Clone, Copy, Debug, Default)]
struct Hint {
    categories: u32,
    /// Of the class, without digits, so that "post-41" is like "post-42".
    class: Hash,
    /// Learned log-odds of content: the sum over its attributes of the mean over their known tokens.
    weight: f32,
}

/// The hints of all elements.
pub(crate) struct Hints {
    of: Vec<Hint>,
    /// Elements that declare themselves to be the main content.
    pub main: Vec<NodeId>,
    /// Elements that declare a type.
    pub typed: Vec<NodeId>,
}

impl Hints {
    pub fn new(tree: &Tree, vocabulary: &Vocabulary) -> Hints {
        let of_tag = |&tag: &Tag| Hint { categories: by_tag(tag), class: NO_CLASS, weight: 0.0 };
        let mut hints = Hints { of: tree.tag.iter().map(of_tag).collect(), main: Vec::new(), typed: Vec::new() };
        let mut seen: FxHashMap<&str, Hint> =
            FxHashMap::with_capacity_and_hasher(tree.attrs.len() / 8, rustc_hash::FxBuildHasher);
        for (node, key, value) in tree.all_attrs(is_naming) {
            let named = match key {
                // Nearly each is another one.
                AttrKey::Id => hint_of(value, vocabulary),
                _ => *seen
                    .entry(value)
                    .or_insert_with(|| Hint { class: without_digits(value), ..hint_of(value, vocabulary) }),
            };
            let hint = &mut hints.of[node as usize];
            hint.categories |= named.categories;
            hint.weight += named.weight;
            match key {
                AttrKey::Class => hint.class = named.class,
                AttrKey::Role if matches!(value, "main" | "article") => hints.main.push(node),
                AttrKey::Itemprop if value == "articleBody" => hints.main.push(node),
                AttrKey::Itemtype => hints.typed.push(node),
                _ => {}
            }
        }
        let is_main = |&node: &NodeId| matches!(tree.tag(node), Tag::Main | Tag::Article);
        hints.main.extend((0..tree.len() as NodeId).filter(is_main));
        hints.main.sort_unstable();
        hints
    }

    /// Whether the element's names tell anything.
    pub fn tells(&self, node: NodeId) -> bool {
        let hint = &self.of[node as usize];
        hint.categories != 0 || hint.weight != 0.0
    }

    pub fn has(&self, node: NodeId, category: Category) -> bool {
        self.of[node as usize].categories & 1 << category as u8 != 0
    }

    pub fn categories(&self, node: NodeId) -> u32 {
        self.of[node as usize].categories
    }

    pub fn weight(&self, node: NodeId) -> f32 {
        self.of[node as usize].weight
    }

    /// The hash of the element's class without digits, so that "post-41" is like "post-42".
    pub fn class(&self, node: NodeId) -> Hash {
        self.of[node as usize].class
    }

    /// Whether the names say boilerplate and nothing says content.
    pub fn is_boilerplate(&self, node: NodeId) -> bool {
        let categories = self.of[node as usize].categories;
        categories & BOILERPLATE != 0 && categories & (1 << Category::Content as u8) == 0
    }
}

fn is_naming(key: AttrKey) -> bool {
    matches!(key, AttrKey::Class | AttrKey::Id | AttrKey::Role | AttrKey::Itemprop | AttrKey::Itemtype)
}

/// The categories of the element itself, a bit each.
fn by_tag(tag: Tag) -> u32 {
    let categories: &[Category] = match tag {
        Tag::Nav | Tag::Menu => &[Category::Navigation],
        Tag::Header => &[Category::Header],
        Tag::Footer => &[Category::Frame, Category::Footer],
        Tag::Aside => &[Category::Aside, Category::Complementary],
        Tag::Main | Tag::Article => &[Category::Content],
        Tag::Form | Tag::Button | Tag::Label | Tag::Fieldset => &[Category::Control],
        Tag::Figcaption => &[Category::Media, Category::Caption],
        Tag::Blockquote => &[Category::Quote],
        Tag::Dialog => &[Category::Prompt],
        Tag::Address | Tag::Time => &[Category::Meta],
        _ => &[],
    };
    categories.iter().fold(0, |bits, &category| bits | 1 << category as u8)
}

/// FNV-1a over the bytes of a name without its digits.
fn without_digits(name: &str) -> Hash {
    fnv::of_bytes(name.bytes().filter(|byte| !byte.is_ascii_digit()))
}

/// The same of no byte.
const NO_CLASS: Hash = fnv::EMPTY;

fn hint_of(value: &str, vocabulary: &Vocabulary) -> Hint {
    let curated = &*CURATED;
    let mut categories = 0;
    let mut weigher = Weigher::new(vocabulary);
    tokens(value, |token| {
        categories |= curated.get(token).unwrap_or(0);
        weigher.add(token);
    });
    Hint { categories, class: NO_CLASS, weight: weigher.finish().mean }
}

/// Hands on the hash of each token of a naming attribute: words between separators, parted at changes of case and at
/// digits ("postBody-42" has "post" and "body"), and whole names.
pub(crate) fn tokens(value: &str, mut found: impl FnMut(Hash)) {
    if value.is_ascii() && memchr::memchr(b'/', value.as_bytes()).is_none() {
        return tokens_of_names(value.as_bytes(), CharClass::of, WordHash::push_ascii, &mut found);
    }
    for name in value.split_whitespace().take(MOST_TOKENS) {
        let name = name.rsplit('/').next().unwrap_or(name);
        if name.is_ascii() {
            tokens_of_names(name.as_bytes(), CharClass::of, WordHash::push_ascii, &mut found);
            continue;
        }
        let name: Vec<char> = name.chars().collect();
        tokens_of_names(&name, CharClass::of_char, WordHash::push, &mut found);
    }
}

/// `class` tells what a character of the names is, and `push` adds a letter to a hash.
#[inline(always)]
fn tokens_of_names<C: Copy>(
    names: &[C],
    class: impl Fn(C) -> CharClass,
    push: impl Fn(&mut WordHash, C),
    found: &mut impl FnMut(Hash),
) {
    // Of the name: all of its letters, how many words they are, and where it begins.
    let (mut whole, mut words, mut start) = (WordHash::default(), 0, 0);
    let (mut count, mut at) = (0, 0);
    while at <= names.len() && count < MOST_TOKENS {
        let mut word = WordHash::default();
        let (first, mut last) = (at, CharClass::Space);
        while let Some(&c) = names.get(at) {
            let class = class(c);
            if !class.is_letter() || class == CharClass::Upper && last == CharClass::Lower {
                break;
            }
            last = class;
            push(&mut word, c);
            push(&mut whole, c);
            at += 1;
        }
        if at > first {
            found(word.finish());
            words += 1;
        }
        let next = names.get(at).map_or(CharClass::Space, |&c| class(c));
        if next == CharClass::Space {
            if words > 1 {
                found(whole.finish());
            }
            count += usize::from(at > start);
            (whole, words, start) = (WordHash::default(), 0, at + 1);
        }
        at += usize::from(!next.is_letter());
    }
}

/// The naming tokens of one element, each once.
#[cfg(feature = "_internals")]
pub(crate) fn tokens_of(tree: &Tree, node: NodeId) -> Vec<Hash> {
    let mut all = Vec::new();
    for (_, value) in tree.attrs(node).filter(|&(key, _)| is_naming(key)) {
        tokens(value, |token| all.push(token));
    }
    all.sort_unstable();
    all.dedup();
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::html::parse::parse;

    #[test]
    fn tokens_of_names() {
        let mut found = Vec::new();
        tokens("postBody-42 share_bar", |token| found.push(token));
        assert_eq!(found, ["post", "body", "postbody", "share", "bar", "sharebar"].map(hash));
    }

    #[test]
    fn categories_of_elements() {
        let tree = parse("<div class='entry-content'><aside id=sidebar>x</aside></div>");
        let hints = Hints::new(&tree, &Vocabulary::default());
        let aside = (0..tree.len() as NodeId).find(|&node| tree.tag(node) == Tag::Aside).unwrap();
        assert!(hints.has(tree.parent(aside), Category::Content) && !hints.is_boilerplate(tree.parent(aside)));
        assert!(hints.is_boilerplate(aside));
    }
}
