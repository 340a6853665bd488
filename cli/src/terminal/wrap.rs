//! Words to lines.

use super::inline::{Inline, Look, Word};
use super::screen::Screen;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Wraps text to lines that are not wider than the screen. The first line begins with `first`, the others with `rest`.
pub fn wrap(text: &Inline, screen: &Screen, first: &str, rest: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = Line::new(first);
    // A narrow screen with deep nesting still shows a few characters a line.
    let width = screen.width.max(first.width().max(rest.width()) + 4);
    for word in &text.words {
        let gap = usize::from(word.has_space && !line.is_empty);
        if !line.is_empty && (word.has_break || line.width + gap + word.width > width) {
            lines.push(std::mem::replace(&mut line, Line::new(rest)).finish(screen));
        }
        if word.has_space && !line.is_empty {
            line.push_space();
        }
        let mut word = word.clone();
        while line.width + word.width > width {
            let (head, tail) = split(&word, width - line.width);
            line.push(head);
            lines.push(std::mem::replace(&mut line, Line::new(rest)).finish(screen));
            word = tail;
        }
        line.push(word);
    }
    lines.push(line.finish(screen));
    lines
}

/// Splits a word that is wider than a line. The first part has at least one character.
fn split(word: &Word, width: usize) -> (Word, Word) {
    let (mut head, mut tail) = (Word::default(), Word::default());
    for (piece, look) in &word.pieces {
        for character in piece.chars() {
            let own = character.width().unwrap_or(0);
            let fits = tail.pieces.is_empty() && (head.width + own <= width || head.width == 0);
            let part = if fits { &mut head } else { &mut tail };
            part.width += own;
            match part.pieces.last_mut() {
                Some((text, last)) if last == look => text.push(character),
                _ => part.pieces.push((character.to_string(), look.clone())),
            }
        }
    }
    (head, tail)
}

struct Line {
    prefix: String,
    pieces: Vec<(String, Look)>,
    width: usize,
    is_empty: bool,
}

impl Line {
    fn new(prefix: &str) -> Line {
        Line { prefix: prefix.to_owned(), pieces: Vec::new(), width: prefix.width(), is_empty: true }
    }

    fn push(&mut self, word: Word) {
        self.is_empty = false;
        self.width += word.width;
        for (text, look) in word.pieces {
            match self.pieces.last_mut() {
                Some((last, known)) if *known == look => last.push_str(&text),
                _ => self.pieces.push((text, look)),
            }
        }
    }

    /// A space within a link or a style goes on with it.
    fn push_space(&mut self) {
        self.width += 1;
        if let Some((last, _)) = self.pieces.last_mut() {
            last.push(' ');
        }
    }

    fn finish(self, screen: &Screen) -> String {
        let mut line = self.prefix;
        for (text, look) in &self.pieces {
            if screen.is_styled && *look != Look::default() {
                // A space at the end of a piece is not underlined.
                let (before, after) = look.codes();
                let shown = text.trim_end_matches(' ');
                line += &before;
                line += shown;
                line += &after;
                line += &text[shown.len()..];
            } else {
                line += text;
            }
        }
        line.truncate(line.trim_end_matches(' ').len());
        line
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn screen(width: usize) -> Screen {
        Screen { width, height: 24, is_styled: false }
    }

    #[test]
    fn lines_are_not_wider_than_the_screen() {
        let text = Inline::of(
            "Rain and snow, antidisestablishmentarianism! 橋は川を渡る。そして道が続く。 end",
            Look::default(),
        );
        let lines = wrap(&text, &screen(12), "- ", "  ");
        assert!(lines.iter().all(|line| line.width() <= 12), "{lines:?}");
        assert_eq!(lines[..2], ["- Rain and", "  snow,"]);
        assert!(lines.iter().all(|line| !line.trim_start().starts_with('。')), "{lines:?}");
        let words: String = lines.join("").chars().filter(|c| !matches!(c, ' ' | '-')).collect();
        assert_eq!(words, "Rainandsnow,antidisestablishmentarianism!橋は川を渡る。そして道が続く。end");
    }

    #[test]
    fn links_and_styles_are_closed_on_each_line() {
        let link = Look { link: Some("https://example.org/".into()), ..Look::default() };
        let text = Inline::of("one two three", link);
        let lines = wrap(&text, &Screen { is_styled: true, ..screen(8) }, "", "");
        assert_eq!(lines.len(), 2);
        for line in lines {
            assert_eq!(line.matches("\x1b]8;id=").count(), 1, "{line:?}");
            assert!(line.ends_with("\x1b]8;;\x1b\\"), "{line:?}");
        }
    }
}
