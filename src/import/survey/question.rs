//! Which columns of an export are questions about services: by a codebook, by an option, or by name.

use super::{
    codebook::{CodebookKind, CodebookRow},
    column::SurveyColumn,
    names::{NameMatch, Names},
    scale::{AnswerLabels, Scale},
};
use crate::{
    diag::{Nearest, excerpt, first_of},
    id::{ServiceId, Subject, fold_name},
};

/// A column of scores of one service.
#[derive(Clone, Debug)]
pub(super) struct ScoreColumn {
    /// The number of its column.
    pub(super) at: usize,
    /// Its header.
    pub(super) header: String,
    /// The service.
    pub(super) service: ServiceId,
    /// Whom all answers are of, where only these were asked.
    pub(super) only: Option<Subject>,
    /// The scale.
    pub(super) scale: Scale,
    /// Answers in words.
    pub(super) labels: AnswerLabels,
    /// How many were asked.
    pub(super) asked: Option<u64>,
    /// Whether the column was named as a question, and not found by a name within its header.
    pub(super) is_stated: bool,
}

/// A column that says to whom the respondent belongs.
#[derive(Clone, Debug)]
pub(super) struct RespondentColumn {
    /// Its number.
    pub(super) at: usize,
    /// Its header.
    pub(super) header: String,
    /// The meaning of each answer, folded.
    pub(super) labels: Vec<(String, Subject)>,
}

/// Where questions and their scale come from.
#[derive(Clone, Copy, Debug)]
pub(super) struct QuestionRules<'o> {
    /// The rows of the codebook; none without one.
    pub(super) codebook: Option<&'o [CodebookRow]>,
    /// Columns with their services, as options state them; no service: the column is no question.
    pub(super) stated: &'o [(String, String)],
    /// The scale of questions whose codebook states none.
    pub(super) scale: Option<Scale>,
    /// Answers in words.
    pub(super) labels: &'o AnswerLabels,
}

/// The questions among the columns of a file.
///
/// # Errors
/// The sentence that says which option is wrong or missing.
pub(super) fn questions(
    columns: &[SurveyColumn],
    names: &Names<'_>,
    rules: QuestionRules<'_>,
) -> Result<Vec<ScoreColumn>, String> {
    let mut found: Vec<ScoreColumn> = Vec::new();
    let mut taken: Vec<usize> = Vec::new();
    for (column, service) in rules.stated {
        let at = find(columns, column, "--question")?;
        taken.push(at);
        if !service.is_empty() {
            let service = service_named(names, service, "--question")?;
            found.push(of_option(&columns[at], service, true, rules)?);
        }
    }
    for column in
        columns.iter().enumerate().filter(|(at, column)| !taken.contains(at) && !column.is_own)
    {
        let number = column.1;
        let question = match rules.codebook {
            Some(rows) => of_codebook(number, rows, rules.labels),
            None => of_name(number, names, rules)?,
        };
        found.extend(question);
    }
    // By column: questions of options were found first.
    found.sort_by_key(|question| question.at);
    Ok(found)
}

/// The question of a column that an option, or a name, makes one about a service.
pub(super) fn of_option(
    column: &SurveyColumn,
    service: ServiceId,
    is_stated: bool,
    rules: QuestionRules<'_>,
) -> Result<ScoreColumn, String> {
    let known = rules.codebook.into_iter().flatten().find_map(|row| match &row.kind {
        CodebookKind::Score(score) if score.service == service => Some(score.scale),
        CodebookKind::Score(_) | CodebookKind::Respondent(_) | CodebookKind::Comment => None,
    });
    Ok(ScoreColumn {
        at: column.at,
        header: column.header.value.to_string(),
        service,
        only: None,
        scale: rules.scale.or(known).ok_or_else(no_scale)?,
        labels: rules.labels.clone(),
        asked: None,
        is_stated,
    })
}

fn of_codebook(
    column: &SurveyColumn,
    rows: &[CodebookRow],
    labels: &AnswerLabels,
) -> Option<ScoreColumn> {
    let CodebookKind::Score(score) = &row_of(column, rows)?.kind else {
        return None;
    };
    Some(ScoreColumn {
        at: column.at,
        header: column.header.value.to_string(),
        service: score.service,
        only: score.recipient,
        scale: score.scale,
        labels: if score.labels.is_empty() { labels.clone() } else { score.labels.clone() },
        asked: score.asked,
        is_stated: true,
    })
}

/// The row of the codebook for a column: by its code, else by its text.
fn row_of<'c>(column: &SurveyColumn, rows: &'c [CodebookRow]) -> Option<&'c CodebookRow> {
    let by_code = rows.iter().find(|row| column.is_called(&row.code));
    by_code.or_else(|| rows.iter().find(|row| column.is_called(&row.text)))
}

/// The question of a column whose header, or statement within it, is the name of a service, or holds one.
fn of_name(
    column: &SurveyColumn,
    names: &Names<'_>,
    rules: QuestionRules<'_>,
) -> Result<Option<ScoreColumn>, String> {
    for text in &column.texts {
        if let NameMatch::One(service) = names.service(text) {
            return of_option(column, service, true, rules).map(Some);
        }
    }
    match names.service_within(&column.header.value) {
        NameMatch::One(service) => of_option(column, service, false, rules).map(Some),
        NameMatch::Nothing | NameMatch::Several => Ok(None),
    }
}

/// The question that a text of the long form names: by an option, by the codebook, or by name.
pub(super) fn question_named(
    text: &str,
    at: usize,
    names: &Names<'_>,
    rules: QuestionRules<'_>,
) -> Option<ScoreColumn> {
    let header = crate::input::Text { value: text.into(), place: crate::diag::Place::default() };
    let column = SurveyColumn::of_text(at, header);
    let stated = rules.stated.iter().find(|(known, _)| fold_name(known) == fold_name(text));
    if let Some((_, service)) = stated {
        let NameMatch::One(service) = names.service(service) else { return None };
        return of_option(&column, service, true, rules).ok();
    }
    match rules.codebook {
        Some(rows) => of_codebook(&column, rows, rules.labels),
        None => of_name(&column, names, rules).ok().flatten(),
    }
}

/// What to say where nothing states the scale.
pub(super) fn no_scale() -> String {
    "the answers need a scale, which is never guessed\n\
     help: --lowest 1 --scale 5 for scores from 1 to 5; --labels \"Very unhappy=1,...,Very happy=5\" for words; \
     --nps for 0 to 10 as a net promoter score"
        .to_owned()
}

/// The columns that say to whom the respondent belongs: the one that is asked for, those of the codebook, or the one
/// whose header speaks of a department.
///
/// # Errors
/// The sentence that says why the column that is asked for can't be found.
pub(super) fn respondent_columns(
    columns: &[SurveyColumn],
    questions: &[ScoreColumn],
    stated: Option<&str>,
    codebook: Option<&[CodebookRow]>,
) -> Result<Vec<RespondentColumn>, String> {
    /// What departments are called in the headers of surveys.
    const WORDS: [&str; 5] =
        ["department", "abteilung", "d\u{e9}partement", "departamento", "afdeling"];
    let of = |column: &SurveyColumn, labels: &[(String, Subject)]| RespondentColumn {
        at: column.at,
        header: column.header.value.to_string(),
        labels: labels.to_vec(),
    };
    let labels = |column: &SurveyColumn| match &row_of(column, codebook?)?.kind {
        CodebookKind::Respondent(labels) => Some(labels),
        CodebookKind::Score(_) | CodebookKind::Comment => None,
    };
    if let Some(stated) = stated {
        let column = &columns[find(columns, stated, "--of")?];
        return Ok(vec![of(column, labels(column).map_or(&[], |labels| labels))]);
    }
    let own: Vec<RespondentColumn> =
        columns.iter().filter_map(|column| Some(of(column, labels(column)?))).collect();
    if !own.is_empty() || codebook.is_some() {
        return Ok(own);
    }
    let is_question =
        |at: usize| questions.iter().any(|question| question.at == at && question.is_stated);
    let speaks = |column: &&SurveyColumn| {
        let header = fold_name(&column.header.value);
        !column.is_own && !is_question(column.at) && WORDS.iter().any(|word| header.contains(word))
    };
    let found: Vec<&SurveyColumn> = columns.iter().filter(speaks).collect();
    match found.as_slice() {
        // Of several such columns none is guessed: it would decide whose answers they are.
        [one] => Ok(vec![of(one, &[])]),
        _ => Ok(Vec::new()),
    }
}

/// The place of a column among all by its header, or by another text of it.
///
/// # Errors
/// Where no column is called so, or several are.
pub(super) fn find(columns: &[SurveyColumn], wanted: &str, option: &str) -> Result<usize, String> {
    let folded = fold_name(wanted);
    let by_header = |column: &&SurveyColumn| fold_name(&column.header.value) == folded;
    let by_text =
        |column: &&SurveyColumn| column.texts.iter().any(|text| fold_name(text) == folded);
    let all = |is: &dyn Fn(&&SurveyColumn) -> bool| -> Vec<usize> {
        let found = columns.iter().enumerate().filter(|(_, column)| is(column));
        found.map(|(at, _)| at).collect()
    };
    let mut found = all(&by_header);
    if found.is_empty() {
        found = all(&by_text);
    }
    match found.as_slice() {
        [one] => Ok(*one),
        [] => {
            let known = columns.iter().map(|column| &*column.header.value);
            let near = Nearest::default().advice(wanted, known, &columns_in_words(columns));
            let all =
                if option == "--of" { "; --of =ID is for answers that are all of one" } else { "" };
            Err(format!(
                "{option}: the file has no column `{}`\nhelp: {near}{all}",
                excerpt(wanted)
            ))
        }
        _ => Err(format!(
            "{option}: several columns are called `{}`\nhelp: rename one of them in the file",
            excerpt(wanted)
        )),
    }
}

/// The headers of the columns, each cut short.
pub(super) fn columns_in_words(columns: &[SurveyColumn]) -> String {
    /// More columns would hide the ones that are looked for.
    const SHOWN: usize = 20;
    let headers =
        columns.iter().map(|column| column.header.value.chars().take(40).collect::<String>());
    format!("its columns: {}", first_of(headers, SHOWN))
}

/// The service that an option names.
///
/// # Errors
/// Where none or several are called so.
pub(super) fn service_named(
    names: &Names<'_>,
    text: &str,
    option: &str,
) -> Result<ServiceId, String> {
    match names.service(text) {
        NameMatch::One(service) => Ok(service),
        NameMatch::Several => Err(format!(
            "{option}: `{}` is ambiguous: several services have this name\nhelp: write the id of one of them",
            excerpt(text)
        )),
        NameMatch::Nothing => {
            let near = Nearest::default().advice(
                text,
                names.service_words(),
                "write the id or name of a service",
            );
            Err(format!("{option}: the map has no service `{}`\nhelp: {near}", excerpt(text)))
        }
    }
}
