//! Collects the heads of all things from their records.

use super::{Head, Heads, List, Made, RESERVED};
use crate::{
    diag::{Code, Diagnostic, Place, Slice},
    id::slug,
    input::{RawMap, RawOrganisation, Text},
    resolve::{index::Prints, values::Values},
};
use std::ops::Range;

/// The heads so far.
pub(super) struct Collector<'v> {
    heads: Vec<Head>,
    starts: [usize; List::ALL.len() + 1],
    /// The units, by their numbers in the file, that say themselves whom they serve or who pays them.
    own: Vec<usize>,
    slugs: SharedIds,
    /// Those of the ids: here a text is at hand, later it would have to be fetched.
    prints: Prints,
    /// What stands for a name or id that is missing, or isn't known yet.
    none: Slice,
    values: &'v mut Values,
}

/// Where a record stands, and whether what it must have was wrong and is reported.
type Spot = (Place, bool);

impl<'v> Collector<'v> {
    pub(super) fn new(values: &'v mut Values) -> Self {
        Self {
            heads: Vec::new(),
            starts: [0; List::ALL.len() + 1],
            own: Vec::new(),
            slugs: SharedIds::default(),
            prints: Prints::default(),
            none: Slice::default(),
            values,
        }
    }

    /// All heads with their ids but for those of units' own services, and the units that have some.
    pub(super) fn into_heads(mut self) -> (Heads, Vec<usize>) {
        self.slugs.hand_out(&mut self.heads);
        let heads = Heads { all: self.heads, starts: self.starts, ids: self.prints.into() };
        (heads, self.own)
    }

    /// Adds the heads of a whole map.
    pub(super) fn add_all(&mut self, organisation: &mut RawOrganisation, raw: &mut RawMap) {
        macro_rules! list {
            ($list:expr, $records:expr) => {
                for it in $records {
                    self.add($list, it.id.take(), it.name.take(), (it.place, it.broken));
                }
                self.end($list);
            };
        }
        let units = raw.departments.len() + raw.people.len();
        let parties = raw.beneficiaries.len() + raw.payers.len();
        let count = 1 + units + raw.groups.len() + raw.services.len() + parties;
        self.heads.reserve(count);
        self.prints.reserve(count);
        list!(List::Organisation, [organisation]);
        list!(List::Department, &mut raw.departments);
        list!(List::Person, &mut raw.people);
        list!(List::Group, &mut raw.groups);
        list!(List::Service, &mut raw.services);
        self.add_own_services(raw);
        list!(List::Beneficiary, &mut raw.beneficiaries);
        list!(List::Payer, &mut raw.payers);
    }

    fn end(&mut self, list: List) {
        self.starts[list as usize + 1] = self.heads.len();
    }

    /// The services that units' own `serves` make come behind those of the list.
    fn add_own_services(&mut self, raw: &RawMap) {
        let departments = raw.departments.iter();
        let departments = departments.map(|it| it.serves.is_some() || it.paid_by.is_some());
        let people = raw.people.iter();
        let people = people.map(|it| it.serves.is_some() || it.paid_by.is_some());
        let says = departments.chain(people).enumerate();
        (self.own).extend(says.filter_map(|(unit, says)| says.then_some(unit)));
        let none = &self.none;
        self.own.iter().for_each(|_| self.prints.add(none));
        self.heads.extend(self.own.iter().map(|_| Head {
            list: List::Service,
            id: none.clone(),
            name: none.clone(),
            place: Place::default(),
            made: Made::OfUnit,
        }));
        self.end(List::Service);
    }

    fn add(&mut self, list: List, id: Option<Text>, name: Option<Text>, spot: Spot) {
        let name = self.name(list, name, spot);
        let named = id.as_ref().or(name.as_ref());
        let place = named.map_or(spot.0, |text| text.place);
        let made = if id.is_some() { Made::Stated } else { Made::OfName };
        if let Some(id) = &id {
            self.check(list, &id.value, place, made);
            self.prints.add(&id.value);
        } else if let Some(name) = &name {
            let slug = slug(&name.value);
            self.check(list, &slug, place, made);
            self.prints.add(&slug);
            self.slugs.add(self.heads.len(), &[&slug]);
        } else {
            self.prints.add("");
        }
        let value = |text: Option<Text>| text.map_or_else(|| self.none.clone(), |text| text.value);
        let (id, name) = (value(id), value(name));
        self.heads.push(Head { list, id, name, place, made });
    }

    /// The name of a thing, unless it has none, which is reported.
    fn name(&mut self, list: List, name: Option<Text>, (place, broken): Spot) -> Option<Text> {
        let (place, message) = match name {
            Some(name) if !name.value.trim().is_empty() => return Some(name),
            None if broken => return None,
            None => (place, format!("this {} has no `name`", list.word())),
            Some(blank) => (blank.place, format!("the `name` of this {} is blank", list.word())),
        };
        let help = "write `name: ...` with what people call it";
        (self.values).report(Diagnostic::new(Code::MissingKey, place, message).help(help));
        None
    }

    /// Reports an id that can't be one.
    fn check(&mut self, list: List, id: &str, place: Place, made: Made) {
        let (code, message) = if id.trim().is_empty() {
            let message = match made {
                Made::Stated => "an id can't be blank",
                Made::OfName | Made::OfUnit => "no id can be made of this name",
            };
            (Code::NoId, message.to_owned())
        } else if RESERVED.contains(&id) {
            let message = format!("`{id}` is a word of the file format, not an id");
            (Code::ReservedId, message)
        } else {
            return;
        };
        let list = list.word();
        let help = format!("give this {list} another id, such as `id: {list}-1`");
        (self.values).report(Diagnostic::new(code, place, message).help(help));
    }
}

/// Ids that no file states, as slices of one text.
#[derive(Default)]
pub(super) struct SharedIds {
    text: String,
    /// Whose each is, and where it stands.
    of: Vec<(usize, Range<usize>)>,
}

impl SharedIds {
    /// The id of the head `at`, from its parts.
    pub(super) fn add(&mut self, at: usize, parts: &[&str]) {
        let start = self.text.len();
        self.text.extend(parts.iter().copied());
        self.of.push((at, start..self.text.len()));
    }

    /// Gives each head its id.
    pub(super) fn hand_out(self, heads: &mut [Head]) {
        let text = Slice::from(self.text);
        for (at, range) in self.of {
            heads[at].id = text.share(&text[range]);
        }
    }
}
