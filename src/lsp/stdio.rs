//! Messages on standard input and output. A message that can't be read is answered with an error, and reading goes on.

use crossbeam_channel::{Receiver, Sender, select};
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

/// A connection over standard input and output.
#[expect(missing_debug_implementations, reason = "a connection has none")]
pub struct Stdio {
    /// The messages.
    pub connection: Connection,
    /// Takes messages that are written as JSON already.
    pub texts: Sender<String>,
    /// The thread that writes: it ends when both senders are dropped.
    pub writer: JoinHandle<()>,
}

/// Connects to standard input and output.
///
/// # Errors
/// Where the system has no thread left.
pub fn stdio() -> io::Result<Stdio> {
    // Bounded: an editor that sends faster than it is answered waits, instead of filling memory.
    let (to_server, receiver) = crossbeam_channel::bounded(64);
    let (sender, from_server) = crossbeam_channel::unbounded::<Message>();
    let reader = move || {
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
    };
    thread::Builder::new().spawn(reader)?;
    let (texts, from_texts) = crossbeam_channel::unbounded();
    // In a thread of its own: an editor that writes before it reads must not be waited for.
    let writer = thread::Builder::new().spawn(move || write_all(&from_server, &from_texts))?;
    Ok(Stdio { connection: Connection { sender, receiver }, texts, writer })
}

/// Writes what comes from two channels, until both are closed or nobody reads.
fn write_all(messages: &Receiver<Message>, texts: &Receiver<String>) {
    loop {
        let written = select! {
            recv(messages) -> message => {
                let Ok(message) = message else { break };
                message.write(&mut io::stdout().lock())
            },
            recv(texts) -> text => {
                let Ok(text) = text else { break };
                write_text(&text)
            },
        };
        if written.is_err() {
            return;
        }
    }
    // One of them is closed, the other soon will be: what is still to be sent is sent.
    let rest = messages.iter().try_for_each(|message| message.write(&mut io::stdout().lock()));
    let _ = rest.and_then(|()| texts.iter().try_for_each(|text| write_text(&text)));
}

/// Writes a message.
fn write_text(content: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    write!(out, "Content-Length: {}\r\n\r\n{content}", content.len())?;
    out.flush()
}

/// Answers a message whose id is not known.
fn refuse(code: i32, message: &str) {
    let error = serde_json::json!({"code": code, "message": message});
    let answer = serde_json::json!({"jsonrpc": "2.0", "id": null, "error": error}).to_string();
    // Nobody is left to hear of it where it can't be written.
    let _ = write_text(&answer);
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
