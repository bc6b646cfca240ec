//! SARIF 2.1.0, which code hosts and editors read: each error or finding at its place, with a rule for each
//! code.

use crate::diag::{Code, Diagnostic, Place, Severity, Sources};
use serde::Serialize;
use std::{
    io::{self, Write},
    path::Path,
};

/// Writes one run.
///
/// # Errors
/// What `out` answers.
pub fn write(all: &[Diagnostic], sources: &Sources, out: &mut dyn Write) -> io::Result<()> {
    let results = all.iter().map(|one| SarifResult::new(one, sources));
    let log = Log {
        schema: "https://json.schemastore.org/sarif-2.1.0.json",
        version: "2.1.0",
        runs: [Run {
            tool: Tool {
                driver: Driver {
                    name: "custmap",
                    semantic_version: env!("CARGO_PKG_VERSION"),
                    rules: Code::ALL.iter().map(|code| Rule::new(*code)).collect(),
                },
            },
            column_kind: "unicodeCodePoints",
            results: results.collect(),
        }],
    };
    serde_json::to_writer_pretty(&mut *out, &log)?;
    out.write_all(b"\n")
}

#[derive(Serialize)]
struct Log<'d> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'d>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'d> {
    tool: Tool,
    column_kind: &'static str,
    results: Vec<SarifResult<'d>>,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver {
    name: &'static str,
    semantic_version: &'static str,
    rules: Vec<Rule>,
}

/// A code.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Rule {
    id: &'static str,
    short_description: Text,
    full_description: Text,
    help: Text,
    default_configuration: Configuration,
}

#[derive(Serialize)]
struct Configuration {
    enabled: bool,
    level: &'static str,
}

impl Rule {
    fn new(code: Code) -> Self {
        Self {
            id: code.word(),
            short_description: Text::new(code.word().replace('-', " ")),
            full_description: Text::new(code.meaning()),
            help: Text::new(format!("What to do: {}.", code.advice())),
            default_configuration: Configuration {
                enabled: code.level().is_some(),
                level: code.level().unwrap_or(Severity::Note).word(),
            },
        }
    }
}

#[derive(Serialize)]
struct Text {
    text: String,
}

impl Text {
    fn new(text: impl Into<String>) -> Self {
        Self { text: text.into() }
    }
}

/// An error or finding.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SarifResult<'d> {
    rule_id: &'static str,
    rule_index: Option<usize>,
    level: &'static str,
    message: Text,
    locations: Vec<Location<'d>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location<'d>>,
}

impl<'d> SarifResult<'d> {
    fn new(one: &'d Diagnostic, sources: &Sources) -> Self {
        let location = one.place.map(|place| Location {
            logical_locations: LogicalLocation::of(&one.subject),
            ..Location::new(place, sources)
        });
        let other = one.other.iter().map(|(place, label)| Location {
            message: Some(Text::new(label)),
            ..Location::new(*place, sources)
        });
        Self {
            rule_id: one.code.word(),
            rule_index: Code::ALL.iter().position(|code| *code == one.code),
            level: one.severity.word(),
            message: Text::new(format!("{}\nhelp: {}", one.message, one.help)),
            locations: location.into_iter().collect(),
            related_locations: other.collect(),
        }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location<'d> {
    #[serde(rename = "physicalLocation")]
    place: PhysicalLocation,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    logical_locations: Vec<LogicalLocation<'d>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Text>,
}

impl Location<'_> {
    fn new(place: Place, sources: &Sources) -> Self {
        Self {
            place: PhysicalLocation {
                artifact_location: ArtifactLocation { uri: uri(&sources.file(place.file).name) },
                region: Region { start_line: place.line, start_column: place.column },
            },
            logical_locations: Vec::new(),
            message: None,
        }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation {
    artifact_location: ArtifactLocation,
    region: Region,
}

#[derive(Serialize)]
struct ArtifactLocation {
    uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: u32,
    start_column: u32,
}

/// The thing of the map that a finding is about.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct LogicalLocation<'d> {
    fully_qualified_name: &'d str,
}

impl<'d> LogicalLocation<'d> {
    fn of(subject: &'d str) -> Vec<Self> {
        let one = Self { fully_qualified_name: subject };
        (!subject.is_empty()).then_some(one).into_iter().collect()
    }
}

/// A path as the reference that it is from where the command runs; an absolute one as an address.
fn uri(path: &str) -> String {
    let absolute = Path::new(path).is_absolute();
    let path = if cfg!(windows) { path.replace('\\', "/") } else { path.to_owned() };
    let scheme = match (absolute, path.starts_with('/')) {
        (false, _) => "",
        (true, true) => "file://",
        (true, false) => "file:///",
    };
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte);
    let escaped = path.bytes().map(|byte| match byte {
        byte if plain(byte) => char::from(byte).to_string(),
        byte => format!("%{byte:02X}"),
    });
    format!("{scheme}{}", escaped.collect::<String>())
}
