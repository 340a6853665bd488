//! Synthetic pages for training: annotated articles with teasers of other articles, comments and calls to subscribe
//! inserted. Some are shortened, some have no element names, and some have nothing else around the article.
//!
//! The annotated sets have few news pages with related articles, and fewer pages without element names. A model trained
//! on these sets only keeps teasers on such pages.

mod boxes;
mod random;
mod story;

use crate::corpus::{Gold, Page};
use random::Random;

/// The name of the set of synthetic pages.
pub const SET: &str = "synthetic";

/// Length in bytes of gold texts that are copied. Shorter ones have too little text, and longer ones would dominate the
/// copies. Chosen by hand.
const GOLD_CHARS: std::ops::Range<usize> = 300..12_000;

/// A title and the beginning of an article.
pub struct Teaser {
    title: String,
    text: String,
}

impl Teaser {
    /// Returns the teaser of a page; `None` if the page has no suitable title or no line of 14 words or more.
    pub fn of(page: &Page) -> Option<Teaser> {
        let html = String::from_utf8_lossy(&page.html);
        let title = between(&html, "<title", "</title>")?.split_once('>')?.1;
        let title = [" | ", " - ", " – ", " — "]
            .iter()
            .fold(title, |title, mark| title.split(mark).next().unwrap_or(title))
            .trim();
        let text = page.gold.main_content.as_deref()?.lines().find(|line| line.split_whitespace().count() >= 14)?;
        let is_fit = (3..20).contains(&title.split_whitespace().count());
        is_fit.then(|| Teaser { title: title.to_owned(), text: text.trim().to_owned() })
    }
}

/// Whether the page can be copied.
pub fn is_fit(page: &Page) -> bool {
    page.page_type == "article" && page.gold.main_content.as_ref().is_some_and(|gold| GOLD_CHARS.contains(&gold.len()))
}

/// Separates the id of a page from the number of its copy. The id seeds the copy, so another separator would give other
/// copies than those that the embedded model was trained on.
const MARK: &str = "-made-";

/// Returns the id of the page that a copy was made of, or the id itself if the page is not a copy.
pub fn origin(id: &str) -> &str {
    id.split_once(MARK).map_or(id, |(origin, _)| origin)
}

/// Number of copies of a page.
const COPIES: usize = 2;

/// Returns copies of `page` with teasers of other pages. The same page and teasers always give the same copies.
pub fn copies<'p>(page: &'p Page, teasers: &'p [Teaser]) -> impl Iterator<Item = Page> + 'p {
    (0..COPIES).map(move |copy| make(page, &format!("{}{MARK}{copy}", page.id), teasers))
}

fn make(page: &Page, id: &str, teasers: &[Teaser]) -> Page {
    let mut random = Random::new(id);
    let boxes = boxes::boxes(&mut random, teasers);
    let html = String::from_utf8_lossy(&page.html);
    let gold = page.gold.main_content.as_deref().unwrap_or_default();
    let is_short = random.below(2) == 0;
    let (html, gold) = match random.below(3) {
        2 => {
            let gold = if is_short { story::beginning(gold, &mut random) } else { gold.to_owned() };
            (story::without_surroundings(page, &html, &gold, &boxes, &mut random, teasers), gold)
        }
        kind => {
            let (html, gold) = match is_short {
                true => story::shortened(&html, gold, &mut random),
                false => (html.into_owned(), gold.to_owned()),
            };
            let html = if random.below(2) == 0 { story::interrupted(&html, &mut random, teasers) } else { html };
            let html = insert(&html, &boxes, &mut random);
            (if kind == 1 { story::without_names(&html) } else { html }, gold)
        }
    };
    Page {
        id: id.to_owned(),
        page_type: page.page_type.clone(),
        url: page.url.clone(),
        gold: Gold { main_content: Some(gold), ..Gold::default() },
        html: html.into_bytes(),
    }
}

/// Inserts the boxes where pages have them: at the end of the article, of the main part, or of the page.
fn insert(html: &str, boxes: &str, random: &mut Random) -> String {
    let ends = ["</article>", "</main>", "<footer", "</body>"];
    let from = random.below(ends.len());
    let position = (0..ends.len()).find_map(|i| html.rfind(ends[(from + i) % ends.len()])).unwrap_or(html.len());
    format!("{}{boxes}{}", &html[..position], &html[position..])
}

fn between<'h>(html: &'h str, from: &str, to: &str) -> Option<&'h str> {
    let start = html.find(from)?;
    let end = html[start..].find(to)?;
    Some(&html[start..start + end])
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
