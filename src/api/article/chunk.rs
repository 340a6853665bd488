//! Chunks of an article, for retrieval and language models.

use super::{Article, Block, Link};
use crate::html::limits::Budget;
use crate::page::blocks::BlockKind;
use crate::render::chunks::{self, Rule, TextBlock};
use crate::render::{Selected, Shown, excerpts};
use std::ops::Range;

/// What every chunk or block may repeat, in bytes: a heading, the header of a table, or the URL of a link around several.
const MAX_REPEATED: usize = 1000;

/// Options of [`Article::chunks`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChunkOptions {
    max_chars: usize,
    overlap: usize,
}

impl Default for ChunkOptions {
    fn default() -> ChunkOptions {
        ChunkOptions { max_chars: 2000, overlap: 0 }
    }
}

impl ChunkOptions {
    /// Returns the defaults.
    pub fn new() -> ChunkOptions {
        ChunkOptions::default()
    }

    /// Sets the maximum length of a chunk's text, in characters (Unicode scalar values), at least 1. The Markdown of a
    /// chunk is longer.
    ///
    /// ### Default
    ///
    /// 2,000: about 500 tokens of English, at four characters a token. Embedding models of the BERT family read 512
    /// tokens.
    ///
    /// ```
    /// use maintext::ChunkOptions;
    ///
    /// let article = maintext::extract("<p>Rivers carry water, and with it sand. The sand sinks where they meet the sea.");
    /// let chunks = article.chunks(&ChunkOptions::new().with_max_chars(50));
    /// assert_eq!(chunks[0].text(), "Rivers carry water, and with it sand.");
    /// assert_eq!(chunks[1].text(), "The sand sinks where they meet the sea.");
    /// ```
    pub fn with_max_chars(mut self, max_chars: usize) -> ChunkOptions {
        self.max_chars = max_chars.max(1);
        self
    }

    /// Sets the maximum number of blocks that a chunk repeats from the end of the previous one. Together they are at
    /// most half as long as the maximum length of a chunk.
    ///
    /// ### Default
    ///
    /// 0
    ///
    /// ```
    /// use maintext::ChunkOptions;
    ///
    /// let page = "<p>Rivers carry water, sand and mud.<p>It sinks in the sea.<p>So deltas grow, and with them the land of those who live there.";
    /// let article = maintext::extract(page);
    /// let chunks = article.chunks(&ChunkOptions::new().with_max_chars(90).with_overlap(1));
    /// assert!(chunks[0].text().ends_with("It sinks in the sea.") && chunks[1].text().starts_with("It sinks in the sea."));
    /// ```
    pub fn with_overlap(mut self, blocks: usize) -> ChunkOptions {
        self.overlap = blocks;
        self
    }
}

/// A part of an article's text, from [`Article::chunks`].
#[derive(Clone, Debug)]
pub struct Chunk<'a> {
    article: &'a Article,
    range: Range<usize>,
    blocks: Range<usize>,
    headings: Vec<&'a str>,
    markdown: String,
}

impl<'a> Chunk<'a> {
    /// Returns the text: [`Article::text`] in [`Chunk::range`].
    pub fn text(&self) -> &'a str {
        &self.article.text()[self.range()]
    }

    /// Returns the Markdown, without a line break at the end. A chunk that begins within a table repeats the header of
    /// the table, unless the header is longer than 1,000 bytes or than a chunk.
    pub fn markdown(&self) -> &str {
        &self.markdown
    }

    /// Returns the headings above the first text of the chunk, the outermost first; headings later in the chunk are not
    /// among them. The title of the article is
    /// not among them, nor are headings of more than 1,000 bytes.
    pub fn headings(&self) -> &[&'a str] {
        &self.headings
    }

    /// Returns the byte range of the chunk in [`Article::text`].
    pub fn range(&self) -> Range<usize> {
        self.range.clone()
    }

    /// Returns [`Chunk::range`] in characters (Unicode scalar values), by which Python slices strings.
    pub fn char_range(&self) -> Range<usize> {
        self.article.rendered().char_range(&self.range)
    }

    /// Returns the blocks whose text is in the chunk, at least in part.
    pub fn blocks(&self) -> impl Iterator<Item = Block<'a>> + use<'a> {
        let article = self.article;
        self.blocks.clone().map(move |index| Block { article, index }).filter(Block::is_content)
    }

    /// Returns the links whose words are in the chunk, at least in part.
    pub fn links(&self) -> impl Iterator<Item = Link<'a>> + use<'a> {
        self.article.links_in(&self.range)
    }

    /// Returns the lowest [score](Block::score) of its blocks, `0.0..=1.0`.
    pub fn min_score(&self) -> f32 {
        self.blocks().map(|block| block.score()).fold(1.0, f32::min)
    }
}

impl Article {
    /// Cuts the main text into chunks of limited length, for retrieval and language models. The chunks are in order and
    /// cover the text except for the white space between them. The last ones are missing if a limit was exceeded; see
    /// [`Article::check_limits`].
    ///
    /// Chunks end between blocks. A heading stays with the block after it, a term with its definition, the first row of
    /// a table with the second, and a line that ends in a colon with the list or code that it introduces. A list or
    /// table that does not fit starts a new chunk if the current one is at least half full; otherwise it is divided. A block longer than a chunk is cut between
    /// sentences (code: between lines), or else between words, or else between characters.
    ///
    /// ```
    /// use maintext::ChunkOptions;
    ///
    /// let page = "<h2>Rivers</h2><p>Rivers carry water, and with it sand, from the mountains to the sea.</p>\
    ///     <h3>Deltas</h3><p>Where a river meets the <b>sea</b>, it slows down, and the sand sinks.</p>";
    /// let article = maintext::extract(page);
    /// let chunks = article.chunks(&ChunkOptions::new().with_max_chars(90));
    /// assert_eq!(chunks.len(), 2);
    /// assert_eq!(chunks[1].text(), "Deltas\n\nWhere a river meets the sea, it slows down, and the sand sinks.");
    /// assert_eq!(chunks[1].headings(), ["Rivers", "Deltas"]);
    /// assert!(chunks[1].markdown().ends_with("meets the **sea**, it slows down, and the sand sinks."));
    /// assert_eq!(&article.text()[chunks[1].range()], chunks[1].text());
    /// ```
    pub fn chunks(&self, options: &ChunkOptions) -> Vec<Chunk<'_>> {
        // The text is not computed within the time of the chunks.
        self.rendered();
        let chunks = self.in_time(|budget| self.all_chunks(options, budget));
        self.limits.cut(chunks, |chunk| chunk.range.len() + chunk.markdown.len())
    }

    fn all_chunks(&self, options: &ChunkOptions, budget: Budget) -> Vec<Chunk<'_>> {
        let (indices, blocks) = self.text_blocks();
        let rule = Rule { max_chars: options.max_chars, overlap: options.overlap };
        let cuts = chunks::cuts(self.text(), &blocks, rule, budget);
        let sections = sections(&blocks);
        let within = |cut: &Range<usize>| {
            let first = blocks.partition_point(|block| block.range.end <= cut.start);
            first..blocks.partition_point(|block| block.range.start < cut.end)
        };
        let parts: Vec<Range<usize>> = cuts
            .iter()
            .map(|cut| {
                let Range { start, end } = within(cut);
                let in_blocks = |at: usize, byte: usize| {
                    let text = &self.page.blocks.list[indices[at]].text;
                    (text.start + byte.saturating_sub(blocks[at].range.start)).min(text.end)
                };
                in_blocks(start, cut.start)..in_blocks(end - 1, cut.end)
            })
            .collect();
        let markdown = excerpts::markdown(&self.linked(budget), &parts, options.max_chars.min(MAX_REPEATED));
        let chunks = budget.limited(cuts.into_iter().zip(markdown)).map(|(range, markdown)| {
            let Range { start, end } = within(&range);
            let first_text = (start..end).find(|&at| !matches!(blocks[at].kind, BlockKind::Heading(_)));
            let section = match first_text {
                Some(at) => sections[at],
                None => Some(end - 1),
            };
            let path = std::iter::successors(section, |&heading| sections[heading]);
            let headings = path.map(|heading| &self.text()[blocks[heading].range.clone()]);
            let mut headings: Vec<&str> = headings.filter(|heading| heading.len() <= MAX_REPEATED).collect();
            headings.reverse();
            Chunk { article: self, range, blocks: indices[start]..indices[end - 1] + 1, headings, markdown }
        });
        chunks.collect()
    }

    /// The kept blocks: the index of each, and where it is in the text.
    fn text_blocks(&self) -> (Vec<usize>, Vec<TextBlock>) {
        let ranges = self.rendered().ranges.iter().zip(&self.page.blocks.list).enumerate();
        let kept = ranges
            .filter_map(|(index, (range, block))| Some((index, TextBlock { range: range.clone()?, kind: block.kind })));
        kept.unzip()
    }

    /// The Markdown of each block; empty if the block was dropped. The last blocks have none if a limit was exceeded.
    pub(super) fn block_markdown(&self) -> &[String] {
        self.block_markdown.get_or_init(|| {
            let markdown = self.in_time(|budget| {
                let parts: Vec<Range<usize>> = self.page.blocks.list.iter().map(|block| block.text.clone()).collect();
                excerpts::markdown(&self.linked(budget), &parts, MAX_REPEATED)
            });
            self.limits.cut(markdown, String::len)
        })
    }

    fn linked(&self, budget: Budget) -> Selected<'_> {
        self.selected(&self.selection, Shown { links: true, images: true }, budget)
    }
}

/// For each block the heading that it is under; for a heading, the next one of a higher level.
fn sections(blocks: &[TextBlock]) -> Vec<Option<usize>> {
    let mut open: Vec<(u8, usize)> = Vec::new();
    let section = |(at, block): (usize, &TextBlock)| {
        let BlockKind::Heading(level) = block.kind else { return open.last().map(|&(_, heading)| heading) };
        while open.pop_if(|(other, _)| *other >= level).is_some() {}
        let around = open.last().map(|&(_, heading)| heading);
        open.push((level, at));
        around
    };
    blocks.iter().enumerate().map(section).collect()
}
