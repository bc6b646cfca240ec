//! The rules for names of recipients and payers that no row or entry describes.

use super::list::List;

/// What becomes of recipients and payers that no entry has as its name.
#[derive(Clone, Debug, Default)]
pub struct ReferenceRules {
    /// Names that are departments.
    pub inside: Vec<String>,
    /// Names that are external customers, whatever the others are.
    pub outside: Vec<String>,
    /// What all other names are.
    pub unknown: UnknownNames,
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
    /// The list to which a name is added; none where that is an error.
    pub(super) fn list_of(&self, name: &str, lists: &[List]) -> Option<List> {
        let usual = lists[0];
        let is_outside = matches!(usual, List::Beneficiaries | List::Payers);
        let is_in =
            |names: &[String]| names.iter().any(|one| one.eq_ignore_ascii_case(name.trim()));
        if !is_outside || !lists.contains(&List::Departments) || is_in(&self.outside) {
            return Some(usual);
        }
        if is_in(&self.inside) {
            return Some(List::Departments);
        }
        match self.unknown {
            UnknownNames::Inside => Some(List::Departments),
            UnknownNames::Outside => Some(usual),
            UnknownNames::Error => None,
        }
    }
}
