//! Which findings `check` shows.

use super::super::{
    args::{self, subject},
    completions::words,
};
use anyhow::bail;
use clap::{Args, ValueEnum};
use custmap::{
    analysis::View,
    diag::{Code, Nearest, Severity},
    id::UnitId,
    model::{Division, Organisation},
    report::TargetKind,
};

/// Which findings are shown; of errors of the file always all.
#[derive(Debug, Args)]
#[command(next_help_heading = "Which findings")]
pub(super) struct WhichFindings {
    /// Only those about this unit, its parts, the services they provide and the relationships they own
    #[arg(long, value_name = "UNIT", add = words::of(TargetKind::Unit))]
    unit: Vec<String>,
    /// Look at this department with its parts as an organisation of its own
    #[arg(long, value_name = "DEPARTMENT", add = words::of(TargetKind::Department))]
    within: Option<String>,
    /// Only those with this code (may be repeated)
    #[arg(long, value_name = "CODE", value_delimiter = ',', add = words::codes())]
    only: Vec<String>,
    /// Only those of this level or worse
    #[arg(long, value_name = "LEVEL", default_value = "note", hide_default_value = true)]
    level: Level,
}

/// How bad a finding is.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum Level {
    Note,
    Warning,
    Error,
}

impl Level {
    pub(super) fn severity(self) -> Severity {
        match self {
            Self::Note => Severity::Note,
            Self::Warning => Severity::Warning,
            Self::Error => Severity::Error,
        }
    }
}

impl WhichFindings {
    /// The mildest level that is shown.
    pub(super) fn level(&self) -> Severity {
        self.level.severity()
    }

    /// The codes that are shown; none where all are.
    pub(super) fn codes(&self) -> anyhow::Result<Vec<Code>> {
        self.only.iter().map(|word| finding(word)).collect()
    }

    /// The division that is looked at, if not the whole.
    pub(super) fn division(&self, organisation: &Organisation) -> anyhow::Result<Option<Division>> {
        args::division(organisation, self.within.as_deref())
    }

    /// The units that findings are shown of; none where of all.
    pub(super) fn units(&self, view: View<'_, '_>) -> anyhow::Result<Vec<UnitId>> {
        let mut units = Vec::new();
        for word in &self.unit {
            units.extend(subject(view.organisation(), word, TargetKind::Unit)?.unit());
        }
        Ok(units)
    }
}

/// The code of a finding with this word.
fn finding(word: &str) -> anyhow::Result<Code> {
    match Code::named(word) {
        Some(code) if code.is_finding() => Ok(code),
        Some(_) => bail!(
            "--only takes a finding, and `{word}` is a mistake in a file\n\
             help: mistakes in the file are always shown"
        ),
        None => {
            let known = Code::findings().map(Code::word);
            let help = Nearest::default().advice(word, known, "`custmap explain` lists them all");
            bail!("there is no finding `{word}`\nhelp: {help}")
        }
    }
}
