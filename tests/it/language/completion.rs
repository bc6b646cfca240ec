//! What is proposed at the cursor.

use super::{MAP, marked, snapshot};
use custmap::language::{ProposalKind, complete};

/// The labels of what is proposed where the mark is; the names are those of [`MAP`].
fn proposed(text: &str) -> Vec<String> {
    let (text, offset) = marked(text);
    let known = snapshot(&[("org.yaml", MAP)]);
    let proposals = complete(&known, &text, offset);
    assert!(proposals.range.end <= text.len() && proposals.range.start <= offset);
    proposals.all.into_iter().map(|one| one.label).collect()
}

#[track_caller]
fn has(text: &str, wanted: &[&str], unwanted: &[&str]) {
    let found = proposed(text);
    let contains = |word: &&str| found.iter().any(|one| one == *word);
    assert!(wanted.iter().all(contains), "{text}: {found:?}");
    assert!(!unwanted.iter().any(contains), "{text}: {found:?}");
}

/// Keys that the mapping does not have yet, wherever it is written: above, below or within brackets.
#[test]
fn keys_that_are_not_written_yet_are_proposed() {
    has("|", &["organisation", "departments", "services"], &["name", "provided_by"]);
    has("dep|", &["departments"], &["services"]);
    has("services:\n  - name: X\n    |", &["provided_by", "serves", "paid_by"], &["name", "lead"]);
    has(
        "services:\n  - name: X\n    |\n    provided_by: it",
        &["serves"],
        &["provided_by", "name"],
    );
    has("services:\n- name: X\n  pro|", &["provided_by"], &["serves"]);
    has("services: [{name: X, |", &["provided_by"], &["name"]);
    has(
        "services:\n  - name: X\n    serves:\n      - to: Sales\n        |",
        &["for", "satisfaction"],
        &["to", "name"],
    );
    has("services:\n  - name: X\n    serves: [{to: Sales, sat|}]", &["satisfaction"], &["for"]);
    has("organisation:\n  name: X\n  |", &["kind", "currency"], &["name", "departments"]);
    has("organisation: {|}", &["name", "kind"], &[]);
    has("beneficiaries:\n  - name: B\n    relationship:\n      |", &["owner", "backup"], &["name"]);
    has(
        "beneficiaries:\n  - name: B\n    relationship:\n      owner: Clerk\n    |",
        &["since"],
        &["owner", "name"],
    );
    has("{\"departments\": [{\"name\": \"IT\", |", &["part_of"], &["name"]);
}

/// Ids and names of the kinds that may be named in the place, and reserved words where they are allowed.
#[test]
fn names_of_the_right_kind_are_proposed() {
    has(
        "services:\n  - provided_by: |",
        &["it", "Sales", "Clerk", "organisation"],
        &["Buyers", "everyone", "Shop"],
    );
    has("services:\n  - serves: [|]", &["it", "Buyers", "Shop", "everyone"], &["recipients"]);
    has("services:\n  - serves: [Sales, B|", &["Buyers"], &["Sales"]);
    has("services:\n  - serves:\n      - |", &["it", "Buyers"], &["recipients"]);
    has("services:\n  - serves:\n      - {to: |", &["it", "Buyers"], &["recipients"]);
    has("services:\n  - paid_by: |", &["recipients", "Buyers"], &["everyone", "Shop"]);
    has("departments:\n  - name: X\n    part_of: |", &["it", "Sales"], &["Clerk", "head-of-it"]);
    has("departments:\n  - name: X\n    lead: |", &["head-of-it", "Clerk"], &["it", "Sales"]);
    has("departments:\n  - name: X\n    lead: \"cl|", &["Clerk"], &["head-of-it"]);
    has("beneficiaries:\n  - relationship: {owner: |", &["Clerk", "it"], &["Buyers"]);
    has("verdicts:\n  - by: |", &["Clerk", "it"], &["Buyers", "everyone"]);
    // An id is found by the name as well.
    has("services:\n  - provided_by: head of|", &["head-of-it"], &["it"]);
}

/// `for` takes the services of the recipient, `of` of a measurement the recipients of the service.
#[test]
fn references_that_depend_on_their_neighbours_are_limited() {
    has(
        "services:\n  - serves:\n      - to: Sales\n        for: [|",
        &["Shop", "Deliveries"],
        &["Help desk"],
    );
    has("services:\n  - serves: [{to: Logistics, for: |", &["Deliveries"], &["Shop"]);
    has("measurements:\n  - {service: Help desk, of: |", &["Sales", "everyone"], &["Buyers", "it"]);
    has("measurements:\n  - service: Shop\n    of: |", &["Buyers"], &["Sales", "everyone"]);
    // Without a service to go by, everything that may be named.
    has("measurements:\n  - of: |", &["Buyers", "Sales"], &[]);
}

/// The words of the format, and nothing in texts, comments and blocks.
#[test]
fn words_are_proposed_and_free_texts_are_left_alone() {
    has("organisation: {name: X, kind: |", &["company", "public"], &["it"]);
    has("beneficiaries:\n  - status: |", &["active", "prospect", "former"], &["it"]);
    has("checks:\n  |", &["satisfaction-stale"], &["name"]);
    has("checks: {satisfaction-stale: |", &["off", "error"], &[]);
    has("allow:\n  - finding: sat|", &["satisfaction-stale"], &["unknown-key"]);
    for text in [
        "departments:\n  - name: |",
        "departments: # here |",
        "departments:\n  - name: X # |",
        "departments:\n  - description: >\n      some |",
        "departments:\n  - purpose: \"it said: |",
        "organisation: {name: X, since: |",
        "organisation: {name: X} |\nservices: []",
    ] {
        assert_eq!(proposed(text), Vec::<String>::new(), "{text}");
    }
}

/// A new entry is proposed behind the dash of its list, with its lines indented as they must be.
#[test]
fn new_entries_are_proposed_as_templates() {
    let known = snapshot(&[("org.yaml", MAP)]);
    let (text, offset) = marked("services:\n  - |");
    let proposals = complete(&known, &text, offset);
    let template = proposals.all.iter().find(|one| one.kind == ProposalKind::Template).unwrap();
    assert_eq!(template.insert, "name: $1\n    provided_by: $2\n    serves: [$3]");
    // Within brackets an entry has one line, and no template.
    let (text, offset) = marked("services: [|]");
    let proposals = complete(&known, &text, offset);
    assert!(proposals.all.iter().all(|one| one.kind != ProposalKind::Template));
}

/// What is written is quoted where YAML would read it as something else.
#[test]
fn a_name_with_signs_of_yaml_is_quoted() {
    let map =
        "organisation: {name: W}\ndepartments: [{name: \"R&D, new: all\"}, {name: Two, id: x}]\n";
    let known = snapshot(&[("org.yaml", map)]);
    let (text, offset) = marked("services: [{provided_by: |");
    let proposals = complete(&known, &text, offset);
    let written: Vec<&str> = proposals.all.iter().map(|one| &*one.insert).collect();
    assert!(
        written.contains(&"\"R&D, new: all\"") || written.contains(&"'R&D, new: all'"),
        "{written:?}"
    );
    assert!(written.contains(&"x"));
}

/// Wherever the cursor is in any prefix of a map, an answer comes and stays within the text.
#[test]
fn every_cursor_in_every_prefix_has_an_answer() {
    let known = snapshot(&[("org.yaml", MAP)]);
    let odd = "a: {b: [\"x\", 'y\n c: - d\n  - - e: |\n   f\n\t- g: &h *i\n😀: [é, {";
    for text in [MAP, odd] {
        for end in (0..=text.len()).filter(|at| text.is_char_boundary(*at)) {
            for offset in [end, end / 2] {
                let proposals = complete(&known, &text[..end], offset);
                assert!(proposals.range.end <= end);
            }
        }
    }
}
