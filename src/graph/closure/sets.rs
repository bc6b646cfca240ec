//! Sets of parties that share what they have in common.

use crate::id::PartyId;

/// The set that holds nobody.
pub(super) const EMPTY: u32 = 0;

/// Marks a party among the elements of a set.
const PARTY: u32 = 1 << 31;

/// How many parties are counted at a time: eight words.
const BLOCK: usize = 512;

/// Sets, each told by the parties that it adds and the sets that it takes in, made before it.
#[derive(Debug)]
pub(super) struct Sets {
    /// Where the elements of each set begin, and where the last end.
    from: Vec<u32>,
    elements: Vec<u32>,
    /// For each set and party the set that last took it in: each is taken in once.
    taken: Vec<u32>,
    taken_parties: Vec<u32>,
    /// For each party the set of it alone, once there is one.
    alone: Vec<u32>,
}

impl Sets {
    /// Only the empty set, for so many parties.
    pub(super) fn new(parties: usize) -> Self {
        Self {
            from: vec![0, 0],
            elements: Vec::new(),
            taken: vec![EMPTY],
            taken_parties: vec![EMPTY; parties],
            alone: vec![EMPTY; parties],
        }
    }

    /// Adds a party to the set that is being made.
    pub(super) fn add_party(&mut self, party: PartyId) {
        let next = self.next();
        if std::mem::replace(&mut self.taken_parties[party.index()], next) != next {
            self.elements.push(narrow(party.index()) | PARTY);
        }
    }

    /// Adds all of another set to the set that is being made.
    pub(super) fn add_set(&mut self, set: u32) {
        let next = self.next();
        if set != EMPTY && std::mem::replace(&mut self.taken[set as usize], next) != next {
            self.elements.push(set);
        }
    }

    /// The set that was being made: an older one, where it is the same.
    pub(super) fn finish(&mut self) -> u32 {
        let next = self.next();
        let from = self.from[next as usize] as usize;
        let known = match self.elements[from..] {
            [set] if set < PARTY => set,
            [party] => self.alone[(party & !PARTY) as usize],
            _ => EMPTY,
        };
        if known != EMPTY || self.elements.len() == from {
            // What is marked as taken in was so by a set that is not.
            for element in self.elements.drain(from..) {
                match element {
                    set if set < PARTY => self.taken[set as usize] = EMPTY,
                    party => self.taken_parties[(party & !PARTY) as usize] = EMPTY,
                }
            }
            return known;
        }
        if let [party] = self.elements[from..]
            && party >= PARTY
        {
            self.alone[(party & !PARTY) as usize] = next;
        }
        self.from.push(narrow(self.elements.len()));
        self.taken.push(EMPTY);
        next
    }

    /// The number of the set that is being made.
    fn next(&self) -> u32 {
        narrow(self.from.len() - 1)
    }

    fn elements(&self, set: usize) -> &[u32] {
        &self.elements[self.from[set] as usize..self.from[set + 1] as usize]
    }

    /// How many parties each set holds.
    pub(super) fn sizes(&self) -> Vec<u32> {
        let count = self.from.len() - 1;
        let mut sizes = vec![0; count];
        let mut bits = vec![[0_u64; BLOCK / 64]; count];
        for first in (0..self.alone.len()).step_by(BLOCK) {
            for set in 1..count {
                let mut own = [0; BLOCK / 64];
                for &element in self.elements(set) {
                    if element < PARTY {
                        let other = bits[element as usize];
                        own.iter_mut().zip(other).for_each(|(to, from)| *to |= from);
                    } else if let Some(at) = ((element & !PARTY) as usize).checked_sub(first)
                        && at < BLOCK
                    {
                        own[at / 64] |= 1 << (at % 64);
                    }
                }
                sizes[set] += own.iter().map(|word| word.count_ones()).sum::<u32>();
                bits[set] = own;
            }
        }
        sizes
    }

    /// The parties of a set, by number.
    pub(super) fn parties(&self, set: u32) -> Vec<PartyId> {
        let mut seen = vec![false; self.from.len() - 1];
        let mut open = vec![set];
        let mut parties = Vec::new();
        while let Some(set) = open.pop() {
            for &element in self.elements(set as usize) {
                if element >= PARTY {
                    parties.push(PartyId::new((element & !PARTY) as usize));
                } else if !std::mem::replace(&mut seen[element as usize], true) {
                    open.push(element);
                }
            }
        }
        parties.sort_unstable();
        parties.dedup();
        parties
    }

    /// How many bytes the sets take, without what only making them needs.
    pub(super) fn bytes(&self) -> usize {
        size_of_val(&*self.from) + size_of_val(&*self.elements)
    }
}

fn narrow(wide: usize) -> u32 {
    u32::try_from(wide).unwrap_or(PARTY - 1)
}
