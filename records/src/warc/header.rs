//! The header of a WARC record: a version and named fields.

use crate::error::Cause;

/// Maximum bytes of shown input in a message.
const MAX_SHOWN: usize = 40;

/// The fields of a header. Names are compared without regard to case.
#[derive(Debug, Default)]
pub struct Header {
    fields: Vec<(String, String)>,
}

impl Header {
    /// Parses the lines of a header, without the empty line that ends it.
    pub fn parse(bytes: &[u8]) -> Result<Header, Cause> {
        let mut lines = bytes.split(|&byte| byte == b'\n').map(|line| line.strip_suffix(b"\r").unwrap_or(line));
        let version = lines.next().unwrap_or_default();
        if !version.starts_with(b"WARC/") {
            return Err(Cause::Version { found: shown(version) });
        }
        let mut header = Header::default();
        for line in lines.filter(|line| !line.is_empty()) {
            let text = String::from_utf8_lossy(line);
            // A line that begins with white space continues the one before it.
            if let (true, Some((_, value))) = (text.starts_with([' ', '\t']), header.fields.last_mut()) {
                value.push(' ');
                value.push_str(text.trim());
                continue;
            }
            let (name, value) = text.split_once(':').ok_or_else(|| Cause::HeaderLine { found: shown(line) })?;
            header.fields.push((name.trim().to_owned(), value.trim().to_owned()));
        }
        Ok(header)
    }

    /// The value of a field, if it is not empty.
    pub fn get(&self, name: &str) -> Option<&str> {
        let field = self.fields.iter().find(|(found, _)| found.eq_ignore_ascii_case(name));
        field.map(|(_, value)| value.as_str()).filter(|value| !value.is_empty())
    }

    /// The URL of the record. Some programs write it in angle brackets.
    pub fn url(&self) -> Option<String> {
        let url = self.get("WARC-Target-URI")?;
        Some(url.strip_prefix('<').and_then(|url| url.strip_suffix('>')).unwrap_or(url).to_owned())
    }

    /// The length of the block after the header.
    pub fn length(&self) -> Result<u64, Cause> {
        let length = self.get("Content-Length").ok_or(Cause::NoLength)?;
        length.parse().map_err(|_| Cause::InvalidLength { found: shown(length.as_bytes()) })
    }
}

/// The first bytes of input, for a message.
pub fn shown(bytes: &[u8]) -> String {
    String::from_utf8_lossy(&bytes[..bytes.len().min(MAX_SHOWN)]).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_have_no_case_and_lines_may_be_continued() {
        let header =
            Header::parse(b"WARC/1.0\r\nwarc-target-uri: <https://example.org/\r\n  a>\r\nCONTENT-LENGTH: 12\nX:\r\n");
        let header = header.unwrap();
        assert_eq!(header.url().as_deref(), Some("https://example.org/ a"));
        assert_eq!((header.length().unwrap(), header.get("X")), (12, None));
    }
}
