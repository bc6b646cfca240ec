//! The tools whose exports are recognised by the columns that only their files have.

use crate::input::Text;

// The columns of each tool about the respondent and the visit, in small letters and digits only.
const MICROSOFT_FORMS_COLUMNS: &[&str] = &[
    "id",
    "starttime",
    "completiontime",
    "email",
    "name",
    "lastmodifiedtime",
    "totalpoints",
    "quizfeedback",
    "language",
];
const GOOGLE_FORMS_COLUMNS: &[&str] = &["timestamp", "emailaddress", "username", "score"];
const SURVEYMONKEY_COLUMNS: &[&str] = &[
    "respondentid",
    "collectorid",
    "startdate",
    "enddate",
    "datecreated",
    "datemodified",
    "ipaddress",
    "emailaddress",
    "firstname",
    "lastname",
    "customdata",
    "customdata1",
];
const QUALTRICS_COLUMNS: &[&str] = &[
    "startdate",
    "enddate",
    "status",
    "ipaddress",
    "progress",
    "durationinseconds",
    "finished",
    "recordeddate",
    "responseid",
    "recipientlastname",
    "recipientfirstname",
    "recipientemail",
    "externalreference",
    "externaldatareference",
    "locationlatitude",
    "locationlongitude",
    "distributionchannel",
    "userlanguage",
];
const LIMESURVEY_COLUMNS: &[&str] = &[
    "id",
    "submitdate",
    "lastpage",
    "startlanguage",
    "seed",
    "token",
    "startdate",
    "datestamp",
    "ipaddr",
    "refurl",
    "firstname",
    "lastname",
    "email",
];
const TYPEFORM_COLUMNS: &[&str] = &[
    "startdateutc",
    "submitdateutc",
    "stagedateutc",
    "networkid",
    "tags",
    "ending",
    "responsetype",
];

/// A tool that exports answers, a row a respondent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tool {
    MicrosoftForms,
    GoogleForms,
    SurveyMonkey,
    Qualtrics,
    LimeSurvey,
    Typeform,
}

impl Tool {
    /// The tool that wrote a file whose first rows are these.
    pub(super) fn of(rows: &[Vec<Text>]) -> Option<Self> {
        let first: Vec<String> = rows.first()?.iter().map(|cell| bare(&cell.value)).collect();
        let begins = |names: &[&str]| {
            first.iter().zip(names).filter(|(a, b)| a == *b).count() == names.len()
        };
        let has = |name: &str| first.iter().any(|cell| cell == name);
        let is_qualtrics = rows
            .get(2)
            .is_some_and(|row| row.first().is_some_and(|cell| cell.value.contains("\"ImportId\"")));
        if is_qualtrics {
            Some(Self::Qualtrics)
        } else if begins(&["respondentid", "collectorid"]) {
            Some(Self::SurveyMonkey)
        } else if begins(&["id", "starttime", "completiontime"]) {
            Some(Self::MicrosoftForms)
        } else if has("submitdate") && has("lastpage") {
            Some(Self::LimeSurvey)
        } else if rows.first()?.first()?.value.trim() == "#" && has("networkid") {
            Some(Self::Typeform)
        } else if begins(&["timestamp"]) {
            Some(Self::GoogleForms)
        } else {
            None
        }
    }

    /// Its name.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::MicrosoftForms => "Microsoft Forms",
            Self::GoogleForms => "Google Forms",
            Self::SurveyMonkey => "SurveyMonkey",
            Self::Qualtrics => "Qualtrics",
            Self::LimeSurvey => "LimeSurvey",
            Self::Typeform => "Typeform",
        }
    }

    /// How many rows name the columns.
    pub(super) fn header_rows(self) -> u32 {
        match self {
            Self::Qualtrics => 3,
            Self::SurveyMonkey => 2,
            Self::MicrosoftForms | Self::GoogleForms | Self::LimeSurvey | Self::Typeform => 1,
        }
    }

    /// The columns that say when somebody answered, the best one first.
    pub(super) fn dates(self) -> &'static [&'static str] {
        match self {
            Self::MicrosoftForms => &["completiontime", "starttime"],
            Self::GoogleForms => &["timestamp"],
            Self::SurveyMonkey => &["enddate", "startdate"],
            Self::Qualtrics => &["recordeddate", "enddate"],
            Self::LimeSurvey => &["submitdate"],
            Self::Typeform => &["submitdateutc"],
        }
    }

    /// The columns about the respondent and the visit, which are never read for anything else.
    fn columns(self) -> &'static [&'static str] {
        match self {
            Self::MicrosoftForms => MICROSOFT_FORMS_COLUMNS,
            Self::GoogleForms => GOOGLE_FORMS_COLUMNS,
            Self::SurveyMonkey => SURVEYMONKEY_COLUMNS,
            Self::Qualtrics => QUALTRICS_COLUMNS,
            Self::LimeSurvey => LIMESURVEY_COLUMNS,
            Self::Typeform => TYPEFORM_COLUMNS,
        }
    }

    /// Whether a column is about the respondent or the visit, and no question.
    pub(super) fn is_own(self, header: &str) -> bool {
        let name = bare(header);
        let is_quiz = self == Self::MicrosoftForms
            && (header.starts_with("Points - ") || header.starts_with("Feedback - "));
        let is_number = self == Self::Typeform && header.trim() == "#";
        is_quiz || is_number || self.columns().contains(&&*name)
    }

    /// Why a row is no answer, by a column and a value of it: a trial, or somebody who did not finish.
    pub(super) fn left_out(self, column: &str, value: Option<&str>) -> Option<&'static str> {
        let text = value.map(bare);
        match (self, &*bare(column), text.as_deref()) {
            (
                Self::Qualtrics,
                "status",
                Some(
                    "1" | "2" | "8" | "9" | "12" | "16" | "surveypreview" | "surveytest" | "spam"
                    | "spamsurveypreview",
                ),
            ) => Some("trials and spam"),
            (Self::Qualtrics, "finished", Some("false" | "0")) => Some("not finished"),
            (Self::LimeSurvey, "submitdate", None) => Some("not submitted"),
            _ => None,
        }
    }
}

/// A header with letters and digits only, in lower case.
pub(super) fn bare(header: &str) -> String {
    header.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
