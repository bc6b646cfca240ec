//! `REV:PATH`: a map as it was in a git checkout. Each test makes a checkout of its own.

use super::{BAKERY, changed};
use crate::run::Run;
use std::{fs, path::Path, process::Command};

/// Runs git in a folder, whatever the settings of this machine.
#[track_caller]
fn git(folder: &Path, args: &[&str]) {
    let mut command = Command::new("git");
    command.current_dir(folder).args(args);
    command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
    for who in ["AUTHOR", "COMMITTER"] {
        command.env(format!("GIT_{who}_NAME"), "Tester");
        command.env(format!("GIT_{who}_EMAIL"), "tester@example.org");
    }
    let output = command.output().expect("git is there");
    assert!(output.status.success(), "git {args:?}: {output:?}");
}

/// A checkout with the bakery committed as `org.yaml`, in a folder, and as a folder of two files.
fn checkout() -> Run {
    let (departments, rest) = BAKERY.split_once("people:").unwrap();
    let run = Run::yaml(BAKERY)
        .file("sub/map.yaml", BAKERY)
        .file("folder/a.yaml", departments)
        .file("folder/deeper/b.yml", format!("people:{rest}"))
        .file("folder/readme.md", "no map");
    git(run.path(), &["init", "--quiet"]);
    git(run.path(), &["add", "."]);
    git(run.path(), &["commit", "--quiet", "-m", "first"]);
    run
}

/// What was committed is compared with what lies there, and is called as it was asked for.
#[test]
fn a_file_of_a_revision() {
    let run = checkout().line("diff HEAD:org.yaml org.yaml");
    run.fine().says("HEAD:org.yaml compared with org.yaml").says("No difference.");
    let run = checkout().file("org.yaml", changed(&[("serves: [sales]", "serves: []")]));
    let ran = run.line("diff HEAD:org.yaml org.yaml").ran().ends(1);
    ran.says("because recipient Sales removed from “ERP”").says("HEAD:org.yaml:18");
}

/// The new map may be one of a revision too, and may be left out.
#[test]
fn either_side() {
    let new = changed(&[("serves: [sales]", "serves: []")]);
    let run = checkout().file("org.yaml", &new);
    git(run.path(), &["commit", "--quiet", "-am", "second"]);
    let ran = run.line("diff HEAD~1:org.yaml HEAD:org.yaml").ran().ends(1);
    ran.says("HEAD~1:org.yaml compared with HEAD:org.yaml");
    let ran = checkout().file("org.yaml", new).line("diff HEAD:org.yaml").ran().ends(1);
    ran.says("HEAD:org.yaml compared with org.yaml");
}

/// A folder of a revision is a map of the files in it, each called by its path; the whole checkout is one, too.
#[test]
fn a_folder_of_a_revision() {
    for folder in ["HEAD:folder", "HEAD:folder/", "HEAD:./folder"] {
        let ran = checkout().args(["diff", folder, "org.yaml"]).fine();
        ran.says("No difference.");
    }
    let run = checkout()
        .file("folder/deeper/b.yml", "people: [{id: head, name: Other}]\nbeneficiaries: []\n");
    let ran = run.line("diff HEAD:folder folder").ran();
    ran.ends(1).says("HEAD:folder/deeper/b.yml:");
    let ran = checkout().line("diff HEAD: org.yaml").refused();
    ran.complains("HEAD:folder/a.yaml").complains("HEAD:org.yaml");
}

/// Paths begin at the top of the checkout, as git says; who is below it is shown how to write them.
#[test]
fn from_a_folder_below() {
    let below = || checkout().within("sub");
    below().line("diff HEAD:./map.yaml map.yaml").fine();
    below().line("diff HEAD:sub/map.yaml map.yaml").fine();
    let ran = below().line("diff HEAD:map.yaml map.yaml").refused();
    ran.complains("revision `HEAD` has no `map.yaml`").complains("HEAD:./map.yaml");
}

/// Each thing that can be missing is named: git's repository, the revision, the path, the map in a folder.
#[test]
fn what_is_missing_is_named() {
    let outside = Run::yaml(BAKERY).line("diff HEAD:org.yaml org.yaml");
    outside.env("GIT_CEILING_DIRECTORIES", "/").refused().complains("no repository");
    for (asked, complaint) in [
        ("nowhere:org.yaml", "knows no revision `nowhere`"),
        ("HEAD:nothing.yaml", "has no `nothing.yaml`"),
        ("HEAD:folder/readme.md:x", "has no `folder/readme.md:x`"),
    ] {
        checkout().args(["diff", asked, "org.yaml"]).refused().complains(complaint);
    }
    // A renamed file is found under its old name.
    let ran = checkout().line("diff HEAD:nothing.yaml org.yaml").refused();
    ran.complains("help: a file that was renamed has its old name there; HEAD has ");
    let run = checkout().file("docs/readme.md", "x");
    git(run.path(), &["add", "."]);
    git(run.path(), &["commit", "--quiet", "-m", "second"]);
    run.line("diff HEAD:docs org.yaml").refused().complains("no .yaml, .yml or .json file");
}

/// Without git that is what is said, and not that a file is missing.
#[test]
fn without_git() {
    let ran = checkout().env("PATH", "").line("diff HEAD:org.yaml org.yaml").refused();
    ran.complains("can't run git");
    let ran = checkout().env("PATH", "").line("diff org.yaml org.yaml").fine();
    ran.says("No difference.");
}

/// A file that is really called so is read as it is, and a path without a revision is only a path.
#[cfg(unix)]
#[test]
fn a_file_wins_over_a_revision() {
    let run = checkout().file("HEAD:org.yaml", "organisation: {name: Other}");
    run.line("diff HEAD:org.yaml org.yaml").ran().ends(1).says("department added");
    let ran = checkout().args(["diff", ":org.yaml", "org.yaml"]).refused();
    ran.complains("can't read :org.yaml");
}

/// A revision that begins with a dash is none: it never becomes an option of git.
#[test]
fn a_dash_is_no_revision() {
    for word in ["--output=stolen:org.yaml", "-n:org.yaml", "--upload-pack=touch stolen:x"] {
        let ran = checkout().args(["diff", "--", word, "org.yaml"]).refused();
        let ran = ran.complains("can't read");
        assert!(!ran.folder().iter().any(|name| name.starts_with("stolen")));
    }
}

/// Mistakes in a map of a revision are shown at their places, as in any other.
#[test]
fn mistakes_of_a_revision() {
    let run = checkout().file("bad.yaml", "organisation: {nam: X}\n");
    git(run.path(), &["add", "."]);
    git(run.path(), &["commit", "--quiet", "-m", "second"]);
    let ran = run.line("diff HEAD:bad.yaml org.yaml").refused();
    ran.complains("HEAD:bad.yaml:1:16");
}

/// A link in a folder of a revision is no file, and a filter that the checkout sets up is not run.
#[cfg(unix)]
#[test]
fn no_links_and_no_filters() {
    let run = checkout().file(".gitattributes", "*.yaml diff=evil filter=evil\n");
    std::os::unix::fs::symlink("/etc/passwd", run.path().join("folder/link.yaml")).unwrap();
    for key in ["diff.evil.textconv", "filter.evil.smudge"] {
        git(run.path(), &["config", key, "touch stolen; cat"]);
    }
    git(run.path(), &["add", "folder/link.yaml", ".gitattributes"]);
    git(run.path(), &["commit", "--quiet", "-m", "second"]);
    let ran = run.line("diff HEAD:folder HEAD:org.yaml").fine();
    assert!(!ran.folder().contains(&"stolen".to_owned()), "{:?}", ran.folder());
}

/// A repository whose git complains at length, here of a thousand alternates that aren't there, is compared all the same.
#[test]
fn a_flood_of_complaints_is_read() {
    let run = checkout();
    let dead: Vec<String> = (0..1_000).map(|at| format!("/nowhere/{at}/objects\n")).collect();
    fs::write(run.path().join(".git/objects/info/alternates"), dead.concat()).unwrap();
    let ran = run.line("diff HEAD:org.yaml org.yaml").ran();
    assert!(matches!(ran.code, 0 | 1), "{ran}");
}

/// A git of any age runs nothing and fetches nothing: each call has both variables, of which old versions know one. A git
/// that takes none of the options is an error, not an empty version.
#[cfg(unix)]
#[test]
fn any_git_is_told_to_fetch_nothing() {
    use std::os::unix::fs::PermissionsExt as _;
    let real = Command::new("sh").args(["-c", "command -v git"]).output().unwrap().stdout;
    let real = String::from_utf8(real).unwrap();
    let with = |script: &str| {
        let run = checkout().file("bin/git", format!("#!/bin/sh\n{script}\n"));
        let program = run.path().join("bin/git");
        fs::set_permissions(program, fs::Permissions::from_mode(0o755)).unwrap();
        let path = format!("{}/bin:{}", run.path().display(), std::env::var("PATH").unwrap());
        run.env("PATH", &path).line("diff HEAD:org.yaml org.yaml")
    };
    let calls = format!(
        "echo \"$GIT_NO_LAZY_FETCH $GIT_ALLOW_PROTOCOL\" >> \"${{0%/*}}/calls\"; exec {} \"$@\"",
        real.trim()
    );
    let calls = with(&calls).fine().left("bin/calls");
    assert!(calls.lines().count() > 1 && calls.lines().all(|call| call == "1 none"), "{calls}");
    let old = "echo \"error: unknown option\" >&2; exit 129";
    with(old).refused().complains("HEAD:org.yaml");
}
