//! Numbers of things: one type per kind, so that a service can't be taken for a unit.
//!
//! The model hands them out; whoever holds one may look the thing up without fear of a miss.

/// Declares a `Copy` newtype over `u32` for one kind of thing.
macro_rules! number {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(u32);

        impl $name {
            /// The number of the thing at `index` of its list.
            pub(crate) fn new(index: usize) -> Self {
                Self(u32::try_from(index).unwrap_or(u32::MAX))
            }

            /// Its index in its list, from 0.
            #[must_use]
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }
    };
}

number! {
    /// A unit: a department or a person. Numbers follow the tree: a unit before its parts,
    /// departments before persons, so the parts of a unit are one range of numbers.
    UnitId
}
number! {
    /// A group of units.
    GroupId
}
number! {
    /// A service.
    ServiceId
}
number! {
    /// A party outside: a beneficiary or a payer.
    PartyId
}
