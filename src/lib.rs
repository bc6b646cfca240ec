//! wip
pub mod analysis;
pub mod diag;
pub mod graph;
pub mod id;
pub mod input;
pub mod model;
pub mod render;
pub mod report;
pub mod resolve;
