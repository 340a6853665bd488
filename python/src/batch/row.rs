//! One page to the values of its row.

use super::columns::Column;
use super::source::Value;
use crate::article::{shortest, source_name};
use crate::errors::{limit_name, without_panic};
use maintext::{Article, Comment, Error, ErrorKind, Extractor, HtmlOptions, Input, Limit, MarkdownOptions};

/// A value of one column.
pub enum Cell {
    Null,
    Text(String),
    List(Vec<String>),
    Comments(Vec<Comment>),
    Number(f64),
    Count(u64),
    Flag(bool),
}

impl<T: Into<String>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Cell {
        value.map_or(Cell::Null, |value| Cell::Text(value.into()))
    }
}

pub type Row = Vec<Cell>;

/// A page and what is known about it.
pub struct Given<'a> {
    pub page: Value<'a>,
    pub url: Option<&'a str>,
    pub content_type: Option<&'a str>,
    pub plain: bool,
}

/// What went wrong with a page.
pub struct Failure {
    pub kind: &'static str,
    pub message: String,
}

/// Reads pages to rows with these columns.
pub struct RowReader {
    pub extractor: Extractor,
    pub columns: Vec<Column>,
    pub sniffing: bool,
}

impl RowReader {
    pub fn read(&self, given: Given) -> Row {
        without_panic(|| self.try_read(given))
            .unwrap_or_else(|message| self.failed(Failure { kind: "internal", message }))
    }

    /// The row of a page that was not read.
    pub fn failed(&self, failure: Failure) -> Row {
        self.row(None, Some(failure))
    }

    fn try_read(&self, given: Given) -> Row {
        let input = match given.page {
            Value::Text(text) => Input::html(text),
            Value::Bytes(bytes) => Input::bytes(bytes),
            Value::Null => {
                return self.failed(Failure { kind: "null", message: "expected a page, found null".to_owned() });
            }
            Value::Wrong(message) => return self.failed(Failure { kind: "type", message: message.to_owned() }),
        };
        let input = if given.plain { Input::plain(input) } else { input };
        let input = input.with_sniffing(self.sniffing).with_url(given.url).with_content_type(given.content_type);
        match self.extractor.extract(input) {
            Ok(article) => self.row(Some(&article), None),
            Err(error) => {
                let failure = Failure { kind: error_kind(&error), message: error.to_string() };
                self.row(error.partial(), Some(failure))
            }
        }
    }

    fn row(&self, article: Option<&Article>, failure: Option<Failure>) -> Row {
        let cell = |&column: &Column| article.map_or(Cell::Null, |article| cell(article, column));
        let mut row: Row = self.columns.iter().map(cell).collect();
        // An output may exceed a limit, too.
        let late = || article.and_then(|article| article.check_limits().err()).map(of_limit);
        if let Some(Failure { kind, message }) = failure.or_else(late) {
            self.set(&mut row, Column::ErrorKind, || Cell::Text(kind.to_owned()));
            self.set(&mut row, Column::Error, || Cell::Text(message));
        }
        row
    }

    /// Sets the value of a column, if it is among the columns.
    pub fn set(&self, row: &mut Row, column: Column, value: impl FnOnce() -> Cell) {
        if let Some(index) = self.columns.iter().position(|&other| other == column) {
            row[index] = value();
        }
    }
}

fn cell(article: &Article, column: Column) -> Cell {
    let metadata = || article.metadata();
    match column {
        Column::Text => Cell::Text(article.text().to_owned()),
        Column::Markdown => Cell::Text(article.markdown_with(&MarkdownOptions::new())),
        Column::Html => Cell::Text(article.html_with(&HtmlOptions::new())),
        Column::Title => article.title().into(),
        Column::Authors => Cell::List(metadata().authors().to_vec()),
        Column::Date => metadata().date().into(),
        Column::Published => metadata().published().into(),
        Column::Modified => metadata().modified().into(),
        Column::SiteName => metadata().site_name().into(),
        Column::Description => metadata().description().into(),
        Column::Language => metadata().language().into(),
        Column::Url => metadata().url().into(),
        Column::Image => metadata().image().into(),
        Column::Categories => Cell::List(metadata().categories().to_vec()),
        Column::Tags => Cell::List(metadata().tags().to_vec()),
        Column::License => metadata().license().into(),
        Column::PageType => metadata().page_type().map(|page_type| page_type.name()).into(),
        Column::Comments => Cell::Comments(article.comments().to_vec()),
        Column::Confidence => Cell::Number(shortest(article.confidence())),
        Column::IsArticle => Cell::Flag(article.is_article()),
        Column::Source => Cell::Text(source_name(article.source()).to_owned()),
        Column::Charset => article.charset().map(|charset| charset.name()).into(),
        // The columns of errors and records are set apart.
        _ => Cell::Null,
    }
}

fn error_kind(error: &Error) -> &'static str {
    match (error.kind(), error.limit()) {
        (ErrorKind::Compressed, _) => "compressed",
        (ErrorKind::TextFile(_), _) => "text_file",
        (ErrorKind::NotHtml, _) => "not_html",
        (_, Some(limit)) => limit_name(limit),
        _ => "other",
    }
}

fn of_limit(limit: Limit) -> Failure {
    Failure { kind: limit_name(limit), message: limit.to_string() }
}
