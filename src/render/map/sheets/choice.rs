//! What the cells of a column choose from: words of the format, or ids of the map, which a hidden sheet holds.

use crate::{
    import::{
        List,
        map_sheets::{ColumnRole, MapSheet, NAMES, RowKind, SheetColumn, SheetRows},
    },
    input::{EntryKind, Targets, ValueType},
    resolve::words,
};
use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, DataValidationRule, Formula, Workbook, XlsxError,
    utility::column_number_to_name,
};

/// The texts to choose from, a column for each list of them.
pub(super) struct NamesSheet {
    columns: Vec<(String, Vec<String>)>,
}

impl NamesSheet {
    pub(super) fn new(sheets: &[SheetRows]) -> Self {
        let mut names = Self { columns: Vec::new() };
        for column in sheets.iter().flat_map(|rows| rows.sheet.columns()) {
            match column.value_type {
                ValueType::Reference(targets) => {
                    let own = targets.words.iter().map(|word| (*word).to_owned());
                    let lists = targets.kinds.iter().filter_map(|kind| list_of(*kind));
                    names.add(targets.what, own.chain(ids(sheets, lists)).collect());
                }
                ValueType::Word(list) if !is_short(&words(list)) => {
                    let words = words(list).into_iter().map(str::to_owned).collect();
                    names.add(&format!("{list:?}"), words);
                }
                ValueType::Anything
                | ValueType::Id
                | ValueType::Date
                | ValueType::Amount
                | ValueType::Number
                | ValueType::Count
                | ValueType::Word(_)
                | ValueType::Given => {}
            }
        }
        for rows in sheets {
            if let RowKind::Items(key, owners) = rows.sheet.row_kind() {
                let lists = owners.iter().filter_map(|list| List::named(list));
                names.add(key, ids(sheets, lists));
            }
        }
        names
    }

    fn add(&mut self, heading: &str, texts: Vec<String>) {
        if self.columns.iter().all(|(known, _)| known != heading) {
            self.columns.push((heading.to_owned(), texts));
        }
    }

    /// The rule of a column, if it has one. A name that no entry has yet may be written too.
    pub(super) fn choice(&self, sheet: MapSheet, column: &SheetColumn) -> Option<DataValidation> {
        let rule = DataValidation::new().ignore_blank(true);
        let strict = |rule: DataValidation, title: &str, message: &str| {
            let rule = rule.set_error_title(title).ok()?;
            rule.set_error_message(message).ok()
        };
        match column.value_type {
            ValueType::Word(list) => {
                let words = words(list);
                let rule = if is_short(&words) {
                    rule.allow_list_strings(&words).ok()?
                } else {
                    rule.allow_list_formula(self.range(&format!("{list:?}"))?)
                };
                // A cell with several words is none of the list, so the rule only offers them.
                if column.is_many {
                    return Some(rule.show_error_message(false));
                }
                strict(rule, "Not one of the words", "Choose one of the words of the list.")
            }
            ValueType::Amount | ValueType::Count => strict(
                rule.allow_decimal_number(DataValidationRule::GreaterThanOrEqualTo(0.0)),
                "Not a number",
                "Write a number such as 250000 or 7.5, without a currency or other words.",
            ),
            ValueType::Reference(targets) => self.names_rule(rule, column, targets),
            ValueType::Id if matches!(sheet.row_kind(), RowKind::Items(..)) => {
                let RowKind::Items(key, _) = sheet.row_kind() else { return None };
                self.name_rule(rule.allow_list_formula(self.range(key)?))
            }
            _ if column.role == ColumnRole::OwnerName => None,
            ValueType::Anything
            | ValueType::Id
            | ValueType::Date
            | ValueType::Number
            | ValueType::Given => None,
        }
    }

    fn names_rule(
        &self,
        rule: DataValidation,
        column: &SheetColumn,
        targets: &Targets,
    ) -> Option<DataValidation> {
        let listed = rule.allow_list_formula(self.range(targets.what)?);
        // A list of several names is none of the names.
        if column.is_many { Some(listed.show_error_message(false)) } else { self.name_rule(listed) }
    }

    #[expect(clippy::unused_self, reason = "it belongs to the rules of names")]
    fn name_rule(&self, rule: DataValidation) -> Option<DataValidation> {
        let rule = rule.set_error_style(DataValidationErrorStyle::Warning);
        let rule = rule.set_error_title("No such name yet").ok()?;
        rule.set_error_message(
            "Nothing has this id when the workbook was written. Add a row for it to its own sheet, or choose one from the list.",
        )
        .ok()
    }

    /// The cells with the texts under a heading.
    fn range(&self, heading: &str) -> Option<Formula> {
        let at = self.columns.iter().position(|(known, _)| known == heading)?;
        let count = self.columns[at].1.len();
        let letters = column_number_to_name(u16::try_from(at).ok()?);
        let end = count + 1;
        (count > 0).then(|| Formula::new(format!("={NAMES}!${letters}$2:${letters}${end}")))
    }

    pub(super) fn write(&self, book: &mut Workbook) -> Result<(), XlsxError> {
        let sheet = book.add_worksheet().set_name(NAMES)?;
        for (column, (heading, texts)) in (0..).zip(&self.columns) {
            sheet.write_string(0, column, heading)?;
            for (row, text) in (1..).zip(texts) {
                sheet.write_string(row, column, text)?;
            }
        }
        sheet.set_hidden(true);
        Ok(())
    }
}

/// The ids of some lists.
fn ids(sheets: &[SheetRows], lists: impl Iterator<Item = List>) -> Vec<String> {
    let rows_of = |list: List| {
        let rows = sheets.iter().find(move |rows| rows.sheet == MapSheet::Entries(list));
        rows.into_iter().flat_map(|rows| rows.rows.iter().filter_map(|row| row.cells.first()))
    };
    // As many as a sheet has rows.
    lists.flat_map(rows_of).take(1_048_000).cloned().collect()
}

fn list_of(kind: EntryKind) -> Option<List> {
    match kind {
        EntryKind::Organisation => None,
        EntryKind::Department => Some(List::Departments),
        EntryKind::Person => Some(List::People),
        EntryKind::Group => Some(List::Groups),
        EntryKind::Service => Some(List::Services),
        EntryKind::Beneficiary => Some(List::Beneficiaries),
        EntryKind::Payer => Some(List::Payers),
    }
}

/// Whether words fit into a rule, which holds 255 letters.
fn is_short(words: &[&str]) -> bool {
    words.iter().map(|word| word.len() + 1).sum::<usize>() < 255
}
