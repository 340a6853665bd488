//! Exports the features and labels of annotated pages, for training (see training/README.md).
//!
//! `cargo run --release -p maintext-lab -- export --out DIR SET...`, where a set is a folder in the layout in which
//! WCXB is published. Writes `rows.f32` (one row of features a block), `blocks.f32` (page, covered tokens, tokens,
//! words, weight and path group of each block), `pages.tsv`, `columns.tsv`, and for each fold K the vocabulary learned from
//! the others, as `vocabulary-K.tsv` and as `vocabulary-K.bin`, as a model file has it; that of all pages is
//! `vocabulary-all`. The features of a page are computed with the vocabulary of its own fold.

mod labels;
mod synthetic;
mod vocabulary;

use crate::corpus::{self, CorpusError, Page, Set};
use clap::builder::RangedU64ValueParser;
use labels::{Labels, align};
use maintext::internals::{self, Features, Parsed, Vocabulary};
use rayon::prelude::*;
use std::collections::HashMap;
use std::fs;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use vocabulary::PageNames;

/// Exports features and labels of annotated pages for training.
#[derive(clap::Args)]
pub struct Arguments {
    /// The folder to write to; created if missing
    #[arg(long, value_name = "FOLDER")]
    out: PathBuf,
    /// Number of cross-validation folds; pages of one domain share a fold
    #[arg(long, value_name = "N", default_value_t = 5, value_parser = RangedU64ValueParser::<usize>::new().range(2..))]
    folds: usize,
    /// Export flattened text: one line per block, without markup
    #[arg(long)]
    plain: bool,
    /// Adds synthetic pages: copies of this set's articles with teasers of other articles inserted, as the set
    /// "synthetic"
    #[arg(long, value_name = "SET")]
    synthetic: Option<String>,
    /// Read the vocabularies from this folder of an earlier export instead of learning them
    #[arg(long, value_name = "FOLDER")]
    vocabulary: Option<PathBuf>,
    /// Folders of annotated pages
    #[arg(required = true)]
    sets: Vec<PathBuf>,
}

/// Tokens and their learned weights.
type Weights = Vec<(u32, f32)>;

/// Minimum absolute weight of a token in a model file, 3 steps of 1/32 rounded. Weaker tokens only make the file larger.
const MIN_PACKED_WEIGHT: f32 = 2.5 / 32.0;

/// Tokens are hashes of words.
const NOT_ALIKE: &str = "learned tokens are not alike";

/// A labeled page. Its features are computed once the vocabularies are learned.
struct Labeled {
    set: String,
    page: Page,
    parsed: Parsed,
    fold: usize,
    domain: String,
    labels: Labels,
    weights: Vec<f32>,
    names: PageNames,
    words: PageNames,
    targets: PageNames,
}

/// Writes the export.
pub fn run(arguments: &Arguments) -> Result<(), Box<dyn std::error::Error>> {
    fs::create_dir_all(&arguments.out)?;
    let mut labeled: Vec<Labeled> = Vec::new();
    for folder in &arguments.sets {
        for set in corpus::sets(folder)? {
            labeled.extend(label_set(&set, arguments)?);
        }
    }
    let vocabularies = match &arguments.vocabulary {
        Some(folder) => read_vocabularies(folder, arguments)?,
        None => learn_vocabularies(&labeled, arguments),
    };
    for (name, entries) in &vocabularies {
        let mut out = BufWriter::new(fs::File::create(arguments.out.join(format!("vocabulary-{name}.tsv")))?);
        for (token, weight) in entries {
            writeln!(out, "{token}\t{weight}")?;
        }
        let strong = entries.iter().copied().filter(|(_, weight)| weight.abs() >= MIN_PACKED_WEIGHT);
        let packed = internals::packed_vocabulary(strong.collect()).expect(NOT_ALIKE);
        fs::write(arguments.out.join(format!("vocabulary-{name}.bin")), packed)?;
    }
    let vocabularies: HashMap<String, Vocabulary> = vocabularies
        .into_iter()
        .map(|(name, entries)| (name, internals::vocabulary(entries).expect(NOT_ALIKE)))
        .collect();
    let features: Vec<Features> =
        labeled.par_iter().map(|page| page.parsed.features(&vocabularies[&page.fold.to_string()])).collect();
    write(&arguments.out, &labeled, &features)?;
    Ok(())
}

fn label_set(set: &Set, arguments: &Arguments) -> Result<Vec<Labeled>, CorpusError> {
    let pages: Vec<Page> = set.ids().par_iter().map(|id| set.load(id)).collect::<Result<_, _>>()?;
    let teasers: Vec<synthetic::Teaser> = pages.iter().filter_map(synthetic::Teaser::of).collect();
    let fit = pages.par_iter().filter(|page| synthetic::is_fit(page));
    let synthetic: Vec<Page> = match arguments.synthetic.as_ref() == Some(&set.name) && !teasers.is_empty() {
        true => fit.flat_map_iter(|page| synthetic::copies(page, &teasers)).collect(),
        false => Vec::new(),
    };
    let named = |name: &str, pages: Vec<Page>| -> Vec<Labeled> {
        pages.into_par_iter().map(|page| label(name, &set.name, page, arguments)).collect()
    };
    let mut labeled = named(&set.name, pages);
    labeled.extend(named(synthetic::SET, synthetic));
    Ok(labeled)
}

/// Labels a page. `origin` is the set of the page, or for a copy the set of the original.
fn label(set: &str, origin: &str, page: Page, arguments: &Arguments) -> Labeled {
    // Half of the pages have the alternative texts of their images.
    let with_images = page.id.bytes().map(u32::from).sum::<u32>() % 2 == 0;
    let parsed = if arguments.plain { Parsed::flattened(&page.html, with_images) } else { Parsed::new(&page.html) };
    let texts: Vec<&str> = (0..parsed.len()).map(|i| parsed.text(i)).collect();
    let (labels, weights) = match &page.gold.main_content {
        Some(gold) => {
            let labels = align(&texts, gold);
            let weights = vec![1.0; texts.len()];
            (labels, weights)
        }
        None => by_snippets(&page, &texts),
    };
    let domain = domain(origin, &page);
    let fold = domain.bytes().fold(17_u64, |hash, byte| hash.wrapping_mul(1_099_511_628_211) ^ u64::from(byte)) >> 7;
    let shares = |tokens: &dyn Fn(usize) -> Vec<u32>| shares(parsed.len(), tokens, &labels, &weights, &domain);
    let names = shares(&|block| parsed.names_around(block));
    let words = shares(&|block| parsed.words_of(block));
    let targets = shares(&|block| parsed.targets_of(block));
    let fold = (fold % arguments.folds as u64) as usize;
    Labeled { fold, parsed, labels, weights, names, words, targets, domain, page, set: set.to_owned() }
}

/// Labels the blocks that contain a snippet of the main text or of boilerplate. All other blocks have weight 0.
fn by_snippets(page: &Page, texts: &[&str]) -> (Labels, Vec<f32>) {
    let flat = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let with: Vec<String> = page.gold.with.iter().map(|snippet| flat(snippet)).collect();
    let without: Vec<String> = page.gold.without.iter().map(|snippet| flat(snippet)).collect();
    let holds = |text: &str, snippets: &[String]| snippets.iter().any(|snippet| text.contains(snippet.as_str()));
    let (mut covered, mut tokens, mut weights) = (Vec::new(), Vec::new(), Vec::new());
    for text in texts {
        let text = flat(text);
        let (is_content, is_not) = (holds(&text, &with), holds(&text, &without));
        let count = text.split(' ').count() as u32;
        tokens.push(count);
        covered.push(if is_content { count } else { 0 });
        weights.push(if is_content != is_not { 1.0 } else { 0.0 });
    }
    (Labels { gold: covered.iter().sum(), tokens, covered }, weights)
}

/// Guesses the registered domain from the labels of the host. A page without a URL is a domain of its own.
fn domain(set: &str, page: &Page) -> String {
    let host = page
        .url
        .as_deref()
        .and_then(|url| url.split_once("://"))
        .and_then(|(_, rest)| rest.split(['/', ':', '?']).next());
    let Some(host) = host.filter(|host| !host.is_empty()) else {
        return format!("{set}/{}", synthetic::origin(&page.id));
    };
    let labels: Vec<&str> = host.split('.').collect();
    let second_level = labels.len() > 2 && labels[labels.len() - 1].len() == 2 && labels[labels.len() - 2].len() <= 3;
    labels[labels.len().saturating_sub(if second_level { 3 } else { 2 })..].join(".")
}

/// Returns the share of content in the blocks with each token.
fn shares(
    blocks: usize,
    tokens_of: &dyn Fn(usize) -> Vec<u32>,
    labels: &Labels,
    weights: &[f32],
    domain: &str,
) -> PageNames {
    let mut shares: HashMap<u32, (f32, f32)> = HashMap::new();
    let (mut content, mut all) = (0.0, 0.0);
    for i in (0..blocks).filter(|&i| weights[i] > 0.0) {
        let found = tokens_of(i);
        if found.is_empty() {
            continue;
        }
        let (covered, tokens) = (labels.covered[i] as f32, labels.tokens[i] as f32);
        content += covered;
        all += tokens;
        for token in found {
            let share = shares.entry(token).or_default();
            share.0 += covered;
            share.1 += tokens;
        }
    }
    let mut shares: Vec<(u32, f32, f32)> =
        shares.into_iter().filter(|(_, (_, words))| *words > 0.0).map(|(token, (c, w))| (token, c, w)).collect();
    shares.sort_unstable_by_key(|&(token, ..)| token);
    PageNames { domain: domain.to_owned(), shares, content: if all > 0.0 { content / all } else { 0.0 } }
}

/// Learns the weights of names, words and link addresses: for each fold without its pages, and from all pages.
fn learn_vocabularies(pages: &[Labeled], arguments: &Arguments) -> Vec<(String, Weights)> {
    let learnable = |page: &&Labeled| page.page.gold.main_content.is_some() && page.set != synthetic::SET;
    let of = |left_out: Option<usize>| {
        let used = || pages.iter().filter(learnable).filter(move |page| Some(page.fold) != left_out);
        let mut entries = vocabulary::learn(used().map(|page| &page.names), vocabulary::MIN_DOMAINS_OF_NAMES);
        entries.extend(vocabulary::learn(used().map(|page| &page.words), vocabulary::MIN_DOMAINS_OF_WORDS));
        entries.extend(vocabulary::learn(used().map(|page| &page.targets), vocabulary::MIN_DOMAINS_OF_TARGETS));
        entries
    };
    (0..arguments.folds).map(|fold| (fold.to_string(), of(Some(fold)))).chain([("all".to_owned(), of(None))]).collect()
}

/// Reads the vocabularies of an earlier export.
fn read_vocabularies(
    folder: &Path,
    arguments: &Arguments,
) -> Result<Vec<(String, Weights)>, Box<dyn std::error::Error>> {
    let names = (0..arguments.folds).map(|fold| fold.to_string()).chain(["all".to_owned()]);
    names
        .map(|name| {
            let text = fs::read_to_string(folder.join(format!("vocabulary-{name}.tsv")))?;
            let entry = |line: &str| -> Result<(u32, f32), Box<dyn std::error::Error>> {
                let (token, weight) = line.split_once('\t').ok_or("a line of the vocabulary has no tab")?;
                Ok((token.parse()?, weight.parse()?))
            };
            Ok((name, text.lines().map(entry).collect::<Result<_, _>>()?))
        })
        .collect()
}

fn write(out: &Path, pages: &[Labeled], features: &[Features]) -> std::io::Result<()> {
    let mut rows = BufWriter::new(fs::File::create(out.join("rows.f32"))?);
    let mut blocks = BufWriter::new(fs::File::create(out.join("blocks.f32"))?);
    let mut list = BufWriter::new(fs::File::create(out.join("pages.tsv"))?);
    for (number, (page, features)) in pages.iter().zip(features).enumerate() {
        for i in 0..features.len() {
            for value in features.rows()[i] {
                rows.write_all(&value.to_le_bytes())?;
            }
            let words = features.words(i);
            let (covered, tokens) = (page.labels.covered[i] as f32, page.labels.tokens[i] as f32);
            for value in [number as f32, covered, tokens, words, page.weights[i], features.path_groups()[i] as f32] {
                blocks.write_all(&value.to_le_bytes())?;
            }
        }
        let Page { id, page_type, .. } = &page.page;
        let is_text = u8::from(page.page.gold.main_content.is_some());
        writeln!(
            list,
            "{}\t{id}\t{page_type}\t{}\t{}\t{}\t{}\t{is_text}",
            page.set,
            page.domain,
            page.fold,
            features.len(),
            page.labels.gold
        )?;
    }
    fs::write(out.join("columns.tsv"), internals::feature_table())
}
