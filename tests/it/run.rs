//! Runs the binary on a map in a folder of its own, with an environment that says nothing.

use serde_json::Value;
use std::{
    ffi::OsString,
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};
use tempfile::TempDir;

/// The mark before a place in a text.
const MARK: char = '«';

/// What the environment could say about the screen.
const SCREEN: [&str; 6] =
    ["NO_COLOR", "COLUMNS", "CLICOLOR", "CLICOLOR_FORCE", "TERM", "COLORTERM"];

/// A run of `custmap` in a folder of its own, to be set up.
#[derive(Debug)]
pub struct Run {
    folder: TempDir,
    here: PathBuf,
    args: Vec<OsString>,
    stdin: Vec<u8>,
    env: Vec<(&'static str, String)>,
}

/// What a run left behind.
#[derive(Debug)]
pub struct Ran {
    pub stdout: String,
    pub stderr: String,
    pub code: i32,
    folder: TempDir,
}

impl Run {
    /// In an empty folder.
    pub fn empty() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self {
            here: folder.path().to_owned(),
            folder,
            args: Vec::new(),
            stdin: Vec::new(),
            env: Vec::new(),
        }
    }

    /// Beside a map `org.yaml`.
    pub fn yaml(text: &str) -> Self {
        Self::empty().file("org.yaml", text)
    }

    /// In the folder of this package, where `examples/` lies.
    pub fn package() -> Self {
        let mut run = Self::empty();
        run.here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
        run
    }

    /// With one more file.
    pub fn file(self, name: &str, text: impl AsRef<[u8]>) -> Self {
        let path = self.folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
        self
    }

    /// With these arguments behind those given so far.
    pub fn args<A: Into<OsString>>(mut self, args: impl IntoIterator<Item = A>) -> Self {
        self.args.extend(args.into_iter().map(Into::into));
        self
    }

    /// With the words of this line as arguments.
    pub fn line(self, line: &str) -> Self {
        self.args(line.split_whitespace())
    }

    /// With this on standard input.
    pub fn stdin(self, text: &str) -> Self {
        self.stdin_bytes(text.as_bytes())
    }

    /// With these bytes on standard input.
    pub fn stdin_bytes(mut self, bytes: &[u8]) -> Self {
        bytes.clone_into(&mut self.stdin);
        self
    }

    /// With this environment variable.
    pub fn env(mut self, name: &'static str, value: &str) -> Self {
        self.env.push((name, value.to_owned()));
        self
    }

    /// In a folder of its folder.
    pub fn within(mut self, folder: &str) -> Self {
        self.here = self.folder.path().join(folder);
        self
    }

    /// The folder that it runs in.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// The command, for anybody who wants to run it otherwise.
    pub fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_custmap"));
        for name in SCREEN {
            command.env_remove(name);
        }
        let env = self.env.iter().map(|(name, value)| (name, value));
        command.args(&self.args).current_dir(&self.here).envs(env);
        command
    }

    /// Runs it.
    #[track_caller]
    pub fn ran(self) -> Ran {
        let mut command = self.command();
        let command = command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
        // Who reads no standard input may be gone before all is written.
        let _ = child.stdin.take().unwrap().write_all(&self.stdin);
        let output = child.wait_with_output().unwrap();
        let ran = Ran {
            stdout: String::from_utf8(output.stdout).expect("stdout is UTF-8"),
            stderr: String::from_utf8(output.stderr).expect("stderr is UTF-8"),
            code: output.status.code().expect("it ends by itself"),
            folder: self.folder,
        };
        assert!(!ran.stderr.contains("panicked"), "{ran}");
        ran
    }

    /// Runs it; it must end with 0, without a word on standard error.
    #[track_caller]
    pub fn fine(self) -> Ran {
        let ran = self.ran().ends(0);
        assert_eq!(ran.stderr, "", "a good run has nothing to complain about");
        ran
    }

    /// Runs it; it must end with 2, with an answer on standard error only.
    #[track_caller]
    pub fn refused(self) -> Ran {
        let ran = self.ran().ends(2);
        assert_eq!(ran.stdout, "", "a run that fails gives no answer");
        assert_ne!(ran.stderr, "", "a run that fails says why");
        ran
    }
}

impl Ran {
    /// It ended with this status.
    #[track_caller]
    pub fn ends(self, code: i32) -> Self {
        assert_eq!(self.code, code, "{self}");
        self
    }

    /// Standard output holds this.
    #[track_caller]
    pub fn says(self, part: &str) -> Self {
        assert!(self.stdout.contains(part), "no {part:?} in:\n{self}");
        self
    }

    /// Standard output doesn't hold this.
    #[track_caller]
    pub fn says_no(self, part: &str) -> Self {
        assert!(!self.stdout.contains(part), "{part:?} in:\n{self}");
        self
    }

    /// Standard error holds this.
    #[track_caller]
    pub fn complains(self, part: &str) -> Self {
        assert!(self.stderr.contains(part), "no {part:?} in:\n{self}");
        self
    }

    /// Standard error doesn't hold this.
    #[track_caller]
    pub fn complains_not(self, part: &str) -> Self {
        assert!(!self.stderr.contains(part), "{part:?} in:\n{self}");
        self
    }

    /// Standard output as JSON.
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error} in:\n{self}"))
    }

    /// Standard output as the records of a CSV file.
    #[track_caller]
    pub fn csv(&self) -> Vec<Vec<String>> {
        csv(&self.stdout)
    }

    /// The values of some columns of the CSV that the run printed, row by row.
    #[track_caller]
    pub fn columns<const N: usize>(&self, names: [&str; N]) -> Vec<[String; N]> {
        let mut rows = self.csv().into_iter();
        let heads = rows.next().expect("a heading");
        let find = |name: &str| {
            let at = heads.iter().position(|head| head == name);
            at.unwrap_or_else(|| panic!("no column {name} in {heads:?}"))
        };
        let at = names.map(find);
        rows.map(|row| at.map(|at| row[at].clone())).collect()
    }

    /// A file that the run left.
    #[track_caller]
    pub fn left(&self, name: &str) -> String {
        fs::read_to_string(self.folder.path().join(name)).unwrap()
    }

    /// The bytes of a file that the run left.
    #[track_caller]
    pub fn left_bytes(&self, name: &str) -> Vec<u8> {
        fs::read(self.folder.path().join(name)).unwrap()
    }

    /// The folder that it ran in.
    pub fn place(&self) -> &Path {
        self.folder.path()
    }

    /// The names in the folder.
    pub fn folder(&self) -> Vec<String> {
        let names = fs::read_dir(self.folder.path()).unwrap();
        let names = names.map(|name| name.unwrap().file_name().into_string().unwrap());
        let mut names: Vec<String> = names.collect();
        names.sort();
        names
    }
}

impl std::fmt::Display for Ran {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { code, stdout, stderr, .. } = self;
        write!(f, "exit {code}\n--- stdout\n{stdout}\n--- stderr\n{stderr}")
    }
}

/// The records of a CSV text, its heading among them.
#[track_caller]
pub fn csv(text: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new();
    let mut reader = reader.has_headers(false).from_reader(text.as_bytes());
    let records = reader.records().map(|record| {
        let record = record.expect("every record is as long as the heading");
        record.iter().map(str::to_owned).collect()
    });
    records.collect()
}

/// A text without its marks, and the line and column (in characters) of what each was before.
pub fn unmark(marked: &str) -> (String, Vec<(u64, u64)>) {
    let (mut text, mut places) = (String::new(), Vec::new());
    let (mut line, mut column) = (1, 1);
    for c in marked.chars() {
        if c == MARK {
            places.push((line, column));
            continue;
        }
        text.push(c);
        (line, column) = match c {
            '\n' => (line + 1, 1),
            _ => (line, column + 1),
        };
    }
    (text, places)
}
