//! A network as two tables, under the headings that Gephi looks for.

use super::{Dialect, dialect::Rows};
use crate::{render::flat::Value, report::Network};
use std::io::{self, Write};

/// Writes a row per node.
///
/// # Errors
/// What `out` answers.
pub fn nodes(network: &Network<'_>, dialect: Dialect, out: &mut dyn Write) -> io::Result<()> {
    let mut rows = Rows::new(dialect, out)?;
    rows.write(["Id", "Label", "Kind", "Status"])?;
    for node in &network.nodes {
        rows.cells([
            Value::Id(node.id.as_ref().into()),
            Value::Text(node.label.into()),
            Value::Id(node.kind.word().into()),
            Value::Id(node.status.unwrap_or("").into()),
        ])?;
    }
    rows.finish()
}

/// Writes a row per edge; its ends by their ids.
///
/// # Errors
/// What `out` answers.
pub fn edges(network: &Network<'_>, dialect: Dialect, out: &mut dyn Write) -> io::Result<()> {
    let mut rows = Rows::new(dialect, out)?;
    rows.write(["Source", "Target", "Type", "Kind", "Label", "Amount", "PaidAs", "Satisfaction"])?;
    let number = |number: Option<f64>| number.map_or(Value::Empty, Value::Number);
    for edge in &network.edges {
        rows.cells([
            Value::Id(network.nodes[edge.source].id.as_ref().into()),
            Value::Id(network.nodes[edge.target].id.as_ref().into()),
            Value::Id("Directed".into()),
            Value::Id(edge.kind.word().into()),
            Value::Text(network.label(edge)),
            number(edge.amount),
            Value::Id(edge.paid_as.unwrap_or("").into()),
            number(edge.satisfaction),
        ])?;
    }
    rows.finish()
}
