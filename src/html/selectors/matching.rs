//! Evaluation of selectors over a whole tree at once.
//!
//! Each compound selector and each combinator is one pass over the nodes, which turns the set of elements matched so far
//! into the next one. Combinators need no search among ancestors or siblings, and `:has()` is the same passes backward.
//! The time is therefore proportional to the number of nodes times the length of the selector, whatever the page and the
//! selector are.

use super::syntax::{Combinator, ComplexSelector, Condition, Nth, SelectorList, ValueTest};
use crate::html::attributes::{AttrKey, CustomAttrs};
use crate::html::limits::{Budget, Limit};
use crate::html::tag::Tag;
use crate::html::tree::{NodeId, Tree};
use once_cell::unsync::OnceCell;
use rustc_hash::FxHashMap;

/// A set of nodes: for each node whether it is in it.
pub(super) type NodeSet = Vec<bool>;

/// Evaluates selectors on one tree.
pub(super) struct Matcher<'t> {
    tree: &'t Tree,
    custom: &'t CustomAttrs,
    budget: Budget,
    /// The element before each element among its siblings; the node itself if there is none.
    previous: OnceCell<Vec<NodeId>>,
}

impl<'t> Matcher<'t> {
    /// `custom` are the attributes that the tree keeps for the selectors.
    pub fn new(tree: &'t Tree, custom: &'t CustomAttrs, budget: Budget) -> Matcher<'t> {
        Matcher { tree, custom, budget, previous: OnceCell::new() }
    }

    /// Returns the elements that any selector of a list matches.
    pub fn list(&self, SelectorList(list): &SelectorList) -> Result<NodeSet, Limit> {
        let mut matched = self.none();
        for selector in list {
            unite(&mut matched, &self.complex(selector)?);
        }
        Ok(matched)
    }

    fn complex(&self, selector: &ComplexSelector) -> Result<NodeSet, Limit> {
        let mut matched = self.compound(&selector.first)?;
        for (combinator, compound) in &selector.rest {
            matched = self.forward(*combinator, &matched);
            intersect(&mut matched, &self.compound(compound)?);
        }
        Ok(matched)
    }

    fn compound(&self, compound: &[Condition]) -> Result<NodeSet, Limit> {
        let mut matched: NodeSet = self.tree.tag.iter().map(|&tag| !matches!(tag, Tag::Document | Tag::Text)).collect();
        for condition in compound {
            self.budget.check_time()?;
            self.restrict(&mut matched, condition)?;
        }
        Ok(matched)
    }

    /// Removes the nodes that do not fulfil a condition.
    fn restrict(&self, matched: &mut NodeSet, condition: &Condition) -> Result<(), Limit> {
        match condition {
            Condition::Name(name) => self.retain(matched, |node| self.tree.name(node).eq_ignore_ascii_case(name)),
            Condition::Id(id) => self.retain(matched, |node| self.tree.attr(node, AttrKey::Id) == Some(id)),
            Condition::Class(class) => self.retain(matched, |node| {
                let classes = self.tree.attr(node, AttrKey::Class);
                classes.is_some_and(|classes| classes.split_ascii_whitespace().any(|other| other == class))
            }),
            Condition::Attribute { name, value } => match self.custom.key_of(name) {
                Some(key) => self.retain(matched, |node| {
                    self.tree.attr(node, key).is_some_and(|found| match value {
                        ValueTest::Any => true,
                        ValueTest::Compare { operator, value, ignores_case } => {
                            operator.compare(found, value, *ignores_case)
                        }
                    })
                }),
                None => matched.fill(false),
            },
            Condition::Root => self.retain(matched, |node| self.tree.parent(node) == 0),
            Condition::Empty => self.retain(matched, |node| self.tree.end(node) == node + 1),
            Condition::Nth(nth) => {
                let positions = self.positions(*nth);
                self.retain(matched, |node| nth.contains(positions[node as usize]));
            }
            Condition::Not(list) => {
                let inner = self.list(list)?;
                self.retain(matched, |node| !inner[node as usize]);
            }
            Condition::Is(list) => intersect(matched, &self.list(list)?),
            Condition::Has(list) => {
                let mut having = self.none();
                for (combinator, selector) in list {
                    unite(&mut having, &self.having(*combinator, selector)?);
                }
                intersect(matched, &having);
            }
        }
        Ok(())
    }

    /// Returns the nodes that `:has()` with this selector matches.
    fn having(&self, combinator: Combinator, selector: &ComplexSelector) -> Result<NodeSet, Limit> {
        let compounds = std::iter::once(&selector.first).chain(selector.rest.iter().map(|(_, compound)| compound));
        let combinators = std::iter::once(combinator).chain(selector.rest.iter().map(|&(combinator, _)| combinator));
        let steps: Vec<_> = combinators.zip(compounds).collect();
        let mut matched: Option<NodeSet> = None;
        for (combinator, compound) in steps.into_iter().rev() {
            let mut here = self.compound(compound)?;
            if let Some(after) = &matched {
                intersect(&mut here, after);
            }
            matched = Some(self.backward(combinator, &here));
        }
        Ok(matched.unwrap_or_else(|| self.none()))
    }

    /// Returns the nodes related to any node of `from` by a combinator.
    fn forward(&self, combinator: Combinator, from: &NodeSet) -> NodeSet {
        let mut to = self.none();
        let parents = &self.tree.parent;
        match combinator {
            Combinator::Child => (1..to.len()).for_each(|node| to[node] = from[parents[node] as usize]),
            Combinator::Descendant => {
                for node in 1..to.len() {
                    let parent = parents[node] as usize;
                    to[node] = from[parent] || to[parent];
                }
            }
            Combinator::NextSibling => {
                let previous = self.previous();
                for node in 1..to.len() {
                    to[node] = previous[node] as usize != node && from[previous[node] as usize];
                }
            }
            Combinator::SubsequentSibling => {
                // Whether a child so far is in `from`.
                let mut has_earlier = self.none();
                for node in 1..to.len() {
                    let parent = parents[node] as usize;
                    to[node] = has_earlier[parent];
                    has_earlier[parent] |= from[node];
                }
            }
        }
        to
    }

    /// Returns the nodes to which any node of `to` is related by a combinator.
    fn backward(&self, combinator: Combinator, to: &NodeSet) -> NodeSet {
        let mut from = self.none();
        let parents = &self.tree.parent;
        match combinator {
            Combinator::Child => (1..from.len()).for_each(|node| from[parents[node] as usize] |= to[node]),
            Combinator::Descendant => {
                for node in (1..from.len()).rev() {
                    let has = to[node] || from[node];
                    from[parents[node] as usize] |= has;
                }
            }
            Combinator::NextSibling => {
                let previous = self.previous();
                for node in 1..from.len() {
                    if previous[node] as usize != node {
                        from[previous[node] as usize] |= to[node];
                    }
                }
            }
            Combinator::SubsequentSibling => {
                let mut has_later = self.none();
                for node in (1..from.len()).rev() {
                    let parent = parents[node] as usize;
                    from[node] = has_later[parent];
                    has_later[parent] |= to[node];
                }
            }
        }
        from
    }

    /// Returns the position of each element among its siblings, from 1.
    fn positions(&self, nth: Nth) -> Vec<u32> {
        let tree = self.tree;
        let mut positions = vec![0; tree.len()];
        let is_element = |node: &NodeId| tree.tag(*node) != Tag::Text;
        let forward = (1..tree.len() as NodeId).filter(is_element);
        let backward = (1..tree.len() as NodeId).rev().filter(is_element);
        let nodes: &mut dyn Iterator<Item = NodeId> = if nth.from_end { &mut { backward } } else { &mut { forward } };
        if nth.of_type {
            let mut counts: FxHashMap<(NodeId, &str), u32> = FxHashMap::default();
            for node in nodes {
                let count = counts.entry((tree.parent(node), tree.name(node))).or_insert(0);
                *count += 1;
                positions[node as usize] = *count;
            }
        } else {
            let mut counts = vec![0; tree.len()];
            for node in nodes {
                let count: &mut u32 = &mut counts[tree.parent(node) as usize];
                *count += 1;
                positions[node as usize] = *count;
            }
        }
        positions
    }

    fn previous(&self) -> &[NodeId] {
        self.previous.get_or_init(|| {
            let tree = self.tree;
            let mut previous: Vec<NodeId> = (0..tree.len() as NodeId).collect();
            let mut last: Vec<Option<NodeId>> = vec![None; tree.len()];
            for node in (1..tree.len() as NodeId).filter(|&node| tree.tag(node) != Tag::Text) {
                let last = &mut last[tree.parent(node) as usize];
                previous[node as usize] = last.replace(node).unwrap_or(node);
            }
            previous
        })
    }

    fn retain(&self, matched: &mut NodeSet, is_kept: impl Fn(NodeId) -> bool) {
        for (node, is_matched) in matched.iter_mut().enumerate() {
            *is_matched = *is_matched && is_kept(node as NodeId);
        }
    }

    fn none(&self) -> NodeSet {
        vec![false; self.tree.len()]
    }
}

fn unite(set: &mut NodeSet, other: &NodeSet) {
    set.iter_mut().zip(other).for_each(|(one, &other)| *one |= other);
}

fn intersect(set: &mut NodeSet, other: &NodeSet) {
    set.iter_mut().zip(other).for_each(|(one, &other)| *one &= other);
}
