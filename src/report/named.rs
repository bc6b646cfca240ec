//! What a word of the command line names: an id or a name of the map.

use crate::{
    diag::Nearest,
    id::{Subject, fold_name, unit_of_own_service},
    model::Organisation,
};
use std::collections::BTreeSet;

/// Which kinds of thing a word of the command line may name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TargetKind {
    /// A department or a person.
    Unit,
    /// A department.
    Department,
    /// Anything that can be a customer: a party, a unit, a group, everyone, the organisation.
    Customer,
    /// A unit or a party: what has a card.
    Card,
    /// A department, a person or a service inside, or a party outside.
    Failing,
    /// Anything that has an id.
    Any,
}

impl TargetKind {
    /// Whether `subject` is of this kind.
    pub fn includes(self, organisation: &Organisation, subject: Subject) -> bool {
        match subject {
            Subject::Unit(unit) => {
                self != Self::Department || organisation.unit(unit).department().is_some()
            }
            Subject::Party(_) => !matches!(self, Self::Unit | Self::Department),
            Subject::Group(_) | Subject::Everyone | Subject::Organisation => {
                matches!(self, Self::Customer | Self::Any)
            }
            Subject::Service(_) => matches!(self, Self::Failing | Self::Any),
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Unit => "department or person",
            Self::Department => "department",
            Self::Customer => "customer, department, person or group",
            Self::Card => "department, person or party outside",
            Self::Failing => "department, person, service or party outside",
            Self::Any => "unit, group, service or party",
        }
    }
}

/// Why a word names nothing.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum NotNamed {
    /// Nothing of the kind has that id or name.
    #[error("no {kind} is called `{word}`\nhelp: {help}")]
    Unknown {
        /// The kind of thing that was looked for.
        kind: &'static str,
        /// The word.
        word: String,
        /// The advice on what to write instead.
        help: String,
    },
    /// Several have that name.
    #[error("`{word}` is ambiguous: several entries have this name\nhelp: write the id, {ids}")]
    Ambiguous {
        /// The word.
        word: String,
        /// The ids of the entries.
        ids: String,
    },
}

/// What `word` names: an id first, then a name, case folded.
///
/// # Errors
/// When it names nothing, with the nearest words; when it names several.
pub fn named(
    organisation: &Organisation,
    word: &str,
    kind: TargetKind,
) -> Result<Subject, NotNamed> {
    let fit = || organisation.subjects().filter(|subject| kind.includes(organisation, *subject));
    let with_id = fit().filter(|subject| organisation.id_of(*subject) == word);
    if let Some(subject) = outside_first(with_id) {
        return Ok(subject);
    }
    let name = fold_name(word);
    let has_name = |subject: &Subject| fold_name(organisation.name_of(*subject)) == name;
    let mut bearers: Vec<Subject> = fit().filter(has_name).collect();
    // SPEC 2: a unit takes precedence over its own unnamed service.
    let units: Vec<Subject> = bearers.iter().copied().filter(|it| it.unit().is_some()).collect();
    bearers.retain(|bearer| {
        let own = |unit: &Subject| {
            let service = unit_of_own_service(organisation.id_of(*bearer));
            bearer.service().is_some() && service == Some(organisation.id_of(*unit))
        };
        !units.iter().any(own)
    });
    let ids: BTreeSet<&str> = bearers.iter().map(|it| organisation.id_of(*it)).collect();
    if let (1, Some(subject)) = (ids.len(), outside_first(bearers.iter().copied())) {
        return Ok(subject);
    }
    if !bearers.is_empty() {
        let quoted: Vec<String> = ids.iter().map(|id| format!("`{id}`")).collect();
        return Err(NotNamed::Ambiguous { word: word.to_owned(), ids: quoted.join(" or ") });
    }
    if let Some(person) = organisation.really_called(word) {
        return Ok(Subject::Unit(person));
    }
    let known = fit().flat_map(|it| [organisation.id_of(it), organisation.name_of(it)]);
    let help = Nearest::default().advice(word, known, "`custmap list` shows the names");
    Err(NotNamed::Unknown { kind: kind.word(), word: word.to_owned(), help })
}

/// Picks one of several things with the same id: the party, where somebody is inside and outside a division.
fn outside_first(mut all: impl Iterator<Item = Subject>) -> Option<Subject> {
    let first = all.next()?;
    std::iter::once(first).chain(all).find(|subject| subject.party().is_some()).or(Some(first))
}
