//! Reads the little-endian numbers of a model file; every read past the end is an error.

use crate::error::ErrorKind;

pub(crate) struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    pub fn new(bytes: &'a [u8]) -> Reader<'a> {
        Reader { rest: bytes }
    }

    pub fn bytes(&mut self, count: usize) -> Result<&'a [u8], ErrorKind> {
        if count > self.rest.len() {
            return Err(ErrorKind::MalformedModel { found: "fewer bytes than it declares" });
        }
        let (bytes, rest) = self.rest.split_at(count);
        self.rest = rest;
        Ok(bytes)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], ErrorKind> {
        let mut array = [0; N];
        array.copy_from_slice(self.bytes(N)?);
        Ok(array)
    }

    pub fn u16(&mut self) -> Result<u16, ErrorKind> {
        Ok(u16::from_le_bytes(self.array()?))
    }

    pub fn u32(&mut self) -> Result<u32, ErrorKind> {
        Ok(u32::from_le_bytes(self.array()?))
    }

    pub fn f32(&mut self) -> Result<f32, ErrorKind> {
        Ok(f32::from_le_bytes(self.array()?))
    }

    pub fn is_at_end(&self) -> bool {
        self.rest.is_empty()
    }
}
