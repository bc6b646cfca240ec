//! The questions of a form: what the head of a unit is asked about it, its customers and those who serve it.
//!
//! Each question is about one [`AskedFact`] of the map. The form asks in sentences; what goes with an answer is the address
//! of the fact and its state, by which an import finds the place and sees whether it has changed meanwhile.

mod fact;
mod form;
mod heads;
mod inferred;
mod missing;
mod question;
mod questionnaire;
mod ratings;
mod sentence;
mod written;

pub use fact::{AskedFact, PartyKey, UnknownFact};
pub use form::{Form, FormOptions, form};
pub use heads::Heads;
pub use question::{
    AnswerChoice, Answering, Asked, FieldInput, FormField, FormQuestion, FormSection, NameList,
    NamedOption,
};
pub use questionnaire::{
    AnonymityLimits, AskedOf, Questionnaire, QuestionnaireOptions, RespondentChoice,
    ServiceQuestion, questionnaire,
};
pub use ratings::{RatedServices, RatingQuestion};
pub(super) use written::parties_asked;
