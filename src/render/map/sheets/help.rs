//! The first sheet of a map's workbook, which explains the others, and the notes on headings.

use super::style::Styles;
use crate::{
    import::{
        List,
        map_sheets::{ColumnRole, HELP, MapSheet, SheetColumn, SheetRows},
    },
    input::{Presence, ValueType},
    resolve::words,
};
use rust_xlsxwriter::{Worksheet, XlsxError};

/// What people who fill in the workbook must know.
const PROSE: [&str; 6] = [
    "Change any cell, or add a row below the last one of a sheet. Point at a heading to read what belongs in its column; bold headings need an answer in every row.",
    "Several values of one cell are separated by a semicolon: it; sales. [] says that there are none on purpose, for example that nobody pays.",
    "Grey cells hold ids and names for reading. Ids tie the sheets together and stay as they are. A new row may leave its id empty: it gets one from its name.",
    "In the sheets relationships, payments and reasons each row belongs to the entry whose id is in the first column. A second measurement of a relationship is a second row with the same id and recipient.",
    "Rows that you don't touch stay exactly as they are in the map, and nothing is deleted unless the import of the workbook asks for it.",
    "The sheets are protected without a password, so that ids are not changed by accident. To sort or delete rows, lift the protection of the sheet first.",
];

/// What the rows of a sheet are.
fn about_sheet(sheet: MapSheet) -> &'static str {
    match sheet {
        MapSheet::Organisation => "The organisation itself, in one row.",
        MapSheet::Entries(List::Departments) => "Departments and teams: who provides.",
        MapSheet::Entries(List::People) => "Persons or roles on whom somebody depends.",
        MapSheet::Entries(List::Groups) => "Groups inside, by their members or by what they are.",
        MapSheet::Entries(List::Services) => "What is provided, and by whom.",
        MapSheet::Entries(List::Beneficiaries) => "Those outside who receive something.",
        MapSheet::Entries(List::Payers) => "Those outside who only pay.",
        MapSheet::Relationships => "Whom each service serves, how happy they are, what was agreed.",
        MapSheet::Payments => "Who pays for each service.",
        MapSheet::Reasons => "Why customers are believed to come.",
        MapSheet::Measurements => "Results of surveys, kept apart from the relationships.",
        MapSheet::Verdicts => "Whether customers that were inferred are customers.",
        MapSheet::Allow => "Findings that are all right for one thing, and why.",
        MapSheet::Checks => "Other levels for findings.",
    }
}

/// Writes the first sheet.
pub(super) fn write(
    sheet: &mut Worksheet,
    sheets: &[SheetRows],
    name: &str,
    styles: &Styles,
) -> Result<(), XlsxError> {
    sheet.set_name(HELP)?;
    sheet.set_column_width(0, 18)?.set_column_width(1, 72)?.set_column_width(2, 8)?;
    // A title is no text of the map that could be too long for a cell.
    let short: String = name.chars().take(200).collect();
    sheet.write_string_with_format(0, 0, format!("The map of {short}"), &styles.title)?;
    let mut row = 2;
    for text in PROSE {
        sheet.merge_range(row, 0, row, 2, text, &styles.prose)?;
        // Some 105 letters fit on a line.
        let lines = u32::try_from(text.len() / 105 + 1).unwrap_or(1);
        sheet.set_row_height(row, lines * 15 + 5)?;
        row += 1;
    }
    row += 1;
    for (column, heading) in (0..).zip(["sheet", "what its rows are", "rows"]) {
        sheet.write_with_format(row, column, heading, &styles.heading)?;
    }
    for rows in sheets {
        row += 1;
        let count = u32::try_from(rows.rows.len()).unwrap_or(u32::MAX);
        let name = rows.sheet.name();
        let link = format!("internal:'{name}'!A1");
        sheet.write_url_with_text(row, 0, link.as_str(), name)?;
        sheet.write_with_format(row, 1, about_sheet(rows.sheet), &styles.plain)?;
        sheet.write_with_format(row, 2, count, &styles.plain)?;
    }
    sheet.set_row_height(0, 24)?;
    sheet.set_screen_gridlines(false).set_landscape().set_print_fit_to_pages(1, 1);
    Ok(())
}

/// The note on a heading: what the column is, and how its cells are filled in.
pub(super) fn note(column: &SheetColumn) -> String {
    let mut lines = vec![column.description.clone()];
    match column.value_type {
        ValueType::Word(list) => {
            let words = words(list);
            if words.len() <= 8 {
                lines.push(format!("One of: {}.", words.join(", ")));
            }
        }
        ValueType::Date => lines.push("A date: 2026, 2026-05 or 2026-05-31.".to_owned()),
        ValueType::Amount | ValueType::Number => lines.push("A number.".to_owned()),
        ValueType::Count => lines.push("A whole number.".to_owned()),
        ValueType::Reference(targets) => {
            lines.push(format!("The id or name of {}.", targets.what.replace('`', "")));
        }
        ValueType::Id if column.role == ColumnRole::Id && column.path == ["id"] => {}
        ValueType::Anything | ValueType::Id | ValueType::Given => {}
    }
    if column.is_many {
        lines.push("Several are separated by ;".to_owned());
    }
    if column.presence == Presence::Required {
        lines.push("Required.".to_owned());
    }
    lines.join("\n")
}
