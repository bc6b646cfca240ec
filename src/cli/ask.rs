//! `custmap ask`.

mod frame;
mod survey;

use super::{
    Outcome,
    args::{MapArg, date, subject},
    completions::words,
    load::ValidMap,
    output::{self, ContentKind, Output, OutputFormat, WriteContents},
    screen::ScreenArgs,
    verbosity::Verbosity,
};
use anyhow::{Context as _, bail};
use clap::{Args, ValueEnum};
use custmap::{
    diag::FileIdentity,
    graph::Graph,
    id::{Subject, UnitId},
    model::{Date, Recipient},
    render::form::{self, FormFrame},
    report::{Form, FormOptions, Heads, RatedServices, TargetKind},
};
use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};
use survey::{SurveyRequest, SurveyTool};

#[derive(Debug, Args)]
#[command(after_help = "\
The form asks the head of a department what is right, what is wrong, what is
missing, and how satisfied the department is with those who serve it. It is one
file: send it by mail. What comes back goes into the map with
  custmap import answers FILE... --merge MAP

A survey asks many: each respondent only about what their department, group or
company receives. Its answers go into the map with
  custmap import survey EXPORT --codebook FILE --merge MAP

Examples:
  custmap ask examples/xyz.yaml --unit accounting -o accounting.html
  custmap ask examples/xyz.yaml --each -o forms --due 2026-12-11
  custmap ask examples/xyz.yaml --survey limesurvey -o survey.txt")]
pub(super) struct AskCommand {
    #[command(flatten)]
    map: MapArg,
    /// The form of this department or person, by id or name; with --survey, its people only
    #[arg(long, value_name = "UNIT", add = words::of(TargetKind::Unit))]
    unit: Option<String>,
    /// A form for each department that has a lead, in the folder named by -o
    #[arg(long, conflicts_with = "unit", requires = "output")]
    each: bool,
    /// Instead of a form, a survey for many respondents in the format of this tool, and its codebook
    #[arg(long, value_name = "TOOL", conflicts_with_all = ["each", "format", "intro", "due", "all"])]
    survey: Option<SurveyTool>,
    /// Where the codebook of the survey goes, which `import survey` takes [default: FILE-codebook.csv]
    #[arg(long, value_name = "FILE", requires = "survey")]
    codebook: Option<PathBuf>,
    /// How the form is written [default: by the ending of the output file, else html]
    #[arg(long)]
    format: Option<FormFormat>,
    /// Text at the top of the form, in paragraphs with an empty line between
    #[arg(long, value_name = "FILE")]
    intro: Option<PathBuf>,
    /// When the form is to be sent back
    #[arg(long, value_name = "DATE", value_parser = date)]
    due: Option<Date>,
    /// Ask one respondent for scores of at most this many services, never asked and longest ago first [default: 12]
    #[arg(long, value_name = "N")]
    at_most: Option<usize>,
    /// Ask everything, even if the form gets long
    #[arg(long)]
    all: bool,
    /// Write to this file, or folder with --each (atomically)
    #[arg(short, long, value_name = "FILE", help_heading = "Output")]
    output: Option<PathBuf>,
}

/// How a form is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum FormFormat {
    /// A page that fills in any browser and saves its answers
    Html,
    /// A workbook with lists to choose from, which is sent back as it is
    Xlsx,
}

impl OutputFormat for FormFormat {
    fn endings() -> String {
        ".html, .xlsx".to_owned()
    }

    fn of_ending(ending: &str) -> Option<Self> {
        match ending {
            "html" | "htm" => Some(Self::Html),
            "xlsx" => Some(Self::Xlsx),
            _ => None,
        }
    }

    fn content_kind(self) -> ContentKind {
        match self {
            Self::Html => ContentKind::Machine,
            Self::Xlsx => ContentKind::Binary,
        }
    }
}

impl FormFormat {
    fn ending(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Xlsx => "xlsx",
        }
    }

    /// The bytes of a form.
    fn bytes(self, form: &Form<'_>, frame: &FormFrame) -> anyhow::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        match self {
            Self::Html => form::html(form, frame, &mut bytes)?,
            Self::Xlsx => bytes = form::workbook(form, frame)?,
        }
        Ok(bytes)
    }
}

impl AskCommand {
    pub(super) fn run(self, screen: &ScreenArgs) -> anyhow::Result<Outcome> {
        if screen.is_anonymous() {
            bail!(
                "--anonymous hides nobody in a form: the answers would come back for other names"
            );
        }
        if let Some(tool) = self.survey {
            let request = SurveyRequest {
                tool,
                unit: self.unit.as_deref(),
                at_most: self.at_most,
                file: self.output.as_deref(),
                codebook: self.codebook.as_deref(),
            };
            return request.write(self.map.path()?, screen);
        }
        let frame = frame::read(self.intro.as_deref(), self.due.as_ref())?;
        let mut map = ValidMap::read(self.map.path()?, screen)?;
        map.sources.add_identities(self.intro.as_deref().and_then(FileIdentity::of_path));
        let options = FormOptions { at_most: self.at_most, all: self.all };
        let graph = Graph::build(&map.organisation);
        if self.each {
            self.write_each(&map, &graph, options, &frame, screen)?;
            return Ok(Outcome::Fine);
        }
        let word =
            self.unit.as_deref().context("whose form is it?\nhelp: add --unit UNIT, or --each -o FOLDER for a form of each department, or --survey to ask many people")?;
        let Subject::Unit(unit) = subject(&map.organisation, word, TargetKind::Unit)? else {
            bail!("a form is for a department or a person");
        };
        let format = self.output.is_none().then_some(self.format.unwrap_or(FormFormat::Html));
        let output = Output::new(format.or(self.format), self.output.as_deref())?;
        if output.is_screen() {
            bail!("a form is for a browser, not for a terminal\nhelp: add -o FILE.html");
        }
        let heads = Heads::new(&map.organisation, Some(unit));
        let rated = RatedServices::new(&map.organisation, &heads);
        let form = custmap::report::form(&graph, unit, &rated, options);
        let format = output.format().unwrap_or(FormFormat::Html);
        let bytes = format.bytes(&form, &frame)?;
        output.write(&map.sources, |out| out.write_all(&bytes))?;
        if screen.verbosity() == Verbosity::Normal && form.left_out() > 0 {
            output::note(&format!(
                "{} questions were left for the next time (--all asks them too)",
                form.left_out()
            ));
        }
        Ok(Outcome::Fine)
    }

    /// Writes the form of each department that has a lead.
    fn write_each(
        &self,
        map: &ValidMap,
        graph: &Graph<'_>,
        options: FormOptions,
        frame: &FormFrame,
        screen: &ScreenArgs,
    ) -> anyhow::Result<()> {
        let folder =
            self.output.as_deref().context("--each writes a folder\nhelp: add -o FOLDER")?;
        let heads = Heads::new(&map.organisation, None);
        if heads.asked().is_empty() {
            bail!(
                "no department has a lead, so there is nobody to send a form to\n\
                 help: add `lead` to the departments, or name one with --unit"
            );
        }
        let rated = RatedServices::new(&map.organisation, &heads);
        let form = |unit: &UnitId| custmap::report::form(graph, *unit, &rated, options);
        let format = self.format.unwrap_or(FormFormat::Html);
        let mut taken = BTreeSet::new();
        let names: Vec<String> = heads
            .asked()
            .iter()
            .map(|unit| {
                file_name(map.organisation.id_of((*unit).into()), format.ending(), &mut taken)
            })
            .collect();
        let forms: Vec<Form<'_>> = heads.asked().iter().map(form).collect();
        let contents = forms.iter().map(|form| format.bytes(form, frame));
        let bytes_of_forms: Vec<Vec<u8>> = contents.collect::<Result<_, _>>()?;
        let writers: Vec<WriteContents<'_>> = bytes_of_forms
            .iter()
            .map(|bytes| -> WriteContents<'_> { Box::new(move |out| out.write_all(bytes)) })
            .collect();
        let files: Vec<_> =
            names.iter().map(String::as_str).zip(writers.iter().map(|it| &**it)).collect();
        output::write_folder(folder, &map.sources, &files)?;
        if screen.verbosity() == Verbosity::Normal {
            note_written(folder, &forms, &heads);
        }
        Ok(())
    }
}

fn note_written(folder: &Path, forms: &[Form<'_>], heads: &Heads) {
    let (mut below_a_lead, mut unasked) = (0, 0);
    if let Some(form) = forms.first() {
        for (id, unit) in form.organisation.units() {
            if unit.department().is_some_and(|it| it.lead.is_none()) {
                let has_head = !heads.of(form.organisation, Recipient::Unit(id)).is_empty();
                *(if has_head { &mut below_a_lead } else { &mut unasked }) += 1;
            }
        }
    }
    let forms_written = match forms.len() {
        1 => "1 form".to_owned(),
        count => format!("{count} forms"),
    };
    output::note(&format!("{}: {forms_written}", folder.display()));
    let departments = |count: usize| match count {
        1 => "1 department has".to_owned(),
        _ => format!("{count} departments have"),
    };
    if below_a_lead > 0 {
        output::note(&format!(
            "{} no lead: the head above answers for them (--unit asks them by themselves)",
            departments(below_a_lead)
        ));
    }
    if unasked > 0 {
        output::note(&format!(
            "{} no lead, and no head above who could answer: nobody is asked about them (add `lead`, or ask with --unit)",
            departments(unasked)
        ));
    }
}

/// The name of the file of a unit: letters, digits, `_` and `-` of its id, another one for each unit whatever the case.
fn file_name(id: &str, ending: &str, taken: &mut BTreeSet<String>) -> String {
    let slug = custmap::id::slug(id);
    let stem: String = slug.chars().take(80).collect();
    let stem = if stem.is_empty() { "unit".to_owned() } else { stem };
    let mut name = format!("{stem}.{ending}");
    let mut number = 1;
    while !taken.insert(name.clone()) {
        number += 1;
        name = format!("{stem}-{number}.{ending}");
    }
    name
}
