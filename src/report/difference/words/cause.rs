//! Why something differs, in words.

use crate::analysis::{Cause, CauseKind, Causes, Difference, NamedId, Side};

/// Why, if that isn't the difference itself.
pub(in crate::report::difference) fn because(row: &Difference<'_>) -> Option<String> {
    match &row.because {
        // What is not known is not guessed: the difference is shown without a reason.
        Causes::Itself | Causes::NotFound => None,
        Causes::Stated { first, .. } => Some(cause(first, row.object)),
        Causes::BroadSteps => {
            Some("what counts as a broad step changed with the number of services".to_owned())
        }
        Causes::AnotherWay => Some("another way is the shortest now".to_owned()),
    }
}

/// A statement that only one file has, in words. `with` is the other thing of the difference, whose name is not
/// repeated.
fn cause(cause: &Cause<'_>, with: Option<NamedId<'_>>) -> String {
    let subject = cause.subject.name;
    let object = cause.object.map_or("", |object| object.name);
    let gone = cause.side == Side::Old;
    let came = if gone { "removed" } else { "added" };
    let verb = |now: &str, no_more: &str| if gone { no_more } else { now }.to_owned();
    match cause.kind {
        CauseKind::Unit | CauseKind::Party => format!("{subject} {came}"),
        CauseKind::Group => format!("group “{subject}” {came}"),
        CauseKind::Service => format!("service “{subject}” {came}"),
        CauseKind::Recipient => {
            let preposition = verb("to", "from");
            match object {
                _ if cause.object == with => {
                    format!("recipient {came} {preposition} “{subject}”")
                }
                object => format!("recipient {object} {came} {preposition} “{subject}”"),
            }
        }
        CauseKind::Provider => {
            format!("{object} {} “{subject}”", verb("provides", "no longer provides"))
        }
        CauseKind::ServiceStatus => {
            let became = verb("is active now", "is no longer active");
            format!("service “{subject}” {became}")
        }
        CauseKind::PartyStatus => {
            format!("{subject} {}", verb("is active now", "is no longer active"))
        }
        CauseKind::Moved => format!("{subject} moved"),
        CauseKind::Lead => format!("the lead of {subject} changed"),
        CauseKind::UsedFor => format!("`for` of “{subject}” to {object} changed"),
        CauseKind::Verdict => format!("verdict of {subject} {came}"),
        CauseKind::Members => format!("“{subject}” holds others now"),
        CauseKind::Reaches => {
            format!("{subject} {} {object}", verb("passes on to", "no longer passes on to"))
        }
        CauseKind::Paid => format!("`paid_by` of “{subject}” changed"),
        CauseKind::Allow => format!("`allow` of {subject} {came}"),
        CauseKind::PaidByDefault => "`paid_by` or `kind` of the organisation changed".to_owned(),
    }
}
