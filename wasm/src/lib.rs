//! The library `maintext` for JavaScript. `js/` wraps what this module exports: strings and JSON go across the border,
//! objects are made on the side of JavaScript.

mod article;
mod blocks;
mod chunks;
mod failure;
mod options;
mod utf16;

pub use article::ExtractedArticle;
pub use failure::Failure;

use maintext::{Extractor, Input};
use options::PageOptions;
use wasm_bindgen::prelude::wasm_bindgen;

/// Extracts the main text of a page that is decoded already. `options` is the JSON of [`PageOptions`].
#[wasm_bindgen(js_name = extractText)]
pub fn extract_text(page: &str, options: &str) -> Result<ExtractedArticle, Failure> {
    extract(Input::html(page), options)
}

/// Extracts the main text of a page in bytes. `options` is the JSON of [`PageOptions`].
#[wasm_bindgen(js_name = extractBytes)]
pub fn extract_bytes(page: &[u8], options: &str) -> Result<ExtractedArticle, Failure> {
    extract(Input::bytes(page), options)
}

/// Returns whether a page has main text, without writing it.
#[wasm_bindgen(js_name = isArticle)]
pub fn is_article(page: &[u8], is_text: bool, options: &str) -> Result<bool, Failure> {
    let options = PageOptions::from_json(options)?;
    let decoded = is_text.then(|| String::from_utf8_lossy(page));
    let input = decoded.as_deref().map_or(Input::bytes(page), Input::html);
    Ok(Extractor::new(options.extractor()?).is_article(options.apply(input))?)
}

fn extract(input: Input<'_>, options: &str) -> Result<ExtractedArticle, Failure> {
    let options = PageOptions::from_json(options)?;
    let result = Extractor::new(options.extractor()?).extract(options.apply(input));
    Ok(ExtractedArticle::new(result?))
}
