//! Amounts, scores, counts.

use super::{helps, sound, wrong};

fn amount(amount: &str) -> String {
    format!(
        "departments: [{{name: A, serves: [], paid_by: {{from: organisation, amount: {amount}}}}}]"
    )
}

fn score(score: &str) -> String {
    format!("departments: [{{name: A, serves: {{to: everyone, satisfaction: {{{score}}}}}}}]")
}

/// An amount is finite and not negative, without unit or separator.
#[test]
fn an_amount_is_a_plain_number() {
    for wrong_one in [
        "-1",
        "-0.5",
        ".nan",
        ".inf",
        "-.inf",
        "1e999",
        "lots",
        "\"1,000\"",
        "1'000",
        "1_000",
        "£5",
        "5 GBP",
        "0x10",
        "0o7",
        "true",
        "NaN",
        "inf",
        "infinity",
        "+5",
        "\" 5\"",
        "\"\"",
    ] {
        helps(&wrong("wrong-number", &amount(&format!("«{wrong_one}"))), "such as 250000");
    }
    for right in ["0", "250000", "2.5", "1e6", "\"7\"", "0.10"] {
        sound(&amount(right));
    }
}

/// A score lies in 0..scale, which is 10 where it is left out.
#[test]
fn a_score_lies_within_its_scale() {
    wrong("wrong-number", &score("score: «11"));
    wrong("wrong-number", &score("score: «-1"));
    wrong("wrong-number", &score("score: «good"));
    wrong("wrong-number", &score("score: «.nan"));
    wrong("wrong-number", &score("score: 0, scale: «0"));
    wrong("wrong-number", &score("score: 3, scale: «-5"));
    for right in [
        "score: 0",
        "score: 10",
        "score: 5, scale: 5",
        "score: 90, scale: 100",
        "scale: 5",
        "score: 0.5, scale: 0.5",
    ] {
        sound(&score(right));
    }
}

/// A score above its stated scale is an error at one of the two.
#[test]
fn a_score_is_not_above_its_scale() {
    wrong("wrong-number", &score("score: 6, scale: «5"));
}

/// Counts are whole: n, headcount, size.
#[test]
fn a_count_is_whole() {
    for count in ["-1", "2.5", "many", "1e3", "\"\"", "99999999999999999999999"] {
        wrong("wrong-number", &score(&format!("score: 1, n: «{count}")));
        wrong("wrong-number", &format!("departments: [{{name: A, headcount: «{count}}}]"));
        wrong(
            "wrong-number",
            &format!("groups: [{{name: A, members: [everyone], size: «{count}}}]"),
        );
    }
    sound(&score("score: 1, n: 0"));
    sound("departments: [{name: A, headcount: 24}]");
}

/// `recipients` may be several parties, and a default holds for every service: no amount with either.
#[test]
fn recipients_have_no_amount() {
    wrong(
        "amount-of-recipients",
        "departments: [{name: A, serves: [], paid_by: {from: recipients, amount: «5}}]",
    );
    super::wrong_map(
        "amount-of-recipients",
        "organisation: {name: X, paid_by: [{from: taxes, amount: «5}]}\npayers: [{name: Taxes}]",
    );
    sound(
        "departments: [{name: A, serves: [], paid_by: [recipients, {from: organisation, amount: 5}]}]",
    );
}
