//! The memory that a workbook may take.

use super::error::SheetError;

/// The memory that a workbook may take, in bytes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Budget {
    whole: usize,
    pub(super) left: usize,
}

impl Budget {
    /// The budget of a file with this many bytes.
    pub(super) fn of(size: usize) -> Self {
        /// Office files unpack to 5 to 30 times their size; the densest sheet measured, one number a million times, to
        /// 80 times.
        const RATIO: usize = 100;
        /// Small workbooks are mostly the same few parts.
        const LEAST: usize = 64 << 20;
        const MOST: usize = 1 << 30;
        // SPEC 7: a packed file of a few kilobytes can unpack to any size.
        let whole = size.saturating_mul(RATIO).clamp(LEAST, MOST);
        Self { whole, left: whole }
    }

    /// Takes some of it.
    pub(super) fn take(&mut self, bytes: usize) -> Result<(), SheetError> {
        let left = self.left.checked_sub(bytes);
        self.left = left.ok_or(SheetError::TooMuch(self.whole >> 20))?;
        Ok(())
    }
}
