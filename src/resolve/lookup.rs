//! What a reference names: an id, or else a name among the kinds of thing that may stand there.

use super::{
    heads::{Head, Heads, List},
    index::Index,
    values::Values,
};
use crate::{
    diag::{Code, Diagnostic},
    id::{GroupId, PartyId, ServiceId, Subject, UnitId},
    input::Text,
    model::About,
};
use std::cell::OnceCell;

/// What may stand in a place of the file.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wanted {
    /// The lists whose things may.
    pub(super) lists: &'static [List],
    /// The reserved words that may.
    pub(super) words: &'static [&'static str],
    /// Both in words.
    pub(super) what: &'static str,
}

/// What a reference names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Named {
    /// A thing.
    Thing(Subject),
    /// The word `recipients`.
    Recipients,
}

/// Finds what references name.
#[derive(Debug)]
pub(super) struct Lookup {
    heads: Heads,
    /// Made when the first reference is no id.
    names: OnceCell<Index>,
    /// The number in tree order of each unit in file order.
    unit_numbers: Vec<UnitId>,
}

impl Lookup {
    pub(super) fn new(heads: Heads) -> Self {
        let units = heads.range(List::Department).len() + heads.range(List::Person).len();
        Self { heads, names: OnceCell::new(), unit_numbers: (0..units).map(UnitId::new).collect() }
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

    /// The head of the `at`th thing of a list.
    pub(super) fn head(&self, list: List, at: usize) -> &Head {
        &self.heads.all[self.heads.range(list).start + at]
    }

    /// Id, name and place of the `at`th thing of a list, with its free texts to be filled in.
    pub(super) fn about(&self, list: List, at: usize) -> About {
        let head = self.head(list, at);
        About { id: head.id.clone(), name: head.name.clone(), place: head.place, texts: None }
    }

    /// What `text` names, or `None` and a problem; `role` says what the reference is for.
    pub(super) fn find(
        &self,
        text: &Text,
        wanted: Wanted,
        role: &str,
        values: &mut Values,
    ) -> Option<Named> {
        let word = &*text.value;
        if let Some(named) = Self::reserved(word, wanted) {
            return Some(named);
        }
        let by_id = self.heads.with_id(word);
        if let Some(at) = by_id.filter(|&at| self.may(at, wanted)) {
            return Some(Named::Thing(self.subject(at)));
        }
        let folded = fold(word);
        let mut fit = self.bearers(&folded).filter(|&at| self.may(at, wanted));
        match (fit.next(), fit.next()) {
            (Some(one), None) => return Some(Named::Thing(self.subject(one))),
            (None, _) => {}
            (Some(first), Some(second)) => {
                values.report(self.ambiguous(text, first, second));
                return None;
            }
        }
        if let Some(named) = Self::reserved(&folded, wanted) {
            return Some(named);
        }
        let other = by_id.or_else(|| self.bearers(&folded).next());
        let problem = match other {
            Some(at) => self.wrong_kind(text, at, wanted, role),
            None if super::heads::RESERVED.contains(&word) => wrong_word(text, wanted, role),
            None => self.unknown(text, wanted, role, values),
        };
        values.report(problem);
        None
    }

    /// The reserved word, where it may stand.
    fn reserved(word: &str, wanted: Wanted) -> Option<Named> {
        let word = if word == "organization" { "organisation" } else { word };
        let may = wanted.words.contains(&word);
        match word {
            "everyone" if may => Some(Named::Thing(Subject::Everyone)),
            "organisation" if may => Some(Named::Thing(Subject::Organisation)),
            "recipients" if may => Some(Named::Recipients),
            _ => None,
        }
    }

    /// Whether a thing may stand where something is wanted.
    fn may(&self, at: usize, wanted: Wanted) -> bool {
        let list = self.heads.list(at);
        let organisation = list == List::Organisation && wanted.words.contains(&"organisation");
        organisation || wanted.lists.contains(&list)
    }

    fn subject(&self, at: usize) -> Subject {
        let list = self.heads.list(at);
        let within = at - self.heads.range(list).start;
        match list {
            List::Organisation => Subject::Organisation,
            List::Department => Subject::Unit(self.unit_numbers[within]),
            List::Person => Subject::Unit(self.unit_numbers[at - 1]),
            List::Group => Subject::Group(GroupId::new(within)),
            List::Service => Subject::Service(ServiceId::new(within)),
            List::Beneficiary | List::Payer => {
                Subject::Party(PartyId::new(at - self.heads.range(List::Beneficiary).start))
            }
        }
    }

    /// The things that bear a name, which is folded.
    fn bearers(&self, folded: &str) -> impl Iterator<Item = usize> {
        let heads = &self.heads.all;
        let names = self.names.get_or_init(|| Index::of(heads.iter().map(|head| fold(&head.name))));
        let blank = folded.is_empty();
        names.all(folded).filter(move |_| !blank)
    }

    fn ambiguous(&self, text: &Text, first: usize, second: usize) -> Diagnostic {
        let (first, second) = (&self.heads.all[first], &self.heads.all[second]);
        let (one, two) = (first.list.word(), second.list.word());
        let message = format!(
            "`{}` is the name of {one} `{}` and of {two} `{}`",
            text.value, first.id, second.id
        );
        Diagnostic::new(Code::AmbiguousReference, text.place, message)
            .label("which of them?")
            .other(first.place, "one of them")
            .help(format!(
                "write the id: `{}` (at line {}) or `{}` (at line {})",
                first.id, first.place.line, second.id, second.place.line
            ))
    }

    fn wrong_kind(&self, text: &Text, at: usize, wanted: Wanted, role: &str) -> Diagnostic {
        let head = &self.heads.all[at];
        let list = head.list.word();
        let message = if head.list == List::Organisation {
            format!("{role} can't be the organisation")
        } else {
            format!("{role} can't be a {list}, and `{}` is one", text.value)
        };
        Diagnostic::new(Code::WrongReference, text.place, message)
            .label(format!("here may stand {}", wanted.what))
            .other(head.place, format!("this is the {list}"))
            .help(advice_instead(head.list, wanted))
    }

    fn unknown(&self, text: &Text, wanted: Wanted, role: &str, values: &mut Values) -> Diagnostic {
        let fit = self.heads.all.iter().filter(|head| {
            wanted.lists.contains(&head.list)
                || (head.list == List::Organisation && wanted.words.contains(&"organisation"))
        });
        let known = fit.flat_map(|head| [&*head.id, &*head.name]);
        let known = known.chain(wanted.words.iter().copied());
        let near = values.nearest.to(&text.value, known);
        let message = format!("nothing is called `{}`", text.value);
        let problem = Diagnostic::new(Code::UnknownReference, text.place, message)
            .label(format!("{role} is unknown"));
        let place_of = |near: &&str| {
            let by_name = || self.bearers(&fold(near)).next();
            let at = self.heads.with_id(near).or_else(by_name);
            at.map(|at| self.heads.all[at].place)
        };
        let problem = match near.first().and_then(place_of) {
            Some(place) => problem.other(place, "did you mean this one?"),
            None => problem,
        };
        problem.help(match near.as_slice() {
            [] => format!("write {}, by its id or name, or add it", wanted.what),
            near => format!("write `{}`", near.join("` or `")),
        })
    }
}

/// What to write where a reserved word stands in the wrong place.
fn wrong_word(text: &Text, wanted: Wanted, role: &str) -> Diagnostic {
    let message = format!("{role} can't be `{}`", text.value);
    let help = match wanted.words {
        words if words.contains(&"everyone") => {
            "write `everyone` for all who work here, or name who it is".to_owned()
        }
        _ => format!("write {}", wanted.what),
    };
    Diagnostic::new(Code::WrongReference, text.place, message)
        .label(format!("here may stand {}", wanted.what))
        .help(help)
}

fn advice_instead(list: List, wanted: Wanted) -> String {
    if list == List::Payer && wanted.lists.contains(&List::Beneficiary) {
        "one that receives too belongs under `beneficiaries`: move it there".to_owned()
    } else if list == List::Organisation && wanted.words.contains(&"everyone") {
        "write `everyone` for all who work here".to_owned()
    } else {
        format!("write {}", wanted.what)
    }
}

/// A name as references compare it: case folded, spaces around it trimmed.
fn fold(name: &str) -> String {
    name.trim().to_lowercase()
}
