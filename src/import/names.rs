//! What the ids and names of a draft stand for, with those of the map that it is merged into.

use super::{Draft, Known, List, Value, keys};
use crate::{
    diag::{Place, Slice},
    id::slug,
    input::Text,
};
use std::collections::{HashMap, HashSet};

/// Words of the format that are nobody's id.
const RESERVED: [&str; 4] = ["everyone", "organisation", "organization", "recipients"];

/// How many bearers of a name are told.
const MOST: usize = 4;

/// The ids that are taken, and the names that are borne.
#[derive(Debug)]
pub(super) struct Names {
    /// The list of each id, and where a source states it.
    ids: HashMap<Slice, (List, Option<Place>)>,
    /// Those of the map itself: an import may say more of them.
    of_map: HashSet<Slice>,
    /// The things with a name, folded: list and id.
    named: HashMap<String, Vec<(List, Slice)>>,
    /// From which number to try for a name that is borne again.
    next: HashMap<String, usize>,
    /// The organisation's name, folded, and its id.
    organisation: String,
    organisation_id: String,
}

impl Names {
    pub(super) fn new(draft: &Draft, known: &[Known]) -> Self {
        let of_organisation = |wanted: &str| {
            let mut keys = draft.organisation.iter();
            keys.find_map(|(key, value)| match value {
                Value::Text(text) if &**key == wanted => Some(&*text.value),
                Value::Text(_) | Value::Refer(..) | Value::List(_) | Value::Map(_) => None,
            })
        };
        let name = of_organisation("name").unwrap_or("");
        let mut names = Self {
            ids: HashMap::new(),
            of_map: HashSet::new(),
            named: HashMap::new(),
            next: HashMap::new(),
            organisation: fold(name),
            organisation_id: of_organisation("id").map_or_else(|| slug(name), str::to_owned),
        };
        for one in known {
            names.ids.insert(one.id.clone(), (one.list, None));
            names.of_map.insert(one.id.clone());
            names.call(one.list, &one.name, &one.id);
        }
        names
    }

    /// Takes an id that a source states; where it was stated first, if it is taken.
    pub(super) fn state(&mut self, list: List, id: &Text) -> Result<(), Option<Place>> {
        match self.ids.get(&id.value) {
            Some((_, Some(first))) => Err(Some(*first)),
            Some((other, None)) if *other != list => Err(None),
            Some((_, None)) | None => {
                self.ids.insert(id.value.clone(), (list, Some(id.place)));
                Ok(())
            }
        }
    }

    /// Remembers that something bears a name.
    pub(super) fn call(&mut self, list: List, name: &str, id: &str) {
        let bearers = self.named.entry(fold(name)).or_default();
        let known = self.of_map.contains(id) && bearers.iter().any(|(_, known)| &**known == id);
        if !known {
            bearers.push((list, id.into()));
        }
    }

    /// The id of the only thing in the map that is called so, and that nothing in the source states.
    pub(super) fn of_map(&self, list: List, name: &str) -> Option<Slice> {
        let bearers = self.named.get(&fold(name))?;
        let mut of_map =
            bearers.iter().filter(|(other, id)| *other == list && self.of_map.contains(id));
        let one = of_map.next()?;
        of_map.next().is_none().then(|| one.1.clone())
    }

    /// A new id for something with this name; whether something of the same list has the name already.
    pub(super) fn make(&mut self, list: List, name: &str) -> (Slice, bool) {
        let slug = match slug(name) {
            slug if slug.is_empty() => list.word().to_owned(),
            slug => slug,
        };
        let mut again = false;
        let base = match self.ids.get(slug.as_str()) {
            None if slug == self.organisation_id => format!("{}-{slug}", list.word()),
            Some((other, _)) if *other != list => format!("{}-{slug}", list.word()),
            Some(_) => {
                again = true;
                slug
            }
            None => slug,
        };
        let mut id = base.clone();
        let next = self.next.entry(base.clone()).or_insert(2);
        while self.ids.contains_key(id.as_str()) || RESERVED.contains(&id.as_str()) {
            id = format!("{base}-{next}");
            *next += 1;
        }
        self.ids.insert(id.as_str().into(), (list, None));
        (id.into(), again)
    }

    /// The ids of what is called so, by id or else by name, in one of some lists.
    pub(super) fn find(&self, word: &str, lists: &[List]) -> Vec<Slice> {
        let folded = fold(word);
        let trimmed = word.trim();
        if RESERVED.contains(&trimmed) {
            return vec![trimmed.into()];
        }
        for id in [word, trimmed] {
            if self.ids.get(id).is_some_and(|(list, _)| lists.contains(list)) {
                return vec![id.into()];
            }
        }
        let bearers = self.named.get(&folded).map_or(&[][..], Vec::as_slice);
        let bearers = bearers.iter().filter(|(list, _)| lists.contains(list));
        let found: Vec<Slice> = bearers.map(|(_, id)| id.clone()).take(MOST).collect();
        if !found.is_empty() || folded != self.organisation {
            return found;
        }
        // The organisation as a whole: as one who receives it is everyone in it.
        match (lists.contains(&List::Groups), lists.contains(&List::Departments)) {
            (true, _) => vec!["everyone".into()],
            (false, true) if lists != keys::DEPARTMENTS && lists != keys::OWNERS => {
                vec!["organisation".into()]
            }
            (false, _) => Vec::new(),
        }
    }
}

/// A name as it is compared.
fn fold(name: &str) -> String {
    name.trim().to_lowercase()
}
