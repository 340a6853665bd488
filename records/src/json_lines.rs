//! Reads JSON Lines: one object a line.

use crate::DEFAULT_MAX_BYTES;
use crate::error::{Cause, RecordError};
use crate::members::{Decompressed, decompress};
use crate::record::{Kind, Place, Record};
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::fmt;
use std::io::{self, BufRead, Read};

/// The names of the fields that are read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fields {
    /// The page itself. Default: `html`.
    pub html: String,
    /// The URL of the page. Default: `url`.
    pub url: String,
    /// The ID of the page. Default: `id`.
    pub id: String,
}

impl Default for Fields {
    fn default() -> Fields {
        Fields { html: "html".into(), url: "url".into(), id: "id".into() }
    }
}

/// An iterator over the lines of a file with one JSON object a line, which may be compressed with gzip or zstd.
///
/// Fields that are not named in [`Fields`] are in [`Record::fields`], in their order and as they are written. A line that is
/// not an object, or has no page, is an error with its place, and the iterator goes on with the next line. Empty lines are
/// skipped. The number of a record is that of its line.
///
/// ```
/// use maintext_records::{Fields, JsonLinesReader};
///
/// let lines = "{\"id\": 7, \"url\": \"https://example.org/\", \"html\": \"<p>Rain.\", \"split\": \"train\"}\nnot JSON\n";
/// let mut records = JsonLinesReader::new(lines.as_bytes(), Fields::default());
/// let record = records.next().unwrap()?;
/// assert_eq!((&*record.body()?, record.id.as_deref()), (&b"<p>Rain."[..], Some("7")));
/// assert_eq!((record.fields[0].0.as_str(), record.fields[0].1.get()), ("split", "\"train\""));
/// assert!(records.next().unwrap().unwrap_err().to_string().starts_with("record 2: invalid JSON: "));
/// assert!(records.next().is_none());
/// # Ok::<(), maintext_records::RecordError>(())
/// ```
pub struct JsonLinesReader<R: Read> {
    lines: Decompressed<R>,
    fields: Fields,
    max_bytes: usize,
    line: u64,
    has_ended: bool,
}

impl<R: Read> JsonLinesReader<R> {
    /// Reads lines from the start of a file.
    pub fn new(file: R, fields: Fields) -> JsonLinesReader<R> {
        let (lines, max_bytes) = (decompress(file), DEFAULT_MAX_BYTES);
        JsonLinesReader { lines, fields, max_bytes, line: 0, has_ended: false }
    }

    /// Sets the maximum size of a line in bytes. A longer line is an error, and is skipped.
    ///
    /// ### Default
    ///
    /// [`DEFAULT_MAX_BYTES`].
    pub fn with_max_bytes(mut self, max_bytes: usize) -> JsonLinesReader<R> {
        self.max_bytes = max_bytes;
        self
    }

    /// Reads a line without its end; `None` at the end of the file.
    fn read_line(&mut self) -> Result<Option<Vec<u8>>, Cause> {
        let mut line = Vec::new();
        let mut found = 0;
        loop {
            let bytes = self.lines.fill_buf().map_err(Cause::Read)?;
            if bytes.is_empty() && found == 0 {
                return Ok(None);
            }
            let end = memchr::memchr(b'\n', bytes);
            let part = &bytes[..end.unwrap_or(bytes.len())];
            line.extend_from_slice(&part[..part.len().min(self.max_bytes.saturating_sub(line.len()))]);
            found += part.len();
            let (count, is_end) = (part.len() + usize::from(end.is_some()), end.is_some() || bytes.is_empty());
            self.lines.consume(count);
            if is_end && found > self.max_bytes {
                return Err(Cause::Size { found: found as u64, limit: self.max_bytes });
            }
            if is_end {
                return Ok(Some(line));
            }
            // An empty line is not the end of the file.
            found = found.max(usize::from(count > 0));
        }
    }

    fn record(&self, line: &[u8]) -> Result<Record, Cause> {
        let object: Object = serde_json::from_slice(line).map_err(Cause::Json)?;
        let mut record = Record::new(Place { record: self.line, offset: None, offset_in_member: 0 }, Kind::Html);
        let mut page = None;
        for (name, value) in object.0 {
            if name == self.fields.html {
                page = Some(value);
            } else if name == self.fields.url {
                record.url = string(&value);
            } else if name == self.fields.id {
                record.id = string(&value).or_else(|| Some(value.get().to_owned()).filter(|id| id != "null"));
            } else {
                record.fields.push((name, value));
            }
        }
        let wrong = |found| Cause::Field { name: self.fields.html.clone(), found };
        let page = page.ok_or_else(|| wrong("nothing"))?;
        record.raw_body = string(&page).ok_or_else(|| wrong(type_name(page.get())))?.into_bytes();
        // A JSON string is Unicode, whatever the page declares.
        record.content_type = Some("text/html; charset=utf-8".to_owned());
        Ok(record)
    }
}

impl<R: Read> Iterator for JsonLinesReader<R> {
    type Item = Result<Record, RecordError>;

    fn next(&mut self) -> Option<Result<Record, RecordError>> {
        while !self.has_ended {
            self.line += 1;
            let read = match self.read_line() {
                Ok(None) => return None,
                Ok(Some(line)) if line.iter().all(u8::is_ascii_whitespace) => continue,
                Ok(Some(line)) => self.record(&line),
                Err(cause) => Err(cause),
            };
            let place = Place { record: self.line, offset: None, offset_in_member: 0 };
            return Some(read.map_err(|cause| {
                let cause = match (cause, self.lines.compression()) {
                    (Cause::Read(error), Some(format)) => Cause::Compression { format, error },
                    (cause, _) => cause,
                };
                // Nothing can be read after damage.
                self.has_ended = matches!(cause, Cause::Read(_) | Cause::Compression { .. });
                RecordError { place, url: None, cause }
            }));
        }
        None
    }
}

fn string(value: &RawValue) -> Option<String> {
    serde_json::from_str(value.get()).ok()
}

fn type_name(json: &str) -> &'static str {
    match json.as_bytes().first() {
        Some(b'{') => "an object",
        Some(b'[') => "a list",
        Some(b't' | b'f') => "a boolean",
        Some(b'n') => "null",
        Some(b'"') => "a string that is not valid",
        _ => "a number",
    }
}

/// The fields of an object in their order, each as it is written.
struct Object(Vec<(String, Box<RawValue>)>);

impl<'de> Deserialize<'de> for Object {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Object, D::Error> {
        struct Fields;

        impl<'de> Visitor<'de> for Fields {
            type Value = Object;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Object, M::Error> {
                let mut fields = Vec::new();
                while let Some(field) = map.next_entry()? {
                    fields.push(field);
                }
                Ok(Object(fields))
            }
        }

        deserializer.deserialize_map(Fields)
    }
}

impl From<io::Error> for Cause {
    fn from(error: io::Error) -> Cause {
        Cause::Read(error)
    }
}
