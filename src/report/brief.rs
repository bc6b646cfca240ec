//! The page for a director: what an organisation, or a division of it, must know of its customers in two minutes.
//!
//! Its texts name no command, no key of the file and no code of a finding: its reader has only the brief.

mod changes;
mod divisions;
mod relationships;
mod sheet;
mod since;
mod single_points;
mod steps;

pub use since::Since;

pub use divisions::{DivisionSummary, Heat, HeatRow};
pub use sheet::BriefRow;

use super::{
    Answer, Data, Document, Limits, Line, Listing,
    anchor::link,
    gaps::is_gap,
    income::Income,
    size::{Size, customers, is_colleague, whose},
    words::{amount, capitalised, count, names, people, share, thousands},
};
use crate::{
    analysis::{Finding, Happy, RelationsOfParties, View, happy_overall, roll_up},
    diag::plural,
    id::{PartyId, Subject},
    model::{Datum, Organisation, PartyList},
};
use changes::{Changes, points_more};
use relationships::{NeverAsked, WorstRelationship};
use single_points::{SinglePoint, SinglePoints};
use std::collections::BTreeSet;
use steps::{NextStep, StepSources};

/// How many names a sentence has, and how many lines a list.
const NAMES: usize = 3;
const LINES: usize = 5;
/// The text in place of the numbers of a map that is empty.
const NOTHING: &str = "Nothing is written down yet.";

/// What a brief is made from besides what is looked at.
#[derive(Clone, Copy, Debug)]
pub struct BriefSource<'a, 'org> {
    /// The findings of what is looked at.
    pub findings: &'a [Finding<'a>],
    /// What the map is called.
    pub name: &'a str,
    /// The level of the divisions, 1 at the top; `None`: the one with 5 to 20 departments.
    pub depth: Option<usize>,
    /// The older version that it is compared with.
    pub since: Option<Since<'a, 'org>>,
}

impl<'a> BriefSource<'a, '_> {
    /// A brief at the level that fits, compared with nothing.
    pub fn new(findings: &'a [Finding<'a>], name: &'a str) -> Self {
        Self { findings, name, depth: None, since: None }
    }
}

/// The page for a director.
#[derive(Debug)]
pub struct Brief<'org> {
    whole: &'org Organisation,
    /// The name of the organisation or division.
    pub name: String,
    /// The line below the name on a page: its subject, the word for its customers, what it is compared with.
    pub intro: String,
    /// What it was made from.
    pub source: String,
    /// The text behind the name elsewhere: the word for its customers, the map, what it is compared with.
    subtitle: String,
    size: Size,
    counts: Happy,
    unhappy: Vec<Line>,
    /// The payers with an unhappy relationship: SPEC 3.7 has them apart from customers.
    unhappy_payers: Vec<Line>,
    /// The customers outside whom no service reaches.
    unserved: Vec<Line>,
    divisions: Vec<DivisionSummary<'org>>,
    /// The gaps, each once.
    gaps: usize,
    worst: Vec<WorstRelationship<'org>>,
    never_asked: Vec<NeverAsked<'org>>,
    single_points: SinglePoints<'org>,
    income: Income,
    changes: Option<Changes<'org>>,
    steps: Vec<NextStep<'org>>,
}

/// A number in large, what it counts, and more about it.
#[derive(Clone, Debug)]
pub struct Tile {
    /// The number.
    pub number: String,
    /// The things that are counted.
    pub thing: String,
    /// Further facts about the number.
    pub more: Line,
}

/// A payer, or several, with their part of what is paid.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct IncomePart {
    /// The payers in a word: `customers`, `third parties` or `the organisation`.
    pub who: &'static str,
    /// How much of all, from 0 to 1.
    pub share: f64,
    /// The same in per cent, so rounded that all parts together are 100.
    pub percent: usize,
}

/// A list of a brief under its heading; sentences, each with a note below it where there is more to say.
#[derive(Clone, Debug)]
pub struct BriefList {
    /// Its heading.
    pub heading: String,
    /// Whether its order matters.
    pub is_ranked: bool,
    /// Its sentences and notes.
    pub items: Vec<(Line, Option<Line>)>,
    /// The text in place of an empty list.
    pub none: &'static str,
    /// How many more there are.
    pub more: usize,
}

/// The brief of what is looked at.
pub fn brief<'org>(view: View<'_, 'org>, source: BriefSource<'_, 'org>) -> Brief<'org> {
    let organisation = view.organisation();
    let worst = relationships::worst(view);
    let never_asked = relationships::never_asked(view);
    let points = single_points::single_points(view);
    let sources = StepSources {
        worst: &worst,
        never_asked: &never_asked,
        single_points: &points.listed,
        findings: source.findings,
    };
    let next = steps::steps(view, &sources);
    let changes = source.since.map(|since| Changes::between(since, view));
    // "Customers" is the word of the brief anyway.
    let called = organisation.customers_called.as_deref().filter(|called| *called != "customers");
    let called = called.map(|called| format!("serves {called}"));
    let compared = source.since.map(|since| format!("compared with {}", since.called));
    let about = "whom we serve, whether they are happy, and what to do next".to_owned();
    let intro: Vec<String> =
        [Some(about), called.clone(), compared.clone()].into_iter().flatten().collect();
    let subtitle = called.into_iter().chain([source.name.to_owned()]).chain(compared);
    Brief {
        whole: view.whole_graph().organisation(),
        name: whose(view),
        intro: capitalised(&intro.join(" · ")),
        source: source.name.to_owned(),
        subtitle: subtitle.collect::<Vec<_>>().join(", "),
        size: Size::of(view),
        counts: happy_overall(organisation),
        unhappy: unhappy_customers(view),
        unhappy_payers: unhappy_payers(view),
        unserved: unserved_customers(view),
        divisions: divisions::divisions(view, source.findings, source.depth),
        gaps: source.findings.iter().filter(|one| is_gap(one)).count(),
        income: Income::of(view),
        worst,
        never_asked,
        single_points: points,
        changes,
        steps: next,
    }
}

/// The customers outside with an unhappy relationship, in the order of the file.
fn unhappy_customers(view: View<'_, '_>) -> Vec<Line> {
    let organisation = view.organisation();
    let relations = RelationsOfParties::new(organisation);
    let is_unhappy = |id: PartyId| roll_up(organisation, relations.of(id)).lowest_unhappy.is_some();
    // SPEC 3.9: colleagues outside a division are customers of it, but not
    // outside the organisation.
    let own = customers(view).filter(|(id, _)| !is_colleague(view, *id) && is_unhappy(*id));
    own.map(|(id, _)| link(organisation, Subject::Party(id))).collect()
}

/// The payers with an unhappy relationship, in the order of the file.
fn unhappy_payers(view: View<'_, '_>) -> Vec<Line> {
    let organisation = view.organisation();
    let relations = RelationsOfParties::new(organisation);
    let payers = organisation.parties().filter(|(id, party)| {
        party.list == PartyList::Payer
            && !is_colleague(view, *id)
            && organisation.is_active_party(*id)
            && roll_up(organisation, relations.of(*id)).lowest_unhappy.is_some()
    });
    payers.map(|(id, _)| link(organisation, Subject::Party(id))).collect()
}

/// The customers outside whom no service reaches, in the order of the file.
fn unserved_customers(view: View<'_, '_>) -> Vec<Line> {
    let steps = view.graph().steps_to_parties();
    let unserved = customers(view).filter(|(id, _)| steps[id.index()].is_none());
    unserved.map(|(id, _)| link(view.organisation(), Subject::Party(id))).collect()
}

impl Brief<'_> {
    /// The share of relationships that are measured, with the difference to before: `62 % of 214 relationships measured (+9)`.
    fn measured_sentence(&self) -> String {
        let Happy { relationships, measured, .. } = self.counts;
        let Some(share) = share_of(measured, relationships) else {
            return "No service serves anybody yet.".to_owned();
        };
        let more = self.points_more().map_or(String::new(), |more| format!(" ({more:+})"));
        let are = if relationships == 1 { "is" } else { "are" };
        format!("{share} of {} {are} measured{more}.", count(relationships, "relationship"))
    }

    /// Whether the map says nothing but whose it is.
    fn is_empty(&self) -> bool {
        let Size { departments, people, services, customers, .. } = self.size;
        departments + people + services + customers == 0
    }

    fn points_more(&self) -> Option<i64> {
        let before = self.changes.as_ref()?.measured_before;
        points_more((self.counts.relationships, self.counts.measured), before)
    }

    /// The sentences on top.
    pub fn lead(&self) -> Line {
        if self.is_empty() {
            return NOTHING.into();
        }
        let departments = match self.size.departments {
            0 if self.size.people > 0 => people(self.size.people),
            number => count(number, "department"),
        };
        let served = self.size.customers.saturating_sub(self.unserved.len());
        let workers =
            if self.size.departments > 0 { self.size.departments } else { self.size.people };
        let who = match (workers, served) {
            (_, 0) if self.size.customers > 0 => format!("{departments}."),
            // Those of a division are the ones that it reaches: others may be written down.
            (_, 0) if self.whole.parties().any(|(id, _)| self.whole.is_active_beneficiary(id)) => {
                format!("{departments}. No customer outside is reached.")
            }
            (_, 0) => format!("{departments}. No customer outside is written down yet."),
            // Without a unit there is nobody of whom it could say "serve".
            (0, customers) => format!("{} outside.", count(customers, "customer")),
            (1, customers) => {
                format!("{departments} serves {} outside.", count(customers, "customer"))
            }
            (_, customers) => {
                format!("{departments} serve {} outside.", count(customers, "customer"))
            }
        };
        let mut line = Line::from(format!("{who} {}", self.measured_sentence()));
        if !self.unserved.is_empty() {
            line.push(" Served by nobody: ");
            line.push_line(&names(self.unserved.iter().cloned(), NAMES));
            line.push(".");
        }
        if !self.unhappy.is_empty() {
            line.push(" Unhappy: ");
            line.push_line(&names(self.unhappy.iter().cloned(), NAMES));
            line.push(".");
        }
        if !self.unhappy_payers.is_empty() {
            line.push(&format!(" Unhappy {}: ", plural(self.unhappy_payers.len(), "payer")));
            line.push_line(&names(self.unhappy_payers.iter().cloned(), NAMES));
            line.push(".");
        }
        // The sentences on top are about those outside; the list below names colleagues as well.
        let outside = self.never_asked.iter().filter(|one| one.to.party().is_some());
        let (payers, customers): (Vec<&NeverAsked>, Vec<_>) =
            outside.partition(|one| one.is_payer());
        let short = |all: Vec<&NeverAsked>| names(all.into_iter().map(NeverAsked::short), NAMES);
        if !customers.is_empty() {
            line.push(" Never asked: ");
            line.push_line(&short(customers));
            line.push(".");
        }
        if !payers.is_empty() {
            line.push(&format!(" {} never asked: ", capitalised(&plural(payers.len(), "payer"))));
            line.push_line(&short(payers));
            line.push(".");
        }
        line
    }

    /// The numbers on top of a page.
    pub fn tiles(&self) -> Vec<Tile> {
        // Four zeros would look like good news.
        if self.counts.relationships == 0 {
            return Vec::new();
        }
        let Happy { relationships, measured, .. } = self.counts;
        let since = self.points_more().map(|more| format!("{more:+} points since then"));
        let persons = self.single_points.listed.iter().filter(|one| one.person().is_some());
        let sorted: Vec<&SinglePoint<'_>> = persons.collect();
        vec![
            Tile {
                number: share_of(measured, relationships).unwrap_or_else(|| "-".to_owned()),
                thing: format!("of {} measured", count(relationships, "relationship")),
                more: since.unwrap_or_default().into(),
            },
            self.unhappy_tile(measured),
            Tile {
                number: thousands(sorted.len()),
                thing: format!("{} whom nobody could replace", plural(sorted.len(), "person")),
                more: sorted.first().map_or(Line::default(), |one| one.name()),
            },
            Tile {
                number: thousands(self.gaps),
                thing: format!(
                    "{}: units without a service, units or services without a customer",
                    plural(self.gaps, "gap")
                ),
                more: Line::default(),
            },
        ]
    }

    /// How many customers outside are unhappy: not known where nobody was asked, since none would look like good news.
    fn unhappy_tile(&self, measured: usize) -> Tile {
        if measured == 0 {
            return Tile {
                number: "Not known".to_owned(),
                thing: "how many customers outside are unhappy: nobody was asked".to_owned(),
                more: Line::default(),
            };
        }
        let is_customer = |one: &&NeverAsked<'_>| one.to.party().is_some() && !one.is_payer();
        let never = self.never_asked.iter().filter(is_customer).count();
        let mut more = match (self.unhappy.is_empty(), never) {
            (true, 0) => Line::default(),
            (true, 1) => "1 of them was never asked".into(),
            (true, never) => format!("{} of them were never asked", thousands(never)).into(),
            (false, _) => names(self.unhappy.iter().cloned(), NAMES),
        };
        if !self.unhappy_payers.is_empty() {
            more.push(if more.is_empty() { "" } else { "; " });
            more.push(&format!("unhappy {}: ", plural(self.unhappy_payers.len(), "payer")));
            more.push_line(&names(self.unhappy_payers.iter().cloned(), NAMES));
        }
        Tile {
            number: format!("{} of {}", self.unhappy.len(), self.size.customers),
            thing: "customers outside are unhappy".to_owned(),
            more,
        }
    }

    /// The heading of the lowest scores of the divisions.
    pub fn lowest_heading(&self) -> &'static str {
        divisions::lowest_heading(&self.divisions)
    }

    /// The things that the divisions are: `Department`, or `Person` where there are no departments.
    pub fn division_noun(&self) -> &'static str {
        divisions::noun(&self.divisions)
    }

    /// The heading of the divisions: `By department`.
    pub fn divisions_heading(&self) -> String {
        format!("By {}", self.division_noun().to_lowercase())
    }

    /// The divisions as rows of a heat map, the worst first.
    pub fn heat_rows(&self) -> Vec<HeatRow> {
        self.divisions.iter().map(DivisionSummary::heat_row).collect()
    }

    /// The lists: what hurts, whom nobody asked, what depends on one, what changed, and what to do next.
    pub fn lists(&self, limits: Limits) -> Vec<BriefList> {
        let lines = limits.rows.min(LINES);
        let worst = self.worst.iter().map(|one| (one.line(), Some(one.note())));
        let never = self.never_asked.iter().map(|one| (one.line(), None));
        let (single, more_points) = self.single_points.lines(lines);
        let single = single.into_iter().map(|one| (one, None));
        let single = BriefList::new("What depends on one person or service", single, usize::MAX);
        let mut lists = vec![
            BriefList {
                is_ranked: true,
                none: if self.counts.measured == 0 {
                    "Not known: nobody was asked."
                } else {
                    "Nobody who was asked is unhappy."
                },
                ..BriefList::new("Where it hurts most", worst, usize::MAX)
            },
            BriefList {
                none: "Everybody was asked about something.",
                ..BriefList::new("Whom nobody has asked", never, lines)
            },
            BriefList {
                none: "Nobody does anything alone, and there is no service inside on which several customers outside depend.",
                more: more_points,
                ..single
            },
        ];
        if let Some(changes) = &self.changes {
            let changed = changes.lines().into_iter().map(|line| (line, None));
            // A screen writes headings in capitals, and what it is compared with may be the name of a file: the title has it.
            lists.push(BriefList {
                none: "Nothing of what is shown here.",
                ..BriefList::new("What changed since then", changed, usize::MAX)
            });
        }
        // Where nothing is known to be served, an empty list is no good news.
        lists.retain(|list| self.counts.relationships > 0 || !list.items.is_empty());
        let steps = self.steps.iter().map(|one| (one.line(), None));
        lists.push(BriefList {
            is_ranked: true,
            none: match self.counts.relationships {
                0 => "Write down the departments, what they provide and for whom.",
                _ => "Nothing is open.",
            },
            ..BriefList::new("Next", steps, usize::MAX)
        });
        lists
    }

    /// The heading of who pays: `Who pays: 371.7 M GBP a year`.
    pub fn income_heading(&self) -> String {
        match self.income.total() {
            // A heading is never broken into lines.
            sum if sum > 0.0 => {
                format!("Who pays: {} a year", amount(self.whole, sum)).replace('\u{a0}', " ")
            }
            _ => "Who pays".to_owned(),
        }
    }

    /// Whether anything is known of who pays.
    pub fn has_income(&self) -> bool {
        self.income.total() > 0.0 || self.income_unknown().is_some()
    }

    /// Who pays which part of what is known.
    pub fn income_parts(&self) -> Vec<IncomePart> {
        let all = self.income.total();
        let parts = [
            ("customers", self.income.customers),
            ("third parties", self.income.third_parties),
            ("the organisation", self.income.organisation),
        ];
        let known = parts.into_iter().filter(|(_, sum)| *sum > 0.0);
        // Parts that are 0 were left out above, so `all` isn't 0 where there is a part.
        let mut parts: Vec<IncomePart> =
            known.map(|(who, sum)| IncomePart { who, share: sum / all, percent: 0 }).collect();
        round_to_hundred(&mut parts);
        parts
    }

    /// The payments that are not in the sum, in a sentence.
    pub fn income_unknown(&self) -> Option<String> {
        let Income { without_amount, assumed, unknown, .. } = self.income;
        let parts = [
            (without_amount, "payment", "without an amount"),
            (assumed, "service", "whose payer is assumed"),
            (unknown, "service", "whose payer nobody knows"),
        ];
        let known = parts.iter().filter(|(number, ..)| *number > 0);
        let sentences: Vec<String> =
            known.map(|(number, what, how)| format!("{} {how}", count(*number, what))).collect();
        (!sentences.is_empty()).then(|| format!("Not in the sum: {}.", sentences.join(", ")))
    }

    /// The anchors of everything that the brief names.
    pub fn anchors(&self) -> BTreeSet<String> {
        let lists = self.lists(Limits::NONE);
        let items = lists.iter().flat_map(|list| &list.items);
        let lines = items.flat_map(|(line, note)| [Some(line), note.as_ref()]).flatten().cloned();
        let divisions = self.divisions.iter().map(DivisionSummary::name);
        let tiles = self.tiles().into_iter().map(|tile| tile.more);
        // Of every item, whatever the limits: the page has the cards of what the
        // brief names, and no others.
        let all = lines.chain(divisions).chain(tiles).chain([self.lead()]);
        let mut anchors = BTreeSet::new();
        for line in all {
            anchors
                .extend(line.pieces().iter().filter_map(|piece| piece.anchor.map(str::to_owned)));
        }
        anchors
    }

    fn totals(&self) -> Datum<'_> {
        Datum::Record(vec![
            ("departments", Datum::count(self.size.departments)),
            ("people", Datum::count(self.size.people)),
            ("services", Datum::count(self.size.services)),
            ("customers_outside", Datum::count(self.size.customers)),
            ("payers", Datum::count(self.size.payers)),
            ("relationships", Datum::count(self.counts.relationships)),
            ("measured", Datum::count(self.counts.measured)),
            ("unhappy", Datum::count(self.counts.unhappy)),
            ("unhappy_customers", Datum::count(self.unhappy.len())),
            ("unhappy_payers", Datum::count(self.unhappy_payers.len())),
            ("never_asked", Datum::count(self.never_asked.len())),
            ("gaps", Datum::count(self.gaps)),
        ])
    }
}

/// Rounds the parts of a whole to per cent that add up to 100: down, and up where the rounding takes most away.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to 100")]
fn round_to_hundred(parts: &mut [IncomePart]) {
    for part in &mut *parts {
        part.percent = (part.share * 100.0).floor() as usize;
    }
    let missing = 100_usize.saturating_sub(parts.iter().map(|part| part.percent).sum());
    let mut by_rest: Vec<&mut IncomePart> = parts.iter_mut().collect();
    by_rest.sort_by(|a, b| (b.share * 100.0).fract().total_cmp(&(a.share * 100.0).fract()));
    for part in by_rest.into_iter().take(missing) {
        part.percent += 1;
    }
}

/// A part of a whole in per cent: `62 %`.
fn share_of(part: usize, whole: usize) -> Option<String> {
    #[expect(clippy::cast_precision_loss, reason = "a share needs no more than 52 bits")]
    let share = |part: usize, whole: usize| share(part as f64 / whole as f64);
    (whole > 0).then(|| share(part, whole))
}

impl BriefList {
    fn new(
        heading: &str,
        items: impl ExactSizeIterator<Item = (Line, Option<Line>)>,
        most: usize,
    ) -> Self {
        let more = items.len().saturating_sub(most);
        Self {
            heading: heading.to_owned(),
            is_ranked: false,
            items: items.take(most).collect(),
            none: "",
            more,
        }
    }

    /// Each sentence with its note behind it; the text for an empty list where there is none.
    fn plain_lines(&self) -> Vec<String> {
        let line = |(sentence, note): &(Line, Option<Line>)| match note {
            Some(note) => format!("{sentence}. {note}"),
            None => sentence.to_string(),
        };
        let mut lines: Vec<String> = self.items.iter().map(line).collect();
        if lines.is_empty() {
            lines.push(self.none.to_owned());
        }
        lines
    }

    /// The lines of a text: each sentence with its number or a dash, its note behind it.
    fn lines(&self) -> Vec<Line> {
        let mut lines: Vec<Line> = self.plain_lines().into_iter().map(Line::from).collect();
        if self.items.is_empty() {
            return lines;
        }
        for (at, line) in lines.iter_mut().enumerate() {
            let mark = if self.is_ranked { format!("{}. ", at + 1) } else { "- ".to_owned() };
            *line = format!("{mark}{line}").into();
        }
        if self.more > 0 {
            lines.push(format!("- {} more.", thousands(self.more)).into());
        }
        lines
    }
}

impl Answer for Brief<'_> {
    fn document(&self, limits: Limits) -> Document {
        let mut document = Document::titled([format!("{} ({})", self.name, self.subtitle)]);
        document.text([self.lead()]);
        let (table, more) = divisions::table(&self.divisions, limits.rows);
        if !self.divisions.is_empty() {
            document.heading(&self.divisions_heading());
            document.table(table);
            document.text(divisions::left_out(&self.divisions, more));
        }
        let mut lists = self.lists(limits);
        // What to do next closes the brief: who pays comes before it.
        let next = lists.pop();
        for list in &lists {
            document.heading(&list.heading);
            document.text(list.lines());
        }
        if self.has_income() {
            document.heading(&self.income_heading());
        }
        let parts = self.income_parts().into_iter();
        let parts: Vec<String> =
            parts.map(|part| format!("{} {} %", part.who, part.percent)).collect();
        document.text((!parts.is_empty()).then(|| format!("{}.", parts.join(", "))));
        document.text(self.income_unknown());
        if let Some(next) = next {
            document.heading(&next.heading);
            document.text(next.lines());
        }
        document
    }

    fn data(&self) -> Data<'_> {
        let mut data = Data::default();
        data.field("totals", self.totals());
        let (worst, never) = (relationships::worst_columns(), relationships::never_asked_columns());
        data.rows(Listing::new(
            "divisions",
            divisions::columns(),
            divisions::SHOWN,
            self.divisions.clone(),
        ));
        data.rows(Listing::new("worst", worst, relationships::WORST_SHOWN, self.worst.clone()));
        let asked = self.never_asked.clone();
        data.rows(Listing::new("never_asked", never, relationships::NEVER_ASKED_SHOWN, asked));
        data.rows(Listing::new(
            "single_points",
            single_points::columns(),
            single_points::SHOWN,
            self.single_points.listed.clone(),
        ));
        let currency = self.whole.currency.as_deref();
        data.field("money", Datum::Record(self.income.record(currency)));
        let changes = self.changes.as_ref().map(|changes| Datum::Record(changes.record()));
        data.field("changes", changes.into());
        data.rows(Listing::new("next", steps::columns(), steps::SHOWN, self.steps.clone()));
        data
    }
}
