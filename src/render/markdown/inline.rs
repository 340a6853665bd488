//! The marks of inline elements, chosen so that Markdown recognizes them.

use super::super::document::{Element, Event};

/// The marks around an inline element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Marks {
    pub open: &'static str,
    pub close: &'static str,
}

const fn marks(open: &'static str, close: &'static str) -> Marks {
    Marks { open, close }
}

/// Returns the marks of the element that starts at `start`, with `previous` the character before it. If the characters
/// around it keep Markdown from recognizing its marks, an HTML element is used.
pub(super) fn of(element: Element, events: &[Event<'_>], start: usize, previous: Option<char>) -> Marks {
    match element {
        Element::Strong => {
            choose(events, start, previous, &[("**", true), ("__", false)], marks("<strong>", "</strong>"))
        }
        Element::Emphasis => choose(events, start, previous, &[("*", true), ("_", false)], marks("<em>", "</em>")),
        Element::Deleted => choose(events, start, previous, &[("~~", false)], marks("<del>", "</del>")),
        Element::Quotation => marks("“", "”"),
        Element::Subscript => marks("<sub>", "</sub>"),
        Element::Superscript => marks("<sup>", "</sup>"),
        _ => marks("", ""),
    }
}

/// The character beside a mark.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    /// White space or the edge of the block.
    Space,
    /// A letter or digit: no version of CommonMark takes it for punctuation.
    Word,
    /// A character that every version takes for punctuation.
    Punctuation,
    /// A character that only some versions of Unicode or CommonMark take for punctuation.
    Ambiguous,
}

fn side(c: Option<char>) -> Side {
    match c {
        None => Side::Space,
        Some(c) if c.is_whitespace() => Side::Space,
        Some(c) if c.is_alphanumeric() => Side::Word,
        Some(c) if c.is_ascii_punctuation() || is_punctuation(c) => Side::Punctuation,
        Some(_) => Side::Ambiguous,
    }
}

/// Common characters beyond ASCII with the general category P in every version of Unicode: dashes, quotation marks and
/// other punctuation, but no symbols.
fn is_punctuation(c: char) -> bool {
    matches!(
        c,
        '¡' | '§' | '«' | '¶' | '·' | '»' | '¿' | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{2043}' | '、'..='〃' | '〈'..='】'
    )
}

/// Returns the first marks that can open and close here ("flanking" in CommonMark). `true` marks may also be within a
/// word.
fn choose(
    events: &[Event<'_>],
    start: usize,
    previous: Option<char>,
    candidates: &[(&'static str, bool)],
    html: Marks,
) -> Marks {
    let Some(end) = end_of(events, start) else { return html };
    let before = side(previous);
    let first = side(first_char(events.get(start + 1)));
    let last = side(last_char(&events[end - 1]));
    let next = first_char(events.get(end + 1));
    let after = side(next);
    let flanks = |outer: Side, inner: Side| match inner {
        Side::Word => true,
        Side::Punctuation => matches!(outer, Side::Space | Side::Punctuation),
        Side::Ambiguous => outer == Side::Space,
        Side::Space => false,
    };
    let is_apart = |outer: Side| matches!(outer, Side::Space | Side::Punctuation);
    let fits = |mark: &str, in_word: bool| {
        // Equal marks side by side would be read as one.
        let own = mark.chars().next();
        let is_free = previous != own && next != own;
        let in_word = in_word && first == Side::Word && last == Side::Word;
        is_free && flanks(before, first) && flanks(after, last) && (in_word || is_apart(before) && is_apart(after))
    };
    match candidates.iter().find(|&&(mark, in_word)| fits(mark, in_word)) {
        Some((mark, _)) => marks(mark, mark),
        None => html,
    }
}

/// Returns the end of the element that starts at `start`.
pub(super) fn end_of(events: &[Event<'_>], start: usize) -> Option<usize> {
    let Event::Start(element) = events[start] else { return None };
    // No element contains another of its kind.
    (start + 1..events.len()).find(|&at| matches!(&events[at], Event::End(other) if *other == element))
}

/// Whether a paragraph that begins with these events could be the URL and title of a link definition: one word, or one before a
/// quotation mark or parenthesis.
pub(super) fn may_be_link_definition(events: &[Event<'_>]) -> bool {
    let [Event::Start(Element::Paragraph), events @ ..] = events else { return false };
    let mut has_space = false;
    for event in events {
        match event {
            Event::Text(text) => {
                for c in text.chars() {
                    if has_space && !c.is_whitespace() {
                        return matches!(c, '"' | '\'' | '(');
                    }
                    has_space |= c.is_whitespace();
                }
            }
            Event::Break | Event::End(Element::Paragraph) => return true,
            event if has_space && first_char(Some(event)).is_some() => return false,
            _ => {}
        }
    }
    true
}

/// The first character that is written for an event; `None` at the edge of a block.
pub(super) fn first_char(event: Option<&Event<'_>>) -> Option<char> {
    match event? {
        Event::Text(text) => text.chars().next(),
        Event::Start(element) | Event::End(element) => match element {
            Element::Strong | Element::Emphasis => Some('*'),
            Element::Deleted => Some('~'),
            Element::Quotation => Some('“'),
            Element::Subscript | Element::Superscript => Some('<'),
            Element::Code | Element::Keyboard => Some('`'),
            Element::Link(_) if matches!(event, Some(Event::End(_))) => Some(']'),
            Element::Link(_) => Some('['),
            // It has no mark. The characters in it are not known here: a letter is the worst case.
            Element::Ruby => Some('a'),
            _ => None,
        },
        Event::Break => Some('\\'),
        Event::Image(_) => Some('!'),
        Event::Embed(embed) => Some(if embed.title.is_some() { '[' } else { '<' }),
        Event::Reading(_) => Some('a'),
        Event::Math { .. } => Some('$'),
        Event::FootnoteReference(_) => Some('['),
        Event::CodeBlock { .. } | Event::Rule | Event::Task(_) => None,
    }
}

fn last_char(event: &Event<'_>) -> Option<char> {
    match event {
        Event::Text(text) => text.chars().next_back(),
        event => first_char(Some(event)).map(|_| '!'),
    }
}
