//! `import survey`: answers become measurements of the right relationship, small groups stay unknown, and nothing of a
//! respondent is read.

mod groups;
mod numbers;
mod relationships;
mod tools;
mod written;
mod wrong;

use crate::run::{Ran, Run};
use serde_json::Value;

/// An organisation with nested recipients: IT within the office staff within everyone.
pub(super) const MAP: &str = "\
organisation: {name: XYZ}  # for short
departments:
  - {id: it, name: IT, headcount: 40}
  - {id: desk, name: Service Desk, part_of: it}
  - {id: hr, name: HR, headcount: 12}
  - {id: logistics, name: Logistics}
  - {id: facilities, name: Facilities}
groups:
  - {id: office, name: Office staff, members: [it, hr], size: 60}
services:
  - {id: helpdesk, name: Helpdesk, provided_by: desk, serves: [it, office, everyone]}
  - {id: payroll, name: Payroll, provided_by: hr, serves: [everyone]}
  - {id: archive, name: Archive, provided_by: facilities, serves: [hr]}
  - {id: shop, name: Web shop, provided_by: logistics, serves: [buyers]}
beneficiaries:
  - {id: buyers, name: Buyers}
";

/// A run beside the map and a file of answers that each was given in May 2026.
pub(super) fn survey(answers: impl AsRef<[u8]>, line: &str) -> Run {
    Run::yaml(MAP)
        .file("a.csv", answers)
        .line("import survey a.csv --merge org.yaml --width 1000 --measured 2026-05")
        .line(line)
}

/// A table with a row for each department and score.
pub(super) fn rows(service: &str, answers: &[(&str, &[&str])]) -> String {
    let rows = answers.iter().flat_map(|(department, scores)| {
        scores.iter().map(move |score| format!("{department},{score}\n"))
    });
    std::iter::once(format!("Department,{service}\n")).chain(rows).collect()
}

/// What became of the answers: service, recipient, result and number.
#[track_caller]
pub(super) fn results(run: Run) -> Vec<[String; 4]> {
    run.line("--format csv -q").ran().ends(0).columns(["service", "of", "result", "n"])
}

/// The measurements of a relationship in the map that a run left, newest first.
#[track_caller]
pub(super) fn measurements(ran: &Ran, service: &str, to: &str) -> Vec<Value> {
    let run = Run::yaml(&ran.left("org.yaml"));
    let export = run.line("export org.yaml --format json").ran().ends(0).json();
    let services = export["services"].as_array().expect("services");
    let service = services.iter().find(|it| it["id"] == service).expect("the service");
    let serves = service["serves"].as_array().expect("recipients");
    let relation = serves.iter().find(|it| it["to"] == to).expect("the recipient");
    relation["measurements"].as_array().expect("measurements").clone()
}

/// The score and the number of answers of a measurement: `4 (n 6)`.
#[track_caller]
pub(super) fn figures(measurement: &Value) -> String {
    let score = measurement["score"].as_f64().expect("a score");
    format!("{score} (n {})", measurement["n"])
}
