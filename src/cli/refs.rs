//! `custmap refs`.

use super::{
    Outcome,
    args::PrivacyArg,
    completions::words,
    load::ValidMap,
    names::{entry, map_and_words, snapshot},
    output::OutputArgs,
    screen::ScreenArgs,
};
use clap::Args;
use custmap::{
    analysis::Privacy,
    language::references,
    report::{NamedPlace, TargetKind, named_places},
};

/// How many rows a screen shows.
const SCREENFUL: usize = 100;

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  custmap refs examples/xyz.yaml it
  custmap refs examples/council.yaml shared-services
  custmap refs examples/xyz.yaml \"Retail buyers\" --format csv")]
pub(super) struct RefsCommand {
    /// The map (default: org.yaml), and the id or name of an entry
    #[arg(value_names = ["MAP", "ENTRY"], num_args = 1..=2, required = true, add = words::behind_map(&[TargetKind::Any]))]
    words: Vec<String>,
    /// Show every row
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    privacy: PrivacyArg,
    #[command(flatten)]
    output: OutputArgs,
}

impl RefsCommand {
    pub(super) fn run(self, screen: &ScreenArgs) -> anyhow::Result<Outcome> {
        let output = self.output.output()?;
        let usage = "which entry?\nhelp: custmap refs MAP ENTRY";
        let (path, [word]) = map_and_words(&self.words, usage)?;
        let map = ValidMap::read(&path, screen)?;
        let names = snapshot(&map.sources);
        let number = entry(&names, &map.organisation, &word)?;
        // SPEC 5: who follows whom is not said unasked.
        let is_confidential = self.privacy.privacy() == Privacy::Confidential;
        let shown = references(&names, number)
            .into_iter()
            .filter(|one| is_confidential || one.key != Some("successor"));
        let places = shown.map(|one| {
            let at = map.sources.location(one.place);
            NamedPlace {
                key: one.key,
                by: one.by.map(|by| names.entry(by).id.to_owned()),
                file: at.file.to_owned(),
                line: at.line,
                column: at.column,
            }
        });
        let entry = names.entry(number);
        let answer = named_places(entry.id, entry.kind.word(), places.collect());
        let limits = output.limits(SCREENFUL, self.all, screen);
        output.answer(&answer, &map.sources, limits, screen)?;
        Ok(Outcome::Fine)
    }
}
