//! Repairs of pages in which an element or comment without an end swallows the rest.
//!
//! The HTML Standard makes everything after an unclosed `<title>`, `<textarea>` or comment its text. Truncated and
//! rewritten pages in archives are often of this kind; a browser shows them empty.

/// Constructs that swallow markup until their end, with their start and end.
const SWALLOWERS: [(&str, &str); 3] = [("<title", "</title>"), ("<textarea", "</textarea>"), ("<!--", "-->")];

/// Elements whose content is text until their end tag. `<script>`, whose end follows rules of its own, and obsolete
/// elements are not listed.
const RAW_TEXT_ELEMENTS: [(&str, &str); 6] = [
    ("<iframe", "</iframe>"),
    ("<noembed", "</noembed>"),
    ("<noframes", "</noframes>"),
    ("<style", "</style>"),
    ("<textarea", "</textarea>"),
    ("<title", "</title>"),
];

/// Closes each element of raw text that is still open at the end of its `<noscript>`. Returns `None` if there is none.
///
/// A browser with scripting reads the whole `<noscript>` as text, so authors never see what an `<iframe/>` in it does.
pub fn close_raw_text_in_noscript(html: &str) -> Option<String> {
    let mut ended = String::new();
    let mut done = 0;
    while let Some(start) = find(html, "<noscript", done) {
        let Some(end) = find(html, "</noscript", start) else { break };
        ended.push_str(&html[done..end]);
        let content = &html[start..end];
        for (open, close) in RAW_TEXT_ELEMENTS {
            if rfind(content, open).is_some_and(|last| !contains_end(&content[last..], close)) {
                ended.push_str(close);
            }
        }
        done = end;
    }
    ended.push_str(&html[done..]);
    (ended.len() > html.len()).then_some(ended)
}

/// Closes the last element or comment that has no end: a title at the next tag, the others at the end of the line.
/// Returns `None` if nothing is unclosed.
pub fn close_swallowing_elements(html: &str) -> Option<String> {
    SWALLOWERS.iter().find_map(|&(start, end)| {
        let at = rfind(html, start)?;
        let content = at + start.len();
        if contains_end(&html[content..], end) {
            return None;
        }
        // Skip the attributes of the start tag.
        let content = if start == "<!--" { content } else { content + html[content..].find('>')? + 1 };
        let stop = if start == "<title" { '<' } else { '\n' };
        let stop = content + html[content..].find(stop)?;
        Some(format!("{}{end}{}", &html[..stop], &html[stop..]))
    })
}

fn find(html: &str, name: &str, from: usize) -> Option<usize> {
    let (html, name) = (html.as_bytes(), name.as_bytes());
    let mut starts = memchr::memchr_iter(b'<', &html[from..]).map(|at| from + at);
    starts.find(|&at| html.get(at..at + name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name)))
}

fn rfind(html: &str, name: &str) -> Option<usize> {
    let (html, name) = (html.as_bytes(), name.as_bytes());
    (0..=html.len().checked_sub(name.len())?).rev().find(|&at| html[at..at + name.len()].eq_ignore_ascii_case(name))
}

/// Whether the end occurs. An end tag is complete with its name, whatever follows it.
fn contains_end(html: &str, end: &str) -> bool {
    let (html, end) = (html.as_bytes(), end.as_bytes());
    let is_tag = end[1] == b'/';
    let name = if is_tag { &end[..end.len() - 1] } else { end };
    html.windows(name.len()).enumerate().any(|(at, found)| {
        let next = html.get(at + name.len());
        found.eq_ignore_ascii_case(name)
            && (!is_tag
                || next.is_some_and(|next| matches!(next, b'>' | b'/' | b' ' | b'\t' | b'\n' | b'\x0c' | b'\r')))
    })
}

#[cfg(test)]
mod tests {
    use super::{close_raw_text_in_noscript, close_swallowing_elements};

    #[test]
    fn unclosed_title_or_comment_is_closed() {
        let repaired = |html: &str| close_swallowing_elements(html).unwrap_or_default();
        assert_eq!(repaired("<TITLE>News<p>Text"), "<TITLE>News</title><p>Text");
        assert_eq!(
            repaired("<title id=a>News</titlex=\"1\"><p>Text"),
            "<title id=a>News</title></titlex=\"1\"><p>Text"
        );
        assert_eq!(repaired("<p>a<!-- b\n<p>c"), "<p>a<!-- b-->\n<p>c");
        assert_eq!(close_swallowing_elements("<title>News</title ><!-- a --><p>Text"), None);
        assert_eq!(close_swallowing_elements("<title>News"), None);
        assert_eq!(close_swallowing_elements(""), None);
    }

    #[test]
    fn raw_text_unclosed_in_noscript_is_closed_there() {
        let page =
            |end: &str| format!("<p>a<NoScript><IFRAME src=x/>{end}</noscript><p>b<noscript><title>c{end}</noscript>");
        let expected = page("").replace("x/></", "x/></iframe></").replace("<title>c</", "<title>c</title></");
        assert_eq!(close_raw_text_in_noscript(&page("")), Some(expected));
        assert_eq!(close_raw_text_in_noscript("<noscript><iframe></iframe></noscript><noscript><iframe>"), None);
        assert_eq!(close_raw_text_in_noscript("<iframe>"), None);
    }
}
