//! The language server: the Language Server Protocol around [`crate::language`].
//!
//! One thread reads messages and answers them; another derives what follows from a change, so that a completion does
//! not wait for it. The texts of open buffers count before those of the files.

mod actions;
mod answers;
mod convert;
mod files;
mod reply;
mod server;
mod session;
mod stdio;
mod uri;
mod workspace;

pub use server::{Ending, NotInitialized, serve};
pub use session::{Options, WritePage};
pub use stdio::{Stdio, stdio};
