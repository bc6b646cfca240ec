//! Numbers of things: one type per kind, so that a service can't be taken for a unit.
//!
//! The model hands them out, and every number that it has handed out can be looked up in it.

/// `index` in the 32 bits that numbers of things and offsets in files have.
///
/// # Panics
/// If `index` does not fit: a wrapped or clamped number would name another thing.
#[expect(
    clippy::expect_used,
    reason = "a file has at most 2 GiB, so neither an offset nor a count of its things exceeds 32 bits"
)]
pub(crate) fn index32(index: usize) -> u32 {
    u32::try_from(index).expect("a map has fewer than 2^32 things, and a file fewer bytes")
}

/// Declares a `Copy` newtype over `u32` for one kind of thing.
macro_rules! number {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(u32);

        impl $name {
            /// The number of the thing at `index` of its list.
            pub(crate) fn new(index: usize) -> Self {
                Self(index32(index))
            }

            /// Its index in its list, from 0.
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

/// Anything of the map that has an id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// The organisation.
    Organisation,
    /// The built-in group `everyone`, which holds every unit.
    Everyone,
    /// A unit.
    Unit(UnitId),
    /// A group.
    Group(GroupId),
    /// A service.
    Service(ServiceId),
    /// A party.
    Party(PartyId),
}

/// Makes a type of ids from each id that one of its variants holds, and gives back the id of a variant.
macro_rules! variants_of_ids {
    ($type:ident: $($id:ident $variant:ident $method:ident),+) => {$(
        impl From<$id> for $type {
            fn from(id: $id) -> Self {
                Self::$variant(id)
            }
        }

        impl $type {
            #[doc = concat!("The ", stringify!($method), ", if this is one.")]
            pub fn $method(self) -> Option<$id> {
                if let Self::$variant(id) = self { Some(id) } else { None }
            }
        }
    )+};
}
pub(crate) use variants_of_ids;

variants_of_ids!(Subject: UnitId Unit unit, GroupId Group group, ServiceId Service service, PartyId Party party);

/// The end of the id of the service that a unit's own `serves` makes (SPEC 2).
pub const OWN_SERVICE_END: &str = ".serves";

/// The id of the service that a unit's own `serves` makes.
pub fn own_service_id(unit: &str) -> String {
    format!("{unit}{OWN_SERVICE_END}")
}

/// The id of the unit whose own `serves` makes the service with this id; `None` for the id of another service.
pub fn unit_of_own_service(service: &str) -> Option<&str> {
    service.strip_suffix(OWN_SERVICE_END)
}

/// The slug of a name: in lower case, each run of characters other than letters, digits and `_` replaced by one `-`,
/// none at the ends. An entry without an `id` has the slug of its name as its id.
pub fn slug(name: &str) -> String {
    let mut slug = String::with_capacity(name.len());
    // SPEC 2, ids: lower case first, since it can turn one character into several.
    for c in name.chars().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() || c == '_' {
            slug.push(c);
        } else if !slug.ends_with('-') {
            slug.push('-');
        }
    }
    // SPEC 2: leading and trailing `-` and `_` are removed.
    slug.trim_matches(['-', '_']).to_owned()
}

/// A name as it is compared with others: in lower case, white space of any kind trimmed and collapsed (SPEC 2).
pub fn fold_name(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    words.join(" ").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::{fold_name, slug};

    #[test]
    fn a_folded_name_has_single_blanks() {
        assert_eq!(fold_name(" Rough\u{a0} Sleepers "), "rough sleepers");
        assert_eq!(fold_name("R&D"), "r&d");
    }

    #[test]
    fn a_slug_is_lower_case_and_joined_by_hyphens() {
        assert_eq!(slug("R&D (Zürich)"), "r-d-zürich");
        assert_eq!(slug("__a__b - c__"), "a__b-c");
        assert_eq!(slug("!!!"), "");
    }
}
