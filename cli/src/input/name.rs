//! Names of inputs, as messages and records show them.

use std::borrow::Cow;
use std::fmt;
use std::path::{Path, PathBuf};

/// The path of an input, with its form in messages and records.
///
/// A path that is not valid UTF-8, or has control characters, is escaped as `$'...'` of shells does it: `\xff` for a byte, `\\` for a
/// backslash. Other paths are shown as they are.
#[derive(Clone, Debug)]
pub struct Name {
    /// The path; `-` for standard input.
    pub path: PathBuf,
    /// The path relative to the only folder of the command line, or the name of its only file; the whole path if there are several.
    pub relative: PathBuf,
    shown: String,
    /// Whether the shown path is escaped.
    pub is_escaped: bool,
}

impl Name {
    pub fn new(path: &Path, relative: &Path) -> Name {
        let (shown, is_escaped) = match escape(path) {
            Cow::Borrowed(shown) => (shown.to_owned(), false),
            Cow::Owned(escaped) => (escaped, true),
        };
        Name { path: path.to_owned(), relative: relative.to_owned(), shown, is_escaped }
    }

    /// The name of a file that the command line names.
    pub fn of_argument(path: &Path) -> Name {
        Name::new(path, path.file_name().map_or(path, Path::new))
    }

    pub fn shown(&self) -> &str {
        &self.shown
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.shown)
    }
}

/// Escapes a path that is not text without control characters.
pub fn escape(path: &Path) -> Cow<'_, str> {
    if let Some(text) = path.to_str().filter(|text| !text.contains(char::is_control)) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::new();
    for chunk in path.as_os_str().as_encoded_bytes().utf8_chunks() {
        for character in chunk.valid().chars() {
            match character {
                '\\' => escaped.push_str("\\\\"),
                control if control.is_control() => {
                    let mut bytes = [0; 4];
                    control.encode_utf8(&mut bytes).bytes().for_each(|byte| escaped += &format!("\\x{byte:02x}"));
                }
                other => escaped.push(other),
            }
        }
        chunk.invalid().iter().for_each(|byte| escaped += &format!("\\x{byte:02x}"));
    }
    Cow::Owned(escaped)
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    #[test]
    fn bytes_that_are_not_text_are_escaped() {
        let shown = |bytes: &[u8]| escape(Path::new(OsStr::from_bytes(bytes))).into_owned();
        assert_eq!(shown(b"caf\xe9\\\n\xc3\xa9.html"), "caf\\xe9\\\\\\x0aé.html");
        assert_eq!(shown(b"a\\b \xc3\xa9.html"), "a\\b é.html");
    }
}
