//! The files of a survey: which columns of each hold what, and the notes about them.

use super::{
    answers::{AnswerReader, Answers, Layout, LongColumns, Period, Scores, date_column},
    codebook::CodebookRow,
    column::SurveyColumn,
    names::{NameMatch, Names},
    options::{LongForm, SurveyOptions},
    outcome::AskedRule,
    question::{self, QuestionRules, RespondentColumn, ScoreColumn},
    tool::Tool,
};
use crate::{
    diag::{Nearest, count, excerpt},
    id::Subject,
    import::{
        HeaderRows, ImportError, ImportJob, TableFile,
        job::{file_name, first_names},
    },
    model::{Metric, Recipient},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

/// The files of a survey with what is known of them.
pub(super) struct SurveyFiles<'o, 'org> {
    /// The options.
    pub(super) options: &'o SurveyOptions,
    /// The names of the map.
    pub(super) names: &'o Names<'org>,
    /// The codebook; none without one.
    pub(super) codebook: Option<&'o [CodebookRow]>,
}

impl SurveyFiles<'_, '_> {
    /// Reads a file into the answers.
    ///
    /// # Errors
    /// Where it can't be read, or its columns are not clear.
    pub(super) fn read(
        &self,
        path: &Path,
        answers: &mut Answers,
        job: &mut ImportJob,
    ) -> Result<(), ImportError> {
        let Some(read) = job.read_table(path, &self.options.format)? else {
            return Ok(());
        };
        let name = file_name(path);
        let wrong = |error: String| ImportError::Option(format!("{name}: {error}"));
        let HeaderRows { first, last } = read.header;
        let rows = read.table(&job.sources).first_rows(first, 3);
        // No tool writes the long form.
        let tool = Tool::of(&rows).filter(|_| self.options.long.is_none());
        let columns = SurveyColumn::all(tool, &rows);
        if columns.is_empty() {
            return Err(wrong("the file is empty".to_owned()));
        }
        let layout = self.layout(tool, &columns).map_err(wrong)?;
        let last = tool.map_or(last, |tool| first + tool.header_rows() - 1);
        let file = TableFile { header: HeaderRows { first, last }, ..read };
        let table = file.table(&job.sources);
        let before = answers.respondents;
        let mut reader =
            AnswerReader::new(self.names, &layout, &self.options.format, self.options.period);
        let unread = reader.drop_texts(&table);
        reader.read(&table, answers);
        if let Some(error) = answers.errors.first() {
            return Err(wrong(format!("{}\nhelp: {}", error.message, error.help)));
        }
        let rows = answers.respondents - before;
        let notes = self.columns_in_words(&name, rows, &reader, &unread);
        check_scores(reader.questions_of_file(), answers).map_err(wrong)?;
        job.summary.notes.extend(notes);
        Ok(())
    }

    /// Finds which columns hold what.
    fn layout<'l>(
        &'l self,
        tool: Option<Tool>,
        columns: &'l [SurveyColumn],
    ) -> Result<Layout<'l>, String> {
        let options = self.options;
        let scores = self.scores(columns)?;
        let questions = match &scores {
            Scores::Wide(questions) => questions.as_slice(),
            Scores::Long(_) => &[],
        };
        let fixed_id = options.of.as_deref().and_then(|of| of.strip_prefix('='));
        let fixed = fixed_id.map(|id| respondent_named(self.names, id, "--of")).transpose()?;
        let respondents = if fixed.is_some() {
            Vec::new()
        } else {
            let stated = options.of.as_deref();
            question::respondent_columns(columns, questions, stated, self.codebook)?
        };
        check_respondents(columns, &respondents)?;
        let needs_department = match &scores {
            Scores::Wide(questions) => questions.iter().any(|question| question.only.is_none()),
            Scores::Long(_) => self.codebook.is_none(),
        };
        if respondents.is_empty() && fixed.is_none() && needs_department {
            return Err(format!(
                "no column says to which department the respondents belong\n\
                 help: --of COLUMN names it, and --of =ID is for answers that are all of one; {}",
                question::columns_in_words(columns)
            ));
        }
        let date = match &options.date {
            Some(date) => Some(columns[question::find(columns, date, "--date")?].at),
            None => date_column(columns, tool),
        };
        Ok(Layout { tool, columns, scores, respondents, fixed, date })
    }

    fn scores<'l>(&'l self, columns: &[SurveyColumn]) -> Result<Scores<'l>, String> {
        let rules = QuestionRules {
            codebook: self.codebook,
            stated: &self.options.questions,
            scale: self.options.scale,
            labels: &self.options.labels,
        };
        if let Some(long) = &self.options.long {
            return Ok(Scores::Long(self.long_columns(long, columns, rules)?));
        }
        let questions = question::questions(columns, self.names, rules)?;
        if questions.is_empty() {
            return Err(format!(
                "no column is a question about a service of the map\n\
                 help: --question \"COLUMN=SERVICE\" says which one is, --long that each row is an answer; {}",
                question::columns_in_words(columns)
            ));
        }
        let mut services = BTreeSet::new();
        let second = questions.iter().find(|question| {
            // The mean of two answers may be no whole number, which a net promoter score needs.
            let is_nps = question.scale.metric == Some(Metric::Nps);
            !services.insert((question.service, question.only)) && is_nps
        });
        match second {
            Some(second) => Err(format!(
                "`{}` is a second question about one service, and a net promoter score has one\n\
                 help: leave one of them out with --question \"COLUMN=\"",
                excerpt(&second.header)
            )),
            None => Ok(Scores::Wide(questions)),
        }
    }

    fn long_columns<'l>(
        &self,
        long: &LongForm,
        columns: &[SurveyColumn],
        rules: QuestionRules<'l>,
    ) -> Result<LongColumns<'l>, String> {
        let score = &columns[question::find(columns, &long.score, "--score")?];
        let Some(id) = long.service.strip_prefix('=') else {
            let service = columns[question::find(columns, &long.service, "--service")?].at;
            if rules.scale.is_none() && rules.codebook.is_none() {
                return Err(question::no_scale());
            }
            let header = score.header.value.to_string();
            return Ok(LongColumns { fixed: None, service, score: score.at, header, rules });
        };
        let service = question::service_named(self.names, id, "--service")?;
        let fixed = question::of_option(score, service, true, rules)?;
        let header = fixed.header.clone();
        Ok(LongColumns { fixed: Some(fixed), service: score.at, score: score.at, header, rules })
    }

    /// When the answers were given, where they are one measurement.
    ///
    /// # Errors
    /// Where nothing says so.
    pub(super) fn measured(&self, answers: &Answers) -> Result<String, String> {
        let last = answers.months.as_ref().map(|(_, last)| last.clone());
        self.options.measured.clone().or(last).ok_or_else(|| {
            let dates = if answers.undated > 0 {
                "the dates can't be read in one way only\nhelp: --dates d/m/y or --dates m/d/y says how, or"
            } else {
                "nothing says when the answers were given\nhelp: --date COLUMN names the column, or"
            };
            format!("{dates} --measured 2026-05 the month")
        })
    }

    /// What was read of a file, in sentences.
    fn columns_in_words(
        &self,
        name: &str,
        rows: usize,
        reader: &AnswerReader<'_, '_>,
        unread: &[String],
    ) -> Vec<String> {
        let layout = reader.layout;
        let tool = layout.tool.map_or_else(String::new, |tool| format!(" of {}", tool.name()));
        let mut notes =
            vec![format!("{name}: an export{tool}, {} with scores", count(rows, "row"))];
        if layout.tool.is_none() {
            notes[0] = format!("{name}: {} with scores", count(rows, "row"));
        }
        let organisation = self.names.organisation;
        let questions: Vec<String> = reader
            .questions_of_file()
            .iter()
            .map(|question| {
                let service = organisation.name_of(question.service.into());
                let header: String = question.header.chars().take(60).collect();
                if service == header {
                    service.to_owned()
                } else {
                    format!("{service} from `{header}`")
                }
            })
            .collect();
        if !questions.is_empty() {
            notes.push(format!("questions: {}", first_names(&questions)));
        }
        let headers: Vec<String> =
            layout.respondents.iter().map(|column| format!("`{}`", column.header)).collect();
        if !headers.is_empty() {
            notes.push(format!("departments from {} (else: --of COLUMN)", first_names(&headers)));
        }
        if !unread.is_empty() {
            notes.push(format!(
                "not taken, since most answers are no scores: {} (else: --question \"COLUMN=SERVICE\")",
                first_names(unread)
            ));
        }
        let mut services: BTreeMap<_, usize> = BTreeMap::new();
        for question in reader.questions_of_file() {
            *services.entry((question.service, question.only)).or_default() += 1;
        }
        for ((service, _), questions) in services.into_iter().filter(|(_, count)| *count > 1) {
            let service = organisation.name_of(service.into());
            notes.push(format!(
                "{questions} questions about {service}: each respondent counts once, with the mean of their answers"
            ));
        }
        notes
    }

    /// What was left out, and why, in sentences.
    pub(super) fn notes(&self, answers: &Answers, job: &ImportJob) -> Vec<String> {
        let mut notes = answers.notes.clone();
        for (reason, rows) in &answers.left_out {
            notes.push(format!("{} left out: {reason}", count(*rows, "row")));
        }
        let problems = answers.problems.iter().map(|problem| {
            format!("{}: {}; left out", job.sources.location(problem.place), problem.message)
        });
        notes.extend(problems);
        notes.extend(answers.rejected.sentences());
        let mut unknown = |what: &str, help: &str, counts: &BTreeMap<String, (String, usize)>| {
            let rows: usize = counts.values().map(|(_, rows)| rows).sum();
            if rows > 0 {
                let names: Vec<String> = counts
                    .values()
                    .map(|(name, rows)| format!("{} ({rows})", excerpt(name)))
                    .collect();
                let names = first_names(&names);
                notes.push(format!("{} left out: {what}: {names} ({help})", count(rows, "row")));
            }
        };
        let same = "--same \"HR=Human Resources\" says that two names mean the same";
        unknown("the map has no such department, group or customer", same, &answers.unknown);
        let by_id = "--same \"NAME=ID\" says which is meant";
        unknown("several entries of the map have this name", by_id, &answers.ambiguous);
        unknown("the map has no such service", same, &answers.unknown_services);
        if answers.without_department > 0 {
            let rows = count(answers.without_department, "row");
            notes.push(format!("{rows} left out: no department is named"));
        }
        if answers.undated > 0 {
            let rows = count(answers.undated, "row");
            let end = match self.options.period {
                Period::Survey => "taken all the same",
                Period::Month | Period::Quarter => "left out",
            };
            notes.push(format!(
                "{rows} without a date that can be read, {end} (--dates d/m/y or m/d/y)"
            ));
        }
        if let Some((first, last)) = &answers.months
            && self.options.period == Period::Survey
            && self.options.measured.is_none()
            && quarter_apart(first, last)
        {
            notes.push(format!(
                "answers from {first} to {last} are one measurement of {last} (--by month or --by quarter makes several)"
            ));
        }
        notes
    }
}

/// Whether two months are more than a quarter apart.
fn quarter_apart(first: &str, last: &str) -> bool {
    let number = |month: &str| -> Option<i32> {
        let (year, month) = month.split_once('-')?;
        Some(year.parse::<i32>().ok()? * 12 + month.parse::<i32>().ok()?)
    };
    number(first).zip(number(last)).is_some_and(|(first, last)| last - first > 3)
}

/// A column about the respondent is no department.
fn check_respondents(
    columns: &[SurveyColumn],
    respondents: &[RespondentColumn],
) -> Result<(), String> {
    let is_own = |at: usize| columns.iter().any(|column| column.at == at && column.is_own);
    match respondents.iter().find(|column| is_own(column.at)) {
        Some(own) => Err(format!(
            "--of: `{}` says who answered, which is never read\nhelp: name the column of the department",
            excerpt(&own.header)
        )),
        None => Ok(()),
    }
}

/// Each question has an answer that is a score, unless nobody answered.
fn check_scores(questions: &[ScoreColumn], answers: &Answers) -> Result<(), String> {
    for question in questions {
        let (scores, others) = answers.rejected.counts(&question.header);
        if scores > 0 || others == 0 {
            continue;
        }
        let header = excerpt(&question.header);
        let words: Vec<String> = answers
            .rejected
            .shared_words(&question.header)
            .iter()
            .map(|word| format!("{word}=..."))
            .collect();
        let (lowest, highest) = (question.scale.lowest, question.scale.highest);
        let help = match words.as_slice() {
            [] => "--lowest and --scale say what the lowest and the highest score is".to_owned(),
            words => format!("--labels \"{}\" says which score each has", words.join(",")),
        };
        return Err(format!(
            "`{header}`: none of its {others} answers is a score from {lowest} to {highest}\nhelp: {help}"
        ));
    }
    Ok(())
}

pub(super) fn asked_rules(
    names: &Names<'_>,
    asked: &[(Option<String>, u64)],
) -> Result<Vec<AskedRule>, String> {
    let rules = asked.iter().map(|(of, count)| {
        let respondent =
            of.as_deref().map(|of| respondent_named(names, of, "--asked")).transpose()?;
        Ok(AskedRule { of: respondent.and_then(as_recipient), count: *count })
    });
    rules.collect()
}

fn as_recipient(subject: Subject) -> Option<Recipient> {
    match subject {
        Subject::Unit(unit) => Some(Recipient::Unit(unit)),
        Subject::Group(group) => Some(Recipient::Group(group)),
        Subject::Everyone => Some(Recipient::Everyone),
        Subject::Party(party) => Some(Recipient::Party(party)),
        Subject::Organisation | Subject::Service(_) => None,
    }
}

fn respondent_named(names: &Names<'_>, text: &str, option: &str) -> Result<Subject, String> {
    match names.respondent_by_id(text) {
        NameMatch::One(subject) => Ok(subject),
        NameMatch::Several => Err(format!(
            "{option}: `{}` is ambiguous: several entries have this name\nhelp: write the id of one of them",
            excerpt(text)
        )),
        NameMatch::Nothing => {
            let otherwise = "write the id or name of a department, group or customer, or everyone";
            let near = Nearest::default().advice(text, names.respondent_words(), otherwise);
            Err(format!("{option}: the map has no `{}`\nhelp: {near}", excerpt(text)))
        }
    }
}
