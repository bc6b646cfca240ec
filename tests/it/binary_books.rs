//! Binary workbooks made by hand: .xls as a compound file of one stream, .xlsb as a package of parts.

use std::io::{Cursor, Write as _};
use zip::{ZipWriter, write::SimpleFileOptions};

/// A record of .xls.
pub(crate) fn old_record(kind: u16, data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len()).unwrap();
    [&kind.to_le_bytes()[..], &length.to_le_bytes(), data].concat()
}

/// A cell of .xls: its kind, row, column, style and value.
pub(crate) fn old_cell(kind: u16, place: [u16; 3], value: &[u8]) -> Vec<u8> {
    let place: Vec<u8> = place.into_iter().flat_map(u16::to_le_bytes).collect();
    old_record(kind, &[&place[..], value].concat())
}

/// A text of .xls with two bytes for its length, in single bytes.
pub(crate) fn old_text(text: &str) -> Vec<u8> {
    let length = u16::try_from(text.len()).unwrap();
    [&length.to_le_bytes()[..], &[0], text.as_bytes()].concat()
}

/// An .xls file with one sheet `S`: the records of the workbook behind its beginning, and those of the sheet.
pub(crate) fn xls(book: &[Vec<u8>], sheet: &[Vec<u8>]) -> Vec<u8> {
    let begin = old_record(0x809, &[0, 6, 5, 0, 0, 0, 0, 0]);
    let end = old_record(0x0A, &[]);
    let book = book.concat();
    let start = begin.len() + book.len() + 4 + 9 + end.len();
    let start = u32::try_from(start).unwrap().to_le_bytes();
    let name = old_record(0x85, &[&start[..], &[0, 0, 1, 0, b'S']].concat());
    let mut stream = [&begin[..], &book, &name, &end, &begin, &sheet.concat(), &end].concat();
    // Streams of fewer bytes lie in small sectors.
    stream.resize(stream.len().max(4096).next_multiple_of(512), 0);
    compound(&stream)
}

/// A compound file with a stream `Workbook`: its header, the table of sectors, the directory, the stream.
fn compound(stream: &[u8]) -> Vec<u8> {
    let sectors = stream.len() / 512;
    assert!(sectors <= 126, "one table of sectors is enough");
    let mut header = vec![0xFF_u8; 512];
    header[..0x4C].fill(0);
    header[..8].copy_from_slice(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
    header[0x1E] = 9;
    header[0x20] = 6;
    header[0x2C] = 1;
    header[0x30] = 1;
    header[0x38..0x3C].copy_from_slice(&4096_u32.to_le_bytes());
    for at in [0x3C, 0x44] {
        header[at..at + 4].copy_from_slice(&0xFFFF_FFFE_u32.to_le_bytes());
    }
    header[0x4C..0x50].fill(0);
    let mut next = vec![0xFFFF_FFFD_u32, 0xFFFF_FFFE];
    let last = sectors + 1;
    next.extend(
        (2..=last).map(|at| if at == last { 0xFFFF_FFFE } else { u32::try_from(at).unwrap() + 1 }),
    );
    next.resize(128, 0xFFFF_FFFF);
    let table: Vec<u8> = next.into_iter().flat_map(u32::to_le_bytes).collect();
    let mut directory = entry("Root Entry", 5, 0xFFFF_FFFE, 0);
    directory.extend(entry("Workbook", 2, 2, stream.len()));
    directory.resize(512, 0);
    [header, table, directory, stream.to_vec()].concat()
}

/// An entry of the directory.
fn entry(name: &str, kind: u8, start: u32, size: usize) -> Vec<u8> {
    let letters: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let mut entry = vec![0; 128];
    entry[..letters.len()].copy_from_slice(&letters);
    entry[0x40] = u8::try_from(letters.len() + 2).unwrap();
    entry[0x42] = kind;
    for at in [0x44, 0x48, 0x4C] {
        entry[at..at + 4].copy_from_slice(&0xFFFF_FFFF_u32.to_le_bytes());
    }
    if kind == 5 {
        entry[0x4C..0x50].copy_from_slice(&1_u32.to_le_bytes());
    }
    entry[0x74..0x78].copy_from_slice(&start.to_le_bytes());
    entry[0x78..0x7C].copy_from_slice(&u32::try_from(size).unwrap().to_le_bytes());
    entry
}

/// A record of .xlsb.
pub(crate) fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    let seven = |number: usize| {
        let (mut bytes, mut rest) = (Vec::new(), number);
        loop {
            let byte = u8::try_from(rest & 0x7F).unwrap();
            rest >>= 7;
            bytes.push(if rest > 0 { byte | 0x80 } else { byte });
            if rest == 0 {
                return bytes;
            }
        }
    };
    [seven(usize::from(kind)), seven(data.len()), data.to_vec()].concat()
}

/// A text of .xlsb with its length in front.
pub(crate) fn wide(text: &str) -> Vec<u8> {
    let letters: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let length = u32::try_from(letters.len() / 2).unwrap();
    [&length.to_le_bytes()[..], &letters].concat()
}

/// A cell of .xlsb: its kind, column, style and value.
pub(crate) fn cell(kind: u16, column: u32, style: u32, value: &[u8]) -> Vec<u8> {
    record(kind, &[&column.to_le_bytes()[..], &style.to_le_bytes(), value].concat())
}

/// A row of .xlsb, which may be hidden.
pub(crate) fn row(number: u32, is_hidden: bool) -> Vec<u8> {
    let mut data = number.to_le_bytes().to_vec();
    data.extend([0, 0, 0, 0, 0x2C, 1, 0, if is_hidden { 0x10 } else { 0 }, 0, 0, 0, 0, 0]);
    record(0, &data)
}

/// An .xlsb file with one sheet `S` of these records. Style 0 is general, 1 a percentage, 2 a day, 3 one of its own
/// with `0.0%`.
pub(crate) fn xlsb(shared: &[&str], sheet: &[Vec<u8>]) -> Vec<u8> {
    let style = |format: u16| {
        let head = [0, 0].into_iter().chain(format.to_le_bytes()).chain([0; 12]);
        record(47, &head.collect::<Vec<u8>>())
    };
    let own = record(44, &[&164_u16.to_le_bytes()[..], &wide("0.0%")].concat());
    let count = |count: u32| count.to_le_bytes().to_vec();
    let styles = [
        record(278, &[]),
        record(615, &count(1)),
        own,
        record(616, &[]),
        record(617, &count(4)),
        style(0),
        style(9),
        style(14),
        style(164),
        record(618, &[]),
        record(279, &[]),
    ];
    let items = shared.iter().map(|text| record(19, &[&[0][..], &wide(text)].concat()));
    let number = u32::try_from(shared.len()).unwrap();
    let texts = std::iter::once(record(159, &[count(number), count(number)].concat()));
    let texts: Vec<Vec<u8>> = texts.chain(items).chain([record(160, &[])]).collect();
    let name = record(156, &[&[0, 0, 0, 0, 1, 0, 0, 0][..], &wide("rId1"), &wide("S")].concat());
    let book = [record(131, &[]), record(143, &[]), name, record(144, &[]), record(132, &[])];
    let head = [record(129, &[]), record(148, &[0; 16]), record(145, &[])];
    let sheet = [&head[..], sheet, &[record(146, &[]), record(130, &[])]].concat();
    let relations = |all: &[(&str, &str)]| {
        let all = all.iter().enumerate().map(|(at, (kind, target))| {
            format!("<Relationship Id=\"rId{}\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}\" Target=\"{target}\"/>", at + 1)
        });
        format!("<?xml version=\"1.0\"?><Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{}</Relationships>", all.collect::<String>()).into_bytes()
    };
    let book_relations = [
        ("worksheet", "worksheets/sheet1.bin"),
        ("styles", "styles.bin"),
        ("sharedStrings", "sharedStrings.bin"),
    ];
    packed(&[
        ("_rels/.rels", relations(&[("officeDocument", "xl/workbook.bin")])),
        ("xl/_rels/workbook.bin.rels", relations(&book_relations)),
        ("xl/workbook.bin", book.concat()),
        ("xl/styles.bin", styles.concat()),
        ("xl/sharedStrings.bin", texts.concat()),
        ("xl/worksheets/sheet1.bin", sheet.concat()),
    ])
}

/// A packed file with these parts.
pub(crate) fn packed(parts: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        archive.start_file(*name, SimpleFileOptions::default()).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}
