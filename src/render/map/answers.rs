//! Writes what heads answered into the text of a map: each change goes to the entry that it is about, and the text
//! around it stays as it is, comments included.

use crate::{
    diag::{Place, Slice},
    id::{PartyId, ServiceId, Subject, UnitId, fold_name, slug, unit_of_own_service},
    import::Value,
    input::{RawKind, RawValue, Text},
    model::{Organisation, PartyList, Recipient},
    render::{
        edit::{EditError, MapEditor, PathStep},
        number::score,
    },
    report::{AnswerChange, ChangedFact, HEADS, HeadsMeasurement},
};
use std::collections::{BTreeMap, BTreeSet};

/// Where an entry is: its file, the key of its list there, and its number in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct EntryAt {
    file: usize,
    list: &'static str,
    at: usize,
}

/// The edits of all answers, before any is made: a key that is missing can be added once only.
#[derive(Debug, Default)]
struct Edits {
    /// Keys to set, by the keys that lead to them from their entry.
    sets: BTreeMap<EntryAt, Vec<(Vec<PathKey>, Value)>>,
    /// Items to add to the lists of entries.
    items: BTreeMap<(EntryAt, &'static str), Vec<Value>>,
    /// Items to take out of the lists of entries, by their numbers.
    removals: BTreeMap<(EntryAt, &'static str), BTreeSet<usize>>,
    verdicts: Vec<Value>,
    measurements: Vec<Value>,
    /// Why changes can't be written, in sentences.
    lost: Vec<String>,
    /// The numbers of these changes.
    lost_changes: BTreeSet<usize>,
    /// The number of the change that is collected now.
    change: usize,
    /// The places that changes are to be written to, with the numbers of the changes.
    targets: Vec<(usize, EntryAt, Vec<PathKey>)>,
}

impl Edits {
    /// Leaves out the change that is collected now.
    fn lose(&mut self, why: String) {
        self.lost.push(why);
        self.lost_changes.insert(self.change);
    }

    fn set(&mut self, entry: EntryAt, path: Vec<PathKey>, value: Value) {
        self.targets.push((self.change, entry, path.clone()));
        self.sets.entry(entry).or_default().push((path, value));
    }

    /// Notes that the list of an entry is to be changed.
    fn target_list(&mut self, entry: EntryAt, key: &'static str) {
        self.targets.push((self.change, entry, vec![PathKey::Key(key)]));
    }

    /// Leaves out the changes that were to be written to a place, or into it.
    fn fail(&mut self, entry: EntryAt, path: &[PathKey], why: String) {
        self.lost.push(why);
        let targets = self.targets.iter();
        let failed = targets.filter(|(_, at, inner)| *at == entry && inner.starts_with(path));
        self.lost_changes.extend(failed.map(|(change, _, _)| *change));
    }
}

/// What became of the changes that answers make.
#[derive(Debug)]
pub struct WrittenAnswers<'c> {
    /// The changes that were written, wholly.
    pub written: Vec<&'c AnswerChange>,
    /// What can't be written at its place, in sentences.
    pub lost: Vec<String>,
}

/// A step of a path within an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum PathKey {
    Key(&'static str),
    Item(usize),
}

/// Writes changes into the files of a map, of which there is an editor each; new lists go to the file with the number
/// `home`.
pub fn apply<'c>(
    editors: &mut [MapEditor<'_>],
    home: usize,
    organisation: &Organisation,
    changes: &'c [AnswerChange],
) -> WrittenAnswers<'c> {
    let collector = EditCollector { editors, organisation };
    let mut edits = Edits::default();
    for (number, change) in changes.iter().enumerate() {
        edits.change = number;
        collector.collect(change, &mut edits);
    }
    for (entry, sets) in std::mem::take(&mut edits.sets) {
        for (path, result) in set_all(editors, entry, &sets) {
            if let (Err(error), Some(PathKey::Key(key))) = (result, path.last()) {
                edits.fail(entry, &path, failure(editors, entry, key, &error));
            }
        }
    }
    let lists: BTreeSet<_> = edits.items.keys().chain(edits.removals.keys()).copied().collect();
    for (entry, key) in lists {
        let added = edits.items.get(&(entry, key)).map_or(&[][..], Vec::as_slice);
        let removed = edits.removals.get(&(entry, key)).into_iter().flatten().copied();
        let gone: Vec<usize> = removed.collect();
        let result = edit_list(&mut editors[entry.file], entry, key, added, &gone);
        if let Err(error) = result {
            edits.fail(entry, &[PathKey::Key(key)], failure(editors, entry, key, &error));
        }
    }
    add_to_lists(editors, home, changes, &mut edits);
    let is_written = |number: &usize| !edits.lost_changes.contains(number);
    let written = changes.iter().enumerate().filter(|(number, _)| is_written(number));
    WrittenAnswers { written: written.map(|(_, change)| change).collect(), lost: edits.lost }
}

/// Adds verdicts and measurements to the lists of the map.
fn add_to_lists(
    editors: &mut [MapEditor<'_>],
    home: usize,
    changes: &[AnswerChange],
    edits: &mut Edits,
) {
    let is_verdict: fn(&ChangedFact) -> bool = |fact| matches!(fact, ChangedFact::Verdict(..));
    let is_measured: fn(&ChangedFact) -> bool =
        |fact| matches!(fact, ChangedFact::Measured(one) if one.replaces.is_none());
    let about = "What heads say of customers that were inferred.";
    let happy = "How happy those are who are served.";
    let lists = [
        ("verdicts", &edits.verdicts, about, is_verdict),
        ("measurements", &edits.measurements, happy, is_measured),
    ];
    for (key, items, comment, is_of_list) in lists {
        if items.is_empty() {
            continue;
        }
        // Beside those that the map has already, whichever file holds them.
        let has_list = editors.iter().position(|editor| editor.root().get(key).is_some());
        let result = editors[has_list.unwrap_or(home)].insert(&[], key, items, Some(comment));
        if let Err(error) = result {
            edits.lost.push(format!("{key}: {error}"));
            let failed = changes.iter().enumerate().filter(|(_, change)| is_of_list(&change.fact));
            edits.lost_changes.extend(failed.map(|(number, _)| number));
        }
    }
}

/// Adds items to the list of an entry, or a single value in its place, and takes others out. New items take the places
/// of old ones first: a list that loses its only item could not be written.
fn edit_list(
    editor: &mut MapEditor<'_>,
    entry: EntryAt,
    key: &'static str,
    added: &[Value],
    removed: &[usize],
) -> Result<(), EditError> {
    let path = [PathStep::Key(entry.list), PathStep::Item(entry.at)];
    let list = [path[0], path[1], PathStep::Key(key)];
    let is_single = editor.root().at(&list).is_some_and(|it| !matches!(it.kind, RawKind::List(_)));
    if let (true, false, [first, rest @ ..]) = (is_single, removed.is_empty(), added) {
        let value = if rest.is_empty() { first.clone() } else { Value::List(added.to_vec()) };
        return editor.set(&path, key, &value);
    }
    let replaced = removed.len().min(added.len());
    for (at, item) in removed.iter().zip(added) {
        editor.replace(&[path[0], path[1], PathStep::Key(key), PathStep::Item(*at)], item)?;
    }
    if replaced < added.len() {
        editor.insert(&path, key, &added[replaced..], None)?;
    }
    if replaced < removed.len() {
        editor.remove_items(&list, &removed[replaced..])?;
    }
    Ok(())
}

fn failure(editors: &[MapEditor<'_>], entry: EntryAt, key: &str, error: &EditError) -> String {
    let item =
        editors[entry.file].root().get(entry.list).and_then(|list| list.items().get(entry.at));
    let name =
        item.and_then(|item| item.get("name")).and_then(RawValue::text).unwrap_or(entry.list);
    format!("{name}: `{key}` can't be written at its place ({error})")
}

/// Sets the keys of one entry. Keys of a mapping that is not there yet are set together.
fn set_all(
    editors: &mut [MapEditor<'_>],
    entry: EntryAt,
    sets: &[(Vec<PathKey>, Value)],
) -> Vec<(Vec<PathKey>, Result<(), EditError>)> {
    let mut missing: BTreeMap<&'static str, Vec<(Slice, Value)>> = BTreeMap::new();
    let mut results = Vec::new();
    for (path, value) in sets {
        let [parents @ .., PathKey::Key(key)] = path.as_slice() else {
            continue;
        };
        let steps = steps(entry, parents);
        let editor = &mut editors[entry.file];
        match parents {
            [PathKey::Key(parent)] if find(editor.root(), &steps).is_none_or(is_null) => {
                missing.entry(parent).or_default().push(((*key).into(), value.clone()));
            }
            _ => results.push((path.clone(), editor.set(&steps, key, value))),
        }
    }
    for (parent, pairs) in missing {
        let result = editors[entry.file].set(&steps(entry, &[]), parent, &Value::Map(pairs));
        results.push((vec![PathKey::Key(parent)], result));
    }
    results
}

fn is_null(value: &RawValue) -> bool {
    matches!(value.kind, RawKind::Null)
}

fn steps(entry: EntryAt, inner: &[PathKey]) -> Vec<PathStep<'static>> {
    let steps = inner.iter().map(|step| match *step {
        PathKey::Key(key) => PathStep::Key(key),
        PathKey::Item(at) => PathStep::Item(at),
    });
    [PathStep::Key(entry.list), PathStep::Item(entry.at)].into_iter().chain(steps).collect()
}

fn find<'r>(root: &'r RawValue, path: &[PathStep<'_>]) -> Option<&'r RawValue> {
    path.iter().try_fold(root, |node, step| match step {
        PathStep::Key(key) => node.get(key),
        PathStep::Item(at) => node.items().get(*at),
    })
}

/// Turns changes into edits.
struct EditCollector<'e, 't, 'org> {
    editors: &'e [MapEditor<'t>],
    organisation: &'org Organisation,
}

impl EditCollector<'_, '_, '_> {
    fn collect(&self, change: &AnswerChange, edits: &mut Edits) {
        let date = || text(change.date.as_str());
        match &change.fact {
            ChangedFact::Purpose(unit, purpose) => {
                self.set((*unit).into(), &["purpose"], text(purpose), edits);
            }
            ChangedFact::Lead(unit, lead) => {
                self.set((*unit).into(), &["lead"], self.id(*lead), edits);
            }
            ChangedFact::UnitServes(unit, recipient) => {
                self.add((*unit).into(), "serves", self.id(*recipient), edits);
            }
            ChangedFact::ServiceServes(service, recipient) => {
                self.add((*service).into(), "serves", self.id(*recipient), edits);
            }
            ChangedFact::ServiceServesNot(service, recipient) => {
                self.remove_recipient(*service, *recipient, edits);
            }
            ChangedFact::ServicePaidBy(service, Subject::Organisation) => {
                self.add((*service).into(), "paid_by", text("organisation"), edits);
            }
            ChangedFact::ServicePaidBy(service, payer) => {
                self.add((*service).into(), "paid_by", self.id(*payer), edits);
            }
            ChangedFact::Reviewed(subject) => self.set(*subject, &["reviewed"], date(), edits),
            ChangedFact::PartyText(party, key, value) => {
                self.set((*party).into(), key.path(), text(value), edits);
            }
            ChangedFact::PartyTexts(party, key, values) => {
                let texts = values.iter().map(|value| text(value)).collect();
                self.set((*party).into(), key.path(), Value::List(texts), edits);
            }
            ChangedFact::PartyUnit(party, key, unit) => {
                self.set((*party).into(), key.path(), self.id(*unit), edits);
            }
            ChangedFact::Reason(party, at, is_true, source) => {
                self.reason(*party, *at, (*is_true, source.as_deref()), change, edits);
            }
            ChangedFact::Verdict(unit, party, decision, because) => {
                let verdict = [
                    ("unit", Some(self.id(*unit))),
                    ("customer", Some(self.id(*party))),
                    ("verdict", Some(text(decision.word()))),
                    ("because", because.as_deref().map(text)),
                    ("by", change.by.as_deref().map(text)),
                    ("date", Some(date())),
                ];
                edits.verdicts.push(mapping(verdict));
            }
            ChangedFact::Measured(measured) => self.measured(measured, date(), edits),
            ChangedFact::Note(subject, note) => self.note(*subject, note, edits),
        }
    }

    /// A new measurement of heads, or other values of one that an earlier batch of answers made.
    fn measured(&self, measured: &HeadsMeasurement, date: Value, edits: &mut Edits) {
        let HeadsMeasurement { service, recipient, .. } = *measured;
        let number = |number: f64| text(&score(number).to_string());
        let values = [
            ("score", Some(number(measured.score))),
            ("n", Some(text(&measured.n.to_string()))),
            ("spread", measured.spread.map(number)),
            ("measured", Some(date)),
            ("source", Some(text(HEADS))),
            ("notes", Some(text(&measured.answered_by))),
        ];
        let Some(place) = measured.replaces else {
            let about = [("service", Some(self.id(service))), ("of", Some(self.id(recipient)))];
            return edits.measurements.push(mapping(about.into_iter().chain(values)));
        };
        let Some(entry) = self.measurement(place) else {
            return edits.lose(self.no_list_entry(service, recipient));
        };
        let others = values.into_iter().filter(|(key, _)| *key != "source");
        let sets = others.filter_map(|(key, value)| Some((vec![PathKey::Key(key)], value?)));
        for (path, value) in sets {
            edits.set(entry, path, value);
        }
    }

    fn id(&self, subject: impl Into<Subject>) -> Value {
        text(self.organisation.id_of(subject.into()))
    }

    fn set(&self, subject: Subject, path: &[&'static str], value: Value, edits: &mut Edits) {
        let keys = path.iter().map(|key| PathKey::Key(key)).collect();
        match self.entry(subject) {
            Some(entry) => edits.set(entry, keys, value),
            // A service that a unit's own `serves` makes has no entry of its own to be checked.
            None if self.unit_of_unnamed(subject).is_some() => {}
            None => edits.lose(self.no_entry(subject)),
        }
    }

    fn add(&self, subject: Subject, key: &'static str, value: Value, edits: &mut Edits) {
        let unit = self.unit_of_unnamed(subject).map(Subject::Unit);
        match self.entry(unit.unwrap_or(subject)) {
            Some(entry) => {
                edits.target_list(entry, key);
                edits.items.entry((entry, key)).or_default().push(value);
            }
            None => edits.lose(self.no_entry(subject)),
        }
    }

    /// Takes a recipient out of those of a service.
    fn remove_recipient(&self, service: ServiceId, recipient: Recipient, edits: &mut Edits) {
        let unit = self.unit_of_unnamed(service.into()).map(Subject::Unit);
        let Some(entry) = self.entry(unit.unwrap_or(service.into())) else {
            return edits.lose(self.no_entry(service.into()));
        };
        let serves =
            find(self.editors[entry.file].root(), &steps(entry, &[PathKey::Key("serves")]));
        let items = match serves.map(|it| &it.kind) {
            Some(RawKind::List(items)) => items.as_slice(),
            _ => serves.map_or(&[][..], std::slice::from_ref),
        };
        let (id, name) = (
            self.organisation.id_of(recipient.into()),
            self.organisation.name_of(recipient.into()),
        );
        let is_it = |item: &RawValue| {
            let word = item.text().or_else(|| item.get("to").and_then(RawValue::text));
            word.is_some_and(|word| word == id || fold_name(word) == fold_name(name))
        };
        let found: Vec<usize> =
            items.iter().enumerate().filter(|(_, item)| is_it(item)).map(|(at, _)| at).collect();
        if found.is_empty() {
            return edits.lose(self.no_entry(recipient.into()));
        }
        edits.target_list(entry, "serves");
        edits.removals.entry((entry, "serves")).or_default().extend(found);
    }

    fn no_entry(&self, subject: Subject) -> String {
        format!("{}: its entry is not in a YAML file", self.organisation.name_of(subject))
    }

    fn reason(
        &self,
        party: PartyId,
        at: usize,
        (is_true, source): (bool, Option<&str>),
        change: &AnswerChange,
        edits: &mut Edits,
    ) {
        let Some(entry) = self.entry(party.into()) else {
            return edits.lose(self.no_entry(party.into()));
        };
        let reasons =
            find(self.editors[entry.file].root(), &steps(entry, &[PathKey::Key("reasons")]));
        let is_list = reasons.is_some_and(|it| matches!(it.kind, RawKind::List(_)));
        let base =
            [PathKey::Key("reasons")].into_iter().chain(is_list.then_some(PathKey::Item(at)));
        let keys: Vec<PathKey> = base.collect();
        let by = change.by.as_deref().map(|by| self.name_of_author(by));
        let source = source.or(by).unwrap_or(HEADS);
        let values = [
            ("confidence", if is_true { "supported" } else { "refuted" }),
            ("source", source),
            ("date", change.date.as_str()),
        ];
        for (key, value) in values {
            let path = keys.iter().copied().chain([PathKey::Key(key)]).collect();
            edits.set(entry, path, text(value));
        }
    }

    fn name_of_author<'a>(&'a self, by: &'a str) -> &'a str {
        let mut units = self.organisation.units();
        units.find(|(_, unit)| *unit.header.id == *by).map_or(by, |(_, unit)| &unit.header.name)
    }

    /// Adds a note behind those that the entry has.
    fn note(&self, subject: Subject, note: &str, edits: &mut Edits) {
        let subject = self.unit_of_unnamed(subject).map_or(subject, Subject::Unit);
        let Some(entry) = self.entry(subject) else {
            return edits.lose(self.no_entry(subject));
        };
        let notes = find(self.editors[entry.file].root(), &steps(entry, &[PathKey::Key("notes")]));
        let is_note = |path: &[PathKey]| path == [PathKey::Key("notes")];
        // A failure is one of every remark that the notes were to hold.
        edits.target_list(entry, "notes");
        let sets = edits.sets.entry(entry).or_default();
        let known = sets.iter_mut().find(|(path, _)| is_note(path)).map(|(_, value)| value);
        if let Some(known @ Value::Text(_)) = known {
            if let Value::Text(before) = &*known
                && !before.value.contains(note)
            {
                *known = text(&format!("{} {note}", before.value));
            }
            return;
        }
        let all = match notes.and_then(RawValue::text) {
            // Answers that are taken twice change nothing.
            Some(before) if before.contains(note) => return,
            Some(before) => format!("{before} {note}"),
            None => note.to_owned(),
        };
        sets.push((vec![PathKey::Key("notes")], text(&all)));
    }

    /// The measurement at a place, in the list of measurements.
    fn measurement(&self, place: Place) -> Option<EntryAt> {
        self.editors.iter().enumerate().find_map(|(file, editor)| {
            let mut items = editor.root().get("measurements")?.items().iter();
            // Each file was read by itself, so that only the place within it can be compared.
            let is_it = |item: &RawValue| {
                item.place.offset == place.offset
                    && item.get("source").and_then(RawValue::text) == Some(HEADS)
            };
            let at = items.position(is_it)?;
            Some(EntryAt { file, list: "measurements", at })
        })
    }

    fn no_list_entry(&self, service: ServiceId, recipient: Recipient) -> String {
        format!(
            "{} with {}: the earlier measurement of heads is not in the list `measurements`",
            self.organisation.name_of(recipient.into()),
            self.organisation.name_of(service.into())
        )
    }

    /// The unit whose own `serves` makes a service.
    fn unit_of_unnamed(&self, subject: Subject) -> Option<UnitId> {
        let id = self.organisation.id_of(Subject::Service(service(subject)?));
        let unit = unit_of_own_service(id)?;
        let mut units = self.organisation.units();
        let (unit, _) = units.find(|(_, one)| *one.header.id == *unit)?;
        self.in_lists(&["services"], id).is_none().then_some(unit)
    }

    fn entry(&self, subject: Subject) -> Option<EntryAt> {
        let lists: &[&'static str] = match subject {
            Subject::Unit(unit) if self.organisation.unit(unit).person().is_some() => &["people"],
            Subject::Unit(_) => &["departments"],
            Subject::Group(_) => &["groups"],
            Subject::Service(_) => &["services"],
            Subject::Party(party) => match self.organisation.party(party).list {
                PartyList::Payer => &["payers", "funders"],
                PartyList::Beneficiary | PartyList::Inside(_) => &["beneficiaries", "customers"],
            },
            Subject::Organisation | Subject::Everyone => return None,
        };
        self.in_lists(lists, self.organisation.id_of(subject))
    }

    /// The entry with an id, stated or made of its name.
    fn in_lists(&self, lists: &[&'static str], id: &str) -> Option<EntryAt> {
        let mut by_name = None;
        for (file, editor) in self.editors.iter().enumerate() {
            for list in lists {
                let items = editor.root().get(list).map_or(&[][..], RawValue::items);
                for (at, item) in items.iter().enumerate() {
                    let entry = EntryAt { file, list, at };
                    let value = |key: &str| item.get(key).and_then(RawValue::text);
                    match (value("id"), value("name")) {
                        (Some(own), _) if own == id => return Some(entry),
                        // A stated id decides, so the search goes on after a name
                        // that would make the same id.
                        (None, Some(name)) if is_id_of(id, name) => {
                            by_name = by_name.or(Some(entry));
                        }
                        _ => {}
                    }
                }
            }
        }
        by_name
    }
}

/// Whether an id is made of a name, with or without the word of a list in front (SPEC 2).
fn is_id_of(id: &str, name: &str) -> bool {
    let slug = slug(name);
    let words = ["department", "person", "group", "service", "beneficiary", "payer"];
    id == slug || words.iter().any(|word| id.strip_prefix(word) == Some(&format!("-{slug}")))
}

fn service(subject: Subject) -> Option<ServiceId> {
    subject.service()
}

fn mapping<'k>(pairs: impl IntoIterator<Item = (&'k str, Option<Value>)>) -> Value {
    let filled = pairs.into_iter().filter_map(|(key, value)| Some((key.into(), value?)));
    Value::Map(filled.collect())
}

fn text(value: &str) -> Value {
    Value::Text(Text { value: value.into(), place: Place::default() })
}
