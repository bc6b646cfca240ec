//! The survey for many respondents, in the formats that survey tools take in, and the codebook by which its answers are
//! read back.

mod codebook;
mod limesurvey;
mod list;

pub use codebook::codebook;
pub use limesurvey::limesurvey;
pub use list::list;

/// The question for the department of a respondent.
const DEPARTMENT: (&str, &str) = ("dept", "In which department do you work?");
/// The question for the customer that a respondent is.
const CUSTOMER: (&str, &str) = ("cust", "Which of these are you?");
/// The question that tells the two apart.
const WHO: (&str, &str) = ("who", "Who are you?");
const COLLEAGUE: (&str, &str) = ("W1", "I work here");
const OUTSIDE: (&str, &str) = ("W2", "I am a customer or a partner");
/// The answer of somebody who doesn't use a service.
const UNUSED: (&str, &str) = ("NA", "I don't use it");

/// The scores with their texts.
fn scores() -> impl Iterator<Item = (String, String)> {
    (0..=10).map(|score| {
        let text = match score {
            0 => "0 not at all".to_owned(),
            10 => "10 completely".to_owned(),
            score => score.to_string(),
        };
        (score.to_string(), text)
    })
}

/// The code of the question whether a respondent belongs to a group.
fn group_code(number: usize) -> String {
    format!("grp{}", number + 1)
}

fn group_text(name: &str) -> String {
    format!("Are you one of these: {name}?")
}
