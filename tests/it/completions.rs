//! `completions`: the scripts, driven in the shells that are there, and what the program answers them.

use crate::run::Run;
use std::{
    path::Path,
    process::{Command, Stdio},
};

/// The folder of the program, first in the search path, as an installed one would be.
fn path() -> String {
    let folder = Path::new(env!("CARGO_BIN_EXE_custmap")).parent().unwrap();
    format!("{}:{}", folder.display(), std::env::var("PATH").unwrap_or_default())
}

/// What a shell says to a script, in the folder of a run; nothing where there is no such shell.
fn shell(name: &str, run: &Run, args: &[&str], script: &str) -> Option<Vec<String>> {
    let mut command = Command::new(name);
    command.args(args).arg(script).current_dir(run.path()).env("PATH", path());
    let Ok(output) = command.stdin(Stdio::null()).output() else {
        eprintln!("skipped: there is no {name} on this machine");
        return None;
    };
    let errors = String::from_utf8_lossy(&output.stderr);
    assert_eq!(errors, "", "{name} complains");
    let text = String::from_utf8(output.stdout).unwrap();
    Some(text.lines().map(str::to_owned).collect())
}

/// What bash offers where the last of these words is being typed.
fn bash(run: &Run, words: &[&str]) -> Vec<String> {
    let typed: Vec<String> = words.iter().map(|word| format!("'{word}'")).collect();
    let script = format!(
        "eval \"$(custmap completions bash)\"
         COMP_WORDS=(custmap {}); COMP_CWORD={}; COMP_TYPE=9
         _clap_complete_custmap custmap {} x
         printf '%s\\n' \"${{COMPREPLY[@]}}\"",
        typed.join(" "),
        typed.len(),
        typed.last().unwrap(),
    );
    let lines = shell("bash", run, &["--norc", "-c"], &script).expect("bash is everywhere");
    lines.into_iter().filter(|line| !line.is_empty() && !line.starts_with("--")).collect()
}

/// What the program answers a shell that asks.
fn answer(run: Run, shell: &str, words: &[&str]) -> Vec<String> {
    let index = words.len().to_string();
    let run = run.env("CUSTMAP_COMPLETE", shell).env("_CLAP_COMPLETE_INDEX", &index);
    let run = run.env("_CLAP_IFS", "\n").args(["--", "custmap"]).args(words.to_vec());
    let lines = run.fine().stdout;
    let lines = lines.lines().filter(|line| !line.is_empty() && !line.starts_with("--"));
    lines.map(str::to_owned).collect()
}

const MAP: &str = "\
organisation: {id: abacus, name: Abacus}
departments:
  - {name: Sales, serves: [retail, everyone]}
  - {id: it, name: Information technology, serves: [Sales, staff]}
people: [{name: Head of Sales, department: Sales}]
groups: [{id: staff, name: Staff, members: [Sales]}]
services: [{id: shop, name: Shop, provided_by: Sales, serves: retail}]
beneficiaries: [{id: retail, name: Retail buyers}]
";

/// bash completes commands, options, words of options, files, codes, and the ids of the map that is named.
#[test]
fn bash_completes() {
    let run = Run::empty().file("maps/a.yaml", MAP);
    for (words, offered) in [
        (&["ana"][..], &["analyze"][..]),
        (&["card", "ma"], &["maps/"]),
        (&["card", "maps/a.yaml", "s"], &["sales"]),
        (&["card", "maps/a.yaml", "r"], &["retail"]),
        (&["card", "maps/a.yaml", "Inf"], &["it"]),
        (&["why", "maps/a.yaml", "i"], &["it"]),
        (&["why", "maps/a.yaml", "it", "s"], &["sales", "staff"]),
        (&["impact", "maps/a.yaml", "s"], &["sales", "shop", "sales.serves"]),
        (&["list", "maps/a.yaml", "--unit", "h"], &["head-of-sales"]),
        (&["list", "maps/a.yaml", "--customer", "e"], &["everyone"]),
        (&["list", "maps/a.yaml", "--within", ""], &["sales", "it"]),
        (&["list", "maps/a.yaml", "--width", "80", "--within", "i"], &["it"]),
        (&["check", "maps/a.yaml", "--format", "s"], &["short", "sarif"]),
        (&["explain", "no-p"], &["no-primary-chain"]),
        (&["completions", "b"], &["bash"]),
    ] {
        assert_eq!(bash(&run, words), offered, "{words:?}");
    }
}

/// Without a map on the line, the one that every command takes by itself is looked at.
#[test]
fn the_map_that_is_there_is_completed() {
    let run = Run::yaml(MAP);
    assert_eq!(bash(&run, &["why", "i"]), ["it"]);
    assert_eq!(bash(&run, &["why", "it", "r"]), ["retail"]);
    assert_eq!(bash(&run, &["list", "--unit", "s"]), ["sales"]);
    assert_eq!(bash(&Run::empty(), &["why", "i"]), [""; 0]);
}

/// fish gets the name beside each id, and takes a name where one is typed: it quotes.
#[test]
fn fish_completes() {
    let script = "custmap completions fish | source
        complete -C 'custmap card org.yaml s'
        complete -C 'custmap card org.yaml Inf'";
    let run = Run::yaml(MAP);
    if let Some(lines) = shell("fish", &run, &["--no-config", "-c"], script) {
        assert_eq!(lines, ["sales\tSales", "Information technology\tit"]);
    }
}

/// So is zsh.
#[test]
fn zsh_completes() {
    let script = "autoload -Uz compinit; compinit -D -u
        source <(custmap completions zsh)
        _describe() { shift 2; print -l -- ${(P)1} }
        words=(custmap card org.yaml s); CURRENT=4; _clap_dynamic_completer_custmap
        words=(custmap card org.yaml Inf); CURRENT=4; _clap_dynamic_completer_custmap";
    let run = Run::yaml(MAP);
    if let Some(lines) = shell("zsh", &run, &["-f", "-c"], script) {
        assert_eq!(lines, ["sales:Sales", "Information technology:it"]);
    }
}

/// Each shell has its script, to standard output or to a file, and no other word is a shell.
#[test]
fn a_script_for_each_shell() {
    for name in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = Run::empty().args(["completions", name]).fine().stdout;
        assert!(script.contains("CUSTMAP_COMPLETE") && script.contains("custmap"), "{script}");
        let file = Run::empty().args(["completions", name, "-o", "script"]).fine();
        assert_eq!(file.left("script"), script);
    }
    Run::empty().line("completions tcsh").refused().complains("possible values: bash");
    Run::empty().line("completions").refused();
}

/// No id or name reaches a command line on which it would be run, or read as more than a word.
#[test]
fn hostile_names_are_not_offered() {
    let map = r#"
organisation: {name: X}
departments:
  - {id: "$(touch x)", name: A}
  - {id: "a;b", name: B}
  - {id: "-x", name: C}
  - {id: "two words", name: D}
  - {id: "e\e[31m", name: "E"}
  - {id: good, name: "Good\n\e[31mname"}
"#;
    for shell in ["bash", "powershell"] {
        let offered = answer(Run::yaml(map), shell, &["card", "org.yaml", ""]);
        assert_eq!(offered.len(), 1, "{offered:?}");
        assert!(offered[0].starts_with("good"), "{offered:?}");
    }
    for shell in ["zsh", "fish", "elvish"] {
        let offered = answer(Run::yaml(map), shell, &["card", "org.yaml", ""]).join("\n");
        assert!(offered.contains("two words") && !offered.contains('\u{1b}'), "{offered:?}");
    }
}

/// Anybody who presses TAB doesn't wait for a map that is large, broken, no file, or a whole disk.
#[test]
fn a_map_that_takes_long_is_passed_over() {
    let padded = format!("{MAP}# {}", "x".repeat(5 << 20));
    assert_eq!(answer(Run::yaml(&padded), "bash", &["card", "org.yaml", "s"]), [""; 0]);
    let broken = "departments: [{name: Sales, part_of: nowhere}]";
    assert_eq!(answer(Run::yaml(broken), "bash", &["card", "org.yaml", "s"]), [""; 0]);
    for map in ["/", "-", "/dev/zero", "no-such.yaml"] {
        assert_eq!(answer(Run::empty(), "bash", &["why", map, "it", "s"]), [""; 0], "{map}");
    }
    let mut many = Run::yaml(MAP);
    for at in 0..600 {
        many = many.file(&format!("{at}.yaml"), "");
    }
    assert_eq!(answer(many, "bash", &["card", ".", "s"]), [""; 0]);
    let some =
        Run::empty().file("m/org.yaml", MAP).file("m/more/a.yaml", "departments: [{name: Store}]");
    assert_eq!(answer(some, "bash", &["card", "m", "s"]), ["store", "sales"]);
}

/// A shell that is not known gets no answer, and the variable of other programs means nothing here.
#[test]
fn only_known_shells_are_answered() {
    let run = Run::empty().env("CUSTMAP_COMPLETE", "tcsh").line("--version").ran();
    assert_eq!((run.code, &*run.stdout), (2, ""));
    let run = Run::empty().env("COMPLETE", "bash").line("--version").fine();
    run.says(env!("CARGO_PKG_VERSION"));
}
