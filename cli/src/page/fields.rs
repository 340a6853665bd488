//! JSON records: an article with where it is from, as `schema/record.schema.json` describes.

use super::render::Renderer;
#[cfg(feature = "parquet")]
use crate::args::With;
use crate::input::Origin;
#[cfg(feature = "parquet")]
use clap::ValueEnum;
use maintext::{Article, ChunkOptions};
use maintext_records::Record;
use serde::Serialize;
use serde_json::Value;
use serde_json::value::RawValue;

/// The fields that `--fields` may name. Those from `authors` on are fields of `metadata`.
pub const JSON_FIELDS: &[&str] = &[
    "path",
    "record",
    "offset",
    "url",
    "date",
    "id",
    "title",
    "text",
    "confidence",
    "source",
    "metadata",
    "blocks",
    "comments",
    "markdown",
    "html",
    "chunks",
    "limit",
    "truncated",
    "error",
    "authors",
    "published",
    "modified",
    "site_name",
    "description",
    "language",
    "canonical_url",
    "image",
    "categories",
    "tags",
    "license",
    "page_type",
];

/// The fields of a record without `--fields` and `--with`.
#[cfg(feature = "parquet")]
pub fn default_fields() -> impl Iterator<Item = &'static str> {
    let is_asked_for = |name: &str| With::value_variants().iter().any(|with| with.name() == name);
    let fields = JSON_FIELDS.iter().copied().take_while(|&name| name != "authors");
    fields.filter(move |name| !is_asked_for(name))
}

/// A JSON object that is written field by field.
pub struct Json {
    text: String,
}

impl Json {
    pub fn new() -> Json {
        Json { text: "{".to_owned() }
    }

    pub fn field(&mut self, name: &str, value: &impl Serialize) -> Result<(), serde_json::Error> {
        let value = serde_json::to_string(value)?;
        self.raw(&serde_json::to_string(name)?, &value);
        Ok(())
    }

    fn raw(&mut self, quoted_name: &str, value: &str) {
        if self.text.len() > 1 {
            self.text.push(',');
        }
        self.text.push_str(quoted_name);
        self.text.push(':');
        self.text.push_str(value);
    }

    /// Adds the fields of another object.
    fn object(&mut self, object: &str) {
        let fields = object.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')).unwrap_or_default();
        if !fields.is_empty() {
            if self.text.len() > 1 {
                self.text.push(',');
            }
            self.text.push_str(fields);
        }
    }

    /// Returns the object as a line.
    pub fn finish(mut self) -> String {
        self.text.push('}');
        self.text
    }
}

/// What a record says beside the article.
pub struct Facts<'a> {
    pub origin: &'a Origin,
    pub record: Option<&'a Record>,
    /// The limit that the page exceeded.
    pub limit: Option<String>,
}

impl Renderer<'_> {
    /// Returns the JSON record of an article.
    pub fn json(&self, article: &Article, facts: &mut Facts) -> Result<String, serde_json::Error> {
        let mut json = Json::new();
        match &self.arguments.output.fields {
            Some(fields) => self.chosen_fields(&mut json, fields, article, facts)?,
            None => self.all_fields(&mut json, article, facts)?,
        }
        let carried = facts.record.map_or(&[][..], |record| &record.fields[..]);
        for (name, value) in carried {
            carry(&mut json, name, value)?;
        }
        Ok(json.finish())
    }

    fn all_fields(&self, json: &mut Json, article: &Article, facts: &mut Facts) -> Result<(), serde_json::Error> {
        for name in ["path", "record", "offset", "url", "date", "id"] {
            self.field(json, name, article, facts, false)?;
        }
        json.object(&serde_json::to_string(article)?);
        for with in &self.arguments.output.with {
            self.field(json, with.name(), article, facts, true)?;
        }
        facts.limit = facts.limit.take().or_else(|| article.check_limits().err().map(|limit| limit.to_string()));
        self.field(json, "limit", article, facts, false)?;
        self.field(json, "truncated", article, facts, false)
    }

    fn chosen_fields(
        &self,
        json: &mut Json,
        fields: &[String],
        article: &Article,
        facts: &mut Facts,
    ) -> Result<(), serde_json::Error> {
        let is_chosen = |name: &str| fields.iter().any(|field| field == name);
        for name in fields {
            if name == "limit" {
                facts.limit =
                    facts.limit.take().or_else(|| article.check_limits().err().map(|limit| limit.to_string()));
            }
            self.field(json, name, article, facts, true)?;
        }
        for added in self.arguments.output.with.iter().filter(|added| !is_chosen(added.name())) {
            self.field(json, added.name(), article, facts, true)?;
        }
        Ok(())
    }

    /// Writes a field by name. One without a value is `null`, or left out unless it `is_required`.
    fn field(
        &self,
        json: &mut Json,
        name: &str,
        article: &Article,
        facts: &Facts,
        is_required: bool,
    ) -> Result<(), serde_json::Error> {
        if origin_field(json, name, facts, is_required)? {
            return Ok(());
        }
        match name {
            "title" => json.field(name, &article.title()),
            "text" => json.field(name, &article.text()),
            "confidence" => json.field(name, &article.confidence()),
            "source" => json.field(name, &article.source()),
            "metadata" => json.field(name, article.metadata()),
            "blocks" => json.field(name, &article.blocks().filter(|block| block.is_content()).collect::<Vec<_>>()),
            "comments" => json.field(name, &article.comments()),
            "markdown" => json.field(name, &self.markdown(article)),
            "html" => json.field(name, &self.html(article)),
            "chunks" => {
                let options = ChunkOptions::new().with_max_chars(self.arguments.output.chunk_chars.get());
                json.field(name, &article.chunks(&options))
            }
            "authors" => json.field(name, &article.metadata().authors()),
            "published" => json.field(name, &article.metadata().published()),
            "modified" => json.field(name, &article.metadata().modified()),
            "site_name" => json.field(name, &article.metadata().site_name()),
            "description" => json.field(name, &article.metadata().description()),
            "language" => json.field(name, &article.metadata().language()),
            "canonical_url" => json.field(name, &article.metadata().url()),
            "image" => json.field(name, &article.metadata().image()),
            "categories" => json.field(name, &article.metadata().categories()),
            "tags" => json.field(name, &article.metadata().tags()),
            "license" => json.field(name, &article.metadata().license()),
            "page_type" => json.field(name, &article.metadata().page_type()),
            _ => json.field(name, &None::<&str>),
        }
    }
}

/// Returns the JSON record of a page that failed.
pub fn failure_record(fields: Option<&[String]>, facts: &Facts, error: &str) -> Result<String, serde_json::Error> {
    let mut json = Json::new();
    let all = ["path", "record", "offset", "url", "date", "id", "title", "text", "error"].map(str::to_owned);
    let chosen = fields.unwrap_or(&all);
    for name in chosen {
        match name.as_str() {
            "error" => {}
            "text" => json.field(name, &"")?,
            name => {
                if !origin_field(&mut json, name, facts, fields.is_some())? {
                    json.field(name, &None::<&str>)?;
                }
            }
        }
    }
    // A failure is told even if nobody asked for it: the record would look like a page without text.
    json.field("error", &error)?;
    for (name, value) in facts.record.map_or(&[][..], |record| &record.fields[..]) {
        carry(&mut json, name, value)?;
    }
    Ok(json.finish())
}

/// Writes a field that does not come from the article; `false` if the name is another.
fn origin_field(json: &mut Json, name: &str, facts: &Facts, is_required: bool) -> Result<bool, serde_json::Error> {
    let (origin, record) = (facts.origin, facts.record);
    let value = match name {
        "path" => Some(Value::from(origin.name.shown())),
        "record" => origin.place.map(|place| place.record.into()),
        "offset" => origin.place.and_then(|place| place.offset).map(Value::from),
        "url" => origin.url.as_deref().map(Value::from),
        "date" => record.and_then(|record| record.date.as_deref()).map(Value::from),
        "id" => record.and_then(|record| record.id.as_deref()).map(Value::from),
        "truncated" => record.and_then(|record| record.truncated.as_deref()).map(Value::from),
        "limit" => facts.limit.as_deref().map(Value::from),
        "error" => None,
        _ => return Ok(false),
    };
    if is_required || value.is_some() {
        json.field(name, &value)?;
    }
    if name == "path" && origin.name.is_escaped {
        json.field("path_is_escaped", &true)?;
    }
    Ok(true)
}

/// Carries a field of the input over. If its name is one of ours, `input_` precedes it.
fn carry(json: &mut Json, name: &str, value: &RawValue) -> Result<(), serde_json::Error> {
    let quoted = if JSON_FIELDS.contains(&name) { format!("input_{name}") } else { name.to_owned() };
    json.raw(&serde_json::to_string(&quoted)?, value.get());
    Ok(())
}
