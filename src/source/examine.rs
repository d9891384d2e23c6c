//! One file, wherever it lies: what it is, and which reader takes it.
//!
//! The content is read once and to its end, so that a checksum behind it is
//! checked whatever it turns out to be.

use super::compound_file::{self, Holds};
use super::container::archive::Format;
use super::container::encoding::Plain;
use super::container::framed_text;
use super::container::framed_text::LARGEST_TEXT;
use super::container::spool::Blob;
use super::container::text::Text;
use super::disguise::hides_apps;
use super::gaps;
use super::ios::plist::Pull;
use super::ledger::Ledger;
use super::line_grammar::{any_listed, mentions_app, tells_of_apps};
use super::lists::{Aside, record_lines};
use super::markup_text;
use super::mentions::names_apps;
use super::recognise::{self, ENCRYPTED, HEAD, Kind, PACKED};
use super::request::{LARGEST_TABLE, Options};
use super::saved::{Item, Stream, items};
use super::watch::Watch;
use super::{lists, own_documents, own_files};
use crate::inventory::format::SCHEMA_FAMILY;
use crate::inventory::{Gap, GapCode, Locator, Platform, Reading};
use std::io::{self, BufReader, Read};

/// The largest list that is read, in bytes.
const LARGEST_LIST: u64 = 32 << 20;

/// How much of a file of lines is read at a time, in bytes.
const LINES: usize = 256 << 10;

/// How often something compressed may be compressed again.
const DEEPEST: usize = 4;

/// What became of a file.
#[derive(Debug)]
pub(super) enum Found {
    /// Its devices, and what of it could not be read, were handed on.
    Handed,
    /// The output of commands on an Android phone.
    Text(Box<Text>),
    /// A file that holds files.
    Archive(Format, Blob),
    /// It holds no list of apps.
    SetAside(&'static str),
    /// The same, of a kind that can be named to somebody who took it for a list.
    NoList(&'static str, Box<Gap>),
    /// It was not read.
    NotRead(Box<Gap>, Option<Platform>),
}

impl Found {
    pub(super) fn not_read(gap: Gap) -> Self {
        Self::NotRead(Box::new(gap), None)
    }
}

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
        if kind == Kind::Markup && markup_text::is_office(&bytes) {
            return self.office(&bytes);
        }
        let is_binary = bytes.starts_with(b"bplist00");
        if kind == Kind::Markup && is_binary {
            return Found::not_read(match Pull::new(&bytes) {
                Err(fault) => gaps::property_list(fault),
                Ok(_) => gaps::unrecognised(PROPERTY_LIST),
            });
        }
        let is_whole = kind == Kind::Markup || is_json(&bytes);
        let names_none = !lists::is_known_kind(&bytes) && !mentions_app(&bytes);
        if is_whole && names_none && names_apps(&bytes, &*self.options.known_apps) {
            return Found::not_read(gaps::names_apps("JSON, XML or HTML"));
        }
        if is_whole && names_none && hides_apps(&bytes) {
            return Found::not_read(gaps::hidden());
        }
        if is_whole && names_none {
            let what = if kind == Kind::Json {
                "JSON that names no app"
            } else {
                "XML or HTML that names no app"
            };
            return no_list(what, &bytes);
        }
        let is_ours = memchr::memmem::find(&bytes, SCHEMA_FAMILY.as_bytes()).is_some();
        if let (false, Some(gap)) = (is_ours, lists::unknown(&bytes)) {
            return Found::not_read(gap);
        }
        if kind == Kind::Json {
            // Reading it as an inventory says what is wrong with it.
            let mut stream = Stream::new(self.locator.clone(), bytes, Box::new(io::empty()));
            let mut room = Vec::new();
            while let Some(block) = stream.next(&mut room) {
                items(self.locator, block, &room, self.sink);
            }
            return Found::Handed;
        }
        Found::not_read(gaps::unrecognised(PROPERTY_LIST))
    }

    /// The text of an office document, by the lines that it shows.
    fn office(&self, bytes: &[u8]) -> Found {
        let shown = markup_text::lines(bytes);
        let shown = shown.as_bytes();
        if any_listed(shown) || names_apps(shown, &*self.options.known_apps) {
            return Found::not_read(gaps::document());
        }
        if hides_apps(shown) {
            return Found::not_read(gaps::hidden());
        }
        Found::SetAside("XML or HTML that names no app")
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
        let read = mapping.read_into(self.locator, &start, vouched, &mut each, &mut aside);
        self.account(aside, handed);
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
        is_list
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
            let hides = || kind == Kind::AndroidText && hides_apps(&text.unframed);
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
        let unknown = || lists::unknown(bytes);
        Ok(if let Some(what) = own_files::text(bytes) {
            Found::SetAside(what)
        } else if let (true, Some(gap)) = (lists::is_known_kind(bytes), unknown()) {
            Found::not_read(gap)
        } else if watch.is_binary() {
            Found::not_read(gaps::unrecognised("a binary file"))
        } else if watch.fits() {
            Found::not_read(unknown().unwrap_or_else(|| {
                gaps::unrecognised(
                    "a text with lines that name apps, in the form of no list that is known",
                )
            }))
        } else if hides_apps(bytes) {
            Found::not_read(gaps::hidden())
        } else if names_apps(bytes, &*self.options.known_apps) {
            Found::not_read(unknown().unwrap_or_else(|| gaps::names_apps("a text")))
        } else {
            no_list("a text without a list of apps", bytes)
        })
    }
}

const PROPERTY_LIST: &str = "a property list or other XML that names apps";

fn no_list(what: &'static str, bytes: &[u8]) -> Found {
    match lists::unknown(bytes) {
        Some(gap) => Found::NoList(what, Box::new(gap)),
        None => Found::SetAside(what),
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

/// Whether all of it is JSON: one value, or one behind the other.
fn is_json(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let values = serde_json::Deserializer::from_slice(bytes).into_iter::<serde::de::IgnoredAny>();
    let mut any = false;
    for value in values {
        if value.is_err() {
            return false;
        }
        any = true;
    }
    any
}
