//! What the paths of the command line stand for.

use flate2::read::MultiGzDecoder;
use std::ffi::OsStr;
use std::fmt;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// Where an input's bytes come from.
pub enum Source {
    Stdin,
    File(PathBuf),
    /// Part of a folder that could not be listed, and why.
    Unlisted(PathBuf, io::Error),
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Source::Stdin => f.write_str("-"),
            Source::File(path) | Source::Unlisted(path, _) => path.display().fmt(f),
        }
    }
}

/// The inputs in the order of the command line, those of a folder in name order.
pub fn list(paths: &[PathBuf], plain: bool) -> Vec<Source> {
    let mut sources = Vec::new();
    for path in paths {
        if path.as_os_str() == "-" {
            sources.push(Source::Stdin);
        } else if path.is_dir() {
            list_folder(path, plain, &mut sources);
        } else {
            sources.push(Source::File(path.clone()));
        }
    }
    sources
}

fn list_folder(folder: &Path, plain: bool, sources: &mut Vec<Source>) {
    for entry in WalkDir::new(folder).follow_links(true).sort_by_file_name() {
        match entry {
            Ok(entry) if entry.file_type().is_file() && is_listed(entry.file_name(), plain) => {
                sources.push(Source::File(entry.into_path()));
            }
            Ok(_) => {}
            Err(error) => {
                let path = error.path().unwrap_or(folder).to_owned();
                sources.push(Source::Unlisted(path, error.into()));
            }
        }
    }
}

/// Of the files in a folder, those with these endings are inputs.
pub fn endings(plain: bool) -> &'static [&'static str] {
    if plain { &[".txt", ".txt.gz"] } else { &[".html", ".htm", ".html.gz", ".htm.gz"] }
}

fn is_listed(name: &OsStr, plain: bool) -> bool {
    let name = name.to_string_lossy().to_ascii_lowercase();
    endings(plain).iter().any(|ending| name.ends_with(ending))
}

impl Source {
    /// The input's bytes, uncompressed.
    pub fn read(&self) -> io::Result<Vec<u8>> {
        let bytes = match self {
            Source::Stdin => {
                let mut bytes = Vec::new();
                io::stdin().lock().read_to_end(&mut bytes)?;
                bytes
            }
            Source::File(path) => fs::read(path)?,
            Source::Unlisted(_, error) => return Err(io::Error::new(error.kind(), error.to_string())),
        };
        if self.is_named_gz() || bytes.starts_with(&[0x1F, 0x8B]) { unpack(&bytes) } else { Ok(bytes) }
    }

    fn is_named_gz(&self) -> bool {
        matches!(self, Source::File(path) if path.extension().is_some_and(|e| e.eq_ignore_ascii_case("gz")))
    }
}

fn unpack(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut unpacked = Vec::new();
    let failed = |error: io::Error| io::Error::new(error.kind(), format!("not a whole gzip file: {error}"));
    MultiGzDecoder::new(bytes).read_to_end(&mut unpacked).map_err(failed)?;
    Ok(unpacked)
}
