//! Containers and blocks: marks, indentation and empty lines.

use super::super::document::List;
use super::escape::LinePosition;
use super::{Level, OpenList, Writer};

impl Writer<'_, '_> {
    /// Goes to the start of a block: a new line after an empty one.
    pub(super) fn begin_block(&mut self) {
        let is_tight = self.level().is_tight;
        self.begin_apart(!is_tight);
    }

    pub(super) fn begin_apart(&mut self, with_empty_line: bool) {
        if !self.is_fresh && with_empty_line {
            self.out.push('\n');
            self.out.push_str(self.prefix.trim_end());
        }
        self.begin_line();
    }

    pub(super) fn begin_line(&mut self) {
        if !std::mem::take(&mut self.is_fresh) {
            self.out.push('\n');
            self.out.push_str(&self.prefix);
        }
        self.level().last_mark = None;
        self.position = LinePosition::LineStart;
        self.forget_marks();
    }

    /// Forgets marks in the last block: they cannot pair with later ones.
    pub(super) fn forget_marks(&mut self) {
        self.context.has_dollar = false;
        self.context.in_emphasis = false;
    }

    pub(super) fn open_container(&mut self, mark: &str, indentation: &str) {
        self.levels.push(Level { outer_prefix: self.prefix.len(), ..Level::default() });
        self.out.push_str(mark);
        self.prefix.push_str(indentation);
        self.is_fresh = true;
    }

    pub(super) fn close_container(&mut self) {
        if let Some(level) = self.levels.pop() {
            self.prefix.truncate(level.outer_prefix);
            if level.is_transparent {
                self.level().last_mark = level.last_mark;
                return;
            }
        }
        self.is_fresh = false;
    }

    pub(super) fn start_list(&mut self, list: List) {
        let marks = if list.start.is_some() { ['.', ')'] } else { ['-', '*'] };
        let is_taken = self.level().last_mark == Some(marks[0]);
        let mark = marks[usize::from(is_taken)];
        // A list that does not begin with 1 would be read as part of the paragraph before it.
        let is_apart = !self.level().is_tight || list.start.is_some_and(|start| start != 1);
        self.begin_apart(is_apart);
        // The first item begins on the line of the list.
        self.is_fresh = true;
        self.level().list = Some(OpenList { number: list.start, mark, is_tight: list.is_tight });
    }

    pub(super) fn start_item(&mut self) {
        let Some(list) = self.level().list else { return };
        self.begin_apart(!list.is_tight);
        // The longest number has ten digits.
        const INDENTATION: &str = "            ";
        self.level().list = Some(OpenList { number: list.number.map(|number| number + 1), ..list });
        match (list.number, list.mark) {
            (Some(number), mark) => {
                let mark = format!("{number}{mark} ");
                self.open_container(&mark, &INDENTATION[..mark.len()]);
            }
            (None, '*') => self.open_container("* ", "  "),
            (None, _) => self.open_container("- ", "  "),
        }
        self.level().is_tight = list.is_tight;
    }

    pub(super) fn level(&mut self) -> &mut Level {
        // The outermost level is never closed.
        let last = self.levels.len() - 1;
        &mut self.levels[last]
    }
}
