//! A matrix: those who serve against those who are served, tinted and numbered.

use super::{Label, Px, to_f64};
use crate::render::html::tint;
use crate::report::{BlockKind, Grid};
use askama::Template;

/// Most letters of a label.
const LETTERS: usize = 30;
/// The width and the height of a cell.
const CELL: f64 = 28.0;
/// Around the picture, and between a label and its row or column.
const MARGIN: f64 = 10.0;
/// The room of the headings, and of each more line of them.
const HEADING: f64 = 24.0;
const LINE: f64 = 16.0;

#[derive(Template)]
#[template(path = "matrix.svg", config = "src/render/askama.toml")]
struct Matrix<'g> {
    title: &'g str,
    width: Px,
    height: Px,
    /// Where the last column ends.
    right: Px,
    rows: Vec<MatrixName>,
    columns: Vec<MatrixName>,
    blocks: Vec<MatrixHeading<'g>>,
    /// Where the lines under the headings are.
    bar: Px,
    cells: Vec<PictureCell>,
}

/// A name with where it begins.
struct MatrixName {
    label: Label,
    x: Px,
    y: Px,
}

/// The heading of a block of columns, with a line above the block; a heading in a higher row is joined to that line.
struct MatrixHeading<'g> {
    text: &'g str,
    kind: BlockKind,
    x: Px,
    end: Px,
    y: Px,
}

struct PictureCell {
    x: Px,
    y: Px,
    services: usize,
    /// The strength of the colour.
    tint: usize,
}

impl PictureCell {
    /// Its tint and that of its number.
    fn tints(&self) -> (&'static str, &'static str) {
        match self.tint {
            1 => ("#dfeaf6", "#1a202c"),
            2 => ("#aecdea", "#1a202c"),
            3 => ("#74a9da", "#1a202c"),
            _ => ("#2b5d94", "#fff"),
        }
    }

    fn text(&self) -> (Px, Px) {
        (Px(self.x.0 + CELL / 2.0), Px(self.y.0 + CELL / 2.0 + 4.0))
    }
}

/// Draws the matrix of a grid, for a file of its own.
pub fn matrix(grid: &Grid) -> String {
    let most = grid.most();
    let label = |name: &str| Label::new(name, LETTERS);
    let ends = || grid.blocks.iter().flat_map(|block| &block.ends);
    let widest = |labels: &[Label]| labels.iter().map(Label::width).fold(0.0, f64::max);
    let rows: Vec<Label> = grid.rows.iter().map(|end| label(&end.name)).collect();
    let columns: Vec<Label> = ends().map(|end| label(&end.name)).collect();
    let left = MARGIN + widest(&rows) + MARGIN;
    let x = |column: usize| left + to_f64(column) * CELL;
    let (blocks, lowest) = headings(grid, left);
    let top = lowest + 8.0 + widest(&columns) + MARGIN;
    let y = |row: usize| top + to_f64(row) * CELL;
    let (width, height) = (x(columns.len()), y(rows.len()));
    Matrix {
        title: &grid.title,
        width: Px(blocks.iter().map(MatrixHeading::right).fold(width, f64::max) + MARGIN),
        height: Px(height + MARGIN),
        right: Px(width),
        rows: (rows.into_iter().enumerate())
            .map(|(row, label)| MatrixName {
                label,
                x: Px(left - MARGIN),
                y: Px(y(row) + CELL / 2.0 + 4.0),
            })
            .collect(),
        columns: (columns.into_iter().enumerate())
            .map(|(column, label)| MatrixName {
                label,
                x: Px(x(column) + CELL / 2.0 + 4.0),
                y: Px(top - MARGIN),
            })
            .collect(),
        blocks,
        bar: Px(lowest + 6.0),
        cells: (grid.cells.iter())
            .map(|((row, column), services)| PictureCell {
                x: Px(x(*column)),
                y: Px(y(*row)),
                services: *services,
                tint: tint(*services, most),
            })
            .collect(),
    }
    .to_string()
}

/// The headings of the blocks, side by side where each has room above its columns, else each in a line of its own;
/// and how low the lowest score is.
fn headings(grid: &Grid, left: f64) -> (Vec<MatrixHeading<'_>>, f64) {
    let mut next = left;
    let mut blocks: Vec<MatrixHeading<'_>> = grid
        .blocks
        .iter()
        .map(|block| {
            let from = next;
            next += to_f64(block.ends.len()) * CELL;
            MatrixHeading {
                text: &block.heading,
                kind: block.kind,
                x: Px(from + 1.0),
                end: Px(next - 1.0),
                y: Px(MARGIN + HEADING - 8.0),
            }
        })
        .collect();
    // Some headings are wider than their few columns.
    let crowded = blocks.windows(2).any(|two| two[0].right() > two[1].x.0);
    if crowded {
        for (line, block) in blocks.iter_mut().enumerate() {
            block.y.0 += to_f64(line) * LINE;
        }
    }
    let lowest = blocks.last().map_or(MARGIN, |block| block.y.0);
    (blocks, lowest)
}

impl MatrixHeading<'_> {
    /// Where its text ends.
    fn right(&self) -> f64 {
        self.x.0 + Label::new(self.text, usize::MAX).width()
    }
}
