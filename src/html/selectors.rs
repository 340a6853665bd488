//! CSS selectors for what is the main text and what is not; the nodes of the caller's own page.

use crate::html::limits::{Budget, Limit};
use crate::html::parse::{CopiedPage, copy_scraper_page};
use crate::html::tree::{NodeId, Tree};
use rustc_hash::FxHashSet;
use scraper::error::SelectorErrorKind;
use scraper::{Html, Selector};

/// The selectors of the caller.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Selectors {
    pub content: Option<Selector>,
    pub excluded: Vec<Selector>,
}

/// A page that scraper has parsed, with what the selectors say of it.
pub(crate) struct SelectedPage {
    pub tree: Tree,
    /// The caller's node for each of the tree's.
    pub origins: Vec<ego_tree::NodeId>,
    /// The elements that hold the main text, in order; none where the scorer has to find it.
    pub content: Vec<NodeId>,
    /// The limit that was passed, if one was.
    pub passed: Option<Limit>,
}

impl Selectors {
    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.content.is_none() && self.excluded.is_empty()
    }

    /// A page's tree and what the selectors match in it.
    pub fn apply(&self, html: &Html, budget: Budget) -> SelectedPage {
        let excluded = self.excluded.iter().flat_map(|selector| html.select(selector)).map(|element| element.id());
        let CopiedPage { tree, origins, passed } = copy_scraper_page(html, &excluded.collect(), budget);
        let content = self.content.iter().flat_map(|selector| html.select(selector)).map(|element| element.id());
        let content: FxHashSet<ego_tree::NodeId> = content.collect();
        let is_content = |&node: &NodeId| content.contains(&origins[node as usize]);
        let content = match content.is_empty() {
            true => Vec::new(),
            false => (1..tree.len() as NodeId).filter(is_content).collect(),
        };
        SelectedPage { tree, origins, content, passed }
    }
}

/// A page as scraper parses it.
pub(crate) fn page(text: &str) -> Html {
    Html::parse_document(text)
}

/// A selector that does not parse.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("invalid CSS selector `{selector}`: unexpected {found} at byte {at}")]
pub(crate) struct InvalidSelector {
    pub selector: String,
    pub at: usize,
    pub found: String,
}

/// A parsed selector.
pub(crate) fn parse(selector: &str) -> Result<Selector, InvalidSelector> {
    Selector::parse(selector).map_err(|_| {
        let at = position_of_error(selector);
        let found = if at == selector.len() { "end".to_owned() } else { format!("`{}`", &selector[at..]) };
        InvalidSelector { selector: selector.to_owned(), at, found }
    })
}

/// Where a selector that does not parse goes wrong: scraper does not hand on the place. Up to there it parses, or lacks
/// nothing but more.
fn position_of_error(selector: &str) -> usize {
    let is_beginning = |end: &usize| {
        ["", "a", "a)", "a]"].iter().any(|rest| {
            let result = Selector::parse(&format!("{}{rest}", &selector[..*end]));
            matches!(result, Ok(_) | Err(SelectorErrorKind::EndOfLine))
        })
    };
    let ends = selector.char_indices().map(|(at, _)| at).chain([selector.len()]);
    ends.take_while(is_beginning).last().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::{parse, position_of_error};

    #[test]
    fn errors_show_where() {
        assert_eq!(position_of_error("div >> p"), 5);
        assert_eq!(position_of_error("p, .a:nope > b"), 6);
        assert_eq!(position_of_error("p,"), 2);
        assert_eq!(position_of_error(""), 0);
        assert!(parse("article > p:not(.x) a[href^='/a']").is_ok());
        assert_eq!(parse("p,").unwrap_err().to_string(), "invalid CSS selector `p,`: unexpected end at byte 2");
    }
}
