//! What accounts paid in the 12 months up to a day: the sum of their deals that were won.

use super::{
    account::{Accounts, Deal, DealAccount},
    money::{Money, written},
    options::CrmOptions,
    status::DealOutcome,
};
use crate::{
    diag::{Code, Diagnostic, Place, Severity, count},
    import::{ImportSummary, job::first_names},
    input::Text,
};
use std::collections::BTreeMap;

/// The sum of what an account paid.
#[derive(Clone, Copy, Debug)]
pub(super) struct PaidSum {
    /// In hundredths.
    pub(super) hundredths: i128,
    /// The first amount of the sum.
    pub(super) place: Place,
}

/// What the accounts paid.
#[derive(Debug)]
pub(super) struct Sales {
    /// The currency of all amounts that count.
    pub(super) currency: Option<String>,
    /// Whether amounts count at all: not where nobody says which of several currencies is meant.
    pub(super) is_clear: bool,
    /// What each account paid, in their order.
    paid: Vec<Option<PaidSum>>,
    /// Whether each account has a deal in these months whose amount is not known, or in a currency that doesn't count.
    is_unpriced: Vec<bool>,
    /// The day of the first deal of each account that was won; an empty text where no day is known.
    pub(super) first_won: Vec<Option<Text>>,
}

/// The deals that were won.
#[derive(Default)]
struct WonDeals {
    /// Each account with an amount that counts.
    payments: Vec<(usize, Money)>,
    /// Each account with the day; an empty text where no day is known.
    days: Vec<(usize, Text)>,
    /// The accounts of deals that count and have no amount that can be read.
    unpriced: Vec<usize>,
    counts: DealCounts,
}

/// How many deals count, and how many of each kind don't.
#[derive(Default)]
struct DealCounts {
    counted: usize,
    lost: usize,
    open: usize,
    earlier: usize,
    later: usize,
    undated: usize,
}

impl Sales {
    /// Sums the deals of the accounts. Those that name no account, or one that is not known, are reported.
    pub(super) fn of(
        accounts: &mut Accounts,
        options: &CrmOptions,
        summary: &mut ImportSummary,
    ) -> Self {
        let known = accounts.all.len();
        let mut won = WonDeals::of(accounts, &options.today, summary);
        let of_accounts = accounts.all.iter().enumerate();
        let mut of_accounts: Vec<(usize, Money)> =
            of_accounts.filter_map(|(at, account)| Some((at, account.money.clone()?))).collect();
        if accounts.has_deals {
            won.counts.note(&options.today, summary);
            if !of_accounts.is_empty() {
                let note = "amounts of accounts not used, since the deals have theirs";
                summary.notes.push(note.to_owned());
            }
        } else {
            won.payments.append(&mut of_accounts);
        }
        if accounts.has_list && accounts.all.len() > known {
            let new: Vec<&str> =
                accounts.all[known..].iter().map(|account| &*account.name.value).collect();
            let (new, names) = (count(new.len(), "account"), first_names(&new));
            summary.notes.push(format!("{new} that only deals name: {names}"));
        }
        let mut sales = Self {
            currency: None,
            is_clear: true,
            paid: vec![None; accounts.all.len()],
            is_unpriced: vec![false; accounts.all.len()],
            first_won: vec![None; accounts.all.len()],
        };
        for (account, day) in won.days {
            let first = &mut sales.first_won[account];
            let is_first = match first {
                None => true,
                Some(first) => {
                    !day.value.is_empty() && (first.value.is_empty() || day.value < first.value)
                }
            };
            if is_first {
                *first = Some(day);
            }
        }
        sales.note_unpriced(&won.unpriced, accounts, summary);
        sales.sum(&won.payments, options, summary);
        sales
    }

    /// Names the accounts whose deals have no amount.
    fn note_unpriced(
        &mut self,
        unpriced: &[usize],
        accounts: &Accounts,
        summary: &mut ImportSummary,
    ) {
        let mut names: Vec<&str> = Vec::new();
        for at in unpriced {
            if !std::mem::replace(&mut self.is_unpriced[*at], true) {
                names.push(&accounts.all[*at].name.value);
            }
        }
        if !names.is_empty() {
            summary.notes.push(format!(
                "{} won without an amount that can be read: {}",
                count(unpriced.len(), "deal"),
                first_names(&names)
            ));
        }
    }

    /// Sums payments in one currency, and reports the others.
    fn sum(
        &mut self,
        payments: &[(usize, Money)],
        options: &CrmOptions,
        summary: &mut ImportSummary,
    ) {
        let mut currencies = CurrencySums::of(payments);
        if options.currency.is_none() && currencies.0.len() > 1 {
            let problem = currencies.problem(payments);
            self.is_clear = false;
            for (account, _) in payments {
                self.is_unpriced[*account] = true;
            }
            // Nobody can know who paid most.
            if options.top.is_some() {
                summary.errors.push(problem);
            } else {
                summary.doubts.push(Diagnostic { severity: Severity::Warning, ..problem });
            }
            return;
        }
        self.currency = (options.currency.clone())
            .or_else(|| currencies.0.keys().next().map(|code| (*code).to_owned()));
        let wanted = self.currency.clone();
        // Amounts without a currency count with the wanted one.
        let is_other = |currency: &str| wanted.as_deref().is_some_and(|wanted| wanted != currency);
        currencies.0.retain(|currency, _| is_other(currency));
        if !currencies.0.is_empty() {
            summary.notes.push(format!(
                "amounts in other currencies than {}, not used: {}",
                wanted.as_deref().unwrap_or_default(),
                currencies.in_words()
            ));
        }
        for (account, money) in payments {
            if money.currency.as_deref().is_some_and(is_other) {
                self.is_unpriced[*account] = true;
                continue;
            }
            let paid =
                self.paid[*account].get_or_insert(PaidSum { hundredths: 0, place: money.place });
            paid.hundredths += i128::from(money.hundredths);
        }
    }

    /// Whether an account has paid in these months, and how much is not known.
    pub(super) fn is_unpriced(&self, account: usize) -> bool {
        self.is_unpriced[account]
    }

    /// The sum of an account's deals, which may be below zero where something was paid back.
    pub(super) fn sum_of(&self, account: usize) -> Option<PaidSum> {
        self.paid[account]
    }

    /// What an account paid, where that is more than nothing.
    pub(super) fn paid(&self, account: usize) -> Option<PaidSum> {
        self.sum_of(account).filter(|paid| paid.hundredths > 0)
    }

    /// How many accounts paid something.
    pub(super) fn count(&self) -> usize {
        (0..self.paid.len()).filter(|account| self.paid(*account).is_some()).count()
    }
}

/// How many amounts there are in each currency, and their sum.
struct CurrencySums<'m>(BTreeMap<&'m str, (usize, i128)>);

impl<'m> CurrencySums<'m> {
    fn of(payments: &'m [(usize, Money)]) -> Self {
        let mut sums: BTreeMap<&str, (usize, i128)> = BTreeMap::new();
        for (_, money) in payments {
            if let Some(currency) = &money.currency {
                let (count, sum) = sums.entry(currency).or_default();
                (*count, *sum) = (*count + 1, *sum + i128::from(money.hundredths));
            }
        }
        Self(sums)
    }

    fn in_words(&self) -> String {
        let sums = self.0.iter();
        let words = sums.map(|(code, (count, sum))| format!("{count} of {} {code}", written(*sum)));
        words.collect::<Vec<_>>().join(", ")
    }

    /// Nobody says which of them counts.
    fn problem(&self, payments: &[(usize, Money)]) -> Diagnostic {
        let place = payments.first().map(|(_, money)| money.place).unwrap_or_default();
        let most_used = self.0.iter().max_by_key(|(_, (count, _))| *count);
        let most = most_used.map_or("EUR", |(code, _)| *code);
        let message =
            format!("the amounts are in several currencies ({}): not used", self.in_words());
        let help = format!("add --currency {most} to use those, or convert the others first");
        Diagnostic::new(Code::BadRow, place, message).help(help)
    }
}

impl WonDeals {
    /// Finds the deals that were won, with their accounts.
    fn of(accounts: &mut Accounts, today: &str, summary: &mut ImportSummary) -> Self {
        let mut won = Self::default();
        for deal in std::mem::take(&mut accounts.deals) {
            let account = match (accounts.of_deal(&deal), deal.outcome) {
                (DealAccount::Known(account), DealOutcome::Won) => account,
                (found @ (DealAccount::Several | DealAccount::Missing), DealOutcome::Won) => {
                    let is_several = matches!(found, DealAccount::Several);
                    summary.rejected.push(without_account(&deal, is_several));
                    continue;
                }
                (_, DealOutcome::Lost) => {
                    won.counts.lost += 1;
                    continue;
                }
                (_, DealOutcome::Open) => {
                    won.counts.open += 1;
                    continue;
                }
            };
            let is_counted = won.counts.is_counted(&deal, today);
            let undated = Text { value: "".into(), place: deal.place };
            won.days.push((account, deal.date.unwrap_or(undated)));
            if is_counted && deal.money.is_none() {
                won.unpriced.push(account);
            }
            let payment = deal.money.filter(|_| is_counted);
            won.payments.extend(payment.map(|money| (account, money)));
        }
        won
    }
}

impl DealCounts {
    /// Counts a deal that was won; returns whether its amount counts.
    fn is_counted(&mut self, deal: &Deal, today: &str) -> bool {
        let after = year_before(today);
        let (number, is_counted) = match &deal.date {
            None => (&mut self.undated, false),
            Some(date) if &*date.value > today => (&mut self.later, false),
            // Up to and including the same day a year ago: 12 months, not 12 months and a day.
            Some(date) if *date.value <= *after => (&mut self.earlier, false),
            Some(_) => (&mut self.counted, true),
        };
        *number += 1;
        is_counted
    }

    fn note(&self, today: &str, summary: &mut ImportSummary) {
        let after = year_before(today);
        let others = [
            (self.lost, "lost".to_owned()),
            (self.open, "open".to_owned()),
            (self.earlier, format!("won on {after} or before")),
            (self.later, "with a day in the future".to_owned()),
            (self.undated, "won without a day".to_owned()),
        ];
        let left_out: Vec<String> = (others.into_iter())
            .filter(|(count, _)| *count > 0)
            .map(|(count, what)| format!("{count} {what}"))
            .collect();
        let counted = count(self.counted, "deal");
        let mut note = format!("{counted} won in the 12 months to {today}");
        if !left_out.is_empty() {
            note = format!("{note}; not counted: {}", left_out.join(", "));
        }
        summary.notes.push(note);
    }
}

/// The same day of the year before; only compared with other days.
fn year_before(day: &str) -> String {
    let (year, rest) = day.split_at_checked(4).unwrap_or((day, ""));
    let before = year.parse::<u32>().unwrap_or(0).saturating_sub(1);
    format!("{before:04}{rest}")
}

fn without_account(deal: &Deal, is_several: bool) -> Diagnostic {
    let account = deal.account.as_ref().or(deal.account_id.as_ref());
    let place = account.map_or(deal.place, |text| text.place);
    if is_several {
        let message = "this deal may belong to several accounts: not counted".to_owned();
        let help = "export the id of the account with the deals, or name one account";
        return warning(place, message).help(help);
    }
    let (message, help) = match deal.account_id {
        Some(_) => (
            "no file has the account with this id: not counted",
            "name the file of the accounts too, or export the name of the account",
        ),
        None => ("this deal names no account: not counted", "fill in the account"),
    };
    warning(place, message.to_owned()).help(help)
}

fn warning(place: Place, message: String) -> Diagnostic {
    Diagnostic { severity: Severity::Warning, ..Diagnostic::new(Code::BadRow, place, message) }
}
