//! Errors, as JavaScript gets them.

use crate::article::ExtractedArticle;
use maintext::{Article, Error, ErrorKind, Limit};
use serde_json::json;
use std::fmt::Display;
use wasm_bindgen::prelude::wasm_bindgen;

/// Why a page could not be extracted. `js/error.js` makes an `Error` of it.
#[wasm_bindgen]
pub struct Failure {
    code: &'static str,
    message: String,
    limit: Option<String>,
    partial: Option<Box<Article>>,
}

#[wasm_bindgen]
impl Failure {
    #[wasm_bindgen(getter)]
    pub fn code(&self) -> String {
        self.code.to_owned()
    }

    #[wasm_bindgen(getter)]
    pub fn message(&self) -> String {
        self.message.clone()
    }

    /// The limit that the page exceeded, as JSON.
    #[wasm_bindgen(getter)]
    pub fn limit(&self) -> Option<String> {
        self.limit.clone()
    }

    /// Takes the article of the part that was read.
    #[wasm_bindgen(js_name = takePartial)]
    pub fn take_partial(&mut self) -> Option<ExtractedArticle> {
        self.partial.take().map(|article| ExtractedArticle::new(*article))
    }
}

impl Failure {
    pub fn invalid_option(reason: impl Display) -> Failure {
        Failure { code: "invalid_option", message: format!("invalid option: {reason}"), limit: None, partial: None }
    }

    /// The failure of an output that JavaScript asked for.
    pub fn output(error: &serde_json::Error) -> Failure {
        Failure { code: "limit", message: error.to_string(), limit: None, partial: None }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Failure {
        Failure {
            code: match error.kind() {
                ErrorKind::Compressed => "compressed",
                ErrorKind::NotHtml => "not_html",
                ErrorKind::TextFile(_) => "text_file",
                ErrorKind::Limit => "limit",
                ErrorKind::Selector => "selector",
                _ => "other",
            },
            message: error.to_string(),
            limit: error.limit().map(limit_json),
            partial: error.into_partial().map(Box::new),
        }
    }
}

/// The option that sets a limit, its value and what was found; times are in milliseconds.
pub fn limit_json(limit: Limit) -> String {
    let record = match limit {
        Limit::Bytes { limit, found } => json!({ "option": "maxBytes", "limit": limit, "found": found }),
        Limit::Nodes { limit, found } => json!({ "option": "maxNodes", "limit": limit, "found": found }),
        Limit::Depth { limit, found } => json!({ "option": "maxDepth", "limit": limit, "found": found }),
        Limit::OutputBytes { limit, found } => json!({ "option": "maxOutputBytes", "limit": limit, "found": found }),
        Limit::Time { limit, found } => {
            json!({ "option": "maxTime", "limit": limit.as_secs_f64() * 1000.0, "found": found.as_secs_f64() * 1000.0 })
        }
        _ => json!({ "option": null }),
    };
    record.to_string()
}
