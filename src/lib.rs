//! The main text of a web page, without the junk around it.
#![forbid(unsafe_code)]
#![deny(missing_docs)]
