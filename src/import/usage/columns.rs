//! Which columns of a table of tickets or charges hold what.

use crate::{
    diag::{Nearest, excerpt},
    id::{Subject, fold_name},
    import::{
        TableFormat,
        survey::{
            column::SurveyColumn,
            names::{NameMatch, Names},
        },
    },
};

/// The options for tables of use.
#[derive(Clone, Debug, Default)]
pub struct UsageOptions {
    /// How the tables are written.
    pub format: TableFormat,
    /// The column of the service or of the team that did the work, or `=ID` for all rows.
    pub service: Option<String>,
    /// The column of the department that used it, or `=ID` for all rows.
    pub by: Option<String>,
    /// The column of the amount that was charged.
    pub amount: Option<String>,
    /// Names that mean the same: the second is what the map has.
    pub same: Vec<(String, String)>,
}

/// The columns of a table.
#[derive(Debug)]
pub(super) struct UsageColumns {
    /// What wrote it, in words before a number of rows.
    pub(super) tool: &'static str,
    /// The columns of the service, the best first.
    pub(super) services: Vec<usize>,
    /// The columns of the department.
    pub(super) by: Vec<usize>,
    /// The column of the amount.
    pub(super) amount: Option<usize>,
    /// The service of all rows, or who provides it.
    pub(super) fixed_service: Option<Subject>,
    /// The department of all rows.
    pub(super) fixed_by: Option<Subject>,
    /// The headers of the columns of the service and of the department.
    headers: [Vec<String>; 2],
}

/// A tool that exports tickets.
struct TicketTool {
    words: &'static str,
    /// Columns that only its files have.
    columns: &'static [&'static str],
    services: &'static [&'static str],
    by: &'static [&'static str],
}

const TOOLS: [TicketTool; 2] = [
    TicketTool {
        words: "tickets of ServiceNow, ",
        columns: &["number", "assignment_group"],
        services: &["business_service", "service_offering", "cmdb_ci", "assignment_group"],
        by: &[
            "caller_id.department",
            "caller_id.department.name",
            "opened_by.department",
            "department",
        ],
    },
    TicketTool {
        words: "issues of Jira, ",
        columns: &["issue key", "summary"],
        services: &[
            "custom field (affected services)",
            "custom field (request type)",
            "component/s",
            "components",
            "project name",
        ],
        by: &["custom field (organizations)", "custom field (department)"],
    },
];

/// What the columns are called in any other table.
const OTHER: TicketTool = TicketTool {
    words: "",
    columns: &[],
    services: &["service", "provider", "provided by"],
    by: &["consumer", "business unit", "department", "cost center", "cost centre", "used by"],
};

impl UsageColumns {
    /// Finds the columns by options, or by the names that tools give them.
    ///
    /// # Errors
    /// The sentence that says which column is missing.
    pub(super) fn find(
        columns: &[SurveyColumn],
        options: &UsageOptions,
        names: &Names<'_>,
    ) -> Result<Self, String> {
        let has = |name: &&str| columns.iter().any(|column| is_called(column, name));
        let tool = TOOLS.iter().find(|tool| tool.columns.iter().all(has));
        let usual = tool.unwrap_or(&OTHER);
        let (fixed_service, services) =
            side(columns, names, options.service.as_deref(), "--service", usual.services)?;
        let (fixed_by, by) = side(columns, names, options.by.as_deref(), "--by", usual.by)?;
        let amount = match options.amount.as_deref() {
            Some(amount) => named(columns, amount, "--amount")?.first().copied(),
            None => None,
        };
        let header = |at: &usize| {
            let column = columns.iter().find(|column| column.at == *at);
            column.map(|column| format!("`{}`", column.header.value))
        };
        let headers = [&services, &by].map(|all| {
            let mut headers: Vec<String> = all.iter().filter_map(header).collect();
            headers.dedup();
            headers
        });
        let tool = usual.words;
        Ok(Self { tool, services, by, amount, fixed_service, fixed_by, headers })
    }

    /// What was taken for what.
    pub(super) fn in_words(&self) -> String {
        let one = |headers: &[String], option: &str| match headers {
            [] => format!("as {option} says"),
            headers => format!("from {}", headers.join(", else ")),
        };
        let [services, by] = &self.headers;
        format!(
            "services {}, departments {} (else: --service, --by)",
            one(services, "--service"),
            one(by, "--by")
        )
    }
}

/// The columns of one side of a use, or what an option names for all rows.
fn side(
    columns: &[SurveyColumn],
    names: &Names<'_>,
    stated: Option<&str>,
    option: &str,
    usual: &[&str],
) -> Result<(Option<Subject>, Vec<usize>), String> {
    let Some(stated) = stated else {
        let places = usual.iter().flat_map(|name| {
            columns.iter().filter(|column| is_called(column, name)).map(|column| column.at)
        });
        let found: Vec<usize> = places.collect();
        if found.is_empty() {
            let what = if option == "--by" { "the department that used it" } else { "the service" };
            return Err(format!(
                "no column is known to name {what}\nhelp: {option} COLUMN says which one does, {option} =ID is for all rows; {}",
                in_words(columns)
            ));
        }
        return Ok((None, found));
    };
    let Some(id) = stated.strip_prefix('=') else {
        return Ok((None, named(columns, stated, option)?));
    };
    if let (NameMatch::One(service), "--service") = (names.service(id), option) {
        return Ok((Some(Subject::Service(service)), Vec::new()));
    }
    match names.respondent_by_id(id) {
        NameMatch::One(subject) => Ok((Some(subject), Vec::new())),
        NameMatch::Several | NameMatch::Nothing => {
            let words = names.respondent_words().chain(names.service_words());
            let near = Nearest::default().advice(id, words, "write an id of the map");
            Err(format!("{option}: the map has no `{}`\nhelp: {near}", excerpt(id)))
        }
    }
}

/// Every column of a name: Jira repeats a header for each of several values.
fn named(columns: &[SurveyColumn], name: &str, option: &str) -> Result<Vec<usize>, String> {
    let same_name = columns.iter().filter(|column| is_called(column, name));
    let found: Vec<usize> = same_name.map(|column| column.at).collect();
    if found.is_empty() {
        let known = columns.iter().map(|column| &*column.header.value);
        let near = Nearest::default().advice(name, known, &in_words(columns));
        return Err(format!("{option}: the file has no column `{}`\nhelp: {near}", excerpt(name)));
    }
    Ok(found)
}

fn is_called(column: &SurveyColumn, name: &str) -> bool {
    fold_name(&column.header.value) == fold_name(name)
}

fn in_words(columns: &[SurveyColumn]) -> String {
    let headers: Vec<String> = columns
        .iter()
        .take(20)
        .map(|column| column.header.value.chars().take(40).collect())
        .collect();
    format!("its columns: {}", headers.join(", "))
}
