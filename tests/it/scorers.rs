//! Scorers that wrap other scorers: one that changes nothing changes no output.

use maintext::{Article, Candidates, Extractor, Input, LearnedScorer, Scorer, Scores};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A scorer written by a user, which returns the scores of another one.
struct Wrapper<S>(S);

impl<S: Scorer> Scorer for Wrapper<S> {
    fn score(&self, page: &Candidates<'_>) -> Scores {
        self.0.score(page)
    }
}

fn fixtures() -> Vec<PathBuf> {
    let pages = Path::new(env!("CARGO_MANIFEST_DIR")).join("pages");
    let mut paths: Vec<PathBuf> = fs::read_dir(pages).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.iter().map(|folder| folder.join("source.html")).collect()
}

fn outputs(article: &Article) -> (String, String, f32, Vec<f32>) {
    let scores = article.blocks().map(|block| block.score()).collect();
    (article.text().to_string(), article.markdown().to_string(), article.confidence(), scores)
}

#[test]
fn wrapping_without_change_gives_equal_articles_on_all_fixtures() {
    let learned = LearnedScorer::default;
    let shared: Arc<dyn Scorer> = Arc::new(learned());
    let wrapped = [
        Extractor::default().with_scorer(learned().rescore(|_, score| score)),
        Extractor::default().with_scorer(learned().rescore(|_, score| score).rescore(|_, score| score)),
        Extractor::default().with_scorer(Wrapper(learned())),
        Extractor::default().with_scorer(Wrapper(Box::new(shared) as Box<dyn Scorer>)),
        // A closure that looks at everything changes nothing, either.
        Extractor::default().with_scorer(learned().rescore(|block, score| {
            assert!(block.features().iter().all(|(_, value)| value.is_finite()));
            assert!(block.words() >= 0.0 && !block.text().is_empty() && (0.0..=1.0).contains(&block.link_density()));
            score
        })),
    ];
    let default = Extractor::default();
    let fixtures = fixtures();
    assert!(fixtures.len() >= 40, "{}", fixtures.len());
    for path in fixtures {
        let page = fs::read(&path).unwrap();
        let expected = outputs(&default.extract(Input::bytes(&page)).unwrap());
        for extractor in &wrapped {
            assert_eq!(outputs(&extractor.extract(Input::bytes(&page)).unwrap()), expected, "{}", path.display());
        }
    }
}

const PAGE: &str = "<nav><a href='/'>Home</a></nav><h1>Rivers</h1>\
    <p class=first>Rivers carry water, and with it sand, from the mountains to the sea.</p>\
    <p>In this way they have shaped the land that people live on for thousands of years.</p>";

#[test]
fn closure_sees_each_block_with_its_score() {
    let expected: Vec<(String, f32)> =
        maintext::extract(PAGE).blocks().map(|block| (block.path(), block.score())).collect();
    let scorer = LearnedScorer::default().rescore(move |block, score| {
        let (path, expected_score) = &expected[block.index()];
        assert_eq!((&block.path(), score), (path, *expected_score));
        match block.text().starts_with("In this way") {
            true => 0.0,
            false => score,
        }
    });
    let article = Extractor::default().with_scorer(scorer).extract(PAGE).unwrap();
    assert!(!article.text().contains("In this way"));
}

#[test]
fn features_of_rescored_blocks_are_those_of_the_article() {
    let expected: Vec<Vec<f32>> = maintext::extract(PAGE)
        .blocks()
        .map(|block| block.features().iter().map(|(_, value)| value).collect())
        .collect();
    let scorer = LearnedScorer::default().rescore(move |block, score| {
        let features: Vec<f32> = block.features().iter().map(|(_, value)| value).collect();
        assert_eq!(features, expected[block.index()]);
        score
    });
    Extractor::default().with_scorer(scorer).extract(PAGE).unwrap();
}

#[test]
fn contributions_are_forwarded() {
    let extractor = Extractor::default().with_scorer(Arc::new(LearnedScorer::default().rescore(|_, score| score)));
    let contributions = |article: &Article| article.blocks().last().unwrap().contributions();
    assert_eq!(contributions(&extractor.extract(PAGE).unwrap()), contributions(&maintext::extract(PAGE)));
}
