//! Reads annotated pages in the layout in which WCXB is published: `html/ID.html.gz` and `ground-truth/ID.json`.

use flate2::read::MultiGzDecoder;
use rayon::prelude::*;
use serde_json::Value;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// What is known of a page's main content.
pub enum Truth {
    /// All of it.
    Text(String),
    /// Only snippets: see [`Page::with`] and [`Page::without`].
    Snippets,
}

/// A page and its annotation.
pub struct Page {
    pub set: String,
    pub id: String,
    /// The page type: `article`, `forum`, ...
    pub kind: String,
    pub url: Option<String>,
    pub html: Vec<u8>,
    pub truth: Truth,
    /// Texts of the main content.
    pub with: Vec<String>,
    /// Texts of the boilerplate.
    pub without: Vec<String>,
}

/// All pages of a set, in the order of their ids.
pub fn load(set: &Path) -> io::Result<Vec<Page>> {
    let mut truths: Vec<PathBuf> = fs::read_dir(set.join("ground-truth"))?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()?;
    truths.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
    truths.sort();
    truths.par_iter().map(|truth| read(set, truth)).collect()
}

fn read(set: &Path, truth: &Path) -> io::Result<Page> {
    let json: Value = serde_json::from_slice(&fs::read(truth)?)?;
    let id = truth.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let mut html = Vec::new();
    MultiGzDecoder::new(File::open(set.join("html").join(format!("{id}.html.gz")))?).read_to_end(&mut html)?;
    let annotation = &json["ground_truth"];
    let texts = |key: &str| -> Vec<String> {
        let values = annotation[key].as_array().into_iter().flatten();
        values.filter_map(Value::as_str).map(str::to_owned).collect()
    };
    Ok(Page {
        set: set.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        id,
        kind: json["_internal"]["page_type"]["primary"].as_str().unwrap_or("unknown").to_owned(),
        url: json["url"].as_str().map(str::to_owned),
        html,
        truth: annotation["main_content"].as_str().map_or(Truth::Snippets, |text| Truth::Text(text.to_owned())),
        with: texts("with"),
        without: texts("without"),
    })
}
