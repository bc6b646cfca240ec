//! The rules for names of recipients and payers that no row or entry describes.

use super::{Draft, Value, list::List};
use crate::{
    diag::{Code, Diagnostic, excerpt},
    id::fold_name,
    input::{OneOrMany, RawMapping, Text},
};
use std::{
    collections::{HashMap, HashSet},
    str::FromStr,
};

/// What becomes of recipients and payers that no entry has as its name.
#[derive(Clone, Debug, Default)]
pub struct ReferenceRules {
    /// Names that mean the same: one, and the one that is written for it.
    pub same: Vec<(String, String)>,
    /// Names that are departments.
    pub inside: Vec<String>,
    /// Names that are external customers, whatever the others are.
    pub outside: Vec<String>,
    /// What all other names are; external where that is not said.
    pub unknown: Option<UnknownNames>,
    /// Whether the cells of the source are split.
    pub splitting: Splitting,
    /// Whether the import has options for the rules above.
    pub options: NameOptions,
}

/// Whether an import has the options `--same`, `--inside` and `--outside`, so that a message may name them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NameOptions {
    /// It has none of them.
    #[default]
    Missing,
    /// It has all of them.
    Offered,
}

/// On which side of the organisation's boundary a name is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NameSide {
    /// A department, or else a person or group.
    Inside,
    /// A beneficiary or payer.
    Outside,
}

impl NameSide {
    /// The lists of this side, the likeliest first.
    pub(super) fn lists(self) -> &'static [List] {
        match self {
            Self::Inside => &[List::Departments, List::People, List::Groups],
            Self::Outside => &[List::Beneficiaries, List::Payers],
        }
    }
}

/// Whether the cells of the source are split at a sign already.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Splitting {
    /// A cell is one name.
    #[default]
    No,
    /// A cell may be several names.
    Yes,
}

/// What a recipient or payer is that no entry has as its name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum UnknownNames {
    /// A department.
    Inside,
    /// An external customer or payer.
    #[default]
    Outside,
    /// An error.
    Error,
}

impl ReferenceRules {
    /// Adds the rules of a mapping file to those of the options.
    pub(super) fn add_of_mapping(&mut self, mapping: &RawMapping, problems: &mut Vec<Diagnostic>) {
        let texts = |all: &Option<OneOrMany<Text>>| -> Vec<String> {
            let each = all.iter().flat_map(|OneOrMany(each)| each);
            each.map(|text| text.value.to_string()).collect()
        };
        self.inside.extend(texts(&mapping.inside));
        self.outside.extend(texts(&mapping.outside));
        let same = mapping.same.iter().flat_map(|pairs| &pairs.0);
        self.same.extend(same.map(|(from, to)| (from.value.to_string(), to.value.to_string())));
        if let Some(word) = &mapping.unknown {
            match word.value.parse() {
                Ok(unknown) if self.unknown.is_none() => self.unknown = Some(unknown),
                Ok(_) => {}
                Err(()) => {
                    let message = format!("`{}` can't be used here", excerpt(&word.value));
                    let problem = Diagnostic::new(Code::WrongWord, word.place, message);
                    problems.push(problem.help("write inside, outside or error"));
                }
            }
        }
    }

    /// Replaces names that mean the same by one of them, everywhere; returns those that nothing has.
    pub(super) fn rename(&self, draft: &mut Draft) -> Vec<String> {
        if self.same.is_empty() {
            return Vec::new();
        }
        let mut found: HashSet<String> = HashSet::new();
        let renamed: HashMap<String, &str> =
            self.same.iter().map(|(from, to)| (fold_name(from), to.as_str())).collect();
        let mut rename = |text: &mut Text| {
            let folded = fold_name(&text.value);
            if let Some(to) = renamed.get(&folded) {
                text.value = (*to).into();
                found.insert(folded);
            }
        };
        for entry in draft.lists.iter_mut().flatten() {
            rename(&mut entry.name);
            entry.references(|_| true, &mut |reference| {
                if let Value::Refer(text, _) = reference {
                    rename(text);
                }
            });
        }
        let unused = self.same.iter().filter(|(from, _)| !found.contains(&fold_name(from)));
        unused.map(|(from, _)| from.clone()).collect()
    }

    /// The names whose side is stated, and that decided nothing.
    pub(super) fn unused_sides(&self, decided: &HashSet<String>) -> Vec<String> {
        let stated = self.inside.iter().chain(&self.outside);
        stated.filter(|name| !decided.contains(&fold_name(name))).cloned().collect()
    }

    /// The names, folded, whose side is stated. A name of both sides is outside.
    pub(super) fn sides(&self) -> HashMap<String, NameSide> {
        let of = |names: &[String], side| -> Vec<(String, NameSide)> {
            names.iter().map(|name| (fold_name(name), side)).collect()
        };
        let inside = of(&self.inside, NameSide::Inside).into_iter();
        inside.chain(of(&self.outside, NameSide::Outside)).collect()
    }

    /// The list to which a name is added whose side may be stated; none where that is an error.
    pub(super) fn list_of(&self, side: Option<NameSide>, lists: &[List]) -> Option<List> {
        let usual = lists[0];
        if !is_of_either_side(lists) {
            return Some(usual);
        }
        match (side, self.unknown.unwrap_or_default()) {
            (Some(NameSide::Inside), _) | (None, UnknownNames::Inside) => Some(List::Departments),
            (Some(NameSide::Outside), _) | (None, UnknownNames::Outside) => Some(usual),
            (None, UnknownNames::Error) => None,
        }
    }
}

/// Whether what is named in some lists may be inside or outside: a recipient or payer.
pub(super) fn is_of_either_side(lists: &[List]) -> bool {
    let is_outside = |list: &List| matches!(list, List::Beneficiaries | List::Payers);
    lists.first().is_some_and(is_outside) && lists.contains(&List::Departments)
}

impl FromStr for UnknownNames {
    type Err = ();

    fn from_str(word: &str) -> Result<Self, ()> {
        match word {
            "inside" => Ok(Self::Inside),
            "outside" => Ok(Self::Outside),
            "error" => Ok(Self::Error),
            _ => Err(()),
        }
    }
}
