//! Measures and trains maintext: reads annotated pages, judges what the extractor makes of them, and exports features.

pub mod corpus;
pub mod evaluate;
pub mod export;
pub mod hostile;
pub mod measures;
pub mod soak;
pub mod words;
