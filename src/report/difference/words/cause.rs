//! Why something differs, in words.

use crate::analysis::{Because, Cause, Difference, Side, Thing, What};

/// Why, if that isn't the difference itself.
pub(in crate::report::difference) fn because(row: &Difference<'_>) -> Option<String> {
    match &row.because {
        Because::Itself => None,
        Because::Said { first, .. } => Some(cause(first, row.object)),
        Because::BroadSteps => {
            Some("what counts as a broad step changed with the number of services".to_owned())
        }
        Because::AnotherWay => Some("another way is the shortest now".to_owned()),
    }
}

/// What a file says; whoever the difference is with needs no name again.
fn cause(cause: &Cause<'_>, with: Option<Thing<'_>>) -> String {
    let subject = cause.subject.name;
    let object = cause.object.map_or("", |object| object.name);
    let gone = cause.side == Side::Old;
    let came = if gone { "removed" } else { "added" };
    let verb = |now: &str, no_more: &str| if gone { no_more } else { now }.to_owned();
    match cause.what {
        What::Unit | What::Party => format!("{subject} {came}"),
        What::Group => format!("group “{subject}” {came}"),
        What::Service => format!("service “{subject}” {came}"),
        What::Recipient => {
            let preposition = verb("to", "from");
            match object {
                _ if cause.object == with => {
                    format!("recipient {came} {preposition} “{subject}”")
                }
                object => format!("recipient {object} {came} {preposition} “{subject}”"),
            }
        }
        What::Provider => {
            format!("{object} {} “{subject}”", verb("provides", "no longer provides"))
        }
        What::ServiceStatus => {
            let became = verb("is active now", "is no longer active");
            format!("service “{subject}” {became}")
        }
        What::PartyStatus => format!("{subject} {}", verb("is active now", "is no longer active")),
        What::Moved => format!("{subject} moved"),
        What::Lead => format!("somebody else leads {subject}"),
        What::UsedFor => format!("`for` of “{subject}” to {object} changed"),
        What::Verdict => format!("verdict of {subject} {came}"),
        What::Members => format!("“{subject}” holds others now"),
        What::Reaches => {
            format!("{subject} {} {object}", verb("passes on to", "no longer passes on to"))
        }
        What::Paid => format!("`paid_by` of “{subject}” changed"),
        What::Allow => format!("`allow` of {subject} {came}"),
        What::PaidByDefault => "`paid_by` or `kind` of the organisation changed".to_owned(),
    }
}
