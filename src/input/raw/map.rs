//! The keys at the top of a file, in one table: the records behind each, and with them the shape of the whole.

use super::{
    RawAllow, RawDepartment, RawGroup, RawLevels, RawMeasurement, RawOrganisation, RawParty,
    RawPerson, RawService, RawVerdict,
};
use crate::input::{
    decode::{Decode, Decoder},
    missing::{MissingKey, Required},
    node::Node,
    places::{PlaceShift, splice},
    shape::{Content, Key, Presence, Record, Shape, ValueType, description},
};

/// Declares the keys of a map: `one` holds a single mapping, `many` a list of them; `or` is another spelling; `entry`
/// is what one item is called.
macro_rules! map_keys {
    ($(
        $(#[doc = $description:literal])+
        $name:ident: $count:ident $word:literal $(or $alias:literal)?, entry $entry:literal
            => $field:ident: $type:ty $(, without $without:expr)?;
    )+) => {
        /// A key at the top of a file.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(in crate::input) enum MapKey {
            $($name),+
        }

        /// The words of the keys at the top of a file, other spellings included.
        pub const MAP_KEYS: &[&str] = &[$($word, $($alias,)?)+];

        impl MapKey {
            pub(in crate::input) fn named(word: &str) -> Option<Self> {
                match word {
                    $($word $(| $alias)? => Some(Self::$name),)+
                    _ => None,
                }
            }

            pub(in crate::input) fn word(self) -> &'static str {
                match self { $(Self::$name => $word),+ }
            }

            pub(in crate::input) fn is_list(self) -> bool {
                match self { $(Self::$name => map_keys!(@is_list $count)),+ }
            }
        }

        /// Every record of a map, each list in the order of the files.
        #[derive(Clone, Debug, Default)]
        pub struct RawMap {
            $($(#[doc = $description])+ pub $field: Vec<$type>,)+
        }

        impl RawMap {
            /// Adds the records of another file.
            pub(crate) fn append(&mut self, other: Self) {
                $(append(&mut self.$field, other.$field);)+
            }

            /// Replaces the records that begin from byte `first` to the start of the shift by others, and moves those
            /// behind them: what a change of a part of a file comes to.
            pub(crate) fn splice(&mut self, first: usize, shift: PlaceShift, new: Self) {
                $(splice(&mut self.$field, first, shift, new.$field);)+
            }

            /// Decodes one item of the list `key`, or the value of a key that is no list.
            fn decode<'t>(&mut self, key: MapKey, node: Node<'t>, decoder: &mut Decoder<'t>) {
                match key {
                    $(MapKey::$name => self.$field.extend(<$type>::decode(node, decoder)),)+
                }
            }

            /// The required keys that any record lacks.
            pub(crate) fn missing(&self) -> Vec<MissingKey> {
                let mut found = Vec::new();
                $(self.$field.missing(Some($entry), &mut found);)+
                found
            }
        }

        /// What may be written in a file.
        pub fn shape() -> Record {
            let mut keys = Vec::new();
            let mut aliases = Vec::new();
            $({
                let shape = map_keys!(@shape $count $type $(, $without)?);
                let key = Key {
                    word: $word,
                    description: description(&[$($description),+]),
                    presence: Presence::Optional,
                    shape,
                };
                $(aliases.push(Key { word: $alias, ..key.clone() });)?
                keys.push(key);
            })+
            keys.append(&mut aliases);
            Record {
                name: "Map",
                description: "An organisation: who provides what for whom, and who pays.".to_owned(),
                short: None,
                keys,
                content: Content::Any,
            }
        }
    };
    (@is_list one) => { false };
    (@is_list many) => { true };
    (@shape one $type:ty) => { <$type>::shape(ValueType::Anything) };
    (@shape many $type:ty) => { Shape::List(Box::new(<$type>::shape(ValueType::Anything))) };
    (@shape many $type:ty, $without:expr) => {
        Shape::List(Box::new(Shape::Record(<$type>::record(ValueType::Anything).without($without))))
    };
}

map_keys! {
    /// Whose map it is. One file of a map holds it.
    Organisation: one "organisation" or "organization", entry "organisation"
        => organisations: RawOrganisation;
    /// The departments and teams, which may nest by `part_of`.
    Departments: many "departments", entry "department" => departments: RawDepartment;
    /// Persons on whom somebody depends. A role is enough instead of a name.
    People: many "people", entry "person" => people: RawPerson;
    /// Populations inside, such as everyone with a computer.
    Groups: many "groups", entry "group" => groups: RawGroup;
    /// What somebody provides, for whom, and who pays for it.
    Services: many "services", entry "service" => services: RawService;
    /// Those outside who receive something, and may pay too.
    Beneficiaries: many "beneficiaries" or "customers", entry "beneficiary" => beneficiaries: RawParty;
    /// Those outside who pay, and may be thanked or reported to.
    Payers: many "payers" or "funders", entry "payer"
        => payers: RawParty, without &RawParty::OF_BENEFICIARIES;
    /// How happy recipients are, kept apart from the services: what surveys write.
    Measurements: many "measurements", entry "measurement" => measurements: RawMeasurement;
    /// Which inferred customers are confirmed, and which are none.
    Verdicts: many "verdicts", entry "verdict" => verdicts: RawVerdict;
    /// Another level for a finding: off, note, warning or error.
    Checks: one "checks", entry "check" => checks: RawLevels;
    /// Findings that are all right for one thing, each with the reason.
    Allow: many "allow", entry "`allow`" => allow: RawAllow;
}

impl RawMap {
    /// Takes one item of the list `key`, or the value of a key that is no list.
    pub(in crate::input) fn take<'t>(
        &mut self,
        key: MapKey,
        node: Node<'t>,
        decoder: &mut Decoder<'t>,
    ) {
        let place = decoder.place(node.at);
        let before = (decoder.problems.len(), self.organisations.len());
        self.decode(key, node, decoder);
        let wrong = decoder.problems.len() > before.0 && self.organisations.len() == before.1;
        // An organisation that can't be read is not missing as well: its name has been misread.
        if key == MapKey::Organisation && wrong {
            let misread = vec!["name"];
            self.organisations.push(RawOrganisation { place, misread, ..Default::default() });
        }
    }
}

/// Adds the records of one more file; those of the first are not copied.
fn append<T>(list: &mut Vec<T>, mut other: Vec<T>) {
    if list.is_empty() {
        *list = other;
    } else {
        list.append(&mut other);
    }
}
