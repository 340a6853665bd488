//! Text in Markdown: what looks like markup is escaped, and nothing else.

use super::super::byte_set::ByteSet;

/// Where on its line the next text stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// Nothing but the marks of containers before it.
    LineStart,
    /// Only digits before it.
    Digits,
    Within,
}

/// What the text stands in.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Context {
    /// A cell of a table, where `|` ends it.
    pub in_cell: bool,
    /// The text of a link, where `]` ends it.
    pub in_link: bool,
    /// A heading, where `#` at the end is dropped.
    pub in_heading: bool,
    /// Where in the text nothing but `#` and spaces follows up to the end of the heading.
    pub closing_from: Option<usize>,
    /// The document has formulas, to which a dollar might belong.
    pub has_math: bool,
    /// An asterisk could end emphasis, or it would look so: another one is escaped before it in the block.
    pub in_emphasis: bool,
    /// A dollar stands before in the block, with which another one could pair.
    pub has_dollar: bool,
    /// The character that is written behind the text; `None` at the end of the block or of the line.
    pub after: Option<char>,
}

/// Appends text; the place behind it.
pub(super) fn push(out: &mut String, text: &str, mut place: Place, context: &mut Context) -> Place {
    let bytes = text.as_bytes();
    let mut from = 0;
    let mut at = 0;
    let ends_heading = context.in_heading && context.after.is_none();
    context.closing_from = ends_heading.then(|| text.trim_end_matches(['#', ' ']).len());
    while at < bytes.len() {
        if place == Place::Within {
            let Some(next) = SPECIAL.find(bytes, at) else { break };
            at = next;
        }
        let byte = bytes[at];
        let is_escaped = match place {
            Place::Within => needs_escape(out, text, at, from, *context),
            Place::LineStart => {
                begins_block(text, at) || SPECIAL.contains(byte) && needs_escape(out, text, at, from, *context)
            }
            Place::Digits => {
                matches!(byte, b'.' | b')') && bytes.get(at + 1).is_none_or(|&next| next == b' ')
                    || SPECIAL.contains(byte) && needs_escape(out, text, at, from, *context)
            }
        };
        if is_escaped {
            out.push_str(&text[from..at]);
            out.push('\\');
            from = at;
        }
        context.has_dollar |= byte == b'$' && !is_escaped;
        context.in_emphasis |= byte == b'*' && is_escaped;
        place = match place {
            Place::LineStart | Place::Digits if byte.is_ascii_digit() => Place::Digits,
            _ => Place::Within,
        };
        at += 1;
    }
    out.push_str(&text[from..]);
    place
}

/// Whether a block other than a paragraph would begin with the text at the start of a line. Where the text ends, the
/// worst that may follow is assumed.
fn begins_block(text: &str, at: usize) -> bool {
    let rest = &text.as_bytes()[at..];
    let next = |allowed: &[u8]| rest.get(1).is_none_or(|next| allowed.contains(next));
    match rest[0] {
        b'#' => {
            let marks = rest.iter().take_while(|&&byte| byte == b'#').count();
            rest.get(marks).is_none_or(|&behind| behind == b' ')
        }
        b'>' | b'=' | b'|' | b':' => true,
        b'-' => next(b" -|:"),
        b'+' | b'*' => next(b" "),
        // Inline code behind it could hold the end of a link's definition.
        b'[' => !rest.contains(&b']'),
        _ => false,
    }
}

/// Characters that may be markup within a line.
static SPECIAL: ByteSet = ByteSet::new(b"\\`*_[]<;~$!#|");

/// Whether the special character at `at` has to be escaped; `from` is where the text not yet in `out` begins.
fn needs_escape(out: &str, text: &str, at: usize, from: usize, context: Context) -> bool {
    let next = text[at + 1..].chars().next().or(context.after);
    let previous = || text[from..at].chars().next_back().or_else(|| out.chars().next_back());
    match text.as_bytes()[at] {
        b'`' => true,
        // Before a space it opens nothing, and behind one it ends nothing.
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
        // So does a dollar before an amount, or where there is none before it.
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

/// Whether a semicolon behind these characters, the last one first, would end a character reference.
pub(super) fn ends_reference(before: impl Iterator<Item = char>) -> bool {
    /// The longest name of a character in HTML has 31 letters.
    const LONGEST: usize = 32;
    let mut name = before.take(LONGEST + 2).skip_while(|c| c.is_ascii_alphanumeric());
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
        push(&mut out, text, Place::LineStart, &mut Context::default());
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
            push(&mut out, text, Place::Within, &mut Context { in_heading: true, after, ..Context::default() });
            assert_eq!(out[3..], *expected);
        }
    }

    #[test]
    fn what_follows_the_text_counts() {
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
            push(&mut out, text, Place::LineStart, &mut Context { after, ..Context::default() });
            assert_eq!(out, expected);
        }
    }

    #[test]
    fn only_what_looks_like_markup_is_escaped() {
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
