//! `report --watch`: the page follows the map.

use crate::{commands::SMALL, run::Run};
use std::{
    fs,
    io::{BufRead as _, BufReader},
    path::Path,
    process::{Child, Stdio},
    sync::mpsc::{self, Receiver},
    thread,
    time::{Duration, Instant},
};

/// How long a slow machine may take for one page.
const PATIENCE: Duration = Duration::from_mins(1);
/// How often a file is looked at.
const OFTEN: Duration = Duration::from_millis(20);

/// A watch that runs; it ends with the test.
struct Watch {
    child: Child,
    /// What it says on standard error, line by line.
    said: Receiver<String>,
    run: Run,
}

impl Watch {
    fn start(run: Run) -> Self {
        let mut child = run
            .command()
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let (tell, said) = mpsc::channel();
        thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                let _ = tell.send(line);
            }
        });
        Self { child, said, run }
    }

    /// Waits until it says this.
    #[track_caller]
    fn says(&self, part: &str) {
        let until = Instant::now() + PATIENCE;
        let mut lines = Vec::new();
        while let Ok(line) = self.said.recv_timeout(until - Instant::now()) {
            if line.contains(part) {
                return;
            }
            lines.push(line);
        }
        panic!("no {part:?} in {lines:#?}");
    }

    /// Waits until the page holds this.
    #[track_caller]
    fn shows(&self, part: &str) {
        let until = Instant::now() + PATIENCE;
        while Instant::now() < until {
            let page = fs::read_to_string(self.path().join("map.html"));
            if page.is_ok_and(|page| page.contains(part)) {
                return;
            }
            thread::sleep(OFTEN);
        }
        panic!("the page never shows {part:?}");
    }

    fn path(&self) -> &Path {
        self.run.path()
    }

    /// Saves the map as most editors do: a new file in the place of the old one.
    fn replace(&self, text: &str) {
        fs::write(self.path().join("new"), text).unwrap();
        fs::rename(self.path().join("new"), self.path().join("org.yaml")).unwrap();
    }

    /// Saves the map as others do: into the file that is there.
    fn write(&self, text: &str) {
        fs::write(self.path().join("org.yaml"), text).unwrap();
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn named(name: &str) -> String {
    SMALL.replace("Abacus", name)
}

/// It writes the page at once, and again after each way of saving; a broken map is reported and ends nothing.
#[test]
fn the_page_follows_the_map() {
    let watch = Watch::start(Run::yaml(SMALL).line("report org.yaml --watch -o map.html"));
    watch.says("wrote map.html; watching for changes");
    watch.shows("Abacus");
    watch.replace(&named("Second"));
    watch.shows("Second");
    watch.write(&named("Third"));
    watch.shows("Third");
    watch.replace("organisation: {name: Fourth, knid: company}");
    watch.says("unknown-key");
    watch.shows("Third");
    watch.write("organisation: {name: [");
    watch.says("error");
    watch.replace(&named("Fifth"));
    watch.shows("Fifth");
}

/// A pipe in the place of the map, which nobody writes to, neither stops the watch nor is waited for.
#[cfg(unix)]
#[test]
fn it_passes_over_a_pipe() {
    let watch = Watch::start(Run::yaml(SMALL).line("report org.yaml --watch -o map.html"));
    watch.shows("Abacus");
    let map = watch.path().join("org.yaml");
    fs::remove_file(&map).unwrap();
    assert!(std::process::Command::new("mkfifo").arg(&map).status().unwrap().success());
    // Longer than the watch waits between two looks at the map.
    thread::sleep(Duration::from_secs(2));
    watch.replace(&named("Second"));
    watch.shows("Second");
}

/// A map that is broken from the start is reported, too, and the page comes once it is corrected.
#[test]
fn it_waits_for_a_map_that_can_be_read() {
    let watch =
        Watch::start(Run::yaml("organisation: {}").line("report org.yaml --watch -o map.html"));
    watch.says("error");
    assert!(!watch.path().join("map.html").exists());
    watch.replace(&named("Mended"));
    watch.shows("Mended");
}

/// With `-q` it says nothing of what it writes, but does of what is wrong.
#[test]
fn quietly() {
    let watch = Watch::start(Run::yaml(SMALL).line("report org.yaml --watch -q -o map.html"));
    watch.shows("Abacus");
    watch.write("organisation: {name: X, knid: company}");
    let first = watch.said.recv_timeout(PATIENCE).unwrap();
    assert!(first.starts_with("error"), "{first}");
}

/// A map that is a folder: a change of any of its files counts, and so does a new one.
#[test]
fn a_folder() {
    let run = Run::empty()
        .file("maps/top.yaml", "organisation: {name: Folder}")
        .line("report maps --watch -o map.html");
    let watch = Watch::start(run);
    watch.says("wrote");
    fs::write(watch.path().join("maps/more.yaml"), "departments: [{name: Newcomers}]").unwrap();
    watch.shows("Newcomers");
}
