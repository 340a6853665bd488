//! Tests of the tokenizer in html5lib's JSON format.
//!
//! The project's own cases are in `tests/tokenizer`. To run a published suite too, set its folder:
//! `MAINTEXT_HTML5LIB_TOKENIZER=html5lib-tests/tokenizer cargo test --test it tokenizer::`.

use crate::environment;
use maintext::internals::{Token, tokens};
use serde_json::{Map, Value, json};
use std::path::Path;

/// A file of cases. Files with other content (`xmlViolationTests`) have no `tests`.
#[derive(serde::Deserialize)]
struct File {
    #[serde(default)]
    tests: Vec<Case>,
}

#[derive(serde::Deserialize)]
#[serde(rename_all = "camelCase")]
struct Case {
    description: String,
    input: String,
    output: Vec<Value>,
    #[serde(default = "data_state")]
    initial_states: Vec<String>,
    #[serde(default)]
    last_start_tag: String,
    #[serde(default)]
    double_escaped: bool,
}

fn data_state() -> Vec<String> {
    vec!["Data state".to_owned()]
}

/// The number of cases that ran, and the failures.
#[derive(Default)]
struct Report {
    ran: usize,
    failures: Vec<String>,
}

fn run(folder: &Path) -> Report {
    let mut report = Report::default();
    for entry in std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "test") {
            let file: File = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
            for case in &file.tests {
                run_case(case, &path, &mut report);
            }
        }
    }
    report
}

fn run_case(case: &Case, path: &Path, report: &mut Report) {
    let input = unescaped(&case.input, case.double_escaped);
    // A Rust string cannot contain lone surrogates.
    let (Some(input), Some(expected)) = (input, expected(case)) else { return };
    for state in &case.initial_states {
        let Some(found) = tokens(&input, state, &case.last_start_tag) else {
            panic!("{}: {:?}: unknown state {state:?}", path.display(), case.description);
        };
        let found: Vec<Value> = found.into_iter().map(value).collect();
        report.ran += 1;
        if found != expected {
            let (file, description) = (path.display(), &case.description);
            report.failures.push(format!(
                "{file}: {description} ({state})\n  input    {input:?}\n  expected {}\n  found    {}",
                json!(expected),
                json!(found)
            ));
        }
    }
}

/// The expected tokens, without parse errors. Consecutive characters are one token.
fn expected(case: &Case) -> Option<Vec<Value>> {
    let mut expected: Vec<Value> = Vec::new();
    for token in case.output.iter().filter(|token| token.is_array()) {
        let token = unescaped_value(token, case.double_escaped)?;
        match (expected.last_mut(), token[0].as_str()) {
            (Some(last), Some("Character")) if last[0] == "Character" => {
                last[1] = format!("{}{}", last[1].as_str()?, token[1].as_str()?).into();
            }
            _ => expected.push(token),
        }
    }
    Some(expected)
}

fn unescaped_value(value: &Value, is_escaped: bool) -> Option<Value> {
    Some(match value {
        Value::String(text) => unescaped(text, is_escaped)?.into(),
        Value::Array(items) => {
            items.iter().map(|item| unescaped_value(item, is_escaped)).collect::<Option<Vec<_>>>()?.into()
        }
        Value::Object(fields) => fields
            .iter()
            .map(|(name, value)| Some((unescaped(name, is_escaped)?, unescaped_value(value, is_escaped)?)))
            .collect::<Option<Map<_, _>>>()?
            .into(),
        other => other.clone(),
    })
}

/// Decodes `\uXXXX` in a text that is escaped twice; `None` for a lone surrogate.
fn unescaped(text: &str, is_escaped: bool) -> Option<String> {
    if !is_escaped {
        return Some(text.to_owned());
    }
    let mut pieces = text.split("\\u");
    let mut units: Vec<u16> = pieces.next()?.encode_utf16().collect();
    for piece in pieces {
        units.push(u16::from_str_radix(piece.get(..4)?, 16).ok()?);
        units.extend(piece[4..].encode_utf16());
    }
    String::from_utf16(&units).ok()
}

/// A token in the format of the tests.
fn value(token: Token) -> Value {
    match token {
        Token::Doctype(name, public_id, system_id, force_quirks) => {
            json!(["DOCTYPE", name, public_id, system_id, !force_quirks])
        }
        Token::StartTag(name, attrs, is_self_closing) => {
            let attrs: Map<String, Value> = attrs.into_iter().map(|(name, value)| (name, value.into())).collect();
            if is_self_closing { json!(["StartTag", name, attrs, true]) } else { json!(["StartTag", name, attrs]) }
        }
        Token::EndTag(name) => json!(["EndTag", name]),
        Token::Comment(text) => json!(["Comment", text]),
        Token::Characters(text) => json!(["Character", text]),
    }
}

fn check(report: &Report) {
    let Report { ran, failures } = report;
    assert!(failures.is_empty(), "{} of {ran} cases failed\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn own_cases_pass() {
    let report = run(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tokenizer")));
    check(&report);
    assert!(report.ran >= 300, "{} cases ran", report.ran);
}

#[test]
fn published_suite_passes() {
    let Some(folder) = environment::path("MAINTEXT_HTML5LIB_TOKENIZER") else {
        eprintln!("skipped: MAINTEXT_HTML5LIB_TOKENIZER does not name the folder of a suite");
        return;
    };
    let report = run(&folder);
    check(&report);
    assert!(report.ran > 0, "no case in {folder:?}");
}
