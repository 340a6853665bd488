//! Extracts one page, and measures the result and the time.

use super::metadata::Facts;
use super::structure::{Structure, structure};
use crate::corpus::{Gold, Page};
use crate::measures::{Score, Snippets, word_score};
use crate::words::{Unit, collapse_whitespace};
use maintext::{Article, Error, Extractor, Input, TextOptions};
use std::time::{Duration, Instant};

/// How pages are extracted and measured.
#[derive(Clone, Copy, Default)]
pub struct Modes {
    /// Extract from flattened text, one line per block, instead of HTML.
    pub plain: bool,
    /// Give the extractor the URL of the page.
    pub url: bool,
    /// Measure the text with the comments after it.
    pub comments: bool,
    /// Also measure by character.
    pub by_character: bool,
    /// Also measure the code, tables and formulas of the Markdown.
    pub structure: bool,
}

/// The result of extracting a page.
pub struct Prediction {
    pub id: String,
    pub page_type: String,
    pub url: Option<String>,
    pub gold: Gold,
    pub facts: Facts,
    pub text: String,
    /// `None` if the gold text is not known.
    pub words: Option<Score>,
    /// The score by character, if it is measured.
    pub characters: Option<Score>,
    pub snippets: Snippets,
    /// How much of code, tables and formulas the Markdown has, if it is measured.
    pub structure: Option<Structure>,
    /// The F1 that the extractor expects.
    pub confidence: f32,
    /// Time from bytes in memory to text, on one thread.
    pub time: Duration,
    /// Size of the input.
    pub bytes: usize,
    pub error: Option<Error>,
}

fn text_of(article: &Article, modes: Modes) -> String {
    match modes.comments {
        true => article.text_with(&TextOptions::new().with_comments(true)),
        false => article.text().to_owned(),
    }
}

pub fn predict(extractor: &Extractor, page: Page, modes: Modes) -> Prediction {
    let bytes = if modes.plain { flatten(extractor, &page.html) } else { page.html };
    let input = if modes.plain { Input::plain(&bytes).with_charset("utf-8") } else { Input::bytes(&bytes) };
    let input = input.with_url(page.url.as_deref().filter(|_| modes.url));
    let start = Instant::now();
    let result = extractor.extract(input).map(|article| (text_of(&article, modes), article));
    let time = start.elapsed();

    let gold = page.gold;
    let structure = match (&result, &gold.main_content) {
        (Ok((_, article)), Some(gold)) if modes.structure => {
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
        characters: if modes.by_character { score(Unit::Character) } else { None },
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

/// Returns the text of all blocks, one per line, whether kept or dropped. A page that is an error has no text.
fn flatten(extractor: &Extractor, html: &[u8]) -> Vec<u8> {
    let lines = |article: Article| article.blocks().map(|b| collapse_whitespace(b.text()) + "\n").collect::<String>();
    extractor.extract(Input::bytes(html)).map(lines).unwrap_or_default().into_bytes()
}
