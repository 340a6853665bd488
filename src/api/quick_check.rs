//! A quick check whether a page has main text. It reads tokens only, without a tree, features or scores, and stops as soon as
//! it has seen enough prose.
//!
//! The idea is Readability's `isProbablyReaderable`, which sums the square roots of the lengths of paragraphs beyond 140
//! characters. Here a paragraph is a run of text between the tags of block-level elements.

use crate::html::tokenizer::char_ref::Decoded;
use crate::html::tokenizer::{Content, Doctype, Receiver, Span, Tag, tokenize};

/// Bytes of a run, not counting white space, that add nothing. A run adds the square root of its further bytes. Chosen by
/// hand.
const MIN_RUN_BYTES: usize = 40;

/// Maximum share of a run's bytes in links. Chosen by hand.
const MAX_LINK_SHARE: f32 = 0.3;

/// A page with this sum has main text. Of 2,815 annotated pages of four data sets (WCXB's development split, L3S-GN1,
/// CleanEval, dragnet), 89 % reach it. [`Article::is_article`](crate::Article::is_article) denies one of these.
const MIN_PROSE: f32 = 40.0;

/// Returns whether a page has enough prose outside of links, menus and forms to be sure that it has main text. `false` means
/// "unknown": the page may have text in lines, tables or scripts.
pub(crate) fn has_prose(page: &str) -> bool {
    let mut check = QuickCheck { page, run: Run::default(), prose: 0.0, in_link: false, frames: 0, is_raw: false };
    tokenize(page, &mut check);
    check.has_enough()
}

/// The text since the last tag of a block-level element.
#[derive(Default)]
struct Run {
    bytes: usize,
    bytes_in_links: usize,
    has_mark: bool,
}

struct QuickCheck<'p> {
    page: &'p str,
    run: Run,
    prose: f32,
    in_link: bool,
    /// Number of open menus, forms and similar elements.
    frames: u32,
    /// Whether the next text is that of a script, a style or another raw text element.
    is_raw: bool,
}

impl QuickCheck<'_> {
    fn has_enough(&self) -> bool {
        self.prose > MIN_PROSE
    }

    fn end_run(&mut self) {
        let run = std::mem::take(&mut self.run);
        let is_linked = run.bytes_in_links as f32 > MAX_LINK_SHARE * run.bytes as f32;
        if self.frames == 0 && run.has_mark && run.bytes > MIN_RUN_BYTES && !is_linked {
            self.prose += ((run.bytes - MIN_RUN_BYTES) as f32).sqrt();
        }
    }
}

/// The effect of a tag.
enum Kind {
    Link,
    /// Does not end a run of text.
    Inline,
    Raw(Content),
    /// A menu, form or similar element, whose text does not count.
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

/// Returns the number of bytes that are neither white space nor control characters.
fn bytes_above_space(text: &[u8]) -> usize {
    // Chunks of a constant length are vectorized; they are so short that the sums fit a byte.
    let (chunks, rest) = text.as_chunks::<32>();
    let of_chunk = |chunk: &[u8; 32]| chunk.iter().fold(0_u8, |sum, &byte| sum + u8::from(byte > b' '));
    chunks.iter().map(|chunk| usize::from(of_chunk(chunk))).sum::<usize>()
        + rest.iter().filter(|&&byte| byte > b' ').count()
}

/// Returns whether the text has a mark that ends or divides sentences.
fn has_mark(text: &str) -> bool {
    text.bytes().any(|byte| matches!(byte, b'.' | b',' | b'?' | b'!'))
        || !text.is_ascii() && text.contains(['。', '，', '、', '।', '؟', '،'])
}

impl Receiver for QuickCheck<'_> {
    fn text(&mut self, run: Span) {
        if self.is_raw {
            return;
        }
        let text = &self.page[run];
        let bytes = bytes_above_space(text.as_bytes());
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

    /// The quick check knows elements by the bytes of their names, the parser by their tags.
    #[test]
    fn raw_text_elements_are_those_of_the_parser() {
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
            // Nothing ends a `<plaintext>`: the quick check reads its markup as markup.
            assert!(content == content_model(tag) || tag == Tag::Plaintext, "{name}");
        }
    }

    #[test]
    fn only_prose_outside_of_links_and_menus_counts() {
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
