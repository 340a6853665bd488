//! Sorted tokens in about 18 bits each (Elias 1974, "Efficient storage and retrieval by content and address of static files";
//! Fano 1971): the lower halves as they are, and the upper halves in unary, as a set of bits. The bit of the token with number
//! `n` is its upper half plus `n`.

use crate::text::word_hash::Hash;

/// Returns the number of words of bits for this many tokens.
pub(crate) fn word_count(tokens: usize) -> usize {
    (tokens + (1 << 16)).div_ceil(32)
}

/// Returns the tokens with these lower halves and these bits.
pub(crate) fn decode(lower: impl Iterator<Item = u16>, words: impl Iterator<Item = u32>) -> impl Iterator<Item = Hash> {
    let bits = words.enumerate().flat_map(|(number, mut word)| {
        std::iter::from_fn(move || {
            let bit = (word != 0).then(|| number as u32 * u32::BITS + word.trailing_zeros());
            word &= word.wrapping_sub(1);
            bit
        })
    });
    bits.zip(lower).enumerate().map(|(number, (bit, lower))| bit.wrapping_sub(number as u32) << 16 | u32::from(lower))
}

/// Returns the lower halves and the bits of sorted tokens.
#[cfg(any(test, feature = "_internals"))]
pub(super) fn encode(tokens: &[Hash]) -> (Vec<u16>, Vec<u32>) {
    let lower = tokens.iter().map(|&token| token as u16).collect();
    let mut words = vec![0; word_count(tokens.len())];
    for (number, token) in tokens.iter().enumerate() {
        let bit = (token >> 16) as usize + number;
        words[bit / 32] |= 1 << (bit % 32);
    }
    (lower, words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decoded_tokens_are_those_that_were_encoded() {
        let mut rng = fastrand::Rng::with_seed(1);
        for count in [0, 1, 2, 40, 3000] {
            let mut tokens: Vec<Hash> = (0..count).map(|_| rng.u32(..)).chain([0, 1, u32::MAX]).collect();
            tokens.sort_unstable();
            let (lower, words) = encode(&tokens);
            assert_eq!(words.len(), word_count(tokens.len()));
            assert_eq!(decode(lower.into_iter(), words.into_iter()).collect::<Vec<_>>(), tokens);
        }
    }
}
