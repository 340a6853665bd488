//! What the text of one block tells by itself, in one pass over its characters.

use super::function_words::{self, FunctionWords};
use crate::text::char_class::CharClass;
use crate::text::unsegmented::is_unsegmented;
use crate::text::word_hash::{Hash, WordHash};
use crate::text::words::Word;

/// Two characters of a script without spaces count as a word: the mean word of Chinese and Japanese has 1.5 to 2
/// characters (Xue 2003, "Chinese word segmentation as character tagging").
const CHARS_PER_UNSPACED_WORD: f32 = 2.0;

/// Counts over a text.
#[derive(Clone, Debug, Default)]
pub(crate) struct TextStats {
    /// Words; characters of unspaced scripts count as [`CHARS_PER_UNSPACED_WORD`]th of one.
    pub words: f32,
    /// Characters other than white space.
    pub chars: f32,
    pub letters: f32,
    pub digits: f32,
    /// Characters of scripts that are written without spaces.
    pub unspaced: f32,
    /// Words that begin with a capital.
    pub capitalised: f32,
    /// Capital letters.
    pub capitals: f32,
    pub commas: f32,
    /// `.`, `!`, `?` and their kin at the end of a word.
    pub sentences: f32,
    /// Words that bind sentences ("the", "und", "的").
    pub function_words: f32,
    /// Words that the page's title has too.
    pub title_words: f32,
    /// Signs that part the items of menus: `|`, `»`, `•`, `/` alone and the like.
    pub separators: f32,
    pub numbers: f32,
    pub lines: f32,
    pub longest_token: f32,
    pub ends_sentence: bool,
    /// Cut: ends in `...` or `…`.
    pub is_cut: bool,
    pub ends_colon: bool,
    pub asks: bool,
    pub has_copyright: bool,
    pub has_address_sign: bool,
    pub has_currency: bool,
    pub starts_lower: bool,
    /// Of the words in lower case, so that repeated text is found.
    pub hash: u64,
    /// Of the words with numbers left out, so that repeated patterns ("12 comments") are found.
    pub pattern: u64,
}

/// The words that are counted apart.
pub(crate) struct Counted<'t> {
    /// Those of the page's title, sorted.
    title: &'t [Hash],
    /// The bits of the lowest six bits of the title's hashes: settles most words.
    title_filter: u64,
    function_words: &'static FunctionWords,
}

impl<'t> Counted<'t> {
    pub fn new(title: &'t [Hash]) -> Counted<'t> {
        let title_filter = title.iter().fold(0, |filter, &hash| filter | filter_bit(hash));
        Counted { title, title_filter, function_words: function_words::function_words() }
    }

    fn is_in_title(&self, hash: Hash) -> bool {
        self.title_filter & filter_bit(hash) != 0 && self.title.binary_search(&hash).is_ok()
    }
}

/// Measures `text`, and gives the words of a short text, which are looked at once more: `words` then has what
/// [`crate::text::words::words`] hands on. Of a text of more than `most_words` it has some.
pub(crate) fn measure(text: &str, counted: &Counted, most_words: u32, words: &mut Vec<Word>) -> TextStats {
    words.clear();
    let mut measurer = Measurer::new(counted, most_words, words);
    let mut at = 0;
    while let Some(&byte) = text.as_bytes().get(at) {
        at += match CharClass::of(byte) {
            CharClass::Lower | CharClass::Upper | CharClass::Digit => measurer.ascii_run(&text.as_bytes()[at..]),
            CharClass::Space => measurer.space(byte),
            CharClass::Symbol => measurer.sign(byte),
            CharClass::NotAscii => text[at..].chars().next().map_or(1, |c| measurer.not_ascii(c)),
        };
    }
    measurer.finish(text)
}

/// Takes in a text character by character.
struct Measurer<'t> {
    stats: TextStats,
    counted: &'t Counted<'t>,
    word: WordHash,
    in_word: bool,
    word_is_number: bool,
    words: &'t mut Vec<Word>,
    most_words: u32,
    /// What has come of a word behind the last sign within it.
    part: Part,
    last: char,
    /// Characters since white space or a script without spaces.
    token: u32,
    longest_token: u32,
    spaced_words: u32,
    unspaced: u32,
    /// Letters and digits.
    alphanumeric: u32,
    digits: u32,
    capitals: u32,
    /// Characters that are neither letters nor digits nor white space.
    signs: u32,
    capitalised: u32,
    function_words: u32,
}

/// The letters and digits of a word since it began, or since the last sign within it.
enum Part {
    /// They are the whole word.
    Whole,
    /// There are none yet.
    Empty,
    Begun {
        hash: WordHash,
        is_number: bool,
    },
}

impl Part {
    fn begun(&self) -> (WordHash, bool) {
        match *self {
            Part::Begun { hash, is_number } => (hash, is_number),
            Part::Whole | Part::Empty => (WordHash::default(), true),
        }
    }
}

impl<'t> Measurer<'t> {
    fn new(counted: &'t Counted<'t>, most_words: u32, words: &'t mut Vec<Word>) -> Measurer<'t> {
        Measurer {
            stats: TextStats::default(),
            counted,
            word: WordHash::default(),
            in_word: false,
            word_is_number: false,
            words,
            most_words,
            part: Part::Whole,
            last: ' ',
            token: 0,
            longest_token: 0,
            spaced_words: 0,
            unspaced: 0,
            alphanumeric: 0,
            digits: 0,
            capitals: 0,
            signs: 0,
            capitalised: 0,
            function_words: 0,
        }
    }

    /// Takes in the letters and digits that the bytes begin with, or the first of them, and what ends the word if that is
    /// a space; how many bytes, where the end of the text counts as one.
    fn ascii_run(&mut self, bytes: &[u8]) -> usize {
        let (mut counts, mut length) = (0, 0);
        let mut word = self.word;
        for &byte in &bytes[..bytes.len().min(LONGEST_RUN)] {
            let count = COUNTS[usize::from(byte)];
            if count == ENDS_RUN {
                break;
            }
            // Without branches, which could not be foretold.
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
            self.capitalised += u32::from(bytes[0].is_ascii_uppercase());
            // Most words stand between spaces, or at an end.
            if matches!(bytes.get(length as usize), Some(b' ') | None) {
                let word = Word { hash: word.finish(), is_number: digits == length };
                self.end_token();
                self.found(word);
                self.count(word);
                self.last = ' ';
                return length as usize + 1;
            }
            self.start_word();
        }
        self.word = word;
        self.word_is_number &= digits == length;
        if !matches!(self.part, Part::Whole) {
            let (mut hash, is_number) = self.part.begun();
            bytes[..length as usize].iter().for_each(|&byte| hash.push_ascii(byte));
            self.part = Part::Begun { hash, is_number: is_number && digits == length };
        }
        self.last = 'a';
        length as usize
    }

    fn start_word(&mut self) {
        self.in_word = true;
        self.word_is_number = true;
        self.part = Part::Whole;
    }

    /// Takes in a character beyond ASCII; its length.
    fn not_ascii(&mut self, c: char) -> usize {
        if !c.is_alphanumeric() {
            return self.other(c);
        }
        self.alphanumeric += 1;
        if is_unsegmented(c) {
            self.unspaced(c);
        } else {
            if !self.in_word {
                self.spaced_words += 1;
                self.capitalised += u32::from(c.is_uppercase());
                self.start_word();
            }
            let is_digit = c.is_numeric();
            self.capitals += u32::from(c.is_uppercase());
            self.digits += u32::from(is_digit);
            self.word_is_number &= is_digit;
            self.word.push(c);
            if !matches!(self.part, Part::Whole) {
                let (mut hash, is_number) = self.part.begun();
                hash.push(c);
                self.part = Part::Begun { hash, is_number: is_number && is_digit };
            }
            self.token += 1;
        }
        self.last = c;
        c.len_utf8()
    }

    /// Takes in a letter of a script without spaces.
    fn unspaced(&mut self, c: char) {
        self.end_token();
        self.end_part();
        let single = Word::single(c);
        self.found(single);
        let hash = single.hash;
        self.unspaced += 1;
        self.function_words += u32::from(function_words::contains_char(c));
        let stats = &mut self.stats;
        stats.title_words += if self.counted.is_in_title(hash) { 0.5 } else { 0.0 };
        stats.hash = mix(stats.hash, hash);
        stats.pattern = mix(stats.pattern, hash);
        self.end_word();
    }

    /// Takes in white space of ASCII; its length.
    fn space(&mut self, byte: u8) -> usize {
        self.end_token();
        self.end_word();
        let ends_sentence = matches!(byte, b' ' | b'\n' | b'\t') && matches!(self.last, '.' | '!' | '?');
        self.stats.sentences += f32::from(u8::from(ends_sentence));
        self.last = char::from(byte);
        1
    }

    /// Takes in a sign of ASCII; its length.
    fn sign(&mut self, byte: u8) -> usize {
        self.signs += 1;
        self.token += 1;
        // An apostrophe within a word belongs to it.
        if byte == b'\'' {
            self.end_part();
        } else {
            self.end_word();
        }
        let stats = &mut self.stats;
        match byte {
            b',' | b';' => stats.commas += 1.0,
            b'|' | b'>' | b'/' => stats.separators += 1.0,
            b'@' => stats.has_address_sign = true,
            b'$' => stats.has_currency = true,
            b'?' => stats.asks = true,
            _ => {}
        }
        self.last = char::from(byte);
        1
    }

    /// Takes in what is beyond ASCII and neither letter nor digit; its length.
    fn other(&mut self, c: char) -> usize {
        if c.is_whitespace() {
            self.end_token();
            self.end_word();
        } else {
            self.signs += 1;
            self.end_part();
            if is_unsegmented(c) {
                self.end_token();
                self.found(Word::single(c));
            } else {
                self.token += 1;
            }
            // As above, and so does what marks a letter.
            if !(matches!(c, '’' | '\u{ad}') || is_mark(c)) {
                self.end_word();
            }
        }
        punctuation(&mut self.stats, c);
        self.last = c;
        c.len_utf8()
    }

    fn end_token(&mut self) {
        self.longest_token = self.longest_token.max(self.token);
        self.token = 0;
    }

    /// Takes note of a word of a text that may be short.
    fn found(&mut self, word: Word) {
        if self.spaced_words + self.unspaced / 2 <= self.most_words {
            self.words.push(word);
        }
    }

    /// Ends what the word has of letters and digits, if it has any; it may go on.
    fn end_part(&mut self) {
        if !self.in_word {
            return;
        }
        match std::mem::replace(&mut self.part, Part::Empty) {
            Part::Whole => self.found(Word { hash: self.word.finish(), is_number: self.word_is_number }),
            Part::Begun { hash, is_number } => self.found(Word { hash: hash.finish(), is_number }),
            Part::Empty => {}
        }
    }

    /// Ends the word, if one is open.
    fn end_word(&mut self) {
        if !self.in_word {
            return;
        }
        self.end_part();
        self.in_word = false;
        let word = Word { hash: std::mem::take(&mut self.word).finish(), is_number: self.word_is_number };
        self.count(word);
    }

    /// Counts a whole word.
    fn count(&mut self, word: Word) {
        let Word { hash, is_number } = word;
        let stats = &mut self.stats;
        stats.hash = mix(stats.hash, hash);
        if is_number {
            stats.numbers += 1.0;
        } else {
            stats.pattern = mix(stats.pattern, hash);
        }
        self.function_words += u32::from(self.counted.function_words.get(hash).is_some());
        if self.counted.is_in_title(hash) {
            stats.title_words += 1.0;
        }
    }

    fn finish(mut self, text: &str) -> TextStats {
        self.end_token();
        self.end_word();
        let mut stats = self.stats;
        stats.chars = (self.alphanumeric + self.signs) as f32;
        stats.letters = (self.alphanumeric - self.digits) as f32;
        stats.digits = self.digits as f32;
        stats.capitals = self.capitals as f32;
        stats.capitalised = self.capitalised as f32;
        stats.function_words = self.function_words as f32;
        stats.longest_token = self.longest_token as f32;
        stats.unspaced = self.unspaced as f32;
        stats.words = self.spaced_words as f32 + stats.unspaced / CHARS_PER_UNSPACED_WORD;
        stats.lines = 1.0 + memchr::memchr_iter(b'\n', text.as_bytes()).count() as f32;
        ending(&mut stats, text);
        stats
    }
}

/// What a byte of a run of letters and digits adds to its counts: 1 for a capital, [`DIGIT`] for a digit.
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
/// So that the counts do not run over.
const LONGEST_RUN: usize = DIGIT as usize - 1;

fn filter_bit(hash: Hash) -> u64 {
    1 << (hash % u64::BITS)
}

/// Punctuation beyond ASCII.
fn punctuation(stats: &mut TextStats, c: char) {
    match c {
        '،' | '，' | '、' | '；' | '؛' => stats.commas += 1.0,
        '。' | '！' | '？' | '।' | '؟' | '۔' | '։' => stats.sentences += 1.0,
        '»' | '›' | '•' | '·' | '→' | '«' | '‹' => stats.separators += 1.0,
        '©' => stats.has_copyright = true,
        '€' | '£' | '¥' | '₹' | '₽' | '₴' | '₩' => stats.has_currency = true,
        _ => {}
    }
    stats.asks |= matches!(c, '？' | '؟');
}

fn ending(stats: &mut TextStats, text: &str) {
    stats.starts_lower = text.chars().next().is_some_and(char::is_lowercase);
    // Most texts end in a letter, which tells nothing.
    if text.as_bytes().last().is_some_and(u8::is_ascii_alphanumeric) {
        return;
    }
    let bare = text
        .trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '”' | '’' | '\'' | ')' | ']' | '»' | '」'));
    stats.is_cut = bare.ends_with("...") || bare.ends_with('…') || text.ends_with("[…]") || text.ends_with("[...]");
    let last = bare.chars().next_back();
    stats.ends_sentence = matches!(last, Some('.' | '!' | '?' | '。' | '！' | '？' | '।' | '؟' | '۔' | '…'));
    stats.ends_colon = matches!(last, Some(':' | '：'));
    if matches!(last, Some('.' | '!' | '?')) {
        stats.sentences += 1.0;
    }
}

fn mix(hash: u64, word: Hash) -> u64 {
    (hash.rotate_left(5) ^ u64::from(word)).wrapping_mul(0x517c_c1b7_2722_0a95)
}

/// Combining marks of Indic and other scripts, which `char::is_alphanumeric` does not always count in.
fn is_mark(c: char) -> bool {
    matches!(u32::from(c), 0x0300..=0x036f | 0x0591..=0x05c7 | 0x064b..=0x065f | 0x0900..=0x0dff | 0x200c..=0x200d)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::words::{word_set, words};
    use fastrand::Rng;

    fn measure(text: &str, title: &[Hash]) -> TextStats {
        super::measure(text, &Counted::new(title), 0, &mut Vec::new())
    }

    #[test]
    fn words_of_short_texts_are_those_of_a_pass_of_their_own() {
        let chars: Vec<char> = "aB1é٣漢ฉ่฿'’\u{301}ि\u{ad} .,/-".chars().collect();
        let mut rng = Rng::with_seed(1);
        for _ in 0..256 {
            let text: String = (0..rng.usize(..=60)).map(|_| chars[rng.usize(..chars.len())]).collect();
            let (mut found, mut expected) = (Vec::new(), Vec::new());
            let stats = super::measure(&text, &Counted::new(&[]), 16, &mut found);
            words(&text, |word| expected.push(word));
            if stats.words <= 16.0 {
                assert_eq!(found, expected, "{text:?}");
            }
        }
    }

    #[test]
    fn counts_of_a_sentence() {
        let stats = measure("It's the 3rd of May, 2024. Don't stop!", &word_set("stop May"));
        assert_eq!((stats.words, stats.numbers, stats.commas, stats.sentences), (8.0, 1.0, 1.0, 2.0));
        assert_eq!((stats.title_words, stats.ends_sentence, stats.is_cut), (2.0, true, false));
    }

    #[test]
    fn scripts_without_spaces_have_words_too() {
        let stats = measure("今日は天気がよいので散歩に出かけました。", &[]);
        assert_eq!((stats.words, stats.sentences), (9.5, 1.0));
        let hindi = measure("यह एक वाक्य है।", &[]);
        assert_eq!((hindi.words, hindi.sentences), (4.0, 1.0));
    }

    #[test]
    fn teasers_are_cut() {
        for text in ["With the onset of ...", "With the onset of…", "more [...]"] {
            assert!(measure(text, &[]).is_cut, "{text}");
        }
        assert_eq!(measure("12 comments", &[]).pattern, measure("7 Comments", &[]).pattern);
        assert_ne!(measure("12 comments", &[]).hash, measure("7 Comments", &[]).hash);
    }
}
