//! Extracts pages from bytes as they come from the network: the charset is that of the HTTP header, of the page itself,
//! or detected.
//!
//! ```sh
//! cargo run --release --example bytes_and_charset
//! ```

use maintext::{Error, Extractor, Input};

/// "The café by the quay is open again." in windows-1252, where byte 0xE9 is é.
const WINDOWS_1252: &[u8] = b"<p>The caf\xE9 by the quay is open again, said its owner, who had closed it in spring.";

/// The same, with a declaration in the page.
const DECLARED: &[u8] = b"<meta charset=windows-1252>\
    <p>The caf\xE9 by the quay is open again, said its owner, who had closed it in spring.";

/// A response body that nobody decompressed.
const GZIP: &[u8] = b"\x1F\x8B\x08\0\0\0\0\0\0\x03";

fn main() -> Result<(), Error> {
    let extractor = Extractor::default();

    // The label of a Content-Type header wins over everything but a byte order mark.
    let article = extractor.extract(Input::bytes(WINDOWS_1252).with_charset("windows-1252"))?;
    println!("from the header:  {}", article.text());

    // Without a header, the page's own declaration counts.
    let article = extractor.extract(Input::bytes(DECLARED))?;
    println!("from the page:    {}", article.text());

    // Without either, the charset is detected from the bytes.
    let article = extractor.extract(Input::bytes(WINDOWS_1252))?;
    println!("detected:         {}", article.text());

    // Bytes that are not a page are an error that says what they are.
    if let Err(error) = extractor.extract(Input::bytes(GZIP)) {
        println!("compressed: {}  {error}", error.is_compressed());
    }
    Ok(())
}
