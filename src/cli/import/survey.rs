//! `custmap import survey`.

use super::table::TableArgs;
use crate::cli::{
    InvalidMap, Outcome, diff,
    load::{self, ERRORS_SHOWN, ValidMap},
    map_files::{MapChange, MapFiles},
    output::{self, BackupArg, OutputArgs},
    screen::ScreenArgs,
    verbosity::Verbosity,
};
use anyhow::{Context as _, anyhow, bail};
use clap::{Args, ValueEnum};
use custmap::{
    analysis::population,
    diag::{Code, FileIdentity},
    id::Subject,
    import::{
        ImportJob, Value,
        survey::{
            AnswerLabels, KnownMeasurement, LongForm, Period, Scale, SurveyMeasurement,
            SurveyOptions, SurveyOutcome, survey,
        },
    },
    model::{Date, Organisation},
    render::table::fill_hanging,
    report::{Limits, SurveyFigures, SurveyResult, SurveyRow, survey_answers},
};
use std::{
    ffi::OsStr,
    path::{Path, PathBuf},
};

/// Below this number of answers somebody who knows the other answers can compute a single one from the mean.
const LEAST: u32 = 3;

#[derive(Debug, Args)]
#[command(after_help = "\
Exports of Microsoft Forms, Google Forms, SurveyMonkey, Qualtrics, LimeSurvey and
Typeform are recognised; any other table needs a column a question, or --long. Of
the recipients of a service that hold the respondent's department the one with the
fewest units was asked. Names, addresses and free text are never read.

Examples:
  custmap import survey examples/import/survey.csv --merge examples/xyz.yaml --lowest 1 --scale 5 --dry-run
  custmap import survey examples/import/ratings.csv --merge examples/xyz.yaml --long --service Topic --of Team --score Rating --date Day --scale 10 --lowest 0 --dry-run")]
pub(super) struct SurveyArgs {
    /// The answers: .csv, .tsv, .xlsx, .xls, .xlsb, .ods
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Add the measurements to this map; in a directory to a new file measurements-YYYY-MM.yaml
    #[arg(long, value_name = "MAP", required = true)]
    merge: PathBuf,
    /// The codebook that `custmap ask --survey` wrote: which question is about which service, on which scale
    #[arg(long, value_name = "FILE")]
    codebook: Option<PathBuf>,
    /// A column is a question about this service; without a service it is none (may be repeated)
    #[arg(long, value_name = "COLUMN=SERVICE")]
    question: Vec<String>,
    /// The column that names the respondent's department or, outside, the customer; =ID where all belong to one
    #[arg(long, value_name = "COLUMN")]
    of: Option<String>,
    /// Each row is one answer: with the columns --service, --of and --score
    #[arg(long, requires_all = ["service", "score"])]
    long: bool,
    /// The column that names the service or the question; =ID where all answers are about one service
    #[arg(long, value_name = "COLUMN", requires = "long")]
    service: Option<String>,
    /// The column of the score
    #[arg(long, value_name = "COLUMN", requires = "long")]
    score: Option<String>,
    /// The column that says when somebody answered [default: as the tool calls it]
    #[arg(long, value_name = "COLUMN")]
    date: Option<String>,
    /// Two names mean the same: write the second for the first (may be repeated)
    #[arg(long, value_name = "NAME=NAME")]
    same: Vec<String>,
    /// Refuse the import if any row or answer can't be read; without it these are left out and reported
    #[arg(long)]
    strict: bool,
    /// Show what would change, and write nothing
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    backup: BackupArg,
    #[command(flatten)]
    scale: ScaleArgs,
    #[command(flatten)]
    figures: FigureArgs,
    #[command(flatten)]
    table: TableArgs,
    #[command(flatten)]
    output: OutputArgs,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "The scale")]
struct ScaleArgs {
    /// The lowest possible score
    #[arg(long, value_name = "NUMBER", allow_negative_numbers = true, conflicts_with = "nps")]
    lowest: Option<f64>,
    /// The highest possible score
    #[arg(long, value_name = "NUMBER", allow_negative_numbers = true, conflicts_with = "nps")]
    scale: Option<f64>,
    /// The scores of answers in words, such as "Very unhappy=1,Unhappy=2"; nothing behind = is no answer
    #[arg(long, value_name = "WORDS=SCORE,...")]
    labels: Vec<String>,
    /// Answers from 0 to 10 are a net promoter score
    #[arg(long)]
    nps: bool,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "The measurements")]
struct FigureArgs {
    /// How many were asked: of each recipient, or of one by its id (may be repeated) [default: its size or headcount]
    #[arg(long, value_name = "[ID=]N")]
    asked: Vec<String>,
    /// When, as YYYY-MM [default: the month of the last answer]
    #[arg(long, value_name = "DATE", conflicts_with = "by")]
    measured: Option<String>,
    /// Make a measurement of each month or quarter [default: one of all answers]
    #[arg(long, value_enum)]
    by: Option<PeriodArg>,
    /// What to call the survey [default: the name of the file]
    #[arg(long, value_name = "TEXT")]
    source: Option<String>,
    /// Answers of a smaller group join the next wider recipient; where there is none, only their number is reported
    #[arg(long, value_name = "N", default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..))]
    min_answers: u32,
    /// Allow --min-answers below 3, where single answers could be inferred
    #[arg(long)]
    allow_small: bool,
}

/// How long answers are one measurement.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum PeriodArg {
    /// A month
    Month,
    /// A quarter
    Quarter,
}

impl SurveyArgs {
    pub(super) fn run(self, screen: &ScreenArgs) -> anyhow::Result<Outcome> {
        self.check_smallest()?;
        let (files, merge, dry_run, strict) =
            (self.files.clone(), self.merge.clone(), self.dry_run, self.strict);
        // Without it nothing is written: a dry run takes the same way up to there.
        let backup = (!dry_run).then_some(self.backup);
        let source = self.figures.source.clone().unwrap_or_else(|| source_of(&files));
        let output = self.output.output()?;
        let options = self.options()?;
        let mut base = ValidMap::read(&merge, screen)?;
        let read = files.iter().chain(options.codebook.as_ref());
        base.sources.add_identities(read.filter_map(|file| FileIdentity::of_path(file)));
        let organisation = &base.organisation;
        let mut job = ImportJob::new(load::announce);
        let of_map = |recipient| population(organisation, recipient);
        let outcome = survey(&files, &options, organisation, &of_map, &mut job)?;
        refuse(&job, screen)?;
        let new: Vec<&SurveyMeasurement> = outcome
            .measurements
            .iter()
            // A second import of the same answers adds nothing.
            .filter(|it| it.known(organisation, &source) == KnownMeasurement::New)
            .collect();
        note_all(&job.summary.notes, screen);
        if strict && outcome.rejected > 0 {
            bail!("{} rows or answers can't be read (--strict)", outcome.rejected);
        }
        let rows = rows(organisation, &outcome, &source);
        let answer = survey_answers(organisation, rows);
        let limits = Limits { notes: screen.verbosity() == Verbosity::Normal, ..Limits::NONE };
        let show = || output.answer(&answer, &base.sources, limits, screen);
        // A file comes before the map is replaced: it is compared with the files that were read, and the map is one of
        // these only until then. On standard output nothing is shown of a map that can't be replaced.
        let is_file = output.file().is_some();
        if is_file {
            show()?;
        }
        let written = write(&merge, &base, &new, &source, backup, screen)?;
        if !is_file {
            show().map_err(|error| match &written {
                // Status 2 means elsewhere that nothing has changed, so this is said with the error.
                Some((_, done)) if backup.is_some() => error
                    .context(format!("{}, and its table could not be printed", done.join("; "))),
                Some(_) | None => error,
            })?;
        }
        let Some((changed, done)) = written else {
            let map = merge.display();
            note_all(&[format!("{map}: no new measurements, and nothing was written")], screen);
            return Ok(Outcome::Fine);
        };
        if dry_run && output.format().is_none() {
            // Between the table of the answers and that of the changes, which are
            // both on standard output.
            output::write_text("\n")?;
            diff::show_changes(&base, &changed, &Date::today(), screen)?;
        }
        note_all(&done, screen);
        Ok(Outcome::Fine)
    }

    /// Refuses groups so small that single answers could be found out.
    fn check_smallest(&self) -> anyhow::Result<()> {
        let smallest = self.figures.min_answers;
        if smallest < LEAST && !self.figures.allow_small {
            bail!(
                "--min-answers {smallest}: below {LEAST} single answers can be found out\n\
                 help: --allow-small allows it all the same"
            );
        }
        Ok(())
    }

    fn options(self) -> anyhow::Result<SurveyOptions> {
        let labels = self.scale.labels()?;
        let scale = self.scale.scale(&labels)?;
        if let Some(date) = &self.figures.measured
            && Date::parse(date).is_none()
        {
            bail!("--measured {date}: write a date as 2026-05");
        }
        let long = self.service.zip(self.score).map(|(service, score)| LongForm { service, score });
        Ok(SurveyOptions {
            format: self.table.format()?,
            codebook: self.codebook,
            questions: pairs("--question", "\"COLUMN=SERVICE\"", &self.question)?,
            of: self.of,
            long,
            date: self.date,
            scale,
            labels,
            same: pairs("--same", "\"HR=Human Resources\"", &self.same)?,
            minimum: usize::try_from(self.figures.min_answers).unwrap_or(usize::MAX),
            period: match self.figures.by {
                None => Period::Survey,
                Some(PeriodArg::Month) => Period::Month,
                Some(PeriodArg::Quarter) => Period::Quarter,
            },
            measured: self.figures.measured,
            asked: asked(&self.figures.asked)?,
        })
    }
}

impl ScaleArgs {
    fn labels(&self) -> anyhow::Result<AnswerLabels> {
        // Labels may hold commas where semicolons separate them.
        let pairs = self.labels.iter().flat_map(|all| {
            let sign = if all.contains(';') { ';' } else { ',' };
            all.split(sign)
        });
        AnswerLabels::read(pairs).map_err(|pair| {
            anyhow!("--labels: `{pair}` is no label with its score\nhelp: --labels \"Very unhappy=1,...,Very happy=5\"")
        })
    }

    fn scale(&self, labels: &AnswerLabels) -> anyhow::Result<Option<Scale>> {
        if self.nps {
            return Ok(Some(Scale::NPS));
        }
        let range = labels.range();
        let lowest = self.lowest.or(range.map(|(lowest, _)| lowest));
        let highest = self.scale.or(range.map(|(_, highest)| highest));
        match (lowest, highest) {
            (None, None) => Ok(None),
            (Some(lowest), Some(highest)) => Scale::new(lowest, highest).map(Some).ok_or_else(|| {
                anyhow!("a scale goes from a lowest to a higher score, not from {lowest} to {highest}")
            }),
            (None, Some(highest)) => {
                bail!("--scale {highest}: the lowest score is not guessed\nhelp: add --lowest 1, or --lowest 0")
            }
            (Some(lowest), None) => {
                bail!("--lowest {lowest}: the highest score is not guessed\nhelp: add --scale 5, or --scale 10")
            }
        }
    }
}

/// Pairs such as `COLUMN=SERVICE`; the last `=` is between the two.
pub(super) fn pairs(
    option: &str,
    example: &str,
    all: &[String],
) -> anyhow::Result<Vec<(String, String)>> {
    let pairs = all.iter().map(|pair| match pair.rsplit_once('=') {
        Some((left, right)) if !left.trim().is_empty() => {
            Ok((left.trim().to_owned(), right.trim().to_owned()))
        }
        Some(_) | None => Err(anyhow!("{option} {pair}: write {option} {example}")),
    });
    pairs.collect()
}

fn asked(all: &[String]) -> anyhow::Result<Vec<(Option<String>, u64)>> {
    let rules = all.iter().map(|rule| {
        let (of, number) = match rule.rsplit_once('=') {
            Some((of, number)) => (Some(of.trim().to_owned()), number),
            None => (None, &**rule),
        };
        let count = number
            .trim()
            .parse::<u64>()
            .map_err(|_| anyhow!("--asked {rule}: write a count, or ID=COUNT"))?;
        Ok((of, count))
    });
    rules.collect()
}

/// What to call a survey: the name of its first file without ending, and without the rows that Microsoft Forms writes
/// behind it.
fn source_of(files: &[PathBuf]) -> String {
    let stem = (files.first().and_then(|file| file.file_stem()).and_then(OsStr::to_str))
        .filter(|stem| *stem != "-")
        .unwrap_or("survey");
    let is_count = |text: &str| text.chars().all(|c| c.is_ascii_digit() || c == '-');
    let without = stem.strip_suffix(')').and_then(|text| text.rsplit_once('('));
    let name = without.filter(|(_, rows)| is_count(rows)).map_or(stem, |(name, _)| name);
    name.trim().to_owned()
}

fn rows<'org>(
    organisation: &'org Organisation,
    outcome: &SurveyOutcome,
    source: &str,
) -> Vec<SurveyRow<'org>> {
    let measured = outcome.measurements.iter().map(|it| SurveyRow {
        organisation,
        service: it.service,
        of: it.of.into(),
        result: match it.known(organisation, source) {
            KnownMeasurement::New => SurveyResult::New,
            KnownMeasurement::Same => SurveyResult::Known,
            KnownMeasurement::Different => SurveyResult::Differs,
        },
        n: it.n,
        figures: Some(SurveyFigures {
            score: of_four_decimals(it.score),
            scale: if it.promoters.is_some() {
                (-100.0, 100.0)
            } else {
                (it.scale.lowest, it.scale.highest)
            },
            spread: it.spread.map(of_four_decimals),
            promoters: it.promoters,
            asked: it.asked,
            joined: it.joined,
        }),
        measured: Some(it.measured.clone()),
    });
    let without = |service, of: Subject, result, n, measured| SurveyRow {
        organisation,
        service,
        of,
        result,
        n,
        figures: None,
        measured,
    };
    let too_few = outcome.too_few.iter().map(|it| {
        let measured = Some(it.measured.clone());
        without(it.service, it.of.into(), SurveyResult::TooFew, it.answers, measured)
    });
    let not_declared = outcome
        .not_declared
        .iter()
        .map(|it| without(it.service, it.by, SurveyResult::NotDeclared, it.answers, None));
    measured.chain(too_few).chain(not_declared).collect()
}

/// A figure with at most 4 decimals (SPEC 5).
fn of_four_decimals(figure: f64) -> f64 {
    (figure * 1e4).round() / 1e4
}

/// Writes measurements into a map, or without a `backup` only reads the map that they would make. Returns that map and
/// what was done; none where there is nothing new.
fn write(
    merge: &Path,
    base: &ValidMap,
    new: &[&SurveyMeasurement],
    source: &str,
    backup: Option<BackupArg>,
    screen: &ScreenArgs,
) -> anyhow::Result<Option<(ValidMap, Vec<String>)>> {
    let count = match new.len() {
        0 => return Ok(None),
        1 => "1 measurement".to_owned(),
        count => format!("{count} measurements"),
    };
    let mut files = MapFiles::of(merge, &base.sources)?;
    if merge.is_dir() {
        let last = new.iter().map(|it| &*it.measured).max().unwrap_or_default();
        let month = last.get(..7).unwrap_or(last);
        files.set_home(merge.join(format!("measurements-{month}.yaml")));
    }
    let home = files.home();
    let advice = || format!("{}: it stays as it is", merge.display());
    let mut editors = files.editors().with_context(advice)?;
    let entries: Vec<Value> = new.iter().map(|it| it.entry(&base.organisation, source)).collect();
    let comment = "What surveys measured: an entry for each relationship and survey.";
    editors[home].insert(&[], "measurements", &entries, Some(comment)).with_context(advice)?;
    let change = MapChange::of(editors).with_context(advice)?;
    let changed = files.changed(&change, screen).with_context(advice)?;
    let file = files.home_file().0.display().to_string();
    let Some(backup) = backup else {
        return Ok(Some((changed, vec![format!("{file}: {count} would be written (--dry-run)")])));
    };
    let previous = files.write(&change, backup)?;
    let next = merge.display();
    let written = format!("{file}: {count} written (next: custmap check {next})");
    Ok(Some((changed, std::iter::once(written).chain(previous).collect())))
}

/// Ends the command where the files have errors. Only those of a codebook and of headers are shown in their lines: a line
/// of answers, or a ticket, may hold what somebody confided.
pub(super) fn refuse(job: &ImportJob, screen: &ScreenArgs) -> anyhow::Result<()> {
    let errors = &job.summary.errors;
    if let Some(problem) = errors.iter().find(|problem| problem.code == Code::NotText) {
        let location = job.sources.location(problem.place);
        bail!("{location}: {}\nhelp: {}", problem.message, problem.help);
    }
    if errors.is_empty() {
        return Ok(());
    }
    output::show_errors(errors, &job.sources, screen.screen(), ERRORS_SHOWN)?;
    Err(InvalidMap.into())
}

/// Prints notes, unless only the result is wanted.
pub(super) fn note_all(notes: &[String], screen: &ScreenArgs) {
    if screen.verbosity() == Verbosity::Normal {
        let width = screen.screen().width.max(40);
        for note in notes {
            output::note(&fill_hanging(note, width.saturating_sub("note: ".len()), "", "  "));
        }
    }
}
