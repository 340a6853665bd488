//! Pages made by code, so that every run and every machine has the same bytes.

pub mod hostile;
pub mod ordinary;
