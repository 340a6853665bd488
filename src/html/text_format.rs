//! Text files that are not HTML, recognized by how they start.
//!
//! Nothing that starts with a tag is rejected, except the root elements of feeds and sitemaps. Other formats need the syntax
//! of their first statement, not just a word that text may start with, and no line of the file may start an HTML document:
//! some pages have a stray script or an error message before their markup.

use crate::text::json::is_json_prefix;
use memchr::{memchr, memchr_iter};
use std::fmt;

/// A text format other than HTML; see [`ErrorKind::TextFile`](crate::ErrorKind::TextFile).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TextFormat {
    /// A script.
    JavaScript,
    /// A style sheet.
    Css,
    /// Lines of values separated by commas, semicolons or tabs.
    Csv,
    /// JSON, or lines of JSON.
    Json,
    /// A sitemap or an index of sitemaps.
    Sitemap,
    /// An RSS or Atom feed.
    Feed,
    /// A page with its resources as a MIME message (MHTML), or another MIME message.
    Mhtml,
    /// An HTTP response with its headers. Pass its body instead.
    HttpResponse,
    /// A WARC record. Pass the body of the response in it instead.
    Warc,
}

impl fmt::Display for TextFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            TextFormat::JavaScript => "JavaScript",
            TextFormat::Css => "CSS",
            TextFormat::Csv => "CSV",
            TextFormat::Json => "JSON",
            TextFormat::Sitemap => "a sitemap",
            TextFormat::Feed => "an RSS or Atom feed",
            TextFormat::Mhtml => "a MIME message (MHTML)",
            TextFormat::HttpResponse => "an HTTP response with headers",
            TextFormat::Warc => "a WARC record",
        })
    }
}

/// Number of bytes that are looked at. Chosen by hand.
const SAMPLE: usize = 8192;

/// Returns the format of a text that is not HTML.
pub(crate) fn text_format(text: &str) -> Option<TextFormat> {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let end = (0..=text.len().min(SAMPLE)).rev().find(|&end| text.is_char_boundary(end));
    let sample = &text[..end.unwrap_or(0)];
    match sample.bytes().next()? {
        b'<' => xml_format(sample),
        _ => message_format(sample).or_else(|| {
            let is_whole = sample.len() == text.len();
            let format = if is_json_prefix(sample, is_whole) {
                TextFormat::Json
            } else if is_css(sample) && !has_markup(sample) {
                TextFormat::Css
            } else if is_javascript(sample) && !has_markup(sample) {
                TextFormat::JavaScript
            } else if is_csv(sample, is_whole) {
                TextFormat::Csv
            } else {
                return None;
            };
            (!has_document(text)).then_some(format)
        }),
    }
}

/// Whether a line of the text starts an HTML document.
fn has_document(text: &str) -> bool {
    const STARTS: [&[u8]; 4] = [b"<!doctype", b"<html", b"<head", b"<body"];
    let bytes = text.as_bytes();
    memchr_iter(b'<', bytes).any(|at| {
        let is_start =
            |start: &&[u8]| bytes[at..].get(..start.len()).is_some_and(|tag| tag.eq_ignore_ascii_case(start));
        STARTS.iter().any(is_start) && {
            let before = bytes[..at].trim_ascii_end();
            // At the start of a line, or after a tag, a statement or an error message.
            before.len() < at && bytes[before.len()..at].contains(&b'\n')
                || matches!(before.last(), Some(b'>' | b'}' | b';'))
        }
    })
}

/// Whether a line of the text starts with a tag, or the text has an end tag of a script or style: a page may start with the rest
/// of one. Scripts hold tags in strings, which seldom start a line.
fn has_markup(text: &str) -> bool {
    let starts_with_tag = |line: &str| {
        line.trim_start().strip_prefix('<').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic()))
    };
    text.lines().any(starts_with_tag) || ["</script", "</style"].iter().any(|tag| text.contains(tag))
}

/// Feeds and sitemaps, by their root element.
fn xml_format(text: &str) -> Option<TextFormat> {
    let rest = skip_prolog(text);
    let name_end = rest.find(|c: char| c.is_ascii_whitespace() || matches!(c, '>' | '/'))?;
    let tag = &rest[..rest.find('>').unwrap_or(rest.len())];
    match &rest[..name_end] {
        "<rss" => Some(TextFormat::Feed),
        "<feed" if tag.contains("http://www.w3.org/2005/Atom") => Some(TextFormat::Feed),
        "<rdf:RDF" if tag.contains("http://purl.org/rss/") => Some(TextFormat::Feed),
        "<urlset" | "<sitemapindex" if tag.contains("sitemaps.org") || tag.contains("google.com/schemas/sitemap") => {
            Some(TextFormat::Sitemap)
        }
        _ => None,
    }
}

/// Skips the XML declaration, processing instructions, comments and the document type.
fn skip_prolog(text: &str) -> &str {
    let mut rest = text;
    loop {
        rest = rest.trim_start();
        let end = match () {
            () if rest.starts_with("<?") => "?>",
            () if rest.starts_with("<!--") => "-->",
            () if rest.starts_with("<!") => ">",
            () => return rest,
        };
        match rest.find(end) {
            Some(at) => rest = &rest[at + end.len()..],
            None => return "",
        }
    }
}

/// WARC records, HTTP responses and MIME messages, by their headers.
fn message_format(text: &str) -> Option<TextFormat> {
    let first = text.lines().next()?;
    if first.starts_with("WARC/1.") || first.starts_with("WARC/0.") {
        return Some(TextFormat::Warc);
    }
    if let Some((version, status)) = first.strip_prefix("HTTP/").and_then(|rest| rest.split_once(' ')) {
        let is_version = !version.is_empty() && version.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        let is_status = status.len() >= 3 && status.bytes().take(3).all(|byte| byte.is_ascii_digit());
        return (is_version && is_status).then_some(TextFormat::HttpResponse);
    }
    let is_header = |line: &str| {
        line.starts_with([' ', '\t'])
            || line.split_once(':').is_some_and(|(name, _)| {
                !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            })
    };
    let headers: Vec<String> = text.lines().take_while(|line| is_header(line)).map(str::to_ascii_lowercase).collect();
    let has = |start: &str| headers.iter().any(|line| line.starts_with(start));
    if has("mime-version:") && has("content-type:") {
        return Some(TextFormat::Mhtml);
    }
    // A response without its status line.
    let is_response = has("content-type:") && (has("server:") || has("content-length:") || has("date:"));
    (is_response && headers.len() < text.lines().count()).then_some(TextFormat::HttpResponse)
}

/// Skips white space and comments.
fn skip_comments(text: &str, has_line_comments: bool) -> &str {
    let mut rest = text;
    loop {
        rest = rest.trim_start();
        if let Some(comment) = rest.strip_prefix("/*") {
            rest = comment.split_once("*/").map_or("", |(_, rest)| rest);
        } else if has_line_comments && rest.starts_with("//") {
            rest = rest.split_once('\n').map_or("", |(_, rest)| rest);
        } else {
            return rest;
        }
    }
}

/// Whether a text starts with a rule of a style sheet.
fn is_css(text: &str) -> bool {
    const BLOCKS: [&str; 11] = [
        "@media ",
        "@font-face",
        "@keyframes ",
        "@-webkit-keyframes ",
        "@supports ",
        "@layer ",
        "@page",
        "@property ",
        "@container ",
        "@media(",
        "@tailwind ",
    ];
    const STATEMENTS: [&str; 3] = ["@charset ", "@import ", "@namespace "];
    let mut rest = skip_comments(text, false);
    while STATEMENTS.iter().any(|statement| rest.starts_with(statement)) {
        let Some((_, after)) = rest.split_once(';') else { return true };
        rest = skip_comments(after, false);
        if rest.is_empty() {
            return true;
        }
    }
    if BLOCKS.iter().any(|block| rest.starts_with(block)) {
        return is_code(rest);
    }
    let Some((prelude, block)) = rest.split_once('{') else { return false };
    is_prelude(prelude) && is_declaration(skip_comments(block, false))
}

/// Whether a text is made of selectors: no quotes or equals signs outside attribute brackets, nothing that ends a statement.
fn is_prelude(text: &str) -> bool {
    let mut in_brackets = false;
    let mut words = 0;
    for (at, c) in text.char_indices() {
        match c {
            '[' => in_brackets = true,
            ']' => in_brackets = false,
            _ if in_brackets => {}
            '=' | '"' | '\'' | ';' | '<' | '}' | '`' | '$' | '?' | '!' | '&' => return false,
            // Function calls and parameter lists: only pseudo-classes have parentheses.
            '(' if !text[..at]
                .rsplit([' ', ',', '>', '+', '~', '\n'])
                .next()
                .is_some_and(|word| word.contains(':')) =>
            {
                return false;
            }
            ' ' => words += 1,
            _ => {}
        }
    }
    !text.trim().is_empty() && (words < 40 || text.contains(','))
}

/// Whether a text starts with `property: value` and its end.
fn is_declaration(block: &str) -> bool {
    let Some((property, rest)) = block.split_once(':') else { return false };
    let property = property.trim();
    let is_property = !property.is_empty()
        && property.len() < 40
        && property
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'_'));
    let value = &rest[..rest.find([';', '}', '{']).unwrap_or(rest.len())];
    let is_ended = rest[value.len()..].starts_with([';', '}']);
    is_property && is_ended && !value.trim().is_empty() && !value.contains('<') && !rest.starts_with('{')
}

/// Whether a text starts with a statement of JavaScript.
fn is_javascript(text: &str) -> bool {
    let has_comment = text.starts_with("//") || text.starts_with("/*");
    let rest = skip_comments(text, true).trim_start_matches([';', '!', '+', '(']).trim_start();
    let is_closure = rest.len() < text.trim_start().len() || has_comment;
    const STARTS: [&str; 22] = [
        "\"use strict\"",
        "'use strict'",
        "function(",
        "function (",
        "()=>{",
        ") => {",
        ")=>{",
        "document.write(",
        "document.addEventListener(",
        "window.addEventListener(",
        "$(document)",
        "$(function",
        "jQuery(",
        "require.config(",
        "if(typeof ",
        "if (typeof ",
        "self.webpackChunk",
        "module.exports",
        "Object.defineProperty(",
        "define([",
        "webpackJsonp",
        "#!/usr/bin/env node",
    ];
    if !is_code(rest) {
        return false;
    }
    if STARTS.iter().any(|start| rest.starts_with(start)) {
        return true;
    }
    let mut tokens = Tokens { rest };
    match tokens.word() {
        "async" => tokens.word() == "function",
        "function" => {
            let _name = tokens.word();
            tokens.skip("(")
        }
        "var" | "let" | "const" => {
            let is_pattern = tokens.skip("{") || tokens.skip("[");
            let name = tokens.word();
            is_pattern && !name.is_empty()
                || !name.is_empty() && (tokens.skip("=") || tokens.skip(",") || tokens.skip(";"))
        }
        "class" => {
            let name = tokens.word();
            let is_derived = tokens.word() == "extends";
            !name.is_empty() && (is_derived || tokens.skip("{"))
        }
        "import" => {
            let statement = &tokens.rest[..memchr(b';', tokens.rest.as_bytes()).unwrap_or(tokens.rest.len())];
            let statement = statement.trim_start();
            statement.starts_with(['"', '\''])
                || statement.starts_with(['{', '*'])
                || statement.split_once(" from ").is_some_and(|(name, module)| {
                    !name.trim().contains(' ') && module.trim_start().starts_with(['"', '\''])
                })
        }
        "export" => {
            let next = tokens.word();
            matches!(next, "default" | "const" | "let" | "var" | "function" | "class" | "async")
                || next.is_empty() && (tokens.skip("{") || tokens.skip("*"))
        }
        "try" => tokens.skip("{"),
        "" => false,
        name => {
            // An assignment to a member, or a call with an object (JSONP), a function or a string.
            let is_member = tokens.skip_members();
            let is_assignment = is_member && tokens.skip("=") && !tokens.rest.starts_with('=') && is_code(tokens.rest);
            let arguments = ["({", "([", "(function", "(()", "(async"];
            let is_call = arguments.iter().any(|start| tokens.rest.starts_with(start)) && is_code(tokens.rest);
            is_assignment || is_call && (is_member || is_closure || name.len() > 1) || is_call_with_string(tokens.rest)
        }
    }
}

/// Whether a text is the rest of a call whose first argument is a string.
fn is_call_with_string(text: &str) -> bool {
    let argument = text.strip_prefix('(').and_then(|rest| rest.strip_prefix(['"', '\'']).map(|value| (rest, value)));
    let Some((rest, value)) = argument else { return false };
    match value.split_once(&rest[..1]) {
        Some((_, after)) => match after.split_at_checked(1) {
            Some((")", rest)) => rest.is_empty() || rest.starts_with([';', '\n', '\r']),
            Some((",", rest)) => rest.trim_start().starts_with(['"', '\'', '[', '{']),
            _ => false,
        },
        // The string of a search index may be longer than the sample.
        None => !value.is_empty() && !value.contains(char::is_whitespace),
    }
}

/// Whether a text has the density of punctuation that code has. Prose has less than 6 % (chosen by hand).
fn is_code(text: &str) -> bool {
    let sample = &text.as_bytes()[..text.len().min(512)];
    let signs = sample
        .iter()
        .filter(|byte| matches!(byte, b'{' | b'}' | b'(' | b')' | b'[' | b']' | b':' | b';' | b'=' | b'"' | b'\''));
    signs.count() * 16 > sample.len()
}

/// Words and signs of code, with white space between them.
struct Tokens<'t> {
    rest: &'t str,
}

impl<'t> Tokens<'t> {
    /// The next name; empty if there is none.
    fn word(&mut self) -> &'t str {
        let rest = self.rest.trim_start();
        let end = rest.find(|c: char| !c.is_alphanumeric() && !matches!(c, '_' | '$')).unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        let is_name = !word.starts_with(|c: char| c.is_ascii_digit());
        if is_name {
            self.rest = after;
        }
        if is_name { word } else { "" }
    }

    fn skip(&mut self, sign: &str) -> bool {
        match self.rest.trim_start().strip_prefix(sign) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    /// `.name` any number of times, and `[...]`; whether there was one.
    fn skip_members(&mut self) -> bool {
        let mut found = false;
        loop {
            if self.rest.starts_with('.')
                && self.rest[1..].starts_with(|c: char| c.is_alphabetic() || matches!(c, '_' | '$'))
            {
                self.rest = &self.rest[1..];
                self.word();
            } else if self.rest.starts_with('[') && self.rest[1..].starts_with(['"', '\'']) {
                let Some((_, rest)) = self.rest.split_once(']') else { return found };
                self.rest = rest;
            } else {
                return found;
            }
            found = true;
        }
    }
}

/// Whether a text is lines with equal numbers of separators, and no tags.
fn is_csv(text: &str, is_whole: bool) -> bool {
    const MIN_LINES: usize = 4;
    const MIN_SEPARATORS: usize = 2;
    let has_tag = memchr_iter(b'<', text.as_bytes())
        .any(|at| text.as_bytes().get(at + 1).is_some_and(|next| next.is_ascii_alphabetic() || *next == b'/'));
    let lines = || {
        // The last line may be cut.
        let end = if is_whole { text.len() } else { text.rfind('\n').unwrap_or(0) };
        text[..end].lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#'))
    };
    let count = |line: &str, separator: u8| {
        let mut is_quoted = false;
        let is_separator = |byte: &u8| {
            is_quoted ^= *byte == b'"';
            *byte == separator && !is_quoted
        };
        line.bytes().filter(is_separator).count()
    };
    let is_regular = |separator: u8| {
        let mut counts = lines().map(|line| count(line, separator));
        let first = counts.next().unwrap_or(0);
        first >= MIN_SEPARATORS && counts.all(|other| other == first)
    };
    !has_tag && lines().count() >= MIN_LINES && [b',', b';', b'\t'].into_iter().any(is_regular)
}

#[cfg(test)]
mod tests {
    use super::TextFormat::{self, *};
    use super::text_format;

    fn check(format: Option<TextFormat>, texts: &[&str]) {
        for text in texts {
            assert_eq!(text_format(text), format, "{text:?}");
        }
    }

    #[test]
    fn feeds_and_sitemaps_are_recognized_by_their_root() {
        check(
            Some(Feed),
            &[
                "<?xml version='1.0'?>\n<rss version='2.0'><channel>",
                "\u{feff}<!-- x --><?xml-stylesheet href='a'?><feed xmlns='http://www.w3.org/2005/Atom'>",
                "<rdf:RDF xmlns='http://purl.org/rss/1.0/'>",
            ],
        );
        let index = "<?xml version='1.0'?><sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>";
        check(Some(Sitemap), &["<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">", index]);
        check(None, &["<?xml version='1.0'?><!DOCTYPE html><html>", "<feed>", "<svg>", "<p>rss", "<"]);
    }

    #[test]
    fn messages_are_recognized_by_their_headers() {
        check(Some(Warc), &["WARC/1.0\r\nWARC-Type: response\r\n"]);
        check(Some(HttpResponse), &["HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>x", "HTTP/2 404\n\n<html>"]);
        check(Some(HttpResponse), &["Content-Type: text/html\nServer: x\n\n<html>"]);
        let mhtml = "From: <Saved by a browser>\nSubject: x\nMIME-Version: 1.0\nContent-Type: multipart/related;\n\ttype=a\n\n--";
        check(Some(Mhtml), &[mhtml]);
        check(None, &["HTTP/1.1 is a protocol that browsers speak.", "Note: this is text.\nDate: today", "WARC files"]);
    }

    #[test]
    fn code_and_data_are_recognized_by_their_syntax() {
        check(
            Some(JavaScript),
            &[
                "/*! jQuery v3 */\n!function(e,t){\"object\"==typeof module}(this);",
                "(function(){var a=1})()",
                "// comment\nvar x = 1;",
                "'use strict';\nconst {a} = require('b');",
                "const a = 1;",
                "let a,b;",
                "import x from './x.js';",
                "import {a} from 'b';",
                "export default function () {}",
                "function f(a) { return a; }",
                "window.dataLayer = window.dataLayer || [];",
                "callback({\"a\": 1, \"b\": [1, 2]})",
                "ace.define(\"ace/mode/x\",[\"require\"],function(e){})",
                "docReady(() => {\n  init();\n});",
                "index_('AQAA9v31AAABAMsfAQB4BgEAAQAA9vv1AAAB')",
                "(self.webpackChunk=self.webpackChunk||[]).push([[1],{}])",
                "class A extends B {}",
                "if (typeof a === 'undefined') {}",
            ],
        );
        check(
            Some(Css),
            &[
                "body { color: red; }",
                "/* x */\n@charset \"utf-8\";\n.a > b, #c:not(.d) {margin:0}",
                "@media print { a { color: red } }",
                "@font-face{font-family:x}",
                ":root{--main-color:#fff}",
                "input[type=\"text\"] { width: 1px; }",
                "@import url(a.css);",
            ],
        );
        check(Some(Json), &["{\"a\": [1, 2]}", "[{\"a\": 1}]\n", "{\"a\":1}\n{\"a\":2}\n", "[]"]);
        check(
            Some(Csv),
            &["a,b,c\n1,2,3\n4,\"5,6\",7\n8,9,0\n", "a;b;c\n1;2;3\n1;2;3\n1;2;3", "a\tb\tc\n\tx\t\n1\t2\t3\nx\ty\tz\n"],
        );
        let long = format!("[{}1]", "{\"a\": \"text\"},".repeat(2000));
        check(Some(Json), &[&long]);
    }

    #[test]
    fn text_and_pages_are_accepted() {
        check(
            None,
            &[
                "",
                "Let me say this: it is a text. {See the note: it is short.}",
                "let us go then, you and I",
                "var is a keyword of JavaScript.",
                "Import taxes from China rose, and export prices fell.",
                "import taxes rise from 5 % to 10 %",
                "export of goods",
                "function words are short",
                "class action suits; class struggle",
                "try again later",
                "[1] See the first note. [2] See the second.",
                "{{ template }} <p>Text",
                "body {text",
                "Paris, France, 2014\nRome, Italy\nBerlin, Germany, 2015\nOslo, Norway, 2016",
                "One line, with, commas.\nAnother, with, two.",
                "{\"error\": \"x\"}\n<!DOCTYPE html><html><body><p>Text",
                "var x = 1;\n<html><p>Text",
                "body { color: red; }</style><body><p>Text",
                "a,b,c\n1,2,3\n4,5,6\n7,8,9\n<p>Text",
                "Warning: x in y.php on line 3\n<html>",
                "// a path\nand text",
                "f(x) = 2x is a function.",
                "He said (\"no\") and left.",
                "print(\"one\") prints one.",
                "See example.com = good",
                "example.com = a good site for those who look for rivers and maps",
                "中.中=",
                "var x = 1;\n<div><p>Text</p></div>",
                "body { color: red; }\n<div><p>Text",
                "window.dataLayer = window.dataLayer || [];\n<div><p>Text</p></div>",
                "function f() { return 1; }</script><div><p>Text</p></div>",
                "\"use strict\" is a directive that many scripts begin with.",
                "class Foo extends Bar, which is the first thing that one learns.",
                "let it = be, said the man who knew",
                "@media queries are a feature of style sheets that adapts pages to screens.",
            ],
        );
    }
}
