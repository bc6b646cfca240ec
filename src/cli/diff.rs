//! `custmap diff`.

use super::{
    InvalidMap, Outcome,
    args::{FilterArgs, PrivacyArg, TodayArg},
    load::{DEFAULT_MAP, Graphs, Map, ValidMap, path_or_default},
    output::{Format, Output, OutputArgs, note},
    screen::ScreenArgs,
    verbosity::Verbosity,
};
use anyhow::bail;
use clap::Args;
use custmap::{
    analysis::{Compared, DiffOptions, MapPair, Privacy, Side, difference},
    model::Date,
    report::{BothSources, Choice, Differences, Filter, Limits, People},
};
use std::path::{Path, PathBuf};

/// How many rows of a section a screen shows.
const SCREENFUL: usize = 40;
/// How many names a row shows.
const NAMES: usize = 3;

#[derive(Debug, Args)]
#[command(after_help = "\
Exit status: 0 no difference, 1 differences, 2 a map has errors or can't be read.

Examples:
  custmap diff HEAD:examples/xyz.yaml examples/xyz.yaml
  custmap diff HEAD:examples/council.yaml examples/council.yaml --unit it --all
  custmap diff HEAD:examples/we-care.yaml examples/we-care.yaml --format markdown")]
pub(super) struct DiffCommand {
    /// The map before: a file, a directory, -, or REV:PATH in a git checkout
    old: PathBuf,
    /// The map after, likewise [default: org.yaml]
    new: Option<PathBuf>,
    #[command(flatten)]
    filter: FilterArgs,
    #[command(flatten)]
    today: TodayArg,
    #[command(flatten)]
    privacy: PrivacyArg,
    /// Show every row and every name
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    output: OutputArgs,
}

impl DiffCommand {
    pub(super) fn run(self, screen: &ScreenArgs) -> anyhow::Result<Outcome> {
        let output = self.output.output()?;
        let (old, new) = self.read(screen)?;
        let divisions =
            (self.filter.division(&old.organisation)?, self.filter.division(&new.organisation)?);
        let graphs = (
            Graphs::build(&old.organisation, divisions.0.as_ref()),
            Graphs::build(&new.organisation, divisions.1.as_ref()),
        );
        let both = MapPair::new(graphs.0.view(), graphs.1.view());
        let filters = self.filter.filters(
            both.organisation(Side::Old),
            both.organisation(Side::New),
            People::Without,
        )?;
        let (compared, is_whole) = self.compare(&both, &filters);
        let sources = BothSources { old: &old.sources, new: &new.sources };
        let answer = Differences {
            compared: &compared,
            organisation: both.organisation(Side::New),
            sources,
            names: (&old.name(), &new.name()),
            is_whole,
        };
        self.write(&answer, &output, screen)?;
        let same = compared.rows.is_empty() && compared.unlisted == 0;
        Ok(if same { Outcome::Fine } else { Outcome::Different })
    }

    /// Reads both maps; the errors of both are shown.
    fn read(&self, screen: &ScreenArgs) -> anyhow::Result<(ValidMap, ValidMap)> {
        let new = match self.new.as_deref() {
            None if !Path::new(DEFAULT_MAP).exists() => {
                bail!("compared with which map?\nhelp: custmap diff {} NEW", self.old.display())
            }
            new => path_or_default(new)?,
        };
        if self.old == Path::new("-") && new == Path::new("-") {
            bail!("standard input can be one of the two maps only");
        }
        let (old, new) = (Map::read_revision(&self.old)?, Map::read_revision(new)?);
        // Both are shown before the end, so that nobody has to run the command twice to see the
        // errors of the second map.
        if old.organisation.is_err() && new.organisation.is_err() {
            old.show_errors(screen)?;
            new.show_errors(screen)?;
            return Err(InvalidMap.into());
        }
        Ok((old.valid(screen)?, new.valid(screen)?))
    }

    /// What is asked for of the differences, and whether that is all of them.
    fn compare<'org>(
        &self,
        both: &MapPair<'_, 'org>,
        (old, new): &(Filter, Filter),
    ) -> (Compared<'org>, bool) {
        let shows = |side, unit| match side {
            // A unit that is named and found in one map only: in the other the filter is empty,
            // and would show every unit.
            Side::Old if new.units.is_empty() => old.shows_unit(both.organisation(side), unit),
            Side::Old => old.units.contains(&unit),
            Side::New if old.units.is_empty() => new.shows_unit(both.organisation(side), unit),
            Side::New => new.units.contains(&unit),
        };
        let mut compared = difference(
            both,
            &DiffOptions {
                shows: &shows,
                today: &self.today.date(),
                privacy: self.privacy.privacy(),
            },
        );
        let choice = Choice::new(both, old, new);
        compared.rows.retain(|row| choice.wants(row));
        let whole = !choice.picks() && new.people != People::Only;
        (compared, whole)
    }

    fn write(
        &self,
        answer: &Differences<'_, '_>,
        output: &Output,
        screen: &ScreenArgs,
    ) -> anyhow::Result<()> {
        let names = if self.all { usize::MAX } else { NAMES };
        let limits = Limits { names, ..output.limits(SCREENFUL, self.all, screen) };
        let unlisted = answer.compared.unlisted;
        // Tables say it in a line of their own, and JSON in a field.
        let has_no_total = matches!(output.format(), Some(Format::Plain | Format::Csv));
        if unlisted > 0 && has_no_total && screen.verbosity() == Verbosity::Normal {
            note(&format!(
                "{unlisted} more customers outside gained, lost or reached in another way are not listed"
            ));
        }
        output.answer_beside(answer, &[answer.sources.old, answer.sources.new], limits, screen)
    }
}

/// Prints in what a map differs from the same with the changes of a command, in the words of `custmap diff`: the dry
/// run of every command that changes a map, with the findings of a day. Returns whether they differ.
pub(super) fn show_changes(
    old: &ValidMap,
    new: &ValidMap,
    today: &Date,
    screen: &ScreenArgs,
) -> anyhow::Result<bool> {
    let graphs = (Graphs::build(&old.organisation, None), Graphs::build(&new.organisation, None));
    let both = MapPair::new(graphs.0.view(), graphs.1.view());
    let options = DiffOptions { shows: &|_, _| true, today, privacy: Privacy::Public };
    let compared = difference(&both, &options);
    let answer = Differences {
        compared: &compared,
        organisation: both.organisation(Side::New),
        sources: BothSources { old: &old.sources, new: &new.sources },
        names: (&old.name(), "the changed map"),
        is_whole: true,
    };
    let output = Output::new(Some(Format::Table), None)?;
    let limits = Limits { names: NAMES, ..output.limits(SCREENFUL, false, screen) };
    output.answer_beside(&answer, &[], limits, screen)?;
    Ok(!compared.rows.is_empty() || compared.unlisted > 0)
}
