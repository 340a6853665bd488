//! The error of loading a model file.

/// The reason why a model file cannot be loaded.
///
/// ```
/// use maintext::{LearnedScorer, ModelError};
///
/// let error = LearnedScorer::from_bytes(b"GIF89a").unwrap_err();
/// assert!(matches!(error, ModelError::Malformed { .. }));
/// assert_eq!(error.to_string(), "invalid model file: missing signature");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ModelError {
    /// The bytes are not a model file, or the file is truncated or damaged.
    #[error("invalid model file: {reason}")]
    Malformed {
        /// The fault that was found.
        reason: &'static str,
    },
    /// The file has a version of the format that this release cannot read.
    #[error("unsupported model file: format version {found}, expected version {expected}")]
    Version {
        /// The version of the file.
        found: u32,
        /// The version that this release reads.
        expected: u32,
    },
    /// The model was trained on other features than this release computes. Their number may still be the same.
    #[error(
        "incompatible model file: trained on another set of {found} features, expected the {expected} of this release"
    )]
    Features {
        /// The number of features of the file.
        found: usize,
        /// The number of features of this release.
        expected: usize,
    },
}

impl ModelError {
    pub(super) const fn malformed(reason: &'static str) -> ModelError {
        ModelError::Malformed { reason }
    }
}
