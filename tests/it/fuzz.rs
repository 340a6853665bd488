//! Runs the checks of the fuzz targets on the seeds, and on mutations of the seeds that are the same in every run.

use std::path::Path;

/// Number of mutations checked for each seed.
const MUTATIONS: u64 = 12;

fn seeds(target: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz/seeds").join(target);
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.iter().map(|path| std::fs::read(path).unwrap()).collect()
}

/// A sequence of pseudo-random numbers that is the same in every run (Marsaglia's xorshift).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end.max(1) as u64) as usize
    }
}

/// Returns a seed with pieces removed, doubled or replaced by pieces of another seed.
fn mutated(seed: &[u8], other: &[u8], numbers: &mut Numbers) -> Vec<u8> {
    let mut mutated = seed.to_vec();
    for _ in 0..1 + numbers.below(4) {
        let start = numbers.below(mutated.len());
        let end = (start + numbers.below(24)).min(mutated.len());
        let piece: Vec<u8> = mutated[start..end].to_vec();
        let from = numbers.below(other.len());
        let taken = &other[from..(from + numbers.below(40)).min(other.len())];
        match numbers.below(4) {
            0 => drop(mutated.drain(start..end)),
            1 => drop(mutated.splice(start..start, piece)),
            2 => drop(mutated.splice(start..end, taken.iter().copied())),
            _ if start < mutated.len() => mutated[start] = numbers.below(256) as u8,
            _ => {}
        }
    }
    mutated
}

fn replay(target: &str, check: impl Fn(&[u8])) {
    let seeds = seeds(target);
    assert!(!seeds.is_empty(), "no seeds of {target}");
    let mut numbers = Numbers(0x9e37_79b9_7f4a_7c15);
    for (i, seed) in seeds.iter().enumerate() {
        check(seed);
        for round in 0..MUTATIONS {
            let other = &seeds[(i + round as usize) % seeds.len()];
            check(&mutated(seed, other, &mut numbers));
        }
    }
}

fn text(check: impl Fn(&str)) -> impl Fn(&[u8]) {
    move |data| check(&String::from_utf8_lossy(data))
}

#[test]
fn seeds_of_input_pass() {
    replay("input", maintext_tests::input::check);
}

#[test]
fn seeds_of_limits_pass() {
    replay("limits", maintext_tests::limits::check);
}

#[test]
fn seeds_of_markup_pass() {
    replay("markup", maintext_tests::markup::check);
}

#[test]
fn seeds_of_metadata_pass() {
    replay("metadata", text(maintext_tests::metadata::check));
}

#[test]
fn seeds_of_model_files_pass() {
    replay("model", maintext_tests::model::check);
}

#[test]
fn seeds_of_outputs_pass() {
    replay("outputs", maintext_tests::outputs::check);
}

#[test]
fn seeds_of_selectors_pass() {
    replay("selectors", maintext_tests::selectors::check);
}

#[test]
fn seeds_of_tokenizer_pass() {
    replay("tokenizer", text(maintext_tests::tokenizer::check));
}
