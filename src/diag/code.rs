//! The catalogue of codes: every error of a file and every finding, with its page.

use super::Severity;

/// Declares [`Code`] with, for each code: its word, its level, what it means and what to do.
macro_rules! catalogue {
    ($($code:ident $word:literal $level:expr, $meaning:literal, $advice:literal;)+) => {
        /// One kind of error or finding. The word is stable: files, scripts and `--deny` rely on it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[expect(missing_docs, reason = "the catalogue below says what each means")]
        pub enum Code { $($code),+ }

        impl Code {
            /// Every code, errors of the file first.
            pub const ALL: &[Self] = &[$(Self::$code),+];

            /// Its word in output: kebab-case.
            pub fn word(self) -> &'static str {
                match self { $(Self::$code => $word),+ }
            }

            /// Its level unless the file's `checks` says otherwise; `None`: off.
            pub fn level(self) -> Option<Severity> {
                match self { $(Self::$code => $level),+ }
            }

            /// When it is raised and what it means.
            pub fn meaning(self) -> &'static str {
                match self { $(Self::$code => $meaning),+ }
            }

            /// What to do.
            pub fn advice(self) -> &'static str {
                match self { $(Self::$code => $advice),+ }
            }
        }
    };
}

const ERROR: Option<Severity> = Some(Severity::Error);
const WARNING: Option<Severity> = Some(Severity::Warning);
const NOTE: Option<Severity> = Some(Severity::Note);
const OFF: Option<Severity> = None;

catalogue! {
    NotText "not-text" ERROR,
        "A map is UTF-8 text. The place is that of the first byte that isn't, or of a character that no text holds, such as NUL.",
        "save the file as UTF-8";
    Syntax "syntax" ERROR,
        "The file is not YAML (or, with the ending .json, not JSON). Nothing behind that place was read.",
        "correct the text at this place; often it is the indentation, a missing quote or a bracket just before";
    SeveralDocuments "several-documents" ERROR,
        "A file holds one document: no second one behind a line `---`.",
        "take out the line `---`, or keep the second document in a file of its own in the same directory";
    TooMuch "too-much" ERROR,
        "The file nests deeper than 60 levels, repeats an anchor more than a million times in all, or holds a text of over 64 MiB, or is over 2 GiB. No map needs that.",
        "write it flat; departments nest by `part_of`, not by indentation";
    UnknownKey "unknown-key" ERROR,
        "There is no key of that name in this place. Nothing in a file is skipped silently: a misspelt key would be lost.",
        "take the key out; free text belongs in `notes`";
    DuplicateKey "duplicate-key" ERROR,
        "The same key is written twice in one entry, so that one of its values would be lost.",
        "keep one of the two";
    WrongType "wrong-type" ERROR,
        "There is a list, an entry with keys or a text where something else belongs.",
        "write what the message names";
    MissingKey "missing-key" ERROR,
        "A key that is required is missing, blank or an empty list.",
        "write the key with its value";
    WrongWord "wrong-word" ERROR,
        "The value must be one of a few words.",
        "write one of the words that the message names";
    WrongDate "wrong-date" ERROR,
        "A date is a year, a month or a day: 2026, 2026-05 or 2026-05-31.",
        "write the date as YYYY, YYYY-MM or YYYY-MM-DD";
    WrongNumber "wrong-number" ERROR,
        "A number is out of its range or isn't one. Amounts are finite and not negative; a score is at least the lowest and at most the highest of its scale; counts are whole.",
        "write a plain number without unit, sign or separator, such as 250000 or 7.5";
    NoOrganisation "no-organisation" ERROR,
        "Every map says once which organisation it describes.",
        "write `organisation: {name: ...}` in one of the files";
    SecondOrganisation "second-organisation" ERROR,
        "The files of a map describe one organisation; only one of them has the key `organisation`.",
        "take one of the two out";
    NoId "no-id" ERROR,
        "The name holds no letter or digit from which an id could be made.",
        "give it an `id` of your own, such as `id: reception`";
    ReservedId "reserved-id" ERROR,
        "`everyone`, `organisation` (also spelt organization) and `recipients` are words of the file format and nobody's id.",
        "give it another `id`";
    DuplicateId "duplicate-id" ERROR,
        "Each id names one thing among all lists and the organisation. An entry without an `id` gets one from its name.",
        "give one of the two another `id`";
    UnknownReference "unknown-reference" ERROR,
        "Nothing has that id or that name.",
        "write an id or a name that is in the map, or add the entry";
    AmbiguousReference "ambiguous-reference" ERROR,
        "Several entries that would fit in this place have that name.",
        "write the id of the one that you mean";
    WrongReference "wrong-reference" ERROR,
        "The reference names something of a kind that can't be used in this place.",
        "write one of the kinds that the message names";
    DuplicateVerdict "duplicate-verdict" ERROR,
        "Two verdicts are about the same customer of the same unit: it is not clear which of them holds.",
        "take one of the two out";
    PartOfCircle "part-of-circle" ERROR,
        "A department is part of itself by way of the departments named.",
        "take the `part_of` out of the topmost one";
    GroupCircle "group-circle" ERROR,
        "A group is its own member by way of the groups named.",
        "take one of the memberships out";
    EmptySelector "empty-selector" ERROR,
        "A `where` without a condition would select everybody by accident.",
        "write a condition such as `where: {tag: computer}`, or `members: [everyone]`";
    AmountOfRecipients "amount-of-recipients" ERROR,
        "An amount belongs to one payer. `recipients` is each party that the service serves, and a default of the organisation is no amount of one service.",
        "name the payer that pays this amount, in the service's own `paid_by`";
    UnknownColumn "unknown-column" ERROR,
        "An import is to take a column that the table doesn't have.",
        "write a column as the first row of the table spells it";
    DuplicateColumn "duplicate-column" ERROR,
        "Two columns of an imported table have the same name, so that the name doesn't say which is meant.",
        "give each column a name of its own";
    BadRow "bad-row" ERROR,
        "A row of an imported table (or an entity of an imported model) is no entry of a map: it has more cells than the table has columns, or its name is missing.",
        "fix the row; where the others can be read, an import leaves it out and counts it (--strict refuses it)";
    UnknownManager "unknown-manager" WARNING,
        "A row of an imported staff list names a manager or parent that has no row. The person or department is imported as reporting to nobody.",
        "export the whole organisation, or fix the row";
    ReportingCircle "reporting-circle" WARNING,
        "In an imported staff list somebody reports to themselves by way of others. None of these reporting lines is imported.",
        "fix the manager or parent in one of the rows named";

    UnitWithoutService "unit-without-service" WARNING,
        "A department and its parts, or a person directly under the organisation, provide nothing: nobody has written down yet what it does for others.",
        "ask the person, or the head of the department, what others would miss without them tomorrow, and who; write that as a service";
    NoSecondaryCustomer "no-secondary-customer" WARNING,
        "No colleague outside the unit uses anything that it, or the department around it, provides. A note where the unit serves somebody outside the organisation directly.",
        "ask who inside relies on it and add them under `serves`; if nobody does, say so under `allow`";
    NoPrimaryChain "no-primary-chain" WARNING,
        "No chain of services leads from the unit to any customer outside, or every such customer was rejected by a verdict.",
        "ask those at the end of the chain what they do for the outside, and write that service";
    OnlyBroadChains "only-broad-chains" OFF,
        "Every chain from the unit to the outside has a step to everyone, or to a group that uses the service for at least half of all services. That is true of nearly every unit and says little about this one.",
        "name those who rely on it most as recipients of their own";
    ServiceServesNobody "service-serves-nobody" WARNING,
        "The service has no recipient.",
        "write whom it is for under `serves`, or set its `status` to planned or retired";
    UseWithoutEffect "use-without-effect" WARNING,
        "A `for` names a service that has nothing to do with its recipient: neither the recipient nor its parts provide it, or it is not active.",
        "under `for`, name services that the recipient provides; leave `for` out if it uses this service for all it does";
    BeneficiaryNotServed "beneficiary-not-served" WARNING,
        "No service reaches this active customer, neither directly nor through another customer.",
        "add it to the `serves` of what it gets, or set its `status` to prospect or former";
    ServiceWithoutPayer "service-without-payer" WARNING,
        "The service serves somebody outside, and the map does not say who pays for that.",
        "name who pays under `paid_by` (or once for all under `organisation`); write `paid_by: []` if nobody does";
    PayerAssumed "payer-assumed" NOTE,
        "Services serve customers outside without saying who pays. In a company the customers are then assumed to pay, unless they pay for something else already. One finding counts these services of the whole map.",
        "name who pays under `paid_by` of each such service, or once for all under `organisation`";
    PayerPaysNothing "payer-pays-nothing" NOTE,
        "No service names this payer, and it is not among those who pay by default.",
        "add it to the `paid_by` of what it pays for, or take it out";
    ThirdPartyFunded "third-party-funded" NOTE,
        "Somebody else pays for the service than those outside who receive it. If the service disappoints these, the payer may stop paying.",
        "keep an eye on both: measure how satisfied those who receive it are, and report it to the payer";
    SatisfactionUnknown "satisfaction-unknown" NOTE,
        "Nobody has asked those who use these services whether they are happy with them. One finding for each unit that provides such services; one for the whole map where nothing has been measured yet.",
        "ask them, and write `{to: ..., satisfaction: {score: ..., n: ..., measured: ...}}` under `serves`";
    SatisfactionStale "satisfaction-stale" NOTE,
        "The newest measurement is over 12 months old or has no date.",
        "measure again and add the result to the list; the old one shows the trend";
    CustomerUnhappy "customer-unhappy" WARNING,
        "The newest score is under 6 of 10, or a net promoter score (NPS) under 0. Where the spread of the answers is known, the message says between which scores all of them together would be, and whether that is surely under the limit.",
        "ask them what to improve first, and agree on it with the head of the unit";
    SmallSample "small-sample" NOTE,
        "The newest score rests on fewer than 30 answers, and not on those of more than half of the people asked: it may be chance.",
        "ask more of them before you act on it";
    NoRelationshipOwner "no-relationship-owner" NOTE,
        "Nobody owns the relationship with this business, government or nonprofit.",
        "name who does under `relationship: {owner: ..., backup: ...}`";
    SingleRelationship "single-relationship" WARNING,
        "One person owns the relationship with this party, and nobody is named as a backup. An error when that person is leaving without a successor.",
        "name a `backup` who gets to know the customer now";
    LeavingWithoutSuccessor "leaving-without-successor" WARNING,
        "Somebody who leads a department, is the only one to provide a service, or owns the relationship with a party is leaving, and no successor is named.",
        "name the `successor`";
    LittleKnownCustomer "little-known-customer" NOTE,
        "Of seven things worth knowing about a customer fewer than three are written down: since when it has been one (`since`), what moves it (`drivers` or `pressures`), why it came (`won_by`), why it stays (`kept_by`), what else it uses (`buys_from`), a tested reason (`reasons`), and who owns the relationship (`owner`).",
        "ask those who serve it, and fill in what the message names";
    UntestedAssumption "untested-assumption" NOTE,
        "Why a customer comes is only assumed, or is called supported without a source.",
        "test it (ask them, compare the figures), then set `confidence` to supported or refuted, with its `source`";
    RefutedAssumption "refuted-assumption" WARNING,
        "The only reason that is written down has been refuted.",
        "find out why they come instead, and write that reason";
    PromiseWithoutAgreement "promise-without-agreement" NOTE,
        "Something is agreed with a customer outside, but not with the colleagues inside on whose services that rests. The message names the first three of these.",
        "agree with them on what the promise needs, and write it as `agreed` beside the recipient";
    VerdictUnused "verdict-unused" NOTE,
        "A verdict is about a customer that the unit does not have anyway.",
        "take the verdict out, or correct its `unit` or `customer`";
    VerdictContradicted "verdict-contradicted" WARNING,
        "A verdict rejects a customer that a service of the unit serves directly. What a service states counts, so the verdict has no effect.",
        "take the customer out of the service's `serves`, or take the verdict out";
    EmptyGroup "empty-group" WARNING,
        "The group holds nobody, so a service for it serves nobody.",
        "check its `where` against the tags, sites and roles of the units: they must be spelt the same";
    UnusedGroup "unused-group" NOTE,
        "No service or group names the group, and no `allow` of another finding.",
        "name it under the `serves` of what its members use, or take it out";
    DuplicateRecipient "duplicate-recipient" NOTE,
        "The same recipient is named twice in one service.",
        "keep one; several measurements go into one list under `satisfaction`";
    AllowUnused "allow-unused" NOTE,
        "The `allow` silences nothing: what it was written for is gone.",
        "take it out";
}

impl Code {
    /// The code with this word.
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.word() == word)
    }

    /// Whether it is about the organisation (`checks` and `allow` may name it), not about the file.
    pub fn is_finding(self) -> bool {
        // The catalogue has errors of the file first, and this is the first finding.
        self >= Self::UnitWithoutService
    }

    /// Every finding.
    pub fn findings() -> impl Iterator<Item = Self> {
        Self::ALL.iter().copied().filter(|code| code.is_finding())
    }
}
