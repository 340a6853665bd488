//! Self-closed elements on pages that are XML.
//!
//! An HTML parser ignores the slash of `<script/>`, so the element swallows the page up to the next `</script>`. Pages that
//! are serialized as XML, but read as HTML, have such tags. Where a page says that it is XHTML, and the element is not
//! closed before the next one of its name starts, the slash counts.

use super::{Content, Receiver, Tokenizer};
use memchr::memmem::{self, Finder};
use once_cell::sync::Lazy;

/// Number of bytes in which a page says that it is XHTML: its XML declaration, its `DOCTYPE` and the namespace of `<html>`.
const HEAD: usize = 1024;

/// Whether a page says that it is XHTML.
pub(super) fn is_xhtml(page: &str) -> bool {
    let head = &page.as_bytes()[..page.len().min(HEAD)];
    static SIGNS: Lazy<[Finder; 2]> =
        Lazy::new(|| ["//DTD XHTML ", "xmlns=\"http://www.w3.org/1999/xhtml\""].map(Finder::new));
    head.trim_ascii_start().starts_with(b"<?xml ") || SIGNS.iter().any(|sign| sign.find(head).is_some())
}

/// The next tags of one name, at or after some position. Kept, since a page may have many self-closed elements.
pub(super) struct NextTags<'p> {
    name: &'p str,
    start: usize,
    end: usize,
}

impl<'p, R: Receiver> Tokenizer<'p, '_, R> {
    /// Closes the element of a self-closed start tag that has just been read, unless an end tag follows.
    #[cold]
    pub(super) fn close_self_closed(&mut self, name: &'p str) {
        let known = self.next_tags.iter().position(|tags| tags.name.eq_ignore_ascii_case(name));
        let known = known.unwrap_or_else(|| {
            self.next_tags.push(NextTags { name, start: 0, end: 0 });
            self.next_tags.len() - 1
        });
        let NextTags { mut start, mut end, .. } = self.next_tags[known];
        if start < self.at {
            start = self.find_tag("<", name);
        }
        if end < self.at {
            end = self.find_tag("</", name);
        }
        (self.next_tags[known].start, self.next_tags[known].end) = (start, end);
        if start <= end {
            self.content = Content::Data;
            self.receiver.end_tag(name);
        }
    }

    /// Returns the position of the next tag of this name, or `usize::MAX` if there is none.
    fn find_tag(&self, open: &str, name: &str) -> usize {
        let bytes = self.page.as_bytes();
        let mut starts = memmem::find_iter(&bytes[self.at..], open.as_bytes()).map(|offset| self.at + offset);
        let is_named = |at: &usize| {
            let rest = &bytes[at + open.len()..];
            rest.get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()))
                && rest.get(name.len()).is_none_or(|next| !next.is_ascii_alphanumeric())
        };
        starts.find(is_named).unwrap_or(usize::MAX)
    }
}

#[cfg(test)]
mod tests {
    use crate::html::parse::parse;

    const XHTML: &str = "<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Strict//EN\" \"x\"><html><body>";

    #[test]
    fn self_closed_elements_swallow_nothing_on_xhtml_pages() {
        for name in ["iframe", "textarea", "script", "title", "style", "TITLE", "noframes"] {
            for start in
                [XHTML, "<?xml version='1.0'?><html><body>", "<html xmlns=\"http://www.w3.org/1999/xhtml\"><body>"]
            {
                let page = format!("{start}<{name} src='x'/><p>one</p><{name} /><p>two</p><{name}>x</{name}>three");
                let tree = parse(&page);
                let body = tree.text(0).replace('x', "");
                assert_eq!(body, "onetwothree", "{page}");
            }
        }
    }

    #[test]
    fn slash_is_ignored_before_an_end_tag_and_on_html_pages() {
        let page = format!("{XHTML}<script src=a />var a = '<p>';</script><p>one<iframe /></iframe>two");
        assert_eq!(parse(&page).text(0), "onetwo");
        assert_eq!(parse("<p>one<script/><p>two").text(0), "one");
    }

    #[test]
    fn many_self_closed_elements_take_linear_time() {
        let page = format!("{XHTML}{}", "<iframe/><title/>x".repeat(50_000));
        assert_eq!(parse(&page).text(0).len(), 50_000);
    }
}
