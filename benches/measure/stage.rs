//! What each stage costs, by the library, in a process of its own: its memory is then that of one map alone.

use super::{
    cost::{limit, median, memory_now, timed},
    derive::Derived,
    edges,
};
use anyhow::{Context as _, bail, ensure};
use custmap::{
    analysis::{Finding, Privacy, View, WaysAsked, findings, has_secondary},
    diag::Sources,
    graph::Graph,
    id::{Subject, UnitId},
    input,
    model::{Date, Organisation},
    render::csv,
    report::{self, Answer as _, Export, Filter, Limits, UnitCard},
    resolve::resolve,
};
use std::{
    collections::BTreeMap,
    env,
    ffi::OsString,
    hint::black_box,
    io::{self, Write},
    path::Path,
    process::{Command, Stdio},
};

/// The word that makes this benchmark measure the stages of a map: `__stages MAP STAGE..`.
pub(crate) const STAGES: &str = "__stages";

/// As many units as a screen shows, and names in a list.
const SCREENFUL: Limits = Limits { rows: 40, names: 4, notes: true };
/// Questions are asked for so many seconds, and so many at most.
const PATIENCE: f64 = 10.0;
const QUESTIONS: usize = 400;

/// Numbers by name: seconds, bytes or counts.
pub(crate) type Numbers = BTreeMap<String, f64>;

/// The numbers of some stages in the middle of several runs.
pub(crate) fn stages(runs: usize, map: &Path, wanted: &[&str]) -> anyhow::Result<Numbers> {
    let mut all: BTreeMap<String, Vec<f64>> = BTreeMap::new();
    for _ in 0..runs {
        let mut command = Command::new(env::current_exe()?);
        command.arg(STAGES).arg(map).args(wanted);
        let output = command.stderr(Stdio::inherit()).output()?;
        ensure!(output.status.success(), "{wanted:?} of {} failed", map.display());
        for line in String::from_utf8(output.stdout)?.lines() {
            let (name, number) = line.split_once(' ').context("a name and a number")?;
            all.entry(name.to_owned()).or_default().push(number.parse()?);
        }
    }
    Ok(all.into_iter().map(|(name, numbers)| (name, median(numbers))).collect())
}

/// What the process that [`stages`] starts does.
pub(crate) fn run(mut args: impl Iterator<Item = OsString>) -> anyhow::Result<()> {
    limit()?;
    let map = args.next().context("no map")?;
    let wanted: Vec<OsString> = args.collect();
    let mut out = io::stdout().lock();
    let before = memory_now()?;
    let (read, input) = timed(|| input::read(Path::new(&map)))?;
    let input = input?;
    writeln!(out, "read {read}")?;
    if wanted.is_empty() {
        return Ok(());
    }
    ensure!(input.problems.is_empty(), "the map is not sound");
    let sources = input.sources;
    let (resolve, organisation) = timed(|| resolve(input.raw))?;
    let Ok(organisation) = organisation else {
        bail!("the map is not sound");
    };
    writeln!(out, "resolve {resolve}\nunits {}", organisation.units().len())?;
    writeln!(out, "model {}", memory_now()? - before)?;
    let stages = Stages { sources, organisation: &organisation };
    stages.run(&wanted, &mut out)
}

/// The seconds of the answers to a question.
struct Answers {
    first: f64,
    /// Those of all others, sorted.
    sorted: Vec<f64>,
}

struct Stages<'org> {
    sources: Sources,
    organisation: &'org Organisation,
}

impl Stages<'_> {
    fn run(&self, wanted: &[OsString], out: &mut impl Write) -> anyhow::Result<()> {
        let before = memory_now()?;
        let derived = Derived::new(self.organisation)?;
        let grown = memory_now()? - before;
        let derived = derived.again()?;
        let derive = derived.build + derived.close;
        writeln!(out, "derive {derive}\nclose {}", derived.close)?;
        writeln!(out, "result {grown}")?;
        let graph = derived.graph();
        for stage in wanted {
            match stage.to_str() {
                Some("derive") => {}
                Some("pairs") => writeln!(out, "pairs {}", derived.pairs)?,
                Some("shown") => Self::shown(graph, out)?,
                Some("questions") => self.questions(graph, out)?,
                Some("csv") => Self::csv(graph, out)?,
                Some(file) => edges::write(self.organisation, Path::new(file))?,
                None => bail!("no such stage"),
            }
        }
        Ok(())
    }

    /// The chains and counts of what a screen shows first, then the findings and the summary.
    fn shown(graph: &Graph<'_>, out: &mut impl Write) -> anyhow::Result<()> {
        let view = View::whole(graph);
        let (table, ()) = timed(|| {
            let (filter, sources) = (Filter::default(), Sources::default());
            let export = Export::new(view, filter.clone(), &sources, Date::today());
            let answer = report::Analysis::new(view, &filter, export, String::new());
            black_box(answer.document(Limits { notes: false, ..SCREENFUL }));
            black_box(has_secondary(graph));
        })?;
        let (rest, ()) = timed(|| {
            let found = found(graph);
            black_box(report::summary(view, &found, ""));
        })?;
        writeln!(out, "table {table}\nrest {rest}")?;
        Ok(())
    }

    /// Questions about units all over the map: the dearest and, of `why`, the ninetieth in a hundred.
    fn questions(&self, graph: &Graph<'_>, out: &mut impl Write) -> anyhow::Result<()> {
        let found = found(graph);
        let impact = self.ask(|unit| {
            black_box(report::impacted(graph, Subject::Unit(unit)));
        })?;
        let parties: Vec<_> = self.organisation.parties().map(|(id, _)| id).collect();
        let why = self.ask(|unit| {
            let party = parties[(unit.index() * 7_919) % parties.len()];
            black_box(report::why(
                View::whole(graph),
                &self.sources,
                unit,
                Subject::Party(party),
                WaysAsked::Least,
            ));
        })?;
        let card = self.ask(|unit| {
            let (view, privacy) = (View::whole(graph), Privacy::Public);
            let card = UnitCard::new(view, unit, &self.sources, &found, privacy);
            black_box(card.document(Limits::NONE));
        })?;
        for (name, answers) in [("impact", impact), ("why", why), ("card", card)] {
            let of = |share: f64| share_of(&answers.sorted, share);
            writeln!(out, "{name}-max {}\n{name}-p90 {}", of(1.0), of(0.9))?;
            writeln!(out, "{name}-first {}\n{name}-count {}", answers.first, answers.sorted.len())?;
        }
        Ok(())
    }

    /// The seconds of a question about each of some units, the first ones of the tree among them. What they
    /// share is made for the first, which is told apart.
    fn ask(&self, mut question: impl FnMut(UnitId)) -> anyhow::Result<Answers> {
        let units: Vec<UnitId> = self.organisation.units().map(|(id, _)| id).collect();
        let (first, ()) = timed(|| question(units[0]))?;
        let mut answers = Vec::new();
        let mut spent = 0.0;
        for at in 0..QUESTIONS.min(units.len()) {
            let unit = if at < 10 { at } else { at.wrapping_mul(1_000_003) % units.len() };
            let (seconds, ()) = timed(|| question(units[unit]))?;
            answers.push(seconds);
            spent += seconds;
            if spent > PATIENCE {
                break;
            }
        }
        answers.sort_unstable_by(f64::total_cmp);
        Ok(Answers { first, sorted: answers })
    }

    /// The CSV export, to nowhere.
    fn csv(graph: &Graph<'_>, out: &mut impl Write) -> anyhow::Result<()> {
        let sources = Sources::default();
        let export = Export::new(View::whole(graph), Filter::default(), &sources, Date::today());
        let mut counted = Counted(0);
        let (seconds, written) =
            timed(|| csv::rows(&export.customers(), csv::Dialect::default(), &mut counted))?;
        written?;
        writeln!(out, "csv {seconds}\nbytes {}", counted.0)?;
        Ok(())
    }
}

fn found<'org>(graph: &Graph<'org>) -> Vec<Finding<'org>> {
    findings(graph, &Date::today(), Privacy::Public)
}

/// Counts what is written to it.
struct Counted(u64);

impl Write for Counted {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The one of some sorted numbers that such a share is not above.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "a few hundred numbers"
)]
fn share_of(sorted: &[f64], share: f64) -> f64 {
    let at = (sorted.len() as f64 * share).ceil() as usize;
    sorted.get(at.saturating_sub(1)).copied().unwrap_or(f64::NAN)
}
