//! Arguments that several commands share.

use super::{
    completions::words::{self, Offer},
    output::{Data, Format, Output},
};
use anyhow::bail;
use clap::{Args, ValueEnum};
use custmap::{
    analysis::{Privacy, Reach},
    id::Subject,
    model::{Date, Division, Organisation},
    render::table::{Letters, Screen},
    report::{Filter, Kind, NotNamed, People, Rank, named},
};
use std::{
    io::IsTerminal as _,
    path::{Path, PathBuf},
};

/// The map that is read where none is named.
pub(super) const DEFAULT_MAP: &str = "org.yaml";
/// The width of what no screen shows.
const PIPED_WIDTH: usize = 120;

/// The map.
#[derive(Debug, Args)]
pub(super) struct MapArg {
    /// The map: a file, a directory of files, or - for standard input [default: org.yaml here]
    map: Option<PathBuf>,
}

impl MapArg {
    /// The path of the map.
    pub(super) fn path(&self) -> anyhow::Result<&Path> {
        path_or_default(self.map.as_deref())
    }
}

/// The path of a map, or of the default one if that is there.
pub(super) fn path_or_default(map: Option<&Path>) -> anyhow::Result<&Path> {
    match map {
        Some(path) => Ok(path),
        None if Path::new(DEFAULT_MAP).exists() => Ok(Path::new(DEFAULT_MAP)),
        None => bail!(
            "no map named, and there is no {DEFAULT_MAP} here\n\
             help: name one, as in: custmap analyze examples/xyz.yaml"
        ),
    }
}

/// What a listing shows.
#[derive(Debug, Args)]
#[command(next_help_heading = "Which rows")]
pub(super) struct FilterArgs {
    /// Only this unit, by id or name (may be repeated)
    #[arg(long, value_name = "UNIT", add = words::of(Offer::Unit))]
    unit: Vec<String>,
    /// Only this customer, by id or name (may be repeated)
    #[arg(long, value_name = "CUSTOMER", add = words::of(Offer::Customer))]
    customer: Vec<String>,
    /// Only customers reached so
    #[arg(long, value_delimiter = ',', value_name = "REACH")]
    reach: Vec<ReachArg>,
    /// Only customers of this rank
    #[arg(long)]
    rank: Option<RankArg>,
    /// Look at this department with its parts as an organisation of its own
    #[arg(long, value_name = "DEPARTMENT", add = words::of(Offer::Department))]
    within: Option<String>,
    /// Persons: shown beside departments, alone, or not at all
    #[arg(long, num_args = 0..=1, default_missing_value = "with", require_equals = true, value_name = "WHICH")]
    people: Option<PeopleArg>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum ReachArg {
    /// A service of the unit serves them
    Direct,
    /// A chain through other units
    Through,
    /// Every chain has a blanket step
    Broad,
    /// As part of a department, or of the organisation
    Shared,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum RankArg {
    /// Outside
    Primary,
    /// Inside
    Secondary,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum PeopleArg {
    /// Departments and persons
    With,
    /// Persons only
    Only,
    /// Departments only
    Without,
}

impl FilterArgs {
    /// The division that they look at, if not the whole.
    pub(super) fn division(&self, organisation: &Organisation) -> anyhow::Result<Option<Division>> {
        division(organisation, self.within.as_deref())
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

    /// The filters that they ask for of two maps: what they name may stand in one of them only.
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
            match named(organisation, word, Kind::Unit) {
                Ok(Subject::Unit(unit)) => filter.units.push(unit),
                Ok(_) => {}
                Err(error) => unknown.push((&**word, error)),
            }
        }
        for word in &self.customer {
            match named(organisation, word, Kind::Customer) {
                Ok(found) => {
                    // Within a division somebody can be inside and outside: both bear one id.
                    let id = organisation.id_of(found);
                    let same = organisation.subjects();
                    let same = same.filter(|it| organisation.id_of(*it) == id);
                    filter.customers.extend(same);
                }
                Err(error) => unknown.push((&**word, error)),
            }
        }
        (filter, unknown)
    }

    /// The filter without what names something of the map.
    fn wordless(&self, people: People) -> Filter {
        let reaches = self.reach.iter().map(|reach| match reach {
            ReachArg::Direct => Reach::Direct,
            ReachArg::Through => Reach::Through,
            ReachArg::Broad => Reach::Broad,
            ReachArg::Shared => Reach::Shared,
        });
        Filter {
            people: self.people.map_or(people, |people| match people {
                PeopleArg::With => People::With,
                PeopleArg::Only => People::Only,
                PeopleArg::Without => People::Without,
            }),
            rank: self.rank.map(|rank| match rank {
                RankArg::Primary => Rank::Primary,
                RankArg::Secondary => Rank::Secondary,
            }),
            reaches: reaches.collect(),
            ..Filter::default()
        }
    }
}

/// Where the answer goes, and in which format.
#[derive(Debug, Args)]
#[command(next_help_heading = "Output")]
pub(super) struct OutputArgs {
    /// How the answer is written [default: by the ending of the output file, else table]
    #[arg(long)]
    format: Option<Format>,
    /// Write to this file, whole or not at all
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

impl OutputArgs {
    /// Where to, and how.
    pub(super) fn output(&self) -> anyhow::Result<Output> {
        Output::new(self.format, self.output.as_deref())
    }
}

/// Where data for a program goes.
#[derive(Debug, Args)]
#[command(next_help_heading = "Output")]
pub(super) struct FileArg {
    /// Write to this file, whole or not at all
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

impl FileArg {
    /// Where to.
    pub(super) fn output(&self) -> anyhow::Result<Output<Data>> {
        Output::new(Some(Data), self.output.as_deref())
    }
}

/// Whether data that is passed on may tell who is leaving.
#[derive(Debug, Args)]
pub(super) struct PrivacyArg {
    /// Let what is passed on tell who is leaving, who follows and their addresses
    #[arg(long)]
    confidential: bool,
}

impl PrivacyArg {
    /// What it may tell.
    pub(super) fn privacy(&self) -> Privacy {
        if self.confidential { Privacy::Confidential } else { Privacy::Public }
    }
}

/// As of when findings hold.
#[derive(Debug, Args)]
pub(super) struct TodayArg {
    /// The date that counts as today for what is out of date
    #[arg(long, value_name = "DATE", value_parser = date)]
    today: Option<Date>,
}

impl TodayArg {
    /// That date, or today's.
    pub(super) fn date(&self) -> Date {
        self.today.clone().unwrap_or_else(Date::today)
    }
}

fn date(text: &str) -> Result<Date, String> {
    Date::parse(text).ok_or_else(|| "write it as 2026, 2026-05 or 2026-05-31".to_owned())
}

/// What the screen shows.
#[derive(Debug, Args)]
#[command(next_help_heading = "Screen")]
pub(super) struct ScreenArgs {
    /// How wide tables are, in columns [default: the screen's width, else $COLUMNS, else 120]
    #[arg(long, global = true, value_name = "COLUMNS")]
    width: Option<u16>,
    /// Draw lines and marks with ASCII only
    #[arg(long, global = true)]
    ascii: bool,
    /// When to colour
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    color: ColorArg,
    /// Show persons by pseudonyms that stay the same
    #[arg(long, global = true)]
    anonymous: bool,
    /// Leave out everything but the answer and errors
    #[arg(short, long, global = true)]
    quiet: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum ColorArg {
    /// On a terminal that wants it (`NO_COLOR`, `CLICOLOR_FORCE` and TERM=dumb are heeded)
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// Whether what is not the answer is said too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Talk {
    /// Notes are said.
    Notes,
    /// Only the answer and errors.
    Quiet,
}

impl ScreenArgs {
    /// Sets when to colour.
    pub(super) fn color(&self) {
        match self.color {
            ColorArg::Auto => {}
            ColorArg::Always => anstream::ColorChoice::Always.write_global(),
            ColorArg::Never => anstream::ColorChoice::Never.write_global(),
        }
    }

    /// The screen that tables are drawn for.
    pub(super) fn screen(&self) -> Screen {
        let terminal = || {
            let size = std::io::stdout().is_terminal().then(terminal_size::terminal_size)??;
            Some(usize::from(size.0.0))
        };
        let columns = || std::env::var("COLUMNS").ok()?.parse().ok();
        let width = self.width.map(usize::from).or_else(terminal).or_else(columns);
        Screen {
            width: width.unwrap_or(PIPED_WIDTH),
            letters: if self.ascii { Letters::Ascii } else { Letters::Unicode },
        }
    }

    /// The organisation as it is to be shown.
    pub(super) fn shown(&self, organisation: Organisation) -> Organisation {
        if self.anonymous { organisation.anonymous() } else { organisation }
    }

    /// Whether persons are to be shown by pseudonyms.
    pub(super) fn is_anonymous(&self) -> bool {
        self.anonymous
    }

    /// Whether notes are said.
    pub(super) fn talk(&self) -> Talk {
        if self.quiet { Talk::Quiet } else { Talk::Notes }
    }
}

/// The division of a department named on the command line.
pub(super) fn division(
    organisation: &Organisation,
    within: Option<&str>,
) -> anyhow::Result<Option<Division>> {
    let Some(word) = within else {
        return Ok(None);
    };
    if let Subject::Unit(unit) = named(organisation, word, Kind::Unit)?
        && organisation.unit(unit).department().is_some()
    {
        return Ok(Some(organisation.within(unit)));
    }
    bail!("`{word}` is a person\nhelp: --within takes a department")
}

/// A word of the command line as something of the map.
pub(super) fn subject(
    organisation: &Organisation,
    word: &str,
    kind: Kind,
) -> anyhow::Result<Subject> {
    Ok(named(organisation, word, kind)?)
}
