//! `custmap card`.

use super::{
    Outcome,
    args::{PrivacyArg, TodayArg, division, subject},
    completions::words,
    load::{Graphs, ValidMap, path_or_default},
    output::{Format, Output, OutputArgs},
    screen::ScreenArgs,
};
use anyhow::bail;
use clap::Args;
use custmap::{
    analysis::{Privacy, View, findings},
    diag::Diagnostic,
    id::{PartyId, Subject, UnitId},
    render::{csv, json, markdown, plain, table},
    report::{
        CardFact, Facts, Filter, FindingFact, Page, TargetKind, ids_about, party_card, questions,
        serving_facts, unit_card,
    },
};
use std::path::Path;

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  custmap card examples/xyz.yaml it
  custmap card examples/xyz.yaml accounting --questions
  custmap card examples/we-care.yaml \"Shelter guests\" --format markdown")]
pub(super) struct Card {
    /// The map (left out: org.yaml here), and a department, a person or a party by id or name
    #[arg(num_args = 1.., required = true, value_names = ["MAP", "WHO"], add = words::behind_map(&[TargetKind::Card]))]
    words: Vec<String>,
    /// What nobody has written down about the unit, as a one-page questionnaire for its head
    #[arg(long)]
    questions: bool,
    /// Look at this department with its parts as an organisation of its own
    #[arg(long, value_name = "DEPARTMENT", add = words::of(TargetKind::Department))]
    within: Option<String>,
    #[command(flatten)]
    today: TodayArg,
    #[command(flatten)]
    privacy: PrivacyArg,
    #[command(flatten)]
    output: OutputArgs,
}

impl Card {
    pub(super) fn run(self, screen: &ScreenArgs) -> anyhow::Result<Outcome> {
        let output = self.output.output()?;
        let (map, who) = match self.words.as_slice() {
            [map, who] => (Some(Path::new(map)), who),
            [who] => (None, who),
            _ => bail!("card takes one name\nhelp: custmap card MAP WHO"),
        };
        let map = ValidMap::read(path_or_default(map)?, screen)?;
        let division = division(&map.organisation, self.within.as_deref())?;
        let graphs = Graphs::build(&map.organisation, division.as_ref());
        let view = graphs.view();
        match subject(view.organisation(), who, TargetKind::Failing)? {
            Subject::Unit(unit) => self.unit(&map, view, unit, &output, screen)?,
            Subject::Party(party) if party.index() >= map.organisation.parties().len() => {
                bail!("`{who}` is a colleague\nhelp: leave out --within for a colleague's card")
            }
            Subject::Party(party) if !self.questions => {
                let whole = View::whole(view.whole_graph());
                self.party(&map, whole, party, &output, screen)?;
            }
            Subject::Party(_) => bail!("--questions are for a unit: name who serves them"),
            Subject::Organisation | Subject::Everyone | Subject::Group(_) | Subject::Service(_) => {
                bail!(
                    "a card is for a department, a person or a party outside\nhelp: custmap list shows services"
                )
            }
        }
        Ok(Outcome::Fine)
    }

    fn unit(
        &self,
        map: &ValidMap,
        view: View<'_, '_>,
        unit: UnitId,
        output: &Output,
        screen: &ScreenArgs,
    ) -> anyhow::Result<()> {
        // Who is leaving is told on nobody's card but their own.
        let own = view.organisation().unit(unit).person().is_some();
        let privacy = if own { Privacy::Confidential } else { Privacy::Public };
        let found = findings(view.whole_graph(), &self.today.date(), privacy);
        let page = if self.questions {
            questions(view.graph(), &map.sources, unit)
        } else {
            unit_card(view, unit, &found)
        };
        let filter = Filter { units: vec![unit], ..Filter::default() };
        let public = findings(view.whole_graph(), &self.today.date(), self.privacy.privacy());
        let about_ids = ids_about(view, unit);
        let fact = || CardFact {
            unit: Facts::new(view, &filter).with_privacy(self.privacy.privacy()).units().next(),
            party: None,
            services: serving_facts(view, &filter, &map.sources),
            findings: facts_about(&public, &about_ids, map),
        };
        write(output, map, &page, (!self.questions).then_some(fact), screen)
    }

    fn party(
        &self,
        map: &ValidMap,
        view: View<'_, '_>,
        party: PartyId,
        output: &Output,
        screen: &ScreenArgs,
    ) -> anyhow::Result<()> {
        let found = findings(view.whole_graph(), &self.today.date(), Privacy::Public);
        let page = party_card(view.graph(), party, &found);
        let filter = Filter { customers: vec![Subject::Party(party)], ..Filter::default() };
        let about = view.organisation().party(party);
        let fact = || CardFact {
            unit: None,
            party: Facts::new(view, &filter).parties().into_iter().next(),
            services: serving_facts(view, &filter, &map.sources),
            findings: facts_about(&found, &[&about.about.id], map),
        };
        write(output, map, &page, (!self.questions).then_some(fact), screen)
    }
}

fn facts_about<'d>(
    found: &'d [Diagnostic],
    ids: &[&str],
    map: &'d ValidMap,
) -> Vec<FindingFact<'d>> {
    let about = found.iter().filter(|one| ids.contains(&&*one.subject));
    about.map(|one| FindingFact::new(one, &map.sources)).collect()
}

fn write<'c>(
    output: &Output,
    map: &ValidMap,
    page: &Page,
    fact: Option<impl FnOnce() -> CardFact<'c>>,
    screen: &ScreenArgs,
) -> anyhow::Result<()> {
    output.write(&map.sources, |out| match output.format() {
        None | Some(Format::Table) => table::page(page, screen.screen(), out),
        Some(Format::Markdown) => markdown::page(page, out),
        Some(Format::Plain) => plain::page(page, out),
        Some(Format::Csv) => csv::page(page, out),
        Some(Format::Json) => match fact {
            Some(fact) => json::card(&fact(), out),
            None => json::page(page, out),
        },
    })
}
