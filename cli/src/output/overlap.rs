//! Outputs that would overwrite an input.

use same_file::is_same_file;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

/// Returns a message if writing to the file would destroy an input.
pub fn file_is_input<'a>(output: &Path, inputs: impl IntoIterator<Item = &'a Path>) -> Option<String> {
    let mut inputs = inputs.into_iter();
    let input = inputs.find(|input| is_same_file(input, output).unwrap_or(false))?;
    Some(format!("the output {} is the input {}: choose another file", output.display(), input.display()))
}

/// Returns a message if pages written to the folder could replace inputs, or be read as inputs.
pub fn folder_has_input<'a>(output: &Path, inputs: impl IntoIterator<Item = &'a Path>) -> Option<String> {
    let folder = real_path(output)?;
    inputs.into_iter().find_map(|input| {
        let real = fs::canonicalize(input).ok()?;
        let (output, input) = (output.display(), input.display());
        if real.starts_with(&folder) {
            Some(format!("the input {input} is in the output folder {output}: choose another folder"))
        } else if folder.starts_with(&real) {
            Some(format!("the output folder {output} is in the input {input}: choose another folder"))
        } else {
            None
        }
    })
}

/// The path without links, also of a folder that does not exist yet.
fn real_path(path: &Path) -> Option<PathBuf> {
    let missing = |path: &Path| {
        let parent = path.parent().filter(|parent| *parent != OsStr::new("")).unwrap_or(Path::new("."));
        Some(real_path(parent)?.join(path.file_name()?))
    };
    fs::canonicalize(path).ok().or_else(|| missing(path))
}
