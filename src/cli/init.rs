//! `custmap init`: the first map, by example or by questions.

mod answers;
mod ask;

use super::{
    Outcome,
    output::{self, Output, SingleFormat},
    screen::ScreenArgs,
    sheet,
    verbosity::Verbosity,
    vocabulary::one_of,
};
use answers::InitAnswers;
use anyhow::bail;
use clap::Args;
use custmap::{
    diag::Sources,
    input::{MapFormat, read_text},
    model::OrganisationKind,
    render::{clean, schema},
    resolve::resolve,
};
use std::{
    io,
    path::{Path, PathBuf},
};

#[derive(Debug, Args)]
#[command(after_help = "\
Beside the map it writes custmap.schema.json, by which editors complete and check the map.
Nothing that is there already is written over. A map that ends with .xlsx is a
workbook with example rows, which custmap import workbook takes back.

Examples:
  custmap init --kind nonprofit -o charity.yaml
  custmap init --kind public -o -
  custmap init -o map.xlsx")]
pub(super) struct InitCommand {
    /// For which kind of organisation the map is a start [default: company]
    #[arg(long, value_parser = one_of::<OrganisationKind>())]
    kind: Option<OrganisationKind>,
    /// Ask for the name, the departments and whom they serve, and write the map of the answers
    #[arg(long)]
    ask: bool,
    /// The map to write, or - for standard output
    #[arg(short, long, value_name = "FILE", default_value = "org.yaml")]
    output: PathBuf,
    /// Leave out the schema, and the line by which an editor finds it
    #[arg(long)]
    no_schema: bool,
}

/// The map that a start is made with.
fn starter(kind: OrganisationKind) -> &'static str {
    match kind {
        OrganisationKind::Company => include_str!("init/company.yaml"),
        OrganisationKind::Nonprofit => include_str!("init/nonprofit.yaml"),
        OrganisationKind::Public => include_str!("init/public.yaml"),
    }
}

impl InitCommand {
    pub(super) fn run(&self, screen: &ScreenArgs) -> anyhow::Result<Outcome> {
        let printed = self.output == Path::new("-");
        if !printed {
            self.refuse_what_fails()?;
        }
        let text = self.text()?;
        if self.is_workbook() {
            self.write_workbook(&text, screen.verbosity())?;
        } else if printed {
            let output = Output::new(Some(SingleFormat), None)?;
            output.write(&Sources::default(), |out| out.write_all(text.as_bytes()))?;
        } else {
            self.write(&text, screen.verbosity())?;
        }
        Ok(Outcome::Fine)
    }

    /// Refuses a map that couldn't be written, before anybody answers a question.
    fn refuse_what_fails(&self) -> anyhow::Result<()> {
        let map = self.output.display();
        if self.output.symlink_metadata().is_ok() {
            let look = if self.is_workbook() {
                String::new()
            } else {
                format!("look at it with `custmap analyze {map}`, or ")
            };
            bail!("{map}: already exists; not overwritten\nhelp: {look}name another file with -o");
        }
        let folder = self.output.parent().filter(|folder| !folder.as_os_str().is_empty());
        if let Some(folder) = folder.filter(|folder| !folder.is_dir()) {
            bail!("can't write {map}: there is no folder {}", folder.display());
        }
        if MapFormat::of(&self.output) == MapFormat::Json {
            bail!("{map}: a first map is YAML, for its comments\nhelp: end its name with .yaml");
        }
        Ok(())
    }

    /// The map.
    fn text(&self) -> anyhow::Result<String> {
        let map = match self.output.to_str() {
            Some("-") => "org.yaml".to_owned(),
            _ => clean(&self.output.display().to_string()).into_owned(),
        };
        if self.ask {
            let kind = self.kind;
            let answers: InitAnswers = ask::ask(kind, &mut io::stdin().lock())?;
            return Ok(answers.map(&map));
        }
        let starter = starter(self.kind.unwrap_or(OrganisationKind::Company));
        Ok(starter.replace(" MAP", &format!(" {map}")))
    }

    /// Whether the map is to be filled in with a spreadsheet program.
    fn is_workbook(&self) -> bool {
        self.output.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("xlsx"))
    }

    /// Writes the map as a workbook, as `custmap sheet` does.
    fn write_workbook(&self, text: &str, verbosity: Verbosity) -> anyhow::Result<()> {
        let input = read_text("the map", text, MapFormat::Yaml);
        let organisation = resolve(input.raw);
        let Ok(organisation) = organisation else {
            bail!("the map that was made can't be read back: please report this fault");
        };
        let book = sheet::workbook(&input.sources, &organisation, false)?;
        let output = Output::new(Some(SingleFormat), Some(&self.output))?;
        output.write(&Sources::default(), |out| out.write_all(&book))?;
        if verbosity == Verbosity::Normal {
            let map = self.output.display();
            output::note(&format!(
                "wrote {map}, with example rows to write over\n\
                 next: custmap import workbook {map} -o org.yaml"
            ));
        }
        Ok(())
    }

    /// Writes the map, and beside it the schema that its first line names.
    fn write(&self, text: &str, verbosity: Verbosity) -> anyhow::Result<()> {
        let map = self.output.display();
        let wrote = if self.no_schema {
            output::write_new(&self.output, text)?;
            format!("wrote {map}")
        } else {
            let text = format!("{}\n{text}", schema::MODELINE);
            let beside = output::write_with_schema(&self.output, &text)?;
            format!("wrote {map}, and {} for your editor", beside.display())
        };
        if verbosity == Verbosity::Normal {
            output::note(&format!("{wrote}\nnext: custmap analyze {map}"));
        }
        Ok(())
    }
}
