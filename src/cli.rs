use std::process::ExitCode;
use std::io::Write as _;
pub fn run() -> ExitCode {
    let args: Vec<String> = std::env::args().collect();
    let input = custmap::input::read(std::path::Path::new(&args[2])).unwrap();
    for p in &input.problems { eprintln!("{p:?}"); }
    if !input.complete { return ExitCode::from(2); }
    let org = match custmap::resolve::resolve(input.raw) { Ok(o) => o, Err(e) => { for p in e { eprintln!("{p:?}"); } return ExitCode::from(2);} };
    let graph = custmap::graph::Graph::build(&org);
    let filter = custmap::report::Filter { ..Default::default() };
    let facts = custmap::report::Facts::new(&graph, &filter);
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    if args.iter().any(|a| a == "csv") { custmap::render::csv::export(&facts, Default::default(), &mut out).unwrap(); } else {
    custmap::render::json::export(&facts, &[], &mut out).unwrap(); }
    out.flush().unwrap();
    ExitCode::SUCCESS
}
