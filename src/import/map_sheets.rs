//! A map as sheets: a sheet for each list, with the keys of the file as headings and a row for each entry. Recipients,
//! payments and reasons, which are in entries, have sheets of their own.
//!
//! ```text
//! services       id    name  provided_by  ...                        checksum
//! relationships  id    name  to     for   satisfaction.score  ...    checksum
//! payments       id    name  from   amount  as  ...                  checksum
//! ```
//!
//! `custmap sheet` writes them, and `custmap import workbook` takes them back. The checksum of a row says whether
//! somebody changed it, here or in the map.

mod cell;
mod checksum;
mod map_rows;
mod read;

pub use cell::{SEPARATOR, cell_text, is_same_cell, parse_cell};
pub use checksum::{CHECKSUM, RowStamp};
pub use map_rows::{EntryIds, MapRow, SheetRows, map_rows};
pub use read::{SheetRow, SheetTable, read_workbook};

use super::List;
use crate::input::{Key, Presence, RawValue, Record, Shape, ValueType, Words, shape};
use std::sync::LazyLock;

/// The sheet with the names that cells choose from.
pub const NAMES: &str = "names";
/// The sheet that explains the others.
pub const HELP: &str = "help";
/// The text of a cell that holds an empty list: "for nothing", "nobody pays".
pub const EMPTY_LIST: &str = "[]";

/// A sheet of the workbook of a map.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MapSheet {
    /// The organisation, in one row.
    Organisation,
    /// The entries of a list.
    Entries(List),
    /// Whom each service serves, with a row for each measurement.
    Relationships,
    /// Who pays for each service.
    Payments,
    /// Why parties are believed to come.
    Reasons,
    /// The list `measurements`.
    Measurements,
    /// The list `verdicts`.
    Verdicts,
    /// The list `allow`.
    Allow,
    /// The levels of findings.
    Checks,
}

/// What the rows of a sheet are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowKind {
    /// The organisation, or entries with an id each.
    Entries,
    /// Items of a key of entries, which is named, and in which lists.
    Items(&'static str, &'static [&'static str]),
    /// Entries without ids.
    Records,
    /// Keys of a mapping with their values.
    Pairs,
}

impl MapSheet {
    /// Every sheet, in the order of the workbook.
    pub const ALL: [Self; 14] = [
        Self::Organisation,
        Self::Entries(List::Departments),
        Self::Entries(List::People),
        Self::Entries(List::Groups),
        Self::Entries(List::Services),
        Self::Relationships,
        Self::Payments,
        Self::Entries(List::Beneficiaries),
        Self::Entries(List::Payers),
        Self::Reasons,
        Self::Measurements,
        Self::Verdicts,
        Self::Allow,
        Self::Checks,
    ];

    /// Its name, which is the key of its list where it has one.
    pub fn name(self) -> &'static str {
        match self {
            Self::Organisation => "organisation",
            Self::Entries(list) => list.key(),
            Self::Relationships => "relationships",
            Self::Payments => "payments",
            Self::Reasons => "reasons",
            Self::Measurements => "measurements",
            Self::Verdicts => "verdicts",
            Self::Allow => "allow",
            Self::Checks => "checks",
        }
    }

    /// The sheet with this name.
    pub fn named(name: &str) -> Option<Self> {
        let folded = name.trim().to_lowercase();
        Self::ALL.into_iter().find(|sheet| sheet.name() == folded)
    }

    /// The list of its entries with ids.
    pub fn list(self) -> Option<List> {
        if let Self::Entries(list) = self { Some(list) } else { None }
    }

    /// The key of entries whose items it shows; empty where it shows none.
    pub fn item_key(self) -> &'static str {
        if let RowKind::Items(key, _) = self.row_kind() { key } else { "" }
    }

    /// The key that says what an item is about.
    pub fn item_name_key(self) -> &'static str {
        if self == Self::Reasons { "claim" } else { self.text_key() }
    }

    /// The key whose text alone may be written for a whole item; empty where there is none.
    pub fn text_key(self) -> &'static str {
        match self.item_key() {
            "serves" => "to",
            "paid_by" => "from",
            _ => "",
        }
    }

    /// What its rows are.
    pub fn row_kind(self) -> RowKind {
        match self {
            Self::Organisation | Self::Entries(_) => RowKind::Entries,
            Self::Relationships => RowKind::Items("serves", &["services", "departments", "people"]),
            Self::Payments => {
                RowKind::Items("paid_by", &["services", "departments", "people", "organisation"])
            }
            Self::Reasons => RowKind::Items("reasons", &["beneficiaries", "payers"]),
            Self::Measurements | Self::Verdicts | Self::Allow => RowKind::Records,
            Self::Checks => RowKind::Pairs,
        }
    }

    /// The word of its list in a file: `customers` where that is written for `beneficiaries`.
    pub fn list_word(self, root: &RawValue) -> &'static str {
        let name = self.name();
        let other = match name {
            "organisation" => "organization",
            "beneficiaries" => "customers",
            "payers" => "funders",
            _ => name,
        };
        if root.get(name).is_none() && root.get(other).is_some() { other } else { name }
    }

    /// Its columns without the checksum.
    pub fn columns(self) -> &'static [SheetColumn] {
        let at = Self::ALL.iter().position(|sheet| *sheet == self).unwrap_or(0);
        &COLUMNS[at]
    }

    /// The column with a heading.
    pub fn column(self, heading: &str) -> Option<usize> {
        self.columns().iter().position(|column| column.heading == heading)
    }

    /// The columns whose cells distinguish a row from the others.
    pub fn key_columns(self) -> Vec<usize> {
        let headings: &[&str] = match self {
            Self::Organisation => &[],
            Self::Entries(_) => &["id"],
            Self::Relationships => &["id", "to", "satisfaction.measured"],
            Self::Payments => &["id", "from"],
            Self::Reasons => &["id", "claim"],
            Self::Measurements => &["service", "of", "measured"],
            Self::Verdicts => &["unit", "customer"],
            Self::Allow => &["finding", "of"],
            Self::Checks => &["finding"],
        };
        headings.iter().filter_map(|heading| self.column(heading)).collect()
    }
}

/// Whose value a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnRole {
    /// The id of the entry that a row is about.
    Id,
    /// The name of the entry that an item belongs to, for the eye.
    OwnerName,
    /// A key of the row's record.
    Value,
    /// A key of one measurement of the row's item.
    Measurement,
}

/// A column of a sheet.
#[derive(Clone, Debug)]
pub struct SheetColumn {
    /// The keys to its value, with dots.
    pub heading: String,
    /// The same, one by one, from the record that holds it.
    pub path: Vec<&'static str>,
    /// Whose value it holds.
    pub role: ColumnRole,
    /// What it is.
    pub description: String,
    /// What a cell may say.
    pub value_type: ValueType,
    /// Whether it is required.
    pub presence: Presence,
    /// Whether a cell may hold several values.
    pub is_many: bool,
    /// Whether a single value is written without brackets.
    pub is_one_or_many: bool,
}

impl SheetColumn {
    fn new(heading: String, path: Vec<&'static str>, role: ColumnRole, key: &Key) -> Self {
        Self {
            heading,
            path,
            role,
            description: key.description.clone(),
            value_type: key.shape.value_type().unwrap_or(ValueType::Anything),
            presence: key.presence,
            is_many: !matches!(key.shape, Shape::Text(_)) && key.shape.record().is_none(),
            is_one_or_many: matches!(key.shape, Shape::OneOrMany(_)),
        }
    }

    /// A column that no key of the format declares.
    fn plain(
        heading: &'static str,
        role: ColumnRole,
        description: &str,
        value_type: ValueType,
    ) -> Self {
        Self {
            heading: heading.to_owned(),
            path: vec![heading],
            role,
            description: description.to_owned(),
            value_type,
            presence: Presence::Optional,
            is_many: false,
            is_one_or_many: false,
        }
    }

    /// Whether it holds what not everybody may know (SPEC 5).
    pub fn is_confidential(&self) -> bool {
        matches!(&*self.heading, "leaving" | "successor" | "email")
    }
}

/// The columns of each sheet, in the order of [`MapSheet::ALL`].
static COLUMNS: LazyLock<Vec<Vec<SheetColumn>>> = LazyLock::new(|| {
    let map = shape();
    MapSheet::ALL.into_iter().map(|sheet| columns(sheet, &map)).collect()
});

fn columns(sheet: MapSheet, map: &Record) -> Vec<SheetColumn> {
    let record_of = |list: &str| map.keys.iter().find(|key| key.word == list)?.shape.record();
    let mut columns = Vec::new();
    match sheet.row_kind() {
        RowKind::Entries | RowKind::Records => {
            if let Some(record) = record_of(sheet.name()) {
                add_keys(record, &[], ColumnRole::Value, &mut columns);
            }
        }
        RowKind::Items(key, owners) => {
            let (whose, named) = if sheet == MapSheet::Reasons {
                ("The beneficiary or payer", "beneficiary or payer")
            } else {
                ("The service, or the department or person without a named service", "service")
            };
            let description = format!("{whose}, by id or name.");
            columns.push(SheetColumn::plain("id", ColumnRole::Id, &description, ValueType::Id));
            let description =
                format!("The name of the {named}, for reading: a change here changes nothing.");
            let name = SheetColumn::plain(
                "name",
                ColumnRole::OwnerName,
                &description,
                ValueType::Anything,
            );
            columns.push(name);
            let owner = owners.first().and_then(|list| record_of(list));
            let item = owner.and_then(|owner| owner.keys.iter().find(|own| own.word == key));
            if let Some(record) = item.and_then(|item| item.shape.record()) {
                add_keys(record, &[], ColumnRole::Value, &mut columns);
            }
        }
        RowKind::Pairs => {
            let description = "The finding.";
            let finding = ValueType::Word(Words::Finding);
            let mut column = SheetColumn::plain("finding", ColumnRole::Value, description, finding);
            column.presence = Presence::Required;
            columns.push(column);
            let description = "Its level: off, note, warning or error.";
            let level = ValueType::Word(Words::Level);
            columns.push(SheetColumn::plain("level", ColumnRole::Value, description, level));
        }
    }
    if let Some(id) = columns.first_mut().filter(|column| column.heading == "id") {
        id.role = ColumnRole::Id;
    }
    columns
}

/// Adds the columns of a record's keys, and of the records in it. Lists of records have sheets of their own, but for
/// measurements.
fn add_keys(
    record: &Record,
    above: &[&'static str],
    role: ColumnRole,
    columns: &mut Vec<SheetColumn>,
) {
    for key in &record.keys {
        let path: Vec<&'static str> = above.iter().copied().chain([key.word]).collect();
        match (&key.shape, key.shape.record()) {
            (_, None) => columns.push(SheetColumn::new(path.join("."), path, role, key)),
            (Shape::Record(inner), _) => add_keys(inner, &path, role, columns),
            (_, Some(inner)) if key.word == "satisfaction" => {
                let first = columns.len();
                add_keys(inner, &[], ColumnRole::Measurement, columns);
                for column in &mut columns[first..] {
                    column.heading = format!("satisfaction.{}", column.heading);
                }
            }
            (_, Some(_)) => {}
        }
    }
}
