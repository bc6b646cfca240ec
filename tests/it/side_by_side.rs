//! The files of a directory, which are read at the same time.

use crate::run::Run;
use custmap::{
    diag::Code,
    input::{Input, read},
};

/// Fifty files, every fifth with an unknown key, and one that is no text.
fn folder() -> Run {
    let mut run = Run::empty().file("map/00.yaml", "organisation: {name: XYZ}\n");
    for number in 1..50 {
        let entry = |key: &str| format!("{{\"name\": \"D{number}\", \"{key}\": \"x\"}}");
        let entry = entry(if number % 5 == 0 { "wrong" } else { "purpose" });
        let more = ", {\"name\": \"more\"}".repeat(if number == 1 { 2000 } else { 0 });
        let end = if number % 2 == 0 { "yaml" } else { "json" };
        let text = format!("{{\"departments\": [{entry}{more}]}}\n");
        run = run.file(&format!("map/{number:02}.{end}"), &text);
    }
    std::fs::write(run.path().join("map/17.yaml"), b"departments: [\xff]\n").unwrap();
    run
}

fn names(input: &Input) -> Vec<String> {
    let names = input.raw.departments.iter().map(|one| one.name.as_ref());
    let names = names.map(|name| name.unwrap().value.to_string());
    names.filter(|name| name != "more").collect()
}

/// What is read and what is wrong come in the order of the files' names, whichever is read first: the first
/// file is by far the longest, and the last to be done.
#[test]
fn files_keep_their_order() {
    let run = folder();
    let input = read(&run.path().join("map")).unwrap();
    let expected = (1..50).map(|number| format!("D{number}"));
    assert_eq!(names(&input), expected.collect::<Vec<_>>());
    assert_eq!(input.raw.departments.len(), 49 + 2000);

    let files: Vec<_> = input.sources.iter().map(|(id, _)| id).collect();
    let wrong = input.problems.iter().map(|problem| {
        let file = files.iter().position(|id| *id == problem.place.file);
        (problem.code, input.sources.file(files[file.unwrap()]).name.clone())
    });
    let wrong: Vec<(Code, String)> = wrong.collect();
    assert!(wrong.is_sorted_by_key(|(_, name)| name.clone()), "{wrong:?}");
    let codes = wrong.iter().map(|(code, _)| *code);
    let mut expected = [Code::UnknownKey; 10];
    expected[3] = Code::NotText;
    assert_eq!(codes.collect::<Vec<_>>(), expected);
    assert!(!input.complete, "one of them could not be read");
}

/// Each place names the file that it is in.
#[test]
fn places_name_their_file() {
    let run = folder();
    let input = read(&run.path().join("map")).unwrap();
    for department in &input.raw.departments {
        let name = department.name.as_ref().unwrap();
        let file = &input.sources.file(name.place.file).name;
        let number = name.value.trim_start_matches('D');
        let own = if &*name.value == "more" { "01".to_owned() } else { format!("{number:0>2}") };
        assert!(file.contains(&format!("map/{own}.")), "{name:?} is said to be of {file}");
    }
}
