//! The lists of a map, in the order in which an import writes them.

/// A list of a map.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum List {
    /// `departments`.
    Departments,
    /// `people`.
    People,
    /// `groups`.
    Groups,
    /// `services`.
    Services,
    /// `beneficiaries`.
    Beneficiaries,
    /// `payers`.
    Payers,
}

impl List {
    /// Every list, in the order in which a map is written.
    pub const ALL: [Self; 6] = [
        Self::Departments,
        Self::People,
        Self::Groups,
        Self::Services,
        Self::Beneficiaries,
        Self::Payers,
    ];

    /// Its key in a map.
    pub fn key(self) -> &'static str {
        match self {
            Self::Departments => "departments",
            Self::People => "people",
            Self::Groups => "groups",
            Self::Services => "services",
            Self::Beneficiaries => "beneficiaries",
            Self::Payers => "payers",
        }
    }

    /// The list with this key.
    pub fn named(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|list| list.key() == key)
    }

    /// What one entry of it is called.
    pub fn word(self) -> &'static str {
        match self {
            Self::Departments => "department",
            Self::People => "person",
            Self::Groups => "group",
            Self::Services => "service",
            Self::Beneficiaries => "beneficiary",
            Self::Payers => "payer",
        }
    }

    /// "1 department", "3 people".
    pub fn count(self, count: usize) -> String {
        let word = if count == 1 { self.word() } else { self.key() };
        format!("{count} {word}")
    }
}
