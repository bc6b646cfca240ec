//! The formats of an export.

use crate::cli::output::{ContentKind, OutputFormat};
use clap::ValueEnum;

/// What an export is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ExportFormat {
    /// A row per unit and customer
    Csv,
    /// Every fact, version 2
    Json,
    /// A workbook for Excel and its like
    Xlsx,
    /// A picture: who serves whom; with --unit a neighbourhood, with --matrix a matrix
    Svg,
    /// The network for Graphviz
    Dot,
    /// The network for Mermaid
    Mermaid,
    /// The network for yEd, Gephi and networkx
    Graphml,
    /// A folder with nodes.csv and edges.csv, for Gephi, Neo4j and their like
    NodesEdges,
    /// A folder with nodes.parquet and edges.parquet, for engines on more than one machine
    Parquet,
}

impl OutputFormat for ExportFormat {
    fn endings() -> String {
        ".csv, .json, .xlsx, .svg, .dot, .mmd or .graphml".to_owned()
    }

    fn of_ending(ending: &str) -> Option<Self> {
        match ending {
            "csv" => Some(Self::Csv),
            "json" => Some(Self::Json),
            "xlsx" => Some(Self::Xlsx),
            "svg" => Some(Self::Svg),
            "dot" | "gv" => Some(Self::Dot),
            "mmd" | "mermaid" => Some(Self::Mermaid),
            "graphml" => Some(Self::Graphml),
            _ => None,
        }
    }

    fn content_kind(self) -> ContentKind {
        match self {
            Self::Csv
            | Self::Json
            | Self::NodesEdges
            | Self::Parquet
            | Self::Svg
            | Self::Dot
            | Self::Mermaid
            | Self::Graphml => ContentKind::Machine,
            Self::Xlsx => ContentKind::Binary,
        }
    }
}
