//! Chunks and links, with offsets in UTF-16.

use crate::utf16::Utf16Offsets;
use maintext::{Article, Chunk, ChunkOptions, Link};
use serde::Serialize;

#[derive(Serialize)]
pub struct ChunkRecord<'a> {
    text: &'a str,
    markdown: String,
    headings: Vec<&'a str>,
    /// In the article's text, in UTF-16.
    start: usize,
    end: usize,
    min_score: f32,
    links: Vec<LinkRecord<'a>>,
}

#[derive(Serialize)]
pub struct LinkRecord<'a> {
    url: &'a str,
    text: &'a str,
    /// In the article's text, in UTF-16.
    start: usize,
    end: usize,
}

pub fn records(article: &Article, max_chars: usize, overlap: usize) -> Vec<ChunkRecord<'_>> {
    let offsets = Utf16Offsets::new(article.text());
    let options = ChunkOptions::new().with_max_chars(max_chars).with_overlap(overlap);
    article.chunks(&options).iter().map(|chunk| chunk_record(chunk, &offsets)).collect()
}

fn chunk_record<'a>(chunk: &Chunk<'a>, offsets: &Utf16Offsets<'_>) -> ChunkRecord<'a> {
    let range = offsets.range(&chunk.range());
    ChunkRecord {
        text: chunk.text(),
        markdown: chunk.markdown().to_owned(),
        headings: chunk.headings().to_vec(),
        start: range.start,
        end: range.end,
        min_score: chunk.min_score(),
        links: chunk.links().map(|link| link_record(link, offsets)).collect(),
    }
}

pub fn links(article: &Article) -> Vec<LinkRecord<'_>> {
    let offsets = Utf16Offsets::new(article.text());
    article.links().map(|link| link_record(link, &offsets)).collect()
}

fn link_record<'a>(link: Link<'a>, offsets: &Utf16Offsets<'_>) -> LinkRecord<'a> {
    let range = offsets.range(&link.range());
    LinkRecord { url: link.url(), text: link.text(), start: range.start, end: range.end }
}
