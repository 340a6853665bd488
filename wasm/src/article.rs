//! The article, as JavaScript gets it.

use crate::failure::{Failure, limit_json};
use crate::{blocks, chunks};
use maintext::{Article, HtmlOptions, MarkdownOptions, TextOptions};
use serde::Serialize;
use wasm_bindgen::prelude::wasm_bindgen;

/// An article in the module's memory. `js/article.js` wraps it. What is no string is JSON.
#[wasm_bindgen]
pub struct ExtractedArticle {
    article: Article,
}

impl ExtractedArticle {
    pub fn new(article: Article) -> ExtractedArticle {
        ExtractedArticle { article }
    }
}

#[wasm_bindgen]
impl ExtractedArticle {
    pub fn title(&self) -> Option<String> {
        self.article.title().map(str::to_owned)
    }

    pub fn text(&self) -> String {
        self.article.text().to_owned()
    }

    #[wasm_bindgen(js_name = textWith)]
    pub fn text_with(&self, links: bool, images: bool, tsv_tables: bool, comments: bool) -> String {
        let options = TextOptions::new().with_links(links).with_images(images);
        self.article.text_with(&options.with_tsv_tables(tsv_tables).with_comments(comments))
    }

    pub fn markdown(&self, links: bool, images: bool, front_matter: bool) -> String {
        let options = MarkdownOptions::new().with_links(links).with_images(images);
        self.article.markdown_with(&options.with_front_matter(front_matter))
    }

    pub fn html(&self, links: bool, images: bool) -> String {
        self.article.html_with(&HtmlOptions::new().with_links(links).with_images(images))
    }

    pub fn confidence(&self) -> f32 {
        self.article.confidence()
    }

    #[wasm_bindgen(js_name = isArticle)]
    pub fn is_article(&self) -> bool {
        self.article.is_article()
    }

    pub fn source(&self) -> Result<String, Failure> {
        json(&self.article.source())
    }

    pub fn charset(&self) -> Option<String> {
        self.article.charset().map(|charset| charset.name().to_owned())
    }

    pub fn metadata(&self) -> Result<String, Failure> {
        json(self.article.metadata())
    }

    /// The page's one date: when it was published, or else when it was last changed.
    pub fn date(&self) -> Option<String> {
        self.article.date().map(str::to_owned)
    }

    pub fn comments(&self) -> Result<String, Failure> {
        json(self.article.comments())
    }

    pub fn blocks(&self) -> Result<String, Failure> {
        json(&blocks::records(&self.article))
    }

    /// The Markdown of a block; absent if the block was dropped.
    #[wasm_bindgen(js_name = blockMarkdown)]
    pub fn block_markdown(&self, index: usize) -> Option<String> {
        self.article.blocks().nth(index)?.markdown().map(str::to_owned)
    }

    pub fn contributions(&self, index: usize) -> Result<String, Failure> {
        json(&blocks::contributions(&self.article, index))
    }

    /// What the view of the playground shows: every block with the reasons for its decision.
    pub fn explanation(&self) -> Result<String, Failure> {
        json(&maintext_view::explanation(&self.article))
    }

    pub fn chunks(&self, max_chars: usize, overlap: usize) -> Result<String, Failure> {
        json(&chunks::records(&self.article, max_chars, overlap))
    }

    pub fn links(&self) -> Result<String, Failure> {
        json(&chunks::links(&self.article))
    }

    pub fn images(&self) -> Result<String, Failure> {
        json(&self.article.images().collect::<Vec<_>>())
    }

    /// The article as `schema/article.schema.json` describes it.
    pub fn json(&self) -> Result<String, Failure> {
        json(&self.article)
    }

    /// The limit that an output exceeded, as JSON.
    #[wasm_bindgen(js_name = exceededLimit)]
    pub fn exceeded_limit(&self) -> Option<String> {
        self.article.check_limits().err().map(limit_json)
    }
}

fn json(value: &(impl Serialize + ?Sized)) -> Result<String, Failure> {
    serde_json::to_string(value).map_err(|error| Failure::output(&error))
}
