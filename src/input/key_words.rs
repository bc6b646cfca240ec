//! Words that people write instead of keys of the format, because other entries or other tools use them.

use crate::diag::Nearest;

/// A key, and other words for it.
const OTHER_WORDS: &[(&str, &[&str])] = &[
    ("department", &["part_of", "unit", "team", "division", "dept"]),
    ("part_of", &["parent", "department", "division", "belongs_to", "reports_to", "under"]),
    ("lead", &["head", "manager", "leader", "boss", "director", "led_by"]),
    ("headcount", &["fte", "staff", "employees", "people", "size"]),
    ("size", &["headcount", "number", "count"]),
    (
        "provided_by",
        &["provider", "providers", "owner", "owned_by", "department", "unit", "from", "by"],
    ),
    (
        "serves",
        &["customers", "customer", "clients", "recipients", "users", "beneficiaries", "to", "for"],
    ),
    ("to", &["customer", "recipient", "name", "id"]),
    ("paid_by", &["payer", "payers", "funders", "funder", "funded_by", "paid"]),
    ("from", &["payer", "name", "id", "by"]),
    ("amount", &["sum", "money", "price", "cost", "budget", "value", "per_year"]),
    ("satisfaction", &["score", "scores", "rating", "happiness", "nps", "measurements"]),
    ("measured", &["date", "when", "on"]),
    ("n", &["answers", "responses", "respondents", "count"]),
    ("purpose", &["mission", "goal", "task"]),
    ("owner", &["account_manager", "looks_after", "lead", "responsible"]),
    ("role", &["title", "job", "position", "function"]),
    ("email", &["mail", "e-mail"]),
    ("kind", &["type", "category"]),
    ("people", &["persons", "staff", "employees", "members"]),
    ("departments", &["units", "teams", "divisions"]),
    ("beneficiaries", &["clients", "parties", "stakeholders", "users"]),
    ("members", &["people", "units", "departments"]),
    ("customer", &["party", "beneficiary", "of", "to"]),
    ("of", &["to", "customer", "recipient", "from"]),
    ("notes", &["note", "comment", "comments", "remark", "remarks"]),
    ("description", &["summary", "text", "about"]),
];

/// The keys among `known` that somebody who wrote `word` most likely meant, most likely first.
pub fn likely_keys<'k>(
    nearest: &mut Nearest,
    word: &str,
    known: impl Iterator<Item = &'k str> + Clone,
) -> Vec<&'k str> {
    let folded = word.to_lowercase().replace([' ', '-'], "_");
    let means = |key: &&str| {
        let others = OTHER_WORDS.iter().find(|(other, _)| other == key);
        others.is_some_and(|(_, words)| words.contains(&&*folded))
    };
    let same: Vec<&str> = known.clone().filter(means).collect();
    if same.is_empty() { nearest.to(word, known) } else { same }
}
