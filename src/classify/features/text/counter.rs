//! Counts words and characters of a text in one pass.

use crate::classify::features::text::function_words::{self, FunctionWords};
use crate::classify::features::text::stats::TextStats;
use crate::text::char_class::CharClass;
use crate::text::unsegmented::is_unsegmented;
use crate::text::word_filter::WordFilter;
use crate::text::word_hash::{Hash, WordHash};
use crate::text::words::Word;

/// Characters of a script without spaces that count as one word: the mean word of Chinese and Japanese has 1.5 to 2
/// characters (Xue 2003, "Chinese word segmentation as character tagging").
const CHARS_PER_UNSEGMENTED_WORD: f32 = 2.0;

/// Words that have counts of their own.
pub(crate) struct WordLists<'t> {
    /// The words of the page title, sorted.
    title: &'t [Hash],
    title_filter: WordFilter,
    function_words: &'static FunctionWords,
}

impl<'t> WordLists<'t> {
    pub fn new(title: &'t [Hash]) -> WordLists<'t> {
        WordLists { title, title_filter: title.iter().collect(), function_words: function_words::function_words() }
    }

    fn is_in_title(&self, hash: Hash) -> bool {
        self.title_filter.may_contain(hash) && self.title.binary_search(&hash).is_ok()
    }
}

/// A word of a text, and the position of the byte after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct RecordedWord {
    pub word: Word,
    pub end: u32,
}

/// The words of a text that are recorded: all words if they are at most `max_words`, and otherwise at least those that end within
/// the first `start_bytes` and the last `end_bytes`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Recording {
    pub max_words: u32,
    pub start_bytes: usize,
    pub end_bytes: usize,
}

/// Counts over `text`. Replaces `words` by words of the text, as [`crate::text::words::words`] finds them, in order.
pub(crate) fn count(text: &str, lists: &WordLists, recording: Recording, words: &mut Vec<RecordedWord>) -> TextStats {
    words.clear();
    let mut counter = Counter::new(text, lists, recording, words);
    while let Some(&byte) = text.as_bytes().get(counter.at as usize) {
        let at = counter.at as usize;
        counter.at += match CharClass::of(byte) {
            CharClass::Lower | CharClass::Upper | CharClass::Digit => counter.ascii_run(&text.as_bytes()[at..]),
            CharClass::Space => counter.ascii_space(byte),
            CharClass::Symbol => counter.ascii_punctuation(byte),
            CharClass::NotAscii => text[at..].chars().next().map_or(1, |c| counter.non_ascii(c)),
        } as u32;
    }
    counter.finish(text)
}

/// The state of the pass over a text.
struct Counter<'t> {
    stats: TextStats,
    lists: &'t WordLists<'t>,
    word: WordHash,
    in_word: bool,
    word_is_number: bool,
    words: &'t mut Vec<RecordedWord>,
    max_words: u32,
    /// Words that end up to the first position, and from the second one on, are recorded in any case.
    start_end: u32,
    end_start: u32,
    /// The position of what is being read.
    at: u32,
    /// The word so far, since the last apostrophe or mark within it.
    part: Part,
    last: char,
    /// Characters since white space or since a character of a script without spaces.
    token: u32,
    longest_token: u32,
    spaced_words: u32,
    unsegmented: u32,
    /// Letters and digits.
    alphanumeric: u32,
    digits: u32,
    capitals: u32,
    /// Characters that are neither letters nor digits nor white space.
    punctuation: u32,
    capitalized: u32,
    function_words: u32,
}

/// The letters and digits of a word since its start, or since the last punctuation character within it.
enum Part {
    /// The word has no punctuation: the part is the word.
    Whole,
    /// There are none since the punctuation.
    Empty,
    Started {
        hash: WordHash,
        is_number: bool,
    },
}

impl Part {
    fn started(&self) -> (WordHash, bool) {
        match *self {
            Part::Started { hash, is_number } => (hash, is_number),
            Part::Whole | Part::Empty => (WordHash::default(), true),
        }
    }
}

impl<'t> Counter<'t> {
    fn new(
        text: &str,
        lists: &'t WordLists<'t>,
        recording: Recording,
        words: &'t mut Vec<RecordedWord>,
    ) -> Counter<'t> {
        Counter {
            stats: TextStats::default(),
            lists,
            word: WordHash::default(),
            in_word: false,
            word_is_number: false,
            words,
            max_words: recording.max_words,
            start_end: recording.start_bytes as u32,
            end_start: text.len().saturating_sub(recording.end_bytes) as u32,
            at: 0,
            part: Part::Whole,
            last: ' ',
            token: 0,
            longest_token: 0,
            spaced_words: 0,
            unsegmented: 0,
            alphanumeric: 0,
            digits: 0,
            capitals: 0,
            punctuation: 0,
            capitalized: 0,
            function_words: 0,
        }
    }

    /// Reads the run of letters and digits at the start of `bytes`, and a space that follows the whole word. The run is not
    /// empty. Returns the number of bytes read; the end of the text counts as such a space.
    fn ascii_run(&mut self, bytes: &[u8]) -> usize {
        let (mut counts, mut length) = (0, 0);
        let mut word = self.word;
        for &byte in &bytes[..bytes.len().min(MAX_RUN)] {
            let count = COUNTS[usize::from(byte)];
            if count == ENDS_RUN {
                break;
            }
            // No branches here: a processor could not predict them.
            counts += count;
            word.push_ascii(byte);
            length += 1;
        }
        let (capitals, digits) = (counts % DIGIT, counts / DIGIT);
        self.alphanumeric += length;
        self.digits += digits;
        self.capitals += capitals;
        self.token += length;
        if !self.in_word {
            self.spaced_words += 1;
            self.capitalized += u32::from(bytes[0].is_ascii_uppercase());
            // The common case: a word between spaces.
            if matches!(bytes.get(length as usize), Some(b' ') | None) {
                let word = Word { hash: word.finish(), is_number: digits == length };
                self.end_token();
                self.record(word, self.at + length);
                self.count_word(word);
                self.last = ' ';
                return length as usize + 1;
            }
            self.start_word();
        }
        self.word = word;
        self.word_is_number &= digits == length;
        if !matches!(self.part, Part::Whole) {
            let (mut hash, is_number) = self.part.started();
            bytes[..length as usize].iter().for_each(|&byte| hash.push_ascii(byte));
            self.part = Part::Started { hash, is_number: is_number && digits == length };
        }
        self.last = 'a';
        length as usize
    }

    fn start_word(&mut self) {
        self.in_word = true;
        self.word_is_number = true;
        self.part = Part::Whole;
    }

    /// Reads a character beyond ASCII and returns its length.
    fn non_ascii(&mut self, c: char) -> usize {
        if !c.is_alphanumeric() {
            return self.non_ascii_punctuation(c);
        }
        self.alphanumeric += 1;
        if is_unsegmented(c) {
            self.unsegmented_letter(c);
        } else {
            if !self.in_word {
                self.spaced_words += 1;
                self.capitalized += u32::from(c.is_uppercase());
                self.start_word();
            }
            let is_digit = c.is_numeric();
            self.capitals += u32::from(c.is_uppercase());
            self.digits += u32::from(is_digit);
            self.word_is_number &= is_digit;
            self.word.push(c);
            if !matches!(self.part, Part::Whole) {
                let (mut hash, is_number) = self.part.started();
                hash.push(c);
                self.part = Part::Started { hash, is_number: is_number && is_digit };
            }
            self.token += 1;
        }
        self.last = c;
        c.len_utf8()
    }

    /// Reads a letter of a script without spaces.
    fn unsegmented_letter(&mut self, c: char) {
        self.end_token();
        self.end_part();
        let word = Word::single(c);
        self.record(word, self.at + c.len_utf8() as u32);
        self.unsegmented += 1;
        self.function_words += u32::from(function_words::contains_char(c));
        self.stats.title_words +=
            if self.lists.is_in_title(word.hash) { 1.0 / CHARS_PER_UNSEGMENTED_WORD } else { 0.0 };
        self.stats.add_word(word);
        self.end_word();
    }

    /// Reads white space of ASCII and returns its length.
    fn ascii_space(&mut self, byte: u8) -> usize {
        self.end_token();
        self.end_word();
        let ends_sentence = matches!(byte, b' ' | b'\n' | b'\t') && matches!(self.last, '.' | '!' | '?');
        self.stats.sentences += f32::from(u8::from(ends_sentence));
        self.last = char::from(byte);
        1
    }

    /// Reads a punctuation character of ASCII and returns its length.
    fn ascii_punctuation(&mut self, byte: u8) -> usize {
        self.punctuation += 1;
        self.token += 1;
        // An apostrophe does not end a word.
        if byte == b'\'' {
            self.end_part();
        } else {
            self.end_word();
        }
        self.stats.count_ascii_punctuation(byte);
        self.last = char::from(byte);
        1
    }

    /// Reads a character beyond ASCII that is neither a letter nor a digit, and returns its length.
    fn non_ascii_punctuation(&mut self, c: char) -> usize {
        if c.is_whitespace() {
            self.end_token();
            self.end_word();
        } else {
            self.punctuation += 1;
            self.end_part();
            if is_unsegmented(c) {
                self.end_token();
                self.record(Word::single(c), self.at + c.len_utf8() as u32);
            } else {
                self.token += 1;
            }
            // Apostrophes, soft hyphens and marks do not end a word.
            if !(matches!(c, '’' | '\u{ad}') || is_mark(c)) {
                self.end_word();
            }
        }
        self.stats.count_punctuation(c);
        self.last = c;
        c.len_utf8()
    }

    fn end_token(&mut self) {
        self.longest_token = self.longest_token.max(self.token);
        self.token = 0;
    }

    /// Adds a word to the recorded ones if the text may be short or the word is near its start or end.
    fn record(&mut self, word: Word, end: u32) {
        let may_be_short = self.spaced_words + self.unsegmented / 2 <= self.max_words;
        if may_be_short || end <= self.start_end || end >= self.end_start {
            self.words.push(RecordedWord { word, end });
        }
    }

    /// Ends the current part of the word, if there is one. The word itself may continue.
    fn end_part(&mut self) {
        if !self.in_word {
            return;
        }
        match std::mem::replace(&mut self.part, Part::Empty) {
            Part::Whole => self.record(Word { hash: self.word.finish(), is_number: self.word_is_number }, self.at),
            Part::Started { hash, is_number } => self.record(Word { hash: hash.finish(), is_number }, self.at),
            Part::Empty => {}
        }
    }

    /// Ends the current word, if there is one.
    fn end_word(&mut self) {
        if !self.in_word {
            return;
        }
        self.end_part();
        self.in_word = false;
        let word = Word { hash: std::mem::take(&mut self.word).finish(), is_number: self.word_is_number };
        self.count_word(word);
    }

    fn count_word(&mut self, word: Word) {
        self.stats.add_word(word);
        self.function_words += u32::from(self.lists.function_words.get(word.hash).is_some());
        if self.lists.is_in_title(word.hash) {
            self.stats.title_words += 1.0;
        }
    }

    fn finish(mut self, text: &str) -> TextStats {
        self.end_token();
        self.end_word();
        let mut stats = self.stats;
        stats.chars = (self.alphanumeric + self.punctuation) as f32;
        stats.letters = (self.alphanumeric - self.digits) as f32;
        stats.digits = self.digits as f32;
        stats.capitals = self.capitals as f32;
        stats.capitalized = self.capitalized as f32;
        stats.function_words = self.function_words as f32;
        stats.longest_token = self.longest_token as f32;
        stats.unsegmented = self.unsegmented as f32;
        stats.words = self.spaced_words as f32 + stats.unsegmented / CHARS_PER_UNSEGMENTED_WORD;
        stats.lines = 1.0 + memchr::memchr_iter(b'\n', text.as_bytes()).count() as f32;
        stats.look_at_ends(text);
        stats
    }
}

/// What a byte adds to the counts of a run: 1 for a capital letter, [`DIGIT`] for a digit.
static COUNTS: [u32; 256] = {
    let mut counts = [ENDS_RUN; 256];
    let mut byte = 0;
    while byte < counts.len() {
        if (byte as u8).is_ascii_alphanumeric() {
            counts[byte] = (byte as u8).is_ascii_uppercase() as u32 + DIGIT * (byte as u8).is_ascii_digit() as u32;
        }
        byte += 1;
    }
    counts
};

const DIGIT: u32 = 1 << 16;
const ENDS_RUN: u32 = u32::MAX;
/// Maximum number of bytes in a run, so that the count of capital letters stays below [`DIGIT`].
const MAX_RUN: usize = DIGIT as usize - 1;

/// Whether a character is a combining mark of a script that needs them within words. `char::is_alphanumeric` accepts
/// only some of these. Ranges from the Unicode code charts.
fn is_mark(c: char) -> bool {
    matches!(u32::from(c), 0x0300..=0x036f | 0x0591..=0x05c7 | 0x064b..=0x065f | 0x0900..=0x0dff | 0x200c..=0x200d)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::classify::features::tokens::of_text::MAX_SHORT_WORDS;
    use crate::text::words::{word_set, words};
    use fastrand::Rng;

    const NOTHING: Recording = Recording { max_words: 0, start_bytes: 0, end_bytes: 0 };

    fn count(text: &str, title: &[Hash]) -> TextStats {
        super::count(text, &WordLists::new(title), NOTHING, &mut Vec::new())
    }

    #[test]
    fn words_of_short_text_agree_with_words_module() {
        let chars: Vec<char> = "aB1é٣漢ฉ่฿'’\u{301}ि\u{ad} .,/-".chars().collect();
        let mut rng = Rng::with_seed(1);
        for _ in 0..256 {
            let text: String = (0..rng.usize(..=60)).map(|_| chars[rng.usize(..chars.len())]).collect();
            let (mut found, mut expected) = (Vec::new(), Vec::new());
            let recording = Recording { max_words: MAX_SHORT_WORDS, start_bytes: 9, end_bytes: 7 };
            let stats = super::count(&text, &WordLists::new(&[]), recording, &mut found);
            words(&text, |word| expected.push(word));
            let found_words = |range: std::ops::Range<usize>| -> Vec<Word> {
                found.iter().filter(|found| range.contains(&(found.end as usize))).map(|found| found.word).collect()
            };
            if stats.words <= MAX_SHORT_WORDS as f32 {
                assert_eq!(found_words(0..usize::MAX), expected, "{text:?}");
            }
            // The texts around white space have the words that end there.
            for (at, _) in text.char_indices().filter(|(_, c)| c.is_whitespace()) {
                let (mut before, mut after) = (Vec::new(), Vec::new());
                words(&text[..at], |word| before.push(word));
                words(&text[at..], |word| after.push(word));
                if at <= 9 {
                    assert_eq!(found_words(0..at + 1), before, "{text:?} before {at}");
                }
                if at + 7 >= text.len() {
                    assert_eq!(found_words(at + 1..usize::MAX), after, "{text:?} after {at}");
                }
            }
        }
    }

    #[test]
    fn sentence_has_words_numbers_commas_and_sentence_ends() {
        let stats = count("It's the 3rd of May, 2024. Don't stop!", &word_set("stop May"));
        assert_eq!((stats.words, stats.numbers, stats.commas, stats.sentences), (8.0, 1.0, 1.0, 2.0));
        assert_eq!((stats.title_words, stats.ends_sentence, stats.is_truncated), (2.0, true, false));
    }

    #[test]
    fn japanese_characters_count_as_half_words() {
        let stats = count("今日は天気がよいので散歩に出かけました。", &[]);
        assert_eq!((stats.words, stats.sentences), (9.5, 1.0));
    }

    #[test]
    fn hindi_words_keep_their_marks() {
        let stats = count("यह एक वाक्य है।", &[]);
        assert_eq!((stats.words, stats.sentences), (4.0, 1.0));
    }

    #[test]
    fn text_with_ellipsis_at_end_is_truncated() {
        for text in ["With the onset of ...", "With the onset of…", "more [...]"] {
            assert!(count(text, &[]).is_truncated, "{text}");
        }
    }

    #[test]
    fn pattern_ignores_numbers_and_hash_does_not() {
        assert_eq!(count("12 comments", &[]).pattern, count("7 Comments", &[]).pattern);
        assert_ne!(count("12 comments", &[]).hash, count("7 Comments", &[]).hash);
    }
}
