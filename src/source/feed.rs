//! Everything that was asked for, in pieces that can be worked on side by side.
//!
//! Taking the next piece has to be done in order and is cheap: it lists folders
//! and cuts files into whole lines. What is dear (asking phones, opening the
//! files of a folder, reading backups) happens in [`Piece::items`], which
//! another thread may call.

use super::folder::{Found, Walk};
use super::recognise::{self, Kind};
use super::saved::{Chunk, Item, Stream, items};
use super::{Options, Request, read_attached, read_ios_backups, read_other, unreadable};
use crate::inventory::{Locator, Reading};
use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// Files of a folder up to this size, in bytes, are opened side by side; larger
/// ones are cut into pieces.
const SMALL: u64 = 1 << 20;

/// How many small files make a piece.
const BATCH: usize = 16;

/// Hears of files in a folder that are plainly something else.
pub type Skipped<'s> = dyn FnMut(&Path) + Send + 's;

/// Everything that was asked for.
pub struct Feed<'s> {
    requests: VecDeque<Request>,
    walk: Option<Walk>,
    stream: Option<Stream>,
    /// Found while a batch was being filled, and no part of it.
    next: Option<Found>,
    skipped: Box<Skipped<'s>>,
}

impl std::fmt::Debug for Feed<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Feed")
            .field("requests", &self.requests)
            .field("stream", &self.stream)
            .finish_non_exhaustive()
    }
}

/// A part of the work, with the room to do it in.
#[derive(Debug, Default)]
pub struct Piece {
    bytes: Vec<u8>,
    content: Content,
}

#[derive(Debug, Default)]
enum Content {
    #[default]
    Nothing,
    /// What the bytes are, and of which stream.
    Text(Locator, Chunk),
    /// Files of a folder.
    Files(Vec<PathBuf>),
    /// A backup, or a file that does not look like a saved inventory.
    Other(PathBuf),
    /// Phones, or backups in their usual places.
    Request(Request),
    /// Something that could not be read.
    Unread(Box<Reading>),
}

impl<'s> Feed<'s> {
    /// Prepares to read; nothing is opened yet.
    pub fn new(
        requests: impl IntoIterator<Item = Request>,
        skipped: impl FnMut(&Path) + Send + 's,
    ) -> Self {
        Self {
            requests: requests.into_iter().collect(),
            walk: None,
            stream: None,
            next: None,
            skipped: Box::new(skipped),
        }
    }

    /// Takes the next piece, in the room of one that is done. Whether there was
    /// one.
    pub fn next(&mut self, piece: &mut Piece) -> bool {
        piece.content = Content::Nothing;
        loop {
            if let Some(stream) = &mut self.stream {
                if let Some(chunk) = stream.next(&mut piece.bytes) {
                    piece.content = Content::Text(stream.locator().clone(), chunk);
                    return true;
                }
                self.stream = None;
            }
            let content = if self.walk.is_some() {
                self.walk_on()
            } else if let Some(request) = self.requests.pop_front() {
                self.begin(request)
            } else {
                return false;
            };
            if let Some(content) = content {
                piece.content = content;
                return true;
            }
        }
    }

    /// `None` when the request is a stream or a folder that goes on.
    fn begin(&mut self, request: Request) -> Option<Content> {
        match request {
            Request::Adb | Request::AdbSerial(_) | Request::IosBackups(_) => {
                Some(Content::Request(request))
            }
            Request::Stdin => {
                let input = Box::new(io::stdin());
                self.stream = Some(Stream::new(Locator::new("-"), Vec::new(), input).eager());
                None
            }
            Request::Path(path) => match recognise::path(&path) {
                Ok(Kind::Folder) if self.walk.is_none() => match Walk::new(path) {
                    Ok(walk) => {
                        self.walk = Some(walk);
                        None
                    }
                    Err(reading) => Some(Content::Unread(reading)),
                },
                Ok(Kind::Saved) => self.open(path),
                _ => Some(Content::Other(path)),
            },
        }
    }

    fn open(&mut self, path: PathBuf) -> Option<Content> {
        let locator = locator(&path);
        match File::open(path) {
            Ok(file) => {
                self.stream = Some(Stream::new(locator, Vec::new(), Box::new(file)));
                None
            }
            Err(error) => {
                let reading = Reading::unread(locator, None, unreadable(&error));
                Some(Content::Unread(Box::new(reading)))
            }
        }
    }

    fn walk_on(&mut self) -> Option<Content> {
        let mut batch = Vec::new();
        while batch.len() < BATCH {
            let found = self.next.take().or_else(|| self.walk.as_mut()?.next());
            match found {
                None => {
                    self.walk = None;
                    break;
                }
                Some(Found::Skipped(path)) => (self.skipped)(&path),
                Some(Found::File(path)) if is_small(&path) => batch.push(path),
                Some(other) if !batch.is_empty() => {
                    self.next = Some(other);
                    break;
                }
                Some(Found::File(path)) => return self.begin(Request::Path(path)),
                Some(Found::Device(path)) => return Some(Content::Other(path)),
                Some(Found::Unread(reading)) => return Some(Content::Unread(reading)),
            }
        }
        (!batch.is_empty()).then_some(Content::Files(batch))
    }
}

fn is_small(path: &Path) -> bool {
    path.metadata()
        .is_ok_and(|about| about.is_file() && about.len() <= SMALL)
}

fn locator(path: &Path) -> Locator {
    Locator::new(path.display().to_string())
}

impl Piece {
    /// Finds the devices in a piece, in the order of the input.
    pub fn items(&mut self, options: &Options, sink: &mut dyn FnMut(Item<'_>)) {
        match std::mem::take(&mut self.content) {
            Content::Nothing => {}
            Content::Text(locator, chunk) => items(&locator, chunk, &self.bytes, sink),
            Content::Files(paths) => {
                for path in paths {
                    self.file(&path, sink);
                }
            }
            Content::Other(path) => self.other(&path, sink),
            Content::Request(request) => {
                let mut sink = |reading| sink(Item::read(reading));
                match request {
                    Request::AdbSerial(serial) => read_attached(Some(&serial), options, &mut sink),
                    Request::IosBackups(places) => read_ios_backups(&places, &mut sink),
                    _ => read_attached(None, options, &mut sink),
                }
            }
            Content::Unread(reading) => sink(Item::Read(reading)),
        }
    }

    /// Opens a small file once, whatever it holds.
    fn file(&mut self, path: &Path, sink: &mut dyn FnMut(Item<'_>)) {
        let mut start = Vec::new();
        let opened = File::open(path).and_then(|mut file| {
            let most = SMALL + 1;
            file.by_ref().take(most).read_to_end(&mut start)?;
            Ok(file)
        });
        let place = locator(path);
        match opened {
            Ok(file) if recognise::content(&start) == Kind::Saved => {
                self.stream(Stream::new(place, start, Box::new(file)), sink);
            }
            Ok(_) => self.other(path, sink),
            Err(error) => sink(Item::read(Reading::unread(place, None, unreadable(&error)))),
        }
    }

    fn other(&mut self, path: &Path, sink: &mut dyn FnMut(Item<'_>)) {
        if let Some(reading) = read_other(path) {
            return sink(Item::read(reading));
        }
        let place = locator(path);
        match File::open(path) {
            Ok(file) => self.stream(Stream::new(place, Vec::new(), Box::new(file)), sink),
            Err(error) => sink(Item::read(Reading::unread(place, None, unreadable(&error)))),
        }
    }

    fn stream(&mut self, mut stream: Stream, sink: &mut dyn FnMut(Item<'_>)) {
        while let Some(chunk) = stream.next(&mut self.bytes) {
            items(stream.locator(), chunk, &self.bytes, sink);
        }
    }
}
