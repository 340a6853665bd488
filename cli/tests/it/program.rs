//! Runs the program, and makes inputs for it.

use flate2::{Compression, write::GzEncoder};
use serde_json::Value;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

pub fn program() -> Command {
    Command::new(env!("CARGO_BIN_EXE_maintext"))
}

/// Runs `maintext extract` in `folder`, with `stdin` as its standard input.
pub fn run_with(folder: &Path, arguments: &[&str], stdin: &[u8]) -> Output {
    let mut child = program()
        .arg("extract")
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // Writing fails if the program ends before it reads its input.
    let _ = child.stdin.take().unwrap().write_all(stdin);
    child.wait_with_output().unwrap()
}

pub fn run(folder: &TempDir, arguments: &[&str]) -> Output {
    run_with(folder.path(), arguments, b"")
}

pub fn stdout(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).unwrap()
}

pub fn stderr(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).unwrap()
}

pub fn json(output: &Output) -> Vec<Value> {
    stdout(output).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Returns a small page with one paragraph about `topic`, between a menu and a footer.
pub fn page(topic: &str) -> String {
    format!(
        "<!DOCTYPE html><html><head><meta charset=utf-8><title>On {topic}</title></head><body>\
         <nav><ul><li><a href=/>Home</a></li><li><a href=/about>About us</a></li></ul></nav>\
         <article><h1>On {topic}</h1><p>{}</p><p>{}</p></article>\
         <footer><a href=/terms>Terms of use</a> <a href=/privacy>Privacy</a></footer></body></html>",
        paragraph(topic),
        "Whoever has walked a whole day in the hills knows it, and those who have not will hardly believe it.",
    )
}

pub fn paragraph(topic: &str) -> String {
    format!(
        "This page tells about {topic}, which is a thing that many people know, but few have ever looked at closely."
    )
}

pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// Creates a folder with the given files.
pub fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    folder
}

/// Returns a record of a WARC file with a correct length.
pub fn warc_record(kind: &str, url: &str, content_type: &str, block: &[u8]) -> Vec<u8> {
    let header = format!(
        "WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2026-11-30T10:00:00Z\r\n\
         WARC-Record-ID: <urn:uuid:{url}>\r\nContent-Type: {content_type}\r\nContent-Length: {}\r\n\r\n",
        block.len()
    );
    [header.as_bytes(), block, b"\r\n\r\n"].concat()
}

/// Returns a response with a page.
pub fn warc_page(url: &str, html: &[u8]) -> Vec<u8> {
    let block = [b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n", html].concat();
    warc_record("response", url, "application/http; msgtype=response", &block)
}

/// Returns an archive with a gzip member for each record.
pub fn warc_gz(records: &[Vec<u8>]) -> Vec<u8> {
    records.iter().flat_map(|record| gzip(record)).collect()
}
