//! Cuts a text into chunks of a limited length, between blocks where that is possible.

use crate::html::limits::Budget;
use crate::page::blocks::BlockKind;
use std::ops::Range;

/// How chunks are cut.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rule {
    /// The maximum length of a chunk in characters, at least 1.
    pub max_chars: usize,
    /// The maximum number of blocks that a chunk repeats from the end of the previous one.
    pub overlap: usize,
}

/// A block of the text that is cut.
#[derive(Clone, Debug)]
pub(crate) struct TextBlock {
    pub range: Range<usize>,
    pub kind: BlockKind,
}

/// Cuts a text into byte ranges. They are in order and cover the text, except for the white space between them.
pub(crate) fn cuts(text: &str, blocks: &[TextBlock], rule: Rule, budget: Budget) -> Vec<Range<usize>> {
    let cutter = Cutter { text, blocks, rule };
    let mut cuts = Vec::new();
    let mut start = 0;
    // The end of the last chunk: with an overlap, the next one begins before it.
    let mut done = 0;
    // The first block that does not end before the chunk.
    let mut block = 0;
    while done < text.len() && !budget.is_over_at(cuts.len()) {
        while blocks.get(block).is_some_and(|block| block.range.end <= start) {
            block += 1;
        }
        let end = cutter.end(start, done, block);
        // The indentation of code can be longer than a chunk.
        if !text[start..end].trim().is_empty() {
            cuts.push(start..end);
        }
        done = end + cutter.gap_after(end);
        start = cutter.overlap_start(start..end, done).unwrap_or(done);
    }
    cuts
}

struct Cutter<'t> {
    text: &'t str,
    blocks: &'t [TextBlock],
    rule: Rule,
}

impl Cutter<'_> {
    /// Returns the end of the chunk that begins at `start`. The end is after `done`.
    fn end(&self, start: usize, done: usize, first: usize) -> usize {
        let limit = self.after_chars(start, self.rule.max_chars);
        if limit == self.text.len() {
            return limit;
        }
        let half = self.after_chars(start, self.rule.max_chars / 2);
        let within = self.blocks[first..].iter().take_while(|block| block.range.end <= limit).count();
        let ends = || (first..first + within).rev().take_while(|&at| self.blocks[at].range.end > done);
        let end_of = |at: usize| self.blocks[at].range.end;
        // Lists and tables are cut only if the chunk would be less than half full without a part of them.
        let whole = ends().take_while(|&at| end_of(at) >= half).find(|&at| self.may_end(at) && !self.is_in_group(at));
        if let Some(at) = whole.or_else(|| ends().find(|&at| self.may_end(at))) {
            return end_of(at);
        }
        let last_end = ends().next().map(end_of);
        let from = last_end.unwrap_or(start.max(done));
        let kind = self.blocks.get(first + within).map(|block| block.kind);
        let has_text = |end: &usize| !self.text[from..*end].trim().is_empty();
        let part = &self.text[from..limit];
        let line = || part.rfind('\n').filter(|_| kind == Some(BlockKind::Preformatted));
        let end = line().or_else(|| last_sentence_end(part)).or_else(|| part.rfind(char::is_whitespace));
        let end = end.map(|end| from + self.text[from..from + end].trim_end().len()).filter(has_text);
        end.or(last_end).unwrap_or(limit)
    }

    /// Returns the byte that is `chars` characters after `start`, or the end of the text.
    fn after_chars(&self, start: usize, chars: usize) -> usize {
        self.text[start..].char_indices().nth(chars).map_or(self.text.len(), |(at, _)| start + at)
    }

    /// Whether a chunk may end after a block, rather than keep it with the next one: not after a heading, a term, the
    /// first row of a table, or the words that introduce a list or code.
    fn may_end(&self, at: usize) -> bool {
        use BlockKind::*;
        let kind = |at: usize| self.blocks.get(at).map(|block| block.kind);
        let is_first_row = || kind(at + 1) == Some(TableRow) && at.checked_sub(1).and_then(kind) != Some(TableRow);
        match self.blocks[at].kind {
            Heading(_) | Term => false,
            TableRow => !is_first_row(),
            _ => {
                let is_followed = matches!(kind(at + 1), Some(ListItem | TableRow | Preformatted | Quote | Term));
                !(is_followed && self.text[self.blocks[at].range.clone()].ends_with([':', '：']))
            }
        }
    }

    /// Whether the block and the next one belong to one list or table.
    fn is_in_group(&self, at: usize) -> bool {
        use BlockKind::*;
        let next = self.blocks.get(at + 1).map(|block| block.kind);
        matches!(
            (self.blocks[at].kind, next),
            (ListItem, Some(ListItem)) | (TableRow, Some(TableRow)) | (Definition, Some(Term | Definition))
        )
    }

    /// The length of the white space between two chunks. The indentation of a line of code belongs to the second one.
    fn gap_after(&self, end: usize) -> usize {
        let rest = &self.text[end..];
        let gap = &rest[..rest.len() - rest.trim_start().len()];
        let line = gap.rfind('\n').map_or(gap.len(), |at| at + 1);
        let is_short = gap[line..].chars().count() <= self.rule.max_chars / 2;
        let in_block = self.blocks.partition_point(|block| block.range.end <= end + line);
        let is_code = self.blocks.get(in_block).is_some_and(|block| {
            block.kind == BlockKind::Preformatted
                && block.range.start <= end + line
                && end + gap.len() < self.text.len()
        });
        if is_code && is_short { line } else { gap.len() }
    }

    /// Returns the start of the next chunk if it repeats blocks from the end of this one, at most half a chunk.
    fn overlap_start(&self, chunk: Range<usize>, done: usize) -> Option<usize> {
        let first = self.blocks.partition_point(|block| block.range.end <= chunk.start);
        let end = self.blocks.partition_point(|block| block.range.end <= chunk.end);
        let is_at_edge = end > first && self.blocks[end - 1].range.end == chunk.end;
        if self.rule.overlap == 0 || !is_at_edge || done >= self.text.len() {
            return None;
        }
        let mut left = self.rule.max_chars / 2;
        let mut start = None;
        let mut from = done;
        for block in self.blocks[first..end].iter().rev().take(self.rule.overlap) {
            let chars = self.text[block.range.start..from].chars().take(left + 1).count();
            if chars > left || block.range.start <= chunk.start {
                break;
            }
            left -= chars;
            from = block.range.start;
            start = Some(from);
        }
        start
    }
}

/// Returns the end of the last complete sentence in a text, including the quotation marks and brackets after it.
fn last_sentence_end(text: &str) -> Option<usize> {
    let mut last = None;
    let mut chars = text.char_indices().peekable();
    // A sentence ends here if white space follows, and no lower-case letter after that.
    let mut end = None;
    while let Some((at, c)) = chars.next() {
        let after = at + c.len_utf8();
        match c {
            '.' | '!' | '?' | '…' => end = Some(after),
            '。' | '！' | '？' | '｡' => (end, last) = (Some(after), Some(after)),
            ')' | ']' | '"' | '\'' | '”' | '’' | '»' => end = end.map(|_| after),
            '」' | '』' | '）' => {
                last = if end.is_some() && last == end { Some(after) } else { last };
                end = end.map(|_| after);
            }
            c if c.is_whitespace() => {
                let next = chars.peek().map(|&(_, c)| c);
                if !next.is_some_and(|next| next.is_lowercase() || next.is_whitespace()) {
                    last = end.or(last);
                    end = None;
                }
            }
            _ => end = None,
        }
    }
    last
}

#[cfg(test)]
mod tests {
    use super::*;
    use BlockKind::*;

    /// The chunks of blocks, each with its kind; they are joined by empty lines.
    fn chunks(blocks: &[(BlockKind, &str)], max_chars: usize, overlap: usize) -> Vec<String> {
        let mut text = String::new();
        let mut list = Vec::new();
        for (kind, block) in blocks {
            text.push_str(if text.is_empty() { "" } else { "\n\n" });
            list.push(TextBlock { range: text.len()..text.len() + block.len(), kind: *kind });
            text.push_str(block);
        }
        let cuts = cuts(&text, &list, Rule { max_chars, overlap }, Budget::NONE);
        cuts.into_iter().map(|range| text[range].to_owned()).collect()
    }

    #[test]
    fn chunk_ends_between_blocks() {
        let blocks = [(Paragraph, "One two."), (Paragraph, "Three."), (Paragraph, "Four five six.")];
        assert_eq!(chunks(&blocks, 20, 0), ["One two.\n\nThree.", "Four five six."]);
        assert_eq!(chunks(&blocks, 100, 0).len(), 1);
    }

    #[test]
    fn heading_stays_with_the_text_below_it() {
        let blocks = [(Paragraph, "One two."), (Heading(2), "Three"), (Paragraph, "Four five six.")];
        assert_eq!(chunks(&blocks, 22, 0), ["One two.", "Three\n\nFour five six."]);
        let long = [(Heading(2), "Three"), (Paragraph, "Four five. Six seven.")];
        assert_eq!(chunks(&long, 20, 0), ["Three\n\nFour five.", "Six seven."]);
    }

    #[test]
    fn introduction_stays_with_its_list_and_first_row_with_the_second() {
        let list = [(Paragraph, "Words."), (Paragraph, "Boats:"), (ListItem, "Tern"), (ListItem, "Gull")];
        assert_eq!(chunks(&list, 16, 0), ["Words.", "Boats:\n\nTern", "Gull"]);
        let table = [(Paragraph, "Words."), (TableRow, "Port\tOpen"), (TableRow, "Wick\tyes"), (TableRow, "Arn\tno")];
        assert_eq!(chunks(&table, 20, 0), ["Words.", "Port\tOpen\n\nWick\tyes", "Arn\tno"]);
    }

    #[test]
    fn table_that_fits_into_a_chunk_stays_whole_after_half_a_chunk() {
        let blocks = [(Paragraph, "Twenty characters, no."), (ListItem, "Tern one"), (ListItem, "Gull two")];
        assert_eq!(chunks(&blocks, 36, 0), ["Twenty characters, no.", "Tern one\n\nGull two"]);
    }

    #[test]
    fn long_block_is_cut_at_sentences_then_words_then_characters() {
        assert_eq!(chunks(&[(Paragraph, "One two. Three four. Five.")], 12, 0), ["One two.", "Three four.", "Five."]);
        assert_eq!(chunks(&[(Paragraph, "one two three four")], 10, 0), ["one two", "three four"]);
        assert_eq!(chunks(&[(Paragraph, "ééééééé")], 3, 0), ["ééé", "ééé", "é"]);
        assert_eq!(chunks(&[(Paragraph, "潮が引く。船が出る。")], 7, 0), ["潮が引く。", "船が出る。"]);
        assert_eq!(chunks(&[(Preformatted, "a = 1\n  b = 2\nc")], 9, 0), ["a = 1", "  b = 2\nc"]);
        assert_eq!(chunks(&[(Preformatted, "        a\n b")], 3, 0), ["a", " b"]);
    }

    #[test]
    fn sentence_does_not_end_before_a_lower_case_letter() {
        assert_eq!(last_sentence_end("Boats, e.g. ferries, leave."), None);
        assert_eq!(last_sentence_end("\"Come in.\" He left"), Some(10));
    }

    #[test]
    fn overlap_repeats_whole_blocks_up_to_half_a_chunk() {
        let blocks = [(Paragraph, "One."), (Paragraph, "Two."), (Paragraph, "Three."), (Paragraph, "Four.")];
        assert_eq!(chunks(&blocks, 16, 1), ["One.\n\nTwo.", "Two.\n\nThree.", "Three.\n\nFour."]);
        assert_eq!(chunks(&blocks, 10, 1), ["One.\n\nTwo.", "Three.", "Four."]);
    }
}
