//! A form as a page: one file that asks nobody for anything, fills by keyboard, on a phone and on paper, and saves its
//! answers as a file to send back.

mod workbook;

pub use workbook::workbook;

use crate::report::{FieldInput, Form, FormField, FormQuestion, NameList};
use askama::Template;
use serde_json::{Map, json};
use std::{
    fmt::Display,
    io::{self, Write},
};

/// The style of the form, and the script that counts, remembers and saves.
const STYLE: &str = include_str!("templates/form.css");
const SCRIPT: &str = include_str!("templates/form.js");
/// Their hashes in the policy: SHA-256, as Base64.
const STYLE_HASH: &str = "sha256-U2soESAumhZhb0Qqh5dfRds5a/+YJmbK0WCeBJ6vTeo=";
const SCRIPT_HASH: &str = "sha256-YQmK5IY2ckH968EvN7iGYpaO8kCgn0od5OhU5Ja+lSc=";

/// The texts of a form besides its questions.
#[derive(Clone, Debug, Default)]
pub struct FormFrame {
    /// Paragraphs at the top.
    pub intro: Vec<String>,
    /// When it is to be sent back, in words.
    pub due: Option<String>,
}

#[derive(Template)]
#[template(path = "form.html", config = "src/render/askama.toml")]
struct FormHtml<'f> {
    form: &'f Form<'f>,
    intro: &'f [String],
    due: Option<&'f str>,
    /// The names to choose from, as JSON that can't end the element around it.
    names: String,
}

#[derive(Template)]
#[template(path = "field.html", config = "src/render/askama.toml")]
struct FieldHtml<'f> {
    field: &'f FormField,
    input: FieldControl<'f>,
    id: &'f str,
    /// The sentence that says what is asked where the field has no label.
    labelled: &'f str,
}

/// What can be filled in, as elements of a page.
enum FieldControl<'f> {
    Text,
    Date,
    Word(Vec<(&'f str, &'f str)>),
    /// The lists, as words with blanks between.
    Name(String),
}

/// What opens with some answers of a question.
struct More<'f> {
    /// The answers, as words with blanks between.
    values: String,
    because: Option<&'static str>,
    fields: &'f [FormField],
}

/// Writes a form as a page.
///
/// # Errors
/// The errors of `out`.
pub fn html(form: &Form<'_>, frame: &FormFrame, out: &mut dyn Write) -> io::Result<()> {
    let names = names(form).to_string().replace('<', "\\u003c");
    let FormFrame { intro, due } = frame;
    FormHtml { form, intro, due: due.as_deref(), names }.write_into(out)
}

fn word(list: NameList) -> &'static str {
    match list {
        NameList::People => "people",
        NameList::Departments => "departments",
        NameList::Groups => "groups",
        NameList::Outside => "outside",
        NameList::Organisation => "organisation",
    }
}

/// The names to choose from, by list.
fn names(form: &Form<'_>) -> serde_json::Value {
    let mut lists = Map::new();
    for option in &form.options {
        let list = lists
            .entry(word(option.list))
            .or_insert_with(|| json!({"heading": option.list.heading(), "names": []}));
        if let Some(names) = list["names"].as_array_mut() {
            names.push(json!([option.id, option.label]));
        }
    }
    lists.into()
}

impl FormHtml<'_> {
    fn unit(&self) -> &str {
        self.form.organisation.name_of(self.form.unit.into())
    }

    fn unit_id(&self) -> &str {
        self.form.organisation.id_of(self.form.unit.into())
    }

    fn organisation(&self) -> &str {
        &self.form.organisation.header.name
    }

    fn organisation_id(&self) -> &str {
        &self.form.organisation.header.id
    }

    fn lead(&self) -> &str {
        self.form.lead.map_or("", |lead| self.form.organisation.name_of(lead.into()))
    }

    fn lead_id(&self) -> &str {
        self.form.lead.map_or("", |lead| self.form.organisation.id_of(lead.into()))
    }

    fn minutes(&self) -> String {
        match self.form.minutes() {
            1 => "1 minute".to_owned(),
            minutes => format!("{minutes} minutes"),
        }
    }
}

/// What the choices of a question open; choices that open the same share it.
fn more<'q>(question: &'q FormQuestion<'_>) -> Vec<More<'q>> {
    let mut all: Vec<More<'q>> = Vec::new();
    for choice in question.choices() {
        let fields = if choice.shows_fields { question.fields.as_slice() } else { &[] };
        if choice.because.is_none() && fields.is_empty() {
            continue;
        }
        let same = all
            .iter_mut()
            .find(|more| more.because == choice.because && more.fields.len() == fields.len());
        match same {
            Some(more) => more.values = format!("{} {}", more.values, choice.value),
            None => {
                all.push(More { values: choice.value.to_owned(), because: choice.because, fields });
            }
        }
    }
    all
}

fn field<'q>(field: &'q FormField, id: &'q str) -> FieldHtml<'q> {
    let input = match &field.input {
        FieldInput::Text => FieldControl::Text,
        FieldInput::Date => FieldControl::Date,
        FieldInput::Word(words) => FieldControl::Word(words.to_vec()),
        FieldInput::Thing(things) => {
            let pairs = things.iter().map(|(id, name)| (id.as_str(), name.as_str()));
            FieldControl::Word(pairs.collect())
        }
        FieldInput::Name(lists) => {
            FieldControl::Name(lists.iter().map(|list| word(*list)).collect::<Vec<_>>().join(" "))
        }
    };
    let labelled = id.rsplit_once('-').map_or("", |(question, _)| question);
    FieldHtml { field, input, id, labelled }
}

/// The name of the controls of a question.
fn control(section: impl Display, question: impl Display) -> String {
    format!("q{section}-{question}")
}

/// The id of a field of a question.
fn field_id(question: impl Display, field: impl Display) -> String {
    format!("{question}-{field}")
}
