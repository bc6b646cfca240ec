//! Changes that an editor offers at a place: the nearest word, a missing entry, a reason why a finding is all right, a
//! backup, a verdict on an inferred customer, a narrower use, the long form of a short item.

use super::{
    edits::{FileEdit, TextEdit},
    hover::{primary_of, token_end},
    lookup::{Located, located},
    outline::{key_of, text_type},
    snapshot::Snapshot,
    uses::services_of,
};
use crate::{
    analysis::{Certainty, owner_and_backup},
    diag::{Code, Diagnostic, FileId, Nearest, ScalarPosition, scalar},
    graph::Graph,
    id::{PartyId, Subject, UnitId},
    import::Value,
    input::{self, EntryKind, MapFormat, RawKind, RawValue, Record, Shape, Text, ValueType},
    model::Decision,
    render::edit::{EditError, MapEdit, MapEditor, PathStep},
    resolve::words,
};
use std::{collections::BTreeSet, ops::Range, path::Path};

/// At most this many inferred customers of a unit are offered for a verdict.
const MOST_VERDICTS: usize = 10;
/// At most this many colleagues are offered as a backup.
const MOST_BACKUPS: usize = 5;

/// A change that is offered.
#[derive(Clone, Debug)]
pub struct Action {
    /// What it does, in a few words.
    pub title: String,
    /// The diagnostic that it answers: its number in the snapshot.
    pub answers: Option<usize>,
    file: FileId,
    change: ActionChange,
}

/// What an action changes.
#[derive(Clone, Debug)]
enum ActionChange {
    /// A word in place of another.
    Word(TextEdit),
    /// A change of the facts, for which the file is read and written.
    Facts(MapEdit),
}

impl Action {
    /// Whether its edit costs nothing to make.
    pub fn is_at_hand(&self) -> bool {
        matches!(self.change, ActionChange::Word(_))
    }

    /// Makes the edit.
    // Apart from the offer: it reads the file twice, and of twenty offers one is taken.
    ///
    /// # Errors
    /// Where it can't be made at its place.
    pub fn edit(&self, snapshot: &Snapshot) -> Result<FileEdit, EditError> {
        let edit = match &self.change {
            ActionChange::Word(edit) => edit.clone(),
            ActionChange::Facts(change) => {
                let old = &snapshot.sources.file(self.file).text;
                let mut editor = MapEditor::new(old)?;
                editor.edit(change)?;
                TextEdit::between(old, &editor.finish()?)
            }
        };
        Ok(FileEdit { file: self.file.index(), edits: vec![edit] })
    }
}

/// The changes that are offered for a range of a file.
pub fn actions(snapshot: &Snapshot, file: FileId, range: &Range<usize>) -> Vec<Action> {
    let mut finder = ActionFinder { snapshot, file, found: Vec::new() };
    let text = &snapshot.sources.file(file).text;
    // Anywhere on the line of a mistake, as an editor shows it at the line.
    let line_start = text[..range.start].rfind('\n').map_or(0, |at| at + 1);
    let line_end = text[range.end..].find('\n').map_or(text.len(), |length| range.end + length);
    let touches = |one: &Diagnostic, start: usize, end: usize| {
        let at = one.place.offset as usize;
        one.place.file == file && at <= end && token_end(text, at) >= start
    };
    let all = snapshot.diagnostics.iter().enumerate();
    let mut here: Vec<(usize, &Diagnostic)> =
        all.filter(|(_, one)| touches(one, line_start, line_end)).collect();
    // What the cursor is in comes first.
    here.sort_by_key(|(_, one)| !touches(one, range.start, range.end));
    for (number, one) in here {
        finder.answer(number, one);
    }
    finder.at_place(range.start);
    finder.found
}

/// The way to a value of a file.
type EditPath = Vec<PathStep<'static>>;

/// Collects the actions for a range of a file.
struct ActionFinder<'s> {
    snapshot: &'s Snapshot,
    file: FileId,
    found: Vec<Action>,
}

impl ActionFinder<'_> {
    fn is_yaml(&self) -> bool {
        MapFormat::of(Path::new(&self.snapshot.sources.file(self.file).name)) == MapFormat::Yaml
    }

    /// Offers what answers a diagnostic.
    fn answer(&mut self, number: usize, one: &Diagnostic) {
        let start = one.place.offset as usize;
        if one.code.is_finding() {
            self.finding(number, one);
        } else if matches!(one.code, Code::UnknownReference | Code::WrongReference) {
            self.reference(number, start);
        } else if one.code == Code::UnknownKey {
            self.key(number, start);
        } else if one.code == Code::WrongWord {
            self.word(number, start);
        }
    }

    /// Replaces a text by one of the nearest words.
    fn replace(&mut self, number: usize, span: Range<usize>, word: &str) {
        let new = scalar(word, ScalarPosition::Flow).into_owned();
        let change = ActionChange::Word(TextEdit { range: span, new });
        self.push(format!("Write `{word}`"), Some(number), change);
    }

    fn push(&mut self, title: String, answers: Option<usize>, change: ActionChange) {
        self.found.push(Action { title, answers, file: self.file, change });
    }

    /// Offers a change of the facts.
    fn edit(&mut self, title: String, answers: Option<usize>, change: MapEdit) {
        self.push(title, answers, ActionChange::Facts(change));
    }

    /// Offers a new item of a list at the top of the file.
    fn insert(&mut self, title: String, answers: Option<usize>, list: &str, item: Value) {
        let (path, key) = (Vec::new(), list.into());
        self.edit(title, answers, MapEdit::Insert { path, key, items: vec![item], comment: None });
    }

    /// A reference that names nothing: the nearest names, or a new entry of that name.
    fn reference(&mut self, number: usize, start: usize) {
        let outline = self.snapshot.outline(self.file);
        let Some(mention) = outline.mentions.iter().find(|mention| mention.place == start) else {
            return;
        };
        let index = &self.snapshot.names.index;
        let known = mention.targets.kinds.iter().flat_map(|kind| index.of_kind(*kind));
        let names_and_ids = known.flat_map(|entry| [entry.id, entry.name]);
        let words = names_and_ids.chain(mention.targets.words.iter().copied());
        for word in Nearest::default().to(&mention.word, words) {
            self.replace(number, mention.span.clone(), word);
        }
        let Some(root) = self.snapshot.root(self.file).filter(|_| self.is_yaml()) else { return };
        for kind in mention.targets.kinds {
            if let Some(list) = list_of(*kind) {
                let entry = map(&[("name", text(&mention.word))]);
                let title = format!("Add `{}` as a new {}", mention.word, kind.word());
                self.insert(title, Some(number), spelling(root, list), entry);
            }
        }
    }

    /// A key that is none of the format.
    fn key(&mut self, number: usize, start: usize) {
        let shape = input::shape();
        let root = self.snapshot.root(self.file);
        let found = root.and_then(|root| record_of_key(root, &shape, start));
        let Some((record, word)) = found else { return };
        let known = record.keys.iter().map(|key| key.word);
        let span = start..start + word.len();
        for near in input::likely_keys(&mut Nearest::default(), &word, known) {
            self.replace(number, span.clone(), near);
        }
    }

    /// A value that is none of the words of its key.
    fn word(&mut self, number: usize, start: usize) {
        let shape = input::shape();
        let value = self.snapshot.root(self.file).and_then(|root| value_at(root, &shape, start));
        let Some((ValueType::Word(list), node)) = value else { return };
        let all = words(list);
        let near = Nearest::default().to(node.text().unwrap_or_default(), all.iter().copied());
        let offered = if near.is_empty() { all } else { near };
        for word in offered.into_iter().take(6) {
            self.replace(number, node.span.clone(), word);
        }
    }

    /// A finding: a reason why it is all right, or a backup.
    fn finding(&mut self, number: usize, one: &Diagnostic) {
        if !self.is_yaml() {
            return;
        }
        if one.code == Code::SingleRelationship {
            self.backups(number, one);
        }
        let Some(subject) = &one.subject else { return };
        let allow = map(&[
            ("finding", text(one.code.word())),
            ("of", text(subject)),
            ("because", text("write the reason here")),
        ]);
        let title = format!("Say why `{}` is all right here", one.code.word());
        self.insert(title, Some(number), "allow", allow);
    }

    /// Colleagues of the owner of a relationship, as its backup.
    fn backups(&mut self, number: usize, one: &Diagnostic) {
        let Some(organisation) = self.snapshot.valid_map().cloned() else { return };
        let id = one.subject.as_deref().unwrap_or_default();
        let party = organisation.parties().find(|(_, party)| &*party.header.id == id);
        let Some((_, party)) = party else { return };
        let (Some(owner), _) = owner_and_backup(party) else { return };
        let around = organisation.unit(owner).part_of;
        let colleagues = organisation.children(around).filter(|unit| *unit != owner);
        let lead = around.and_then(|up| organisation.unit(up).department()?.lead);
        let mut all: Vec<UnitId> = lead.into_iter().filter(|lead| *lead != owner).collect();
        all.extend(colleagues.filter(|unit| Some(*unit) != lead));
        let Some((mut path, file)) = self.path_of(id) else { return };
        if file != self.file {
            return;
        }
        path.push(PathStep::Key("relationship"));
        for unit in all.into_iter().take(MOST_BACKUPS) {
            let name = organisation.name_of(unit.into());
            let value = text(organisation.id_of(unit.into()));
            let set = MapEdit::Set { path: path.clone(), key: "backup".into(), value };
            self.edit(format!("Name {name} as the backup"), Some(number), set);
        }
    }

    /// The path of the entry with an id, and its file.
    fn path_of(&self, id: &str) -> Option<(EditPath, FileId)> {
        let names = &self.snapshot.names;
        let entry = names.index.entries().find(|entry| entry.id == id)?;
        let (file, item) = names.item(entry)?;
        Some((vec![PathStep::Key(item.list), PathStep::Item(item.number)], file))
    }

    /// Offers what belongs to the place rather than to a diagnostic.
    fn at_place(&mut self, offset: usize) {
        if !self.is_yaml() {
            return;
        }
        match located(self.snapshot, self.file, offset) {
            Some(Located::Declaration { entry, .. }) => {
                let subject = self.snapshot.subject(self.snapshot.names.index.entry(entry));
                if let Some(Subject::Unit(unit)) = subject {
                    self.verdicts(unit);
                }
            }
            Some(Located::Mention { mention, entry }) => {
                self.recipient(offset, &mention.word, entry);
            }
            Some(Located::Key { .. }) | None => {}
        }
    }

    /// Confirms or rejects the inferred customers of a unit.
    fn verdicts(&mut self, unit: UnitId) {
        let Some(organisation) = self.snapshot.valid_map().cloned() else { return };
        let graph = Graph::build(&organisation);
        let inferred = primary_of(&graph, unit).into_iter().filter(|row| {
            !matches!(row.certainty, Certainty::Declared | Certainty::Confirmed)
                && organisation.verdict(unit, row.party).is_none()
        });
        let parties: Vec<PartyId> = inferred.map(|row| row.party).take(MOST_VERDICTS).collect();
        for party in parties {
            let (who, customer) =
                (organisation.name_of(unit.into()), organisation.name_of(party.into()));
            for (decision, words) in [
                (Decision::Confirmed, "is a customer of"),
                (Decision::Rejected, "is no customer of"),
            ] {
                let verdict = map(&[
                    ("unit", text(organisation.id_of(unit.into()))),
                    ("customer", text(organisation.id_of(party.into()))),
                    ("verdict", text(decision.word())),
                    ("because", text("write the reason here")),
                ]);
                let title = format!("Say that {customer} {words} {who}");
                self.insert(title, None, "verdicts", verdict);
            }
        }
    }

    /// The long form of a recipient or payer, and the services that a recipient inside uses it for.
    fn recipient(&mut self, offset: usize, word: &str, entry: Option<usize>) {
        let Some(root) = self.snapshot.root(self.file) else { return };
        let shape = Shape::Record(input::shape());
        let Some((path, node)) = path_at(root, &shape, offset) else { return };
        let list = path.iter().rev().find_map(|step| match step {
            PathStep::Key(key) => Some(*key),
            PathStep::Item(_) => None,
        });
        let (long, is_short) = match list {
            Some("serves") => ("to", true),
            Some("paid_by") => ("from", true),
            Some("to") => ("to", false),
            _ => return,
        };
        let own = own_text(node, word);
        if is_short {
            let value = map(&[(long, own.clone())]);
            let replace = MapEdit::Replace { path: path.clone(), value };
            self.edit(format!("Write `{word}` in its long form"), None, replace);
        }
        let used = entry.filter(|_| long == "to").and_then(|entry| self.services_used(entry));
        let Some(services) = used else { return };
        let used_for = Value::List(services.iter().map(|id| text(id)).collect());
        let change = if is_short {
            MapEdit::Replace { path, value: map(&[("to", own), ("for", used_for)]) }
        } else {
            let around = path[..path.len() - 1].to_vec();
            MapEdit::Set { path: around, key: "for".into(), value: used_for }
        };
        self.edit(format!("List what {word} uses this for, and delete the rest"), None, change);
    }

    /// The services that a recipient inside may use something for.
    fn services_used(&self, entry: usize) -> Option<BTreeSet<String>> {
        let organisation = self.snapshot.valid_map()?;
        let recipient = self.snapshot.subject(self.snapshot.names.index.entry(entry))?;
        let services = services_of(organisation, recipient);
        (!services.is_empty()).then_some(services)
    }
}

/// The key of the list that a kind of entry belongs to.
fn list_of(kind: EntryKind) -> Option<&'static str> {
    Some(match kind {
        EntryKind::Organisation => return None,
        EntryKind::Department => "departments",
        EntryKind::Person => "people",
        EntryKind::Group => "groups",
        EntryKind::Service => "services",
        EntryKind::Beneficiary => "beneficiaries",
        EntryKind::Payer => "payers",
    })
}

/// The spelling of a list that a file has already.
fn spelling(root: &RawValue, list: &'static str) -> &'static str {
    let other = match list {
        "beneficiaries" => "customers",
        "customers" => "beneficiaries",
        "payers" => "funders",
        "funders" => "payers",
        other => other,
    };
    if root.get(list).is_none() && root.get(other).is_some() { other } else { list }
}

fn text(value: &str) -> Value {
    Value::Text(Text { value: value.into(), place: crate::diag::Place::default() })
}

fn own_text(node: &RawValue, word: &str) -> Value {
    node.to_text().map_or_else(|| text(word), Value::Text)
}

fn map(pairs: &[(&str, Value)]) -> Value {
    Value::Map(pairs.iter().map(|(key, value)| ((*key).into(), value.clone())).collect())
}

/// The text at a byte, and the way to it.
fn path_at<'n>(
    node: &'n RawValue,
    shape: &Shape,
    offset: usize,
) -> Option<(EditPath, &'n RawValue)> {
    let below = |step, value, shape: &Shape| {
        let (mut path, found) = path_at(value, shape, offset)?;
        path.insert(0, step);
        Some((path, found))
    };
    match (&node.kind, shape) {
        (RawKind::Text(_), _) => {
            let here = node.span.start <= offset && offset <= node.span.end;
            here.then(|| (Vec::new(), node))
        }
        (RawKind::List(items), Shape::List(item) | Shape::OneOrMany(item)) => {
            (0..).zip(items).find_map(|(at, node)| below(PathStep::Item(at), node, item))
        }
        (RawKind::Map(_), Shape::List(item) | Shape::OneOrMany(item)) => {
            path_at(node, item, offset)
        }
        (RawKind::Map(pairs), Shape::Record(record)) => pairs.iter().find_map(|(word, value)| {
            let key = key_of(record, &word.value)?;
            below(PathStep::Key(key.word), value, &key.shape)
        }),
        _ => None,
    }
}

/// The record that a key at a byte belongs to, and the key as it is written.
fn record_of_key<'r>(
    node: &RawValue,
    record: &'r Record,
    start: usize,
) -> Option<(&'r Record, String)> {
    for (word, value) in node.pairs() {
        if word.place.offset as usize == start {
            return Some((record, word.value.to_string()));
        }
        let Some(inner) = key_of(record, &word.value).and_then(|key| key.shape.record()) else {
            continue;
        };
        let found = value.items().iter().find_map(|item| record_of_key(item, inner, start));
        if found.is_some() {
            return found;
        }
    }
    None
}

/// The text that begins at a byte, and what it may say.
fn value_at<'n>(
    node: &'n RawValue,
    record: &Record,
    start: usize,
) -> Option<(ValueType, &'n RawValue)> {
    for (word, value) in node.pairs() {
        let Some(key) = key_of(record, &word.value) else { continue };
        for item in value.items() {
            if item.text().is_some() && item.place.offset as usize == start {
                return Some((text_type(&key.shape)?, item));
            }
            let is_pairs = matches!(key.shape, Shape::Pairs(_));
            let inner = key.shape.record().filter(|_| !is_pairs);
            if let Some(found) = inner.and_then(|inner| value_at(item, inner, start)) {
                return Some(found);
            }
        }
    }
    None
}
