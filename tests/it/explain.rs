//! Explanations: contributions add up to scores, and each block has the step that decided about it.

use maintext::{Article, BlockKind, Decision, Evidence, Extractor, Input, LearnedScorer, Options, Scorer, TextSource};
use std::fs;
use std::path::Path;

/// The fixtures, each with its text as flattened text as well.
fn articles() -> Vec<(String, Article)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("pages");
    let mut folders: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    let extractor = Extractor::default();
    let mut articles = Vec::new();
    for folder in folders {
        let name = folder.file_name().unwrap().to_string_lossy().into_owned();
        let article = extractor.extract(Input::bytes(&fs::read(folder.join("source.html")).unwrap())).unwrap();
        let lines: Vec<&str> = article.blocks().map(|block| block.text()).collect();
        let plain = extractor.extract(Input::plain(&lines.join("\n"))).unwrap();
        articles.extend([(format!("{name}, flattened"), plain), (name, article)]);
    }
    assert!(articles.len() >= 80, "{}", articles.len());
    articles
}

/// The score as a logit. Scores near 1 have few digits left.
fn logit(score: f32) -> f64 {
    let score = f64::from(score);
    (score / (1.0 - score)).ln()
}

#[test]
fn contributions_add_up_to_the_logit_of_every_block_of_all_fixtures() {
    let (mut blocks, mut from_network) = (0, 0);
    for (name, article) in articles() {
        let contributions = article.contributions();
        for (number, block) in article.blocks().enumerate().filter(|(_, block)| block.decision() != Decision::Layer) {
            let parts = contributions.of_block(number);
            let sum: f64 = parts.iter().map(|&(_, logit)| f64::from(logit)).sum();
            let score = 1.0 / (1.0 + (-sum).exp());
            assert!((score - f64::from(block.score())).abs() < 1e-5, "{name}, block {number}: {sum} {}", block.score());
            let expected = logit(block.score());
            if expected.abs() < 7.0 {
                assert!((sum - expected).abs() < 2e-3, "{name}, block {number}: {sum}, expected {expected}");
            }
            let is_sure = (block.score() - 0.5).abs() > 1e-4;
            assert!(!is_sure || (sum > 0.0) == (block.score() > 0.5), "{name}, block {number}: wrong sign of {sum}");
            blocks += 1;
            from_network += usize::from(parts.iter().any(|&(evidence, _)| evidence == Evidence::Neighbors));
        }
    }
    assert!(blocks > 2_000 && from_network > blocks * 9 / 10, "{from_network} of {blocks}");
}

#[test]
fn contributions_of_a_single_block_are_those_of_the_page() {
    let article =
        maintext::extract("<ul><li><a href='/'>Home</a></ul><p>Rivers carry water, and with it sand, to the sea.");
    let contributions = article.contributions();
    for (number, block) in article.blocks().enumerate() {
        assert_eq!(block.contributions(), contributions.of_block(number));
    }
    assert!(contributions.of_block(2).is_empty(), "there is no such block");
}

#[test]
fn contributions_of_a_page_longer_than_the_network_reads_add_up() {
    let page: String = (0..8_200).map(|number| format!("<p>Paragraph {number}, which has a few words.")).collect();
    let article = Extractor::default().extract(&page).unwrap();
    let contributions = article.contributions();
    for number in [0, 8_190, 8_191, 8_192, 8_199] {
        let sum: f32 = contributions.of_block(number).iter().map(|&(_, logit)| logit).sum();
        let score = article.blocks().nth(number).unwrap().score();
        assert!((1.0 / (1.0 + (-sum).exp()) - score).abs() < 1e-4, "block {number}: {sum} {score}");
    }
}

#[test]
fn scorer_without_explanation_has_no_contributions() {
    let extractor = Extractor::default().with_scorer(maintext::DensityScorer::default());
    let article = extractor.extract("<p>Rivers carry water, and with it sand, to the sea.").unwrap();
    assert!(article.blocks().next().unwrap().contributions().is_empty());
}

/// Returns the decision about the first block that begins with these words, and whether it is kept.
fn decision(article: &Article, start: &str) -> (Decision, bool) {
    let block = article.blocks().find(|block| block.text().starts_with(start));
    let block = block.unwrap_or_else(|| panic!("no block begins with {start:?}"));
    (block.decision(), block.is_content())
}

#[test]
fn decisions_agree_with_scores_and_threshold_on_all_fixtures() {
    for (name, article) in articles() {
        for (number, block) in article.blocks().enumerate() {
            let threshold = article.threshold();
            let is_above = threshold.is_some_and(|threshold| block.score() >= threshold);
            let is_right = match block.decision() {
                Decision::Score => block.is_content() == is_above,
                Decision::PathGroup | Decision::Region => block.is_content() != is_above,
                Decision::Unit => true,
                Decision::Formula | Decision::Heading | Decision::Headline | Decision::OnlyParagraph => {
                    block.is_content()
                }
                Decision::Selector | Decision::BestGuess => false,
                Decision::Fallback => article.source() != TextSource::Page,
                _ => !block.is_content(),
            };
            assert!(is_right, "{name}, block {number}: {:?} {} {threshold:?}", block.decision(), block.score());
        }
    }
}

fn fixture(name: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("pages").join(name).join("source.html")).unwrap()
}

/// An extractor with a scorer that likes every block, so that rules decide.
fn all_content() -> Extractor {
    Extractor::default().with_scorer(LearnedScorer::default().rescore(|_, _| 0.9))
}

#[test]
fn every_rule_names_itself() {
    for (name, expected) in [
        ("agreement-layer", Decision::Layer),
        ("appended-stories", Decision::AppendedStory),
        ("harbour-news", Decision::Title),
        ("menus-only", Decision::NoContent),
        ("paywalled-story", Decision::Fallback),
        ("prose-in-definitions", Decision::CopyrightNote),
        ("pull-quotes-and-cards", Decision::LinkCard),
        ("pull-quotes-and-cards", Decision::PullQuote),
        ("shop-category", Decision::PathGroup),
        ("wiki-wikipedia-math-fallback", Decision::Formula),
        ("wiki-wikipedia-old-edit-links-author", Decision::HiddenText),
        ("api-reference", Decision::Region),
    ] {
        let article = maintext::extract(&fixture(name));
        assert!(article.blocks().any(|block| block.decision() == expected), "{name} has no {expected}");
    }
}

#[test]
fn comments_with_high_scores_are_dropped_as_comments() {
    let article = all_content().extract(&fixture("comments-below-story")).unwrap();
    assert!(article.blocks().any(|block| (block.decision(), block.is_content()) == (Decision::Comment, false)));
}

#[test]
fn code_next_to_kept_text_and_heading_above_it_are_kept_for_that() {
    let scorer = LearnedScorer::default().rescore(|block, _| match block.kind() {
        BlockKind::Preformatted => 0.05,
        BlockKind::Heading(_) => 0.2,
        _ => 0.95,
    });
    let article =
        Extractor::default().with_scorer(scorer).extract(&page("<h2>Ferries</h2><div><pre>run()</pre></div>")).unwrap();
    assert_eq!(decision(&article, "run()"), (Decision::Unit, true));
    // A heading of its own, away from the paragraphs, so that its region does not keep it.
    let article = Extractor::default()
        .with_scorer(LearnedScorer::default().rescore(|block, _| if block.text() == "Ferries" { 0.12 } else { 0.95 }))
        .extract(&page("<div><div><h2>Ferries</h2></div></div>"))
        .unwrap();
    assert_eq!(decision(&article, "Ferries"), (Decision::Heading, true));
}

/// Prose of a story, and a page around it.
const PROSE: &str = "<p>Rivers carry water, and with it sand, from the mountains to the sea, and so they shape the land that \
    people live on, as they have done for a very long time.</p>";
const END: &str = "<p>Where a river meets the sea, it drops what it has carried, and a delta grows, which is good soil for \
    the fields of those who dare to live on it.</p>";

fn page(inside: &str) -> String {
    let head = "<meta name=viewport content='width=device-width'><title>On rivers</title>";
    format!("{head}<h1>On rivers</h1>{PROSE}{inside}{END}")
}

#[test]
fn repeated_text_is_dropped_as_a_duplicate() {
    let repeated = "<p>Boats leave the harbor at Lower Wick every hour from six in the morning until the last light of day, on weekdays as well as on Sundays.</p>";
    let article = all_content().extract(&page(&repeated.repeat(2))).unwrap();
    let decisions: Vec<_> =
        article.blocks().filter(|block| block.text().starts_with("Boats")).map(|block| block.decision()).collect();
    assert_eq!(decisions, [Decision::Score, Decision::Duplicate]);
}

#[test]
fn text_marked_nosnippet_is_dropped_for_that() {
    let marked =
        "<p data-nosnippet>This sentence may not be shown by search engines, and it has more than ten words.</p>";
    assert_eq!(decision(&maintext::extract(&page(marked)), "This sentence"), (Decision::NoSnippet, false));
}

#[test]
fn selector_guess_and_limit_name_themselves() {
    let selected = Extractor::new(Options::new().with_content_selector("nav").unwrap());
    let article = selected.extract(&page("<nav>Home</nav>")).unwrap();
    assert_eq!(decision(&article, "Home"), (Decision::Selector, true));
    assert_eq!(decision(&article, "Rivers"), (Decision::Selector, false));
    assert_eq!(decision(&article, "On rivers"), (Decision::Title, false));
    assert_eq!(article.threshold(), None);

    let guess = Extractor::new(Options::new().with_best_guess(true));
    let article = guess.extract("<ul><li><a href=/>Home</a><li><a href=/news>News</a></ul>").unwrap();
    assert_eq!(article.source(), TextSource::BestGuess);
    assert_eq!(decision(&article, "Home"), (Decision::BestGuess, true));

    let short = Extractor::new(Options::new().with_max_output_bytes(200));
    let article = short.extract(&page("")).unwrap_err().into_partial().unwrap();
    let last = article.blocks().last().unwrap();
    assert_eq!((last.decision(), last.is_content()), (Decision::OutputLimit, false));
}

#[test]
fn preference_moves_the_threshold() {
    let threshold = |preference| {
        let extractor = Extractor::new(Options::new().with_preference(preference));
        extractor.extract(&page("")).unwrap().threshold().unwrap()
    };
    assert!(threshold(1.0) < threshold(0.0) && threshold(0.0) < threshold(-1.0));
}

#[test]
fn rescored_block_keeps_the_contributions_of_the_first_score() {
    let scorer = LearnedScorer::default().rescore(|_, score| score / 2.0);
    let article = Extractor::default().with_scorer(scorer).extract(&page("")).unwrap();
    let expected = maintext::extract(&page(""));
    assert_eq!(article.contributions().of_block(1), expected.contributions().of_block(1));
}
