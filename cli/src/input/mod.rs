//! From the paths of the command line to the pages that they hold.
//!
//! [`name`]: how a path is shown; [`sources`]: the files that paths stand for; [`open`]: the bytes and the format of a
//! file; [`tasks`]: the pages of a file.

pub mod name;
pub mod open;
pub mod sources;
pub mod tasks;

pub use name::Name;
pub use sources::Sources;
pub use tasks::{Content, Origin, Task, TaskReader};
