//! A form as a workbook, for those who get no pages by mail: a row a question, answers to choose from where there are
//! any, and everything but the answers protected. `custmap import answers` reads it as it reads what the page saves.
//!
//! Hidden columns say what each row is about; a hidden sheet holds the lists to choose from, each text beside what it
//! stands for.

use super::FormFrame;
use crate::{
    import::answers::{ABOUT_BY, ABOUT_DATE, FORM_SHEET, LISTS_SHEET, QUESTIONS_SHEET},
    report::{AnswerChoice, FieldInput, Form, FormField, FormQuestion, NameList},
};
use rust_xlsxwriter::{
    Color, DataValidation, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder,
    Formula, Workbook, Worksheet, XlsxError, utility::column_number_to_name,
};

/// The columns: the question, the answer, the reason; hidden: what it is about, its state, its list.
const QUESTION: u16 = 0;
const ANSWER: u16 = 1;
const BECAUSE: u16 = 2;
const ABOUT: u16 = 3;
const WAS: u16 = 4;
const LIST: u16 = 5;
/// Their widths, in characters: a page of A4 across.
const WIDTHS: [f64; 3] = [58.0, 30.0, 42.0];
/// Letters of a line of a question, where the widest font that a spreadsheet may take in its place fits.
const LETTERS: usize = 50;
/// The most lines of a row, which no program makes higher than 409 points.
const MOST_LINES: u32 = 27;
/// The height of a line, in points.
const LINE: f64 = 15.0;

/// Makes the workbook of a form.
///
/// # Errors
/// Where a text is longer than a cell.
pub fn workbook(form: &Form<'_>, frame: &FormFrame) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // The same bytes every time: the day of making is not the day of writing.
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&made));
    let mut lists = ChoiceLists::default();
    let sheet = book.add_worksheet().set_name(QUESTIONS_SHEET)?;
    let mut rows = FormRows { form, sheet, styles: FormStyles::new(), lists: &mut lists, row: 0 };
    rows.write_frame(frame)?;
    for section in &form.sections {
        rows.heading(&section.heading, &section.lead)?;
        for question in &section.questions {
            rows.question(question)?;
        }
    }
    rows.finish()?;
    lists.write(book.add_worksheet().set_name(LISTS_SHEET)?)?;
    write_form_sheet(form, book.add_worksheet().set_name(FORM_SHEET)?)?;
    book.save_to_buffer()
}

/// Writes of what and of whom the form is, for the import.
fn write_form_sheet(form: &Form<'_>, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let lead = form
        .lead
        .map(|lead| (form.organisation.name_of(lead.into()), form.organisation.id_of(lead.into())));
    let (lead_name, lead_id) = lead.unwrap_or_default();
    let facts = [
        ("custmap_answers", "1"),
        ("organisation", &*form.organisation.header.id),
        ("unit", form.organisation.id_of(form.unit.into())),
        ("lead", lead_name),
        ("lead_id", lead_id),
    ];
    for (row, (key, value)) in (0..).zip(facts) {
        sheet.write_string(row, 0, key)?;
        sheet.write_string(row, 1, value)?;
    }
    sheet.set_hidden(true);
    sheet.protect();
    Ok(())
}

/// How cells look.
struct FormStyles {
    title: Format,
    heading: Format,
    text: Format,
    soft: Format,
    question: Format,
    field: Format,
    answer: Format,
    locked: Format,
}

impl FormStyles {
    fn new() -> Self {
        let wrapped = || Format::new().set_text_wrap().set_align(FormatAlign::Top);
        let soft = Color::RGB(0x004a_5568);
        let line = Color::RGB(0x00dd_e3ec);
        let edge = Color::RGB(0x008a_97a8);
        let question = wrapped().set_border_top(FormatBorder::Thin).set_border_color(line);
        Self {
            title: Format::new().set_bold().set_font_size(16),
            heading: Format::new()
                .set_bold()
                .set_font_size(13)
                .set_font_color(Color::RGB(0x001d_4f8c)),
            text: wrapped(),
            soft: wrapped().set_font_color(soft),
            field: wrapped().set_indent(2).set_font_color(soft),
            answer: wrapped()
                .set_unlocked()
                .set_border(FormatBorder::Thin)
                .set_border_color(edge)
                .set_background_color(Color::RGB(0x00ff_fbe6))
                .set_num_format("@"),
            locked: question.clone(),
            question,
        }
    }
}

/// Writes the sheet of questions from top to bottom.
struct FormRows<'w, 'f> {
    form: &'w Form<'f>,
    sheet: &'w mut Worksheet,
    styles: FormStyles,
    lists: &'w mut ChoiceLists,
    row: u32,
}

impl FormRows<'_, '_> {
    fn line(&mut self, text: &str, style: fn(&FormStyles) -> &Format) -> Result<(), XlsxError> {
        self.sheet.write_string_with_format(self.row, QUESTION, text, style(&self.styles))?;
        // Not every program makes rows as high as their texts.
        let lines: usize = text.lines().map(|line| line.chars().count() / LETTERS + 1).sum();
        if lines > 1 {
            let lines = u32::try_from(lines).unwrap_or(MOST_LINES).min(MOST_LINES);
            self.sheet.set_row_height(self.row, f64::from(lines) * LINE)?;
        }
        self.row += 1;
        Ok(())
    }

    fn write_frame(&mut self, frame: &FormFrame) -> Result<(), XlsxError> {
        let name = |subject| self.form.organisation.name_of(subject);
        let unit = name(self.form.unit.into());
        let organisation = &self.form.organisation.header.name;
        let minutes = match self.form.minutes() {
            1 => "1 minute".to_owned(),
            minutes => format!("{minutes} minutes"),
        };
        let head = if self.form.lead.is_some() { "For the head of" } else { "For" };
        let lead = self.form.lead.map_or("", |lead| name(lead.into())).to_owned();
        self.line("Do you know your customers?", |it| &it.title)?;
        self.line(&format!("{head} {unit}, {organisation}: about {minutes}"), |it| &it.text)?;
        if let Some(due) = &frame.due {
            self.line(&format!("Please send it back by {due}."), |it| &it.text)?;
        }
        for paragraph in &frame.intro {
            self.line(paragraph, |it| &it.text)?;
        }
        self.line(
            "Fill in the coloured cells; many have a list to choose from. Leave empty what you \
             don't know, save the file and send it back. Your answers carry the name of your \
             department; the scores are averaged with those of other heads.",
            |it| &it.soft,
        )?;
        self.line("", |it| &it.text)?;
        self.row("Your name or role", ABOUT_BY, &lead)?;
        self.row("The day of your answers (left empty: when they are taken in)", ABOUT_DATE, "")
    }

    /// A row about the answers as a whole.
    fn row(&mut self, text: &str, about: &str, value: &str) -> Result<(), XlsxError> {
        let row = self.row;
        self.line(text, |it| &it.text)?;
        self.sheet.write_string_with_format(row, ANSWER, value, &self.styles.answer)?;
        self.sheet.write_string(row, ABOUT, about)?;
        Ok(())
    }

    fn heading(&mut self, heading: &str, lead: &str) -> Result<(), XlsxError> {
        self.row += 1;
        let heads = [(ANSWER, "Your answer"), (BECAUSE, "Why, or what is different")];
        for (column, head) in heads {
            self.sheet.write_string_with_format(self.row, column, head, &self.styles.soft)?;
        }
        self.line(heading, |it| &it.heading)?;
        self.line(lead, |it| &it.soft)
    }

    fn question(&mut self, question: &FormQuestion<'_>) -> Result<(), XlsxError> {
        let detail = match &*question.detail {
            "" => String::new(),
            detail if question.is_score() => format!(", {detail}"),
            detail => format!("\n{detail}"),
        };
        let text = format!("{}{detail}", question.sentence());
        let row = self.row;
        self.line(&text, |it| &it.question)?;
        let Some(asked) = question.asked() else {
            return self.blanks(question, row);
        };
        let choices: Vec<(String, String)> = if question.is_score() {
            scores().collect()
        } else {
            let pair = |choice: &AnswerChoice| (choice.label.to_owned(), choice.value.to_owned());
            question.choices().iter().map(pair).collect()
        };
        self.answer(row, &asked.about, &asked.was, Some(choices), true)?;
        let because = question.choices().iter().find_map(|choice| choice.because);
        if let Some(because) = because {
            let cell = DataValidation::new().set_input_message(because)?.show_error_message(false);
            self.sheet.add_data_validation(row, BECAUSE, row, BECAUSE, &cell)?;
            self.sheet.write_blank(row, BECAUSE, &self.styles.answer)?;
        }
        for field in &question.fields {
            self.field(field, &field.label)?;
        }
        Ok(())
    }

    /// The blanks of a question that has no other answer: a single one beside it, several below it.
    fn blanks(&mut self, question: &FormQuestion<'_>, row: u32) -> Result<(), XlsxError> {
        match question.fields.as_slice() {
            [only] => {
                let list = self.list_of(only);
                self.answer(row, &only.asked.about, &only.asked.was, list, false)
            }
            fields => fields.iter().try_for_each(|field| self.field(field, &field.label)),
        }
    }

    fn field(&mut self, field: &FormField, label: &str) -> Result<(), XlsxError> {
        let row = self.row;
        self.line(label, |it| &it.field)?;
        let list = self.list_of(field);
        self.answer(row, &field.asked.about, &field.asked.was, list, false)
    }

    fn list_of(&self, field: &FormField) -> Option<Vec<(String, String)>> {
        match &field.input {
            FieldInput::Text | FieldInput::Date => None,
            FieldInput::Word(words) => {
                Some(words.iter().map(|(word, label)| pair(label, word)).collect())
            }
            FieldInput::Thing(things) => {
                Some(things.iter().map(|(id, name)| pair(name, id)).collect())
            }
            FieldInput::Name(lists) => Some(names(self.form, lists)),
        }
    }

    /// The cell for an answer, with the texts to choose from.
    fn answer(
        &mut self,
        row: u32,
        about: &str,
        was: &str,
        list: Option<Vec<(String, String)>>,
        is_strict: bool,
    ) -> Result<(), XlsxError> {
        self.sheet.write_blank(row, ANSWER, &self.styles.answer)?;
        self.sheet.write_string(row, ABOUT, about)?;
        self.sheet.write_string(row, WAS, was)?;
        self.sheet.set_cell_format(row, ABOUT, &self.styles.locked)?;
        let Some(list) = list.filter(|list| !list.is_empty()) else {
            return Ok(());
        };
        let (number, formula) = self.lists.add(list);
        self.sheet.write_number(row, LIST, f64::from(number))?;
        let rule = DataValidation::new().allow_list_formula(formula).ignore_blank(true);
        let rule = if is_strict {
            rule.set_error_title("Not one of the answers")?
                .set_error_message("Choose one from the list, or leave the cell empty.")?
        } else {
            // A name that is on no list yet may be written.
            rule.show_error_message(false)
        };
        self.sheet.add_data_validation(row, ANSWER, row, ANSWER, &rule)?;
        Ok(())
    }

    fn finish(self) -> Result<(), XlsxError> {
        for (column, width) in (0..).zip(WIDTHS) {
            self.sheet.set_column_width(column, width)?;
        }
        for column in [ABOUT, WAS, LIST] {
            self.sheet.set_column_hidden(column)?;
        }
        self.sheet.set_portrait().set_paper_size(9).set_print_fit_to_pages(1, 0);
        self.sheet.protect();
        Ok(())
    }
}

fn pair(label: &str, value: &str) -> (String, String) {
    (label.to_owned(), value.to_owned())
}

/// The scores, and that a service is not used.
fn scores() -> impl Iterator<Item = (String, String)> {
    let scores = (0..=10).map(|score| (score.to_string(), score.to_string()));
    scores.chain([pair("don't use it", "unused")])
}

/// The names of some lists, in the order of the lists.
fn names(form: &Form<'_>, lists: &[NameList]) -> Vec<(String, String)> {
    let of = |list: NameList| form.options.iter().filter(move |option| option.list == list);
    lists.iter().flat_map(|list| of(*list)).map(|option| pair(&option.label, option.id)).collect()
}

/// The lists to choose from, each once: a column of texts and one of their meanings.
#[derive(Debug, Default)]
struct ChoiceLists(Vec<Vec<(String, String)>>);

impl ChoiceLists {
    /// The number of a list, from 1, and the cells of its texts.
    fn add(&mut self, list: Vec<(String, String)>) -> (u16, Formula) {
        let known = self.0.iter().position(|known| *known == list);
        let at = known.unwrap_or(self.0.len());
        let rows = list.len();
        if known.is_none() {
            self.0.push(list);
        }
        let at = u16::try_from(at).unwrap_or(u16::MAX - 1);
        let letters = column_number_to_name(at * 2);
        (at + 1, Formula::new(format!("={LISTS_SHEET}!${letters}$1:${letters}${rows}")))
    }

    fn write(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        for (number, list) in (0..).zip(&self.0) {
            for (row, (label, value)) in (0..).zip(list) {
                sheet.write_string(row, number * 2, label)?;
                sheet.write_string(row, number * 2 + 1, value)?;
            }
        }
        sheet.set_hidden(true);
        sheet.protect();
        Ok(())
    }
}
