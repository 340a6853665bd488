//! Writers of what is kept.

pub(crate) mod text;
