//! Commands that change a map in its place: whatever comes in between, it is what it was or what it becomes, it stays
//! whose it was, and nobody's change is lost.
#![cfg(unix)]

use super::{ends, fails, files, limited, start};
use crate::run::Run;
use std::{
    fs,
    os::unix::fs::{MetadataExt as _, PermissionsExt as _, symlink},
    path::Path,
    process::Command,
    sync::OnceLock,
};

const MAP: &str = include_str!("../../../examples/xyz.yaml");
const ANSWERS: &str = include_str!("../../../examples/answers/accounting.json");
const ROWS: &str = "name,provided_by,serves\nParking,it,everyone\n";
const SURVEY: &str = "When,Department,Score\n2026-10-01,HR,4\n2026-10-02,HR,4\n2026-10-03,HR,5\n2026-10-03,HR,5\n2026-10-03,HR,5\n";

/// Each command that changes a map.
const CHANGERS: [&str; 5] = [
    "import csv t.csv --as services --merge org.yaml",
    "import answers answers.json --merge org.yaml --today 2026-11-29",
    "import survey s.csv --merge org.yaml --long --service =helpdesk --of Department --score Score --date When --lowest 1 --scale 5",
    "import workbook map.xlsx --merge org.yaml --delete",
    "rename org.yaml it information-technology",
];

/// The map, with one service more than its workbook has.
fn map() -> String {
    MAP.replacen(
        "services:\n",
        "services:\n  - {id: spare, name: Spare, provided_by: it, serves: [hr]}\n",
        1,
    )
}

/// A run of a command beside a map and all that it reads.
pub(super) fn changed_map(line: &str) -> Run {
    changer(line)
}

/// A run of a command that changes `org.yaml`, beside all that it reads.
fn changer(line: &str) -> Run {
    static BOOK: OnceLock<Vec<u8>> = OnceLock::new();
    let book = BOOK.get_or_init(|| {
        let ran = Run::yaml(MAP).line("sheet org.yaml -o map.xlsx").ran().ends(0);
        ran.left_bytes("map.xlsx")
    });
    let run = Run::yaml(&map()).file("t.csv", ROWS).file("answers.json", ANSWERS);
    run.file("s.csv", SURVEY).file("map.xlsx", book).line(line)
}

fn text(folder: &Path) -> String {
    fs::read_to_string(folder.join("org.yaml")).unwrap()
}

/// Each of them changes the map: what fails below fails for its reason.
#[test]
fn all_of_them_change_the_map() {
    for line in CHANGERS {
        let ran = changer(line).ran().ends(0);
        assert_ne!(ran.left("org.yaml"), map(), "{line}: {ran}");
        ran.says_no("panicked");
    }
}

/// Where standard output is full, who ends with 0 has changed the map and had nothing to print; who ends with 2 has
/// changed nothing, or says what it wrote.
#[cfg(target_os = "linux")]
#[test]
fn a_full_standard_output() {
    for line in CHANGERS {
        let run = changer(line);
        let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let ended = ends(start(run.command().stdout(full)), line);
        let is_changed = text(run.path()) != map();
        let said = String::from_utf8_lossy(&ended.stderr);
        match ended.status.code() {
            Some(0) => assert!(is_changed, "{line}: {said}"),
            Some(2) => {
                assert!(said.contains("No space left"), "{line}: {said}");
                assert_eq!(
                    said.contains("org.yaml: 1 measurement written"),
                    is_changed,
                    "{line}: {said}"
                );
            }
            other => panic!("{line}: {other:?} {said}"),
        }
    }
}

/// A file that may not grow, or a file system without room, leaves the map as it was, with a copy kept and without.
#[cfg(target_os = "linux")]
#[test]
fn a_map_survives_a_full_disk() {
    for line in CHANGERS {
        for option in ["", "--backup"] {
            let run = changer(line).line(option);
            let said = fails(&run, &mut limited(&run, "ulimit -f 0"), line);
            assert!(said.contains("can't write"), "{line}: {said}");
        }
        let run = changer(line);
        // What is read beside the map takes some room, and a filler all the rest.
        let shell = format!(
            "mkdir full; mount -t tmpfs -o size=256k none full; cp org.yaml t.csv answers.json s.csv map.xlsx full; \
             cd full; head -c 9000000 /dev/zero > filler 2>/dev/null || true; \
             custmap {line} || echo \"status $?\"; ls -A; cmp org.yaml ../org.yaml"
        );
        let Some(ended) = super::outputs::in_namespace(&run, &shell) else {
            return;
        };
        let said = String::from_utf8_lossy(&ended.stderr);
        assert!(said.contains("the disk is full"), "{line}: {said}");
        let shown = String::from_utf8_lossy(&ended.stdout);
        assert_eq!(
            shown, "status 2\nanswers.json\nfiller\nmap.xlsx\norg.yaml\ns.csv\nt.csv\n",
            "{line}: {said}"
        );
    }
}

/// A private map stays private, a map of somebody else stays theirs, and a read-only one is not changed.
#[test]
fn a_map_stays_whose_it_is() {
    for line in CHANGERS {
        let run = changer(line);
        let path = run.path().join("org.yaml");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
        let is_given = std::os::unix::fs::chown(&path, Some(12_345), Some(12_345)).is_ok();
        let ran = run.line("--backup").ran().ends(0);
        if line.starts_with("rename") || !ran.folder().is_empty() {
            for name in ["org.yaml", "org.yaml.bak"] {
                let about = ran.place().join(name).metadata().unwrap();
                assert_eq!(about.mode() & 0o777, 0o600, "{line}: {name}");
                assert!(!is_given || about.uid() == 12_345, "{line}: {name}");
            }
        }
        let run = changer(line);
        let path = run.path().join("org.yaml");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).unwrap();
        let said = fails(&run, &mut run.command(), line);
        assert!(said.contains("read-only"), "{line}: {said}");
    }
}

/// A link to the map stays a link: what it leads to is changed.
#[test]
fn a_link_stays_a_link() {
    for line in CHANGERS {
        let run = changer(line);
        fs::create_dir(run.path().join("real")).unwrap();
        fs::rename(run.path().join("org.yaml"), run.path().join("real/org.yaml")).unwrap();
        symlink("real/org.yaml", run.path().join("org.yaml")).unwrap();
        let ran = run.ran().ends(0);
        assert!(ran.place().join("org.yaml").is_symlink(), "{line}");
        assert_ne!(ran.left("real/org.yaml"), map(), "{line}");
    }
}

/// A link to the map that somebody else made, where everybody may write, is not written through; nor is one in the place
/// of the copy that `--backup` keeps.
#[test]
fn planted_links_are_refused() {
    for line in CHANGERS {
        let run = changer(&line.replace("org.yaml", "tmp/org.yaml"));
        let tmp = run.path().join("tmp");
        fs::create_dir(&tmp).unwrap();
        fs::set_permissions(&tmp, fs::Permissions::from_mode(0o1777)).unwrap();
        symlink("../org.yaml", tmp.join("org.yaml")).unwrap();
        if std::os::unix::fs::lchown(tmp.join("org.yaml"), Some(12_345), None).is_err() {
            eprintln!(
                "SKIPPED planted_links_are_refused: only the superuser makes links of others"
            );
            return;
        }
        let said = fails(&run, &mut run.command(), line);
        assert!(said.contains("this link belongs to somebody else"), "{line}: {said}");
        let run = changer(line).line("--backup").file("mine", "precious");
        symlink("mine", run.path().join("org.yaml.bak")).unwrap();
        let ran = run.ran().ends(0);
        assert_eq!(ran.left("mine"), "precious", "{line}");
        assert_eq!(ran.left("org.yaml.bak-2"), map(), "{line}");
    }
}

/// A map that is a pipe or a device is refused, and nothing waits for it.
#[test]
fn a_map_that_is_no_file() {
    for line in CHANGERS {
        let run = changer(&line.replace("org.yaml", "pipe.yaml"));
        let made = Command::new("mkfifo").arg(run.path().join("pipe.yaml")).status();
        assert!(made.unwrap().success());
        let mut child = start(&mut run.command());
        // What writes the map into the pipe, so that anybody who opens it goes on.
        let pipe = run.path().join("pipe.yaml");
        let writer = std::thread::spawn(move || fs::write(pipe, map()));
        let status = super::status(&mut child, line);
        // A writer that found no reader waits for one.
        let _ = fs::OpenOptions::new().read(true).write(true).open(run.path().join("pipe.yaml"));
        drop(writer);
        assert_eq!(status.code(), Some(2), "{line}");
        let kind = run.path().join("pipe.yaml").metadata().unwrap().file_type();
        assert!(!kind.is_file(), "{line}: the pipe was replaced");
        let device = changer(&line.replace("org.yaml", "/dev/null"));
        assert_eq!(device.ran().code, 2, "{line}");
    }
}

/// However often runs come together, a run that ends with 0 has changed the map, and one that has not ends with 2.
#[test]
fn changes_at_once_are_not_lost() {
    // A workbook that deletes what it has no row for would rightly delete what the others added before it.
    for line in CHANGERS.into_iter().filter(|line| !line.contains("--delete")) {
        let run = changer(line);
        let mut children = vec![("it", start(&mut run.command()))];
        for at in 0..3 {
            let table = format!("{at}.csv");
            fs::write(run.path().join(&table), format!("id,name\nnew{at},New {at}\n")).unwrap();
            let mut command = Command::new(env!("CARGO_BIN_EXE_custmap"));
            command.args(["import", "csv", &table, "--as", "departments", "--merge", "org.yaml"]);
            let name = ["new0", "new1", "new2"][at];
            children.push((name, start(command.current_dir(run.path()))));
        }
        let alone = changer(line).ran().left("org.yaml");
        let own = alone.lines().find(|line| !map().contains(line));
        let gone = map().lines().find(|line| !alone.contains(line)).map(str::to_owned);
        for (name, child) in children {
            let ended = ends(child, line);
            let said = String::from_utf8_lossy(&ended.stderr);
            let left = text(run.path());
            let is_in = match (name, own, &gone) {
                ("it", Some(own), _) => left.contains(own),
                ("it", None, Some(gone)) => !left.contains(gone.as_str()),
                (name, ..) => left.contains(&format!("id: {name}")),
            };
            match ended.status.code() {
                Some(0) => assert!(is_in, "{line}: {name} is lost: {said}"),
                code => assert!(code == Some(2) && !is_in, "{line}: {name}: {said}"),
            }
        }
    }
}

/// A run that is killed without warning leaves the old map or the new one, and at most temporary files, which no later
/// run reads or minds.
#[test]
fn a_kill_at_any_step() {
    for line in CHANGERS {
        let line = format!("{line} --backup");
        let new = changer(&line).ran().left("org.yaml");
        for step in 0..10 {
            let run = changer(&line);
            let mut child = start(&mut run.command());
            std::thread::sleep(std::time::Duration::from_millis(step * 9));
            // It may have ended already.
            let _ = child.kill();
            ends(child, &line);
            let left = text(run.path());
            assert!(left == map() || left == new, "{line}: neither the old map nor the new one");
            for (name, bytes) in files(run.path()) {
                let is_known = ["org.yaml", "t.csv", "answers.json", "s.csv", "map.xlsx"]
                    .contains(&name.as_str());
                let is_copy = name == "org.yaml.bak" && bytes == map().as_bytes();
                assert!(is_known || is_copy || name.starts_with(".custmap-"), "{line}: {name}");
            }
            let mut command = Command::new(env!("CARGO_BIN_EXE_custmap"));
            let again = command.args(["check", ".", "--quiet"]).current_dir(run.path()).output();
            assert!(matches!(again.unwrap().status.code(), Some(0 | 1)), "{line}");
        }
    }
}
