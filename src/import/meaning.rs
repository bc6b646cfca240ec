//! What tables call the keys that say who does what for whom, beside the words of the format.
//!
//! ```text
//! Department           Service    Recipients    Payer
//! provided_by          name       serves        paid_by
//! ```
//!
//! Only whole headings count, and only for names of things: what an amount or a score means nobody knows from one word.

use super::List;

/// Keys with their words: small letters, one blank between two words.
type Meanings = &'static [(&'static str, &'static [&'static str])];

/// The keys of a list that have other words. For names these are singular: a plural heads a list of several, or a number.
pub(super) fn words(list: List) -> impl Iterator<Item = (&'static str, &'static [&'static str])> {
    let of_list: Meanings = match list {
        List::Departments => &[("name", &["department", "department name", "unit"])],
        List::People => &[("name", &["person", "employee", "employee name", "full name"])],
        List::Groups => &[("name", &["group", "group name"])],
        List::Services => &[
            ("name", &["service", "service name", "name of the service"]),
            ("provided_by", &["department", "departments", "unit", "team", "division", "provider"]),
            (
                "serves",
                &["recipient", "recipients", "customer", "customers", "for whom", "clients"],
            ),
            ("paid_by", &["payer", "payers", "who pays", "funder", "funders"]),
        ],
        List::Beneficiaries => &[("name", &["beneficiary", "customer", "customer name", "client"])],
        List::Payers => &[("name", &["payer", "funder", "sponsor"])],
    };
    of_list.iter().copied()
}

/// Whether a heading is one of some words.
pub(super) fn is_meant(heading: &str, words: &[&str]) -> bool {
    let folded = heading.to_lowercase().replace(['_', '-'], " ");
    let words_of: Vec<&str> = folded.split_whitespace().collect();
    words.contains(&words_of.join(" ").trim_end_matches([':', '*']))
}

/// The key of services whose figures a column seems to hold, by a word of its heading.
pub(super) fn figure(heading: &str) -> Option<&'static str> {
    const FIGURES: [(&str, &[&str]); 4] = [
        (
            "paid_by.amount",
            &["amount", "cost", "costs", "fee", "price", "budget", "eur", "usd", "gbp", "chf"],
        ),
        ("serves.satisfaction.score", &["score", "satisfaction", "rating", "happy", "percent"]),
        ("serves.satisfaction.measured", &["asked", "measured", "date", "surveyed"]),
        ("serves.satisfaction.n", &["n", "answers", "responses", "respondents"]),
    ];
    let folded = heading.to_lowercase();
    let mut words = folded.split(|c: char| !c.is_alphanumeric());
    words.find_map(|word| {
        let (key, _) = FIGURES.into_iter().find(|(_, known)| known.contains(&word))?;
        Some(key)
    })
}
