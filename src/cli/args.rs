//! Arguments that several commands share.

use super::{completions::words, load::path_or_default, vocabulary::one_of};
use anyhow::bail;
use clap::Args;
use custmap::{
    analysis::{Privacy, Reach},
    id::Subject,
    model::{Date, Division, Organisation},
    report::{Filter, Intervals, NotNamed, People, Rank, TargetKind, named},
};
use std::path::{Path, PathBuf};

/// The map.
#[derive(Debug, Args)]
pub(super) struct MapArg {
    /// The map: a file, a directory of files, or - for standard input [default: org.yaml]
    map: Option<PathBuf>,
}

impl MapArg {
    /// The path of the map.
    pub(super) fn path(&self) -> anyhow::Result<&Path> {
        path_or_default(self.map.as_deref())
    }
}

/// Which rows a listing shows.
#[derive(Debug, Args)]
#[command(next_help_heading = "Which rows")]
pub(super) struct FilterArgs {
    /// Only this unit, by id or name (may be repeated)
    #[arg(long, value_name = "UNIT", add = words::of(TargetKind::Unit))]
    unit: Vec<String>,
    /// Only this customer, by id or name (may be repeated)
    #[arg(long, value_name = "CUSTOMER", add = words::of(TargetKind::Customer))]
    customer: Vec<String>,
    /// Only customers reached this way
    #[arg(long, value_delimiter = ',', value_name = "REACH", value_parser = one_of::<Reach>())]
    reach: Vec<Reach>,
    /// Only customers of this rank
    #[arg(long, value_parser = one_of::<Rank>())]
    rank: Option<Rank>,
    /// Look at this department with its parts as an organisation of its own
    #[arg(long, value_name = "DEPARTMENT", add = words::of(TargetKind::Department))]
    within: Option<String>,
    /// Persons: shown beside departments, alone, or not at all
    #[arg(long, num_args = 0..=1, default_missing_value = "with", require_equals = true, value_name = "WHICH", value_parser = one_of::<People>())]
    people: Option<People>,
}

impl FilterArgs {
    /// The division that they look at, if not the whole.
    pub(super) fn division(&self, organisation: &Organisation) -> anyhow::Result<Option<Division>> {
        division(organisation, self.within.as_deref())
    }

    /// The division that they name, for a command that takes no other filter.
    pub(super) fn within(&self) -> WithinArg {
        WithinArg { within: self.within.clone() }
    }

    /// The filter that they ask for; `people` where they don't say.
    pub(super) fn filter(
        &self,
        organisation: &Organisation,
        people: People,
    ) -> anyhow::Result<Filter> {
        let (filter, unknown) = self.known(organisation, people);
        match unknown.into_iter().next() {
            None => Ok(filter),
            Some((_, error)) => Err(error.into()),
        }
    }

    /// The filters that they ask for of two maps: what they name may be in one of them only.
    pub(super) fn filters(
        &self,
        old: &Organisation,
        new: &Organisation,
        people: People,
    ) -> anyhow::Result<(Filter, Filter)> {
        let (in_old, unknown_in_old) = self.known(old, people);
        let (in_new, unknown_in_new) = self.known(new, people);
        let nowhere =
            |(word, _): &(&str, NotNamed)| unknown_in_old.iter().any(|(other, _)| other == word);
        // A unit that was closed or is new has its name in one map only: just
        // that is worth comparing.
        match unknown_in_new.into_iter().find(nowhere) {
            None => Ok((in_old, in_new)),
            Some((_, error)) => Err(error.into()),
        }
    }

    /// The filter of what they name in a map, and the words that name nothing there.
    fn known(
        &self,
        organisation: &Organisation,
        people: People,
    ) -> (Filter, Vec<(&str, NotNamed)>) {
        let mut unknown = Vec::new();
        let mut filter = self.wordless(people);
        for word in &self.unit {
            match named(organisation, word, TargetKind::Unit) {
                Ok(Subject::Unit(unit)) => filter.units.push(unit),
                // With this kind of target nothing but a unit is found.
                Ok(_) => {}
                Err(error) => unknown.push((&**word, error)),
            }
        }
        for word in &self.customer {
            match named(organisation, word, TargetKind::Customer) {
                Ok(found) => {
                    // Within a division somebody can be inside and outside: both have one id.
                    let id = organisation.id_of(found);
                    let same = organisation.subjects().filter(|it| organisation.id_of(*it) == id);
                    filter.customers.extend(same);
                }
                Err(error) => unknown.push((&**word, error)),
            }
        }
        (filter, unknown)
    }

    /// The filter without what names something of the map.
    fn wordless(&self, people: People) -> Filter {
        Filter {
            people: self.people.unwrap_or(people),
            rank: self.rank,
            reaches: self.reach.clone(),
            ..Filter::default()
        }
    }
}

/// A division to look at.
#[derive(Debug, Args)]
pub(super) struct WithinArg {
    /// Look at this department with its parts as an organisation of its own
    #[arg(long, value_name = "DEPARTMENT", add = words::of(TargetKind::Department))]
    within: Option<String>,
}

impl WithinArg {
    /// The division, if not the whole is looked at.
    pub(super) fn division(&self, organisation: &Organisation) -> anyhow::Result<Option<Division>> {
        division(organisation, self.within.as_deref())
    }
}

/// Whether exported data includes who is leaving, who follows and email addresses.
#[derive(Debug, Args)]
pub(super) struct PrivacyArg {
    /// Include departures, successors and addresses in exported data
    #[arg(long)]
    confidential: bool,
}

impl PrivacyArg {
    /// What exported data may include.
    pub(super) fn privacy(&self) -> Privacy {
        if self.confidential { Privacy::Confidential } else { Privacy::Public }
    }
}

/// Which intervals are shown beside scores.
#[derive(Debug, Args)]
pub(super) struct IntervalsArg {
    /// Show the widest possible interval of a score where the spread of its answers is not known
    #[arg(long)]
    intervals: bool,
}

impl IntervalsArg {
    /// The intervals that are shown.
    pub(super) fn shown(&self) -> Intervals {
        if self.intervals { Intervals::AtMost } else { Intervals::Measured }
    }
}

/// The date as of which findings are raised.
#[derive(Debug, Args)]
pub(super) struct TodayArg {
    /// The date that counts as today for what is out of date
    #[arg(long, value_name = "DATE", value_parser = date)]
    today: Option<Date>,
}

impl TodayArg {
    /// The date that counts as today, if one is stated.
    pub(super) fn stated(&self) -> Option<&Date> {
        self.today.as_ref()
    }

    /// The date that counts as today: the stated one, else that of the clock.
    pub(super) fn date(&self) -> Date {
        self.today.clone().unwrap_or_else(Date::today)
    }
}

/// Reads a date.
pub(super) fn date(text: &str) -> Result<Date, String> {
    Date::parse(text).ok_or_else(|| "write it as 2026, 2026-05 or 2026-05-31".to_owned())
}

/// The division of a department named on the command line.
pub(super) fn division(
    organisation: &Organisation,
    within: Option<&str>,
) -> anyhow::Result<Option<Division>> {
    let Some(word) = within else {
        return Ok(None);
    };
    if let Subject::Unit(unit) = named(organisation, word, TargetKind::Unit)?
        && organisation.unit(unit).department().is_some()
    {
        return Ok(Some(organisation.within(unit)));
    }
    // A person has no parts, so there is nothing to look at as an organisation (SPEC 3.9).
    bail!("`{word}` is a person\nhelp: --within takes a department")
}

/// A word of the command line as something of the map.
pub(super) fn subject(
    organisation: &Organisation,
    word: &str,
    kind: TargetKind,
) -> anyhow::Result<Subject> {
    Ok(named(organisation, word, kind)?)
}
