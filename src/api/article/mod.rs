//! What comes out of a page.

mod block;

use crate::api::error::Error;
use crate::api::options::OutputOptions;
use crate::classify::Scorer;
use crate::classify::features::{Features, Subject, Vocabulary};
use crate::comments::{self, Comment};
use crate::fallback::TextSource;
#[cfg(feature = "scraper")]
use crate::html::tree::NodeId;
use crate::html::tree::Tree;
use crate::metadata::{Metadata, Page, PageTitle, date_order};
use crate::page::blocks::{Blocks, RawBlock};
use crate::page::title::Title;
use crate::render::text::{self, Rendered};
use crate::render::{Links, Selected, front_matter, html, markdown};
use once_cell::sync::{Lazy, OnceCell};
use std::ops::Range;
use std::sync::Arc;

pub use block::Block;

/// The main content of a page. Texts are rendered when they are first asked for.
///
/// ```
/// let page = "<title>On rivers - The Atlas</title><nav><a href='/'>Home</a></nav><h1>On rivers</h1>\
///     <p>Rivers carry water, and with it sand, from the mountains to the sea, and so they shape the land.</p>";
/// let article = maintext::extract(page);
/// assert_eq!(article.title(), Some("On rivers"));
/// assert!(article.text().starts_with("Rivers carry water"));
/// ```
#[derive(Default)]
pub struct Article {
    pub(crate) tree: Tree,
    pub(crate) blocks: Blocks,
    pub(crate) is_plain: bool,
    /// Words of each block.
    pub(crate) words: Vec<f32>,
    /// For each block the number of the kind of place that it stands in.
    pub(crate) places: Vec<u32>,
    /// Of all blocks, which takes far more room than the page: only where somebody asks.
    pub(crate) features: OnceCell<Features>,
    pub(crate) scores: Vec<f32>,
    pub(crate) kept: Vec<bool>,
    pub(crate) title: Title,
    /// Where the page is from, where the caller knows.
    pub(crate) url: Option<String>,
    pub(crate) confidence: f32,
    pub(crate) source: TextSource,
    /// The page itself, where the text above is from elsewhere: what the metadata is read from.
    pub(crate) shell: Option<Box<Shell>>,
    /// Who scored it: asked again for reasons.
    pub(crate) scorer: Option<Arc<dyn Scorer>>,
    pub(crate) output: OutputOptions,
    /// The caller's node for each of the tree's, where the page came parsed.
    #[cfg(feature = "scraper")]
    pub(crate) origins: Vec<ego_tree::NodeId>,
    pub(crate) rendered: OnceCell<Rendered>,
    pub(crate) markdown: OnceCell<String>,
    pub(crate) html: OnceCell<String>,
    pub(crate) metadata: OnceCell<Metadata>,
    pub(crate) comments: OnceCell<Vec<Comment>>,
}

/// See [`Article::is_article`].
const LEAST_ARTICLE: usize = 200;
const LEAST_CONFIDENCE: f32 = 0.5;

/// A page that shows no text of its own.
pub(crate) struct Shell {
    pub tree: Tree,
    pub blocks: Blocks,
    pub kept: Vec<bool>,
    pub title_block: Option<usize>,
}

impl Article {
    /// The main text: an empty line between blocks, items of a list and rows of a table on lines of their own, cells
    /// parted by tabs. Without the page's title, and empty where a page has no main content.
    pub fn text(&self) -> &str {
        &self.rendered().text
    }

    /// The main text as Markdown, as GitHub has it: headings without leaps in their levels, lists, tables, code with its
    /// language, quotes, emphasis, links, images, footnotes (`[^1]`), formulas as TeX (`$x$`), definition lists as PHP
    /// Markdown Extra has them (`: `), and `<sub>` and `<sup>`. Text that looks like markup is escaped. Without the title,
    /// but for that in the front matter of [`Options::with_front_matter`](crate::Options::with_front_matter).
    ///
    /// ```
    /// use maintext::{Extractor, Input, Options};
    ///
    /// let page = "<article><h2>Setting up</h2><p>Run <code>make</code> in <a href='/src'>the folder</a>:</p>\
    ///     <pre><code class='language-sh'>make  -j2\n</code></pre><ul><li>A <b>fast</b> one</ul></article>";
    /// let extractor = Extractor::new(Options::new().with_content_selector("article")?);
    /// let article = extractor.extract(Input::html(page).with_url("https://example.org/docs"))?;
    /// assert_eq!(
    ///     article.markdown(),
    ///     "## Setting up\n\nRun `make` in [the folder](https://example.org/src):\n\n\
    ///      ```sh\nmake  -j2\n```\n\n- A **fast** one\n"
    /// );
    /// # Ok::<(), maintext::Error>(())
    /// ```
    pub fn markdown(&self) -> &str {
        self.markdown.get_or_init(|| {
            let body = markdown::render(&self.selected());
            match self.output.front_matter {
                true => front_matter::render(self.metadata()) + &body,
                false => body,
            }
        })
    }

    /// The main text as HTML: elements that mean something and nothing else, no classes, styles, scripts, forms or frames.
    /// Addresses are absolute where the page's own is known ([`Input::with_url`](crate::Input::with_url)) and lead to
    /// `http`, `https`, `mailto` or `tel`; images only to the first two. It is safe to insert into a page as it is. Its
    /// size is bounded by a small multiple of the page's. Formulas are TeX in `\(...\)` or `\[...\]`.
    ///
    /// Its words are those of [`Article::text`], but for code (as the page has it, without the buttons around it), formulas, marks of footnotes, links from a heading to itself (`¶`), and images of single characters.
    ///
    /// ```
    /// use maintext::{Extractor, Options};
    ///
    /// let page = "<p onclick='alert(1)'>Rivers <a href='javascript:alert(1)'>carry</a> <b class=x>water</b>.<script>x</script>";
    /// let extractor = Extractor::new(Options::new().with_content_selector("body")?);
    /// assert_eq!(extractor.extract(page)?.html(), "<p>Rivers carry <strong>water</strong>.</p>\n");
    /// # Ok::<(), maintext::Error>(())
    /// ```
    pub fn html(&self) -> &str {
        self.html.get_or_init(|| html::render(&self.selected()))
    }

    /// The page's title without the site's name, if it has one.
    pub fn title(&self) -> Option<&str> {
        self.title.text.as_deref()
    }

    /// Facts about the page: authors, dates, language and more. Read when they are first asked for.
    pub fn metadata(&self) -> &Metadata {
        self.metadata.get_or_init(|| Metadata::read(&self.page()))
    }

    /// The comments below a story, or the reviews of what is on sale, where the page has them. None of a thread, whose posts
    /// are main text. Read when they are first asked for.
    pub fn comments(&self) -> &[Comment] {
        self.comments.get_or_init(|| {
            let page = self.page();
            comments::comments(&page, self.metadata().page_type(), date_order(&page))
        })
    }

    /// The page itself, also where the text is from elsewhere.
    fn page(&self) -> Page<'_> {
        let Some(shell) = &self.shell else { return self.page_with(&self.kept) };
        let title = PageTitle { text: self.title(), source: self.title.source.into(), block: shell.title_block };
        Page::new(&shell.tree, &shell.blocks, &shell.kept, title, self.url.as_deref())
    }

    /// The page whose text this is, as if these blocks were its main text.
    pub(crate) fn page_with<'a>(&'a self, kept: &'a [bool]) -> Page<'a> {
        let title = PageTitle { text: self.title(), source: self.title.source.into(), block: self.title.block };
        Page::new(&self.tree, &self.blocks, kept, title, self.url.as_deref())
    }

    /// Where the text was taken from: the visible page, or, where that has next to no text, a place that readers do not
    /// see. What is not from the page has no place in it: [`Block::path`] leads through the text's own markup.
    pub fn source(&self) -> TextSource {
        self.source
    }

    /// All blocks of the page in document order, kept or not.
    ///
    /// ```
    /// let article = maintext::extract("<ul><li><a href='/'>Home</a></ul><p>A sentence that is here, and says something.</p>");
    /// let kept: Vec<bool> = article.blocks().map(|block| block.is_content()).collect();
    /// assert_eq!(kept, [false, true]);
    /// ```
    pub fn blocks(&self) -> impl ExactSizeIterator<Item = Block<'_>> {
        (0..self.blocks.list.len()).map(|index| Block { article: self, index })
    }

    /// How good the main text is likely to be: the F1 to expect of its words, `0.0..=1.0`. With the default scorer it is
    /// calibrated against the F1 that annotated pages turned out to have, by cross-validation; 0 for an empty
    /// text. Of a [content selector](crate::Options::with_content_selector) it knows nothing: it is that of what would be kept
    /// without.
    ///
    /// ```
    /// let sure = maintext::extract(&format!("<article>{}</article>", "<p>Prose of some length, with a comma, ends here.".repeat(9)));
    /// assert!((0.0..=1.0).contains(&sure.confidence()));
    /// assert_eq!(maintext::extract("").confidence(), 0.0);
    /// ```
    pub fn confidence(&self) -> f32 {
        self.confidence
    }

    /// Whether the page has main text at all: a sentence or two of it (200 bytes), of which [`Article::confidence`] expects
    /// an F1 of 0.5 or more. Nothing is rendered or read for it;
    /// [`Extractor::is_article`](crate::Extractor::is_article) asks before anything is extracted.
    ///
    /// It errs on the side of yes: of WCXB's development split it says no to 23 pages, 20 of which are annotated as
    /// (nearly) empty or come out with an F1 below 0.5; 41 more such pages get a yes.
    ///
    /// ```
    /// assert!(!maintext::extract("<ul><li><a href='/'>Home</a><li><a href='/news'>News</a></ul>").is_article());
    /// let prose = "Rivers carry water, and with it sand, from the mountains to the sea, and so they shape the land. ".repeat(5);
    /// assert!(maintext::extract(&format!("<article><h1>On rivers</h1><p>{prose}</article>")).is_article());
    /// ```
    pub fn is_article(&self) -> bool {
        let bytes: usize = self.kept_blocks().map(|block| block.text.len()).sum();
        bytes >= LEAST_ARTICLE && self.confidence >= LEAST_CONFIDENCE && self.source != TextSource::BestGuess
    }

    /// How many characters of main text there are, without rendering it.
    pub(crate) fn kept_chars(&self) -> u32 {
        self.kept_blocks().map(|block| block.chars).sum()
    }

    pub(crate) fn kept_blocks(&self) -> impl Iterator<Item = &RawBlock> {
        self.blocks.list.iter().zip(&self.kept).filter(|&(_, &kept)| kept).map(|(block, _)| block)
    }

    /// Drops the comments behind the main text, and the blocks that do not end within the first `bytes` of it.
    pub(crate) fn cut(&mut self, bytes: usize) {
        let ranges = &self.rendered().ranges;
        let is_within = |range: &Option<Range<usize>>| range.as_ref().is_some_and(|range| range.end <= bytes);
        let within: Vec<bool> = ranges.iter().map(is_within).collect();
        for (kept, within) in self.kept.iter_mut().zip(within) {
            *kept &= within;
        }
        self.output.comments = false;
        self.rendered = OnceCell::new();
        self.markdown = OnceCell::new();
        self.html = OnceCell::new();
        self.metadata = OnceCell::new();
        self.comments = OnceCell::new();
    }

    /// Keeps the blocks in these elements, whatever their scores; changes nothing where there are none.
    #[cfg(feature = "scraper")]
    pub(crate) fn keep_only(&mut self, elements: &[NodeId]) {
        let mut kept = vec![false; self.kept.len()];
        for &element in elements {
            let first = self.blocks.list.partition_point(|block| block.last < element);
            let end = self.blocks.list.partition_point(|block| block.first < self.tree.end(element));
            // What lies in another one of the elements is marked already.
            let fresh = (first..end).rev().take_while(|&block| !kept[block]).collect::<Vec<_>>();
            fresh.into_iter().for_each(|block| kept[block] = true);
        }
        if kept.contains(&true) {
            self.kept = kept;
            if let Some(title) = self.title.block {
                self.kept[title] = false;
            }
        }
    }

    /// Of a page that came as a `scraper::Html` (or was parsed by `scraper` for a selector): the elements that hold
    /// what is kept, in document order, each once. The page itself is not changed; [`Block::text_node_ids`] tells which
    /// of the runs of text in them.
    ///
    /// ```
    /// use maintext::{Extractor, scraper::Html};
    ///
    /// let page = Html::parse_document("<ul><li><a href='/'>Home</a></ul><p>A sentence that is here, and says something.</p>");
    /// let article = Extractor::default().extract(&page)?;
    /// let names: Vec<&str> = article
    ///     .node_ids()
    ///     .filter_map(|id| Some(page.tree.get(id)?.value().as_element()?.name()))
    ///     .collect();
    /// assert_eq!(names, ["p"]);
    /// # Ok::<(), maintext::Error>(())
    /// ```
    #[cfg(feature = "scraper")]
    pub fn node_ids(&self) -> impl Iterator<Item = ego_tree::NodeId> {
        let mut elements: Vec<NodeId> = self.kept_blocks().map(|block| block.node).collect();
        elements.sort_unstable();
        elements.dedup();
        elements.into_iter().filter_map(|node| self.origins.get(node as usize).copied())
    }

    /// The page as it is measured.
    pub(crate) fn subject(&self) -> Subject<'_> {
        let Title { block, words, .. } = &self.title;
        Subject { tree: &self.tree, blocks: &self.blocks, title: *block, title_words: words, is_plain: self.is_plain }
    }

    /// The weights of names and words that its features are computed with.
    pub(crate) fn vocabulary(&self) -> &Vocabulary {
        static NONE: Lazy<Vocabulary> = Lazy::new(Vocabulary::default);
        self.scorer.as_ref().and_then(|scorer| scorer.vocabulary()).unwrap_or(&NONE)
    }

    fn features(&self) -> &Features {
        self.features.get_or_init(|| Features::of(&self.subject(), self.vocabulary()))
    }

    /// The page as the writers of Markdown and HTML take it.
    fn selected(&self) -> Selected<'_> {
        let OutputOptions { links, images, .. } = self.output;
        Selected {
            tree: &self.tree,
            blocks: &self.blocks,
            kept: &self.kept,
            url: self.url.as_deref(),
            links: Links { addresses: links.unwrap_or(true), images: images.unwrap_or(true) },
        }
    }

    fn rendered(&self) -> &Rendered {
        self.rendered.get_or_init(|| {
            let OutputOptions { links, images, tsv_tables, comments, .. } = self.output;
            let links = Links { addresses: links == Some(true), images: images == Some(true) };
            let mut rendered = match links.addresses || links.images || tsv_tables {
                false => text::render(&self.blocks, &self.kept),
                true => text::render_with(&Selected { links, ..self.selected() }, tsv_tables),
            };
            let comments = if comments { self.comments() } else { &[] };
            for comment in comments {
                rendered.text.push_str(if rendered.text.is_empty() { "" } else { "\n\n" });
                rendered.text.push_str(comment.text());
            }
            rendered
        })
    }
}

impl std::fmt::Debug for Article {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Article")
            .field("title", &self.title())
            .field("text", &self.text())
            .field("blocks", &self.blocks.list.len())
            .field("confidence", &self.confidence)
            .finish_non_exhaustive()
    }
}

impl Error {
    /// The article of what was read before a limit was passed: up to the limit of nodes, the whole page but nested too
    /// deep, or as much of the text as the limit of output allows. `None` for other errors.
    pub fn partial(&self) -> Option<&Article> {
        self.partial.as_ref()?.downcast_ref()
    }

    /// The same, to keep.
    pub fn into_partial(self) -> Option<Article> {
        Some(*self.partial?.downcast().ok()?)
    }
}
