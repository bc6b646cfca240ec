//! Cross tables: a column for each recipient, in which a sign marks the services that it uses.
//!
//! ```text
//! Department,Service,HR,Wards        ->  Helpdesk serves HR and Wards, Payroll serves HR
//! IT,Helpdesk,x,x
//! HR,Payroll,x,
//! ```

use super::table::SourceTable;

/// The signs that mark a cell.
pub(super) const MARKS: [&str; 10] = [
    "x", "X", "\u{d7}", "\u{2713}", "\u{2714}", "\u{25cf}", "\u{2022}", "\u{25a0}", "\u{2611}", "1",
];

/// The numbers of the columns whose cells are marks, but for some: a recipient each. A single such column may say
/// something about the services instead.
pub(super) fn mark_columns(table: &SourceTable<'_>) -> Vec<usize> {
    let columns = table.columns();
    // How many cells of each column are filled, are marks, and are marks other than numbers.
    let mut counts = vec![(0_usize, 0_usize, 0_usize); columns.len()];
    table.rows(|row, _| {
        if row.is_total() {
            return;
        }
        for (column, (filled, marks, signs)) in counts.iter_mut().enumerate() {
            if let Some(cell) = row.cell(column) {
                let is_mark = MARKS.contains(&&*cell.value);
                *filled += 1;
                *marks += usize::from(is_mark);
                *signs += usize::from(is_mark && &*cell.value != "1");
            }
        }
    });
    let has_signs = counts.iter().any(|(_, _, signs)| *signs > 0);
    let is_marked = |(column, (filled, marks, _)): &(usize, &(usize, usize, usize))| {
        *marks > 0 && marks * 2 >= *filled && !columns[*column].value.is_empty()
    };
    let found: Vec<usize> =
        counts.iter().enumerate().filter(is_marked).map(|(column, _)| column).collect();
    // Ones alone may be counts of something.
    if found.len() > 1 && has_signs { found } else { Vec::new() }
}
