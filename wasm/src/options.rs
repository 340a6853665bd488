//! The options of a page, as JavaScript gives them.

use crate::failure::Failure;
use maintext::{Input, Options};
use serde::Deserialize;
use std::time::Duration;

/// What a caller knows about a page, and the options of the extraction. What is absent has its default.
#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct PageOptions {
    url: Option<String>,
    charset: Option<String>,
    content_type: Option<String>,
    plain: bool,
    sniffing: Option<bool>,
    preference: Option<f32>,
    fallback_text: Option<bool>,
    best_guess: Option<bool>,
    comments: Option<bool>,
    content_selector: Option<String>,
    excluded_selectors: Vec<String>,
    max_bytes: Option<usize>,
    max_nodes: Option<usize>,
    max_depth: Option<usize>,
    max_output_bytes: Option<usize>,
    /// In milliseconds.
    max_time: Option<f64>,
}

impl PageOptions {
    pub fn from_json(json: &str) -> Result<PageOptions, Failure> {
        serde_json::from_str(json).map_err(|error| {
            let message = error.to_string();
            // The position in the JSON means nothing to the caller, who has passed an object.
            Failure::invalid_option(message.split(" at line ").next().unwrap_or_default())
        })
    }

    pub fn extractor(&self) -> Result<Options, Failure> {
        let mut options = Options::new();
        if let Some(preference) = self.preference {
            options = options.with_preference(preference);
        }
        if let Some(fallback_text) = self.fallback_text {
            options = options.with_fallback_text(fallback_text);
        }
        if let Some(best_guess) = self.best_guess {
            options = options.with_best_guess(best_guess);
        }
        if let Some(comments) = self.comments {
            options = options.with_comments(comments);
        }
        if let Some(selector) = &self.content_selector {
            options = options.with_content_selector(selector)?;
        }
        for selector in &self.excluded_selectors {
            options = options.with_excluded_selector(selector)?;
        }
        self.limited(options)
    }

    fn limited(&self, mut options: Options) -> Result<Options, Failure> {
        if let Some(limit) = self.max_bytes {
            options = options.with_max_bytes(limit);
        }
        if let Some(limit) = self.max_nodes {
            options = options.with_max_nodes(limit);
        }
        if let Some(limit) = self.max_depth {
            options = options.with_max_depth(limit);
        }
        if let Some(limit) = self.max_output_bytes {
            options = options.with_max_output_bytes(limit);
        }
        if let Some(limit) = self.max_time {
            let limit = Duration::try_from_secs_f64(limit / 1000.0)
                .map_err(|error| Failure::invalid_option(format!("maxTime: {limit} milliseconds: {error}")))?;
            options = options.with_max_time(limit);
        }
        Ok(options)
    }

    /// Adds what the caller knows about the page.
    pub fn apply<'a>(&self, input: Input<'a>) -> Input<'a> {
        let input = if self.plain { Input::plain(input) } else { input };
        let input = input.with_sniffing(self.sniffing.unwrap_or(true)).with_url(self.url.as_deref());
        input.with_charset(self.charset.as_deref()).with_content_type(self.content_type.as_deref())
    }
}
