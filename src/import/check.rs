//! Checks a draft as the entries of a map are checked when it is read, with each problem at its place in the source.
//!
//! The parts of a draft (entries, values, parts of values) are numbered in the order in which they are in it. A
//! number takes the place of an offset while records are read and resolved: a problem then says which part it is about.

use super::{
    Draft, Entry, ExistingEntry, FigureStyle, List, Value, cell::UNDECIDED, figure::is_ambiguous,
};
use crate::{
    diag::{Code, Diagnostic, Place, Slice, excerpt},
    id::index32,
    input::{RawKind, RawValue, Shape, Text, read_values, shape},
    resolve::resolve,
};
use std::collections::{BTreeMap, BTreeSet};

/// A problem, and the number of the part that it is about.
pub(super) struct DraftProblem {
    pub(super) diagnostic: Diagnostic,
    pub(super) part: Option<u32>,
}

/// Finds what is wrong with a draft. Its references to existing entries are all right, and a draft of an existing entry
/// needs no required keys.
pub(super) fn problems(draft: &Draft, existing: &[ExistingEntry]) -> Vec<DraftProblem> {
    let provider_help = provider_help(draft.provider_column.as_ref());
    let mut places = PartPlaces { provider_help, ..PartPlaces::default() };
    let organisation = places.organisation(draft);
    let known: BTreeSet<&str> = existing.iter().map(|entry| &*entry.id).collect();
    let mut drafted: BTreeSet<(List, &str)> = BTreeSet::new();
    let entries: Vec<(&str, RawValue)> = draft
        .entries()
        .map(|(list, entry)| {
            let id = entry.id.as_ref().map_or("", |id| &*id.value);
            drafted.insert((list, id));
            (list.key(), places.entry(list, entry, known.contains(id)))
        })
        .collect();
    let others = existing
        .iter()
        .filter(|entry| !drafted.contains(&(entry.list, &*entry.id)))
        .map(|entry| (entry.list.key(), stand_in(entry)));
    let all = std::iter::once(("organisation", organisation)).chain(entries).chain(others);
    let (raw, mut found) = read_values(all);
    found.extend(resolve(raw).err().unwrap_or_default());
    found.into_iter().map(|diagnostic| places.at_source(diagnostic)).collect()
}

/// The place in the source of each part, in the order of their numbers.
#[derive(Default)]
struct PartPlaces {
    all: Vec<Place>,
    /// The numbers of services.
    services: BTreeSet<u32>,
    /// The numbers of texts that are plain numbers, which an option for decimal signs can't help.
    figures: BTreeSet<u32>,
    /// The numbers of scores and their scales.
    scores: BTreeSet<u32>,
    /// The numbers of texts that hold several figures, each with the sign between them.
    several: BTreeMap<u32, char>,
    /// The help for a service without a provider.
    provider_help: String,
    /// The numbers of texts whose only sign may be that of decimals or of thousands.
    ambiguous: BTreeSet<u32>,
}

impl PartPlaces {
    /// Numbers the next part: its number as an offset.
    fn number(&mut self, place: Option<Place>, entry: Place) -> Place {
        // What comes from no source has the default place.
        self.all.push(place.filter(|place| *place != Place::default()).unwrap_or(entry));
        Place { offset: index32(self.all.len()), ..Place::default() }
    }

    fn organisation(&mut self, draft: &Draft) -> RawValue {
        let pairs =
            draft.organisation.iter().map(|(key, value)| self.pair(key, value, Place::default()));
        let kind = RawKind::Map(pairs.collect());
        RawValue { place: Place::default(), span: 0..0, kind }
    }

    fn entry(&mut self, list: List, entry: &Entry, is_existing: bool) -> RawValue {
        let place = self.number(None, entry.place);
        if list == List::Services {
            self.services.insert(place.offset);
        }
        let head = [("id", entry.id.as_ref()), ("name", Some(&entry.name))];
        let mut pairs: Vec<(Text, RawValue)> = Vec::with_capacity(entry.keys.len() + 2);
        for (key, text) in head {
            let value = text.map(|text| Value::Text(text.clone()));
            pairs.extend(value.map(|value| self.pair(key, &value, entry.place)));
        }
        pairs.extend(entry.keys.iter().map(|(key, value)| self.pair(key, value, entry.place)));
        let is_existing_service = list == List::Services && is_existing;
        if is_existing_service && entry.get("provided_by").is_none() {
            pairs.push(plain_pair("provided_by", "organisation"));
        }
        RawValue { place, span: 0..0, kind: RawKind::Map(pairs) }
    }

    fn pair(&mut self, key: &str, value: &Value, entry: Place) -> (Text, RawValue) {
        let value = self.value(value, entry);
        if matches!(key, "score" | "scale" | "lowest") {
            self.scores.insert(value.place.offset);
        }
        (Text { value: key.into(), place: value.place }, value)
    }

    fn value(&mut self, value: &Value, entry: Place) -> RawValue {
        let place = self.number(value.place(), entry);
        let kind = match value {
            Value::Text(text) | Value::Refer(text, _) => {
                self.note_figure(place.offset, &text.value);
                RawKind::Text(text.value.clone())
            }
            Value::List(items) => {
                RawKind::List(items.iter().map(|item| self.value(item, entry)).collect())
            }
            Value::Map(pairs) => RawKind::Map(
                pairs.iter().map(|(key, value)| self.pair(key, value, entry)).collect(),
            ),
        };
        RawValue { place, span: 0..0, kind }
    }

    /// Notes what kind of figure a part is, on which the help depends.
    fn note_figure(&mut self, part: u32, text: &str) {
        if text.parse::<f64>().is_ok() {
            self.figures.insert(part);
        } else if text.ends_with(UNDECIDED) {
            self.ambiguous.insert(part);
        } else if !text.contains(char::is_alphabetic) && text.contains(|c: char| c.is_ascii_digit())
        {
            let sign = [';', '/', '|'].into_iter().find(|sign| text.contains(*sign));
            self.several.extend(sign.map(|sign| (part, sign)));
            if is_ambiguous(text, FigureStyle::default()) || text.contains(',') {
                self.ambiguous.insert(part);
            }
        }
    }

    /// The help for a number that can't be read: the option that helps, and none where none does.
    fn number_help(&self, part: u32) -> Option<String> {
        let plain = "write a plain number such as 250000 or 7.5";
        if self.figures.contains(&part) {
            return self.scores.contains(&part).then(|| OTHER_SCALE.to_owned());
        }
        Some(match self.several.get(&part) {
            Some(sign) => format!(
                "add --split \"{sign}\" if these are the figures of several recipients or payers; else {plain}"
            ),
            None if self.ambiguous.contains(&part) => {
                format!("{plain}; for numbers such as 1,250 add --decimal , or --decimal .")
            }
            None => plain.to_owned(),
        })
    }

    /// Gives a problem its place in the source.
    fn at_source(&self, mut diagnostic: Diagnostic) -> DraftProblem {
        let number = |place: Place| (place.offset > 0).then_some(place.offset);
        let source = |number: u32| self.all.get((number as usize).checked_sub(1)?).copied();
        let own = number(diagnostic.place);
        let others = std::mem::take(&mut diagnostic.others);
        // Of an id that an existing entry has too, the part is the entry of the draft.
        let part = own.or(others.iter().find_map(|(place, _)| number(*place)));
        diagnostic.place = part.and_then(source).unwrap_or_default();
        if own.is_some() {
            diagnostic.others = (others.into_iter())
                .filter_map(|(place, label)| Some((source(number(place)?)?, label)))
                .filter(|(place, _)| *place != Place::default())
                .collect();
        }
        let is_in = |numbers: &BTreeSet<u32>| own.is_some_and(|part| numbers.contains(&part));
        // All that a service lacks besides its name is its provider.
        let help = match (diagnostic.code, own) {
            (Code::MissingKey, Some(_)) if is_in(&self.services) => {
                Some(self.provider_help.clone())
            }
            (Code::WrongNumber, Some(part)) => self.number_help(part),
            (code, _) => import_help(code).map(str::to_owned),
        };
        match help {
            Some(help) => DraftProblem { diagnostic: diagnostic.help(help), part },
            None => DraftProblem { diagnostic, part },
        }
    }
}

/// The help for a service without a provider, whose column may be known.
fn provider_help(column: Option<&Slice>) -> String {
    let Some(column) = column else {
        return "fill in who provides it; --map provided_by=COLUMN names its column".to_owned();
    };
    let quote = if column.contains(' ') { "\"" } else { "" };
    format!(
        "fill in who provides it; where an empty cell means the one above, add --fill-down {quote}{}{quote}",
        excerpt(column)
    )
}

/// The help for a score that its scale doesn't have.
const OTHER_SCALE: &str = "say from where to where scores go, as in --set serves.satisfaction.scale=5 and --set serves.satisfaction.lowest=1";

/// The help for a problem that an option of the import solves, or whose usual help gives lines: those are numbers of
/// parts here.
pub(super) fn import_help(code: Code) -> Option<&'static str> {
    #[expect(clippy::wildcard_enum_match_arm, reason = "the usual help fits every other code")]
    match code {
        Code::AmbiguousReference => Some("write one of these ids instead of the name"),
        Code::WrongDate => Some(
            "write 2026, 2026-05 or 2026-05-31; for dates such as 03/09/2025 add --dates d/m/y or --dates m/d/y",
        ),
        Code::WrongNumber => Some(
            "write a plain number such as 250000 or 7.5; for numbers such as 1,250 add --decimal , or --decimal .",
        ),
        _ => None,
    }
}

/// A problem of the values of files, and where the value comes from that it is about.
#[derive(Debug)]
pub struct ValueProblem {
    /// The problem, at the place of the value in its source.
    pub diagnostic: Diagnostic,
    /// The number of the file that holds the value; none where it is about the map as a whole.
    pub file: Option<usize>,
}

/// Checks the values of the files of a map as they are checked when it is read.
pub fn value_problems(roots: &[&RawValue]) -> Vec<ValueProblem> {
    let mut sources: Vec<(usize, Place)> = Vec::new();
    let map = shape();
    let mut records = Vec::new();
    for (file, root) in roots.iter().enumerate() {
        for (key, value) in root.pairs() {
            let Some(key) = map.keys.iter().find(|known| known.word == &*key.value) else {
                continue;
            };
            let is_list = matches!(key.shape, Shape::List(_));
            let items = if is_list { value.items() } else { std::slice::from_ref(value) };
            records.extend(items.iter().map(|item| (key.word, numbered(item, file, &mut sources))));
        }
    }
    let (raw, mut found) = read_values(records.into_iter());
    found.extend(resolve(raw).err().unwrap_or_default());
    let source = |place: Place| sources.get((place.offset as usize).checked_sub(1)?).copied();
    let problem = |mut diagnostic: Diagnostic| {
        let (file, place) = source(diagnostic.place).unzip();
        diagnostic.place = place.unwrap_or_default();
        let others = std::mem::take(&mut diagnostic.others).into_iter();
        diagnostic.others =
            others.filter_map(|(place, label)| Some((source(place)?.1, label))).collect();
        ValueProblem { diagnostic, file }
    };
    found.into_iter().map(problem).collect()
}

/// A value whose places are the numbers of its parts among all.
fn numbered(value: &RawValue, file: usize, sources: &mut Vec<(usize, Place)>) -> RawValue {
    sources.push((file, value.place));
    let place = Place { offset: index32(sources.len()), ..Place::default() };
    let kind = match &value.kind {
        RawKind::Null => RawKind::Null,
        RawKind::Text(text) => RawKind::Text(text.clone()),
        RawKind::List(items) => {
            RawKind::List(items.iter().map(|item| numbered(item, file, sources)).collect())
        }
        RawKind::Map(pairs) => {
            let fields = pairs.iter().map(|(key, value)| {
                let value = numbered(value, file, sources);
                (Text { value: key.value.clone(), place: value.place }, value)
            });
            RawKind::Map(fields.collect())
        }
    };
    RawValue { place, span: 0..0, kind }
}

/// An existing entry that a draft may refer to.
fn stand_in(entry: &ExistingEntry) -> RawValue {
    let mut pairs = vec![plain_pair("id", &entry.id), plain_pair("name", &entry.name)];
    if entry.list == List::Services {
        pairs.push(plain_pair("provided_by", "organisation"));
    }
    RawValue { place: Place::default(), span: 0..0, kind: RawKind::Map(pairs) }
}

fn plain_pair(key: &str, value: &str) -> (Text, RawValue) {
    let place = Place::default();
    let kind = RawKind::Text(Slice::from(value));
    (Text { value: key.into(), place }, RawValue { place, span: 0..0, kind })
}
