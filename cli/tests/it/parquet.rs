//! Parquet files through the program, which has the feature `parquet` only if it is asked for.

use crate::program::*;

#[cfg(not(feature = "parquet"))]
#[test]
fn parquet_without_the_feature_says_how_to_get_it() {
    let folder = folder(&[("a.parquet", b"PAR1\x15\x00PAR1")]);
    let output = run(&folder, &["a.parquet"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("built without the feature `parquet`"), "{}", stderr(&output));
}

#[cfg(feature = "parquet")]
#[test]
fn records_written_as_parquet_are_read_as_pages() {
    use serde_json::Value;

    let lines: Vec<String> = (0..5000)
        .map(|n| {
            let html = Value::from(page(&format!("stone {n}")));
            format!("{{\"html\": {html}, \"url\": \"https://example.org/{n}\", \"split\": \"train\", \"n\": {n}}}\n")
        })
        .collect();
    let rain = Value::from(page("rain"));
    let late = format!("{{\"html\": {rain}, \"late\": 1}}\n{{\"url\": \"https://example.org/\"}}\n");
    let folder = folder(&[("a.jsonl", (lines.concat() + &late).as_bytes()), ("cut.parquet", b"PAR1\x15\x00")]);
    // The HTML of the articles is the input of the second run.
    let output = run(&folder, &["--with", "html", "--output", "a.parquet", "a.jsonl"]);
    assert_eq!((output.status.code(), stdout(&output)), (Some(1), ""), "{}", stderr(&output));
    let output = run(&folder, &["--fields", "url,text,record", "a.parquet"]);
    let records = json(&output);
    assert_eq!(records.len(), 5002);
    for (n, record) in records[..5000].iter().enumerate() {
        assert_eq!(record["url"], format!("https://example.org/{n}"));
        assert!(record["text"].as_str().unwrap().starts_with(&paragraph(&format!("stone {n}"))), "{record}");
        assert_eq!(
            (&record["record"], &record["split"], &record["n"]),
            (&(n + 1).into(), &"train".into(), &n.to_string().into())
        );
        assert_eq!(record["input_title"], format!("On stone {n}"));
    }
    // This field comes after the first row group, so it has no column. The last line has no page.
    assert_eq!(records[5000]["input"], "{\"late\":1}");
    assert_eq!(records[5001]["error"], "field \"html\": expected a string, found null");
    let output = run(&folder, &["cut.parquet"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("cut.parquet: invalid Parquet file: "), "{}", stderr(&output));
}
