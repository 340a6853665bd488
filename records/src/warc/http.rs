//! The header of an archived HTTP response.

use crate::body::Coding;
use crate::error::Cause;

/// Maximum number of fields of an HTTP header.
const MAX_FIELDS: usize = 256;

/// What the header of an HTTP response says about its body.
#[derive(Debug, Default)]
pub struct Response {
    pub status: Option<u16>,
    pub content_type: Option<String>,
    /// The codings of the body, in the order in which they are undone.
    pub codings: Vec<Coding>,
}

impl Response {
    /// Parses a header with the empty line that ends it. Fields that are invalid are ignored.
    pub fn parse(header: &[u8]) -> Result<Response, Cause> {
        let mut fields = [httparse::EMPTY_HEADER; MAX_FIELDS];
        let mut response = httparse::Response::new(&mut fields);
        httparse::ParserConfig::default()
            .allow_spaces_after_header_name_in_responses(true)
            .allow_obsolete_multiline_headers_in_responses(true)
            .allow_multiple_spaces_in_response_status_delimiters(true)
            .ignore_invalid_headers_in_responses(true)
            .parse_response(&mut response, header)
            .map_err(Cause::Http)?;
        let values = |name: &'static str| {
            let fields = response.headers.iter().filter(move |field| field.name.eq_ignore_ascii_case(name));
            fields.map(|field| String::from_utf8_lossy(field.value).trim().to_owned()).filter(|value| !value.is_empty())
        };
        let codings = |name| {
            let mut codings: Vec<Coding> = values(name)
                .flat_map(|list| list.split(',').filter_map(Coding::from_name).collect::<Vec<_>>())
                .collect();
            codings.reverse();
            codings
        };
        let codings = [codings("Transfer-Encoding"), codings("Content-Encoding")].concat();
        Ok(Response { status: response.code, content_type: values("Content-Type").next(), codings })
    }
}

/// Returns the length of the header at the start of a message, with the empty line that ends it.
pub fn header_end(bytes: &[u8]) -> Option<usize> {
    memchr::memchr_iter(b'\n', bytes).find_map(|at| match &bytes[at + 1..] {
        [b'\n', ..] => Some(at + 2),
        [b'\r', b'\n', ..] => Some(at + 3),
        _ => None,
    })
}

/// Whether a media type is that of a page. `None` if its name does not tell.
pub fn is_html(content_type: Option<&str>) -> Option<bool> {
    let media_type = content_type.unwrap_or_default().split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    match media_type.as_str() {
        "text/html" | "application/xhtml+xml" | "application/vnd.wap.xhtml+xml" => Some(true),
        "" | "unknown" | "unknown/unknown" | "application/unknown" | "*/*" => None,
        _ => Some(false),
    }
}
