//! The limits of an article's outputs: time and bytes.

use super::Article;
use crate::html::limits::{Budget, Clock, Limit};
use crate::select::{Decision, Selection};
use once_cell::sync::OnceCell;
use std::fmt::{self, Write};
#[cfg(feature = "_internals")]
use std::time::Duration;

/// The limits that hold for the outputs of an article, and the first one that an output exceeded.
#[derive(Clone, Debug, Default)]
pub(in crate::api) struct OutputLimits {
    /// See [`Options::with_max_time`](crate::Options::with_max_time).
    clock: Clock,
    /// See [`Options::with_max_output_bytes`](crate::Options::with_max_output_bytes).
    max_bytes: Option<usize>,
    exceeded: OnceCell<Limit>,
}

impl OutputLimits {
    /// The limits of a page that has been read with this budget.
    pub fn new(budget: &Budget, max_bytes: Option<usize>) -> OutputLimits {
        OutputLimits { clock: Clock::after(budget), max_bytes, exceeded: OnceCell::new() }
    }

    /// Lets the clock advance.
    #[cfg(feature = "_internals")]
    pub fn spend(&self, time: Duration) {
        self.clock.spend(time);
    }

    /// Notes that an output exceeded a limit.
    pub fn note(&self, limit: Limit) {
        // Only the first one is kept.
        let _ = self.exceeded.set(limit);
    }

    /// The maximum size of an output.
    #[cfg(feature = "serde")]
    pub fn max_bytes(&self) -> Option<usize> {
        self.max_bytes
    }

    /// Whether an output of `used` bytes may have `size` bytes more. Adds them if so.
    pub fn fits(&self, used: &mut usize, size: usize) -> bool {
        let found = used.saturating_add(size);
        if let Some(limit) = self.max_bytes.filter(|&limit| found > limit) {
            self.note(Limit::OutputBytes { limit, found });
            return false;
        }
        *used = found;
        true
    }

    /// Drops the last items if all together have more bytes than an output may have.
    pub(super) fn cut<T>(&self, mut items: Vec<T>, size: impl Fn(&T) -> usize) -> Vec<T> {
        let mut used = 0;
        let count = items.iter().take_while(|item| self.fits(&mut used, size(item))).count();
        items.truncate(count);
        items
    }

    /// Runs some work with the time that is left. Fails if it was not enough.
    pub fn run<T>(&self, work: impl FnOnce(Budget) -> T) -> Result<T, Limit> {
        self.clock.run(work).inspect_err(|&limit| self.note(limit))
    }
}

/// A string of limited length.
struct Bounded {
    text: String,
    limit: usize,
    /// The length that exceeded the limit.
    exceeding: Option<usize>,
}

impl Write for Bounded {
    fn write_str(&mut self, piece: &str) -> fmt::Result {
        let length = self.text.len() + piece.len();
        if length > self.limit {
            self.exceeding = Some(length);
            return Err(fmt::Error);
        }
        self.text.push_str(piece);
        Ok(())
    }
}

impl Article {
    /// Returns an error if an output of this article exceeded a limit of the [`Options`](crate::Options), such as
    /// [`Options::with_max_time`](crate::Options::with_max_time).
    ///
    /// An output that would exceed [`Options::with_max_output_bytes`](crate::Options::with_max_output_bytes) has only what
    /// fits, and one that is not finished in time is empty. The functions that return outputs do not report this. Call this one
    /// after them: it returns the first limit that was exceeded. For the article of an error
    /// ([`Error::partial`](crate::Error::partial)), this is the limit in the error.
    ///
    /// # Errors
    ///
    /// The limit. It converts to an [`Error`](crate::Error).
    ///
    /// ```
    /// use maintext::{Extractor, Limit, Options};
    ///
    /// let page = "<p>A sentence about <a href='https://example.org/rivers'>rivers</a>, which is here.<p>Another one, after it.";
    /// let options = Options::new().with_content_selector("body")?.with_max_output_bytes(80);
    /// let article = Extractor::new(options).extract(page)?;
    /// assert_eq!(article.text(), "A sentence about rivers, which is here.\n\nAnother one, after it.");
    /// assert!(article.check_limits().is_ok());
    /// assert_eq!(article.markdown(), "A sentence about [rivers](https://example.org/rivers), which is here.\n");
    /// assert!(matches!(article.check_limits(), Err(Limit::OutputBytes { limit: 80, .. })));
    /// # Ok::<(), maintext::Error>(())
    /// ```
    pub fn check_limits(&self) -> Result<(), Limit> {
        self.limits.exceeded.get().map_or(Ok(()), |&limit| Err(limit))
    }

    /// Notes the limit that the page itself exceeded.
    pub(in crate::api) fn exceeding(mut self, limit: Limit) -> Article {
        self.limits.exceeded = OnceCell::with_value(limit);
        self
    }

    /// Computes an output in the time that is left. An output that is not finished in time is empty.
    pub(super) fn in_time<T: Default>(&self, compute: impl FnOnce(Budget) -> T) -> T {
        self.limits.run(compute).unwrap_or_default()
    }

    /// Writes an output of the main text within the limits.
    ///
    /// `write` writes the output of a selection of blocks. If the whole main text has too many bytes, the first blocks
    /// that fit are written. Fails if the time is up.
    pub(super) fn write_within_limits(
        &self,
        out: &mut dyn Write,
        write: impl Fn(&Selection, Budget, &mut dyn Write) -> fmt::Result,
    ) -> fmt::Result {
        let result = self.limits.run(|budget| match self.limits.max_bytes {
            Some(limit) => {
                let written = |selection: &Selection| {
                    let mut bounded = Bounded { text: String::new(), limit, exceeding: None };
                    let result = write(selection, budget, &mut bounded);
                    if let Some(found) = bounded.exceeding {
                        self.limits.note(Limit::OutputBytes { limit, found });
                    }
                    result.ok().map(|()| bounded.text)
                };
                let text = written(&self.selection).unwrap_or_else(|| self.longest_written(budget, written));
                budget.check_time().map_err(|_| fmt::Error)?;
                out.write_str(&text)
            }
            None => write(&self.selection, budget, out),
        });
        result.unwrap_or(Err(fmt::Error))
    }

    /// Finds the longest output by bisection of the number of kept blocks.
    fn longest_written(&self, budget: Budget, written: impl Fn(&Selection) -> Option<String>) -> String {
        let all = &self.selection.kept;
        let kept: Vec<usize> = (0..all.len()).filter(|&block| all[block]).collect();
        let first = |count: usize| {
            let end = kept.get(count).copied().unwrap_or(all.len());
            let kept = all.iter().enumerate().map(|(block, &kept)| kept && block < end).collect();
            Selection::new(kept, Decision::OutputLimit)
        };
        let mut longest = written(&first(0)).unwrap_or_default();
        let (mut fitting, mut exceeding) = (0, kept.len());
        while exceeding - fitting > 1 && !budget.is_over() {
            let count = fitting.midpoint(exceeding);
            match written(&first(count)) {
                Some(text) => (fitting, longest) = (count, text),
                None => exceeding = count,
            }
        }
        longest
    }
}
