//! Reads the little-endian numbers of a model file.

use super::error::ModelError;

/// The rest of the bytes to read. Reading past the end is an error.
pub(super) struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    pub fn new(bytes: &'a [u8]) -> Reader<'a> {
        Reader { rest: bytes }
    }

    pub fn bytes(&mut self, count: usize) -> Result<&'a [u8], ModelError> {
        let (bytes, rest) = self.rest.split_at_checked(count).ok_or(ModelError::malformed("unexpected end of file"))?;
        self.rest = rest;
        Ok(bytes)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], ModelError> {
        let mut array = [0; N];
        array.copy_from_slice(self.bytes(N)?);
        Ok(array)
    }

    pub fn u32(&mut self) -> Result<u32, ModelError> {
        Ok(u32::from_le_bytes(self.array()?))
    }

    /// Reads `count` numbers.
    pub fn u16s(&mut self, count: usize) -> Result<impl ExactSizeIterator<Item = u16> + use<'a>, ModelError> {
        let (numbers, _) = self.bytes(count.saturating_mul(2))?.as_chunks();
        Ok(numbers.iter().map(|&bytes| u16::from_le_bytes(bytes)))
    }

    /// Reads `count` numbers.
    pub fn u32s(&mut self, count: usize) -> Result<impl ExactSizeIterator<Item = u32> + use<'a>, ModelError> {
        let (numbers, _) = self.bytes(count.saturating_mul(4))?.as_chunks();
        Ok(numbers.iter().map(|&bytes| u32::from_le_bytes(bytes)))
    }

    /// Fills `numbers` with finite numbers.
    pub fn fill(&mut self, numbers: &mut [f32]) -> Result<(), ModelError> {
        let (read, _) = self.bytes(size_of_val(numbers))?.as_chunks();
        let mut are_finite = true;
        for (number, &bytes) in numbers.iter_mut().zip(read) {
            *number = f32::from_le_bytes(bytes);
            are_finite &= number.is_finite();
        }
        match are_finite {
            true => Ok(()),
            false => Err(ModelError::malformed("a number is not finite")),
        }
    }

    /// Reads `N` finite numbers.
    pub fn finite<const N: usize>(&mut self) -> Result<[f32; N], ModelError> {
        let mut numbers = [0.0; N];
        self.fill(&mut numbers)?;
        Ok(numbers)
    }

    pub fn is_at_end(&self) -> bool {
        self.rest.is_empty()
    }
}
