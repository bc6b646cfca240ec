//! `custmap export`.

use super::{
    Outcome,
    args::{FilterArgs, MapArg, OutputArgs, PrivacyArg, ScreenArgs, TodayArg},
    load::{Graphs, SoundMap},
    output::Format,
};
use anyhow::bail;
use clap::Args;
use custmap::{
    analysis::findings,
    render::{csv, json},
    report::{Facts, FindingFact, People},
};

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  custmap export examples/xyz.yaml -o customers.csv
  custmap export examples/xyz.yaml --format csv --reach direct,through
  custmap export examples/we-care.yaml --format json")]
pub(super) struct Export {
    #[command(flatten)]
    map: MapArg,
    #[command(flatten)]
    filter: FilterArgs,
    #[command(flatten)]
    today: TodayArg,
    #[command(flatten)]
    privacy: PrivacyArg,
    /// CSV for a spreadsheet: with byte order mark, and no cell that it would run as a formula
    #[arg(long)]
    excel: bool,
    #[command(flatten)]
    output: OutputArgs,
}

impl Export {
    pub(super) fn run(self, screen: &ScreenArgs) -> anyhow::Result<Outcome> {
        let output = self.output.output()?;
        let format = match output.format() {
            Some(format @ (Format::Csv | Format::Json)) => format,
            Some(Format::Table | Format::Plain | Format::Markdown) => {
                bail!("export writes csv or json\nhelp: custmap analyze writes the other formats")
            }
            None => bail!("in which format?\nhelp: add -o FILE.csv, -o FILE.json or --format csv"),
        };
        if self.excel && format != Format::Csv {
            bail!("--excel goes with csv");
        }
        let map = SoundMap::read(self.map.path()?, screen)?;
        let division = self.filter.division(&map.organisation)?;
        let graphs = Graphs::build(&map.organisation, division.as_ref());
        let view = graphs.view();
        let filter = self.filter.filter(view.organisation(), People::With)?;
        let facts = Facts::new(view, &filter).with_privacy(self.privacy.privacy());
        output.write(&map.sources, |out| {
            if format == Format::Csv {
                let cells = if self.excel {
                    csv::Cells::Excel
                } else {
                    csv::Cells::Exact
                };
                return csv::export(&facts, cells, out);
            }
            let found = findings(
                view.whole_graph(),
                &self.today.date(),
                self.privacy.privacy(),
            );
            let found: Vec<FindingFact<'_>> = found
                .iter()
                .map(|one| FindingFact::new(one, &map.sources))
                .collect();
            json::export(&facts, &found, out)
        })?;
        Ok(Outcome::Fine)
    }
}
