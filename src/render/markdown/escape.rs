//! Escapes text in Markdown if it looks like markup, and only then.

use super::super::byte_set::ByteSet;

/// The position on its line of the next text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LinePosition {
    /// After nothing but the marks of containers.
    LineStart,
    /// After nothing but digits.
    Digits,
    Within,
}

/// The surroundings of a text.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Context {
    /// In a cell of a table, which `|` ends.
    pub in_cell: bool,
    /// In the text of a link, which `]` ends.
    pub in_link: bool,
    /// In a heading, where `#` at the end is dropped.
    pub in_heading: bool,
    /// The start of the `#` and spaces that end the heading.
    pub closing_from: Option<usize>,
    /// Whether the document has formulas, with which a dollar could pair.
    pub has_math: bool,
    /// Whether an asterisk could end emphasis, or look so: an escaped one comes before it in the block.
    pub in_emphasis: bool,
    /// Whether a dollar comes before in the block, with which another one could pair.
    pub has_dollar: bool,
    /// The character after the text; `None` at the end of the block or line.
    pub after: Option<char>,
}

/// Appends text. Returns the position after it.
pub(super) fn push(out: &mut String, text: &str, mut position: LinePosition, context: &mut Context) -> LinePosition {
    let bytes = text.as_bytes();
    let mut from = 0;
    let mut at = 0;
    let ends_heading = context.in_heading && context.after.is_none();
    context.closing_from = ends_heading.then(|| text.trim_end_matches(['#', ' ']).len());
    while at < bytes.len() {
        if position == LinePosition::Within {
            let Some(next) = SPECIAL.find(bytes, at) else { break };
            at = next;
        }
        let byte = bytes[at];
        let is_escaped = match position {
            LinePosition::Within => needs_escape(out, text, at, from, *context),
            LinePosition::LineStart => {
                begins_block(text, at) || SPECIAL.contains(byte) && needs_escape(out, text, at, from, *context)
            }
            LinePosition::Digits => {
                matches!(byte, b'.' | b')') && bytes.get(at + 1).is_none_or(|&next| next == b' ')
                    || SPECIAL.contains(byte) && needs_escape(out, text, at, from, *context)
            }
        };
        if is_escaped {
            let may_be_in_url = byte == b'<' && may_end_in_url(out, &text[from..at]);
            out.push_str(&text[from..at]);
            if may_be_in_url {
                // Readers that make links of bare URLs take a backslash for a part of the URL.
                out.push_str("&lt;");
                from = at + 1;
            } else {
                out.push('\\');
                from = at;
            }
        }
        context.has_dollar |= byte == b'$' && !is_escaped;
        context.in_emphasis |= byte == b'*' && is_escaped;
        position = match position {
            LinePosition::LineStart | LinePosition::Digits if byte.is_ascii_digit() => LinePosition::Digits,
            _ => LinePosition::Within,
        };
        at += 1;
    }
    out.push_str(&text[from..]);
    position
}

/// Maximum number of characters of a word that are searched for the signs of a URL. A longer word may be one.
const MAX_WORD: usize = 64;

/// Whether the last word of a text may be a URL or a mail address: it has one of the signs `:`, `/`, `.` and `@`.
fn may_end_in_url(out: &str, text: &str) -> bool {
    let before = text.chars().rev().chain(out.chars().rev());
    let mut word = before.take_while(|c| !c.is_whitespace());
    word.by_ref().take(MAX_WORD).any(|c| matches!(c, ':' | '/' | '.' | '@')) || word.next().is_some()
}

/// Whether text at the start of a line would begin a block other than a paragraph. What follows the text is not known:
/// the worst is assumed.
fn begins_block(text: &str, at: usize) -> bool {
    let rest = &text.as_bytes()[at..];
    let next = |allowed: &[u8]| rest.get(1).is_none_or(|next| allowed.contains(next));
    match rest[0] {
        b'#' => {
            let marks = rest.iter().take_while(|&&byte| byte == b'#').count();
            rest.get(marks).is_none_or(|&next| next == b' ')
        }
        b'>' | b'=' | b'|' | b':' => true,
        b'-' => next(b" -|:"),
        b'+' | b'*' => next(b" "),
        // Inline code after it could contain the end of a link definition.
        b'[' => !rest.contains(&b']'),
        _ => false,
    }
}

/// Characters that may be markup within a line.
static SPECIAL: ByteSet = ByteSet::new(b"\\`*_[]<;~$!#|");

/// Whether the special character at `at` has to be escaped. Text from `from` on is not in `out` yet.
fn needs_escape(out: &str, text: &str, at: usize, from: usize, context: Context) -> bool {
    let next = text[at + 1..].chars().next().or(context.after);
    let previous = || previous_char(out, &text[from..at]);
    match text.as_bytes()[at] {
        b'`' => true,
        // Before a space it opens nothing, and after one it closes nothing.
        b'*' => {
            let is_before_space = next.is_none_or(char::is_whitespace);
            !is_before_space || previous().is_none_or(|previous| context.in_emphasis && !previous.is_whitespace())
        }
        b'\\' => next.is_none_or(|next| next.is_ascii_punctuation()),
        // Within a word it means nothing.
        b'_' => !(next.is_some_and(char::is_alphanumeric) && previous().is_some_and(char::is_alphanumeric)),
        b'[' => {
            let is_doubtful = next.is_none_or(|next| matches!(next, '^' | ' ' | 'x' | 'X'));
            context.in_link || is_doubtful || previous() == Some('!')
        }
        b']' => context.in_link || next.is_some_and(|next| matches!(next, '(' | '[' | ':')),
        b'<' => next.is_none_or(|next| next.is_ascii_alphabetic() || matches!(next, '/' | '!' | '?')),
        b';' => ends_reference(text[from..at].chars().rev().chain(out.chars().rev())),
        // Before a number it means "about", and can end nothing.
        b'~' => !(next.is_some_and(|next| next.is_ascii_digit()) && previous().is_none_or(char::is_whitespace)),
        // A dollar before an amount, or without one before it, can close nothing either.
        b'$' => {
            let begins_amount = next.is_some_and(|next| next.is_ascii_digit());
            context.has_math
                || !begins_amount
                || context.has_dollar && previous().is_some_and(|previous| !previous.is_whitespace())
        }
        b'!' => next == Some('['),
        b'#' => {
            let is_closing = context.closing_from.is_some_and(|from| at >= from);
            is_closing && previous().is_none_or(|previous| matches!(previous, ' ' | '#'))
        }
        b'|' => context.in_cell,
        _ => false,
    }
}

/// The character before the current one, after `out` and then `text` were written.
fn previous_char(out: &str, text: &str) -> Option<char> {
    text.chars().next_back().or_else(|| out.chars().next_back())
}

/// Whether a semicolon after these characters, the last one first, would end a character reference.
pub(super) fn ends_reference(before: impl Iterator<Item = char>) -> bool {
    /// The longest name of a character in HTML has 31 letters.
    const MAX_NAME: usize = 32;
    let mut name = before.take(MAX_NAME + 2).skip_while(|c| c.is_ascii_alphanumeric());
    match name.next() {
        Some('#') => name.next() == Some('&'),
        other => other == Some('&'),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn escaped(text: &str) -> String {
        let mut out = String::new();
        push(&mut out, text, LinePosition::LineStart, &mut Context::default());
        out
    }

    #[test]
    fn hashes_are_escaped_where_a_heading_ends() {
        for (text, after, expected) in [
            ("Step #1: C# or F #", None, "Step #1: C# or F \\#"),
            ("Step # ##", None, "Step \\# \\#\\#"),
            ("Step #", Some(' '), "Step #"),
            ("#", None, "\\#"),
        ] {
            let mut out = "## ".to_owned();
            push(&mut out, text, LinePosition::Within, &mut Context { in_heading: true, after, ..Context::default() });
            assert_eq!(out[3..], *expected);
        }
    }

    #[test]
    fn character_after_the_text_affects_escaping() {
        for (text, after, expected) in [
            ("Bronze Age [", Some('1'), "Bronze Age ["),
            ("Bronze Age [", Some('^'), "Bronze Age \\["),
            ("Bronze Age [", None, "Bronze Age \\["),
            ("balance_", Some('t'), "balance_"),
            ("balance_", Some('*'), "balance\\_"),
            ("C:\\", Some('d'), "C:\\"),
            ("C:\\", Some('*'), "C:\\\\"),
        ] {
            let mut out = String::new();
            push(&mut out, text, LinePosition::LineStart, &mut Context { after, ..Context::default() });
            assert_eq!(out, expected);
        }
    }

    #[test]
    fn only_text_that_looks_like_markup_is_escaped() {
        for (text, expected) in [
            ("1. One", "1\\. One"),
            ("1.5 m - or so", "1.5 m - or so"),
            ("- item", "\\- item"),
            ("-5 °C", "-5 °C"),
            ("# 1", "\\# 1"),
            ("#tag", "#tag"),
            ("> quote", "\\> quote"),
            ("snake_case and _this_", "snake_case and \\_this\\_"),
            ("2 * 3 * 4", "2 * 3 * 4"),
            ("* item *x*", "\\* item \\*x\\*"),
            ("a[1] = b", "a[1] = b"),
            ("[1] a", "[1] a"),
            ("[see ", "\\[see "),
            ("[a](b)", "[a\\](b)"),
            ("AT&T &amp; so", "AT&T &amp\\; so"),
            ("a < b <b>", "a < b \\<b>"),
            ("C:\\dir \\* x", "C:\\dir \\\\* x"),
            ("costs $5 or US$6", "costs $5 or US\\$6"),
            ("costs US$6 or $7", "costs US$6 or $7"),
            ("now 7x faster* and *all* good!", "now 7x faster* and \\*all\\* good!"),
            ("~10 ~~x", "~10 \\~\\~x"),
        ] {
            assert_eq!(escaped(text), expected);
        }
    }
}
