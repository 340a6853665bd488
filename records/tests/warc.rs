//! Reads archives with whole and broken records, uncompressed, with gzip and with zstd.

use flate2::{Compression, write::GzEncoder};
use maintext_records::{Kind, WarcReader};
use std::io::Write;

/// Returns a record with a correct length.
fn record(kind: &str, url: &str, content_type: &str, block: &[u8]) -> Vec<u8> {
    let header = format!(
        "WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2026-11-30T10:00:00Z\r\n\
         WARC-Record-ID: <urn:uuid:{url}>\r\nContent-Type: {content_type}\r\nContent-Length: {}\r\n\r\n",
        block.len()
    );
    [header.as_bytes(), block, b"\r\n\r\n"].concat()
}

fn page(number: usize) -> Vec<u8> {
    let http = format!(
        "HTTP/1.1 200 OK\r\nServer: x\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<title>Page {number}</title>\
         <p>This is page {number}.{}",
        " It goes on.".repeat(number * 50)
    );
    record("response", &format!("https://example.org/{number}"), "application/http; msgtype=response", http.as_bytes())
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn zstd(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = zstd::stream::write::Encoder::new(Vec::new(), 3).unwrap();
    encoder.include_checksum(true).unwrap();
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// Returns what a reader finds: `url` for a page, `kind` for another record, `! label` for an error.
fn read(archive: &[u8]) -> Vec<String> {
    let records = WarcReader::new(archive).map(|record| match record {
        Ok(record) if record.kind == Kind::Html => {
            let (body, url) = (record.body().unwrap(), record.url.as_deref().unwrap());
            let number = url.rsplit('/').next().unwrap();
            assert!(body.starts_with(format!("<title>Page {number}</title>").as_bytes()), "{url}");
            assert!(body.ends_with(b"."), "{url}");
            number.to_owned()
        }
        Ok(record) => format!("{:?}", record.kind),
        Err(error) => format!("! {}", error.cause.label()),
    });
    let found: Vec<String> = records.take(100).collect();
    assert!(found.len() < 100, "the reader does not end: {found:?}");
    found
}

fn three() -> Vec<Vec<u8>> {
    vec![page(1), page(2), page(3)]
}

#[test]
fn records_are_read_from_each_compression() {
    let pages = three();
    assert_eq!(read(&pages.concat()), ["1", "2", "3"]);
    let gzipped: Vec<Vec<u8>> = pages.iter().map(|page| gzip(page)).collect();
    assert_eq!(read(&gzipped.concat()), ["1", "2", "3"]);
    assert_eq!(read(&gzip(&pages.concat())), ["1", "2", "3"], "a single member");
    let frames: Vec<Vec<u8>> = pages.iter().map(|page| zstd(page)).collect();
    assert_eq!(read(&frames.concat()), ["1", "2", "3"]);
    let blocks: Vec<u8> = pages.concat().chunks(100).flat_map(gzip).collect();
    assert_eq!(read(&blocks), ["1", "2", "3"], "members that end within records");
}

#[test]
fn dictionary_of_a_zstd_archive_is_used() {
    let pages: Vec<Vec<u8>> = (1..60).map(page).collect();
    let dictionary: Vec<u8> = pages[0].repeat(2);
    for packed in [dictionary.clone(), zstd(&dictionary)] {
        let mut archive = [b"\x5d\x2a\x4d\x18", &(packed.len() as u32).to_le_bytes()[..], &packed].concat();
        let mut encoder = zstd::bulk::Compressor::with_dictionary(3, &dictionary).unwrap();
        for page in &pages[..3] {
            archive.extend(encoder.compress(page).unwrap());
        }
        assert_eq!(read(&archive), ["1", "2", "3"]);
    }
}

#[test]
fn places_are_those_of_records_and_members() {
    let pages = three();
    let offsets = |archive: &[u8]| -> Vec<(u64, u64)> {
        let records = WarcReader::new(archive).map(Result::unwrap);
        records.map(|record| (record.place.offset.unwrap(), record.place.offset_in_member)).collect()
    };
    let (first, second) = (pages[0].len() as u64, pages[1].len() as u64);
    assert_eq!(offsets(&pages.concat()), [(0, 0), (first, 0), (first + second, 0)]);
    assert_eq!(offsets(&gzip(&pages.concat())), [(0, 0), (0, first), (0, first + second)]);
    let packed: Vec<Vec<u8>> = pages.iter().map(|page| gzip(page)).collect();
    let (first, second) = (packed[0].len() as u64, packed[1].len() as u64);
    assert_eq!(offsets(&packed.concat()), [(0, 0), (first, 0), (first + second, 0)]);
}

#[test]
fn other_records_have_no_body() {
    let archive = [
        record("warcinfo", "", "application/warc-fields", b"software: x\r\n"),
        record("request", "https://example.org/", "application/http", b"GET / HTTP/1.1\r\n\r\n"),
        record(
            "response",
            "https://example.org/a.png",
            "application/http",
            b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\x89PNG",
        ),
        record("response", "dns:example.org", "text/dns", b"20261130100000\nexample.org. 1 IN A 1.2.3.4\n"),
        record(
            "revisit",
            "https://example.org/",
            "application/http",
            b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n",
        ),
        record("conversion", "https://example.org/", "text/plain", b"Rain."),
        record("resource", "file:///a.html", "text/html", b"<title>Page a.html</title>."),
        record("response", "https://example.org/a", "application/http", b"HTTP/1.0 200 OK\n\n<title>Page a</title>."),
    ]
    .concat();
    assert_eq!(read(&archive), ["Other", "Other", "Other", "Other", "Revisit", "Text", "a.html", "a"]);
}

#[test]
fn header_of_the_record_is_carried_over() {
    let record = WarcReader::new(&page(1)[..]).next().unwrap().unwrap();
    assert_eq!(record.url.as_deref(), Some("https://example.org/1"));
    assert_eq!(record.date.as_deref(), Some("2026-11-30T10:00:00Z"));
    assert_eq!(record.id.as_deref(), Some("<urn:uuid:https://example.org/1>"));
    assert_eq!(record.content_type.as_deref(), Some("text/html; charset=utf-8"));
    assert_eq!((record.status, record.truncated), (Some(200), None));
}

/// Replaces the first occurrence of `from`.
fn replace(bytes: &[u8], from: &str, to: &str) -> Vec<u8> {
    let at = bytes.windows(from.len()).position(|window| window == from.as_bytes()).unwrap();
    [&bytes[..at], to.as_bytes(), &bytes[at + from.len()..]].concat()
}

#[test]
fn broken_records_are_reported_and_the_next_one_is_read() {
    let length = format!(
        "Content-Length: {}",
        page(2).len() - 2 - {
            let page = page(2);
            page.windows(4).position(|window| window == b"\r\n\r\n").unwrap() + 4 + 2
        }
    );
    let broken: Vec<(&str, Vec<u8>)> = vec![
        ("no valid Content-Length", replace(&page(2), &format!("{length}\r\n"), "")),
        ("no valid Content-Length", replace(&page(2), &length, "Content-Length: many")),
        ("wrong Content-Length", replace(&page(2), &length, "Content-Length: 90")),
        ("wrong Content-Length", replace(&page(2), &length, "Content-Length: 900000")),
        ("no WARC version", replace(&page(2), "WARC/1.1", "JUNK/1.1")),
        ("invalid header line", replace(&page(2), "WARC-Date: 2026-11-30T10:00:00Z", "WARC-Date 2026")),
        ("header too long", replace(&page(2), "WARC-Date:", &format!("X: {}\r\nWARC-Date:", "x".repeat(200_000)))),
        ("invalid HTTP header", replace(&page(2), "HTTP/1.1 200 OK", "ICYX/1.1 200 OK")),
        (
            "invalid HTTP header",
            record("response", "https://example.org/2", "application/http", b"HTTP/1.1 200 OK\r\nX: y"),
        ),
    ];
    for (label, broken) in broken {
        let records = [page(1), broken, page(3), page(4)];
        let expected = ["1", &format!("! {label}"), "3", "4"];
        assert_eq!(read(&records.concat()), expected, "uncompressed");
        assert_eq!(read(&records.iter().flat_map(|record| gzip(record)).collect::<Vec<u8>>()), expected, "gzip");
        assert_eq!(read(&records.iter().flat_map(|record| zstd(record)).collect::<Vec<u8>>()), expected, "zstd");
        assert_eq!(read(&gzip(&records.concat())), expected, "a single member");
    }
}

#[test]
fn length_that_swallows_all_later_records_loses_none() {
    let page_2 = String::from_utf8(page(2)).unwrap();
    let at = page_2.find("Content-Length: ").unwrap();
    let end = at + page_2[at..].find("\r\n").unwrap();
    let broken = format!("{}Content-Length: 99999{}", &page_2[..at], &page_2[end..]);
    let archive = [page(1), broken.into_bytes(), page(3), page(4)].concat();
    assert_eq!(read(&archive), ["1", "! wrong Content-Length", "3", "4"]);
}

#[test]
fn damaged_compression_is_reported_and_the_next_member_is_read() {
    for (compress, label) in [(gzip as fn(&[u8]) -> Vec<u8>, "damaged compression"), (zstd, "damaged compression")] {
        let members: Vec<Vec<u8>> = (1..5).map(|number| compress(&page(number))).collect();
        // Each byte of the second member is damaged in turn. Damage of a few bytes changes nothing, such as a time in the
        // header, or is noticed only by the parser.
        for at in 0..members[1].len() {
            let mut archive = members.clone();
            archive[1][at] ^= 0xff;
            let found = read(&archive.concat());
            assert_eq!(
                (found[0].as_str(), &found[found.len() - 2..]),
                ("1", &["3".to_owned(), "4".to_owned()][..]),
                "byte {at}"
            );
            let errors = found.iter().filter(|found| found.starts_with('!')).count();
            assert!(errors <= 1, "byte {at}: {found:?}");
        }
        // The second member is cut.
        for kept in 1..members[1].len() {
            let archive = [&members[0], &members[1][..kept], &members[2], &members[3]].concat();
            let found = read(&archive);
            assert_eq!(
                (found[0].as_str(), &found[found.len() - 2..]),
                ("1", &["3".to_owned(), "4".to_owned()][..]),
                "{kept} bytes"
            );
        }
        let archive = [&members[0][..], &[0; 5000], &members[2], &members[3]].concat();
        assert_eq!(read(&archive), ["1", &format!("! {label}"), "3", "4"], "zeros between members");
    }
}

#[test]
fn archive_that_is_cut_ends_with_an_error() {
    let archive = three().concat();
    let last = page(1).len() + page(2).len();
    for kept in [last + 10, last + 300, archive.len() - 100] {
        assert_eq!(read(&archive[..kept]), ["1", "2", "! file ends within a record"], "{kept}");
    }
    assert_eq!(read(&archive[..archive.len() - 3]), ["1", "2", "3"], "only the empty line is cut");
    let packed: Vec<u8> = three().iter().flat_map(|page| gzip(page)).collect();
    assert_eq!(read(&packed[..packed.len() - 30]), ["1", "2", "! file ends within a record"]);
    assert_eq!(read(b""), [""; 0]);
    assert_eq!(read(b"\r\n\r\n"), [""; 0]);
}

#[test]
fn records_over_the_limit_are_errors_and_take_no_memory() {
    let archive = [page(1), page(200), page(3)].concat();
    let found: Vec<String> = WarcReader::new(&archive[..])
        .with_max_bytes(10_000)
        .map(|record| record.map_or_else(|error| error.cause.to_string(), |record| record.url.unwrap()))
        .collect();
    assert!(
        found[1].starts_with("record size of 120") && found[1].ends_with("exceeds the limit of 10000"),
        "{found:?}"
    );
    assert_eq!((found[0].as_str(), found[2].as_str()), ("https://example.org/1", "https://example.org/3"));
}

#[test]
fn files_that_are_not_archives_give_one_error() {
    assert_eq!(read(b"<!doctype html><p>Not an archive."), ["! no WARC version"]);
    assert_eq!(read(&gzip(b"<!doctype html><p>Not an archive.")), ["! no WARC version"]);
}
