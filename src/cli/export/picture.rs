//! Pictures and networks: what they show, and how much of it.

use super::ExportFormat;
use crate::cli::{args::subject, completions::words};
use anyhow::{Context as _, bail};
use clap::Args;
use custmap::{
    analysis::View,
    id::Subject,
    render::{
        dot, graphml, mermaid,
        svg::{self, PictureMedium},
    },
    report::{Diagram, Filter, GridSize, Network, TargetKind, grid, neighbourhood},
};

/// The size of a flow and of a matrix in a file of their own.
const FLOW: usize = 25;
const MATRIX: (usize, usize) = (60, 80);
/// How many boxes a picture can have so that it can be read.
const BOXES: usize = 60;

/// What a picture or a network shows.
#[derive(Debug, Args)]
#[command(next_help_heading = "Pictures and networks")]
pub(super) struct PictureArgs {
    /// A matrix of who serves whom instead of a flow: svg
    #[arg(long, conflicts_with = "focus")]
    matrix: bool,
    /// Show departments down to this level; deeper ones are counted with the department around them
    #[arg(long, value_name = "LEVEL", value_parser = clap::value_parser!(u16).range(1..))]
    depth: Option<u16>,
    /// Only what is near this unit, group, service or party
    #[arg(long, value_name = "WHAT", add = words::of(TargetKind::Any))]
    focus: Option<String>,
    /// How near: this many arrows away, whichever way they point [default: 2]
    #[arg(long, value_name = "ARROWS", requires = "focus")]
    steps: Option<u16>,
}

impl PictureArgs {
    /// Refuses what a format doesn't know.
    pub(super) fn go_with(&self, format: ExportFormat) -> anyhow::Result<()> {
        let picture = match format {
            ExportFormat::Csv | ExportFormat::Json | ExportFormat::Xlsx => false,
            ExportFormat::Svg
            | ExportFormat::Dot
            | ExportFormat::Mermaid
            | ExportFormat::Graphml
            | ExportFormat::NodesEdges
            | ExportFormat::Parquet => true,
        };
        if !picture && (self.depth.is_some() || self.focus.is_some()) {
            bail!(
                "--depth and --focus go with svg, dot, mermaid, graphml, nodes-edges and parquet"
            );
        }
        if self.matrix && format != ExportFormat::Svg {
            bail!("--matrix goes with svg\nhelp: add -o FILE.svg");
        }
        Ok(())
    }

    /// The network, as far as it is asked for.
    pub(super) fn network<'org>(
        &self,
        view: View<'_, 'org>,
        filter: &Filter,
    ) -> anyhow::Result<Network<'org>> {
        if !filter.reaches.is_empty() {
            bail!(
                "a network holds what is written down, not how far it reaches\nhelp: leave out --reach"
            );
        }
        let mut network = Network::new(view, filter);
        if let Some(depth) = self.depth {
            network = network.rolled(depth.into());
        }
        let Some(focus) = &self.focus else {
            return Ok(network);
        };
        let organisation = view.organisation();
        let focus = organisation.id_of(subject(organisation, focus, TargetKind::Any)?);
        let mut nodes = network.nodes.iter();
        let at = nodes.position(|node| node.id == focus);
        let at =
            at.with_context(|| format!("{focus} is not in what --depth or a filter leaves"))?;
        Ok(network.near(at, self.steps.unwrap_or(2).into()))
    }

    /// The bytes of the picture or network.
    pub(super) fn draw(
        &self,
        view: View<'_, '_>,
        filter: &Filter,
        format: ExportFormat,
    ) -> anyhow::Result<Vec<u8>> {
        let mut out = Vec::new();
        match format {
            ExportFormat::Graphml => graphml::network(&self.network(view, filter)?, &mut out)?,
            ExportFormat::Dot => dot::diagram(&self.diagram(view, filter)?, &mut out)?,
            ExportFormat::Mermaid => {
                let drawn = mermaid::diagram(&self.diagram(view, filter)?).context(
                    "too large for Mermaid\nhelp: --depth 1, --focus WHAT or --unit UNIT shows less; dot and graphml hold all",
                )?;
                out = drawn.into_bytes();
            }
            ExportFormat::Svg => out = self.svg(view, filter)?.into_bytes(),
            ExportFormat::Csv
            | ExportFormat::Json
            | ExportFormat::Xlsx
            | ExportFormat::NodesEdges
            | ExportFormat::Parquet => {}
        }
        Ok(out)
    }

    /// The neighbourhood of a unit, where one is asked for; else the network.
    fn diagram(&self, view: View<'_, '_>, filter: &Filter) -> anyhow::Result<Diagram> {
        if let ([unit], None, None) = (filter.units.as_slice(), &self.focus, self.depth) {
            return Ok(neighbourhood(view, *unit));
        }
        let network = self.network(view, filter)?;
        let title = view.organisation().name_of(Subject::Organisation);
        Ok(Diagram::of_network(title.to_owned(), &network))
    }

    fn svg(&self, view: View<'_, '_>, filter: &Filter) -> anyhow::Result<String> {
        if self.matrix {
            let (rows, columns) = MATRIX;
            let size = GridSize { rows, columns, depth: self.depth.map(usize::from) };
            return Ok(svg::matrix(&grid(view, filter, size)));
        }
        if self.focus.is_none() && filter.units.len() != 1 {
            let size = GridSize { rows: FLOW, columns: FLOW, depth: self.depth.map(usize::from) };
            return Ok(svg::flow(&grid(view, filter, size), "flow", PictureMedium::File));
        }
        let diagram = self.diagram(view, filter)?;
        if diagram.shapes.len() > BOXES {
            bail!(
                "{} boxes: more than a picture can show\nhelp: --steps 1 or --depth 1 shows less; dot and graphml hold all",
                diagram.shapes.len()
            );
        }
        svg::layered(&diagram, "picture", PictureMedium::File).context("no layout was found")
    }
}
