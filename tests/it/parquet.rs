//! `export --format parquet`: nodes and edges for engines on more than one machine, where the program is built for it.

use crate::{commands::SMALL, run::Run};

/// What the program says where it was built without Parquet, or which options it refuses with it.
#[track_caller]
fn refused(more: &str) -> String {
    let run = Run::yaml(SMALL).line("export org.yaml --format parquet");
    let ran = run.line(more).refused();
    assert_eq!(ran.folder(), ["org.yaml"], "nothing is written");
    ran.stderr
}

/// A build without it says how to get one with it, before it reads a map that may be large.
#[cfg(not(feature = "parquet"))]
#[test]
fn a_build_without_it_says_so() {
    let said = refused("-o net");
    assert!(said.contains("built without Parquet"), "{said}");
    assert!(said.contains("--features parquet"), "{said}");
    let unread = Run::empty().line("export nowhere.yaml --format parquet -o net");
    unread.refused().complains("built without Parquet");
}

/// The format is in the help of every build: who needs it learns that it is there.
#[test]
fn help_lists_it() {
    let help = Run::empty().line("export --help").fine();
    help.says("- parquet:").says("nodes.parquet");
}

/// Options of CSV are refused as with any other format that knows none.
#[test]
fn it_has_no_options_of_csv() {
    for option in ["--wide", "--excel", "--delimiter ;"] {
        let said = refused(&format!("-o net {option}"));
        assert!(said.contains("goes with csv"), "{said}");
    }
}

/// The two files, read back, where the program is built for it.
#[cfg(feature = "parquet")]
mod built {
    use crate::{
        commands::SMALL,
        run::{Ran, Run, csv},
    };
    use ::parquet::{
        file::{
            metadata::RowGroupMetaData,
            reader::{FileReader as _, SerializedFileReader},
        },
        record::Field,
    };
    use custmap::{
        render::parquet,
        report::{EdgeKind, Network, NetworkEdge, NetworkNode, NodeKind},
    };
    use std::{
        fs::{self, File},
        io::{self, Write},
    };

    /// The heads of a Parquet file, and its rows; an empty cell is `None`.
    struct Table {
        heads: Vec<String>,
        rows: Vec<Vec<Option<String>>>,
        currency: Option<String>,
    }

    #[track_caller]
    fn table(ran: &Ran, name: &str) -> Table {
        let file = File::open(ran.place().join(name)).unwrap();
        let reader = SerializedFileReader::new(file).unwrap();
        let about = reader.metadata().file_metadata();
        let columns = about.schema_descr().columns().iter();
        let currency = about.key_value_metadata().into_iter().flatten();
        let mut currency = currency.filter(|pair| pair.key == "currency");
        let cell = |(_, field): (&String, &Field)| match field {
            Field::Null => None,
            Field::Str(text) => Some(text.clone()),
            Field::Double(number) => Some(number.to_string()),
            other => panic!("{other:?} is neither text nor number"),
        };
        let rows = reader.get_row_iter(None).unwrap();
        Table {
            heads: columns.map(|column| column.name().to_owned()).collect(),
            rows: rows.map(|row| row.unwrap().get_column_iter().map(cell).collect()).collect(),
            currency: currency.next().and_then(|pair| pair.value.clone()),
        }
    }

    fn export(run: Run, map: &str) -> Run {
        run.args(["export", map]).line("--format parquet -o net")
    }

    /// The columns of a CSV table that Parquet has too; an empty cell is `None`.
    fn of_csv(text: &str, heads: &[&str]) -> Vec<Vec<Option<String>>> {
        let mut rows = csv(text);
        let all = rows.remove(0);
        let at = heads.iter().map(|head| all.iter().position(|it| it == head));
        let at: Vec<usize> = at.map(Option::unwrap).collect();
        let cell = |text: &String| (!text.is_empty()).then(|| text.clone());
        let row = |row: &Vec<String>| at.iter().map(|&at| cell(&row[at])).collect();
        rows.iter().map(row).collect()
    }

    /// They hold what the CSV files hold, in the same order, under the same words.
    #[test]
    fn they_hold_what_csv_holds() {
        let map = |name: &str| {
            let file = format!("{}/examples/{name}.yaml", env!("CARGO_MANIFEST_DIR"));
            fs::read_to_string(file).unwrap()
        };
        for map in [SMALL.to_owned(), map("xyz"), map("we-care"), map("council")] {
            let tables = Run::yaml(&map).line("export org.yaml --format nodes-edges -o net");
            let tables = tables.fine();
            let ran = export(Run::yaml(&map), "org.yaml").fine();
            let nodes = table(&ran, "net/nodes.parquet");
            assert_eq!(nodes.heads, ["id", "label", "kind", "status"]);
            let expected =
                of_csv(&tables.left("net/nodes.csv"), &["Id", "Label", "Kind", "Status"]);
            assert_eq!(nodes.rows, expected);
            let edges = table(&ran, "net/edges.parquet");
            let heads = ["source", "target", "kind", "amount", "paid_as", "satisfaction"];
            assert_eq!(edges.heads, heads);
            let heads = ["Source", "Target", "Kind", "Amount", "PaidAs", "Satisfaction"];
            let expected = of_csv(&tables.left("net/edges.csv"), &heads);
            assert_eq!(edges.rows, expected);
            assert_eq!(edges.currency.as_deref(), Some("GBP"));
            assert!(edges.rows.iter().any(|row| row[3].is_some()), "some amount");
        }
    }

    /// Names come through exactly, whatever they are; without a currency none is named, and empty tables are sound.
    #[test]
    fn names_are_exact() {
        let yaml = "organisation: {name: \"two\\nlines \\\"quoted\\\", 部門 \\u0007\"}";
        let ran = export(
            Run::yaml(&format!("{yaml}\nbeneficiaries: [{{id: é, name: '=1+1'}}]")),
            "org.yaml",
        );
        let ran = ran.fine();
        let nodes = table(&ran, "net/nodes.parquet");
        let names: Vec<_> = nodes.rows.iter().map(|row| row[1].as_deref()).collect();
        assert_eq!(names, [Some("two\nlines \"quoted\", 部門 \u{7}"), Some("=1+1")]);
        assert_eq!(nodes.rows[1][0].as_deref(), Some("é"));
        let edges = table(&ran, "net/edges.parquet");
        assert!(edges.rows.is_empty());
        assert_eq!(edges.currency, None);
    }

    /// It goes through the same choices as the CSV files: a part is the same part, a pseudonym the same pseudonym.
    #[test]
    fn filters_and_pseudonyms() {
        for more in ["--unit it", "--within sales", "--anonymous --pseudonym-key key", "--depth 1"]
        {
            let map = || Run::yaml(SMALL).file("key", "thirty-two bytes of a random key");
            let tables = map().line("export org.yaml --format nodes-edges -o net");
            let tables = tables.line(more).fine();
            let ran = export(map(), "org.yaml").line(more).fine();
            let nodes = table(&ran, "net/nodes.parquet");
            let expected = of_csv(&tables.left("net/nodes.csv"), &["Id", "Label"]);
            let found: Vec<_> = nodes.rows.iter().map(|row| row[..2].to_vec()).collect();
            assert_eq!(found, expected, "{more}");
        }
    }

    /// Both or neither: where one can't be written the other isn't, and what was there stays.
    #[test]
    fn both_or_none() {
        let run = Run::yaml(SMALL).file("net/edges.parquet/x", "");
        let run = run.file("net/nodes.parquet", "old");
        let ran = export(run, "org.yaml").refused();
        let ran = ran.complains("edges.parquet is a folder");
        assert_eq!(ran.left("net/nodes.parquet"), "old");
        let names = fs::read_dir(ran.place().join("net")).unwrap().count();
        assert_eq!(names, 2, "no temporary file is left");
        let nowhere = Run::yaml(SMALL).line("export org.yaml --format parquet");
        nowhere.refused().complains("add -o FOLDER");
    }

    /// Two runs write the same bytes.
    #[test]
    fn two_runs_write_the_same() {
        let run = || export(Run::yaml(SMALL), "org.yaml").fine();
        for name in ["net/nodes.parquet", "net/edges.parquet"] {
            assert_eq!(run().left_bytes(name), run().left_bytes(name));
        }
    }

    /// More rows than one group holds.
    const ROWS: usize = 300_000;

    /// A row of departments, each part of the one before.
    fn network() -> Network<'static> {
        let node = |at: usize| NetworkNode {
            id: format!("d{at}").into(),
            label: "Department",
            kind: NodeKind::Department,
            status: None,
        };
        let edge = |at: usize| NetworkEdge {
            source: at + 1,
            target: at,
            kind: EdgeKind::PartOf,
            amount: None,
            paid_as: None,
            satisfaction: None,
        };
        Network {
            nodes: (0..ROWS).map(node).collect(),
            edges: (0..ROWS - 1).map(edge).collect(),
            currency: None,
        }
    }

    /// Groups are of a bounded size, and together hold every row in its order.
    #[test]
    fn rows_are_in_groups() {
        let network = network();
        let mut file = tempfile::tempfile().unwrap();
        parquet::nodes(&network, &mut file).unwrap();
        let reader = SerializedFileReader::new(file).unwrap();
        let groups = reader.metadata().row_groups().iter();
        let sizes: Vec<i64> = groups.map(RowGroupMetaData::num_rows).collect();
        assert_eq!(sizes, [131_072, 131_072, 37_856]);
        for (at, row) in reader.get_row_iter(None).unwrap().enumerate() {
            let row = row.unwrap();
            let (_, id) = row.get_column_iter().next().unwrap();
            assert_eq!(id.to_string(), format!("\"d{at}\""));
        }
    }

    /// Takes a given number of bytes, and has no room for more.
    struct Room {
        left: usize,
    }

    impl Write for Room {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            if bytes.len() > self.left {
                return Err(io::ErrorKind::StorageFull.into());
            }
            self.left -= bytes.len();
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    /// A disk that is full is reported as such: at the first byte, in the midst of the rows, and at the last byte.
    #[test]
    fn a_full_disk_is_reported() {
        let network = network();
        let mut whole = Vec::new();
        parquet::edges(&network, &mut whole).unwrap();
        for left in [0, 3, whole.len() / 2, whole.len() - 1] {
            let error = parquet::edges(&network, &mut Room { left }).unwrap_err();
            assert_eq!(error.kind(), io::ErrorKind::StorageFull, "{left}: {error}");
        }
        parquet::edges(&network, &mut Room { left: whole.len() }).unwrap();
    }
}
