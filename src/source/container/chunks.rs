//! Everything that was asked for, in chunks that can be worked on side by side.
//!
//! Taking the next chunk has to be done in order and is cheap: it lists folders
//! and cuts files into whole lines. What is dear (asking phones, opening the
//! files of a folder, reading backups) happens in [`Chunk::items`], which
//! another thread may call.

use super::folder::{Found, Walk};
use crate::inventory::{Gap, Locator, Reading};
use crate::source::dispatch::{read_attached, read_ios_backups, read_other};
use crate::source::gaps::{compressed_other, unreadable};
use crate::source::recognise;
use crate::source::recognise::Kind;
use crate::source::request::{Options, Request};
use crate::source::saved::{Block, Compression, Item, Stream, items};
use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// Files of a folder up to this size, in bytes, are opened side by side; larger
/// ones are cut into chunks.
const SMALL: u64 = 1 << 20;

/// How many small files make a chunk.
const BATCH: usize = 16;

/// Hears of files in a folder that are plainly something else.
pub type Skipped<'s> = dyn FnMut(&Path) + Send + 's;

/// Everything that was asked for.
pub struct Chunks<'s> {
    requests: VecDeque<Request>,
    walk: Option<Walk>,
    stream: Option<Stream>,
    /// Found while a batch was being filled, and no part of it.
    next: Option<Found>,
    skipped: Box<Skipped<'s>>,
    /// How many requests there were.
    total: usize,
    /// How long the file behind the stream is, where that says something.
    length: Option<u64>,
}

impl std::fmt::Debug for Chunks<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Chunks")
            .field("requests", &self.requests)
            .field("stream", &self.stream)
            .finish_non_exhaustive()
    }
}

/// A part of the work, with the room to do it in.
#[derive(Debug, Default)]
pub struct Chunk {
    bytes: Vec<u8>,
    content: Content,
}

#[derive(Debug, Default)]
enum Content {
    #[default]
    Nothing,
    /// What the bytes are, and of which stream.
    Text(Locator, Block),
    /// Files of a folder.
    Files(Vec<PathBuf>),
    /// A backup, or a file that does not look like a saved inventory.
    Other(PathBuf),
    /// Phones, or backups in their usual places.
    Request(Request),
    /// Something that could not be read.
    Unread(Box<Reading>),
}

impl<'s> Chunks<'s> {
    /// Prepares to read; nothing is opened yet.
    pub fn new(
        requests: impl IntoIterator<Item = Request>,
        skipped: impl FnMut(&Path) + Send + 's,
    ) -> Self {
        let requests: VecDeque<Request> = requests.into_iter().collect();
        Self {
            total: requests.len(),
            length: None,
            requests,
            walk: None,
            stream: None,
            next: None,
            skipped: Box::new(skipped),
        }
    }

    /// Takes the next chunk, in the room of one that is done. Whether there was
    /// one.
    pub fn next(&mut self, piece: &mut Chunk) -> bool {
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

    /// How much was handed out, between 0 and 1; `None` when that is not known,
    /// as for phones and pipes.
    #[must_use]
    pub fn fraction(&self) -> Option<f64> {
        #[expect(clippy::cast_precision_loss, reason = "it is an estimate for a person")]
        let ratio = |part: u64, whole: u64| part as f64 / whole.max(1) as f64;
        let current = match (&self.walk, &self.stream) {
            (Some(walk), _) => walk.fraction(),
            (None, Some(stream)) => ratio(stream.handed_on(), self.length?),
            // Nothing is open before the first request and after the last.
            (None, None) => 1.0,
        };
        let begun = self.total - self.requests.len();
        let before = ratio(begun.saturating_sub(1) as u64, 1);
        Some((before + current) / ratio(self.total as u64, 1))
    }

    /// `None` when the request is a stream or a folder that goes on.
    fn begin(&mut self, request: Request) -> Option<Content> {
        match request {
            Request::Adb | Request::AdbSerial(_) | Request::IosBackups(_) => {
                Some(Content::Request(request))
            }
            Request::Stdin => {
                self.length = None;
                self.stream = Some(stdin());
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
                Ok(kind @ (Kind::Saved | Kind::Compressed(_))) => self.open(&path, kind),
                _ => Some(Content::Other(path)),
            },
        }
    }

    fn open(&mut self, path: &Path, kind: Kind) -> Option<Content> {
        let stream = File::open(path)
            .map_err(|error| unreadable(&error))
            .and_then(|file| stream(path, Vec::new(), Box::new(file), kind));
        match stream {
            Ok(stream) => {
                // Of a compressed file, the length says nothing of the content.
                let length = path.metadata().map(|about| about.len());
                self.length = length.ok().filter(|_| kind == Kind::Saved);
                self.stream = Some(stream);
                None
            }
            Err(gap) => {
                let reading = Reading::unread(locator(path), None, gap);
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

/// Whether a file is small, and not so because it is compressed.
fn is_small(path: &Path) -> bool {
    let packed = path
        .extension()
        .is_some_and(|ending| ending == "gz" || ending == "zst");
    let small = |about: std::fs::Metadata| about.is_file() && about.len() <= SMALL;
    !packed && path.metadata().is_ok_and(small)
}

/// The inventories in a file of which the start was read already.
fn stream(
    path: &Path,
    start: Vec<u8>,
    rest: Box<dyn Read + Send>,
    kind: Kind,
) -> Result<Stream, Gap> {
    let Kind::Compressed(packing) = kind else {
        return Ok(Stream::new(locator(path), start, rest));
    };
    let mut input = packing.unpack(Box::new(io::Cursor::new(start).chain(rest)));
    let mut start = Vec::new();
    let read = input.by_ref().take(SMALL).read_to_end(&mut start);
    let ours = recognise::content(&start) == Kind::Saved;
    match read {
        Ok(_) if ours => Ok(Stream::new(locator(path), start, input)),
        // What could be read before the damage counts.
        Err(error) if ours || start.is_empty() => {
            let rest = Box::new(Broken(Some(error)));
            Ok(Stream::new(locator(path), start, rest))
        }
        _ => Err(compressed_other()),
    }
}

/// The end of an input that was found to be damaged.
struct Broken(Option<io::Error>);

impl Read for Broken {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

/// Standard input, compressed or not.
fn stdin() -> Stream {
    let mut start = Vec::new();
    // What goes wrong here goes wrong again where it is reported.
    let _ = io::stdin().take(4).read_to_end(&mut start);
    let place = Locator::new("-");
    match Compression::of(&start) {
        None => Stream::new(place, start, Box::new(io::stdin())),
        Some(packing) => {
            let input = Box::new(io::Cursor::new(start).chain(io::stdin()));
            Stream::new(place, Vec::new(), packing.unpack(input))
        }
    }
    .eager()
}

fn locator(path: &Path) -> Locator {
    Locator::new(path.display().to_string())
}

impl Chunk {
    /// Finds the devices in a chunk, in the order of the input.
    pub fn items(&mut self, options: &Options, sink: &mut dyn FnMut(Item<'_>)) {
        match std::mem::take(&mut self.content) {
            Content::Nothing => {}
            Content::Text(locator, chunk) => items(&locator, chunk, &self.bytes, sink),
            Content::Files(paths) => {
                for path in paths {
                    self.file(&path, options, sink);
                }
            }
            Content::Other(path) => self.other(&path, options, sink),
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
    fn file(&mut self, path: &Path, options: &Options, sink: &mut dyn FnMut(Item<'_>)) {
        let mut start = Vec::new();
        let opened = File::open(path).and_then(|mut file| {
            let most = SMALL + 1;
            file.by_ref().take(most).read_to_end(&mut start)?;
            Ok(file)
        });
        let kind = recognise::content(&start);
        match opened {
            Ok(file) if matches!(kind, Kind::Saved | Kind::Compressed(_)) => {
                self.stream(path, stream(path, start, Box::new(file), kind), sink);
            }
            Ok(_) => self.other(path, options, sink),
            Err(error) => self.stream(path, Err(unreadable(&error)), sink),
        }
    }

    fn other(&mut self, path: &Path, options: &Options, sink: &mut dyn FnMut(Item<'_>)) {
        if read_other(path, options, &mut |reading| sink(Item::read(reading))) {
            return;
        }
        let stream = File::open(path)
            .map_err(|error| unreadable(&error))
            .and_then(|file| stream(path, Vec::new(), Box::new(file), Kind::Saved));
        self.stream(path, stream, sink);
    }

    fn stream(&mut self, path: &Path, stream: Result<Stream, Gap>, sink: &mut dyn FnMut(Item<'_>)) {
        match stream {
            Ok(mut stream) => {
                while let Some(chunk) = stream.next(&mut self.bytes) {
                    items(stream.locator(), chunk, &self.bytes, sink);
                }
            }
            Err(gap) => sink(Item::read(Reading::unread(locator(path), None, gap))),
        }
    }
}
