//! Files that can't be written.

use super::{There, WRITERS, beside, fails, files, limited};
use crate::{commands::SMALL, run::Run};
use std::path::Path;

/// No file may grow over a given number of blocks of 512 bytes or 1 KiB, as on a disk that is full then.
fn full(blocks: u32) -> String {
    format!("ulimit -f {blocks}")
}

/// Whether anybody may write here, whatever its permissions say.
fn is_writable(folder: &Path) -> bool {
    let probe = folder.join("probe");
    let may = std::fs::write(&probe, "").is_ok();
    let _ = std::fs::remove_file(probe);
    may
}

/// A disk that gets full while a file is written leaves nothing: no file, no temporary one, no folder.
#[cfg(target_os = "linux")]
#[test]
fn a_disk_that_gets_full() {
    for (line, file, _) in WRITERS {
        let run = beside(line).args(["-o", file]);
        let said = fails(&run, &mut limited(&run, &full(0)), line);
        assert!(said.contains("file too large"), "{line}: {said}");
        assert!(said.starts_with("error: can't write "), "{line}: {said}");
    }
}

/// A file that is there already is as it was after that.
#[cfg(target_os = "linux")]
#[test]
fn what_is_there_survives_a_full_disk() {
    let replaced = WRITERS.iter().filter(|it| it.2 == There::Replaced);
    for (line, file, _) in replaced {
        let run = beside(line).file(file, "old").args(["-o", file]);
        fails(&run, &mut limited(&run, &full(0)), line);
    }
    let line = "import csv t.csv --as services --merge org.yaml";
    let run = beside(line);
    fails(&run, &mut limited(&run, &full(0)), line);
    let line = "export org.yaml --format nodes-edges -o net";
    let run = beside(line).file("net/nodes.csv", "old").file("net/edges.csv", "old");
    fails(&run, &mut limited(&run, &full(0)), line);
}

/// Folders that were made for what then had no room are gone again, those above them too.
#[cfg(target_os = "linux")]
#[test]
fn folders_of_a_full_disk() {
    for line in [
        "export org.yaml --format nodes-edges -o deep/deeper/net",
        "import csv t.csv --as services -o deep/deeper/map --split-by department",
    ] {
        let run = beside(line);
        let said = fails(&run, &mut limited(&run, &full(0)), line);
        assert!(said.contains("deep/deeper"), "{said}");
    }
    let line = "import csv t.csv --as services --merge map";
    let run = beside(line).file("map/org.yaml", SMALL);
    fails(&run, &mut limited(&run, &full(0)), line);
}

/// A map whose schema has no room is not written either: its first line would name what isn't there.
#[cfg(target_os = "linux")]
#[test]
fn a_map_and_its_schema_are_both_or_none() {
    for line in ["init --kind nonprofit -o out.yaml", "import csv t.csv --as services -o out.yaml"]
    {
        let run = beside(line);
        let said = fails(&run, &mut limited(&run, &full(12)), line);
        assert!(said.contains("custmap.schema.json"), "{line}: {said}");
    }
}

/// A schema that is there is not needed twice: the map is written.
#[test]
fn a_schema_that_is_there_stays() {
    for line in ["init", "import csv t.csv --as services"] {
        let run = beside(line).file("custmap.schema.json", "mine");
        let ran = run.line("-o out.yaml").ran().ends(0);
        assert_eq!(ran.left("custmap.schema.json"), "mine");
        assert!(ran.left("out.yaml").starts_with("# yaml-language-server"));
    }
}

/// A device that is full is named, and isn't replaced by a file; a first map is no device's.
#[cfg(target_os = "linux")]
#[test]
fn a_full_device() {
    for (line, _, there) in WRITERS {
        // A device has no ending that says how.
        let format = match line.split(' ').next().unwrap() {
            "export" if line.contains("--unit") => "--format svg",
            "export" | "register" => "--format csv",
            "analyze" => "--format markdown",
            "ask" | "brief" | "card" => "--format html",
            "trend" => "--format json",
            _ => "",
        };
        let run = beside(line).line(format).line("-o /dev/full");
        let said = fails(&run, &mut run.command(), line);
        let why = match there {
            There::Replaced => "the disk is full",
            There::Kept => "already exists",
        };
        assert!(said.contains("/dev/full") && said.contains(why), "{line}: {said}");
    }
}

/// A folder that even the superuser can't write to is said in one line.
#[cfg(target_os = "linux")]
#[test]
fn a_folder_of_the_system() {
    if is_writable(Path::new("/sys")) {
        eprintln!("SKIPPED a_folder_of_the_system: /sys can be written to here");
        return;
    }
    for (line, file, _) in WRITERS {
        let run = beside(line).args(["-o".to_owned(), format!("/sys/{file}")]);
        let said = fails(&run, &mut run.command(), line);
        assert!(said.contains(&format!("can't write /sys/{file}: ")), "{line}: {said}");
        assert_eq!(said.lines().count(), 1, "{line}: {said}");
    }
}

/// A read-only folder is said in one line, and isn't changed.
#[cfg(unix)]
#[test]
fn a_read_only_folder() {
    use std::{fs, os::unix::fs::PermissionsExt as _};
    for (line, file, _) in WRITERS {
        let run =
            beside(line).file("locked/x", "").args(["-o".to_owned(), format!("locked/{file}")]);
        let locked = run.path().join("locked");
        fs::set_permissions(&locked, fs::Permissions::from_mode(0o555)).unwrap();
        if is_writable(&locked) {
            eprintln!("SKIPPED a_read_only_folder: the user who runs this may write everywhere");
            return;
        }
        let said = fails(&run, &mut run.command(), line);
        assert!(said.contains(&format!("can't write locked/{file}: ")), "{line}: {said}");
    }
}

/// A file where a folder should be, and a folder where a file should be.
#[test]
fn folders_that_are_files() {
    for (line, file, _) in WRITERS {
        let run = beside(line).args(["-o".to_owned(), format!("t.csv/{file}")]);
        let said = fails(&run, &mut run.command(), line);
        assert!(said.contains(&format!("can't write t.csv/{file}")), "{line}: {said}");
        let run = beside(line).file(&format!("{file}/x"), "").args(["-o", file]);
        let said = fails(&run, &mut run.command(), line);
        assert!(said.contains(file), "{line}: {said}");
    }
    for line in [
        "export org.yaml --format nodes-edges -o t.csv",
        "export org.yaml --format nodes-edges -o t.csv/net",
        "import csv t.csv --as services -o t.csv --split-by department",
        "import csv t.csv --as services -o t.csv/map --split-by department",
    ] {
        let run = beside(line);
        let said = fails(&run, &mut run.command(), line);
        assert!(said.contains("t.csv"), "{line}: {said}");
    }
}

/// Output over input is refused: over a map, over a file of a directory, over the table of an import.
#[test]
fn output_over_input() {
    for line in [
        "export org.yaml --format csv -o org.yaml",
        "export org.yaml --format xlsx -o ./org.yaml",
        "export org.yaml --format svg --unit it -o org.yaml",
        "analyze org.yaml --format markdown -o org.yaml",
        "check org.yaml --format json -o org.yaml",
        "report org.yaml -o org.yaml",
        "report . -o org.yaml",
        "export . --format csv -o ./org.yaml",
        "init -o org.yaml",
        "import csv t.csv --as services -o t.csv",
        "import csv t.csv --as services -o org.yaml",
        "import csv t.csv --as services --merge org.yaml -o org.yaml",
        "import csv t.csv --as services -o . --split-by department",
    ] {
        let run = beside(line);
        fails(&run, &mut run.command(), line);
    }
}

/// The map and the tables that are compared with it are inputs all three, also where the map changes in the same run.
#[test]
fn compared_tables_are_not_written_over() {
    const SURVEY: &str = "import survey survey.csv --merge org.yaml --long --service =shop --of Department --score Score \
                          --lowest 1 --scale 5 --measured 2026-10 --format csv -o";
    const USAGE: &str = "import usage tickets.csv --against org.yaml --format csv -o";
    let rows = "Department,Score\nBuyers,4\n".to_owned() + &"Buyers,5\n".repeat(5);
    let at = |line: &str| {
        let run = beside(line).file("survey.csv", &rows);
        run.file("tickets.csv", "Service,Department\nSelling,Bookkeeping\n")
    };
    for (line, files) in
        [(SURVEY, ["survey.csv", "org.yaml"]), (USAGE, ["tickets.csv", "org.yaml"])]
    {
        for file in files {
            let run = at(&format!("{line} {file}"));
            let said = fails(&run, &mut run.command(), line);
            assert!(
                said.contains(&format!("{file}: this is the map itself, which would be lost")),
                "{said}"
            );
        }
        at(&format!("{line} other.csv")).ran().ends(0);
    }
}

/// What is written has the permissions that any new file has, not those of a temporary one.
#[cfg(unix)]
#[test]
fn what_is_written_may_be_read() {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = |path: &Path| path.metadata().unwrap().permissions().mode() & 0o777;
    for line in [
        "export org.yaml -o out.csv",
        "init -o out.yaml",
        "export org.yaml --format nodes-edges -o net",
        "import csv t.csv --as services -o map --split-by department",
    ] {
        let run = beside(line);
        let output = limited(&run, "umask 027").output().unwrap();
        assert!(output.status.success(), "{line}: {output:?}");
        for (name, _) in files(run.path()) {
            if name == "org.yaml" || name == "t.csv" {
                continue;
            }
            let wanted = if name.ends_with('/') { 0o750 } else { 0o640 };
            assert_eq!(mode(&run.path().join(&name)), wanted, "{line}: {name}");
        }
    }
}

/// A run without any of this writes all of them: what fails above fails for its reason.
#[test]
fn all_of_them_are_written() {
    for (line, file, _) in WRITERS {
        let ran = beside(line).args(["-o", file]).ran().ends(0);
        assert!(!ran.left_bytes(file).is_empty(), "{line}");
        let names = ran.folder();
        assert!(!names.iter().any(|name| name.starts_with('.')), "{line}: {names:?}");
    }
    let run: Run = beside("export org.yaml --format nodes-edges -o deep/net");
    assert!(!run.fine().left("deep/net/edges.csv").is_empty());
}
