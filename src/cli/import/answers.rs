//! `custmap import answers`.

use crate::cli::{
    Outcome,
    args::TodayArg,
    diff,
    load::ValidMap,
    map_files::{MapChange, MapFiles},
    output::{self, BackupArg},
    screen::ScreenArgs,
    verbosity::Verbosity,
};
use anyhow::{Context as _, anyhow, bail};
use clap::Args;
use custmap::{
    diag::{count, excerpt, first_of},
    graph::Graph,
    id::Subject,
    import::answers::{self, AnswersFile},
    model::{Date, Organisation},
    render::{
        map::answers::{WrittenAnswers, apply},
        table::fill_hanging,
    },
    report::{
        AnswerChange, AnsweredFact, ChangedFact, HeadAnswers, TakeOptions, TakenAnswers,
        TargetKind, named, take_answers,
    },
};
use std::path::{Path, PathBuf};

/// The most lines of a list that are shown.
const MOST_SHOWN: usize = 20;
/// The most values that an error names: the notes above it name the rest.
const MOST_IN_ERROR: usize = 3;

#[derive(Debug, Args)]
#[command(after_help = "\
An answer is taken where the map still says what it said when the form was
written. Elsewhere it is a conflict, shown with both values, and the map stays as
it is. Scores of heads are pooled for each service and recipient; where more
people were asked within 12 months before, they are only listed.

Examples:
  custmap import answers answers-accounting.json --merge org.yaml --dry-run
  custmap import answers answers-*.json --merge org.yaml
  custmap import answers answers-*.json --merge org.yaml --remarks")]
pub(super) struct AnswersArgs {
    /// The files that the forms saved
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// The map that the forms were made of; comments and order stay
    #[arg(long, value_name = "MAP")]
    merge: PathBuf,
    /// Write remarks as notes of the entries that they are about; without it they are only listed
    #[arg(long)]
    remarks: bool,
    /// Show what would change, in the words of custmap diff, and write nothing
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    backup: BackupArg,
    #[command(flatten)]
    today: TodayArg,
}

impl AnswersArgs {
    pub(super) fn run(self, screen: &ScreenArgs) -> anyhow::Result<Outcome> {
        let base = ValidMap::read(&self.merge, screen)?;
        let files = MapFiles::of(&self.merge, &base.sources)?;
        let today = self.today.date();
        let mut all = Vec::new();
        for path in &self.files {
            let file = answers::read(path)?;
            all.push(head_answers(file, &base.organisation, &today)?);
        }
        let graph = Graph::build(&base.organisation);
        let taken = take_answers(&graph, &all, TakeOptions { remarks: self.remarks })
            .map_err(|problem| anyhow!(problem))?;
        let mut editors = files.editors().with_context(|| advice(&self.merge))?;
        let outcome = apply(&mut editors, files.home(), &base.organisation, &taken.changes);
        let change = MapChange::of(editors).with_context(|| advice(&self.merge))?;
        if !outcome.lost.is_empty() && change.texts.iter().all(Option::is_none) {
            return self.nothing_written(&base.organisation, &taken, &outcome, screen);
        }
        let new = files.changed(&change, screen).with_context(|| advice(&self.merge))?;
        let notes = if self.dry_run {
            diff::show_changes(&base, &new, &today, screen)?;
            Vec::new()
        } else {
            files.write(&change, self.backup)?
        };
        if screen.verbosity() == Verbosity::Normal {
            self.note(&base.organisation, &taken, &outcome, screen);
            for note in &notes {
                output::note(note);
            }
        }
        Ok(Outcome::Fine)
    }

    /// Ends the import where every change failed.
    fn nothing_written(
        &self,
        organisation: &Organisation,
        taken: &TakenAnswers,
        outcome: &WrittenAnswers<'_>,
        screen: &ScreenArgs,
    ) -> anyhow::Result<Outcome> {
        if screen.verbosity() == Verbosity::Normal {
            self.note(organisation, taken, outcome, screen);
        }
        bail!(
            "{}: nothing was written, since no answer could be written at its place: {}\n\
             help: change the map by hand there",
            self.merge.display(),
            first_of(outcome.lost.iter().map(String::as_str), MOST_IN_ERROR)
        )
    }

    /// Says what was taken and what was not.
    fn note(
        &self,
        organisation: &Organisation,
        taken: &TakenAnswers,
        outcome: &WrittenAnswers<'_>,
        screen: &ScreenArgs,
    ) {
        let width = screen.screen().width.max(40).saturating_sub("note: ".len());
        let say = |text: &str| output::note(&fill_hanging(text, width, "", "  "));
        let map = self.merge.display();
        let heads = count(taken.answered.len(), "unit");
        let end = if self.dry_run { "; nothing was written (--dry-run)" } else { "" };
        say(&format!("{map}: answers of {heads}: {}{end}", changes_in_words(outcome)));
        let lists = [
            ("conflicts, which changed nothing", &taken.conflicts),
            ("could not be taken", &taken.refused),
            ("could not be written", &outcome.lost),
            ("not written, since more people were asked lately", &taken.listed),
            (
                "scores not taken, for they may count twice (give the files of all heads in one go)",
                &taken.unclear,
            ),
            ("received but not used", &taken.unused),
            (
                "older answers of the same unit, not taken where a newer file answers too",
                &taken.replaced,
            ),
        ];
        for (heading, lines) in lists {
            say_list(heading, lines, width);
        }
        let heading = "taken as one text each (between several goes a semicolon)";
        say_list(heading, &with_commas(organisation, &outcome.written), width);
        let remarks = if self.remarks {
            "remarks, now notes"
        } else {
            "remarks (--remarks makes notes of them)"
        };
        say_list(remarks, &taken.remarks, width);
        if !taken.unanswered.is_empty() {
            let units = taken.unanswered.iter();
            let names = units.map(|unit| organisation.name_of(Subject::Unit(*unit)));
            let heads = count(names.len(), "head");
            say(&format!("no answers yet from {heads}: {}", first_of(names, MOST_SHOWN)));
        }
    }
}

/// The texts with a comma among several of a key: somebody may have meant a list.
fn with_commas(organisation: &Organisation, changes: &[&AnswerChange]) -> Vec<String> {
    let texts = changes.iter().filter_map(|change| {
        let ChangedFact::PartyTexts(party, _, texts) = &change.fact else { return None };
        Some((*party, texts))
    });
    let lines = texts.flat_map(|(party, texts)| {
        let name = organisation.name_of(Subject::Party(party));
        let joined = texts.iter().filter(|text| text.contains(", "));
        joined.map(move |text| format!("{name}: `{}`", excerpt(text)))
    });
    lines.collect()
}

fn say_list(heading: &str, lines: &[String], width: usize) {
    if lines.is_empty() {
        return;
    }
    let mut text = format!("{heading}:");
    for line in lines.iter().take(MOST_SHOWN) {
        text.push('\n');
        text.push_str(&fill_hanging(line, width, "  - ", "    "));
    }
    if lines.len() > MOST_SHOWN {
        text = format!("{text}\n  and {} more", lines.len() - MOST_SHOWN);
    }
    output::note(&text);
}

/// `2 verdicts, 3 measurements`, or that nothing changes.
fn changes_in_words(outcome: &WrittenAnswers<'_>) -> String {
    let of = |is_one: fn(&ChangedFact) -> bool| {
        outcome.written.iter().filter(|change| is_one(&change.fact)).count()
    };
    let kinds = [
        (of(|it| matches!(it, ChangedFact::Verdict(..))), "verdict"),
        (of(|it| matches!(it, ChangedFact::Measured(_))), "measurement"),
        (of(|it| matches!(it, ChangedFact::Reviewed(_))), "entry checked"),
        (of(|it| matches!(it, ChangedFact::Note(..))), "note"),
        (of(is_value), "fact"),
    ];
    let words =
        kinds.into_iter().filter(|(number, _)| *number > 0).map(|(number, kind)| match kind {
            "entry checked" if number == 1 => "1 entry checked".to_owned(),
            "entry checked" => format!("{number} entries checked"),
            kind => count(number, kind),
        });
    let kinds: Vec<String> = words.collect();
    match (kinds.is_empty(), outcome.lost.is_empty()) {
        (true, true) => "nothing to change".to_owned(),
        (true, false) => "nothing was changed".to_owned(),
        (false, _) => kinds.join(", "),
    }
}

fn is_value(fact: &ChangedFact) -> bool {
    !matches!(
        fact,
        ChangedFact::Verdict(..)
            | ChangedFact::Measured(_)
            | ChangedFact::Reviewed(_)
            | ChangedFact::Note(..)
    )
}

/// The answers of a file, with a valid date and an author whose name a map can hold.
fn head_answers(
    file: AnswersFile,
    organisation: &Organisation,
    today: &Date,
) -> anyhow::Result<HeadAnswers> {
    let name = file.path.display().to_string();
    let date = match file.date.as_deref() {
        None => today.clone(),
        Some(date) => Date::parse(date).with_context(|| {
            let date = excerpt(date);
            format!("{name}: the day of the answers, `{date}`, is not a date\nhelp: write it as 2026-05-31")
        })?,
    };
    if date > *today {
        bail!(
            "{name}: these answers are of {}, which is after today\n\
             help: correct `date` in the file, or add --today",
            date.as_str()
        );
    }
    let by = file.by.map(|by| match named(organisation, &by, TargetKind::Unit) {
        Ok(unit) => organisation.id_of(unit).to_owned(),
        // A name of several is a text only with something behind it.
        Err(custmap::report::NotNamed::Ambiguous { .. }) => format!("{by} (of {})", file.unit),
        Err(_) => by,
    });
    let answers = file.answers.into_iter().map(|one| AnsweredFact {
        about: one.about,
        was: one.was,
        answer: one.answer,
        because: one.because,
    });
    Ok(HeadAnswers {
        file: name,
        organisation: file.organisation,
        unit: file.unit,
        by,
        date,
        answers: answers.collect(),
    })
}

fn advice(path: &Path) -> String {
    format!("{}: the answers can't be written into it, and it stays as it is", path.display())
}
