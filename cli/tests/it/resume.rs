//! Runs that are killed or interrupted, and go on with `--resume`.

use crate::program::*;
use flate2::read::MultiGzDecoder;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// Creates a folder with an archive that has broken records, duplicates and pages without text, and with single pages.
fn crawl(pages: usize) -> TempDir {
    let records: Vec<Vec<u8>> = (0..pages)
        .map(|n| match n % 25 {
            3 => b"WARC/1.0\r\nWARC-Type: response\r\n\r\n\r\n".to_vec(),
            7 => warc_page(&format!("https://example.org/{n}"), b"<p>"),
            11 => warc_page(&format!("https://example.org/{n}"), page("the same thing").as_bytes()),
            _ => warc_page(&format!("https://example.org/{n}"), page(&format!("stone {n}")).repeat(3).as_bytes()),
        })
        .collect();
    let mut files = vec![("crawl/a.warc.gz".to_owned(), warc_gz(&records[..pages / 2]))];
    files.push(("crawl/b.warc".to_owned(), records[pages / 2..].concat()));
    files.extend((0..20).map(|n| (format!("crawl/pages/{n:02}"), page(&format!("hill {n}")).into_bytes())));
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    folder(&files)
}

fn start(folder: &TempDir, output: &str, options: &[&str]) -> Child {
    program()
        .args(["--resume", "--output", output])
        .args(options)
        .arg("crawl")
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

/// Kills the run again and again, until it has ended before that. Returns how often it was killed.
fn run_with_kills(folder: &TempDir, output: &str, options: &[&str], seed: &mut u64) -> usize {
    for kills in 0.. {
        let mut child = start(folder, output, options);
        *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        // The time grows, so that each run gets further than the one before.
        let (time, begin) = (Duration::from_millis(5 + 15 * kills as u64 + (*seed >> 33) % 60), Instant::now());
        while begin.elapsed() < time && child.try_wait().unwrap().is_none() {
            sleep(Duration::from_millis(1));
        }
        if child.try_wait().unwrap().is_some() {
            return kills;
        }
        child.kill().unwrap();
        child.wait().unwrap();
    }
    unreachable!("the loop has no end");
}

fn lines(path: &Path) -> Vec<String> {
    let bytes = fs::read(path).unwrap();
    let text = match path.extension().unwrap().to_str().unwrap() {
        "gz" => {
            let mut text = Vec::new();
            MultiGzDecoder::new(&bytes[..]).read_to_end(&mut text).unwrap();
            text
        }
        "zst" => zstd::stream::decode_all(&bytes[..]).unwrap(),
        _ => bytes,
    };
    String::from_utf8(text).unwrap().lines().map(str::to_owned).collect()
}

#[test]
fn killed_runs_that_are_resumed_give_the_records_of_an_undisturbed_run() {
    let folder = crawl(1500);
    let (mut seed, mut kills) = (u64::from(std::process::id()), 0);
    let filters = ["--min-chars", "1", "--dedup"];
    start(&folder, "whole.jsonl", &filters).wait().unwrap();
    let whole = lines(&folder.path().join("whole.jsonl"));
    assert!(whole.len() > 1000 && whole.iter().any(|line| line.contains("no Content-Length")));
    for output in ["out.jsonl", "out.jsonl.gz", "out.jsonl.zst"] {
        kills += run_with_kills(&folder, output, &filters, &mut seed);
        assert!(lines(&folder.path().join(output)) == whole, "{output}");
        kills +=
            run_with_kills(&folder, &format!("unordered-{output}"), &["--min-chars", "1", "--unordered"], &mut seed);
    }
    start(&folder, "all.jsonl", &["--min-chars", "1"]).wait().unwrap();
    let sorted = |name: &str| {
        let mut lines = lines(&folder.path().join(name));
        lines.sort();
        lines
    };
    let all = sorted("all.jsonl");
    for output in ["unordered-out.jsonl", "unordered-out.jsonl.gz", "unordered-out.jsonl.zst"] {
        assert!(sorted(output) == all, "{output}");
    }
    assert!(kills > 6, "the runs were killed {kills} times");
}

#[test]
fn killed_runs_into_a_folder_are_resumed() {
    let folder = crawl(400);
    let mut seed = u64::from(std::process::id());
    start(&folder, "whole/", &[]).wait().unwrap();
    run_with_kills(&folder, "out/", &[], &mut seed);
    let files = |name: &str| -> Vec<(PathBuf, String)> {
        let root = folder.path().join(name);
        let mut files: Vec<_> =
            walkdir(&root).into_iter().filter(|path| path.extension().is_none_or(|end| end != "part")).collect();
        files.sort();
        files
            .iter()
            .map(|path| (path.strip_prefix(&root).unwrap().to_owned(), fs::read_to_string(path).unwrap()))
            .collect()
    };
    let whole = files("whole");
    assert!(
        whole.len() > 300 && whole.iter().any(|(path, _)| path == Path::new("a.warc.gz/00000001.json")),
        "{whole:?}"
    );
    assert!(whole == files("out"));
}

/// Returns all files below a folder.
fn walkdir(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(walkdir(&path)) } else { found.push(path) }
    }
    found
}

#[test]
fn interrupted_run_finishes_what_is_begun_and_says_how_to_go_on() {
    let folder = crawl(1500);
    start(&folder, "whole.jsonl", &[]).wait().unwrap();
    let path = folder.path().join("out.jsonl");
    let child = start(&folder, "out.jsonl", &[]);
    while fs::metadata(&path).map_or(0, |file| file.len()) == 0 {
        sleep(Duration::from_millis(1));
    }
    let pid = rustix::process::Pid::from_raw(child.id().cast_signed()).unwrap();
    rustix::process::kill_process(pid, rustix::process::Signal::INT).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(130), "{}", stderr(&output));
    assert!(stderr(&output).contains("interrupted: ") && stderr(&output).contains("--resume"), "{}", stderr(&output));
    let (part, whole) = (lines(&path), lines(&folder.path().join("whole.jsonl")));
    assert!(!part.is_empty() && part.len() < whole.len() && whole.starts_with(&part));
    let output = start(&folder, "out.jsonl", &[]).wait_with_output().unwrap();
    assert!(stderr(&output).contains("done before"), "{}", stderr(&output));
    assert!(lines(&path) == whole);
}

#[test]
fn outputs_that_cannot_be_resumed_are_errors() {
    let folder = folder(&[
        ("crawl/a.html", page("rain").as_bytes()),
        ("other.jsonl", b"{\"path\": \"a\", \"text\": \"\"}\nnot JSON\n"),
        ("fields.jsonl", b"{\"text\": \"\"}\n"),
    ]);
    for (output, options, status, message) in [
        ("other.jsonl", &[][..], 1, "other.jsonl: line 2 is not a record of this program"),
        ("fields.jsonl", &[], 1, "fields.jsonl: line 1 has no path"),
        ("out.txt", &[], 2, "--resume needs JSON Lines or a folder"),
        ("out.jsonl", &["--format", "markdown"], 2, "--resume needs JSON Lines or a folder"),
    ] {
        let output = start(&folder, output, options).wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(status), "{}", stderr(&output));
        assert!(stderr(&output).contains(message), "{}", stderr(&output));
    }
    assert!(fs::read(folder.path().join("other.jsonl")).unwrap().ends_with(b"not JSON\n"), "nothing is cut off");
}
