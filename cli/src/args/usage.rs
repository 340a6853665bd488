//! Errors of the command line that the definition cannot express.

use super::{Arguments, Extract, Format};
use crate::page::JSON_FIELDS;
use clap::CommandFactory;
use clap::error::ErrorKind;
use maintext::{Extractor, Input};
use std::fmt::Display;
use std::path::Path;

/// Prints the message with the usage, and exits with status 2.
pub fn exit_with_usage(message: impl Display) -> ! {
    Arguments::command().error(ErrorKind::ValueValidation, message).exit()
}

impl Extract {
    /// Exits with status 2 if the arguments are invalid.
    pub fn check_or_exit(&self) {
        if let Err(message) = self.check() {
            exit_with_usage(message);
        }
    }

    fn check(&self) -> Result<(), String> {
        for path in &self.paths {
            if let Some(message) = url_as_path(path) {
                return Err(message);
            }
            if (path.as_os_str() == "true" || path.as_os_str() == "false") && !path.exists() {
                let value = path.display();
                return Err(format!("a value needs an equals sign, as in --links={value}; there is no file {value}"));
            }
        }
        self.check_url()?;
        if let Some(label) = &self.input.charset {
            // The library ignores unknown labels. Bytes that are not UTF-8 make it look at the label.
            let article = Extractor::default().extract(Input::bytes(b"<p>\xff").with_charset(label));
            if article.is_ok_and(|article| article.charset().is_some_and(|found| found.unknown_label().is_some())) {
                return Err(format!("unknown charset {label:?}: expected a label such as utf-8, latin1 or shift_jis"));
            }
        }
        if self.limits.max_time.is_some_and(|seconds| !(0.0..=1e9).contains(&seconds)) {
            return Err("--max-time needs a number of seconds from 0 to a thousand million".to_owned());
        }
        if self.filters.min_confidence.is_some_and(|confidence| !(0.0..=1.0).contains(&confidence)) {
            return Err("--min-confidence needs a number from 0 to 1".to_owned());
        }
        let unknown = self.output.fields.iter().flatten().find(|name| !JSON_FIELDS.contains(&name.as_str()));
        if let Some(name) = unknown {
            return Err(format!("unknown field {name:?} in --fields: expected {}", JSON_FIELDS.join(", ")));
        }
        let has_fields = self.output.fields.is_some() || !self.output.with.is_empty();
        let has_records = |format: Format| format == Format::Json || format.is_columns();
        if has_fields && self.output.format.is_some_and(|format| !has_records(format)) {
            return Err("--fields and --with need --format json".to_owned());
        }
        Ok(())
    }

    /// A URL belongs to one page.
    fn check_url(&self) -> Result<(), String> {
        let found = match &self.paths[..] {
            _ if self.input.url.is_none() => return Ok(()),
            _ if self.input.files_from.is_some() => "a list of files".to_owned(),
            [path] if path.is_dir() => format!("the folder {}", path.display()),
            [] | [_] => return Ok(()),
            paths => format!("a list of {} paths", paths.len()),
        };
        Err(format!("--url needs a single page or standard input, but there is {found}"))
    }
}

impl Format {
    /// Whether the format has the fields of JSON records as columns.
    pub fn is_columns(self) -> bool {
        #[cfg(feature = "parquet")]
        return self == Format::Parquet;
        #[cfg(not(feature = "parquet"))]
        false
    }
}

/// Returns a message if a path is a URL, which this program does not fetch.
pub fn url_as_path(path: &Path) -> Option<String> {
    let text = path.to_str()?;
    let (scheme, _) = text.split_once("://")?;
    let is_url = ["http", "https"].iter().any(|known| scheme.eq_ignore_ascii_case(known));
    (is_url && !path.exists()).then(|| {
        let quoted = format!("'{}'", text.replace('\'', "'\\''"));
        format!("maintext fetches nothing. To extract this page:\n\n  curl -sL {quoted} | maintext --url {quoted}")
    })
}
