//! A network as two tables in a folder.

use super::ExportFormat;
use crate::cli::output::{self, Output};
use anyhow::{Context as _, bail};
use custmap::{
    diag::Sources,
    render::csv::{self, Dialect},
    report::Network,
};
use std::path::Path;

/// Refuses Parquet where this program was built without it.
pub(super) fn go_with(format: ExportFormat) -> anyhow::Result<()> {
    if format == ExportFormat::Parquet && !cfg!(feature = "parquet") {
        bail!(
            "this custmap was built without Parquet\n\
             help: cargo install --path . --features parquet builds one with it"
        );
    }
    Ok(())
}

/// The folder that they go to.
pub(super) fn folder(output: &Output<ExportFormat>) -> anyhow::Result<&Path> {
    let folder = output.file();
    folder.context("this format is two files\nhelp: add -o FOLDER")
}

/// Writes both, as Parquet or CSV.
#[cfg_attr(not(feature = "parquet"), expect(unused_variables, reason = "CSV is then the only one"))]
pub(super) fn write(
    network: &Network<'_>,
    format: ExportFormat,
    dialect: Dialect,
    folder: &Path,
    sources: &Sources,
) -> anyhow::Result<()> {
    #[cfg(feature = "parquet")]
    if format == ExportFormat::Parquet {
        use custmap::render::parquet;
        return output::write_folder(
            folder,
            sources,
            &[
                ("nodes.parquet", &|out| parquet::nodes(network, out)),
                ("edges.parquet", &|out| parquet::edges(network, out)),
            ],
        );
    }
    output::write_folder(
        folder,
        sources,
        &[
            ("nodes.csv", &|out| csv::nodes(network, dialect, out)),
            ("edges.csv", &|out| csv::edges(network, dialect, out)),
        ],
    )
}
