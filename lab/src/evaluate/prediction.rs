//! Runs the extractor over one page, and scores and times what it gives.

use super::metadata::Facts;
use super::structure::{Structure, structure};
use crate::corpus::{Gold, Page};
use crate::measures::{Score, Snippets, word_score};
use crate::words::{Unit, collapse_whitespace};
use maintext::{Article, Error, Extractor, Input};
use std::time::{Duration, Instant};

/// How pages are handed to the extractor.
#[derive(Clone, Copy, Default)]
pub struct Handing {
    /// As flattened text, one line a block, rather than as HTML.
    pub plain: bool,
    /// With the URL of the ground truth.
    pub url: bool,
    /// Judged by characters too, not only by words.
    pub by_character: bool,
    /// Judged by the code, tables and formulas of its Markdown, too.
    pub structure: bool,
}

/// What the extractor made of a page.
pub struct Prediction {
    pub id: String,
    pub page_type: String,
    pub url: Option<String>,
    pub gold: Gold,
    pub facts: Facts,
    pub text: String,
    /// None where the gold text is not known.
    pub words: Option<Score>,
    /// The same by characters, where that was asked for.
    pub characters: Option<Score>,
    pub snippets: Snippets,
    /// What its Markdown kept, where that was asked for.
    pub structure: Option<Structure>,
    /// What the extractor expects the F1 to be.
    pub confidence: f32,
    /// From bytes in memory to text, on one thread.
    pub time: Duration,
    /// The size of what was handed over.
    pub bytes: usize,
    pub error: Option<Error>,
}

pub fn predict(extractor: &Extractor, page: Page, handing: Handing) -> Prediction {
    let bytes = if handing.plain { flatten(extractor, &page.html) } else { page.html };
    let input = if handing.plain { Input::plain(&bytes).with_charset("utf-8") } else { Input::bytes(&bytes) };
    let input = input.with_url(page.url.as_deref().filter(|_| handing.url));
    let start = Instant::now();
    let result = extractor.extract(input).map(|article| (article.text().to_owned(), article));
    let time = start.elapsed();

    let gold = page.gold;
    let structure = match (&result, &gold.main_content) {
        (Ok((_, article)), Some(gold)) if handing.structure => {
            Some(structure(&String::from_utf8_lossy(&bytes), &article.markdown(), gold))
        }
        _ => None,
    };
    let (facts, text, confidence, error) = match result {
        Ok((text, article)) => (Facts::of(&article), text, article.confidence(), None),
        Err(error) => (Facts::default(), String::new(), 0.0, Some(error)),
    };
    let score = |unit| gold.main_content.as_deref().map(|gold| word_score(&text, gold, unit));
    Prediction {
        words: score(Unit::Word),
        characters: if handing.by_character { score(Unit::Character) } else { None },
        snippets: Snippets::count(&text, &gold.with, &gold.without),
        bytes: bytes.len(),
        id: page.id,
        page_type: page.page_type,
        url: page.url,
        gold,
        facts,
        structure,
        text,
        confidence,
        time,
        error,
    }
}

/// The page's whole text, one line a block, kept or not. A page that cannot be taken gives no text.
fn flatten(extractor: &Extractor, html: &[u8]) -> Vec<u8> {
    let lines = |article: Article| article.blocks().map(|b| collapse_whitespace(b.text()) + "\n").collect::<String>();
    extractor.extract(Input::bytes(html)).map(lines).unwrap_or_default().into_bytes()
}
