//! Articles in the output format.

use crate::args::{Extract, Format};
use crate::terminal::{self, Screen};
use maintext::{Article, HtmlOptions, MarkdownOptions, TextOptions};

/// Renders articles as the command line says.
pub struct Renderer<'a> {
    pub arguments: &'a Extract,
    pub format: Format,
    /// The terminal that shows a single page.
    pub screen: Option<Screen>,
}

impl Renderer<'_> {
    fn shows(&self, on: Option<bool>, off: bool, default: bool) -> bool {
        if off { false } else { on.unwrap_or(default) }
    }

    fn has_links(&self, default: bool) -> bool {
        self.shows(self.arguments.output.links, self.arguments.output.no_links, default)
    }

    fn has_images(&self, default: bool) -> bool {
        self.shows(self.arguments.output.images, self.arguments.output.no_images, default)
    }

    /// Returns the article in a format that is not JSON.
    pub fn document(&self, article: &Article) -> String {
        if let Some(screen) = &self.screen {
            return terminal::render(article, &self.markdown(article), screen);
        }
        let title = article.title().filter(|_| self.arguments.output.with_title);
        match self.format {
            Format::Markdown => self.markdown(article),
            Format::Html => {
                let heading = title.map(|title| format!("<h1>{}</h1>\n", super::reader::escape(title)));
                heading.unwrap_or_default() + &self.html(article)
            }
            Format::Reader => super::reader::page(article, &self.html(article)),
            _ => title.map(|title| format!("{title}\n\n")).unwrap_or_default() + &self.text(article),
        }
    }

    fn text(&self, article: &Article) -> String {
        article.text_with(
            &TextOptions::new()
                .with_links(self.has_links(false))
                .with_images(self.has_images(false))
                .with_tsv_tables(self.arguments.output.tsv_tables)
                .with_comments(self.arguments.output.comments),
        )
    }

    /// Returns the Markdown, with the title if that is asked for.
    pub fn markdown(&self, article: &Article) -> String {
        let output = &self.arguments.output;
        let options = MarkdownOptions::new().with_links(self.has_links(true)).with_images(self.has_images(true));
        let markdown = article.markdown_with(&options.with_front_matter(output.front_matter));
        let Some(title) = article.title().filter(|_| output.with_title) else { return markdown };
        let heading = format!("# {}\n\n", escape_markdown(title));
        match markdown.strip_prefix("---\n").and_then(|rest| rest.find("\n---\n")).filter(|_| output.front_matter) {
            // The title follows the front matter.
            Some(at) => {
                let (front, body) = markdown.split_at("---\n".len() + at + "\n---\n".len());
                format!("{front}\n{heading}{}", body.trim_start_matches('\n'))
            }
            None => heading + &markdown,
        }
    }

    pub fn html(&self, article: &Article) -> String {
        article.html_with(&HtmlOptions::new().with_links(self.has_links(true)).with_images(self.has_images(true)))
    }
}

/// Escapes what Markdown may take for markup. Every ASCII punctuation character may be escaped.
fn escape_markdown(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        if matches!(character, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '&' | '|' | '~' | '!') {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}
