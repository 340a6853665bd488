//! Blocks that stand alike are decided alike: the prices of all offers in a list, or none of them. A scorer sees one block
//! at a time, and wavers between them.

use super::weight;
use crate::classify::logit::{log_odds, probability};

/// How far the log-odds of a block move to the mean of its like. With 1 lists are torn no more, but fewer are right
/// (wcxb-dev 0.8695 for 0.8705; 0.8697 without).
const SHARE: f32 = 0.7;

/// Fewer blocks are no list.
const FEWEST: u32 = 4;

/// With more words on average they are paragraphs, which stand alike in the story and in a box at its end.
const MOST_WORDS: f32 = 12.0;

/// Scores are kept this far from 0 and 1, so that one sure block does not speak for all.
const LEAST_SCORE: f32 = 0.005;

/// What stands in one kind of place.
#[derive(Clone, Copy, Default)]
struct Place {
    blocks: u32,
    words: f32,
    /// The sum of the log-odds by the weights of the blocks, and the sum of these.
    log_odds: f32,
    weight: f32,
}

impl Place {
    fn is_list(&self) -> bool {
        self.blocks >= FEWEST && self.words <= MOST_WORDS * self.blocks as f32
    }
}

/// The scores, evened out over blocks in like places: those with the same number in `places`, which may be empty.
pub(super) fn evened(scores: &[f32], words: &[f32], places: &[u32]) -> Vec<f32> {
    let count = places.iter().max().map_or(0, |&last| last as usize + 1);
    let mut sums = vec![Place::default(); count];
    for ((&place, &score), &words) in places.iter().zip(scores).zip(words) {
        let sum = &mut sums[place as usize];
        let weight = weight(words);
        sum.blocks += 1;
        sum.words += words;
        sum.log_odds += log_odds(score, LEAST_SCORE) * weight;
        sum.weight += weight;
    }
    let mut evened = scores.to_vec();
    for (&place, score) in places.iter().zip(&mut evened) {
        let sum = &sums[place as usize];
        if sum.is_list() {
            let own = log_odds(*score, LEAST_SCORE);
            *score = probability(own + SHARE * (sum.log_odds / sum.weight - own));
        }
    }
    evened
}

#[cfg(test)]
mod tests {
    use super::evened;

    #[test]
    fn short_blocks_in_like_places_come_nearer() {
        let scores = [0.9, 0.4, 0.8, 0.7, 0.4];
        let places = [0, 0, 0, 0, 1];
        let moved = evened(&scores, &[3.0; 5], &places);
        assert!(moved[1] > 0.5 && moved[0] < 0.9 && moved[0] > moved[1], "{moved:?}");
        assert_eq!(moved[4], 0.4, "alone");
        assert_eq!(evened(&scores, &[30.0; 5], &places), scores, "paragraphs");
        assert_eq!(evened(&scores, &[3.0; 5], &[0, 0, 0, 1, 1]), scores, "too few");
        assert_eq!(evened(&scores, &[3.0; 5], &[]), scores, "nothing is known");
    }
}
