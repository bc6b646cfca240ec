//! What a reader is shown: names, order and numbers, ready to be written in any format.

mod amounts;
mod anchor;
mod answer;
mod answers;
mod ask;
mod brief;
mod card;
mod cell;
mod check;
mod codes;
mod customers;
mod diagram;
mod difference;
mod document;
mod export;
mod file_line;
mod filter;
mod finding;
mod gaps;
mod grid;
mod impact;
mod income;
mod limits;
mod line;
mod listing;
mod named;
mod neighbourhood;
mod network;
mod overview;
mod people;
mod references;
mod register;
mod relationships;
mod rows;
mod site;
mod size;
mod survey;
mod table;
mod trend;
mod unit_choice;
mod usage;
mod way;
mod why;
mod words;

pub use anchor::anchor;
pub use answer::{Answer, Data, DataEntry};
pub use answers::{
    AnswerChange, AnsweredFact, ChangedFact, HEADS, HeadAnswers, HeadScore, HeadsMeasurement,
    TakeOptions, TakenAnswers, take_answers,
};
pub use ask::{
    AnonymityLimits, AnswerChoice, Answering, Asked, AskedFact, AskedOf, FieldInput, Form,
    FormField, FormOptions, FormQuestion, FormSection, Heads, NameList, NamedOption, PartyKey,
    Questionnaire, QuestionnaireOptions, RatedServices, RatingQuestion, RespondentChoice,
    ServiceQuestion, UnknownFact, form, questionnaire,
};
pub use brief::{
    Brief, BriefList, BriefRow, BriefSource, DivisionSummary, Heat, HeatRow, IncomePart, Since,
    Tile, brief,
};
pub use card::{CardAnswer, CardSubject};
pub use cell::Cell;
pub use check::{Checked, checked};
pub use codes::{CodeExplanation, codes, explanation};
pub use customers::{CustomerChoice, CustomerFacts, CustomerQuery, Customers, customers};
pub use diagram::{Arrow, Diagram, DiagramShape, ShapeKind};
pub use difference::{BothSources, Choice, Differences};
pub use document::{Block, Document};
pub use export::{Export, UnitRow};
pub use file_line::FileLine;
pub use filter::{Filter, People, Rank, UnitSelection};
pub use finding::{FindingFact, finding_listing};
pub use grid::{BlockKind, CellScore, End, Grid, GridBlock, GridSize, grid};
pub use impact::{Failure, failures, impacted};
pub use limits::Limits;
pub use line::{Line, Piece};
pub use listing::{Column, Listing};
pub use named::{NotNamed, TargetKind, named};
pub use neighbourhood::neighbourhood;
pub use network::{EdgeKind, Network, NetworkEdge, NetworkNode, NodeKind};
pub use overview::Analysis;
pub use people::{KeyPerson, PeopleFilter, people};
pub use references::{NamedPlace, named_places};
pub use register::{RegisterKind, register};
pub use relationships::{RelationshipRow, relationships};
pub use rows::{DataRow, Flat, Labels, Rows, WriteRow};
pub use site::{
    BlueprintLane, CARD_LIMITS, CardCounts, CardSample, Cards, Figure, FindingGroup, FindingItem,
    Site, SiteCard, SiteFailure, SiteFailures, SiteSource, site,
};
pub use survey::{SurveyFigures, SurveyResult, SurveyRow, survey_answers};
pub use table::{ColumnKind, Heading, NarrowLayout, RowMeta, Table};
pub use trend::{
    BarStyle, Every, PointOrigin, Trend, TrendLine, TrendMeasures, TrendPoint, measurement_days,
};
pub use unit_choice::{ListingSort, UnitChoice, UnitCondition, UnitSort, select_units};
pub use usage::{UsageFinding, UsageRow, usages};
pub use why::{Why, why};
pub use words::Intervals;
