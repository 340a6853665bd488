//! Categories of element names: what classes, ids and roles say about the content of an element.

use crate::classify::features::columns::Column;
use crate::classify::features::hash_table::HashTable;
use crate::html::tag::Tag;
use crate::text::word_hash::{Hash, hash};
use once_cell::sync::Lazy;

macro_rules! categories {
    ($($(#[$doc:meta])* $category:ident ($column:ident): $words:literal,)*) => {
        /// What the name of an element says about its content.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u8)]
        pub(crate) enum Category { $($(#[$doc])* $category,)* }

        const WORDS: &[(Category, &str)] = &[$((Category::$category, $words),)*];

        /// Number of categories.
        pub(crate) const CATEGORIES: usize = WORDS.len();

        // The steps to the nearest element of each category are written to their columns as one run.
        const _: () = {
            $(assert!(
                Column::ToContent as usize + Category::$category as usize == Column::$column as usize,
                "categories and their columns must have the same order"
            );)*
        };
    };
}

// The words of the patterns of Readability.js and trafilatura, and other common words of the pages of wcxb-dev.
categories! {
    /// The main content.
    Content (ToContent): "article articlebody articlecontent body blog content entry entrycontent hentry main \
        mainbody maincontent page post postbody postcontent posttext prose story storybody text richtext markdown \
        wysiwyg bodytext",
    /// Reader comments.
    Comment (ToComment): "comment comments commentlist disqus discussion replies respond livefyre reviews review \
        feedback",
    /// Parts of a thread.
    Thread (ToThread): "message messages topic thread answer answers question forum postbit reply bbcode",
    /// Navigation of the site.
    Navigation (ToNavigation): "nav navigation navbar menu menus submenu breadcrumb breadcrumbs pagination pager \
        paging toolbar tabs topbar toc skip megamenu sitemap navi",
    /// The top and the bottom of every page of the site.
    Frame (ToFrame): "header footer masthead foot copyright colophon legal banner topnav bottom",
    /// Boxes beside the content.
    Aside (ToAside): "sidebar aside widget widgets rail column secondary tertiary complementary side sidenav",
    /// Links to other pages of interest.
    Related (ToRelated): "related recommended recommendations recommend more similar popular trending latest recent \
        also next previous prev teaser teasers upsell outbrain taboola mostread readmore promo promos",
    /// Share and follow buttons.
    Share (ToShare): "share sharing social facebook twitter addthis addtoany sharedaddy sociable like likes \
        pinterest whatsapp",
    /// Metadata of the text.
    Meta (ToMeta): "meta byline author authors date dateline time timestamp tags tag tagged category categories \
        published postmeta info details avatar signature bio contributor credit user profile username",
    /// Advertisements.
    Advertisement (ToAdvertisement): "ad ads adsense advert advertisement advertising sponsor sponsored dfp \
        commercial adslot adunit",
    /// Prompts for consent, subscription or login.
    Prompt (ToPrompt): "cookie cookies consent gdpr popup modal overlay newsletter subscribe subscription signup \
        login register paywall notice alert dialog lightbox optin",
    /// Forms and controls.
    Control (ToControl): "button btn buttons form search filter filters facet facets sort input dropdown select \
        cart wishlist checkout quantity rating ratings stars tooltip",
    /// An item of a list of similar items.
    Card (ToCard): "card cards item items tile tiles grid list product products result results listing row",
    /// The description of a product or service.
    Description (ToDescription): "description desc specs specification specifications features feature overview \
        summary details productdescription about",
    /// Images, videos and their captions.
    Media (ToMedia): "caption figure image img gallery photo video media slider carousel slideshow thumbnail thumb",
    /// Headings.
    Heading (ToHeading): "title headline heading subtitle header h1 h2 h3",
    /// Content that is hidden, or visible for some readers only.
    Hidden (ToHidden): "hidden hide collapse collapsed sr screenreader visuallyhidden invisible print noprint \
        offscreen",
    /// The `<header>` element.
    Header (ToHeader): "",
    /// The `<footer>` element and its role.
    Footer (ToFooter): "contentinfo",
    /// The `<aside>` element and its role.
    Complementary (ToComplementary): "complementary",
    /// The caption of an image or table.
    Caption (ToCaption): "figcaption captiontext",
    /// A quotation.
    Quote (ToQuote): "blockquote quote",
}

/// A set of categories: a bit for each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct CategorySet(u32);

const _: () = assert!(CATEGORIES <= u32::BITS as usize);

impl CategorySet {
    const fn of(categories: &[Category]) -> CategorySet {
        let (mut bits, mut at) = (0, 0);
        while at < categories.len() {
            bits |= 1 << categories[at] as u8;
            at += 1;
        }
        CategorySet(bits)
    }

    #[inline]
    pub fn contains(self, category: Category) -> bool {
        self.0 & 1 << category as u8 != 0
    }

    #[inline]
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    #[inline]
    pub fn union(self, other: CategorySet) -> CategorySet {
        CategorySet(self.0 | other.0)
    }

    #[inline]
    pub fn without(self, other: CategorySet) -> CategorySet {
        CategorySet(self.0 & !other.0)
    }

    /// Returns the numbers of the categories in the set.
    #[inline]
    pub fn numbers(self) -> impl Iterator<Item = usize> {
        let mut rest = self.0;
        std::iter::from_fn(move || {
            let number = (rest != 0).then(|| rest.trailing_zeros() as usize);
            rest &= rest.wrapping_sub(1);
            number
        })
    }

    /// Whether the names tell of boilerplate and not of content.
    pub fn is_boilerplate(self) -> bool {
        self.0 & BOILERPLATE.0 != 0 && !self.contains(Category::Content)
    }
}

const BOILERPLATE: CategorySet = CategorySet::of(&[
    Category::Comment,
    Category::Navigation,
    Category::Frame,
    Category::Aside,
    Category::Related,
    Category::Share,
    Category::Meta,
    Category::Advertisement,
    Category::Prompt,
    Category::Control,
]);

/// The categories of each word.
static CATEGORIES_OF_WORDS: Lazy<HashTable<CategorySet, 1024>> = Lazy::new(|| {
    let mut table = HashTable::new();
    for &(category, words) in WORDS {
        for word in words.split_whitespace() {
            let categories: &mut CategorySet = table.entry(hash(word));
            *categories = categories.union(CategorySet::of(&[category]));
        }
    }
    table
});

/// Returns the categories of words, by their hashes.
pub(crate) fn categories_of_words() -> impl Fn(Hash) -> CategorySet {
    let table = &*CATEGORIES_OF_WORDS;
    |word| table.get(word).unwrap_or_default()
}

/// Returns the categories of an element by its tag.
pub(crate) fn categories_of_tag(tag: Tag) -> CategorySet {
    CategorySet::of(match tag {
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
    })
}
