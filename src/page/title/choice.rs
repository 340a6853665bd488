//! Chooses between the headings and the declared titles.

use super::declared::DeclaredTitles;
use super::heading::MIN_OVERLAP;
use super::site_name::is_part;
use super::words::{dice, in_one_line, plain_words};
use super::{MAX_TITLE_BYTES, TitleSource};
use crate::page::blocks::{BlockKind, Blocks};
use crate::text::words::word_set;
use std::cmp::Reverse;

/// Minimum word overlap (Dice coefficient) of an `<h1>` that gives the declared title in other words; with less, it is
/// a slogan. On the annotated pages of the corpus, 0.1 loses six titles and 0.3 loses four.
const MIN_OVERLAP_IN_OTHER_WORDS: f32 = 0.2;

/// Returns the text and source of the title: a heading that the head confirms, or else a declared title.
pub(super) fn choose(
    declared: &DeclaredTitles,
    blocks: &Blocks,
    title_block: Option<usize>,
) -> Option<(String, TitleSource)> {
    let heading = |i| Some((heading_text(blocks.text(i), declared)?, TitleSource::Heading));
    let Some((best, source)) = declared.best() else { return title_block.and_then(heading) };
    let choice = Choice::new(declared, blocks, title_block, best);
    match choice.heading() {
        Pick::Heading(i) => heading(i),
        Pick::Declared if choice.title.is_empty() => title_block.and_then(heading),
        Pick::Declared => Some((in_one_line(choice.title), source)),
    }
}

/// Returns the text of a heading without the signs of its own link (`#`) and without what follows a bar: a section or
/// the site, unless the head shows that the bar belongs to the title.
fn heading_text(text: &str, declared: &DeclaredTitles) -> Option<String> {
    let text = text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '#' | '¶' | '§'));
    let mut text = in_one_line(text);
    let bar = text.find(" | ").filter(|&at| declared.is_site(&text[at..]) || !declared.is_complete(&text));
    if let Some(at) = bar {
        text.truncate(at);
    }
    Some(text).filter(|text| !text.is_empty())
}

enum Pick {
    Heading(usize),
    Declared,
}

/// The candidates for the title.
struct Choice<'a> {
    declared: &'a DeclaredTitles<'a>,
    blocks: &'a Blocks,
    title_block: Option<usize>,
    /// The declared title without the name of the site.
    title: &'a str,
    /// [`plain_words`] of `title`.
    title_words: String,
    /// [`plain_words`] of the titles with which a heading is compared.
    forms: Vec<String>,
}

impl<'a> Choice<'a> {
    /// The candidates, if `best` is the declared title to choose.
    fn new(declared: &'a DeclaredTitles, blocks: &'a Blocks, title_block: Option<usize>, best: &'a str) -> Choice<'a> {
        let title = declared.without_site(best);
        let best_words = plain_words(best);
        // If `<title>` contains more words than `best`, these are the name of the site. A heading that shows the name
        // is no title, so such a `<title>` is not compared.
        let has_words = best_words != " ";
        let has_site =
            |element: &String| has_words && element.len() > best_words.len() && element.contains(&best_words);
        let element = declared.element.map(plain_words).filter(|element| !has_site(element));
        let forms = element.into_iter().chain([best_words]).collect();
        Choice { declared, blocks, title_block, title, title_words: plain_words(title), forms }
    }

    /// Applies the rules in order.
    fn heading(&self) -> Pick {
        if let Some(i) = self.after_colon() {
            return Pick::Heading(i);
        }
        if let Some(i) = self.longest_h1_that_begins_title() {
            return Pick::Heading(i);
        }
        let Some(i) = self.title_block else { return Pick::Declared };
        if self.is_h1(i) {
            if self.has_words_before_title(i) {
                return Pick::Declared;
            }
            if self.is_confirmed(i) || self.is_similar(i) {
                return Pick::Heading(i);
            }
        }
        if self.is_part_of_title_element(i) {
            return Pick::Heading(i);
        }
        let declares_site_only = self.declared.is_site(self.title) && !self.declared.is_home;
        if declares_site_only && self.is_h1(i) { Pick::Heading(i) } else { Pick::Declared }
    }

    fn is_h1(&self, i: usize) -> bool {
        let block = &self.blocks.list[i];
        block.kind == BlockKind::Heading(1) && !block.hidden && !self.declared.site_headings.contains(&i)
    }

    /// Returns the heading that is what follows the first colon of the `<title>`, as in "Blog: Title", if no heading and no other
    /// declared title is the whole `<title>`.
    fn after_colon(&self) -> Option<usize> {
        let others = [self.declared.open_graph, self.declared.twitter];
        let element = self.declared.element.filter(|element| !others.contains(&Some(*element)))?;
        let (_, after) = element.split_once(": ")?;
        let (whole, after) = (plain_words(element), plain_words(after));
        let list = &self.blocks.list;
        let mut found = None;
        for i in (0..list.len())
            .filter(|&i| matches!(list[i].kind, BlockKind::Heading(_)) && list[i].text.len() <= MAX_TITLE_BYTES)
        {
            let words = plain_words(self.blocks.text(i));
            if words == whole {
                return None;
            }
            if found.is_none() && words == after && words.trim().contains(' ') && !list[i].hidden {
                found = Some(i);
            }
        }
        found
    }

    /// Returns the longest `<h1>` with whose words a declared title begins.
    fn longest_h1_that_begins_title(&self) -> Option<usize> {
        let begins = |i: &usize| {
            let words = plain_words(self.blocks.text(*i));
            words.len() > 2 && self.forms.iter().any(|form| form.starts_with(&words))
        };
        let list = &self.blocks.list;
        let h1s = (0..list.len()).filter(|&i| self.is_h1(i) && list[i].text.len() <= MAX_TITLE_BYTES);
        h1s.filter(begins).max_by_key(|&i| (list[i].chars, Reverse(i)))
    }

    /// Whether a heading has words before the declared title, as in "What is payroll?". Such words introduce the title.
    fn has_words_before_title(&self, i: usize) -> bool {
        let words = plain_words(self.blocks.text(i));
        let has_several_words = self.title_words.trim().contains(' ');
        has_several_words && words.contains(&self.title_words) && !words.starts_with(&self.title_words)
    }

    /// Whether a declared title contains a heading.
    fn is_confirmed(&self, i: usize) -> bool {
        let words = plain_words(self.blocks.text(i));
        words.len() > 2 && self.forms.iter().any(|form| form.contains(&words))
    }

    /// Whether a heading gives the declared title in other words, or shows the `<title>`, which can be a different one.
    fn is_similar(&self, i: usize) -> bool {
        let heading = word_set(self.blocks.text(i));
        let overlap = |title: &str| dice(&heading, &word_set(title));
        let element = || self.declared.element.map(|element| self.declared.without_site(element));
        overlap(self.title) >= MIN_OVERLAP_IN_OTHER_WORDS
            || element().is_some_and(|element| overlap(element) >= MIN_OVERLAP)
    }

    /// Whether a heading is a part of the `<title>`, as in "Site - Section - Title", and no heading shows the declared
    /// title.
    fn is_part_of_title_element(&self, i: usize) -> bool {
        let shows_title = |i: usize| {
            matches!(self.blocks.list[i].kind, BlockKind::Heading(_))
                && plain_words(self.blocks.text(i)) == self.title_words
        };
        is_part(self.blocks.text(i), self.declared.element) && !(0..self.blocks.list.len()).any(shows_title)
    }
}
