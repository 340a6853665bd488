//! Text with styles, divided into words.

use anstyle::{AnsiColor, Style};
use std::rc::Rc;
use unicode_width::UnicodeWidthChar;

/// How a piece of text looks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Look {
    pub bold: bool,
    pub italic: bool,
    pub underline: bool,
    pub strike: bool,
    pub dim: bool,
    pub code: bool,
    pub link: Option<Rc<str>>,
}

impl Look {
    /// Returns the escape codes before and after text that looks like this.
    pub fn codes(&self) -> (String, String) {
        let mut style = Style::new();
        style = if self.bold { style.bold() } else { style };
        style = if self.italic { style.italic() } else { style };
        style = if self.underline || self.link.is_some() { style.underline() } else { style };
        style = if self.strike { style.strikethrough() } else { style };
        style = if self.dim { style.dimmed() } else { style };
        style = if self.code { style.fg_color(Some(AnsiColor::Cyan.into())) } else { style };
        let (before, after) = (style.render().to_string(), style.render_reset().to_string());
        match &self.link {
            // OSC 8. The ID tells the terminal that the parts of a wrapped link are one link.
            Some(url) => {
                let id = crate::dedup::hash(url) & 0xff_ffff;
                (format!("\x1b]8;id={id:x};{url}\x1b\\{before}"), format!("{after}\x1b]8;;\x1b\\"))
            }
            None => (before, after),
        }
    }
}

/// A part of a line that is not broken: one or more pieces with their looks.
#[derive(Clone, Debug, Default)]
pub struct Word {
    pub pieces: Vec<(String, Look)>,
    pub width: usize,
    /// Whether white space precedes it.
    pub has_space: bool,
    /// Whether a line break precedes it.
    pub has_break: bool,
}

/// A run of words.
#[derive(Clone, Debug, Default)]
pub struct Inline {
    pub words: Vec<Word>,
    /// Whether the next text begins a word, after white space, and after a line break.
    begins: bool,
    space: bool,
    line_break: bool,
}

impl Inline {
    pub fn of(text: &str, look: Look) -> Inline {
        let mut inline = Inline::default();
        inline.push(text, &look);
        inline
    }

    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Appends text. Words of scripts without spaces may be broken between any two characters, except before marks that
    /// close something.
    pub fn push(&mut self, text: &str, look: &Look) {
        for character in text.chars() {
            if matches!(character, ' ' | '\t' | '\n') {
                (self.begins, self.space) = (true, true);
                continue;
            }
            let width = character.width().unwrap_or(0);
            let breaks_here = width == 2 && !is_closing(character);
            let begins = self.begins || breaks_here || self.words.is_empty() || self.ends_wide(character);
            if begins {
                self.words.push(Word { has_space: self.space, has_break: self.line_break, ..Word::default() });
                (self.begins, self.space, self.line_break) = (false, false, false);
            }
            if let Some(word) = self.words.last_mut() {
                word.width += width;
                match word.pieces.last_mut() {
                    Some((piece, last)) if last == look => piece.push(character),
                    _ => word.pieces.push((character.to_string(), look.clone())),
                }
            }
        }
    }

    pub fn push_break(&mut self) {
        (self.begins, self.space, self.line_break) = (true, false, true);
    }

    /// Whether a letter after a wide character begins a word.
    fn ends_wide(&self, next: char) -> bool {
        let last = self.words.last().and_then(|word| word.pieces.last()).and_then(|(piece, _)| piece.chars().last());
        next.is_alphanumeric() && last.is_some_and(|last| last.width() == Some(2))
    }
}

/// Whether a line should not begin with this mark, as rules of line breaking in Chinese and Japanese have it.
fn is_closing(character: char) -> bool {
    "、。，．：；？！」』）】〉》〕］｝ーぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ々".contains(character)
}
