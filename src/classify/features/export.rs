//! What training exports besides the features: the table of columns, and the tokens whose weights are learned.

use super::columns::{Column, Lexicon};
use super::inline_content::nodes_of;
use super::text::counter::{self, WordLists};
use super::tokens::of_links::for_each_link_token;
use super::tokens::of_names::{for_each_name_token, is_naming};
use super::tokens::of_text::{self, END_SALT, START_SALT, end_of, for_each_token, start_of};
use crate::html::tree::{NodeId, Tree};
use crate::page::blocks::RawBlock;
use crate::text::word_hash::Hash;
use std::fmt::Write;

/// Returns the table of the columns as tab-separated values with a header line.
///
/// Every fourth training page lacks the columns that depend on a language, so that the model also works for languages
/// that it does not know.
pub(crate) fn feature_table() -> String {
    let mut table = String::from("name\tgroup\tlexicon\tdepends_on_language\ttrees_only\tdescription\n");
    for &column in Column::ALL {
        let (name, description) = (column.name(), column.description());
        let (group, lexicon, trees_only) = column.training();
        let depends_on_language = matches!(lexicon, Lexicon::FunctionWords | Lexicon::ShortTexts | Lexicon::TextEnds);
        // Writing to a string cannot fail.
        let _ = writeln!(table, "{name}\t{group:?}\t{lexicon:?}\t{depends_on_language}\t{trees_only}\t{description}");
    }
    table
}

/// Returns the tokens of a block's text, sorted and without duplicates: all if it is short, otherwise those of its
/// ends.
pub(crate) fn tokens_of_text(text: &str) -> Vec<Hash> {
    let words = counter::count(text, &WordLists::new(&[]), of_text::RECORDING, &mut Vec::new()).words;
    let mut all = Vec::new();
    if of_text::is_short(words) {
        for_each_token(text, |token| all.push(token));
    } else {
        for_each_token(start_of(text), |token| all.push(token ^ START_SALT));
        for_each_token(end_of(text), |token| all.push(token ^ END_SALT));
    }
    sorted(all)
}

/// Returns the tokens of a block's link addresses, sorted and without duplicates.
pub(crate) fn tokens_of_links(tree: &Tree, block: &RawBlock) -> Vec<Hash> {
    let mut all = Vec::new();
    for_each_link_token(tree, nodes_of(tree, block), |token| all.push(token));
    sorted(all)
}

/// Returns the tokens of the names of some elements, sorted and without duplicates.
pub(crate) fn tokens_of_elements(tree: &Tree, elements: impl Iterator<Item = NodeId>) -> Vec<Hash> {
    let mut all = Vec::new();
    for element in elements {
        for (_, value) in tree.attrs(element).filter(|&(key, _)| is_naming(key)) {
            for_each_name_token(value, |token| all.push(token));
        }
    }
    sorted(all)
}

fn sorted(mut tokens: Vec<Hash>) -> Vec<Hash> {
    tokens.sort_unstable();
    tokens.dedup();
    tokens
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::classify::features::columns::COUNT;

    #[test]
    fn table_has_a_line_of_six_fields_for_each_column() {
        let table = feature_table();
        assert_eq!(table.lines().count(), 1 + COUNT);
        assert!(table.lines().all(|line| line.split('\t').count() == 6));
        assert!(table.contains("\nWords\tText\tNone\tfalse\tfalse\t"));
        assert!(table.contains("\nFunctionWords\tText\tFunctionWords\ttrue\ttrue\t"));
    }
}
