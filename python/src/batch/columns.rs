//! The columns that a batch can have.

use arrow_schema::{DataType, Field, Fields};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use std::sync::Arc;

/// Gives the enum its names.
macro_rules! columns {
    ($($column:ident = $name:literal,)*) => {
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Column {
            $($column,)*
        }

        impl Column {
            pub const ALL: &[Column] = &[$(Column::$column,)*];

            pub fn name(self) -> &'static str {
                match self {
                    $(Column::$column => $name,)*
                }
            }
        }
    };
}

columns!(
    Text = "text",
    Markdown = "markdown",
    Html = "html",
    Title = "title",
    Authors = "authors",
    Date = "date",
    Published = "published",
    Modified = "modified",
    SiteName = "site_name",
    Description = "description",
    Language = "language",
    Url = "url",
    Image = "image",
    Categories = "categories",
    Tags = "tags",
    License = "license",
    PageType = "page_type",
    Comments = "comments",
    Confidence = "confidence",
    IsArticle = "is_article",
    Source = "source",
    Charset = "charset",
    ErrorKind = "error_kind",
    Error = "error",
    WarcUrl = "warc_url",
    WarcDate = "warc_date",
    WarcId = "warc_id",
    WarcRecord = "warc_record",
    WarcOffset = "warc_offset",
    WarcContentType = "warc_content_type",
    WarcStatus = "warc_status",
    WarcTruncated = "warc_truncated",
);

impl Column {
    /// The columns that every page has, from an archive or not.
    pub fn of_pages() -> impl Iterator<Item = Column> {
        Column::ALL.iter().copied().filter(|column| !column.name().starts_with("warc_"))
    }

    /// The type of its values. Strings have offsets of 64 bits, since the texts of a batch may have more than 2 GiB.
    pub fn data_type(self) -> DataType {
        match self {
            Column::Authors | Column::Categories | Column::Tags => list(DataType::LargeUtf8),
            Column::Comments => list(DataType::Struct(comment_fields())),
            Column::Confidence => DataType::Float64,
            Column::IsArticle => DataType::Boolean,
            Column::WarcRecord | Column::WarcOffset | Column::WarcStatus => DataType::UInt64,
            _ => DataType::LargeUtf8,
        }
    }
}

pub fn comment_fields() -> Fields {
    let text = |name: &str| Field::new(name, DataType::LargeUtf8, true);
    Fields::from(vec![text("author"), text("date"), text("text"), Field::new("depth", DataType::UInt32, true)])
}

fn list(item: DataType) -> DataType {
    DataType::List(Arc::new(Field::new_list_field(item, true)))
}

/// Reads the names of columns. The errors are always among the columns.
pub fn parse(names: &[String], allowed: impl Iterator<Item = Column>) -> PyResult<Vec<Column>> {
    let allowed: Vec<Column> = allowed.collect();
    let mut columns = Vec::new();
    for name in names {
        let column = allowed.iter().find(|column| column.name() == name).ok_or_else(|| {
            let all: Vec<_> = allowed.iter().map(|column| column.name()).collect();
            PyValueError::new_err(format!("unknown column {name:?}: expected some of {}", all.join(", ")))
        })?;
        if columns.contains(column) {
            return Err(PyValueError::new_err(format!("columns has {name:?} twice")));
        }
        columns.push(*column);
    }
    if !columns.contains(&Column::Error) {
        columns.push(Column::Error);
    }
    Ok(columns)
}
