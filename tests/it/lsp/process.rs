//! The server as a process: malformed messages are answered, and reading goes on.

use serde_json::{Value, json};
use std::{
    io::{BufReader, Write as _},
    process::{Command, Stdio},
};

fn framed(text: &str) -> String {
    format!("Content-Length: {}\r\n\r\n{text}", text.len())
}

fn read(out: &mut impl std::io::BufRead) -> Value {
    let mut length = 0;
    loop {
        let mut line = String::new();
        out.read_line(&mut line).unwrap();
        if line.trim().is_empty() {
            break;
        }
        if let Some(value) = line.strip_prefix("Content-Length:") {
            length = value.trim().parse().unwrap();
        }
    }
    let mut content = vec![0; length];
    out.read_exact(&mut content).unwrap();
    serde_json::from_slice(&content).unwrap()
}

/// What is no JSON or no message gets an error without an id; the session goes on and ends as agreed.
#[test]
fn malformed_messages_are_answered_and_passed_over() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_custmap"))
        .arg("lsp")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    let mut out = BufReader::new(child.stdout.take().unwrap());
    let mut send = |text: &str| input.write_all(text.as_bytes()).unwrap();
    send(&framed("{not json"));
    assert_eq!(read(&mut out)["error"]["code"], -32700);
    send(&framed("[1, 2]"));
    assert_eq!(read(&mut out)["error"]["code"], -32600);
    send("Rubbish: yes\r\n");
    let initialize =
        json!({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {"capabilities": {}}});
    send(&framed(&initialize.to_string()));
    let answer = read(&mut out);
    assert_eq!(answer["id"], 1);
    assert_eq!(answer["result"]["capabilities"]["positionEncoding"], "utf-16");
    send(&framed(r#"{"jsonrpc": "2.0", "id": "a", "method": "shutdown"}"#));
    assert_eq!(read(&mut out)["id"], "a");
    send(&framed(r#"{"jsonrpc": "2.0", "method": "exit"}"#));
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

/// Input that ends within a message ends the server, without an answer and without hanging.
#[test]
fn input_that_ends_early_ends_the_server() {
    for text in ["", "Content-Length: 100\r\n\r\n{", "Content-Length: x\r\n\r\n", "garbage"] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_custmap"))
            .arg("lsp")
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
        assert_eq!(child.wait().unwrap().code(), Some(1), "{text}");
    }
}

/// An `exit` before `initialize` has status 2 and a sentence of ours; after a notification it is the same.
#[test]
fn an_exit_before_the_beginning_is_refused() {
    let exit = framed(r#"{"jsonrpc": "2.0", "method": "exit"}"#);
    let initialized = framed(r#"{"jsonrpc": "2.0", "method": "initialized", "params": {}}"#);
    for text in [exit.clone(), format!("{initialized}{exit}")] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_custmap"))
            .arg("lsp")
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        let errors = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{text}: {errors}");
        assert!(errors.contains("before `initialize`"), "{errors}");
    }
}
