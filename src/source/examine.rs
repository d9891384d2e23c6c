//! One file, wherever it lies: what it is, and which reader takes it.
//!
//! The content is read once and to its end, so that a checksum behind it is
//! checked whatever it turns out to be.

use super::compound_file::{self, Holds};
use super::container::encoding::Plain;
use super::container::framed_text;
use super::container::framed_text::LARGEST_TEXT;
use super::container::spool::Blob;
use super::disguise::hides_apps;
use super::found::Found;
use super::gaps;
use super::ledger::Ledger;
use super::line_grammar::tells_of_apps;
use super::lists::{Aside, record_lines};
use super::recognise::{self, ENCRYPTED, HEAD, Kind, PACKED};
use super::request::{LARGEST_TABLE, Options};
use super::saved::{Item, Stream, items};
use super::watch::Watch;
use super::{lists, own_documents, own_inventory, unlisted};
use crate::inventory::{Gap, GapCode, Locator, Platform, Reading};
use std::io::{self, BufReader, Read};

/// The largest list that is read, in bytes.
const LARGEST_LIST: u64 = 32 << 20;

/// How much of a file of lines is read at a time, in bytes.
const LINES: usize = 256 << 10;

/// How often something compressed may be compressed again.
const DEEPEST: usize = 4;

/// Takes what is told of one file.
pub(super) struct Examiner<'s, 'i> {
    pub(super) locator: &'s Locator,
    pub(super) options: &'s Options,
    pub(super) ledger: &'s Ledger,
    pub(super) sink: &'s mut (dyn FnMut(Item<'_>) + 'i),
}

impl Examiner<'_, '_> {
    /// Reads a file. What cannot be read to its end is not read.
    pub(super) fn file(&mut self, input: &mut dyn Read) -> Found {
        let found = match self.mapped(input) {
            Ok(None) => Ok(Found::Handed),
            Ok(Some(start)) => self.layer(&mut start.chain(input), 0),
            Err(error) => Err(error),
        };
        match found {
            Ok(found) => found,
            Err(error) => Found::not_read(gaps::damaged(&error)),
        }
    }

    fn layer(&mut self, input: &mut dyn Read, depth: usize) -> io::Result<Found> {
        let mut head = Vec::new();
        input.take(HEAD as u64).read_to_end(&mut head)?;
        let kind = recognise::content(&head);
        let is_utf16 = recognise::is_utf16(&head);
        let mut whole = head.chain(input);
        if is_utf16 && !matches!(kind, Kind::Unknown(_) | Kind::Other(_)) {
            return self.content(kind, &mut Plain::new(whole), depth);
        }
        self.content(kind, &mut whole, depth)
    }

    fn content(&mut self, kind: Kind, input: &mut dyn Read, depth: usize) -> io::Result<Found> {
        Ok(match kind {
            Kind::Saved => self.saved(Blob::keep(input)?),
            Kind::Compressed(_) if depth >= DEEPEST => {
                drain(input)?;
                Found::not_read(gaps::too_deep())
            }
            Kind::Compressed(packing) => {
                let blob = Blob::keep(input)?;
                return self.layer(&mut packing.unpack(Box::new(blob)), depth + 1);
            }
            Kind::Archive(format) => Found::Archive(format, Blob::keep(input)?),
            Kind::Json => return self.json(input),
            Kind::Markup => return self.whole(kind, input),
            Kind::AndroidDump | Kind::AndroidText | Kind::Text => return self.text(kind, input),
            Kind::Closed(closed) => {
                drain(input)?;
                Found::not_read(closed.gap())
            }
            Kind::Compound => return compound(input),
            Kind::Other(what) => {
                drain(input)?;
                Found::SetAside(what)
            }
            Kind::Unknown(what) => {
                drain(input)?;
                Found::not_read(gap_of(what))
            }
            // No content is a folder.
            Kind::Folder | Kind::IosBackup | Kind::AndroidQf => Found::not_read(gaps::changed()),
        })
    }

    /// One saved inventory, or one a line.
    fn saved(&mut self, blob: Blob) -> Found {
        let mut stream = Stream::new(self.locator.clone(), Vec::new(), Box::new(blob));
        let mut bytes = Vec::new();
        while let Some(block) = stream.next(&mut bytes) {
            items(self.locator, block, &bytes, self.sink);
        }
        Found::Handed
    }

    /// JSON, XML or a property list: a list of some tool, or something else.
    fn structured(&mut self, kind: Kind, bytes: Vec<u8>) -> Found {
        if let Some(what) = own_documents::json_or_markup(&bytes) {
            return Found::SetAside(what);
        }
        if self.lists(&bytes) {
            return Found::Handed;
        }
        if let Some(found) = unlisted::structured(kind, &bytes, &*self.options.known_apps) {
            return found;
        }
        let mut stream = Stream::new(self.locator.clone(), bytes, Box::new(io::empty()));
        let mut room = Vec::new();
        while let Some(block) = stream.next(&mut room) {
            items(self.locator, block, &room, self.sink);
        }
        Found::Handed
    }

    /// A table that the user's mapping is for. What was read of another file is
    /// given back.
    fn mapped(&mut self, input: &mut dyn Read) -> io::Result<Option<Vec<u8>>> {
        let mut start = Vec::new();
        let Some(mapping) = &self.options.mapping else {
            return Ok(Some(start));
        };
        input.take(LARGEST_TABLE + 1).read_to_end(&mut start)?;
        if start.len() as u64 > LARGEST_TABLE {
            if mapping.fits(&start).is_err() {
                return Ok(Some(start));
            }
            drain(input)?;
            let gap = gaps::large_table(LARGEST_TABLE);
            (self.sink)(Item::read(Reading::unread(self.locator.clone(), None, gap)));
            return Ok(None);
        }
        let vouched = self.options.vouched(&self.locator.place);
        let (mut aside, mut handed) = (Aside::default(), false);
        let mut each = |reading| {
            handed = true;
            (self.sink)(Item::read(reading));
        };
        let known = &*self.options.known_apps;
        let read = mapping.read_into(self.locator, &start, vouched, known, &mut each, &mut aside);
        self.account(aside, handed);
        if read.is_ok() {
            self.inside(&start);
        }
        Ok(read.err().map(|_| start))
    }

    fn lists(&mut self, bytes: &[u8]) -> bool {
        let vouched = self.options.vouched(&self.locator.place);
        let (mut aside, mut handed) = (Aside::default(), false);
        let mut each = |reading| {
            handed = true;
            (self.sink)(Item::read(reading));
        };
        let is_list = lists::read_into(self.locator, bytes, vouched, &mut each, &mut aside);
        self.account(aside, handed);
        if is_list {
            self.inside(bytes);
        }
        is_list
    }

    /// Tells of an inventory that stands in a list of another form.
    fn inside(&mut self, bytes: &[u8]) {
        if own_inventory::is_named(bytes) {
            let gap = gaps::inventory_inside();
            (self.sink)(Item::read(Reading::unread(self.locator.clone(), None, gap)));
        }
    }

    /// JSON of any length, when each line of it is a phone; otherwise see
    /// [`Self::structured`].
    fn json(&mut self, input: &mut dyn Read) -> io::Result<Found> {
        let mut input = BufReader::with_capacity(LINES, input);
        let first = record_lines::first_line(&mut input)?;
        if record_lines::begins(&first) {
            let vouched = self.options.vouched(&self.locator.place);
            let mut handed = false;
            let mut each = |reading| {
                handed = true;
                (self.sink)(Item::read(reading));
            };
            let aside = record_lines::read(self.locator, first, &mut input, vouched, &mut each)?;
            self.account(aside, handed);
            return Ok(Found::Handed);
        }
        self.whole(Kind::Json, &mut first.chain(input))
    }

    fn whole(&mut self, kind: Kind, input: &mut dyn Read) -> io::Result<Found> {
        let mut bytes = Vec::new();
        (&mut *input)
            .take(LARGEST_LIST + 1)
            .read_to_end(&mut bytes)?;
        if bytes.len() as u64 <= LARGEST_LIST {
            return Ok(self.structured(kind, bytes));
        }
        if kind == Kind::Json && !bytes.contains(&b'\n') {
            // Behind so long a line, saved inventories may follow.
            return Ok(self.saved(Blob::keep(&mut bytes.as_slice().chain(input))?));
        }
        drain(input)?;
        Ok(Found::not_read(gaps::too_large(LARGEST_LIST)))
    }

    /// Notes what of a list is no phone. A list of nothing else was not what
    /// anybody meant.
    fn account(&mut self, aside: Aside, handed: bool) {
        for (what, count) in aside {
            if handed {
                let what = format!("{what}: {count}");
                self.ledger.set_aside(self.locator.to_string(), what);
            } else {
                let gap = gaps::unrecognised(what);
                (self.sink)(Item::read(Reading::unread(self.locator.clone(), None, gap)));
            }
        }
    }

    /// Any text: what commands printed, a list of some tool, or prose.
    fn text(&mut self, kind: Kind, input: &mut dyn Read) -> io::Result<Found> {
        let mut watch = Watch::new(input);
        if kind == Kind::AndroidDump {
            // Whatever its lines look like, it is no list of another tool.
            watch.rest();
        }
        let text = framed_text::read(&mut watch, LARGEST_TEXT)?;
        if text.has_any() {
            let hides = || {
                kind == Kind::AndroidText && hides_apps(&text.unframed, &*self.options.known_apps)
            };
            if tells_of_apps(&text.unframed) || hides() {
                let unread = Reading::unread(self.locator.clone(), None, gaps::beside_outputs());
                (self.sink)(Item::read(unread));
            }
            return Ok(Found::Text(Box::new(text)));
        }
        if let Some(reason) = text.broken {
            return Err(io::Error::new(io::ErrorKind::InvalidData, reason));
        }
        let bytes = &text.unframed;
        if !text.is_framed && bytes.len() as u64 <= LARGEST_LIST && self.lists(bytes) {
            return Ok(Found::Handed);
        }
        if kind == Kind::AndroidDump && !text.is_framed && recognise::is_tables(bytes) {
            return Ok(Found::Text(Box::new(text)));
        }
        if kind == Kind::AndroidDump {
            let gap = Gap::new(
                GapCode::FileUnrecognised,
                "the text holds no `Packages:`, so it is not the output of `dumpsys package`",
                "save the whole output of `adb shell dumpsys package`",
            );
            return Ok(Found::NotRead(Box::new(gap), Some(Platform::Android)));
        }
        Ok(unlisted::text(bytes, &mut watch, &*self.options.known_apps))
    }
}

fn gap_of(what: &'static str) -> Gap {
    match what {
        ENCRYPTED => gaps::encrypted(),
        PACKED => gaps::compressed_other(),
        what => gaps::unrecognised(what),
    }
}

/// A compound file, by its directory.
fn compound(input: &mut dyn Read) -> io::Result<Found> {
    let mut bytes = Vec::new();
    (&mut *input)
        .take(compound_file::LARGEST)
        .read_to_end(&mut bytes)?;
    drain(input)?;
    Ok(match compound_file::holds(&bytes) {
        Holds::NoList(what) => Found::SetAside(what),
        Holds::Closed(closed) => Found::not_read(closed.gap()),
    })
}

/// Reads to the end, where the checksum is.
pub(super) fn drain(input: &mut dyn Read) -> io::Result<u64> {
    io::copy(input, &mut io::sink())
}
