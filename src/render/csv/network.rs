//! A network as two tables, under the headings that Gephi looks for.

use super::{Dialect, dialect::CsvRows};
use crate::{render::flat::FlatValue, report::Network};
use std::io::{self, Write};

/// Writes a row per node.
///
/// # Errors
/// The errors of `out`.
pub fn nodes(network: &Network<'_>, dialect: Dialect, out: &mut dyn Write) -> io::Result<()> {
    let mut rows = CsvRows::new(dialect, out)?;
    rows.write(["Id", "Label", "Kind", "Status"])?;
    for node in &network.nodes {
        rows.cells([
            FlatValue::Id(node.id.as_ref().into()),
            FlatValue::Text(node.label.into()),
            FlatValue::Id(node.kind.word().into()),
            FlatValue::Id(node.status.unwrap_or("").into()),
        ])?;
    }
    rows.finish()
}

/// Writes a row per edge; its ends by their ids.
///
/// # Errors
/// The errors of `out`.
pub fn edges(network: &Network<'_>, dialect: Dialect, out: &mut dyn Write) -> io::Result<()> {
    let mut rows = CsvRows::new(dialect, out)?;
    rows.write(["Source", "Target", "Type", "Kind", "Label", "Amount", "PaidAs", "Satisfaction"])?;
    let number = |number: Option<f64>| number.map_or(FlatValue::Empty, FlatValue::Number);
    for edge in &network.edges {
        rows.cells([
            FlatValue::Id(network.nodes[edge.source].id.as_ref().into()),
            FlatValue::Id(network.nodes[edge.target].id.as_ref().into()),
            FlatValue::Id("Directed".into()),
            FlatValue::Id(edge.kind.word().into()),
            FlatValue::Text(network.label(edge)),
            number(edge.amount),
            FlatValue::Id(edge.paid_as.unwrap_or("").into()),
            number(edge.satisfaction),
        ])?;
    }
    rows.finish()
}
