//! A row of numbers as a row of bars, a character each.

/// The characters of bars.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BarStyle {
    /// Blocks of eight heights.
    Blocks,
    /// ASCII only.
    Ascii,
}

impl BarStyle {
    fn bars(self) -> [char; 8] {
        match self {
            Self::Blocks => ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'],
            Self::Ascii => ['_', '.', ',', '-', '=', '+', '*', '#'],
        }
    }
}

/// The most bars: of more values as many are shown, evenly chosen, the first and the last among them.
const MOST: usize = 24;

/// The bars of some values, from the lowest to the highest of them; a dot where one is not known. Values that are all
/// the same are bars of one height.
pub(super) fn sparkline(values: &[Option<f64>], style: BarStyle) -> String {
    let known = || values.iter().flatten().copied();
    let (low, high) = (known().fold(f64::MAX, f64::min), known().fold(f64::MIN, f64::max));
    let bars = style.bars();
    let bar = |value: f64| {
        if high <= low {
            return bars[if high > 0.0 { 3 } else { 0 }];
        }
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to 7")]
        let level = ((value - low) / (high - low) * 7.0).round() as usize;
        bars[level.min(7)]
    };
    chosen(values).map(|value| value.map_or('·', bar)).collect()
}

/// At most as many values as there are bars.
fn chosen(values: &[Option<f64>]) -> impl Iterator<Item = Option<f64>> {
    let shown = values.len().min(MOST);
    (0..shown).map(move |at| values[at * (values.len() - 1) / (shown - 1).max(1)])
}
