//! What the text of one block tells by itself, in one pass over its characters.

use super::bytes::Class;
use super::function_words::{self, FunctionWords};
use super::hash::{Hash, WordHash};

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

/// Measures `text` against the words of the page's title.
pub(crate) fn measure(text: &str, title: &[Hash]) -> TextStats {
    let mut measurer = Measurer::new(title);
    let mut at = 0;
    while let Some(&byte) = text.as_bytes().get(at) {
        at += match Class::of(byte) {
            Class::Lower | Class::Upper | Class::Digit => measurer.ascii_run(&text.as_bytes()[at..]),
            Class::Space => measurer.space(byte),
            Class::Sign => measurer.sign(byte),
            Class::NotAscii => text[at..].chars().next().map_or(1, |c| measurer.not_ascii(c)),
        };
    }
    measurer.finish(text)
}

/// Takes in a text character by character.
struct Measurer<'t> {
    stats: TextStats,
    title: &'t [Hash],
    /// The bits of the lowest six bits of the title's hashes: settles most words.
    title_filter: u64,
    function_words: &'static FunctionWords,
    word: WordHash,
    in_word: bool,
    word_is_number: bool,
    last: char,
    /// Characters since white space or a script without spaces.
    token: u32,
    longest_token: u32,
    spaced_words: u32,
    chars: u32,
    letters: u32,
    digits: u32,
    capitals: u32,
}

impl<'t> Measurer<'t> {
    fn new(title: &'t [Hash]) -> Measurer<'t> {
        Measurer {
            stats: TextStats::default(),
            title,
            title_filter: title.iter().fold(0, |filter, &hash| filter | filter_bit(hash)),
            function_words: function_words::function_words(),
            word: WordHash::default(),
            in_word: false,
            word_is_number: false,
            last: ' ',
            token: 0,
            longest_token: 0,
            spaced_words: 0,
            chars: 0,
            letters: 0,
            digits: 0,
            capitals: 0,
        }
    }

    /// Takes in the letters and digits that the bytes begin with; how many.
    fn ascii_run(&mut self, bytes: &[u8]) -> usize {
        let (mut digits, mut capitals, mut length) = (0, 0, 0);
        let mut word = self.word;
        for &byte in bytes {
            let class = Class::of(byte);
            if class > Class::Digit {
                break;
            }
            // Without branches, which could not be foretold.
            capitals += u32::from(class == Class::Upper);
            digits += u32::from(class == Class::Digit);
            word.push_ascii(byte);
            length += 1;
        }
        if !self.in_word {
            self.start_word(bytes[0].is_ascii_uppercase());
        }
        self.word = word;
        self.word_is_number &= digits == length;
        self.chars += length;
        self.token += length;
        self.digits += digits;
        self.letters += length - digits;
        self.capitals += capitals;
        self.last = 'a';
        length as usize
    }

    fn start_word(&mut self, is_capitalised: bool) {
        self.spaced_words += 1;
        self.stats.capitalised += f32::from(u8::from(is_capitalised));
        self.in_word = true;
        self.word_is_number = true;
    }

    /// Takes in a character beyond ASCII; its length.
    fn not_ascii(&mut self, c: char) -> usize {
        if !c.is_alphanumeric() {
            return self.other(c);
        }
        self.chars += 1;
        if is_unspaced(c) {
            self.unspaced(c);
        } else {
            if !self.in_word {
                self.start_word(c.is_uppercase());
            }
            let is_digit = c.is_numeric();
            self.capitals += u32::from(c.is_uppercase());
            self.digits += u32::from(is_digit);
            self.letters += u32::from(!is_digit);
            self.word_is_number &= is_digit;
            self.word.push(c);
            self.token += 1;
        }
        self.last = c;
        c.len_utf8()
    }

    /// Takes in a letter of a script without spaces.
    fn unspaced(&mut self, c: char) {
        self.end_token();
        let mut single = WordHash::default();
        single.push(c);
        let hash = single.finish();
        let stats = &mut self.stats;
        stats.unspaced += 1.0;
        self.letters += 1;
        stats.function_words += if function_words::contains_char(c) { 1.0 } else { 0.0 };
        stats.title_words += if self.title.binary_search(&hash).is_ok() { 0.5 } else { 0.0 };
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
        self.chars += 1;
        self.token += 1;
        // An apostrophe within a word belongs to it.
        if byte != b'\'' {
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
            self.chars += 1;
            if is_unspaced(c) {
                self.end_token();
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

    /// Ends the word, if one is open.
    fn end_word(&mut self) {
        if !self.in_word {
            return;
        }
        self.in_word = false;
        let hash = std::mem::take(&mut self.word).finish();
        let stats = &mut self.stats;
        stats.hash = mix(stats.hash, hash);
        if self.word_is_number {
            stats.numbers += 1.0;
        } else {
            stats.pattern = mix(stats.pattern, hash);
        }
        stats.function_words += if self.function_words.get(hash).is_some() { 1.0 } else { 0.0 };
        if self.title_filter & filter_bit(hash) != 0 && self.title.binary_search(&hash).is_ok() {
            stats.title_words += 1.0;
        }
    }

    fn finish(mut self, text: &str) -> TextStats {
        self.end_token();
        self.end_word();
        let mut stats = self.stats;
        stats.chars = self.chars as f32;
        stats.letters = self.letters as f32;
        stats.digits = self.digits as f32;
        stats.capitals = self.capitals as f32;
        stats.longest_token = self.longest_token as f32;
        stats.words = self.spaced_words as f32 + stats.unspaced / CHARS_PER_UNSPACED_WORD;
        stats.lines = 1.0 + memchr::memchr_iter(b'\n', text.as_bytes()).count() as f32;
        ending(&mut stats, text);
        stats
    }
}

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
    let bare = text
        .trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '”' | '’' | '\'' | ')' | ']' | '»' | '」'));
    stats.is_cut = bare.ends_with("...") || bare.ends_with('…') || text.ends_with("[…]") || text.ends_with("[...]");
    let last = bare.chars().next_back();
    stats.ends_sentence = matches!(last, Some('.' | '!' | '?' | '。' | '！' | '？' | '।' | '؟' | '۔' | '…'));
    stats.ends_colon = matches!(last, Some(':' | '：'));
    if matches!(last, Some('.' | '!' | '?')) {
        stats.sentences += 1.0;
    }
    stats.starts_lower = text.chars().next().is_some_and(char::is_lowercase);
}

/// The sorted hashes of a text's words, for overlap.
pub(crate) fn word_set(text: &str) -> Vec<Hash> {
    let mut set = Vec::new();
    plain_words(text, |word, _| set.push(word));
    set.sort_unstable();
    set.dedup();
    set
}

/// Hands on the hash of each word, and whether it is a number. A word is a run of letters and digits; in scripts without
/// spaces a single character.
pub(crate) fn plain_words(text: &str, mut found: impl FnMut(Hash, bool)) {
    let mut word = WordHash::default();
    let (mut is_open, mut is_number) = (false, true);
    let mut at = 0;
    while let Some(&byte) = text.as_bytes().get(at) {
        let class = Class::of(byte);
        if matches!(class, Class::Lower | Class::Upper | Class::Digit) {
            word.push_ascii(byte);
            is_open = true;
            is_number &= class == Class::Digit;
            at += 1;
            continue;
        }
        let other = if class == Class::NotAscii { text[at..].chars().next() } else { None };
        at += other.map_or(1, char::len_utf8);
        let unspaced = other.filter(|&c| is_unspaced(c));
        if let Some(c) = other.filter(|&c| c.is_alphanumeric() && unspaced.is_none()) {
            word.push(c);
            is_open = true;
            is_number &= c.is_numeric();
            continue;
        }
        if is_open {
            found(std::mem::take(&mut word).finish(), is_number);
            (is_open, is_number) = (false, true);
        }
        if let Some(c) = unspaced {
            let mut single = WordHash::default();
            single.push(c);
            found(single.finish(), false);
        }
    }
    if is_open {
        found(word.finish(), is_number);
    }
}

fn mix(hash: u64, word: Hash) -> u64 {
    (hash.rotate_left(5) ^ u64::from(word)).wrapping_mul(0x517c_c1b7_2722_0a95)
}

/// Scripts that are written without spaces between words: Han, kana, Thai, Lao, Myanmar, Khmer.
pub(crate) fn is_unspaced(c: char) -> bool {
    matches!(
        u32::from(c),
        0x0e00..=0x0eff | 0x1000..=0x109f | 0x1780..=0x17ff | 0x2e80..=0x2fdf | 0x3005..=0x3007 | 0x3040..=0x30ff
            | 0x31f0..=0x31ff | 0x3400..=0x4dbf | 0x4e00..=0x9fff | 0xf900..=0xfaff | 0x20000..=0x3ffff
    )
}

/// Combining marks of Indic and other scripts, which `char::is_alphanumeric` does not always count in.
fn is_mark(c: char) -> bool {
    matches!(u32::from(c), 0x0300..=0x036f | 0x0591..=0x05c7 | 0x064b..=0x065f | 0x0900..=0x0dff | 0x200c..=0x200d)
}

#[cfg(test)]
mod tests {
    use super::*;

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
