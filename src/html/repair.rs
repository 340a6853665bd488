//! Pages that lose their rest to an element or a comment without an end, which takes it for its own, as the HTML standard
//! demands.

/// What swallows markup until its end: how it starts, and how it ends.
const SWALLOWERS: [(&str, &str); 3] = [("<title", "</title>"), ("<textarea", "</textarea>"), ("<!--", "-->")];

/// Elements that hold nothing but text until their end tag, but for `<script>`, whose end has rules of its own, and for those
/// that are no more in use.
const OF_TEXT: [(&str, &str); 6] = [
    ("<iframe", "</iframe>"),
    ("<noembed", "</noembed>"),
    ("<noframes", "</noframes>"),
    ("<style", "</style>"),
    ("<textarea", "</textarea>"),
    ("<title", "</title>"),
];

/// The page with an end for all elements of text that have none where their `<noscript>` ends; `None` where each has one.
///
/// A browser with scripting takes all of a `<noscript>` for text, so that nobody sees what an `<iframe/>` in it would do.
pub fn close_raw_text_in_noscript(html: &str) -> Option<String> {
    let mut ended = String::new();
    let mut done = 0;
    while let Some(start) = find(html, "<noscript", done) {
        let Some(end) = find(html, "</noscript", start) else { break };
        ended.push_str(&html[done..end]);
        let content = &html[start..end];
        for (open, close) in OF_TEXT {
            if rfind(content, open).is_some_and(|last| !contains_end(&content[last..], close)) {
                ended.push_str(close);
            }
        }
        done = end;
    }
    ended.push_str(&html[done..]);
    (ended.len() > html.len()).then_some(ended)
}

/// The page with an end for the last element or comment that has none; `None` where each has one. A title ends at the
/// next tag, the others at the end of the line. A browser would show such a page empty; truncated and rewritten pages in
/// archives are of this kind.
pub fn close_swallowing_elements(html: &str) -> Option<String> {
    SWALLOWERS.iter().find_map(|&(start, end)| {
        let at = rfind(html, start)?;
        let content = at + start.len();
        if contains_end(&html[content..], end) {
            return None;
        }
        // Past the attributes of the start tag.
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

/// An end tag ends at its name, whatever stands behind that.
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
    fn what_has_no_end_gets_one() {
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
    fn what_has_no_end_in_noscript_ends_there() {
        let page =
            |end: &str| format!("<p>a<NoScript><IFRAME src=x/>{end}</noscript><p>b<noscript><title>c{end}</noscript>");
        let expected = page("").replace("x/></", "x/></iframe></").replace("<title>c</", "<title>c</title></");
        assert_eq!(close_raw_text_in_noscript(&page("")), Some(expected));
        assert_eq!(close_raw_text_in_noscript("<noscript><iframe></iframe></noscript><noscript><iframe>"), None);
        assert_eq!(close_raw_text_in_noscript("<iframe>"), None);
    }
}
