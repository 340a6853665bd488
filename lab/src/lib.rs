//! Measures maintext on annotated pages and exports features for training.

pub mod corpus;
pub mod evaluate;
pub mod export;
pub mod hostile;
pub mod measures;
pub mod soak;
pub mod words;
