//! Compound files, in which .xls workbooks and protected ones lie: streams in a file system of their own (MS-CFB).

/// The bytes with which compound files begin.
pub(super) const MAGIC: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// A number of four bytes, the lowest first.
pub(super) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

/// A number of two bytes, the lowest first.
pub(super) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

/// A number with a fraction.
pub(super) fn f64_at(bytes: &[u8], at: usize) -> Option<f64> {
    Some(f64::from_le_bytes(bytes.get(at..at.checked_add(8)?)?.try_into().ok()?))
}

/// A text in UTF-16.
pub(super) fn wide_text(bytes: &[u8]) -> String {
    encoding_rs::UTF_16LE.decode_without_bom_handling(bytes).0.into_owned()
}

/// A compound file.
pub(super) struct CompoundFile<'b> {
    bytes: &'b [u8],
    sector_size: usize,
    /// The sector behind each sector of a stream.
    next: Vec<u32>,
    /// The same for the small sectors of the ministream.
    next_small: Vec<u32>,
    /// The directory, 128 bytes for each stream.
    directory: Vec<u8>,
    ministream: Vec<u8>,
}

/// The size of the sectors of small streams.
const SMALL_SECTOR: usize = 64;
/// Streams of fewer bytes lie in small sectors.
const SMALL_STREAM: usize = 4096;

impl<'b> CompoundFile<'b> {
    /// Opens a file; none where its tables are broken.
    pub(super) fn open(bytes: &'b [u8]) -> Option<Self> {
        let shift = u16_at(bytes, 0x1E)?;
        // MS-CFB: sectors of 512 bytes (version 3) or 4096 (version 4).
        if !matches!(shift, 9 | 12) {
            return None;
        }
        let sector_size = 1_usize << shift;
        let mut file = Self {
            bytes,
            sector_size,
            next: Vec::new(),
            next_small: Vec::new(),
            directory: Vec::new(),
            ministream: Vec::new(),
        };
        let tables = file.tables()?;
        let numbers = |bytes: &[u8]| -> Vec<u32> {
            bytes.chunks_exact(4).filter_map(|number| u32_at(number, 0)).collect()
        };
        let sectors = bytes.len() / sector_size;
        let mut next = Vec::new();
        for table in tables {
            next.extend(numbers(file.sector(table)?));
        }
        // The table may name more sectors than the file has; those are not there.
        next.truncate(sectors);
        file.next = next;
        file.directory = file.chain(u32_at(bytes, 0x30)?);
        file.next_small = numbers(&file.chain(u32_at(bytes, 0x3C)?));
        // The first entry of the directory is the root, whose stream holds the small sectors.
        let root = u32_at(&file.directory, 0x74)?;
        file.ministream = file.chain(root);
        Some(file)
    }

    /// The sectors that hold the table of sectors. The first 109 are in the header.
    fn tables(&self) -> Option<Vec<u32>> {
        // Numbers from here on mark free sectors, ends of chains and the tables themselves.
        const FREE: u32 = 0xFFFF_FFFA;
        let mut tables: Vec<u32> =
            (0..109).filter_map(|at| u32_at(self.bytes, 0x4C + 4 * at)).collect();
        let mut more = u32_at(self.bytes, 0x44)?;
        let per_sector = self.sector_size / 4 - 1;
        // Each sector holds more of them, and the next such sector; a circle ends with the file's length.
        for _ in 0..self.bytes.len() / self.sector_size {
            let Some(sector) = self.sector(more).filter(|_| more < FREE) else {
                break;
            };
            tables.extend((0..per_sector).filter_map(|at| u32_at(sector, 4 * at)));
            more = u32_at(sector, 4 * per_sector)?;
        }
        tables.retain(|table| *table < FREE);
        Some(tables)
    }

    fn sector(&self, number: u32) -> Option<&'b [u8]> {
        // The header takes the first sector.
        let start = (number as usize).checked_add(1)?.checked_mul(self.sector_size)?;
        let end = start.checked_add(self.sector_size)?.min(self.bytes.len());
        self.bytes.get(start..end).filter(|sector| !sector.is_empty())
    }

    /// The bytes of a stream that begins at a sector; a circle ends with the number of sectors.
    fn chain(&self, start: u32) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut at = start;
        for _ in 0..self.next.len() {
            let Some(sector) = self.sector(at) else {
                break;
            };
            bytes.extend_from_slice(sector);
            let Some(next) = self.next.get(at as usize) else {
                break;
            };
            at = *next;
        }
        bytes
    }

    /// The bytes of a stream in small sectors.
    fn small_chain(&self, start: u32) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut at = start as usize;
        for _ in 0..self.next_small.len() {
            let sector = at
                .checked_mul(SMALL_SECTOR)
                .and_then(|start| self.ministream.get(start..)?.chunks(SMALL_SECTOR).next());
            let (Some(sector), Some(next)) = (sector, self.next_small.get(at)) else {
                break;
            };
            bytes.extend_from_slice(sector);
            at = *next as usize;
        }
        bytes
    }

    /// The stream with a name.
    pub(super) fn stream(&self, name: &str) -> Option<Vec<u8>> {
        let mut entries = self.directory.chunks_exact(128);
        let entry = entries.find(|entry| {
            // The stated length of a name includes its zero at the end.
            let length = usize::from(u16_at(entry, 0x40).unwrap_or(0)).clamp(2, 64) - 2;
            wide_text(&entry[..length]).eq_ignore_ascii_case(name)
        })?;
        let (start, size) = (u32_at(entry, 0x74)?, u32_at(entry, 0x78)? as usize);
        let mut bytes =
            if size < SMALL_STREAM { self.small_chain(start) } else { self.chain(start) };
        // The last sector is only filled in part.
        bytes.truncate(size);
        Some(bytes)
    }
}
