//! Several files at the same time, with the same outcome as one after the other.

use super::{
    MapFormat,
    decode::{Decoder, MOST_REPEATED},
    json,
    raw::RawMap,
    value::RawValue,
    value_tree::ValueTree,
    yaml,
};
use crate::diag::{Diagnostic, FileId, Sources};
use std::{
    collections::BTreeMap,
    sync::{
        atomic::{AtomicUsize, Ordering},
        mpsc,
    },
    thread,
};

/// A step of work on a file.
pub(super) enum Task {
    /// Its records are to be read.
    Read(FileId, MapFormat),
    /// Its records and its values are to be read.
    ReadWithValues(FileId, MapFormat),
    /// The file is no text, which is to be reported.
    Report(Diagnostic),
}

/// What came out of one file.
#[derive(Clone, Debug, Default)]
pub struct FilePart {
    /// Its records.
    pub raw: RawMap,
    /// The problems in the file.
    pub problems: Vec<Diagnostic>,
    /// Whether it was read to its end.
    pub complete: bool,
    /// Its values, where they were asked for: as far as it could be read.
    pub values: Option<RawValue>,
    /// How many events aliases repeated in it.
    pub(super) repeated: usize,
}

impl Task {
    /// The file that is read.
    pub(super) fn file(&self) -> FileId {
        match self {
            Self::Read(file, _) | Self::ReadWithValues(file, _) => *file,
            Self::Report(problem) => problem.place.file,
        }
    }

    fn run(&self, sources: &Sources) -> FilePart {
        let (file, format, with_values) = match self {
            Self::Read(file, format) => (*file, *format, false),
            Self::ReadWithValues(file, format) => (*file, *format, true),
            Self::Report(problem) => {
                return FilePart { problems: vec![problem.clone()], ..FilePart::default() };
            }
        };
        let text = &sources.file(file).text;
        let mut raw = RawMap::default();
        let mut decoder = Decoder::new(file, text);
        let mut values = with_values.then(|| ValueTree::new(file, text));
        let read = match format {
            MapFormat::Yaml => yaml::read(&mut decoder, &mut raw, values.as_mut()),
            MapFormat::Json => json::read(&mut decoder, &mut raw, values.as_mut()),
        };
        let repeated = MOST_REPEATED - decoder.aliases_left;
        let mut problems = decoder.problems;
        let complete = read.is_ok();
        problems.extend(read.err().map(|broken| *broken));
        FilePart { raw, problems, complete, values: values.and_then(ValueTree::finish), repeated }
    }
}

/// Reads files on as many threads as the machine runs at a time, and hands on what comes out in their order, until
/// `add` takes no more.
pub(super) fn read_all(tasks: &[Task], sources: &Sources, add: impl FnMut(FilePart) -> bool) {
    let threads = thread::available_parallelism().map_or(1, usize::from);
    // Files are taken one by one, not split beforehand: one may be as large as all others together.
    let next = AtomicUsize::new(0);
    let take = || {
        let at = next.fetch_add(1, Ordering::Relaxed);
        tasks.get(at).map(|task| (at, task.run(sources)))
    };
    let mut done = InOrder { waiting: BTreeMap::new(), next: 0, is_over: false, add };
    thread::scope(|scope| {
        let (send, receive) = mpsc::channel();
        // One thread less: this one reads too.
        for _ in 1..threads.min(tasks.len()) {
            let send = send.clone();
            let work = move || while take().is_some_and(|part| send.send(part).is_ok()) {};
            // Where no thread can be had, this one does it all.
            let _ = thread::Builder::new().spawn_scoped(scope, work);
        }
        // Without this sender the channel would stay open, and the last
        // `receive` would wait forever.
        drop(send);
        while let Some(part) = take() {
            done.add([part].into_iter().chain(receive.try_iter()));
            if done.is_over {
                // No thread takes another file: the map is refused already.
                next.store(tasks.len(), Ordering::Relaxed);
            }
        }
        done.add(receive.into_iter());
    });
}

/// Parts that wait for one before them.
struct InOrder<F> {
    // Parts are handed on in the order of the files, so that the answer does not depend
    // on which thread is faster.
    waiting: BTreeMap<usize, FilePart>,
    next: usize,
    /// Whether no more is taken.
    is_over: bool,
    add: F,
}

impl<F: FnMut(FilePart) -> bool> InOrder<F> {
    fn add(&mut self, parts: impl Iterator<Item = (usize, FilePart)>) {
        for (at, part) in parts {
            self.waiting.insert(at, part);
            while let Some(part) = self.waiting.remove(&self.next) {
                self.is_over = self.is_over || !(self.add)(part);
                self.next += 1;
            }
        }
    }
}
