//! Archi's CSV files: `elements.csv` and `relations.csv`, as its export names their columns.

use super::{Element, Model, ModelRelation, kind_of_relation};
use crate::{
    diag::{Code, Diagnostic},
    import::{Row, RowShape, SourceTable},
    input::Text,
};

/// Reads a model from the tables of its elements and relationships.
///
/// # Errors
/// What is wrong with the columns and rows of both.
pub fn tables(
    elements: &SourceTable<'_>,
    relations: &SourceTable<'_>,
) -> Result<Model, Vec<Diagnostic>> {
    let mut model = Model::default();
    let mut problems = Vec::new();
    let columns = ["ID", "Type", "Name", "Documentation"];
    each(elements, columns, &mut problems, |row, [id, kind, name, documentation]| {
        let (Some(id), Some(kind)) = (row.cell(id), row.cell(kind)) else {
            return Some("this element has no id or no type");
        };
        // The model itself is among its elements.
        if &*kind.value == "ArchimateModel" {
            model.name = row.cell(name);
            return None;
        }
        model.elements.push(Element {
            id,
            kind: kind.value,
            name: row.text(name),
            documentation: row.text(documentation),
        });
        None
    });
    let columns = ["ID", "Type", "Source", "Target"];
    each(relations, columns, &mut problems, |row, [_, kind, source, target]| {
        let ends = (row.cell(kind), row.cell(source), row.cell(target));
        let (Some(kind), Some(source), Some(target)) = ends else {
            return Some("this relationship lacks its type, source or target");
        };
        model.relations.push(ModelRelation {
            kind: kind_of_relation(&kind.value),
            source: source.value,
            target: target.value,
            place: row.place(),
        });
        None
    });
    if problems.is_empty() { Ok(model) } else { Err(problems) }
}

/// Calls `take` for every row of a table with the numbers of four columns.
fn each(
    table: &SourceTable<'_>,
    wanted: [&str; 4],
    problems: &mut Vec<Diagnostic>,
    mut take: impl FnMut(&Row, [usize; 4]) -> Option<&'static str>,
) {
    let columns = table.columns();
    let find = |name: &str| {
        columns.iter().position(|column: &Text| column.value.eq_ignore_ascii_case(name))
    };
    let found = wanted.map(find);
    let [Some(a), Some(b), Some(c), Some(d)] = found else {
        let missing: Vec<&str> = wanted
            .iter()
            .zip(found)
            .filter(|(_, found)| found.is_none())
            .map(|(name, _)| *name)
            .collect();
        let place = table.first_place();
        let message = format!("the table has no column `{}`", missing.join("`, `"));
        let help = "Archi writes elements.csv and relations.csv side by side: name the first";
        problems.push(Diagnostic::new(Code::UnknownColumn, place, message).help(help));
        return;
    };
    table.rows(|row, shape| {
        if let RowShape::Broken(problem) | RowShape::Unclosed(problem) = shape {
            problems.push(problem);
        } else if !row.is_empty()
            && let Some(message) = take(row, [a, b, c, d])
        {
            problems.push(Diagnostic::new(Code::BadRow, row.place(), message));
        }
    });
}
