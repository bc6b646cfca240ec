//! Signals that end the program: what has to be cleaned up before it ends.
//!
//! Ctrl-C while a large map is written must leave neither a temporary file nor a line of progress. Code that has
//! something to clean up registers a callback with [`on_interrupt`]; a step that has to happen as a whole, such as
//! giving several finished files their names, runs in [`without_interruption`].

use std::sync::{Mutex, MutexGuard, PoisonError};

/// What runs before a signal ends the program. No signal ends it while this is locked.
static CALLBACKS: Mutex<Vec<fn()>> = Mutex::new(Vec::new());

fn callbacks() -> MutexGuard<'static, Vec<fn()>> {
    CALLBACKS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Runs a step that a signal may come before or after, but not into. It must not be nested.
pub(super) fn without_interruption<T>(step: impl FnOnce() -> T) -> T {
    let _locked = callbacks();
    step()
}

/// Runs `callback` before a signal ends the program, however often it is registered.
pub(super) fn on_interrupt(callback: fn()) {
    system::watch_signals();
    let mut callbacks = callbacks();
    if !callbacks.iter().any(|known| std::ptr::fn_addr_eq(*known, callback)) {
        callbacks.push(callback);
    }
}

/// Makes a file that outgrows the limit of the process an error of writing instead of the end of the program.
pub(super) fn survive_file_size_limit() {
    system::catch_file_size_signal();
}

#[cfg(unix)]
mod system {
    use super::callbacks;
    use signal_hook::{
        consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGXFSZ},
        flag,
        iterator::Signals,
        low_level::emulate_default_handler,
    };
    use std::{
        fs,
        sync::{Arc, Once, mpsc},
        thread,
    };

    pub(super) fn catch_file_size_signal() {
        // Where it can't be caught, the signal ends the program as it would have without this.
        let _ = flag::register(SIGXFSZ, Arc::default());
    }

    /// Waits for signals in a thread of its own. Where the system has no thread left, nothing is watched, and a signal
    /// ends the program at once.
    pub(super) fn watch_signals() {
        static WATCHED: Once = Once::new();
        WATCHED.call_once(|| {
            let (ready, is_ready) = mpsc::channel();
            let watch = move || {
                // Only now, in the thread: signals that are caught and read by nobody would be lost.
                let Ok(mut signals) = Signals::new(ending_signals()) else {
                    return;
                };
                let _ = ready.send(());
                for signal in signals.forever() {
                    // Locked until the end: nothing new is begun.
                    let callbacks = callbacks();
                    for callback in &*callbacks {
                        callback();
                    }
                    // If even that fails, the next signal tries again.
                    let _ = emulate_default_handler(signal);
                }
            };
            if thread::Builder::new().spawn(watch).is_ok() {
                let _ = is_ready.recv();
            }
        });
    }

    /// The signals that end the program, without those that its caller ignores, as `nohup` does.
    ///
    /// Without `unsafe` only Linux shows which are ignored; elsewhere all are watched.
    fn ending_signals() -> Vec<i32> {
        let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
        let ignored = status
            .lines()
            .find_map(|line| line.strip_prefix("SigIgn:"))
            .and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok());
        let is_ignored = |signal: i32| ignored.unwrap_or(0) >> (signal - 1) & 1 == 1;
        let signals = [SIGINT, SIGTERM, SIGHUP, SIGQUIT];
        signals.into_iter().filter(|signal| !is_ignored(*signal)).collect()
    }
}

#[cfg(not(unix))]
mod system {
    pub(super) fn catch_file_size_signal() {}

    pub(super) fn watch_signals() {}
}
