//! `ask --survey`: who is asked what, the format of `LimeSurvey` against its grammar, and the way back into the map.

use crate::run::{Ran, Run};
use serde_json::Value;
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
};

/// Departments that receive services as themselves, in a group and with everybody; a group of persons only; customers.
const MAP: &str = "\
organisation: {name: 'Abacus {sid} <b>\"A\\B\"'}
departments:
  - {id: books, name: Bookkeeping, headcount: 3}
  - {id: sales, name: Sales, headcount: 40}
  - {id: shops, name: Shops, part_of: sales, headcount: 20}
  - {id: it, name: IT}
  - {id: desk, name: Desk, part_of: it, headcount: 6}
people:
  - {id: ira, name: Ira, department: it, role: manager}
  - {id: bo, name: Bo, department: books, role: manager}
groups:
  - {id: clerks, name: Clerks, members: [books, sales]}
  - {id: managers, name: Managers, where: {role: manager}, size: 2}
services:
  - {id: help, name: Help, provided_by: desk, serves: [clerks, {to: shops, satisfaction: {score: 7, measured: 2026-01}}]}
  - {id: mail, name: Mail, provided_by: it, serves: [everyone]}
  - {id: ledger, name: 'The {ledger}', provided_by: books, serves: [sales, bo, managers]}
  - {id: web, name: Web, provided_by: shops, serves: [buyers, sellers, lost, weather]}
  - {id: fairs, name: Fairs, provided_by: sales, serves: [{to: sellers, satisfaction: {score: 5, measured: 2024-01}}]}
  - {id: old, name: Old, provided_by: it, serves: [sales], status: retired}
beneficiaries:
  - {id: buyers, name: Buyers}
  - {id: sellers, name: Sellers, kind: business}
  - {id: lost, name: Lost, status: former}
  - {id: weather, name: Everybody around, kind: society}
";

/// A row of a `LimeSurvey` structure by the names of its columns.
type StructureRow = BTreeMap<String, String>;

fn ask(yaml: &str, line: &str) -> Ran {
    Run::yaml(yaml).line("ask org.yaml --width 400").line(line).ran().ends(0)
}

/// A question of a structure with its answers.
#[derive(Debug)]
struct StructureQuestion {
    row: StructureRow,
    answers: Vec<StructureRow>,
}

/// Reads a structure as its manual describes it: a mark, a heading row, and rows that belong to those above them.
fn structure(text: &str) -> Vec<StructureQuestion> {
    let text = text.strip_prefix('\u{feff}').expect("UTF-8 with its mark");
    assert!(!text.contains('"'), "no cell has to be quoted");
    let mut lines = text.split_terminator("\r\n");
    let heads: Vec<&str> = lines.next().unwrap().split('\t').collect();
    assert_eq!(
        heads,
        [
            "id",
            "class",
            "type/scale",
            "name",
            "relevance",
            "text",
            "help",
            "language",
            "validation",
            "mandatory",
            "other",
            "default",
            "same_default",
        ]
    );
    let mut questions: Vec<StructureQuestion> = Vec::new();
    let mut classes = String::new();
    let mut codes = BTreeSet::new();
    for line in lines {
        let cells: Vec<&str> = line.split('\t').collect();
        assert_eq!(cells.len(), heads.len(), "{line}");
        let row: StructureRow =
            heads.iter().zip(&cells).map(|(head, cell)| ((*head).into(), (*cell).into())).collect();
        let class = row["class"].clone();
        match &*class {
            "S" | "SL" => assert!(!row["name"].is_empty() && !row["text"].is_empty(), "{line}"),
            "G" => assert!(!row["name"].is_empty(), "{line}"),
            "Q" => {
                let code = row["name"].clone();
                let is_code = code.starts_with(|letter: char| letter.is_ascii_alphabetic())
                    && code.bytes().all(|letter| letter.is_ascii_alphanumeric())
                    && code.len() <= 20;
                assert!(is_code && codes.insert(code), "{line}");
                assert!(["L", "!", "Y"].contains(&&*row["type/scale"]), "{line}");
                assert_eq!(row["id"], (questions.len() + 1).to_string(), "{line}");
                assert!(matches!(&*row["mandatory"], "Y" | "N"), "{line}");
                for known in relevance_names(&row["relevance"]) {
                    assert!(codes.contains(&known), "asked before: {line}");
                }
                questions.push(StructureQuestion { row: row.clone(), answers: Vec::new() });
            }
            "A" => {
                let question = questions.last_mut().unwrap();
                assert_eq!((&row["id"], &*row["type/scale"]), (&question.row["id"], "0"), "{line}");
                let code = &row["name"];
                assert!(code.bytes().all(|letter| letter.is_ascii_alphanumeric()), "{line}");
                assert!((1..=5).contains(&code.len()), "{line}");
                assert!(question.answers.iter().all(|other| other["name"] != *code), "{line}");
                question.answers.push(row.clone());
            }
            class => panic!("{class}: {line}"),
        }
        if class != "S" {
            assert_eq!(row["language"], "en", "{line}");
        }
        // Nothing is HTML, and nothing an equation, that was a name.
        assert!(!row["text"].contains(['<', '>', '{', '}', '\\']), "{line}");
        classes.push_str(&class);
    }
    assert!(classes.starts_with("SSSS"), "the settings come first: {classes}");
    questions
}

/// The questions that an equation refers to.
fn relevance_names(relevance: &str) -> Vec<String> {
    let before = relevance.split(".NAOK").map(|part| {
        part.rsplit(|letter: char| !letter.is_ascii_alphanumeric()).next().unwrap().to_owned()
    });
    let count = relevance.matches(".NAOK").count();
    before.take(count).collect()
}

/// Whether an equation holds, of those that custmap writes.
fn holds(relevance: &str, given: &BTreeMap<&str, &str>) -> bool {
    let value = |name: &str| given.get(name.trim_end_matches(".NAOK")).copied().unwrap_or("");
    let term = |term: &str| {
        if term == "1" {
            return true;
        }
        if let Some(name) = term.strip_prefix("!is_empty(") {
            return !value(name.trim_end_matches(')')).is_empty();
        }
        let is_equal = term.contains(" == ");
        let (name, answer) = term.split_once(if is_equal { " == " } else { " != " }).unwrap();
        (value(name) == answer.trim_matches('\'')) == is_equal
    };
    relevance.split(" or ").any(|all| all.split(" and ").all(term))
}

/// The texts of the scores that a respondent is asked for, in the order of the survey.
fn shown(questions: &[StructureQuestion], given: &[(&str, &str)]) -> Vec<String> {
    let given: BTreeMap<&str, &str> = given.iter().copied().collect();
    let scores = questions.iter().filter(|question| question.answers.len() == 12);
    let shown = scores.filter(|question| holds(&question.row["relevance"], &given));
    shown.map(|question| question.row["text"].clone()).collect()
}

fn code_of(questions: &[StructureQuestion], question: &str, answer: &str) -> String {
    let question = questions.iter().find(|one| one.row["name"] == question).unwrap();
    question.answers.iter().find(|one| one["text"] == answer).unwrap()["name"].clone()
}

/// Each department, group and customer is asked about what it receives, and about nothing else: not about its own
/// work, not about what a retired service or the weather is.
#[test]
fn who_is_asked_what() {
    let ran = ask(MAP, "--survey limesurvey -o survey.txt");
    let questions = structure(&ran.left("survey.txt"));
    let works = |department: &str, group: &str| {
        let code = code_of(&questions, "dept", department);
        shown(&questions, &[("who", "W1"), ("dept", &code), ("grp1", group)])
    };
    let (help, mail, ledger) = (
        "How happy are you with Help (by Desk)?",
        "How happy are you with Mail (by IT)?",
        "How happy are you with The &#123;ledger&#125; (by Bookkeeping)?",
    );
    assert_eq!(works("Bookkeeping", "N"), [help, mail]);
    assert_eq!(works("Sales", "N"), [help, mail, ledger]);
    assert_eq!(
        works("Shops", "N"),
        [help, mail, ledger],
        "one order for all: others never rated Help"
    );
    let of_managers =
        "How happy are you with The &#123;ledger&#125; (by Bookkeeping), as one of Managers?";
    assert!(works("Bookkeeping", "Y").contains(&of_managers.to_owned()));
    let departments = questions.iter().find(|one| one.row["name"] == "dept").unwrap();
    let names: Vec<&String> = departments.answers.iter().map(|one| &one["text"]).collect();
    assert_eq!(names, ["Bookkeeping", "Sales", "Shops"], "IT and its desk receive only their own");
    let is = |customer: &str| {
        shown(&questions, &[("who", "W2"), ("cust", &code_of(&questions, "cust", customer))])
    };
    assert_eq!(is("Buyers"), ["How happy are you with Web (by Shops), as a customer or partner?"]);
    let sellers = [
        "How happy are you with Web (by Shops), as a customer or partner?",
        "How happy are you with Fairs (by Sales), as a customer or partner?",
    ];
    assert_eq!(is("Sellers"), sellers, "never asked before long ago");
    let customers = questions.iter().find(|one| one.row["name"] == "cust").unwrap();
    assert_eq!(customers.answers.len(), 2, "neither former ones nor society");
}

/// At most a given number of questions to one respondent, what was never asked first; a department of which only people
/// are asked.
#[test]
fn at_most_and_unit() {
    let ran = ask(MAP, "--survey limesurvey -o survey.txt --at-most 1");
    let questions = structure(&ran.left("survey.txt"));
    let works = |department: &str| {
        let code = code_of(&questions, "dept", department);
        shown(&questions, &[("who", "W1"), ("dept", &code)])
    };
    assert_eq!(works("Shops"), ["How happy are you with Mail (by IT)?"]);
    assert_eq!(works("Sales"), ["How happy are you with Help (by Desk)?"]);
    assert!(ran.stderr.contains("left for the next time"), "{ran}");
    let ran = ask(MAP, "--survey limesurvey -o survey.txt --unit sales");
    let questions = structure(&ran.left("survey.txt"));
    assert!(questions.iter().all(|one| one.row["name"] != "cust" && one.row["name"] != "who"));
}

/// Where a respondent would be known is said before anybody is asked.
#[test]
fn anonymity_is_said_beforehand() {
    let ran = ask(MAP, "--survey csv -o survey.csv");
    assert!(ran.stderr.contains("Bookkeeping (3), Managers (2)"), "{ran}");
    assert!(!ran.stderr.contains("Shops (20)"), "{ran}");
    assert!(ran.stderr.contains("1 relationship is with one person"), "{ran}");
    let unknown = MAP.replace("Sales, headcount: 40", "Sales");
    let ran = ask(&unknown, "--survey csv -o survey.csv");
    assert!(ran.stderr.contains("1 department or group is"), "{ran}");
}

/// The examples' surveys follow the grammar too, and everything that they ask is a relationship of the map.
#[test]
fn examples() {
    for example in ["xyz", "council", "we-care"] {
        let path = format!("{}/examples/{example}.yaml", env!("CARGO_MANIFEST_DIR"));
        let ran = Run::empty().line("ask").args([&path]).line("--survey limesurvey -o s.txt");
        let ran = ran.ran().ends(0);
        let questions = structure(&ran.left("s.txt"));
        let codebook = ran.left("s-codebook.csv");
        let codes: BTreeSet<&str> = codebook.lines().skip(1).map(first_cell).collect();
        for question in &questions {
            assert!(codes.contains(&*question.row["name"]), "{example}: {codebook}");
        }
        assert_eq!(codes.len(), questions.len(), "{example}");
    }
}

fn first_cell(line: &str) -> &str {
    line.split(',').next().unwrap()
}

/// An export of the survey, as `LimeSurvey` writes it, comes back by the codebook: each answer to its relationship.
#[test]
fn there_and_back() {
    let ran = ask(MAP, "--survey limesurvey -o survey.txt --codebook book.csv");
    let questions = structure(&ran.left("survey.txt"));
    let columns: Vec<&str> = questions.iter().map(|one| &*one.row["name"]).collect();
    let mut export = format!(
        "\u{feff}\"id\",\"submitdate\",\"lastpage\",\"startlanguage\",\"seed\",\"startdate\",\"datestamp\",{}\n",
        columns.iter().map(|code| format!("\"{code}\"")).collect::<Vec<_>>().join(",")
    );
    // Six people of each, who give what they are shown the score of their number; the last one uses nothing.
    let sales = code_of(&questions, "dept", "Sales");
    let shops = code_of(&questions, "dept", "Shops");
    let sellers = code_of(&questions, "cust", "Sellers");
    let respondents = [
        [("who", "W1"), ("dept", &*sales)],
        [("who", "W1"), ("dept", &*shops)],
        [("who", "W2"), ("cust", &*sellers)],
    ];
    let mut id = 0;
    for given in respondents {
        let given: BTreeMap<&str, &str> = given.into_iter().collect();
        for number in 0..7 {
            id += 1;
            let date = "2026-11-20 10:00:00";
            write!(export, "\"{id}\",\"{date}\",\"2\",\"en\",\"1\",\"{date}\",\"{date}\"").unwrap();
            for question in &questions {
                let code = &*question.row["name"];
                let is_score = question.answers.len() == 12;
                let value = match given.get(code) {
                    Some(value) => (*value).to_owned(),
                    None if is_score && holds(&question.row["relevance"], &given) => {
                        if number == 6 { "NA".to_owned() } else { number.to_string() }
                    }
                    None => String::new(),
                };
                write!(export, ",\"{value}\"").unwrap();
            }
            export.push('\n');
        }
    }
    let taken = Run::yaml(MAP)
        .file("export.csv", &export)
        .file("book.csv", ran.left("book.csv"))
        .line("import survey export.csv --codebook book.csv --merge org.yaml")
        .ran()
        .ends(0);
    let map = Run::yaml(&taken.left("org.yaml"));
    let json = map.line("export org.yaml --format json").fine().json();
    let mut found: Vec<String> = Vec::new();
    for service in json["services"].as_array().unwrap() {
        for relation in service["serves"].as_array().unwrap() {
            let newest = &relation["measurements"][0];
            if newest["n"] == 6 || newest["n"] == 12 {
                let text = |value: &Value| value.to_string().replace('"', "");
                let (service, to) = (text(&service["id"]), text(&relation["to"]));
                found.push(format!("{service}/{to} {} {}", newest["score"], newest["n"]));
            }
        }
    }
    assert_eq!(
        found,
        [
            "help/clerks 2.5 6",
            "help/shops 2.5 6",
            "mail/everyone 2.5 12",
            "ledger/sales 2.5 12",
            "web/sellers 2.5 6",
            "fairs/sellers 2.5 6",
        ],
        "{taken}"
    );
}

/// The list of questions says who is shown each, and an export with the texts as headings comes back too.
#[test]
fn a_list_of_questions() {
    let ran = ask(MAP, "--survey csv -o survey.csv");
    let list = ran.left("survey.csv");
    assert!(list.starts_with("code,question,answers,shown to,type\n"), "{list}");
    assert!(
        list.contains(
            "dept,In which department do you work?,Bookkeeping; Sales; Shops,I work here,"
        )
    );
    assert!(
        list.contains("?,0 not at all; 1; 2;")
            && list.contains("I don't use it,Sales; Shops,0 to 10")
    );
    let rows: Vec<&str> = vec!["Bookkeeping,10 completely"; 5];
    let export = format!(
        "Timestamp,In which department do you work?,How happy are you with Mail (by IT)?\n{}\n",
        rows.iter()
            .map(|row| format!("2026/11/21 9:00:00 AM GMT,{row}"))
            .collect::<Vec<_>>()
            .join("\n")
    );
    let taken = Run::yaml(MAP)
        .file("export.csv", export)
        .file("book.csv", ran.left("survey-codebook.csv"))
        .line("import survey export.csv --codebook book.csv --merge org.yaml")
        .ran()
        .ends(0);
    let map = taken.left("org.yaml");
    assert!(map.contains("score: 10") && map.contains("n: 5"), "{taken}");
}

/// Both files are written or neither, never over the map, and never to a screen.
#[test]
fn refused_surveys() {
    let run = |line: &str| Run::yaml(MAP).line("ask org.yaml").line(line);
    run("--survey limesurvey").refused().complains("-o FILE");
    run("--survey limesurvey -o s.lss").refused().complains(".txt");
    run("--survey csv -o s.csv --codebook s.csv").refused();
    run("--survey csv -o s.csv --codebook org.yaml").refused().complains("the map itself");
    run("--survey csv -o s.csv --each").refused();
    run("--survey csv -o s.csv --unit ira").refused().complains("department");
    run("--codebook b.csv --unit it").refused().complains("--survey");
    run("--survey typeform -o s.csv").refused().complains("limesurvey");
    run("--survey csv -o s.csv --at-most 0").refused().complains("--at-most");
    let nobody = "organisation: {name: X}\ndepartments: [{name: A}]";
    Run::yaml(nobody)
        .line("ask org.yaml --survey csv -o s.csv")
        .refused()
        .complains("nobody receives");
}
