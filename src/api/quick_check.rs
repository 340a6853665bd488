//! Whether a page plainly has main text, by its tokens: without a tree, features or scores, and only as far as needed.
//!
//! Readability.js asks its tree for the same (`isProbablyReaderable`: the sum of the roots of the lengths of paragraphs
//! beyond 140 characters). Here runs of text between the tags of blocks are the paragraphs.

use crate::html::tokenizer::char_ref::Decoded;
use crate::html::tokenizer::{Content, Doctype, Receiver, Span, Tag, tokenize};

/// A run counts with the root of the bytes, white space aside, that it has beyond these.
const LEAST_RUN: usize = 40;

/// At most this share of a run may stand in links.
const MOST_LINKED: f32 = 0.3;

/// With so much a page has main text. Of 2,815 annotated pages of four sets (WCXB's development split, L3S-GN1,
/// CleanEval, dragnet) 89 % have as much, one of which [`Article::is_article`](crate::Article::is_article) says no to.
const ENOUGH: f32 = 40.0;

/// Whether the page has as much prose outside of links, menus, forms and the like as only pages with main text have.
/// `false` says nothing: the page may have text in lines, tables or scripts.
pub(crate) fn has_prose(page: &str) -> bool {
    let mut probe = Probe { page, run: Run::default(), prose: 0.0, in_link: false, frames: 0, is_raw: false };
    tokenize(page, &mut probe);
    probe.has_enough()
}

/// The text since the last tag of a block.
#[derive(Default)]
struct Run {
    bytes: usize,
    bytes_in_links: usize,
    has_mark: bool,
}

struct Probe<'p> {
    page: &'p str,
    run: Run,
    prose: f32,
    in_link: bool,
    /// How many elements are open whose text is not the page's own.
    frames: u32,
    /// Whether the text to come is that of a script or the like.
    is_raw: bool,
}

impl Probe<'_> {
    fn has_enough(&self) -> bool {
        self.prose > ENOUGH
    }

    fn end_run(&mut self) {
        let run = std::mem::take(&mut self.run);
        let is_linked = run.bytes_in_links as f32 > MOST_LINKED * run.bytes as f32;
        if self.frames == 0 && run.has_mark && run.bytes > LEAST_RUN && !is_linked {
            self.prose += ((run.bytes - LEAST_RUN) as f32).sqrt();
        }
    }
}

/// How a tag matters.
enum Kind {
    Link,
    /// It parts no text.
    Inline,
    Raw(Content),
    /// Its text is not the page's own.
    Frame,
    Block,
}

fn kind(name: &str) -> Kind {
    let mut lower = [0; 10];
    let Some(lower) = lower.get_mut(..name.len()) else { return Kind::Block };
    lower.copy_from_slice(name.as_bytes());
    lower.make_ascii_lowercase();
    match &*lower {
        b"a" => Kind::Link,
        b"abbr" | b"b" | b"big" | b"br" | b"cite" | b"code" | b"del" | b"em" | b"font" | b"i" | b"img" | b"ins"
        | b"kbd" | b"mark" | b"path" | b"q" | b"s" | b"small" | b"span" | b"strong" | b"sub" | b"sup" | b"svg"
        | b"time" | b"tt" | b"u" | b"var" | b"wbr" => Kind::Inline,
        b"script" => Kind::Raw(Content::Script),
        b"style" | b"iframe" | b"noembed" | b"noframes" | b"xmp" => Kind::Raw(Content::Rawtext),
        b"title" | b"textarea" => Kind::Raw(Content::Rcdata),
        b"aside" | b"button" | b"dialog" | b"footer" | b"form" | b"header" | b"nav" | b"select" => Kind::Frame,
        _ => Kind::Block,
    }
}

/// Whether the text has a mark that ends or parts sentences.
fn has_mark(text: &str) -> bool {
    text.bytes().any(|byte| matches!(byte, b'.' | b',' | b'?' | b'!'))
        || !text.is_ascii() && text.contains(['。', '，', '、', '।', '؟', '،'])
}

impl Receiver for Probe<'_> {
    fn text(&mut self, run: Span) {
        if self.is_raw {
            return;
        }
        let text = &self.page[run];
        let bytes = text.bytes().filter(|byte| !byte.is_ascii_whitespace()).count();
        self.run.bytes += bytes;
        self.run.bytes_in_links += if self.in_link { bytes } else { 0 };
        self.run.has_mark = self.run.has_mark || has_mark(text);
    }

    fn reference(&mut self, _: Decoded) {}

    fn null(&mut self) {}

    fn start_tag(&mut self, tag: &Tag<'_>) -> Content {
        self.is_raw = false;
        match kind(tag.name) {
            Kind::Link => self.in_link = true,
            Kind::Inline => {}
            Kind::Raw(content) => {
                self.is_raw = true;
                return content;
            }
            Kind::Frame => {
                self.end_run();
                self.frames += 1;
            }
            Kind::Block => self.end_run(),
        }
        Content::Data
    }

    fn end_tag(&mut self, name: &str) {
        self.is_raw = false;
        match kind(name) {
            Kind::Link => self.in_link = false,
            Kind::Inline | Kind::Raw(_) => {}
            Kind::Frame => {
                self.end_run();
                self.frames = self.frames.saturating_sub(1);
            }
            Kind::Block => self.end_run(),
        }
    }

    fn comment(&mut self, _: &str) {}

    fn doctype(&mut self, _: &Doctype) {}

    fn is_in_foreign_content(&self) -> bool {
        false
    }

    fn is_full(&self) -> bool {
        self.has_enough()
    }

    fn end(&mut self) {
        self.end_run();
    }
}

#[cfg(test)]
mod tests {
    use super::{Kind, has_prose, kind};
    use crate::html::parse::content_model;
    use crate::html::tag::{Tag, with_tags};
    use crate::html::tokenizer::Content;

    const PROSE: &str = "<p>Rivers carry <b>water</b>, and with it sand, from the mountains to the sea.</p>";

    /// The probe knows elements by their names' bytes, the parser by their tags.
    #[test]
    fn raw_text_is_that_of_the_parser() {
        macro_rules! check {
            ($($tag:ident $name:literal,)*) => {
                [$((Tag::$tag, $name),)*]
            };
        }
        for (tag, name) in with_tags!(check) {
            let content = match kind(name) {
                Kind::Raw(content) => content,
                _ => Content::Data,
            };
            // Nothing ends a `<plaintext>`: the probe reads its markup as such.
            assert!(content == content_model(tag) || tag == Tag::Plaintext, "{name}");
        }
    }

    #[test]
    fn prose_is_what_stands_outside_of_links_and_frames() {
        assert!(has_prose(&PROSE.repeat(20)));
        assert!(!has_prose(&PROSE.repeat(2)), "too little");
        assert!(!has_prose(&format!("<footer>{}</footer>", PROSE.repeat(20))));
        assert!(!has_prose(&format!("<NAV>{}</NAV>", PROSE.repeat(20))));
        assert!(!has_prose(&PROSE.replace("<p>", "<p><a href=/>").repeat(20)));
        assert!(!has_prose(&format!("<script>{}</script>", PROSE.repeat(20).replace('<', "< "))));
        assert!(!has_prose(&"<li>a word of a menu without any mark at all in it</li>".repeat(50)));
        assert!(has_prose(&"<div>河流把水和泥沙从山上带到海里，也因此塑造了大地的形状。</div>".repeat(20)));
    }
}
