//! What a card says of somebody outside.

use super::{
    super::{
        Cell, Line, Table,
        anchor::{NameLink, link},
        customers::{or_not_known, owner_cell, transition},
        impact::{contributors, pays_cell},
        words::{happy, happy_in_all, names, share_if_known, steps},
    },
    Card,
};
use crate::{
    analysis::{self, PartyImpact, roll_up},
    id::{PartyId, Subject},
    model::{Organisation, Party, Status},
};

impl Card<'_, '_> {
    pub(super) fn party_title(&self, party: PartyId) -> Vec<Line> {
        let (_, profile) = self.view.declared(party);
        let since = profile.since.as_ref().map_or("since when is not known".to_owned(), |date| {
            format!("since {}", date.as_str())
        });
        let rolled = roll_up(self.organisation, self.relations().of(party));
        vec![
            format!(
                "{}: {}, {}, {since}",
                profile.header.name,
                profile.kind_word(),
                profile.status.word()
            )
            .into(),
            format!("Satisfaction: {}", happy_in_all(&rolled, self.limits.intervals)).into(),
        ]
    }

    pub(super) fn profile(&self, party: PartyId) -> Vec<(String, Cell)> {
        let (declared_in, profile) = self.view.declared(party);
        let kept_by: Cell = profile.kept_by.as_deref().unwrap_or("not known").into();
        let mut fields = vec![
            ("Drivers", or_not_known(&profile.drivers)),
            ("Pressures", or_not_known(&profile.pressures)),
            ("Won by", transition(profile.won_by.as_ref())),
            ("Kept by", kept_by),
            ("Buys from", or_not_known(&profile.buys_from)),
            ("Owner", owner_cell(declared_in, profile)),
        ];
        fields.extend(further_profile(declared_in, profile, self.limits.names));
        fields.into_iter().map(|(label, cell)| (label.to_owned(), cell)).collect()
    }

    pub(super) fn reasons(&self, party: PartyId) -> Table {
        let (_, profile) = self.view.declared(party);
        let rows = profile.reasons.iter().map(|reason| {
            let tested = if analysis::is_untested(reason) { " (not tested)" } else { "" };
            vec![
                reason.claim.as_deref().unwrap_or("").into(),
                format!("{}{tested}", reason.confidence.word()).into(),
                reason.source.as_deref().unwrap_or("").into(),
            ]
        });
        Table::plain(&[("Claim", 5), ("Confidence", 2), ("Source", 3)], rows.collect())
    }

    pub(super) fn serves_party(&self, party: PartyId) -> Table {
        let rows = self.relations().with_services(party).map(|(service, relation)| {
            vec![
                self.link(Subject::Service(service)).into(),
                self.providers(service).into(),
                happy(self.organisation, relation, self.limits.intervals).into(),
            ]
        });
        Table::plain(&[("Service", 3), ("Provided by", 3), ("Satisfaction", 4)], rows.collect())
    }

    pub(super) fn contributors(&self, impact: &PartyImpact) -> Table {
        let rows = contributors(impact).into_iter().map(|(cost, units)| {
            let links = units.into_iter().map(|unit| NameLink(self.organisation, unit.into()));
            vec![steps(cost, "").into(), names(links, self.limits.names).into()]
        });
        let rejected = impact.rejected.iter().map(|unit| self.link(Subject::Unit(*unit)));
        let rejected = names(rejected, self.limits.names);
        let rejected =
            (!rejected.is_empty()).then(|| vec!["rejected by a verdict".into(), rejected.into()]);
        Table::plain(&[("Steps", 1), ("Units", 5)], rows.chain(rejected).collect())
    }

    pub(super) fn pays_for(&self, impact: &PartyImpact) -> Table {
        let rows = impact.pays_for.iter().map(|paid| {
            vec![
                self.link(Subject::Service(paid.service)).into(),
                pays_cell(self.organisation, paid).into(),
                share_if_known(paid.share).into(),
            ]
        });
        Table::plain(&[("Service", 4), ("A year", 2), ("Its share", 2)], rows.collect())
    }
}

/// What only some parties have, as declared in an organisation.
fn further_profile(
    declared_in: &Organisation,
    profile: &Party,
    most: usize,
) -> Vec<(&'static str, Cell)> {
    let reaches = profile.reaches.iter().map(|(to, _)| link(declared_in, Subject::Party(*to)));
    let reaches = names(reaches, most);
    let mut fields = Vec::new();
    if !reaches.is_empty() {
        fields.push(("Reaches", reaches.into()));
    }
    if profile.lost_by.is_some() && profile.status == Status::Former {
        fields.push(("Lost by", transition(profile.lost_by.as_ref())));
    }
    let is_prospect = profile.status == Status::Prospect;
    if let Some(why) = profile.why_not_us.as_deref().filter(|_| is_prospect) {
        fields.push(("Why not us", why.into()));
    }
    if is_prospect && !profile.could_use.is_empty() {
        let services = profile.could_use.iter().map(|id| link(declared_in, Subject::Service(*id)));
        fields.push(("Could use", names(services, usize::MAX).into()));
    }
    fields
}
