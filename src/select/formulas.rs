//! Keeps display formulas next to kept text. A block that is one formula has no words, and often is hidden in favor of an
//! image, so that it scores low.

use crate::html::tag::Tag;
use crate::page::Page;

/// Keeps each block that is in a `<math>` if the last block before it that is no formula is kept, or the first after it.
pub(super) fn keep(page: &Page, kept: &mut [bool]) {
    let Page { tree, blocks, .. } = page;
    let mut formulas: Vec<usize> = Vec::new();
    let mut math = tree.next(Tag::Math, 0);
    while let Some(node) = math {
        let end = tree.end(node);
        let within = blocks.beginning_in(&(node..end));
        formulas.extend(within.filter(|&block| blocks.list[block].last < end));
        math = tree.next(Tag::Math, end);
    }
    for run in formulas.chunk_by(|before, after| before + 1 == *after) {
        let (first, last) = (run[0], run[run.len() - 1]);
        let is_beside_kept = first > 0 && kept[first - 1] || kept.get(last + 1).is_some_and(|&kept| kept);
        if is_beside_kept {
            kept[first..=last].fill(true);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::html::parse::parse;

    #[test]
    fn display_formula_next_to_kept_text_is_kept() {
        let after = |html: &str, kept: &str| {
            let page = Page::from_tree(parse(html));
            let mut kept: Vec<bool> = kept.chars().map(|c| c == 'x').collect();
            keep(&page, &mut kept);
            kept.into_iter().map(|kept| if kept { 'x' } else { '.' }).collect::<String>()
        };
        let formula = "<dl><dd><span style='display:none'><math><mi>x</mi></math></span></dd></dl>";
        assert_eq!(after(&format!("<p>so{formula}{formula}<p>where<p>other"), "x..x."), "xxxx.");
        assert_eq!(after(&format!("<p>so{formula}<p>other"), "x.."), "xx.");
        assert_eq!(after(&format!("<p>a<p>so{formula}<p>other"), "x..."), "x...");
        let with_text = "<p>so<p>x <math><mi>x</mi></math>";
        assert_eq!(after(with_text, "x."), "x.");
    }
}
