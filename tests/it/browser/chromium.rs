//! Drives Chromium by the pipe of its `DevTools`: JSON texts, each ended by a NUL, on the file descriptors 3 and 4.

use serde_json::{Value, json};
use std::{
    env,
    io::{self, BufRead as _, BufReader, Write as _},
    path::{Path, PathBuf},
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
    sync::mpsc::{self, Receiver},
    thread,
    time::{Duration, Instant},
};
use tempfile::TempDir;

/// How long a slow machine may take for one answer.
const PATIENCE: Duration = Duration::from_mins(1);
/// How often a page is asked again.
const OFTEN: Duration = Duration::from_millis(20);
/// Where Chromium lies by the names of its packages.
const NAMES: [&str; 3] = ["chromium", "chromium-browser", "google-chrome"];
/// Quietly, and without asking anybody for anything.
const ARGUMENTS: [&str; 12] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--window-size=1280,900",
    "--remote-debugging-pipe",
    "about:blank",
];

/// A browser with one page.
pub struct Chromium {
    child: Child,
    to: ChildStdin,
    from: Receiver<Value>,
    session: String,
    asked: u64,
    /// What it sent without being asked: console, errors, requests.
    events: Vec<Value>,
    _profile: TempDir,
}

impl Chromium {
    /// A browser, or `None` with a loud word where there is none and nothing says that there has to be.
    pub fn start() -> Option<Self> {
        let Some(program) = program() else {
            let needed = env::var_os("CUSTMAP_NEED_BROWSER").is_some_and(|it| it == "1");
            assert!(!needed, "CUSTMAP_NEED_BROWSER=1, but there is no Chromium");
            // Not by a macro, whose words are kept from the user who runs the tests.
            let _ = writeln!(io::stderr(), "SKIPPED: no Chromium to open the page with");
            return None;
        };
        let profile = tempfile::tempdir().unwrap();
        // The shell puts the pipes where Chromium looks for them.
        let mut child = Command::new("sh")
            .args(["-c", r#"exec "$@" 3<&0 4>&1 0</dev/null 1>&2"#, "sh"])
            .arg(program)
            .arg(format!("--user-data-dir={}", profile.path().display()))
            .args(ARGUMENTS)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut browser = Self {
            to: child.stdin.take().unwrap(),
            from: listen(child.stdout.take().unwrap()),
            child,
            session: String::new(),
            asked: 0,
            events: Vec::new(),
            _profile: profile,
        };
        browser.attach();
        Some(browser)
    }

    /// Turns to its page, and listens to what happens there.
    fn attach(&mut self) {
        let targets = self.ask("Target.getTargets", &json!({}));
        let mut pages = targets["targetInfos"].as_array().unwrap().iter();
        let page = pages.find(|it| it["type"] == "page").unwrap();
        let attach = json!({"targetId": page["targetId"], "flatten": true});
        let session = self.ask("Target.attachToTarget", &attach);
        session["sessionId"].as_str().unwrap().clone_into(&mut self.session);
        for domain in ["Page", "Runtime", "Log", "Network"] {
            self.ask(&format!("{domain}.enable"), &json!({}));
        }
    }

    /// Asks for something and waits for the answer.
    #[track_caller]
    pub fn ask(&mut self, method: &str, params: &Value) -> Value {
        let answer = self.answer(method, params);
        assert!(answer["error"].is_null(), "{method}: {answer}");
        answer["result"].clone()
    }

    /// Asks for something and waits for the answer, which may be an error.
    fn answer(&mut self, method: &str, params: &Value) -> Value {
        self.asked += 1;
        let mut asked = json!({"id": self.asked, "method": method, "params": params});
        if !self.session.is_empty() {
            asked["sessionId"] = self.session.clone().into();
        }
        self.to.write_all(format!("{asked}\0").as_bytes()).unwrap();
        let until = Instant::now() + PATIENCE;
        loop {
            let left = until.saturating_duration_since(Instant::now());
            let answer = self.from.recv_timeout(left).expect("an answer in time");
            if answer["id"] != self.asked {
                self.events.push(answer);
                continue;
            }
            return answer;
        }
    }

    /// Opens a page and waits until it is there.
    #[track_caller]
    pub fn open(&mut self, file: &Path, hash: &str) {
        let url = format!("file://{}{hash}", file.display());
        // Another hash of the same page would not load it again.
        self.ask("Page.navigate", &json!({"url": "about:blank"}));
        self.events.clear();
        self.ask("Page.navigate", &json!({"url": url}));
        self.until("location.protocol === 'file:' && document.readyState === 'complete'");
    }

    /// What an expression is on the page.
    #[track_caller]
    pub fn js(&mut self, expression: &str) -> Value {
        let params = json!({"expression": expression, "returnByValue": true, "awaitPromise": true});
        let answer = self.ask("Runtime.evaluate", &params);
        assert!(answer["exceptionDetails"].is_null(), "{expression}: {answer}");
        answer["result"]["value"].clone()
    }

    /// Waits until an expression holds.
    #[track_caller]
    pub fn until(&mut self, expression: &str) {
        let until = Instant::now() + PATIENCE;
        let params = json!({"expression": expression, "returnByValue": true});
        // While a page is being replaced by another one, the answer is an error.
        while self.answer("Runtime.evaluate", &params)["result"]["result"]["value"] != true {
            assert!(Instant::now() < until, "never: {expression}");
            thread::sleep(OFTEN);
        }
    }

    /// Presses and lets go of a key.
    pub fn press(&mut self, key: &str) {
        for kind in ["keyDown", "keyUp"] {
            self.ask("Input.dispatchKeyEvent", &json!({"type": kind, "key": key}));
        }
    }

    /// Writes text where the focus is, as a keyboard does.
    pub fn type_in(&mut self, text: &str) {
        self.ask("Input.insertText", &json!({"text": text}));
    }

    /// What the page complained about, and what it asked for beside files.
    pub fn complaints(&mut self) -> Vec<String> {
        // An answer comes behind all that was sent before.
        self.js("1");
        let wrong = self.events.iter().filter(|event| match event["method"].as_str() {
            Some(
                "Runtime.consoleAPICalled"
                | "Runtime.exceptionThrown"
                | "Log.entryAdded"
                | "Page.javascriptDialogOpening",
            ) => true,
            Some("Network.requestWillBeSent") => {
                let url = event["params"]["request"]["url"].as_str().unwrap();
                !url.starts_with("file:") && !url.starts_with("data:")
            }
            _ => false,
        });
        wrong.map(Value::to_string).collect()
    }
}

impl Drop for Chromium {
    fn drop(&mut self) {
        let _ = write!(self.to, "{{\"id\":0,\"method\":\"Browser.close\"}}\0");
        let until = Instant::now() + Duration::from_secs(5);
        while matches!(self.child.try_wait(), Ok(None)) && Instant::now() < until {
            thread::sleep(OFTEN);
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Every text that comes from the pipe.
fn listen(from: ChildStdout) -> Receiver<Value> {
    let (tell, events) = mpsc::channel();
    thread::spawn(move || {
        for text in BufReader::new(from).split(0).map_while(Result::ok) {
            let Ok(value) = serde_json::from_slice(&text) else {
                continue;
            };
            let _ = tell.send(value);
        }
    });
    events
}

/// The browser that `CHROMIUM` names, or the first that the path has.
fn program() -> Option<PathBuf> {
    if let Some(named) = env::var_os("CHROMIUM") {
        return Some(named.into());
    }
    let path = env::var_os("PATH").unwrap_or_default();
    let folders: Vec<PathBuf> = env::split_paths(&path).collect();
    let places = NAMES.iter().flat_map(|name| folders.iter().map(move |it| it.join(name)));
    places.into_iter().find(|file| file.is_file())
}
