//! Parties: those outside who receive, pay, or both.

use super::{ChangeReason, Confidence, Date, Header, PartyKind, Status};
use crate::{
    diag::{Place, Slice},
    id::{PartyId, ServiceId, UnitId},
};

/// Somebody outside.
#[derive(Clone, Debug, PartialEq)]
pub struct Party {
    /// Id, name, place.
    pub header: Header,
    /// The list that declares it.
    pub list: PartyList,
    /// The kind of the party.
    pub kind: PartyKind,
    /// Whether it is served now.
    pub status: Status,
    /// Of a department or group outside a division: how many people it has (SPEC 3.9).
    pub size: Option<u64>,
    /// The day since when it has been a customer.
    pub since: Option<Date>,
    /// Its needs and expectations.
    pub expects: Vec<Slice>,
    /// What makes meeting them a duty.
    pub obligation: Option<Slice>,
    /// The drivers of its decisions.
    pub drivers: Vec<Slice>,
    /// Economic and market forces on it.
    pub pressures: Vec<Slice>,
    /// To whom it passes on what it gets.
    pub reaches: Vec<(PartyId, Place)>,
    /// The reason why it came.
    pub won_by: Option<WonOrLost>,
    /// The reason why it stays.
    pub kept_by: Option<Slice>,
    /// The reason why it went.
    pub lost_by: Option<WonOrLost>,
    /// Why it isn't a customer.
    pub why_not_us: Option<Slice>,
    /// The services that could have served it.
    pub could_use: Vec<ServiceId>,
    /// The owner of the relationship with it, and the backup.
    pub relationship: Option<Relationship>,
    /// The alternatives that it uses instead of us.
    pub buys_from: Vec<Slice>,
    /// Why it comes, as far as anybody knows.
    pub reasons: Vec<Reason>,
    /// When somebody last checked the entry.
    pub reviewed: Option<Date>,
}

impl Party {
    /// A colleague outside a division, who is a party for it; `kind` says what that colleague is.
    pub(crate) fn inside(header: Header, kind: &'static str) -> Self {
        Self {
            header,
            list: PartyList::Inside(kind),
            // Output shows what the colleague is: see `kind_word`.
            kind: PartyKind::Person,
            status: Status::Active,
            size: None,
            since: None,
            expects: Vec::new(),
            obligation: None,
            drivers: Vec::new(),
            pressures: Vec::new(),
            reaches: Vec::new(),
            won_by: None,
            kept_by: None,
            lost_by: None,
            why_not_us: None,
            could_use: Vec::new(),
            relationship: None,
            buys_from: Vec::new(),
            reasons: Vec::new(),
            reviewed: None,
        }
    }

    /// The word for it in output: its kind; of a colleague outside a division what that is.
    pub fn kind_word(&self) -> &'static str {
        match self.list {
            PartyList::Beneficiary | PartyList::Payer => self.kind.word(),
            PartyList::Inside(kind) => kind,
        }
    }
}

/// The list of the file that holds a party.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartyList {
    /// May receive, may pay too.
    Beneficiary,
    /// Only pays.
    Payer,
    /// In no list: a colleague outside the division that is shown, with the word for what it is, such as `department`.
    Inside(&'static str),
}

impl PartyList {
    /// Its word in output.
    pub fn word(self) -> &'static str {
        match self {
            Self::Beneficiary => "beneficiary",
            Self::Payer => "payer",
            Self::Inside(_) => "inside",
        }
    }
}

/// Why a party came or went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WonOrLost {
    /// The kind of reason.
    pub reason: Option<ChangeReason>,
    /// A note in words.
    pub note: Option<Slice>,
    /// The date on which it came or went.
    pub date: Option<Date>,
}

/// The relationship with a party: its owner and its backup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relationship {
    /// The owner of the relationship.
    pub owner: Option<UnitId>,
    /// The backup of the owner.
    pub backup: Option<UnitId>,
    /// The day since when the owner has had it.
    pub since: Option<Date>,
    /// Where the file says so.
    pub place: Place,
}

/// A claim why a party comes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// The claim.
    pub claim: Option<Slice>,
    /// The confidence in the claim.
    pub confidence: Confidence,
    /// The source of the claim.
    pub source: Option<Slice>,
    /// The date of the claim.
    pub date: Option<Date>,
    /// Where the file says so.
    pub place: Place,
}
