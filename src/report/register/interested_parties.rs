//! The register of interested parties: parties outside and groups inside, what they need and expect, what makes that a
//! duty, and how anybody knows whether it is met.

use super::{
    super::{
        Cell, FileLine, Line, Listing,
        anchor::link,
        customers::owner_cell,
        listing::Column,
        table::NarrowLayout,
        words::{Intervals, count, happy_in_all},
    },
    blanks::{self, Blank},
    scope::Scope,
};
use crate::{
    analysis::{Rolled, View, owner_and_backup, roll_up},
    diag::{Place, Slice, Sources},
    id::{GroupId, PartyId, ServiceId, Subject},
    model::{
        Date, Datum, GroupKind, Name, Organisation, Party, PartyList, Recipient, Relation, Status,
    },
};
use std::collections::{BTreeMap, BTreeSet};

/// The columns that a screen shows.
const SHOWN: &[&str] = &["id", "expects", "obligation", "sources", "owner", "reviewed", "Where"];

/// Somebody with an interest in what the organisation does.
#[derive(Debug)]
pub(super) struct InterestedParty<'org> {
    organisation: &'org Organisation,
    subject: Subject,
    /// A party of the map; `None`: a group, or a colleague outside a division.
    party: Option<&'org Party>,
    kind: &'static str,
    is_inside: bool,
    expects: &'org [Slice],
    obligation: Option<&'org Slice>,
    reviewed: Option<&'org Date>,
    rolled: Rolled,
    /// By what it was measured, each once.
    sources: Vec<&'org str>,
    place: FileLine<'org>,
}

/// The relationships of the services that are looked at, by recipient.
type Served<'org> = BTreeMap<Recipient, Vec<Relation<'org>>>;

/// The active parties, then the groups, as in the file. Of some units or a division only those whom they serve, and
/// those who pay for that.
pub(super) fn listing<'a>(
    view: View<'a, 'a>,
    scope: &Scope<'a>,
    sources: &'a Sources,
) -> Listing<InterestedParty<'a>> {
    let services: Vec<ServiceId> = view
        .own_services()
        .filter(|id| scope.provides(scope.whole.service(view.service_in_whole(*id))))
        .collect();
    let served = served(view.organisation(), &services);
    let mut rows = parties(view, scope, &services, &served, sources);
    rows.extend(groups(view, scope, &served, sources));
    let inside = rows.iter().filter(|row| row.is_inside).count();
    let sides = [(rows.len() - inside, "party", "outside"), (inside, "group", "inside")];
    let some = sides.iter().filter(|(number, ..)| *number > 0);
    let texts: Vec<String> =
        some.map(|(number, what, side)| format!("{} {side}", count(*number, what))).collect();
    let mut title = format!("{}: register of interested parties", scope.name);
    if !texts.is_empty() {
        title = format!("{title}, {}", texts.join(" and "));
    }
    let blanks = blanks::summary(rows.iter().map(InterestedParty::blanks));
    let notes: Vec<Line> = not_active(scope).into_iter().collect();
    Listing {
        title: std::iter::once(Line::from(title)).chain(blanks).collect(),
        none: "No party outside and no group inside is stated yet.",
        notes,
        when_narrow: NarrowLayout::Blocks,
        ..Listing::new("interested_parties", columns(), SHOWN, rows)
    }
}

/// The active relationships of some services, by recipient.
fn served<'org>(organisation: &'org Organisation, services: &[ServiceId]) -> Served<'org> {
    let mut served = Served::new();
    for service in services {
        for relation in organisation.active_relations(*service) {
            served.entry(relation.to).or_default().push(relation);
        }
    }
    served
}

fn parties<'a>(
    view: View<'a, 'a>,
    scope: &Scope<'a>,
    services: &[ServiceId],
    served: &Served<'a>,
    sources: &'a Sources,
) -> Vec<InterestedParty<'a>> {
    let organisation = view.organisation();
    let payers = services.iter().flat_map(|service| view.payments_for_service(*service));
    let paying: BTreeSet<PartyId> = payers.filter_map(|paid| paid.payer.party()).collect();
    let is_shown = |id: PartyId| {
        scope.is_all() || paying.contains(&id) || served.contains_key(&Recipient::Party(id))
    };
    let parties = organisation.parties();
    let shown = parties.filter(|(id, party)| party.status == Status::Active && is_shown(*id));
    let row = |(id, party): (PartyId, &'a Party)| {
        let relations = served.get(&Recipient::Party(id)).map_or(&[][..], |all| all);
        match party.list {
            PartyList::Beneficiary | PartyList::Payer => {
                // The owner of a relationship may be outside the division, so the party is that of the whole map.
                let party = scope.whole.party(id);
                InterestedParty {
                    organisation: scope.whole,
                    subject: id.into(),
                    party: Some(party),
                    kind: party.kind_word(),
                    is_inside: false,
                    expects: &party.expects,
                    obligation: party.obligation.as_ref(),
                    reviewed: party.reviewed.as_ref(),
                    ..InterestedParty::new(organisation, party.header.place, relations, sources)
                }
            }
            PartyList::Inside(kind) => {
                let stated = stated_group(scope.whole, &party.header.id);
                InterestedParty {
                    subject: id.into(),
                    kind,
                    // Of a division they are outside (SPEC 3.9).
                    is_inside: false,
                    ..InterestedParty::new(organisation, party.header.place, relations, sources)
                }
                .stated_by(scope.whole, stated)
            }
        }
    };
    shown.map(row).collect()
}

/// The group of the whole map that a colleague outside a division is, if it is a group.
fn stated_group(whole: &Organisation, id: &str) -> Option<GroupId> {
    whole.groups().find(|(_, group)| *group.header.id == *id).map(|(id, _)| id)
}

fn groups<'a>(
    view: View<'a, 'a>,
    scope: &Scope<'a>,
    served: &Served<'a>,
    sources: &'a Sources,
) -> Vec<InterestedParty<'a>> {
    let organisation = view.organisation();
    // One that is inside and outside a division has a row already.
    let parties: BTreeSet<&str> =
        organisation.parties().map(|(_, party)| &*party.header.id).collect();
    let shown = organisation.groups().filter(|(id, group)| {
        group.kind == GroupKind::Group
            && !parties.contains(&*group.header.id)
            && (scope.is_all() || served.contains_key(&Recipient::Group(*id)))
    });
    let mut rows: Vec<InterestedParty<'a>> = shown
        .map(|(id, group)| {
            let relations = served.get(&Recipient::Group(id)).map_or(&[][..], |all| all);
            InterestedParty {
                subject: id.into(),
                ..InterestedParty::new(organisation, group.header.place, relations, sources)
            }
            .stated_by(organisation, Some(id))
        })
        .collect();
    let everyone = served.get(&Recipient::Everyone).filter(|_| !parties.contains("everyone"));
    rows.extend(everyone.map(|relations| {
        InterestedParty::new(organisation, organisation.header.place, relations, sources)
    }));
    rows
}

/// How many parties are no customers now.
fn not_active(scope: &Scope<'_>) -> Option<Line> {
    let parties = scope.whole.parties();
    let others = parties.filter(|(_, party)| party.status != Status::Active).count();
    let are = if others == 1 { "is" } else { "are" };
    let others_in_words = count(others, "prospective or former customer");
    let note = format!("{others_in_words} {are} not listed here.");
    (scope.is_all() && others > 0).then(|| note.into())
}

impl<'org> InterestedParty<'org> {
    /// A group inside, of which nothing is stated yet.
    fn new(
        organisation: &'org Organisation,
        place: Place,
        relations: &[Relation<'org>],
        sources: &'org Sources,
    ) -> Self {
        let newest = relations.iter().filter_map(|relation| relation.newest());
        let mut measured_by: Vec<&str> =
            newest.filter_map(|newest| newest.source.as_deref()).collect();
        measured_by.sort_unstable();
        measured_by.dedup();
        Self {
            organisation,
            subject: Subject::Everyone,
            party: None,
            kind: "group",
            is_inside: true,
            expects: &[],
            obligation: None,
            reviewed: None,
            rolled: roll_up(organisation, relations.iter().copied()),
            sources: measured_by,
            place: FileLine::of(sources, place),
        }
    }

    /// Returns the row with the facts that the map states of a group.
    fn stated_by(self, organisation: &'org Organisation, group: Option<GroupId>) -> Self {
        let Some(group) = group.map(|group| organisation.group(group)) else { return self };
        Self {
            expects: &group.expects,
            obligation: group.obligation.as_ref(),
            reviewed: group.reviewed.as_ref(),
            ..self
        }
    }

    fn name(&self) -> Name<'org> {
        Name::of(self.organisation, self.subject)
    }

    fn blanks(&self) -> Vec<Blank> {
        let has_owner = self.party.is_none_or(|party| owner_and_backup(party).0.is_some());
        let is_measured = self.rolled.measured > 0 || self.rolled.relationships == 0;
        let blank = [
            (self.expects.is_empty(), Blank { key: "expects", phrase: "needs and expectations" }),
            (self.obligation.is_none(), Blank { key: "obligation", phrase: "obligation" }),
            (!is_measured, Blank { key: "satisfaction", phrase: "satisfaction" }),
            (!has_owner, Blank { key: "owner", phrase: "owner" }),
            (self.reviewed.is_none(), Blank { key: "reviewed", phrase: "review" }),
        ];
        blank.into_iter().filter_map(|(is_blank, blank)| is_blank.then_some(blank)).collect()
    }
}

fn columns<'org>() -> Vec<Column<InterestedParty<'org>>> {
    let column = Column::<InterestedParty<'org>>::new;
    vec![
        column("id", |it| Datum::Name(it.name())).headed("Interested party", 3).shown(name_cell),
        column("name", |it| Datum::text(it.name().name)),
        column("side", |it| Datum::Word(if it.is_inside { "inside" } else { "outside" }))
            .headed("Side", 1),
        column("kind", |it| Datum::Word(it.kind)).headed("Kind", 1),
        column("expects", |it| Datum::texts(it.expects))
            .headed("Needs and expectations", 4)
            .or("not stated"),
        column("obligation", |it| it.obligation.map(|text| Datum::text(text)).into())
            .headed("Obligation", 3)
            .or("none stated"),
        column("satisfaction", |it| it.rolled.score.map(Datum::Score).into())
            .headed("Score of 10", 1)
            .or("not measured"),
        column("lowest", |it| it.rolled.lowest.map(Datum::Score).into()).headed("Lowest", 1),
        column("sources", |it| {
            Datum::Texts(it.sources.iter().map(|source| (*source).into()).collect())
        })
        .headed("Monitored by", 4)
        .or("not stated")
        .shown(monitored_cell),
        column("relationships", |it| Datum::count(it.rolled.relationships)),
        column("measured", |it| Datum::count(it.rolled.measured)),
        column("measured_last", |it| it.rolled.newest.as_ref().map(Datum::date).into())
            .headed("Measured last", 2)
            .or("never"),
        column("owner", |it| {
            let owner = it.party.and_then(|party| owner_and_backup(party).0);
            owner.map(|owner| Datum::name(it.organisation, owner)).into()
        })
        .headed("Owner", 3)
        .or("nobody")
        .shown(owner),
        column("reviewed", |it| it.reviewed.map(Datum::date).into())
            .headed("Reviewed", 2)
            .or("never"),
        column("blanks", |it| Datum::Words(blanks::keys(&it.blanks()))),
        // Readers get one column, data two.
        column("file", |it| Datum::text(it.place.file)).headed("File", 4),
        column("line", |it| Datum::Count(it.place.line.into())).headed("Line", 1),
        Column::for_readers("Where", 3, |it| Datum::Text(it.place.to_string().into())),
    ]
}

/// The name, with what it is.
fn name_cell(row: &InterestedParty<'_>) -> Cell {
    let mut line = link(row.organisation, row.subject);
    let inside = if row.is_inside { " inside" } else { "" };
    line.push(&format!(" ({}{inside})", row.kind));
    line.into()
}

/// The score, its date, and by what it was measured.
fn monitored_cell(row: &InterestedParty<'_>) -> Cell {
    if row.rolled.relationships == 0 {
        return "nothing serves it directly".into();
    }
    let mut lines = vec![happy_in_all(&row.rolled, Intervals::Measured)];
    if !row.sources.is_empty() {
        lines.push(row.sources.join(", "));
    }
    lines.into()
}

/// The owner of a relationship; the map names none for groups inside.
fn owner(row: &InterestedParty<'_>) -> Cell {
    let none = if row.is_inside { "groups have none" } else { "colleagues have none" };
    row.party.map_or(none.into(), |party| owner_cell(row.organisation, party))
}
