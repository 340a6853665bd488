//! What the text of one block tells by itself, in one pass over its characters.

use super::function_words;
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
    let mut stats = TextStats::default();
    let mut word = WordHash::default();
    let mut last = ' ';
    let (mut in_word, mut word_is_number, mut spaced_words, mut token) = (false, false, 0.0_f32, 0.0_f32);
    for c in text.chars() {
        token = if c.is_whitespace() || is_unspaced(c) { 0.0 } else { token + 1.0 };
        stats.longest_token = stats.longest_token.max(token);
        let was_in_word = in_word;
        if c.is_ascii_lowercase() || c.is_alphanumeric() {
            stats.chars += 1.0;
            if is_unspaced(c) {
                in_word = false;
                stats.unspaced += 1.0;
                stats.letters += 1.0;
                stats.function_words += if function_words::contains_char(c) { 1.0 } else { 0.0 };
                let mut single = WordHash::default();
                single.push(c);
                let hash = single.finish();
                stats.title_words += if title.binary_search(&hash).is_ok() { 0.5 } else { 0.0 };
                stats.hash = mix(stats.hash, hash);
                stats.pattern = mix(stats.pattern, hash);
            } else {
                if !in_word {
                    spaced_words += 1.0;
                    stats.capitalised += if c.is_uppercase() { 1.0 } else { 0.0 };
                    word_is_number = true;
                }
                in_word = true;
                let is_digit = c.is_numeric();
                stats.capitals += if c.is_uppercase() { 1.0 } else { 0.0 };
                stats.digits += if is_digit { 1.0 } else { 0.0 };
                stats.letters += if is_digit { 0.0 } else { 1.0 };
                word_is_number &= is_digit;
                word.push(c);
            }
        } else {
            // An apostrophe within a word belongs to it.
            in_word = in_word && (matches!(c, '\'' | '’' | '\u{ad}') || is_mark(c));
            if !c.is_whitespace() {
                stats.chars += 1.0;
            }
            punctuation(&mut stats, c, last);
        }
        if was_in_word && !in_word {
            end_word(&mut stats, &mut word, word_is_number, title);
        }
        last = c;
    }
    if in_word {
        end_word(&mut stats, &mut word, word_is_number, title);
    }
    stats.words = spaced_words + stats.unspaced / CHARS_PER_UNSPACED_WORD;
    stats.lines = 1.0 + text.bytes().filter(|&byte| byte == b'\n').count() as f32;
    ending(&mut stats, text);
    stats
}

fn end_word(stats: &mut TextStats, word: &mut WordHash, is_number: bool, title: &[Hash]) {
    let hash = word.finish();
    *word = WordHash::default();
    stats.hash = mix(stats.hash, hash);
    if is_number {
        stats.numbers += 1.0;
    } else {
        stats.pattern = mix(stats.pattern, hash);
    }
    stats.function_words += if function_words::contains(hash) { 1.0 } else { 0.0 };
    stats.title_words += if title.binary_search(&hash).is_ok() { 1.0 } else { 0.0 };
}

fn punctuation(stats: &mut TextStats, c: char, last: char) {
    match c {
        ',' | '،' | '，' | '、' | ';' | '；' | '؛' => stats.commas += 1.0,
        '。' | '！' | '？' | '।' | '؟' | '۔' | '։' => stats.sentences += 1.0,
        ' ' | '\n' | '\t' if matches!(last, '.' | '!' | '?') => stats.sentences += 1.0,
        '|' | '»' | '›' | '•' | '·' | '→' | '«' | '‹' | '>' | '/' => stats.separators += 1.0,
        '©' => stats.has_copyright = true,
        '@' => stats.has_address_sign = true,
        '$' | '€' | '£' | '¥' | '₹' | '₽' | '₴' | '₩' => stats.has_currency = true,
        _ => {}
    }
    stats.asks |= matches!(c, '?' | '？' | '؟');
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
    let mut word = WordHash::default();
    let mut open = false;
    for c in text.chars().chain([' ']) {
        if c.is_alphanumeric() && !is_unspaced(c) {
            word.push(c);
            open = true;
        } else {
            if open {
                set.push(std::mem::take(&mut word).finish());
                open = false;
            }
            if is_unspaced(c) {
                let mut single = WordHash::default();
                single.push(c);
                set.push(single.finish());
            }
        }
    }
    set.sort_unstable();
    set.dedup();
    set
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
