//! Those on whom something hangs as a table.

use super::{
    super::{
        Cell, Table,
        table::columns,
        words::{amount, count, left_out},
    },
    PersonFact, Risk, Whom,
};
use crate::{
    analysis::{keepers, looked_after},
    model::Organisation,
};

const HEADS: [(&str, u16); 5] =
    [("WHO", 3), ("LOOKS AFTER", 4), ("LEADS", 2), ("WOULD BE HIT", 3), ("RISK, AND WHY", 5)];

/// Them as a table; `most` rows.
#[must_use]
pub fn people_table(
    organisation: &Organisation,
    facts: &[PersonFact<'_>],
    whom: Whom,
    most: usize,
) -> Table {
    let title = match whom {
        Whom::All => "Who looks after whom, and what hangs on them: the highest risk first.",
        Whom::Support => "To support: three or more customers to look after, or unhappy ones.",
        Whom::Protect => "To protect: fewer than two could do what they do.",
    };
    let note = if facts.is_empty() {
        "Nobody."
    } else {
        "What would be hit leaves out blanket services; what is paid for it is no forecast."
    };
    let left_out = left_out(most, facts.len());
    let shown = facts.iter().take(most);
    Table {
        title: vec![format!("{}: {}", organisation.about.name, title)],
        columns: columns(if facts.is_empty() { &[] } else { &HEADS }),
        rows: shown.map(|fact| row(organisation, fact)).collect(),
        notes: left_out.into_iter().chain([note.to_owned()]).collect(),
        ..Table::default()
    }
}

fn row(organisation: &Organisation, fact: &PersonFact<'_>) -> Vec<Cell> {
    let leads = organisation.unit(fact.unit).leads().iter();
    let leads = leads.map(|led| organisation.unit(*led).about.name.to_string());
    let risk = match fact.risk {
        Risk::High => "high",
        Risk::Some => "some",
        Risk::Low => "low",
    };
    let few = (fact.could_do_it < 2).then(|| "nobody else could".to_owned());
    let why: Vec<String> = fact.because.iter().cloned().chain(few).collect();
    let why = if why.is_empty() { String::new() } else { format!(": {}", why.join("; ")) };
    let mut hit = vec![count(fact.parties_hit, "customer")];
    if let Some(sum) = fact.amount {
        hit.push(format!("{} a year", amount(organisation, sum)));
    }
    vec![
        fact.name.into(),
        kept(organisation, fact).into(),
        leads.collect::<Vec<_>>().into(),
        hit.into(),
        format!("{risk}{why}").into(),
    ]
}

/// Whom they look after, and who stands in.
fn kept(organisation: &Organisation, fact: &PersonFact<'_>) -> Vec<String> {
    let kept = looked_after(organisation, fact.unit);
    let kept = kept.iter().map(|party| {
        let party = organisation.party(*party);
        let since = party.relationship.as_ref().and_then(|kept| kept.since.as_ref());
        let since = since.map_or(String::new(), |since| format!(" since {}", since.as_str()));
        let unhappy = if fact.unhappy.contains(&&*party.about.id) { ", unhappy" } else { "" };
        let stand_in = match keepers(party).1 {
            Some(backup) => format!("stand-in {}", organisation.unit(backup).about.name),
            None => "no stand-in".to_owned(),
        };
        format!("{}{since} ({stand_in}{unhappy})", party.about.name)
    });
    kept.collect()
}
