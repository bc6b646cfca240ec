//! `custmap ask --survey`: a survey for many respondents, and its codebook.

use super::super::{
    Outcome, args::subject, load::ValidMap, output, screen::ScreenArgs, verbosity::Verbosity,
};
use anyhow::{Context as _, bail};
use clap::ValueEnum;
use custmap::{
    diag::first_of,
    id::UnitId,
    render::{questionnaire as formats, table::fill_hanging},
    report::{AnonymityLimits, Questionnaire, QuestionnaireOptions, TargetKind, questionnaire},
};
use std::path::{Path, PathBuf};

/// Questions to one respondent, unless --at-most says otherwise: about two minutes.
const MOST_QUESTIONS: usize = 12;
/// A code of an answer has five letters and digits in `LimeSurvey`.
const MOST_CHOICES: usize = 9_999;
/// How many small departments and groups are named.
const SMALL_NAMED: usize = 8;

/// The tool that takes a survey in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum SurveyTool {
    /// The structure of a survey with tabs, a file that ends with .txt
    Limesurvey,
    /// For any other tool a list of the questions, with who is shown each, to copy from
    Csv,
}

/// A survey that is asked for.
pub(super) struct SurveyRequest<'a> {
    /// The tool that takes it in.
    pub(super) tool: SurveyTool,
    /// The department whose people are asked.
    pub(super) unit: Option<&'a str>,
    /// The most questions to one respondent.
    pub(super) at_most: Option<usize>,
    /// Where it goes.
    pub(super) file: Option<&'a Path>,
    /// Where its codebook goes.
    pub(super) codebook: Option<&'a Path>,
}

impl SurveyRequest<'_> {
    /// Writes the survey of a map and its codebook: both or neither.
    pub(super) fn write(&self, map: &Path, screen: &ScreenArgs) -> anyhow::Result<Outcome> {
        let file = self.file.filter(|file| *file != Path::new("-"));
        let file =
            file.context("a survey is a file, with a codebook beside it\nhelp: add -o FILE")?;
        self.check_ending(file)?;
        let codebook = self.codebook.map_or_else(|| beside(file), Path::to_owned);
        let map = ValidMap::read(map, screen)?;
        let options = self.options(&map)?;
        if options.at_most == 0 {
            bail!("--at-most 0 leaves nothing to ask");
        }
        let survey = questionnaire(&map.organisation, options);
        check(&survey)?;
        let write_survey = |out: &mut dyn std::io::Write| match self.tool {
            SurveyTool::Limesurvey => formats::limesurvey(&survey, out),
            SurveyTool::Csv => formats::list(&survey, out),
        };
        let write_codebook = |out: &mut dyn std::io::Write| formats::codebook(&survey, out);
        output::write_files(&map.sources, &[(file, &write_survey), (&codebook, &write_codebook)])?;
        if screen.verbosity() == Verbosity::Normal {
            let width = screen.screen().width.max(40).saturating_sub("note: ".len());
            for note in notes(&survey, file, &codebook) {
                output::note(&fill_hanging(&note, width, "", "  "));
            }
        }
        Ok(Outcome::Fine)
    }

    /// Refuses an ending by which the tool would take the file for something else.
    fn check_ending(&self, file: &Path) -> anyhow::Result<()> {
        let ending = file.extension().unwrap_or_default();
        if self.tool == SurveyTool::Limesurvey && !ending.eq_ignore_ascii_case("txt") {
            bail!(
                "{}: LimeSurvey takes this structure only from a file that ends with .txt\n\
                 help: end the name of the output file so",
                file.display()
            );
        }
        Ok(())
    }

    fn options(&self, map: &ValidMap) -> anyhow::Result<QuestionnaireOptions> {
        let named = |word: &str| subject(&map.organisation, word, TargetKind::Unit);
        let unit = self.unit.map(named).transpose()?;
        let is_department = |unit: &UnitId| map.organisation.unit(*unit).department().is_some();
        let unit = match unit.map(|unit| unit.unit().filter(is_department)) {
            Some(None) => bail!("a survey asks the people of a department, not one person"),
            unit => unit.flatten(),
        };
        Ok(QuestionnaireOptions { at_most: self.at_most.unwrap_or(MOST_QUESTIONS), unit })
    }
}

/// `survey-codebook.csv` beside `survey.txt`.
fn beside(file: &Path) -> PathBuf {
    let stem = file.file_stem().unwrap_or_default().to_string_lossy();
    file.with_file_name(format!("{stem}-codebook.csv"))
}

fn check(survey: &Questionnaire<'_>) -> anyhow::Result<()> {
    if survey.questions.is_empty() {
        bail!(
            "nobody receives a service that could be asked about\n\
             help: say in the map whom the services serve"
        );
    }
    for (choices, what) in
        [(&survey.departments, "departments"), (&survey.customers, "customers outside")]
    {
        if choices.len() > MOST_CHOICES {
            bail!(
                "{} {what} are more than a respondent can choose from\n\
                 help: ask a department with its parts at a time: --unit DEPARTMENT",
                choices.len()
            );
        }
    }
    Ok(())
}

/// What the survey asks, and what it can't.
fn notes(survey: &Questionnaire<'_>, file: &Path, codebook: &Path) -> Vec<String> {
    let asked = [
        (&survey.departments, "department", "departments"),
        (&survey.customers, "customer outside", "customers outside"),
    ];
    let filled = asked.into_iter().filter(|(choices, ..)| !choices.is_empty());
    let asked: Vec<String> =
        filled.map(|(choices, one, many)| count(choices.len(), one, many)).collect();
    let mut notes = vec![format!(
        "{}: {} to people of {}; codebook in {}",
        file.display(),
        count(survey.questions.len(), "question", "questions"),
        asked.join(" and "),
        codebook.display()
    )];
    if survey.left_out > 0 {
        let ratings = count(survey.left_out, "rating is", "ratings are");
        notes.push(format!("{ratings} left for the next time (--at-most asks more)"));
    }
    notes.extend(notes_on_anonymity(&survey.anonymity));
    notes
}

/// Where a respondent would be known, before anybody is asked.
fn notes_on_anonymity(limits: &AnonymityLimits) -> Vec<String> {
    let mut notes = Vec::new();
    if !limits.small.is_empty() {
        let groups = limits.small.iter().map(|(name, size)| format!("{name} ({size})"));
        let groups = first_of(groups, SMALL_NAMED);
        notes.push(format!(
            "anonymity can't hold in groups of fewer than 5 people: {groups}. import survey counts \
             their answers with those of the next wider group, or leaves them out"
        ));
    }
    if limits.unknown > 0 {
        let unknown = count(limits.unknown, "department or group is", "departments or groups are");
        notes.push(format!(
            "the map doesn't say how large {unknown}: with a headcount or size it can be said \
             beforehand where anonymity can't hold"
        ));
    }
    if limits.persons > 0 {
        let persons = count(limits.persons, "relationship is", "relationships are");
        notes.push(format!(
            "{persons} with one person, who can't be asked without a name: send a form (--unit)"
        ));
    }
    notes
}

fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}
