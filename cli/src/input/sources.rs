//! The files that the paths of the command line stand for.

use super::name::Name;
use crate::args::Extract;
use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// A file, or what is there instead.
pub enum Source {
    Stdin,
    /// A file that the command line or a list names.
    File(Name),
    /// A file that was found in a folder.
    InFolder(Name),
    /// A path that could not be listed, and the error.
    Unlisted(Name, io::Error),
    /// A folder has ended, and its name.
    FolderEnd(Name),
}

/// The sources of a run, found while it goes on: memory is bounded by the largest folder.
pub struct Sources<'a> {
    paths: &'a [PathBuf],
    list: Option<&'a Path>,
    /// Whether standard input is read, because there are no paths.
    is_stdin: bool,
}

impl<'a> Sources<'a> {
    pub fn new(arguments: &'a Extract) -> Sources<'a> {
        let list = arguments.input.files_from.as_deref();
        Sources { paths: &arguments.paths, list, is_stdin: arguments.paths.is_empty() && list.is_none() }
    }

    /// The sources that the command line itself names.
    pub fn without_list(&self) -> Sources<'a> {
        Sources { list: None, ..*self }
    }

    /// Whether standard input is one of the first sources, as far as the command line tells.
    pub fn reads_stdin(&self) -> bool {
        self.is_stdin || self.paths.iter().any(|path| path.as_os_str() == "-")
    }

    /// Whether there is exactly one file, or standard input.
    pub fn is_single(&self) -> bool {
        let is_file = |path: &PathBuf| path.as_os_str() == "-" || !path.is_dir();
        self.is_stdin || (self.list.is_none() && self.paths.len() == 1 && self.paths.iter().all(is_file))
    }

    /// Whether the command line names nothing but files and standard input.
    pub fn is_list_of_files(&self) -> bool {
        self.is_single() || (self.list.is_none() && self.paths.iter().all(|path| !path.is_dir()))
    }

    /// Calls `take` with each source in order, until it returns `false`. The files of a folder are sorted by name.
    pub fn visit(&self, take: &mut dyn FnMut(Source) -> bool) -> bool {
        if self.is_stdin {
            return take(Source::Stdin);
        }
        let is_only = self.list.is_none() && self.paths.len() == 1;
        self.paths.iter().all(|path| visit_path(path, is_only, take))
            && self.list.is_none_or(|list| visit_list(list, take))
    }
}

/// `is_only` says that there is no other path. Only then does a relative name without the path belong to one file.
fn visit_path(path: &Path, is_only: bool, take: &mut dyn FnMut(Source) -> bool) -> bool {
    if path.as_os_str() == "-" {
        take(Source::Stdin)
    } else if path.is_dir() {
        visit_folder(path, is_only, take)
    } else if is_only {
        take(Source::File(Name::of_argument(path)))
    } else {
        take(Source::File(Name::new(path, path)))
    }
}

fn visit_folder(folder: &Path, is_only: bool, take: &mut dyn FnMut(Source) -> bool) -> bool {
    for entry in WalkDir::new(folder).follow_links(true).sort_by_file_name() {
        let source = match entry {
            Ok(entry) if entry.file_type().is_file() => {
                let inner = entry.path().strip_prefix(folder).ok().filter(|_| is_only);
                let relative = inner.unwrap_or(entry.path());
                Source::InFolder(Name::new(entry.path(), relative))
            }
            Ok(_) => continue,
            Err(error) => {
                let path = error.path().unwrap_or(folder).to_owned();
                Source::Unlisted(Name::of_argument(&path), cause(error))
            }
        };
        if !take(source) {
            return false;
        }
    }
    take(Source::FolderEnd(Name::of_argument(folder)))
}

/// Reads paths from a file, one a line, or each ended by a zero byte, as `find -print0` writes them.
fn visit_list(list: &Path, take: &mut dyn FnMut(Source) -> bool) -> bool {
    let file: io::Result<Box<dyn Read>> = if list.as_os_str() == "-" {
        Ok(Box::new(io::stdin()))
    } else {
        File::open(list).map(|file| Box::new(file) as _)
    };
    let read = file.and_then(|file| {
        let mut file = BufReader::new(file);
        let end = if file.fill_buf()?.contains(&0) { 0 } else { b'\n' };
        for line in file.split(end) {
            let line = line?;
            let line = if end == b'\n' { line.strip_suffix(b"\r").unwrap_or(&line) } else { &line };
            if !line.is_empty() && !visit_path(&path_of_bytes(line), false, take) {
                return Ok(false);
            }
        }
        Ok(true)
    });
    read.unwrap_or_else(|error| take(Source::Unlisted(Name::of_argument(list), error)))
}

fn path_of_bytes(bytes: &[u8]) -> PathBuf {
    #[cfg(unix)]
    let path = <OsStr as std::os::unix::ffi::OsStrExt>::from_bytes(bytes).into();
    #[cfg(not(unix))]
    let path = String::from_utf8_lossy(bytes).into_owned().into();
    path
}

/// Returns the cause of an error without the path, since each message begins with it.
fn cause(error: walkdir::Error) -> io::Error {
    match error.loop_ancestor() {
        Some(ancestor) => io::Error::other(format!("a link back to {}", ancestor.display())),
        None => error.into_io_error().unwrap_or_else(|| io::Error::other("cannot be listed")),
    }
}

/// Whether a file of a folder is a page by its name.
pub fn is_named_page(name: &OsStr, plain: bool) -> bool {
    let name = name.to_string_lossy().to_ascii_lowercase();
    let name = [".gz", ".zst"].iter().find_map(|ending| name.strip_suffix(ending)).unwrap_or(&name);
    let endings: &[&str] = if plain { &[".txt"] } else { &[".html", ".htm", ".xhtml", ".shtml"] };
    endings.iter().any(|ending| name.ends_with(ending))
}
