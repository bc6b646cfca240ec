//! Everyone in an organisation has a customer; most can't name theirs.
//!
//! `custmap` reads an organisation (departments, people, services, beneficiaries, payers) and derives for every
//! unit its *primary* customers (outside: directly, through other units, or shared) and its *secondary* ones
//! (the colleagues who use its services), who pays, and where nobody has thought of a customer yet.
//!
//! The modules are the pipeline, each using only those before it:
//!
//! ```text
//! text -> input -> resolve -> model -> graph -> analysis -> report -> render -> bytes     (diag: what is wrong)
//! ```
//!
//! [`import`] is apart from these: it makes a draft of a map of what people have already, and [`render::map`] writes it.
//!
//! ```
//! use custmap::{analysis, graph::Graph, input, model::Date, resolve::resolve};
//!
//! let text = "
//! organisation: {name: XYZ}
//! departments: [{name: IT}, {name: Sales}]
//! services: [{name: ERP, provided_by: IT, serves: Sales}]
//! ";
//! let input = input::read_text("xyz.yaml", text, input::MapFormat::Yaml);
//! let organisation = resolve(input.raw).expect("the map is sound");
//! let graph = Graph::build(&organisation);
//! let it = organisation.units().next().expect("IT is the first unit").0;
//! assert_eq!(analysis::secondary(&graph, it).len(), 1);
//! assert_eq!(analysis::findings(&graph, &Date::today(), analysis::Privacy::Public).len(), 3);
//! ```

pub mod analysis;
pub mod diag;
pub mod graph;
pub mod id;
pub mod import;
pub mod input;
pub mod language;
pub mod lsp;
pub mod model;
pub mod render;
pub mod report;
pub mod resolve;
pub mod words;
