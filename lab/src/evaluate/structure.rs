//! Measures how much of the code, tables and formulas in the main text the Markdown keeps as such.
//!
//! Scraper reads the page, and pulldown-cmark the Markdown. A code block or table belongs to the main text if the
//! annotated text has nine tenths of its characters, and a formula if that holds for its paragraph.

use maintext::ego_tree::iter::Edge;
use maintext::scraper::{ElementRef, Html, Node, Selector};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use serde::Serialize;
use std::collections::HashMap;
use std::iter::Sum;
use std::ops::Add;

/// The number of items on a page (`of`), and how many of them the Markdown has (`kept`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Kept {
    pub kept: usize,
    pub of: usize,
}

/// The items: characters of code, on the same line with the same indentation; table cells; and formulas with TeX.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Structure {
    pub code: Kept,
    pub cells: Kept,
    pub formulas: Kept,
}

impl Kept {
    fn one(is_kept: bool, weight: usize) -> Kept {
        Kept { kept: if is_kept { weight } else { 0 }, of: weight }
    }
}

impl Add for Kept {
    type Output = Kept;
    fn add(self, other: Kept) -> Kept {
        Kept { kept: self.kept + other.kept, of: self.of + other.of }
    }
}

impl Sum for Kept {
    fn sum<I: Iterator<Item = Kept>>(all: I) -> Kept {
        all.fold(Kept::default(), Kept::add)
    }
}

/// Compares the parts of a page that are in the annotated text with its Markdown.
pub fn structure(html: &str, markdown: &str, gold: &str) -> Structure {
    let page = Html::parse_document(html);
    let gold = without_white_space(gold);
    let mut written = Written::read(markdown);
    Structure {
        code: elements(&page, "pre").filter_map(|pre| code(pre, &gold, &mut written.lines)).sum(),
        cells: elements(&page, "table").filter_map(|table| cells(table, &gold, &mut written.cells)).sum(),
        formulas: elements(&page, "annotation[encoding*=tex], script[type^='math/tex']")
            .filter_map(|source| formula(source, &gold, &mut written.formulas))
            .sum(),
    }
}

fn elements<'p>(page: &'p Html, selector: &str) -> impl Iterator<Item = ElementRef<'p>> {
    let selector = Selector::parse(selector).expect("selectors here are constant");
    page.select(&selector).collect::<Vec<_>>().into_iter()
}

type Multiset = HashMap<String, usize>;

/// The code, cells and formulas of a Markdown document.
#[derive(Default)]
struct Written {
    /// Lines of code without white space at the end.
    lines: Multiset,
    /// Letters and digits of the cells.
    cells: Multiset,
    /// TeX without white space.
    formulas: Multiset,
}

impl Written {
    fn read(markdown: &str) -> Written {
        let extensions = Options::ENABLE_TABLES | Options::ENABLE_MATH | Options::ENABLE_STRIKETHROUGH;
        let mut written = Written::default();
        let mut text = String::new();
        for event in Parser::new_ext(markdown, extensions) {
            match event {
                Event::Start(Tag::CodeBlock(_) | Tag::TableCell) => text.clear(),
                Event::End(TagEnd::CodeBlock) => text.lines().for_each(|line| add(&mut written.lines, line.trim_end())),
                Event::End(TagEnd::TableCell) => add(&mut written.cells, &letters_and_digits(&text)),
                Event::InlineMath(tex) | Event::DisplayMath(tex) => {
                    add(&mut written.formulas, &without_white_space(&tex));
                    text.push_str(&tex);
                }
                Event::Text(piece) | Event::Code(piece) => text.push_str(&piece),
                Event::SoftBreak | Event::HardBreak => text.push('\n'),
                _ => {}
            }
        }
        written
    }
}

fn add(set: &mut Multiset, item: &str) {
    *set.entry(item.to_owned()).or_default() += 1;
}

fn take(set: &mut Multiset, item: &str) -> bool {
    set.get_mut(item).is_some_and(|count| {
        let is_left = *count > 0;
        *count -= usize::from(is_left);
        is_left
    })
}

/// Removes white space.
fn without_white_space(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Removes all but letters and digits.
fn letters_and_digits(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Whether the annotated text has nine tenths of the pieces, by characters.
fn is_annotated<'a>(pieces: impl Iterator<Item = &'a str>, gold: &str) -> bool {
    let all: Kept = pieces
        .map(without_white_space)
        .filter(|piece| !piece.is_empty())
        .map(|piece| Kept::one(gold.contains(&piece), piece.len()))
        .sum();
    all.of > 0 && all.kept * 10 >= all.of * 9
}

/// Compares the lines of a code block, except blank ones.
fn code(pre: ElementRef<'_>, gold: &str, written: &mut Multiset) -> Option<Kept> {
    let text = preformatted(pre);
    let lines = || text.lines().filter(|line| !line.trim().is_empty());
    let kept =
        |line: &str| Kept::one(take(written, &line.trim_end().replace('\u{a0}', " ")), without_white_space(line).len());
    is_annotated(lines(), gold).then(|| lines().map(kept).sum())
}

/// Returns the text of a `<pre>` as a browser shows it.
fn preformatted(pre: ElementRef<'_>) -> String {
    let mut text = String::new();
    for edge in pre.traverse() {
        let (node, is_start) = match edge {
            Edge::Open(node) => (node, true),
            Edge::Close(node) => (node, false),
        };
        let is_shown =
            || !node.ancestors().filter_map(ElementRef::wrap).any(|around| is_omitted(around.value().name()));
        match node.value() {
            Node::Text(piece) if is_start && is_shown() => text.push_str(piece),
            Node::Element(element) => match element.name() {
                "br" if is_start => text.push('\n'),
                "div" | "li" | "p" | "tr" if !text.ends_with('\n') => text.push('\n'),
                _ => {}
            },
            _ => {}
        }
    }
    text
}

fn is_omitted(name: &str) -> bool {
    matches!(name, "style" | "script" | "button")
}

/// Compares the non-empty cells of a table with at least two rows and columns. A table that contains another is a
/// layout table.
fn cells(table: ElementRef<'_>, gold: &str, written: &mut Multiset) -> Option<Kept> {
    let elements = || table.descendants().skip(1).filter_map(ElementRef::wrap);
    let count = |name: &str| elements().filter(|element| element.value().name() == name).count();
    let cells = || elements().filter(|element| matches!(element.value().name(), "td" | "th"));
    if count("table") > 0 || count("tr") < 2 || cells().count() < 2 * count("tr") {
        return None;
    }
    let texts: Vec<String> = cells().map(|cell| cell.text().collect()).collect();
    let kept = |text: &String| {
        Some(letters_and_digits(text)).filter(|text| !text.is_empty()).map(|text| Kept::one(take(written, &text), 1))
    };
    is_annotated(texts.iter().map(String::as_str), gold).then(|| texts.iter().filter_map(kept).sum())
}

/// Compares a formula whose paragraph is in the annotated text.
fn formula(source: ElementRef<'_>, gold: &str, written: &mut Multiset) -> Option<Kept> {
    let paragraph = source.ancestors().filter_map(ElementRef::wrap).find(|around| {
        matches!(around.value().name(), "p" | "li" | "td" | "th" | "dd" | "div" | "section" | "blockquote")
    })?;
    let around = paragraph.descendants().filter_map(|node| {
        let is_formula = |name: &str| matches!(name, "math" | "script" | "style");
        let in_formula = node.ancestors().filter_map(ElementRef::wrap).any(|around| {
            is_formula(around.value().name()) || around.value().classes().any(|class| class.contains("katex"))
        });
        node.value().as_text().filter(|_| !in_formula).map(|text| &**text)
    });
    let tex = without_white_space(&source.text().collect::<String>());
    is_annotated(around, gold).then(|| Kept::one(take(written, &tex), 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<pre>if x:\n    go()\n</pre><table><tr><td>a<td>b<tr><td>c<td></table>\
        <pre>not annotated</pre><p>So <script type='math/tex'>x^2</script> grows";

    fn of(markdown: &str) -> [(usize, usize); 3] {
        let Structure { code, cells, formulas } = structure(PAGE, markdown, "if x: go() a b c So grows");
        [code, cells, formulas].map(|kept| (kept.kept, kept.of))
    }

    #[test]
    fn code_cells_and_formulas_in_markdown_syntax_are_kept() {
        let whole = "```\nif x:\n    go()\n```\n\n| a | b |\n|---|---|\n| c |\n\nSo $x^2$ grows";
        assert_eq!(of(whole), [(8, 8), (3, 3), (1, 1)]);
    }

    #[test]
    fn plain_text_and_other_indentation_are_not_kept() {
        assert_eq!(of("```\nif x:\n  go()\n```\n\na b\n\nc\n\nSo x^2 grows"), [(4, 8), (0, 3), (0, 1)]);
    }
}
