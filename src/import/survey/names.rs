//! Finds what a text of a survey names: a service, or whom a respondent belongs to.

use crate::{
    id::{ServiceId, Subject, fold_name, own_service_id},
    model::Organisation,
};
use std::collections::HashMap;

/// What a text names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::import) enum NameMatch<T> {
    /// Nothing of the map.
    Nothing,
    /// One thing.
    One(T),
    /// Several things: an id says which.
    Several,
}

/// The services, and those to whom a respondent may belong, by id and by name.
#[derive(Debug)]
pub(in crate::import) struct Names<'org> {
    /// The map.
    pub(in crate::import) organisation: &'org Organisation,
    ids: HashMap<&'org str, Subject>,
    services: HashMap<String, Vec<ServiceId>>,
    respondents: HashMap<String, Vec<Subject>>,
    /// Texts that mean something else, folded.
    same: HashMap<String, String>,
}

impl<'org> Names<'org> {
    /// The names of a map; a text that is one of the first of `same` means the second.
    pub(in crate::import) fn new(
        organisation: &'org Organisation,
        same: &[(String, String)],
    ) -> Self {
        let mut names = Self {
            organisation,
            ids: HashMap::new(),
            services: HashMap::new(),
            respondents: HashMap::new(),
            same: same.iter().map(|(from, to)| (fold_name(from), to.clone())).collect(),
        };
        for subject in organisation.subjects() {
            names.ids.insert(organisation.id_of(subject), subject);
            let name = fold_name(organisation.name_of(subject));
            match subject {
                Subject::Service(service) => names.services.entry(name).or_default().push(service),
                Subject::Organisation => {}
                // A survey says to which department somebody belongs, never who they are.
                Subject::Unit(unit) if organisation.unit(unit).person().is_some() => {}
                Subject::Unit(_) | Subject::Group(_) | Subject::Everyone | Subject::Party(_) => {
                    names.respondents.entry(name).or_default().push(subject);
                }
            }
        }
        names
    }

    /// What a text means: itself, or what `--same` says.
    fn meant<'t>(&'t self, text: &'t str) -> &'t str {
        self.same.get(&fold_name(text)).map_or(text.trim(), |same| same.trim())
    }

    /// The service of this id or name. Where none is called so, a unit means its own unnamed service.
    pub(in crate::import) fn service(&self, text: &str) -> NameMatch<ServiceId> {
        let text = self.meant(text);
        if let Some(service) = self.ids.get(text).and_then(|subject| subject.service()) {
            return NameMatch::One(service);
        }
        let folded = fold_name(text);
        match self.services.get(&folded).map(Vec::as_slice) {
            Some([one]) => return NameMatch::One(*one),
            Some(_) => return NameMatch::Several,
            None => {}
        }
        let unit = self
            .ids
            .get(text)
            .into_iter()
            .chain(self.respondents.get(&folded).into_iter().flatten());
        let service_of = |subject: &Subject| {
            let id = own_service_id(self.organisation.id_of(*subject));
            self.ids.get(&*id).and_then(|subject| subject.service())
        };
        let mut unnamed: Vec<ServiceId> = unit.filter_map(service_of).collect();
        unnamed.dedup();
        match unnamed.as_slice() {
            [] => NameMatch::Nothing,
            [one] => NameMatch::One(*one),
            _ => NameMatch::Several,
        }
    }

    /// The department, group or party of this id or name.
    pub(in crate::import) fn respondent(&self, text: &str) -> NameMatch<Subject> {
        let text = self.meant(text);
        let is_respondent = |subject: &&Subject| match subject {
            Subject::Unit(unit) => self.organisation.unit(*unit).department().is_some(),
            Subject::Group(_) | Subject::Everyone | Subject::Party(_) => true,
            Subject::Organisation | Subject::Service(_) => false,
        };
        if let Some(subject) = self.ids.get(text).filter(is_respondent) {
            return NameMatch::One(*subject);
        }
        match self.respondents.get(&fold_name(text)).map(Vec::as_slice) {
            Some([one]) => NameMatch::One(*one),
            Some(_) => NameMatch::Several,
            None => NameMatch::Nothing,
        }
    }

    /// The respondent with this id, persons included: an option or a codebook names one on purpose.
    pub(in crate::import) fn respondent_by_id(&self, id: &str) -> NameMatch<Subject> {
        match self.ids.get(id.trim()) {
            Some(subject) if !matches!(subject, Subject::Organisation | Subject::Service(_)) => {
                NameMatch::One(*subject)
            }
            _ => self.respondent(id),
        }
    }

    /// The names and ids of services, for suggestions.
    pub(in crate::import) fn service_words(&self) -> impl Iterator<Item = &'org str> {
        let organisation = self.organisation;
        let services = organisation.services();
        services.flat_map(move |(_, service)| [&*service.header.id, &*service.header.name])
    }

    /// The ids and names of those to whom a respondent may belong, for suggestions.
    pub(in crate::import) fn respondent_words(&self) -> impl Iterator<Item = &'org str> {
        let organisation = self.organisation;
        let subjects = organisation.subjects().filter(move |subject| match subject {
            Subject::Unit(unit) => organisation.unit(*unit).department().is_some(),
            Subject::Group(_) | Subject::Everyone | Subject::Party(_) => true,
            Subject::Organisation | Subject::Service(_) => false,
        });
        subjects
            .flat_map(move |subject| [organisation.id_of(subject), organisation.name_of(subject)])
    }

    /// The one service whose name, or else id, a longer text holds as whole words; the longest name counts.
    pub(in crate::import) fn service_within(&self, text: &str) -> NameMatch<ServiceId> {
        let folded = fold_name(text);
        let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let holds = |name: &str| {
            folded.match_indices(name).any(|(at, _)| {
                !is_letter(folded[..at].chars().next_back())
                    && !is_letter(folded[at + name.len()..].chars().next())
            })
        };
        let mut found: Vec<(&String, &Vec<ServiceId>)> =
            (self.services.iter()).filter(|(name, _)| !name.is_empty() && holds(name)).collect();
        // The longest name says most; the alphabet makes the choice the same in every run.
        found.sort_by_key(|(name, _)| (std::cmp::Reverse(name.len()), *name));
        let Some((longest, services)) = found.first() else {
            return NameMatch::Nothing;
        };
        // "Spare parts delivery" holds "Spare parts" too; another name elsewhere in the text makes it unclear.
        let is_clear = found.iter().all(|(name, _)| longest.contains(name.as_str()));
        match services.as_slice() {
            [one] if is_clear => NameMatch::One(*one),
            _ => NameMatch::Several,
        }
    }
}
