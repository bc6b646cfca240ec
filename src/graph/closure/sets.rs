//! Sets of parties that share what they have in common.

use crate::id::PartyId;

/// The set that holds nobody.
pub(super) const EMPTY: u32 = 0;

/// Marks a party among the elements of a set.
const PARTY: u32 = 1 << 31;

/// How many parties are counted at a time: eight words.
const BLOCK: usize = 512;

/// What a set is told by: a party that it adds, or an older set that it takes in.
#[derive(Clone, Copy, Debug)]
pub(super) struct Element(u32);

impl Element {
    pub(super) fn party(party: PartyId) -> Self {
        Self(narrow(party.index()) | PARTY)
    }

    pub(super) fn set(set: u32) -> Self {
        Self(set)
    }

    /// The number of the party; of a set, nothing.
    fn as_party(self) -> Option<usize> {
        (self.0 >= PARTY).then_some((self.0 & !PARTY) as usize)
    }
}

/// Sets, each told by the parties that it adds and the sets that it takes in, made before it.
#[derive(Debug)]
pub(super) struct Sets {
    /// Where the elements of each set begin, and where the last end.
    from: Vec<u32>,
    elements: Vec<Element>,
    /// How often a set was asked for.
    asked: u32,
    /// For each set and party when it was last taken in: each is taken in once.
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
            asked: 0,
            taken: vec![0],
            taken_parties: vec![0; parties],
            alone: vec![EMPTY; parties],
        }
    }

    /// The set of some parties and of all that some sets hold: an older one, where it is the same.
    pub(super) fn of(&mut self, elements: impl Iterator<Item = Element>) -> u32 {
        self.asked += 1;
        let from = self.elements.len();
        for element in elements.filter(|element| element.0 != EMPTY) {
            let taken = match element.as_party() {
                Some(party) => &mut self.taken_parties[party],
                None => &mut self.taken[element.0 as usize],
            };
            if std::mem::replace(taken, self.asked) != self.asked {
                self.elements.push(element);
            }
        }
        let next = narrow(self.from.len() - 1);
        let set = match self.elements[from..] {
            [] => EMPTY,
            [one] => match one.as_party().map(|party| &mut self.alone[party]) {
                None => one.0,
                Some(alone) => {
                    if *alone == EMPTY {
                        *alone = next;
                    }
                    *alone
                }
            },
            _ => next,
        };
        if set == next {
            self.from.push(narrow(self.elements.len()));
            self.taken.push(0);
        } else {
            self.elements.truncate(from);
        }
        set
    }

    fn elements(&self, set: usize) -> &[Element] {
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
                    let Some(party) = element.as_party() else {
                        let other = bits[element.0 as usize];
                        own.iter_mut().zip(other).for_each(|(to, from)| *to |= from);
                        continue;
                    };
                    if let Some(at) = party.checked_sub(first)
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
                if let Some(party) = element.as_party() {
                    parties.push(PartyId::new(party));
                } else if !std::mem::replace(&mut seen[element.0 as usize], true) {
                    open.push(element.0);
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
