//! Messages on standard input and output. A message that can't be read is answered with an error, and reading goes on.

use lsp_server::{Connection, Message};
use std::{
    io::{self, BufRead, Write as _},
    thread::{self, JoinHandle},
};

/// The largest message that is read, in bytes.
const LARGEST: usize = 256 << 20;

/// Why a message can't be read.
enum Unreadable {
    /// Its content is no message: the error code and what is wrong.
    Content(i32, String),
    /// The input is over.
    End,
}

/// A connection over standard input and output, and the thread that writes: it ends when the connection is dropped.
#[must_use]
pub fn stdio() -> (Connection, JoinHandle<()>) {
    // Bounded: an editor that sends faster than it is answered waits, instead of filling memory.
    let (to_server, receiver) = crossbeam_channel::bounded(64);
    let (sender, from_server) = crossbeam_channel::unbounded::<Message>();
    thread::spawn(move || {
        let mut input = io::stdin().lock();
        loop {
            match read(&mut input) {
                Ok(message) => {
                    let is_exit =
                        matches!(&message, Message::Notification(one) if one.method == "exit");
                    if to_server.send(message).is_err() || is_exit {
                        break;
                    }
                }
                Err(Unreadable::Content(code, message)) => refuse(code, &message),
                Err(Unreadable::End) => break,
            }
        }
    });
    let writer = thread::spawn(move || {
        for message in from_server {
            if message.write(&mut io::stdout().lock()).is_err() {
                break;
            }
        }
    });
    (Connection { sender, receiver }, writer)
}

/// Answers a message whose id is not known.
fn refuse(code: i32, message: &str) {
    let error = serde_json::json!({"code": code, "message": message});
    let answer = serde_json::json!({"jsonrpc": "2.0", "id": null, "error": error}).to_string();
    let mut out = io::stdout().lock();
    let _ = write!(out, "Content-Length: {}\r\n\r\n{answer}", answer.len());
    let _ = out.flush();
}

/// Reads one message.
fn read(input: &mut impl BufRead) -> Result<Message, Unreadable> {
    let length = content_length(input)?;
    if length > LARGEST {
        // Read and dropped, so that the next message begins where it should.
        skip(input, length)?;
        return Err(Unreadable::Content(-32600, format!("the message has over {LARGEST} bytes")));
    }
    let mut content = vec![0; length];
    input.read_exact(&mut content).map_err(|_| Unreadable::End)?;
    let value: serde_json::Value = serde_json::from_slice(&content)
        .map_err(|error| Unreadable::Content(-32700, format!("this is not JSON: {error}")))?;
    serde_json::from_value(value).map_err(|_| {
        let message = "a message is a request, a notification or an answer of JSON-RPC 2.0";
        Unreadable::Content(-32600, message.to_owned())
    })
}

/// The length that the header of a message names. Other lines are passed over.
fn content_length(input: &mut impl BufRead) -> Result<usize, Unreadable> {
    let mut length = None;
    loop {
        let mut line = Vec::new();
        // A header line without an end must not fill memory.
        let mut limited = io::Read::take(&mut *input, 8 << 10);
        match limited.read_until(b'\n', &mut line) {
            Ok(0) | Err(_) => return Err(Unreadable::End),
            Ok(_) => {}
        }
        let line = String::from_utf8_lossy(&line);
        let line = line.trim();
        match (line.split_once(':'), length) {
            (_, Some(length)) if line.is_empty() => return Ok(length),
            (Some((name, value)), _) if name.trim().eq_ignore_ascii_case("content-length") => {
                length = value.trim().parse().ok();
            }
            _ => {}
        }
    }
}

fn skip(input: &mut impl BufRead, length: usize) -> Result<(), Unreadable> {
    let mut limited = io::Read::take(input, length as u64);
    io::copy(&mut limited, &mut io::sink()).map(|_| ()).map_err(|_| Unreadable::End)
}
