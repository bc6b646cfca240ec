//! `man`: a page for the whole, and one for each command.

use crate::run::Run;

/// The page of the whole goes to standard output, and has no date.
#[test]
fn the_page_of_the_whole() {
    let page = Run::empty().line("man").fine();
    let page = page.says(".TH custmap 1  \"custmap 0.").says("custmap\\-check(1)");
    assert_eq!(page.stdout, Run::empty().line("man -o -").fine().stdout);
}

/// A folder gets a page for every command of the help, each with its examples.
#[test]
fn a_page_for_each_command() {
    let ran = Run::empty().file("man/keep", "").line("man -o man").fine();
    let help = Run::empty().line("--help").fine().stdout;
    let (_, list) = help.split_once("\nCommands:\n").unwrap();
    let lines = list.lines().take_while(|line| !line.is_empty());
    let names = lines.filter_map(|line| line.strip_prefix("  ")?.split(' ').next());
    let mut count = 0;
    for name in names.filter(|name| !name.is_empty() && *name != "help") {
        let page = ran.left(&format!("man/custmap-{name}.1"));
        let first = page.lines().find(|line| line.starts_with(".TH")).unwrap();
        assert!(first.contains(&format!("custmap-{name} 1")), "{first}");
        assert!(page.contains("Examples:"), "{name}");
        count += 1;
    }
    assert!(count > 10 && ran.left("man/custmap.1").contains(".SH SUBCOMMANDS"));
}

/// A folder that isn't there is not made: it may be a slip of the finger.
#[test]
fn a_folder_that_is_missing() {
    let ran = Run::empty().line("man -o nowhere").refused();
    ran.complains("there is no folder nowhere");
}
