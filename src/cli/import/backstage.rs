//! `custmap import backstage`.

use super::{
    finish::{FinishArgs, Making},
    summary,
};
use crate::cli::{Outcome, load, screen::ScreenArgs};
use clap::Args;
use custmap::{
    import::{self, Letters, backstage},
    input,
};
use std::path::PathBuf;

#[derive(Debug, Args)]
#[command(after_help = "\
Groups become departments, users people; systems, components and APIs become
services of their owner. An API serves what consumes it, a component its system
and what depends on it.

Examples:
  custmap import backstage examples/import/catalog-info.yaml
  custmap import backstage examples/import/catalog-info.yaml -q
  custmap import backstage examples/import/catalog-info.yaml --keep-going")]
pub(super) struct Backstage {
    /// A file of entities, or a directory with such files (.yaml, .yml) at any depth
    path: PathBuf,
    #[command(flatten)]
    finish: FinishArgs,
}

impl Backstage {
    pub(super) fn run(self, screen: &ScreenArgs) -> anyhow::Result<Outcome> {
        let mut making = Making::default();
        let mut documents = Vec::new();
        let files = input::yaml_files(&self.path)?;
        for file in &files {
            let name = input::display_name(file);
            let bytes = load::read_bytes(file)?;
            match import::text(&name, bytes, Letters::Utf8, &mut making.sources) {
                Err(problem) => making.problems.push(*problem),
                Ok(text) => {
                    let file = making.sources.add(name, text);
                    let (read, problems) =
                        input::read_documents(file, &making.sources.file(file).text);
                    documents.extend(read);
                    making.problems.extend(problems);
                }
            }
        }
        making.refuse(screen)?;
        let catalogue = backstage::add(&documents, &mut making.draft);
        let entities = documents.len();
        let plural = if entities == 1 { "entity" } else { "entities" };
        let read = summary::count(files.len(), "file");
        making.notes.push(format!("{}: {entities} {plural} in {read}", summary::name(&self.path)));
        making.notes.extend(catalogue.notes);
        making.left_out.extend(catalogue.problems);
        self.finish.run(making, "backstage", &[self.path], screen)
    }
}
