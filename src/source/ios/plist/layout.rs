//! Whether the bytes of a binary property list fit together.
//!
//! A reader follows offsets, so it sees neither what lies between two objects nor
//! that an offset leads into the middle of one: where a byte is lost or added, it
//! reads something else. So before anything is read, every byte is accounted for:
//! the objects follow each other from the magic to the table of offsets without a
//! gap, the table names each of them, each text is part of something, and the
//! trailer ends the file. All known writers write it so (`CFBinaryPList.c` of
//! Apple, `plistlib` of Python, libplist, the `plist` crate). Flags and containers
//! that are part of nothing are common: Apple writes one for every use, and refers
//! to one of them only.

use super::fault::Fault;

/// What a binary property list begins with.
pub(super) const MAGIC: &[u8] = b"bplist00";

/// Sizes of numbers, three counts: see `CFBinaryPList.c`.
const TRAILER: usize = 32;

/// The most objects a file may declare; the reader keeps nine bytes for each.
const MAX_OBJECTS: usize = 1 << 20;

/// Where the parts of a file are, as its trailer says.
#[derive(Debug, Clone, Copy)]
struct Layout<'a> {
    /// The magic and the objects.
    objects: &'a [u8],
    /// Where each object begins.
    table: &'a [u8],
    offset_size: usize,
    reference_size: usize,
    count: usize,
    outermost: usize,
}

/// What is known of an object.
#[derive(Debug, Clone, Copy, Default)]
struct Use {
    /// It is text or data.
    is_text: bool,
    /// Something refers to it.
    is_part: bool,
}

impl Use {
    const fn is_fit(self) -> bool {
        self.is_part || !self.is_text
    }
}

/// Refuses a file with bytes that belong to no object, or to two.
pub(super) fn check(bytes: &[u8]) -> Result<(), Fault> {
    let layout = Layout::of(bytes)?;
    let mut places = Vec::with_capacity(layout.count);
    for (object, entry) in layout.table.chunks_exact(layout.offset_size).enumerate() {
        places.push((number(entry).ok_or(Fault::Malformed)?, object));
    }
    // Most writers have them in order, which sorting notices.
    places.sort_unstable();
    let mut uses = vec![Use::default(); layout.count];
    let mut end = MAGIC.len();
    for (offset, object) in places {
        if offset != end {
            return Err(Fault::Malformed);
        }
        end = layout
            .object(object, offset, &mut uses)
            .ok_or(Fault::Malformed)?;
    }
    let outermost = uses.get_mut(layout.outermost).ok_or(Fault::Malformed)?;
    outermost.is_part = true;
    let is_whole = end == layout.objects.len() && uses.into_iter().all(Use::is_fit);
    is_whole.then_some(()).ok_or(Fault::Malformed)
}

impl<'a> Layout<'a> {
    /// What the trailer says. One that promises more than the file holds is what
    /// the end of a truncated file looks like.
    fn of(bytes: &'a [u8]) -> Result<Self, Fault> {
        let body = bytes.len().checked_sub(TRAILER).ok_or(Fault::Truncated)?;
        let (body, trailer) = bytes.split_at_checked(body).ok_or(Fault::Truncated)?;
        let field = |at: usize, size: usize| trailer.get(at..at + size).and_then(number);
        let field = |at, size| field(at, size).ok_or(Fault::Truncated);
        let (offset_size, reference_size) = (field(6, 1)?, field(7, 1)?);
        let (count, outermost, table) = (field(8, 8)?, field(16, 8)?, field(24, 8)?);
        let is_size = |size| matches!(size, 1..=8);
        let length = count.checked_mul(offset_size).ok_or(Fault::Truncated)?;
        let end = table.checked_add(length).ok_or(Fault::Truncated)?;
        if !is_size(offset_size) || !is_size(reference_size) || count == 0 || end > body.len() {
            return Err(Fault::Truncated);
        }
        if count > MAX_OBJECTS {
            return Err(Fault::TooMany);
        }
        let (objects, table) = body.split_at_checked(table).ok_or(Fault::Truncated)?;
        if table.len() != length {
            return Err(Fault::Malformed);
        }
        Ok(Self {
            objects,
            table,
            offset_size,
            reference_size,
            count,
            outermost,
        })
    }

    /// Where an object ends that begins here; notes the objects that it holds.
    fn object(&self, object: usize, offset: usize, uses: &mut [Use]) -> Option<usize> {
        let (marker, rest) = self.objects.get(offset..)?.split_first()?;
        let low = marker & 0x0f;
        let (length, rest) = match marker >> 4 {
            // Not the padding that the format knows: nobody writes it.
            0 => (matches!(low, 8 | 9).then_some(0)?, rest),
            1 => (power(low).filter(|size| *size <= 16)?, rest),
            2 => (power(low).filter(|size| matches!(size, 4 | 8))?, rest),
            3 => (power(low).filter(|size| *size == 8)?, rest),
            8 => (usize::from(low) + 1, rest),
            kind @ (4..=6 | 0xa | 0xd) => {
                let (count, rest) = count(low, rest)?;
                let unit = match kind {
                    4 | 5 => 1,
                    6 => 2,
                    0xa => self.reference_size,
                    _ => self.reference_size.checked_mul(2)?,
                };
                let length = count.checked_mul(unit)?;
                if kind > 6 {
                    self.note(rest.get(..length)?, uses)?;
                } else {
                    uses.get_mut(object)?.is_text = true;
                }
                (length, rest)
            }
            _ => return None,
        };
        let behind = rest.get(length..)?;
        self.objects.len().checked_sub(behind.len())
    }

    /// Notes which objects a container refers to.
    fn note(&self, references: &[u8], uses: &mut [Use]) -> Option<()> {
        for reference in references.chunks_exact(self.reference_size) {
            uses.get_mut(number(reference)?)?.is_part = true;
        }
        Some(())
    }
}

/// How many elements an object has: from its marker, or from the number behind it.
fn count(low: u8, rest: &[u8]) -> Option<(usize, &[u8])> {
    if low != 0x0f {
        return Some((usize::from(low), rest));
    }
    let (marker, rest) = rest.split_first()?;
    let size = power(marker & 0x0f).filter(|size| marker >> 4 == 1 && *size <= 8)?;
    let (digits, rest) = rest.split_at_checked(size)?;
    Some((number(digits)?, rest))
}

fn power(exponent: u8) -> Option<usize> {
    1_usize.checked_shl(u32::from(exponent))
}

/// A whole number without sign, its highest byte first.
fn number(bytes: &[u8]) -> Option<usize> {
    let join = |sum: u64, byte: &u8| (sum << 8) | u64::from(*byte);
    (bytes.len() <= 8)
        .then(|| bytes.iter().fold(0, join))?
        .try_into()
        .ok()
}
