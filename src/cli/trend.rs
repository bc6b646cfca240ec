//! `custmap trend`.

use super::{
    Outcome,
    args::{MapArg, TodayArg, WithinArg, date},
    load::{Graphs, Map, ValidMap},
    output::{self, ContentKind, ExtraFormat, Format, FormatOr, Output, OutputArgs},
    progress,
    screen::ScreenArgs,
    verbosity::Verbosity,
    vocabulary::one_of,
};
use anyhow::bail;
use clap::{Args, ValueEnum};
use custmap::{
    analysis::Privacy,
    diag::{Diagnostic, Sources},
    input::{History, HistoryError, HistoryReader, Version},
    model::{Date, Organisation},
    render::{self, svg, table::Charset},
    report::{BarStyle, Every, PointOrigin, Trend, TrendMeasures, TrendPoint, measurement_days},
};
use std::{collections::BTreeMap, path::Path};

/// How many versions that could not be read are named.
const UNREADABLE_NAMED: usize = 5;

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  custmap trend examples/xyz.yaml --no-git
  custmap trend examples/we-care.yaml --no-git --every year --format csv
  custmap trend examples/council.yaml --no-git -o trend.svg")]
pub(super) struct TrendCommand {
    #[command(flatten)]
    map: MapArg,
    /// Show the last version of each of these
    #[arg(long, value_name = "PERIOD", default_value = "month", value_parser = one_of::<Every>())]
    every: Every,
    /// Leave out what is older than this date
    #[arg(long, value_name = "DATE", value_parser = date)]
    since: Option<Date>,
    /// Read no git history: show how the measurements in the map developed
    #[arg(long)]
    no_git: bool,
    #[command(flatten)]
    within: WithinArg,
    #[command(flatten)]
    today: TodayArg,
    #[command(flatten)]
    output: OutputArgs<FormatOr<Picture>>,
}

/// The format of a trend that other answers don't have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Picture {
    /// A picture with a line for each thing that is counted
    Svg,
}

impl ExtraFormat for Picture {
    fn ending(self) -> Option<&'static str> {
        Some("svg")
    }

    fn content_kind(self) -> ContentKind {
        ContentKind::Machine
    }
}

/// What is counted in a version, or why it could not be read, and the texts of its files.
type VersionMeasures = (Result<TrendMeasures, String>, Vec<String>);

impl TrendCommand {
    pub(super) fn run(self, screen: &ScreenArgs) -> anyhow::Result<Outcome> {
        let output = self.output.output()?;
        let path = self.map.path()?;
        if path == Path::new("-") && !self.no_git {
            bail!(
                "standard input has no history\nhelp: add --no-git, or name the file in a git repository"
            );
        }
        let map = ValidMap::read(path, screen)?;
        // A wrong option is reported before anything about the history.
        let name = self.name(&map)?;
        let points = if self.no_git { self.measurements(&map)? } else { self.history(path, &map)? };
        say_unreadable(&points, screen);
        let trend = Trend {
            name,
            points,
            currency: map.organisation.currency.as_deref().map(str::to_owned),
            bars: match screen.screen().charset {
                Charset::Unicode => BarStyle::Blocks,
                Charset::Ascii => BarStyle::Ascii,
            },
        };
        write(&trend, &map, &output, screen)?;
        Ok(Outcome::Fine)
    }

    /// The name of the organisation, or of the division.
    fn name(&self, map: &ValidMap) -> anyhow::Result<String> {
        let division = self.within.division(&map.organisation)?;
        let graphs = Graphs::build(&map.organisation, division.as_ref());
        let view = graphs.view();
        let whole = &view.organisation().header.name;
        Ok(view
            .within()
            .map_or(whole.to_string(), |unit| format!("{} within {whole}", unit.header.name)))
    }

    /// Whether a day belongs to the trend. A date compares by its text: `2026` is before all days of that year.
    fn is_wanted(&self, day: &Date) -> bool {
        self.since.as_ref().is_none_or(|since| day.as_str() >= since.as_str())
    }

    /// A point for each period in which something was measured, with what was known then.
    fn measurements(&self, map: &ValidMap) -> anyhow::Result<Vec<TrendPoint>> {
        let division = self.within.division(&map.organisation)?;
        let organisation = division.as_ref().map_or(&map.organisation, |it| &it.organisation);
        let mut newest: BTreeMap<String, Date> = BTreeMap::new();
        for day in measurement_days(organisation).into_iter().filter(|day| self.is_wanted(day)) {
            let of_period = newest.entry(self.every.period(&day)).or_insert_with(|| day.clone());
            // The last day of a period is its date, as with versions in git.
            *of_period = day.max(of_period.clone());
        }
        if newest.is_empty() {
            bail!("no measurement with a date in this map: there is no trend to show");
        }
        let point = |at: Date| TrendPoint {
            measures: Ok(TrendMeasures::measured_until(organisation, &at)),
            origin: PointOrigin::Measurements,
            at,
        };
        Ok(newest.into_values().map(point).collect())
    }

    /// The last version of each period, and the map as it is now where that differs from the newest one.
    fn history(&self, path: &Path, map: &ValidMap) -> anyhow::Result<Vec<TrendPoint>> {
        let history = match History::of(path) {
            Ok(history) => history,
            Err(HistoryError::NoRepository(said)) => bail!(
                "{}: the map is in no git repository, so there are no older versions ({said})\n\
                 help: --no-git shows how the measurements in the map developed",
                map.name()
            ),
            Err(error) => return Err(error.into()),
        };
        if history.is_shallow {
            output::note(
                "this clone has no older commits: git fetch --unshallow brings the whole history",
            );
        }
        if let Some(oldest) = history.versions.last().filter(|_| history.is_cut) {
            output::note(&format!(
                "only the newest {} versions are looked at: those before {} are left out",
                history.versions.len(),
                oldest.date
            ));
        }
        if history.versions.is_empty() {
            output::note("git has no version of this map yet: commit it, and the trend begins");
        }
        self.check_today(&history.versions)?;
        let mut points = Vec::new();
        let mut newest_texts = None;
        let mut reader = history.reader()?;
        for (at, version) in self.chosen(&history.versions) {
            progress::doing(&format!("Reading the map of {}", version.date));
            if let Some((measures, texts)) = self.version(&mut reader, version, &at)? {
                let origin = PointOrigin::Commit(version.commit.clone());
                points.push(TrendPoint { at, origin, measures });
                newest_texts = Some(texts);
            }
        }
        // Compared by text and not by git: it is the same for a file that was
        // changed back, or only touched.
        if newest_texts.is_none_or(|texts| texts != texts_of(&map.sources)) {
            let at = self.today.date();
            let measures = self.measures(&map.organisation, &at);
            points.push(TrendPoint { at, origin: PointOrigin::Uncommitted, measures });
        }
        Ok(points)
    }

    /// Refuses a stated day of the map as it is that is before its newest commit.
    fn check_today(&self, versions: &[Version]) -> anyhow::Result<()> {
        let newest = versions.iter().filter_map(|version| Date::parse(&version.date)).max();
        match (self.today.stated(), newest) {
            (Some(today), Some(newest)) if *today < newest => bail!(
                "--today {} is before the newest commit of the map, of {}\n\
                 help: name that day or a later one, or leave --today out",
                today.as_str(),
                newest.as_str()
            ),
            _ => Ok(()),
        }
    }

    /// The last version of each period, the oldest first.
    fn chosen<'v>(&self, versions: &'v [Version]) -> Vec<(Date, &'v Version)> {
        let mut chosen: Vec<(Date, &Version)> = Vec::new();
        let mut last = String::new();
        for version in versions {
            let Some(day) = Date::parse(&version.date).filter(|day| self.is_wanted(day)) else {
                continue;
            };
            let period = self.every.period(&day);
            // Versions are newest first: the first of a period is its last.
            if period != last {
                chosen.push((day, version));
                last = period;
            }
        }
        chosen.reverse();
        chosen
    }

    /// What is counted in a version, or why it could not be read, and its texts; `None` where the folder of the map was
    /// not there yet.
    fn version(
        &self,
        reader: &mut HistoryReader<'_>,
        version: &Version,
        at: &Date,
    ) -> anyhow::Result<Option<VersionMeasures>> {
        let input = match reader.read(version) {
            Ok(Some(input)) => input,
            Ok(None) => return Ok(None),
            // Without the program nothing can be read at all.
            Err(error @ HistoryError::Failed(_)) => return Err(error.into()),
            Err(error) => return Ok(Some((Err(error.to_string()), Vec::new()))),
        };
        let Map { sources, organisation, .. } = Map::of(input, Path::new(&version.commit));
        let measures = match organisation {
            Ok(organisation) => self.measures(&organisation, at),
            Err(problems) => Err(in_short(&problems, &sources)),
        };
        Ok(Some((measures, texts_of(&sources))))
    }

    fn measures(&self, organisation: &Organisation, at: &Date) -> Result<TrendMeasures, String> {
        let division = self.within.division(organisation);
        // No reason to end the command: a department can be younger than the map.
        let department = division.map_err(|_| "the department was not there".to_owned())?;
        let graphs = Graphs::build(organisation, department.as_ref());
        let view = graphs.view();
        // SPEC 5: no count differs because of what is confidential.
        Ok(TrendMeasures::of(view, &view.findings(at, Privacy::Public)))
    }
}

/// Names the versions that could not be read.
fn say_unreadable(points: &[TrendPoint], screen: &ScreenArgs) {
    if screen.verbosity() != Verbosity::Normal {
        return;
    }
    let unreadable: Vec<(&TrendPoint, &String)> =
        points.iter().filter_map(|point| Some((point, point.measures.as_ref().err()?))).collect();
    for (point, why) in unreadable.iter().take(UNREADABLE_NAMED) {
        output::note(&format!("the map of {} is left out: {why}", point.at.as_str()));
    }
    if let Some(more @ 1..) = unreadable.len().checked_sub(UNREADABLE_NAMED) {
        output::note(&format!("{more} more versions are left out"));
    }
}

fn write(
    trend: &Trend,
    map: &ValidMap,
    output: &Output<FormatOr<Picture>>,
    screen: &ScreenArgs,
) -> anyhow::Result<()> {
    let limits = output.limits(usize::MAX, true, screen);
    match output.format().unwrap_or(FormatOr::Answer(Format::Table)) {
        FormatOr::Extra(Picture::Svg) => {
            let picture = svg::trend(trend);
            output.write(&map.sources, |out| out.write_all(picture.as_bytes()))
        }
        FormatOr::Answer(format) => output
            .write(&map.sources, |out| render::write(trend, format, screen.screen(), limits, out)),
    }
}

/// The texts of the files of a map, to see whether two versions are the same.
fn texts_of(sources: &Sources) -> Vec<String> {
    sources.iter().map(|(_, source)| source.text.to_string()).collect()
}

/// How many errors a version has, and where the first is: no text of the map, which may name persons.
fn in_short(problems: &[Diagnostic], sources: &Sources) -> String {
    let Some(first) = problems.first() else {
        return "it has errors".to_owned();
    };
    let at = sources.location(first.place);
    let errors = if problems.len() == 1 {
        "1 error".to_owned()
    } else {
        format!("{} errors, the first", problems.len())
    };
    format!("{errors} at {}:{}:{} ({})", at.file, at.line, at.column, first.code.word())
}
