//! One page to the values of its row.

use super::Batch;
use super::columns::Column;
use super::source::Value;
use crate::article::{shortest, source_name};
use crate::errors::{limit_name, without_panic};
use maintext::{Article, Comment, Error, ErrorKind, HtmlOptions, Input, Limit, MarkdownOptions};

/// A value of one column.
pub enum Cell {
    Null,
    Text(String),
    List(Vec<String>),
    Comments(Vec<Comment>),
    Number(f64),
    Flag(bool),
}

impl<T: Into<String>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Cell {
        value.map_or(Cell::Null, |value| Cell::Text(value.into()))
    }
}

pub type Row = Vec<Cell>;

/// What went wrong with a page.
struct Failure {
    kind: &'static str,
    message: String,
}

pub fn read_row(batch: &Batch, index: usize) -> Row {
    without_panic(|| read(batch, index))
        .unwrap_or_else(|message| row(batch, None, Some(Failure { kind: "internal", message })))
}

fn read(batch: &Batch, index: usize) -> Row {
    let input = match batch.pages.get(index) {
        Value::Text(text) => Input::html(text),
        Value::Bytes(bytes) => Input::bytes(bytes),
        Value::Null => {
            let message = "expected a page, found null".to_owned();
            return row(batch, None, Some(Failure { kind: "null", message }));
        }
        Value::Wrong(message) => {
            return row(batch, None, Some(Failure { kind: "type", message: message.to_owned() }));
        }
    };
    let input = if batch.plain { Input::plain(input) } else { input };
    let input = input
        .with_sniffing(batch.sniffing)
        .with_url(batch.urls.as_ref().and_then(|urls| urls.text(index)))
        .with_content_type(batch.content_types.as_ref().and_then(|types| types.text(index)));
    match batch.extractor.extract(input) {
        Ok(article) => row(batch, Some(&article), None),
        Err(error) => {
            let failure = Failure { kind: kind(&error), message: error.to_string() };
            row(batch, error.partial(), Some(failure))
        }
    }
}

fn row(batch: &Batch, article: Option<&Article>, failure: Option<Failure>) -> Row {
    let cell = |&column: &Column| article.map_or(Cell::Null, |article| cell(article, column));
    let mut row: Row = batch.columns.iter().map(cell).collect();
    // An output may exceed a limit, too.
    let late = || article.and_then(|article| article.check_limits().err()).map(of_limit);
    if let Some(failure) = failure.or_else(late) {
        for (cell, column) in row.iter_mut().zip(&batch.columns) {
            match column {
                Column::ErrorKind => *cell = Cell::Text(failure.kind.to_owned()),
                Column::Error => *cell = Cell::Text(failure.message.clone()),
                _ => {}
            }
        }
    }
    row
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
        Column::ErrorKind | Column::Error => Cell::Null,
    }
}

fn kind(error: &Error) -> &'static str {
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
