//! `ask` and `import answers`: the form of a head, what it saves, and what that changes in the map.

mod answers;
mod browser;
mod form;
mod survey;
mod workbook;

use crate::run::{Ran, Run};
use serde_json::{Value, json};

/// A small organisation in which each kind of question has one place: what is written down, what follows, what is
/// missing, and who serves whom.
pub const ORG: &str = "\
organisation: {name: Abacus, kind: company, currency: EUR}
# Who we are.
departments:
  - id: books   # the oldest
    name: Bookkeeping
    purpose: Keep the books
    lead: bo
  - {id: sales, name: Sales, lead: sam, purpose: Sell}
  - {id: it, name: IT, lead: ira}
  - {id: desk, name: Desk, part_of: it}
people:
  - {id: bo, name: Head of Bookkeeping, department: books}
  - {id: sam, name: Head of Sales, department: sales}
  - {id: ira, name: Head of IT, department: it}
groups:
  - {id: clerks, name: Clerks, members: [books, sales], size: 40}
services:
  - id: invoices
    name: Invoices
    provided_by: books
    serves:
      - banks   # by law
    paid_by: [organisation]
  - {id: reports, name: Reports, provided_by: books, serves: [sales]}
  - {id: offers, name: Offers, provided_by: sales, serves: [shops], paid_by: [{from: shops, amount: 5}]}
  - {id: help, name: Help, provided_by: desk, serves: [clerks]}
  - {id: mail, name: Mail, provided_by: it, serves: [everyone, {to: books, satisfaction: {score: 5, n: 12, measured: 2026-08}}]}
beneficiaries:
  - {id: banks, name: Banks, kind: business, relationship: {owner: bo}, since: 2001}
  - id: shops
    name: Shops
    kind: business
    reasons: [{claim: They like the price, confidence: assumed, source: sales team}]
";

/// The form of a unit of a map as a page.
#[track_caller]
pub fn page(yaml: &str, line: &str) -> String {
    let ran = Run::yaml(yaml).line("ask org.yaml -o form.html").line(line).ran().ends(0);
    ran.left("form.html")
}

/// Answers of a unit as its form saves them.
pub fn saved(unit: &str, date: &str, answers: &[Value]) -> String {
    let answers = Value::from(answers);
    // In a directory, this first key distinguishes saved answers from maps.
    format!(
        "{{\"custmap_answers\":1,\"organisation\":\"abacus\",\"unit\":\"{unit}\",\"by\":\"Somebody\",\
         \"date\":\"{date}\",\"answers\":{answers}}}"
    )
}

/// An answer about a fact that had no value.
pub fn answer(about: &str, answer: &str) -> Value {
    json!({"about": about, "was": "", "answer": answer})
}

/// Takes answers into a map, as of 2026-11-29.
pub fn take(yaml: &str, files: &[&str], more: &str) -> Ran {
    let mut run = Run::yaml(yaml).line("import answers --merge org.yaml --today 2026-11-29");
    for (at, text) in files.iter().enumerate() {
        let name = format!("a{at}.json");
        run = run.file(&name, text).args([name]);
    }
    run.line(more).ran()
}
