//! Counts over the text of one block.

use crate::text::word_hash::Hash;
use crate::text::words::Word;

/// Counts over a text.
#[derive(Clone, Debug, Default)]
pub(crate) struct TextStats {
    /// Words; a character of a script without spaces counts as half a word.
    pub words: f32,
    /// Characters other than white space.
    pub chars: f32,
    pub letters: f32,
    pub digits: f32,
    /// Characters of scripts that are written without spaces.
    pub unsegmented: f32,
    /// Words that begin with a capital letter.
    pub capitalized: f32,
    /// Capital letters.
    pub capitals: f32,
    /// Commas and semicolons.
    pub commas: f32,
    /// Ends of sentences.
    pub sentences: f32,
    /// Function words ("the", "und", "的").
    pub function_words: f32,
    /// Words that are also in the page title.
    pub title_words: f32,
    /// Characters that separate the items of menus, such as `|`, `»`, `•` and `/`.
    pub separators: f32,
    /// Words that are numbers.
    pub numbers: f32,
    pub lines: f32,
    /// Characters of the longest run without white space.
    pub longest_token: f32,
    pub ends_sentence: bool,
    /// Whether the text ends with an ellipsis.
    pub is_truncated: bool,
    pub ends_colon: bool,
    pub has_question_mark: bool,
    pub has_copyright: bool,
    pub has_at_sign: bool,
    pub has_currency: bool,
    pub starts_lowercase: bool,
    /// Hash of the words regardless of case, to find repeated texts.
    pub hash: u64,
    /// The same without numbers, to find repeated patterns ("12 comments").
    pub pattern: u64,
}

impl TextStats {
    /// Adds a word to the hash and, unless it is a number, to the pattern.
    #[inline]
    pub fn add_word(&mut self, word: Word) {
        self.hash = combine(self.hash, word.hash);
        if word.is_number {
            self.numbers += 1.0;
        } else {
            self.pattern = combine(self.pattern, word.hash);
        }
    }

    /// Counts a punctuation character of ASCII.
    #[inline]
    pub fn count_ascii_punctuation(&mut self, byte: u8) {
        match byte {
            b',' | b';' => self.commas += 1.0,
            b'|' | b'>' | b'/' => self.separators += 1.0,
            b'@' => self.has_at_sign = true,
            b'$' => self.has_currency = true,
            b'?' => self.has_question_mark = true,
            _ => {}
        }
    }

    /// Counts a punctuation character beyond ASCII.
    pub fn count_punctuation(&mut self, c: char) {
        match c {
            '،' | '，' | '、' | '；' | '؛' => self.commas += 1.0,
            '。' | '！' | '？' | '।' | '؟' | '۔' | '։' => self.sentences += 1.0,
            '»' | '›' | '•' | '·' | '→' | '«' | '‹' => self.separators += 1.0,
            '©' => self.has_copyright = true,
            '€' | '£' | '¥' | '₹' | '₽' | '₴' | '₩' => self.has_currency = true,
            _ => {}
        }
        self.has_question_mark |= matches!(c, '？' | '؟');
    }

    /// Looks at the first and the last characters of the text.
    pub fn look_at_ends(&mut self, text: &str) {
        self.starts_lowercase = text.chars().next().is_some_and(char::is_lowercase);
        // Most texts end with a letter. They have no punctuation to look for.
        if text.as_bytes().last().is_some_and(u8::is_ascii_alphanumeric) {
            return;
        }
        let is_closing = |c: char| matches!(c, '"' | '”' | '’' | '\'' | ')' | ']' | '»' | '」');
        let bare = text.trim_end_matches(|c: char| c.is_whitespace() || is_closing(c));
        self.is_truncated =
            bare.ends_with("...") || bare.ends_with('…') || text.ends_with("[…]") || text.ends_with("[...]");
        let last = bare.chars().next_back();
        self.ends_sentence = matches!(last, Some('.' | '!' | '?' | '。' | '！' | '？' | '।' | '؟' | '۔' | '…'));
        self.ends_colon = matches!(last, Some(':' | '：'));
        if matches!(last, Some('.' | '!' | '?')) {
            self.sentences += 1.0;
        }
    }
}

/// FxHash of a sequence of words (rustc's hash function; the multiplier is from Firefox).
#[inline]
fn combine(hash: u64, word: Hash) -> u64 {
    (hash.rotate_left(5) ^ u64::from(word)).wrapping_mul(0x517c_c1b7_2722_0a95)
}
