//! The pages of all sources, one after another.

use super::name::Name;
use super::open::{Counting, Opened, ReadBytes};
use super::sources::{Source, Sources, is_named_page};
use crate::args::Extract;
use crate::page::Failure;
use crate::report::{Counts, Skipped};
#[cfg(feature = "parquet")]
use maintext_records::ParquetReader;
use maintext_records::{Fields, Format, JsonLinesReader, Kind, Place, Record, RecordError, WarcReader};
use std::path::PathBuf;
use std::sync::Arc;

/// Where a page is from.
#[derive(Clone, Debug)]
pub struct Origin {
    pub name: Arc<Name>,
    /// The place of a record in its file.
    pub place: Option<Place>,
    /// The URL, if the record or the command line tells it.
    pub url: Option<String>,
}

/// A page to extract.
pub struct Task {
    pub origin: Origin,
    pub content: Content,
}

pub enum Content {
    /// A file that is still to be read, which the threads do.
    File(PathBuf),
    /// A page from standard input.
    Bytes(Vec<u8>),
    Record(Box<Record>),
    Failed(Failure),
}

impl Content {
    /// The record, if the page is one.
    pub fn record(&self) -> Option<&Record> {
        if let Content::Record(record) = self { Some(record) } else { None }
    }

    pub fn into_record(self) -> Option<Box<Record>> {
        if let Content::Record(record) = self { Some(record) } else { None }
    }
}

/// Reads tasks from sources.
pub struct TaskReader<'a> {
    pub arguments: &'a Extract,
    pub sources: Sources<'a>,
    pub counts: &'a Counts,
    pub read_bytes: &'a ReadBytes,
    /// Whether a page is done by an earlier run.
    pub is_done: &'a (dyn Fn(&Name, Option<Place>) -> bool + Sync),
}

/// Passes a task on, with its size in bytes; `false` to stop.
pub type Send<'s> = &'s mut dyn FnMut(Task, usize) -> bool;

impl TaskReader<'_> {
    /// Passes on the tasks of all sources in order, until `send` returns `false`.
    pub fn run(&self, mut stdin: Option<Opened>, send: Send) {
        let mut found = 0;
        self.sources.visit(&mut |source| match source {
            Source::Stdin => {
                found += 1;
                let name = Arc::new(Name::of_argument("-".as_ref()));
                match stdin.take().map_or_else(Opened::stdin, Ok) {
                    Ok(opened) => self.file(&name, opened, true, send),
                    Err(error) => self.fail(&name, None, Failure::Read(error), send),
                }
            }
            Source::File(name) => {
                found += 1;
                let name = Arc::new(name);
                match Opened::file(&name) {
                    Ok(opened) => self.file(&name, opened, false, send),
                    Err(error) => self.fail(&name, None, Failure::Read(error), send),
                }
            }
            Source::InFolder(name) => self.file_of_folder(name, &mut found, send),
            Source::Unlisted(name, error) => {
                found += 1;
                self.fail(&Arc::new(name), None, Failure::Read(error), send)
            }
            Source::FolderEnd(name) => {
                let is_empty = std::mem::take(&mut found) == 0;
                !is_empty
                    || self.fail(&Arc::new(name), None, Failure::NoPages { plain: self.arguments.input.plain }, send)
            }
        });
    }

    fn file_of_folder(&self, name: Name, found: &mut usize, send: Send) -> bool {
        let plain = self.arguments.input.plain;
        let file_name = name.path.file_name().unwrap_or_default();
        let is_page = is_named_page(file_name, plain);
        let may_be_other = Format::of_name(file_name).is_some() || !plain;
        let name = Arc::new(name);
        if is_page && !self.is_done(&name, None) {
            *found += 1;
            return self.page_file(&name, send);
        }
        let opened = match Opened::file(&name) {
            _ if is_page => {
                *found += 1;
                return true;
            }
            Ok(opened) if may_be_other && (opened.format != Format::Page || opened.looks_like_html) => opened,
            Ok(_) => {
                self.counts.skip(Skipped::NotHtml, &name, None);
                return true;
            }
            Err(error) => {
                *found += 1;
                return self.fail(&name, None, Failure::Read(error), send);
            }
        };
        *found += 1;
        self.file(&name, opened, false, send)
    }

    fn is_done(&self, name: &Name, place: Option<Place>) -> bool {
        let is_done = (self.is_done)(name, place);
        if is_done {
            self.counts.skip(Skipped::Done, name, place);
        }
        is_done
    }

    fn file(&self, name: &Arc<Name>, opened: Opened, is_stdin: bool, send: Send) -> bool {
        let max_bytes = self.arguments.limits.max_bytes;
        match opened.format {
            Format::Warc => {
                let size = opened.size;
                let file = Counting::new(opened.into_reader(), self.read_bytes);
                self.records(name, WarcReader::new(file).with_max_bytes(max_bytes).with_file_bytes(size), send)
            }
            Format::JsonLines => {
                let file = Counting::new(opened.into_reader(), self.read_bytes);
                let lines = JsonLinesReader::new(file, self.fields()).with_max_bytes(max_bytes);
                self.records(name, lines, send)
            }
            Format::Parquet => self.parquet(name, is_stdin, send),
            _ if self.is_done(name, None) => true,
            _ if is_stdin => {
                let read =
                    super::open::read_page(Counting::new(opened.into_reader(), self.read_bytes), None, max_bytes);
                match read {
                    Ok(bytes) => {
                        let size = bytes.len();
                        send(Task { origin: self.origin(name, None, None), content: Content::Bytes(bytes) }, size)
                    }
                    Err(failure) => self.fail(name, None, failure, send),
                }
            }
            _ => self.page_file(name, send),
        }
    }

    fn fields(&self) -> Fields {
        let input = &self.arguments.input;
        Fields { html: input.html_field.clone(), url: input.url_field.clone(), id: input.id_field.clone() }
    }

    #[cfg(feature = "parquet")]
    fn parquet(&self, name: &Arc<Name>, is_stdin: bool, send: Send) -> bool {
        if is_stdin {
            return self.fail(name, None, Failure::ParquetStdin, send);
        }
        let file = std::fs::File::open(&name.path);
        self.read_bytes.add(std::fs::metadata(&name.path).map_or(0, |metadata| metadata.len()));
        match file.map_err(maintext_records::Cause::Read).and_then(|file| ParquetReader::new(file, self.fields())) {
            Ok(rows) => self.records(name, rows, send),
            Err(cause) => self.fail(name, None, Failure::Record(cause), send),
        }
    }

    #[cfg(not(feature = "parquet"))]
    fn parquet(&self, name: &Arc<Name>, _is_stdin: bool, send: Send) -> bool {
        self.fail(name, None, Failure::Parquet, send)
    }

    fn page_file(&self, name: &Arc<Name>, send: Send) -> bool {
        let size = std::fs::metadata(&name.path).map_or(0, |metadata| metadata.len() as usize);
        send(Task { origin: self.origin(name, None, None), content: Content::File(name.path.clone()) }, size)
    }

    fn origin(&self, name: &Arc<Name>, place: Option<Place>, url: Option<String>) -> Origin {
        Origin { name: name.clone(), place, url: url.or_else(|| self.arguments.input.url.clone()) }
    }

    fn fail(&self, name: &Arc<Name>, place: Option<Place>, failure: Failure, send: Send) -> bool {
        let is_done = (self.is_done)(name, place);
        is_done || send(Task { origin: self.origin(name, place, None), content: Content::Failed(failure) }, 0)
    }

    /// Passes on the pages of an archive or a corpus.
    fn records(
        &self,
        name: &Arc<Name>,
        records: impl Iterator<Item = Result<Record, RecordError>>,
        send: Send,
    ) -> bool {
        for record in records {
            let (place, url, content) = match record {
                Ok(record) => match self.reason_to_skip(&record) {
                    Some(reason) => {
                        self.counts.skip(reason, name, Some(record.place));
                        continue;
                    }
                    None => (record.place, record.url.clone(), Content::Record(Box::new(record))),
                },
                Err(error) => (error.place, error.url, Content::Failed(Failure::Record(error.cause))),
            };
            if self.is_done(name, Some(place)) {
                continue;
            }
            let size = content.record().map_or(0, Record::stored_bytes);
            if !send(Task { origin: self.origin(name, Some(place), url), content }, size) {
                return false;
            }
        }
        true
    }

    fn reason_to_skip(&self, record: &Record) -> Option<Skipped> {
        let is_ok = |status: u16| (200..300).contains(&status);
        match record.kind {
            Kind::Revisit => Some(Skipped::Revisit),
            Kind::Html if self.arguments.input.any_status => None,
            Kind::Html => record.status.is_some_and(|status| !is_ok(status)).then_some(Skipped::Status),
            Kind::Text => None,
            _ => Some(Skipped::OtherRecord),
        }
    }
}
