//! The texts of a page's scripts, which the tree does not keep. Used to find embedded state on pages that show no
//! text.

use memchr::memmem;
use std::borrow::Cow;

/// Returns the texts of the inline scripts in a page's markup. Takes time linear in the page.
pub fn scripts(html: &str) -> Vec<Cow<'_, str>> {
    let lower = html.to_ascii_lowercase();
    let (open, close) = (memmem::Finder::new("<script"), memmem::Finder::new("</script"));
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = open.find(&lower.as_bytes()[at..]).map(|start| at + start) {
        let Some(text) = tag_end(&html[start..]).map(|end| start + end) else { break };
        let end = close.find(&lower.as_bytes()[text..]).map_or(html.len(), |end| text + end);
        found.push(Cow::Borrowed(html[text..end].trim()));
        at = end;
    }
    found.retain(|text| !text.is_empty());
    found
}

/// Returns the length of a tag; a `>` in a quoted value does not end it.
fn tag_end(tag: &str) -> Option<usize> {
    let mut quote = None;
    for (at, b) in tag.bytes().enumerate() {
        match (quote, b) {
            (None, b'>') => return Some(at + 1),
            (None, b'"' | b'\'') => quote = Some(b),
            (Some(open), _) if open == b => quote = None,
            _ => {}
        }
    }
    None
}

/// Returns the texts of the scripts in a page that scraper parsed.
#[cfg(feature = "scraper")]
pub fn scripts_of_scraper(html: &scraper::Html) -> Vec<Cow<'_, str>> {
    let scripts = html.tree.nodes().filter(|node| node.value().as_element().is_some_and(|e| e.name() == "script"));
    scripts
        .map(|script| {
            let texts = script.children().filter_map(|child| child.value().as_text().map(|text| &**text));
            Cow::Owned(texts.collect::<String>())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::scripts;

    #[test]
    fn inline_scripts_are_found_in_any_case_and_without_end() {
        let html = "<p>a<SCRIPT type='a>b'>var a = 1;</SCRIPT >b<script src=x></script><script>open";
        assert_eq!(scripts(html), ["var a = 1;", "open"]);
        assert!(scripts("<script type='x").is_empty());
    }
}
