//! A flow: those who serve left, those who are served right, a ribbon for what goes from one to the other.

use super::{Label, PictureMedium, Px, to_f64};
use crate::report::{BlockKind, End, Grid};
use askama::Template;
use std::collections::BTreeMap;

/// Most letters of a label.
const LETTERS: usize = 34;
/// The room between the two sides.
const BETWEEN: f64 = 300.0;
/// The least width of the whole.
const WIDTH: f64 = 980.0;
/// The width of a bar, its least and its greatest height, and what is between two.
const BAR: f64 = 10.0;
const LEAST: f64 = 14.0;
const HIGHEST: f64 = 72.0;
const GAP: f64 = 9.0;
/// The room of a heading.
const HEADING: f64 = 26.0;
/// The width of a ribbon of one service, where that makes no bar too high.
const RIBBON: f64 = 4.5;
/// Between a bar and its label, and around the picture.
const MARGIN: f64 = 8.0;

#[derive(Template)]
#[template(path = "flow.svg", config = "src/render/askama.toml")]
struct Flow<'g> {
    id: &'g str,
    title: &'g str,
    place: PictureMedium,
    width: Px,
    height: Px,
    sides: [FlowSide<'g>; 2],
    /// The ribbons to those of each kind.
    ribbons: BTreeMap<BlockKind, Vec<Ribbon>>,
}

/// One side: its headings and bars from top to bottom.
struct FlowSide<'g> {
    headings: Vec<FlowHeading<'g>>,
    bars: Vec<Bar<'g>>,
    /// Where its bars begin, and where its texts do.
    x: Px,
    text_x: Px,
    text_anchor: &'static str,
    height: f64,
}

struct FlowHeading<'g> {
    text: &'g str,
    y: Px,
}

/// An end with its name.
struct Bar<'g> {
    kind: BlockKind,
    end: &'g End,
    label: Label,
    y: Px,
    height: Px,
    text_y: Px,
    /// Where its next ribbon begins.
    next: f64,
}

struct Ribbon {
    /// The numbers of its ends: of those who serve, and of those who are served.
    row: usize,
    column: usize,
    path: String,
    width: Px,
    title: String,
}

/// Draws the flow of a grid; `id` is its own on the page.
pub fn flow(grid: &Grid, id: &str, place: PictureMedium) -> String {
    let ribbon = ribbon_width(grid);
    let from = [("Who serves", BlockKind::Units, &*grid.rows)];
    let to = grid.blocks.iter().map(|block| (&*block.heading, block.kind, &*block.ends));
    let mut left = side(from.into_iter(), &sums(grid, |cell| cell.0), ribbon);
    let mut right = side(to, &sums(grid, |cell| cell.1), ribbon);
    let texts = (left.text_width(), right.text_width());
    // A margin on both sides of each of the two columns of labels, and the two bars.
    let around = 4.0 * MARGIN + 2.0 * BAR;
    let width = (texts.0 + BETWEEN + texts.1 + around).max(WIDTH);
    left.place(MARGIN + texts.0 + MARGIN, "end");
    right.place(width - texts.1 - 2.0 * MARGIN - BAR, "start");
    let height = left.height.max(right.height);
    for side in [&mut left, &mut right] {
        // The shorter side is centred, so that ribbons stay as level as they can.
        side.shift((height - side.height) / 2.0);
    }
    let ribbons = ribbons(grid, &mut left, &mut right, ribbon);
    Flow {
        id,
        title: &grid.title,
        place,
        width: Px(width),
        height: Px(height + MARGIN),
        sides: [left, right],
        ribbons,
    }
    .to_string()
}

/// How many services each row or each column has.
fn sums(grid: &Grid, of: fn(&(usize, usize)) -> usize) -> Vec<usize> {
    let columns = grid.blocks.iter().map(|block| block.ends.len()).sum();
    let mut sums = vec![0; grid.rows.len().max(columns)];
    for (cell, services) in &grid.cells {
        sums[of(cell)] += services;
    }
    sums
}

/// The width of the ribbon of one service.
fn ribbon_width(grid: &Grid) -> f64 {
    let all = sums(grid, |cell| cell.0).into_iter();
    let most = all.chain(sums(grid, |cell| cell.1)).max().unwrap_or(1);
    // All ribbons get thinner where the highest bar would be too high: widths stay
    // comparable within a picture.
    RIBBON.min(HIGHEST / to_f64(most.max(1)))
}

/// The headings and bars of one side.
fn side<'g>(
    blocks: impl Iterator<Item = (&'g str, BlockKind, &'g [End])>,
    services: &[usize],
    ribbon: f64,
) -> FlowSide<'g> {
    let mut side = FlowSide {
        headings: Vec::new(),
        bars: Vec::new(),
        x: Px(0.0),
        text_x: Px(0.0),
        text_anchor: "",
        height: MARGIN,
    };
    for (heading, kind, ends) in blocks {
        side.headings.push(FlowHeading { text: heading, y: Px(side.height + HEADING - GAP - 1.0) });
        side.height += HEADING;
        for end in ends {
            let ribbons = to_f64(services[side.bars.len()]) * ribbon;
            let height = ribbons.max(LEAST);
            let middle = side.height + height / 2.0;
            side.bars.push(Bar {
                kind,
                end,
                label: Label::new(&end.name, LETTERS),
                y: Px(side.height),
                height: Px(height),
                text_y: Px(middle + 4.0),
                next: middle - ribbons / 2.0,
            });
            side.height += height + GAP;
        }
    }
    side
}

impl FlowSide<'_> {
    /// How wide its texts are.
    fn text_width(&self) -> f64 {
        let headings =
            self.headings.iter().map(|heading| Label::new(heading.text, usize::MAX).width());
        let labels = self.bars.iter().map(|bar| bar.label.width());
        labels.chain(headings).fold(0.0, f64::max)
    }

    /// Puts its bars at `x`, its texts before or behind them.
    fn place(&mut self, x: f64, text_anchor: &'static str) {
        let before = text_anchor == "end";
        self.x = Px(x);
        self.text_x = Px(if before { x - MARGIN } else { x + BAR + MARGIN });
        self.text_anchor = text_anchor;
    }

    /// Moves the side down.
    fn shift(&mut self, by: f64) {
        for heading in &mut self.headings {
            heading.y.0 += by;
        }
        for bar in &mut self.bars {
            bar.y.0 += by;
            bar.text_y.0 += by;
            bar.next += by;
        }
    }
}

impl Bar<'_> {
    /// The middle of its next ribbon.
    fn take(&mut self, width: f64) -> Px {
        self.next += width;
        Px(self.next - width / 2.0)
    }
}

/// A ribbon for each cell, by what those who are served are.
fn ribbons(
    grid: &Grid,
    left: &mut FlowSide<'_>,
    right: &mut FlowSide<'_>,
    ribbon: f64,
) -> BTreeMap<BlockKind, Vec<Ribbon>> {
    let (from_x, to_x) = (Px(left.x.0 + BAR), right.x);
    let middle = Px(f64::midpoint(from_x.0, to_x.0));
    let mut ribbons: BTreeMap<BlockKind, Vec<Ribbon>> = BTreeMap::new();
    for ((row, column), services) in &grid.cells {
        let (from, to) = (&mut left.bars[*row], &mut right.bars[*column]);
        let width = to_f64(*services) * ribbon;
        let (from_y, to_y) = (from.take(width), to.take(width));
        let things = if *services == 1 { "service" } else { "services" };
        // By kind, so that ribbons of one colour are one group in the file.
        ribbons.entry(to.kind).or_default().push(Ribbon {
            row: *row,
            column: *column,
            path: format!("M{from_x} {from_y}C{middle} {from_y} {middle} {to_y} {to_x} {to_y}"),
            width: Px(width),
            title: format!("{} serves {}: {services} {things}", from.end.name, to.end.name),
        });
    }
    ribbons
}
