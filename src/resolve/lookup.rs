//! What a reference names: an id, or else a name among the kinds of thing that it may name.

use super::{
    identities::{Identities, Identity, is_reserved},
    index::Index,
    values::Values,
};
use crate::{
    diag::{Code, Diagnostic, excerpt},
    id::{GroupId, PartyId, ServiceId, Subject, UnitId, fold_name},
    input::{EntryKind, Targets, Text, targets},
    model::Header,
};
use std::sync::OnceLock;

/// What a reference names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ReferenceTarget {
    /// A thing.
    Thing(Subject),
    /// The word `recipients`.
    Recipients,
}

/// The outcome of a search.
#[derive(Clone, Copy, Debug)]
enum NameSearch {
    /// One thing.
    Found(ReferenceTarget),
    /// Several things have the name: the first two.
    Ambiguous(usize, usize),
    /// Nothing that is allowed; perhaps something that isn't.
    Nothing { other: Option<usize> },
}

/// Finds what references name.
#[derive(Debug)]
pub(super) struct Lookup {
    identities: Identities,
    /// Made when the first reference is no id.
    // A map that refers by ids only never folds the names of its entries.
    names: OnceLock<Index>,
    /// The number in tree order of each unit in file order.
    unit_numbers: Vec<UnitId>,
}

impl Lookup {
    pub(super) fn new(identities: Identities) -> Self {
        let units = identities.range(EntryKind::Department).len()
            + identities.range(EntryKind::Person).len();
        Self {
            identities,
            names: OnceLock::new(),
            unit_numbers: (0..units).map(UnitId::new).collect(),
        }
    }

    /// Returns the look-up with units numbered as in the files again.
    pub(super) fn with_units_as_in_the_files(mut self) -> Self {
        self.unit_numbers = (0..self.unit_numbers.len()).map(UnitId::new).collect();
        self
    }

    pub(super) fn identities(&self) -> &Identities {
        &self.identities
    }

    /// From now on units are numbered in tree order: `order` holds their file numbers in that order.
    pub(super) fn number_units(&mut self, order: &[usize]) {
        for (number, &at) in order.iter().enumerate() {
            self.unit_numbers[at] = UnitId::new(number);
        }
    }

    /// The number of the unit that is the `at`th in the file, departments first.
    pub(super) fn unit_number(&self, at: usize) -> UnitId {
        self.unit_numbers[at]
    }

    /// The identity of the `at`th thing of a kind.
    pub(super) fn identity(&self, kind: EntryKind, at: usize) -> &Identity {
        &self.identities.all[self.identities.range(kind).start + at]
    }

    /// The identity of the unit that is the `at`th in the file, departments first.
    pub(super) fn unit_identity(&self, at: usize) -> &Identity {
        &self.identities.all[self.identities.unit(at)]
    }

    /// Id, name and place of the `at`th thing of a kind, with its free texts to be filled in.
    pub(super) fn header(&self, kind: EntryKind, at: usize) -> Header {
        let identity = self.identity(kind, at);
        Header {
            id: identity.id.clone(),
            name: identity.name.clone(),
            place: identity.place,
            texts: None,
        }
    }

    /// Resolves a reference; reports a problem and returns `None` if it names nothing or the wrong thing. `role` says what
    /// the reference is for.
    pub(super) fn find(
        &self,
        text: &Text,
        targets: &Targets,
        role: &str,
        values: &mut Values,
    ) -> Option<ReferenceTarget> {
        match self.search(&text.value, targets) {
            NameSearch::Found(named) => Some(named),
            NameSearch::Ambiguous(first, second) => {
                values.report(self.ambiguous(text, first, second));
                None
            }
            NameSearch::Nothing { other } => {
                let problem = match other {
                    Some(at) => self.wrong_kind(text, at, targets, role),
                    None if is_reserved(&text.value) => wrong_word(text, targets, role),
                    None => self.unknown(text, targets, role, values),
                };
                values.report(problem);
                None
            }
        }
    }

    /// Resolves a reference without reporting problems.
    pub(super) fn find_quietly(&self, word: &str, targets: &Targets) -> Option<ReferenceTarget> {
        match self.search(word, targets) {
            NameSearch::Found(named) => Some(named),
            NameSearch::Ambiguous(..) | NameSearch::Nothing { .. } => None,
        }
    }

    /// SPEC 2: an id, or else a name, among the kinds of thing allowed in that place.
    fn search(&self, word: &str, targets: &Targets) -> NameSearch {
        // SPEC 2: `everyone`, `organisation` and `recipients` are reserved, so no id can be one of
        // them.
        if let Some(named) = Self::reserved(word, targets) {
            return NameSearch::Found(named);
        }
        let by_id = self.identities.with_id(word);
        if let Some(at) = by_id.and_then(|at| self.fitting(at, targets)) {
            return NameSearch::Found(ReferenceTarget::Thing(self.subject(at)));
        }
        let folded = fold_name(word);
        let mut fit = self.bearers(&folded).filter_map(|at| self.fitting(at, targets));
        match (fit.next(), fit.next()) {
            (Some(one), None) => {
                return NameSearch::Found(ReferenceTarget::Thing(self.subject(one)));
            }
            (Some(first), Some(second)) => return NameSearch::Ambiguous(first, second),
            (None, _) => {}
        }
        // SPEC 2: reserved in any case, so `Everyone` is `everyone`.
        match Self::reserved(&folded, targets) {
            Some(named) => NameSearch::Found(named),
            None => NameSearch::Nothing { other: by_id.or_else(|| self.bearers(&folded).next()) },
        }
    }

    /// The reserved word, where it is allowed.
    fn reserved(word: &str, targets: &Targets) -> Option<ReferenceTarget> {
        let word = if word == "organization" { "organisation" } else { word };
        // A reserved word in the wrong place is an error of its own
        // (`wrong_word`), not an unknown name.
        let may = targets.words.contains(&word);
        match word {
            "everyone" if may => Some(ReferenceTarget::Thing(Subject::Everyone)),
            "organisation" if may => Some(ReferenceTarget::Thing(Subject::Organisation)),
            "recipients" if may => Some(ReferenceTarget::Recipients),
            _ => None,
        }
    }

    /// Returns the thing that a reference to the thing at `at` means: itself, if its kind is allowed; the unnamed service
    /// of a unit, where only services are (SPEC 2).
    fn fitting(&self, at: usize, targets: &Targets) -> Option<usize> {
        let kind = self.identities.all[at].kind;
        let is_unit = matches!(kind, EntryKind::Department | EntryKind::Person);
        // SPEC 2: where only services are allowed, a unit means its unnamed service.
        if is_unit && *targets == targets::SERVICE {
            return self.identities.own_service(at);
        }
        allows(targets, kind).then_some(at)
    }

    fn subject(&self, at: usize) -> Subject {
        let kind = self.identities.all[at].kind;
        let within = |first: EntryKind| at - self.identities.range(first).start;
        match kind {
            EntryKind::Organisation => Subject::Organisation,
            EntryKind::Department | EntryKind::Person => {
                Subject::Unit(self.unit_numbers[within(EntryKind::Department)])
            }
            EntryKind::Group => Subject::Group(GroupId::new(within(kind))),
            EntryKind::Service => Subject::Service(ServiceId::new(within(kind))),
            EntryKind::Beneficiary | EntryKind::Payer => {
                Subject::Party(PartyId::new(within(EntryKind::Beneficiary)))
            }
        }
    }

    /// The things that have a name, which is folded.
    fn bearers(&self, folded: &str) -> impl Iterator<Item = usize> {
        let folded_names =
            || Index::new(self.identities.all.iter().map(|it| fold_name(&it.name).into()));
        let is_blank = folded.is_empty();
        self.names.get_or_init(folded_names).all(folded).filter(move |_| !is_blank)
    }

    fn ambiguous(&self, text: &Text, first: usize, second: usize) -> Diagnostic {
        let (first, second) = (&self.identities.all[first], &self.identities.all[second]);
        let (one, two) = (first.kind.word(), second.kind.word());
        let [name, first_id, second_id] =
            [&text.value, &first.id, &second.id].map(|text| excerpt(text));
        let message =
            format!("`{name}` is the name of {one} `{first_id}` and of {two} `{second_id}`");
        Diagnostic::new(Code::AmbiguousReference, text.place, message)
            .label("which of them?")
            .other(first.place, format!("`{first_id}`"))
            .other(second.place, format!("`{second_id}`"))
            .help(format!("write the id: `{first_id}` or `{second_id}`"))
    }

    fn wrong_kind(&self, text: &Text, at: usize, targets: &Targets, role: &str) -> Diagnostic {
        let identity = &self.identities.all[at];
        let kind = identity.kind.word();
        let message = if identity.kind == EntryKind::Organisation {
            format!("{role} can't be the organisation")
        } else {
            format!("{role} can't be a {kind}, and `{}` is one", excerpt(&text.value))
        };
        Diagnostic::new(Code::WrongReference, text.place, message)
            .label(format!("allowed here: {}", targets.what))
            .other(identity.place, format!("this is the {kind}"))
            .help(advice_instead(identity.kind, targets))
    }

    fn unknown(
        &self,
        text: &Text,
        targets: &Targets,
        role: &str,
        values: &mut Values,
    ) -> Diagnostic {
        let fit = self.identities.all.iter().filter(|identity| allows(targets, identity.kind));
        // Suggestions are looked for among ids and names, since a reference may be either.
        let known = fit
            .flat_map(|identity| [&*identity.id, &*identity.name])
            .chain(targets.words.iter().copied());
        let near = values.nearest.to(&text.value, known);
        let message = format!("nothing is called `{}`", excerpt(&text.value));
        let problem = Diagnostic::new(Code::UnknownReference, text.place, message)
            .label(format!("{role} is unknown"));
        let place_of = |near: &&str| {
            let by_name = || self.bearers(&fold_name(near)).next();
            let at = self.identities.with_id(near).or_else(by_name);
            at.map(|at| self.identities.all[at].place)
        };
        let problem = match near.first().and_then(place_of) {
            Some(place) => problem.other(place, "did you mean this one?"),
            None => problem,
        };
        problem.help(match near.as_slice() {
            [] => format!("write {}, by its id or name, or add it", targets.what),
            near => format!("write `{}`", near.join("` or `")),
        })
    }
}

/// What to write where a reserved word is in the wrong place.
fn wrong_word(text: &Text, targets: &Targets, role: &str) -> Diagnostic {
    let message = format!("{role} can't be `{}`", excerpt(&text.value));
    let help = match targets.words {
        words if words.contains(&"everyone") => {
            "write `everyone` for all who work here, or name who it is".to_owned()
        }
        _ => format!("write {}", targets.what),
    };
    Diagnostic::new(Code::WrongReference, text.place, message)
        .label(format!("allowed here: {}", targets.what))
        .help(help)
}

fn advice_instead(kind: EntryKind, targets: &Targets) -> String {
    if kind == EntryKind::Payer && targets.kinds.contains(&EntryKind::Beneficiary) {
        "one that receives too belongs under `beneficiaries`: move it there".to_owned()
    } else if kind == EntryKind::Organisation && targets.words.contains(&"everyone") {
        "write `everyone` for all who work here".to_owned()
    } else {
        format!("write {}", targets.what)
    }
}

/// Whether a thing of this kind may be named.
fn allows(targets: &Targets, kind: EntryKind) -> bool {
    let organisation = kind == EntryKind::Organisation && targets.words.contains(&"organisation");
    organisation || targets.kinds.contains(&kind)
}
