//! Properties of every article.

use maintext::{Article, Feature};

/// Checks that scores, ranges, features and the text of an article agree.
pub fn check(article: &Article) {
    assert!((0.0..=1.0).contains(&article.confidence()), "confidence {}", article.confidence());
    let text = article.text();
    let mut end = 0;
    for block in article.blocks() {
        assert!((0.0..=1.0).contains(&block.score()), "score {}", block.score());
        assert!(block.text_density().is_finite() && (0.0..=1.0).contains(&block.link_density()));
        assert!(!block.text().trim().is_empty());
        assert_eq!(block.range().is_some(), block.is_content());
        if let Some(range) = block.range() {
            assert!(range.start >= end, "blocks are out of order");
            assert!(text[end..range.start].trim().is_empty(), "the text between kept blocks is not empty");
            assert_eq!(&text[range.clone()], block.text());
            let chars = block.char_range().unwrap();
            assert_eq!(chars.len(), block.text().chars().count());
            end = range.end;
        }
    }
    assert_eq!(end, text.len());
    // The features of all blocks take time.
    for block in article.blocks().take(20) {
        assert!(Feature::all().all(|feature| block.feature(feature).is_finite()));
    }
    if let Some(block) = article.blocks().next() {
        let _ = block.path();
        assert!(block.contributions().iter().all(|(_, contribution)| contribution.is_finite()));
    }
}
