//! How to correct an answer of `why`, or to confirm it: what to write in the map, and where.

use super::{
    super::{FileLine, words::names},
    Correction, CorrectionKind, WayThere, WhyQuery,
    map_text::MapText,
};
use crate::{
    analysis::{Certainty, Primary},
    diag::{Place, ScalarPosition, scalar},
    graph::Link,
    id::{PartyId, ServiceId, Subject, UnitId},
    model::{Decision, Organisation, PartyList, Recipient, Relation},
};

/// A use of more services than this is not written out: a verdict is shorter.
const LONGEST_USE: usize = 12;

impl<'org> WhyQuery<'_, 'org> {
    /// The corrections of a customer outside: a relationship that is used for less, a party that does not pass on, and a
    /// verdict.
    pub(super) fn corrections(
        &self,
        row: &Primary,
        ways: &[WayThere<'org>],
    ) -> Vec<Correction<'org>> {
        // SPEC 3.4: a direct row can't be rejected, so the map itself has to say that
        // the customer isn't served.
        if row.certainty == Certainty::Declared {
            // A longer way is not why the row is direct: without it the answer would be the same.
            let direct = ways.iter().filter(|way| way.cost.steps == 1);
            let first_steps = direct.filter_map(|way| Some(way.steps.first()?.link()));
            return first_steps.flat_map(|step| self.removals(step)).collect();
        }
        // A use that only longer ways need changes nothing in the answer.
        let least = ways.first().map(|way| way.cost);
        let best: Vec<&WayThere<'org>> =
            ways.iter().filter(|way| Some(way.cost) == least).collect();
        // A `for` written from a division would cut off what the recipient does outside it.
        let mut corrections =
            if self.within.is_some() { Vec::new() } else { self.narrower_uses(&best) };
        corrections.extend(self.not_passed_on(&best));
        // A verdict is about a beneficiary of the map, not about a colleague outside the division.
        if self.organisation.party(row.party).list != PartyList::Beneficiary {
            return corrections;
        }
        corrections.push(self.verdict(self.unit, row.party, Decision::Rejected));
        if row.certainty != Certainty::Confirmed {
            corrections.push(self.verdict(self.unit, row.party, Decision::Confirmed));
        }
        corrections
    }

    /// Takes a recipient out of what a service serves, at each place where the map names it.
    pub(super) fn removals(&self, step: Link) -> Vec<Correction<'org>> {
        let Some(service) = step.service else { return Vec::new() };
        let relations = self.organisation.active_relations(service).filter(|it| it.to == step.to);
        relations.map(|relation| self.removal(service, &relation)).collect()
    }

    fn removal(&self, service: ServiceId, relation: &Relation<'org>) -> Correction<'org> {
        let (stated, whole) = (self.stated(service, relation), self.whole());
        let id = whole.id_of(stated.to.into());
        let edit = match self.text(relation.place).alias(relation.place) {
            Some(alias) => format!("in place of `{alias}` write what it repeats, without {id},"),
            None => {
                format!("take {id} out of `serves`{}", self.repeated(service, &stated))
            }
        };
        Correction {
            kind: CorrectionKind::Removal,
            when: format!(
                "If {} does not serve {}",
                self.name(service.into()),
                self.name(relation.to.into())
            ),
            edit,
            place: FileLine::of(self.sources, relation.place),
            yaml: Vec::new(),
        }
    }

    /// The relation of the whole organisation from which one of a division follows: the map may name a service or
    /// a group in place of the colleagues outside (SPEC 3.9).
    fn stated(&self, service: ServiceId, relation: &Relation<'org>) -> Relation<'org> {
        let whole = self.whole();
        let id = self.organisation.id_of(relation.to.into());
        let is_provider = |to: Recipient| {
            let providers = to.service().map(|served| &whole.service(served).provided_by);
            providers.is_some_and(|all| all.iter().any(|one| whole.id_of((*one).into()) == id))
        };
        let here = || {
            let all = whole.all_relations(self.view.service_in_whole(service));
            all.filter(|stated| stated.place == relation.place)
        };
        let same = here().find(|stated| whole.id_of(stated.to.into()) == id);
        same.or_else(|| here().find(|stated| is_provider(stated.to))).unwrap_or(*relation)
    }

    /// A note that an alias elsewhere repeats what is at the place of a relation of the whole organisation, so that
    /// a change reaches both.
    fn repeated(&self, service: ServiceId, stated: &Relation<'org>) -> String {
        let (whole, text) = (self.whole(), self.text(stated.place));
        if !text.may_have_aliases() {
            return String::new();
        }
        let own = self.view.service_in_whole(service);
        let all = || {
            let services = whole.services().map(|(id, _)| id);
            services.flat_map(|id| whole.all_relations(id).map(move |relation| (id, relation)))
        };
        let alias_of = |relation: &Relation<'org>| {
            let text = self.text(relation.place);
            let alias = text
                .alias(relation.place)
                .filter(|_| relation.to == stated.to && relation.place.file == stated.place.file)?;
            let anchor = text.anchor_before(alias, stated.place)?;
            // Between an anchor and what it holds there is nothing of another service.
            let is_held = all().all(|(id, one)| {
                let offset = one.place.offset;
                let is_between = offset > anchor && offset <= stated.place.offset;
                id == own || one.place.file != stated.place.file || !is_between
            });
            is_held.then(|| (alias, FileLine::of(self.sources, relation.place).line))
        };
        let found = all().find_map(|(_, relation)| alias_of(&relation));
        found.map_or(String::new(), |(alias, line)| {
            format!(", which `{alias}` repeats at line {line},")
        })
    }

    /// For each relationship inside that the best ways use: that it is not used for the service behind it.
    fn narrower_uses(&self, best: &[&WayThere<'org>]) -> Vec<Correction<'org>> {
        let steps = best.iter().flat_map(|way| way.steps.windows(2));
        let mut uses: Vec<(Link, Vec<ServiceId>)> = Vec::new();
        for pair in steps {
            let (step, Some(next)) = (pair[0].link(), pair[1].service) else { continue };
            match uses.iter_mut().find(|(before, _)| *before == step) {
                Some((_, behind)) if behind.contains(&next) => {}
                Some((_, behind)) => behind.push(next),
                None => uses.push((step, vec![next])),
            }
        }
        uses.iter().filter_map(|(step, used)| self.narrower_use(*step, used)).collect()
    }

    /// The `for` of a relationship without the services that a way uses it for.
    fn narrower_use(&self, step: Link, used: &[ServiceId]) -> Option<Correction<'org>> {
        let (service, relation) = (step.service?, self.relation(step)?);
        // SPEC 3.2: a service uses what it receives for itself alone and a party for nothing, so a
        // `for` has nothing to narrow there.
        if matches!(step.to, Recipient::Service(_) | Recipient::Party(_)) {
            return None;
        }
        let mut left = self.graph.use_of(&relation);
        left.retain(|service| !used.contains(service));
        if left.len() > LONGEST_USE {
            return None;
        }
        let (edit, yaml) = self.restriction(service, &relation, &left);
        let names_used = names(used.iter().map(|service| self.name((*service).into())), 3);
        let recipient = self.name(step.to.into());
        Some(Correction {
            kind: CorrectionKind::Use,
            when: format!(
                "If {recipient} does not use {} for {}",
                self.name(service.into()),
                &*names_used
            ),
            edit,
            place: FileLine::of(self.sources, relation.place),
            yaml: vec![yaml],
        })
    }

    /// How to restrict a relationship to some services, and what to write.
    fn restriction(
        &self,
        service: ServiceId,
        relation: &Relation<'org>,
        left: &[ServiceId],
    ) -> (String, String) {
        let text = self.text(relation.place);
        let to = self.id(relation.to.into(), relation.place);
        let quote = if text.is_in_brackets() { "\"" } else { "" };
        let ids: Vec<String> =
            left.iter().map(|it| self.id((*it).into(), relation.place)).collect();
        let list = format!("{quote}for{quote}: [{}]", ids.join(", "));
        let entry = format!("{{{quote}to{quote}: {to}, {list}}}");
        let repeated = || self.repeated(service, relation);
        if let Some(alias) = text.alias(relation.place) {
            // What an alias repeats can't be changed at its place alone, so it is written out there.
            let copy = format!("in place of `{alias}` write what it repeats");
            let has_more = !relation.satisfaction.is_empty() || relation.agreed.is_some();
            return match (relation.used_for, has_more) {
                (Some(_), _) => (format!("{copy}, with this as the `for` of {to},"), list),
                (None, true) => (format!("{copy}, with this in the entry of {to},"), list),
                (None, false) => (format!("{copy}, with this for {to},"), entry),
            };
        }
        // A recipient is a bare id or a mapping with `to` (SPEC part 2): only the
        // latter takes another key.
        match (relation.used_for, text.is_in_mapping(relation.place)) {
            (Some(_), _) => (format!("write as the `for` of {to}{}", repeated()), list),
            (None, true) => (format!("add to the entry of {to}{}", repeated()), list),
            (None, false) => (format!("write in place of {to}{}", repeated()), entry),
        }
    }

    /// For each party that passes on in the best ways: that it does not.
    fn not_passed_on(&self, best: &[&WayThere<'org>]) -> Vec<Correction<'org>> {
        let mut passed: Vec<(Recipient, Link)> = Vec::new();
        for pair in best.iter().flat_map(|way| way.steps.windows(2)) {
            let one = (pair[0].to, pair[1].link());
            if one.1.service.is_none() && !passed.contains(&one) {
                passed.push(one);
            }
        }
        let corrections = passed.into_iter().map(|(by, link)| {
            let (to, place) = (Subject::from(link.to), self.place(link, Some(by)));
            let id = self.organisation.id_of(to);
            let edit = match self.text(place).alias(place) {
                Some(alias) => {
                    format!("in place of `{alias}` write what it repeats, without {id},")
                }
                None => format!("take {id} out of `reaches`"),
            };
            Correction {
                kind: CorrectionKind::Removal,
                when: format!("If {} does not reach {}", self.name(by.into()), self.name(to)),
                edit,
                place: FileLine::of(self.sources, place),
                yaml: Vec::new(),
            }
        });
        corrections.collect()
    }

    /// A verdict on a customer of a unit: one that is there is changed, a new one is added to the list of verdicts or
    /// begins one in the unit's file.
    pub(super) fn verdict(
        &self,
        unit: UnitId,
        party: PartyId,
        decision: Decision,
    ) -> Correction<'org> {
        let (kind, is) = match decision {
            Decision::Rejected => (CorrectionKind::Rejection, "is no customer"),
            Decision::Confirmed => (CorrectionKind::Confirmation, "is a customer"),
        };
        let when = format!("If {} {is} of {}", self.name(party.into()), self.name(unit.into()));
        let (edit, place, yaml) = match self.organisation.verdict(unit, party) {
            Some(verdict) => {
                let edit = format!("write `{}` in the verdict", decision.word());
                (edit, verdict.place, Vec::new())
            }
            None => self.new_verdict(unit, party, decision),
        };
        Correction { kind, when, edit, place: FileLine::of(self.sources, place), yaml }
    }

    /// What to do with a new verdict, where, and its lines in the style of the file.
    fn new_verdict(
        &self,
        unit: UnitId,
        party: PartyId,
        decision: Decision,
    ) -> (String, Place, Vec<String>) {
        // New verdicts go where the others are, below the last one. Those of units outside a division are in the
        // same list.
        let last = self.whole().verdicts.iter().map(|verdict| verdict.place).max();
        let home = last.unwrap_or(self.organisation.unit(unit).header.place);
        let text = self.text(home);
        // A file is extended in its own notation: lines of YAML would make a JSON map unreadable.
        let quote = if text.is_in_brackets() { "\"" } else { "" };
        let keys = [
            ("unit", self.id(unit.into(), home)),
            ("customer", self.id(party.into(), home)),
            ("verdict", format!("{quote}{}{quote}", decision.word())),
            ("because", format!("{quote}the reason{quote}")),
        ];
        let pairs = keys.map(|(key, value)| format!("{quote}{key}{quote}: {value}"));
        let item = format!("{{{}}}", pairs.join(", "));
        if text.is_in_brackets() {
            let edit = "add to the list `verdicts`, begun where there is none,".to_owned();
            return (edit, home, vec![item]);
        }
        let Some(last) = last else {
            let start = text.list_start("verdicts");
            let indent = start.indent;
            let lines = vec![format!("{indent}verdicts:"), format!("{indent}  - {item}")];
            let place = Place { offset: start.offset, ..home };
            return (start.edit, place, lines);
        };
        let before = text.line_before(last);
        match before.strip_suffix('-').map(str::trim) {
            // The verdict is an item of a block list: the new one gets the same indentation. A list
            // in brackets has no such line.
            Some("") => {
                let indent = &before[..before.len() - 1];
                ("add below the last verdict".to_owned(), last, vec![format!("{indent}- {item}")])
            }
            _ => ("add to the list `verdicts`".to_owned(), last, vec![item]),
        }
    }

    fn relation(&self, step: Link) -> Option<Relation<'org>> {
        self.organisation.active_relations(step.service?).find(|relation| relation.to == step.to)
    }

    fn whole(&self) -> &'org Organisation {
        self.view.whole_graph().organisation()
    }

    fn text(&self, place: Place) -> MapText<'org> {
        MapText::of(self.sources, place)
    }

    /// An id as the file of a place has it within brackets.
    fn id(&self, subject: Subject, place: Place) -> String {
        let id = self.organisation.id_of(subject);
        if self.text(place).is_in_brackets() {
            // A control character is cleaned where the line is shown.
            format!("\"{}\"", id.replace('\\', "\\\\").replace('"', "\\\""))
        } else {
            scalar(id, ScalarPosition::Flow).into_owned()
        }
    }
}
