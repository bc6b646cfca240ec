//! The questionnaire names each blank with the place that its answer goes to, and nothing that is known.

use crate::run::{Run, unmark};

/// Each `«` stands before what a question is about; the names are in the order of the marks.
const BLANKS: &str = "\
organisation: {name: X}
departments:
  - «{id: a, name: A}
  - {id: b, name: B, purpose: Known purpose, lead: packer}
  - {id: full, name: Full, purpose: All, lead: packer}
people: [{id: packer, name: Packer, department: b}, {id: quilter, name: Quilter}]
services:
  - id: sb
    name: SB
    provided_by: b
    serves:
      - «rare
      - {to: known, satisfaction: {score: 8, n: 50, measured: 2026-05}}
  - id: sf
    name: SF
    provided_by: full
    serves:
      - {to: known, satisfaction: {score: 8, n: 50, measured: 2026-05}}
beneficiaries:
  - «{id: rare, name: Rare, since: 2001}
  - id: known
    name: Known
    since: 2001
    pressures: [rent]
    won_by: {reason: need}
    kept_by: habit
    buys_from: [Rival]
    relationship: {owner: packer, backup: quilter}
    reasons: [{claim: proven, confidence: supported, source: poll}]
  - «{id: half, name: Half, since: 2002, drivers: [price], won_by: {reason: need}, kept_by: habit, buys_from: [Rival], relationship: {owner: packer}, reasons: [{claim: hope, confidence: assumed}]}
";

/// The questions about a unit, without the lines around them, one a line.
#[track_caller]
fn questions(yaml: &str, unit: &str) -> Vec<String> {
    let run = Run::yaml(yaml).args(["card", "org.yaml", unit, "--questions", "--width", "300"]);
    let text = run.fine().stdout;
    let lines = text.lines().filter(|line| line.starts_with("[ ]"));
    lines.map(str::to_owned).collect()
}

/// A unit without a purpose, a lead and services is asked for each.
#[test]
fn blanks_of_the_unit() {
    let (yaml, places) = unmark(BLANKS);
    let at = format!("org.yaml:{})", places[0].0);
    let asked = questions(&yaml, "a");
    assert_eq!(asked.len(), 3, "{asked:?}");
    for (line, key) in asked.iter().zip(["`purpose`", "`lead`", "`services`"]) {
        assert!(line.contains(key) && line.ends_with(&at), "{line}");
    }
}

/// Whom nobody asked, what is not known of a customer, who looks after it: each with its line.
#[test]
fn blanks_of_its_customers() {
    let (yaml, places) = unmark(BLANKS);
    let asked = questions(&yaml, "b");
    assert_eq!(asked.len(), 3, "{asked:?}");
    let at = |mark: usize| format!("org.yaml:{})", places[mark].0);
    assert!(
        asked[0].contains("How happy is Rare with SB?") && asked[0].ends_with(&at(1)),
        "{}",
        asked[0]
    );
    assert!(
        asked[1].contains("Rare: what drives it or puts pressure on it?")
            && asked[1].ends_with(&at(2)),
        "{}",
        asked[1]
    );
    for blank in ["why it came?", "why it stays?", "what else it uses?"] {
        assert!(asked[1].contains(blank), "{}", asked[1]);
    }
    assert!(!asked[1].contains("since when"), "that is known: {}", asked[1]);
    assert!(
        asked[2].contains("Who owns the relationship with Rare") && asked[2].ends_with(&at(2)),
        "{}",
        asked[2]
    );
    assert!(!asked.iter().any(|line| line.contains("Known")), "{asked:?}");
}

/// A missing stand-in and an untested reason are asked for where all else is known.
#[test]
fn stand_ins_and_untested_reasons() {
    let (yaml, places) = unmark(BLANKS);
    let yaml = yaml.replace("- {to: known, satisfaction", "- {to: half, satisfaction");
    let asked = questions(&yaml, "full");
    let at = format!("org.yaml:{})", places[3].0);
    assert_eq!(asked.len(), 2, "{asked:?}");
    assert!(
        asked[0].contains("Who is the backup for Packer at Half?") && asked[0].ends_with(&at),
        "{}",
        asked[0]
    );
    assert!(asked[1].contains("\"hope\"") && asked[1].ends_with(&at), "{}", asked[1]);
}

/// Where everything is known nothing is asked.
#[test]
fn nothing_that_is_known() {
    let (yaml, _) = unmark(BLANKS);
    assert_eq!(questions(&yaml, "full"), Vec::<String>::new());
    let run = Run::yaml(&yaml).line("card org.yaml full --questions").fine();
    run.says("Nothing is blank");
}

/// Nobody is asked how happy a prospect or society is: neither finding would be raised.
#[test]
fn prospects_and_society_are_not_asked() {
    for key in ["status: prospect", "status: former", "kind: society"] {
        let (yaml, _) = unmark(BLANKS);
        let yaml = yaml.replace("name: Rare,", &format!("name: Rare, {key},"));
        let asked = questions(&yaml, "b");
        assert!(!asked.iter().any(|line| line.contains("How happy is Rare")), "{key}: {asked:?}");
    }
}

/// Text, plain and Markdown carry it; the answers' places are in each.
#[test]
fn text_and_markdown() {
    let (yaml, places) = unmark(BLANKS);
    for format in ["table", "plain", "markdown"] {
        let run =
            Run::yaml(&yaml).args(["card", "org.yaml", "b", "--questions", "--format", format]);
        let between = if format == "plain" { '\t' } else { ':' };
        run.fine().says(&format!("org.yaml{between}{}", places[1].0)).says("Rare");
    }
    Run::yaml(&yaml).line("card org.yaml rare --questions").refused().complains("--questions");
}

/// JSON and CSV have a row for each question, with the keys that the answer goes to and their place.
#[test]
fn questions_as_data() {
    let (yaml, places) = unmark(BLANKS);
    let run = |format: &str| {
        Run::yaml(&yaml).args(["card", "org.yaml", "b", "--questions", "--format", format]).fine()
    };
    let json = run("json").json();
    assert_eq!((&json["custmap"], &json["unit"]), (&2.into(), &"b".into()));
    let asked = &json["questions"][1];
    assert_eq!(asked["about"], "rare");
    assert_eq!(asked["keys"], serde_json::json!(["drivers", "won_by", "kept_by", "buys_from"]));
    assert_eq!((&asked["file"], &asked["line"]), (&"org.yaml".into(), &places[2].0.into()));
    let rows = run("csv").columns(["about", "keys", "line"]);
    assert_eq!(rows.len(), 3);
    assert_eq!(rows[1], ["rare", "drivers;won_by;kept_by;buys_from", &places[2].0.to_string()]);
}
