//! Accounts as beneficiaries: each by itself, or one for those of a kind.

use super::{
    account::{Account, Accounts, id_key},
    money::written,
    options::{CrmOptions, SoldService},
    sales::{PaidSum, Sales},
    status::Standing,
};
use crate::{
    diag::{Place, count},
    id::{fold_name, slug},
    import::{
        Draft, Entry, ImportSummary, List, Value,
        job::first_names,
        keys,
        names::{is_reserved, name_and_id},
    },
    input::Text,
};
use std::collections::{HashMap, HashSet};

/// A beneficiary.
struct Customer {
    name: Text,
    id: Option<Text>,
    standing: Standing,
    /// The numbers of its accounts.
    accounts: Vec<usize>,
    /// True if it represents all accounts of a kind.
    is_group: bool,
}

/// The beneficiaries.
pub(super) struct Beneficiaries(Vec<Customer>);

impl Beneficiaries {
    /// Finds the beneficiaries. Accounts that are no customers are left out and reported.
    pub(super) fn of(
        accounts: &Accounts,
        sales: &Sales,
        options: &CrmOptions,
        summary: &mut ImportSummary,
    ) -> Self {
        let standings = standings(accounts, sales, summary);
        let key_accounts = key_accounts(accounts, sales, &standings, options);
        let mut all: Vec<Customer> = Vec::new();
        let mut groups: HashMap<(String, Standing), usize> = HashMap::new();
        for (at, account) in accounts.all.iter().enumerate() {
            let standing = standings[at];
            if standing == Standing::Other {
                continue;
            }
            if key_accounts.as_ref().is_none_or(|keys| keys.contains(&at)) {
                let mut id = account.id.clone().filter(|_| accounts.namesakes(at) > 1);
                // A company may be called "Everyone", which is a word of the format.
                if is_reserved(&account.name.value) {
                    let value = format!("beneficiary-{}", slug(&account.name.value)).into();
                    id = id.or(Some(Text { value, place: account.name.place }));
                }
                let (name, accounts) = (account.name.clone(), vec![at]);
                all.push(Customer { name, id, standing, accounts, is_group: false });
                continue;
            }
            let name = group_name(account, standing);
            let group = *groups.entry((fold_name(&name.value), standing)).or_insert_with(|| {
                all.push(Customer {
                    name,
                    id: None,
                    standing,
                    accounts: Vec::new(),
                    is_group: true,
                });
                all.len() - 1
            });
            all[group].accounts.push(at);
        }
        let groups: Vec<String> = all
            .iter()
            .filter(|customer| customer.is_group)
            .map(|group| format!("{} ({})", group.name.value, group.accounts.len()))
            .collect();
        if !groups.is_empty() {
            let names = first_names(&groups);
            summary.notes.push(format!("accounts that became one beneficiary each: {names}"));
        }
        Self(all)
    }

    /// Adds the beneficiaries to the draft, with what they pay for the service.
    pub(super) fn add(
        &self,
        accounts: &Accounts,
        sales: &Sales,
        options: &CrmOptions,
        draft: &mut Draft,
        summary: &mut ImportSummary,
    ) {
        let mut owners = Owners {
            accounts,
            options,
            numbers: 0,
            first_deals: Vec::new(),
            kept_since: Vec::new(),
        };
        let mut payments = Vec::new();
        let mut unpaid = Vec::new();
        let mut repaid = Vec::new();
        let is_paid_known = accounts.has_deals || sales.count() > 0;
        for customer in &self.0 {
            draft.add(List::Beneficiaries, customer.entry(sales, &mut owners));
            let of_accounts = customer.accounts.iter().filter_map(|at| sales.sum_of(*at));
            let mut accounts_of = customer.accounts.iter();
            match total(of_accounts) {
                Some(paid) if paid.hundredths > 0 => payments.push((customer, Some(paid))),
                Some(PaidSum { hundredths: sum @ ..0, .. }) => {
                    repaid.push(format!("{} ({})", customer.name.value, written(sum)));
                }
                // What nobody knows is no reason to lose that they are customers of the service.
                Some(_) | None if accounts_of.any(|at| sales.is_unpriced(*at)) => {
                    payments.push((customer, None));
                }
                Some(_) | None if sales.is_clear && is_paid_known => {
                    unpaid.extend(customer.amount_of_map(options));
                }
                Some(_) | None => {}
            }
        }
        if !repaid.is_empty() {
            summary.notes.push(format!(
                "more paid back than paid in these 12 months, so no amount is written: {}",
                first_names(&repaid)
            ));
        }
        if !unpaid.is_empty() {
            summary.notes.push(format!(
                "paid nothing in these 12 months, though the map has an amount, which stays (change it by hand): {}",
                first_names(&unpaid)
            ));
        }
        summary.notes.extend(owners.since_note());
        if owners.numbers > 0 {
            summary.notes.push(format!(
                "owners that are only known by a number, left out: {} (name the file of the users too)",
                count(owners.numbers, "account")
            ));
        }
        note_payments(&payments, accounts, sales, options, draft, summary);
    }
}

/// Adds the service that customers pay for, or says that their amounts are not used.
fn note_payments(
    payments: &[(&Customer, Option<PaidSum>)],
    accounts: &Accounts,
    sales: &Sales,
    options: &CrmOptions,
    draft: &mut Draft,
    summary: &mut ImportSummary,
) {
    let currency = sales.currency.as_deref().unwrap_or_default();
    match &options.service {
        None if sales.count() > 0 => {
            let sum = payments.iter().filter_map(|(_, paid)| Some((*paid)?.hundredths)).sum();
            summary.notes.push(format!(
                "amounts not used, since no service is named: {} of {} (--service ID)",
                format!("{} {currency}", written(sum)).trim_end(),
                count(sales.count(), "account")
            ));
        }
        Some(service) if !payments.is_empty() => {
            add_service(service, payments, draft, summary);
            if !currency.is_empty() {
                let currency = word(currency, Place::default());
                draft.organisation.push(("currency".into(), currency));
            }
        }
        Some(service) if !accounts.has_deals => summary.notes.push(format!(
            "nothing is known to be paid for `{}`: name the file of the deals too",
            service.id
        )),
        Some(_) => {
            summary.notes.push("no customer paid anything in these 12 months".to_owned());
        }
        None => {}
    }
}

impl Customer {
    /// Its name with the amount that the map has for it, where it has one.
    fn amount_of_map(&self, options: &CrmOptions) -> Option<String> {
        let paid = &options.service.as_ref()?.paid;
        let amount = known(paid, self.id.as_ref(), &self.name)?;
        Some(format!("{} ({amount})", self.name.value))
    }

    fn entry(&self, sales: &Sales, owners: &mut Owners<'_>) -> Entry {
        let mut entry = Entry::new(self.name.clone());
        entry.id.clone_from(&self.id);
        entry.set("kind", word("business", self.name.place));
        let status = match self.standing {
            Standing::Prospect => Some("prospect"),
            Standing::Former => Some("former"),
            Standing::Unknown | Standing::Active | Standing::Other => None,
        };
        entry.set("status", status.map(|status| word(status, self.name.place)));
        if self.is_group {
            let accounts = count(self.accounts.len(), "account");
            entry.set("description", word(&accounts, self.name.place));
            return entry;
        }
        let at = self.accounts[0];
        let accounts = owners.accounts;
        let account = &accounts.all[at];
        // SPEC 2: `since` is when it became a customer, which a prospect has not.
        if self.standing != Standing::Prospect {
            entry.set("since", owners.since(account, sales.first_won[at].as_ref()));
        }
        let owner = owners.owner(account);
        entry.set("relationship", owner.map(|owner| Value::Map(vec![("owner".into(), owner)])));
        entry
    }
}

/// Adds the service that the customers pay for, and receive.
fn add_service(
    service: &SoldService,
    payments: &[(&Customer, Option<PaidSum>)],
    draft: &mut Draft,
    summary: &mut ImportSummary,
) {
    let place = payments[0].0.name.place;
    let text = |value: &str| Text { value: value.into(), place };
    let mut entry = Entry::new(text(&service.name)).id(text(&service.id));
    if !service.is_existing {
        entry.set("provided_by", Value::Refer(text("organisation"), keys::PROVIDERS));
        summary.notes.push(format!(
            "the service `{}` was made, provided by the organisation (--merge MAP adds to one that is there)",
            service.id
        ));
    }
    let name = |customer: &Customer| {
        // An id distinguishes those of one name.
        let word = customer.id.as_ref().unwrap_or(&customer.name);
        Value::Refer(word.clone(), keys::BENEFICIARIES)
    };
    let serves = payments.iter().map(|(customer, _)| name(customer)).collect();
    let paid_by = payments.iter().map(|(customer, paid)| {
        let Some(paid) = paid else { return name(customer) };
        Value::Map(vec![
            ("from".into(), name(customer)),
            ("amount".into(), word(&written(paid.hundredths), paid.place)),
            ("as".into(), word("fee", paid.place)),
        ])
    });
    entry.set("paid_by", Value::List(paid_by.collect()));
    entry.set("serves", Value::List(serves));
    draft.add(List::Services, entry);
}

/// What each account is: a deal that was won makes a customer, and where deals are known, none that was won a prospect.
fn standings(accounts: &Accounts, sales: &Sales, summary: &mut ImportSummary) -> Vec<Standing> {
    let (mut others, mut raised, mut prospects) = (Vec::new(), Vec::new(), Vec::new());
    let all = accounts.all.iter().enumerate();
    let standings = all.map(|(at, account)| {
        let is_won = sales.first_won[at].is_some();
        let name = &*account.name.value;
        match account.standing {
            Standing::Prospect | Standing::Other if is_won => {
                raised.push(name);
                Standing::Active
            }
            Standing::Other => {
                others.push(name);
                Standing::Other
            }
            Standing::Unknown if accounts.has_deals && !is_won => {
                prospects.push(name);
                Standing::Prospect
            }
            Standing::Unknown | Standing::Active | Standing::Prospect | Standing::Former => {
                account.standing
            }
        }
    });
    let all = standings.collect();
    let notes = [
        ("left out, since their status is not that of a customer", others),
        ("taken as customers in spite of their status, since deals with them were won", raised),
        ("taken as prospects, since they have no status and no deal that was won", prospects),
    ];
    let filled = notes.iter().filter(|(_, names)| !names.is_empty());
    summary.notes.extend(filled.map(|(what, names)| format!("{what}: {}", first_names(names))));
    all
}

/// The accounts that stay by themselves; none where all do.
fn key_accounts(
    accounts: &Accounts,
    sales: &Sales,
    standings: &[Standing],
    options: &CrmOptions,
) -> Option<HashSet<usize>> {
    if options.group_by.is_none() && options.top.is_none() {
        return None;
    }
    let paying = |at: usize| Some((sales.paid(at)?.hundredths, at));
    let mut all: Vec<(i128, usize)> = (0..accounts.all.len())
        .filter(|at| standings[*at] != Standing::Other)
        .filter_map(paying)
        .collect();
    // The highest first; the name decides between those that paid as much.
    let name = |at: usize| fold_name(&accounts.all[at].name.value);
    all.sort_by(|(a, one), (b, two)| b.cmp(a).then_with(|| name(*one).cmp(&name(*two))));
    Some(all.into_iter().take(options.top.unwrap_or(0)).map(|(_, at)| at).collect())
}

/// The name of those of a kind: the value of their column, with the status where that is not active.
fn group_name(account: &Account, standing: Standing) -> Text {
    let (value, place) = match &account.group {
        Some(group) => (group.value.to_string(), group.place),
        None => (String::new(), account.name.place),
    };
    let value = match (value.is_empty(), standing) {
        (true, Standing::Prospect) => "Other prospects".to_owned(),
        (true, Standing::Former) => "Other former customers".to_owned(),
        (true, _) => "Other customers".to_owned(),
        (false, Standing::Prospect) => format!("{value} (prospects)"),
        (false, Standing::Former) => format!("{value} (former)"),
        (false, _) => value,
    };
    Text { value: value.into(), place }
}

fn total(paid: impl Iterator<Item = PaidSum>) -> Option<PaidSum> {
    paid.reduce(|sum, more| PaidSum { hundredths: sum.hundredths + more.hundredths, ..sum })
}

/// The owners of accounts.
struct Owners<'a> {
    accounts: &'a Accounts,
    options: &'a CrmOptions,
    /// How many are only known by a number.
    numbers: usize,
    /// The accounts whose `since` is the day of their first deal, as nothing else says it.
    first_deals: Vec<&'a str>,
    /// The accounts of which the map has an earlier day than the first deal.
    kept_since: Vec<&'a str>,
}

/// What a map has of a beneficiary, by its id or its name.
fn known<'m, T>(of_map: &'m HashMap<String, T>, id: Option<&Text>, name: &Text) -> Option<&'m T> {
    id.and_then(|id| of_map.get(&*id.value)).or_else(|| of_map.get(&fold_name(&name.value)))
}

impl<'a> Owners<'a> {
    /// Since when an account is a customer: the earlier one of the day on which it was made and that of its first won
    /// deal. A day of deals alone is only an upper bound: exports begin somewhere, so an earlier one of the map stays.
    fn since(&mut self, account: &'a Account, won: Option<&Text>) -> Option<Value> {
        let days = account.since.iter().chain(won).filter(|day| !day.value.is_empty());
        let first = days.min_by(|one, two| one.value.cmp(&two.value))?;
        if account.since.as_ref().is_none_or(|day| day.value.is_empty()) {
            let of_map = known(&self.options.since, account.id.as_ref(), &account.name);
            if of_map.is_some_and(|day| day.as_str() <= &*first.value) {
                self.kept_since.push(&account.name.value);
                return None;
            }
            self.first_deals.push(&account.name.value);
        }
        Some(Value::Text(first.clone()))
    }

    /// Where `since` comes from deals alone.
    fn since_note(&self) -> Vec<String> {
        let lists = [
            (
                "`since` is the day of the first deal in these files, as no column says more",
                &self.first_deals,
            ),
            ("`since` stays as in the map, which is earlier than the first deal", &self.kept_since),
        ];
        let filled = lists.into_iter().filter(|(_, names)| !names.is_empty());
        filled.map(|(what, names)| format!("{what}: {}", first_names(names))).collect()
    }

    /// The owner of an account: a user by id or address, or a name.
    fn owner(&mut self, account: &Account) -> Option<Value> {
        let cell = account.owner.as_ref()?;
        let mut owner = cell.clone();
        if let Some(user) = self.accounts.users.get(&id_key(&cell.value)) {
            owner.value = user.value.clone();
        } else if is_number(&cell.value) {
            self.numbers += 1;
            return None;
        }
        let (name, id) = name_and_id(&owner.value);
        let mut address = [Some(name.clone()), id].into_iter().flatten();
        let known = address.find_map(|word| self.options.addresses.get(&word.to_lowercase()));
        owner.value = known.map_or(name.as_str(), String::as_str).into();
        Some(Value::Refer(owner, keys::OWNERS))
    }
}

/// Whether a text is the number of a user: digits, or an id of Salesforce.
fn is_number(text: &str) -> bool {
    let is_salesforce = matches!(text.len(), 15 | 18) && text.starts_with("005");
    text.bytes().all(|byte| byte.is_ascii_digit())
        || is_salesforce && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

fn word(value: &str, place: Place) -> Value {
    Value::Text(Text { value: value.into(), place })
}
