//! Pages and folders through `maintext extract`, and pages through `maintext explain`.

use crate::program::*;
use serde_json::Value;
use std::fs;
use std::io::{Read, Write};
use std::path::Path;
use std::process::Stdio;
use tempfile::TempDir;

#[test]
fn one_page_prints_its_text_only() {
    let folder = folder(&[("rain.html", page("rain").as_bytes())]);
    let output = run(&folder, &["rain.html"]);
    assert!(output.status.success(), "{}", stderr(&output));
    assert!(stdout(&output).starts_with(&paragraph("rain")), "{}", stdout(&output));
    assert!(stdout(&output).ends_with("hardly believe it.\n"));
    assert!(!stdout(&output).contains("About us") && !stdout(&output).contains("Privacy"));
    assert_eq!(stderr(&output), "");
}

#[test]
fn paths_of_several_pages_precede_their_text() {
    let folder = folder(&[("rain.html", page("rain").as_bytes()), ("snow.html", page("snow").as_bytes())]);
    let output = run(&folder, &["snow.html", "rain.html"]);
    let text = stdout(&output);
    assert!(text.starts_with(&format!("==> snow.html <==\n{}", paragraph("snow"))), "{text}");
    assert!(text.contains(&format!("\n\n==> rain.html <==\n{}", paragraph("rain"))), "{text}");
}

#[test]
fn paths_of_several_pages_are_comments_in_markdown_and_html() {
    let page = page("rain");
    let folder = folder(&[("a/---b--.html", page.as_bytes()), ("a/c<&>.html", page.as_bytes())]);
    for format in ["markdown", "html"] {
        let output = run(&folder, &["--format", format, "a"]);
        let names: Vec<&str> = stdout(&output).lines().filter(|line| line.starts_with("<!--")).collect();
        let expected = ["-&#45;-b-&#45;.html", "c&lt;&amp;&gt;.html"].map(|name| {
            let path = Path::new("a").join(name);
            format!("<!-- {} -->", path.display())
        });
        assert_eq!(names, expected);
        assert!(!stdout(&output).contains("==>"));
        assert!(!stdout(&run(&folder, &["--format", format, "a/---b--.html"])).contains("<!--"), "one has no name");
    }
}

#[test]
fn json_has_one_object_per_line_in_input_order() {
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
fn files_of_a_folder_are_sorted_by_name() {
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
fn output_order_does_not_depend_on_threads() {
    let folder = tempfile::tempdir().unwrap();
    for n in 0..300 {
        // Pages of very different sizes, so that some later ones are finished first.
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
fn hyphen_reads_standard_input() {
    let folder = tempfile::tempdir().unwrap();
    for bytes in [page("rain").into_bytes(), gzip(page("rain").as_bytes())] {
        let output = run_with(folder.path(), &["-"], &bytes);
        assert!(output.status.success(), "{}", stderr(&output));
        assert!(stdout(&output).starts_with(&paragraph("rain")));
    }
}

#[test]
fn failed_inputs_are_reported_and_the_others_extracted() {
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
    assert!(reports[0].starts_with("maintext: missing.html: cannot be read: "), "{reports:?}");
    assert!(reports[1].starts_with("maintext: broken.html.gz: ") && reports[1].contains("gzip"), "{reports:?}");
    assert!(reports[2].starts_with("maintext: cut.html.gz: ") && reports[2].contains("gzip"), "{reports:?}");
    let lines = json(&output);
    let failed: Vec<bool> = lines.iter().map(|line| line["error"].is_string()).collect();
    assert_eq!(failed, [true, true, false, true]);
    assert!(lines[2]["text"].as_str().unwrap().starts_with(&paragraph("rain")));
}

#[test]
fn text_output_has_no_failed_inputs() {
    let folder = folder(&[("rain.html", page("rain").as_bytes())]);
    let output = run(&folder, &["missing.html", "rain.html"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stdout(&output).starts_with("==> rain.html <==\n"), "{}", stdout(&output));
    assert!(!stdout(&output).contains("missing"));
}

#[test]
fn charset_option_overrides_detection() {
    let html =
        "<html><body><article><p>Съешь же ещё этих мягких французских булок, да выпей чаю, сказал он ей.</p></article>";
    // In windows-1251, а to я are 0xE0 to 0xFF, and А to Я are 0xC0 to 0xDF.
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
    // In ISO-8859-5, the same bytes are other letters.
    assert!(stdout(&output).starts_with('б'), "{}", stdout(&output));
}

#[test]
fn unknown_charset_is_a_usage_error() {
    let folder = folder(&[("rain.html", page("rain").as_bytes())]);
    let output = run(&folder, &["--charset", "klingon", "--url", "https://example.org/rain", "rain.html"]);
    assert_eq!((output.status.code(), stdout(&output)), (Some(2), ""));
    assert!(stderr(&output).contains("unknown charset \"klingon\""), "{}", stderr(&output));
}

#[test]
fn plain_option_does_not_parse_markup() {
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
fn folder_without_pages_is_an_error() {
    let folder = folder(&[("notes/a.txt", b"not a page"), ("rain.html", page("rain").as_bytes())]);
    let output = run(&folder, &["notes"]);
    assert_eq!((output.status.code(), stdout(&output)), (Some(1), ""));
    assert!(stderr(&output).starts_with("maintext: notes: the folder has no pages"), "{}", stderr(&output));
    assert!(stderr(&output).contains("HTML files or archives"), "{}", stderr(&output));
    // The other inputs are extracted.
    let output = run(&folder, &["--format=json", "notes", "rain.html"]);
    assert_eq!(output.status.code(), Some(1));
    let failed: Vec<bool> = json(&output).iter().map(|line| line["error"].is_string()).collect();
    assert_eq!(failed, [true, false]);
}

#[cfg(unix)]
#[test]
fn unreadable_entries_of_a_folder_are_reported_once() {
    let folder = folder(&[("site/rain.html", page("rain").as_bytes())]);
    std::os::unix::fs::symlink("nowhere", folder.path().join("site/dangling.html")).unwrap();
    std::os::unix::fs::symlink("../site", folder.path().join("site/round")).unwrap();
    let output = run(&folder, &["site"]);
    assert_eq!(output.status.code(), Some(1));
    let reports: Vec<&str> = stderr(&output).lines().collect();
    assert!(reports[0].starts_with("maintext: site/dangling.html: cannot be read: "), "{reports:?}");
    assert!(reports[1].starts_with("maintext: site/round: cannot be read: a link back to site"), "{reports:?}");
    assert_eq!(
        reports.iter().filter(|line| line.contains("dangling") || line.contains("round")).count(),
        2,
        "{reports:?}"
    );
}

#[test]
fn unpacking_stops_at_max_bytes() {
    let packed = gzip(&vec![b' '; 50 << 20]);
    let whole = page("rain");
    let folder = folder(&[("bomb.html.gz", &packed), ("rain.html", whole.as_bytes())]);
    let limit = whole.len().to_string();
    let output = run(&folder, &["--max-bytes", &limit, "bomb.html.gz", "rain.html"]);
    assert_eq!(output.status.code(), Some(1));
    let expected = format!("maintext: bomb.html.gz: the page has more than {limit} bytes, the limit of --max-bytes\n");
    assert_eq!(stderr(&output), expected);
    assert!(stdout(&output).contains(&paragraph("rain")));
    let output = run_with(folder.path(), &["--max-bytes", &limit, "-"], &packed);
    assert!(stderr(&output).starts_with("maintext: -: the page has more than "), "{}", stderr(&output));
}

#[test]
fn files_of_other_types_are_errors() {
    let folder = folder(&[("a.html", b"%PDF-1.7\n1 0 obj\n"), ("b.html", b"\x7fELF\x02\x01\x01\0")]);
    let output = run(&folder, &["."]);
    assert_eq!((output.status.code(), stdout(&output)), (Some(1), ""));
    assert!(stderr(&output).contains("a PDF document") && stderr(&output).contains("an ELF program"));
}

#[test]
fn invalid_command_lines_exit_with_status_2() {
    let folder = folder(&[("rain.html", page("rain").as_bytes()), ("site/snow.html", page("snow").as_bytes())]);
    for arguments in [
        &["--format", "xml", "rain.html"][..],
        &["--threads", "0", "rain.html"],
        &["--bogus", "rain.html"],
        &["--content-selector", "div >> p", "rain.html"],
        &["--excluded-selector", "", "rain.html"],
        &["--plain", "--content-selector", "div", "rain.html"],
        &["--preference", "much", "rain.html"],
        // A URL belongs to one page.
        &["--url", "https://example.org/", "rain.html", "site/snow.html"],
        &["--url", "https://example.org/", "site"],
    ] {
        let output = run(&folder, arguments);
        assert_eq!((output.status.code(), stdout(&output)), (Some(2), ""), "{arguments:?}");
        assert!(stderr(&output).contains("--help"), "{arguments:?}: {}", stderr(&output));
    }
    let output = run(&folder, &["--url", "https://example.org/", "site"]);
    assert!(stderr(&output).contains("--url") && stderr(&output).contains("the folder site"), "{}", stderr(&output));
}

#[test]
fn any_number_of_threads_works() {
    let folder = folder(&[("rain.html", page("rain").as_bytes())]);
    for threads in ["100000", "18446744073709551615"] {
        let output = run(&folder, &["--threads", threads, "rain.html"]);
        assert!(output.status.success() && stdout(&output).starts_with(&paragraph("rain")), "{}", stderr(&output));
    }
}

#[test]
fn version_and_help_are_printed() {
    let version = program().arg("--version").output().unwrap();
    assert_eq!(stdout(&version), concat!("maintext ", env!("CARGO_PKG_VERSION"), "\n"));
    let help = program().arg("--help").output().unwrap();
    assert!(stdout(&help).contains("extract") && stdout(&help).contains("explain"), "{}", stdout(&help));
    let help = program().args(["extract", "--help"]).output().unwrap();
    assert!(
        stdout(&help).contains("Exit status: 0 ") && stdout(&help).contains("record.schema.json"),
        "{}",
        stdout(&help)
    );
}

#[test]
fn options_reach_the_library() {
    let table = "<table><tr><th>Port<th>Boats<th>Open<tr><td>Wick<td><td>yes<tr><td>Ness<td>4<td>no</table>";
    let story = format!(
        "<html lang=en><title>On rain</title><article><h1>On rain</h1><p>{0} See <a href=https://example.org/more>more of \
         it</a>.</p><img src=rain.png alt='A wet street'>{table}<p class=ad>{1}</p></article>\
         <ol class=comment-list><li class=comment><cite class=author>Jo</cite><p>I do not like the rain at all.</p></li>\
         <li class=comment><cite class=author>Al</cite><p>But I do like it, if I may say so.</p></li></ol>",
        paragraph("rain").repeat(3),
        paragraph("umbrellas")
    );
    let menu = "<ul><li><a href=/a>Home</a><li><a href=/b>Log in</a></ul>";
    let folder = folder(&[("story.html", story.as_bytes()), ("menu.html", menu.as_bytes())]);
    let text = |arguments: &[&str]| {
        let output = run(&folder, arguments);
        assert!(output.status.success(), "{arguments:?}: {}", stderr(&output));
        stdout(&output).to_owned()
    };
    let plain = text(&["story.html"]);
    let has = |found: &str, expected: &str, arguments: &[&str]| {
        assert!(!plain.contains(expected), "{plain}");
        assert!(found.contains(expected), "{arguments:?}: {found}");
    };
    for (arguments, expected) in [
        (&["--links", "story.html"][..], "[more of it](https://example.org/more)"),
        (&["--images=true", "story.html"], "A wet street"),
        (&["--comments", "story.html"], "I do not like the rain at all."),
        (&["--content-selector", "table", "--tsv-tables", "story.html"], "Wick\t\tyes"),
        (&["--format", "markdown", "--front-matter", "story.html"], "---\ntitle: \"On rain\"\n"),
        (&["--best-guess", "menu.html"], "Log in"),
    ] {
        has(&text(arguments), expected, arguments);
    }
    let markdown = |arguments: &[&str]| text(&[&["--format=markdown", "story.html"], arguments].concat());
    assert!(markdown(&[]).contains("](https://example.org/more)") && markdown(&[]).contains("rain.png"));
    assert!(!markdown(&["--links=false"]).contains("](https://example.org/more)"));
    assert!(!markdown(&["--images=false"]).contains("rain.png"));
    let chosen =
        text(&["--content-selector", "p", "--excluded-selector", ".ad", "--excluded-selector=ol", "story.html"]);
    assert!(
        chosen.contains("See more of it.") && !chosen.contains("umbrellas") && !chosen.contains("Port"),
        "{chosen}"
    );
    assert_eq!(text(&["--preference", "-30", "story.html"]), "");
    assert!(text(&["--preference=30", "menu.html"]).contains("Log in"));
    assert_eq!(text(&["menu.html"]), "");
}

#[test]
fn closed_pipe_is_not_an_error() {
    let folder = tempfile::tempdir().unwrap();
    for n in 0..400 {
        fs::write(folder.path().join(format!("{n}.html")), page("rain").repeat(20)).unwrap();
    }
    let mut child =
        program().arg("extract").arg(folder.path()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut first = [0; 64];
    child.stdout.take().unwrap().read_exact(&mut first).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), stderr(&output)), (Some(0), ""));
}

#[test]
fn format_option_selects_markdown_html_or_json() {
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

#[test]
fn explain_writes_html_to_standard_output_or_a_file() {
    let folder = folder(&[("rain.html", page("rain").as_bytes()), ("rain.txt", paragraph("rain").as_bytes())]);
    let explain = |arguments: &[&str]| program().arg("explain").args(arguments).current_dir(&folder).output().unwrap();
    let output = explain(&["rain.html"]);
    assert!(output.status.success() && stdout(&output).contains("On rain"), "{}", stderr(&output));
    assert!(stdout(&output).contains(&paragraph("rain")) && stdout(&output).contains("blocks kept"));
    let written = explain(&["rain.html", "--out", "explanation.html"]);
    assert_eq!((written.status.code(), stdout(&written)), (Some(0), ""));
    assert_eq!(fs::read_to_string(folder.path().join("explanation.html")).unwrap(), stdout(&output));
    assert_ne!(stdout(&explain(&["rain.html", "--scorer", "density"])), stdout(&output));
    assert!(stdout(&explain(&["--plain", "rain.txt"])).contains(&paragraph("rain")));
}

#[test]
fn explain_takes_the_options_of_an_extraction() {
    let folder = folder(&[("rain.html", page("rain").as_bytes()), ("menu.html", b"<ul><li><a href=/>Home</a></ul>")]);
    let explain = |arguments: &[&str]| {
        let output = program().arg("explain").args(arguments).current_dir(&folder).output().unwrap();
        assert!(output.status.success(), "{}", stderr(&output));
        stdout(&output).to_owned()
    };
    let decision = |html: String, decision: &str| html.contains(&format!("\"decision\":\"{decision}\""));
    assert!(decision(explain(&["rain.html", "--content-selector", "p"]), "selector"));
    assert!(!decision(explain(&["rain.html"]), "selector"));
    assert!(decision(explain(&["--best-guess", "menu.html"]), "best_guess"));
    assert_ne!(explain(&["--preference", "4", "rain.html"]), explain(&["rain.html"]));
}

#[test]
fn explain_reads_compressed_pages_from_standard_input() {
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(page("rain").as_bytes()).unwrap();
    let mut run = program().args(["explain", "-"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    run.stdin.take().unwrap().write_all(&gzip.finish().unwrap()).unwrap();
    let output = run.wait_with_output().unwrap();
    assert!(output.status.success() && stdout(&output).contains(&paragraph("rain")));
}

#[test]
fn explain_of_a_missing_file_is_an_error() {
    let folder = TempDir::new().unwrap();
    let output = program().args(["explain", "missing.html"]).current_dir(&folder).output().unwrap();
    assert_eq!((output.status.code(), stdout(&output)), (Some(1), ""));
    assert!(stderr(&output).starts_with("maintext: missing.html: "), "{}", stderr(&output));
}
