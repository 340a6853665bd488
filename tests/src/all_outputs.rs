//! Every output of an article, for the tests of time and memory.

use maintext::{Article, ChunkOptions, Feature, HtmlOptions, MarkdownOptions, TextOptions};

/// An output: its name, and a function that computes it and returns its size, mostly in bytes.
pub type Output = (&'static str, fn(&Article) -> usize);

/// The outputs of an article that take time in proportion to the page, each with the options that cost most.
pub const OUTPUTS: &[Output] = &[
    ("text", |article| article.text().len()),
    ("text with links", |article| article.text_with(&TextOptions::new().with_links(true)).len()),
    ("text with images", |article| article.text_with(&TextOptions::new().with_images(true)).len()),
    ("text with TSV tables", |article| article.text_with(&TextOptions::new().with_tsv_tables(true)).len()),
    ("text with comments", |article| article.text_with(&TextOptions::new().with_comments(true)).len()),
    ("text with everything", |article| {
        let options = TextOptions::new().with_links(true).with_images(true).with_tsv_tables(true).with_comments(true);
        article.text_with(&options).len()
    }),
    ("Markdown", |article| article.markdown().len()),
    ("Markdown without links and images", |article| {
        article.markdown_with(&MarkdownOptions::new().with_links(false).with_images(false)).len()
    }),
    ("Markdown with front matter", |article| {
        article.markdown_with(&MarkdownOptions::new().with_front_matter(true)).len()
    }),
    ("HTML", |article| article.html().len()),
    ("HTML without links and images", |article| {
        article.html_with(&HtmlOptions::new().with_links(false).with_images(false)).len()
    }),
    ("JSON", |article| json(article)),
    ("metadata", |article| json(article.metadata())),
    ("comments", |article| article.comments().iter().map(|comment| comment.text().len()).sum()),
    ("chunks", |article| chunks(article, &ChunkOptions::new())),
    ("short chunks with overlap", |article| chunks(article, &ChunkOptions::new().with_max_chars(100).with_overlap(2))),
    ("links", |article| article.links().map(|link| link.url().len() + link.text().len()).sum()),
    ("images", |article| {
        let size =
            |image: maintext::Image<'_>| image.url().len() + image.alt().len() + image.caption().map_or(0, str::len);
        article.images().map(size).sum()
    }),
    ("Markdown of blocks", |article| article.blocks().filter_map(|block| block.markdown()).map(str::len).sum()),
    ("places of blocks", |article| {
        article.blocks().filter_map(|block| block.char_range()).map(|range| range.end).sum()
    }),
    ("features", |article| {
        let feature = Feature::all().last();
        let values = article.blocks().map(|block| feature.map_or(0.0, |feature| block.feature(feature)));
        values.filter(|value| *value != 0.0).count()
    }),
    // Each block takes as long as an evaluation of all trees, and each path is as long as the page is deep: a few are
    // enough.
    ("contributions", |article| last_blocks(article).map(|block| block.contributions().len()).sum()),
    ("paths", |article| last_blocks(article).map(|block| block.path().len()).sum()),
    ("nodes", |article| {
        article.node_ids().count() + last_blocks(article).map(|block| block.text_node_ids().count()).sum::<usize>()
    }),
];

/// Computes every output by itself, as for a caller who wants nothing else. Returns the sum of their sizes.
pub fn write_all(article: &Article) -> usize {
    // The article has no outputs yet, so that a clone has none.
    OUTPUTS.iter().map(|(_, run)| run(&article.clone())).sum()
}

fn last_blocks(article: &Article) -> impl Iterator<Item = maintext::Block<'_>> {
    /// How many blocks are enough.
    const COUNT: usize = 16;
    article.blocks().skip(article.blocks().len().saturating_sub(COUNT))
}

fn chunks(article: &Article, options: &ChunkOptions) -> usize {
    let chunks = article.chunks(options);
    chunks.iter().map(|chunk| json(chunk) + chunk.blocks().count()).sum()
}

fn json(value: &impl serde::Serialize) -> usize {
    serde_json::to_vec(value).map_or(0, |json| json.len())
}
