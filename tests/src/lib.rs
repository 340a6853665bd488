//! Properties of every input, shared by the tests and the fuzz targets.
//!
//! Each of the modules [`input`], [`limits`], [`markup`], [`metadata`], [`model`], [`outputs`], [`selectors`] and
//! [`tokenizer`] has a function `check` for the fuzz target of the same name. It panics if a property does not hold. The
//! tests run it on the seeds. The other modules hold what these checks share; [`all_outputs`] lists the outputs whose time
//! and memory are tested.

pub mod all_outputs;
pub mod article;
pub mod chunks;
pub mod front_matter;
pub mod html;
pub mod input;
pub mod limits;
pub mod markdown;
pub mod markup;
pub mod metadata;
pub mod model;
pub mod outputs;
pub mod page;
pub mod selectors;
pub mod tokenizer;
