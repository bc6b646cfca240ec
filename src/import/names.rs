//! The ids and names of a draft, together with those of the map that it is merged into.

use super::{
    Value,
    draft::{Draft, ExistingEntry},
    keys,
    list::List,
    rules::NameSide,
};
use crate::{
    diag::Slice,
    id::{fold_name, slug},
    input::Text,
};
use std::collections::{HashMap, HashSet};

/// The words of the format that are no ids.
const RESERVED: [&str; 4] = ["everyone", "organisation", "organization", "recipients"];

/// Whether a name is a word of the format: as a reference it would mean that, not the entry with the name.
pub(super) fn is_reserved(name: &str) -> bool {
    RESERVED.contains(&fold_name(name).as_str())
}

/// What tables call everyone inside, in the languages of most sheets.
const EVERYONE: &[&str] = &[
    "everyone",
    "everybody",
    "all",
    "all staff",
    "all staff members",
    "all employees",
    "all colleagues",
    "all personnel",
    "all departments",
    "all units",
    "all teams",
    "all divisions",
    "whole organisation",
    "whole organization",
    "entire organisation",
    "entire organization",
    "the whole organisation",
    "the whole organization",
    "the whole company",
    "whole company",
    "entire company",
    "staff",
    // German
    "alle",
    "alle mitarbeiter",
    "alle mitarbeitenden",
    "alle mitarbeiterinnen und mitarbeiter",
    "alle mitarbeiter/innen",
    "alle mitarbeiter:innen",
    "alle beschäftigten",
    "alle angestellten",
    "alle kolleginnen und kollegen",
    "alle abteilungen",
    "alle bereiche",
    "alle referate",
    "alle teams",
    "gesamte organisation",
    "gesamtes unternehmen",
    // French
    "tous",
    "tous les services",
    "tous les départements",
    "tous les agents",
    "tous les employés",
    "tous les salariés",
    "tous les collaborateurs",
    "toutes les directions",
    "toutes les équipes",
    "tout le monde",
    "tout le personnel",
    "ensemble du personnel",
    "l'ensemble du personnel",
    // Spanish
    "todos",
    "todo el personal",
    "todos los empleados",
    "todos los trabajadores",
    "todos los departamentos",
    // Italian
    "tutti",
    "tutto il personale",
    "tutti i dipendenti",
    "tutti i reparti",
    "tutti gli uffici",
    // Portuguese
    "todos os funcionários",
    "todos os colaboradores",
    "todos os departamentos",
    // Dutch
    "iedereen",
    "alle medewerkers",
    "alle afdelingen",
    // Danish, Norwegian and Swedish
    "alle ansatte",
    "alle medarbejdere",
    "alle afdelinger",
    "alle avdelinger",
    "alla",
    "alla anställda",
    "alla medarbetare",
    "alla avdelningar",
    // Polish
    "wszyscy",
    "wszyscy pracownicy",
    "wszystkie działy",
];

/// The ids that are taken, and the entries with each name.
#[derive(Debug)]
pub(super) struct KnownNames {
    /// The list of each id.
    lists: HashMap<Slice, List>,
    /// The ids of the map that the draft is merged into. The draft may have entries with them.
    existing: HashSet<Slice>,
    /// The entries with a name, folded: list and id.
    entries: HashMap<String, Vec<(List, Slice)>>,
    /// The number to try next for an id that is taken.
    next: HashMap<String, usize>,
    /// The organisation's name, folded, and its id.
    organisation: String,
    organisation_id: String,
}

impl KnownNames {
    pub(super) fn new(draft: &Draft, existing: &[ExistingEntry]) -> Self {
        let of_organisation = |wanted: &str| {
            let mut keys = draft.organisation.iter();
            keys.find_map(|(key, value)| match value {
                Value::Text(text) if &**key == wanted => Some(&*text.value),
                Value::Text(_) | Value::Refer(..) | Value::List(_) | Value::Map(_) => None,
            })
        };
        let name = of_organisation("name").unwrap_or("");
        let mut names = Self {
            lists: HashMap::new(),
            existing: HashSet::new(),
            entries: HashMap::new(),
            next: HashMap::new(),
            organisation: fold_name(name),
            organisation_id: of_organisation("id").map_or_else(|| slug(name), str::to_owned),
        };
        for entry in existing {
            names.lists.insert(entry.id.clone(), entry.list);
            names.existing.insert(entry.id.clone());
            names.add(entry.list, &entry.name, &entry.id);
        }
        names
    }

    /// Takes an id of the source. One that is taken already stays with its first entry.
    pub(super) fn take_id(&mut self, list: List, id: &Text) {
        self.lists.entry(id.value.clone()).or_insert(list);
    }

    /// Adds an entry under its name.
    pub(super) fn add(&mut self, list: List, name: &str, id: &str) {
        let entries = self.entries.entry(fold_name(name)).or_default();
        // Only an existing entry comes twice. Searching for others would be quadratic in rows of one name.
        let is_known =
            self.existing.contains(id) && entries.iter().any(|(_, known)| &**known == id);
        if !is_known {
            entries.push((list, id.into()));
        }
    }

    /// The id of the one existing entry with this name.
    pub(super) fn existing(&self, list: List, name: &str) -> Option<Slice> {
        let entries = self.entries.get(&fold_name(name))?;
        let mut existing =
            entries.iter().filter(|(other, id)| *other == list && self.existing.contains(id));
        let (_, id) = existing.next()?;
        existing.next().is_none().then(|| id.clone())
    }

    /// Makes an id of a name; returns also whether another entry of the list has it already.
    pub(super) fn make_id(&mut self, list: List, name: &str) -> (Slice, bool) {
        let of_name = match slug(name) {
            empty if empty.is_empty() => list.word().to_owned(),
            of_name => of_name,
        };
        let taken_by = self.lists.get(of_name.as_str());
        let is_same_list = taken_by == Some(&list);
        let is_taken = taken_by.is_some() || of_name == self.organisation_id;
        // As the reader does (SPEC 2): the list's word as a prefix.
        let base =
            if is_taken && !is_same_list { format!("{}-{of_name}", list.word()) } else { of_name };
        let mut id = base.clone();
        // Remembered, because trying from 2 again would be quadratic in rows of one name.
        let next = self.next.entry(base.clone()).or_insert(2);
        while self.lists.contains_key(id.as_str()) || RESERVED.contains(&id.as_str()) {
            id = format!("{base}-{next}");
            *next += 1;
        }
        self.lists.insert(id.as_str().into(), list);
        (id.into(), is_same_list)
    }

    /// The ids of the entries of one side with this id or name, in the first of its lists that has any and is among
    /// some lists: none, one, or the first two.
    pub(super) fn find_on(&self, word: &str, side: NameSide, lists: &[List]) -> Vec<Slice> {
        let of_side = side.lists().iter().filter(|list| lists.contains(list));
        let mut found = of_side.map(|list| self.entries_of(word, &[*list]));
        found.find(|ids| !ids.is_empty()).unwrap_or_default()
    }

    /// The ids of the entries with this id, or else this name, in one of some lists: none, one, or the first two.
    pub(super) fn find(&self, word: &str, lists: &[List]) -> Vec<Slice> {
        let folded = fold_name(word);
        let trimmed = word.trim();
        if RESERVED.contains(&&*folded) {
            return vec![folded.as_str().into()];
        }
        let found = self.entries_of(word, lists);
        if found.is_empty() && lists.contains(&List::Groups) && EVERYONE.contains(&&*folded) {
            return vec!["everyone".into()];
        }
        // What all units or all staff pay comes from the organisation as a whole.
        if found.is_empty() && lists == keys::PAYERS && EVERYONE.contains(&&*folded) {
            return vec!["organisation".into()];
        }
        let is_organisation = folded == self.organisation || trimmed == self.organisation_id;
        if !found.is_empty() || !is_organisation {
            return found;
        }
        // As a recipient the organisation is everyone in it, as a provider or payer it is itself.
        match (lists.contains(&List::Groups), lists.contains(&List::Departments)) {
            (true, _) => vec!["everyone".into()],
            (false, true) if lists != keys::DEPARTMENTS && lists != keys::OWNERS => {
                vec!["organisation".into()]
            }
            (false, _) => Vec::new(),
        }
    }

    /// The ids of the entries with this id, or else this name, in one of some lists: none, one, or the first two.
    fn entries_of(&self, word: &str, lists: &[List]) -> Vec<Slice> {
        // Ids are exact, but a cell may have blanks around it.
        for id in [word, word.trim()] {
            if self.lists.get(id).is_some_and(|list| lists.contains(list)) {
                return vec![id.into()];
            }
        }
        let entries = self.entries.get(&fold_name(word)).map_or(&[][..], Vec::as_slice);
        let fitting = entries.iter().filter(|(list, _)| lists.contains(list));
        fitting.map(|(_, id)| id.clone()).take(2).collect()
    }
}

/// A name of a person as it is read: `Ng, Ada` is Ada Ng, and the id behind `Ada Ng (1001)` is apart.
pub(super) fn name_and_id(cell: &str) -> (String, Option<String>) {
    let (name, id) = match cell.trim().strip_suffix(')').and_then(|rest| rest.rsplit_once('(')) {
        Some((name, id)) if !name.trim().is_empty() && !id.trim().is_empty() => {
            (name.trim(), Some(id.trim().to_owned()))
        }
        _ => (cell.trim(), None),
    };
    match name.split_once(',') {
        Some((last, first))
            if !last.trim().is_empty() && !first.trim().is_empty() && !first.contains(',') =>
        {
            (format!("{} {}", first.trim(), last.trim()), id)
        }
        _ => (name.to_owned(), id),
    }
}
