//! Everything that was asked for, in chunks that can be worked on side by side.
//!
//! Taking the next chunk has to be done in order and is cheap: it lists folders
//! and cuts files into whole lines. What is dear (asking phones, opening the
//! files of a folder, reading backups) happens in [`Chunk::items`], which
//! another thread may call. Recordings of commands come last, when all that
//! lies beside them is known.

use super::chunk::{Chunk, Content, SMALL, Shared, locator, stream};
use super::folder::{Found, Walk};
use super::setting::Setting;
use crate::inventory::{Locator, Reading};
use crate::source::context::Context;
use crate::source::deferred::{Deferred, DeferredFiles};
use crate::source::gaps::unreadable;
use crate::source::ledger::Ledger;
use crate::source::named::NamedPaths;
use crate::source::recognise;
use crate::source::recognise::Kind;
use crate::source::request::{Options, Request};
use crate::source::saved::{Compression, Stream};
use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// How many small files make a chunk.
const BATCH: usize = 16;

/// Everything that was asked for.
pub struct Chunks {
    requests: VecDeque<Request>,
    walk: Option<Walk>,
    stream: Option<Stream>,
    /// Found while a batch was being filled, and no part of it.
    next: Option<Found>,
    /// What waits for a time when nothing else is left.
    last: Last,
    shared: Arc<Shared>,
    /// How many requests there were.
    total: usize,
    /// How long the file behind the stream is, where that says something.
    length: Option<u64>,
}

/// What comes when all else was worked on.
enum Last {
    /// It is not known yet.
    Waiting,
    Groups(VecDeque<Vec<Deferred>>),
    Readings(VecDeque<Reading>),
}

impl std::fmt::Debug for Chunks {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Chunks")
            .field("requests", &self.requests)
            .field("stream", &self.stream)
            .finish_non_exhaustive()
    }
}

impl Chunks {
    /// Prepares to read; nothing is opened yet. Where each input ends is noted
    /// in the account.
    #[must_use]
    pub fn new(requests: Vec<Request>, options: &Options, ledger: &Ledger) -> Self {
        let paths = requests.iter().map(|request| match request {
            Request::Path(path) => path.clone(),
            _ => PathBuf::new(),
        });
        let context = Context {
            ledger: ledger.clone(),
            options: Arc::new(options.clone()),
        };
        let shared = Shared {
            context,
            named: NamedPaths::new(paths),
            deferred: DeferredFiles::default(),
        };
        Self {
            total: requests.len(),
            length: None,
            requests: requests.into(),
            walk: None,
            stream: None,
            next: None,
            last: Last::Waiting,
            shared: Arc::new(shared),
        }
    }

    /// Takes the next chunk, in the room of one that is done. Whether there was
    /// one. At the end, [`Chunks::resume`] tells whether more follows.
    pub fn next(&mut self, chunk: &mut Chunk) -> bool {
        chunk.content = Content::Nothing;
        chunk.shared = Some(Arc::clone(&self.shared));
        loop {
            chunk.request = (self.total - self.requests.len()).saturating_sub(1);
            if let Some(stream) = &mut self.stream {
                if let Some(block) = stream.next(&mut chunk.bytes) {
                    chunk.content = Content::Text(stream.locator().clone(), block);
                    return true;
                }
                self.stream = None;
            }
            let content = if self.walk.is_some() {
                self.walk_on()
            } else if let Some(request) = self.requests.pop_front() {
                self.begin(request)
            } else {
                return self.take_last(chunk);
            };
            if let Some(content) = content {
                chunk.request = (self.total - self.requests.len()).saturating_sub(1);
                chunk.content = content;
                return true;
            }
        }
    }

    fn take_last(&mut self, chunk: &mut Chunk) -> bool {
        let content = match &mut self.last {
            Last::Waiting => None,
            Last::Groups(groups) => groups.pop_front().map(Content::Group),
            Last::Readings(readings) => readings
                .pop_front()
                .map(|reading| Content::Unread(Box::new(reading))),
        };
        if let Content::Group(group) = content.as_ref().unwrap_or(&Content::Nothing) {
            chunk.request = group.first().map_or(0, |file| file.request);
        }
        content.is_some_and(|content| {
            chunk.content = content;
            true
        })
    }

    /// When every chunk that was taken has been worked on: whether there is more
    /// to take.
    pub fn resume(&mut self) -> bool {
        let named = &self.shared.named;
        match self.last {
            Last::Waiting => {
                // What was named one by one lies together like in a folder.
                let files = self.total;
                let group = |request| {
                    if named.is_container(request) {
                        request
                    } else {
                        files
                    }
                };
                let groups = self.shared.deferred.take(group);
                self.last = Last::Groups(groups.into());
                true
            }
            Last::Groups(_) => {
                let left = named.left(&self.shared.context);
                self.last = Last::Readings(left.into());
                true
            }
            Last::Readings(_) => false,
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
        let number = (self.total - self.requests.len()).saturating_sub(1);
        match request {
            Request::Attached
            | Request::Adb
            | Request::AdbSerial(_)
            | Request::Ios
            | Request::IosUdid(_)
            | Request::IosBackups(_) => Some(Content::Request(request)),
            Request::Stdin => {
                self.length = None;
                self.stream = Some(stdin());
                None
            }
            Request::Path(path) if self.shared.context.options.exclusions.excludes(&path) => {
                self.shared
                    .named
                    .set_aside(number, "set aside by --exclude", None);
                None
            }
            Request::Path(path) => {
                let kind = recognise::path(&path).ok();
                if path.is_dir() {
                    self.shared.named.set_container(number);
                    let (walk, found) = Walk::new(path, self.shared.context.clone());
                    self.walk = Some(walk);
                    self.next = found;
                    return None;
                }
                self.file(path, Setting::Ordinary, kind)
            }
        }
    }

    fn file(&mut self, path: PathBuf, setting: Setting, kind: Option<Kind>) -> Option<Content> {
        match kind {
            Some(kind @ (Kind::Saved | Kind::Compressed(_))) => match self.open(&path, kind) {
                Ok(true) => None,
                Ok(false) => Some(Content::File(path, setting)),
                Err(error) => {
                    let reading = Reading::unread(locator(&path), None, unreadable(&error));
                    Some(Content::Unread(Box::new(reading)))
                }
            },
            Some(Kind::IosBackup) => Some(Content::Device(path)),
            _ => Some(Content::File(path, setting)),
        }
    }

    /// Whether a file is a stream of saved inventories, which goes on.
    fn open(&mut self, path: &Path, kind: Kind) -> io::Result<bool> {
        let file = File::open(path)?;
        let Some(stream) = stream(path, Vec::new(), Box::new(file), kind) else {
            return Ok(false);
        };
        // Of a compressed file, the length says nothing of the content.
        let length = path.metadata().map(|about| about.len());
        self.length = length.ok().filter(|_| kind == Kind::Saved);
        self.stream = Some(stream);
        Ok(true)
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
                Some(Found::File(path, setting)) if is_small(&path) => batch.push((path, setting)),
                Some(other) if !batch.is_empty() => {
                    self.next = Some(other);
                    break;
                }
                Some(Found::File(path, setting)) => {
                    let kind = recognise::path(&path).ok();
                    return self.file(path, setting, kind);
                }
                Some(Found::Device(path)) => return Some(Content::Device(path)),
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

/// Standard input, compressed or not.
fn stdin() -> Stream {
    let mut start = Vec::new();
    // What goes wrong here goes wrong again where it is reported.
    let _ = io::stdin().take(4).read_to_end(&mut start);
    let place = Locator::new("-");
    match Compression::of(&start) {
        None if recognise::is_utf16(&start) => {
            let input = io::Cursor::new(start).chain(io::stdin());
            Stream::new(
                place,
                Vec::new(),
                Box::new(super::encoding::Plain::new(input)),
            )
        }
        None => Stream::new(place, start, Box::new(io::stdin())),
        Some(packing) => {
            let input = Box::new(io::Cursor::new(start).chain(io::stdin()));
            Stream::new(place, Vec::new(), packing.unpack(input))
        }
    }
    .eager()
}
