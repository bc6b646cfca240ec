//! A matrix: those who serve against those who are served, tinted and numbered.

use super::{Label, Px, to_f64};
use crate::report::{BlockKind, Grid};
use askama::Template;

/// Most letters of a label.
const LETTERS: usize = 30;
/// The width and the height of a cell.
const CELL: f64 = 28.0;
/// Around the picture, and between a label and its row or column.
const MARGIN: f64 = 10.0;
/// The room of the headings.
const HEADING: f64 = 24.0;

#[derive(Template)]
#[template(path = "matrix.svg", config = "src/render/askama.toml")]
struct Matrix<'g> {
    title: &'g str,
    width: Px,
    height: Px,
    rows: Vec<Name>,
    columns: Vec<Name>,
    blocks: Vec<Heading<'g>>,
    cells: Vec<Cell>,
}

/// A name with where it begins.
struct Name {
    label: Label,
    x: Px,
    y: Px,
}

/// A block of columns under its line.
struct Heading<'g> {
    text: &'g str,
    kind: BlockKind,
    x: Px,
    end: Px,
    y: Px,
}

struct Cell {
    x: Px,
    y: Px,
    services: usize,
}

impl Cell {
    /// Its tint and that of its number.
    fn tints(&self) -> (&'static str, &'static str) {
        match crate::render::html::tint(self.services) {
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
#[must_use]
pub fn matrix(grid: &Grid) -> String {
    let label = |name: &str| Label::new(name, LETTERS);
    let ends = || grid.blocks.iter().flat_map(|block| &block.ends);
    let widest = |labels: &[Label]| labels.iter().map(Label::width).fold(0.0, f64::max);
    let rows: Vec<Label> = grid.rows.iter().map(|end| label(&end.name)).collect();
    let columns: Vec<Label> = ends().map(|end| label(&end.name)).collect();
    let left = MARGIN + widest(&rows) + MARGIN;
    let top = MARGIN + HEADING + widest(&columns) + MARGIN;
    let x = |column: usize| left + to_f64(column) * CELL;
    let y = |row: usize| top + to_f64(row) * CELL;
    let (width, height) = (x(columns.len()), y(rows.len()));
    let mut next = 0;
    let blocks: Vec<Heading<'_>> = (grid.blocks.iter())
        .map(|block| {
            let from = next;
            next += block.ends.len();
            Heading {
                text: &block.heading,
                kind: block.kind,
                x: Px(x(from) + 1.0),
                end: Px(x(next) - 1.0),
                y: Px(MARGIN + HEADING - 8.0),
            }
        })
        .collect();
    let headings = blocks.iter();
    let headings = headings.map(|block| block.x.0 + Label::new(block.text, usize::MAX).width());
    Matrix {
        title: &grid.title,
        width: Px(headings.fold(width, f64::max) + MARGIN),
        height: Px(height + MARGIN),
        rows: (rows.into_iter().enumerate())
            .map(|(row, label)| Name {
                label,
                x: Px(left - MARGIN),
                y: Px(y(row) + CELL / 2.0 + 4.0),
            })
            .collect(),
        columns: (columns.into_iter().enumerate())
            .map(|(column, label)| Name {
                label,
                x: Px(x(column) + CELL / 2.0 + 4.0),
                y: Px(top - MARGIN),
            })
            .collect(),
        blocks,
        cells: (grid.cells.iter())
            .map(|((row, column), services)| Cell {
                x: Px(x(*column)),
                y: Px(y(*row)),
                services: *services,
            })
            .collect(),
    }
    .to_string()
}
