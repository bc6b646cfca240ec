//! Files that can't be read, are none, or are gone when their turn comes.

use super::{TABLE, ends, fails, start};
use crate::{commands::SMALL, run::Run};
use std::{fs, time::Duration};

/// Another file of a directory.
const MORE: &str = "departments: [{id: stores, name: Stores}]\n";

/// A file that is gone when its turn comes is named: it was there when the directory was listed.
///
/// Nobody can know from outside when that is, so many moments are tried; none may end in anything else.
#[test]
fn a_file_that_vanishes() {
    // Loading the first takes some milliseconds, and its turn comes before the second's.
    let long = format!("{SMALL}# {}\n", "x".repeat(8_000_000));
    let run = Run::empty().file("map/a.yaml", long).line("check map --format json");
    let second = run.path().join("map/b.yaml");
    let mut found = 0;
    for step in 0..600 {
        fs::write(&second, MORE).unwrap();
        let child = start(&mut run.command());
        std::thread::sleep(Duration::from_micros(step * 500));
        fs::remove_file(&second).unwrap();
        let ended = ends(child, "check map");
        let said = String::from_utf8(ended.stderr).unwrap();
        if ended.status.code() == Some(0) {
            assert_eq!(said, "", "read before, or not listed");
            continue;
        }
        assert_eq!(ended.status.code(), Some(2), "{said}");
        assert_eq!(said.lines().count(), 1, "{said}");
        assert!(said.starts_with("error: can't read map/b.yaml: "), "{said}");
        found += 1;
        if found == 3 {
            return;
        }
    }
    panic!("it never vanished in time");
}

/// A file of a directory that can't be opened is named, and nothing is answered from the others.
#[cfg(unix)]
#[test]
fn an_unreadable_file() {
    use std::os::unix::{self, fs::PermissionsExt as _};
    let map = || Run::empty().file("map/a.yaml", SMALL).file("map/b.yaml", MORE);
    let commands = ["check map", "export map --format csv", "report map -o out.html"];
    for line in commands {
        // A link that leads to itself, or nowhere, can't be opened even by the superuser.
        for to in ["c.yaml", "nowhere.yaml"] {
            let run = map().line(line);
            unix::fs::symlink(to, run.path().join("map/c.yaml")).unwrap();
            let ended = ends(start(&mut run.command()), line);
            let said = String::from_utf8(ended.stderr).unwrap();
            assert_eq!(ended.status.code(), Some(2), "{line}: {said}");
            assert!(said.starts_with("error: can't read map/c.yaml: "), "{line}: {said}");
            assert_eq!((said.lines().count(), ended.stdout.len()), (1, 0), "{line}: {said}");
            assert!(!run.path().join("out.html").exists());
        }
    }
    let run = map().line("check map");
    let locked = run.path().join("map/b.yaml");
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o000)).unwrap();
    if fs::read(&locked).is_ok() {
        eprintln!("SKIPPED an_unreadable_file: the user who runs this may read everything");
        return;
    }
    let ran = run.refused();
    ran.complains("error: can't read map/b.yaml: permission denied");
}

/// A file that opens, and breaks while it is read, is named too.
#[cfg(target_os = "linux")]
#[test]
fn a_file_that_breaks_while_it_is_read() {
    let run = Run::empty().file("map/a.yaml", SMALL).line("check map/b.yaml");
    std::os::unix::fs::symlink("/proc/self/mem", run.path().join("map/b.yaml")).unwrap();
    let ran = run.refused().complains("error: can't read map/b.yaml: ");
    assert_eq!(ran.stderr.lines().count(), 1, "{ran}");
}

/// Links in a circle, through a folder and through each other, end: each folder is read once.
#[cfg(unix)]
#[test]
fn a_circle_of_links() {
    use std::os::unix::fs::symlink;
    let run = Run::empty()
        .file("map/a.yaml", SMALL)
        .file("map/deep/b.yaml", MORE)
        .line("list map --format json");
    let at = |name: &str| run.path().join("map").join(name);
    symlink("..", at("deep/up")).unwrap();
    symlink("deep/up/deep", at("again")).unwrap();
    symlink("two", at("one")).unwrap();
    symlink("one", at("two")).unwrap();
    let ended = ends(start(&mut run.command()), "a circle");
    let said = String::from_utf8_lossy(&ended.stderr);
    assert_eq!(ended.status.code(), Some(0), "{said}");
}

/// A link that leads out of a directory is named and not followed: nothing of what it leads to is read or shown. One
/// that leads to a folder within it is nothing to report.
#[cfg(unix)]
#[test]
fn a_link_out_of_a_directory() {
    use std::os::unix::fs::symlink;
    for line in ["check map --level error", "list map", "export map --format json"] {
        let run = Run::empty()
            .file("secret.yaml", "password: hunter2\n")
            .file("map/a.yaml", SMALL)
            .file("map/deep/b.yaml", MORE)
            .line(line);
        symlink("../secret.yaml", run.path().join("map/s.yaml")).unwrap();
        symlink("/", run.path().join("map/deep/root")).unwrap();
        symlink("deep", run.path().join("map/inside")).unwrap();
        let ran = run.ran().ends(0).says_no("hunter2").complains_not("hunter2");
        let ran = ran.complains_not("map/inside");
        for link in ["map/s.yaml", "map/deep/root"] {
            assert!(ran.stderr.contains(&format!("{link} leads out of the directory")), "{ran}");
        }
    }
}

/// Makes a pipe with a name, where the system has them.
#[cfg(unix)]
#[track_caller]
fn make_pipe(path: &std::path::Path) {
    let made = std::process::Command::new("mkfifo").arg(path).status();
    assert!(made.unwrap().success());
}

/// A pipe that somebody names is read, as maps and as tables; `<(...)` of a shell is one.
#[cfg(unix)]
#[test]
fn a_pipe_that_is_named() {
    for (line, text) in [
        ("check pipe", SMALL),
        ("export pipe --format csv", SMALL),
        ("import csv pipe --as services", TABLE),
    ] {
        let run = Run::empty().line(line);
        let pipe = run.path().join("pipe");
        make_pipe(&pipe);
        let child = start(&mut run.command());
        fs::write(&pipe, text).unwrap();
        let ended = ends(child, line);
        let said = String::from_utf8_lossy(&ended.stderr);
        assert_eq!(ended.status.code(), Some(0), "{line}: {said}");
    }
}

/// A pipe that merely lies in a directory is refused: nobody may ever write to it.
#[cfg(unix)]
#[test]
fn a_pipe_in_a_directory() {
    for line in [
        "check map",
        "export map --format csv -o out.csv",
        "import backstage map",
        "import csv t.csv --as services --merge map",
    ] {
        let run = Run::empty().file("t.csv", TABLE).file("map/a.yaml", SMALL).line(line);
        let pipe = run.path().join("map/pipe.yaml");
        make_pipe(&pipe);
        let ended = ends(start(&mut run.command()), line);
        let said = String::from_utf8(ended.stderr).unwrap();
        assert_eq!(ended.status.code(), Some(2), "{line}: {said}");
        let wanted =
            "error: map/pipe.yaml: no file but a pipe or a device; take it out of the directory\n";
        assert_eq!(said, wanted, "{line}");
    }
}

/// 4 GiB of nothing, which take no room on a disk, are refused before they take room in memory.
#[test]
fn four_gibibytes() {
    for line in [
        "check big.yaml",
        "export big.yaml -o out.csv",
        "report big.yaml -o out.html",
        "check map",
        "import csv big.yaml --as services",
        "import hris big.yaml",
        "import archimate big.yaml",
        "import backstage big.yaml",
        "import csv t.csv --as services --merge big.yaml",
        "import csv t.csv --mapping big.yaml",
    ] {
        let run = Run::empty().file("t.csv", TABLE).file("map/a.yaml", SMALL).line(line);
        for name in ["big.yaml", "map/big.yaml"] {
            let big = fs::File::create(run.path().join(name)).unwrap();
            if let Err(error) = big.set_len(4 << 30) {
                eprintln!("SKIPPED four_gibibytes: no such file can be made here: {error}");
                return;
            }
        }
        let ended = ends(start(&mut run.command()), line);
        let said = String::from_utf8(ended.stderr).unwrap();
        assert_eq!(ended.status.code(), Some(2), "{line}: {said}");
        assert!(said.contains("big.yaml: over 2 GiB"), "{line}: {said}");
        assert_eq!(said.lines().count(), 1, "{line}: {said}");
        let left = fs::read_dir(run.path()).unwrap().count();
        assert_eq!(left, 3, "{line} leaves something");
    }
}

/// A folder that can't be listed, or is none, is named.
#[test]
fn a_map_that_is_not_there() {
    for line in ["check nowhere", "report nowhere -o out.html", "export nowhere -o out.csv"] {
        let run = Run::empty().line(line);
        let said = fails(&run, &mut run.command(), line);
        assert!(said.starts_with("error: can't read nowhere: "), "{line}: {said}");
    }
}
