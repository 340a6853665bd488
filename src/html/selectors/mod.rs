//! CSS selectors for the main content and for excluded elements.
//!
//! The selectors are evaluated on the tree of the crate's own parser, so the limits on a page hold for them too.

mod matching;
mod parse;
mod syntax;

use crate::html::attributes::CustomAttrs;
use crate::html::limits::{Budget, Limit};
use crate::html::tree::{NodeId, Tree};
use matching::Matcher;
pub(crate) use parse::InvalidSelector;
use syntax::{ComplexSelector, Condition, SelectorList};

/// The selectors given by the caller.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Selectors {
    content: Option<SelectorList>,
    excluded: Vec<SelectorList>,
    custom: CustomAttrs,
}

/// A tree with the elements that the selectors match.
pub(crate) struct Selected {
    /// The tree without the content of excluded elements.
    pub tree: Tree,
    /// For each node its number in the tree before; `None` if the tree is unchanged.
    #[cfg_attr(not(feature = "scraper"), expect(dead_code))]
    pub origins: Option<Vec<NodeId>>,
    /// The elements that contain the main text, in order. Empty if the scorer has to find it.
    pub content: Vec<NodeId>,
}

impl Selectors {
    /// Sets the selector of the main content.
    pub fn set_content(&mut self, selector: &str) -> Result<(), InvalidSelector> {
        self.content = Some(self.parse(selector)?);
        Ok(())
    }

    /// Adds a selector of excluded elements.
    pub fn add_excluded(&mut self, selector: &str) -> Result<(), InvalidSelector> {
        let list = self.parse(selector)?;
        self.excluded.push(list);
        Ok(())
    }

    /// Whether there is no selector.
    pub fn is_empty(&self) -> bool {
        self.content.is_none() && self.excluded.is_empty()
    }

    /// Returns the attributes that the tree must keep for the selectors.
    pub fn custom_attrs(&self) -> &CustomAttrs {
        &self.custom
    }

    /// Evaluates the selectors.
    pub fn select(&self, tree: Tree, budget: Budget) -> Result<Selected, Limit> {
        if self.is_empty() {
            return Ok(Selected { tree, origins: None, content: Vec::new() });
        }
        let matcher = Matcher::new(&tree, &self.custom, budget);
        let content = self.content.as_ref().map(|selector| matcher.list(selector)).transpose()?;
        let mut is_excluded = vec![false; tree.len()];
        for selector in &self.excluded {
            is_excluded.iter_mut().zip(matcher.list(selector)?).for_each(|(one, other)| *one |= other);
        }
        drop(matcher);
        let (tree, origins) = match is_excluded.contains(&true) || !self.custom.is_empty() {
            true => {
                let (tree, origins) = tree.pruned(|node| is_excluded[node as usize]);
                (tree, Some(origins))
            }
            false => (tree, None),
        };
        let original = |node: NodeId| origins.as_ref().map_or(node, |origins| origins[node as usize]) as usize;
        let nodes = 1..tree.len() as NodeId;
        let content = content.map(|content| nodes.filter(|&node| content[original(node)]).collect());
        Ok(Selected { tree, origins, content: content.unwrap_or_default() })
    }

    /// Parses a selector and notes the attributes that it names.
    fn parse(&mut self, selector: &str) -> Result<SelectorList, InvalidSelector> {
        let list = parse::parse(selector)?;
        let mut names = Vec::new();
        list.0.iter().for_each(|selector| attribute_names(selector, &mut names));
        match names.iter().find(|name| !self.custom.add(name)) {
            Some(name) => Err(InvalidSelector {
                selector: selector.to_owned(),
                at: selector.find(*name).unwrap_or(0),
                found: format!("attribute `{name}`, beyond the limit of {} attributes", CustomAttrs::MAX),
            }),
            None => Ok(list),
        }
    }
}

/// Collects the names of attributes in a selector.
fn attribute_names<'s>(selector: &'s ComplexSelector, names: &mut Vec<&'s str>) {
    let compounds = std::iter::once(&selector.first).chain(selector.rest.iter().map(|(_, compound)| compound));
    for condition in compounds.flatten() {
        match condition {
            Condition::Attribute { name, .. } => names.push(name),
            Condition::Not(list) | Condition::Is(list) => {
                list.0.iter().for_each(|selector| attribute_names(selector, names));
            }
            Condition::Has(list) => list.iter().for_each(|(_, selector)| attribute_names(selector, names)),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::html::parse::parse_keeping;

    /// The texts of the elements that a selector matches, of a page of elements with their ids as text.
    fn matched(selector: &str, html: &str) -> String {
        let mut selectors = Selectors::default();
        selectors.set_content(selector).unwrap();
        let tree = parse_keeping(html, selectors.custom_attrs(), Budget::NONE).tree;
        let Selected { tree, content, .. } = selectors.select(tree, Budget::NONE).unwrap();
        let names = content.iter().map(|&node| tree.attr(node, crate::html::attributes::AttrKey::Id).unwrap_or("?"));
        names.collect::<Vec<_>>().join(" ")
    }

    const PAGE: &str = "<body id=body><main id=m class='x y' data-role=Story><h1 id=h>h</h1><p id=p1 lang=en-US>1</p>\
        <section id=s><p id=p2>2<b id=b>b</b></p><ul id=u><li id=l1>1</li><li id=l2>2<i id=i></i></li>\
        <li id=l3 data-n='a b'>3</li></ul></section><p id=p3>3</p></main><x-card id=c>c</x-card>";

    #[test]
    fn selectors_match_elements() {
        for (selector, expected) in [
            ("p", "p1 p2 p3"),
            ("MAIN.x.y", "m"),
            ("main.x.z", ""),
            ("#s *", "p2 b u l1 l2 i l3"),
            ("main > p", "p1 p3"),
            ("section p, x-card", "p2 c"),
            ("h1 + p", "p1"),
            ("h1 ~ p", "p1 p3"),
            ("p ~ section > ul", "u"),
            ("[data-role=Story]", "m"),
            ("[data-role=story]", ""),
            ("[data-role=story i]", "m"),
            ("[data-n~=b]", "l3"),
            ("[lang|=EN]", "p1"),
            ("[data-none]", ""),
            ("li:first-child, li:last-child", "l1 l3"),
            ("li:nth-child(2n)", "l2"),
            ("p:nth-of-type(2)", "p3"),
            ("p:nth-last-of-type(2)", "p1"),
            ("p:only-of-type", "p2"),
            ("i:empty", "i"),
            (":root > body", "body"),
            ("main :not(p, li, ul *)", "h s b u"),
            (":is(h1, ul) ~ p", "p1 p3"),
            ("main:has(> section > ul) > h1", "h"),
            ("main:has(> ul)", ""),
            ("p:has(b), ul:has(li + li i)", "p2 u"),
            ("p:has(+ section)", "p1"),
            ("h1:has(~ p)", "h"),
            ("body :has(li ~ li)", "m s u"),
        ] {
            assert_eq!(matched(selector, PAGE), expected, "{selector}");
        }
    }

    #[test]
    fn excluded_elements_lose_their_content() {
        let mut selectors = Selectors::default();
        selectors.set_content("p").unwrap();
        selectors.add_excluded("[data-ad], section").unwrap();
        let html = "<p data-ad=1>ad</p><p id=a>one<i>two</i></p><section><p>three</p><script type=application/ld+json>\
            {}</script></section>four";
        let tree = parse_keeping(html, selectors.custom_attrs(), Budget::NONE).tree;
        let Selected { tree, origins, content } = selectors.select(tree, Budget::NONE).unwrap();
        assert_eq!(tree.text(0), "onetwofour");
        assert_eq!(tree.data().count(), 0);
        assert_eq!(content.iter().map(|&node| tree.text(node)).collect::<Vec<_>>(), ["", "onetwo"]);
        assert!(tree.all_attrs(|key| key.is_custom()).next().is_none());
        let origins = origins.unwrap();
        assert_eq!((origins.len(), origins[4]), (tree.len(), 4));
    }

    #[test]
    fn too_many_attributes_are_an_error() {
        let mut selectors = Selectors::default();
        for n in 0..CustomAttrs::MAX {
            selectors.add_excluded(&format!("[data-{n}], [href]:not([data-{n}])")).unwrap();
        }
        let error = selectors.add_excluded("p > [data-x]").unwrap_err();
        assert!(error.to_string().contains("unexpected attribute `data-x`, beyond the limit of 32"), "{error}");
    }
}
