//! Levels of headings without gaps.

use crate::page::blocks::BlockKind;

/// Gives the headings of a document their levels, in order.
pub(super) struct Outline {
    /// The level of the highest headings.
    top: u8,
    /// The levels, in the page, of the headings around the current one.
    around: Vec<u8>,
}

impl Outline {
    /// For a document with blocks of these kinds. Its highest headings are of level 1 where the page has them so, else of
    /// level 2, below the title.
    pub fn new(kinds: impl Iterator<Item = BlockKind>) -> Outline {
        let levels = kinds.filter_map(|kind| match kind {
            BlockKind::Heading(level) => Some(level),
            _ => None,
        });
        let highest = levels.min().unwrap_or(2);
        Outline { top: highest.min(2), around: Vec::new() }
    }

    /// Returns the level in the document of the next heading, which has `level` in the page.
    pub fn level(&mut self, level: u8) -> u8 {
        while self.around.last().is_some_and(|&last| last >= level) {
            self.around.pop();
        }
        self.around.push(level);
        (self.top + self.around.len() as u8 - 1).min(6)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_have_no_gaps() {
        let levels = |given: &[u8]| {
            let mut outline = Outline::new(given.iter().map(|&level| BlockKind::Heading(level)));
            given.iter().map(|&level| outline.level(level)).collect::<Vec<_>>()
        };
        assert_eq!(levels(&[2, 3, 3, 2]), [2, 3, 3, 2]);
        assert_eq!(levels(&[2, 5, 6, 4, 2]), [2, 3, 4, 3, 2]);
        assert_eq!(levels(&[1, 3]), [1, 2]);
        assert_eq!(levels(&[4, 4, 5]), [2, 2, 3]);
        assert_eq!(levels(&[3, 2, 3]), [2, 2, 3]);
    }
}
