//! Tests of the library from outside, by topic.

mod charsets;
mod chunks;
mod comments;
mod environment;
mod fallback;
mod first_lines;
mod flattened;
mod fuzz;
mod html;
mod html5lib;
mod json;
mod layers;
mod limits;
mod markdown;
mod metadata;
mod nesting;
mod outputs;
mod pages;
mod parse;
mod properties;
mod scorers;
mod selectors;
mod soup;
mod threads;
mod tokenizer;
mod tree;
