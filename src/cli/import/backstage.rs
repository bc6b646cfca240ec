//! `custmap import backstage`.

use super::finish::FinishArgs;
use crate::cli::{Outcome, screen::ScreenArgs};
use clap::Args;
use custmap::import::backstage::BackstageImporter;
use std::path::PathBuf;

#[derive(Debug, Args)]
#[command(after_help = "\
Groups become departments, users people; systems, components and APIs become
services of their owner. An API serves what consumes it, a component its system
and what depends on it.

Examples:
  custmap import backstage examples/import/catalog-info.yaml
  custmap import backstage examples/import/catalog-info.yaml -q
  custmap import backstage examples/import/catalog-info.yaml --strict")]
pub(super) struct Backstage {
    /// A file of entities, or a directory with such files (.yaml, .yml) at any depth
    path: PathBuf,
    #[command(flatten)]
    finish: FinishArgs,
}

impl Backstage {
    pub(super) fn run(self, screen: &ScreenArgs) -> anyhow::Result<Outcome> {
        self.finish.run(&BackstageImporter { path: self.path }, screen)
    }
}
