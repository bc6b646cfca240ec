//! `custmap import archimate`.

use super::finish::FinishArgs;
use crate::cli::{Outcome, screen::ScreenArgs};
use clap::Args;
use custmap::{
    diag::Place,
    import::archimate::{ArchimateImporter, ArchimateOptions},
    input::Text,
};
use std::path::PathBuf;

#[derive(Debug, Args)]
#[command(after_help = "\
Actors and roles become units, business services services, as serving,
composition, aggregation, assignment and realization connect them. What a map
doesn't hold is counted and named.

Examples:
  custmap import archimate examples/import/insurer.xml
  custmap import archimate examples/import/insurer.xml --provider organisation
  custmap import archimate examples/import/elements.csv --inside Audience")]
pub(super) struct Archimate {
    /// The model: Open Exchange XML, or Archi's elements.csv with relations.csv beside it
    file: PathBuf,
    /// Take this actor or role, by name or id, to be outside (may be repeated)
    #[arg(long, value_name = "NAME")]
    outside: Vec<String>,
    /// Take this actor or role, by name or id, to be inside (may be repeated)
    #[arg(long, value_name = "NAME")]
    inside: Vec<String>,
    /// Who provides the services of which the model doesn't say
    #[arg(long, value_name = "NAME")]
    provider: Option<String>,
    #[command(flatten)]
    finish: FinishArgs,
}

impl Archimate {
    pub(super) fn run(self, screen: &ScreenArgs) -> anyhow::Result<Outcome> {
        let provider = self
            .provider
            .as_deref()
            .map(|name| Text { value: name.into(), place: Place::default() });
        let options = ArchimateOptions { outside: self.outside, inside: self.inside, provider };
        self.finish.run(&ArchimateImporter { file: self.file, options }, screen)
    }
}
