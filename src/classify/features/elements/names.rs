//! The names of each element (classes, ids, roles, microdata), as categories and as learned weights.

use crate::classify::features::elements::categories::{CategorySet, categories_of_tag, categories_of_words};
use crate::classify::features::tokens::of_names::{for_each_name_token, is_naming};
use crate::classify::features::tokens::vocabulary::Vocabulary;
use crate::classify::features::tokens::weights::WeightSum;
use crate::html::attributes::AttrKey;
use crate::html::tag::Tag;
use crate::html::tree::{NodeId, Tree};
use crate::text::cache::Cache;
use crate::text::fnv;
use crate::text::word_hash::Hash;

/// What the names of one element tell.
#[derive(Clone, Copy, Debug, Default)]
struct ElementName {
    categories: CategorySet,
    /// Hash of the class without digits, so that "post-41" equals "post-42".
    class: Hash,
    /// Learned weight: the sum over the attributes of the mean weight of their tokens.
    weight: f32,
}

/// The names of all elements of a page.
pub(crate) struct ElementNames {
    names: Vec<ElementName>,
    /// Elements that declare themselves to be the main content.
    pub main: Vec<NodeId>,
    /// Elements that declare a type (`itemtype`).
    pub typed: Vec<NodeId>,
}

impl ElementNames {
    pub fn new(tree: &Tree, vocabulary: &Vocabulary) -> ElementNames {
        let by_tag = |&tag: &Tag| ElementName { categories: categories_of_tag(tag), class: fnv::EMPTY, weight: 0.0 };
        let mut names: Vec<ElementName> = tree.tag.iter().map(by_tag).collect();
        let (mut main, mut typed) = (Vec::new(), Vec::new());
        // Most values occur several times on a page.
        let mut seen = Cache::new(tree.attrs.len() / 2);
        for (node, key, value) in tree.all_attrs(is_naming) {
            let named = match key {
                // Ids are unique, so that looking for one that was seen before takes more time than it saves.
                AttrKey::Id => read_name(value, vocabulary),
                _ => seen.get(value, |value| ElementName {
                    class: hash_without_digits(value),
                    ..read_name(value, vocabulary)
                }),
            };
            let name = &mut names[node as usize];
            name.categories = name.categories.union(named.categories);
            name.weight += named.weight;
            match key {
                AttrKey::Class => name.class = named.class,
                AttrKey::Role if matches!(value, "main" | "article") => main.push(node),
                AttrKey::Itemprop if value == "articleBody" => main.push(node),
                AttrKey::Itemtype => typed.push(node),
                _ => {}
            }
        }
        let is_main = |&node: &NodeId| matches!(tree.tag(node), Tag::Main | Tag::Article);
        main.extend((0..tree.len() as NodeId).filter(is_main));
        main.sort_unstable();
        ElementNames { names, main, typed }
    }

    /// Whether the element has a category or a weight.
    pub fn is_known(&self, node: NodeId) -> bool {
        let name = &self.names[node as usize];
        !name.categories.is_empty() || name.weight != 0.0
    }

    pub fn categories(&self, node: NodeId) -> CategorySet {
        self.names[node as usize].categories
    }

    pub fn weight(&self, node: NodeId) -> f32 {
        self.names[node as usize].weight
    }

    /// Returns the hash of the element's class without digits.
    pub fn class(&self, node: NodeId) -> Hash {
        self.names[node as usize].class
    }
}

fn read_name(value: &str, vocabulary: &Vocabulary) -> ElementName {
    let categories_of = categories_of_words();
    let mut categories = CategorySet::default();
    let mut sum = WeightSum::new(vocabulary);
    for_each_name_token(value, |token| {
        categories = categories.union(categories_of(token));
        sum.add(token);
    });
    ElementName { categories, class: fnv::EMPTY, weight: sum.finish().mean }
}

fn hash_without_digits(name: &str) -> Hash {
    fnv::of_bytes(name.bytes().filter(|byte| !byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::classify::features::elements::categories::Category;
    use crate::html::parse::parse;

    #[test]
    fn aside_within_content_is_boilerplate_and_content_is_not() {
        let tree = parse("<div class='entry-content'><aside id=sidebar>x</aside></div>");
        let names = ElementNames::new(&tree, &Vocabulary::default());
        let aside = (0..tree.len() as NodeId).find(|&node| tree.tag(node) == Tag::Aside).unwrap();
        let content = tree.parent(aside);
        assert!(names.categories(content).contains(Category::Content) && !names.categories(content).is_boilerplate());
        assert!(names.categories(aside).is_boilerplate());
    }
}
