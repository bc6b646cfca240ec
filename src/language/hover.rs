//! What an editor shows about a place when the pointer rests on it: an entry's card in a few lines, what a key is for,
//! what a finding means.

use super::{
    lookup::{Located, located},
    snapshot::Snapshot,
};
use crate::{
    analysis::{
        ChainDetail, Primaries, Primary, PrimaryQuery, Reach, RelationsOfParties, View,
        owner_and_backup, roll_up, secondary,
    },
    diag::{Code, Diagnostic, FileId, count, first_of},
    graph::Graph,
    id::{PartyId, ServiceId, Subject, UnitId},
    model::{Organisation, Relation},
};
use std::ops::Range;

/// How many names a line holds.
const NAMES: usize = 6;

/// The text about a place.
#[derive(Clone, Debug)]
pub struct Hover {
    /// The bytes that it is about.
    pub span: Range<usize>,
    /// The text, in Markdown.
    pub text: String,
}

/// Returns the text about a byte of a file.
pub fn hover(snapshot: &Snapshot, file: FileId, offset: usize) -> Option<Hover> {
    let found = located(snapshot, file, offset);
    let description = found.as_ref().and_then(|found| match found {
        Located::Key { span, description } => Some((span.clone(), plain(description))),
        Located::Declaration { span, entry, .. } => Some((span.clone(), card(snapshot, *entry))),
        Located::Mention { mention, entry } => match (entry, &*mention.word) {
            (Some(entry), _) => Some((mention.span.clone(), card(snapshot, *entry))),
            (None, "everyone") => {
                Some((mention.span.clone(), "**Everyone**: all who work here".to_owned()))
            }
            (None, _) => None,
        },
    });
    let mut codes: Vec<Code> = Vec::new();
    let text = &snapshot.sources.file(file).text;
    let here = snapshot
        .diagnostics
        .iter()
        .filter(|one| one.place.file == file && covers(text, one, offset) && one.code.is_finding());
    for one in here {
        // Several findings of one code have the same meaning and advice.
        if !codes.contains(&one.code) {
            codes.push(one.code);
        }
    }
    let findings = codes.iter().map(|code| {
        // The sentences of the catalogue are Markdown already.
        format!("`{}`: {} *{}.*", code.word(), code.meaning(), code.advice())
    });
    // With findings alone there is no word to highlight.
    let span = description.as_ref().map_or(offset..offset, |(span, _)| span.clone());
    let parts: Vec<String> =
        description.map(|(_, text)| text).into_iter().chain(findings).collect();
    (!parts.is_empty()).then(|| Hover { span, text: parts.join("\n\n") })
}

/// Whether a diagnostic is about the text at a byte.
fn covers(text: &str, one: &Diagnostic, offset: usize) -> bool {
    let start = one.place.offset as usize;
    // The end is included: the pointer rests behind the last letter as well.
    (start..=token_end(text, start)).contains(&offset)
}

/// The end of the word or quoted text that begins at a byte, on its line.
pub fn token_end(text: &str, start: usize) -> usize {
    let rest = text.get(start..).unwrap_or_default();
    let line = rest.split(['\n', '\r']).next().unwrap_or_default();
    let quote = line.chars().next().filter(|c| matches!(c, '"' | '\''));
    if let Some(end) = quote.and_then(|quote| line[1..].find(quote)) {
        return start + end + 2;
    }
    let stops = [": ", " #", ", ", "]", "}"];
    let ends = stops.iter().filter_map(|stop| line.find(stop)).filter(|end| *end > 0);
    let end = ends.min().unwrap_or(line.len());
    start + line[..end].trim_end_matches([' ', ':', ',']).len()
}

/// The card of an entry in a few lines.
fn card(snapshot: &Snapshot, number: usize) -> String {
    let entry = snapshot.names.index.entry(number);
    let head = format!("**{}** ({} `{}`)", plain(entry.name), entry.kind.word(), entry.id);
    // Nothing is derived from a map with errors.
    let Some((organisation, subject)) = snapshot.valid_map().zip(snapshot.subject(entry)) else {
        return head;
    };
    let graph = Graph::build(organisation);
    let card = HoverCard { snapshot, organisation, graph: &graph };
    let mut lines = vec![head];
    match subject {
        Subject::Unit(unit) => lines.extend(card.unit(unit)),
        Subject::Service(service) => lines.extend(card.service(service)),
        Subject::Party(party) => lines.extend(card.party(party)),
        Subject::Group(group) => {
            let units = organisation.group(group).held.units().map(Subject::Unit);
            lines.push(format!("Holds {}", card.names(&units.collect::<Vec<_>>())));
        }
        Subject::Organisation | Subject::Everyone => {}
    }
    lines.extend(card.findings(entry.id));
    lines.join("  \n")
}

struct HoverCard<'a> {
    snapshot: &'a Snapshot,
    organisation: &'a Organisation,
    graph: &'a Graph<'a>,
}

impl HoverCard<'_> {
    fn unit(&self, unit: UnitId) -> Vec<String> {
        let mut lines = Vec::new();
        let up = self.organisation.unit(unit).part_of.map_or(Subject::Organisation, Subject::Unit);
        lines.push(format!("Part of {}", plain(self.organisation.name_of(up))));
        let primary = primary_of(self.graph, unit);
        for (reach, words) in [
            (Reach::Direct, "Customers outside"),
            (Reach::Through, "Customers outside, through others"),
            (Reach::Broad, "Customers outside, by broad steps only"),
        ] {
            let of = primary.iter().filter(|row| row.reach == reach);
            let parties: Vec<Subject> = of.map(|row| Subject::Party(row.party)).collect();
            if !parties.is_empty() {
                lines.push(format!("{words}: {}", self.names(&parties)));
            }
        }
        let inside = secondary(self.graph, unit);
        let colleagues: Vec<Subject> =
            inside.iter().map(|row| Subject::from(row.customer)).collect();
        lines.push(format!("Customers inside: {}", self.names(&colleagues)));
        let payers = View::whole(self.graph).payers_of_unit(unit);
        let paying: Vec<Subject> = payers.iter().map(|payer| Subject::from(payer.payer)).collect();
        lines.push(format!("Paid by: {}", self.names(&paying)));
        let services = self.graph.services_of(unit);
        let relations = services.iter().flat_map(|&one| self.organisation.active_relations(one));
        lines.extend(happy(self.organisation, relations));
        lines
    }

    fn service(&self, service: ServiceId) -> Vec<String> {
        let entry = self.organisation.service(service);
        let providers: Vec<Subject> =
            entry.provided_by.iter().map(|one| Subject::from(*one)).collect();
        let recipients: Vec<Subject> =
            self.organisation.all_relations(service).map(|relation| relation.to.into()).collect();
        let paid = View::whole(self.graph).payments_for_service(service);
        let payers: Vec<Subject> = paid.iter().map(|one| Subject::from(one.payer)).collect();
        let mut lines = vec![
            format!("Provided by: {}", self.names(&providers)),
            format!("Serves: {}", self.names(&recipients)),
            format!("Paid by: {}", self.names(&payers)),
        ];
        lines.extend(happy(self.organisation, self.organisation.active_relations(service)));
        lines
    }

    fn party(&self, party: PartyId) -> Vec<String> {
        let profile = self.organisation.party(party);
        let mut lines = vec![format!("{}, {}", profile.kind.word(), profile.status.word())];
        let serves_it = |service: &ServiceId| {
            let mut relations = self.organisation.active_relations(*service);
            relations.any(|relation| relation.to.party() == Some(party))
        };
        let services = self.organisation.services().map(|(id, _)| id).filter(serves_it);
        lines.push(format!(
            "Receives: {}",
            self.names(&services.map(Subject::Service).collect::<Vec<_>>())
        ));
        let (owner, backup) = owner_and_backup(profile);
        let name = |unit: Option<UnitId>| unit.map_or("nobody".to_owned(), |unit| self.name(unit));
        lines.push(format!("Owner: {}; backup: {}", name(owner), name(backup)));
        let relations = RelationsOfParties::new(self.organisation);
        lines.extend(happy(self.organisation, relations.of(party)));
        lines
    }

    fn name(&self, unit: UnitId) -> String {
        plain(self.organisation.name_of(unit.into()))
    }

    /// The first names, and how many more there are.
    fn names(&self, subjects: &[Subject]) -> String {
        if subjects.is_empty() {
            return "nobody".to_owned();
        }
        first_of(subjects.iter().map(|one| plain(self.organisation.name_of(*one))), NAMES)
    }

    /// The codes of the findings about the entry.
    fn findings(&self, id: &str) -> Option<String> {
        let mut codes: Vec<&str> = Vec::new();
        let all = &self.snapshot.diagnostics;
        for one in all.iter().filter(|one| one.subject.as_deref() == Some(id)) {
            if !codes.contains(&one.code.word()) {
                codes.push(one.code.word());
            }
        }
        (!codes.is_empty()).then(|| format!("Findings: `{}`", codes.join("`, `")))
    }
}

/// How many of some relationships were measured, and the lowest score.
fn happy<'r>(
    organisation: &Organisation,
    relations: impl Iterator<Item = Relation<'r>>,
) -> Option<String> {
    let rolled = roll_up(organisation, relations);
    if rolled.relationships == 0 {
        return None;
    }
    let lowest = rolled.lowest.map(|lowest| format!(", the lowest {lowest:.1} of 10"));
    Some(format!(
        "Satisfaction: {} of {} measured{}",
        rolled.measured,
        count(rolled.relationships, "relationship"),
        lowest.unwrap_or_default()
    ))
}

/// The primary customers of a unit.
pub(super) fn primary_of(graph: &Graph<'_>, unit: UnitId) -> Vec<Primary> {
    let query = PrimaryQuery { reaches: Vec::new(), parties: None, chains: ChainDetail::FirstStep };
    Primaries::new(graph, [unit], query).flat_map(|(_, own)| own.rows).collect()
}

/// A text of the map as Markdown that shows it as it is.
fn plain(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '!' | '~' | '&')
        {
            escaped.push('\\');
        }
        escaped.push(if c.is_control() { ' ' } else { c });
    }
    escaped
}
