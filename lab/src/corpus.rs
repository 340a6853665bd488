//! Reads annotated pages in the layout of WCXB: `html/<id>.html.gz` and `ground-truth/<id>.json`.

use flate2::read::MultiGzDecoder;
use serde::Deserialize;
use std::collections::HashSet;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// Why a corpus cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum CorpusError {
    #[error("{}: {source}", path.display())]
    Read { path: PathBuf, source: io::Error },
    #[error("{}: {source}", path.display())]
    GroundTruth { path: PathBuf, source: serde_json::Error },
    #[error("{}: expected a folder with html/ and ground-truth/, or a folder of such folders", path.display())]
    NotASet { path: PathBuf },
}

/// A folder of annotated pages.
pub struct Set {
    pub name: String,
    folder: PathBuf,
    /// Sorted.
    ids: Vec<String>,
}

/// A page with its annotation.
pub struct Page {
    pub id: String,
    pub page_type: String,
    pub url: Option<String>,
    pub gold: Gold,
    /// The bytes of the page, uncompressed.
    pub html: Vec<u8>,
}

/// The annotation of a page.
#[derive(Default, Deserialize)]
pub struct Gold {
    /// The main text; `None` if only snippets of it are known.
    pub main_content: Option<String>,
    pub title: Option<String>,
    /// The names of the authors, as a string or as a list.
    #[serde(default)]
    pub author: Option<OneOrMany>,
    /// YYYY-MM-DD, possibly without leading zeros.
    pub publish_date: Option<String>,
    /// Snippets of the main text.
    #[serde(default)]
    pub with: Vec<String>,
    /// Snippets of boilerplate.
    #[serde(default)]
    pub without: Vec<String>,
}

impl Gold {
    /// Returns the annotated date. Each page has at most one: of publication or of the last change.
    pub fn day(&self) -> Option<String> {
        let mut parts = self.publish_date.as_deref()?.trim().splitn(3, '-');
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
        // A time may follow the day.
        let day = day.get(..2).filter(|day| day.parse::<u8>().is_ok()).unwrap_or(day);
        let number = |part: &str| part.parse::<u16>().ok();
        Some(format!("{:04}-{:02}-{:02}", number(year)?, number(month)?, number(day)?))
    }
}

/// A string, or a list of strings.
#[derive(Deserialize)]
#[serde(untagged)]
pub enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

impl OneOrMany {
    /// Returns the strings, separated by commas.
    pub fn joined(&self) -> String {
        match self {
            OneOrMany::One(text) => text.clone(),
            OneOrMany::Many(texts) => texts.join(", "),
        }
    }
}

#[derive(Deserialize)]
struct GroundTruth {
    url: Option<String>,
    #[serde(rename = "_internal")]
    internal: Option<Internal>,
    ground_truth: Gold,
}

#[derive(Deserialize)]
struct Internal {
    page_type: Option<PageType>,
}

#[derive(Deserialize)]
struct PageType {
    primary: Option<String>,
}

/// Opens the folder as a set, or else all sets directly in it, sorted by name.
pub fn sets(folder: &Path) -> Result<Vec<Set>, CorpusError> {
    if is_set(folder) {
        return Ok(vec![Set::open(folder)?]);
    }
    let below: Vec<PathBuf> = list(folder)?.into_iter().filter(|path| is_set(path)).collect();
    if below.is_empty() {
        return Err(CorpusError::NotASet { path: folder.to_owned() });
    }
    below.iter().map(|path| Set::open(path)).collect()
}

fn is_set(folder: &Path) -> bool {
    folder.join("ground-truth").is_dir() && folder.join("html").is_dir()
}

fn list(folder: &Path) -> Result<Vec<PathBuf>, CorpusError> {
    let failed = |source| CorpusError::Read { path: folder.to_owned(), source };
    let entries = fs::read_dir(folder).map_err(failed)?;
    let mut paths = entries.map(|entry| entry.map(|e| e.path())).collect::<Result<Vec<_>, _>>().map_err(failed)?;
    paths.sort();
    Ok(paths)
}

impl Set {
    fn open(folder: &Path) -> Result<Set, CorpusError> {
        let truths = list(&folder.join("ground-truth"))?;
        let ids = truths.iter().filter_map(|path| path.file_name()?.to_str()?.strip_suffix(".json")).map(str::to_owned);
        // A path such as "." has no name.
        let named = folder.canonicalize().map_err(|source| CorpusError::Read { path: folder.to_owned(), source })?;
        let name = named.file_name().unwrap_or(named.as_os_str()).to_string_lossy().into_owned();
        Ok(Set { name, folder: folder.to_owned(), ids: ids.collect() })
    }

    pub fn ids(&self) -> &[String] {
        &self.ids
    }

    /// Keeps only the listed pages, each given as `<id>` or `<set>/<id>`.
    pub fn restrict(&mut self, listed: &HashSet<String>) {
        let name = &self.name;
        self.ids.retain(|id| listed.contains(id) || listed.contains(&format!("{name}/{id}")));
    }

    pub fn load(&self, id: &str) -> Result<Page, CorpusError> {
        let path = self.folder.join("ground-truth").join(format!("{id}.json"));
        let truth: GroundTruth =
            serde_json::from_slice(&read(&path)?).map_err(|source| CorpusError::GroundTruth { path, source })?;
        let page_type = truth.internal.and_then(|i| i.page_type?.primary).unwrap_or_else(|| "unknown".to_owned());
        Ok(Page { id: id.to_owned(), page_type, url: truth.url, gold: truth.ground_truth, html: self.load_html(id)? })
    }

    fn load_html(&self, id: &str) -> Result<Vec<u8>, CorpusError> {
        let packed = self.folder.join("html").join(format!("{id}.html.gz"));
        if !packed.exists() {
            return read(&self.folder.join("html").join(format!("{id}.html")));
        }
        let mut html = Vec::new();
        match MultiGzDecoder::new(read(&packed)?.as_slice()).read_to_end(&mut html) {
            Ok(_) => Ok(html),
            Err(source) => Err(CorpusError::Read { path: packed, source }),
        }
    }
}

fn read(path: &Path) -> Result<Vec<u8>, CorpusError> {
    fs::read(path).map_err(|source| CorpusError::Read { path: path.to_owned(), source })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TRUTH: &str = r#"{"url": "https://example.org/a", "_internal": {"page_type": {"primary": "forum"}},
        "ground_truth": {"title": null, "main_content": null, "with": ["yes"], "without": ["no"]}}"#;

    fn write_set(folder: &Path) {
        fs::create_dir_all(folder.join("html")).unwrap();
        fs::create_dir_all(folder.join("ground-truth")).unwrap();
        for id in ["b", "a"] {
            fs::write(folder.join(format!("ground-truth/{id}.json")), TRUTH).unwrap();
            fs::write(folder.join(format!("html/{id}.html")), format!("<p>{id}")).unwrap();
        }
    }

    #[test]
    fn pages_of_a_set_are_sorted() {
        let folder = tempfile::tempdir().unwrap();
        write_set(&folder.path().join("small"));
        let sets = sets(folder.path()).unwrap();
        assert_eq!((sets[0].name.as_str(), sets[0].ids()), ("small", ["a".to_owned(), "b".to_owned()].as_slice()));
        let page = sets[0].load("a").unwrap();
        assert_eq!((page.html.as_slice(), page.page_type.as_str()), (b"<p>a".as_slice(), "forum"));
        assert_eq!((page.gold.main_content, page.gold.with), (None, vec!["yes".to_owned()]));
    }

    #[test]
    fn restricting_to_ids_with_or_without_set_keeps_listed_pages() {
        let folder = tempfile::tempdir().unwrap();
        write_set(folder.path());
        let mut set = sets(folder.path()).unwrap().remove(0);
        set.restrict(&HashSet::from([format!("{}/b", set.name), "other/a".to_owned()]));
        assert_eq!(set.ids(), ["b"]);
    }

    #[test]
    fn folder_without_a_set_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        assert!(matches!(sets(folder.path()), Err(CorpusError::NotASet { .. })));
    }
}
