//! Flattened text: lines without markup, such as a WET record or a copied page.

use crate::article::Article;

pub(crate) fn extract(_text: &str) -> Article {
    Article::default()
}
