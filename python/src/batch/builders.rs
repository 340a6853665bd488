//! Rows to Arrow columns.

use super::columns::{Column, comment_fields};
use super::row::{Cell, Row};
use arrow_array::builder::{
    BooleanBuilder, Float64Builder, LargeStringBuilder, ListBuilder, StructBuilder, UInt32Builder, UInt64Builder,
};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{DataType, Field, Schema};
use maintext::Comment;
use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use std::sync::Arc;

pub struct Builders {
    schema: Schema,
    columns: Vec<Builder>,
}

enum Builder {
    Text(LargeStringBuilder),
    List(ListBuilder<LargeStringBuilder>),
    Comments(ListBuilder<StructBuilder>),
    Number(Float64Builder),
    Count(UInt64Builder),
    Flag(BooleanBuilder),
}

impl Builders {
    pub fn new(columns: &[Column]) -> Builders {
        let field = |column: &Column| Field::new(column.name(), column.data_type(), true);
        Builders {
            schema: Schema::new(columns.iter().map(field).collect::<Vec<_>>()),
            columns: columns.iter().map(|&column| Builder::new(column)).collect(),
        }
    }

    pub fn append(&mut self, rows: Vec<Row>) {
        for row in rows {
            for (builder, cell) in self.columns.iter_mut().zip(row) {
                builder.append(cell);
            }
        }
    }

    pub fn finish(self) -> PyResult<RecordBatch> {
        let columns = self.columns.into_iter().map(Builder::finish).collect();
        let batch = RecordBatch::try_new(Arc::new(self.schema), columns);
        batch.map_err(|error| PyRuntimeError::new_err(error.to_string()))
    }
}

impl Builder {
    fn new(column: Column) -> Builder {
        match column.data_type() {
            DataType::List(item) if item.data_type() == &DataType::LargeUtf8 => {
                Builder::List(ListBuilder::new(LargeStringBuilder::new()))
            }
            DataType::List(_) => Builder::Comments(ListBuilder::new(StructBuilder::from_fields(comment_fields(), 0))),
            DataType::Float64 => Builder::Number(Float64Builder::new()),
            DataType::UInt64 => Builder::Count(UInt64Builder::new()),
            DataType::Boolean => Builder::Flag(BooleanBuilder::new()),
            _ => Builder::Text(LargeStringBuilder::new()),
        }
    }

    /// A cell of another type than that of the column is null.
    fn append(&mut self, cell: Cell) {
        match (self, cell) {
            (Builder::Text(column), Cell::Text(text)) => column.append_value(text),
            (Builder::Text(column), _) => column.append_null(),
            (Builder::List(column), Cell::List(items)) => column.append_value(items.into_iter().map(Some)),
            (Builder::List(column), _) => column.append_null(),
            (Builder::Comments(column), Cell::Comments(comments)) => {
                comments.iter().for_each(|comment| append_comment(column.values(), comment));
                column.append(true);
            }
            (Builder::Comments(column), _) => column.append_null(),
            (Builder::Number(column), Cell::Number(number)) => column.append_value(number),
            (Builder::Number(column), _) => column.append_null(),
            (Builder::Count(column), Cell::Count(count)) => column.append_value(count),
            (Builder::Count(column), _) => column.append_null(),
            (Builder::Flag(column), Cell::Flag(flag)) => column.append_value(flag),
            (Builder::Flag(column), _) => column.append_null(),
        }
    }

    fn finish(self) -> ArrayRef {
        match self {
            Builder::Text(mut column) => Arc::new(column.finish()),
            Builder::List(mut column) => Arc::new(column.finish()),
            Builder::Comments(mut column) => Arc::new(column.finish()),
            Builder::Number(mut column) => Arc::new(column.finish()),
            Builder::Count(mut column) => Arc::new(column.finish()),
            Builder::Flag(mut column) => Arc::new(column.finish()),
        }
    }
}

fn append_comment(builder: &mut StructBuilder, comment: &Comment) {
    let texts = [comment.author(), comment.date(), Some(comment.text())];
    for (index, text) in texts.into_iter().enumerate() {
        if let Some(column) = builder.field_builder::<LargeStringBuilder>(index) {
            column.append_option(text);
        }
    }
    if let Some(column) = builder.field_builder::<UInt32Builder>(texts.len()) {
        column.append_value(u32::try_from(comment.depth()).unwrap_or(u32::MAX));
    }
    builder.append(true);
}
