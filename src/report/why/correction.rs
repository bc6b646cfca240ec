//! How to correct an answer of `why`, or to confirm it: what to write in the map, and where.

use super::{
    super::{FileLine, words::names},
    Correction, WayThere, WhyQuery,
};
use crate::{
    analysis::{Certainty, Primary},
    diag::{Place, ScalarPosition, scalar},
    graph::Link,
    id::{PartyId, ServiceId, Subject},
    model::{Decision, PartyList, Recipient, Relation},
};
use std::path::Path;

/// At most this many relationships are named whose use may be narrower than the answer takes it to be.
const MOST_USES: usize = 3;
/// A use of more services than this is not written out: a verdict is shorter.
const LONGEST_USE: usize = 12;

impl<'org> WhyQuery<'_, 'org> {
    /// The corrections of a customer outside: a relationship that is used for less, and a verdict.
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
            return first_steps.map(|step| self.removal(step)).collect();
        }
        // A `for` written from a division would cut off what the recipient does outside it.
        let mut corrections =
            if self.within.is_some() { Vec::new() } else { self.narrower_uses(ways) };
        // A verdict is about a beneficiary of the map, not about a colleague outside the division.
        if self.organisation.party(row.party).list != PartyList::Beneficiary {
            return corrections;
        }
        corrections.push(self.verdict(row.party, Decision::Rejected));
        if row.certainty != Certainty::Confirmed {
            corrections.push(self.verdict(row.party, Decision::Confirmed));
        }
        corrections
    }

    /// Takes a recipient out of what a service serves.
    pub(super) fn removal(&self, step: Link) -> Correction<'org> {
        let to = Subject::from(step.to);
        Correction {
            when: format!("If {} does not serve {}", self.service_name(step), self.name(to)),
            edit: format!("take {} out of `serves`", self.organisation.id_of(to)),
            place: FileLine::of(self.sources, self.place(step, None)),
            yaml: Vec::new(),
            confirms: false,
        }
    }

    /// For each relationship inside that the best ways use: that it is not used for the service behind it.
    fn narrower_uses(&self, ways: &[WayThere<'org>]) -> Vec<Correction<'org>> {
        let least = ways.first().map(|way| way.cost);
        // A use that only longer ways need changes nothing in the answer.
        let best = ways.iter().filter(|way| Some(way.cost) == least);
        let steps = best.flat_map(|way| way.steps.windows(2));
        let mut uses: Vec<(Link, Vec<ServiceId>)> = Vec::new();
        for pair in steps {
            let (step, Some(next)) = (pair[0].link(), pair[1].service) else { continue };
            match uses.iter_mut().find(|(before, _)| *before == step) {
                Some((_, behind)) if behind.contains(&next) => {}
                Some((_, behind)) => behind.push(next),
                None => uses.push((step, vec![next])),
            }
        }
        let narrower = uses.iter().filter_map(|(step, used)| self.narrower_use(*step, used));
        narrower.take(MOST_USES).collect()
    }

    /// The `for` of a relationship without the services that a way uses it for.
    fn narrower_use(&self, step: Link, used: &[ServiceId]) -> Option<Correction<'org>> {
        let relation = self.relation(step)?;
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
        let is_json = self.is_json(relation.place);
        let id = |subject: Subject| {
            if is_json { quoted(self.organisation.id_of(subject)) } else { self.id(subject) }
        };
        let (to, quote) = (id(step.to.into()), if is_json { "\"" } else { "" });
        let ids: Vec<String> = left.into_iter().map(|it| id(it.into())).collect();
        let list = format!("{quote}for{quote}: [{}]", ids.join(", "));
        // A recipient is a bare id or a mapping with `to` (SPEC part 2): only the
        // latter takes another key.
        let (edit, yaml) = match (relation.used_for, self.is_mapping(relation.place)) {
            (Some(_), _) => (format!("write as the `for` of {to}"), list),
            (None, true) => (format!("add to the entry of {to}"), list),
            (None, false) => {
                let entry = format!("{{{quote}to{quote}: {to}, {list}}}");
                (format!("write in place of {to}"), entry)
            }
        };
        let used = names(used.iter().map(|service| self.name((*service).into())), 3);
        let recipient = self.name(step.to.into());
        let service = self.service_name(step);
        Some(Correction {
            when: format!("If {recipient} does not use {service} for {}", &*used),
            edit,
            place: FileLine::of(self.sources, relation.place),
            yaml: vec![yaml],
            confirms: false,
        })
    }

    /// A verdict on the customer: one that is there is changed, a new one is added to the list of verdicts or begins one
    /// at the end of the unit's file.
    fn verdict(&self, party: PartyId, decision: Decision) -> Correction<'org> {
        let (unit, customer) = (self.unit.into(), party.into());
        let is = if decision == Decision::Rejected { "is no customer" } else { "is a customer" };
        let when = format!("If {} {is} of {}", self.name(customer), self.name(unit));
        let (edit, place, yaml) = match self.organisation.verdict(self.unit, party) {
            Some(verdict) => {
                let edit = format!("write `{}` in the verdict", decision.word());
                (edit, verdict.place, Vec::new())
            }
            None => self.new_verdict(party, decision),
        };
        Correction {
            when,
            edit,
            place: FileLine::of(self.sources, place),
            yaml,
            confirms: decision == Decision::Confirmed,
        }
    }

    /// What to do with a new verdict, where, and its lines in the style of the file.
    fn new_verdict(&self, party: PartyId, decision: Decision) -> (String, Place, Vec<String>) {
        // New verdicts go where the others are, below the last one.
        let last = self.organisation.verdicts.iter().map(|verdict| verdict.place).max();
        let unit = self.organisation.unit(self.unit).header.place;
        let is_json = self.is_json(last.unwrap_or(unit));
        // A file is extended in its own notation: lines of YAML would make a JSON map unreadable.
        let id = |subject: Subject| {
            if is_json { quoted(self.organisation.id_of(subject)) } else { self.id(subject) }
        };
        let (unit_id, customer) = (id(self.unit.into()), id(party.into()));
        let word = decision.word();
        if is_json {
            let item = format!(
                "{{\"unit\": {unit_id}, \"customer\": {customer}, \"verdict\": \"{word}\", \"because\": \"the reason\"}}"
            );
            let edit = "add to the list `verdicts`, begun where there is none,".to_owned();
            return (edit, last.unwrap_or(unit), vec![item]);
        }
        let item = format!(
            "{{unit: {unit_id}, customer: {customer}, verdict: {word}, because: the reason}}"
        );
        let Some(last) = last else {
            let lines = vec!["verdicts:".to_owned(), format!("  - {item}")];
            return ("add at the end,".to_owned(), self.sources.end(unit.file), lines);
        };
        let before = self.line_before(last);
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

    /// Whether a place is in a JSON file.
    fn is_json(&self, place: Place) -> bool {
        Path::new(&self.sources.file(place.file).name)
            .extension()
            .is_some_and(|ending| ending.eq_ignore_ascii_case("json"))
    }

    /// The text of a line up to a place, without white space at its end.
    fn line_before(&self, place: Place) -> &'org str {
        let text = &self.sources.file(place.file).text;
        let before = text.get(..place.offset as usize).unwrap_or_default();
        before.rsplit('\n').next().unwrap_or_default().trim_end()
    }

    fn relation(&self, step: Link) -> Option<Relation<'org>> {
        self.organisation.active_relations(step.service?).find(|relation| relation.to == step.to)
    }

    /// Whether the recipient at a place is the `to` of a mapping.
    fn is_mapping(&self, place: Place) -> bool {
        let text = &self.sources.file(place.file).text;
        let before = text.get(..place.offset as usize).unwrap_or_default().trim_end();
        before.ends_with("to:") || before.ends_with("\"to\":")
    }

    fn service_name(&self, step: Link) -> &'org str {
        step.service.map_or("", |service| self.name(service.into()))
    }

    /// An id as YAML has it within brackets.
    fn id(&self, subject: Subject) -> String {
        scalar(self.organisation.id_of(subject), ScalarPosition::Flow).into_owned()
    }
}

/// A text as JSON has it.
fn quoted(text: &str) -> String {
    // A control character is cleaned where the line is shown.
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
