//! A folder with a file for each page, which mirrors the input.

use super::Sink;
use crate::args::Format;
use crate::input::{Name, Origin};
use maintext_records::Place;
use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

/// Writes each page to a file of its own.
#[derive(Clone)]
pub struct Folder {
    root: PathBuf,
    format: Format,
}

impl Folder {
    pub fn new(root: &Path, format: Format) -> Folder {
        Folder { root: root.to_owned(), format }
    }

    /// The file of a page: that of `a/b.html` is `a/b.html.txt`, and that of record 12 of `c.warc.gz` is
    /// `c.warc.gz/00000012.txt`.
    pub fn path(&self, name: &Name, place: Option<Place>) -> PathBuf {
        let mut path = self.root.clone();
        // Nothing is written outside of the folder.
        path.extend(name.relative.components().filter(|part| matches!(part, Component::Normal(_))));
        if path == self.root {
            path.push("page");
        }
        if let Some(place) = place {
            path.push(format!("{:08}", place.record));
        }
        let ending = match self.format {
            Format::Text => ".txt",
            Format::Markdown => ".md",
            Format::Html | Format::Reader => ".html",
            _ => ".json",
        };
        let mut file = path.file_name().map_or_else(OsString::new, |file| file.to_owned());
        if !file.to_string_lossy().to_ascii_lowercase().ends_with(ending) {
            file.push(ending);
        }
        path.set_file_name(file);
        path
    }

    /// Writes a file under another name and renames it, so that a run that is killed leaves no part of a file.
    fn write(path: &Path, content: &str) -> io::Result<()> {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        let mut unfinished = path.as_os_str().to_owned();
        unfinished.push(".part");
        fs::write(&unfinished, content)?;
        fs::rename(&unfinished, path)
    }
}

impl Sink for Folder {
    fn page(&mut self, origin: &Origin, rendered: &str) -> io::Result<()> {
        let path = self.path(&origin.name, origin.place);
        let rendered = rendered.trim_end_matches('\n');
        let content = if rendered.is_empty() { String::new() } else { format!("{rendered}\n") };
        Folder::write(&path, &content)
            .map_err(|error| io::Error::new(error.kind(), format!("{}: {error}", crate::input::name::escape(&path))))
    }

    /// A page that failed has no file.
    fn failure(&mut self, _record: &str) -> io::Result<()> {
        Ok(())
    }

    fn finish(self: Box<Self>) -> io::Result<()> {
        Ok(())
    }
}
