//! Limits: no combination of them leads to a panic, each is respected, and what was extracted is a valid article.

use crate::page::{page, split_line};
use crate::{article, chunks};
use maintext::{Article, Extractor, HtmlOptions, Input, Limit, MarkdownOptions, Options, TextOptions};
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
            if limits.bytes.is_some_and(|limit| page.len() > limit) {
                panic!("a page of {} bytes passes {limits:?}", page.len());
            }
            let whole = Extractor::default().extract(input()).unwrap();
            assert_eq!(article.text(), whole.text(), "limits that a page does not exceed change nothing: {limits:?}");
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
    chunks::check(article, 100, 0);
    // A page has at most as many blocks as nodes. Parsing stops a few nodes after the limit.
    if let Some(limit) = limits.nodes {
        assert!(article.blocks().len() <= limit + 10, "{} blocks under {limits:?}", article.blocks().len());
    }
    let Some(limit) = limits.output else { return };
    let text = TextOptions::new().with_links(true).with_images(true).with_tsv_tables(true).with_comments(true);
    for (name, output) in [
        ("text", article.text().to_owned()),
        ("text with all", article.text_with(&text)),
        ("text with comments", article.text_with(&TextOptions::new().with_comments(true))),
        ("Markdown", article.markdown()),
        ("Markdown with front matter", article.markdown_with(&MarkdownOptions::new().with_front_matter(true))),
        ("HTML", article.html()),
        ("HTML without links", article.html_with(&HtmlOptions::new().with_links(false))),
    ] {
        assert!(output.len() <= limit, "{name} has {} bytes under {limits:?}", output.len());
    }
    let metadata = article.metadata();
    let lists = [metadata.authors(), metadata.categories(), metadata.tags()].into_iter().flatten();
    let comments = article.comments().iter().map(|comment| comment.text().len());
    let json = serde_json::to_string(article).map_or(0, |json| json.len());
    for (name, size) in [
        ("title", article.title().map_or(0, str::len)),
        ("description", metadata.description().map_or(0, str::len)),
        ("lists of the metadata", lists.map(String::len).sum()),
        ("comments", comments.sum()),
        ("JSON", json),
        ("links", article.links().map(|link| link.url().len()).sum()),
        ("images", article.images().map(|image| image.url().len()).sum()),
        ("Markdown of blocks", article.blocks().filter_map(|block| block.markdown()).map(str::len).sum()),
    ] {
        assert!(size <= limit, "{name}: {size} bytes under {limits:?}");
    }
}
