//! A network as two Parquet files, for engines that go on where one machine ends.
//!
//! The files hold what [`csv::nodes`](super::csv::nodes) and [`csv::edges`](super::csv::edges) do, but for the columns
//! that only Gephi looks for. Rows are written a group at a time, so that no more than one column of one group is held.

use crate::report::{Network, NetworkEdge, NetworkNode};
use parquet::{
    basic::Compression,
    column::writer::ColumnWriter,
    data_type::ByteArray,
    errors::ParquetError,
    file::{
        metadata::KeyValue, properties::WriterProperties, writer::SerializedColumnWriter,
        writer::SerializedFileWriter,
    },
    schema::parser::parse_message_type,
};
use std::{
    io::{self, Write},
    sync::Arc,
};

/// How many rows a group has: an engine reads groups apart from each other.
const GROUP: usize = 131_072;

const NODES: &str = "message nodes {
    required binary id (STRING);
    required binary label (STRING);
    required binary kind (STRING);
    optional binary status (STRING);
}";

const EDGES: &str = "message edges {
    required binary source (STRING);
    required binary target (STRING);
    required binary kind (STRING);
    optional double amount;
    optional binary paid_as (STRING);
    optional double satisfaction;
}";

/// What a column holds of a row; its name and whether it may be empty are in the schema.
enum ParquetColumn<'c, R> {
    Text(&'c dyn Fn(&'c R) -> Option<&'c str>),
    Number(&'c dyn Fn(&'c R) -> Option<f64>),
}

/// Writes a row per node.
///
/// # Errors
/// The errors of `out`.
pub fn nodes(network: &Network<'_>, out: &mut dyn Write) -> io::Result<()> {
    let columns: [ParquetColumn<'_, NetworkNode<'_>>; 4] = [
        ParquetColumn::Text(&|node| Some(&node.id)),
        ParquetColumn::Text(&|node| Some(node.label)),
        ParquetColumn::Text(&|node| Some(node.kind.word())),
        ParquetColumn::Text(&|node| node.status),
    ];
    let written = table(NODES, None, &network.nodes, &columns, out);
    written.map_err(plain)
}

/// Writes a row per edge; its ends by their ids. The currency of amounts is in the metadata.
///
/// # Errors
/// The errors of `out`.
pub fn edges(network: &Network<'_>, out: &mut dyn Write) -> io::Result<()> {
    let nodes = &network.nodes;
    let columns: [ParquetColumn<'_, NetworkEdge>; 6] = [
        ParquetColumn::Text(&|edge| Some(&nodes[edge.source].id)),
        ParquetColumn::Text(&|edge| Some(&nodes[edge.target].id)),
        ParquetColumn::Text(&|edge| Some(edge.kind.word())),
        ParquetColumn::Number(&|edge| edge.amount),
        ParquetColumn::Text(&|edge| edge.paid_as),
        ParquetColumn::Number(&|edge| edge.satisfaction),
    ];
    let written = table(EDGES, network.currency, &network.edges, &columns, out);
    written.map_err(plain)
}

fn table<'c, R>(
    schema: &str,
    currency: Option<&str>,
    rows: &'c [R],
    columns: &[ParquetColumn<'c, R>],
    out: &mut dyn Write,
) -> Result<(), ParquetError> {
    let currency =
        currency.map(|currency| vec![KeyValue::new("currency".into(), currency.to_owned())]);
    let properties = WriterProperties::builder()
        // Every engine reads Snappy; other codecs need features that some are built without.
        .set_compression(Compression::SNAPPY)
        .set_key_value_metadata(currency)
        .build();
    let schema = Arc::new(parse_message_type(schema)?);
    // The library's writer must be `Send`, which the writer of output files is not: the file is made in memory.
    let mut bytes = Vec::new();
    let mut file = SerializedFileWriter::new(&mut bytes, schema, Arc::new(properties))?;
    for rows in rows.chunks(GROUP) {
        let mut group = file.next_row_group()?;
        for column in columns {
            if let Some(writer) = group.next_column()? {
                column.write(rows, writer)?;
            }
        }
        group.close()?;
    }
    file.close()?;
    Ok(out.write_all(&bytes)?)
}

impl<'c, R> ParquetColumn<'c, R> {
    fn write(
        &self,
        rows: &'c [R],
        mut writer: SerializedColumnWriter<'_>,
    ) -> Result<(), ParquetError> {
        match (self, writer.untyped()) {
            (Self::Text(of), ColumnWriter::ByteArrayColumnWriter(to)) => {
                let values: Vec<ByteArray> =
                    rows.iter().filter_map(of).map(ByteArray::from).collect();
                to.write_batch(&values, Some(&levels(rows, of)), None)?;
            }
            (Self::Number(of), ColumnWriter::DoubleColumnWriter(to)) => {
                let values: Vec<f64> = rows.iter().filter_map(of).collect();
                to.write_batch(&values, Some(&levels(rows, of)), None)?;
            }
            _ => return Err(ParquetError::General("not the type of the schema".into())),
        }
        writer.close()
    }
}

/// Which rows have a value: 1, and which have none: 0.
fn levels<'c, R, V>(rows: &'c [R], of: impl Fn(&'c R) -> Option<V>) -> Vec<i16> {
    let levels = rows.iter().map(|row| of(row).is_some().into());
    levels.collect()
}

/// The error of the system behind one of the library, if there is one.
fn plain(error: ParquetError) -> io::Error {
    if let ParquetError::External(inner) = error {
        return match inner.downcast::<io::Error>() {
            Ok(inner) => *inner,
            Err(inner) => io::Error::other(inner),
        };
    }
    io::Error::other(error)
}
