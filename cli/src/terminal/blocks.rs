//! Markdown to lines.

use super::inline::{Inline, Look};
use super::screen::Screen;
use super::table::Table;
use super::wrap::wrap;
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

/// Schemes of links that a terminal may open.
const SCHEMES: &[&str] = &["https://", "http://", "mailto:"];

/// Returns the lines of a text in Markdown.
pub fn render(markdown: &str, screen: &Screen) -> Vec<String> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_MATH;
    let mut writer = Writer::new(screen);
    for event in Parser::new_ext(markdown, options) {
        writer.event(event);
    }
    writer.flush();
    let mut lines = writer.lines;
    while lines.last().is_some_and(|line| line.trim().is_empty()) {
        lines.pop();
    }
    lines
}

/// What lines begin with inside of a list item or a quote.
struct Prefix {
    /// The first line of a list item has a mark.
    mark: Option<String>,
    rest: String,
}

struct Writer<'a> {
    screen: &'a Screen,
    lines: Vec<String>,
    prefixes: Vec<Prefix>,
    /// The next numbers of the lists that are open; `None` for bullets.
    lists: Vec<Option<u64>>,
    /// The look of the next text, below those that are restored at the ends of spans.
    look: Look,
    looks: Vec<Look>,
    text: Inline,
    /// The code block, and the description of the image, that are open.
    code: Option<String>,
    image: Option<String>,
    table: Option<Table>,
}

impl Writer<'_> {
    fn new(screen: &Screen) -> Writer<'_> {
        Writer {
            screen,
            lines: Vec::new(),
            prefixes: Vec::new(),
            lists: Vec::new(),
            look: Look::default(),
            looks: Vec::new(),
            text: Inline::default(),
            code: None,
            image: None,
            table: None,
        }
    }

    fn event(&mut self, event: Event) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => match self.code.as_mut().or(self.image.as_mut()) {
                Some(raw) => raw.push_str(&text),
                None => self.text.push(&text, &self.look),
            },
            Event::Code(code) => self.text.push(&code, &Look { code: true, ..self.look.clone() }),
            Event::InlineMath(formula) | Event::DisplayMath(formula) => self.text.push(&formula, &self.look),
            Event::SoftBreak => self.text.push(" ", &self.look),
            Event::HardBreak => self.text.push_break(),
            Event::Rule => {
                self.flush();
                let prefix = self.prefix();
                self.lines.push(prefix + &"─".repeat(self.screen.width.min(20)));
                self.gap();
            }
            Event::FootnoteReference(name) => self.text.push(&format!("[{name}]"), &self.look),
            Event::TaskListMarker(is_done) => self.text.push(if is_done { "[x] " } else { "[ ] " }, &self.look),
            // The library writes no HTML but a few tags without text.
            Event::Html(_) | Event::InlineHtml(_) => {}
        }
    }

    fn start(&mut self, tag: Tag) {
        match tag {
            Tag::Paragraph => {}
            Tag::Heading { level, .. } => {
                self.flush();
                let is_top = matches!(level, HeadingLevel::H1 | HeadingLevel::H2);
                self.enter(|look| (look.bold, look.underline) = (true, is_top));
                if !self.screen.is_styled {
                    self.text.push(&format!("{} ", "#".repeat(level as usize)), &Look::default());
                }
            }
            Tag::BlockQuote(_) => {
                self.flush();
                self.prefixes.push(Prefix { mark: None, rest: "│ ".to_owned() });
            }
            Tag::CodeBlock(_) => {
                self.flush();
                self.code = Some(String::new());
            }
            Tag::List(start) => {
                self.flush();
                self.lists.push(start);
            }
            Tag::Item => {
                self.flush();
                let mark = match self.lists.last_mut() {
                    Some(Some(number)) => {
                        *number += 1;
                        format!("{}. ", *number - 1)
                    }
                    _ => "• ".to_owned(),
                };
                let rest = " ".repeat(mark.chars().count());
                self.prefixes.push(Prefix { mark: Some(mark), rest });
            }
            Tag::FootnoteDefinition(name) => {
                self.flush();
                let mark = format!("[{name}] ");
                let rest = " ".repeat(mark.chars().count());
                self.prefixes.push(Prefix { mark: Some(mark), rest });
            }
            Tag::Table(_) => {
                self.flush();
                self.table = Some(Table::default());
            }
            Tag::TableHead | Tag::TableRow => {
                if let Some(table) = &mut self.table {
                    table.rows.push(Vec::new());
                }
                let is_head = matches!(tag, Tag::TableHead);
                self.enter(|look| look.bold |= is_head);
            }
            Tag::DefinitionListTitle => {
                self.flush();
                self.enter(|look| look.bold = true);
            }
            Tag::DefinitionListDefinition => {
                self.flush();
                self.prefixes.push(Prefix { mark: None, rest: "    ".to_owned() });
            }
            Tag::Emphasis => self.enter(|look| look.italic = true),
            Tag::Strong => self.enter(|look| look.bold = true),
            Tag::Strikethrough => self.enter(|look| look.strike = true),
            Tag::Link { dest_url, .. } => self.enter(|look| look.link = link(&dest_url)),
            Tag::Image { dest_url, .. } => {
                self.enter(|look| (look.dim, look.link) = (true, link(&dest_url)));
                self.image = Some(String::new());
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => {
                self.flush();
                self.gap();
            }
            TagEnd::Heading(_) => {
                self.flush();
                self.leave();
                self.gap();
            }
            TagEnd::DefinitionListTitle => {
                self.flush();
                self.leave();
            }
            TagEnd::DefinitionList => self.gap(),
            TagEnd::BlockQuote(_) | TagEnd::Item | TagEnd::FootnoteDefinition | TagEnd::DefinitionListDefinition => {
                self.flush();
                self.prefixes.pop();
                // The gap after the last paragraph of a quote is outside of it.
                let is_gap = self.lines.last().is_some_and(|line| line.trim_matches([' ', '│']).is_empty());
                if is_gap {
                    self.lines.pop();
                    self.gap();
                }
            }
            TagEnd::List(_) => {
                self.flush();
                self.lists.pop();
                if self.lists.is_empty() {
                    self.gap();
                }
            }
            TagEnd::CodeBlock => {
                let code = self.code.take().unwrap_or_default();
                let look = Look { code: true, ..Look::default() };
                for line in code.trim_end_matches('\n').split('\n') {
                    // Spaces that do not break keep the indentation.
                    let line = line.replace('\t', "    ").replace(' ', "\u{a0}");
                    let prefix = self.prefix() + "    ";
                    let lines = wrap(&Inline::of(&line, look.clone()), self.screen, &prefix, &prefix);
                    self.lines.extend(lines.into_iter().map(|line| line.replace('\u{a0}', " ").trim_end().to_owned()));
                }
                self.gap();
            }
            TagEnd::TableCell => {
                let cell = std::mem::take(&mut self.text);
                if let Some(row) = self.table.as_mut().and_then(|table| table.rows.last_mut()) {
                    row.push(cell);
                }
            }
            TagEnd::TableHead | TagEnd::TableRow => self.leave(),
            TagEnd::Table => {
                if let Some(table) = self.table.take() {
                    let (first, rest) = (self.prefix(), self.prefix());
                    let mut lines = table.render(self.screen, &rest);
                    // The mark of a list item is on the first line.
                    if let Some(line) = lines.first_mut().filter(|line| line.starts_with(&rest)) {
                        line.replace_range(..rest.len(), &first);
                    }
                    self.lines.extend(lines);
                }
                self.gap();
            }
            TagEnd::Image => {
                // An image without a description tells nothing here.
                let description = self.image.take().filter(|description| !description.trim().is_empty());
                if let Some(description) = description {
                    self.text.push(&format!("[image: {description}]"), &self.look);
                }
                self.leave();
            }
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link => self.leave(),
            _ => {}
        }
    }

    fn enter(&mut self, change: impl FnOnce(&mut Look)) {
        self.looks.push(self.look.clone());
        change(&mut self.look);
    }

    fn leave(&mut self) {
        self.look = self.looks.pop().unwrap_or_default();
    }

    /// What the next line begins with. The mark of a list item is used once.
    fn prefix(&mut self) -> String {
        self.prefixes.iter_mut().map(|prefix| prefix.mark.take().unwrap_or_else(|| prefix.rest.clone())).collect()
    }

    /// Writes the text that was collected.
    fn flush(&mut self) {
        let text = std::mem::take(&mut self.text);
        if !text.is_empty() {
            let first = self.prefix();
            let rest = self.prefix();
            self.lines.extend(wrap(&text, self.screen, &first, &rest));
        }
    }

    /// Leaves an empty line, if there is none yet.
    fn gap(&mut self) {
        let rest: String = self.prefixes.iter().map(|prefix| prefix.rest.as_str()).collect();
        let empty = rest.trim_end();
        if self.lines.last().is_some_and(|line| line.trim_end() != empty) {
            self.lines.push(empty.to_owned());
        }
    }
}

/// Returns a link without characters that could end its escape code.
fn link(url: &str) -> Option<std::rc::Rc<str>> {
    let is_openable =
        SCHEMES.iter().any(|scheme| url.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)));
    is_openable.then(|| {
        let mut escaped = String::new();
        for byte in url.bytes() {
            if (0x21..0x7f).contains(&byte) {
                escaped.push(byte.into());
            } else {
                escaped += &format!("%{byte:02X}");
            }
        }
        escaped.into()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(markdown: &str, width: usize) -> String {
        render(markdown, &Screen { width, height: 24, is_styled: false }).join("\n")
    }

    #[test]
    fn blocks_are_laid_out_in_lines() {
        let markdown = "## On rain\n\nIt *rains* in\nthe hills.\n\n- one\n- two\n  1. inner\n\n> A quote\n> of two lines.\n\n```\nfn main() {\n    x\n}\n```\n\n---\n\nEnd.";
        let expected = "## On rain\n\nIt rains in the hills.\n\n• one\n• two\n  1. inner\n\n│ A quote of two lines.\n\n    fn main() {\n        x\n    }\n\n────────────────────\n\nEnd.";
        assert_eq!(shown(markdown, 40), expected);
    }

    #[test]
    fn tables_that_do_not_fit_are_written_row_by_row() {
        let markdown = "| Port | Boats |\n| --- | --- |\n| Wick | 12 |\n| Lower Ness | 4 |\n";
        assert_eq!(shown(markdown, 40), "Port        Boats\n─────────────────\nWick        12\nLower Ness  4");
        assert_eq!(shown(markdown, 16), "Port: Wick\nBoats: 12\n\nPort: Lower Ness\nBoats: 4");
    }

    #[test]
    fn links_cannot_end_their_escape_code() {
        assert_eq!(
            link("https://example.org/\x1b\\\u{7}é x").as_deref(),
            Some("https://example.org/%1B\\%07%C3%A9%20x")
        );
        assert_eq!(link("javascript:alert(1)"), None);
        assert_eq!(link("/relative"), None);
    }
}
