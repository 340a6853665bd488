//! JSON records are valid by `schema/record.schema.json`.

use crate::program::*;
use boon::{Compiler, SchemaIndex, Schemas};
use serde_json::Value;
use std::fs;
use std::path::Path;

fn schema_path(name: &str) -> String {
    format!("{}/../schema/{name}.schema.json", env!("CARGO_MANIFEST_DIR"))
}

struct Validator {
    schemas: Schemas,
    index: SchemaIndex,
    /// The fields that the schema names.
    fields: Vec<String>,
}

impl Validator {
    fn new() -> Validator {
        let mut schemas = Schemas::new();
        let path = fs::canonicalize(schema_path("record")).unwrap();
        let index = Compiler::new().compile(path.to_str().unwrap(), &mut schemas).unwrap();
        let schema: Value = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
        let fields = schema["properties"].as_object().unwrap().keys().cloned().collect();
        Validator { schemas, index, fields }
    }

    /// Checks records that carry no fields of the input over.
    fn check(&self, records: &[Value]) {
        assert!(!records.is_empty());
        for record in records {
            let valid = self.schemas.validate(record, self.index);
            assert!(valid.is_ok(), "{record}: {}", valid.unwrap_err());
            let unknown: Vec<&String> =
                record.as_object().unwrap().keys().filter(|name| !self.fields.contains(name)).collect();
            assert!(unknown.is_empty(), "{unknown:?} in {record}");
        }
    }
}

#[test]
fn records_of_pages_archives_and_failures_are_valid() {
    let validator = Validator::new();
    let archive = warc_gz(&[
        warc_page("https://example.org/rain", page("rain").as_bytes()),
        b"WARC/1.0\r\nWARC-Type: response\r\n\r\n".to_vec(),
        warc_page("https://example.org/empty", b""),
    ]);
    let pages = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/pages");
    let folder = folder(&[("a.warc.gz", &archive), ("a.html", page("rain").as_bytes()), ("b.html", b"%PDF-1.7")]);
    for arguments in [
        &["--format=json", "a.warc.gz", "a.html", "b.html", "missing.html"][..],
        &["--with", "markdown,html,chunks", "a.warc.gz", "a.html"],
        &[
            "--fields",
            "path,text,record,offset,url,date,id,limit,error,authors,page_type,canonical_url,blocks",
            "a.warc.gz",
            "b.html",
        ],
        &["--format=json", "--max-nodes", "4", "a.warc.gz"],
        &["--format=json", pages],
    ] {
        validator.check(&json(&run(&folder, arguments)));
    }
}

#[test]
fn record_schema_rejects_other_records() {
    let validator = Validator::new();
    for record in ["{\"path\": 1}", "{\"text\": null}", "{\"record\": 0}", "{\"blocks\": [{}]}", "[]"] {
        let record: Value = serde_json::from_str(record).unwrap();
        assert!(validator.schemas.validate(&record, validator.index).is_err(), "{record}");
    }
    assert!(Path::new(&schema_path("chunk")).exists());
}
