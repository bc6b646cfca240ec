//! The answer of `check`: errors of the file or findings about the organisation, those of one code together.

use super::{
    Answer, Data, Document, FindingFact, Limits, Line, NarrowLayout, Table, finding_listing,
    table::Heading,
    words::{count, thousands},
};
use crate::diag::{Code, Diagnostic, Severity, Sources};
use std::{cmp::Reverse, collections::BTreeMap};

/// From this many findings on a table of how many there are of each code comes first: about a screenful.
const MANY: usize = 40;

/// What `check` found.
pub struct Checked<'d> {
    /// The diagnostics that are shown, by place.
    shown: &'d [Diagnostic],
    /// How many milder ones are not shown because only worse ones are asked for.
    milder: usize,
    sources: &'d Sources,
}

/// The answer of `check`. `milder` findings are left out because only worse ones are asked for.
pub fn checked<'d>(shown: &'d [Diagnostic], milder: usize, sources: &'d Sources) -> Checked<'d> {
    Checked { shown, milder, sources }
}

impl Answer for Checked<'_> {
    /// The worst first. `limits.rows` holds for each code, of whatever level.
    fn document(&self, limits: Limits) -> Document {
        let mut document = Document::default();
        let kinds = self.by_kind();
        if self.shown.len() >= MANY && kinds.len() > 1 {
            document.table(counts(&kinds));
            document.text([Line::default()]);
        }
        let mut worse: BTreeMap<Code, usize> = BTreeMap::new();
        for ((Reverse(severity), code), found) in &kinds {
            let heading = Heading::with_level(*severity, code.word(), 4);
            let before = worse.entry(*code).or_default();
            let most = limits.rows.saturating_sub(*before);
            *before += found.len();
            document.table(self.table(heading, found, most));
            let more = found.len().saturating_sub(most);
            document.text((more > 0).then(|| format!("{}: --all", more_of(more, *code))));
            document.text([format!("What to do: {}.", code.advice()).into(), Line::default()]);
        }
        document.text([self.summary()]);
        document
    }

    fn data(&self) -> Data<'_> {
        Data::list(finding_listing(self.shown, self.sources))
    }
}

/// The diagnostics of one level and code, for each pair of these, the worst level first.
type ByKind<'d> = BTreeMap<(Reverse<Severity>, Code), Vec<&'d Diagnostic>>;

impl<'d> Checked<'d> {
    fn by_kind(&self) -> ByKind<'d> {
        let mut kinds = ByKind::new();
        for one in self.shown {
            kinds.entry((Reverse(one.severity), one.code)).or_default().push(one);
        }
        kinds
    }

    fn table(&self, heading: Heading, found: &[&'d Diagnostic], most: usize) -> Table {
        let row = |one: &&'d Diagnostic| {
            let fact = FindingFact::new(one, self.sources);
            let place = format!("{}:{}:{}", fact.file, fact.line, fact.column);
            vec![fact.message.into(), place.into()]
        };
        Table {
            columns: vec![heading, Heading::new("Where", 1)],
            rows: found.iter().take(most).map(row).collect(),
            when_narrow: NarrowLayout::Blocks,
            ..Table::default()
        }
    }

    /// How many there are of each level, and where to read on.
    fn summary(&self) -> String {
        let counts: Vec<String> = Severity::ALL
            .iter()
            .copied()
            .rev()
            .filter_map(|severity| {
                let number = self.shown.iter().filter(|one| one.severity == severity).count();
                (number > 0).then(|| count(number, severity.word()))
            })
            .collect();
        let milder = match self.milder {
            0 => String::new(),
            milder => format!(" {} not shown: --level note.", count(milder, "milder finding")),
        };
        match counts.as_slice() {
            [] if self.milder > 0 => format!("No findings of this level.{milder}"),
            [] => "No errors and no findings.".to_owned(),
            counts => {
                format!("{}.{milder} What a code means: custmap explain CODE", counts.join(", "))
            }
        }
    }
}

/// `23 more of unit-without-service`.
fn more_of(more: usize, code: Code) -> String {
    format!("{} more of {}", thousands(more), code.word())
}

/// How many there are of each code.
fn counts(kinds: &ByKind<'_>) -> Table {
    let row = |((Reverse(severity), code), found): (&(Reverse<Severity>, Code), &Vec<_>)| {
        vec![code.word().into(), severity.word().into(), thousands(found.len()).into()]
    };
    let columns = [("Finding", 3), ("Level", 1), ("Count", 1)];
    Table::plain(&columns, kinds.iter().map(row).collect())
}
