//! Synthetic pages for training: annotated articles with teasers of other articles, comments and calls put in, some cut
//! short, some without the names of their elements, some without anything else around them.
//!
//! News pages amid related articles are few in the annotated sets, and pages that name nothing fewer; this is where a
//! model that learned from those sets alone keeps teasers.

mod boxes;
mod random;
mod story;

use crate::corpus::{Gold, Page};
use random::Random;

/// The name of the set of synthetic pages.
pub const SET: &str = "synthetic";

/// Golds of fewer or more characters are left alone: too little to tell, or a page of which the copy would weigh most.
const GOLD_CHARS: std::ops::Range<usize> = 300..12_000;

/// A title and the beginning of an article.
pub struct Teaser {
    title: String,
    text: String,
}

impl Teaser {
    /// The teaser of a page; none where it lacks a title or a sentence of some length.
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

/// Whether a copy of the page may be made.
pub fn is_fit(page: &Page) -> bool {
    page.page_type == "article" && page.gold.main_content.as_ref().is_some_and(|gold| GOLD_CHARS.contains(&gold.len()))
}

/// Separates a page's id from the number of its copy. The id seeds the copy: another mark would give other copies than
/// those that the embedded model was trained on.
const MARK: &str = "-made-";

/// The id of the page that a copy was made of; of any other page its own.
pub fn origin(id: &str) -> &str {
    id.split_once(MARK).map_or(id, |(origin, _)| origin)
}

/// How many copies are made of a page.
const COPIES: usize = 2;

/// Copies of `page` with teasers of other pages. The same page and teasers always give the same copies.
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
            (story::bare(page, &html, &gold, &boxes, &mut random, teasers), gold)
        }
        kind => {
            let (html, gold) = match is_short {
                true => story::shortened(&html, gold, &mut random),
                false => (html.into_owned(), gold.to_owned()),
            };
            let html = if random.below(2) == 0 { story::interrupted(&html, &mut random, teasers) } else { html };
            let html = put_in(&html, &boxes, &mut random);
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

/// The page with the boxes where pages have them: at the end of the article, of the main part, or of the page.
fn put_in(html: &str, boxes: &str, random: &mut Random) -> String {
    let ends = ["</article>", "</main>", "<footer", "</body>"];
    let from = random.below(ends.len());
    let place = (0..ends.len()).find_map(|i| html.rfind(ends[(from + i) % ends.len()])).unwrap_or(html.len());
    format!("{}{boxes}{}", &html[..place], &html[place..])
}

fn between<'h>(html: &'h str, from: &str, to: &str) -> Option<&'h str> {
    let start = html.find(from)?;
    let end = html[start..].find(to)?;
    Some(&html[start..start + end])
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
