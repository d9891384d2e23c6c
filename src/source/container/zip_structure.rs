//! Whether a zip file says the same thing everywhere it says it.
//!
//! Each entry is described twice: in the table at the end of the file, and in
//! front of its data (PKWARE APPNOTE 6.3.10, 4.3). A reader takes the table's
//! word, so a damaged bit there renames an entry, shortens it or drops it, and
//! no checksum tells. Here both are compared, the table must be as long as it
//! claims, and no entry may lie in the file that the table does not name.

use super::spool::Blob;
use std::collections::HashSet;
use std::io::{self, BufReader, Read, Seek, SeekFrom};

/// More entries than a zip file of a whole backup has.
pub(crate) const MOST_ENTRIES: u64 = 1_000_000;

/// The longest end of a zip file: its last record, and the locator of the
/// larger form before it.
const END: usize = 22 + 0xffff;
const LOCATOR: usize = 20;
/// The fixed parts of an entry's two descriptions.
const CENTRAL: usize = 46;
const LOCAL: usize = 30;
/// Stands for a number that is in an extra field.
const ELSEWHERE: u64 = 0xffff_ffff;
/// The entry is encrypted; its sizes follow its data.
const ENCRYPTED: u64 = 1;
const DESCRIPTOR: u64 = 1 << 3;
const UTF8: u64 = 1 << 11;

/// What the table says of an entry.
struct Entry {
    flags: u64,
    method: u64,
    crc: u64,
    packed: u64,
    size: u64,
    offset: u64,
    name: Vec<u8>,
}

/// The numbers of the last record.
struct Table {
    entries: u64,
    offset: u64,
    length: u64,
}

/// Compares the two descriptions of every entry.
///
/// # Errors
///
/// With the first contradiction, in words that continue "the zip file is
/// damaged: ".
pub(crate) fn check(file: &mut Blob) -> Result<(), String> {
    let result = compare(&mut BufReader::with_capacity(8 << 10, &mut *file));
    let rewound = file.seek(SeekFrom::Start(0));
    match (result, rewound) {
        (Ok(problem), Ok(_)) => problem.map_or(Ok(()), Err),
        (Err(error), _) | (_, Err(error)) => Err(match error.kind() {
            io::ErrorKind::UnexpectedEof => "it ends too early".to_owned(),
            _ => error.to_string(),
        }),
    }
}

fn compare<R: Read + Seek>(file: &mut R) -> io::Result<Option<String>> {
    let table = match table(file)? {
        Ok(table) => table,
        Err(problem) => return Ok(Some(problem)),
    };
    let entries = match entries(file, &table)? {
        Ok(entries) => entries,
        Err(problem) => return Ok(Some(problem)),
    };
    // Where the next entry may begin.
    let mut free = 0;
    for entry in &entries {
        if entry.offset < free {
            return Ok(Some(format!("{} overlaps another entry", shown(entry))));
        }
        if let Some(problem) = hidden(file, free, entry.offset)? {
            return Ok(Some(problem));
        }
        match local(file, entry)? {
            Ok(end) => free = end,
            Err(what) => return Ok(Some(format!("{}: {what}", shown(entry)))),
        }
    }
    if free > table.offset {
        return Ok(Some("an entry runs into the table of entries".to_owned()));
    }
    hidden(file, free, table.offset)
}

fn shown(entry: &Entry) -> String {
    format!("`{}`", String::from_utf8_lossy(&entry.name))
}

/// Finds the table: from the last record, which must end the file.
fn table<R: Read + Seek>(file: &mut R) -> io::Result<Result<Table, String>> {
    let length = file.seek(SeekFrom::End(0))?;
    let from = length.saturating_sub((END + LOCATOR) as u64);
    let tail = read_at(
        file,
        from,
        END.saturating_add(LOCATOR)
            .min(usize::try_from(length - from).unwrap_or(END)),
    )?;
    let starts = memchr::memmem::rfind_iter(&tail, b"PK\x05\x06");
    let is_last = |at: &usize| {
        let comment = number(&tail, at + 20, 2);
        *at as u64 + 22 + comment == tail.len() as u64
    };
    let Some(at) = starts.into_iter().find(is_last) else {
        return Ok(Err("its end is missing".to_owned()));
    };
    let mut end = from + at as u64;
    let mut table = Table {
        entries: number(&tail, at + 10, 2),
        length: number(&tail, at + 12, 4),
        offset: number(&tail, at + 16, 4),
    };
    let mut here = number(&tail, at + 8, 2);
    let locator = at.checked_sub(LOCATOR);
    let is_large =
        locator.is_some_and(|at| tail.get(at..).is_some_and(|t| t.starts_with(b"PK\x06\x07")));
    if let (Some(at), true) = (locator, is_large) {
        end = number(&tail, at + 8, 8);
        let record = read_at(file, end, 56)?;
        if !record.starts_with(b"PK\x06\x06") {
            return Ok(Err("its end contradicts itself".to_owned()));
        }
        here = number(&record, 24, 8);
        table.entries = number(&record, 32, 8);
        table.length = number(&record, 40, 8);
        table.offset = number(&record, 48, 8);
    }
    if here != table.entries || table.offset.checked_add(table.length) != Some(end) {
        return Ok(Err(
            "the table of entries is not where its end says".to_owned()
        ));
    }
    Ok(Ok(table))
}

/// The entries of the table, in the order of their data.
fn entries<R: Read + Seek>(file: &mut R, table: &Table) -> io::Result<Result<Vec<Entry>, String>> {
    if table.entries > MOST_ENTRIES {
        return Ok(Err(format!(
            "it names {} entries, more than are read",
            table.entries
        )));
    }
    file.seek(SeekFrom::Start(table.offset))?;
    let mut entries = Vec::new();
    let mut names = HashSet::new();
    let mut length = 0;
    for _ in 0..table.entries {
        let mut head = [0; CENTRAL];
        file.read_exact(&mut head)?;
        if !head.starts_with(b"PK\x01\x02") {
            return Ok(Err("its table of entries is damaged".to_owned()));
        }
        let rest = [28, 30, 32].map(|at| number(&head, at, 2));
        let mut tail = vec![0; usize::try_from(rest.iter().sum::<u64>()).unwrap_or(0)];
        file.read_exact(&mut tail)?;
        length += (CENTRAL + tail.len()) as u64;
        let name_length = usize::try_from(rest.first().copied().unwrap_or(0)).unwrap_or(0);
        let extra_length = usize::try_from(rest.get(1).copied().unwrap_or(0)).unwrap_or(0);
        let (name, tail) = tail.split_at_checked(name_length).unwrap_or_default();
        let extra = tail.get(..extra_length).unwrap_or_default();
        let [size, packed, offset] = large(extra, [24, 20, 42].map(|at| number(&head, at, 4)));
        if !names.insert(name.to_vec()) {
            return Ok(Err(format!(
                "it names `{}` twice",
                String::from_utf8_lossy(name)
            )));
        }
        entries.push(Entry {
            flags: number(&head, 8, 2),
            method: number(&head, 10, 2),
            crc: number(&head, 16, 4),
            packed,
            size,
            offset,
            name: name.to_vec(),
        });
    }
    if length != table.length {
        return Ok(Err(
            "its table of entries is longer than the entries in it".to_owned()
        ));
    }
    entries.sort_by_key(|entry| entry.offset);
    Ok(Ok(entries))
}

/// Compares an entry with what stands in front of its data, and gives the end
/// of that.
fn local<R: Read + Seek>(file: &mut R, entry: &Entry) -> io::Result<Result<u64, String>> {
    let head = read_at(file, entry.offset, LOCAL)?;
    if !head.starts_with(b"PK\x03\x04") {
        return Ok(Err("its data is not where the table says".to_owned()));
    }
    let mut name = vec![0; usize::try_from(number(&head, 26, 2)).unwrap_or(0)];
    file.read_exact(&mut name)?;
    let mut extra = vec![0; usize::try_from(number(&head, 28, 2)).unwrap_or(0)];
    file.read_exact(&mut extra)?;
    let start = entry.offset + (LOCAL + name.len() + extra.len()) as u64;
    let Some(end) = start.checked_add(entry.packed) else {
        return Ok(Err("its size makes no sense".to_owned()));
    };
    let flags = number(&head, 6, 2);
    let ascii = if name.is_ascii() { 0 } else { UTF8 };
    if name != entry.name || (flags ^ entry.flags) & ascii != 0 {
        return Ok(Err("it has another name in front of its data".to_owned()));
    }
    let told = ENCRYPTED | DESCRIPTOR;
    if (flags ^ entry.flags) & told != 0 || number(&head, 8, 2) != entry.method {
        return Ok(Err(
            "it is packed in another way than the table says".to_owned()
        ));
    }
    let [size, packed, _] = large(&extra, [number(&head, 22, 4), number(&head, 18, 4), 0]);
    let crc = number(&head, 14, 4);
    let wanted = [entry.crc, entry.packed, entry.size];
    let sizes_differ = || {
        Ok(Err(
            "its size or checksum is not what the table says".to_owned()
        ))
    };
    if flags & DESCRIPTOR == 0 {
        return if [crc, packed, size] == wanted {
            Ok(Ok(end))
        } else {
            sizes_differ()
        };
    }
    if [crc, packed, size].iter().any(|told| *told != 0) && [crc, packed, size] != wanted {
        // Some writers fill in what they know by then.
        let known = (crc == 0 || crc == entry.crc)
            && [0, ELSEWHERE, entry.packed].contains(&packed)
            && [0, ELSEWHERE, entry.size].contains(&size);
        if !known {
            return sizes_differ();
        }
    }
    match descriptor(file, end, wanted)? {
        Some(length) => Ok(Ok(end + length)),
        None => sizes_differ(),
    }
}

/// How long the description behind the data is, if it says what is wanted: with
/// or without a signature, in four or eight bytes a size.
fn descriptor<R: Read + Seek>(file: &mut R, at: u64, wanted: [u64; 3]) -> io::Result<Option<u64>> {
    let mut bytes = Vec::new();
    file.seek(SeekFrom::Start(at))?;
    file.by_ref().take(24).read_to_end(&mut bytes)?;
    for (signature, width) in [(4, 4), (4, 8), (0, 4), (0, 8)] {
        if signature == 4 && !bytes.starts_with(b"PK\x07\x08") {
            continue;
        }
        let found = [
            number(&bytes, signature, 4),
            number(&bytes, signature + 4, width),
            number(&bytes, signature + 4 + width, width),
        ];
        let length = signature + 4 + 2 * width;
        if found == wanted && bytes.len() >= length {
            return Ok(Some(length as u64));
        }
    }
    Ok(None)
}

/// An entry between two others that the table does not name.
fn hidden<R: Read + Seek>(file: &mut R, from: u64, to: u64) -> io::Result<Option<String>> {
    // What aligns entries is a few bytes.
    if to - from < LOCAL as u64 {
        return Ok(None);
    }
    let head = read_at(file, from, 4)?;
    Ok((from == 0 || head.starts_with(b"PK\x03\x04"))
        .then(|| "it holds bytes that the table of entries does not name".to_owned()))
}

/// Size, packed size and offset, from the extra field where they are too large
/// for their own (APPNOTE 4.5.3).
fn large(extra: &[u8], mut numbers: [u64; 3]) -> [u64; 3] {
    let mut rest = extra;
    while let Some((head, behind)) = rest.split_at_checked(4) {
        let length = usize::try_from(number(head, 2, 2)).unwrap_or(0);
        let (field, next) = behind.split_at_checked(length).unwrap_or((behind, &[]));
        if number(head, 0, 2) == 1 {
            let mut at = 0;
            for value in numbers.iter_mut().filter(|value| **value == ELSEWHERE) {
                *value = number(field, at, 8);
                at += 8;
            }
        }
        rest = next;
    }
    numbers
}

fn read_at<R: Read + Seek>(file: &mut R, at: u64, length: usize) -> io::Result<Vec<u8>> {
    let mut bytes = vec![0; length];
    file.seek(SeekFrom::Start(at))?;
    file.read_exact(&mut bytes)?;
    Ok(bytes)
}

/// A number of `width` bytes, the least significant first; 0 where there are
/// not as many.
fn number(bytes: &[u8], at: usize, width: usize) -> u64 {
    let field = bytes.get(at..at.saturating_add(width)).unwrap_or_default();
    field
        .iter()
        .rev()
        .fold(0, |sum, byte| (sum << 8) | u64::from(*byte))
}
