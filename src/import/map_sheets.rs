//! A map as sheets: a table for each list, a row for each entry; relationships and payments have tables of their own.
//! `custmap sheet` writes them, `custmap import workbook` takes them back.
//!
//! ```text
//! services       id   name     provided_by  ...  checksum
//! relationships  list      id   name     to        satisfaction.score  ...  checksum
//! ```
//!
//! The checksum of a row says whether somebody changed it.

use super::{
    List,
    keys::{self, Kind},
};

/// The heading of the checksums.
pub const CHECKSUM: &str = "checksum";
/// The sheet with what is known of the organisation: a key and its value in each row.
pub const ORGANISATION: &str = "organisation";
/// What stands between several values of a cell.
pub const SEPARATOR: &str = ";";

/// The table of a sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MapTable {
    /// The entries of a list.
    Entries(List),
    /// Whom each service serves, and how happy they are: a row for each measurement.
    Relationships,
    /// Who pays for each service.
    Payments,
}

impl MapTable {
    /// Every table, in the order of the sheets.
    pub const ALL: [Self; 8] = [
        Self::Entries(List::Departments),
        Self::Entries(List::People),
        Self::Entries(List::Groups),
        Self::Entries(List::Services),
        Self::Relationships,
        Self::Payments,
        Self::Entries(List::Beneficiaries),
        Self::Entries(List::Payers),
    ];

    /// The name of its sheet.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Entries(list) => list.key(),
            Self::Relationships => "relationships",
            Self::Payments => "payments",
        }
    }

    /// The table of the sheet with this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let folded = name.trim().to_lowercase();
        Self::ALL.into_iter().find(|table| table.name() == folded)
    }

    /// The key whose items have a row each; none of entries.
    #[must_use]
    pub fn items(self) -> Option<&'static str> {
        match self {
            Self::Entries(_) => None,
            Self::Relationships => Some("serves"),
            Self::Payments => Some("paid_by"),
        }
    }

    /// The keys that its columns hold, `id` and `name` first, with the list whose keys they are. Of relationships and
    /// payments these are the keys behind `serves` and `paid_by`.
    #[must_use]
    pub fn columns(self) -> Vec<(&'static str, Kind)> {
        let list = match self {
            Self::Entries(list) => list,
            Self::Relationships | Self::Payments => List::Services,
        };
        let prefix = self.items();
        let own = keys::of(list).filter_map(|(path, kind)| match (prefix, path.split_once('.')) {
            (Some(prefix), _) if path == prefix => Some((path, kind)),
            (Some(prefix), Some((top, rest))) if top == prefix => Some((rest, kind)),
            (Some(_), _) => None,
            // Entries repeat these, which no cell holds.
            (None, top) => {
                let key = top.map_or(path, |(top, _)| top);
                (!matches!(key, "serves" | "paid_by" | "reasons")).then_some((path, kind))
            }
        });
        own.collect()
    }
}

/// The checksum of a row: of its cells in their order, numbers by their value.
#[must_use]
pub fn checksum<'c>(cells: impl Iterator<Item = &'c str>) -> String {
    // FNV-1a: short, stable, and nobody is kept out by it.
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut add = |bytes: &[u8]| {
        for byte in bytes {
            hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    };
    for cell in cells {
        match cell.trim().parse::<f64>() {
            Ok(number) if number.is_finite() => add(number.to_string().as_bytes()),
            Ok(_) | Err(_) => add(cell.trim().as_bytes()),
        }
        add(&[0x1f]);
    }
    format!("{hash:016x}")
}
