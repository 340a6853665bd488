//! Limits: no combination of them leads to a panic, each is respected, and what was extracted is a valid article.

use crate::page::{page, split_line};
use crate::{article, chunks};
use maintext::{Article, ChunkOptions, Extractor, HtmlOptions, Input, Limit, MarkdownOptions, Options, TextOptions};
use std::time::Duration;

/// The limits that the first line of the input sets.
#[derive(Clone, Copy, Debug, Default)]
struct Limits {
    bytes: Option<usize>,
    nodes: Option<usize>,
    depth: Option<usize>,
    output: Option<usize>,
    microseconds: Option<u64>,
    is_plain: bool,
}

impl Limits {
    /// Reads words such as `n30`: a letter for the limit, and its value.
    fn read(line: &[u8]) -> Limits {
        let mut limits = Limits::default();
        for word in String::from_utf8_lossy(line).split(' ') {
            let Some((letter, value)) = word.split_at_checked(1) else { continue };
            let value = value.parse::<u16>().unwrap_or(0);
            match letter {
                "b" => limits.bytes = Some(value.into()),
                "n" => limits.nodes = Some(value.into()),
                "d" => limits.depth = Some(value.into()),
                "o" => limits.output = Some(value.into()),
                "t" => limits.microseconds = Some(value.into()),
                "p" => limits.is_plain = true,
                _ => {}
            }
        }
        limits
    }

    fn options(self) -> Options {
        let mut options = Options::new();
        if let Some(limit) = self.bytes {
            options = options.with_max_bytes(limit);
        }
        if let Some(limit) = self.nodes {
            options = options.with_max_nodes(limit);
        }
        if let Some(limit) = self.depth {
            options = options.with_max_depth(limit);
        }
        if let Some(limit) = self.output {
            options = options.with_max_output_bytes(limit);
        }
        if let Some(limit) = self.microseconds {
            options = options.with_max_time(Duration::from_micros(limit));
        }
        options
    }
}

/// Extracts the page under the limits in the first line.
pub fn check(data: &[u8]) {
    let (line, rest) = split_line(data);
    let limits = Limits::read(line);
    let page = page(rest);
    let input = || {
        let input = if limits.is_plain { Input::plain(page.as_str()) } else { Input::html(page.as_str()) };
        input.with_url("https://example.org/a/b").with_sniffing(false)
    };
    match Extractor::new(limits.options()).extract(input()) {
        Ok(article) => {
            check_within(&article, limits);
            assert!(limits.bytes.is_none_or(|limit| page.len() <= limit), "{} bytes pass {limits:?}", page.len());
            check_same(&article, &Extractor::default().extract(input()).unwrap(), limits);
        }
        Err(error) => {
            let limit = error.limit().unwrap_or_else(|| panic!("{error}"));
            check_limit(limit, limits);
            if let Some(partial) = error.partial() {
                check_within(partial, limits);
            }
        }
    }
}

/// Checks that limits that a page does not exceed change nothing, and that the article tells those that it exceeds.
fn check_same(article: &Article, whole: &Article, limits: Limits) {
    assert_eq!(article.text(), whole.text(), "{limits:?}");
    let chunks = |article: &Article| {
        let chunks = article.chunks(&ChunkOptions::new().with_max_chars(100));
        chunks.iter().map(|chunk| (chunk.range(), chunk.markdown().to_owned())).collect::<Vec<_>>()
    };
    let is_same = outputs(article) == outputs(whole)
        && chunks(article) == chunks(whole)
        && article.metadata() == whole.metadata()
        && article.comments() == whole.comments()
        && article.links().len() == whole.links().len()
        && article.images().len() == whole.images().len();
    match article.check_limits() {
        Ok(()) => assert!(is_same, "outputs differ, and no limit of {limits:?} was exceeded"),
        Err(limit) => check_limit(limit, limits),
    }
}

/// Checks that a limit is the one of the options, and exceeded.
fn check_limit(limit: Limit, set: Limits) {
    match limit {
        Limit::Bytes { limit, found } => assert!(set.bytes == Some(limit) && found > limit),
        Limit::Nodes { limit, found } => assert!(set.nodes == Some(limit) && found > limit),
        Limit::Depth { limit, found } => assert!(set.depth == Some(limit) && found > limit),
        Limit::OutputBytes { limit, found } => assert!(set.output == Some(limit) && found > limit),
        Limit::Time { limit, found } => {
            assert!(set.microseconds.map(Duration::from_micros) == Some(limit) && found > limit);
        }
        limit => panic!("{limit}"),
    }
}

/// Checks an article, and that its outputs are within the limit.
fn check_within(article: &Article, limits: Limits) {
    article::check(article);
    if limits.output.is_none() && limits.microseconds.is_none() {
        chunks::check(article, 100, 0);
    }
    // A page has at most as many blocks as nodes. Parsing stops a few nodes after the limit.
    if let Some(limit) = limits.nodes {
        assert!(article.blocks().len() <= limit + 10, "{} blocks under {limits:?}", article.blocks().len());
    }
    let Some(limit) = limits.output else { return };
    for output in outputs(article) {
        assert!(output.len() <= limit, "{} bytes under {limits:?}: {output}", output.len());
    }
    let comments: usize = article.comments().iter().map(|comment| comment.text().len()).sum();
    assert!(comments <= limit, "{comments} bytes of comments under {limits:?}");
}

/// Returns the text, the Markdown and the HTML of an article with several options.
fn outputs(article: &Article) -> [String; 7] {
    let text = TextOptions::new().with_links(true).with_images(true).with_tsv_tables(true).with_comments(true);
    [
        article.text().to_owned(),
        article.text_with(&text),
        article.text_with(&TextOptions::new().with_comments(true)),
        article.markdown(),
        article.markdown_with(&MarkdownOptions::new().with_front_matter(true)),
        article.html(),
        article.html_with(&HtmlOptions::new().with_links(false)),
    ]
}
