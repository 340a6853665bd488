//! The limit of output bytes: an output has as many whole blocks as fit.

use super::Article;
use crate::select::Selection;
use std::fmt::{self, Write};

/// A string of limited length.
struct Bounded {
    text: String,
    limit: usize,
}

impl Write for Bounded {
    fn write_str(&mut self, piece: &str) -> fmt::Result {
        if piece.len() > self.limit - self.text.len() {
            return Err(fmt::Error);
        }
        self.text.push_str(piece);
        Ok(())
    }
}

impl Article {
    /// Writes an output of the main text within [`Options::with_max_output_bytes`](crate::Options::with_max_output_bytes).
    ///
    /// `write` writes the output of a selection of blocks. If the whole main text does not fit, the first blocks that do are written.
    pub(super) fn write_within_limit(
        &self,
        out: &mut dyn Write,
        write: impl Fn(&Selection, &mut dyn Write) -> fmt::Result,
    ) -> fmt::Result {
        let Some(limit) = self.max_output_bytes else { return write(&self.selection, out) };
        let written = |selection: &Selection| {
            let mut bounded = Bounded { text: String::new(), limit };
            write(selection, &mut bounded).ok().map(|()| bounded.text)
        };
        let text = written(&self.selection).unwrap_or_else(|| self.longest_written(written));
        out.write_str(&text)
    }

    /// Finds the longest output by bisection of the number of kept blocks.
    fn longest_written(&self, written: impl Fn(&Selection) -> Option<String>) -> String {
        let all = &self.selection.kept;
        let kept: Vec<usize> = (0..all.len()).filter(|&block| all[block]).collect();
        let first = |count: usize| {
            let end = kept.get(count).copied().unwrap_or(all.len());
            Selection { kept: all.iter().enumerate().map(|(block, &kept)| kept && block < end).collect() }
        };
        let mut longest = written(&first(0)).unwrap_or_default();
        let (mut fitting, mut exceeding) = (0, kept.len());
        while exceeding - fitting > 1 {
            let count = fitting.midpoint(exceeding);
            match written(&first(count)) {
                Some(text) => (fitting, longest) = (count, text),
                None => exceeding = count,
            }
        }
        longest
    }
}
