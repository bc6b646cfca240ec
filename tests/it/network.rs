//! `export --format nodes-edges`: the organisation as nodes and edges, for Gephi, Neo4j and their like.

mod division;
mod files;
mod filter;

use crate::{
    commands::SMALL,
    run::{Run, csv},
};
use snapbox::{assert_data_eq, str};
use std::{collections::BTreeSet, fs, path::Path};

/// The two tables, without their heads, and each as it is read by its head.
struct Read {
    nodes: Vec<Vec<String>>,
    edges: Vec<Vec<String>>,
}

/// What a run wrote; every edge must have its ends, and no id may be there twice.
#[track_caller]
fn read(run: Run, more: &str) -> Read {
    let ran = run.line("--format nodes-edges -o net").line(more).fine();
    assert_eq!(ran.stdout, "", "the answer is in the files");
    let mut nodes = csv(&ran.left("net/nodes.csv"));
    assert_eq!(nodes.remove(0), ["Id", "Label", "Kind", "Status"]);
    let mut edges = csv(&ran.left("net/edges.csv"));
    let head = edges.remove(0).join(" ");
    assert_eq!(head, "Source Target Type Kind Label Amount PaidAs Satisfaction");
    let ids: BTreeSet<&str> = nodes.iter().map(|node| node[0].as_str()).collect();
    assert_eq!(ids.len(), nodes.len(), "each id once");
    for edge in &edges {
        let there = ids.contains(edge[0].as_str()) && ids.contains(edge[1].as_str());
        assert!(there, "an end is missing: {edge:?}");
        assert_eq!(edge[2], "Directed");
    }
    Read { nodes, edges }
}

impl Read {
    #[track_caller]
    fn of(yaml: &str, more: &str) -> Self {
        read(Run::yaml(yaml).line("export org.yaml"), more)
    }

    /// The ids of the nodes of some kinds.
    fn ids(&self, kinds: &str) -> Vec<&str> {
        let kinds: Vec<&str> = kinds.split(' ').collect();
        let nodes = self.nodes.iter();
        let wanted = nodes.filter(|node| kinds.contains(&node[2].as_str()));
        wanted.map(|node| node[0].as_str()).collect()
    }

    /// The edges of a kind, as `source target`.
    fn edges(&self, kind: &str) -> Vec<String> {
        let edges = self.edges.iter().filter(|edge| edge[3] == kind);
        edges.map(|edge| format!("{} {}", edge[0], edge[1])).collect()
    }
}

/// Who and what there is, and what ties them together.
#[test]
fn nodes_and_edges() {
    let run = Run::yaml(SMALL).line("export org.yaml --format nodes-edges -o net");
    let ran = run.fine();
    assert_data_eq!(
        ran.left("net/nodes.csv"),
        str![[r#"
Id,Label,Kind,Status
abacus,Abacus,organisation,
sales,Sales,department,
web,Web shop,department,
head,Head of Sales,person,
it,IT,department,
books,Bookkeeping,department,
clerk,Clerk,person,
archive,Archive,department,
users,Computer users,group,
shop,Selling,service,
care,Care,service,
it.serves,IT,service,
books.serves,Bookkeeping,service,
buyers,Buyers,beneficiary,active
families,Their families,beneficiary,active
firms,Firms,beneficiary,active
lost,Lost ones,beneficiary,former
donors,Donors,payer,active

"#]]
    );
    assert_data_eq!(
        ran.left("net/edges.csv"),
        str![[r#"
Source,Target,Type,Kind,Label,Amount,PaidAs,Satisfaction
sales,abacus,Directed,part_of,part of,,,
web,sales,Directed,part_of,part of,,,
head,sales,Directed,part_of,part of,,,
it,abacus,Directed,part_of,part of,,,
books,abacus,Directed,part_of,part of,,,
clerk,books,Directed,part_of,part of,,,
archive,abacus,Directed,part_of,part of,,,
head,sales,Directed,leads,leads,,,
sales,users,Directed,member_of,member of,,,
it,users,Directed,member_of,member of,,,
web,shop,Directed,provides,provides,,,
head,care,Directed,provides,provides,,,
it,it.serves,Directed,provides,provides,,,
books,books.serves,Directed,provides,provides,,,
shop,buyers,Directed,serves,serves,,,8
shop,firms,Directed,serves,serves,,,
care,firms,Directed,serves,serves,,,
it.serves,users,Directed,serves,serves,,,5
books.serves,sales,Directed,serves,serves,,,
donors,care,Directed,pays,"pays 5,000 GBP",5000,grant,
abacus,it.serves,Directed,pays,pays,,,
abacus,books.serves,Directed,pays,"pays 90,000 GBP",90000,budget,
buyers,families,Directed,reaches,reaches,,,
head,firms,Directed,looks_after,looks after,,,

"#]]
    );
}

/// There are as many units and parties as in JSON, in its order; of the examples, too.
#[test]
fn as_many_as_in_json() {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    for example in ["xyz", "we-care", "council"] {
        let yaml = fs::read_to_string(examples.join(format!("{example}.yaml"))).unwrap();
        for more in ["", "--people=without", "--anonymous"] {
            let read = Read::of(&yaml, more);
            let run = Run::yaml(&yaml).line("export org.yaml --format json");
            let json = run.line(more).fine().json();
            // Without a key each run has pseudonyms of its own.
            let called = |id: &str| match id.strip_prefix("person-") {
                Some(_) if more == "--anonymous" => "a person".to_owned(),
                _ => id.to_owned(),
            };
            let ids = |list: &str| {
                let list = json[list].as_array().unwrap().iter();
                let ids = list.map(|one| called(one["id"].as_str().unwrap()));
                ids.collect::<Vec<_>>()
            };
            let units = read.ids("department person").into_iter();
            let units: Vec<_> = units.map(called).collect();
            let kept: Vec<_> = ids("units");
            // Whom a service serves straight is a node even where such units are not asked for.
            let own: Vec<_> = units.into_iter().filter(|id| kept.contains(id)).collect();
            assert_eq!(own, kept, "{example} {more}");
            assert_eq!(read.ids("beneficiary payer"), ids("parties"), "{example} {more}");
        }
    }
}

/// The edges are those of `list`: what each service serves, and whose it is.
#[test]
fn what_serves_whom_is_what_list_says() {
    let read = Read::of(SMALL, "");
    let list = Run::yaml(SMALL).line("list org.yaml --format json").fine().json();
    let (mut provides, mut serves) = (BTreeSet::new(), BTreeSet::new());
    for row in list["relationships"].as_array().unwrap() {
        let service = row["service"].as_str().unwrap();
        serves.insert(format!("{service} {}", row["to"].as_str().unwrap()));
        for provider in row["provided_by"].as_array().unwrap() {
            provides.insert(format!("{} {service}", provider.as_str().unwrap()));
        }
    }
    assert_eq!(BTreeSet::from_iter(read.edges("provides")), provides);
    assert_eq!(BTreeSet::from_iter(read.edges("serves")), serves);
}

/// A group holds a department with all its parts by one edge; one that it holds without some of them is distinguished.
#[test]
fn members_of_groups() {
    let yaml = "organisation: {name: X}\n\
        departments: [{id: a, name: A}, {id: b, name: B, part_of: a}, {id: c, name: C, part_of: a}, {id: d, name: D}]\n\
        groups: [{id: all, name: All, members: [a, d]}, {id: some, name: Some, members: [a], except: [b]}, {id: none, name: None}]";
    let read = Read::of(yaml, "");
    assert_eq!(read.edges("member_of"), ["a all", "d all", "c some"]);
    assert_eq!(read.edges("partly_member_of"), ["a some"]);
    assert_eq!(read.ids("group"), ["all", "some", "none"]);
}

/// `everyone` is a node only where it is served, and holds everybody without an edge.
#[test]
fn everyone_is_there_if_served() {
    let map = |to: &str| {
        format!(
            "organisation: {{name: X}}\ndepartments: [{{id: a, name: A, serves: {to}}}, {{id: b, name: B}}]"
        )
    };
    let read = Read::of(&map("everyone"), "");
    assert_eq!(read.edges("serves"), ["a.serves everyone"]);
    assert_eq!(read.ids("group"), ["everyone"]);
    assert!(read.edges("member_of").is_empty());
    assert!(Read::of(&map("b"), "").ids("group").is_empty());
}

/// Only active services tie anything; a planned one is no node.
#[test]
fn services_that_are_not_active_are_left_out() {
    let planned =
        SMALL.replace("{id: care, name: Care,", "{id: care, name: Care, status: retired,");
    let read = Read::of(&planned, "");
    assert!(!read.ids("service").contains(&"care"));
    assert!(read.edges("pays").iter().all(|edge| !edge.contains("donors")));
}

/// Who pays twice for a service has two edges, each with its amount; a default has none.
#[test]
fn each_payment_is_an_edge() {
    let yaml = "organisation: {name: X}\n\
        departments: [{id: a, name: A, serves: b, paid_by: [{from: c, amount: 5, as: grant}, {from: c, amount: 0.5}]}]\n\
        beneficiaries: [{id: b, name: B}]\npayers: [{id: c, name: C}]";
    let read = Read::of(yaml, "");
    let pays = read.edges.iter().filter(|edge| edge[3] == "pays");
    let pays: Vec<_> = pays.map(|edge| edge[4..7].join(",")).collect();
    assert_eq!(pays, ["pays 5,5,grant", "pays 1,0.5,"]);
}

/// Names with quotation marks, line breaks and formulas come back as they are; ids are exact.
#[test]
fn names_come_back_as_they_are() {
    let yaml = r#"
organisation: {id: "o\"1", name: "=1+1"}
departments: [{id: "a,b;c", name: "line\nbreak, \"quoted\""}, {id: "-d", name: "'=x", serves: "a,b;c"}]
"#;
    let read = Read::of(yaml, "");
    let names: Vec<_> = read.nodes.iter().map(|node| node[..2].join("|")).collect();
    let expected = ["o\"1|=1+1", "a,b;c|line\nbreak, \"quoted\"", "-d|'=x", "-d.serves|'=x"];
    assert_eq!(names, expected);
    assert_eq!(read.edges("serves"), ["-d.serves a,b;c"]);
}

/// With `--anonymous` neither file has the name or id of a person; leaving is reported by none.
#[test]
fn persons_may_be_anonymous() {
    let read = Read::of(SMALL, "--anonymous");
    let listed = format!("{:?}{:?}", read.nodes, read.edges);
    for word in ["Head of Sales", "Clerk", "\"head\"", "2027", "successor"] {
        assert!(!listed.contains(word), "{word} in {listed}");
    }
    assert_eq!(read.edges("leads").len(), 1);
}
