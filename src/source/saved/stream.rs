//! Cutting a stream of saved inventories into blocks of whole lines.
//!
//! Only this part has to be done in order, so it does as little as possible:
//! it reads, finds the last line end, and counts lines. Looking into them is
//! for others, side by side.

use super::limit::{LONGEST, too_long};
use crate::inventory::{Gap, GapCode, Locator};
use crate::source::gaps;
use std::io::{self, Read};

/// How much is handed on at a time, in bytes: small enough for the cache of a
/// processor, and enough lines to be worth the hand-over.
const PIECE: usize = 256 << 10;

/// What a pipe holds, in bytes.
const PIPE: usize = 64 << 10;

/// How far the end of an overlong line is looked for, in bytes.
const ENDLESS: u64 = 16 * LONGEST as u64;

/// What a block of a stream holds.
#[derive(Debug)]
pub(crate) enum Block {
    /// Whole lines.
    Lines {
        /// The number of the first one, from 1.
        first: u64,
        /// Whether it is the only one of the stream.
        alone: bool,
    },
    /// The whole stream, one object over many lines.
    Object,
    /// Something that could not be read.
    Unread {
        /// The line, unless it concerns the stream.
        line: Option<u64>,
        /// What went wrong.
        gap: Gap,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// Nothing but blank lines was seen yet.
    Start,
    /// One inventory a line.
    Lines,
    /// Inside a line that is too long.
    Overlong,
    End,
}

/// A stream of saved inventories.
pub(crate) struct Stream {
    locator: Locator,
    input: Box<dyn Read + Send>,
    /// What was read beyond the last whole line.
    rest: Vec<u8>,
    /// How many lines were handed on.
    lines: u64,
    /// How many bytes were handed on.
    bytes: u64,
    state: State,
    exhausted: bool,
    /// What ended it before its end.
    broken: Option<io::Error>,
    /// Whether to hand on what has come, instead of waiting for a full block.
    eager: bool,
}

impl std::fmt::Debug for Stream {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Stream")
            .field("locator", &self.locator)
            .field("lines", &self.lines)
            .field("state", &self.state)
            .finish_non_exhaustive()
    }
}

impl Stream {
    /// A stream that begins with what was read of it already.
    pub(crate) fn new(locator: Locator, start: Vec<u8>, input: Box<dyn Read + Send>) -> Self {
        Self {
            locator,
            input,
            rest: start,
            lines: 0,
            bytes: 0,
            state: State::Start,
            exhausted: false,
            broken: None,
            eager: false,
        }
    }

    /// For a stream whose writer may take its time between two lines.
    pub(crate) fn eager(mut self) -> Self {
        self.eager = true;
        self
    }

    /// How many bytes were handed on.
    pub(crate) fn handed_on(&self) -> u64 {
        self.bytes
    }

    pub(crate) fn locator(&self) -> &Locator {
        &self.locator
    }

    /// The next block. `bytes` is filled with it; what it held is lost, and its
    /// room is used again.
    pub(crate) fn next(&mut self, bytes: &mut Vec<u8>) -> Option<Block> {
        // One overlong line must not cost memory for ever.
        if bytes.capacity() > 8 * PIECE {
            *bytes = Vec::new();
        }
        bytes.clear();
        let next = match self.state {
            State::Start => self.start(bytes),
            State::Lines => self.lines(bytes),
            State::Overlong => self.pass_over(bytes),
            State::End => None,
        };
        if next.is_none() && self.state == State::End {
            let error = self.broken.take()?;
            let gap = unreadable(&error, self.lines);
            return Some(Block::Unread { line: None, gap });
        }
        next
    }

    /// Takes what is left over, and reads until there is a block that `enough`
    /// is content with. It is asked when there may be one line end more.
    fn fill(&mut self, bytes: &mut Vec<u8>, enough: impl Fn(&[u8]) -> bool) {
        bytes.append(&mut self.rest);
        let (mut wanted, mut seen) = (PIECE, 0);
        while !self.exhausted && bytes.len() <= LONGEST {
            if bytes.len() >= wanted || self.eager {
                let fresh = bytes.get(seen..).unwrap_or_default();
                if memchr::memchr(b'\n', fresh).is_some() && enough(bytes) {
                    break;
                }
                // The line end itself is looked at again, with what follows it.
                seen = bytes.len().saturating_sub(1);
            }
            wanted = wanted.max(bytes.len() + bytes.len() / 2 + PIECE / 4);
            self.read(bytes, wanted - bytes.len());
        }
        if self.broken.is_some() {
            // What stands behind the last line end was cut off.
            let end = memchr::memrchr(b'\n', bytes).map_or(0, |last| last + 1);
            bytes.truncate(end);
        }
    }

    /// Reads up to `most` bytes: all of them, or what has come by now. What was
    /// read before an error counts.
    fn read(&mut self, bytes: &mut Vec<u8>, most: usize) {
        let before = bytes.len();
        let result = if self.eager {
            bytes.resize(before + most.min(PIPE), 0);
            let room = bytes.get_mut(before..).unwrap_or_default();
            let result = loop {
                match self.input.read(room) {
                    Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                    other => break other,
                }
            };
            bytes.truncate(before + result.as_ref().copied().unwrap_or(0));
            result
        } else {
            let most = u64::try_from(most).unwrap_or(u64::MAX);
            self.input.by_ref().take(most).read_to_end(bytes)
        };
        match result {
            Ok(count) => self.exhausted = count == 0,
            Err(error) => {
                self.exhausted = true;
                self.broken = Some(error);
            }
        }
    }

    /// The first line decides: when it is a whole inventory, every line is one.
    /// Otherwise the stream is one indented object, unless another line shows that
    /// only the first ones are damaged.
    fn start(&mut self, bytes: &mut Vec<u8>) -> Option<Block> {
        self.fill(bytes, |bytes| Opening::of(bytes).is_decided());
        if bytes.starts_with(b"\xef\xbb\xbf") {
            // The byte order mark that some editors put in front.
            bytes.drain(..3);
        }
        let opening = Opening::of(bytes);
        if opening.first.is_none() && opening.open.is_empty() {
            self.state = State::End;
            let gap = if self.exhausted { empty() } else { too_long() };
            return (self.broken.is_none()).then_some(Block::Unread { line: None, gap });
        }
        let is_lines = match opening.first {
            Some(first) => ends_object(first) || hold_inventories(bytes),
            None => ends_object(opening.open) || !self.exhausted,
        };
        if is_lines {
            return self.first_lines(bytes);
        }
        while !self.exhausted && bytes.len() <= LONGEST {
            self.read(bytes, LONGEST + 1 - bytes.len());
        }
        if hold_inventories(bytes) {
            return self.first_lines(bytes);
        }
        self.state = State::End;
        if self.broken.is_some() {
            return None;
        }
        Some(if bytes.len() > LONGEST {
            Block::Unread {
                line: None,
                gap: too_long(),
            }
        } else {
            Block::Object
        })
    }

    fn first_lines(&mut self, bytes: &mut Vec<u8>) -> Option<Block> {
        self.state = State::Lines;
        let ends = memchr::memchr_iter(b'\n', bytes.trim_ascii_end());
        let alone = self.exhausted && ends.count() == 0;
        self.cut(bytes, alone)
    }

    fn lines(&mut self, bytes: &mut Vec<u8>) -> Option<Block> {
        self.fill(bytes, |_| true);
        self.cut(bytes, false)
    }

    /// Keeps what stands behind the last line end for the next block.
    fn cut(&mut self, bytes: &mut Vec<u8>, alone: bool) -> Option<Block> {
        let first = self.lines + 1;
        let end = match memchr::memrchr(b'\n', bytes) {
            _ if self.exhausted => bytes.len(),
            Some(last) => last + 1,
            None => {
                self.state = State::Overlong;
                self.lines += 1;
                return Some(Block::Unread {
                    line: Some(first),
                    gap: too_long(),
                });
            }
        };
        self.rest.clear();
        self.rest
            .extend_from_slice(bytes.get(end..).unwrap_or_default());
        bytes.truncate(end);
        self.bytes += bytes.len() as u64;
        // Searched and not counted: that is twice as fast where lines are long.
        self.lines += memchr::memchr_iter(b'\n', bytes).fold(0, |count, _| count + 1);
        if self.exhausted {
            self.state = State::End;
        }
        (!bytes.is_empty()).then_some(Block::Lines { first, alone })
    }

    /// Passes over the rest of a line that is too long.
    fn pass_over(&mut self, bytes: &mut Vec<u8>) -> Option<Block> {
        let mut passed = 0;
        loop {
            bytes.clear();
            self.read(bytes, PIECE);
            if let Some(end) = memchr::memchr(b'\n', bytes) {
                self.rest.clear();
                self.rest
                    .extend_from_slice(bytes.get(end + 1..).unwrap_or_default());
                bytes.clear();
                self.state = State::Lines;
                return self.lines(bytes);
            }
            passed += bytes.len() as u64;
            if self.exhausted || passed > ENDLESS {
                self.state = State::End;
                let gap = endless(self.lines);
                return (!self.exhausted).then_some(Block::Unread { line: None, gap });
            }
        }
    }
}

/// The lines of a block, each with its end.
pub(super) fn lines(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        let end = memchr::memchr(b'\n', rest).map_or(rest.len(), |end| end + 1);
        let (line, behind) = rest.split_at_checked(end)?;
        rest = behind;
        (!line.is_empty()).then_some(line)
    })
}

/// The first two lines of a stream that hold anything.
#[derive(Default)]
struct Opening<'b> {
    first: Option<&'b [u8]>,
    second: Option<&'b [u8]>,
    /// What stands behind the last line end.
    open: &'b [u8],
}

impl<'b> Opening<'b> {
    fn of(bytes: &'b [u8]) -> Self {
        let mut opening = Self::default();
        for line in lines(bytes) {
            let text = line
                .strip_prefix(b"\xef\xbb\xbf")
                .unwrap_or(line)
                .trim_ascii();
            if text.is_empty() {
                continue;
            }
            if !line.ends_with(b"\n") {
                opening.open = text;
            } else if opening.first.is_none() {
                opening.first = Some(text);
            } else {
                opening.second = Some(text);
                break;
            }
        }
        opening
    }

    /// Whether more of the stream would tell nothing more. Beside a first line
    /// that is whole it takes a second one, or its beginning: a single line is
    /// named without its number.
    fn is_decided(&self) -> bool {
        let more = self.second.is_some() || !self.open.is_empty();
        match self.first {
            Some(first) => self.second.is_some() || (ends_object(first) && more),
            None => false,
        }
    }
}

/// Whether a line that begins an object also ends one.
fn ends_object(line: &[u8]) -> bool {
    line.starts_with(b"{") && line.ends_with(b"}") && line.len() > 2
}

/// Whether lines hold inventories, and are no parts of one: an inventory names its
/// schema once, and ends in the line in which it begins or does not name it in another.
fn hold_inventories(bytes: &[u8]) -> bool {
    let schema = crate::inventory::format::SCHEMA_FAMILY.as_bytes();
    let named = lines(bytes).filter(|line| memchr::memmem::find(line, schema).is_some());
    let mut begun = named.filter(|line| line.trim_ascii_start().starts_with(b"{"));
    begun
        .next()
        .is_some_and(|first| ends_object(first.trim_ascii()) || begun.next().is_some())
}

fn empty() -> Gap {
    Gap::new(
        GapCode::InventoryUnparsable,
        "the input is empty",
        "check the command that should have written it",
    )
}

fn endless(line: u64) -> Gap {
    Gap::new(
        GapCode::TooLarge,
        format!("line {line} does not end, and nothing behind it was read"),
        "check where the file comes from",
    )
}

/// What went wrong, and how far it came.
fn unreadable(error: &io::Error, lines: u64) -> Gap {
    let mut gap = if error.kind() == io::ErrorKind::InvalidData {
        Gap::new(
            GapCode::FileDamaged,
            "the compressed data is damaged or was cut off",
            "copy the file again, or write it anew",
        )
    } else {
        gaps::unreadable(error)
    };
    if lines > 0 {
        gap.message.push_str(&format!(", after {lines} lines"));
    }
    gap
}
