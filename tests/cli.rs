//! The example program as its users run it: files in, text or JSON out.

use flate2::{Compression, write::GzEncoder};
use serde_json::Value;
use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;
use tempfile::TempDir;

/// The example, built once as Cargo would: it lies beside the folder of the test's own executable.
fn program() -> &'static Path {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| {
        let own = std::env::current_exe().unwrap();
        let folder = own.ancestors().nth(2).unwrap();
        let profile = if folder.ends_with("release") { "release" } else { "test" };
        let built = Command::new(env!("CARGO"))
            .args(["build", "--quiet", "--example", "extract", "--profile", profile])
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .status();
        assert!(built.unwrap().success(), "the example does not build");
        folder.join("examples").join(format!("extract{}", std::env::consts::EXE_SUFFIX))
    })
}

/// Runs the program in `folder`, with `stdin` as its standard input.
fn run_with(folder: &Path, arguments: &[&str], stdin: &[u8]) -> Output {
    let mut child = Command::new(program())
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A program that fails early does not read it.
    let _ = child.stdin.take().unwrap().write_all(stdin);
    child.wait_with_output().unwrap()
}

fn run(folder: &TempDir, arguments: &[&str]) -> Output {
    run_with(folder.path(), arguments, b"")
}

fn stdout(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).unwrap()
}

fn stderr(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).unwrap()
}

fn json(output: &Output) -> Vec<Value> {
    stdout(output).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// A small page with one paragraph about `topic`, between a menu and a footer.
fn page(topic: &str) -> String {
    format!(
        "<!DOCTYPE html><html><head><meta charset=utf-8><title>On {topic}</title></head><body>\
         <nav><ul><li><a href=/>Home</a></li><li><a href=/about>About us</a></li></ul></nav>\
         <article><h1>On {topic}</h1><p>{}</p><p>{}</p></article>\
         <footer><a href=/terms>Terms of use</a> <a href=/privacy>Privacy</a></footer></body></html>",
        paragraph(topic),
        "Whoever has walked a whole day in the hills knows it, and those who have not will hardly believe it.",
    )
}

fn paragraph(topic: &str) -> String {
    format!(
        "This page tells about {topic}, which is a thing that many people know, but few have ever looked at closely."
    )
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// A folder with the given files; parents are made as needed.
fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    folder
}

#[test]
fn one_page_gives_its_text_alone() {
    let folder = folder(&[("rain.html", page("rain").as_bytes())]);
    let output = run(&folder, &["rain.html"]);
    assert!(output.status.success(), "{}", stderr(&output));
    assert!(stdout(&output).starts_with(&paragraph("rain")), "{}", stdout(&output));
    assert!(stdout(&output).ends_with("hardly believe it.\n"));
    assert!(!stdout(&output).contains("About us") && !stdout(&output).contains("Privacy"));
    assert_eq!(stderr(&output), "");
}

#[test]
fn several_pages_are_named() {
    let folder = folder(&[("rain.html", page("rain").as_bytes()), ("snow.html", page("snow").as_bytes())]);
    let output = run(&folder, &["snow.html", "rain.html"]);
    let text = stdout(&output);
    assert!(text.starts_with(&format!("==> snow.html <==\n{}", paragraph("snow"))), "{text}");
    assert!(text.contains(&format!("\n\n==> rain.html <==\n{}", paragraph("rain"))), "{text}");
}

#[test]
fn json_has_one_object_a_line_in_input_order() {
    let folder = folder(&[("rain.html", page("rain").as_bytes()), ("empty.html", b"")]);
    let output = run(&folder, &["--format", "json", "empty.html", "rain.html"]);
    assert!(output.status.success(), "{}", stderr(&output));
    let lines = json(&output);
    assert_eq!(
        (&lines[0]["path"], &lines[0]["title"], &lines[0]["text"]),
        (&"empty.html".into(), &Value::Null, &"".into())
    );
    assert_eq!((&lines[1]["path"], &lines[1]["title"]), (&"rain.html".into(), &"On rain".into()));
    assert!(lines[1]["text"].as_str().unwrap().starts_with(&paragraph("rain")));
    assert!(lines.iter().all(|line| line.get("error").is_none()));
    assert_eq!(lines.len(), 2);
}

#[test]
fn a_folder_is_walked_in_name_order() {
    let html = page("rain");
    let packed = gzip(html.as_bytes());
    let folder = folder(&[
        ("site/c.htm", html.as_bytes()),
        ("site/b/2.html.gz", &packed),
        ("site/b/1.htm.gz", &packed),
        ("site/a.HTML", html.as_bytes()),
        ("site/notes.txt", b"not a page"),
        ("site/b/style.css", b"p {}"),
    ]);
    let output = run(&folder, &["--format=json", "site"]);
    assert!(output.status.success(), "{}", stderr(&output));
    let lines = json(&output);
    let paths: Vec<&str> = lines.iter().map(|line| line["path"].as_str().unwrap()).collect();
    let expected = ["a.HTML", "b/1.htm.gz", "b/2.html.gz", "c.htm"].map(|name| Path::new("site").join(name));
    assert_eq!(paths, expected.each_ref().map(|path| path.to_str().unwrap()));
    assert!(lines.iter().all(|line| line["text"] == lines[0]["text"] && line["title"] == "On rain"));
}

#[test]
fn order_does_not_hang_on_threads() {
    let folder = tempfile::tempdir().unwrap();
    for n in 0..300 {
        // Pages of very different sizes, so that later ones are done first.
        let filler = page("rain").repeat(if n % 40 == 0 { 200 } else { 1 });
        fs::write(folder.path().join(format!("{n:03}.html")), page(&format!("stone {n}")) + &filler).unwrap();
    }
    let one = run(&folder, &["--threads", "1", "."]);
    let four = run(&folder, &["--threads", "4", "."]);
    assert_eq!(stdout(&one).matches("==> ").count(), 300);
    assert!(stdout(&one) == stdout(&four));
    let names: Vec<&str> = stdout(&four).lines().filter(|line| line.starts_with("==> ")).collect();
    assert!(names.is_sorted());
}

#[test]
fn standard_input_is_a_page_too() {
    let folder = tempfile::tempdir().unwrap();
    for bytes in [page("rain").into_bytes(), gzip(page("rain").as_bytes())] {
        let output = run_with(folder.path(), &["-"], &bytes);
        assert!(output.status.success(), "{}", stderr(&output));
        assert!(stdout(&output).starts_with(&paragraph("rain")));
    }
}

#[test]
fn what_fails_is_reported_and_the_others_go_on() {
    let packed = gzip(page("hail").as_bytes());
    let folder = folder(&[
        ("rain.html", page("rain").as_bytes()),
        ("broken.html.gz", b"this is not gzip"),
        ("cut.html.gz", &packed[..packed.len() / 2]),
    ]);
    let output = run(&folder, &["--format=json", "missing.html", "broken.html.gz", "rain.html", "cut.html.gz"]);
    assert_eq!(output.status.code(), Some(1));
    let reports: Vec<&str> = stderr(&output).lines().collect();
    assert_eq!(reports.len(), 3, "{reports:?}");
    assert!(reports[0].starts_with("extract: missing.html: cannot be read: "), "{reports:?}");
    assert!(reports[1].starts_with("extract: broken.html.gz: ") && reports[1].contains("gzip"), "{reports:?}");
    assert!(reports[2].starts_with("extract: cut.html.gz: ") && reports[2].contains("gzip"), "{reports:?}");
    let lines = json(&output);
    let failed: Vec<bool> = lines.iter().map(|line| line["error"].is_string()).collect();
    assert_eq!(failed, [true, true, false, true]);
    assert!(lines[2]["text"].as_str().unwrap().starts_with(&paragraph("rain")));
}

#[test]
fn in_text_only_what_went_well_is_printed() {
    let folder = folder(&[("rain.html", page("rain").as_bytes())]);
    let output = run(&folder, &["missing.html", "rain.html"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stdout(&output).starts_with("==> rain.html <==\n"), "{}", stdout(&output));
    assert!(!stdout(&output).contains("missing"));
}

#[test]
fn a_charset_label_decides_over_the_bytes() {
    let html =
        "<html><body><article><p>Съешь же ещё этих мягких французских булок, да выпей чаю, сказал он ей.</p></article>";
    // windows-1251: the letters а to я lie from 0xE0 on, А to Я from 0xC0 on.
    let bytes: Vec<u8> = html
        .chars()
        .map(|c| match c {
            'ё' => 0xB8,
            'А'..='я' => (c as u32 - 'А' as u32 + 0xC0) as u8,
            c => c as u8,
        })
        .collect();
    let folder = folder(&[("bread.html", &bytes)]);
    let output = run(&folder, &["--charset", "windows-1251", "bread.html"]);
    assert_eq!(stdout(&output), "Съешь же ещё этих мягких французских булок, да выпей чаю, сказал он ей.\n");
    let output = run(&folder, &["--charset", "iso-8859-5", "bread.html"]);
    // The same byte is another letter there.
    assert!(stdout(&output).starts_with('б'), "{}", stdout(&output));
}

#[test]
fn an_unknown_charset_label_is_an_error_of_the_input() {
    let folder = folder(&[("rain.html", page("rain").as_bytes())]);
    let output = run(&folder, &["--charset", "klingon", "--url", "https://example.org/rain", "rain.html"]);
    assert_eq!((output.status.code(), stdout(&output)), (Some(1), ""));
    assert!(stderr(&output).starts_with("extract: rain.html: ") && stderr(&output).contains("klingon"));
}

#[test]
fn flattened_text_is_not_markup() {
    let story = [
        "The city council has decided on Monday evening to rebuild the old bridge over the river, after years of debate.",
        "In its file the bridge is called <b7>, and it is held that weight < 12 t & speed < 30 km/h are safe, until then.",
        "Critics hold that the money, some twelve million, would be better spent on schools, which wait for repair as well.",
    ];
    let lines = format!("Old bridge to be rebuilt\n{}\n", story.join("\n"));
    let packed = gzip(lines.as_bytes());
    let folder = folder(&[("a.txt", lines.as_bytes()), ("b.txt.gz", &packed), ("c.html", page("rain").as_bytes())]);
    let output = run(&folder, &["--plain", "--format", "json", "."]);
    assert!(output.status.success(), "{}", stderr(&output));
    let found = json(&output);
    assert_eq!(found.len(), 2, "{found:?}");
    for line in found {
        let text = line["text"].as_str().unwrap();
        assert!(story.iter().all(|paragraph| text.contains(paragraph)), "{text}");
    }
}

#[test]
fn a_folder_without_pages_says_so() {
    let folder = folder(&[("notes.txt", b"not a page")]);
    let output = run(&folder, &["."]);
    assert_eq!((output.status.code(), stdout(&output)), (Some(0), ""));
    assert!(stderr(&output).contains(".html.gz"), "{}", stderr(&output));
}

#[test]
fn wrong_usage_is_told_apart() {
    let folder = folder(&[("rain.html", page("rain").as_bytes())]);
    for arguments in
        [&[][..], &["--format", "xml", "rain.html"], &["--threads", "0", "rain.html"], &["--bogus", "rain.html"]]
    {
        let output = run(&folder, arguments);
        assert_eq!((output.status.code(), stdout(&output)), (Some(2), ""), "{arguments:?}");
        assert!(stderr(&output).contains("--help"), "{arguments:?}: {}", stderr(&output));
    }
}

#[test]
fn a_reader_that_leaves_early_is_no_error() {
    let folder = tempfile::tempdir().unwrap();
    for n in 0..400 {
        fs::write(folder.path().join(format!("{n}.html")), page("rain").repeat(20)).unwrap();
    }
    let mut child =
        Command::new(program()).arg(folder.path()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut first = [0; 64];
    child.stdout.take().unwrap().read_exact(&mut first).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), stderr(&output)), (Some(0), ""));
}

#[test]
fn markdown_and_html_are_formats() {
    let folder = TempDir::new().unwrap();
    let prose =
        "Rivers carry water, and with it sand, from the mountains to the sea, and so they shape the land. ".repeat(3);
    let page = format!("<title>On rivers</title><article><p>{prose}</p><p>{prose}<b>Slowly.</b></p></article>");
    fs::write(folder.path().join("rivers.html"), page).unwrap();
    let markdown = run(&folder, &["--format", "markdown", "rivers.html"]);
    assert!(stdout(&markdown).ends_with(" **Slowly.**\n"), "{}", stdout(&markdown));
    let html = run(&folder, &["--format=html", "rivers.html"]);
    assert!(stdout(&html).ends_with(" <strong>Slowly.</strong></p>\n"), "{}", stdout(&html));
    let object = &json(&run(&folder, &["--format=json", "rivers.html"]))[0];
    assert_eq!((&object["path"], &object["title"]), (&"rivers.html".into(), &"On rivers".into()));
    assert!(object["metadata"]["sources"].is_object() && object["blocks"].is_array());
}
