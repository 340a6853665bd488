//! The extractors that are compared. Each extracts the main text of a page with its default options.

use dom_content_extraction::get_content;
use maintext::{Extractor, Input, scraper};

/// An extractor, or a baseline.
pub struct Contestant {
    pub name: &'static str,
    /// Returns the length of the main text in bytes, or `None` if the extractor returns an error.
    pub run: fn(&Page) -> Option<usize>,
}

/// A page as bytes and as text. Decoding is part of the time of maintext only; the others get the text.
pub struct Page {
    pub bytes: Vec<u8>,
    pub text: String,
}

impl Page {
    pub fn new(bytes: Vec<u8>) -> Page {
        let text = maintext::internals::decode(&bytes).into_owned();
        Page { text, bytes }
    }
}

/// All contestants. The first is the baseline: parsing without extraction.
pub const CONTESTANTS: &[Contestant] = &[
    Contestant { name: "scraper parse", run: scraper_parse },
    Contestant { name: "maintext", run: maintext },
    Contestant { name: "dom-content-extraction", run: dom_content_extraction },
    Contestant { name: "dom_smoothie", run: dom_smoothie },
    Contestant { name: "libreadability", run: libreadability },
    Contestant { name: "trafilatura", run: trafilatura },
    Contestant { name: "rs-trafilatura", run: rs_trafilatura },
];

fn scraper_parse(page: &Page) -> Option<usize> {
    Some(scraper::Html::parse_document(&page.text).tree.values().len())
}

fn maintext(page: &Page) -> Option<usize> {
    thread_local!(static EXTRACTOR: Extractor = Extractor::default());
    EXTRACTOR.with(|extractor| Some(extractor.extract(Input::bytes(&page.bytes)).ok()?.text().len()))
}

fn dom_content_extraction(page: &Page) -> Option<usize> {
    let document = dom_content_extraction::scraper::Html::parse_document(&page.text);
    Some(get_content(&document).ok()?.len())
}

fn dom_smoothie(page: &Page) -> Option<usize> {
    let mut readability = dom_smoothie::Readability::new(page.text.as_str(), None, None).ok()?;
    Some(readability.parse().ok()?.text_content.len())
}

fn libreadability(page: &Page) -> Option<usize> {
    Some(libreadability::extract(&page.text, None).ok()?.text_content.len())
}

fn trafilatura(page: &Page) -> Option<usize> {
    Some(trafilatura::extract(&page.text, &trafilatura::Options::default()).ok()?.content_text.len())
}

fn rs_trafilatura(page: &Page) -> Option<usize> {
    Some(rs_trafilatura::extract(&page.text).ok()?.content_text.len())
}
