//! `why`: the chain from a unit to a customer.

use super::says;
use crate::run::Run;
use snapbox::{assert_data_eq, str};

/// The chain step by step, each with file and line.
#[test]
fn as_a_table() {
    assert_data_eq!(
        says("why org.yaml it buyers"),
        str![[r#"
Buyers: PRIMARY (external) customer of IT, reached BROADLY, through Computer users (2 steps, 1 broad).
SERVICE              SERVES          WHERE
────────────────────────────────────────────────
IT                   Computer users  org.yaml:5
  Web shop: Selling  Buyers          org.yaml:17

To correct or confirm this, write in the map:
If Computer users does not use IT for Selling, add to the entry of users at org.yaml:5:
    for: [care, it.serves]
If Buyers is no customer of IT, add at the end, at org.yaml:26:
    verdicts:
      - {unit: it, customer: buyers, verdict: rejected, because: the reason}
If Buyers is a customer of IT, write the same with `verdict: confirmed`.

"#]]
    );
}

/// Who is served directly is reached through nobody; the unit behind it reaches the same customer through others.
#[test]
fn directly_is_through_nobody() {
    assert!(says("why org.yaml sales buyers --format json").contains("\"through\": [],"));
    assert!(says("why org.yaml books buyers --format json").contains("\"through\": [\"sales\"],"));
}

/// A step a line, behind the values of the answer.
#[test]
fn as_plain_text() {
    assert_data_eq!(
        says("why org.yaml it buyers --format plain"),
        str![[r#"
unit	IT
customer	Buyers
answer	Buyers: PRIMARY (external) customer of IT, reached BROADLY, through Computer users (2 steps, 1 broad).
rank	primary
reach	broad
certainty	weak
through	Computer users
ways	1	1	IT	Computer users	org.yaml	5
ways	1	2	Selling	Buyers	org.yaml	17
has_more	false
corrections	If Computer users does not use IT for Selling	add to the entry of users	org.yaml	5	for: [care, it.serves]
corrections	If Buyers is no customer of IT	add at the end,	org.yaml	26	verdicts:   - {unit: it, customer: buyers, verdict: rejected, because: the reason}
corrections	If Buyers is a customer of IT	add at the end,	org.yaml	26	verdicts:   - {unit: it, customer: buyers, verdict: confirmed, because: the reason}

"#]]
    );
}

/// The chain with ids, for programs.
#[test]
fn as_json() {
    assert_data_eq!(
        says("why org.yaml it buyers --format json"),
        str![[r#"
{"custmap": 2,
 "unit": "it",
 "customer": "buyers",
 "answer": "Buyers: PRIMARY (external) customer of IT, reached BROADLY, through Computer users (2 steps, 1 broad).",
 "rank": "primary",
 "reach": "broad",
 "certainty": "weak",
 "through": ["users"],
 "shared_with": null,
 "ways": [
  {"steps":2,"broad_steps":1,"chain":[{"service":"it.serves","to":"users","file":"org.yaml","line":5},{"service":"shop","to":"buyers","file":"org.yaml","line":17}]}
 ],
 "has_more": false,
 "corrections": [
  {"when":"If Computer users does not use IT for Selling","edit":"add to the entry of users","file":"org.yaml","line":5,"write":"for: [care, it.serves]"},
  {"when":"If Buyers is no customer of IT","edit":"add at the end,","file":"org.yaml","line":26,"write":"verdicts:/n  - {unit: it, customer: buyers, verdict: rejected, because: the reason}"},
  {"when":"If Buyers is a customer of IT","edit":"add at the end,","file":"org.yaml","line":26,"write":"verdicts:/n  - {unit: it, customer: buyers, verdict: confirmed, because: the reason}"}
 ]}

"#]]
    );
}

/// A step a row, with ids.
#[test]
fn as_csv() {
    assert_data_eq!(
        says("why org.yaml it buyers --format csv"),
        str![[r#"
list,unit,customer,answer,rank,reach,certainty,through,shared_with,has_more,way,step,service,to,file,line,when,edit,write
answer,it,buyers,"Buyers: PRIMARY (external) customer of IT, reached BROADLY, through Computer users (2 steps, 1 broad).",primary,broad,weak,users,,false,,,,,,,,,
ways,,,,,,,,,,1,1,it.serves,users,org.yaml,5,,,
ways,,,,,,,,,,1,2,shop,buyers,org.yaml,17,,,
corrections,,,,,,,,,,,,,,org.yaml,5,If Computer users does not use IT for Selling,add to the entry of users,"for: [care, it.serves]"
corrections,,,,,,,,,,,,,,org.yaml,26,If Buyers is no customer of IT,"add at the end,","verdicts:
  - {unit: it, customer: buyers, verdict: rejected, because: the reason}"
corrections,,,,,,,,,,,,,,org.yaml,26,If Buyers is a customer of IT,"add at the end,","verdicts:
  - {unit: it, customer: buyers, verdict: confirmed, because: the reason}"

"#]]
    );
}

/// A Markdown table.
#[test]
fn as_markdown() {
    assert_data_eq!(
        says("why org.yaml it buyers --format markdown"),
        str![[r#"
Buyers: PRIMARY (external) customer of IT, reached BROADLY, through Computer users (2 steps, 1 broad).

| SERVICE | SERVES | WHERE |
| --- | --- | --- |
| IT | Computer users | org.yaml:5 |
| &emsp;Web shop: Selling | Buyers | org.yaml:17 |

To correct or confirm this, write in the map:

If Computer users does not use IT for Selling, add to the entry of users at org.yaml:5:

    for: [care, it.serves]

If Buyers is no customer of IT, add at the end, at org.yaml:26:

    verdicts:
      - {unit: it, customer: buyers, verdict: rejected, because: the reason}

If Buyers is a customer of IT, write the same with /`verdict: confirmed/`.

"#]]
    );
}

/// One step: a service of the unit itself.
#[test]
fn of_a_direct_customer() {
    assert_data_eq!(
        says("why org.yaml web buyers"),
        str![[r#"
Buyers: PRIMARY (external) customer of Web shop, DIRECT: one of its services serves them.
SERVICE  SERVES  WHERE
────────────────────────────
Selling  Buyers  org.yaml:17

To correct or confirm this, write in the map:
If Selling does not serve Buyers, take buyers out of `serves` at org.yaml:17.

"#]]
    );
}

/// A colleague as customer: the service that serves them.
#[test]
fn of_a_secondary_customer() {
    assert_data_eq!(
        says("why org.yaml books sales"),
        str![[r#"
Sales: SECONDARY (internal) customer of Bookkeeping, DIRECT: it uses what the unit provides.
SERVICE      SERVES  WHERE
───────────────────────────────
Bookkeeping  Sales   org.yaml:6

To correct or confirm this, write in the map:
If Bookkeeping does not serve Sales, take sales out of `serves` at org.yaml:6.

"#]]
    );
}

/// Only by way of the department around it.
#[test]
fn of_a_shared_customer() {
    assert_data_eq!(
        says("why org.yaml clerk firms"),
        str![[r#"
Firms: PRIMARY (external) customer of Clerk, SHARED as part of Bookkeeping (through).
SERVICE                SERVES  WHERE
──────────────────────────────────────────
Bookkeeping            Sales   org.yaml:6
  Head of Sales: Care  Firms   org.yaml:18

To correct or confirm this, write in the map:
If Sales does not use Bookkeeping for Care, write in place of sales at org.yaml:6:
    {to: sales, for: [shop]}
If Firms is no customer of Clerk, add at the end, at org.yaml:26:
    verdicts:
      - {unit: clerk, customer: firms, verdict: rejected, because: the reason}
If Firms is a customer of Clerk, write the same with `verdict: confirmed`.

"#]]
    );
}

/// Nobody's customer: said so, without a chain.
#[test]
fn of_one_who_is_no_customer() {
    assert_data_eq!(
        says("why org.yaml it lost"),
        str![[r#"
Lost ones is a former customer, so it is nobody's customer now.

"#]]
    );
}

/// The last step is passed on by a customer.
#[test]
fn of_one_who_is_passed_on_to() {
    assert_data_eq!(
        says("why org.yaml web families"),
        str![[r#"
Their families: PRIMARY (external) customer of Web shop, reached THROUGH Buyers (2 steps).
SERVICE      SERVES          WHERE
────────────────────────────────────────
Selling      Buyers          org.yaml:17
  passes on  Their families  org.yaml:20

To correct or confirm this, write in the map:
If Buyers does not reach Their families, take families out of `reaches` at org.yaml:20.
If Their families is no customer of Web shop, add at the end, at org.yaml:26:
    verdicts:
      - {unit: web, customer: families, verdict: rejected, because: the reason}
If Their families is a customer of Web shop, write the same with `verdict: confirmed`.

"#]]
    );
}

/// Three ways of the same cost, and one that is longer: A serves three who each serve the guests, and D by way of E.
const WAYS: &str = "\
organisation: {name: X}
departments: [{id: a, name: A}, {id: b, name: B}, {id: c, name: C}, {id: d, name: D}, {id: e, name: E}, {id: f, name: F}]
services:
  - {id: sa, name: SA, provided_by: a, serves: [b, c, d, f]}
  - {id: sb, name: SB, provided_by: b, serves: [guests, a]}
  - {id: sc, name: SC, provided_by: c, serves: guests}
  - {id: sd, name: SD, provided_by: d, serves: guests}
  - {id: se, name: SE, provided_by: e, serves: guests}
  - {id: sf, name: SF, provided_by: f, serves: e}
beneficiaries: [{id: guests, name: Guests}]
";

/// The recipients of the ways of `why org.yaml a guests`, way by way.
#[track_caller]
fn ways(more: &str) -> Vec<String> {
    let run = Run::yaml(WAYS).line("why org.yaml a guests --format json").line(more).fine();
    let to = |step: &serde_json::Value| step["to"].as_str().unwrap().to_owned();
    let way = |way: &serde_json::Value| {
        let chain = way["chain"].as_array().unwrap().iter().map(to);
        chain.collect::<Vec<_>>().join(" ")
    };
    run.json()["ways"].as_array().unwrap().iter().map(way).collect()
}

/// Every way that ties is reported, since none of them is the way; `--all` adds those that are longer.
#[test]
fn every_way_that_ties() {
    let tied = ["b guests", "c guests", "d guests"];
    assert_eq!(ways(""), tied);
    assert_eq!(ways("--all"), ["b guests", "c guests", "d guests", "f e guests"]);
    let ran = Run::yaml(WAYS).line("why org.yaml a guests").fine();
    ran.says("reached THROUGH B, C or D (2 steps)").says_no("Longer");
    Run::yaml(WAYS).line("why org.yaml a guests --all").fine().says("Longer ways:").says("SF");
}

/// A way that is as short but that nobody outside is stated to pay for is no longer way, and is under a heading of its
/// own.
#[test]
fn unfunded_ways_are_not_longer_ones() {
    let yaml = WAYS.replace(
        "provided_by: c, serves: guests}",
        "provided_by: c, serves: guests, paid_by: [guests]}",
    );
    let ran = Run::yaml(&yaml).line("why org.yaml a guests --all").fine();
    let text = &ran.stdout;
    let at = |part: &str| text.find(part).unwrap_or_else(|| panic!("no {part} in {ran}"));
    let (unfunded, longer) =
        (at("As short, but nobody outside is stated to pay"), at("Longer ways:"));
    assert!(at("C: SC") < unfunded && unfunded < at("B: SB") && at("D: SD") < longer, "{ran}");
    assert!(longer < at("F: SF"), "{ran}");
    Run::yaml(WAYS).line("why org.yaml a guests --all").fine().says_no("As short");
}

/// What no service reaches is reported of the division that was asked about, or of the organisation.
#[test]
fn no_service_of_what_is_looked_at() {
    let yaml = "\
organisation: {name: X}
departments: [{id: a, name: Alpha}, {id: b, name: Beta, part_of: a, serves: guests}, {id: c, name: C, serves: [a, others]}]
beneficiaries: [{id: guests, name: Guests}, {id: others, name: Others}, {id: rest, name: Rest}]
";
    let run = |line: &str| Run::yaml(yaml).line(line).fine();
    run("why org.yaml b others --within a").says("no service of Alpha reaches it");
    run("why org.yaml b rest").says("no service of the organisation reaches it");
}

/// CSV and plain text have as many ways as JSON, with `--all` and without.
#[test]
fn all_is_heeded_by_every_format() {
    for (more, last) in [("", "3"), ("--all", "4")] {
        let run = Run::yaml(WAYS).line("why org.yaml a guests --format csv").line(more).fine();
        let ways = run.columns(["way"]);
        let mut listed = ways.iter().filter(|way| !way[0].is_empty());
        assert_eq!(listed.next_back(), Some(&[last.to_owned()]), "{run}");
    }
}

/// At most 20 ways are reported, and that there are more.
#[test]
fn many_ways_are_cut() {
    let ids: Vec<String> = (10..40).map(|at| format!("u{at}")).collect();
    let units = ids.iter().map(|id| format!("{{id: {id}, name: {id}, serves: guests}}"));
    let yaml = format!(
        "organisation: {{name: X}}\ndepartments: [{}, {{id: a, name: A, serves: [{}]}}]\n\
         beneficiaries: [{{id: guests, name: Guests}}]\n",
        units.collect::<Vec<_>>().join(", "),
        ids.join(", ")
    );
    let json = Run::yaml(&yaml).line("why org.yaml a guests --format json").fine().json();
    assert_eq!((json["ways"].as_array().unwrap().len(), &json["has_more"]), (20, &true.into()));
}

/// A customer before the unit is understood, with a note; two customers are not.
#[test]
fn a_customer_before_the_unit() {
    let ran = Run::yaml(WAYS).line("why org.yaml guests a").ran().ends(0);
    ran.says("Guests: PRIMARY (external) customer of A").complains("`guests` is no unit");
    Run::yaml(WAYS).line("why org.yaml guests guests").refused();
}

/// The help for a missing customer can be pasted: names with blanks are quoted.
#[test]
fn the_help_can_be_pasted() {
    let run = Run::yaml(WAYS).args(["why", "org.yaml", "Night Shelter"]).refused();
    run.complains("help: custmap why org.yaml \"Night Shelter\" CUSTOMER");
    Run::yaml(WAYS).line("why org.yaml a").refused().complains("why org.yaml a CUSTOMER");
}

/// Two services inside between a unit and the guests; one recipient is written as a mapping.
const CORRECTABLE: &str = "\
organisation: {name: X}
departments:
  - {id: a, name: A}
  - {id: b, name: B}
services:
  - id: sa
    name: SA
    provided_by: a
    serves:
      - b
  - id: sb
    name: SB
    provided_by: b
    serves: [guests, {to: a, agreed: {level: soon}}]
  - {id: sb2, name: SB2, provided_by: b, serves: [others]}
beneficiaries: [{id: guests, name: Guests}, {id: others, name: Others}]
";

/// The corrections that `why` offers, each as its edit, line and text.
#[track_caller]
fn corrections(map: &str, asked: &str) -> Vec<(String, usize, String)> {
    let run = Run::yaml(map).line(&format!("why org.yaml {asked} --format json")).fine();
    let json = run.json();
    let all = json["corrections"].as_array().unwrap().iter();
    let text = |it: &serde_json::Value, key: &str| it[key].as_str().unwrap_or_default().to_owned();
    let line = |it: &serde_json::Value| usize::try_from(it["line"].as_u64().unwrap()).unwrap();
    all.map(|it| (text(it, "edit"), line(it), text(it, "write"))).collect()
}

/// The reach of `guests` for `a` in a map, or the answer where it is no customer.
#[track_caller]
fn reach(map: &str) -> String {
    let json = Run::yaml(map).line("why org.yaml a guests --format json").fine().json();
    let word = |key: &str| json[key].as_str().map(str::to_owned);
    let reach = word("reach").map(|reach| format!("{reach} {}", word("certainty").unwrap()));
    reach.or(word("answer")).unwrap()
}

/// The answer of `why` in a sentence.
#[track_caller]
fn answer(map: &str, asked: &str) -> String {
    let run = Run::yaml(map).line(&format!("why org.yaml {asked} --format json")).fine();
    run.json()["answer"].as_str().unwrap().to_owned()
}

/// Each correction, pasted where the answer says, has the effect that it is offered for.
#[test]
fn a_correction_can_be_pasted() {
    assert_eq!(reach(CORRECTABLE), "through inferred");
    let offered = corrections(CORRECTABLE, "a guests");
    let [(edit, line, narrower), (_, end, rejected), (_, _, confirmed)] = &*offered else {
        panic!("{offered:?}");
    };
    assert_eq!((&**edit, *line), ("write in place of b", 10));
    let restricted = CORRECTABLE.replace("      - b\n", &format!("      - {narrower}\n"));
    assert_eq!(reach(&restricted), "shared weak");
    assert_eq!(*end, CORRECTABLE.lines().count() + 1);
    let with_rejected = format!("{CORRECTABLE}{rejected}\n");
    assert_eq!(
        reach(&with_rejected),
        "Guests is no customer of A: a verdict at org.yaml:18 rejects it, because: the reason."
    );
    assert_eq!(reach(&format!("{CORRECTABLE}{confirmed}\n")), "through confirmed");
}

/// A verdict that is there is changed, another goes below it, in the style of the list; what is confirmed is not
/// offered to be confirmed again.
#[test]
fn a_verdict_is_added_to_those_there_are() {
    let verdicts = "verdicts:\n  - {unit: a, customer: guests, verdict: confirmed}\n";
    let map = format!("{CORRECTABLE}{verdicts}");
    let offered = corrections(&map, "a guests");
    let [_, change] = &*offered else { panic!("{offered:?}") };
    assert_eq!(*change, ("write `rejected` in the verdict".to_owned(), 18, String::new()));
    let [_, (edit, line, rejected), _] = &*corrections(&map, "a others") else { panic!() };
    assert_eq!((&**edit, *line), ("add below the last verdict", 18));
    assert_eq!(reach(&format!("{map}{rejected}\n")), "through confirmed");
    // In brackets there is no dash to write.
    let item = "{unit: a, customer: guests, verdict: confirmed}";
    let map = format!("{CORRECTABLE}verdicts: [{item}]\n");
    let [_, (edit, _, rejected), _] = &*corrections(&map, "a others") else { panic!() };
    assert_eq!(&**edit, "add to the list `verdicts`");
    let pasted = map.replace(item, &format!("{item}, {rejected}"));
    assert_eq!(reach(&pasted), "through confirmed");
}

/// A map in JSON is corrected in JSON.
#[test]
fn a_json_map_is_corrected_in_json() {
    let map = r#"{"organisation": {"name": "X"},
"departments": [{"name": "A", "serves": "b"}, {"name": "B", "serves": "guests"}],
"beneficiaries": [{"id": "guests", "name": "Guests"}]}"#;
    let run = |map: &str| {
        let run = Run::empty().file("m.json", map).line("why m.json a guests --format json");
        run.fine().json()
    };
    let json = run(map);
    let write = |at: usize| json["corrections"][at]["write"].as_str().unwrap().to_owned();
    let narrower = map.replace("\"serves\": \"b\"", &format!("\"serves\": {}", write(0)));
    assert_eq!(run(&narrower)["reach"], "shared", "{narrower}");
    let list = format!("\"verdicts\": [{}], \"departments\"", write(1));
    assert_eq!(run(&map.replace("\"departments\"", &list))["reach"], serde_json::Value::Null);
}

/// A recipient that is a mapping gets a key more; a service that a recipient is has no narrower use.
#[test]
fn an_entry_with_keys_is_added_to() {
    let map = CORRECTABLE.replace("      - b\n", "      - {to: b, agreed: {level: now}}\n");
    let offered = corrections(&map, "a guests");
    assert_eq!(
        offered[0],
        ("add to the entry of b".to_owned(), 10, "for: [sb2]".to_owned()),
        "{offered:?}"
    );
    let map = CORRECTABLE.replace("      - b\n", "      - {to: b, for: [sb]}\n");
    assert_eq!(corrections(&map, "a guests")[0].2, "for: []");
    let map = CORRECTABLE.replace("      - b\n", "      - sb\n");
    assert_eq!(corrections(&map, "a guests").len(), 2);
}

/// What the map states can only be taken out.
#[test]
fn a_stated_customer_is_taken_out() {
    let offered = corrections(CORRECTABLE, "b guests");
    assert_eq!(offered, [("take guests out of `serves`".to_owned(), 14, String::new())]);
    let offered = corrections(CORRECTABLE, "b a");
    assert_eq!(offered, [("take a out of `serves`".to_owned(), 14, String::new())]);
    // The longer way by A and back is shown with `--all`: to take it out would change nothing.
    let round = "  - {id: sb3, name: SB3, provided_by: b, serves: [a]}\nbeneficiaries";
    let map = CORRECTABLE.replace("beneficiaries", round);
    let ways = Run::yaml(&map).line("why org.yaml b guests --all").fine();
    ways.says("Longer ways:").says("SB3");
    let offered = corrections(&map, "b guests --all");
    assert_eq!(offered, [("take guests out of `serves`".to_owned(), 14, String::new())]);
}

/// Nobody reaches somebody whom no service serves, whatever a verdict says.
#[test]
fn a_verdict_on_somebody_not_served() {
    let known = "{id: others, name: Others}, {id: xs, name: Xs}]";
    let map = CORRECTABLE.replace("{id: others, name: Others}]", known);
    let map = format!("{map}verdicts: [{{unit: a, customer: xs, verdict: rejected}}]\n");
    let says = Run::yaml(&map).line("why org.yaml a xs").fine().stdout;
    assert_eq!(says, "Xs is no customer of A: no service of the organisation reaches it.\n");
}

/// A payer that a unit serves is a funder served and no customer; one that it doesn't serve is said to be a payer.
#[test]
fn of_a_payer() {
    let map = "organisation: {name: X, kind: nonprofit}\ndepartments: [{name: A, serves: p}, {name: B}]\n\
               payers: [{id: p, name: Donors}]\n";
    let says = |unit: &str| Run::yaml(map).line(&format!("why org.yaml {unit} p")).fine().stdout;
    assert_eq!(says("a"), "Donors is a funder served by A (by A), and as a payer no customer.\n");
    assert_eq!(says("b"), "Donors is a payer, and so no customer; no service of B serves it.\n");
}

/// A service that the unit itself provides is shown without providers, also where it has others; one of a part with
/// that part.
#[test]
fn own_services_are_shown_without_their_other_providers() {
    let yaml = "\
organisation: {name: X}
departments: [{id: a, name: Alpha}, {id: a1, name: Team, part_of: a}, {id: f, name: Foo}]
services:
  - {id: s, name: Post, provided_by: [f, a], serves: guests}
  - {id: t, name: Mail, provided_by: a1, serves: kin}
beneficiaries: [{id: guests, name: Guests}, {id: kin, name: Kin}]
";
    let text = Run::yaml(yaml).line("why org.yaml a guests").fine().stdout;
    assert!(text.contains("\nPost ") && !text.contains("Foo: Post"), "{text}");
    let text = Run::yaml(yaml).line("why org.yaml a kin").fine().stdout;
    assert!(text.contains("\nTeam: Mail "), "{text}");
}

/// A new verdict goes where it leaves the file sound: in place of an empty list of verdicts, before the sign of the end
/// of the file, at its end otherwise; a comment that names the key is no list.
#[test]
fn a_verdict_goes_where_the_file_stays_sound() {
    let fill = |map: &str, from: &str| {
        let offered = corrections(map, "a guests");
        let [_, (edit, line, rejected), _] = &*offered else { panic!("{offered:?}") };
        let at = map[..map.find(from).unwrap_or(map.len())].lines().count() + 1;
        assert_eq!(*line, at, "{edit}");
        let pasted = if from.is_empty() {
            format!("{map}{rejected}\n")
        } else if from == "..." {
            map.replace("\n...", &format!("\n{rejected}\n..."))
        } else {
            map.replace(from, rejected)
        };
        assert!(reach(&pasted).contains("a verdict at org.yaml"), "{pasted}");
        edit.clone()
    };
    for empty in ["verdicts:", "verdicts: []", "\"verdicts\": ~ # none yet"] {
        let map = CORRECTABLE.replace("services:", &format!("{empty}\nservices:"));
        assert_eq!(fill(&map, empty), "write in place of the empty `verdicts`");
    }
    let ended = format!("{CORRECTABLE}...\n\n# the end\n");
    assert_eq!(fill(&ended, "..."), "add above the `...` at the end,");
    let commented = format!("{CORRECTABLE}# verdicts:\n");
    let offered = corrections(&commented, "a guests");
    assert_eq!((&*offered[1].0, offered[1].1), ("add at the end,", 18));
    assert!(reach(&format!("{commented}{}\n", offered[1].2)).contains("a verdict at"));
}

/// All keys of a map may be indented, and a map may be in brackets without being named so: a verdict is written alike.
#[test]
fn a_verdict_is_written_as_the_file_is() {
    let indented = format!("  {}\n", CORRECTABLE.trim_end().replace('\n', "\n  "));
    let offered = corrections(&indented, "a guests");
    assert!(reach(&format!("{indented}{}\n", offered[1].2)).contains("a verdict at"));
    let brackets = "{organisation: {name: X},\ndepartments: [{name: A, serves: b}, {name: B, serves: guests}],\n\
                    beneficiaries: [{id: guests, name: Guests}]}\n";
    let offered = corrections(brackets, "a guests");
    let list = format!("verdicts: [{}], departments", offered[1].2);
    assert!(reach(&brackets.replace("departments", &list)).contains("a verdict at"));
}

/// A division has the verdicts of its own units only, and the file those of all: a new one is added to these.
#[test]
fn a_verdict_in_a_division_is_added_to_those_of_all() {
    let map = CORRECTABLE.replace("name: A}", "name: A, part_of: top}").replace(
        "departments:",
        "verdicts:\n  - {unit: b, customer: others, verdict: rejected}\ndepartments:\n  - {id: top, name: Top}",
    );
    let map = map.replace("name: B}", "name: B, part_of: top}");
    for (asked, line) in [("a guests", 3), ("a guests --within top", 3), ("a guests --within a", 0)]
    {
        let offered = corrections(&map, asked);
        let verdict = offered.iter().find(|one| one.2.contains("rejected"));
        assert_eq!(verdict.map_or(0, |one| one.1), line, "{asked}");
    }
}

/// What an alias repeats is written out where it is used, and a change of what it repeats is noted to reach both; without
/// an alias there is no such note. Every relationship gets its correction.
#[test]
fn aliases_are_written_out() {
    let map = "\
organisation: {name: X}
departments: [{id: a, name: A}, {id: b, name: B}, {id: c, name: C}]
services:
  - id: s1
    name: S1
    provided_by: a
    serves: &r
      - b
      - {to: c, agreed: {level: now}}
  - {id: s2, name: S2, provided_by: a, serves: *r}
  - {id: s3, name: S3, provided_by: b, serves: [guests]}
  - {id: s4, name: S4, provided_by: c, serves: [guests]}
beneficiaries: [{id: guests, name: Guests}]
";
    let offered = corrections(map, "a guests");
    let uses: Vec<(&str, usize, &str)> =
        offered[..4].iter().map(|(edit, line, text)| (&**edit, *line, &**text)).collect();
    assert_eq!(
        uses,
        [
            ("write in place of b, which `*r` repeats at line 10,", 8, "{to: b, for: []}"),
            ("add to the entry of c, which `*r` repeats at line 10,", 9, "for: []"),
            ("in place of `*r` write what it repeats, with this for b,", 10, "{to: b, for: []}"),
            ("in place of `*r` write what it repeats, with this in the entry of c,", 10, "for: []"),
        ]
    );
    let restricted =
        map.replace("      - b\n", "      - {to: b, for: []}\n").replace("now}}", "now}, for: []}");
    assert_eq!(reach(&restricted), "shared weak", "both services use the list");
    let removed = corrections(map, "a b");
    let edits: Vec<&str> = removed.iter().map(|one| &*one.0).collect();
    assert_eq!(
        edits,
        [
            "take b out of `serves`, which `*r` repeats at line 10,",
            "in place of `*r` write what it repeats, without b,"
        ]
    );
    let plain = map.replace("serves: *r", "serves: [c]");
    assert_eq!(corrections(&plain, "a b")[0].0, "take b out of `serves`");
    // The screen leaves out what --all shows.
    let run = |more: &str| Run::yaml(map).line("why org.yaml a guests").line(more).fine();
    run("").says("1 more relationship may be used for less").says_no("S2 for S4");
    run("--all").says("S2 for S4").says_no("may be used for less");
}

/// A party that does not pass on is taken out of `reaches`, at its line.
#[test]
fn what_is_not_passed_on_is_taken_out() {
    let map = CORRECTABLE
        .replace("name: Others}]", "name: Others, reaches: [kin]}, {id: kin, name: Kin}]");
    let offered = corrections(&map, "b kin");
    assert_eq!(offered[0], ("take kin out of `reaches`".to_owned(), 16, String::new()));
    let without = map.replace(", reaches: [kin]", "");
    Run::yaml(&without).line("why org.yaml b kin").fine().says("no service of the organisation");
    assert!(corrections(&map, "b others").iter().all(|one| !one.0.contains("reaches")));
}

/// A division has colleagues outside in place of what the map names: the correction names what the file has there.
#[test]
fn a_division_is_corrected_as_the_map_is_written() {
    let map = "\
organisation: {name: X}
departments: [{id: it, name: IT}, {id: sales, name: Sales}, {id: shops, name: Shops}]
groups: [{id: sellers, name: Sellers, members: [shops]}]
services:
  - id: tills
    name: Tills
    provided_by: it
    serves:
      - shop
      - sales
      - sellers
  - {id: shop, name: Shop, provided_by: [sales, shops], serves: [buyers]}
beneficiaries: [{id: buyers, name: Buyers}]
";
    let offered = |customer: &str| -> Vec<(String, usize)> {
        let all = corrections(map, &format!("it {customer} --within it"));
        all.into_iter().map(|(edit, line, _)| (edit, line)).collect()
    };
    let take = |id: &str, line| (format!("take {id} out of `serves`"), line);
    assert_eq!(offered("shops"), [take("shop", 9)]);
    // Both lines make Sales a customer, so both have to go.
    assert_eq!(offered("sales"), [take("shop", 9), take("sales", 10)]);
    assert_eq!(offered("sellers"), [take("sellers", 11)]);
}

/// Where a verdict of a department around ends it, that verdict is the reason, for those who are part of the department
/// and for who leads it, and to confirm it gives the customer back; a verdict on nothing is no reason.
#[test]
fn a_verdict_around_is_the_reason() {
    let map = |verdicts: &str| {
        format!(
            "organisation: {{name: X}}\n\
             departments: [{{id: top, name: Top, serves: sales}}, {{id: office, name: Office, part_of: top, lead: ann}}, \
             {{id: desk, name: Desk, part_of: office}}, {{id: sales, name: Sales, serves: guests}}]\n\
             people: [{{id: ann, name: Ann, department: sales}}, {{id: bob, name: Bob, department: desk}}]\n\
             beneficiaries: [{{id: guests, name: Guests}}]\nverdicts: [{verdicts}]\n"
        )
    };
    let rejected =
        map("\n{unit: office, customer: guests, verdict: rejected, because: it is not}\n");
    for (unit, how) in [("desk", "Desk is part of"), ("bob", "Bob is part of")] {
        let asked = format!("{unit} guests");
        let reason = format!(
            "a verdict at org.yaml:6 rejects it as a customer of Office, which {how}, because: it is not."
        );
        assert!(answer(&rejected, &asked).contains(&reason));
        assert_eq!(
            corrections(&rejected, &asked),
            [("write `confirmed` in the verdict".to_owned(), 6, String::new())]
        );
        let confirmed = rejected.replace("rejected", "confirmed");
        let run = Run::yaml(&confirmed).line(&format!("why org.yaml {asked}"));
        run.fine().says("SHARED");
    }
    let led = rejected.replace("department: sales", "department: office");
    let led = led.replace("part_of: top", "part_of: sales");
    assert!(answer(&led, "office guests").contains("a verdict at org.yaml:6 rejects it,"));
    assert!(answer(&led, "ann guests").contains("which Ann leads"));
    // Top decides, and what it rejects ends it before a verdict of Office has a row to remove.
    let both = map("{unit: office, customer: guests, verdict: confirmed}, \
         {unit: top, customer: guests, verdict: rejected}");
    let reason = "rejects it as a customer of Top, which Office is part of";
    assert!(answer(&both, "office guests").contains(reason));
}

/// Who is served within a group, with everyone, or as part of a department is named these, with the line; who is inside the
/// unit itself is no customer of it, and who is not held by any of these is served by nobody.
#[test]
fn who_is_served_within_a_group() {
    let map = "\
organisation: {name: X}
departments: [{id: office, name: Office}, {id: desk, name: Desk, part_of: office}, {id: sales, name: Sales, lead: ann}, {id: online, name: Online, part_of: sales}, {id: lab, name: Lab}]
people: [{id: ann, name: Ann, department: sales}]
groups:
  - {id: workers, name: Desk workers, members: [sales]}
  - {id: heads, name: Heads, where: {leads: true}}
  - {id: webbers, name: Webbers, members: [online]}
services:
  - {id: figures, name: Figures, provided_by: office, serves: [workers]}
";
    let says = |map: &str, customer: &str| {
        let run = Run::yaml(map).line(&format!("why org.yaml office {customer}"));
        run.fine().stdout.replace('\n', " ")
    };
    for customer in ["sales", "online", "ann", "heads", "webbers"] {
        let text = says(map, customer);
        assert!(text.contains("is served within Desk workers: SECONDARY"), "{text}");
        assert!(text.contains("org.yaml:9"), "{text}");
    }
    assert!(says(map, "lab").contains("Lab is no customer of Office: no service of it"));
    assert!(says(map, "desk").contains("it is inside Office"));
    let everyone = map.replace("serves: [workers]", "serves: [workers, everyone]");
    assert!(says(&everyone, "sales").contains("within Desk workers, Everyone: SECONDARY"));
    assert!(says(&everyone, "desk").contains("it is inside Office"));
    let unit = map.replace("serves: [workers]", "serves: [sales]");
    assert!(says(&unit, "online").contains("is served within Sales: SECONDARY"));
    let partly = map.replace("serves: [workers]", "serves: [heads]");
    let text = says(&partly, "sales");
    assert!(text.contains("no customer of Office as a whole. Some of it is served within Heads"));
}
