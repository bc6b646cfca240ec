//! The keys at the top of a file, and with them the shape of the whole.

use super::{RawAllow, RawDepartment, RawGroup, RawOrganisation, RawParty, RawPerson, RawService};
use crate::{
    diag::Code,
    input::{
        decode::Decode,
        shape::{Content, Holds, Key, Needed, Record, Shape, Words},
    },
};

/// How `organisation` may be spelt too.
const OTHER_SPELLING: &str = "organization";

/// A key at the top of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::input) enum MapKey {
    Organisation,
    Departments,
    People,
    Groups,
    Services,
    Beneficiaries,
    Payers,
    Checks,
    Allow,
}

impl MapKey {
    /// The words, in the order of the variants.
    pub(in crate::input) const WORDS: &[&str] = &[
        "organisation",
        "departments",
        "people",
        "groups",
        "services",
        "beneficiaries",
        "payers",
        "checks",
        "allow",
    ];
    const ALL: [Self; 9] = [
        Self::Organisation,
        Self::Departments,
        Self::People,
        Self::Groups,
        Self::Services,
        Self::Beneficiaries,
        Self::Payers,
        Self::Checks,
        Self::Allow,
    ];

    pub(in crate::input) fn named(word: &str) -> Option<Self> {
        let word = if word == OTHER_SPELLING { "organisation" } else { word };
        Self::ALL.into_iter().find(|key| key.word() == word)
    }

    pub(in crate::input) fn word(self) -> &'static str {
        Self::WORDS[self as usize]
    }

    pub(in crate::input) fn is_list(self) -> bool {
        !matches!(self, Self::Organisation | Self::Checks)
    }
    /// What stands behind it, for people.
    fn about(self) -> &'static str {
        match self {
            Self::Organisation => "Whose map it is. It stands in one file of a map.",
            Self::Departments => "The departments and teams, which may nest by `part_of`.",
            Self::People => "Persons on whom somebody depends. A role does instead of a name.",
            Self::Groups => "Populations inside, such as everyone with a computer.",
            Self::Services => "What somebody provides, for whom, and who pays for it.",
            Self::Beneficiaries => "Those outside who receive something, and may pay too.",
            Self::Payers => "Those outside who only pay.",
            Self::Checks => "Another level for a finding: off, note, warning or error.",
            Self::Allow => "Findings that are all right for one thing, each with the reason.",
        }
    }

    fn shape(self) -> Shape {
        const NOTHING: Holds = Holds::Anything;
        match self {
            Self::Organisation => RawOrganisation::shape(NOTHING),
            Self::Departments => Vec::<RawDepartment>::shape(NOTHING),
            Self::People => Vec::<RawPerson>::shape(NOTHING),
            Self::Groups => Vec::<RawGroup>::shape(NOTHING),
            Self::Services => Vec::<RawService>::shape(NOTHING),
            Self::Beneficiaries => Vec::<RawParty>::shape(NOTHING),
            Self::Payers => {
                let payer = RawParty::record(NOTHING).without(&RawParty::OF_BENEFICIARIES);
                Shape::List(Box::new(Shape::Record(payer)))
            }
            Self::Checks => Shape::Record(levels()),
            Self::Allow => Vec::<RawAllow>::shape(NOTHING),
        }
    }
}

/// What may stand in a file.
#[must_use]
pub fn shape() -> Record {
    let key = |word, key: MapKey| Key {
        word,
        about: key.about().to_owned(),
        needed: Needed::Optional,
        shape: key.shape(),
    };
    let other_spelling = key(OTHER_SPELLING, MapKey::Organisation);
    let keys = MapKey::ALL.into_iter().map(|it| key(it.word(), it));
    Record {
        name: "Map",
        about: "An organisation: who provides what for whom, and who pays.".to_owned(),
        short: None,
        keys: keys.chain([other_spelling]).collect(),
        content: Content::Any,
    }
}

/// What may stand in `checks`.
fn levels() -> Record {
    let key = |code: Code| Key {
        word: code.word(),
        about: code.meaning().to_owned(),
        needed: Needed::Optional,
        shape: Shape::Text(Holds::Word(Words::Level)),
    };
    Record {
        name: "Checks",
        about: String::new(),
        short: None,
        keys: Code::findings().map(key).collect(),
        content: Content::Any,
    }
}
