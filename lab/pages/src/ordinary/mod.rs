//! Pages to measure with, made by code so that every run and every machine measures the same bytes.

mod documentation;
mod forum;
mod news;
mod product;
mod prose;

use news::Size;

/// A made page.
pub struct Page {
    pub name: &'static str,
    pub html: String,
}

/// All pages: news at three sizes, a forum thread, a product and a page of documentation.
pub fn all() -> Vec<Page> {
    vec![
        Page { name: "news_small", html: news::page(Size::Small) },
        Page { name: "news_medium", html: news::page(Size::Medium) },
        Page { name: "news_large", html: news::page(Size::Large) },
        Page { name: "forum", html: forum::page() },
        Page { name: "product", html: product::page() },
        Page { name: "documentation", html: documentation::page() },
    ]
}
