//! `custmap trend`: the map over its versions in git, or by its measurements. Each test makes a repository of its own.

use crate::run::{Ran, Run};
use serde_json::{Value, json};
use std::{collections::BTreeMap, fmt::Write as _, fs, path::Path, process::Command};

/// A bakery that sells bread; what replaces `«»` changes.
const BAKERY: &str = "\
organisation: {name: Bakery, currency: GBP}
departments:
  - {id: ovens, name: Ovens}
  - {id: shop, name: Shop}
  - {id: office, name: Office}
people: [{id: baker, name: Baker, department: ovens}]
services:
  - {id: bread, name: Bread, provided_by: ovens, serves: [{to: shop«»}]}
  - {id: sale, name: Sale, provided_by: shop, serves: [{to: guests, satisfaction: {score: 5, n: 40, measured: 2025-01}}],
     paid_by: {from: guests, amount: 9000}}
beneficiaries: [{id: guests, name: Guests, relationship: {owner: baker}}]
";

fn bakery(more: &str) -> String {
    BAKERY.replace("«»", more)
}

/// Runs git in a folder as of a day, whatever the settings of this machine.
#[track_caller]
pub fn git(folder: &Path, day: &str, args: &[&str]) {
    let mut command = Command::new("git");
    command.current_dir(folder).args(args);
    command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
    for who in ["AUTHOR", "COMMITTER"] {
        command.env(format!("GIT_{who}_NAME"), "Tester");
        command.env(format!("GIT_{who}_EMAIL"), "tester@example.org");
        command.env(format!("GIT_{who}_DATE"), format!("{day}T12:00:00+0000"));
    }
    let output = command.output().expect("git is there");
    assert!(output.status.success(), "git {args:?}: {output:?}");
}

/// Writes a file and commits everything.
#[track_caller]
fn commit(run: Run, day: &str, file: &str, text: &str) -> Run {
    let run = run.file(file, text);
    git(run.path(), day, &["add", "--all"]);
    git(run.path(), day, &["commit", "--quiet", "--message", day]);
    run
}

fn repository() -> Run {
    let run = Run::empty();
    git(run.path(), "2025-01-01", &["init", "--quiet"]);
    run
}

/// Four versions in three months, the newest of which is the file that lies there.
fn four_versions() -> Run {
    let run = commit(repository(), "2025-01-05", "org.yaml", &bakery(""));
    let run = commit(
        run,
        "2025-01-20",
        "org.yaml",
        &bakery(", satisfaction: {score: 9, measured: 2025-01}"),
    );
    let run = commit(
        run,
        "2025-02-03",
        "org.yaml",
        &bakery(", satisfaction: {score: 4, measured: 2025-02}"),
    );
    let less = bakery("").replace("  - {id: office, name: Office}\n", "");
    commit(run, "2026-08-11", "org.yaml", &less)
}

fn points(ran: &Ran) -> Vec<Value> {
    let json: Value = serde_json::from_str(&ran.stdout).expect("JSON");
    assert_eq!(json["custmap"], 2);
    json["points"].as_array().expect("points").clone()
}

fn days(points: &[Value]) -> Vec<&str> {
    points.iter().map(|point| point["at"].as_str().unwrap()).collect()
}

/// What a point must hold, counted from what `export` says of the same text.
fn counted(text: &str, today: &str) -> Value {
    let ran =
        Run::yaml(text).line(&format!("export org.yaml --format json --today {today}")).fine();
    let all: Value = serde_json::from_str(&ran.stdout).unwrap();
    let list = |value: &Value| value.as_array().unwrap().clone();
    let units = list(&all["units"]);
    let departments: Vec<&Value> =
        units.iter().filter(|unit| unit["kind"] == "department").collect();
    let some = |key: &str, counts: fn(&Value) -> bool| {
        departments.iter().filter(|unit| list(&unit[key]).iter().any(counts)).count()
    };
    let serves: Vec<Value> =
        list(&all["services"]).iter().flat_map(|service| list(&service["serves"])).collect();
    let scores: Vec<f64> = serves.iter().filter_map(|row| row["satisfaction"].as_f64()).collect();
    let parties = list(&all["parties"]);
    let owned =
        |key: &str| parties.iter().filter(|party| !party["relationship"][key].is_null()).count();
    let mut findings: BTreeMap<String, usize> = BTreeMap::new();
    for finding in list(&all["findings"]) {
        *findings.entry(finding["code"].as_str().unwrap().to_owned()).or_default() += 1;
    }
    json!({
        "departments": departments.len(),
        "with_internal": some("secondary", |_| true),
        "with_external": some("primary", |row| row["reach"] != "shared"),
        "relationships": serves.len(),
        "measured": scores.len(),
        "unhappy": scores.iter().filter(|score| **score < 6.0).count(),
        "owned": owned("owner"),
        "with_backup": owned("backup"),
        "findings": findings,
    })
}

/// A point a month, the last version of it, with the numbers that an export of that version gives as of that day.
#[test]
fn a_point_a_month() {
    let run = four_versions();
    let texts: Vec<String> = ["HEAD~2", "HEAD~1", "HEAD"]
        .map(|revision| {
            let mut git = Command::new("git");
            git.current_dir(run.path()).args(["show", &format!("{revision}:org.yaml")]);
            String::from_utf8(git.output().unwrap().stdout).unwrap()
        })
        .to_vec();
    let ran = run.line("trend org.yaml --format json").fine();
    let points = points(&ran);
    assert_eq!(days(&points), ["2025-01-20", "2025-02-03", "2026-08-11"]);
    for (point, text) in points.iter().zip(&texts) {
        let right = counted(text, point["at"].as_str().unwrap());
        for (key, value) in right.as_object().unwrap() {
            assert_eq!(&point[key], value, "{key} on {}", point["at"]);
        }
        assert_eq!(point["error"], Value::Null);
        assert_eq!(point["revision"].as_str().unwrap().len(), 40);
        assert_eq!(point["paid"]["customers"], 9000.0);
        assert_eq!(point["paid"]["unknown"], 0);
    }
    // A year later the score is out of date, though nobody changed it.
    assert_eq!(points[1]["findings"]["satisfaction-stale"], Value::Null);
    assert!(points[2]["findings"]["satisfaction-stale"].as_u64() > Some(0));
}

/// Quarters and years have one point each, and what is older than a date is left out: a year counts from its first day.
#[test]
fn periods_and_since() {
    let at = |flags: &str| {
        let ran = four_versions().line(&format!("trend org.yaml --format json {flags}")).fine();
        days(&points(&ran)).join(" ")
    };
    assert_eq!(at("--every quarter"), "2025-02-03 2026-08-11");
    assert_eq!(at("--every year"), "2025-02-03 2026-08-11");
    assert_eq!(at("--since 2026"), "2026-08-11");
    assert_eq!(at("--since 2025-02"), "2025-02-03 2026-08-11");
    assert_eq!(at("--since 2025-01-21"), "2025-02-03 2026-08-11");
    four_versions().line("trend org.yaml --every week").refused().complains("month");
}

/// What lies there and is not committed is a point of today; what is as committed is none.
#[test]
fn the_map_as_it_is_now() {
    let run = four_versions().file("org.yaml", bakery(""));
    let ran = run.line("trend org.yaml --format json --today 2026-09-01").fine();
    let found = points(&ran);
    assert_eq!(days(&found), ["2025-01-20", "2025-02-03", "2026-08-11", "2026-09-01"]);
    assert_eq!((&found[3]["revision"], &found[3]["departments"]), (&Value::Null, &json!(3)));
    // It is distinguished from a commit of the same day, and is not older than one.
    let on = |day: &str| {
        let run = four_versions().file("org.yaml", bakery(""));
        run.line(&format!("trend org.yaml --today {day} --width 100"))
    };
    on("2026-08-11").fine().says("2025-01-20 to 2026-08-11, not committed");
    let early = on("2026-08-10").refused();
    early.complains("before the newest commit").complains("2026-08-11");
    assert!(!four_versions().line("trend org.yaml").fine().stdout.contains("not committed"));
}

/// A table has a row for each thing that is counted, with bars and both ends; ASCII where that is wanted.
#[test]
fn as_a_table() {
    let ran = four_versions().line("trend org.yaml --width 80").fine();
    ran.says("Bakery: 3 points, 2025-01-20 to 2026-08-11").says("▁▁█");
    let table = four_versions().line("trend org.yaml --ascii --width 80").fine().stdout;
    assert!(table.lines().next().is_some() && table.is_ascii(), "{table}");
    let departments = table.lines().find(|line| line.starts_with("Departments")).unwrap();
    let cells: Vec<&str> = departments.split_whitespace().collect();
    assert_eq!(cells, ["Departments", "##_", "3", "2"]);
    assert!(table.lines().all(|line| line.len() <= 80), "{table}");
    assert!(!table.contains("third parties"), "what is always 0 is left out: {table}");
}

/// CSV has a row for each point: numbers and dates.
#[test]
fn as_csv() {
    let ran = four_versions().line("trend org.yaml --format csv").fine();
    let rows = ran.columns(["at", "departments", "measured", "paid_customers", "findings"]);
    assert_eq!(rows.len(), 3);
    assert_eq!(rows[2][..4], ["2026-08-11", "2", "1", "9000"].map(str::to_owned));
    assert!(rows[2][4].parse::<u32>().unwrap() > 0);
}

/// The picture is well-formed, names what is counted, and holds a line for each.
#[test]
fn as_a_picture() {
    let run = four_versions();
    let ran = run.line("trend org.yaml -o trend.svg").fine();
    let svg = ran.left("trend.svg");
    let picture = roxmltree::Document::parse(&svg).expect("XML");
    let lines = picture.descendants().filter(|node| node.has_tag_name("polyline"));
    let texts: String = picture.descendants().filter_map(|node| node.text()).collect();
    assert!(texts.contains("Departments") && texts.contains("2026-08-11"), "{texts}");
    assert!(lines.count() >= 8, "{svg}");
}

/// A version with errors is reported, left out of the table, and says in data why; it names nothing of the map.
#[test]
fn a_version_with_errors() {
    let broken = bakery("").replace("provided_by: shop", "provided_by: nobody-there");
    let run = commit(repository(), "2025-01-05", "org.yaml", &bakery(""));
    let run = commit(run, "2025-02-05", "org.yaml", &broken);
    let run = commit(run, "2025-03-05", "org.yaml", &bakery(""));
    let line = |format: &str| run_again(&run, &format!("trend org.yaml --format {format}"));
    let ran = line("json");
    let found = points(&ran);
    assert_eq!(days(&found), ["2025-01-05", "2025-02-05", "2025-03-05"]);
    let why = found[1]["error"].as_str().unwrap();
    assert!(why.contains("1 error at ") && why.contains("org.yaml:9:"), "{why}");
    assert!(why.contains("unknown-reference") && !why.contains("nobody-there"), "{why}");
    assert_eq!((&found[1]["departments"], &found[1]["findings"]), (&Value::Null, &Value::Null));
    let ran = line("table");
    assert!(ran.stdout.contains("2 points"), "{ran}");
    assert!(ran.stderr.contains("the map of 2025-02-05 is left out: 1 error"), "{ran}");
}

/// The same folder once more, for another command.
#[track_caller]
fn run_again(run: &Run, line: &str) -> Ran {
    let copy = Run::empty();
    let mut command = Command::new("cp");
    command.arg("-R").arg(format!("{}/.", run.path().display())).arg(copy.path());
    assert!(command.status().unwrap().success());
    copy.line(line).ran().ends(0)
}

/// A file that was renamed keeps its history, also from a folder below; one that comes back after it was deleted too.
#[test]
fn a_renamed_file() {
    let run = commit(repository(), "2025-01-05", "old/map.yaml", &bakery(""));
    fs::create_dir(run.path().join("new")).unwrap();
    git(run.path(), "2025-02-05", &["mv", "old/map.yaml", "new/org.yaml"]);
    git(run.path(), "2025-02-05", &["commit", "--quiet", "--message", "moved"]);
    let run = commit(run, "2025-03-05", "new/org.yaml", &bakery(", satisfaction: {score: 9}"));
    let ran = run_again(&run, "trend new/org.yaml --format json");
    assert_eq!(days(&points(&ran)), ["2025-01-05", "2025-02-05", "2025-03-05"]);
    fs::remove_file(run.path().join("new/org.yaml")).unwrap();
    git(run.path(), "2025-04-05", &["commit", "--quiet", "--all", "--message", "gone"]);
    let run = commit(run, "2025-05-05", "new/org.yaml", &bakery(""));
    let ran = run.within("new").line("trend --format json").fine();
    let found = points(&ran);
    assert!(days(&found).contains(&"2025-05-05") && !days(&found).contains(&"2025-04-05"));
}

/// A folder is a map of the files in it as of each version: hidden ones, and what custmap wrote, are no part of it.
/// Before the folder was there it has no versions.
#[test]
fn a_folder() {
    let (departments, rest) = BAKERY.split_once("people:").unwrap();
    let rest = format!("people:{}", rest.replace("«»", ""));
    let run = commit(repository(), "2025-01-05", "readme.md", "none yet");
    let run = run.file("maps/a.yaml", departments).file("maps/.hidden.yaml", "no: map");
    let run = run.file("maps/out.json", "{\"custmap\": 2}").file("maps/notes.txt", "text");
    let run = commit(run, "2025-02-05", "maps/deeper/b.yml", &rest);
    let run = commit(run, "2025-03-05", "other.yaml", "not: there");
    let ran = run_again(&run, "trend maps --format json");
    assert_eq!(days(&points(&ran)), ["2025-02-05"], "{ran}");
    assert_eq!(points(&ran)[0]["departments"], 3);
    let run = commit(run, "2025-04-05", "maps/c.yaml", "departments: [{name: Cellar}]\n");
    let ran = run.within("maps").line("trend . --format json").fine();
    let found = points(&ran);
    assert_eq!(days(&found), ["2025-02-05", "2025-04-05"]);
    assert_eq!(found[1]["departments"], 4);
}

/// Merged work counts when it is merged: the versions are those of the branch that is checked out.
#[test]
fn merges() {
    let run = commit(repository(), "2025-01-05", "org.yaml", &bakery(""));
    git(run.path(), "2025-01-05", &["checkout", "--quiet", "-b", "work"]);
    let run = commit(run, "2025-02-05", "org.yaml", &bakery(", satisfaction: {score: 9}"));
    git(run.path(), "2025-02-05", &["checkout", "--quiet", "-"]);
    let run = commit(run, "2025-03-05", "readme.md", "no map");
    git(run.path(), "2025-04-05", &["merge", "--quiet", "--no-ff", "-m", "merged", "work"]);
    let ran = run.line("trend org.yaml --format json").fine();
    let found = points(&ran);
    assert_eq!(days(&found), ["2025-01-05", "2025-04-05"]);
    assert_eq!(found[1]["measured"], 2);
}

/// Where there is no history that is said, with what to do instead.
#[test]
fn without_a_history() {
    let outside = || Run::yaml(&bakery("")).env("GIT_CEILING_DIRECTORIES", "/");
    outside().line("trend org.yaml").refused().complains("no git repository").complains("--no-git");
    outside().line("trend org.yaml --no-git").fine();
    outside().env("PATH", "").line("trend org.yaml").refused().complains("can't run git");
    let piped = Run::empty().stdin(&bakery(""));
    piped.line("trend -").refused().complains("no history").complains("--no-git");
    let untracked = repository().file("org.yaml", bakery(""));
    let ran = untracked.line("trend org.yaml --format json --today 2026-01-01").ran().ends(0);
    assert!(ran.stderr.contains("no version of this map yet"), "{ran}");
    assert_eq!(days(&points(&ran)), ["2026-01-01"]);
}

/// A clone without older commits says so, and shows what it has.
#[test]
fn a_shallow_clone() {
    let run = four_versions();
    let from = format!("file://{}", run.path().display());
    git(run.path(), "2026-01-01", &["clone", "--quiet", "--depth", "1", &from, "copy"]);
    let ran = run.within("copy").line("trend org.yaml --format json").ran().ends(0);
    assert_eq!(days(&points(&ran)), ["2026-08-11"]);
    assert!(ran.stderr.contains("git fetch --unshallow"), "{ran}");
}

/// Nothing that a repository or a name says is run or taken as an option: no signature is checked, no filter is run,
/// and a name of dashes, stars and colons is a name.
#[cfg(unix)]
#[test]
fn nothing_is_run() {
    for name in ["--output=stolen.yaml", ":(top)*.yaml", "*.yaml", "-.yaml"] {
        let run = commit(repository(), "2025-01-05", "other.yaml", "no: map");
        let run = commit(run, "2025-02-05", name, &bakery(""));
        for (key, value) in [
            ("log.showSignature", "true"),
            ("gpg.program", "touch stolen;"),
            ("core.fsmonitor", "touch stolen"),
            ("diff.external", "touch stolen;"),
            ("core.pager", "touch stolen;"),
        ] {
            git(run.path(), "2025-02-05", &["config", key, value]);
        }
        let ran = run.args(["trend", &format!("./{name}"), "--format", "json"]).fine();
        assert_eq!(days(&points(&ran)), ["2025-02-05"], "{name}");
        let folder = ran.folder();
        assert!(!folder.iter().any(|file| file == "stolen"), "{name}: {folder:?}");
    }
}

/// A long history is read a version a period, not one by one.
#[test]
fn a_long_history() {
    let run = repository();
    let mut stream = String::new();
    for at in 0..3_000 {
        let text = bakery(&format!(", satisfaction: {{score: {}}}", at % 10));
        // One each eight hours, from 2020 on.
        let time = 1_577_880_000 + at * 8 * 3_600;
        write!(
            stream,
            "commit refs/heads/long\ncommitter Tester <t@example.org> {time} +0000\ndata 1\nx\n\
             M 100644 inline org.yaml\ndata {}\n{text}\n",
            text.len()
        )
        .unwrap();
    }
    fs::write(run.path().join("stream"), stream).unwrap();
    let stream = fs::File::open(run.path().join("stream")).unwrap();
    let mut import = Command::new("git");
    import.current_dir(run.path()).args(["fast-import", "--quiet"]).stdin(stream);
    assert!(import.status().unwrap().success());
    git(run.path(), "2025-01-01", &["checkout", "--quiet", "long"]);
    let ran = run.line("trend org.yaml --every quarter --format json").fine();
    let found = points(&ran);
    assert_eq!(found.len(), 11, "{:?}", days(&found));
    assert_eq!(days(&found)[..2], ["2020-03-31", "2020-06-30"]);
}

/// A division is counted in each version; where its department was not there yet, that is why there are no numbers.
#[test]
fn within_a_department() {
    let run = four_versions();
    let run = commit(run, "2026-09-01", "org.yaml", &bakery(""));
    let ran = run.line("trend org.yaml --within office --format json").ran().ends(0);
    let found = points(&ran);
    let departments: Vec<&Value> = found.iter().map(|point| &point["departments"]).collect();
    assert_eq!(departments, [&json!(1), &json!(1), &Value::Null, &json!(1)]);
    assert!(found[2]["error"].as_str().unwrap().contains("department"));
    let untracked = repository().file("org.yaml", bakery(""));
    let ran = untracked.line("trend org.yaml --within nowhere").refused().complains("nowhere");
    assert!(!ran.stderr.contains("note:"), "nothing about the history first: {ran}");
}

/// By the measurements alone: what was known at the end of each period of today's relationships.
#[test]
fn by_measurements_alone() {
    let yaml =
        bakery(", satisfaction: [{score: 9, measured: 2025-02-10}, {score: 5, measured: 2026-03}]");
    let ran = Run::yaml(&yaml).line("trend org.yaml --no-git --format json").fine();
    let found = points(&ran);
    assert_eq!(days(&found), ["2025-01-31", "2025-02-10", "2026-03-31"]);
    let row = |key: &str| found.iter().map(|point| point[key].clone()).collect::<Vec<_>>();
    assert_eq!(row("relationships"), [2, 2, 2]);
    assert_eq!(row("measured"), [1, 2, 2]);
    assert_eq!(row("unhappy"), [1, 1, 2]);
    assert_eq!((&found[0]["departments"], &found[0]["findings"]), (&Value::Null, &Value::Null));
    let years = Run::yaml(&yaml).line("trend org.yaml --no-git --every year --format json").fine();
    assert_eq!(days(&points(&years)), ["2025-02-10", "2026-03-31"]);
    let nothing = bakery("").replace(", measured: 2025-01", "");
    Run::yaml(&nothing).line("trend org.yaml --no-git").refused().complains("no measurement");
}
