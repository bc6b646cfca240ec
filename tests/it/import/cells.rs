//! What a mapping says of cells: splitting, taking, trimming, translating, and rows that fill several lists.

use super::map;
use crate::run::{Ran, Run};

#[track_caller]
fn mapped(text: &str, mapping: &str) -> Ran {
    let run = Run::empty().file("t.csv", text).file("m.yaml", mapping);
    let ran = run.line("import csv t.csv --mapping m.yaml -q").ran().ends(0);
    map(&ran.stdout);
    ran
}

/// A part of a cell, without the signs around it, with a word before it.
#[test]
fn cells_are_split_taken_and_trimmed() {
    let mapping = "as: departments\nmap:\n  name: {column: title, split: \" | \", take: 1}\n  \
                   purpose: {column: title, split: \" | \", take: 2, trim: \"'\", before: \"French: \"}\n";
    let ran = mapped("title\nTaxes | 'Impôts'\nRoads\n", mapping);
    ran.says("name: Taxes\n    purpose: \"French: Impôts\"\n").says("name: Roads\n");
}

/// `values` translate, to nothing, one, several or a mapping; `other` says what the rest is.
#[test]
fn values_stand_for_others() {
    let mapping = "as: services\nset: {provided_by: IT}\nmap:\n  name: a\n  serves:\n    column: b\n    split: \",\"\n    \
                   values: {P: People, X: , B: [Firms, Shops]}\n    other: drop\n  \
                   paid_by: {column: c, values: {Y: {from: recipients, as: fee}}, other: Treasury}\n";
    let ran = mapped("a,b,c\none,\"P,X,B,?\",Y\ntwo,X,N\n", mapping);
    ran.says("serves: [people, firms, shops]\n    paid_by: [{from: recipients, as: fee}]\n")
        .says("name: two\n    provided_by: it\n    paid_by: [treasury]\n");
}

/// Several columns make one key; `when` takes only some rows; the same recipient is taken once.
#[test]
fn several_columns_fill_a_key() {
    let mapping = "as: services\nset: {provided_by: IT}\nmap:\n  name: a\n  \
                   serves: [{column: b, split: \",\"}, {column: c, when: {d: [yes, maybe]}}]\n  \
                   notes: [c, {column: d, before: \"said \"}]\n";
    let ran = mapped("a,b,c,d\none,\"X,Z\",Z,yes\ntwo,X,Z,no\n", mapping);
    ran.says("serves: [x, z]\n    notes: Z; said yes\n")
        .says("serves: [x]\n    notes: Z; said no\n");
}

/// One table fills several lists, each entry once, besides what the mapping itself states.
#[test]
fn one_table_fills_several_lists() {
    let mapping = "organisation: {name: Town, kind: public, paid_by: {from: taxpayers, as: tax}}\n\
                   entries:\n  payers: [{id: taxpayers, name: Taxpayers}]\n\
                   tables:\n  - {as: departments, map: {id: o, name: t}}\n  \
                   - {as: services, map: {name: s, provided_by: o}, set: {serves: Citizens}}\n";
    let ran = mapped("o,t,s\n1,Roads,Lamps\n1,Roads,Signs\n2,Parks,Trees\n", mapping);
    let map = map(&ran.stdout);
    assert_eq!((map.departments.len(), map.services.len(), map.payers.len()), (2, 3, 1));
    ran.says("kind: public\n  paid_by: {from: taxpayers, as: tax}\n").says("provided_by: \"1\"");
}

/// A mapping that is wrong is reported at its places, in one run.
#[test]
fn a_wrong_mapping_is_reported_at_its_places() {
    let mapping = "entries: {payer: [], groups: [{nam: x}], payers: [{name: A, knd: x}]}\ntables:\n  \
                   - {as: departments, map: {name: {column: a, take: 0}}}\n  - {map: {name: a}}\n";
    let run = Run::empty().file("t.csv", "a\nb\n").file("m.yaml", mapping);
    let ran = run.line("import csv t.csv --mapping m.yaml").refused();
    ran.complains("m.yaml:3:53").complains("what is a row?").complains("m.yaml:4:5");
    let mapping = mapping.replace("take: 0", "take: 1").replace("{map: {", "{as: people, map: {");
    let run = Run::empty().file("t.csv", "a\nb\n").file("m.yaml", mapping);
    let ran = run.line("import csv t.csv --mapping m.yaml").refused();
    ran.complains("a map has no list `payer`").complains("no `name`").complains("no key `knd`");
}
