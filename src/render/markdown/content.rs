//! Code, images, formulas and URLs.

use super::super::byte_set::ByteSet;
use super::super::document::{Embed, Event, Image};
use super::super::math;
use super::Writer;
use super::escape::{self, Context, LinePosition};
use super::inline;
use std::borrow::Cow;

impl Writer<'_, '_> {
    /// Writes inline code. Returns the event after it.
    pub(super) fn code(&mut self, start: usize) -> usize {
        let end = inline::end_of(&self.document.events, start).unwrap_or(start);
        match &self.document.events[start..end] {
            // Most inline code is one text.
            [_, Event::Text(text)] => self.code_span(text),
            events => {
                let pieces = events.iter().map(|event| match event {
                    Event::Text(piece) => piece,
                    Event::Break => " ",
                    Event::Math { tex, .. } => tex,
                    _ => "",
                });
                self.code_span(&pieces.collect::<String>());
            }
        }
        end + 1
    }

    pub(super) fn code_span(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        if self.context.in_link && text.contains("]:") {
            // After the bracket of the link, it would be read as a link definition.
            self.raw("<code>");
            self.context.after = Some('<');
            self.text(text);
            return self.raw("</code>");
        }
        let fence = fence(longest_run(text, '`', true) + 1);
        let needs_space = text.starts_with('`') || text.ends_with('`');
        let space = if needs_space { " " } else { "" };
        let text = if self.context.in_cell && text.contains('|') { &text.replace('|', "\\|") } else { text };
        if self.previous() == Some('`') {
            // Two spans side by side would be read as one.
            self.raw("<!-- -->");
        }
        [&*fence, space, text, space, &*fence].into_iter().for_each(|piece| self.raw(piece));
    }

    pub(super) fn image(&mut self, image: &Image<'_>) {
        self.raw("![");
        self.label(&image.alt);
        self.raw("](");
        self.destination(&image.url);
        self.raw(")");
    }

    /// Writes a link to an embedded object: its title, or its URL as an autolink.
    pub(super) fn embed(&mut self, embed: &Embed<'_>) {
        if self.context.in_link {
            // Links do not nest.
            return;
        }
        let Some(title) = embed.title else {
            if embed.url.contains(['<', '>', '|', '\\', ' ']) {
                self.raw("[");
                self.label(&embed.url);
                self.raw("](");
                self.destination(&embed.url);
                return self.raw(")");
            }
            return self.raw(&format!("<{}>", embed.url));
        };
        self.raw("[");
        self.label(title);
        self.raw("](");
        self.destination(&embed.url);
        self.raw(")");
    }

    /// Writes text between the brackets of a link or an image.
    fn label(&mut self, text: &str) {
        let mut context = Context { in_link: true, after: Some(']'), ..self.context };
        for (i, word) in text.split_whitespace().enumerate() {
            self.raw(if i > 0 { " " } else { "" });
            self.position = escape::push(&mut self.out, word, LinePosition::Within, &mut context);
        }
        self.context.has_dollar = context.has_dollar;
    }

    /// Writes the URL of a link or an image. URLs have no spaces and no control characters.
    pub(super) fn destination(&mut self, url: &str) {
        let needs_brackets = url.contains(['(', ')']);
        self.raw(if needs_brackets { "<" } else { "" });
        let mut from = 0;
        while let Some(at) = SPECIAL_IN_URL.find(url.as_bytes(), from) {
            self.out.push_str(&url[from..at]);
            match url.as_bytes()[at] {
                b';' if !escape::ends_reference(url[..at].chars().rev()) => self.out.push(';'),
                b'|' if self.context.in_cell => self.out.push_str("%7C"),
                b'|' => self.out.push('|'),
                byte => self.out.extend(['\\', byte.into()]),
            }
            from = at + 1;
        }
        self.out.push_str(&url[from..]);
        self.raw(if needs_brackets { ">" } else { "" });
    }

    pub(super) fn math(&mut self, tex: &str, is_display: bool) {
        let tex = match self.context.in_cell {
            true => tex.replace("\\|", "\\Vert ").replace('|', "\\vert ").replace("  ", " "),
            false => tex.to_owned(),
        };
        let tex = without_markup(tex.trim());
        if tex.contains('$') || !math::is_balanced(&tex) {
            return self.code_span(&tex);
        }
        let delimiter = if is_display { "$$" } else { "$" };
        self.raw(&format!("{delimiter}{tex}{delimiter}"));
    }

    pub(super) fn code_block(&mut self, language: &str, text: &str) {
        if self.is_fresh && self.extension_mark.is_some_and(|at| !self.out[at..].contains('\n')) {
            // Readers without the extension take the line for a paragraph, in which a fence means nothing. After the
            // mark of a footnote, one comment would be the URL of a link definition.
            let is_footnote = self.out.ends_with("]: ");
            self.out.push_str(if is_footnote { "<!-- --><!-- -->" } else { "<!-- -->" });
            self.is_fresh = false;
        }
        self.begin_block();
        let fence = fence((longest_run(text, '`', false) + 1).max(3));
        self.out.push_str(&fence);
        self.out.push_str(language);
        if self.prefix.is_empty() {
            self.out.push('\n');
            self.out.push_str(text);
            self.out.push('\n');
            return self.out.push_str(&fence);
        }
        for line in text.lines() {
            self.out.push('\n');
            let prefix = if line.is_empty() { self.prefix.trim_end() } else { &self.prefix };
            self.out.push_str(prefix);
            self.out.push_str(line);
        }
        self.out.push('\n');
        self.out.push_str(&self.prefix);
        self.out.push_str(&fence);
    }
}

/// Returns TeX without what readers that do not know formulas take for raw HTML, links or code. TeX ignores the spaces.
fn without_markup(tex: &str) -> Cow<'_, str> {
    if !tex.contains(['<', ']', '`']) && !["://", "www."].iter().any(|url| tex.contains(url)) {
        return Cow::Borrowed(tex);
    }
    let mut out = String::with_capacity(tex.len() + 8);
    let mut chars = tex.chars().peekable();
    while let Some(c) = chars.next() {
        let next = chars.peek();
        // In TeX the backtick is an opening quotation mark.
        out.push(if c == '`' { '‘' } else { c });
        let begins_html = c == '<' && next.is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?'));
        let begins_url = c == ':' && next == Some(&'/') || c == '.' && out.ends_with("www.");
        if begins_html || begins_url || c == ']' && next.is_some_and(|c| matches!(c, '(' | '[' | ':')) {
            out.push(' ');
        }
    }
    out.into()
}

/// Characters that may have to be escaped in a URL.
static SPECIAL_IN_URL: ByteSet = ByteSet::new(b"\\<>$;|");

/// Returns a fence of this many backticks.
fn fence(length: usize) -> Cow<'static, str> {
    match "```".get(..length) {
        Some(fence) => fence.into(),
        None => "`".repeat(length).into(),
    }
}

/// Returns the length of the longest run of a character, anywhere in the text or only at the beginning of lines.
fn longest_run(text: &str, mark: char, anywhere: bool) -> usize {
    if !text.contains(mark) {
        return 0;
    }
    let run = |rest: &str| rest.chars().take_while(|&c| c == mark).count();
    if anywhere {
        let runs = text.split(|c| c != mark).map(|run| run.chars().count());
        return runs.max().unwrap_or(0);
    }
    text.lines().map(|line| run(line.trim_start())).max().unwrap_or(0)
}
