//! Writes predictions as JSON, one object per line, for other programs.

use super::metadata::Facts;
use super::prediction::Prediction;
use super::structure::Structure;
use crate::measures::{Score, Snippets};
use serde::Serialize;
use std::io::{self, Write};

#[derive(Serialize)]
struct Line<'a> {
    id: &'a str,
    set: &'a str,
    page_type: &'a str,
    #[serde(flatten)]
    facts: &'a Facts,
    text: &'a str,
    /// Absent if the gold text is not known.
    #[serde(flatten)]
    words: Option<Score>,
    #[serde(skip_serializing_if = "Option::is_none")]
    characters: Option<Score>,
    snippets: Snippets,
    #[serde(skip_serializing_if = "Option::is_none")]
    structure: Option<Structure>,
    confidence: f32,
    milliseconds: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
}

pub fn write(out: &mut impl Write, set: &str, predictions: &[Prediction]) -> io::Result<()> {
    for page in predictions {
        let line = Line {
            id: &page.id,
            set,
            page_type: &page.page_type,
            facts: &page.facts,
            text: &page.text,
            words: page.words,
            characters: page.characters,
            snippets: page.snippets,
            structure: page.structure,
            confidence: page.confidence,
            milliseconds: page.time.as_secs_f64() * 1e3,
            error: page.error.as_ref().map(ToString::to_string),
        };
        serde_json::to_writer(&mut *out, &line)?;
        out.write_all(b"\n")?;
    }
    out.flush()
}
