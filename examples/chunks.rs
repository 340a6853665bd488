//! Cuts the main text into chunks for a retrieval index. Each chunk has the headings above it, so that it can be
//! understood alone, and its place in the text, so that an answer can be shown in its context.
//!
//! ```sh
//! cargo run --release --example chunks -- tests/pages/wiki-article/source.html
//! ```

use maintext::{ChunkOptions, Extractor, Input};
use std::error::Error;
use std::{env, fs};

/// Short enough to show several chunks of a small page. Embedding models take about 2,000 characters, the default.
const MAX_CHARS: usize = 200;

fn main() -> Result<(), Box<dyn Error>> {
    let extractor = Extractor::default();
    let options = ChunkOptions::new().with_max_chars(MAX_CHARS);
    for path in env::args().skip(1) {
        let bytes = fs::read(&path)?;
        let article = extractor.extract(Input::bytes(&bytes))?;
        for (number, chunk) in article.chunks(&options).iter().enumerate() {
            // What an index stores: an id, the text to embed, and where the text is from.
            let context: Vec<&str> = article.title().into_iter().chain(chunk.headings().iter().copied()).collect();
            let characters = chunk.char_range();
            println!("--- {path}#{number}, characters {} to {}", characters.start, characters.end);
            println!("[{}] score {:.2} or more", context.join(" > "), chunk.min_score());
            println!("{}\n", chunk.markdown());
        }
    }
    Ok(())
}
