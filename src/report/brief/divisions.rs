//! The divisions of a brief: the departments of one level, with what is measured, unhappy and missing in each.

use super::super::{
    Cell, Line, Table,
    anchor::link,
    gaps::{is_gap, units_with},
    listing::Column,
    table::Heading,
    words::{Intervals, amount, count, thousands},
};
use crate::{
    analysis::{
        Finding, Interval, ScoreChange, View, interval, is_small_sample, is_unhappy, one_decimal,
        population, relations_once, score_change, whole_net_promoters,
    },
    id::{ServiceId, Subject, UnitId},
    model::{Datum, Metric, Name, Organisation, Relation, Satisfaction},
    words::words,
};
use std::collections::{BTreeMap, BTreeSet};

/// The fewest and the most divisions of the level that is shown where none is asked for: fewer say little, and more are
/// no summary.
const FEWEST: usize = 5;
const MOST: usize = 20;

/// The text for no unhappy customer and no gap.
const NONE: &str = "none";

words! {
    /// How a score moved since the measurement before.
    pub(super) ScoreTrend {
        /// The score is higher.
        Up "up",
        /// The score is lower.
        Down "down",
        /// The score is the same.
        Same "same",
    }
}

/// A division, or what belongs to none.
#[derive(Clone, Debug)]
pub struct DivisionSummary<'org> {
    pub(super) organisation: &'org Organisation,
    /// `None`: the organisation as a whole, and persons without a department.
    pub(super) unit: Option<UnitId>,
    /// Whether it is a department above the level, with what that provides itself.
    is_itself: bool,
    pub(super) units: usize,
    pub(super) relationships: usize,
    pub(super) measured: usize,
    pub(super) unhappy: usize,
    /// The lowest newest measurement.
    pub(super) lowest: Option<LowestScore>,
    /// The gaps of its units and their services.
    pub(super) gaps: usize,
    /// The sum that is paid a year for its services.
    pub(super) amount: Option<f64>,
}

/// The lowest score of a division.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct LowestScore {
    pub(super) of_ten: f64,
    pub(super) is_unhappy: bool,
    /// The direction since the measurement before.
    pub(super) trend: Option<ScoreTrend>,
    /// Whether the move is beyond chance.
    pub(super) change: Option<ScoreChange>,
    /// Whether it is a net promoter score, which is shown as one (SPEC 6).
    pub(super) is_net_promoter: bool,
    /// Whether too few answered to say much.
    pub(super) is_small: bool,
    /// Where the score of everybody would be, if the spread of the answers is known.
    pub(super) interval: Option<Interval>,
}

/// The row of the table that something belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum DivisionKey {
    /// The division at this place of the level, with its parts.
    Of(usize),
    /// A department above the level without those below: it and the persons directly in it.
    Itself(UnitId),
    /// What belongs to no department: the organisation, and persons without a department.
    Rest,
}

/// What belongs to a row.
#[derive(Clone, Debug, Default)]
struct DivisionContents {
    services: Vec<ServiceId>,
    gaps: usize,
}

/// The divisions of a level, the worst first, and last what belongs to none of them.
pub(super) fn divisions<'org>(
    view: View<'_, 'org>,
    findings: &[Finding<'_>],
    depth: Option<usize>,
) -> Vec<DivisionSummary<'org>> {
    let organisation = view.organisation();
    let level = level(organisation, depth);
    let mut contents = contents(view, findings, &level);
    let rest = contents.remove(&DivisionKey::Rest);
    let mut rows: Vec<DivisionSummary<'org>> = contents
        .into_iter()
        .filter_map(|(key, own)| match key {
            DivisionKey::Of(place) => Some(division(view, Some(*level.get(place)?), &own)),
            DivisionKey::Itself(unit) => Some(DivisionSummary {
                units: 1 + persons_in(organisation, unit),
                is_itself: true,
                ..division(view, Some(unit), &own)
            }),
            DivisionKey::Rest => None,
        })
        .collect();
    rows.sort_by(|a, b| {
        let score = |one: &DivisionSummary<'_>| one.lowest.map_or(f64::MAX, |lowest| lowest.of_ten);
        let id =
            |one: &DivisionSummary<'org>| one.unit.map(|unit| &organisation.unit(unit).header.id);
        // The unhappiest first; ids break ties, so that the order of the file
        // doesn't matter (SPEC 3).
        b.unhappy
            .cmp(&a.unhappy)
            .then(score(a).total_cmp(&score(b)))
            .then(b.gaps.cmp(&a.gaps))
            .then_with(|| id(a).cmp(&id(b)))
    });
    // Without any division the row would be about everything, under a name that says the contrary.
    if let Some(rest) = rest.filter(|_| !level.is_empty()) {
        rows.push(division(view, None, &rest));
    }
    rows
}

/// What belongs to each row: every division of the level, and the other rows that something belongs to.
fn contents(
    view: View<'_, '_>,
    findings: &[Finding<'_>],
    level: &[UnitId],
) -> BTreeMap<DivisionKey, DivisionContents> {
    let organisation = view.organisation();
    let of_units = DivisionOfUnits::new(organisation, level);
    let all = (0..level.len()).map(|place| (DivisionKey::Of(place), DivisionContents::default()));
    let mut contents: BTreeMap<DivisionKey, DivisionContents> = all.collect();
    for service in view.own_services().filter(|id| organisation.is_active(*id)) {
        let providers = organisation.service(service).provided_by.iter();
        // A service of two divisions counts in both.
        for key in of_units.of(providers.filter_map(|provider| provider.unit())) {
            contents.entry(key).or_default().services.push(service);
        }
    }
    for finding in findings.iter().filter(|one| is_gap(one)) {
        // So does its gap. The total of the brief counts it once.
        for key in of_units.of(units_with(view, finding).into_iter()) {
            contents.entry(key).or_default().gaps += 1;
        }
    }
    contents
}

/// How many persons are directly in a department.
fn persons_in(organisation: &Organisation, department: UnitId) -> usize {
    let parts = organisation.parts(department).map(UnitId::new);
    let own = parts.filter(|unit| {
        let unit = organisation.unit(*unit);
        unit.person().is_some() && unit.part_of == Some(department)
    });
    own.count()
}

/// For each unit the division that it is in, if any: by its place among those of the level. One walk for all, because a
/// level may hold every unit of the organisation.
struct DivisionOfUnits<'org> {
    organisation: &'org Organisation,
    places: Vec<Option<usize>>,
}

impl<'org> DivisionOfUnits<'org> {
    fn new(organisation: &'org Organisation, level: &[UnitId]) -> Self {
        let mut places = vec![None; organisation.units().len()];
        for (place, unit) in level.iter().enumerate() {
            // Units are in tree order: the parts of one are a range.
            places[organisation.parts(*unit)].fill(Some(place));
        }
        Self { organisation, places }
    }

    /// The rows that something of these units belongs to, each once; that of the organisation where there is no unit.
    fn of(&self, units: impl Iterator<Item = UnitId>) -> BTreeSet<DivisionKey> {
        let mut keys: BTreeSet<DivisionKey> = units.map(|unit| self.of_unit(unit)).collect();
        if keys.is_empty() {
            keys.insert(DivisionKey::Rest);
        }
        keys
    }

    fn of_unit(&self, id: UnitId) -> DivisionKey {
        let unit = self.organisation.unit(id);
        let department = unit.department().map_or(unit.part_of, |_| Some(id));
        match (self.places[id.index()], department) {
            (Some(place), _) => DivisionKey::Of(place),
            (None, Some(department)) => DivisionKey::Itself(department),
            (None, None) => DivisionKey::Rest,
        }
    }
}

/// Whether there are departments: without any, the divisions are the persons.
fn has_departments(organisation: &Organisation) -> bool {
    // Units are in tree order, departments before persons.
    organisation.units().next().is_some_and(|(_, unit)| unit.department().is_some())
}

/// The persons where there are no departments, else the departments of a level, and those above it that have none below:
/// the shallowest level with 5 to 20, else the largest with at most 20, else the first.
fn level(organisation: &Organisation, depth: Option<usize>) -> Vec<UnitId> {
    if !has_departments(organisation) {
        return organisation.units().map(|(id, _)| id).collect();
    }
    let mut depths: Vec<usize> = Vec::with_capacity(organisation.units().len());
    let mut has_parts = vec![false; organisation.units().len()];
    for (_, unit) in organisation.units() {
        depths.push(unit.part_of.map_or(1, |around| depths[around.index()] + 1));
        if let Some(around) = unit.part_of.filter(|_| unit.department().is_some()) {
            has_parts[around.index()] = true;
        }
    }
    let departments = || {
        let departments = organisation.units().filter(|(_, unit)| unit.department().is_some());
        departments.map(|(id, _)| (id, depths[id.index()]))
    };
    let depth = depth.unwrap_or_else(|| {
        let deepest = depths.iter().max().copied().unwrap_or(1);
        // How many departments are at each depth, and how many at most so deep have none below.
        let (mut here, mut ends) = (vec![0_usize; deepest + 1], vec![0_usize; deepest + 1]);
        for (id, depth) in departments() {
            here[depth] += 1;
            ends[depth] += usize::from(!has_parts[id.index()]);
        }
        fitting_depth(&here, &ends)
    });
    let is_of_level =
        |(id, own): &(UnitId, usize)| *own == depth || (*own < depth && !has_parts[id.index()]);
    departments().filter(is_of_level).map(|(id, _)| id).collect()
}

/// The depth of the level that is shown, from how many departments are at each depth, and how many of these have none
/// below.
fn fitting_depth(here: &[usize], ends: &[usize]) -> usize {
    let mut above = 0;
    let mut best: Option<(usize, usize)> = None;
    for depth in 1..here.len() {
        let count = here[depth] + above;
        // From the next depth on: those that end here belong to every deeper level too.
        above += ends[depth];
        if (FEWEST..=MOST).contains(&count) {
            return depth;
        }
        // Of equal levels the deepest: it says more.
        if count <= MOST && best.is_none_or(|(most, _)| count >= most) {
            best = Some((count, depth));
        }
    }
    best.map_or(1, |(_, depth)| depth)
}

fn division<'org>(
    view: View<'_, 'org>,
    unit: Option<UnitId>,
    contents: &DivisionContents,
) -> DivisionSummary<'org> {
    let organisation = view.organisation();
    let mut row = DivisionSummary {
        organisation,
        unit,
        is_itself: false,
        units: unit.map_or(0, |unit| organisation.parts(unit).len()),
        relationships: 0,
        measured: 0,
        unhappy: 0,
        lowest: None,
        gaps: contents.gaps,
        amount: None,
    };
    for &service in &contents.services {
        for paid in view.payments_for_service(service) {
            if let Some(amount) = paid.amount {
                row.amount = Some(row.amount.unwrap_or(0.0) + amount);
            }
        }
        for relation in relations_once(organisation, service) {
            row.relationships += 1;
            let Some(newest) = relation.newest() else { continue };
            row.measured += 1;
            row.unhappy += usize::from(is_unhappy(newest));
            let score = lowest_score(organisation, relation, newest);
            if row.lowest.is_none_or(|lowest| score.of_ten < lowest.of_ten) {
                row.lowest = Some(score);
            }
        }
    }
    row
}

fn lowest_score(
    organisation: &Organisation,
    relation: Relation<'_>,
    newest: &Satisfaction,
) -> LowestScore {
    let of_ten = newest.of_ten().unwrap_or_default();
    let before = relation.before();
    LowestScore {
        of_ten,
        is_unhappy: is_unhappy(newest),
        trend: before.and_then(Satisfaction::of_ten).map(|before| trend(of_ten, before)),
        change: before
            .and_then(|it| score_change(newest, it, population(organisation, relation.to))),
        is_net_promoter: newest.metric == Some(Metric::Nps),
        is_small: is_small_sample(newest),
        interval: interval(newest, population(organisation, relation.to))
            .filter(|it| Intervals::Measured.shows(it)),
    }
}

/// How a score moved.
pub(super) fn trend(now: f64, before: f64) -> ScoreTrend {
    match now.total_cmp(&before) {
        std::cmp::Ordering::Less => ScoreTrend::Down,
        std::cmp::Ordering::Equal => ScoreTrend::Same,
        std::cmp::Ordering::Greater => ScoreTrend::Up,
    }
}

impl LowestScore {
    /// A score of its kind in words: `4.9`, or `NPS -12`.
    fn in_words(self, of_ten: f64) -> String {
        let score = self.bare(of_ten);
        if self.is_net_promoter { format!("NPS {score}") } else { score }
    }

    /// The same as a number.
    fn bare(self, of_ten: f64) -> String {
        if self.is_net_promoter {
            whole_net_promoters(20.0 * of_ten - 100.0)
        } else {
            one_decimal(of_ten)
        }
    }
}

impl DivisionSummary<'_> {
    /// Its name, linked to its card.
    pub(super) fn name(&self) -> Line {
        match self.unit {
            Some(unit) if self.is_itself => {
                let mut line = link(self.organisation, Subject::Unit(unit));
                line.push(" itself");
                line
            }
            Some(unit) => link(self.organisation, Subject::Unit(unit)),
            None if has_departments(self.organisation) => "Outside these departments".into(),
            None => "The organisation itself".into(),
        }
    }

    /// How many units it has; nothing of what belongs to no division.
    pub(super) fn units_text(&self) -> String {
        self.unit.map_or(String::new(), |_| thousands(self.units))
    }

    /// How much of it was measured: `16 of 19`.
    pub(super) fn measured_text(&self) -> String {
        if self.relationships == 0 {
            return "-".to_owned();
        }
        format!("{} of {}", thousands(self.measured), thousands(self.relationships))
    }

    /// The lowest score with its trend: `4.9 down`.
    pub(super) fn lowest_text(&self) -> String {
        match self.lowest {
            None if self.relationships == 0 => "-".to_owned(),
            None => "not asked".to_owned(),
            Some(lowest) => {
                let moved = match lowest.trend {
                    Some(ScoreTrend::Up) => " up",
                    Some(ScoreTrend::Down) => " down",
                    Some(ScoreTrend::Same) | None => "",
                };
                // What may be chance is no news.
                let is_chance = lowest.change == Some(ScoreChange::PerhapsChance);
                let moved = if is_chance { "" } else { moved };
                let few = if lowest.is_small { " (few)" } else { "" };
                format!("{}{moved}{few}", lowest.in_words(lowest.of_ten))
            }
        }
    }

    /// Between which scores that of everybody would be: `4.5 to 5.3`.
    pub(super) fn interval_text(&self) -> Option<String> {
        let interval = self.lowest?.interval?;
        let lowest = self.lowest?;
        Some(format!("{} to {}", lowest.bare(interval.low), lowest.bare(interval.high)))
    }

    /// How many are unhappy; not known where nobody was asked.
    pub(super) fn unhappy_text(&self) -> String {
        match (self.unhappy, self.measured) {
            (0, 0) if self.relationships == 0 => "-".to_owned(),
            (0, 0) => "not known".to_owned(),
            (0, _) => NONE.to_owned(),
            (some, _) => thousands(some),
        }
    }

    pub(super) fn gaps_text(&self) -> String {
        if self.gaps == 0 { NONE.to_owned() } else { thousands(self.gaps) }
    }

    pub(super) fn amount_text(&self) -> String {
        self.amount.map_or("not known".to_owned(), |sum| amount(self.organisation, sum))
    }

    /// Whether a reader must see it: somebody is unhappy, or something is missing.
    fn is_worth_showing(&self) -> bool {
        self.unhappy > 0 || self.gaps > 0
    }
}

/// The heading of the lowest scores; a net promoter score is not of 10 (SPEC 6).
pub(super) fn lowest_heading(divisions: &[DivisionSummary<'_>]) -> &'static str {
    let mut lowest = divisions.iter().filter_map(|one| one.lowest);
    if lowest.any(|it| it.is_net_promoter) { "Lowest score" } else { "Lowest of 10" }
}

/// The things that the divisions are: `Department`, or `Person` where there are no departments.
pub(super) fn noun(divisions: &[DivisionSummary<'_>]) -> &'static str {
    let is_of_persons = divisions.iter().any(|one| !has_departments(one.organisation));
    if is_of_persons { "Person" } else { "Department" }
}

/// The table of divisions for readers: at most `rows`, those that matter.
pub(super) fn table(divisions: &[DivisionSummary<'_>], rows: usize) -> (Table, usize) {
    let heads = [
        (noun(divisions), 6),
        ("Units", 1),
        ("Measured", 3),
        (lowest_heading(divisions), 3),
        ("Unhappy", 2),
        ("Gaps", 1),
        ("Paid a year", 3),
    ];
    let shown: Vec<&DivisionSummary<'_>> = if divisions.len() > rows {
        divisions.iter().filter(|one| one.is_worth_showing()).take(rows).collect()
    } else {
        divisions.iter().collect()
    };
    // Beside each other many words for nothing are hard to read past.
    let short = |text: String| if text == NONE { "-".to_owned() } else { text };
    let row = |one: &&DivisionSummary<'_>| -> Vec<Cell> {
        let lowest = match one.interval_text() {
            Some(interval) => format!("{} ({interval})", one.lowest_text()),
            None => one.lowest_text(),
        };
        vec![
            one.name().into(),
            one.units_text().into(),
            one.measured_text().into(),
            lowest.into(),
            short(one.unhappy_text()).into(),
            short(one.gaps_text()).into(),
            one.amount_text().into(),
        ]
    };
    let columns = heads.iter().map(|(head, weight)| Heading::new(head, *weight)).collect();
    let table = Table { columns, rows: shown.iter().map(row).collect(), ..Table::default() };
    (table, divisions.len() - shown.len())
}

/// The sentence about the divisions that a screen leaves out.
pub(super) fn left_out(divisions: &[DivisionSummary<'_>], more: usize) -> Option<String> {
    let noun = noun(divisions).to_lowercase();
    (more > 0).then(|| format!("{} more: --all shows them.", count(more, &noun)))
}

/// The columns of data.
pub(super) fn columns<'org>() -> Vec<Column<DivisionSummary<'org>>> {
    let column = Column::<DivisionSummary<'org>>::new;
    vec![
        column("id", |it| id(it).into()),
        column("name", |it| {
            it.unit.map(|unit| Datum::text(Name::of(it.organisation, unit).name)).into()
        }),
        column("units", |it| Datum::count(it.units)),
        column("relationships", |it| Datum::count(it.relationships)),
        column("measured", |it| Datum::count(it.measured)),
        column("lowest", |it| lowest(it).into()),
        column("low", |it| {
            it.lowest.and_then(|it| it.interval).map(|it| Datum::Score(it.low)).into()
        }),
        column("high", |it| {
            it.lowest.and_then(|it| it.interval).map(|it| Datum::Score(it.high)).into()
        }),
        column("trend", |it| moved(it).into()),
        column("unhappy", |it| Datum::count(it.unhappy)),
        column("gaps", |it| Datum::count(it.gaps)),
        column("amount", |it| it.amount.map(|sum| Datum::money(it.organisation, sum)).into()),
    ]
}

/// The id of a division; nothing of what belongs to none.
pub(super) fn id<'r>(row: &'r DivisionSummary<'_>) -> Option<Datum<'r>> {
    row.unit.map(|unit| Datum::name(row.organisation, unit))
}

/// Its lowest score.
pub(super) fn lowest<'r>(row: &'r DivisionSummary<'_>) -> Option<Datum<'r>> {
    row.lowest.map(|lowest| Datum::Score(lowest.of_ten))
}

/// How that moved since the measurement before.
pub(super) fn moved<'r>(row: &'r DivisionSummary<'_>) -> Option<Datum<'r>> {
    row.lowest.and_then(|lowest| lowest.trend).map(|trend| Datum::Word(trend.word()))
}

/// The keys of the columns that a line of plain text has.
pub(super) const SHOWN: &[&str] =
    &["id", "units", "relationships", "measured", "lowest", "trend", "unhappy", "gaps", "amount"];

/// How good a number of a division is: a page colours it, and its text says the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heat {
    /// Somebody is unhappy.
    Bad,
    /// The number is worth a look.
    Warn,
    /// The number is as it should be.
    Good,
    /// The number is not known.
    Unknown,
}

impl Heat {
    /// Its word: the class on a page.
    pub fn word(self) -> &'static str {
        match self {
            Self::Bad => "bad",
            Self::Warn => "warn",
            Self::Good => "good",
            Self::Unknown => "unknown",
        }
    }
}

/// From this score on nobody needs to look at it.
const COMFORTABLE: f64 = 7.0;

/// A division as a row of a heat map.
#[derive(Clone, Debug)]
pub struct HeatRow {
    /// Its name, linked to its card.
    pub name: Line,
    /// Which part of its relationships is measured, in per cent.
    pub share: usize,
    /// The share in numbers: `16 of 19`.
    pub measured: String,
    /// The lowest score, how many are unhappy, and the gaps.
    pub cells: [(String, Heat); 3],
    /// How many units it has: `12 units`; empty for what belongs to no division.
    pub units: String,
    /// Where the lowest score of everybody would be: `4.5 to 5.3`.
    pub interval: Option<String>,
    /// The sum that is paid a year.
    pub amount: String,
}

impl DivisionSummary<'_> {
    /// The division as a row of a heat map.
    pub fn heat_row(&self) -> HeatRow {
        let lowest = match self.lowest {
            None => Heat::Unknown,
            Some(lowest) if lowest.is_small => Heat::Unknown,
            Some(lowest) if lowest.is_unhappy => Heat::Bad,
            Some(lowest) if lowest.of_ten < COMFORTABLE => Heat::Warn,
            Some(_) => Heat::Good,
        };
        let unhappy = match (self.unhappy, self.measured) {
            (1.., _) => Heat::Bad,
            (0, 0) => Heat::Unknown,
            (0, _) => Heat::Good,
        };
        let gaps = if self.gaps > 0 { Heat::Warn } else { Heat::Good };
        HeatRow {
            name: self.name(),
            share: self.measured * 100 / self.relationships.max(1),
            measured: self.measured_text(),
            cells: [
                (self.lowest_text(), lowest),
                (self.unhappy_text(), unhappy),
                (self.gaps_text(), gaps),
            ],
            amount: self.amount_text(),
            units: self.unit.map_or(String::new(), |_| count(self.units, "unit")),
            interval: self.interval_text(),
        }
    }
}
