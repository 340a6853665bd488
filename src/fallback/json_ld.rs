//! Fallback text in JSON-LD.

use super::prose::prose_chars;
use super::{Text, as_markup};
use crate::html::limits::{Budget, Limit};
use crate::page::Page;
use crate::text::json::objects;

/// The properties of schema.org that hold a text, most reliable first.
const KEYS: &[&str] = &["articleBody", "reviewBody", "text", "description"];

/// Returns the longest text under the most reliable key that has one.
pub(super) fn text(page: &Page, budget: Budget) -> Result<Option<Text>, Limit> {
    let objects = objects(page.json_ld(budget));
    budget.check_time()?;
    for key in KEYS {
        let mut longest: Option<(usize, &str)> = None;
        for text in objects.iter().filter_map(|object| object.get(*key)?.as_str()) {
            budget.check_time()?;
            let chars = prose_chars(text);
            if chars > 0 && longest.is_none_or(|(most, _)| chars >= most) {
                longest = Some((chars, text));
            }
        }
        if let Some((chars, text)) = longest {
            return Ok(Some(Text { markup: as_markup(text), chars }));
        }
    }
    Ok(None)
}
