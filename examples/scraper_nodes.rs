//! Uses a page that `scraper` has already parsed, and goes from the article back to the nodes of that page: the main text
//! with its original markup.
//!
//! ```sh
//! cargo run --release --example scraper_nodes
//! ```

use maintext::scraper::{ElementRef, Html};
use maintext::{Error, Extractor};

const PAGE: &str = "<title>On rivers</title><nav><a href=/>Home</a> <a href=/maps>Maps</a></nav>\
    <article><h1>On rivers</h1><p class=lead>Rivers carry water, and with it <dfn>sand</dfn>, from the mountains to the \
    sea.</p><p>In this way they have shaped the land that people live on for thousands of years.</p></article>\
    <footer><a href=/terms>Terms of use</a></footer>";

fn main() -> Result<(), Error> {
    let page = Html::parse_document(PAGE);
    let article = Extractor::default().extract(&page)?;

    println!("Every block, with its element:");
    for block in article.blocks() {
        let element = block.node_id().and_then(|id| page.tree.get(id)).and_then(ElementRef::wrap);
        let name = element.map_or("none", |element| element.value().name());
        println!("  {:7} {name:6} {}", if block.is_content() { "kept" } else { "dropped" }, block.text());
    }

    println!("The elements of the main text, as the page has them:");
    for element in article.node_ids().filter_map(|id| page.tree.get(id)).filter_map(ElementRef::wrap) {
        println!("  {}", element.html());
    }
    Ok(())
}
