//! Large tables: rows are written a group at a time.

use ::parquet::file::{
    metadata::RowGroupMetaData,
    reader::{FileReader as _, SerializedFileReader},
};
use custmap::{
    render::parquet,
    report::{EdgeKind, Network, NetworkEdge, NetworkNode, NodeKind},
};
use std::io::{self, Write};

/// More rows than one group holds.
const ROWS: usize = 300_000;

/// A row of departments, each part of the one before.
fn network() -> Network<'static> {
    let node = |at: usize| NetworkNode {
        id: format!("d{at}").into(),
        label: "Department",
        kind: NodeKind::Department,
        status: None,
    };
    let edge = |at: usize| NetworkEdge {
        source: at + 1,
        target: at,
        kind: EdgeKind::PartOf,
        amount: None,
        paid_as: None,
        satisfaction: None,
    };
    Network {
        nodes: (0..ROWS).map(node).collect(),
        edges: (0..ROWS - 1).map(edge).collect(),
        currency: None,
    }
}

/// Groups are of a bounded size, and together hold every row in its order.
#[test]
fn rows_are_in_groups() {
    let network = network();
    let mut file = tempfile::tempfile().unwrap();
    parquet::nodes(&network, &mut file).unwrap();
    let reader = SerializedFileReader::new(file).unwrap();
    let groups = reader.metadata().row_groups().iter();
    let sizes: Vec<i64> = groups.map(RowGroupMetaData::num_rows).collect();
    assert_eq!(sizes, [131_072, 131_072, 37_856]);
    for (at, row) in reader.get_row_iter(None).unwrap().enumerate() {
        let row = row.unwrap();
        let (_, id) = row.get_column_iter().next().unwrap();
        assert_eq!(id.to_string(), format!("\"d{at}\""));
    }
}

/// Takes so many bytes, and has no room for more.
struct Room {
    left: usize,
}

impl Write for Room {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if bytes.len() > self.left {
            return Err(io::ErrorKind::StorageFull.into());
        }
        self.left -= bytes.len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A disk that is full is told as such: at the first byte, in the midst of the rows, and at the last byte.
#[test]
fn a_full_disk_is_told() {
    let network = network();
    let mut whole = Vec::new();
    parquet::edges(&network, &mut whole).unwrap();
    for left in [0, 3, whole.len() / 2, whole.len() - 1] {
        let error = parquet::edges(&network, &mut Room { left }).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::StorageFull, "{left}: {error}");
    }
    parquet::edges(&network, &mut Room { left: whole.len() }).unwrap();
}
