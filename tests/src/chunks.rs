//! Properties of chunks and of the positions of blocks, links and images.

use maintext::{Article, ChunkOptions};

/// Checks that chunks cover the text, and agree with it and with themselves.
pub fn check(article: &Article, max_chars: usize, overlap: usize) {
    let text = article.text();
    let options = ChunkOptions::new().with_max_chars(max_chars).with_overlap(overlap);
    let chunks = article.chunks(&options);
    // The end of the text covered so far.
    let mut covered = 0;
    let mut chars_before = Counter::default();
    for chunk in &chunks {
        let (range, chars) = (chunk.range(), chunk.char_range());
        assert_eq!(chunk.text(), &text[range.clone()]);
        assert_eq!(chars.start, chars_before.count(text, range.start));
        assert_eq!(chars.len(), chunk.text().chars().count());
        assert!((1..=max_chars).contains(&chars.len()) && !chunk.text().trim().is_empty(), "{:?}", chunk.text());
        match range.start.checked_sub(covered) {
            Some(gap) => assert!(text[covered..covered + gap].trim().is_empty(), "{:?} is lost", &text[covered..]),
            None => assert!(overlap > 0),
        }
        assert!(range.end > covered);
        covered = range.end;
        for link in chunk.links() {
            assert!(link.range().start < range.end && link.range().end > range.start);
        }
        assert!(chunk.blocks().all(|block| block.score() >= chunk.min_score()));
        let first = chunk.blocks().next().unwrap().range().unwrap();
        let last = chunk.blocks().last().unwrap().range().unwrap();
        assert!(first.start <= range.start && range.end <= last.end && first.end > range.start);
    }
    let again = article.chunks(&options);
    if article.check_limits().is_err() {
        // The last chunks are missing.
        return;
    }
    assert!(text[covered..].trim().is_empty());
    assert_eq!(chunks.len(), again.len());
    let same = chunks.iter().zip(&again);
    assert!({ same }.all(|(one, other)| one.range() == other.range() && one.markdown() == other.markdown()));
}

/// Counts the characters before positions that mostly grow.
#[derive(Default)]
struct Counter {
    byte: usize,
    chars: usize,
}

impl Counter {
    fn count(&mut self, text: &str, byte: usize) -> usize {
        self.chars = match byte.checked_sub(self.byte) {
            Some(_) => self.chars + text[self.byte..byte].chars().count(),
            None => self.chars - text[byte..self.byte].chars().count(),
        };
        self.byte = byte;
        self.chars
    }
}

/// Checks that blocks and links have their positions in the text, in order.
pub fn check_positions(article: &Article) {
    let text = article.text();
    let mut chars_before = Counter::default();
    for block in article.blocks().filter(|block| block.is_content()) {
        let (range, chars) = (block.range().unwrap(), block.char_range().unwrap());
        assert_eq!(&text[range.clone()], block.text());
        assert_eq!(chars.start, chars_before.count(text, range.start));
        assert_eq!(chars.len(), block.text().chars().count());
    }
    let mut end = 0;
    for link in article.links() {
        assert_eq!(link.text(), &text[link.range()]);
        assert!(link.range().start >= end, "links overlap");
        end = link.range().end;
    }
    assert!(article.images().filter(|image| image.is_main()).count() <= 1);
}
