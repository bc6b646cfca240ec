//! `init`: the first map, by example or by questions; sound, and never over what is there.

use crate::run::{Ran, Run};
use custmap::{
    input::{self, MapFormat},
    resolve::resolve,
};
use proptest::prelude::*;
use snapbox::{assert_data_eq, str};

const KINDS: [&str; 3] = ["company", "nonprofit", "public"];

/// `init --ask` with these lines typed.
fn asked(more: &str, lines: &[&str]) -> Run {
    let typed = lines.iter().map(|line| format!("{line}\n"));
    Run::empty().line("init --ask").line(more).stdin(&typed.collect::<String>())
}

/// Each starter is a map without errors or warnings, and every unit of it has a customer outside.
#[test]
fn a_starter_is_sound() {
    for kind in KINDS {
        let map = Run::empty().line("init -o - --kind").args([kind]).fine().stdout;
        let checked = Run::yaml(&map).line("check org.yaml --today 2026-11-22 --deny warning");
        let checked = checked.ran();
        assert_eq!(checked.code, i32::from(kind == "company"), "{kind}: {checked}");
        let warnings = checked.stdout.matches("warning: ").count();
        assert_eq!(warnings, usize::from(kind == "company"), "a company has one thing to fix");
        let facts = Run::yaml(&map).line("export org.yaml --format json").fine().json();
        for unit in facts["units"].as_array().unwrap() {
            let primary = unit["primary"].as_array().unwrap();
            assert!(!primary.is_empty(), "{kind}: {}", unit["name"]);
        }
        assert_eq!(facts["organisation"]["kind"], kind);
    }
}

/// A starter shows the main keys, each with a remark: it is what people learn the format from.
#[test]
fn a_starter_teaches() {
    for kind in KINDS {
        let map = Run::empty().line("init -o - --kind").args([kind]).fine().stdout;
        for key in [
            "organisation",
            "departments",
            "people",
            "groups",
            "services",
            "beneficiaries",
            "name",
            "part_of",
            "purpose",
            "lead",
            "provided_by",
            "serves",
            "satisfaction",
            "paid_by",
            "relationship",
            "won_by",
            "customers_called",
            "currency",
            "where",
            "role",
        ] {
            let shown = map.contains(&format!("{key}:")) || kind == "nonprofit" && key == "where";
            assert!(shown, "{kind} lacks {key}");
        }
        let remarks = map.lines().filter(|line| line.contains('#')).count();
        assert!(remarks > 15, "{kind}: {remarks}");
        assert!(map.lines().all(|line| line.chars().count() <= 110), "{kind} is narrow");
        assert!(!map.contains("MAP"), "it names the file that it is");
    }
}

/// It writes `org.yaml`, the schema beside it and the line that an editor finds it by; and says what is next.
#[test]
fn map_and_schema_are_written() {
    let ran = Run::empty().line("init").ran().ends(0);
    assert_eq!(ran.stdout, "");
    assert_data_eq!(
        &ran.stderr,
        str![[r#"
note: wrote org.yaml, and custmap.schema.json for your editor
next: custmap analyze org.yaml

"#]]
    );
    assert_eq!(ran.folder(), ["custmap.schema.json", "org.yaml"]);
    let map = ran.left("org.yaml");
    assert!(map.starts_with("# yaml-language-server: $schema=custmap.schema.json\n"), "{map}");
    let schema = Run::empty().line("schema").fine().stdout;
    assert_eq!(ran.left("custmap.schema.json"), schema);
    // The folder is a map too, and the schema no part of it.
    let run = Run::empty().file("m/org.yaml", map).file("m/custmap.schema.json", schema);
    run.line("analyze m").fine().says("Our Company: 5 departments");
}

/// `--no-schema` and standard output have no schema beside them, so no line names one.
#[test]
fn a_line_that_names_no_file_is_left_out() {
    let ran = Run::empty().line("init -q --no-schema -o a.yaml").fine();
    assert_eq!(ran.folder(), ["a.yaml"]);
    assert!(!ran.left("a.yaml").contains("yaml-language-server"));
    Run::empty()
        .line("init -o -")
        .fine()
        .says_no("yaml-language-server")
        .says("custmap analyze org.yaml");
}

/// Nothing is written over: neither a map, before the first question, nor a schema that is there.
#[test]
fn what_is_there_stays() {
    for line in ["init", "init --ask", "init -o ./org.yaml"] {
        let ran = Run::yaml("mine").line(line).refused();
        assert_eq!(ran.folder(), ["org.yaml"]);
        assert_eq!(ran.left("org.yaml"), "mine");
        assert!(ran.stderr.contains("already exists"), "{ran}");
        assert!(!ran.stderr.contains('?'), "no question is asked in vain: {ran}");
    }
    let run = Run::empty().file("custmap.schema.json", "mine").line("init -q").fine();
    assert_eq!(run.left("custmap.schema.json"), "mine");
    let ran = Run::empty().line("init -o no/such/org.yaml").refused();
    ran.complains("there is no folder no/such");
    let ran = Run::empty().line("init -o org.json").refused();
    assert_eq!(ran.complains("a first map is YAML").folder(), [""; 0]);
}

/// The answers make a map: departments with those that they serve, those outside, and who pays.
#[test]
fn questions_make_a_map() {
    let ran = asked(
        "-o map.yaml",
        &[
            "Night Shelter",
            "non",
            "guests",
            "Kitchen",
            "Office",
            "",
            "Shelter guests",
            "",
            "Donors",
            "",
            "shelter guests",
            "kitchen, everyone",
        ],
    );
    let ran = ran.ran().ends(0);
    assert_data_eq!(
        ran.left("map.yaml"),
        str![[r##"
# yaml-language-server: $schema=custmap.schema.json
# Who serves whom, as far as it is known. Look at it, and ask what is missing:
#   custmap analyze map.yaml
#   custmap check map.yaml

organisation:
  name: Night Shelter
  kind: nonprofit
  customers_called: guests

departments:
  - name: Kitchen
    serves: [Shelter guests]
  - name: Office
    serves: [Kitchen, everyone]

beneficiaries:
  - name: Shelter guests

payers:
  - name: Donors

# Next: say what exactly is done for whom. A service with a name takes the place of a department's `serves`.
# services:
#   - name: Helpdesk
#     provided_by: IT
#     serves: everyone

"##]]
    );
    assert!(ran.stderr.ends_with("next: custmap analyze map.yaml\n"), "{ran}");
    Run::empty().file("map.yaml", ran.left("map.yaml")).line("check map.yaml").ran().ends(0);
}

/// What can't be is asked again, with the reason; a kind that is given is not asked for.
#[test]
fn a_wrong_answer_is_asked_again() {
    let lines = [
        "",
        "Bakery",
        "",
        "!!!",
        "Everyone",
        "Shop",
        "shop",
        "Bakehouse",
        "",
        "Neighbours",
        "Shop",
        "",
        "Bakehous",
        "Shop",
        "",
        "",
    ];
    let ran = asked("--kind company -o -", &lines).ran().ends(0);
    for listed in [
        "no id can be made of this name",
        "`everyone` is a word of the file format",
        "shop is there already",
        "Shop is there already",
        "Nobody else there is called Bakehous: write `Bakehouse`",
        "Nobody else there is called Shop",
    ] {
        assert!(ran.stderr.contains(listed), "no {listed:?} in {ran}");
    }
    assert!(!ran.stderr.contains("Is it a company"), "{ran}");
}

/// Where the answers end early nothing is written, and that is said.
#[test]
fn an_early_end_leaves_nothing() {
    let lines = ["Bakery", "company", "", "Shop", "", "Neighbours", "", "Neighbours"];
    for count in 0..lines.len() {
        let ran = asked("", &lines[..count]).refused();
        assert_eq!(ran.folder(), [""; 0], "after {count} lines");
        ran.complains("nothing was written");
    }
    asked("-q", &lines).ran().ends(0).left("org.yaml");
}

/// Nor does an answer that is no text.
#[test]
fn answers_that_are_no_text_are_refused() {
    let ran = Run::empty().line("init --ask").stdin_bytes(b"\xff\xfe\n").refused();
    assert_eq!(ran.folder(), [""; 0]);
    ran.complains("can't read the answer");
}

/// Names, as YAML reads them back from the map that was made of them.
fn read_back(ran: &Ran) -> Vec<String> {
    let read = input::read_text("map", &ran.stdout, MapFormat::Yaml);
    assert_eq!(read.problems, []);
    let organisation = resolve(read.raw).expect("the map is sound");
    let units = organisation.units().map(|(_, unit)| unit.header.name.to_string());
    [organisation.header.name.to_string()].into_iter().chain(units).collect()
}

/// Names with signs of YAML come out as they went in.
#[test]
fn names_are_quoted_where_they_have_to_be() {
    let names = [
        "A: b #c",
        "- dash",
        "[x] {y}",
        "\"q\" 'r'",
        "no",
        "2024",
        "1e3",
        "~a",
        "null",
        "*star &anchor !tag",
        "%a",
        "@b",
        "`c`",
        "a, b",
        "Ä ß 水 😀",
        "back\\slash",
        "|x",
        ">y",
        "?z",
        "tab\tin",
        "trailing:",
    ];
    for name in names {
        let lines = [name, "", "", &format!("The {name}"), "", "x", "", "x"];
        let ran = asked("-o -", &lines).ran().ends(0);
        assert_eq!(read_back(&ran), [name.to_owned(), format!("The {name}")], "{}", ran.stdout);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    /// Any line is a name, or is refused with a reason; what is written reads back.
    #[test]
    fn any_name_is_written_so_that_it_reads_back(name in "[^\r\n]{0,12}") {
        let name = format!("A{}", name.trim_end());
        let lines = [&*name, "", "", "Shop", "", "x", "", "x"];
        let ran = asked("-o -", &lines).ran().ends(0);
        prop_assert_eq!(read_back(&ran), [name, "Shop".to_owned()]);
    }
}
