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

/// The slug of a name: lower case, each run of other characters than letters, digits and `_` a `-`,
/// none at the ends. It is the id of what states none.
#[must_use]
pub fn slug(name: &str) -> String {
    let mut slug = String::with_capacity(name.len());
    for c in name.chars().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() || c == '_' {
            slug.push(c);
        } else if !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.trim_matches(['-', '_']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::slug;

    #[test]
    fn a_slug_is_lower_case_and_joined_by_hyphens() {
        assert_eq!(slug("R&D (Zürich)"), "r-d-zürich");
        assert_eq!(slug("__a__b - c__"), "a__b-c");
        assert_eq!(slug("!!!"), "");
    }
}
