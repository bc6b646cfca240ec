//! A whole quarter on an example: forms out, the answers of three heads and a survey of 200 rows in, then what the map
//! says, and how it has come. The numbers are computed here once more, from the answers alone.

use crate::{
    run::{Ran, Run},
    trend::git,
};
use serde_json::{Value, json};
use std::{collections::BTreeMap, fmt::Write as _, fs, path::Path, process::Command};

const HEADS: [&str; 3] = ["accounting", "sales", "logistics"];
const TODAY: &str = "2026-11-29";

fn commit(folder: &Path, day: &str) {
    git(folder, day, &["add", "org.yaml"]);
    git(folder, day, &["commit", "--quiet", "--message", day]);
}

/// Runs a command in the folder of the map.
fn custmap(folder: &Path, line: &str) -> Ran {
    let map = fs::read_to_string(folder.join("org.yaml")).unwrap();
    let mut run = Run::empty().file("org.yaml", map);
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            run = run.file(&name, fs::read(&path).unwrap());
        }
    }
    let ran = run.line(line).ran();
    fs::write(folder.join("org.yaml"), ran.left("org.yaml")).unwrap();
    ran
}

/// What a form asks to be rated: the parts behind `measurements/` of each question.
fn rated(form: &str) -> Vec<String> {
    let parts = form.split("data-about=\"measurements/").skip(1);
    let mut all: Vec<String> =
        parts.map(|part| part.split('"').next().unwrap().to_owned()).collect();
    all.sort();
    all.dedup();
    all
}

/// Score and n of each relationship, by service and recipient.
fn scores(folder: &Path) -> BTreeMap<String, (Option<f64>, Option<u64>)> {
    let listed = custmap(folder, "list org.yaml --format json").json();
    let rows = listed["relationships"].as_array().unwrap();
    let key = |row: &Value| {
        format!("{}/{}", row["service"].as_str().unwrap(), row["to"].as_str().unwrap())
    };
    rows.iter().map(|row| (key(row), (row["satisfaction"].as_f64(), row["n"].as_u64()))).collect()
}

fn mean(scores: &[u32]) -> f64 {
    f64::from(scores.iter().sum::<u32>()) / f64::from(u32::try_from(scores.len()).unwrap())
}

#[test]
fn a_quarter_from_the_forms_to_the_trend() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/xyz.yaml");
    fs::copy(example, folder.join("org.yaml")).unwrap();
    git(folder, "2026-08-10", &["init", "--quiet"]);
    commit(folder, "2026-08-10");
    let before = scores(folder);

    // Three heads rate everything that their forms ask, and the scores of each relationship are pooled.
    let mut given: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    for (number, unit) in (3..).zip(HEADS) {
        let form = custmap(folder, &format!("ask org.yaml --unit {unit} --all")).ends(0);
        let answers: Vec<Value> = rated(&form.stdout)
            .into_iter()
            .map(|about| {
                given.entry(about.clone()).or_default().push(number);
                json!({"about": format!("measurements/{about}"), "was": "", "answer": number.to_string()})
            })
            .collect();
        assert!(!answers.is_empty(), "{unit} receives nothing");
        let saved = json!({
            "custmap_answers": 1, "organisation": "xyz-company", "unit": unit,
            "by": format!("head of {unit}"), "date": "2026-11-20", "answers": answers,
        });
        fs::write(folder.join(format!("{unit}.json")), saved.to_string()).unwrap();
    }
    // They come in two batches, the first of which is given again with the second.
    for files in ["accounting.json", "sales.json accounting.json logistics.json"] {
        custmap(folder, &format!("import answers {files} --merge org.yaml --today {TODAY}"))
            .ends(0);
    }
    let answered = scores(folder);
    let mut written = 0;
    for (about, scores) in &given {
        let (score, n) = answered[about];
        if (score, n) == before[about] {
            // More people than heads were asked lately: the heads' scores are only listed.
            assert!(before[about].1.is_none_or(|n| n > scores.len() as u64), "{about} is lost");
            continue;
        }
        written += 1;
        assert_eq!(score, Some(mean(scores)), "{about}");
        assert_eq!(n, Some(scores.len() as u64), "{about}");
    }
    assert!(written > 0, "no head's score was written: {given:?}");

    // A survey made of the map: 200 rows measure each department's relationship.
    let made = custmap(folder, "ask org.yaml --survey csv -o survey.csv").ends(0);
    let codebook = made.left("survey-codebook.csv");
    let question = codebook.lines().find(|line| line.contains(",order-system,")).unwrap();
    let question = question.split(',').nth(3).unwrap();
    fs::write(folder.join("codebook.csv"), &codebook).unwrap();
    let mut rows = format!("Timestamp,In which department do you work?,{question}\n");
    let mut asked: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
    for (row, unit) in (0..200).zip(HEADS.iter().cycle()) {
        let score = (row * 7 + row / 3) % 11;
        asked.entry(unit).or_default().push(score);
        writeln!(rows, "2026/11/21 9:00:00 AM GMT,{unit},{score}").unwrap();
    }
    fs::write(folder.join("survey.csv"), rows).unwrap();
    let import = "import survey survey.csv --codebook codebook.csv --merge org.yaml";
    custmap(folder, import).ends(0);
    let surveyed = scores(folder);
    for (unit, all) in &asked {
        let (score, n) = surveyed[&format!("order-system/{unit}")];
        let wanted = mean(all);
        // The map holds the mean with two decimals.
        assert!((score.unwrap() - wanted).abs() < 0.02, "{unit}: {score:?}, not {wanted}");
        assert_eq!(n, Some(all.len() as u64), "{unit}");
    }

    // The map is sound, and both versions are points of the trend.
    custmap(folder, &format!("check org.yaml --today {TODAY}")).ends(0);
    commit(folder, TODAY);
    let mut trend = Command::new(env!("CARGO_BIN_EXE_custmap"));
    let trend = trend.current_dir(folder).args(["trend", "org.yaml", "--format", "json"]).output();
    let trend: Value = serde_json::from_slice(&trend.unwrap().stdout).unwrap();
    let points = trend["points"].as_array().unwrap();
    let measured = |all: &BTreeMap<String, (Option<f64>, Option<u64>)>| {
        all.values().filter(|(score, _)| score.is_some()).count() as u64
    };
    let counted: Vec<u64> =
        points.iter().map(|point| point["measured"].as_u64().unwrap()).collect();
    assert_eq!(counted, [measured(&before), measured(&surveyed)], "{trend}");
    assert!(counted[1] > counted[0]);

    // The page for a director counts the same.
    let brief =
        custmap(folder, &format!("brief org.yaml --format json --today {TODAY}")).ends(0).json();
    assert_eq!(brief["totals"]["measured"].as_u64(), Some(counted[1]), "{}", brief["totals"]);
}
