//! Accounts, deals and users as the files have them.

use super::{
    money::Money,
    status::{DealOutcome, Standing},
};
use crate::{diag::Place, id::fold_name, input::Text};
use std::collections::HashMap;

/// An account.
#[derive(Clone, Debug)]
pub(super) struct Account {
    pub(super) id: Option<Text>,
    pub(super) name: Text,
    pub(super) owner: Option<Text>,
    /// The day on which it was made.
    pub(super) since: Option<Text>,
    pub(super) standing: Standing,
    /// The sum that it paid, where a column of the accounts was named for that.
    pub(super) money: Option<Money>,
    /// The value of the column by which accounts become one beneficiary.
    pub(super) group: Option<Text>,
}

/// A deal.
#[derive(Clone, Debug)]
pub(super) struct Deal {
    pub(super) account_id: Option<Text>,
    pub(super) account: Option<Text>,
    pub(super) money: Option<Money>,
    /// The day on which it was won.
    pub(super) date: Option<Text>,
    pub(super) outcome: DealOutcome,
    pub(super) place: Place,
}

/// The accounts of all files, with what belongs to them.
#[derive(Debug, Default)]
pub(super) struct Accounts {
    pub(super) all: Vec<Account>,
    pub(super) deals: Vec<Deal>,
    /// The name of each user by id.
    pub(super) users: HashMap<String, Text>,
    /// Whether a file of accounts was read, and one of deals.
    pub(super) has_list: bool,
    pub(super) has_deals: bool,
    by_id: HashMap<String, usize>,
    by_name: HashMap<String, Vec<usize>>,
}

/// The account of a deal.
pub(super) enum DealAccount {
    Known(usize),
    /// Several accounts have the name, or the deal belongs to several.
    Several,
    /// The deal names none, or the id of one that no file has.
    Missing,
}

impl Accounts {
    /// Adds an account; returns whether an earlier row describes it already.
    pub(super) fn add(&mut self, account: Account) -> bool {
        let name = fold_name(&account.name.value);
        let id = account.id.as_ref().map(|id| id_key(&id.value));
        let known = match &id {
            // An id distinguishes accounts of one name; without one the name has to do.
            Some(id) => self.by_id.contains_key(id),
            None => self.by_name.contains_key(&name),
        };
        if known {
            return true;
        }
        let at = self.all.len();
        self.by_id.extend(id.map(|id| (id, at)));
        self.by_name.entry(name).or_default().push(at);
        self.all.push(account);
        false
    }

    /// How many accounts have the name of one.
    pub(super) fn namesakes(&self, at: usize) -> usize {
        self.by_name.get(&fold_name(&self.all[at].name.value)).map_or(0, Vec::len)
    }

    /// Finds the account of a deal. One that only the deal names is added.
    pub(super) fn of_deal(&mut self, deal: &Deal) -> DealAccount {
        let id = deal.account_id.as_ref().map(|id| id_key(&id.value));
        if id.as_ref().is_some_and(|id| id.contains([';', ','])) {
            return DealAccount::Several;
        }
        if let Some(&at) = id.as_ref().and_then(|id| self.by_id.get(id)) {
            return DealAccount::Known(at);
        }
        let Some(name) = &deal.account else {
            return DealAccount::Missing;
        };
        let same_name = self.by_name.get(&fold_name(&name.value)).map_or(&[][..], Vec::as_slice);
        // Both have ids, and they differ: the name alone must not join them.
        let with_other_id = |at: &&usize| id.is_some() && self.all[**at].id.is_some();
        let fitting: Vec<usize> =
            same_name.iter().filter(|at| !with_other_id(at)).copied().collect();
        match fitting.as_slice() {
            [one] => DealAccount::Known(*one),
            [_, _, ..] => DealAccount::Several,
            [] if name.value.contains(';') => DealAccount::Several,
            [] => {
                let at = self.all.len();
                self.add(Account {
                    id: deal.account_id.clone(),
                    name: name.clone(),
                    owner: None,
                    since: None,
                    standing: Standing::Unknown,
                    money: None,
                    group: None,
                });
                DealAccount::Known(at)
            }
        }
    }
}

/// An id as it is compared: of the 18 signs of an id of Salesforce, the last three only check the others, and reports
/// leave them out.
pub(super) fn id_key(id: &str) -> String {
    let trimmed = id.trim();
    let is_salesforce = trimmed.len() == 18
        && trimmed.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && trimmed.bytes().any(|byte| byte.is_ascii_alphabetic());
    if is_salesforce { trimmed[..15].to_owned() } else { trimmed.to_owned() }
}
