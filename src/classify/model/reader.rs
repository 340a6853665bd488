//! Reads the little-endian numbers of a model file; every read past the end is an error.

/// The reason why a model file cannot be loaded.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ModelError {
    /// The file is damaged, cut short, or of another format.
    #[error("the model file has {found}: expected a file written by training/train.py")]
    Malformed {
        /// The fault that was found.
        found: &'static str,
    },
    /// The file has another version of the format.
    #[error("the model file is of version {found}: expected {expected}")]
    Version {
        /// The version of the file.
        found: u32,
        /// The version that this crate reads.
        expected: u32,
    },
    /// The model was trained on other features than this version of the crate computes.
    #[error("the model was trained on {found} other features: expected the {expected} of this version of the crate")]
    Features {
        /// The number of features of the file.
        found: usize,
        /// The number of features of this crate.
        expected: usize,
    },
}

pub(crate) struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    pub fn new(bytes: &'a [u8]) -> Reader<'a> {
        Reader { rest: bytes }
    }

    pub fn bytes(&mut self, count: usize) -> Result<&'a [u8], ModelError> {
        if count > self.rest.len() {
            return Err(ModelError::Malformed { found: "fewer bytes than it declares" });
        }
        let (bytes, rest) = self.rest.split_at(count);
        self.rest = rest;
        Ok(bytes)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], ModelError> {
        let mut array = [0; N];
        array.copy_from_slice(self.bytes(N)?);
        Ok(array)
    }

    pub fn u16(&mut self) -> Result<u16, ModelError> {
        Ok(u16::from_le_bytes(self.array()?))
    }

    pub fn u32(&mut self) -> Result<u32, ModelError> {
        Ok(u32::from_le_bytes(self.array()?))
    }

    pub fn f32(&mut self) -> Result<f32, ModelError> {
        Ok(f32::from_le_bytes(self.array()?))
    }

    pub fn is_at_end(&self) -> bool {
        self.rest.is_empty()
    }
}
