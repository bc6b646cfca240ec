//! `custmap register`.

use super::{
    Outcome,
    args::{MapArg, division, subject},
    completions::words,
    load::{Graphs, ValidMap},
    output::{ContentKind, ExtraFormat, Format, FormatOr, OutputArgs},
    screen::ScreenArgs,
    vocabulary::one_of,
};
use clap::{Args, ValueEnum};
use custmap::{
    render::{self, xlsx},
    report::{RegisterKind, TargetKind, register},
};

/// How many rows a screen shows.
const SCREENFUL: usize = 100;

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  custmap register examples/xyz.yaml --as interested-parties
  custmap register examples/xyz.yaml --as sipoc --unit logistics
  custmap register examples/council.yaml --as catalogue -o catalogue.xlsx")]
pub(super) struct RegisterCommand {
    #[command(flatten)]
    map: MapArg,
    /// What it lists
    #[arg(long = "as", value_name = "REGISTER", required = true, value_parser = one_of::<RegisterKind>())]
    kind: RegisterKind,
    /// Only this unit with its parts, by id or name (may be repeated)
    #[arg(long, value_name = "UNIT", add = words::of(TargetKind::Unit))]
    unit: Vec<String>,
    /// Look at this department with its parts as an organisation of its own
    #[arg(long, value_name = "DEPARTMENT", add = words::of(TargetKind::Department))]
    within: Option<String>,
    /// Show every row
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    output: OutputArgs<FormatOr<WorkbookFormat>>,
}

/// The format of a register that other answers don't have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum WorkbookFormat {
    /// A workbook, ready to be printed
    Xlsx,
}

impl ExtraFormat for WorkbookFormat {
    fn ending(self) -> Option<&'static str> {
        Some("xlsx")
    }

    fn content_kind(self) -> ContentKind {
        ContentKind::Binary
    }
}

impl RegisterCommand {
    pub(super) fn run(self, screen: &ScreenArgs) -> anyhow::Result<Outcome> {
        let output = self.output.output()?;
        let map = ValidMap::read(self.map.path()?, screen)?;
        let division = division(&map.organisation, self.within.as_deref())?;
        let graphs = Graphs::build(&map.organisation, division.as_ref());
        let view = graphs.view();
        let mut units = Vec::new();
        for word in &self.unit {
            units.extend(subject(view.organisation(), word, TargetKind::Unit)?.unit());
        }
        let answer = register(view, self.kind, &units, &map.sources);
        match output.format().unwrap_or(FormatOr::Answer(Format::Table)) {
            FormatOr::Answer(format) => {
                let limits = output.limits(SCREENFUL, self.all, screen);
                output.write(&map.sources, |out| {
                    render::write(&*answer, format, screen.screen(), limits, out)
                })?;
            }
            FormatOr::Extra(WorkbookFormat::Xlsx) => {
                let book = xlsx::register(&*answer)?;
                output.write(&map.sources, |out| out.write_all(&book))?;
            }
        }
        Ok(Outcome::Fine)
    }
}
