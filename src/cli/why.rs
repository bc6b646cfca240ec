//! `custmap why`.

use super::{
    Outcome,
    args::{division, subject},
    completions::words,
    load::{Graphs, ValidMap, path_or_default},
    output::{Format, OutputArgs},
    screen::ScreenArgs,
};
use clap::Args;
use custmap::{
    render::{csv, json, markdown, plain, table},
    report::{self, TargetKind},
};
use std::path::Path;

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  custmap why examples/xyz.yaml it \"Retail buyers\"
  custmap why examples/council.yaml schools-team parents --all
  custmap why examples/xyz.yaml hr everyone --format json")]
pub(super) struct Why {
    /// The map (left out: org.yaml here), a unit and a customer, each by id or name
    #[arg(num_args = 1.., required = true, value_names = ["MAP", "UNIT", "CUSTOMER"], add = words::behind_map(&[TargetKind::Unit, TargetKind::Customer]))]
    words: Vec<String>,
    /// Look at this department with its parts as an organisation of its own
    #[arg(long, value_name = "DEPARTMENT", add = words::of(TargetKind::Department))]
    within: Option<String>,
    /// Show the other chains that are as short
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    output: OutputArgs,
}

impl Why {
    pub(super) fn run(self, screen: &ScreenArgs) -> anyhow::Result<Outcome> {
        let output = self.output.output()?;
        let (map, unit, customer) = match self.words.as_slice() {
            [map, unit, customer] => (Some(Path::new(map)), unit, customer),
            [map, unit] if Path::new(map).exists() => anyhow::bail!(
                "which customer of `{unit}`?\nhelp: custmap why {map} {unit} CUSTOMER"
            ),
            [unit, customer] => (None, unit, customer),
            _ => anyhow::bail!(
                "why takes a unit and a customer\nhelp: custmap why MAP UNIT CUSTOMER"
            ),
        };
        let map = ValidMap::read(path_or_default(map)?, screen)?;
        let division = division(&map.organisation, self.within.as_deref())?;
        let graphs = Graphs::build(&map.organisation, division.as_ref());
        let view = graphs.view();
        let unit = subject(view.organisation(), unit, TargetKind::Unit)?;
        let customer = subject(view.organisation(), customer, TargetKind::Customer)?;
        let Some(unit) = unit.unit() else {
            anyhow::bail!("only a department or a person has customers");
        };
        let answer = report::why(view.graph(), &map.sources, unit, customer);
        output.write(&map.sources, |out| match output.format() {
            None | Some(Format::Table) => {
                table::write(&answer.table(self.all), screen.screen(), out)
            }
            Some(Format::Markdown) => markdown::table(&answer.table(self.all), out),
            Some(Format::Plain) => plain::table(&answer.table(self.all), out),
            Some(Format::Csv) => csv::table(&answer.table(false), out),
            Some(Format::Json) => json::why(&answer, out),
        })?;
        Ok(Outcome::Fine)
    }
}
