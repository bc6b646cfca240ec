//! `custmap import archimate`.

use super::{
    finish::{FinishArgs, Making},
    summary,
};
use crate::cli::{Outcome, load, screen::ScreenArgs};
use anyhow::bail;
use clap::Args;
use custmap::{
    diag::{FileId, Place},
    import::{
        self, Letters, Table,
        archimate::{self, Choices, Model},
    },
    input::{self, Text},
};
use std::path::{Path, PathBuf};

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
        let mut making = Making::default();
        let model = self.model(&mut making)?;
        making.refuse(screen)?;
        let provider = self
            .provider
            .as_deref()
            .map(|name| Text { value: name.into(), place: Place::default() });
        let choices = Choices { outside: self.outside, inside: self.inside, provider };
        if let Some(model) = model {
            let told = archimate::add(&model, &choices, &mut making.draft);
            if !told.unknown.is_empty() {
                bail!("nothing in the model is called {}", told.unknown.join(", "));
            }
            let elements = summary::count(model.elements.len(), "element");
            let relations = summary::count(model.relations.len(), "relationship");
            let name = summary::name(&self.file);
            making.notes.push(format!("{name}: {elements}, {relations}"));
            making.notes.extend(told.notes);
            making.left_out.extend(told.problems);
        }
        self.finish.run(making, "archimate", &[self.file], screen)
    }

    /// The model, of XML or of tables by the ending.
    fn model(&self, making: &mut Making) -> anyhow::Result<Option<Model>> {
        let Some(file) = text(&self.file, making)? else {
            return Ok(None);
        };
        if !self.file.extension().is_some_and(|end| end.eq_ignore_ascii_case("csv")) {
            let read = archimate::exchange(file, &making.sources.file(file).text);
            let model = read.map_err(|problem| making.problems.push(*problem));
            return Ok(model.ok());
        }
        let Some(beside) = beside(&self.file) else {
            bail!(
                "{}: Archi calls this file elements.csv, with relations.csv beside it\nhelp: name the file with \
                 `elements` in its name",
                self.file.display()
            );
        };
        let Some(relations) = text(&beside, making)? else {
            return Ok(None);
        };
        let table =
            |file: FileId| Table { file, text: &making.sources.file(file).text, delimiter: b',' };
        let read = archimate::tables(&table(file), &table(relations));
        Ok(read.map_err(|problems| making.problems.extend(problems)).ok())
    }
}

/// The text of a file as a source.
fn text(path: &Path, making: &mut Making) -> anyhow::Result<Option<FileId>> {
    let name = input::display_name(path);
    let bytes = load::read_bytes(path)?;
    Ok(match import::text(&name, bytes, Letters::Utf8, &mut making.sources) {
        Ok(text) => Some(making.sources.add(name, text)),
        Err(problem) => {
            making.problems.push(*problem);
            None
        }
    })
}

/// The table of relationships beside that of the elements: `x-elements.csv` and `x-relations.csv`.
fn beside(elements: &Path) -> Option<PathBuf> {
    let name = elements.file_name()?.to_str()?;
    let at = name.rfind("elements")?;
    let name = format!("{}relations{}", &name[..at], &name[at + "elements".len()..]);
    Some(elements.with_file_name(name))
}
