//! `custmap why`.

use super::{
    Outcome,
    args::{division, subject},
    completions::words,
    load::{Graphs, ValidMap, path_or_default},
    output::{OutputArgs, note},
    screen::ScreenArgs,
    shell_word::shell_word,
    verbosity::Verbosity,
};
use anyhow::Context as _;
use clap::Args;
use custmap::{
    analysis::WaysAsked,
    id::{Subject, UnitId},
    model::Organisation,
    report::{self, TargetKind},
};
use std::path::Path;

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  custmap why examples/xyz.yaml it \"Retail buyers\"
  custmap why examples/council.yaml schools-team parents --all
  custmap why examples/xyz.yaml hr everyone --format json")]
pub(super) struct WhyCommand {
    /// The map (default: org.yaml), a unit and a customer, each by id or name
    #[arg(num_args = 1.., required = true, value_names = ["MAP", "UNIT", "CUSTOMER"], add = words::behind_map(&[TargetKind::Unit, TargetKind::Customer]))]
    words: Vec<String>,
    /// Look at this department with its parts as an organisation of its own
    #[arg(long, value_name = "DEPARTMENT", add = words::of(TargetKind::Department))]
    within: Option<String>,
    /// Show longer chains too
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    output: OutputArgs,
}

impl WhyCommand {
    pub(super) fn run(self, screen: &ScreenArgs) -> anyhow::Result<Outcome> {
        let output = self.output.output()?;
        let (map, unit, customer) = match self.words.as_slice() {
            [map, unit, customer] => (Some(Path::new(map)), unit, customer),
            [map, unit] if Path::new(map).exists() => anyhow::bail!(
                "which customer of `{unit}`?\nhelp: custmap why {} {} CUSTOMER",
                shell_word(map),
                shell_word(unit)
            ),
            [unit, customer] => (None, unit, customer),
            _ => anyhow::bail!(
                "why takes a unit and a customer\nhelp: custmap why MAP UNIT CUSTOMER"
            ),
        };
        let map = ValidMap::read(path_or_default(map)?, screen)?;
        let division = division(&map.organisation, self.within.as_deref())?;
        let graphs = Graphs::build(&map.organisation, division.as_ref());
        let view = graphs.view();
        let (unit, customer) = unit_and_customer(view.organisation(), unit, customer, screen)?;
        let asked = if self.all { WaysAsked::Longer } else { WaysAsked::Least };
        let answer = report::why(view, &map.sources, unit, customer, asked);
        let limits = output.limits(usize::MAX, true, screen);
        output.answer(&answer, &map.sources, limits, screen)?;
        Ok(Outcome::Fine)
    }
}

/// The unit and the customer that two words name, whichever of them comes first.
fn unit_and_customer(
    organisation: &Organisation,
    unit: &str,
    customer: &str,
    screen: &ScreenArgs,
) -> anyhow::Result<(UnitId, Subject)> {
    let found = unit_named(organisation, unit);
    let turned = || {
        let turned = unit_named(organisation, customer).ok()?;
        Some((turned, subject(organisation, unit, TargetKind::Customer).ok()?))
    };
    if found.is_err()
        && let Some(turned) = turned()
    {
        if screen.verbosity() == Verbosity::Normal {
            note(&format!("`{unit}` is no unit, so it is taken for the customer of `{customer}`"));
        }
        return Ok(turned);
    }
    Ok((found?, subject(organisation, customer, TargetKind::Customer)?))
}

fn unit_named(organisation: &Organisation, word: &str) -> anyhow::Result<UnitId> {
    let subject = subject(organisation, word, TargetKind::Unit)?;
    subject.unit().context("only a department or a person has customers")
}
