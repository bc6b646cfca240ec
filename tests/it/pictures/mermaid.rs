//! Mermaid.

use super::{FEW, drawn, star};
use crate::{report::HOSTILE, run::Run};
use snapbox::{assert_data_eq, str};

/// Boxes by number, labels in quotes, colours by class.
#[test]
fn a_network() {
    assert_data_eq!(
        drawn(FEW, "mermaid", ""),
        str![[r#"
---
title: "Abacus"
---
flowchart LR
  n1("Abacus"):::subject
  n2{{"Everyone"}}:::group
  n3("IT"):::unit
  n4("Sales"):::unit
  n5("Web shop"):::unit
  n6["IT"]:::service
  n7["Sales"]:::service
  n8["Web shop"]:::service
  n9(["Buyers"]):::party
  n10(["Firms #38; friends"]):::party
  n3 -->|"part of"| n1
  n4 -->|"part of"| n1
  n5 -->|"part of"| n4
  n3 -->|"provides"| n6
  n4 -->|"provides"| n7
  n5 -->|"provides"| n8
  n6 -->|"serves"| n4
  n6 -->|"serves"| n2
  n7 -->|"serves"| n9
  n8 -->|"serves"| n9
  n8 -->|"serves"| n10
  n1 -->|"pays"| n6
  n9 -->|"pays 5,000 GBP"| n7
  classDef subject fill:#bcd7f0,stroke:#1a4971,color:#1a202c
  classDef unit fill:#e3eef9,stroke:#2b5d94,color:#1a202c
  classDef group fill:#ede4f7,stroke:#6b3fa0,color:#1a202c
  classDef service fill:#fff3cd,stroke:#997404,color:#1a202c
  classDef party fill:#d7efd9,stroke:#2e7d32,color:#1a202c
  classDef more fill:#f7fafc,stroke:#718096,color:#1a202c

"#]]
    );
}

/// The neighbourhood of a unit.
#[test]
fn a_neighbourhood() {
    assert_data_eq!(
        drawn(FEW, "mermaid", "--unit web"),
        str![[r#"
---
title: "Web shop: who serves it, whom it serves, and through whom"
---
flowchart LR
  n1("Web shop"):::subject
  n2("IT"):::unit
  n3["Web shop"]:::service
  n4(["Buyers"]):::party
  n5(["Firms #38; friends"]):::party
  n2 --> n1
  n1 --> n3
  n3 --> n4
  n3 --> n5
  classDef subject fill:#bcd7f0,stroke:#1a4971,color:#1a202c
  classDef unit fill:#e3eef9,stroke:#2b5d94,color:#1a202c
  classDef group fill:#ede4f7,stroke:#6b3fa0,color:#1a202c
  classDef service fill:#fff3cd,stroke:#997404,color:#1a202c
  classDef party fill:#d7efd9,stroke:#2e7d32,color:#1a202c
  classDef more fill:#f7fafc,stroke:#718096,color:#1a202c

"#]]
    );
}

/// Whatever Mermaid takes for something else becomes an entity: quotes, tags, Markdown, comments, formulas and
/// icons. Words of its language are names like others, since a box has a number for a name.
#[test]
fn names_are_text() {
    let text = drawn(HOSTILE, "mermaid", "");
    for label in [
        r##"("End")"##,
        r##"("subgraph")"##,
        r##"("click")"##,
        r##"("x-ray")"##,
        r##"("#34;#62;#60;img src=x onerror=alert(3)#62;")"##,
        r##"("#36;#36;x^2#36;#36; #92;(y#92;)")"##,
        r##"("fa#58;fa-car Cars")"##,
        r##"("#37;#37;{init#58; {#34;theme#34;#58; #34;dark#34;}}#37;#37; #37;#37; out")"##,
        r##"{{"#96;users#96; #42;#95;#126;#124;#35;"}}"##,
    ] {
        assert!(text.contains(label), "{label} in:\n{text}");
    }
    for line in text.lines().skip(4) {
        let line = line.trim_start();
        assert!(line.starts_with('n') || line.starts_with("classDef "), "{line}");
    }
}

/// A name that begins as an item of a list does is drawn as a name; a number or sign elsewhere stays as it is.
#[test]
fn names_are_no_lists() {
    let map = "organisation: {name: X}\ndepartments: [{name: 1. Reception}, {name: 2) Post}, {name: - Yard}, {name: + Plus}, {name: B-2. x}]\n";
    let map = map.replace("{name: - Yard}", "{name: \"- Yard\"}");
    let text = drawn(&map, "mermaid", "");
    for label in ["1#46; Reception", "2#41; Post", "#45; Yard", "#43; Plus", "B-2. x"] {
        assert!(text.contains(&format!("(\"{label}\")")), "{label} in:\n{text}");
    }
}

/// More than Mermaid draws is refused, with what helps; nothing is written.
#[test]
fn too_large() {
    let run = Run::yaml(&star(300)).line("export org.yaml -o x.mmd");
    let ran = run.refused().complains("Mermaid stops at 500 arrows or 50000 letters");
    let ran = ran.complains("help: --depth 1, --focus WHAT or --unit UNIT shows less");
    assert_eq!(ran.folder(), ["org.yaml"]);
    let long = format!("organisation: {{name: {}}}", "x".repeat(51_000));
    Run::yaml(&long).line("export org.yaml -o x.mmd").refused().complains("too large for Mermaid");
    let part = Run::yaml(&star(300)).line("export org.yaml -o x.mmd --focus d7 --steps 1").fine();
    assert!(part.left("x.mmd").contains("D7"));
}
