//! One page for a reader at a terminal: wrapped, styled, and through a pager if it is long.
//!
//! [`screen`]: what the terminal can show; [`inline`]: words with their styles; [`wrap`]: words to lines; [`blocks`]: Markdown
//! to lines; [`table`]: tables; [`pager`]: long pages.

mod blocks;
mod inline;
mod pager;
mod screen;
mod table;
mod wrap;

pub use pager::Pager;
pub use screen::Screen;

use inline::{Inline, Look};
use maintext::Article;

/// Returns a page as lines of text: title, authors and date, and the main text from its Markdown.
pub fn render(article: &Article, markdown: &str, screen: &Screen) -> String {
    let mut lines = Vec::new();
    let metadata = article.metadata();
    if let Some(title) = article.title() {
        let title = Inline::of(title, Look { bold: true, underline: true, ..Look::default() });
        lines.extend(wrap::wrap(&title, screen, "", ""));
    }
    let date = metadata.date().map(|date| date.get(..10).unwrap_or(date));
    let authors = Some(metadata.authors().join(", ")).filter(|authors| !authors.is_empty());
    let facts = [authors.as_deref(), date, metadata.site_name()];
    let facts: Vec<&str> = facts.into_iter().flatten().collect();
    if !facts.is_empty() {
        let facts = Inline::of(&facts.join(" · "), Look { dim: true, ..Look::default() });
        lines.extend(wrap::wrap(&facts, screen, "", ""));
    }
    if !lines.is_empty() {
        lines.push(String::new());
    }
    if markdown.trim().is_empty() {
        let notice = Inline::of("This page has no main text.", Look { dim: true, ..Look::default() });
        lines.extend(wrap::wrap(&notice, screen, "", ""));
    } else {
        lines.extend(blocks::render(markdown, screen));
    }
    lines.join("\n") + "\n"
}
