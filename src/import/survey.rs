//! The answers of a survey as measurements of a map: an export of a survey tool, a row a respondent, or a table with a
//! row an answer.
//!
//! ```text
//! Department,Helpdesk,Payroll          - {service: helpdesk, of: computer-users, score: 4.1, n: 131, ...}
//! Logistics,4,5                 ->     - {service: payroll, of: everyone, score: 4.4, n: 140, ...}
//! ...
//! ```
//!
//! A column is a question about a service, and the respondent's department decides which relationship it is about: of
//! the recipients of that service that hold the department, the one with the fewest units. What respondents wrote or who
//! they are is never read, and small groups are never published.

mod anonymity;
mod answers;
mod codebook;
pub(super) mod column;
mod files;
mod known;
pub(super) mod names;
mod options;
mod outcome;
mod question;
pub(super) mod recipients;
mod rejected;
mod scale;
mod statistics;
mod tool;

pub use answers::Period;
pub use known::KnownMeasurement;
pub use options::{LongForm, SurveyOptions};
pub use outcome::{NotDeclared, SurveyMeasurement, SurveyOutcome, TooFew, rounded};
pub use scale::{AnswerLabels, Scale};

use super::{ImportError, ImportJob, TableFormat};
use crate::model::{Organisation, Recipient};
use answers::Answers;
use codebook::CodebookRow;
use files::{SurveyFiles, asked_rules};
use names::Names;
use outcome::{AskedRule, FigureRules};
use std::path::{Path, PathBuf};

/// Reads the files of a survey as what they say of a map; `population` is how many belong to a recipient.
///
/// # Errors
/// Where a file can't be read, or an option is missing or makes no sense. What is wrong in a codebook is in the summary
/// of the job, and so are notes.
pub fn survey(
    files: &[PathBuf],
    options: &SurveyOptions,
    organisation: &Organisation,
    population: &dyn Fn(Recipient) -> Option<u64>,
    job: &mut ImportJob,
) -> Result<SurveyOutcome, ImportError> {
    let names = Names::new(organisation, &options.same);
    let codebook = match &options.codebook {
        Some(path) => Some(read_codebook(path, &names, job)?),
        None => None,
    };
    if !job.summary.errors.is_empty() {
        return Ok(SurveyOutcome::default());
    }
    let asked = asked_rules(&names, &options.asked).map_err(ImportError::Option)?;
    let survey = SurveyFiles { options, names: &names, codebook: codebook.as_deref() };
    let mut answers = Answers::default();
    for path in files {
        survey.read(path, &mut answers, job)?;
    }
    if !job.summary.errors.is_empty() {
        return Ok(SurveyOutcome::default());
    }
    // A wrong column would otherwise look like a survey that nobody answered.
    if answers.respondents == 0 {
        return Err(ImportError::Option("no row of the files holds a score".to_owned()));
    }
    let measured = survey.measured(&answers).map_err(ImportError::Option)?;
    let rules =
        FigureRules { minimum: options.minimum, asked: &asked, population, measured: &measured };
    let outcome = outcome::figures(organisation, &answers, &rules);
    // SPEC 2: n <= asked.
    check_asked(&asked, &outcome, organisation).map_err(ImportError::Option)?;
    job.summary.notes.extend(survey.notes(&answers, job));
    Ok(outcome)
}

fn read_codebook(
    path: &Path,
    names: &Names<'_>,
    job: &mut ImportJob,
) -> Result<Vec<CodebookRow>, ImportError> {
    let Some(file) = job.read_table(path, &TableFormat::default())? else {
        return Ok(Vec::new());
    };
    let mut problems = Vec::new();
    let rows = codebook::read(&file.table(&job.sources), names, &mut problems);
    job.summary.errors.extend(problems);
    Ok(rows)
}

/// No more answered than an option says were asked.
fn check_asked(
    asked: &[AskedRule],
    outcome: &SurveyOutcome,
    organisation: &Organisation,
) -> Result<(), String> {
    for rule in asked {
        let is_over = |it: &&SurveyMeasurement| {
            let is_meant = rule.of.is_none_or(|of| of == it.of);
            is_meant && u64::try_from(it.n).is_ok_and(|n| n > rule.count)
        };
        if let Some(over) = outcome.measurements.iter().find(is_over) {
            let (n, count) = (over.n, rule.count);
            let name = organisation.name_of(over.of.into());
            let id = organisation.id_of(over.of.into());
            return Err(format!(
                "--asked {count}: {n} answers are of {name}\nhelp: --asked {id}={n} or more says how many of them were asked"
            ));
        }
    }
    Ok(())
}
