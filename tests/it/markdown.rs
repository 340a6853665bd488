//! Markdown and HTML of a page have the same content: pulldown-cmark reads the same blocks from the Markdown as a
//! browser from the HTML.

use crate::environment;
use crate::soup::cases;
use maintext::{Extractor, Input, Options, scraper};
use maintext_tests::markdown::extensions;
use proptest::prelude::*;
use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};
use scraper::{ElementRef, Html, Node};
use std::fs;
use std::io::Read;
use std::path::Path;

/// A part of a document in either format.
#[derive(Clone, Debug, Default, PartialEq)]
struct Part {
    name: String,
    text: String,
    parts: Vec<Part>,
}

impl Part {
    fn new(name: &str) -> Part {
        Part { name: name.to_owned(), ..Part::default() }
    }

    fn with_text(name: &str, text: &str) -> Part {
        Part { text: text.to_owned(), ..Part::new(name) }
    }

    fn push_text(&mut self, text: &str) {
        match self.parts.last_mut() {
            Some(last) if last.name == "text" => last.text.push_str(text),
            _ => self.parts.push(Part::with_text("text", text)),
        }
    }

    fn is_inline(&self) -> bool {
        ["text", "br", "strong", "em", "del", "sub", "sup", "code", "a", "img"].contains(&self.name.as_str())
    }

    /// Whether a link has its URL as its text.
    fn is_bare_url(&self) -> bool {
        let [text] = &self.parts[..] else { return false };
        let url = percent_decoded(&self.text);
        text.name == "text" && [&*url, url.trim_start_matches("http://")].contains(&&*text.text)
    }

    /// Removes the differences between the two formats.
    fn canonical(mut self) -> Part {
        self.parts = self.parts.into_iter().map(Part::canonical).collect();
        // In cells of Markdown, bars in formulas are written as commands; in links, a space separates a bracket from a
        // colon.
        if self.name == "text" && ["\\(", "\\["].iter().any(|open| self.text.contains(open)) {
            let bars = self.text.replace("\\Vert", "\\|").replace("\\vert", "|");
            self.text =
                bars.replace("| ", "|").replace(" |", "|").replace("] ", "]").replace("< ", "<").replace('`', "‘");
        }
        // Markdown has some bare URLs as links.
        for part in &mut self.parts {
            if part.name == "a" && part.is_bare_url() {
                *part = part.parts.remove(0);
            }
        }
        let mut parts: Vec<Part> = Vec::new();
        for part in std::mem::take(&mut self.parts) {
            match parts.last_mut() {
                Some(last) if last.name == "text" && part.name == "text" => last.text.push_str(&part.text),
                _ => parts.push(part),
            }
        }
        self.parts = parts;
        // Items with one paragraph need no <p>.
        if ["li", "dd", "blockquote"].contains(&self.name.as_str()) {
            let mut parts: Vec<Part> = Vec::new();
            for part in std::mem::take(&mut self.parts) {
                match parts.last_mut() {
                    Some(last) if part.is_inline() && last.name == "p" && last.text == "bare" => last.parts.push(part),
                    _ if part.is_inline() => parts.push(Part { parts: vec![part], ..Part::with_text("p", "bare") }),
                    _ => parts.push(part),
                }
            }
            parts.iter_mut().filter(|part| part.name == "p").for_each(|part| part.text.clear());
            self.parts = parts;
        }
        if ["p", "dt", "th", "td", "h1", "h2", "h3", "h4", "h5", "h6"].contains(&self.name.as_str()) {
            trim(&mut self.parts);
        }
        self
    }
}

fn percent_decoded(url: &str) -> String {
    let mut pieces = url.split('%');
    let mut bytes = pieces.next().unwrap().as_bytes().to_vec();
    for piece in pieces {
        match piece.get(..2).map(|digits| u8::from_str_radix(digits, 16)) {
            Some(Ok(byte)) => bytes.extend([&[byte], &piece.as_bytes()[2..]].concat()),
            _ => bytes.extend(["%", piece].concat().bytes()),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn trim(parts: &mut Vec<Part>) {
    if let Some(last) = parts.last_mut().filter(|last| last.name == "text") {
        last.text.truncate(last.text.trim_end().len());
        if last.text.is_empty() {
            parts.pop();
        }
    }
}

/// Reads Markdown with pulldown-cmark.
fn of_markdown(markdown: &str) -> Part {
    let mut open = vec![Part::new("document")];
    for event in Parser::new_ext(markdown, extensions()) {
        let at = open.len() - 1;
        match event {
            Event::Start(tag) => open.push(start(&tag)),
            Event::End(TagEnd::Image) => {
                let image = open.pop().unwrap();
                let alternative: String = image.parts.iter().map(|part| part.text.as_str()).collect();
                let address = image.text;
                open[at - 1].parts.push(Part::with_text("img", &format!("{address} {alternative}")));
            }
            Event::End(TagEnd::HtmlBlock) => {
                let part = open.pop().unwrap();
                open[at - 1].parts.extend(Some(part).filter(|part| !part.parts.is_empty()));
            }
            Event::End(_) => {
                let part = open.pop().unwrap();
                open[at - 1].parts.push(part);
            }
            Event::Text(text) if open[at].name == "pre" => open[at].text.push_str(&text),
            Event::Text(text) => open[at].push_text(&text),
            Event::Code(text) => open[at].parts.push(Part::with_text("code", &text)),
            // HTML has formulas as TeX in its text.
            Event::InlineMath(tex) => open[at].push_text(&format!("\\({tex}\\)")),
            Event::DisplayMath(tex) => open[at].push_text(&format!("\\[{tex}\\]")),
            Event::HardBreak => open[at].parts.push(Part::new("br")),
            Event::SoftBreak => open[at].push_text("\n"),
            Event::FootnoteReference(label) => open[at].parts.push(mark_of_footnote(&label)),
            Event::Rule => open[at].parts.push(Part::new("hr")),
            Event::Html(comment) if comment.replace("<!-- -->", "").trim().is_empty() => {}
            // HTML has no checkboxes.
            Event::TaskListMarker(_) => {}
            Event::InlineHtml(tag) => match tag.trim_matches(['<', '>']) {
                "!-- --" => {}
                "br" => open[at].parts.push(Part::new("br")),
                name if name.starts_with('/') => {
                    let mut part = open.pop().unwrap();
                    assert_eq!(part.name, name[1..]);
                    if part.name == "code" {
                        part.text = std::mem::take(&mut part.parts).iter().map(|text| text.text.as_str()).collect();
                    }
                    open[at - 1].parts.push(part);
                }
                name => open.push(Part::new(name)),
            },
            event => panic!("{event:?}"),
        }
    }
    assert_eq!(open.len(), 1);
    open.pop().unwrap().canonical()
}

/// Returns the number of a footnote as HTML has it.
fn mark_of_footnote(label: &str) -> Part {
    Part { parts: vec![Part::with_text("text", label)], ..Part::new("sup") }
}

/// Rewrites footnotes as in HTML: paragraphs, with the number at the start of the first one, or alone before other content.
fn with_plain_footnotes(mut part: Part) -> Part {
    let mut parts = Vec::new();
    for mut child in part.parts.into_iter().map(with_plain_footnotes) {
        if child.name != "note" {
            parts.push(child);
            continue;
        }
        let mark = mark_of_footnote(&child.text);
        if let Some(first) = child.parts.first_mut() {
            if first.name == "p" {
                match first.parts.first_mut() {
                    Some(text) if text.name == "text" => text.text.insert(0, ' '),
                    _ => first.parts.insert(0, Part::with_text("text", " ")),
                }
                first.parts.insert(0, mark);
            } else {
                parts.push(Part { parts: vec![mark], ..Part::new("p") });
            }
        }
        parts.extend(child.parts);
    }
    part.parts = parts;
    part
}

fn start(tag: &Tag) -> Part {
    match tag {
        Tag::Paragraph | Tag::HtmlBlock => Part::new("p"),
        Tag::Heading { level, .. } => Part::new(&level.to_string()),
        Tag::FootnoteDefinition(label) => Part::with_text("note", label),
        Tag::BlockQuote(_) => Part::new("blockquote"),
        Tag::CodeBlock(CodeBlockKind::Fenced(language)) => {
            Part { parts: vec![Part::new(language)], ..Part::new("pre") }
        }
        Tag::List(None) => Part::new("ul"),
        Tag::List(Some(number)) => Part::with_text("ol", &number.to_string()),
        Tag::Item => Part::new("li"),
        Tag::Table(_) => Part::new("table"),
        Tag::TableHead | Tag::TableRow => Part::new("tr"),
        Tag::TableCell => Part::new("td"),
        Tag::Emphasis => Part::new("em"),
        Tag::Strong => Part::new("strong"),
        Tag::Strikethrough => Part::new("del"),
        Tag::Link { dest_url, .. } => Part::with_text("a", dest_url),
        Tag::Image { dest_url, .. } => Part::with_text("img", dest_url),
        Tag::DefinitionList => Part::new("dl"),
        Tag::DefinitionListTitle => Part::new("dt"),
        Tag::DefinitionListDefinition => Part::new("dd"),
        tag => panic!("{tag:?}"),
    }
}

/// Reads HTML as a browser does.
fn of_html(html: &str) -> Part {
    let page = Html::parse_fragment(html);
    let mut document = Part::new("document");
    read(page.root_element(), &mut document);
    document.canonical()
}

fn read(element: ElementRef, into: &mut Part) {
    for child in element.children() {
        match child.value() {
            Node::Text(text) if into.name == "pre" => into.text.push_str(text),
            // White space between blocks.
            Node::Text(text) if text.trim().is_empty() && text.contains('\n') => {}
            Node::Text(text) => into.push_text(text.trim_end_matches('\n')),
            Node::Element(_) => element_part(ElementRef::wrap(child).unwrap(), into),
            _ => {}
        }
    }
}

/// Returns the text of code. In Markdown, code and headings have no line breaks.
fn code_text(element: ElementRef) -> String {
    let text = |node: &Node| match node {
        Node::Text(text) => text.to_string(),
        Node::Element(element) if element.name() == "br" => " ".to_owned(),
        _ => String::new(),
    };
    element.descendants().map(|node| text(node.value())).collect()
}

fn without_breaks(part: &mut Part) {
    for child in std::mem::take(&mut part.parts) {
        match child.name.as_str() {
            "br" => part.push_text(" "),
            "text" => part.push_text(&child.text),
            _ => part.parts.push(child),
        }
    }
    part.parts.iter_mut().for_each(without_breaks);
}

fn element_part(element: ElementRef, into: &mut Part) {
    let attr = |name| element.value().attr(name).unwrap_or_default();
    let name = element.value().name();
    match name {
        // Markdown has no readings.
        "rt" | "rp" => {}
        "figure" | "tbody" | "ruby" => read(element, into),
        "q" => {
            into.push_text("“");
            read(element, into);
            into.push_text("”");
        }
        "table" => {
            let mut table = Part::new("table");
            for child in element.child_elements().filter(|child| child.value().name() == "caption") {
                let mut caption = Part::new("p");
                read(child, &mut caption);
                into.parts.push(caption);
            }
            for row in element.select(&scraper::Selector::parse("tr").unwrap()) {
                let mut part = Part::new("tr");
                read(row, &mut part);
                table.parts.push(part);
            }
            into.parts.push(table);
        }
        "code" if into.name == "pre" => read(element, into),
        "code" | "kbd" => into.parts.push(Part::with_text("code", &code_text(element))),
        "img" => into.parts.push(Part::with_text("img", &format!("{} {}", attr("src"), attr("alt")))),
        _ => {
            let mut part = match name {
                "figcaption" => Part::new("p"),
                "th" => Part::new("td"),
                "a" => Part::with_text("a", attr("href")),
                "ol" => Part::with_text("ol", if attr("start").is_empty() { "1" } else { attr("start") }),
                "pre" => Part { parts: vec![Part::new(attr("lang"))], ..Part::new("pre") },
                name => Part::new(name),
            };
            read(element, &mut part);
            if ["h1", "h2", "h3", "h4", "h5", "h6", "dt"].contains(&name) {
                without_breaks(&mut part);
            }
            into.parts.push(part);
        }
    }
}

/// Removes empty rows, and empty cells at the end of rows: Markdown has an empty header for tables without one, and
/// only the caption of tables without rows. If cells span rows or columns, removes all empty cells: Markdown has some
/// in their place.
fn without_empty_cells(mut part: Part, has_spans: bool) -> Part {
    part.parts = part.parts.into_iter().map(|part| without_empty_cells(part, has_spans)).collect();
    part.parts.retain(|part| part.name != "table" || !part.parts.is_empty());
    if part.name == "tr" {
        part.parts.retain(|cell| !has_spans || !cell.parts.is_empty());
        while part.parts.last().is_some_and(|cell| cell.parts.is_empty()) {
            part.parts.pop();
        }
    }
    if part.name == "table" {
        part.parts.retain(|row| !row.parts.is_empty());
    }
    part
}

/// Rewrites definition lists that Markdown does not have: a term without a definition becomes a paragraph, and a
/// definition without a term is replaced by its content. Several terms of one definition become one, since
/// pulldown-cmark reads their lines as one term.
fn with_plain_definitions(mut part: Part) -> Part {
    let mut parts: Vec<Part> = Vec::new();
    for child in part.parts.into_iter().map(with_plain_definitions) {
        if child.name != "dl" {
            parts.push(child);
            continue;
        }
        let mut list = Part::new("dl");
        let mut has_term = false;
        let mut children = with_joined_terms(child.parts).into_iter().peekable();
        while let Some(child) = children.next() {
            let is_defined = child.name == "dt" && children.peek().is_some_and(|next| next.name == "dd");
            has_term |= child.name == "dt";
            if is_defined || child.name == "dd" && has_term && !list.parts.is_empty() {
                list.parts.push(child);
            } else {
                if !list.parts.is_empty() {
                    parts.push(std::mem::replace(&mut list, Part::new("dl")));
                }
                match child.name.as_str() {
                    "dt" => parts.push(Part { name: "p".into(), ..child }),
                    _ => parts.extend(child.parts),
                }
            }
        }
        if !list.parts.is_empty() {
            parts.push(list);
        }
    }
    // Adjacent lists are one.
    let mut merged: Vec<Part> = Vec::new();
    for child in parts {
        match merged.last_mut() {
            Some(last) if last.name == "dl" && child.name == "dl" => last.parts.extend(child.parts),
            _ => merged.push(child),
        }
    }
    part.parts = merged;
    part
}

/// Joins the terms of one definition to a single term with a line for each.
fn with_joined_terms(children: Vec<Part>) -> Vec<Part> {
    let mut joined: Vec<Part> = Vec::new();
    let mut are_defined = false;
    for child in children.into_iter().rev() {
        match joined.last_mut() {
            Some(term) if are_defined && term.name == "dt" && child.name == "dt" => {
                let next = std::mem::replace(term, child);
                term.push_text("\n");
                for part in next.parts {
                    match part.name.as_str() {
                        "text" => term.push_text(&part.text),
                        _ => term.parts.push(part),
                    }
                }
            }
            _ => {
                are_defined = child.name == "dd" || child.name == "dt" && are_defined;
                joined.push(child);
            }
        }
    }
    joined.reverse();
    joined
}

fn check(page: &str) {
    check_with(page, Options::new().with_content_selector("html").unwrap());
}

fn check_with(page: &str, options: Options) {
    let extractor = Extractor::new(options);
    // Tag soup may look like a script.
    let input = Input::html(page).with_url("https://example.org/a/b").with_sniffing(false);
    let article = extractor.extract(input).unwrap();
    let (markdown, html) = (article.markdown(), article.html());
    let has_spans = ["rowspan", "colspan"].iter().any(|span| html.contains(span));
    let simplify = |part| without_empty_cells(with_plain_definitions(with_plain_footnotes(part)), has_spans);
    let (read, meant) = (simplify(of_markdown(&markdown)), simplify(of_html(&html)));
    assert_eq!(read, meant, "\n--- page\n{page}\n--- Markdown\n{markdown}\n--- HTML\n{html}");
}

#[test]
fn markdown_and_html_of_every_fixture_agree() {
    for folder in ["pages", "outputs"] {
        for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).unwrap() {
            check(&fs::read_to_string(entry.unwrap().path().join("source.html")).unwrap());
        }
    }
}

/// Pages on which the property test below or a run on real pages once failed.
#[test]
fn markdown_and_html_of_odd_pages_agree() {
    let pages = [
        "\\[\\]",
        "<ul><dl>\\[|",
        "<table><td><caption>(",
        "[&<code>]:",
        "<a href=/x>$ \\a$]:$",
        "<a href=/x><i><p><kbd>*\n[^1]: y",
        "<pre>a&#13;b&#13;\nc",
        "<dl><dt>a<dd>b<dl><dt>c<dd>d</dl><dd>e",
        "<a href='mailto: x'>y",
        // Footnotes that begin with a list, a table or code.
        "<p>Rain.<sup><a href='#a' id=b>1</a></sup> Snow.<sup><a href='#c' id=d>2</a></sup> Hail.<sup><a href='#e' id=f>3</a></sup>\
         <div id=a><ul><li>One of many.</ul><a href='#b'>back</a></div>\
         <div id=c><table><tr><td>x<td>y<tr><td>z<td>w</table><a href='#d'>back</a></div>\
         <div id=e><pre>let x = 1;</pre><a href='#f'>back</a></div>",
        "<table><caption>a</caption><tr><td>b<td>c<caption>d</caption><tr><td>e<td>f</table>",
    ];
    pages.into_iter().for_each(check);
}

/// `MAINTEXT_PAGES=FOLDER cargo test --test it markdown::` checks the articles of all pages in a folder.
#[test]
fn markdown_and_html_of_pages_of_a_folder_agree() {
    let Some(folder) = environment::path("MAINTEXT_PAGES") else { return };
    let (mut pages, mut failed) = (0, 0);
    for entry in fs::read_dir(folder).unwrap() {
        let mut bytes = Vec::new();
        let path = entry.unwrap().path();
        flate2::read::MultiGzDecoder::new(fs::File::open(&path).unwrap()).read_to_end(&mut bytes).unwrap();
        let page = String::from_utf8_lossy(&bytes);
        let result = std::panic::catch_unwind(|| check_with(&page, Options::new()));
        pages += 1;
        failed += usize::from(result.is_err());
        if result.is_err() {
            println!("FAILED {path:?}");
        }
    }
    assert_eq!(failed, 0, "of {pages} pages");
}

/// No reader finds markup or URLs that come from the page's text.
fn check_safe(page: &str) {
    let extractor = Extractor::new(Options::new().with_content_selector("html").unwrap());
    let article = extractor.extract(Input::html(page).with_url("https://example.org/a/b")).unwrap();
    maintext_tests::markdown::check_safe(&article.markdown());
}

#[test]
fn text_of_the_page_is_no_markup_for_readers_without_extensions() {
    let payload = "&lt;script>alert(1)&lt;/script>";
    let note = |text: &str| {
        format!(
            "<p>a<sup><a href=#n id=r>1</a></sup> b<sup><a href=#m id=q>2</a></sup><ol><li id=n>{text} <a href=#r>↑</a><li id=m>c <a href=#q>↑</a></ol>"
        )
    };
    let pages = [
        format!("<dl><dt>a<dd><pre>\n{payload}\n</pre><p>b</dl>"),
        format!("<dl><dt>a<dd><ul><li><pre>\n{payload}\n</pre></ul></dl>"),
        format!("<dl><dt>a<dd><blockquote><pre>\n{payload}\n</pre></blockquote></dl>"),
        format!("<h2><pre>a&#13;{payload}</pre></h2>"),
        format!("<p>a <code>a&#13;{payload}</code> b"),
        format!("<table><tr><th>a<th>b<tr><td><pre>x&#13;{payload}</pre><td>c<tr><td>d<td>e</table>"),
        format!("<dl><dt><pre><code>x&#13;{payload}</code></pre><dd>b</dl>"),
        format!("<p>a <code><math><mi>x</mi></math></code> b <code>`{payload}</code>"),
        format!("<p>a <code><img class=latex alt=x src=/a.png></code> b <code>`{payload}</code>"),
        format!("<p>a \\({payload}\\) b"),
        "<p>a \\([x](javascript:alert(1))\\) b".to_owned(),
        format!("<p>a \\(x`y\\) b <code>{payload}</code>"),
        format!("<p>a <math alttext='{payload}'><mi>x</mi></math> b"),
        "<p>a <script type='math/tex'><img src=x onerror=alert(1)></script> b".to_owned(),
        format!("<p>a <img class=latex src=/a.png alt='{payload}'> b"),
        format!("<p>\\[{payload}\\]"),
        format!("<p>a <code><math>&lt;\n\n{payload}</math></code>"),
        "<p>a <math>b\n\n# c</math> d".to_owned(),
        note("javascript:alert(1)"),
        note("javascript:alert(1) 'x'"),
        note("javascript:alert(1)<br>b"),
        note(&format!("<ul><li><pre>\n{payload}\n</pre></ul>")),
        note(&format!("<pre>\n{payload}\n</pre>")),
        format!("<p>http://example.com/?q={payload} a"),
    ];
    for page in pages {
        check_safe(&page);
        // In code, Markdown has formulas without delimiters.
        if !page.contains("<code><") {
            check(&page);
        }
    }
}

/// A bare URL is read up to the next `<` or white space by GitHub's extension, with the backslashes and marks in it.
#[test]
fn bare_url_that_would_be_read_wrongly_is_a_link() {
    let extractor = Extractor::new(Options::new().with_content_selector("p").unwrap());
    for (text, expected) in [
        ("http://e.com/a_b, www.e.com/?c=d.", "http://e.com/a_b, www.e.com/?c=d."),
        ("http://e.com/?q=&lt;img> &lt;b>", "[http://e.com/?q=](http://e.com/?q=)&lt;img> \\<b>"),
        ("at http://e.edu/~x/_a.", "at [http://e.edu/\\~x/\\_a](http://e.edu/~x/_a)."),
        ("(www.e.edu/~x)", "([www.e.edu/\\~x](http://www.e.edu/~x))"),
        ("http://e.com/<code>&lt;b></code>", "[http://e.com/](http://e.com/)`<b>`"),
        ("http://e.com/?\"<code>&lt;b>\"</code>", "[http://e.com/](http://e.com/)?\"`<b>\"`"),
        ("http://e.com/<b>c</b>", "[http://e.com/](http://e.com/)**c**"),
        ("http://e.com/('\"~x", "[http://e.com/&#40;&#39;&#34;\\~x](<http://e.com/('%22~x>)"),
        ("!www.e.com/~x", "!<!-- -->[www.e.com/\\~x](http://www.e.com/~x)"),
        ("ftp://e.com/~x", "ftp:<!-- -->//e.com/\\~x"),
        ("<a href=https://e.org/>http://e.com/~x</a>", "[http://e.com/\\~x](https://e.org/)"),
    ] {
        let article = extractor.extract(&*format!("<p>{text}</p>")).unwrap();
        assert_eq!(article.markdown().trim_end(), expected);
    }
}

const TAGS: &[&str] = &[
    "p",
    "p",
    "div",
    "ul",
    "ol",
    "li",
    "li",
    "blockquote",
    "pre",
    "code",
    "b",
    "i",
    "em",
    "strong",
    "a href=/x",
    "a href='?a=1&amp;copy;'",
    "h1",
    "h2",
    "h4",
    "table",
    "tr",
    "tr",
    "td",
    "th",
    "td",
    "caption",
    "dl",
    "dt",
    "dd",
    "sub",
    "sup",
    "del",
    "kbd",
    "q",
    "span",
    "figure",
    "figcaption",
    "section",
    "ol start=7",
    "input type=checkbox",
];

fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => (0..TAGS.len()).prop_map(|tag| format!("<{}>", TAGS[tag])),
        4 => (0..TAGS.len()).prop_map(|tag| format!("</{}>", TAGS[tag].split(' ').next().unwrap())),
        6 => "[-a-cä中 \\n*_`\\[\\]#+.!|~$\\\\:=()0-2,“é&>^{}]{1,8}",
        2 => "[a-z]{1,6}",
        1 => prop_oneof![
            Just("<br>"), Just("<hr>"), Just("<img src=/i.png alt='a [b] *c*'>"), Just("&lt;b&gt;"), Just("&lt;!-- x"),
            Just("1. "), Just("- "), Just("```"), Just("    "), Just("---"), Just(": x"), Just("[^1]: y"), Just("\\(x_1\\)"),
            Just("&amp;amp;"), Just("~~~"), Just("| - |"), Just("http://a.b/c_d"),
        ].prop_map(str::to_owned),
    ]
}

/// What could become markup.
fn dangerous() -> impl Strategy<Value = String> {
    const PIECES: &[&str] = &[
        "&lt;img src=x onerror=alert(1)>",
        "&lt;/script>",
        "[x](javascript:alert(1))",
        "[^1]",
        "javascript:alert(1)",
        "&#13;",
        "<br>",
        "`",
        "\\(",
        "\\)",
        "<sup><a href=#n>1</a></sup>",
        "<p id=n>",
        "<a href=#r>↑</a>",
        "<dl><dt>a<dd>",
        "<pre>",
        "<code>",
        "<math alttext='`&lt;b>'><mi>x</mi></math>",
        "<ul><li>",
        "http://a.b/",
    ];
    (0..PIECES.len()).prop_map(|at| PIECES[at].to_owned())
}

proptest! {
    #![proptest_config(cases(1500))]

    #[test]
    fn markdown_and_html_of_tag_soup_agree(pieces in prop::collection::vec(piece(), 1..24)) {
        check(&pieces.concat());
    }

    #[test]
    fn no_reader_finds_markup_of_the_page(pieces in prop::collection::vec(prop_oneof![8 => piece(), 3 => dangerous()], 1..24)) {
        check_safe(&pieces.concat());
    }
}
