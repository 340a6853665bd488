//! A small table of known words, so sparse that most others meet an empty slot at once.

use crate::text::word_hash::Hash;

/// Finds what belongs to a hash, with linear probing. No word's hash is 0.
pub(super) struct Table<V, const SLOTS: usize> {
    slots: [(Hash, V); SLOTS],
}

impl<V: Copy + Default, const SLOTS: usize> Table<V, SLOTS> {
    pub fn new() -> Table<V, SLOTS> {
        const { assert!(SLOTS.is_power_of_two()) };
        Table { slots: [(0, V::default()); SLOTS] }
    }

    /// What belongs to a hash, to be changed; at first the default. Fewer than `SLOTS` may be asked for.
    pub fn entry(&mut self, hash: Hash) -> &mut V {
        let slot = self.slot(hash);
        self.slots[slot].0 = hash;
        &mut self.slots[slot].1
    }

    #[inline]
    pub fn get(&self, hash: Hash) -> Option<V> {
        let (found, value) = self.slots[self.slot(hash)];
        (found != 0).then_some(value)
    }

    /// The slot of a hash, or the empty one where it would stand.
    #[inline]
    fn slot(&self, hash: Hash) -> usize {
        let mut at = hash as usize % SLOTS;
        while self.slots[at].0 != 0 && self.slots[at].0 != hash {
            at = (at + 1) % SLOTS;
        }
        at
    }
}

#[cfg(test)]
mod tests {
    use super::Table;

    #[test]
    fn words_that_share_a_slot_keep_apart() {
        let mut table = Table::<u32, 16>::new();
        for hash in [3, 19, 35, 4] {
            *table.entry(hash) += hash;
        }
        *table.entry(19) += 1;
        assert_eq!([3, 19, 35, 4].map(|hash| table.get(hash)), [3, 20, 35, 4].map(Some));
        assert_eq!((table.get(51), table.get(5), table.get(0)), (None, None, None));
    }
}
