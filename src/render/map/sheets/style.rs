//! How the cells of a map's workbook look: one colour for headings, grey for what stays as it is.

use crate::{
    import::map_sheets::{ColumnRole, SheetColumn},
    input::{Presence, ValueType},
};
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

/// The format of texts: what is typed stays as it is typed, whatever it looks like.
const TEXT: &str = "@";
/// The background of headings.
const HEADING: Color = Color::RGB(0x00DC_E6F1);
/// The lines below headings.
const LINE: Color = Color::RGB(0x0080_9BBF);
/// Ids and other texts that stay as they are.
const FIXED: Color = Color::RGB(0x0070_7070);

/// The formats of a workbook.
pub(super) struct Styles {
    pub(super) title: Format,
    pub(super) prose: Format,
    pub(super) heading: Format,
    pub(super) plain: Format,
    pub(super) fixed: Format,
    required: Format,
    text: Format,
    number: Format,
}

impl Styles {
    pub(super) fn new() -> Self {
        let top = Format::new().set_align(FormatAlign::Top);
        let heading = top
            .clone()
            .set_background_color(HEADING)
            .set_border_bottom(FormatBorder::Thin)
            .set_border_bottom_color(LINE)
            .set_text_wrap();
        Self {
            title: Format::new().set_bold().set_font_size(16),
            prose: top.clone().set_text_wrap(),
            required: heading.clone().set_bold(),
            heading,
            plain: top.clone(),
            fixed: top.clone().set_font_color(FIXED).set_num_format(TEXT),
            text: top.clone().set_num_format(TEXT).set_text_wrap().set_unlocked(),
            number: top.set_unlocked(),
        }
    }

    /// The heading of a column, bold where it must be filled in.
    pub(super) fn heading_of(&self, column: &SheetColumn) -> &Format {
        let is_required = column.presence == Presence::Required || column.role == ColumnRole::Id;
        if is_required { &self.required } else { &self.heading }
    }

    /// The cells of a column.
    pub(super) fn cell(&self, column: &SheetColumn) -> &Format {
        if column.value_type.is_number() { &self.number } else { &self.text }
    }
}

/// The width of a column in letters.
pub(super) fn width(column: &SheetColumn) -> f64 {
    let last = column.path.last().copied().unwrap_or("");
    let own = match column.value_type {
        _ if column.role == ColumnRole::OwnerName || last == "name" => 30.0,
        ValueType::Amount | ValueType::Number | ValueType::Count => 10.0,
        ValueType::Date => 12.0,
        ValueType::Word(_) => 14.0,
        ValueType::Id | ValueType::Reference(_) if !column.is_many => 22.0,
        ValueType::Anything if column.role == ColumnRole::Measurement => 20.0,
        _ if matches!(last, "url" | "email" | "site" | "currency" | "role" | "tags" | "by") => 18.0,
        ValueType::Anything | ValueType::Id | ValueType::Reference(_) | ValueType::Given => 34.0,
    };
    // A heading breaks only at blanks.
    let heading = column.heading.chars().map(|_| 1.05).sum::<f64>() + 3.0;
    heading.max(own)
}
