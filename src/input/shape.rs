//! What may stand at each place of a file, as data: the declarations of the records make it, so that it
//! can't tell anything else than what the reader takes.

/// The keys that every record which has them requires.
const REQUIRED: [&str; 6] = ["name", "provided_by", "to", "from", "finding", "of"];

/// What may stand at a place. A place may also be left empty, unless its key is required.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A text. Numbers and truth values are texts as well.
    Text(Holds),
    /// A list.
    List(Box<Shape>),
    /// One item, or a list of them.
    OneOrMany(Box<Shape>),
    /// A mapping with these keys.
    Record(Record),
    /// A mapping whose keys are anybody's own.
    Pairs(Box<Shape>),
    /// Whatever there is.
    Anything,
}

/// What a text says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// Anything.
    Anything,
    /// An id: anything but blanks.
    Id,
    /// A year, a month or a day.
    Date,
    /// A number from 0 upwards.
    Amount,
    /// A number above 0.
    Scale,
    /// A whole number from 0 upwards.
    Count,
    /// One of a few words.
    Word(Words),
    /// What the key says that the record stands under.
    Given,
}

impl Holds {
    /// The same, or `given` where the record doesn't say itself.
    pub(super) fn or(self, given: Self) -> Self {
        if self == Self::Given { given } else { self }
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
    /// What it is called where several places have such a record.
    pub name: &'static str,
    /// What it is.
    pub about: String,
    /// The key that is meant where a text stands for the whole mapping.
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
    /// What stands behind it.
    pub about: String,
    /// Whether it may be left out.
    pub needed: Needed,
    /// What may stand behind it.
    pub shape: Shape,
}

/// Whether a key may be left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needed {
    /// It may.
    Optional,
    /// It must be there, and say something.
    Required,
}

impl Needed {
    /// Whether a key of that word may be left out.
    pub(super) fn of(key: &str) -> Self {
        if REQUIRED.contains(&key) { Self::Required } else { Self::Optional }
    }
}

impl Record {
    /// The same without some keys.
    pub(super) fn without(mut self, words: &[&str]) -> Self {
        self.keys.retain(|key| !words.contains(&key.word));
        self
    }
}

/// The lines of a doc comment as one text.
pub(super) fn about(lines: &[&str]) -> String {
    let lines: Vec<&str> = lines.iter().map(|line| line.trim()).collect();
    lines.join(" ")
}
