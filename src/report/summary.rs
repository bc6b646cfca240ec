//! The organisation or a division in ten lines: the answer of `analyze --summary`.

use super::{
    Answer, Cell, Data, Document, Limits,
    size::{Size, customers, is_colleague, whose},
    words::{amount, count, happiness, levels, names, thousands},
};
use crate::{
    analysis::{self, Finding, Happy, View, has_secondary, keepers},
    diag::{Code, Severity},
    graph::Cost,
    id::UnitId,
    model::{Datum, Organisation, PartyList, Payer, Recipient, Record, Status},
};
use std::{cmp::Reverse, collections::BTreeMap};

/// How many departments are named that don't reach the outside.
const NAMES: usize = 6;

/// What a summary tells.
pub struct Summary<'org> {
    /// The organisation that amounts are in the currency of.
    whole: &'org Organisation,
    organisation: &'org Organisation,
    within: Option<&'org str>,
    title: String,
    size: Size,
    happy: (Happy, Happy),
    /// How many departments have a secondary customer.
    secondary: usize,
    distances: Distances,
    /// Parties of each status: active, prospect, former.
    statuses: [(Status, usize); 3],
    /// The customers whose relationship somebody should own: all but colleagues.
    owners_wanted: usize,
    owned: usize,
    with_backup: usize,
    money: MoneyByPayer,
    findings: Vec<(Severity, usize)>,
    next: Option<(Severity, Code, usize)>,
}

/// How far departments are from the nearest customer outside.
#[derive(Default)]
struct Distances {
    front_line: usize,
    one_step_behind: usize,
    further_back: usize,
    only_broadly: usize,
    /// Those without any chain to the outside.
    not_at_all: Vec<UnitId>,
}

/// What is paid a year, by who pays.
#[derive(Default)]
struct MoneyByPayer {
    recipients: f64,
    third_parties: f64,
    inside: f64,
    /// Payments without an amount.
    unknown: usize,
}

/// The summary of what is looked at. `findings` are its own.
#[must_use]
pub fn summary<'org>(view: View<'_, 'org>, findings: &[Finding<'_>], file: &str) -> Summary<'org> {
    let organisation = view.organisation();
    let size = Size::of(view);
    let is_department =
        |(id, has): (usize, bool)| has && organisation.unit(UnitId::new(id)).department().is_some();
    let secondary = has_secondary(view.graph()).into_iter().enumerate();
    // Nobody has to own the relationship with a colleague.
    let owners = || {
        let customers = customers(view).filter(|(id, _)| !is_colleague(view, *id));
        customers.map(|(_, party)| keepers(party))
    };
    let level = |severity: Severity| {
        (severity, findings.iter().filter(|one| one.severity == severity).count())
    };
    // Prospects and former customers are nobody's, so a division has none of its own.
    let is_whole = view.within().is_none();
    let in_list = |status: Status| {
        let parties = organisation.parties().filter(|(_, party)| {
            is_whole && party.status == status && party.list == PartyList::Beneficiary
        });
        (status, parties.count())
    };
    Summary {
        whole: view.whole_graph().organisation(),
        organisation,
        within: view.within().map(|unit| &*unit.about.id),
        title: format!("{}: {} ({file})", whose(view), size.line()),
        happy: analysis::happy(organisation),
        secondary: secondary.filter(|one| is_department(*one)).count(),
        distances: distances(view),
        statuses: [
            (Status::Active, size.customers),
            in_list(Status::Prospect),
            in_list(Status::Former),
        ],
        owners_wanted: owners().count(),
        owned: owners().filter(|(owner, _)| owner.is_some()).count(),
        with_backup: owners().filter(|(_, backup)| backup.is_some()).count(),
        money: money(view),
        findings: [Severity::Error, Severity::Warning, Severity::Note].map(level).to_vec(),
        next: next(findings),
        size,
    }
}

impl Answer for Summary<'_> {
    fn document(&self, _: Limits) -> Document {
        let mut document = Document::titled([self.title.as_str()]);
        document.fields(self.fields());
        document
    }

    fn data(&self) -> Data<'_> {
        let (outside, inside) = self.happy;
        let distances = &self.distances;
        let mut data = Data::default();
        data.field("organisation", Datum::Id(&self.organisation.about.id));
        data.field("within", self.within.map(Datum::Id).into());
        data.field("departments", Datum::count(self.size.departments));
        data.field("people", Datum::count(self.size.people));
        data.field("services", Datum::count(self.size.services));
        data.field("customers_outside", Datum::count(self.size.customers));
        data.field("payers", Datum::count(self.size.payers));
        data.field("with_secondary_customer", Datum::count(self.secondary));
        data.field("happy_outside", happy_record(outside));
        data.field("happy_inside", happy_record(inside));
        data.field(
            "to_the_outside",
            Datum::Record(vec![
                ("front_line", Datum::count(distances.front_line)),
                ("one_step_behind", Datum::count(distances.one_step_behind)),
                ("further_back", Datum::count(distances.further_back)),
                ("only_broadly", Datum::count(distances.only_broadly)),
                (
                    "not_at_all",
                    Datum::names(self.organisation, distances.not_at_all.iter().copied()),
                ),
            ]),
        );
        let statuses =
            self.statuses.iter().map(|(status, count)| (status.word(), Datum::count(*count)));
        data.field("beneficiaries", Datum::Record(statuses.collect()));
        data.field(
            "relationships",
            Datum::Record(vec![
                ("customers", Datum::count(self.owners_wanted)),
                ("with_owner", Datum::count(self.owned)),
                ("with_backup", Datum::count(self.with_backup)),
            ]),
        );
        let sum = |sum| Datum::money(self.whole, sum);
        data.field(
            "paid_a_year",
            Datum::Record(vec![
                ("by_recipients", sum(self.money.recipients)),
                ("by_third_parties", sum(self.money.third_parties)),
                ("from_inside", sum(self.money.inside)),
                ("without_amount", Datum::count(self.money.unknown)),
            ]),
        );
        let found =
            self.findings.iter().map(|(severity, count)| (severity.word(), Datum::count(*count)));
        data.field("findings", Datum::Record(found.collect()));
        data.field("next", self.next_record());
        data
    }
}

fn happy_record<'a>(counts: Happy) -> Datum<'a> {
    Datum::Record(vec![
        ("relationships", Datum::count(counts.relationships)),
        ("measured", Datum::count(counts.measured)),
        ("unhappy", Datum::count(counts.unhappy)),
    ])
}

impl Summary<'_> {
    /// The values with their labels, a line each.
    pub(super) fn fields(&self) -> Vec<(String, Cell)> {
        let mut fields = vec![
            ("Happy?", happiness(self.happy)),
            ("Secondary customers", self.secondary_line()),
            ("To the outside", self.distance_line()),
            ("Customers outside", self.status_line()),
            ("Relationships", self.owner_line()),
            ("Paid a year", self.money_line()),
            ("Findings", levels(&self.findings)),
            ("Next", self.next_line()),
        ];
        fields.retain(|(label, _)| *label != "Relationships" || self.owners_wanted > 0);
        fields.into_iter().map(|(label, text)| (label.to_owned(), text.into())).collect()
    }

    /// The same as sentences, without how happy the customers are.
    pub(super) fn lines(&self) -> Vec<String> {
        let fields = self.fields().into_iter().skip(1);
        fields
            .map(|(label, cell)| format!("{label}: {}.", cell.lines[0].trim_end_matches('.')))
            .collect()
    }

    fn secondary_line(&self) -> String {
        let departments = count(self.size.departments, "department");
        match self.secondary {
            0 => format!("none of {departments} has one"),
            1 => format!("1 of {departments} has one"),
            several => format!("{} of {departments} have one", thousands(several)),
        }
    }

    fn distance_line(&self) -> String {
        let distances = &self.distances;
        let parts = [
            (distances.front_line, "in the front line"),
            (distances.one_step_behind, "one step behind it"),
            (distances.further_back, "further back"),
            (distances.only_broadly, "only by broad steps"),
        ];
        let counted = parts.into_iter().filter(|(number, _)| *number > 0);
        let mut parts: Vec<String> = counted
            .map(|(number, place)| format!("{} {place}", count(number, "department")))
            .collect();
        if !distances.not_at_all.is_empty() {
            let number = count(distances.not_at_all.len(), "department");
            let units =
                distances.not_at_all.iter().map(|unit| &*self.organisation.unit(*unit).about.name);
            parts.push(format!("{number} not at all ({})", names(units, NAMES)));
        }
        if parts.is_empty() { "no departments".to_owned() } else { parts.join(", ") }
    }

    fn status_line(&self) -> String {
        let counted = self
            .statuses
            .iter()
            .filter(|(status, number)| *number > 0 || *status == Status::Active);
        let parts = counted.map(|(status, number)| match status {
            Status::Prospect => count(*number, "prospect"),
            Status::Active | Status::Former => format!("{} {}", thousands(*number), status.word()),
        });
        parts.collect::<Vec<_>>().join(", ")
    }

    fn owner_line(&self) -> String {
        let customers = count(self.owners_wanted, "customer");
        let owned = match self.owned {
            0 => format!("none of {customers} has an owner"),
            1 => format!("1 of {customers} has an owner"),
            several => format!("{} of {customers} have an owner", thousands(several)),
        };
        match self.with_backup {
            0 => owned,
            backups => format!("{owned}, {} of them a backup", thousands(backups)),
        }
    }

    fn money_line(&self) -> String {
        let money = &self.money;
        let sums = [
            (money.recipients, "by those who receive"),
            (money.third_parties, "by third parties"),
            (money.inside, "from inside"),
        ];
        let known = sums.into_iter().filter(|(sum, _)| *sum > 0.0);
        let mut parts: Vec<String> =
            known.map(|(sum, who)| format!("{} {who}", amount(self.whole, sum))).collect();
        if money.unknown > 0 {
            parts.push(format!("{} without an amount", count(money.unknown, "payment")));
        }
        if parts.is_empty() { "nothing is written down".to_owned() } else { parts.join(", ") }
    }

    fn next_line(&self) -> String {
        match self.next {
            None => "nothing is open".to_owned(),
            Some((severity, code, found)) => {
                format!("{} of {}: {}", count(found, severity.word()), code.word(), code.advice())
            }
        }
    }

    fn next_record(&self) -> Datum<'_> {
        let record = |(severity, code, found): (Severity, Code, usize)| -> Record<'_> {
            vec![
                ("code", Datum::Word(code.word())),
                ("severity", Datum::Word(severity.word())),
                ("count", Datum::count(found)),
            ]
        };
        self.next.map(|next| Datum::Record(record(next))).into()
    }
}

/// How far each department is from the nearest customer outside.
fn distances(view: View<'_, '_>) -> Distances {
    let organisation = view.organisation();
    let mut costs = view.graph().costs();
    let active = organisation
        .parties()
        .map(|(id, _)| id)
        .filter(|id| organisation.is_active_beneficiary(*id));
    // One lane for all: whichever party is the nearest.
    costs.find(active.map(|party| (0, party)));
    let mut distances = Distances::default();
    for (id, _) in organisation.units().filter(|(_, unit)| unit.department().is_some()) {
        match costs.cost(id, 0) {
            None => distances.not_at_all.push(id),
            Some(Cost { broad_steps: 1.., .. }) => distances.only_broadly += 1,
            Some(Cost { steps: 3.., .. }) => distances.further_back += 1,
            Some(Cost { steps: 2, .. }) => distances.one_step_behind += 1,
            Some(_) => distances.front_line += 1,
        }
    }
    distances
}

/// How much money comes from those who receive, from third parties, and from inside.
fn money(view: View<'_, '_>) -> MoneyByPayer {
    let organisation = view.organisation();
    let mut money = MoneyByPayer::default();
    for id in view.own_services() {
        let recipients: Vec<Recipient> =
            organisation.relations(id).map(|relation| relation.to).collect();
        for paid in view.paid(id) {
            let sum = match paid.payer {
                Payer::Party(party) if recipients.contains(&Recipient::Party(party)) => {
                    &mut money.recipients
                }
                Payer::Party(_) => &mut money.third_parties,
                Payer::Unit(_) | Payer::Organisation => &mut money.inside,
            };
            *sum += paid.amount.unwrap_or(0.0);
            money.unknown += usize::from(paid.amount.is_none());
        }
    }
    money
}

/// What would help most to fill in next: what most findings ask for, the worst level first.
fn next(findings: &[Finding<'_>]) -> Option<(Severity, Code, usize)> {
    let mut counts: BTreeMap<(Severity, Code), usize> = BTreeMap::new();
    for finding in findings {
        *counts.entry((finding.severity, finding.code)).or_default() += 1;
    }
    let most = counts
        .into_iter()
        .max_by_key(|((severity, code), found)| (*severity, *found, Reverse(*code)));
    most.map(|((severity, code), found)| (severity, code, found))
}
