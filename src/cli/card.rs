//! `custmap card`.

use super::{
    Outcome,
    args::{IntervalsArg, PrivacyArg, TodayArg, division, subject},
    completions::words,
    future_dates,
    load::{Graphs, ValidMap, map_and_name},
    output::{Format, Output, OutputArgs},
    screen::ScreenArgs,
};
use anyhow::bail;
use clap::Args;
use custmap::{
    analysis::{Privacy, View},
    id::Subject,
    report::{CardAnswer, CardSubject, Limits, TargetKind},
};

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  custmap card examples/xyz.yaml it
  custmap card examples/council.yaml it --format markdown
  custmap card examples/we-care.yaml \"Shelter guests\" --format markdown")]
pub(super) struct CardCommand {
    /// The map (default: org.yaml), and a department, a person or a party by id or name
    #[arg(num_args = 1.., required = true, value_names = ["MAP", "WHO"], add = words::behind_map(&[TargetKind::Card]))]
    words: Vec<String>,
    /// Look at this department with its parts as an organisation of its own
    #[arg(long, value_name = "DEPARTMENT", add = words::of(TargetKind::Department))]
    within: Option<String>,
    #[command(flatten)]
    today: TodayArg,
    #[command(flatten)]
    intervals: IntervalsArg,
    #[command(flatten)]
    privacy: PrivacyArg,
    #[command(flatten)]
    output: OutputArgs,
}

impl CardCommand {
    pub(super) fn run(self, screen: &ScreenArgs) -> anyhow::Result<Outcome> {
        let output = self.output.output()?;
        let (map, who) = map_and_name(&self.words, "card", ("whose card?", "WHO"))?;
        let map = ValidMap::read(map, screen)?;
        let division = division(&map.organisation, self.within.as_deref())?;
        let graphs = Graphs::build(&map.organisation, division.as_ref());
        let view = graphs.view();
        match subject(view.organisation(), who, TargetKind::Failing)? {
            Subject::Unit(unit) => {
                self.card(&map, view, CardSubject::Unit(unit), &output, screen)?;
            }
            Subject::Party(party) if party.index() >= map.organisation.parties().len() => {
                bail!("`{who}` is a colleague\nhelp: leave out --within for a colleague's card")
            }
            Subject::Party(party) => {
                self.card(&map, view, CardSubject::Party(party), &output, screen)?;
            }
            Subject::Organisation | Subject::Everyone | Subject::Group(_) | Subject::Service(_) => {
                bail!(
                    "a card is for a department, a person or a party outside\nhelp: custmap list shows services"
                )
            }
        }
        Ok(Outcome::Fine)
    }

    fn card(
        &self,
        map: &ValidMap,
        view: View<'_, '_>,
        about: CardSubject,
        output: &Output,
        screen: &ScreenArgs,
    ) -> anyhow::Result<()> {
        let is_person = match about {
            CardSubject::Unit(unit) => view.organisation().unit(unit).person().is_some(),
            CardSubject::Party(_) => false,
        };
        let privacy = self.privacy(is_person, output);
        let answer = CardAnswer::new(view, about, &map.sources, self.today.date(), privacy);
        let limits = self.limits(output, screen);
        future_dates::note(&map.organisation, &map.sources, &self.today.date(), screen);
        output.answer(&answer, &map.sources, limits, screen)
    }

    fn limits(&self, output: &Output, screen: &ScreenArgs) -> Limits {
        Limits { intervals: self.intervals.shown(), ..output.limits(usize::MAX, true, screen) }
    }

    /// Whether the card shows who is leaving: that of a person does on the screen, others and data only with
    /// `--confidential` (SPEC 5).
    fn privacy(&self, is_person: bool, output: &Output) -> Privacy {
        let is_data = output.format().is_some_and(Format::is_data);
        if is_person && !is_data { Privacy::Confidential } else { self.privacy.privacy() }
    }
}
