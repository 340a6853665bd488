//! Reads Apache Parquet, row by row.

use crate::error::{Cause, RecordError};
use crate::json_lines::Fields;
use crate::record::{Kind, Place, Record};
use parquet::errors::ParquetError;
use parquet::file::reader::SerializedFileReader;
use parquet::record::reader::RowIter;
use parquet::record::{Field, Row};
use serde_json::value::RawValue;
use std::fs::File;

/// An iterator over the rows of a Parquet file.
///
/// Columns that are not named in [`Fields`] are in [`Record::fields`], as JSON. A row without a page is an error with its place, and
/// the iterator goes on with the next row; a damaged file ends it. The number of a record is that of its row. Memory is bounded by a
/// page of each column.
pub struct ParquetReader {
    rows: RowIter<'static>,
    fields: Fields,
    row: u64,
    has_ended: bool,
}

impl ParquetReader {
    /// Reads the footer of a file.
    ///
    /// # Errors
    ///
    /// If the file is not Parquet, or damaged.
    pub fn new(file: File, fields: Fields) -> Result<ParquetReader, Cause> {
        let rows = SerializedFileReader::new(file).map_err(Cause::Parquet)?.into_iter();
        Ok(ParquetReader { rows, fields, row: 0, has_ended: false })
    }

    fn record(&self, row: Row) -> Result<Record, Cause> {
        let mut record = Record::new(self.place(), Kind::Html);
        let wrong = |found| Cause::Field { name: self.fields.html.clone(), found };
        let mut page = Err(wrong("nothing"));
        for (name, value) in row.into_columns() {
            if name == self.fields.html {
                page = match value {
                    // Text is decoded, whatever the page declares.
                    Field::Str(text) => Ok((text.into_bytes(), Some("text/html; charset=utf-8".to_owned()))),
                    Field::Bytes(bytes) => Ok((bytes.data().to_vec(), None)),
                    Field::Null => Err(wrong("null")),
                    _ => Err(wrong("another type")),
                };
            } else if name == self.fields.url {
                record.url = text(&value);
            } else if name == self.fields.id {
                record.id = text(&value);
            } else {
                let json = serde_json::to_string(&value.to_json_value()).and_then(RawValue::from_string);
                record.fields.push((name, json.map_err(Cause::Json)?));
            }
        }
        (record.raw_body, record.content_type) = page?;
        Ok(record)
    }

    fn place(&self) -> Place {
        Place { record: self.row, offset: None, offset_in_member: 0 }
    }
}

impl Iterator for ParquetReader {
    type Item = Result<Record, RecordError>;

    fn next(&mut self) -> Option<Result<Record, RecordError>> {
        if self.has_ended {
            return None;
        }
        let row: Result<Row, ParquetError> = self.rows.next()?;
        self.row += 1;
        self.has_ended = row.is_err();
        let record = row.map_err(Cause::Parquet).and_then(|row| self.record(row));
        Some(record.map_err(|cause| RecordError { place: self.place(), url: None, cause }))
    }
}

/// A text, or a number as it is written.
fn text(value: &Field) -> Option<String> {
    match value {
        Field::Null => None,
        Field::Str(text) => Some(text.clone()),
        Field::Bytes(bytes) => Some(String::from_utf8_lossy(bytes.data()).into_owned()),
        other => Some(other.to_json_value().to_string()),
    }
}
