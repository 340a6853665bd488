//! Bytes to an article, and to its output.

use super::failure::Failure;
use super::fields::{Facts, failure_record};
use super::filter::Reason;
use super::render::Renderer;
use crate::args::{Extract, Format};
use crate::dedup;
use crate::input::open::{Counting, ReadBytes, read_page};
use crate::input::{Content, Origin, Task};
use crate::terminal::Screen;
use maintext::{Article, Extractor, Input, Options};
use maintext_records::{Kind, Record};
use std::borrow::Cow;
use std::fs::File;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

/// What becomes of a task.
pub struct Extraction {
    pub origin: Origin,
    pub result: Result<Page, Failure>,
    /// The JSON record of a failure, if records are written.
    pub failure_record: Option<String>,
}

/// An extracted page.
pub struct Page {
    /// The page in the output format; empty if it is dropped.
    pub rendered: String,
    pub has_text: bool,
    /// Why it is dropped.
    pub dropped: Option<Reason>,
    /// The hash of its text, if duplicates are dropped.
    pub hash: Option<u64>,
    /// The limit that it exceeded.
    pub limit: Option<String>,
}

/// The work on tasks, which all threads share.
pub struct Work<'a> {
    extractor: Extractor,
    renderer: Renderer<'a>,
    arguments: &'a Extract,
    read_bytes: &'a ReadBytes,
}

impl<'a> Work<'a> {
    /// # Errors
    ///
    /// If a selector is invalid.
    pub fn new(
        arguments: &'a Extract,
        format: Format,
        screen: Option<Screen>,
        read_bytes: &'a ReadBytes,
    ) -> Result<Work<'a>, maintext::Error> {
        let extractor = arguments.text.extractor(limits(arguments))?;
        Ok(Work { extractor, renderer: Renderer { arguments, format, screen }, arguments, read_bytes })
    }

    /// Extracts a page. A panic, which would be a bug of the library, is a failure of this page only.
    pub fn run(&self, task: Task) -> Extraction {
        let Task { origin, content } = task;
        let (result, record) = match content {
            Content::Failed(failure) => (Err(failure), None),
            content => {
                let page = catch_unwind(AssertUnwindSafe(|| self.page(&origin, &content)));
                (page.unwrap_or(Err(Failure::Bug)), content.into_record())
            }
        };
        let failure_record = match &result {
            Err(failure) if self.writes_records() => {
                let facts = Facts { origin: &origin, record: record.as_deref(), limit: None };
                let fields = self.arguments.output.fields.as_deref();
                failure_record(fields, &facts, &failure.to_string()).ok()
            }
            _ => None,
        };
        Extraction { origin, result, failure_record }
    }

    fn writes_records(&self) -> bool {
        self.renderer.format == Format::Json || self.renderer.format.is_columns()
    }

    fn page(&self, origin: &Origin, content: &Content) -> Result<Page, Failure> {
        let record = content.record();
        let max_bytes = self.arguments.limits.max_bytes;
        let bytes: Cow<[u8]> = match content {
            Content::File(path) => {
                let file = Counting::new(File::open(path).map_err(Failure::Read)?, self.read_bytes);
                read_page(file, Some(path), max_bytes)?.into()
            }
            Content::Bytes(bytes) => bytes.into(),
            Content::Record(record) => record.body_within(max_bytes).map_err(Failure::Body)?,
            Content::Failed(_) => Cow::Borrowed(&[]),
        };
        let (article, limit) = self.article(&bytes, origin, record)?;
        let has_text = !article.text().is_empty();
        let mut page = Page { rendered: String::new(), has_text, dropped: None, hash: None, limit };
        page.dropped = self.arguments.filters.reason_to_drop(&article);
        if page.dropped.is_none() {
            page.hash = (self.arguments.filters.dedup && has_text).then(|| dedup::hash(article.text()));
            let mut facts = Facts { origin, record, limit: page.limit.take() };
            page.rendered = if self.writes_records() {
                self.renderer.json(&article, &mut facts)?
            } else {
                self.renderer.document(&article)
            };
            page.limit = facts.limit.or_else(|| article.check_limits().err().map(|limit| limit.to_string()));
        }
        Ok(page)
    }

    /// Extracts the article, or what was read until a limit was exceeded, with that limit.
    fn article(
        &self,
        bytes: &[u8],
        origin: &Origin,
        record: Option<&Record>,
    ) -> Result<(Article, Option<String>), Failure> {
        let is_plain = self.arguments.input.plain || record.is_some_and(|record| record.kind == Kind::Text);
        let input = if is_plain { Input::plain(bytes) } else { Input::bytes(bytes) };
        let input = input
            .with_charset(&self.arguments.input.charset)
            .with_content_type(record.and_then(|record| record.content_type.as_deref()))
            .with_url(origin.url.as_deref())
            .with_sniffing(!self.arguments.input.any_type);
        match self.extractor.extract(input) {
            Ok(article) => Ok((article, None)),
            Err(error) => {
                let limit = error.limit().map(|limit| limit.to_string());
                match limit {
                    Some(limit) if error.partial().is_some() => {
                        let article = error.into_partial().ok_or(Failure::Bug)?;
                        Ok((article, Some(limit)))
                    }
                    _ => Err(Failure::Extract(error)),
                }
            }
        }
    }
}

fn limits(arguments: &Extract) -> Options {
    let limits = &arguments.limits;
    let mut options = Options::new().with_max_bytes(limits.max_bytes).with_max_nodes(limits.max_nodes);
    if let Some(depth) = limits.max_depth {
        options = options.with_max_depth(depth);
    }
    if let Some(bytes) = limits.max_output_bytes {
        options = options.with_max_output_bytes(bytes);
    }
    if let Some(seconds) = limits.max_time {
        options = options.with_max_time(Duration::from_secs_f64(seconds));
    }
    options
}
