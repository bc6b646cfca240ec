//! What an output path may lead to: the input itself, a file of somebody else, a link, a device; and what happens to
//! it where several runs, or a signal, come in between.
#![cfg(unix)]

use super::{beside, ends, files, start};
use crate::{commands::SMALL, run::Run};
use std::{
    fs,
    os::unix::{
        fs::{MetadataExt as _, PermissionsExt as _, symlink},
        process::ExitStatusExt as _,
    },
    process::{Command, Output, Stdio},
};

/// Another user and another group than those of the user who runs this.
const SOMEBODY: u32 = 12_345;

/// Runs a line of a shell, with `custmap` for the program, in the folder of a run.
fn shell(run: &Run, line: &str) -> Output {
    let mut command = Command::new("sh");
    command.args(["-c", &line.replace("custmap", env!("CARGO_BIN_EXE_custmap"))]);
    ends(start(command.current_dir(run.path())), line)
}

/// The line must end with 2 and one error, and leave every file as it was.
#[track_caller]
fn refused(run: &Run, line: &str) -> String {
    let before = files(run.path());
    let ended = shell(run, line);
    let said = String::from_utf8_lossy(&ended.stderr).into_owned();
    assert_eq!(ended.status.code(), Some(2), "{line}: {said}");
    assert!(files(run.path()) == before, "{line} changed a file: {said}");
    said
}

/// Ends with 0.
#[track_caller]
fn fine(run: &Run, line: &str) -> Output {
    let ended = shell(run, line);
    assert_eq!(ended.status.code(), Some(0), "{line}: {}", String::from_utf8_lossy(&ended.stderr));
    ended
}

fn is_root() -> bool {
    fs::metadata("/proc/self").is_ok_and(|me| me.uid() == 0)
}

/// The map is not written over, whatever leads to it: standard input, another name of the same file, standard output.
#[test]
fn the_same_file_is_never_written() {
    let run = Run::yaml(SMALL).file("map/a.yaml", SMALL);
    fs::hard_link(run.path().join("org.yaml"), run.path().join("other.csv")).unwrap();
    for line in [
        "custmap export - --format csv -o org.yaml < org.yaml",
        "custmap export - -o other.csv < org.yaml",
        "custmap export org.yaml -o other.csv",
        "custmap export org.yaml --format csv >> org.yaml",
        "custmap export org.yaml --format csv -o /dev/stdout >> org.yaml",
        "custmap export map --format csv -o map/a.yaml",
        "custmap diff org.yaml map --format csv -o org.yaml",
    ] {
        refused(&run, line);
    }
    // A file that says the same is another file.
    fine(&run, "cp org.yaml copy.csv; custmap export - -o copy.csv < org.yaml");
}

/// Nor is a map whose name is not UTF-8, which names in messages only resemble.
#[cfg(target_os = "linux")]
#[test]
fn the_same_file_has_any_name() {
    use std::os::unix::ffi::OsStrExt as _;
    let run = Run::empty();
    let name = |bytes| std::ffi::OsStr::from_bytes(bytes).to_owned();
    let (map, other) = (name(b"m\xff.yaml"), name(b"m\xfe.yaml"));
    fs::write(run.path().join(&map), SMALL).unwrap();
    let run = run.args(["export".into(), map.clone()]).line("--format csv -o");
    let mut command = run.command();
    assert_eq!(ends(start(command.arg(&map)), "same").status.code(), Some(2));
    assert_eq!(fs::read_to_string(run.path().join(&map)).unwrap(), SMALL);
    let mut command = run.command();
    assert_eq!(ends(start(command.arg(&other)), "other").status.code(), Some(0));
}

/// What is replaced keeps its mode; a private file stays private, and merging into a map changes nothing of it.
#[test]
fn the_mode_of_a_replaced_file_is_kept() {
    for (line, file) in [
        ("custmap export org.yaml -o out.csv", "out.csv"),
        ("custmap people org.yaml -o out.csv", "out.csv"),
        ("custmap check org.yaml --format csv -o out.csv", "out.csv"),
        ("custmap export org.yaml --format nodes-edges -o net", "net/edges.csv"),
        ("custmap import csv t.csv --as services --merge org.yaml", "org.yaml"),
    ] {
        for mode in [0o600, 0o640, 0o664] {
            let run = beside("").file("out.csv", "old").file("net/edges.csv", "old");
            let path = run.path().join(file);
            fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
            let before = fs::read(&path).unwrap();
            fine(&run, &format!("umask 022; {line}"));
            assert_ne!(fs::read(&path).unwrap(), before, "{line}");
            assert_eq!(path.metadata().unwrap().mode() & 0o777, mode, "{line}");
        }
    }
}

/// The superuser who replaces somebody's file leaves it theirs.
#[test]
fn the_owner_of_a_replaced_file_is_kept() {
    if !is_root() {
        eprintln!(
            "SKIPPED the_owner_of_a_replaced_file_is_kept: only the superuser gives files away"
        );
        return;
    }
    let run = Run::yaml(SMALL).file("out.csv", "old");
    let path = run.path().join("out.csv");
    std::os::unix::fs::chown(&path, Some(SOMEBODY), Some(SOMEBODY)).unwrap();
    fine(&run, "custmap export org.yaml -o out.csv");
    let about = path.metadata().unwrap();
    assert_eq!((about.uid(), about.gid()), (SOMEBODY, SOMEBODY));
}

/// A read-only file is not replaced, not even by the superuser, although its folder would allow it.
#[test]
fn a_read_only_file_is_not_replaced() {
    let run = beside("").file("out.csv", "old").file("net/edges.csv", "old");
    for file in ["out.csv", "net/edges.csv", "org.yaml"] {
        let path = run.path().join(file);
        fs::set_permissions(path, fs::Permissions::from_mode(0o444)).unwrap();
    }
    for line in [
        "custmap export org.yaml -o out.csv",
        "custmap export org.yaml --format nodes-edges -o net",
        "custmap import csv t.csv --as services --merge org.yaml",
    ] {
        assert!(refused(&run, line).contains("read-only"), "{line}");
    }
}

/// A FIFO and the file behind `/dev/stdout` are written to where they are: a log that is appended to is not cut.
#[cfg(target_os = "linux")]
#[test]
fn devices_are_written_as_they_are() {
    let run = Run::yaml(SMALL).file("log", "before\n");
    let whole = fine(&run, "custmap export org.yaml --format csv").stdout;
    fine(&run, "mkfifo pipe; cat pipe > read & custmap export org.yaml --format csv -o pipe; wait");
    assert_eq!(fs::read(run.path().join("read")).unwrap(), whole);
    assert!(!run.path().join("pipe").metadata().unwrap().is_file(), "the FIFO is still one");
    for out in ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"] {
        fs::write(run.path().join("log"), "before\n").unwrap();
        fine(&run, &format!("custmap export org.yaml --format csv -o {out} >> log"));
        let log = fs::read(run.path().join("log")).unwrap();
        assert_eq!(log.strip_prefix(b"before\n"), Some(&*whole), "{out}");
        let piped = fine(&run, &format!("custmap export org.yaml --format csv -o {out} | cat"));
        assert_eq!(piped.stdout, whole, "{out}");
    }
}

/// A symbolic link is written through, also to a file that isn't there yet, and stays a link.
#[test]
fn links_are_written_through() {
    let run = Run::yaml(SMALL).file("deep/old.csv", "old");
    for (link, target) in [("a.csv", "deep/old.csv"), ("b.csv", "a.csv"), ("c.csv", "deep/new.csv")]
    {
        symlink(target, run.path().join(link)).unwrap();
        fine(&run, &format!("custmap export org.yaml -o {link}"));
        assert!(run.path().join(link).symlink_metadata().unwrap().is_symlink());
    }
    for file in ["deep/old.csv", "deep/new.csv"] {
        let left = fs::read_to_string(run.path().join(file)).unwrap();
        assert!(left.starts_with("unit_id,"), "{file}");
    }
}

/// Where everybody may write, a link of somebody else is not followed; one of the user or of the folder's owner is.
#[test]
fn planted_links_are_refused() {
    if !is_root() {
        eprintln!("SKIPPED planted_links_are_refused: only the superuser makes links of others");
        return;
    }
    let run = Run::yaml(SMALL).file("tmp/x", "").file("mine.csv", "precious").file("folder/x", "");
    let tmp = run.path().join("tmp");
    fs::set_permissions(&tmp, fs::Permissions::from_mode(0o1777)).unwrap();
    for (link, target) in [("l.csv", "../mine.csv"), ("net", "../folder")] {
        symlink(target, tmp.join(link)).unwrap();
        std::os::unix::fs::lchown(tmp.join(link), Some(SOMEBODY), None).unwrap();
    }
    refused(&run, "custmap export org.yaml -o tmp/l.csv");
    refused(&run, "custmap export org.yaml --format nodes-edges -o tmp/net");
    symlink("../mine.csv", tmp.join("own.csv")).unwrap();
    fine(&run, "custmap export org.yaml -o tmp/own.csv");
    // Where not everybody may write, anybody who made the link may write to the folder.
    fs::set_permissions(&tmp, fs::Permissions::from_mode(0o755)).unwrap();
    fine(&run, "custmap export org.yaml -o tmp/l.csv");
}

/// So it is for every command that writes.
#[test]
fn planted_links_are_refused_by_every_command() {
    if !is_root() {
        eprintln!("SKIPPED planted_links_are_refused: only the superuser makes links of others");
        return;
    }
    for (line, file, _) in super::WRITERS {
        let (_, ending) = file.rsplit_once('.').unwrap();
        let run = beside("").file("tmp/x", "").file(&format!("mine.{ending}"), "precious");
        let tmp = run.path().join("tmp");
        fs::set_permissions(&tmp, fs::Permissions::from_mode(0o1777)).unwrap();
        symlink(format!("../mine.{ending}"), tmp.join(file)).unwrap();
        std::os::unix::fs::lchown(tmp.join(file), Some(SOMEBODY), None).unwrap();
        refused(&run, &format!("custmap {line} -o tmp/{file}"));
    }
}

/// Signals that end the program while it waits for the reader of a pipe, with a temporary file beside it, leave none.
#[test]
fn every_ending_signal_cleans_up() {
    let signals = [("HUP", 1), ("INT", 2), ("QUIT", 3), ("TERM", 15)];
    for (signal, number) in signals.into_iter().filter(|it| !super::is_ignored(it.0, it.1)) {
        let run = stuck();
        let mut child = start(&mut run.command());
        wait_for_temporary(&run, &mut child);
        kill(signal, child.id());
        let ended = ends(child, signal);
        assert_eq!(ended.status.signal(), Some(number), "SIG{signal}: {:?}", ended.status);
        assert_eq!(names(&run), ["org.yaml"], "SIG{signal}");
    }
}

/// A signal that the caller ignores stays ignored: the file is written.
#[cfg(target_os = "linux")]
#[test]
fn an_ignored_signal_stays_ignored() {
    for signal in ["HUP", "INT"] {
        let run = stuck();
        let mut command = super::limited(&run, &format!("trap '' {signal}"));
        let mut child = start(&mut command);
        wait_for_temporary(&run, &mut child);
        kill(signal, child.id());
        let ended = ends(child, signal);
        assert_eq!(ended.status.code(), Some(0), "SIG{signal}: {:?}", ended.status);
        assert_eq!(names(&run), ["org.yaml", "out.csv"], "SIG{signal}");
    }
}

/// A run that takes long to write its file.
fn stuck() -> Run {
    Run::yaml(&super::meanwhile::large(200)).line("export org.yaml -o out.csv")
}

fn names(run: &Run) -> Vec<String> {
    files(run.path()).into_iter().map(|(name, _)| name).collect()
}

fn wait_for_temporary(run: &Run, child: &mut std::process::Child) {
    while !names(run).iter().any(|name| name.starts_with(".custmap-")) {
        assert!(child.try_wait().unwrap().is_none(), "it ended too early");
        std::thread::sleep(std::time::Duration::from_millis(1));
    }
}

fn kill(signal: &str, id: u32) {
    let sent = Command::new("kill").args(["-s", signal, &id.to_string()]).status();
    assert!(sent.unwrap().success());
}

/// Runs that merge into one map at once: the changes of a run that ends with 0 are in it, and a run whose changes are
/// not ends with 2.
#[test]
fn merges_at_once_are_not_lost() {
    let run = Run::yaml(SMALL);
    let children: Vec<_> = (0..12)
        .map(|at| {
            let table = format!("{at}.csv");
            fs::write(run.path().join(&table), format!("id,name\nnew{at},New {at}\n")).unwrap();
            let mut command = run.command();
            command.args(["import", "csv", &table, "--as", "departments", "--merge", "org.yaml"]);
            (at, start(&mut command))
        })
        .collect();
    let ended: Vec<_> =
        children.into_iter().map(|(at, child)| (at, ends(child, "merge"))).collect();
    let map = fs::read_to_string(run.path().join("org.yaml")).unwrap();
    for (at, ended) in &ended {
        let merged = ended.status.code() == Some(0);
        let said = String::from_utf8_lossy(&ended.stderr);
        assert!(merged || ended.status.code() == Some(2), "{said}");
        let there = map.lines().any(|line| line.trim_end().ends_with(&format!("id: new{at}")));
        assert_eq!(there, merged, "{at}: {said}");
    }
    assert!(ended.iter().any(|(_, ended)| ended.status.code() == Some(0)));
}

/// In a namespace of its own, where somebody who is not the superuser may mount.
pub(super) fn in_namespace(run: &Run, line: &str) -> Option<Output> {
    let line = line.replace("custmap", env!("CARGO_BIN_EXE_custmap"));
    let unshare = |line: &str| {
        let mut command = Command::new("unshare");
        command.args(["-rm", "sh", "-ec", line]).current_dir(run.path());
        command.stdin(Stdio::null()).output()
    };
    if !unshare("mount -t tmpfs none .").is_ok_and(|ended| ended.status.success()) {
        eprintln!("SKIPPED: no file system can be mounted here");
        return None;
    }
    Some(unshare(&line).unwrap())
}

/// Where the second of two files can't get its name, the first is taken back: it is what it was, or not there.
#[cfg(target_os = "linux")]
#[test]
fn two_files_are_both_or_none() {
    let line = "mount --bind net/edges.csv net/edges.csv; custmap export org.yaml --format nodes-edges -o net";
    for old in [true, false] {
        let run = Run::yaml(SMALL).file("net/edges.csv", "old");
        let run = if old { run.file("net/nodes.csv", "old") } else { run };
        let before = files(run.path());
        let Some(ended) = in_namespace(&run, line) else {
            return;
        };
        let said = String::from_utf8_lossy(&ended.stderr);
        assert_eq!(ended.status.code(), Some(2), "{said}");
        assert!(said.contains("can't write") && said.contains("edges.csv"), "{said}");
        assert!(files(run.path()) == before, "{said}");
    }
}

/// A file system without room: 2, and nothing half written.
#[cfg(target_os = "linux")]
#[test]
fn a_full_file_system() {
    let run = Run::yaml(&super::meanwhile::large(60)).file("full/x", "");
    let line = "mount -t tmpfs -o size=8k none full; printf old > full/out.csv; \
                custmap export org.yaml -o full/out.csv || echo \"status $?\"; ls -A full; cat full/out.csv";
    let Some(ended) = in_namespace(&run, line) else {
        return;
    };
    let said = String::from_utf8_lossy(&ended.stderr);
    assert!(said.contains("the disk is full"), "{said}");
    assert_eq!(String::from_utf8_lossy(&ended.stdout), "status 2\nout.csv\nold");
}

/// A clock beyond the calendar is its first or last day, and ends nothing.
#[test]
fn a_clock_beyond_the_calendar() {
    use custmap::model::Date;
    use std::time::{Duration, UNIX_EPOCH};
    let years = |count: u64| Duration::from_secs(count * 31_556_952);
    assert!(Date::at(UNIX_EPOCH + years(10_000)).as_str().starts_with("9999-12-3"));
    assert!(Date::at(UNIX_EPOCH - years(100)).as_str().starts_with("18"));
    assert!(Date::at(UNIX_EPOCH - years(20_000)) < Date::at(UNIX_EPOCH));
}
