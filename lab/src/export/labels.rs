//! Labels the blocks of a page by its annotated main content.
//!
//! Blocks are aligned with the gold text by runs of tokens. Each token of the gold text is matched once, and blocks
//! with good matches come first, so that a word of a menu that is in the article by chance is not content.

use std::collections::HashMap;

/// Number of consecutive tokens that must match.
const RUN: usize = 4;
/// Blocks with fewer tokens are matched as a whole.
const SHORT: usize = 5;
/// Maximum distance of a short block from the matches of the blocks around it, in tokens of the gold text.
const MAX_DISTANCE: usize = 30;

/// How many tokens of each block are in the gold text.
pub struct Labels {
    /// Number of tokens of each block.
    pub tokens: Vec<u32>,
    /// Number of those tokens that are in the gold text.
    pub covered: Vec<u32>,
    /// Number of tokens of the gold text.
    pub gold: u32,
}

/// Aligns the texts of blocks with the gold text.
pub fn align(blocks: &[&str], gold: &str) -> Labels {
    let mut names = HashMap::new();
    let blocks: Vec<Vec<u32>> = blocks.iter().map(|text| tokens(text, &mut names)).collect();
    let lines: Vec<Vec<u32>> =
        gold.lines().map(|line| tokens(line, &mut names)).filter(|line| !line.is_empty()).collect();
    let gold: Vec<u32> = lines.concat();
    let mut alignment = Alignment::new(&gold, &lines);
    let mut covered = vec![0; blocks.len()];
    let mut places: Vec<Option<(usize, usize)>> = vec![None; blocks.len()];
    for i in order(&blocks, &alignment) {
        (covered[i], places[i]) = alignment.take_runs(&blocks[i]);
    }
    for i in 0..blocks.len() {
        if !blocks[i].is_empty() && blocks[i].len() < SHORT {
            let near = range_between_neighbors(&places, i);
            if let Some(at) = alignment.take_whole(&blocks[i], near) {
                covered[i] = blocks[i].len() as u32;
                places[i] = Some((at, at + blocks[i].len()));
            }
        }
    }
    Labels { tokens: blocks.iter().map(|block| block.len() as u32).collect(), covered, gold: gold.len() as u32 }
}

/// Returns the long blocks that match at all. Those whose text and surroundings match best come first.
fn order(blocks: &[Vec<u32>], alignment: &Alignment) -> Vec<usize> {
    let raw: Vec<f32> = blocks.iter().map(|block| alignment.raw_match(block)).collect();
    let context = |i: usize| {
        let around = i.saturating_sub(3)..(i + 4).min(raw.len());
        let (sum, count) =
            around.filter(|&j| blocks[j].len() >= SHORT).fold((0.0, 0.0), |(s, n), j| (s + raw[j], n + 1.0));
        if count > 0.0 { sum / count } else { 0.0 }
    };
    let mut order: Vec<(f32, usize)> = (0..blocks.len())
        .filter(|&i| blocks[i].len() >= SHORT && raw[i] > 0.0)
        .map(|i| (raw[i] + 0.5 * context(i), i))
        .collect();
    order.sort_by(|a, b| b.0.total_cmp(&a.0));
    order.into_iter().map(|(_, i)| i).collect()
}

/// Returns the range of the gold text between the matches of the nearest matched blocks on both sides.
fn range_between_neighbors(places: &[Option<(usize, usize)>], i: usize) -> Option<(usize, usize)> {
    let before = places[..i].iter().rev().take(12).find_map(|place| *place);
    let after = places[i + 1..].iter().take(12).find_map(|place| *place);
    match (before, after) {
        (Some((_, a)), Some((b, _))) => Some((a.min(b), a.max(b))),
        (Some((_, a)), None) => Some((a, a)),
        (None, Some((b, _))) => Some((b, b)),
        (None, None) => None,
    }
}

struct Alignment<'g> {
    gold: &'g [u32],
    used: Vec<bool>,
    runs: HashMap<&'g [u32], Vec<usize>>,
    /// The start of each gold line, by its tokens.
    line_starts: HashMap<&'g [u32], Vec<usize>>,
}

impl<'g> Alignment<'g> {
    fn new(gold: &'g [u32], lines: &'g [Vec<u32>]) -> Alignment<'g> {
        let mut runs: HashMap<&[u32], Vec<usize>> = HashMap::new();
        for (at, run) in gold.windows(RUN).enumerate() {
            runs.entry(run).or_default().push(at);
        }
        let mut line_starts: HashMap<&[u32], Vec<usize>> = HashMap::new();
        let mut at = 0;
        for line in lines {
            line_starts.entry(line).or_default().push(at);
            at += line.len();
        }
        Alignment { gold, used: vec![false; gold.len()], runs, line_starts }
    }

    fn raw_match(&self, block: &[u32]) -> f32 {
        let runs = block.windows(RUN).count().max(1);
        block.windows(RUN).filter(|run| self.runs.contains_key(run)).count() as f32 / runs as f32
    }

    /// Matches the runs of a block with unused tokens of the gold text. Returns the number of matched tokens of the
    /// block and their range in the gold text.
    fn take_runs(&mut self, block: &[u32]) -> (u32, Option<(usize, usize)>) {
        let mut covered = vec![false; block.len()];
        let (mut next, mut place): (Option<usize>, Option<(usize, usize)>) = (None, None);
        let mut i = 0;
        while i + RUN <= block.len() {
            let at = self.runs.get(&block[i..i + RUN]).and_then(|places| {
                let free = |&&at: &&usize| !self.used[at] && !self.used[at + RUN - 1];
                match next {
                    Some(next) => places.iter().filter(free).min_by_key(|&&at| at.abs_diff(next)),
                    None => places.iter().find(free),
                }
                .copied()
            });
            let Some(mut at) = at else {
                i += 1;
                continue;
            };
            let start = at;
            while i < block.len() && at < self.gold.len() && block[i] == self.gold[at] && !self.used[at] {
                self.used[at] = true;
                covered[i] = true;
                (i, at) = (i + 1, at + 1);
            }
            next = Some(at);
            place = Some(place.map_or((start, at), |(a, b)| (a.min(start), b.max(at))));
            if at == start {
                i += 1;
            }
        }
        (covered.iter().filter(|&&covered| covered).count() as u32, place)
    }

    /// Matches a short block with a whole gold line, or with unused tokens near the matches of its neighbors.
    fn take_whole(&mut self, block: &[u32], near: Option<(usize, usize)>) -> Option<usize> {
        let free = |at: usize| (at..at + block.len()).all(|at| !self.used[at]);
        let line = self.line_starts.get(block).and_then(|starts| {
            let distance = |at: usize| near.map_or(at, |(a, b)| a.saturating_sub(at) + at.saturating_sub(b));
            starts.iter().copied().filter(|&at| free(at)).min_by_key(|&at| distance(at))
        });
        let at = line.or_else(|| {
            let (a, b) = near?;
            let from = a.saturating_sub(MAX_DISTANCE);
            let to = (b + MAX_DISTANCE).min(self.gold.len()).saturating_sub(block.len() - 1);
            (from..to).find(|&at| self.gold[at..at + block.len()] == *block && free(at))
        })?;
        self.used[at..at + block.len()].fill(true);
        Some(at)
    }
}

/// Returns the tokens of a text as numbers. Tokens are words in lower case and single characters of Han and kana.
fn tokens(text: &str, names: &mut HashMap<String, u32>) -> Vec<u32> {
    let mut found = Vec::new();
    let mut word = String::new();
    let mut push = |word: &mut String| {
        if !word.is_empty() {
            let next = names.len() as u32;
            found.push(*names.entry(std::mem::take(word)).or_insert(next));
        }
    };
    for c in text.chars() {
        let single = matches!(u32::from(c), 0x3040..=0x30ff | 0x3400..=0x9fff);
        if !c.is_alphanumeric() || single {
            push(&mut word);
        }
        if c.is_alphanumeric() {
            word.extend(c.to_lowercase());
        }
        if single {
            push(&mut word);
        }
    }
    push(&mut word);
    found
}

#[cfg(test)]
mod tests {
    use super::align;

    #[test]
    fn each_token_of_the_gold_text_is_matched_once() {
        let gold = "The ferry runs again after the storm.\nTickets\nIt leaves at nine in the morning.";
        let blocks = [
            "Tickets",
            "The ferry runs again after the storm.",
            "Tickets",
            "It leaves at nine in the morning.",
            "The ferry runs again after a break of ten days, says the owner.",
        ];
        let labels = align(&blocks, gold);
        assert_eq!(labels.covered, [1, 7, 0, 7, 0]);
    }
}
