//! Outputs beside and on top of inputs.

use crate::program::*;
use std::fs;

#[test]
fn output_that_is_an_input_is_a_usage_error_and_leaves_the_input() {
    let page = page("rain");
    let record = format!("{}\n", serde_json::json!({ "html": page }));
    let files =
        folder(&[("a.html", page.as_bytes()), ("b.jsonl", record.as_bytes()), ("pages/c.html", page.as_bytes())]);
    for arguments in [
        &["-o", "a.html", "a.html"][..],
        &["-o", "./pages/../b.jsonl", "b.jsonl"],
        &["--format=html", "-o", "pages/", "pages"],
        &["--format=html", "-o", "pages/", "pages/c.html"],
        &["-o", "pages/out/", "pages"],
        &["-o", ".", "a.html"],
    ] {
        let output = run(&files, arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {}", stderr(&output));
        assert!(stderr(&output).contains("choose another"), "{}", stderr(&output));
    }
    let explain = program().args(["explain", "-o", "a.html", "a.html"]).current_dir(files.path()).output().unwrap();
    assert_eq!(explain.status.code(), Some(2));
    assert_eq!(fs::read_to_string(files.path().join("a.html")).unwrap(), page);
    assert_eq!(fs::read_to_string(files.path().join("b.jsonl")).unwrap(), record);
    assert_eq!(fs::read_to_string(files.path().join("pages/c.html")).unwrap(), page);
}

#[test]
fn output_in_an_input_folder_is_not_read() {
    let page = page("rain");
    let files = folder(&[("pages/c.html", page.as_bytes())]);
    for _ in 0..2 {
        let output = run(&files, &["-o", "pages/all.jsonl", "pages"]);
        assert!(output.status.success(), "{}", stderr(&output));
        assert_eq!(fs::read_to_string(files.path().join("pages/all.jsonl")).unwrap().lines().count(), 1);
    }
}

#[test]
fn pages_of_several_folders_with_equal_names_have_files_of_their_own() {
    let (rain, snow) = (page("rain"), page("snow"));
    let files = folder(&[("k/a/page.html", rain.as_bytes()), ("k/b/page.html", snow.as_bytes())]);
    for (out, inputs) in [("o1/", ["k/a", "k/b"]), ("o2/", ["k/a/page.html", "k/b/page.html"])] {
        let output = run(&files, &["--format=text", "-o", out, inputs[0], inputs[1]]);
        assert!(output.status.success(), "{}", stderr(&output));
        for (name, topic) in [("a", "rain"), ("b", "snow")] {
            let text = fs::read_to_string(files.path().join(out).join(format!("k/{name}/page.html.txt"))).unwrap();
            assert!(text.starts_with(&paragraph(topic)), "{text}");
        }
    }
    // A single folder is mirrored without its own name.
    run(&files, &["--format=text", "-o", "o3/", "k"]);
    assert!(files.path().join("o3/a/page.html.txt").exists());
}

#[test]
fn json_lines_on_standard_input_are_records() {
    let lines: String =
        ["rain", "snow"].map(|topic| format!("{}\n", serde_json::json!({ "id": topic, "body": page(topic) }))).concat();
    let files = folder(&[]);
    for stdin in [lines.clone().into_bytes(), gzip(lines.as_bytes())] {
        let output = run_with(files.path(), &["--html-field=body", "--format=json"], &stdin);
        let records = json(&output);
        assert_eq!(records.len(), 2, "{}", stderr(&output));
        assert!(records[1]["text"].as_str().unwrap().starts_with(&paragraph("snow")));
    }
}
