//! Verdicts: what they name, and that there is one for each unit and customer.

use super::{sound, wrong};

fn verdicts(all: &str) -> String {
    format!(
        "departments: [{{id: it, name: IT}}]\npeople: [{{id: ann, name: Head of IT}}]\n\
         beneficiaries: [{{id: c, name: C}}]\npayers: [{{id: p, name: P}}]\nverdicts: [{all}]"
    )
}

/// A verdict names a department or person and a beneficiary; its author is a unit or any text.
#[test]
fn a_verdict_names_a_unit_and_a_customer() {
    sound(&verdicts(
        "{unit: it, customer: c, verdict: rejected, because: x, by: ann, date: 2026-09}",
    ));
    sound(&verdicts("{unit: Head of IT, customer: C, verdict: confirmed, by: the board}"));
    sound(&verdicts("{unit: it, customer: c, verdict: rejected, by: p}"));
    wrong("wrong-reference", &verdicts("{unit: «c, customer: c, verdict: rejected}"));
    wrong("wrong-reference", &verdicts("{unit: it, customer: «p, verdict: rejected}"));
    wrong("wrong-reference", &verdicts("{unit: it, customer: «it, verdict: rejected}"));
    wrong("wrong-word", &verdicts("{unit: it, customer: c, verdict: «maybe}"));
    wrong("wrong-date", &verdicts("{unit: it, customer: c, verdict: rejected, date: «soon}"));
}

/// Unit, customer and verdict are required, each with an error of its own.
#[test]
fn a_verdict_is_whole() {
    assert_eq!(wrong("missing-key", &verdicts("«««{because: x}")).len(), 3);
    wrong("missing-key", &verdicts("«{unit: it, customer: c}"));
}

/// Two verdicts on one pair are an error at the second, whatever they say; on two pairs they are none.
#[test]
fn a_pair_has_one_verdict() {
    let first = "{unit: it, customer: c, verdict: rejected}";
    wrong(
        "duplicate-verdict",
        &verdicts(&format!("{first}, «{{unit: IT, customer: C, verdict: confirmed}}")),
    );
    wrong("duplicate-verdict", &verdicts(&format!("{first}, «{first}")));
    sound(&verdicts(&format!("{first}, {{unit: ann, customer: c, verdict: rejected}}")));
}
