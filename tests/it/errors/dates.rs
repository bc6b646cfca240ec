//! Dates: a year, a month or a day, as they are in the calendar.

use super::{helps, sound, wrong};

/// Every key that holds a date refuses what isn't one, at its place.
#[test]
fn every_date_is_checked() {
    let it = "departments: [{id: it, name: IT}]\n";
    for yaml in [
        "people: [{name: A, since: «soon}]",
        "people: [{name: A, leaving: «soon}]",
        "services: [{name: S, provided_by: it, reviewed: «soon}]",
        "services: [{name: S, provided_by: it, serves: {to: it, satisfaction: {score: 1, measured: «soon}}}]",
        "beneficiaries: [{name: B, since: «soon}]",
        "beneficiaries: [{name: B, won_by: {date: «soon}}]",
        "beneficiaries: [{name: B, lost_by: {date: «soon}}]",
        "beneficiaries: [{name: B, relationship: {since: «soon}}]",
        "beneficiaries: [{name: B, reasons: [{claim: c, date: «soon}]}]",
        "payers: [{name: P, since: «soon}]",
    ] {
        helps(&wrong("wrong-date", &format!("{it}{yaml}")), "2026-05-31");
    }
}

/// What looks like a date and isn't in the calendar, or is written otherwise, is none.
#[test]
fn a_date_is_in_the_calendar() {
    for date in [
        "2026-13",
        "2026-00",
        "2026-02-30",
        "2025-02-29",
        "2026-06-31",
        "2026-5",
        "26",
        "02026",
        "2026-05-1",
        "31.5.2026",
        "2026/05",
        "2026-05-31T10:00",
        "-2026",
        "+2026",
        "2026-",
        "2026-05-",
        "2026-05-31-01",
        "\"2026 \"",
        "\"\"",
        "２０２６",
        "1e3",
        "2026.5",
    ] {
        wrong("wrong-date", &format!("people: [{{name: A, since: «{date}}}]"));
    }
}

/// A year, a month, a day; also the leap day, and quoted.
#[test]
fn a_date_is_a_year_a_month_or_a_day() {
    for date in ["2026", "2026-05", "2026-05-31", "2024-02-29", "\"2026\"", "0001", "9999-12-31"] {
        sound(&format!("people: [{{name: A, since: {date}}}]"));
    }
}

/// A key with nothing behind it is as if left out.
#[test]
fn no_date_is_no_error() {
    sound("people: [{name: A, since: }]");
    sound("people: [{name: A, since: ~}]");
}
