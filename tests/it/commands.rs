//! Each command in each format, on one small organisation.

mod analyze;
mod check;
mod explain;
mod export;
mod filters;
mod list;
mod maps;
mod sorted;
mod usage;
mod why;

use crate::run::Run;

/// A small organisation with something of everything.
pub const SMALL: &str = "\
organisation: {name: Abacus, customers_called: buyers, currency: GBP}
departments:
  - {id: sales, name: Sales, lead: head, tags: [computer]}
  - {id: web, name: Web shop, part_of: sales}
  - {id: it, name: IT, tags: [computer], serves: [{to: users, satisfaction: {score: 5, n: 12, measured: 2026-05}}]}
  - {id: books, name: Bookkeeping, serves: [sales], paid_by: [{from: organisation, amount: 90000, as: budget}]}
  - {id: archive, name: Archive}
people:
  - {id: head, name: Head of Sales, department: sales, email: head@example.org, leaving: 2027-01, successor: clerk}
  - {id: clerk, name: Clerk, department: books}
groups:
  - {id: users, name: Computer users, where: {tag: computer}, size: 40}
services:
  - id: shop
    name: Selling
    provided_by: [web]
    serves: [{to: buyers, satisfaction: {score: 4, scale: 5, n: 300, measured: 2026-06}}, firms]
  - {id: care, name: Care, provided_by: head, serves: firms, paid_by: [{from: donors, amount: 5000, as: grant}]}
beneficiaries:
  - {id: buyers, name: Buyers, since: 2009, kept_by: free returns, drivers: [price], reaches: [families]}
  - {id: families, name: Their families}
  - {id: firms, name: Firms, kind: business, relationship: {owner: head}}
  - {id: lost, name: Lost ones, status: former, lost_by: {reason: price}}
payers:
  - {id: donors, name: Donors}
";

/// The standard output of a good run on that organisation.
#[track_caller]
fn says(line: &str) -> String {
    Run::yaml(SMALL).line(line).fine().stdout
}
