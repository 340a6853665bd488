//! Apache Parquet, with the fields of JSON records as columns.

use super::Sink;
use crate::input::Origin;
use crate::page::{JSON_FIELDS, default_fields};
use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical, ZstdLevel};
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::Type;
use serde_json::{Map, Value};
use std::io::{self, Write};
use std::sync::Arc;

/// Rows and bytes of a row group, which is held in memory.
const MAX_ROWS: usize = 2000;
const MAX_BYTES: usize = 8 << 20;

/// The column with the fields that have none of their own, as a JSON object: carried fields that the first row group lacks.
const OTHERS: &str = "input";

/// Columns with numbers. Texts are as they are, and other values are JSON.
const INTEGERS: &[&str] = &["record", "offset"];
const NUMBERS: &[&str] = &["confidence"];

/// Writes rows to a Parquet file.
pub struct Parquet<W: Write + Send> {
    state: State<W>,
    /// The columns that the command line asks for.
    wanted: Vec<String>,
    rows: Vec<Map<String, Value>>,
    bytes: usize,
}

enum State<W: Write + Send> {
    /// Before the first row group, whose fields become columns.
    Start(Option<W>),
    Open {
        writer: Box<SerializedFileWriter<W>>,
        columns: Vec<String>,
    },
}

impl<W: Write + Send> Parquet<W> {
    pub fn new(out: W, fields: Option<&[String]>, with: &[&str]) -> Parquet<W> {
        let asked_for = || with.iter().map(|&name| name.to_owned());
        let default = || default_fields().map(str::to_owned).chain(asked_for()).collect();
        let wanted = fields.map_or_else(default, <[String]>::to_vec);
        Parquet { state: State::Start(Some(out)), wanted, rows: Vec::new(), bytes: 0 }
    }

    fn add(&mut self, record: &str) -> io::Result<()> {
        self.rows.push(serde_json::from_str(record)?);
        self.bytes += record.len();
        if self.rows.len() >= MAX_ROWS || self.bytes >= MAX_BYTES { self.write_group() } else { Ok(()) }
    }

    fn write_group(&mut self) -> io::Result<()> {
        if let State::Start(out) = &mut self.state {
            let mut columns = self.wanted.clone();
            for name in self.rows.iter().flat_map(Map::keys) {
                if !columns.contains(name) && !JSON_FIELDS.contains(&name.as_str()) {
                    columns.push(name.clone());
                }
            }
            columns.push(OTHERS.to_owned());
            let out = out.take().ok_or_else(|| io::Error::other("an earlier write failed"))?;
            let writer = Box::new(open(out, &columns).map_err(io_error)?);
            self.state = State::Open { writer, columns };
        }
        let rows = std::mem::take(&mut self.rows);
        self.bytes = 0;
        match &mut self.state {
            State::Open { writer, columns } if !rows.is_empty() => write_rows(writer, columns, rows).map_err(io_error),
            _ => Ok(()),
        }
    }
}

fn io_error(error: ParquetError) -> io::Error {
    match error {
        ParquetError::External(error) => match error.downcast::<io::Error>() {
            Ok(error) => *error,
            Err(error) => io::Error::other(error),
        },
        error => io::Error::other(error),
    }
}

fn open<W: Write + Send>(out: W, columns: &[String]) -> Result<SerializedFileWriter<W>, ParquetError> {
    let column = |name: &String| {
        let (physical, logical) = match name.as_str() {
            name if INTEGERS.contains(&name) => (Physical::INT64, None),
            name if NUMBERS.contains(&name) => (Physical::DOUBLE, None),
            _ => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
        };
        let builder = Type::primitive_type_builder(name, physical).with_logical_type(logical);
        builder.with_repetition(Repetition::OPTIONAL).build().map(Arc::new)
    };
    let columns = columns.iter().map(column).collect::<Result<Vec<_>, _>>()?;
    let schema = Type::group_type_builder("record").with_fields(columns).build()?;
    let compression = Compression::ZSTD(ZstdLevel::default());
    let properties = WriterProperties::builder().set_compression(compression).build();
    SerializedFileWriter::new(out, Arc::new(schema), Arc::new(properties))
}

fn write_rows<W: Write + Send>(
    writer: &mut SerializedFileWriter<W>,
    columns: &[String],
    mut rows: Vec<Map<String, Value>>,
) -> Result<(), ParquetError> {
    let mut group = writer.next_row_group()?;
    for name in columns {
        let values: Vec<Option<Value>> = rows
            .iter_mut()
            .map(|row| if name == OTHERS { others(row) } else { row.remove(name).filter(|value| !value.is_null()) })
            .collect();
        let levels: Vec<i16> = values.iter().map(|value| value.is_some().into()).collect();
        let values = values.into_iter().flatten();
        let Some(mut column) = group.next_column()? else { break };
        if INTEGERS.contains(&name.as_str()) {
            let values: Vec<i64> = values.map(|value| value.as_i64().unwrap_or(i64::MAX)).collect();
            column.typed::<Int64Type>().write_batch(&values, Some(&levels), None)?;
        } else if NUMBERS.contains(&name.as_str()) {
            let values: Vec<f64> = values.map(|value| value.as_f64().unwrap_or(f64::NAN)).collect();
            column.typed::<DoubleType>().write_batch(&values, Some(&levels), None)?;
        } else {
            let text = |value| if let Value::String(text) = value { text } else { value.to_string() };
            let values: Vec<ByteArray> = values.map(|value| ByteArray::from(text(value).into_bytes())).collect();
            column.typed::<ByteArrayType>().write_batch(&values, Some(&levels), None)?;
        }
        column.close()?;
    }
    group.close()?;
    Ok(())
}

/// The fields of a row that no column has taken.
fn others(row: &mut Map<String, Value>) -> Option<Value> {
    // The fields of our own that are left were not asked for.
    row.retain(|name, _| !JSON_FIELDS.contains(&name.as_str()));
    (!row.is_empty()).then(|| Value::Object(std::mem::take(row)))
}

impl<W: Write + Send> Sink for Parquet<W> {
    fn page(&mut self, _origin: &Origin, rendered: &str) -> io::Result<()> {
        self.add(rendered)
    }

    fn failure(&mut self, record: &str) -> io::Result<()> {
        self.add(record)
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        self.write_group()?;
        match self.state {
            State::Open { writer, .. } => writer.close().map(|_| ()).map_err(io_error),
            State::Start(_) => Ok(()),
        }
    }
}
