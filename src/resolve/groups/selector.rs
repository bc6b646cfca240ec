//! Selectors: which units a group wants, by what they are and where.

use super::super::{
    resolver::Resolver,
    words::{Leading, SelectedKind},
};
use crate::{
    diag::{Code, Diagnostic},
    input::{OneOrMany, RawWhere, Text},
    words::Word,
};
use std::collections::HashSet;

/// A key of a selector (`where`, SPEC 2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum SelectorKey {
    /// The tags of a unit.
    Tag,
    /// The site of a unit, or that of the nearest department around it that states one.
    Site,
    /// Whether a unit is a department or a person.
    Kind,
    /// The role of a person.
    Role,
    /// Whether a person leads a department.
    Leads,
}

impl SelectorKey {
    /// The keys of which a unit has at most one word.
    pub(super) const OF_ONE_WORD: [Self; 4] = [Self::Site, Self::Kind, Self::Role, Self::Leads];
}

/// The conditions that a `where` states; none where it is absent or has an error.
#[derive(Default)]
pub(super) struct Selector {
    /// Tested on each unit for itself.
    pub(super) site: Option<Condition>,
    /// All must hold.
    pub(super) others: Vec<Condition>,
}

/// A condition of a selector: units with any of the words fit.
pub(super) struct Condition {
    pub(super) key: SelectorKey,
    pub(super) words: HashSet<Box<str>>,
}

impl Resolver {
    /// Checks the words of a selector.
    pub(super) fn selector(&mut self, raw: Option<RawWhere>) -> Selector {
        let Some(raw) = raw else {
            return Selector::default();
        };
        let filled =
            |list: &Option<OneOrMany<Text>>| list.as_ref().is_some_and(|all| !all.0.is_empty());
        let lists = [&raw.tag, &raw.site, &raw.kind, &raw.role, &raw.leads];
        if !lists.into_iter().any(filled) {
            let message = "this `where` has no condition";
            self.values.report(Diagnostic::new(Code::EmptySelector, raw.place, message));
            return Selector::default();
        }
        let kinds = self.choices(raw.kind, SelectedKind::ALL);
        let leads = self.choices(raw.leads, Leading::ALL);
        let all = [
            (SelectorKey::Tag, words(raw.tag)),
            (SelectorKey::Role, words(raw.role)),
            (SelectorKey::Kind, kinds),
            (SelectorKey::Leads, leads),
        ];
        let others = all.into_iter().filter_map(|(key, words)| condition(key, words));
        Selector { site: condition(SelectorKey::Site, words(raw.site)), others: others.collect() }
    }

    /// The words of a list that are among the known ones; reports the others.
    fn choices<T: Word>(
        &mut self,
        list: Option<OneOrMany<Text>>,
        known: &[T],
    ) -> HashSet<Box<str>> {
        let texts = list.into_iter().flatten();
        let choices = texts.filter_map(|text| self.values.word(Some(text), known));
        choices.map(|choice| Box::from(choice.word())).collect()
    }
}

fn condition(key: SelectorKey, words: HashSet<Box<str>>) -> Option<Condition> {
    Some(Condition { key, words }).filter(|condition| !condition.words.is_empty())
}

fn words(list: Option<OneOrMany<Text>>) -> HashSet<Box<str>> {
    list.into_iter().flatten().map(|text| Box::from(&text.value)).collect()
}
