//! Properties that hold for every input.

use crate::soup::{cases, soup};
use maintext::{Article, DensityScorer, Extractor, Input, Options};
use proptest::prelude::*;

/// Checks that scores, ranges and the text of an article agree.
fn check(article: &Article) {
    let mut at = 0;
    for block in article.blocks() {
        assert!((0.0..=1.0).contains(&block.score()), "{}", block.score());
        assert!(block.text_density().is_finite() && (0.0..=1.0).contains(&block.link_density()));
        assert_eq!(block.range().is_some(), block.is_content());
        if let Some(range) = block.range() {
            assert!(range.start >= at, "blocks are out of order");
            assert_eq!(&article.text()[range.clone()], block.text());
            assert!(article.text()[at..range.start].trim().is_empty(), "the text between kept blocks is not empty");
            at = range.end;
        }
    }
    assert_eq!(at, article.text().len());
    assert!((0.0..=1.0).contains(&article.confidence()));
}

fn kept(options: Options, input: Input) -> Vec<bool> {
    Extractor::new(options).extract(input).unwrap().blocks().map(|block| block.is_content()).collect()
}

fn check_preference(input: Input) {
    let preferences = [-8.0, -2.0, -0.5, 0.0, 0.5, 2.0, 8.0];
    let selections: Vec<Vec<bool>> =
        preferences.iter().map(|&preference| kept(Options::new().with_preference(preference), input.clone())).collect();
    for pair in selections.windows(2) {
        assert!(pair[0].iter().zip(&pair[1]).all(|(less, more)| more >= less), "{selections:?}");
    }
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn articles_of_tag_soup_are_consistent(html in soup()) {
        check(&maintext::extract(&html));
        check(&Extractor::default().with_scorer(DensityScorer::default()).extract(&html).unwrap());
    }

    #[test]
    fn articles_of_any_text_are_consistent(text in "\\PC{0,300}") {
        check(&maintext::extract(&text));
        check(&Extractor::default().extract(Input::plain(&text)).unwrap());
    }

    #[test]
    fn articles_of_any_bytes_are_consistent(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        if let Ok(article) = Extractor::default().extract(Input::bytes(&bytes)) {
            check(&article);
        }
    }

    #[test]
    fn higher_preference_never_drops_a_block(html in soup()) {
        check_preference(Input::html(&html));
        check_preference(Input::plain(&html));
    }
}

#[test]
fn deep_nesting_does_not_overflow_the_stack() {
    for (open, close) in [("<div>", "</div>"), ("<span>", "</span>"), ("<a href=x>", "</a>")] {
        let html = format!("{}text of the page{}", open.repeat(20_000), close.repeat(20_000));
        check(&maintext::extract(&html));
    }
}
