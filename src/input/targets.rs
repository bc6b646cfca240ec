//! What a reference may name: declared once for the reader, the import, the resolver and the messages.
use crate::words::words;

words! {
    /// A kind of entry that has an id, in the order in which a map is resolved. All ids of a map share one space (SPEC 2).
    pub EntryKind {
        /// The organisation itself.
        Organisation "organisation",
        /// A department.
        Department "department",
        /// A person.
        Person "person",
        /// A group of units.
        Group "group",
        /// A service.
        Service "service",
        /// Somebody outside who may be served.
        Beneficiary "beneficiary",
        /// Somebody outside who pays.
        Payer "payer",
    }
}

/// What may be named in one place of the file.
#[derive(Debug, PartialEq, Eq)]
pub struct Targets {
    /// The kinds of entry. An import adds an unknown name as an entry of the first kind.
    pub kinds: &'static [EntryKind],
    /// The reserved words.
    pub words: &'static [&'static str],
    /// The kinds and reserved words in a phrase, for messages.
    pub what: &'static str,
}

/// Where only a department may be named.
pub const DEPARTMENT: Targets =
    Targets { kinds: &[EntryKind::Department], words: &[], what: "a department" };

/// Where only a person may be named.
pub const PERSON: Targets = Targets { kinds: &[EntryKind::Person], words: &[], what: "a person" };

/// Where any unit may be named.
pub const UNIT: Targets = Targets {
    kinds: &[EntryKind::Department, EntryKind::Person],
    words: &[],
    what: "a department or a person",
};

/// The owner of a relationship, and the backup. An unknown name is more likely a person.
pub const OWNER: Targets = Targets {
    kinds: &[EntryKind::Person, EntryKind::Department],
    words: &[],
    what: "a department or a person",
};

/// A member of a group.
pub const MEMBER: Targets = Targets {
    kinds: &[EntryKind::Department, EntryKind::Person, EntryKind::Group],
    words: &["everyone"],
    what: "a department, a person, a group or `everyone`",
};

/// What is taken out of a group: a unit with its parts, or the units of another group.
pub const EXCEPTION: Targets = Targets {
    kinds: &[EntryKind::Department, EntryKind::Person, EntryKind::Group],
    words: &[],
    what: "a department, a person or a group",
};

/// The provider of a service.
pub const PROVIDER: Targets = Targets {
    kinds: &[EntryKind::Department, EntryKind::Person],
    words: &["organisation"],
    what: "a department, a person or `organisation`",
};

/// The recipient of a service.
pub const RECIPIENT: Targets = Targets {
    kinds: &[
        EntryKind::Beneficiary,
        EntryKind::Department,
        EntryKind::Person,
        EntryKind::Group,
        EntryKind::Service,
        EntryKind::Payer,
    ],
    words: &["everyone"],
    what: "a department, a person, a group, `everyone`, a beneficiary, a payer or a service",
};

/// The payer of a service.
pub const PAYER: Targets = Targets {
    // Payers first: an import adds an unknown payer to their list.
    kinds: &[EntryKind::Payer, EntryKind::Beneficiary, EntryKind::Department, EntryKind::Person],
    words: &["organisation", "recipients"],
    what: "a payer, a beneficiary, a department, a person, `organisation` or `recipients`",
};

/// Where only a beneficiary may be named.
pub const BENEFICIARY: Targets =
    Targets { kinds: &[EntryKind::Beneficiary], words: &[], what: "a beneficiary" };

/// Where only a service may be named.
pub const SERVICE: Targets =
    Targets { kinds: &[EntryKind::Service], words: &[], what: "a service" };

/// What a finding may be silenced for.
pub const ANYTHING: Targets = Targets {
    kinds: &[
        EntryKind::Department,
        EntryKind::Person,
        EntryKind::Group,
        EntryKind::Service,
        EntryKind::Beneficiary,
        EntryKind::Payer,
    ],
    words: &["everyone", "organisation"],
    what: "anything of this map",
};
