//! Several files at the same time, with the same outcome as one after the other.

use super::{MapFormat, decode::Decoder, json, raw::RawMap, yaml};
use crate::diag::{Diagnostic, FileId, Sources};
use std::{
    collections::BTreeMap,
    sync::{
        atomic::{AtomicUsize, Ordering},
        mpsc,
    },
    thread,
};

/// What is to be done with a file.
pub(super) enum Task {
    /// It is to be read.
    Read(FileId, MapFormat),
    /// It is no text, which is to be reported.
    Report(Diagnostic),
}

/// What came out of one file.
pub(super) struct FilePart {
    pub(super) raw: RawMap,
    pub(super) problems: Vec<Diagnostic>,
    /// Whether the file was read to its end.
    pub(super) complete: bool,
}

impl Task {
    fn run(&self, sources: &Sources) -> FilePart {
        let (file, format) = match self {
            Self::Read(file, format) => (*file, *format),
            Self::Report(problem) => {
                return FilePart {
                    raw: RawMap::default(),
                    problems: vec![problem.clone()],
                    complete: false,
                };
            }
        };
        let mut raw = RawMap::default();
        let mut decoder = Decoder::new(file, &sources.file(file).text);
        let read = match format {
            MapFormat::Yaml => yaml::read(&mut decoder, &mut raw),
            MapFormat::Json => json::read(&mut decoder, &mut raw),
        };
        let mut problems = decoder.problems;
        let complete = read.is_ok();
        problems.extend(read.err().map(|broken| *broken));
        FilePart { raw, problems, complete }
    }
}

/// Reads files on as many threads as the machine runs at a time, and hands on what comes out in their order.
pub(super) fn read_all(tasks: &[Task], sources: &Sources, add: impl FnMut(FilePart)) {
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let next = AtomicUsize::new(0);
    let take = || {
        let at = next.fetch_add(1, Ordering::Relaxed);
        tasks.get(at).map(|task| (at, task.run(sources)))
    };
    let mut done = InOrder { waiting: BTreeMap::new(), next: 0, add };
    thread::scope(|scope| {
        let (send, receive) = mpsc::channel();
        for _ in 1..threads.min(tasks.len()) {
            let send = send.clone();
            let work = move || while take().is_some_and(|part| send.send(part).is_ok()) {};
            // Where no thread can be had, this one does it all.
            let _ = thread::Builder::new().spawn_scoped(scope, work);
        }
        drop(send);
        while let Some(part) = take() {
            done.add([part].into_iter().chain(receive.try_iter()));
        }
        done.add(receive.into_iter());
    });
}

/// Parts that wait for one before them.
struct InOrder<F> {
    waiting: BTreeMap<usize, FilePart>,
    next: usize,
    add: F,
}

impl<F: FnMut(FilePart)> InOrder<F> {
    fn add(&mut self, parts: impl Iterator<Item = (usize, FilePart)>) {
        for (at, part) in parts {
            self.waiting.insert(at, part);
            while let Some(part) = self.waiting.remove(&self.next) {
                (self.add)(part);
                self.next += 1;
            }
        }
    }
}
