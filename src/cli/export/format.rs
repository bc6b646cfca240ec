//! The formats of an export.

use crate::cli::output::{Bytes, Written};
use clap::ValueEnum;

/// What an export is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ExportFormat {
    /// A row per unit and customer
    Csv,
    /// Every fact, version 1
    Json,
    /// A workbook for Excel and its like
    Xlsx,
    /// A folder with nodes.csv and edges.csv, for Gephi, Neo4j and their like
    NodesEdges,
}

impl Written for ExportFormat {
    const ENDINGS: &'static str = ".csv, .json or .xlsx";

    fn of_ending(ending: &str) -> Option<Self> {
        match ending {
            "csv" => Some(Self::Csv),
            "json" => Some(Self::Json),
            "xlsx" => Some(Self::Xlsx),
            _ => None,
        }
    }

    fn bytes(self) -> Bytes {
        match self {
            Self::Csv | Self::Json | Self::NodesEdges => Bytes::Exact,
            Self::Xlsx => Bytes::Binary,
        }
    }
}
