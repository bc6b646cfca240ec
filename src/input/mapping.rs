//! A mapping as it is written: which column of a table is which key of a map.

use super::{
    lists::OneOrMany,
    record::record,
    text::Text,
    value::{Pairs, RawValue},
};

record! {
    /// A mapping file.
    RawMapping is "a mapping"
    /// The organisation, as a map has it.
    "organisation" organisation: RawValue;
    /// Entries that no row describes, by the lists of a map.
    "entries" entries: RawValue;
    /// Several tables that one file fills.
    "tables" tables: Box<[RawTable]>;
    /// What a row is: departments, people, groups, services, beneficiaries or payers.
    "as" target: Text;
    /// The column of each key.
    "map" map: Pairs<OneOrMany<RawColumn>>;
    /// Values that are the same in every row.
    "set" set: Pairs<OneOrMany<Text>>;
    /// The signs between several values of one cell.
    "split" split: OneOrMany<Text>;
    /// The sign between two cells.
    "delimiter" delimiter: Text;
    /// utf-8 or windows-1252.
    "encoding" encoding: Text;
    /// The sheet of a workbook.
    "sheet" sheet: Text;
    /// The row that names the columns, from 1, or two such as 3-4.
    "header_row" header_row: Text;
    /// Columns whose empty cells take the value above.
    "fill_down" fill_down: OneOrMany<Text>;
    /// Rows to leave out: columns with the values that they hold there.
    "skip_where" skip_where: Pairs<OneOrMany<Text>>;
    /// true: rows that a workbook hides are left out.
    "skip_hidden" skip_hidden: Text;
    /// Texts that mean an empty cell.
    "blank" blank: OneOrMany<Text>;
    /// The decimal sign: , or .
    "decimal" decimal: Text;
    /// The order of dates: d/m/y or m/d/y.
    "dates" dates: Text;
    /// true: one score for several recipients is the score of each.
    "same_score" same_score: Text;
    /// Names that mean the same, each with the one to write.
    "same" same: Pairs<Text>;
    /// Recipients and payers that are departments.
    "inside" inside: OneOrMany<Text>;
    /// Recipients and payers that are external.
    "outside" outside: OneOrMany<Text>;
    /// What other unknown recipients and payers are: inside, outside or error.
    "unknown" unknown: Text;
}

record! {
    /// One table that a file fills.
    RawTable is "a table (such as `{as: services, map: {name: Title}}`)"
    /// What a row is.
    "as" target: Text;
    /// The column of each key.
    "map" map: Pairs<OneOrMany<RawColumn>>;
    /// Values that are the same in every row.
    "set" set: Pairs<OneOrMany<Text>>;
    /// The signs between several values of one cell.
    "split" split: OneOrMany<Text>;
}

record! {
    /// What a key takes from a column.
    RawColumn is "a column (its name, or `{column: ..., split: ...}`)", short column
    /// The column.
    "column" column: Text;
    /// The sign between several values of a cell.
    "split" split: Text;
    /// Only the part of this number, from 1.
    "take" take: Text;
    /// Signs to take off both ends.
    "trim" trim: Text;
    /// The meaning of each value; nothing: it is left out.
    "values" values: Pairs<RawValue>;
    /// The meaning of any other value: `keep` (as it is), `drop`, or a text.
    "other" other: Text;
    /// What to write before it.
    "before" before: Text;
    /// Only rows in which these columns hold one of these values.
    "when" when: Pairs<OneOrMany<Text>>;
}
