/* Written by wasm/types.js from schema/*.json. Do not edit. */
/**
 * What maintext takes from a page: `serde::Serialize` of `maintext::Article` (feature `serde`). The command `maintext extract --format json` writes one such object a line with `path` before it; of an input that failed, `path`, `error`, a null `title` and an empty `text`.
 */
export interface Article {
/**
 * The page's title without the site's name.
 */
title: (string | null)
/**
 * The main text: an empty line between blocks; items of a list and rows of a table on lines of their own.
 */
text: string
/**
 * The F1 to expect of the text's words.
 */
confidence: number
/**
 * Where the text was taken from: `page` is what a reader sees.
 */
source: ("page" | "structured_data" | "noscript" | "embedded_state" | "best_guess")
metadata: Metadata
/**
 * The blocks of the text, in order.
 */
blocks: Block[]
/**
 * The comments below a story, in the order of the page.
 */
comments: Comment[]
}
/**
 * Facts about the page; null and empty where it does not say.
 */
export interface Metadata {
title: (string | null)
authors: string[]
/**
 * When the page was first published. The page's one date (`Metadata::date`) is this, or `modified` where this is null.
 */
published: (string | null)
/**
 * When it was last changed.
 */
modified: (string | null)
site_name: (string | null)
description: (string | null)
/**
 * A language tag, such as `en` or `pt-BR`.
 */
language: (string | null)
/**
 * The canonical address.
 */
url: (string | null)
/**
 * The address of the main image.
 */
image: (string | null)
categories: string[]
tags: string[]
/**
 * The license's address, or its name.
 */
license: (string | null)
page_type: ("article" | "thread" | "product" | "listing" | "documentation" | "profile" | null)
/**
 * Where each field that is not empty was taken from.
 */
sources: {
[k: string]: "json_ld" | "open_graph" | "twitter_card" | "dublin_core" | "citation" | "meta_tag" | "link_element" | "title_element" | "lang_attribute" | "microdata" | "rdfa" | "heading" | "author_link" | "byline" | "byline_text" | "time_element" | "date_element" | "date_text" | "url" | "detected"
}
}
export interface Block {
kind: ("paragraph" | "heading" | "list_item" | "table_row" | "preformatted" | "caption" | "quote" | "term" | "definition" | "line")
/**
 * Of a heading: 1 to 6.
 */
level?: number
/**
 * The scorer's probability that the block is main content.
 */
score: number
/**
 * Start of the block in `text`, in bytes of UTF-8; null if the block is not part of it.
 */
start: (number | null)
/**
 * End of the block in `text`, in bytes of UTF-8.
 */
end: (number | null)
/**
 * Start of the block in `text`, in characters (Unicode code points): `text[char_start:char_end]` in Python, `[...text].slice(char_start, char_end).join('')` in JavaScript.
 */
char_start: (number | null)
/**
 * End of the block in `text`, in characters.
 */
char_end: (number | null)
}
export interface Comment {
author: (string | null)
/**
 * By RFC 3339, a date or a date and time with its offset.
 */
date: (string | null)
text: string
/**
 * 0 for a comment on the story, 1 for a reply to it, and so on.
 */
depth: number
}

/**
 * A part of an article's text: `serde::Serialize` of `maintext::Chunk` (feature `serde`).
 */
export interface Chunk {
/**
 * The text of the chunk.
 */
text: string
/**
 * The chunk as Markdown.
 */
markdown: string
/**
 * The headings that the chunk is under, the outermost first.
 */
headings: string[]
/**
 * Start in the article's text, in bytes of UTF-8.
 */
start: number
/**
 * End in the article's text, in bytes of UTF-8.
 */
end: number
/**
 * Start in the article's text, in characters (Unicode code points).
 */
char_start: number
/**
 * End in the article's text, in characters.
 */
char_end: number
/**
 * The lowest score of the chunk's blocks: the scorer's probability of main content.
 */
min_score: number
/**
 * The links in the chunk.
 */
links: Link[]
}
export interface Link {
url: string
/**
 * The words of the link; empty for a link around an image.
 */
text: string
/**
 * Start in the article's text, in bytes of UTF-8.
 */
start: number
end: number
char_start: number
char_end: number
}
