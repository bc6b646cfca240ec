//! What is counted in a version of a map.

use super::super::{
    income::Income,
    size::{Size, customers, is_colleague},
};
use crate::{
    analysis::{
        Finding, Happy, View, happy_overall, has_primary, has_secondary, is_unhappy,
        owner_and_backup, relations_once,
    },
    diag::Code,
    id::UnitId,
    model::{Date, Organisation, Satisfaction},
};
use std::collections::BTreeMap;

/// The counts of a version of a map.
#[derive(Clone, Debug, PartialEq)]
pub struct TrendMeasures {
    /// What only a version of the map shows; `None` where only measurements are known.
    pub(super) units: Option<UnitMeasures>,
    /// How many relationships there are, how many of them are measured, and how many unhappy.
    pub(super) happy: Happy,
    /// How many findings of each code there are, as of the day of the version.
    pub(super) findings: Option<BTreeMap<Code, usize>>,
}

/// The counts of units, owners and payments.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct UnitMeasures {
    pub(super) departments: usize,
    /// Departments with a secondary customer.
    pub(super) with_internal: usize,
    /// Departments with a chain to a primary customer that no verdict rejects.
    pub(super) with_external: usize,
    /// Customers outside whose relationship somebody owns.
    pub(super) owned: usize,
    /// The relationships with a backup.
    pub(super) with_backup: usize,
    pub(super) income: Income,
}

impl TrendMeasures {
    /// Counts a whole map, or a division; `findings` are its own.
    pub fn of(view: View<'_, '_>, findings: &[Finding<'_>]) -> Self {
        let organisation = view.organisation();
        let departments = |has: Vec<bool>| {
            let is_one = |(at, has): (usize, bool)| {
                has && organisation.unit(UnitId::new(at)).department().is_some()
            };
            has.into_iter().enumerate().filter(|one| is_one(*one)).count()
        };
        // Nobody has to own the relationship with a colleague.
        let owners = || {
            // SPEC 3.9: colleagues outside a division are parties of it, and no
            // relationship is declared with them.
            let own = customers(view).filter(|(id, _)| !is_colleague(view, *id));
            own.map(|(_, party)| owner_and_backup(party))
        };
        let mut found: BTreeMap<Code, usize> = BTreeMap::new();
        for finding in findings {
            *found.entry(finding.code).or_default() += 1;
        }
        Self {
            units: Some(UnitMeasures {
                departments: Size::of(view).departments,
                with_internal: departments(has_secondary(view.graph())),
                with_external: departments(has_primary(view.graph())),
                owned: owners().filter(|(owner, _)| owner.is_some()).count(),
                with_backup: owners().filter(|(_, backup)| backup.is_some()).count(),
                income: Income::of(view),
            }),
            happy: happy_overall(organisation),
            findings: Some(found),
        }
    }

    /// What was known of the satisfaction with today's relationships on a day: what was measured until then. A
    /// measurement without a date counts as the oldest (SPEC 6).
    pub fn measured_until(organisation: &Organisation, day: &Date) -> Self {
        let mut counts = Happy::default();
        let services = organisation.services().map(|(id, _)| id);
        // Former customers count at no point: that they were served then isn't in the map.
        for relation in services.flat_map(|id| relations_once(organisation, id)) {
            counts.relationships += 1;
            let is_known = |one: &&Satisfaction| one.measured.as_ref().is_none_or(|it| it <= day);
            // The pooled measurements are newest first: the first that was known
            // is the newest of that day.
            if let Some(newest) = relation.pooled.iter().find(is_known) {
                counts.measured += 1;
                counts.unhappy += usize::from(is_unhappy(newest));
            }
        }
        Self { units: None, happy: counts, findings: None }
    }
}

/// The days of all measurements of today's relationships.
pub fn measurement_days(organisation: &Organisation) -> Vec<Date> {
    let services = organisation.services();
    let relations = services.flat_map(|(id, _)| organisation.active_relations(id));
    let served = relations.filter(|relation| organisation.is_served(relation.to));
    let measured = served.flat_map(|relation| relation.pooled);
    measured.filter_map(|one| one.measured.as_ref()?.to_day()).collect()
}

/// How the values of a measure are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MeasureKind {
    /// A number of things.
    Count,
    /// Money a year.
    Money,
}

/// A thing that is counted at every point.
#[derive(Clone, Copy, Debug)]
pub(super) enum Measure {
    /// A number that every map has.
    Of {
        label: &'static str,
        /// Whether it is a part of the one before.
        is_part: bool,
        kind: MeasureKind,
        value: fn(&TrendMeasures) -> Option<f64>,
    },
    /// The findings of a code.
    Findings(Code),
}

#[expect(clippy::cast_precision_loss, reason = "counts need no more than 52 bits")]
fn number(count: usize) -> f64 {
    count as f64
}

impl Measure {
    /// Everything that is counted, the findings behind the rest.
    pub(super) fn all<'m>(points: impl Iterator<Item = &'m TrendMeasures>) -> Vec<Self> {
        let count =
            |label, value| Self::Of { label, is_part: false, kind: MeasureKind::Count, value };
        let part =
            |label, value| Self::Of { label, is_part: true, kind: MeasureKind::Count, value };
        let money =
            |label, value| Self::Of { label, is_part: false, kind: MeasureKind::Money, value };
        let mut all = vec![
            count("Departments", |it| Some(number(it.units?.departments))),
            part("with a customer inside", |it| Some(number(it.units?.with_internal))),
            part("with a customer outside", |it| Some(number(it.units?.with_external))),
            count("Relationships", |it| Some(number(it.happy.relationships))),
            part("measured", |it| Some(number(it.happy.measured))),
            part("unhappy", |it| Some(number(it.happy.unhappy))),
            count("Customers with an owner", |it| Some(number(it.units?.owned))),
            part("with a backup too", |it| Some(number(it.units?.with_backup))),
            money("Paid a year by customers", |it| Some(it.units?.income.customers)),
            money("Paid a year by third parties", |it| Some(it.units?.income.third_parties)),
            money("Paid a year by the organisation", |it| Some(it.units?.income.organisation)),
        ];
        // Codes that no point has would be lines of zeros.
        let mut codes: Vec<Code> = points
            .filter_map(|it| it.findings.as_ref())
            .flat_map(BTreeMap::keys)
            .copied()
            .collect();
        codes.sort_unstable();
        codes.dedup();
        all.extend(codes.into_iter().map(Self::Findings));
        all
    }

    pub(super) fn label(self) -> String {
        match self {
            Self::Of { label, .. } => label.to_owned(),
            Self::Findings(code) => format!("Findings: {}", code.word()),
        }
    }

    /// How deep it is indented: a part of the measure before it is one deeper.
    pub(super) fn depth(self) -> usize {
        usize::from(matches!(self, Self::Of { is_part: true, .. }))
    }

    pub(super) fn kind(self) -> MeasureKind {
        match self {
            Self::Of { kind, .. } => kind,
            Self::Findings(_) => MeasureKind::Count,
        }
    }

    /// Its value in a version; `None` where that is not known.
    pub(super) fn value(self, measures: &TrendMeasures) -> Option<f64> {
        match self {
            Self::Of { value, .. } => value(measures),
            Self::Findings(code) => {
                Some(number(measures.findings.as_ref()?.get(&code).copied().unwrap_or(0)))
            }
        }
    }
}
