//! Pages that a browser would show empty: a `<title>`, `<textarea>` or comment without an end takes the rest of the page
//! for its own, as the HTML standard demands. Truncated or rewritten pages in archives have them.

/// What swallows markup until its end: how it starts, and how it ends.
const SWALLOWERS: [(&str, &str); 3] = [("<title", "</title>"), ("<textarea", "</textarea>"), ("<!--", "-->")];

/// The page with an end for the last element or comment that has none; `None` where each has one. A title ends at the
/// next tag, the others at the end of the line.
pub fn repair(html: &str) -> Option<String> {
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
    use super::repair;

    #[test]
    fn what_has_no_end_gets_one() {
        let repaired = |html: &str| repair(html).unwrap_or_default();
        assert_eq!(repaired("<TITLE>News<p>Text"), "<TITLE>News</title><p>Text");
        assert_eq!(
            repaired("<title id=a>News</titlex=\"1\"><p>Text"),
            "<title id=a>News</title></titlex=\"1\"><p>Text"
        );
        assert_eq!(repaired("<p>a<!-- b\n<p>c"), "<p>a<!-- b-->\n<p>c");
        assert_eq!(repair("<title>News</title ><!-- a --><p>Text"), None);
        assert_eq!(repair("<title>News"), None);
        assert_eq!(repair(""), None);
    }
}
