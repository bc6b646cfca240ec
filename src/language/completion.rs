//! What may be written at the cursor: keys, words, and the ids and names that fit.

use super::{
    cursor::{Cursor, Slot, unquoted},
    outline::{key_of, text_type},
    snapshot::Snapshot,
    uses::services_of,
};
use crate::{
    diag::{ScalarPosition, scalar},
    id::Subject,
    input::{self, Content, EntryKind, Key, Record, Shape, Targets, ValueType, targets},
    resolve::{IdOrigin, IndexedEntry, words},
};
use std::{collections::BTreeSet, ops::Range};

/// How many names are proposed at once. The editor asks again as more is typed.
// Far more than a list shows; a map of a million units would send megabytes for each key pressed.
const MOST_NAMES: usize = 200;

/// What may be written at the cursor.
#[derive(Clone, Debug, Default)]
pub struct Proposals {
    /// The bytes that a proposal replaces.
    pub range: Range<usize>,
    /// The proposals, the likeliest first.
    pub all: Vec<Proposal>,
    /// Whether more would fit than are listed.
    pub is_partial: bool,
}

/// Something that may be written.
#[derive(Clone, Debug)]
pub struct Proposal {
    /// The kind of the proposal.
    pub kind: ProposalKind,
    /// What the list shows.
    pub label: String,
    /// What is written. In a template `$1`, `$2` and so on mark what is to be filled in.
    pub insert: String,
    /// The text with which what has been typed is compared.
    pub filter: String,
    /// A few words beside it.
    pub detail: String,
    /// A sentence about it.
    pub description: String,
}

/// What a proposal is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProposalKind {
    /// A key.
    Key,
    /// A word of the format.
    Word,
    /// The id or name of an entry.
    Name,
    /// A whole new entry.
    Template,
}

/// What may be written at a byte of a file. `text` may be newer than the snapshot.
pub fn complete(snapshot: &Snapshot, text: &str, offset: usize) -> Proposals {
    let Some(cursor) = Cursor::at(text, offset) else {
        return Proposals::default();
    };
    let shape = input::shape();
    let Some(place) = CompletionPlace::of(&shape, &cursor) else {
        return Proposals::default();
    };
    let mut writer = CompletionWriter {
        snapshot,
        cursor: &cursor,
        typed: unquoted(&text[cursor.word.clone()]).to_lowercase(),
        proposals: Proposals { range: cursor.word.clone(), ..Proposals::default() },
    };
    match (cursor.slot, place) {
        (Slot::Key, CompletionPlace::Record(record)) => writer.keys(record),
        (Slot::Value, CompletionPlace::Value(key)) => {
            // Right behind the colon a value needs a space.
            let before = if text[..offset].ends_with(':') { " " } else { "" };
            writer.values(&key.shape, before);
        }
        (Slot::Item, CompletionPlace::Value(key)) => {
            writer.templates(key, "");
            writer.values(&key.shape, "");
            if let Some(record) = key.shape.record().filter(|_| !cursor.is_flow) {
                writer.keys(record);
            }
        }
        (Slot::Nested, CompletionPlace::Value(key)) => match &key.shape {
            Shape::Record(record) => writer.keys(record),
            Shape::List(_) | Shape::OneOrMany(_) => {
                writer.templates(key, "- ");
                writer.values(&key.shape, "- ");
            }
            Shape::Text(_) | Shape::Pairs(_) | Shape::Anything => {}
        },
        _ => {}
    }
    writer.proposals
}

/// What may be written where the cursor is.
enum CompletionPlace<'s> {
    /// A key of a record.
    Record(&'s Record),
    /// What is behind a key.
    Value(&'s Key),
}

impl<'s> CompletionPlace<'s> {
    fn of(shape: &'s Record, cursor: &Cursor) -> Option<Self> {
        let Some((last, path)) = cursor.path.split_last() else {
            return Some(Self::Record(shape));
        };
        let inner = |record: &'s Record, word: &String| key_of(record, word)?.shape.record();
        let record = path.iter().try_fold(shape, inner)?;
        let key = key_of(record, last)?;
        match cursor.slot {
            Slot::Key => key.shape.record().map(Self::Record),
            Slot::Value | Slot::Item | Slot::Nested => Some(Self::Value(key)),
        }
    }
}

struct CompletionWriter<'s> {
    snapshot: &'s Snapshot,
    cursor: &'s Cursor,
    /// What has been typed, in lower case.
    typed: String,
    proposals: Proposals,
}

impl CompletionWriter<'_> {
    /// Proposes the keys that a record does not have yet.
    fn keys(&mut self, record: &Record) {
        let written = &self.cursor.siblings;
        for key in &record.keys {
            // Of two spellings the one that is typed.
            let is_known = written.iter().any(|(known, _)| *known == key.word);
            let mut before = record.keys.iter().take_while(|one| one.word != key.word);
            let is_alias =
                before.any(|one| one.shape == key.shape && one.description == key.description);
            if is_known || (is_alias && !self.fits(key.word)) {
                continue;
            }
            let detail = if record.content == Content::Any { "" } else { "at least one of these" };
            self.push(Proposal {
                kind: ProposalKind::Key,
                label: key.word.to_owned(),
                insert: format!("{}: ", key.word),
                filter: key.word.to_owned(),
                detail: detail.to_owned(),
                description: key.description.clone(),
            });
        }
    }

    /// Proposes what a text may say.
    fn values(&mut self, shape: &Shape, before: &str) {
        match text_type(shape) {
            Some(ValueType::Word(list)) => {
                for word in words(list) {
                    self.push(Proposal {
                        kind: ProposalKind::Word,
                        label: word.to_owned(),
                        insert: format!("{before}{word}"),
                        filter: word.to_owned(),
                        detail: String::new(),
                        description: String::new(),
                    });
                }
            }
            Some(ValueType::Reference(targets)) => self.names(targets, before),
            // SPEC 2: who gave a verdict may be a unit, or anybody else.
            Some(ValueType::Anything) if self.cursor.path.last().is_some_and(|key| key == "by") => {
                self.names(&targets::UNIT, before);
            }
            _ => {}
        }
    }

    /// Proposes the entries that may be named.
    fn names(&mut self, targets: &'static Targets, before: &str) {
        let only = self.ids_that_fit();
        let words = targets.words.iter();
        for word in words.filter(|word| only.as_ref().is_none_or(|only| only.contains(**word))) {
            self.push(Proposal {
                kind: ProposalKind::Word,
                label: (*word).to_owned(),
                insert: format!("{before}{word}"),
                filter: (*word).to_owned(),
                detail: String::new(),
                description: String::new(),
            });
        }
        let names = &self.snapshot.names;
        let own = |entry: &IndexedEntry<'_>| entry.id_origin == IdOrigin::FromUnit;
        // A service without a name is named by its unit.
        let kinds = targets.kinds.iter().flat_map(|kind| names.index.of_kind(*kind));
        let units = [EntryKind::Department, EntryKind::Person];
        let entries = units.into_iter().flat_map(|kind| names.index.of_kind(kind));
        let with_own = entries.filter(|unit| {
            *targets == targets::SERVICE && names.index.own_service(unit.number).is_some()
        });
        let mut found = 0;
        for entry in kinds.filter(|entry| !own(entry)).chain(with_own) {
            let service = names.index.own_service(entry.number);
            let service = service.filter(|_| *targets == targets::SERVICE);
            let id = service.map_or(entry.id, |service| names.index.entry(service).id);
            let is_wanted = only.as_ref().is_none_or(|only| only.contains(id));
            if !is_wanted || !(self.fits(entry.id) || self.fits(entry.name)) {
                continue;
            }
            found += 1;
            if found > MOST_NAMES {
                self.proposals.is_partial = true;
                break;
            }
            let proposal = self.name(entry, targets, before);
            self.proposals.all.push(proposal);
        }
    }

    fn name(&self, entry: IndexedEntry<'_>, targets: &Targets, before: &str) -> Proposal {
        let names = &self.snapshot.names;
        // A name where it says who is meant; else the id.
        let by_name = entry.id_origin == IdOrigin::FromName
            && !entry.name.is_empty()
            && names.index.find(entry.name, targets).is_some_and(|one| one == entry.number);
        let text = if by_name { entry.name } else { entry.id };
        let position =
            if self.cursor.is_flow { ScalarPosition::Flow } else { ScalarPosition::Value };
        let file = names.item(entry).map(|(file, _)| names.sources.file(file).name.clone());
        let known = if by_name { "" } else { entry.name };
        let comma = if known.is_empty() { "" } else { ", " };
        Proposal {
            kind: ProposalKind::Name,
            label: text.to_owned(),
            insert: format!("{before}{}", scalar(text, position)),
            filter: format!("{} {}", entry.id, entry.name),
            detail: format!("{known}{comma}{}", entry.kind.word()),
            description: file.unwrap_or_default(),
        }
    }

    /// The ids to which what is written beside limits a reference: SPEC 2 of `for` and of measurements.
    fn ids_that_fit(&self) -> Option<BTreeSet<String>> {
        let organisation = self.snapshot.valid_map()?;
        let key = self.cursor.path.last()?;
        let find = |word: &str, targets: &Targets| {
            let entry = self.snapshot.names.index.find(word, targets)?;
            self.snapshot.subject(self.snapshot.names.index.entry(entry))
        };
        let ids = match key.as_str() {
            "for" => {
                let to = self.cursor.sibling("to")?;
                let to = if to == "everyone" {
                    Subject::Everyone
                } else {
                    find(to, &targets::RECIPIENT)?
                };
                services_of(organisation, to)
            }
            "of" => {
                let service =
                    find(self.cursor.sibling("service")?, &targets::SERVICE)?.service()?;
                let recipients =
                    organisation.all_relations(service).map(|relation| relation.to.into());
                recipients.map(|to| organisation.id_of(to).to_owned()).collect()
            }
            _ => return None,
        };
        Some(ids).filter(|ids: &BTreeSet<String>| !ids.is_empty())
    }

    /// Proposes whole new entries.
    fn templates(&mut self, key: &Key, before: &str) {
        if self.cursor.is_flow {
            return;
        }
        let indent = " ".repeat(self.cursor.indent + before.len());
        let lines: &[&str] = match key.word {
            "departments" => &["name: $1", "purpose: $2"],
            "people" => &["name: $1", "department: $2", "role: $3"],
            "groups" => &["name: $1", "members: [$2]"],
            "services" => &["name: $1", "provided_by: $2", "serves: [$3]"],
            "beneficiaries" | "customers" => {
                &["name: $1", "kind: $2", "relationship: {owner: $3, backup: $4}"]
            }
            "payers" | "funders" => &["name: $1", "kind: $2"],
            "measurements" => &["service: $1", "of: $2", "score: $3", "measured: $4"],
            "verdicts" => &["unit: $1", "customer: $2", "verdict: $3", "because: $4"],
            "allow" => &["finding: $1", "of: $2", "because: $3"],
            "serves" => &["to: $1", "satisfaction: {score: $2, measured: $3}"],
            "paid_by" => &["from: $1", "amount: $2"],
            _ => return,
        };
        let of = match key.word {
            "beneficiaries" => "beneficiary",
            "customers" => "customer",
            "payers" => "payer",
            "funders" => "funder",
            _ => key.shape.record().map_or("entry", |record| record.name),
        };
        self.push(Proposal {
            kind: ProposalKind::Template,
            label: format!("new {}", of.to_lowercase()),
            insert: format!("{before}{}", lines.join(&format!("\n{indent}"))),
            filter: format!("new {}", of.to_lowercase()),
            detail: lines.len().to_string() + " lines",
            description: key.description.clone(),
        });
    }

    /// Adds a proposal that fits what is typed.
    fn push(&mut self, proposal: Proposal) {
        if self.fits(&proposal.filter) {
            self.proposals.all.push(proposal);
        }
    }

    fn fits(&self, word: &str) -> bool {
        let typed = self.typed.trim_start_matches("- ");
        // Anywhere in the word, so that the middle of a name finds it too.
        typed.is_empty() || word.to_lowercase().contains(typed)
    }
}
