//! Metadata: small pages with one source or with sources that disagree, and properties that hold for every page.
//!
//! Each folder of `tests/metadata` has a `source.html` and an `expected.json` with all fields of the page. Some also
//! have the expected `sources` of fields.

use crate::soup::{cases, soup};
use maintext::{Article, Comment, Extractor, Input, Metadata, MetadataField, MetadataSource};
use proptest::prelude::*;
use serde_json::{Map, Value, json};
use std::fs;
use std::path::PathBuf;

fn folders() -> Vec<PathBuf> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("metadata");
    let mut folders: Vec<PathBuf> = fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    folders
}

/// Returns the fields that have a value, by name.
fn fields(metadata: &Metadata) -> Map<String, Value> {
    let mut fields = Map::new();
    let mut set = |name: &str, value: Value| {
        if !value.is_null() && value != json!([]) {
            fields.insert(name.to_owned(), value);
        }
    };
    set("title", json!(metadata.title()));
    set("authors", json!(metadata.authors()));
    set("published", json!(metadata.published()));
    set("modified", json!(metadata.modified()));
    set("date", json!(metadata.date()));
    set("site_name", json!(metadata.site_name()));
    set("description", json!(metadata.description()));
    set("language", json!(metadata.language()));
    set("url", json!(metadata.url()));
    set("image", json!(metadata.image()));
    set("categories", json!(metadata.categories()));
    set("tags", json!(metadata.tags()));
    set("license", json!(metadata.license()));
    set("page_type", json!(metadata.page_type().map(|kind| format!("{kind:?}"))));
    fields
}

const FIELDS: &[MetadataField] = &[
    MetadataField::Title,
    MetadataField::Authors,
    MetadataField::Published,
    MetadataField::Modified,
    MetadataField::Date,
    MetadataField::SiteName,
    MetadataField::Description,
    MetadataField::Language,
    MetadataField::Url,
    MetadataField::Image,
    MetadataField::Categories,
    MetadataField::Tags,
    MetadataField::License,
    MetadataField::PageType,
];

#[test]
fn pages_give_their_expected_metadata() {
    let folders = folders();
    assert!(folders.len() >= 25, "only {} pages", folders.len());
    let failures: Vec<String> = folders.iter().filter_map(|folder| check(folder).err()).collect();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

fn check(folder: &std::path::Path) -> Result<(), String> {
    let read = |name: &str| fs::read_to_string(folder.join(name)).unwrap();
    let article = maintext::extract(&read("source.html"));
    let expected: Value = serde_json::from_str(&read("expected.json")).unwrap();
    let mut expected = expected["metadata"].as_object().unwrap().clone();
    let sources = expected.remove("sources").unwrap_or_else(|| json!({}));
    // The date is derived from the other two, so the files do not have it.
    let date = expected.get("published").or(expected.get("modified")).cloned();
    expected.extend(date.map(|date| ("date".to_owned(), date)));
    let found = fields(article.metadata());
    let mut differences: Vec<String> = Vec::new();
    for name in expected.keys().chain(found.keys().filter(|name| !expected.contains_key(*name))) {
        let (wanted, got) = (expected.get(name), found.get(name));
        if wanted != got {
            differences.push(format!("{name}: expected {wanted:?}, got {got:?}"));
        }
    }
    for (name, wanted) in sources.as_object().unwrap() {
        let field = FIELDS.iter().find(|field| format!("{field:?}") == *name).unwrap();
        let got = article.metadata().source(*field).map(|source| format!("{source:?}"));
        if got.as_deref() != wanted.as_str() {
            differences.push(format!("source of {name}: expected {wanted}, got {got:?}"));
        }
    }
    let slug = folder.file_name().unwrap().to_string_lossy();
    if differences.is_empty() { Ok(()) } else { Err(format!("{slug}: {}", differences.join("; "))) }
}

/// Checks the properties of any metadata and comments.
fn check_any(article: &Article) {
    let metadata = article.metadata();
    let found = fields(metadata);
    let names: Vec<String> = FIELDS
        .iter()
        .filter(|field| metadata.source(**field).is_some())
        .map(|field| format!("{field:?}").to_lowercase())
        .collect();
    let filled: Vec<String> = found.keys().map(|name| name.replace('_', "")).collect();
    assert_eq!(
        names.len(),
        filled.len(),
        "fields with a source (left) differ from fields with a value (right): {names:?} {filled:?}"
    );
    assert!(names.iter().all(|name| filled.contains(name)), "{names:?} {filled:?}");
    for date in [metadata.published(), metadata.modified()].into_iter().flatten() {
        let is_day = date.parse::<jiff::civil::Date>().is_ok() && date.len() == 10;
        assert!(is_day || date.parse::<jiff::Timestamp>().is_ok(), "{date} is not a date of RFC 3339");
    }
    let texts = metadata.authors().iter().chain(metadata.tags()).chain(metadata.categories());
    assert!(texts.into_iter().all(|text| !text.trim().is_empty()));
    assert!(article.comments().iter().all(|comment| !comment.text().trim().is_empty()));
}

/// Generates heads with odd and malformed metadata, as on the web.
fn head() -> impl Strategy<Value = String> {
    let names = prop::sample::select(vec![
        "og:title",
        "author",
        "article:published_time",
        "DC.date",
        "citation_author",
        "twitter:label1",
        "twitter:data1",
        "keywords",
        "og:url",
        "og:image",
        "og:locale",
        "description",
        "license",
        "ms.date",
    ]);
    let values = prop_oneof![
        "[a-zA-Z0-9äж漢 ,.:;|/&@'\\-+T]{0,40}",
        Just("2025-03-09T08:30:00+99:99".to_owned()),
        Just("9999999999999".to_owned()),
        Just("31/02/2025".to_owned()),
        Just("By , and & Jane Doe,, MD".to_owned()),
        Just("&amp;amp;lt;b&amp;gt;".to_owned()),
    ];
    let meta = (names, values)
        .prop_map(|(name, value)| format!("<meta name=\"{name}\" property='{name}' content=\"{value}\">"));
    let json = "[\\[\\]{}\",:a-z0-9\\\\ \n\u{e9}]{0,120}";
    let script = json.prop_map(|json| {
        format!("<script type=application/ld+json>{{\"@type\":\"Article\",\"author\":{json}</script>")
    });
    let date = "[0-9]{1,4}[-/. ][0-9a-z]{1,4}[-/. ][0-9]{1,4}";
    let time = date.prop_map(|date| format!("<time datetime='{date}'>{date}</time><p class=byline>by {date}</p>"));
    let comment = "[A-Za-z0-9 :.]{0,30}".prop_map(|text| {
        format!("<div class=comments><div class=comment><b class=author>{text}</b><p>{text}</p></div></div>")
    });
    prop::collection::vec(prop_oneof![3 => meta, 2 => script, 1 => time, 1 => comment], 0..12)
        .prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn metadata_of_any_head_is_valid(head in head(), soup in soup()) {
        check_any(&maintext::extract(&format!("{head}{soup}")));
        check_any(&maintext::extract(&format!("{soup}{head}")));
    }

    #[test]
    fn metadata_of_any_bytes_is_valid(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        if let Ok(article) = Extractor::default().extract(Input::bytes(&bytes)) {
            check_any(&article);
        }
    }

    #[test]
    fn metadata_of_any_json_is_valid(json in "[\\[\\]{}\",:tfn0-9\\\\ ]{0,200}") {
        check_any(&maintext::extract(&format!("<script type=application/ld+json>{json}</script><script>{json}</script>")));
    }
}

#[test]
fn hostile_pages_have_valid_metadata() {
    let nested = |open: &str| {
        format!("<p>{}</p>{}x", "A sentence that is long enough to be kept. ".repeat(9), open.repeat(20_000))
    };
    let script = |json: String| format!("<script type=application/ld+json>{json}</script>");
    let pages = [
        nested("<div class=author>"),
        nested("<div class='comment author date'>"),
        nested("<div itemprop=author itemscope itemtype=x/Comment>"),
        nested("<a rel=author href=/author/x>"),
        script("[".repeat(300_000) + &"}".repeat(300_000)),
        script("{\"author\":".repeat(100_000)),
        script(format!("{{\"author\": [{}]}}", "{\"@id\": \"#a\"},".repeat(50_000))),
        script("\" ".repeat(300_000)),
        format!("<div class=comments>{}</div>", "<div class=comment><b class=author>A</b><p>b c</p>".repeat(10_000)),
        "<meta name=author content='A B, C D and E F'>".repeat(20_000),
        format!("<meta name=keywords content='{}'>", "a,b;".repeat(100_000)),
        format!("<title>{}</title>", "a | ".repeat(100_000)),
        format!("<p>{}</p>", "记者".repeat(100_000)),
        "<b class=date>Updated 1/2/2025</b><p class=date>13/2/2025</p>".repeat(20_000),
        (1..20_000).map(|day| format!("<b class=date{day}>Updated {}/{}/2025</b>", day % 28, day % 12)).collect(),
        format!("<p>{}</p>", "（记者 王小明".repeat(50_000)),
        format!("<p>{}</p>", "김철수기자".repeat(50_000)),
    ];
    for page in pages {
        check_any(&maintext::extract(&page));
    }
}

#[test]
fn fields_with_a_value_have_a_source() {
    let article = maintext::extract("<title>Pier</title><meta name=author content='Jane Doe'><p>x");
    assert_eq!(article.metadata().source(MetadataField::Authors), Some(MetadataSource::MetaTag));
    assert_eq!(article.metadata().source(MetadataField::Published), None);
}

#[test]
fn metadata_and_comments_survive_json() {
    let article = maintext::extract(
        "<html lang=en><title>Roof hives</title><meta name=author content='Ann Lee'><meta property=og:type content=article>\
         <script type=application/ld+json>{\"comment\": {\"text\": \"It hums.\", \"author\": \"Bo\"}}</script><p>x",
    );
    let metadata = serde_json::to_string(article.metadata()).unwrap();
    assert_eq!(&serde_json::from_str::<Metadata>(&metadata).unwrap(), article.metadata());
    assert!(metadata.contains("\"sources\":{"), "{metadata}");
    let comments = serde_json::to_string(article.comments()).unwrap();
    assert_eq!(serde_json::from_str::<Vec<Comment>>(&comments).unwrap(), article.comments());
    assert_eq!(article.comments().len(), 1);
}

#[test]
fn license_with_a_scheme_that_runs_scripts_is_ignored() {
    let license = |href: &str| {
        let page =
            format!("<link rel=license href='{href}'><meta name=license content='CC BY 4.0'><p>Rivers carry water.");
        maintext::extract(page).metadata().license().map(str::to_owned)
    };
    assert_eq!(license("https://e.org/by").as_deref(), Some("https://e.org/by"));
    assert_eq!(license("javascript:alert(1)").as_deref(), Some("CC BY 4.0"));
    assert_eq!(license("data:text/html,x").as_deref(), Some("CC BY 4.0"));
}
