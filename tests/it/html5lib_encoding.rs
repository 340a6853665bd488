//! html5lib's tests of the encoding of a page (`.dat`), of version 1.1 of html5lib, whose license is beside them.
//!
//! To run a newer version too, set its folder:
//! `MAINTEXT_HTML5LIB_ENCODING=html5lib-tests/encoding cargo test --test it html5lib_encoding::`.

use crate::environment;
use encoding_rs::Encoding;
use maintext::internals::declared_encoding;
use maintext::{Extractor, Input};
use std::path::Path;

/// One test of a file: a page, and the label of its encoding.
struct Case {
    page: Vec<u8>,
    label: String,
}

/// Splits a file into cases. Each begins with a line `#data`.
fn cases(file: &[u8]) -> Vec<Case> {
    let mut cases = Vec::new();
    let mut page: Vec<&[u8]> = Vec::new();
    let mut section: &[u8] = b"";
    for line in file.split(|&byte| byte == b'\n') {
        match line {
            b"#data" => page.clear(),
            b"#encoding" => {}
            line if section == b"#data" => page.push(line),
            line if section == b"#encoding" && !line.is_empty() => {
                cases.push(Case { page: page.join(&b'\n'), label: String::from_utf8_lossy(line).into_owned() });
            }
            _ => {}
        }
        if line.starts_with(b"#") && matches!(line, b"#data" | b"#encoding") {
            section = line;
        }
    }
    cases
}

/// Cases that differ, by a part of their page, with the reason.
const DIFFERENT: &[(&str, &str)] = &[
    ("multi-script test", "the first script writes a comment that hides the second; the crate runs no scripts"),
    ("ISO-8859-' + '2", "a script writes the declaration; the crate runs no scripts"),
    ("<!--京-->", "the page is valid UTF-8, which counts more than its label EUC-JP"),
];

/// Returns the name of the encoding that the crate finds.
///
/// The text of most pages is ASCII, which every encoding decodes alike. There the declaration is compared.
fn found(page: &[u8]) -> &'static str {
    let article = Extractor::default().extract(Input::bytes(page).with_sniffing(false)).unwrap();
    match page.is_ascii() {
        true => declared_encoding(page).unwrap_or(encoding_rs::WINDOWS_1252.name()),
        false => article.charset().unwrap().name(),
    }
}

fn run(folder: &Path) -> usize {
    let mut ran = 0;
    for entry in walkdir::WalkDir::new(folder).sort_by_file_name() {
        let path = entry.unwrap_or_else(|error| panic!("{}: {error}", folder.display())).into_path();
        if path.extension().is_none_or(|extension| extension != "dat") {
            continue;
        }
        for Case { page, label } in cases(&std::fs::read(&path).unwrap()) {
            let expected = Encoding::for_label(label.as_bytes()).unwrap_or_else(|| panic!("unknown label {label:?}"));
            let shown = String::from_utf8_lossy(&page);
            let reason = DIFFERENT.iter().find(|(part, _)| shown.contains(part)).map(|(_, reason)| reason);
            let is_same = found(&page) == expected.name();
            assert_eq!(is_same, reason.is_none(), "{label}, found {}, {reason:?}: {shown}", found(&page));
            ran += 1;
        }
    }
    ran
}

#[test]
fn encodings_of_html5lib_are_found() {
    assert_eq!(run(&Path::new(env!("CARGO_MANIFEST_DIR")).join("encoding")), 82);
}

#[test]
fn encodings_of_a_newer_suite_are_found() {
    let Some(folder) = environment::path("MAINTEXT_HTML5LIB_ENCODING") else {
        println!("skipped: MAINTEXT_HTML5LIB_ENCODING names no folder of .dat files");
        return;
    };
    assert!(run(&folder) > 0, "no cases in {folder:?}");
}
