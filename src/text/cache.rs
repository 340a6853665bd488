//! A cache of what was computed from strings, for strings that often repeat on a page, such as classes.

/// Values by the string that each was computed from. A string that falls on the slot of another one replaces it, so that a
/// look-up takes few steps, and the cache does not grow.
pub(crate) struct Cache<'s, T> {
    slots: Vec<Option<(&'s str, T)>>,
}

impl<'s, T: Copy> Cache<'s, T> {
    const MIN_SLOTS: usize = 16;
    const MAX_SLOTS: usize = 1024;

    /// Returns a cache for about this number of strings.
    pub fn new(strings: usize) -> Cache<'s, T> {
        let slots = strings.clamp(Self::MIN_SLOTS, Self::MAX_SLOTS).next_power_of_two();
        Cache { slots: vec![None; slots] }
    }

    /// Returns the value of a string, and computes it unless the cache has it.
    #[inline]
    pub fn get(&mut self, string: &'s str, compute: impl FnOnce(&'s str) -> T) -> T {
        let mask = self.slots.len() - 1;
        let slot = &mut self.slots[hash(string.as_bytes()) & mask];
        match slot {
            Some((known, value)) if *known == string => *value,
            _ => slot.insert((string, compute(string))).1,
        }
    }
}

/// Mixes the length and up to 24 bytes: the first, the middle and the last eight.
#[inline]
fn hash(bytes: &[u8]) -> usize {
    // 2^64 divided by the golden ratio: Fibonacci hashing (Knuth, The Art of Computer Programming, volume 3, section 6.4).
    const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;
    let eight = |chunk: &[u8; 8]| u64::from_le_bytes(*chunk);
    let four = |chunk: &[u8; 4]| u64::from(u32::from_le_bytes(*chunk));
    let mixed = match (bytes.first_chunk(), bytes.last_chunk()) {
        (Some(first), Some(last)) => {
            let middle = bytes[bytes.len() / 2 - 4..].first_chunk().map_or(0, eight);
            eight(first) ^ eight(last).rotate_left(21) ^ middle.rotate_left(43)
        }
        _ => match (bytes.first_chunk(), bytes.last_chunk()) {
            (Some(first), Some(last)) => four(first) | four(last) << 32,
            _ => bytes.iter().fold(0, |mixed, &byte| mixed << 8 | u64::from(byte)),
        },
    };
    ((mixed ^ bytes.len() as u64).wrapping_mul(FACTOR) >> 40) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn value_of_a_repeated_string_is_computed_once() {
        let mut cache = Cache::new(16);
        let mut computed = Vec::new();
        for string in ["card", "card-title", "card", "", "card-title", ""] {
            let length = cache.get(string, |string| {
                computed.push(string);
                string.len()
            });
            assert_eq!(length, string.len());
        }
        assert_eq!(computed, ["card", "card-title", ""]);
    }

    #[test]
    fn strings_of_all_lengths_have_values_of_their_own() {
        let text = "entry-content post-body article__text wide";
        let mut cache = Cache::new(0);
        for _ in 0..2 {
            for end in 0..=text.len() {
                assert_eq!(cache.get(&text[..end], str::len), end);
                assert_eq!(cache.get(&text[end..], str::len), text.len() - end);
            }
        }
        assert_eq!(cache.slots.len(), Cache::<usize>::MIN_SLOTS);
    }
}
