//! Folders, lists and corpora; outputs, filters and limits of many pages.

use crate::program::*;
use serde_json::Value;
use std::fs;
use std::process::Stdio;

fn texts(records: &[Value]) -> Vec<&str> {
    records.iter().map(|record| record["text"].as_str().unwrap()).collect()
}

#[test]
fn pages_of_a_folder_are_found_by_their_content() {
    let html = page("rain");
    let utf16: Vec<u8> = [0xff, 0xfe].into_iter().chain(html.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let archive = warc_gz(&[warc_page("https://example.org/", html.as_bytes())]);
    let folder = folder(&[
        ("site/about", html.as_bytes()),
        ("site/index.php", html.as_bytes()),
        ("site/packed", &gzip(html.as_bytes())),
        ("site/zipped.zst", &zstd::stream::encode_all(html.as_bytes(), 3).unwrap()),
        ("site/wide.html", &utf16),
        ("site/crawl.warc.gz", &archive),
        ("site/style.css", b"p { color: red }"),
        ("site/notes.txt", b"<b7> is a name"),
        ("site/feed.xml", b"<?xml version='1.0'?><rss></rss>"),
    ]);
    let output = run(&folder, &["--format=json", "-v", "site"]);
    assert!(output.status.success(), "{}", stderr(&output));
    let records = json(&output);
    let mut paths: Vec<&str> = records.iter().map(|record| record["path"].as_str().unwrap()).collect();
    paths.sort_unstable();
    assert_eq!(
        paths,
        ["site/about", "site/crawl.warc.gz", "site/index.php", "site/packed", "site/wide.html", "site/zipped.zst"]
    );
    assert!(texts(&records).iter().all(|text| *text == texts(&records)[0] && text.starts_with(&paragraph("rain"))));
    for skipped in ["style.css", "notes.txt", "feed.xml"] {
        assert!(
            stderr(&output).contains(&format!("maintext: site/{skipped}: skipped: not HTML\n")),
            "{}",
            stderr(&output)
        );
    }
    assert!(stderr(&output).contains("skipped: 3 files that are not HTML"), "{}", stderr(&output));
    let quiet = run(&folder, &["--format=json", "-q", "site"]);
    assert_eq!((stderr(&quiet), &quiet.stdout), ("", &output.stdout));
}

#[cfg(unix)]
#[test]
fn names_that_are_not_utf_8_are_escaped() {
    use std::os::unix::ffi::OsStrExt;
    let folder = folder(&[("site/a.html", page("rain").as_bytes())]);
    let name = std::ffi::OsStr::from_bytes(b"site/caf\xe9 1.html");
    fs::write(folder.path().join(name), page("snow")).unwrap();
    let records = json(&run(&folder, &["--format=json", "site"]));
    assert_eq!((&records[1]["path"], &records[1]["path_is_escaped"]), (&"site/caf\\xe9 1.html".into(), &true.into()));
    assert!(records[0].get("path_is_escaped").is_none());
    assert!(stdout(&run(&folder, &["site"])).contains("==> site/caf\\xe9 1.html <==\n"));
    // A shell finds the file by the escaped name, and a mirror of the folder keeps the bytes.
    let found =
        std::process::Command::new("bash").args(["-c", "cat $'site/caf\\xe9 1.html'"]).current_dir(&folder).output();
    assert_eq!(found.unwrap().stdout, page("snow").as_bytes());
    run(&folder, &["--output", "out/", "site"]);
    let mirrored = std::ffi::OsStr::from_bytes(b"out/caf\xe9 1.html.txt");
    assert!(fs::read_to_string(folder.path().join(mirrored)).unwrap().starts_with(&paragraph("snow")));
}

#[test]
fn lists_of_files_are_read() {
    let folder = folder(&[
        ("a.html", page("rain").as_bytes()),
        ("b c.html", page("snow").as_bytes()),
        ("lines", b"b c.html\r\n\na.html\nmissing.html\n"),
        ("zeros", b"b c.html\0a.html\0"),
    ]);
    let output = run(&folder, &["--format=json", "--files-from", "lines"]);
    assert_eq!(output.status.code(), Some(1));
    let paths: Vec<Value> = json(&output).iter().map(|record| record["path"].clone()).collect();
    assert_eq!(paths, ["b c.html", "a.html", "missing.html"]);
    let output = run_with(
        folder.path(),
        &["--format=json", "--files-from", "-"],
        &fs::read(folder.path().join("zeros")).unwrap(),
    );
    assert!(output.status.success());
    assert_eq!(json(&output).len(), 2);
}

#[test]
fn wet_records_are_extracted_as_flattened_text() {
    let text = format!("Home\nAbout us\n{}\n{}\nPrivacy\n", paragraph("rain"), paragraph("rivers and their banks"));
    let archive = warc_gz(&[
        warc_record("warcinfo", "", "application/warc-fields", b"x: y\r\n"),
        warc_record("conversion", "https://example.org/rain", "text/plain", text.as_bytes()),
        warc_record("conversion", "https://example.org/2", "text/plain", text.as_bytes()),
    ]);
    let folder = folder(&[("x.warc.wet.gz", &archive)]);
    let records = json(&run(&folder, &["x.warc.wet.gz"]));
    assert_eq!(records.len(), 2);
    assert_eq!((&records[0]["url"], &records[0]["record"]), (&"https://example.org/rain".into(), &2.into()));
    assert!(texts(&records).iter().all(|text| text.contains(&paragraph("rain"))));
}

#[test]
fn json_lines_carry_their_fields_over() {
    let line = |html: &str, rest: &str| format!("{{\"page\": {}, {rest}}}\n", Value::from(html));
    let lines = [
        line(&page("rain"), "\"link\": \"https://example.org/r\", \"n\": 12345678901234567890, \"title\": [1.50]"),
        "{\"link\": \"https://example.org/x\"}\n".to_owned(),
        "not JSON\n".to_owned(),
        line(&page("snow"), "\"key\": 7"),
    ]
    .concat();
    let folder = folder(&[("a.jsonl", lines.as_bytes()), ("b.jsonl.gz", &gzip(lines.as_bytes()))]);
    fs::write(folder.path().join("c.jsonl.zst"), zstd::stream::encode_all(lines.as_bytes(), 3).unwrap()).unwrap();
    for name in ["a.jsonl", "b.jsonl.gz", "c.jsonl.zst"] {
        let output = run(&folder, &["--html-field", "page", "--url-field", "link", "--id-field", "key", name]);
        assert_eq!(output.status.code(), Some(1));
        let records = json(&output);
        assert!(
            stdout(&output).lines().next().unwrap().ends_with(",\"n\":12345678901234567890,\"input_title\":[1.50]}")
        );
        assert_eq!((&records[0]["url"], &records[0]["record"]), (&"https://example.org/r".into(), &1.into()));
        assert!(
            texts(&records)[0].starts_with(&paragraph("rain")) && texts(&records)[3].starts_with(&paragraph("snow"))
        );
        assert_eq!((&records[3]["id"], records[3].get("page")), (&"7".into(), None));
        assert_eq!(records[1]["error"], "field \"page\": expected a string, found nothing");
        assert!(
            stderr(&output).contains(&format!("maintext: {name}: record 3: invalid JSON: ")),
            "{}",
            stderr(&output)
        );
        assert!(stderr(&output).contains("failed: 1 invalid JSON, 1 missing field"), "{}", stderr(&output));
    }
}

#[test]
fn archives_are_recognized_on_standard_input() {
    let folder = folder(&[]);
    let archive = warc_gz(&[warc_page("https://example.org/", page("rain").as_bytes())]);
    let output = run_with(folder.path(), &[], &archive);
    assert_eq!((&json(&output)[0]["path"], &json(&output)[0]["record"]), (&"-".into(), &1.into()));
    let output = run_with(folder.path(), &["--output", "out.jsonl.gz"], &archive);
    assert!(output.status.success() && output.stdout.is_empty());
    assert!(fs::read(folder.path().join("out.jsonl.gz")).unwrap().starts_with(b"\x1f\x8b"));
}

#[test]
fn filters_drop_pages_and_the_summary_counts_them() {
    let german = "<html lang=de><title>Regen</title><article><p>Diese Seite handelt vom Regen, den viele Leute kennen, den aber \
        nur wenige jemals genau betrachtet haben.<p>Wer einen ganzen Tag in den Bergen gegangen ist, der weiß es.</article>";
    let folder = folder(&[
        ("s/a.html", page("rain").as_bytes()),
        ("s/b.html", page("rain").replace("</nav>", "</nav>\n").as_bytes()),
        ("s/c.html", german.as_bytes()),
        ("s/d.html", b"<ul><li><a href=/a>Home</a><li><a href=/b>Log in</a></ul>"),
    ]);
    let kept = |options: &[&str]| {
        let output = run(&folder, &[&["--format=json", "s"], options].concat());
        let names: Vec<String> =
            json(&output).iter().map(|record| record["path"].as_str().unwrap()[2..3].to_owned()).collect();
        (names.join(""), stderr(&output).to_owned())
    };
    assert_eq!(kept(&[]).0, "abcd");
    assert_eq!(kept(&["--language", "de,fr"]).0, "c");
    assert_eq!(kept(&["--min-chars", "10"]).0, "abc");
    assert_eq!(kept(&["--articles-only"]).0, "ab");
    assert_eq!(kept(&["--min-confidence", "0.01"]).0, "abc");
    assert_eq!(kept(&["--min-confidence", "1"]).0, "");
    let (names, summary) = kept(&["--dedup", "-v"]);
    assert_eq!(names, "acd");
    assert!(summary.contains("maintext: s/b.html: filtered: the same text as another page\n"), "{summary}");
    assert!(summary.contains("4 pages read: 2 extracted, 1 without main text, 1 filtered, 0 failed"), "{summary}");
}

#[test]
fn fields_are_chosen_in_order() {
    let folder = folder(&[("a.html", page("rain").as_bytes())]);
    let output = run(&folder, &["--fields", "title,path,language,date", "a.html"]);
    assert_eq!(stdout(&output), "{\"title\":\"On rain\",\"path\":\"a.html\",\"language\":\"en\",\"date\":null}\n");
    let output = run(&folder, &["--fields", "titel", "a.html"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("unknown field \"titel\" in --fields: expected path, "), "{}", stderr(&output));
    let record = &json(&run(&folder, &["--with", "markdown,html", "a.html"]))[0];
    assert!(record["markdown"].as_str().unwrap().starts_with(&paragraph("rain")));
    assert!(record["html"].as_str().unwrap().starts_with("<p>This page"));
}

#[test]
fn pages_over_a_limit_are_extracted_in_part() {
    let long = page("rain").replace("</article>", &format!("<p>{}</p></article>", paragraph("more").repeat(50)));
    let folder = folder(&[("a.html", long.as_bytes())]);
    let output = run(&folder, &["--format=json", "--max-output-bytes", "1200", "a.html"]);
    assert_eq!(output.status.code(), Some(0));
    let record = &json(&output)[0];
    assert!(
        record["text"].as_str().unwrap().starts_with(&paragraph("rain"))
            && record["text"].as_str().unwrap().len() <= 1200
    );
    assert!(record["limit"].as_str().unwrap().contains("exceeds the limit of 1200"), "{record}");
    assert!(stderr(&output).contains("a.html: extracted in part: "), "{}", stderr(&output));
    let output = run(&folder, &["--format=json", "--max-time", "0", "a.html"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(json(&output)[0]["error"].as_str().unwrap().starts_with("time of "));
}

#[test]
fn output_is_written_by_its_name() {
    let folder = folder(&[("s/a.html", page("rain").as_bytes()), ("s/b/c.html", page("snow").as_bytes())]);
    let read = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
    for (name, start) in [
        ("a.md", "# On rain\n\nThis page"),
        ("a.html", "<h1>On rain</h1>\n<p>This"),
        ("a.txt", "On rain\n\nThis page"),
        ("a.jsonl", "{\"path\""),
    ] {
        let output = run(&folder, &["--with-title", "--output", name, "s/a.html"]);
        assert!(output.status.success() && output.stdout.is_empty() && output.stderr.is_empty(), "{}", stderr(&output));
        assert!(read(name).starts_with(start), "{}", read(name));
    }
    assert!(run(&folder, &["--format=markdown", "--output", "mirror/", "s"]).status.success());
    assert!(
        read("mirror/a.html.md").starts_with("This page") && read("mirror/b/c.html.md").contains(&paragraph("snow"))
    );
    let output = run(&folder, &["--output", "no/such/folder.txt", "s/a.html"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).starts_with("maintext: no/such/folder.txt: "), "{}", stderr(&output));
}

#[test]
fn reader_format_is_a_whole_page() {
    let arabic = "<html lang=ar><title>المطر</title><article><p>هذه صفحة عن المطر الذي يعرفه كثير من الناس ولكن قليلا منهم نظر إليه عن قرب.</article>";
    let folder = folder(&[("a.html", page("rain & snow").as_bytes()), ("b.html", arabic.as_bytes())]);
    let output = run(&folder, &["--format", "reader", "--url", "https://example.org/rain", "a.html"]);
    let page = stdout(&output);
    assert!(page.starts_with("<!doctype html>\n<html lang=\"en\" dir=\"ltr\">"), "{page}");
    assert!(
        page.contains("<h1>On rain &amp; snow</h1>")
            && page.contains("<a href=\"https://example.org/rain\">example.org</a>"),
        "{page}"
    );
    assert!(page.contains("prefers-color-scheme: dark") && page.contains("@media print"));
    assert!(["<script", "<link", "url(", "@import"].iter().all(|loaded| !page.contains(loaded)));
    assert!(stdout(&run(&folder, &["--format", "reader", "b.html"])).contains("<html lang=\"ar\" dir=\"rtl\">"));
}

#[test]
fn urls_as_paths_say_how_to_fetch_them() {
    let folder = folder(&[]);
    let output = program().arg("https://example.org/a?b=1&c").current_dir(&folder).output().unwrap();
    assert_eq!((output.status.code(), stdout(&output)), (Some(2), ""));
    let line = "curl -sL 'https://example.org/a?b=1&c' | maintext --url 'https://example.org/a?b=1&c'\n";
    assert!(
        stderr(&output).contains("maintext fetches nothing") && stderr(&output).contains(line),
        "{}",
        stderr(&output)
    );
}

#[test]
fn option_values_that_look_like_paths_are_errors() {
    let folder = folder(&[("a.html", page("rain").as_bytes())]);
    let output = run(&folder, &["--links", "false", "a.html"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("as in --links=false"), "{}", stderr(&output));
    assert!(run(&folder, &["--no-links", "--format=markdown", "a.html"]).status.success());
}

#[cfg(target_os = "linux")]
#[test]
fn full_disks_are_errors() {
    let archive = warc_gz(&vec![warc_page("https://example.org/", page("rain").as_bytes()); 300]);
    let folder = folder(&[("a.html", page("rain").as_bytes()), ("a.warc.gz", &archive)]);
    for input in ["a.html", "a.warc.gz"] {
        let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let output = program().arg(input).current_dir(&folder).stdout(full).stderr(Stdio::piped()).output().unwrap();
        assert_eq!(output.status.code(), Some(1));
        assert_eq!(stderr(&output), "maintext: cannot write: No space left on device (os error 28)\n");
    }
}

#[test]
fn completions_and_manual_are_printed() {
    for (shell, expected) in
        [("bash", "complete -F _maintext"), ("zsh", "#compdef maintext"), ("fish", "complete -c maintext")]
    {
        let output = program().args(["completions", shell]).output().unwrap();
        assert!(output.status.success() && stdout(&output).contains(expected), "{}", stdout(&output));
    }
    let output = program().arg("man").output().unwrap();
    assert!(
        stdout(&output).contains(".TH maintext 1") && stdout(&output).contains("\\-\\-files\\-from"),
        "{}",
        stdout(&output)
    );
}

#[test]
fn comments_stay_in_the_text_if_they_are_kept() {
    let comment = "<li class=comment><b class=author>Ann Lee</b> <time datetime=2025-03-09>9 March</time><p>My balcony hums \
        all day, and I wonder whether that is the bees or the fridge that stands there since we moved in, in a spring long \
        ago.</p><p>The neighbors, who hear it too, say that it must be the bees.</p></li>";
    let html = page("bees").replace("</article>", &format!("<ol class=comments>{}</ol></article>", comment.repeat(4)));
    let folder = folder(&[("a.html", html.as_bytes())]);
    assert!(!stdout(&run(&folder, &["a.html"])).contains("My balcony"));
    assert!(stdout(&run(&folder, &["--keep-comments", "a.html"])).contains("My balcony"));
}
