//! Reads the inputs that the paths of the command line name.

use flate2::read::MultiGzDecoder;
use std::ffi::OsStr;
use std::fmt;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// The source of an input's bytes.
pub enum Source {
    Stdin,
    File(PathBuf),
    /// A part of a folder that could not be listed, and the error.
    Unlisted(PathBuf, io::Error),
    /// A folder without files of these endings.
    Empty(PathBuf, &'static [&'static str]),
}

/// An error that leaves an input without bytes.
#[derive(Debug, thiserror::Error)]
pub enum InputError {
    #[error("cannot be read: {0}")]
    Read(#[from] io::Error),
    #[error("the folder has no pages: expected files that end in {}", endings.join(", "))]
    Empty { endings: &'static [&'static str] },
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Source::Stdin => f.write_str("-"),
            Source::File(path) | Source::Unlisted(path, _) | Source::Empty(path, _) => path.display().fmt(f),
        }
    }
}

/// Lists the inputs in the order of the command line. Those of a folder are sorted by name.
pub fn list(paths: &[PathBuf], plain: bool) -> Vec<Source> {
    let mut sources = Vec::new();
    for path in paths {
        if path.as_os_str() == "-" {
            sources.push(Source::Stdin);
        } else if path.is_dir() {
            list_folder(path, endings(plain), &mut sources);
        } else {
            sources.push(Source::File(path.clone()));
        }
    }
    sources
}

fn list_folder(folder: &Path, endings: &'static [&'static str], sources: &mut Vec<Source>) {
    let before = sources.len();
    for entry in WalkDir::new(folder).follow_links(true).sort_by_file_name() {
        match entry {
            Ok(entry) if entry.file_type().is_file() && is_listed(entry.file_name(), endings) => {
                sources.push(Source::File(entry.into_path()));
            }
            Ok(_) => {}
            Err(error) => {
                let path = error.path().unwrap_or(folder).to_owned();
                sources.push(Source::Unlisted(path, cause(error)));
            }
        }
    }
    if sources.len() == before {
        sources.push(Source::Empty(folder.to_owned(), endings));
    }
}

/// Returns the cause of an error without the path, since each message begins with it.
fn cause(error: walkdir::Error) -> io::Error {
    match error.loop_ancestor() {
        Some(ancestor) => io::Error::other(format!("a link back to {}", ancestor.display())),
        None => error.into_io_error().unwrap_or_else(|| io::Error::other("cannot be listed")),
    }
}

/// Returns the endings of the files in a folder that are inputs.
fn endings(plain: bool) -> &'static [&'static str] {
    if plain { &[".txt", ".txt.gz"] } else { &[".html", ".htm", ".html.gz", ".htm.gz"] }
}

fn is_listed(name: &OsStr, endings: &[&str]) -> bool {
    let name = name.to_string_lossy().to_ascii_lowercase();
    endings.iter().any(|ending| name.ends_with(ending))
}

impl Source {
    /// Reads the bytes of the input, uncompressed. Of an input above the limit, reads one byte more than the limit, so
    /// that the library reports an error.
    pub fn read(&self, limit: usize) -> Result<Vec<u8>, InputError> {
        let max = (limit as u64).saturating_add(1);
        Ok(match self {
            Source::Stdin => read(io::stdin().lock(), false, max)?,
            Source::File(path) => read(File::open(path)?, is_named_gz(path), max)?,
            Source::Unlisted(_, error) => return Err(io::Error::new(error.kind(), error.to_string()).into()),
            Source::Empty(_, endings) => return Err(InputError::Empty { endings }),
        })
    }
}

fn is_named_gz(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("gz"))
}

/// Reads at most `max` bytes. Gzip is unpacked while it is read, since a small file can unpack to more than fits into
/// memory.
fn read(mut file: impl Read, is_gzip: bool, max: u64) -> io::Result<Vec<u8>> {
    const GZIP: [u8; 2] = [0x1f, 0x8b];
    let mut start = Vec::new();
    file.by_ref().take(GZIP.len() as u64).read_to_end(&mut start)?;
    let is_gzip = is_gzip || start == GZIP;
    let whole = start.as_slice().chain(file);
    let mut bytes = Vec::new();
    if is_gzip {
        let failed =
            |error: io::Error| io::Error::new(error.kind(), format!("invalid or truncated gzip file: {error}"));
        MultiGzDecoder::new(whole).take(max).read_to_end(&mut bytes).map_err(failed)?;
    } else {
        whole.take(max).read_to_end(&mut bytes)?;
    }
    Ok(bytes)
}
