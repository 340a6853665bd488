//! What an interrupted run has written.
//!
//! The output itself says which pages are done, since each record has its path and its number. A part of a record at the end
//! is cut off.

use crate::dedup;
use crate::input::Name;
use crate::output::Compression;
use maintext_records::Place;
use serde::Deserialize;
use std::collections::HashMap;
use std::fs::{File, OpenOptions};
use std::io::{self, BufRead, BufReader, Read, Seek};
use std::path::Path;

/// Why a run cannot go on.
#[derive(Debug, thiserror::Error)]
pub enum ResumeError {
    #[error("cannot be read: {0}")]
    Read(#[from] io::Error),
    #[error("line {line} is not a record of this program: {error}")]
    Record { line: usize, error: serde_json::Error },
    #[error("line {line} has no path or no text: --resume needs both, so name them in --fields")]
    Fields { line: usize },
}

/// The parts of a record that tell which page it is.
#[derive(Deserialize)]
struct Line {
    path: Option<String>,
    record: Option<u64>,
    text: Option<String>,
}

/// The pages that are done.
#[derive(Default)]
pub struct Done {
    files: HashMap<String, Records>,
    /// Hashes of the texts, in order, if duplicates are dropped.
    pub hashes: Vec<u64>,
    pub count: u64,
}

/// The records of a file that are done: a bit for each.
#[derive(Default)]
struct Records {
    bits: Vec<u64>,
    last: u64,
    /// Whether the records were written in their order, so that those before the last one are done, too.
    is_ordered: bool,
    is_whole: bool,
}

impl Done {
    /// Reads an output, cuts off what is not whole, and returns it to be appended to.
    pub fn read(path: &Path, compression: Compression, with_hashes: bool) -> Result<(Done, File), ResumeError> {
        let file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path)?;
        let mut done = Done::default();
        let mut reader = BufReader::with_capacity(1 << 16, file);
        let mut whole = 0;
        let mut line = 0;
        loop {
            let mut text = Vec::new();
            let read = match compression {
                Compression::None => reader.read_until(b'\n', &mut text).map(|_| ()),
                Compression::Gzip if !reader.fill_buf()?.is_empty() => {
                    flate2::bufread::GzDecoder::new(&mut reader).read_to_end(&mut text).map(|_| ())
                }
                Compression::Zstd if !reader.fill_buf()?.is_empty() => {
                    zstd::stream::read::Decoder::with_buffer(&mut reader)?
                        .single_frame()
                        .read_to_end(&mut text)
                        .map(|_| ())
                }
                _ => Ok(()),
            };
            // A damaged or cut member, or a cut line, is the end of what is whole.
            if read.is_err() || text.last() != Some(&b'\n') {
                break;
            }
            for record in text.split_inclusive(|&byte| byte == b'\n') {
                line += 1;
                done.add(record, line, with_hashes)?;
            }
            whole = reader.stream_position()?;
        }
        let mut file = reader.into_inner();
        file.set_len(whole)?;
        file.seek(io::SeekFrom::End(0))?;
        Ok((done, file))
    }

    fn add(&mut self, record: &[u8], line: usize, with_hashes: bool) -> Result<(), ResumeError> {
        let found: Line = serde_json::from_slice(record).map_err(|error| ResumeError::Record { line, error })?;
        let path = found.path.ok_or(ResumeError::Fields { line })?;
        if with_hashes {
            let text = found.text.ok_or(ResumeError::Fields { line })?;
            if !text.is_empty() {
                self.hashes.push(dedup::hash(&text));
            }
        }
        self.count += 1;
        let records = self.files.entry(path).or_insert_with(|| Records { is_ordered: true, ..Records::default() });
        let Some(number) = found.record else {
            records.is_whole = true;
            return Ok(());
        };
        let (word, bit) = (number as usize / 64, number % 64);
        if records.bits.len() <= word {
            records.bits.resize(word + 1, 0);
        }
        records.bits[word] |= 1 << bit;
        records.is_ordered &= number > records.last;
        records.last = records.last.max(number);
        Ok(())
    }

    /// Whether a page is done. In an output that `is_ordered`, a page that was filtered is known to be done by a later
    /// record of the same file.
    pub fn has(&self, name: &Name, place: Option<Place>, is_ordered: bool) -> bool {
        let Some(records) = self.files.get(name.shown()) else { return false };
        match place {
            None => records.is_whole,
            Some(place) if is_ordered && records.is_ordered => place.record <= records.last,
            Some(place) => {
                records.bits.get(place.record as usize / 64).is_some_and(|word| word & (1 << (place.record % 64)) != 0)
            }
        }
    }
}
