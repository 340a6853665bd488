//! Files and folders that environment variables name.

use std::path::{Path, PathBuf};

/// Returns the path in an environment variable, if it is set. Tests run in the folder of their package; a relative path
/// is one from the root of the repository, where `cargo test` is run.
pub fn path(variable: &str) -> Option<PathBuf> {
    std::env::var_os(variable).map(|path| from_root(&path))
}

/// Resolves a path against the root of the repository.
pub fn from_root(path: impl AsRef<Path>) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path)
}
