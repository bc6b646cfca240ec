//! What may be written at each place of a file, as data. The declarations of the records make it, so it can't differ
//! from what the reader takes.

use super::targets::Targets;

/// What may be written at a place. A place may also be left empty, unless its key is required.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A text. Numbers and truth values are texts as well.
    Text(ValueType),
    /// A list.
    List(Box<Shape>),
    /// A single item, or a list of them.
    OneOrMany(Box<Shape>),
    /// A mapping with these keys.
    Record(Record),
    /// A mapping whose keys the author chooses.
    Pairs(Box<Shape>),
    /// Any value.
    Anything,
}

/// What a text may say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueType {
    /// Anything.
    Anything,
    /// An id: anything but white space.
    Id,
    /// A year, a month or a day.
    Date,
    /// A number from 0 upwards.
    Amount,
    /// Any number.
    Number,
    /// A whole number from 0 upwards.
    Count,
    /// A word out of a few.
    Word(Words),
    /// The id or name of an entry.
    Reference(&'static Targets),
    /// What the key says under which the record is written.
    Given,
}

impl Shape {
    /// The record that is written here, once or several times.
    pub fn record(&self) -> Option<&Record> {
        match self {
            Self::Record(record) => Some(record),
            Self::List(item) | Self::OneOrMany(item) | Self::Pairs(item) => item.record(),
            Self::Text(_) | Self::Anything => None,
        }
    }

    /// What a text may say here, once or several times.
    pub fn value_type(&self) -> Option<ValueType> {
        match self {
            Self::Text(value_type) => Some(*value_type),
            Self::List(item) | Self::OneOrMany(item) => item.value_type(),
            Self::Record(_) | Self::Pairs(_) | Self::Anything => None,
        }
    }
}

impl ValueType {
    /// Returns the type, or `given` where the record doesn't say itself.
    pub(super) fn or(self, given: Self) -> Self {
        if self == Self::Given { given } else { self }
    }

    /// Whether it is a number.
    pub fn is_number(self) -> bool {
        match self {
            Self::Amount | Self::Number | Self::Count => true,
            Self::Anything
            | Self::Id
            | Self::Date
            | Self::Word(_)
            | Self::Reference(_)
            | Self::Given => false,
        }
    }
}

/// A list of words, which the model knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "they are named like the types of the model")]
pub enum Words {
    OrganisationKind,
    PartyKind,
    Status,
    ServiceStatus,
    PaidAs,
    Confidence,
    Decision,
    Metric,
    /// Why a party came.
    WonBy,
    /// Why a party went.
    LostBy,
    /// The two kinds of units.
    UnitKind,
    /// Whether a unit leads another one.
    Leads,
    /// The codes of findings.
    Finding,
    /// The levels of findings.
    Level,
}

/// A mapping.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// The name of the record, where several places have such a record.
    pub name: &'static str,
    /// What it is.
    pub description: String,
    /// The key that is meant where a text is written for the whole mapping.
    pub short: Option<&'static str>,
    /// Its keys, in the order of their declaration.
    pub keys: Vec<Key>,
    /// Whether it may be empty.
    pub content: Content,
}

/// Whether a record may be empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
    /// It may, but for the keys that are required.
    Any,
    /// At least one of its keys holds something.
    Something,
}

/// A key of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// The word that is written.
    pub word: &'static str,
    /// What is written behind it.
    pub description: String,
    /// Whether it may be left out.
    pub presence: Presence,
    /// What may be written behind it.
    pub shape: Shape,
}

/// Whether a key may be left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// It may.
    Optional,
    /// It must be there, and say something.
    Required,
}

impl Record {
    /// Calls `each` for every key of the record and of the records behind its keys.
    pub fn each_key<'r>(&'r self, each: &mut dyn FnMut(&'r Key)) {
        for key in &self.keys {
            each(key);
            if let Some(record) = key.shape.record() {
                record.each_key(each);
            }
        }
    }

    /// Returns the record without some keys.
    pub(super) fn without(mut self, words: &[&str]) -> Self {
        self.keys.retain(|key| !words.contains(&key.word));
        self
    }
}

/// The lines of a doc comment as one text.
pub(super) fn description(lines: &[&str]) -> String {
    lines.iter().map(|line| line.trim()).collect::<Vec<_>>().join(" ")
}

/// The noun in what a record is called: "payment" in "a payment (a payer's id, or ...)".
pub(super) fn noun(what: &'static str) -> &'static str {
    let noun = what.split(" (").next().unwrap_or(what);
    // "a payment" is the payment.
    noun.split_once(' ').map_or(noun, |(_article, noun)| noun)
}
