//! A small hash table for a fixed set of words. Most slots are empty, so that most lookups of other words end at once.

use crate::text::word_hash::Hash;

/// Maps hashes of words to values, with linear probing. Hash 0 marks an empty slot; no word has it.
pub(super) struct HashTable<V, const SLOTS: usize> {
    slots: [(Hash, V); SLOTS],
}

impl<V: Copy + Default, const SLOTS: usize> HashTable<V, SLOTS> {
    pub fn new() -> HashTable<V, SLOTS> {
        const { assert!(SLOTS.is_power_of_two()) };
        HashTable { slots: [(0, V::default()); SLOTS] }
    }

    /// Returns the value of a hash, which is inserted with the default value if it is new. The table must keep at least
    /// one empty slot, since lookups end there.
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

    /// Returns the slot with this hash, or else the empty slot for it.
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
    use super::HashTable;

    #[test]
    fn colliding_hashes_have_values_of_their_own() {
        let mut table = HashTable::<u32, 16>::new();
        for hash in [3, 19, 35, 4] {
            *table.entry(hash) += hash;
        }
        *table.entry(19) += 1;
        assert_eq!([3, 19, 35, 4].map(|hash| table.get(hash)), [3, 20, 35, 4].map(Some));
        assert_eq!((table.get(51), table.get(5), table.get(0)), (None, None, None));
    }
}
