//! Arguments that say where output goes, and in which format.

use super::{NamedFormat, Output, SingleFormat};
use clap::Args;
use custmap::render::Format;
use std::path::PathBuf;

/// Where the answer goes, and in which format.
#[derive(Debug, Args)]
#[command(next_help_heading = "Output")]
pub(in crate::cli) struct OutputArgs<F: NamedFormat = Format> {
    /// How the answer is written [default: by the ending of the output file, else table]
    #[arg(long, value_parser = F::parser())]
    format: Option<F>,
    /// Write to this file (atomically)
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

impl<F: NamedFormat> OutputArgs<F> {
    /// Where the answer goes, and in which format.
    pub(in crate::cli) fn output(&self) -> anyhow::Result<Output<F>> {
        Output::new(self.format, self.output.as_deref())
    }
}

/// Where data for a program goes.
#[derive(Debug, Args)]
#[command(next_help_heading = "Output")]
pub(in crate::cli) struct FileArg {
    /// Write to this file (atomically)
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

impl FileArg {
    /// Where the data goes.
    pub(in crate::cli) fn output(&self) -> anyhow::Result<Output<SingleFormat>> {
        Output::new(Some(SingleFormat), self.output.as_deref())
    }
}
