//! `custmap export`.

mod csv_args;
mod format;
mod picture;
mod tables;

use super::{
    Outcome,
    args::{FilterArgs, IntervalsArg, MapArg, PrivacyArg, TodayArg},
    load::{Graphs, ValidMap},
    output::{self, Output},
    screen::ScreenArgs,
    verbosity::Verbosity,
};
use anyhow::{Context as _, bail};
use clap::Args;
use csv_args::{CsvArgs, CsvLayout};
use custmap::{
    analysis::{Privacy, View},
    render::{
        csv, json,
        xlsx::{self, Book},
    },
    report::{BriefSource, Export as ExportAnswer, Filter, Intervals, People, brief},
};
use format::ExportFormat;
use picture::PictureArgs;
use std::path::PathBuf;

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  custmap export examples/xyz.yaml -o customers.xlsx
  custmap export examples/xyz.yaml --unit it -o it.svg
  custmap export examples/we-care.yaml --format nodes-edges -o network")]
pub(super) struct ExportCommand {
    #[command(flatten)]
    map: MapArg,
    #[command(flatten)]
    filter: FilterArgs,
    #[command(flatten)]
    today: TodayArg,
    #[command(flatten)]
    privacy: PrivacyArg,
    #[command(flatten)]
    intervals: IntervalsArg,
    #[command(flatten)]
    csv: CsvArgs,
    #[command(flatten)]
    picture: PictureArgs,
    #[command(flatten)]
    output: ExportOutput,
}

/// Where the export goes, and in which format.
#[derive(Debug, Args)]
#[command(next_help_heading = "Output")]
struct ExportOutput {
    /// How it is written [default: by the ending of the output file]
    #[arg(long)]
    format: Option<ExportFormat>,
    /// Write to this file, or folder for nodes-edges and parquet (atomically)
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

impl ExportCommand {
    pub(super) fn run(self, screen: &ScreenArgs) -> anyhow::Result<Outcome> {
        let output = Output::new(self.output.format, self.output.output.as_deref())?;
        let format = output.format().context(
            "missing output format\nhelp: add -o FILE.csv, FILE.xlsx or FILE.svg, or --format csv",
        )?;
        self.csv.go_with(format)?;
        self.picture.go_with(format)?;
        tables::go_with(format)?;
        if self.intervals.shown() == Intervals::AtMost && format != ExportFormat::Json {
            bail!("--intervals goes with json\nhelp: leave it out, or add --format json");
        }
        let map = ValidMap::read(self.map.path()?, screen)?;
        self.csv.refuse_formulas(&map.organisation)?;
        let division = self.filter.division(&map.organisation)?;
        let graphs = Graphs::build(&map.organisation, division.as_ref());
        let view = graphs.view();
        let people = match format {
            ExportFormat::Svg => People::Without,
            ExportFormat::Csv
            | ExportFormat::Json
            | ExportFormat::Xlsx
            | ExportFormat::Dot
            | ExportFormat::Mermaid
            | ExportFormat::Graphml
            | ExportFormat::NodesEdges
            | ExportFormat::Parquet => People::With,
        };
        let filter = self.filter.filter(view.organisation(), people)?;
        let export = ExportAnswer::new(view, filter.clone(), &map.sources, self.today.date())
            .with_privacy(self.privacy.privacy())
            .with_intervals(self.intervals.shown());
        match format {
            ExportFormat::Csv => output.write(&map.sources, |out| match self.csv.shape() {
                CsvLayout::Long => csv::rows(&export.customers(), self.csv.dialect(), out),
                CsvLayout::Wide => csv::rows(&export.wide_unit_table(), self.csv.dialect(), out),
            })?,
            ExportFormat::Json => {
                output.write(&map.sources, |out| json::data(&export.data(), out))?;
            }
            ExportFormat::Xlsx => {
                let book = self.workbook(&map, view, &filter, &export)?;
                output.write(&map.sources, |out| out.write_all(&book.bytes))?;
                say_left_out(book.links_left_out, screen);
            }
            ExportFormat::NodesEdges | ExportFormat::Parquet => {
                let folder = tables::folder(&output)?;
                let network = self.picture.network(view, &filter)?;
                let dialect = self.csv.dialect();
                tables::write(&network, format, dialect, folder, &map.sources)?;
            }
            ExportFormat::Svg
            | ExportFormat::Dot
            | ExportFormat::Mermaid
            | ExportFormat::Graphml => {
                let picture = self.picture.draw(view, &filter, format)?;
                output.write(&map.sources, |out| out.write_all(&picture))?;
            }
        }
        Ok(Outcome::Fine)
    }
}

impl ExportCommand {
    /// A workbook, with the brief where no row is left out: beside some of them one of the whole would be misread.
    fn workbook(
        &self,
        map: &ValidMap,
        view: View<'_, '_>,
        filter: &Filter,
        export: &ExportAnswer<'_>,
    ) -> anyhow::Result<Book> {
        // SPEC 5: a brief reveals nothing that is confidential.
        let findings = view.findings(&self.today.date(), Privacy::Public);
        let name = map.name();
        let brief = filter.is_all().then(|| brief(view, BriefSource::new(&findings, &name)));
        Ok(xlsx::book(export, brief.as_ref())?)
    }
}

fn say_left_out(links: usize, screen: &ScreenArgs) {
    if links > 0 && screen.verbosity() == Verbosity::Normal {
        output::note(&format!(
            "{links} links between units and customers are left out: a sheet holds no more"
        ));
    }
}
