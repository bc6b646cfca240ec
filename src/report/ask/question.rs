//! A question of a form: a sentence, and how it can be answered.

use super::fact::AskedFact;
use crate::graph::Graph;

/// A part of a form.
#[derive(Clone, Debug)]
pub struct FormSection<'org> {
    /// Its heading.
    pub heading: String,
    /// A sentence below it.
    pub lead: String,
    /// Its questions.
    pub questions: Vec<FormQuestion<'org>>,
    /// How many more there are that this form leaves for the next time.
    pub left_out: usize,
}

/// A question of a form.
#[derive(Clone, Debug)]
pub struct FormQuestion<'org> {
    /// The sentence before the name that it is about.
    pub before: String,
    /// The name that it is about.
    pub name: &'org str,
    /// The sentence behind the name.
    pub after: String,
    /// Further facts from the map, in a smaller type.
    pub detail: String,
    /// The kind of the answer.
    pub answering: Answering,
    /// Blanks to fill in: beside an answer those that correct it, else the answer itself.
    pub fields: Vec<FormField>,
}

/// How a question is answered.
#[derive(Clone, Debug)]
pub enum Answering {
    /// By one of a few words.
    Choice {
        /// The fact.
        asked: Asked,
        /// The words.
        choices: Vec<AnswerChoice>,
    },
    /// By a score from 0 to 10, or by saying that the service is not used.
    Score(Asked),
    /// By its fields only.
    Fields,
}

/// One of the words by which a question is answered.
#[derive(Clone, Copy, Debug)]
pub struct AnswerChoice {
    /// Its word in the answers.
    pub value: &'static str,
    /// Its words on the form.
    pub label: &'static str,
    /// The question that it leads to, if any: the answer to that is the reason or a comment.
    pub because: Option<&'static str>,
    /// Whether the fields of the question belong to it.
    pub shows_fields: bool,
}

/// A blank.
#[derive(Clone, Debug)]
pub struct FormField {
    /// The fact.
    pub asked: Asked,
    /// The label of the blank.
    pub label: String,
    /// What can be filled in.
    pub input: FieldInput,
}

/// What can be filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldInput {
    /// A text.
    Text,
    /// A year, a month or a day.
    Date,
    /// A choice of a few words, each with its label.
    Word(&'static [(&'static str, &'static str)]),
    /// A choice of a few things, each with its id and its name.
    Thing(Vec<(String, String)>),
    /// A name from some lists.
    Name(&'static [NameList]),
}

/// A list of names to choose from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NameList {
    /// Persons.
    People,
    /// Departments.
    Departments,
    /// Everyone, and groups of colleagues.
    Groups,
    /// Parties outside.
    Outside,
    /// The organisation as a whole.
    Organisation,
}

impl NameList {
    /// Its heading in a list of several.
    pub fn heading(self) -> &'static str {
        match self {
            Self::People => "People",
            Self::Departments => "Departments",
            Self::Groups => "Groups of colleagues",
            Self::Outside => "Outside",
            Self::Organisation => "The organisation",
        }
    }
}

/// A name to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedOption<'org> {
    /// The list that it is in.
    pub list: NameList,
    /// Its id, which goes into the answer.
    pub id: &'org str,
    /// Its name, with more words where another thing has the same.
    pub label: String,
}

/// A fact as it is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The fact.
    pub fact: AskedFact,
    /// Its address.
    pub about: String,
    /// Its state in the map.
    pub was: String,
}

impl Asked {
    /// A fact with its address and its state.
    pub(super) fn new(graph: &Graph<'_>, fact: AskedFact) -> Self {
        let about = fact.about(graph.organisation());
        Self { fact, about, was: fact.state(graph) }
    }
}

impl FormQuestion<'_> {
    /// The whole sentence.
    pub fn sentence(&self) -> String {
        format!("{}{}{}", self.before, self.name, self.after)
    }

    /// The fact that it is answered about, where it is not answered by its fields.
    pub fn asked(&self) -> Option<&Asked> {
        match &self.answering {
            Answering::Choice { asked, .. } | Answering::Score(asked) => Some(asked),
            Answering::Fields => None,
        }
    }

    /// Whether it is answered by a score.
    pub fn is_score(&self) -> bool {
        matches!(self.answering, Answering::Score(_))
    }

    /// Whether it is answered by its fields.
    pub fn is_fill(&self) -> bool {
        matches!(self.answering, Answering::Fields)
    }

    /// The words by which it is answered.
    pub fn choices(&self) -> &[AnswerChoice] {
        match &self.answering {
            Answering::Choice { choices, .. } => choices,
            Answering::Score(_) | Answering::Fields => &[],
        }
    }
}
