//! How long an editor waits: from a key to the diagnostics, and to the names that may be written.

use super::{
    bench::{Bench, precise},
    row::{Measure::Seconds, Row, units},
};
use crate::generator::{Kind, MapFormat};
use anyhow::Context as _;
use serde_json::{Value, json};
use std::{
    fs,
    io::{BufRead as _, BufReader, Read as _, Write as _},
    ops::Range,
    path::Path,
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
    time::Instant,
};

/// Seconds from the last key to the diagnostics, and to the completion, by the units of the map.
const GOALS: [(u64, f64, f64); 2] = [(10_000, 0.150, 0.020), (100_000, 1.0, 0.2)];

/// What an editor waits for, by the clock: people do not wait for seconds of all cores.
pub(crate) fn rows(bench: &Bench) -> anyhow::Result<()> {
    for (all, diagnostics, completion) in GOALS {
        let count = all * bench.million / 1_000_000;
        let (count, scale) = (count.max(1_000), precise(count.max(1_000)) / precise(all));
        let map = bench.map(Kind::Corp, count, MapFormat::Yaml)?;
        let [to_diagnostics, to_names] = waited(bench, &map)?;
        let what = |what: &str| format!("Corp, {}: from a key to {what}", units(count));
        // The quiet time before diagnostics does not shrink with the map.
        let goal = (diagnostics * scale).max(0.1);
        bench.say(&Row::at_most(
            what("diagnostics, by the clock"),
            to_diagnostics,
            goal,
            Seconds,
        ))?;
        let goal = (completion * scale).max(0.01);
        bench.say(&Row::at_most(what("names, by the clock"), to_names, goal, Seconds))?;
    }
    Ok(())
}

/// The least seconds from a key in the middle of a map to the diagnostics and to the completion.
fn waited(bench: &Bench, map: &Path) -> anyhow::Result<[f64; 2]> {
    let text = fs::read_to_string(map)?;
    let mut editor = Editor::open(bench.program(), map, &text)?;
    let lines: Vec<&str> = text.lines().collect();
    let is_provided = |(_, line): &(usize, &&str)| line.contains("provided_by: ");
    let (number, line) =
        lines.iter().enumerate().skip(lines.len() / 2).find(is_provided).context("a provider")?;
    let column = line.find("provided_by: ").unwrap_or_default() + "provided_by: ".len();
    let mut least = [f64::INFINITY; 2];
    for _ in 0..=bench.runs {
        // A letter makes the provider unknown; without it the map is sound again, and everything is derived.
        editor.replace(number, column..column, "x")?;
        let names = editor.complete(number, column)?;
        editor.until_diagnosed()?;
        editor.replace(number, column..column + 1, "")?;
        let begun = Instant::now();
        editor.until_diagnosed()?;
        least = [least[0].min(begun.elapsed().as_secs_f64()), least[1].min(names)];
    }
    Ok(least)
}

/// An editor that has a map open.
struct Editor {
    server: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    uri: String,
    /// The number of the last request or change.
    last: i64,
}

impl Editor {
    fn open(program: &Path, map: &Path, text: &str) -> anyhow::Result<Self> {
        let mut server = Command::new(program)
            .arg("lsp")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let input = server.stdin.take().context("standard input")?;
        let output = BufReader::new(server.stdout.take().context("standard output")?);
        let uri = format!("file://{}", map.display());
        let mut editor = Self { server, input, output, uri, last: 1 };
        editor.send(&json!({"id": 1, "method": "initialize", "params": {"capabilities": {}}}))?;
        editor.wait(|message| message["id"] == 1)?;
        editor.send(&json!({"method": "initialized", "params": {}}))?;
        let document = json!({"uri": editor.uri, "languageId": "yaml", "version": 1, "text": text});
        let params = json!({"textDocument": document});
        editor.send(&json!({"method": "textDocument/didOpen", "params": params}))?;
        editor.until_diagnosed()?;
        Ok(editor)
    }

    /// Replaces columns of a line.
    fn replace(&mut self, line: usize, columns: Range<usize>, text: &str) -> anyhow::Result<()> {
        self.last += 1;
        let at = |character: usize| json!({"line": line, "character": character});
        let range = json!({"start": at(columns.start), "end": at(columns.end)});
        let params = json!({
            "textDocument": {"uri": self.uri, "version": self.last},
            "contentChanges": [{"range": range, "text": text}],
        });
        self.send(&json!({"method": "textDocument/didChange", "params": params}))
    }

    /// Asks what may be written at a place, and returns the seconds until the answer.
    fn complete(&mut self, line: usize, character: usize) -> anyhow::Result<f64> {
        let begun = Instant::now();
        let id = self.last;
        let at = json!({"line": line, "character": character});
        let params = json!({"textDocument": {"uri": self.uri}, "position": at});
        self.send(&json!({"id": id, "method": "textDocument/completion", "params": params}))?;
        self.wait(|message| message["id"] == id)?;
        Ok(begun.elapsed().as_secs_f64())
    }

    fn until_diagnosed(&mut self) -> anyhow::Result<()> {
        self.wait(|message| message["method"] == "textDocument/publishDiagnostics")
    }

    fn send(&mut self, message: &Value) -> anyhow::Result<()> {
        let mut whole = message.clone();
        whole["jsonrpc"] = json!("2.0");
        let text = whole.to_string();
        write!(self.input, "Content-Length: {}\r\n\r\n{text}", text.len())?;
        Ok(self.input.flush()?)
    }

    fn wait(&mut self, is_it: impl Fn(&Value) -> bool) -> anyhow::Result<()> {
        loop {
            let mut length = 0;
            loop {
                let mut line = String::new();
                self.output.read_line(&mut line)?;
                if line.trim().is_empty() {
                    break;
                }
                if let Some(number) = line.strip_prefix("Content-Length:") {
                    length = number.trim().parse()?;
                }
            }
            let mut content = vec![0; length];
            self.output.read_exact(&mut content)?;
            if is_it(&serde_json::from_slice(&content).context("the server has ended")?) {
                return Ok(());
            }
        }
    }
}

impl Drop for Editor {
    fn drop(&mut self) {
        // Its measurement is done: nothing is lost where it can't be ended.
        self.server.kill().unwrap_or_default();
        self.server.wait().map(|_| ()).unwrap_or_default();
    }
}
