//! Articles as JSON are valid by their schema.

use boon::{Compiler, SchemaIndex, Schemas};
use maintext::{Extractor, Input, Options};
use serde_json::{Value, json};
use std::fs;
use std::path::Path;

pub struct Validator {
    schemas: Schemas,
    index: SchemaIndex,
}

impl Validator {
    /// By `schema/<name>.schema.json`.
    pub fn new(name: &str) -> Validator {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../schema/{name}.schema.json"));
        let schema: Value = serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap();
        let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
        compiler.add_resource(name, schema).unwrap();
        let index = compiler.compile(name, &mut schemas).unwrap();
        Validator { schemas, index }
    }

    pub fn check(&self, value: &Value) -> Result<(), String> {
        self.schemas.validate(value, self.index).map_err(|error| format!("{error:#}"))
    }
}

#[test]
fn every_fixture_is_valid_by_the_schema() {
    let validator = Validator::new("article");
    let mut seen = 0;
    for folder in ["pages", "outputs"] {
        for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).unwrap() {
            let path = entry.unwrap().path();
            let page = fs::read_to_string(path.join("source.html")).unwrap();
            let article = maintext::extract(&page);
            let value = serde_json::to_value(&article).unwrap();
            validator.check(&value).unwrap_or_else(|error| panic!("{path:?}: {error}"));
            assert_eq!(value["text"], article.text());
            let blocks = value["blocks"].as_array().unwrap();
            assert_eq!(blocks.len(), article.blocks().filter(|block| block.is_content()).count());
            for (block, kept) in blocks.iter().zip(article.blocks().filter(|block| block.is_content())) {
                let position = |key: &str| block[key].as_u64().unwrap() as usize;
                assert_eq!(&article.text()[position("start")..position("end")], kept.text());
            }
            seen += 1;
        }
    }
    assert!(seen >= 100, "{seen}");
    validator.check(&serde_json::to_value(maintext::extract("")).unwrap()).unwrap();
    let plain =
        Extractor::default().extract(Input::plain("A line of words.\nAnother line of words, and more.")).unwrap();
    validator.check(&serde_json::to_value(plain).unwrap()).unwrap();
}

#[test]
fn schema_rejects_wrong_types_and_unknown_fields() {
    let validator = Validator::new("article");
    let page = "<html lang=en><h1>Title</h1><h2>Part</h2><p>Words of a paragraph.";
    let options = Options::new().with_content_selector("html").unwrap();
    let good = serde_json::to_value(Extractor::new(options).extract(page).unwrap()).unwrap();
    validator.check(&good).unwrap();
    for (pointer, wrong) in [
        ("/title", json!(7)),
        ("/confidence", json!(1.5)),
        ("/source", json!("elsewhere")),
        ("/metadata/published", json!("9 March 2025")),
        ("/metadata/page_type", json!("story")),
        ("/metadata/sources/title", json!("guess")),
        ("/blocks/0/kind", json!("div")),
        ("/blocks/0/level", json!(7)),
        ("/blocks/0", json!({ "kind": "heading", "score": 0.5, "start": 0, "end": 1, "char_start": 0, "char_end": 1 })),
    ] {
        let mut bad = good.clone();
        *bad.pointer_mut(pointer).unwrap_or_else(|| panic!("{pointer} of {good}")) = wrong;
        assert!(validator.check(&bad).is_err(), "{pointer}");
    }
    let mut bad = good.clone();
    bad["more"] = json!(1);
    assert!(validator.check(&bad).is_err());
    bad = good;
    bad.as_object_mut().unwrap().remove("text");
    assert!(validator.check(&bad).is_err());
}
