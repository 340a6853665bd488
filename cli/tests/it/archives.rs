//! Web archives through `maintext`.

use crate::program::*;

#[test]
fn archive_gives_a_json_record_for_each_page() {
    let archive = warc_gz(&[
        warc_record("warcinfo", "", "application/warc-fields", b"software: x\r\n"),
        warc_page("https://example.org/rain", page("rain").as_bytes()),
        warc_record("revisit", "https://example.org/rain", "application/http", b"HTTP/1.1 200 OK\r\n\r\n"),
        warc_page("https://example.org/snow", page("snow").as_bytes()),
        warc_record(
            "response",
            "https://example.org/x",
            "application/http",
            b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<p>Not found.",
        ),
    ]);
    let folder = folder(&[("crawl.warc.gz", &archive)]);
    let output = program().arg("crawl.warc.gz").current_dir(&folder).output().unwrap();
    assert!(output.status.success(), "{}", stderr(&output));
    let records = json(&output);
    let facts: Vec<_> = records.iter().map(|record| (record["record"].as_u64(), record["url"].as_str())).collect();
    assert_eq!(facts, [(Some(2), Some("https://example.org/rain")), (Some(4), Some("https://example.org/snow"))]);
    assert_eq!((&records[0]["path"], &records[0]["date"]), (&"crawl.warc.gz".into(), &"2026-11-30T10:00:00Z".into()));
    assert!(records[1]["text"].as_str().unwrap().starts_with(&paragraph("snow")));
    assert!(stderr(&output).starts_with("maintext: 2 pages read: 2 extracted, "), "{}", stderr(&output));
    assert!(stderr(&output).contains("1 responses with another status"), "{}", stderr(&output));
    assert_eq!(json(&run(&folder, &["--any-status", "crawl.warc.gz"])).len(), 3);
}
