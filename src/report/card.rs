//! One unit, or somebody outside, on one page: what `card` shows.

use super::{
    Cell, Column, Page, Table,
    customers::{happy_in_all, keepers_cell, turn},
    words::{amount, count, happy, inside},
};
use crate::{
    analysis::{
        self, Chains, Primaries, Primary, Reach, Rolled, SecondaryReach, View, Wanted,
        party_impact, relations_with, roll_up,
    },
    diag::Diagnostic,
    graph::Graph,
    id::{PartyId, ServiceId, UnitId},
    model::{Date, Organisation, Paid, Provider, Recipient, Subject, UnitKind},
};

/// What a card is made with.
struct Card<'g, 'org> {
    view: View<'g, 'org>,
    organisation: &'org Organisation,
    findings: &'g [Diagnostic],
}

/// The card of a unit.
#[must_use]
pub fn unit_card(view: View<'_, '_>, unit: UnitId, findings: &[Diagnostic]) -> Page {
    let card = Card {
        view,
        organisation: view.organisation(),
        findings,
    };
    let mut page = Page {
        title: card.unit_title(unit),
        sections: Vec::new(),
    };
    page.add("Primary customers (external)", card.primary(unit));
    page.add("Secondary customers (internal)", card.secondary(unit));
    page.add("Services", card.services(unit));
    page.add("Who serves it", card.served_by(unit));
    page.add("What to look at", card.findings(&ids_about(view, unit)));
    page
}

/// The ids that a finding about a unit may be about: its own, those of its parts, of their services.
#[must_use]
pub fn ids_about<'org>(view: View<'_, 'org>, unit: UnitId) -> Vec<&'org str> {
    let graph = view.whole_graph();
    let whole = graph.organisation();
    let unit = view.in_whole(unit);
    let parts = whole.parts(unit).map(|at| Subject::Unit(UnitId::new(at)));
    let services = graph.services_of(unit).into_iter().map(Subject::Service);
    parts
        .chain(services)
        .map(|subject| whole.id_of(subject))
        .collect()
}

/// The card of somebody outside.
#[must_use]
pub fn party_card(graph: &Graph<'_>, party: PartyId, findings: &[Diagnostic]) -> Page {
    let card = Card {
        view: View::whole(graph),
        organisation: graph.organisation(),
        findings,
    };
    let mut page = Page {
        title: card.party_title(party),
        sections: Vec::new(),
    };
    page.add("Profile", card.profile(party));
    page.add("Why it comes", card.reasons(party));
    page.add("What serves it", card.serves_party(party));
    page.add("Who contributes to it", card.contributors(party));
    page.add("What it pays for", card.pays_for(party));
    page.add(
        "What to look at",
        card.findings(&[&graph.organisation().party(party).about.id]),
    );
    page
}

fn table(heads: &[(&str, u16)], rows: Vec<Vec<Cell>>) -> Table {
    Table {
        columns: heads
            .iter()
            .map(|(head, weight)| Column::new(head, *weight))
            .collect(),
        rows,
        ..Table::default()
    }
}

/// How happy the measured of some relationships are, in a sentence.
fn measured(rolled: &Rolled) -> String {
    match (rolled.relationships, rolled.measured) {
        (0, _) => "nobody is served.".to_owned(),
        (all, 0) => format!("0 of {all} measured."),
        (all, measured) => {
            let lowest = rolled.lowest.unwrap_or_default();
            format!("{measured} of {all} measured, the lowest {lowest:.1} of 10.")
        }
    }
}

impl Card<'_, '_> {
    fn name(&self, subject: Subject) -> &str {
        self.organisation.name_of(subject)
    }

    fn service_names(&self, services: &[ServiceId]) -> String {
        let names = services
            .iter()
            .map(|service| self.name(Subject::Service(*service)));
        names.collect::<Vec<_>>().join(", ")
    }

    fn unit_title(&self, unit: UnitId) -> Vec<String> {
        let about = self.organisation.unit(unit);
        let up = about.part_of.map_or(&self.organisation.about.name, |up| {
            &self.organisation.unit(up).about.name
        });
        let mut title = vec![format!(
            "{}: {} of {up}",
            about.about.name,
            about.kind_word()
        )];
        let services = self.view.graph().services_of(unit);
        let relations = || {
            services
                .iter()
                .flat_map(|&service| self.organisation.relations(service))
        };
        let outside =
            roll_up(relations().filter(|relation| matches!(relation.to, Recipient::Party(_))));
        let within =
            roll_up(relations().filter(|relation| !matches!(relation.to, Recipient::Party(_))));
        title.push(format!(
            "Happy? Outside: {} Inside: {}",
            measured(&outside),
            measured(&within)
        ));
        match &about.kind {
            UnitKind::Department(department) => {
                let purpose = department.purpose.as_deref().unwrap_or("not written down");
                title.push(format!("Purpose: {purpose}"));
                let lead = department
                    .lead
                    .map_or("not named", |lead| self.name(Subject::Unit(lead)));
                title.push(format!("Lead: {lead}"));
            }
            UnitKind::Person(person) => {
                let leads: Vec<&str> = person
                    .leads
                    .iter()
                    .map(|led| self.name(Subject::Unit(*led)))
                    .collect();
                if !leads.is_empty() {
                    title.push(format!("Leads: {}", leads.join(", ")));
                }
                title.extend(person.role.iter().map(|role| format!("Role: {role}")));
                title.extend(person.email.iter().map(|email| format!("Email: {email}")));
                title.extend(person.leaving.iter().map(|date| {
                    let successor = person.successor.map_or("no successor".to_owned(), |it| {
                        format!("successor: {}", self.name(Subject::Unit(it)))
                    });
                    format!("Leaves {}, {successor}", date.when())
                }));
            }
        }
        let parts: Vec<&str> = self
            .organisation
            .children(Some(unit))
            .map(|part| self.name(Subject::Unit(part)))
            .collect();
        if !parts.is_empty() {
            title.push(format!("Parts: {}", parts.join(", ")));
        }
        title
    }

    fn primary(&self, unit: UnitId) -> Table {
        let wanted = Wanted {
            reaches: Vec::new(),
            parties: None,
            chains: Chains::Whole,
        };
        let rows = Primaries::new(self.view.graph(), [unit], wanted).flat_map(|(_, rows)| rows);
        let rows: Vec<Primary> = rows.map(|(_, row)| row).collect();
        let named = |row: &&Primary| matches!(row.reach, Reach::Direct | Reach::Through);
        let shown = rows.iter().filter(named).map(|row| {
            let party = self.organisation.party(row.party);
            let direct = row.reach == Reach::Direct;
            let how = if direct {
                format!("direct: {}", self.service_names(&row.services))
            } else {
                let steps = row.chain.iter().map(|link| self.name(link.to.into()));
                let steps: Vec<&str> = steps.collect();
                format!("through {}", steps[..steps.len() - 1].join(", then "))
            };
            let own = row.services.iter().filter(|_| direct);
            let own = own.flat_map(|&service| self.organisation.relations(service));
            let own = own.filter(|relation| relation.to == Recipient::Party(row.party));
            let happy = if direct {
                happy_in_all(&roll_up(own))
            } else {
                String::new()
            };
            let since = party.since.as_ref().map_or("", Date::as_str);
            vec![
                party.about.name.to_string().into(),
                how.into(),
                happy.into(),
                since.into(),
                self.keepers(row.party),
            ]
        });
        let heads = [
            ("CUSTOMER", 3),
            ("HOW", 4),
            ("HAPPY?", 3),
            ("SINCE", 1),
            ("LOOKED AFTER BY", 3),
        ];
        let mut shown = table(&heads, shown.collect());
        let broad = rows.iter().filter(|row| row.reach == Reach::Broad).count();
        let shared = rows.iter().filter(|row| row.reach == Reach::Shared).count();
        if broad > 0 {
            shown.notes.push(format!("+{broad} by blanket services"));
        }
        if shared > 0 {
            shown
                .notes
                .push(format!("+{shared} shared with what it is part of"));
        }
        if rows.is_empty() {
            shown.notes.push("None.".to_owned());
        }
        if shown.rows.is_empty() {
            shown.columns.clear();
        }
        shown
    }

    /// Who looks after a customer; a colleague outside the division needs nobody to.
    fn keepers(&self, party: PartyId) -> Cell {
        let whole = self.view.whole_graph().organisation();
        let known = party.index() < whole.parties().len();
        if known {
            keepers_cell(whole, whole.party(party))
        } else {
            Cell::default()
        }
    }

    fn secondary(&self, unit: UnitId) -> Table {
        let rows = analysis::secondary(self.view.graph(), unit)
            .into_iter()
            .map(|row| {
                let how = match row.reach {
                    SecondaryReach::Direct => {
                        format!("direct: {}", self.service_names(&row.services))
                    }
                    SecondaryReach::Shared(with) => {
                        format!("with {}", self.name(Subject::Unit(with)))
                    }
                };
                let happy = match row.satisfaction {
                    Some(score) => format!("{score:.1} of 10"),
                    None if row.reach == SecondaryReach::Direct => "not measured".to_owned(),
                    None => String::new(),
                };
                vec![
                    inside(self.organisation, row.customer.into()).into(),
                    how.into(),
                    happy.into(),
                ]
            });
        let mut shown = table(
            &[("CUSTOMER", 3), ("HOW", 4), ("HAPPY? (LOWEST)", 2)],
            rows.collect(),
        );
        if shown.rows.is_empty() {
            shown.columns.clear();
            shown.notes.push("None.".to_owned());
        }
        shown
    }

    fn services(&self, unit: UnitId) -> Table {
        let mut rows = Vec::new();
        for service in self.view.graph().services_of(unit) {
            let about = self.organisation.service(service);
            let serves = self.organisation.relations(service);
            let serves = serves
                .map(|relation| format!("{}: {}", self.name(relation.to.into()), happy(relation)));
            rows.push(vec![
                about.about.name.to_string().into(),
                self.providers(service).into(),
                serves.collect::<Vec<_>>().into(),
                self.payers(analysis::paid(self.organisation, service))
                    .into(),
            ]);
        }
        let heads = [
            ("SERVICE", 3),
            ("PROVIDED BY", 2),
            ("SERVES, AND HOW HAPPY", 5),
            ("PAID BY", 3),
        ];
        table(&heads, rows)
    }

    fn providers(&self, service: ServiceId) -> String {
        let providers = self.organisation.service(service).provided_by.iter();
        let names: Vec<&str> = providers
            .map(|provider| self.name((*provider).into()))
            .collect();
        names.join(", ")
    }

    fn payers(&self, all: Vec<Paid>) -> Vec<String> {
        let whole = self.view.whole_graph().organisation();
        let lines = all.into_iter().map(|paid| {
            let name = whole.name_of(paid.payer.into());
            let sum = paid
                .amount
                .map_or(String::new(), |sum| format!(": {}", amount(whole, sum)));
            let paid_as = paid
                .paid_as
                .map_or(String::new(), |paid_as| format!(" ({})", paid_as.word()));
            format!("{name}{sum}{paid_as}")
        });
        let lines: Vec<String> = lines.collect();
        if lines.is_empty() {
            vec!["nobody".to_owned()]
        } else {
            lines
        }
    }

    /// The services that serve a unit: by name, as part of a department or group, or by what it provides.
    fn served_by(&self, unit: UnitId) -> Table {
        let parts = self.organisation.parts(unit);
        let mut rows = Vec::new();
        for (id, service) in self.organisation.services() {
            let own = |provider: &Provider| match provider {
                Provider::Unit(provider) => self.organisation.is_part(*provider, unit),
                Provider::Organisation | Provider::Around(_) => false,
            };
            for relation in self.organisation.relations(id) {
                let reached = match relation.to {
                    Recipient::Unit(to) => {
                        self.organisation.is_part(unit, to) || self.organisation.is_part(to, unit)
                    }
                    Recipient::Group(group) => {
                        let held = &self.organisation.group(group).held;
                        held.units().any(|held| held == unit)
                    }
                    Recipient::Everyone => true,
                    Recipient::Service(to) => {
                        self.organisation.service(to).provided_by.iter().any(own)
                    }
                    Recipient::Party(_) => false,
                };
                if reached && !(parts.len() > 1 && service.provided_by.iter().all(own)) {
                    let to = if relation.to == Recipient::Unit(unit) {
                        "by name".to_owned()
                    } else {
                        format!("as {}", self.name(relation.to.into()))
                    };
                    let name = service.about.name.to_string();
                    rows.push(vec![name.into(), self.providers(id).into(), to.into()]);
                }
            }
        }
        table(&[("SERVICE", 3), ("PROVIDED BY", 3), ("HOW", 3)], rows)
    }

    fn findings(&self, ids: &[&str]) -> Table {
        let ids: std::collections::HashSet<&str> = ids.iter().copied().collect();
        let about = self
            .findings
            .iter()
            .filter(|one| ids.contains(&*one.subject));
        let rows = about.map(|one| {
            vec![
                one.severity.word().into(),
                one.message.clone().into(),
                one.help.clone().into(),
            ]
        });
        table(
            &[("LEVEL", 1), ("WHAT", 4), ("WHAT TO DO", 4)],
            rows.collect(),
        )
    }

    fn party_title(&self, party: PartyId) -> Vec<String> {
        let about = self.organisation.party(party);
        let since = about
            .since
            .as_ref()
            .map_or("since when is not known".to_owned(), |date| {
                format!("since {}", date.as_str())
            });
        let rolled = roll_up(relations_with(self.organisation, party));
        vec![
            format!(
                "{}: {}, {}, {since}",
                about.about.name,
                about.kind_word(),
                about.status.word()
            ),
            format!("Happy? {}", happy_in_all(&rolled)),
        ]
    }

    fn profile(&self, party: PartyId) -> Table {
        let about = self.organisation.party(party);
        let texts = |texts: &[Box<str>]| -> Cell {
            if texts.is_empty() {
                "not known".into()
            } else {
                texts.join(", ").into()
            }
        };
        let reaches = about
            .reaches
            .iter()
            .map(|(to, _)| self.name(Subject::Party(*to)));
        let reaches: Vec<&str> = reaches.collect();
        let mut rows = vec![
            vec!["What drives it".into(), texts(&about.drivers)],
            vec!["What presses it".into(), texts(&about.pressures)],
            vec!["Why it came".into(), turn(about.won_by.as_ref())],
            vec![
                "Why it stays".into(),
                about.kept_by.as_deref().unwrap_or("not known").into(),
            ],
            vec!["What else it uses".into(), texts(&about.buys_from)],
            vec![
                "Looked after by".into(),
                keepers_cell(self.organisation, about),
            ],
        ];
        if !reaches.is_empty() {
            rows.push(vec!["Passes on to".into(), reaches.join(", ").into()]);
        }
        rows.extend(
            about
                .lost_by
                .as_ref()
                .map(|lost_by| vec!["Why it went".into(), turn(Some(lost_by))]),
        );
        rows.extend(
            about
                .why_not_us
                .as_deref()
                .map(|why| vec!["Why not us".into(), why.into()]),
        );
        if !about.could_use.is_empty() {
            rows.push(vec![
                "Could use".into(),
                self.service_names(&about.could_use).into(),
            ]);
        }
        table(&[("WHAT", 2), ("KNOWN", 6)], rows)
    }

    fn reasons(&self, party: PartyId) -> Table {
        let rows = self.organisation.party(party).reasons.iter().map(|reason| {
            let tested = if analysis::is_untested(reason) {
                " (not tested)"
            } else {
                ""
            };
            vec![
                reason.claim.as_deref().unwrap_or("").into(),
                format!("{}{tested}", reason.confidence.word()).into(),
                reason.source.as_deref().unwrap_or("").into(),
            ]
        });
        table(
            &[("CLAIM", 5), ("CONFIDENCE", 2), ("SOURCE", 3)],
            rows.collect(),
        )
    }

    fn serves_party(&self, party: PartyId) -> Table {
        let mut rows = Vec::new();
        for (id, service) in self.organisation.services() {
            let relations = self.organisation.relations(id);
            for relation in relations.filter(|relation| relation.to == Recipient::Party(party)) {
                let name = service.about.name.to_string();
                rows.push(vec![
                    name.into(),
                    self.providers(id).into(),
                    happy(relation).into(),
                ]);
            }
        }
        table(&[("SERVICE", 3), ("PROVIDED BY", 3), ("HAPPY?", 4)], rows)
    }

    fn contributors(&self, party: PartyId) -> Table {
        let impact = party_impact(self.view.graph(), party);
        let mut rows: Vec<(crate::graph::Cost, Vec<&str>)> = Vec::new();
        for (unit, cost) in &impact.contributors {
            let name = self.name(Subject::Unit(*unit));
            match rows.last_mut().filter(|(of, _)| of == cost) {
                Some((_, names)) => names.push(name),
                None => rows.push((*cost, vec![name])),
            }
        }
        let rows = rows.into_iter().map(|(cost, names)| {
            let broad = if cost.broad_steps > 0 {
                ", broadly"
            } else {
                ""
            };
            let steps = format!("{}{broad}", count(cost.steps as usize, "step"));
            vec![steps.into(), names.join(", ").into()]
        });
        table(&[("STEPS", 1), ("UNITS", 5)], rows.collect())
    }

    fn pays_for(&self, party: PartyId) -> Table {
        let impact = party_impact(self.view.graph(), party);
        let rows = impact.pays_for.iter().map(|paid| {
            let unknown = || "not known".to_owned();
            let sum = paid
                .amount
                .map_or_else(unknown, |sum| amount(self.organisation, sum));
            let share = paid
                .share
                .map_or_else(unknown, |share| format!("{:.0} %", share * 100.0));
            vec![
                self.name(Subject::Service(paid.service)).into(),
                sum.into(),
                share.into(),
            ]
        });
        table(
            &[("SERVICE", 4), ("A YEAR", 2), ("ITS SHARE", 2)],
            rows.collect(),
        )
    }
}
