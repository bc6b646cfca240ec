//! `import backstage`: a catalogue's units and services, which serve those who consume them.

use super::{map, printed};
use crate::run::Run;

const CATALOGUE: &str = include_str!("../../../examples/import/catalog-info.yaml");

fn catalogue(text: &str, line: &str) -> Run {
    Run::empty().file("c.yaml", text).line("import backstage c.yaml").line(line)
}

/// An entity of a document.
fn entity(kind: &str, name: &str, spec: &str) -> String {
    format!("---\nkind: {kind}\nmetadata: {{name: {name}}}\nspec: {spec}\n")
}

/// Groups, users, systems, components and APIs each find their place; the rest is counted.
#[test]
fn a_catalogue_becomes_a_map() {
    let ran = printed(catalogue(CATALOGUE, "--organisation Theatre"));
    ran.says("  - id: ticketing\n    name: Ticketing\n    part_of: technology\n")
        .says("  - id: web\n    name: Web\n    part_of: technology\n")
        .says("    name: Web lead\n    department: web\n    email: web@theatre.example\n")
        .says(
            "    name: Ticket store\n    provided_by: ticketing\n    serves: [box-office, seats]\n",
        )
        .says("    name: Free seats\n    provided_by: ticketing\n    serves: [web-shop]\n")
        .says("    provided_by: web\n    url: \"https://tickets.theatre.example\"\n")
        .complains("9 entities in 1 file")
        .complains("ignored entities (no units or services): 1 Resource");
}

/// Files of a directory are one catalogue, and what one names another may hold.
#[test]
fn a_directory_is_one_catalogue() {
    let run = Run::empty()
        .file("c/a/catalog-info.yaml", entity("Component", "shop", "{owner: web}"))
        .file("c/b/org.yml", entity("Group", "web", "{}"))
        .file("c/package.json", "{}");
    printed(run.line("import backstage c"))
        .says("provided_by: web")
        .complains("2 entities in 2 files");
}

/// References say kind and namespace, or leave them out; small and capital letters are one.
#[test]
fn references_are_read_in_every_shape() {
    let text = [
        entity("Group", "Web", "{}"),
        entity("User", "baker", "{memberOf: [Group:default/WEB, ops]}"),
        entity("API", "seats", "{owner: user:baker}"),
        entity(
            "Component",
            "a",
            "{owner: group:web, consumesApis: [api:seats], dependsOn: [component:b, resource:db]}",
        ),
        entity("Component", "b", "{owner: default/web, lifecycle: deprecated, subcomponentOf: a}"),
    ];
    let ran = printed(catalogue(&text.concat(), ""));
    ran.says("department: Web\n    notes: \"Also in: ops\"\n")
        .says("provided_by: baker\n    serves: [a]\n")
        .says("name: b\n    provided_by: Web\n    serves: [a]\n    notes: \"Lifecycle: deprecated\"\n")
        .complains("references to what the catalogue doesn't hold: resource:db");
}

/// A name that entities of two kinds have makes two ids, which say the kind.
#[test]
fn a_name_of_two_kinds_is_two_things() {
    let text = [entity("Group", "shop", "{}"), entity("Component", "shop", "{owner: shop}")];
    printed(catalogue(&text.concat(), ""))
        .says("id: \"group:shop\"\n")
        .says("provided_by: \"group:shop\"\n");
}

/// What nobody owns, has no name or stands twice is reported at its place and left out.
#[test]
fn wrong_entities_are_reported() {
    let text = [
        entity("Group", "web", "{}"),
        entity("Component", "lone", "{}"),
        entity("Component", "lost", "{owner: nobody}"),
        entity("Group", "web", "{}"),
        "---\nkind: API\n".to_owned(),
    ];
    let ran = catalogue(&text.concat(), "--strict").refused();
    ran.complains("nobody in the catalogue owns the component `lone`")
        .complains("c.yaml:7:18")
        .complains("a second group is called `web`")
        .complains("this api has no `metadata.name`")
        .complains("3 errors");
    let ran = catalogue(&text.concat(), "").ran().ends(0);
    // The owner that is no entity is made.
    assert_eq!(map(&ran.stdout).departments.len(), 2);
    ran.says("name: lost\n    provided_by: nobody\n").complains("1 department was created");
}

/// A document that is no YAML is reported at its line of the file, and others beside it are read.
#[test]
fn a_broken_document_is_reported_at_its_line() {
    let ran = catalogue("kind: Group\n---\n\nkind: [\n---\nkind: {\n", "").refused();
    ran.complains("error[syntax]").complains("c.yaml:4:").complains("c.yaml:6:");
    for nothing in ["", "# nothing\n---\n- a list\n", "organisation: {name: X}\n"] {
        let ran = catalogue(nothing, "").refused();
        ran.complains("nothing to import was found").complains("`kind: Group`");
    }
}

/// The answer of the API is read as well, as a list or under `items`; a template in a directory is left out and named.
#[test]
fn answers_of_the_api_and_templates() {
    let entity = r#"{"kind": "Component", "metadata": {"name": "shop"}, "spec": {"owner": "web"}}"#;
    for text in [format!("[{entity}]"), format!("{{\"items\": [{entity}], \"totalItems\": 1}}")] {
        let ran = printed(Run::empty().file("e.json", text).line("import backstage e.json"));
        ran.says("name: shop\n    provided_by: web\n");
    }
    let run = Run::empty()
        .file("d/a.yaml", entity)
        .file("d/t.yaml", "{{- if .x }}\nkind: Group\n{{ end }}\n");
    printed(run.line("import backstage d")).complains("left out, since they are templates: t.yaml");
    Run::empty()
        .file("d/t.yaml", "kind: [\n")
        .line("import backstage d")
        .refused()
        .complains("error[syntax]");
}

/// A group may name its members instead of them naming it; a name that is still to be filled in makes a template.
#[test]
fn members_and_skeletons() {
    let text = [
        entity("Group", "web", "{members: [ann, nobody]}"),
        entity("Group", "ops", "{members: [bo]}"),
        entity("User", "ann", "{}"),
        entity("User", "bo", "{memberOf: [web]}"),
    ];
    let ran = printed(catalogue(&text.concat(), ""));
    ran.says("name: ann\n    department: web\n")
        .says("name: bo\n    department: web\n")
        .complains("ignored references to what the catalogue doesn't hold: user:nobody");
    let run = Run::empty()
        .file("d/a.yaml", entity("Group", "web", "{}"))
        .file(
            "d/s.yaml",
            "kind: Component\nmetadata: {name: '${{ values.name }}'}\nspec: {owner: web}\n",
        )
        .file("d/t.yaml", "kind: Component\nmetadata:\n  name: {{ name }}\nspec: {owner: web}\n");
    let ran = printed(run.line("import backstage d"));
    assert_eq!(map(&ran.stdout).services.len(), 0, "{ran}");
    ran.complains("left out, since they are templates: s.yaml, t.yaml");
}

/// A life cycle is a note, unless it is the status of the map itself: what is deprecated is still used.
#[test]
fn lifecycles_are_no_status() {
    let text = ["deprecated", "experimental", "production", "retired"]
        .map(|stage| entity("Component", stage, &format!("{{owner: web, lifecycle: {stage}}}")));
    let ran = printed(catalogue(&text.concat(), ""));
    ran.says("notes: \"Lifecycle: deprecated\"\n")
        .says("notes: \"Lifecycle: experimental\"\n")
        .says("status: retired\n")
        .says_no("Lifecycle: production")
        .says_no("status: deprecated");
}

/// A template among the entities of a file is left out by itself, with a word; the others are taken.
#[test]
fn a_template_among_entities() {
    let text = "kind: Component\nmetadata: {name: shop}\nspec: {type: service, owner: team}\n---\n\
        kind: Component\nmetadata: {name: \"${{ values.name }}\"}\nspec: {type: service, owner: team}\n";
    let ran =
        crate::run::Run::empty().file("c.yaml", text).line("import backstage c.yaml").ran().ends(0);
    assert!(ran.stdout.contains("shop") && !ran.stdout.contains("values"), "{ran}");
    ran.complains("left out, since they are templates: c.yaml (1 of its entities)");
}

/// One broken file of a folder costs that file; alone it is refused. An owner that becomes a department is no reference
/// that was ignored, and one page of an answer is said to be one.
#[test]
fn broken_files_and_pages() {
    let run = |line: &str| {
        let run = Run::empty().file("d/a.yaml", entity("Component", "shop", "{owner: ghost}"));
        run.file("d/b.yaml", "a: [1\nb: \"x\n").line(line)
    };
    let ran = run("import backstage d --width 1000").ran().ends(0);
    let ran = ran.says("provided_by: ghost").complains("d/b.yaml:2:");
    assert!(!ran.stderr.contains("doesn't hold"), "{ran}");
    run("import backstage d --strict").refused();
    run("import backstage d/b.yaml").refused();
    let json = r#"{"items": [{"kind": "Group", "metadata": {"name": "it"}, "spec": {}}], "pageInfo": {"nextCursor": "x"}}"#;
    let run = Run::empty().file("a.json", json).line("import backstage a.json --width 1000");
    run.ran().ends(0).complains("one page of the answer");
}
