//! A part of the work: the devices in it are found here, by any thread.

use super::archive::Format;
use super::bounded::{self, ReadError};
use super::broken::Broken;
use super::encoding::Plain;
use super::link_text;
use super::setting::Setting;
use super::spool::Blob;
use super::stdin;
use crate::inventory::{Gap, GapCode, Locator, Reading};
use crate::source::android::fragment::Fragment;
use crate::source::android::grouping;
use crate::source::archives;
use crate::source::context::Context;
use crate::source::deferred::{Again, Deferred, DeferredFiles};
use crate::source::dispatch::{read_device, read_ios_backups, read_phones};
use crate::source::examine::Examiner;
use crate::source::findings::OTHER_FACTS;
use crate::source::found::Found;
use crate::source::gaps::{damaged, unreadable, unrecognised};
use crate::source::named::NamedPaths;
use crate::source::recognise::{self, Kind};
use crate::source::request::{Options, Request};
use crate::source::saved::{Block, Item, Stream, items};
use crate::source::signature::demand;
use std::fs::File;
use std::io::{self, Read, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Files of a folder up to this size, in bytes, are opened side by side; larger
/// ones are cut into chunks.
pub(super) const SMALL: u64 = 1 << 20;

/// What all chunks of a run share.
#[derive(Debug)]
pub(super) struct Shared {
    pub(super) context: Context,
    pub(super) named: NamedPaths,
    pub(super) deferred: DeferredFiles,
}

/// A part of the work, with the room to do it in.
#[derive(Debug, Default)]
pub struct Chunk {
    pub(super) bytes: Vec<u8>,
    pub(super) content: Content,
    pub(super) shared: Option<Arc<Shared>>,
    /// The number of the request it belongs to.
    pub(super) request: usize,
}

#[derive(Debug, Default)]
pub(super) enum Content {
    #[default]
    Nothing,
    /// What the bytes are, and of which stream.
    Text(Locator, Block),
    /// Small files of a folder.
    Files(Vec<(PathBuf, Setting)>),
    /// A file that does not look like a saved inventory.
    File(PathBuf, Setting),
    /// All of standard input.
    Stdin(Blob),
    /// The folder of a backup or a collection, or a file of it.
    Device(PathBuf),
    /// Phones, or backups in their usual places.
    Request(Request),
    /// Recordings that lie near each other.
    Group(Vec<Deferred>),
    /// Something that could not be read.
    Unread(Box<Reading>),
}

impl Content {
    fn origin(&self) -> demand::Origin {
        match self {
            Self::Request(request) if request.is_live() => demand::Origin::Device,
            Self::Group(files) if files.len() == 1 => demand::Origin::File,
            Self::Group(_) | Self::Device(_) | Self::Request(_) => demand::Origin::Several,
            _ => demand::Origin::File,
        }
    }
}

pub(super) fn locator(path: &Path) -> Locator {
    Locator::new(path.display().to_string())
}

/// The inventories in a file of which the start was read already, `None` when
/// it holds something else.
pub(super) fn stream(
    path: &Path,
    start: Vec<u8>,
    rest: Box<dyn Read + Send>,
    kind: Kind,
) -> Option<Stream> {
    let Kind::Compressed(packing) = kind else {
        let mut start = start;
        let mut rest = rest;
        if start.len() < 2 {
            // What goes wrong here goes wrong again where it is reported.
            let _ = rest.by_ref().take(2).read_to_end(&mut start);
        }
        if recognise::is_utf16(&start) {
            let input = Plain::new(io::Cursor::new(start).chain(rest));
            return Some(Stream::new(locator(path), Vec::new(), Box::new(input)));
        }
        return Some(Stream::new(locator(path), start, rest));
    };
    let mut input = packing.unpack(Box::new(io::Cursor::new(start).chain(rest)));
    let mut start = Vec::new();
    let read = input.by_ref().take(SMALL).read_to_end(&mut start);
    let ours = recognise::content(&start) == Kind::Saved && !recognise::is_utf16(&start);
    match read {
        Ok(_) if ours => Some(Stream::new(locator(path), start, input)),
        // What could be read before the damage counts.
        Err(error) if ours => {
            let rest = Box::new(Broken::from(error));
            Some(Stream::new(locator(path), start, rest))
        }
        _ => None,
    }
}

impl Chunk {
    /// Finds the devices in a chunk, in the order of the input.
    pub fn items(&mut self, options: &Options, sink: &mut dyn FnMut(Item<'_>)) {
        let Some(shared) = self.shared.take() else {
            return;
        };
        let request = self.request;
        let files = options.signed_files.as_deref();
        let origin = self.content.origin();
        let mut sink = |item: Item<'_>| {
            shared.named.found(request);
            sink(demand::applied(files, origin, item));
        };
        let mut work = Work {
            shared: &shared,
            request,
            bytes: &mut self.bytes,
        };
        work.content(std::mem::take(&mut self.content), options, &mut sink);
    }
}

/// The work on one chunk.
struct Work<'w> {
    shared: &'w Shared,
    request: usize,
    /// The room that blocks are read into.
    bytes: &'w mut Vec<u8>,
}

impl Work<'_> {
    fn content(&mut self, content: Content, options: &Options, sink: &mut dyn FnMut(Item<'_>)) {
        match content {
            Content::Nothing => {}
            Content::Text(locator, block) => items(&locator, block, self.bytes, sink),
            Content::Files(paths) => {
                for (path, setting) in paths {
                    self.small_file(&path, setting, sink);
                }
            }
            Content::File(path, setting) => self.file(&path, setting, sink),
            Content::Stdin(mut blob) => {
                self.examine(Path::new(stdin::PLACE), Setting::Ordinary, &mut blob, sink);
            }
            Content::Device(path) => read_device(&self.shared.context, &path, sink),
            Content::Request(request) => {
                let mut sink = |reading| sink(Item::read(reading));
                match request {
                    Request::IosBackups(places) => read_ios_backups(&places, &mut sink),
                    phones => read_phones(&phones, options, &mut sink),
                }
            }
            Content::Group(files) => self.group(files, sink),
            Content::Unread(reading) => sink(Item::Read(reading)),
        }
    }

    /// Opens a small file once, whatever it holds.
    fn small_file(&mut self, path: &Path, setting: Setting, sink: &mut dyn FnMut(Item<'_>)) {
        let mut start = Vec::new();
        let opened = bounded::open_seen(path).and_then(|mut file| {
            file.by_ref().take(SMALL + 1).read_to_end(&mut start)?;
            Ok(file)
        });
        let mut file = match opened {
            Ok(file) => file,
            Err(error) => return not_opened(path, error, sink),
        };
        match recognise::content(&start) {
            Kind::Saved => {
                if let Some(stream) = stream(path, start, Box::new(file), Kind::Saved) {
                    self.stream(stream, sink);
                }
            }
            Kind::Archive(format) if !self.has_mapping() => {
                self.archive(path, format, file, setting, sink);
            }
            _ => self.examine(path, setting, &mut start.chain(&mut file), sink),
        }
    }

    /// Whether a file that holds files may be a table: workbooks are such files.
    fn has_mapping(&self) -> bool {
        self.shared.context.options.mapping.is_some()
    }

    fn stream(&mut self, mut stream: Stream, sink: &mut dyn FnMut(Item<'_>)) {
        while let Some(block) = stream.next(self.bytes) {
            items(stream.locator(), block, self.bytes, sink);
        }
    }

    fn file(&self, path: &Path, setting: Setting, sink: &mut dyn FnMut(Item<'_>)) {
        let mut file = match bounded::open(path) {
            Ok(file) => file,
            Err(error) => return not_opened(path, error, sink),
        };
        let mut start = Vec::new();
        // What goes wrong here goes wrong again where it is reported.
        let _ = file
            .by_ref()
            .take(recognise::HEAD as u64)
            .read_to_end(&mut start);
        match recognise::content(&start) {
            Kind::Archive(format) if !self.has_mapping() => {
                self.archive(path, format, file, setting, sink);
            }
            _ => self.examine(path, setting, &mut start.chain(&mut file), sink),
        }
    }

    fn archive(
        &self,
        path: &Path,
        format: Format,
        mut file: File,
        setting: Setting,
        sink: &mut dyn FnMut(Item<'_>),
    ) {
        match file.seek(SeekFrom::Start(0)) {
            Ok(_) => self.contents(path, format, Blob::File(file), setting, sink),
            Err(error) => sink(Item::read(Reading::unread(
                locator(path),
                None,
                unreadable(&error),
            ))),
        }
    }

    fn contents(
        &self,
        path: &Path,
        format: Format,
        blob: Blob,
        _: Setting,
        sink: &mut dyn FnMut(Item<'_>),
    ) {
        if !self.shared.named.is_container(self.request) {
            self.shared.named.set_container(self.request);
        }
        archives::read(&self.shared.context, &locator(path), format, blob, sink);
    }

    /// Finds out what a file is, and where it ends.
    fn examine(
        &self,
        path: &Path,
        setting: Setting,
        input: &mut dyn Read,
        sink: &mut dyn FnMut(Item<'_>),
    ) {
        let place = locator(path);
        let found = Examiner {
            locator: &place,
            options: &self.shared.context.options,
            ledger: &self.shared.context.ledger,
            sink,
        }
        .file(input);
        let context = &self.shared.context;
        let is_aside = matches!(found, Found::SetAside(_) | Found::NoList(..));
        let link = (is_aside && setting == Setting::Ordinary)
            .then(|| link_text::gap(path, self.shared.named.path(self.request)?))
            .flatten();
        match link.map_or(found, Found::not_read) {
            Found::Handed => {}
            Found::Text(text) => {
                let again = if path == Path::new(stdin::PLACE) {
                    Again::Never
                } else {
                    Again::FromPath
                };
                let deferred = &self.shared.deferred;
                deferred.add(self.request, path.to_owned(), *text, again);
            }
            Found::Archive(format, blob) => self.contents(path, format, blob, setting, sink),
            Found::SetAside(what) => self.set_aside(&place, what, None, setting),
            Found::NoList(what, gap) => self.set_aside(&place, what, Some(*gap), setting),
            Found::NotRead(gap, platform) => {
                let is_harmless = gap.code == GapCode::FileUnrecognised;
                match setting {
                    Setting::Recording if is_harmless => context.ledger.add_parts(1),
                    Setting::History if is_harmless => {
                        context
                            .ledger
                            .set_aside(place.to_string(), "of a version control system");
                    }
                    _ => sink(Item::read(Reading::unread(place, platform, *gap))),
                }
            }
        }
    }

    fn set_aside(&self, place: &Locator, what: &'static str, gap: Option<Gap>, setting: Setting) {
        let Shared { context, named, .. } = self.shared;
        if setting == Setting::Recording {
            context.ledger.add_parts(1);
        } else if named.is_container(self.request) {
            context.ledger.set_aside(place.to_string(), what);
        } else {
            named.set_aside(self.request, what, gap);
        }
    }

    /// Reads recordings that lie near each other.
    fn group(&self, files: Vec<Deferred>, sink: &mut dyn FnMut(Item<'_>)) {
        let mut fragments = Vec::new();
        for file in files {
            let place = locator(&file.path);
            match file.text {
                Some(text) => fragments.push(Fragment {
                    locator: place,
                    text,
                }),
                None => match again(&file.path, &self.shared.context) {
                    Ok(text) => fragments.push(Fragment {
                        locator: place,
                        text: *text,
                    }),
                    Err(reading) => sink(Item::Read(reading)),
                },
            }
        }
        let grouped = grouping::group(fragments);
        self.shared.context.ledger.add_parts(grouped.parts);
        for place in grouped.other {
            self.set_aside(&place, OTHER_FACTS, None, Setting::Ordinary);
        }
        for reading in grouped.readings {
            sink(Item::read(reading));
        }
    }
}

/// Tells of a file that could not be opened.
fn not_opened(path: &Path, error: ReadError, sink: &mut dyn FnMut(Item<'_>)) {
    let gap = match error {
        ReadError::Io(error) => unreadable(&error),
        _ => unrecognised("no ordinary file"),
    };
    sink(Item::read(Reading::unread(locator(path), None, gap)));
}

/// Reads a recording that was too large to be kept.
fn again(
    path: &Path,
    context: &Context,
) -> Result<Box<crate::source::container::text::Text>, Box<Reading>> {
    let place = locator(path);
    let unread = |gap| Box::new(Reading::unread(locator(path), None, gap));
    let mut file =
        bounded::open(path).map_err(|error| unread(damaged(&io::Error::other(error))))?;
    let found = Examiner {
        locator: &place,
        options: &context.options,
        ledger: &context.ledger,
        sink: &mut |_| {},
    }
    .file(&mut file);
    match found {
        Found::Text(text) => Ok(text),
        _ => Err(unread(crate::source::gaps::changed())),
    }
}
