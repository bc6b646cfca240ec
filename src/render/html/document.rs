//! A document as a page of its own: for a browser, for printing, and for pasting into an office program.
//!
//! Office programs know little of style sheets, so the page is made of plain headings, lists and tables with borders.

use crate::{
    render::{
        clean,
        markup::MarkupEscaper,
        walk::{Markup, walk_blocks},
    },
    report::{Cell, Document, Line, Table},
};
use askama::filters::Escaper as _;
use std::io::{self, Write};

/// The style of the page.
const STYLE: &str = include_str!("../templates/document.css");
/// Its hash in the policy: SHA-256, as Base64.
const STYLE_HASH: &str = "sha256-5m4Mz6wpZkCE+oBO3qj7CamJg5xoJq/BzSACm6h3iN0=";
/// The deepest indentation that has a class of its own.
const DEEPEST: usize = 8;

/// Writes a document as a page.
///
/// # Errors
/// The errors of `out`.
pub(in crate::render) fn document(document: &Document, out: &mut dyn Write) -> io::Result<()> {
    let title = document.title.first().map_or("custmap", |line| &**line);
    let title_text = escape(title);
    write!(
        out,
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src '{STYLE_HASH}'; \
         img-src data:; base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"generator\" content=\"custmap\">\n\
         <title>{title_text}</title>\n<link rel=\"icon\" href=\"data:,\">\n<style>{STYLE}</style>\n</head>\n\
         <body>\n<main>\n<h1>{title_text}</h1>\n"
    )?;
    let mut html = Html { out };
    document.title.iter().skip(1).try_for_each(|line| html.paragraph(line))?;
    walk_blocks(&document.blocks, &mut html)?;
    writeln!(html.out, "</main>\n</body>\n</html>")
}

struct Html<'w> {
    out: &'w mut dyn Write,
}

impl Markup for Html<'_> {
    fn title(&mut self, line: &Line) -> io::Result<()> {
        writeln!(self.out, "<h1>{}</h1>", escape(line))
    }

    fn heading(&mut self, text: &str) -> io::Result<()> {
        writeln!(self.out, "<h2>{}</h2>", escape(text))
    }

    fn paragraph(&mut self, line: &Line) -> io::Result<()> {
        // Paragraphs have space between them in any case.
        if line.is_empty() {
            return Ok(());
        }
        writeln!(self.out, "<p>{}</p>", escape(line))
    }

    fn code(&mut self, lines: &[String]) -> io::Result<()> {
        write!(self.out, "<pre>")?;
        lines.iter().try_for_each(|line| writeln!(self.out, "{}", escape(line)))?;
        writeln!(self.out, "</pre>")
    }

    fn fields(&mut self, fields: &[(String, Cell)]) -> io::Result<()> {
        writeln!(self.out, "<table class=\"fields\">")?;
        for (label, cell) in fields {
            let value = lines(cell);
            writeln!(
                self.out,
                "<tr valign=\"top\"><th scope=\"row\" align=\"left\">{}</th><td>{value}</td></tr>",
                escape(label)
            )?;
        }
        writeln!(self.out, "</table>")
    }

    fn table(&mut self, table: &Table) -> io::Result<()> {
        // In a browser the style says how it looks. Office programs take borders, colours and sides from attributes only.
        write!(
            self.out,
            "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Table\">\
             <table border=\"1\" cellpadding=\"4\">\n<thead><tr>"
        )?;
        for column in &table.columns {
            let head = escape(&column.head);
            write!(self.out, "<th scope=\"col\" align=\"left\" bgcolor=\"#e8eef6\">{head}</th>")?;
        }
        writeln!(self.out, "</tr></thead>\n<tbody>")?;
        for row in &table.rows {
            write!(self.out, "<tr valign=\"top\">")?;
            for (at, cell) in row.iter().enumerate() {
                let class = match cell.depth {
                    0 => String::new(),
                    depth => format!(" class=\"d{}\"", depth.min(DEEPEST)),
                };
                let (tag, scope) =
                    if at == 0 { ("th", " scope=\"row\" align=\"left\"") } else { ("td", "") };
                write!(self.out, "<{tag}{scope}{class}>{}</{tag}>", lines(cell))?;
            }
            writeln!(self.out, "</tr>")?;
        }
        writeln!(self.out, "</tbody></table></div>")
    }
}

/// The lines of a cell.
fn lines(cell: &Cell) -> String {
    let lines: Vec<String> = cell.lines.iter().map(|line| escape(line)).collect();
    lines.join("<br>")
}

/// A text that is never markup.
fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    // A string takes everything that is written to it.
    let _ = MarkupEscaper.write_escaped_str(&mut safe, &clean(text));
    safe
}
