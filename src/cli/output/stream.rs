//! Output that goes where it is: standard output, devices and FIFOs.

use super::ContentKind;
use anstream::stream::{AsLockedWrite, RawStream};
use custmap::render::clean;
use std::{
    fs::OpenOptions,
    io::{self, BufWriter, Write},
    path::Path,
};

/// Writes the output of a command.
pub(super) type Writing<'w> = Box<dyn FnOnce(&mut dyn Write) -> io::Result<()> + 'w>;

/// Writes to standard output.
pub(super) fn write_stdout(kind: ContentKind, write: Writing<'_>) -> io::Result<()> {
    ignore_closed_pipe(write_stream(io::stdout().lock(), kind, write))
}

/// Writes to a device, a FIFO, or what a descriptor leads to. It is opened for appending: behind `/dev/stdout` there
/// may be a log.
pub(super) fn write_device(device: &Path, kind: ContentKind, write: Writing<'_>) -> io::Result<()> {
    let device = OpenOptions::new().append(true).open(device)?;
    ignore_closed_pipe(write_stream(device, kind, write))
}

fn write_stream(
    out: impl RawStream + AsLockedWrite,
    kind: ContentKind,
    write: Writing<'_>,
) -> io::Result<()> {
    match kind {
        ContentKind::Human => write_to(BufWriter::new(anstream::AutoStream::auto(out)), write),
        // SPEC 7: control characters never reach a terminal; in a file or a
        // pipe the bytes are exact.
        ContentKind::Machine if out.is_terminal() => write_to(SanitizedTerminal::new(out), write),
        ContentKind::Machine | ContentKind::Binary => write_to(BufWriter::new(out), write),
    }
}

fn write_to(mut out: impl Write, write: Writing<'_>) -> io::Result<()> {
    write(&mut out)?;
    out.flush()
}

/// A reader that has gone away, as `head` does, has read all it wanted: no error, and the command's exit status is what
/// it would have been.
pub(super) fn ignore_closed_pipe(written: io::Result<()>) -> io::Result<()> {
    match written {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => other,
    }
}

/// Text for programs on its way to a terminal, without the control characters that a map may hold.
struct SanitizedTerminal<W: Write> {
    out: W,
    line: Vec<u8>,
}

impl<W: Write> SanitizedTerminal<W> {
    fn new(out: W) -> Self {
        Self { out, line: Vec::new() }
    }
}

impl<W: Write> Write for SanitizedTerminal<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        for part in bytes.split_inclusive(|byte| *byte == b'\n') {
            self.line.extend_from_slice(part);
            // Whole lines, because a character of several bytes may come in two writes.
            if self.line.ends_with(b"\n") {
                self.line.pop();
                let line = String::from_utf8_lossy(&self.line);
                writeln!(self.out, "{}", clean(&line))?;
                self.line.clear();
            }
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let line = String::from_utf8_lossy(&self.line);
        write!(self.out, "{}", clean(&line))?;
        self.line.clear();
        self.out.flush()
    }
}
