//! How much of the code, the tables and the formulas in a page's main text its Markdown has as such.
//!
//! What the page has is read by scraper, what the Markdown has by pulldown-cmark; the annotated text says what of it
//! belongs to the main text: a block of code or a table of whose characters nine tenths stand there, a formula whose
//! paragraph does.

use maintext::ego_tree::iter::Edge;
use maintext::scraper::{ElementRef, Html, Node, Selector};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use serde::Serialize;
use std::collections::HashMap;
use std::iter::Sum;
use std::ops::Add;

/// What a page has of a kind, and what the Markdown kept of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Kept {
    pub kept: usize,
    pub of: usize,
}

/// Characters of code that stand on a line of a block of code as on the page, indentation and all; cells of tables that
/// are cells; formulas whose TeX is given that are formulas.
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

/// Compares a page with its Markdown, in what the annotated text has.
pub fn structure(html: &str, markdown: &str, gold: &str) -> Structure {
    let page = Html::parse_document(html);
    let gold = squeezed(gold);
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

/// The code, the cells and the formulas of some Markdown.
#[derive(Default)]
struct Written {
    /// Without white space at the end.
    lines: Multiset,
    /// Without white space and punctuation.
    cells: Multiset,
    /// Without white space.
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
                Event::End(TagEnd::TableCell) => add(&mut written.cells, &bare(&text)),
                Event::InlineMath(tex) | Event::DisplayMath(tex) => {
                    add(&mut written.formulas, &squeezed(&tex));
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

/// Without white space.
fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Letters and digits alone.
fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The share of the pieces that stand in the annotated text, by characters.
fn is_annotated<'a>(pieces: impl Iterator<Item = &'a str>, gold: &str) -> bool {
    let all: Kept = pieces
        .map(squeezed)
        .filter(|piece| !piece.is_empty())
        .map(|piece| Kept::one(gold.contains(&piece), piece.len()))
        .sum();
    all.of > 0 && all.kept * 10 >= all.of * 9
}

/// The lines of a block of code, without those that are blank.
fn code(pre: ElementRef<'_>, gold: &str, written: &mut Multiset) -> Option<Kept> {
    let text = preformatted(pre);
    let lines = || text.lines().filter(|line| !line.trim().is_empty());
    let kept = |line: &str| Kept::one(take(written, &line.trim_end().replace('\u{a0}', " ")), squeezed(line).len());
    is_annotated(lines(), gold).then(|| lines().map(kept).sum())
}

/// Text as a browser shows it in a `<pre>`.
fn preformatted(pre: ElementRef<'_>) -> String {
    let mut text = String::new();
    for edge in pre.traverse() {
        let (node, is_start) = match edge {
            Edge::Open(node) => (node, true),
            Edge::Close(node) => (node, false),
        };
        let is_shown = || !node.ancestors().filter_map(ElementRef::wrap).any(|around| is_unseen(around.value().name()));
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

fn is_unseen(name: &str) -> bool {
    matches!(name, "style" | "script" | "button")
}

/// The cells of a table with two rows and columns, without those that are empty; a table around another one lays it out.
fn cells(table: ElementRef<'_>, gold: &str, written: &mut Multiset) -> Option<Kept> {
    let elements = || table.descendants().skip(1).filter_map(ElementRef::wrap);
    let count = |name: &str| elements().filter(|element| element.value().name() == name).count();
    let cells = || elements().filter(|element| matches!(element.value().name(), "td" | "th"));
    if count("table") > 0 || count("tr") < 2 || cells().count() < 2 * count("tr") {
        return None;
    }
    let texts: Vec<String> = cells().map(|cell| cell.text().collect()).collect();
    let kept =
        |text: &String| Some(bare(text)).filter(|text| !text.is_empty()).map(|text| Kept::one(take(written, &text), 1));
    is_annotated(texts.iter().map(String::as_str), gold).then(|| texts.iter().filter_map(kept).sum())
}

/// A formula in a paragraph that the annotated text has.
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
    let tex = squeezed(&source.text().collect::<String>());
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
    fn what_is_written_as_such_is_kept() {
        let whole = "```\nif x:\n    go()\n```\n\n| a | b |\n|---|---|\n| c |\n\nSo $x^2$ grows";
        assert_eq!(of(whole), [(8, 8), (3, 3), (1, 1)]);
    }

    #[test]
    fn what_is_text_or_indented_otherwise_is_not() {
        assert_eq!(of("```\nif x:\n  go()\n```\n\na b\n\nc\n\nSo x^2 grows"), [(4, 8), (0, 3), (0, 1)]);
    }
}
