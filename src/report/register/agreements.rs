//! What was agreed with whom, and what promises to customers outside rest on inside without an agreement.

use super::{
    super::{
        Cell, FileLine, Line, Listing,
        listing::Column,
        table::NarrowLayout,
        words::{count, recipient},
    },
    blanks::{self, Blank},
    scope::Scope,
};
use crate::{
    analysis::View,
    diag::Sources,
    id::ServiceId,
    model::{Agreement, Datum, Organisation, Relation},
};
use std::collections::{BTreeMap, BTreeSet};

/// The columns that a screen shows.
const SHOWN: &[&str] = &["service", "provided_by", "to", "agreed", "promised", "reviewed", "Where"];

/// A relationship for which something is agreed, or on which a promise rests without an agreement.
#[derive(Debug)]
pub(super) struct AgreementRow<'org> {
    organisation: &'org Organisation,
    service: ServiceId,
    relation: Relation<'org>,
    /// Of an agreement with a customer outside: how many relationships inside it rests on have none.
    without_agreement: Option<usize>,
    /// The services promised outside that rest on this relationship, for which nothing is agreed.
    promised: Vec<ServiceId>,
    place: FileLine<'org>,
}

/// The relationships inside on which promises rest, each with the services that are promised.
struct Support<'org> {
    relations: Vec<(ServiceId, Relation<'org>, BTreeSet<ServiceId>)>,
    /// How many there are for each service that is promised.
    counts: BTreeMap<ServiceId, usize>,
}

/// Agreements with the outside, then those inside, then what is missing; each in the order of the file. Of some units
/// those in which one of them is a party.
pub(super) fn listing<'a>(
    view: View<'a, 'a>,
    scope: &Scope<'a>,
    sources: &'a Sources,
) -> Listing<AgreementRow<'a>> {
    let organisation = scope.whole;
    let all: Vec<(ServiceId, Relation<'a>)> = organisation
        .services()
        .flat_map(|(id, _)| organisation.active_relations(id).map(move |relation| (id, relation)))
        .collect();
    let support = support(view, organisation, &all);
    let is_shown = |service: ServiceId, relation: &Relation<'_>| {
        scope.provides(organisation.service(service)) || scope.receives(relation.to)
    };
    let row = |service: ServiceId, relation: Relation<'a>| AgreementRow {
        organisation,
        service,
        relation,
        without_agreement: None,
        promised: Vec::new(),
        place: FileLine::of(sources, relation.place),
    };
    let agreed = all.iter().filter(|(id, it)| it.agreed.is_some() && is_shown(*id, it));
    let mut rows: Vec<AgreementRow<'a>> = agreed
        .map(|(service, relation)| {
            let count = support.counts.get(service).filter(|_| is_outside(relation));
            AgreementRow { without_agreement: count.copied(), ..row(*service, *relation) }
        })
        .collect();
    rows.sort_by_key(|row| !is_outside(&row.relation));
    let agreements = rows.len();
    for (service, relation, promised) in support.relations {
        // What a promise of these units rests on belongs to it, whoever gives and receives it.
        let is_needed = || promised.iter().any(|id| scope.provides(organisation.service(*id)));
        if is_shown(service, &relation) || is_needed() {
            let promised = promised.into_iter().collect();
            rows.push(AgreementRow { promised, ..row(service, relation) });
        }
    }
    let blanks = blanks::summary(rows.iter().map(AgreementRow::blanks));
    let title = title(scope, agreements, rows.len() - agreements);
    Listing {
        title: std::iter::once(Line::from(title)).chain(blanks).collect(),
        none: if scope.is_all() {
            "Nothing is agreed yet: no service says what level it promises to those who receive it."
        } else {
            "Nothing is agreed yet in which one of these units is a party."
        },
        when_narrow: NarrowLayout::Blocks,
        ..Listing::new("agreements", columns(), SHOWN, rows)
    }
}

/// How much is agreed, and how many relationships have no agreement though promises rest on them.
fn title(scope: &Scope<'_>, agreements: usize, without: usize) -> String {
    let agreed = match agreements {
        0 => "agreements".to_owned(),
        some => count(some, "agreement"),
    };
    let title = format!("{}: register of {agreed}", scope.name);
    match without {
        0 => title,
        some => format!("{title}; promises rest on {} without one", count(some, "relationship")),
    }
}

/// Whether a relationship is one with somebody outside.
fn is_outside(relation: &Relation<'_>) -> bool {
    relation.to.party().is_some()
}

/// The relationships inside without an agreement on which a promise to an active customer outside rests: the same as the
/// finding `promise-without-agreement` has.
fn support<'org>(
    view: View<'_, 'org>,
    organisation: &'org Organisation,
    all: &[(ServiceId, Relation<'org>)],
) -> Support<'org> {
    let promises: BTreeSet<ServiceId> = all
        .iter()
        .filter(|(_, relation)| {
            let party = relation.to.party().filter(|_| relation.agreed.is_some());
            party.is_some_and(|party| organisation.is_active_beneficiary(party))
        })
        .map(|(service, _)| *service)
        .collect();
    let mut counts: BTreeMap<ServiceId, usize> =
        promises.iter().map(|service| (*service, 0)).collect();
    let graph = view.whole_graph();
    let uses = graph.uses_among(promises);
    let mut relations = Vec::new();
    for (service, relation) in all {
        if relation.agreed.is_some() || graph.is_broad(relation) || counts.is_empty() {
            continue;
        }
        let used_for = uses.of_relation(relation);
        for promise in &used_for {
            *counts.entry(*promise).or_default() += 1;
        }
        if !used_for.is_empty() {
            relations.push((*service, *relation, used_for));
        }
    }
    Support { relations, counts }
}

impl<'org> AgreementRow<'org> {
    fn agreed(&self) -> Option<&'org Agreement> {
        self.relation.agreed
    }

    fn blanks(&self) -> Vec<Blank> {
        let Some(agreed) = self.agreed() else {
            return vec![Blank { key: "agreed", phrase: "agreement" }];
        };
        let blank = [
            (agreed.level.is_none(), Blank { key: "level", phrase: "level" }),
            (agreed.target.is_none(), Blank { key: "target", phrase: "target" }),
            (agreed.reviewed.is_none(), Blank { key: "reviewed", phrase: "review" }),
        ];
        blank.into_iter().filter_map(|(is_blank, blank)| is_blank.then_some(blank)).collect()
    }
}

fn columns<'org>() -> Vec<Column<AgreementRow<'org>>> {
    let column = Column::<AgreementRow<'org>>::new;
    vec![
        column("service", |it| Datum::name(it.organisation, it.service))
            .flat("service_id")
            .headed("Service", 3),
        column("service_name", |it| Datum::text(it.organisation.name_of(it.service.into())))
            .flat("service"),
        column("provided_by", |it| {
            let providers = &it.organisation.service(it.service).provided_by;
            Datum::names(it.organisation, providers.iter().copied())
        })
        .headed("Provided by", 3),
        column("to", |it| Datum::name(it.organisation, it.relation.to))
            .flat("customer_id")
            .headed("To", 3)
            .shown(|it| recipient(it.organisation, it.relation.to).into()),
        column("to_name", |it| Datum::text(it.organisation.name_of(it.relation.to.into())))
            .flat("customer"),
        column("side", |it| {
            Datum::Word(if is_outside(&it.relation) { "outside" } else { "inside" })
        })
        .headed("Side", 1),
        column("agreed", |it| Datum::Flag(it.agreed().is_some()))
            .headed("Agreed", 4)
            .shown(agreed_cell),
        column("level", |it| text(it, |it| it.level.as_deref()))
            .headed("Level", 4)
            .or("not stated"),
        column("target", |it| text(it, |it| it.target.as_deref()))
            .headed("Target", 3)
            .or("not stated"),
        column("url", |it| text(it, |it| it.url.as_deref())).headed("Address", 2),
        column("without_agreement", |it| it.without_agreement.map(Datum::count).into())
            .headed("Inside without", 1),
        column("promised", |it| Datum::names(it.organisation, it.promised.iter().copied()))
            .headed("Promises", 4)
            .shown(promised_cell),
        column("reviewed", |it| {
            it.agreed().and_then(|it| it.reviewed.as_ref()).map(Datum::date).into()
        })
        .headed("Reviewed", 2)
        .or("never")
        .shown(|it| match it.agreed() {
            Some(agreed) => {
                agreed.reviewed.as_ref().map_or("never".into(), |date| date.as_str().into())
            }
            None => Cell::default(),
        }),
        column("blanks", |it| Datum::Words(blanks::keys(&it.blanks()))),
        // Readers get one column, data two.
        column("file", |it| Datum::text(it.place.file)).headed("File", 4),
        column("line", |it| Datum::Count(it.place.line.into())).headed("Line", 1),
        Column::for_readers("Where", 3, |it| Datum::Text(it.place.to_string().into())),
    ]
}

/// A text of the agreement.
fn text<'r>(row: &'r AgreementRow<'_>, part: fn(&Agreement) -> Option<&str>) -> Datum<'r> {
    row.agreed().and_then(part).map(Datum::text).into()
}

/// What was agreed: its level, and the target below it.
fn agreed_cell(row: &AgreementRow<'_>) -> Cell {
    let Some(agreed) = row.agreed() else {
        return "nothing agreed".into();
    };
    let level = agreed.level.as_deref().unwrap_or("level not stated");
    let target = agreed.target.as_deref().unwrap_or("target not stated");
    vec![level.to_owned(), target.to_owned()].into()
}

/// Of a promise how much of what it rests on has no agreement; of what has none, which promises need it.
fn promised_cell(row: &AgreementRow<'_>) -> Cell {
    if !row.promised.is_empty() {
        let names = row.promised.iter().map(|service| row.organisation.name_of((*service).into()));
        return format!("needed for {}", names.collect::<Vec<_>>().join(", ")).into();
    }
    match row.without_agreement {
        Some(without @ 1..) => format!("rests on {without} without one").into(),
        Some(0) | None => Cell::default(),
    }
}
