//! Everything in an archive: the phones, and where each member ends.
//!
//! A member is read to its end, whatever it is, so that its checksum is
//! checked. The files of a backup or a collection are read together; all other
//! members are read as if they lay in a folder.

use super::android::androidqf::{self, Collection};
use super::android::fragment::Fragment;
use super::container::archive::{Archive, Format};
use super::container::bounded;
use super::container::broken::Broken;
use super::container::member::{Member, dangling};
use super::container::spool::Blob;
use super::context::{Budget, Context};
use super::examine::{Examiner, drain};
use super::findings::{self, Findings};
use super::found::Found;
use super::ios::packed_backup::{self, PackedBackup};
use super::same_phone::same_phone;
use super::saved::Item;
use super::signature::packed::unvouched;
use super::{documents, gaps};
use crate::inventory::{Locator, Reading};
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::Path;

/// How deep archives may lie in each other.
const DEEPEST: usize = 4;

/// An archive that is being read, and what was found in it.
pub(super) struct Contents<'c> {
    context: &'c Context,
    budget: &'c Budget,
    locator: Locator,
    depth: usize,
    /// The folders in it that hold what a bug report consists of.
    report_folders: BTreeSet<String>,
    findings: Findings,
}

/// Reads an archive and hands on the phones in it. Whether it is a document or
/// a program, which an archive can be, too.
pub(super) fn read(
    context: &Context,
    locator: &Locator,
    format: Format,
    blob: Blob,
    sink: &mut dyn FnMut(Item<'_>),
) {
    let budget = Budget::new();
    let mut contents = Contents::new(context, &budget, locator.clone(), 0);
    contents.read(format, blob, sink);
    contents.close(sink);
}

impl<'c> Contents<'c> {
    fn new(context: &'c Context, budget: &'c Budget, locator: Locator, depth: usize) -> Self {
        Self {
            context,
            budget,
            locator,
            depth,
            report_folders: BTreeSet::new(),
            findings: Findings::default(),
        }
    }

    fn place(&self, path: &str) -> Locator {
        Locator::new(format!("{}/{path}", self.locator))
    }

    fn read(&mut self, format: Format, blob: Blob, sink: &mut dyn FnMut(Item<'_>)) {
        let mut archive = match Archive::open(format, blob) {
            Ok(archive) => archive,
            Err(gap) => {
                return self
                    .findings
                    .unread
                    .push(Reading::unread(self.locator.clone(), None, gap));
            }
        };
        let members = std::mem::take(&mut archive.members);
        let folders = findings::report_folders(members.iter().map(Member::split));
        let folder_place = |folder: &str| match folder {
            "" => self.locator.to_string(),
            folder => self.place(folder).to_string(),
        };
        self.report_folders = folders.into_iter().map(folder_place).collect();
        if self.context.options.signed_files.is_some() {
            let paths = members.iter().map(|member| member.path.as_str());
            for (path, gap) in unvouched(paths) {
                sink(Item::read(Reading::unread(self.place(&path), None, gap)));
            }
        }
        let dangling = dangling(&members);
        let mut taken = BTreeSet::new();
        self.backups(&mut archive, &members, &mut taken, sink);
        self.collections(&mut archive, &members, &mut taken, sink);
        for member in members
            .iter()
            .filter(|member| !taken.contains(&member.index))
        {
            if dangling.contains(&member.index) {
                let unread = Reading::unread(self.place(&member.path), None, gaps::dangling());
                self.findings.unread.push(unread);
                continue;
            }
            self.member(&mut archive, member, sink);
        }
        if self.findings.fragments.is_empty() && self.findings.handed == 0 {
            documents::settle(&mut self.findings, &mut archive, &members, &self.locator);
        }
    }

    /// Backups of iPhones: their own files, unpacked to a private folder.
    fn backups(
        &mut self,
        archive: &mut Archive,
        members: &[Member],
        taken: &mut BTreeSet<usize>,
        sink: &mut dyn FnMut(Item<'_>),
    ) {
        for folder in packed_backup::folders(members.iter().map(Member::split)) {
            let files = members.iter().filter_map(|member| {
                packed_backup::inside(&folder, &member.path).map(|name| (member, name))
            });
            let mut backup = PackedBackup::new(&folder);
            let (own, others): (Vec<_>, Vec<_>) =
                files.partition(|(_, name)| packed_backup::is_read(name));
            for (member, name) in own {
                let reader = archive.reader(member.index);
                backup.take(name, reader.map(|reader| self.budget.meter(reader)));
                taken.insert(member.index);
                self.findings.parts += 1;
            }
            // Its own files say which of the phone's are read.
            let wanted = backup.wanted();
            for (member, name) in others {
                backup.note(name);
                if wanted.has(name, member.size) {
                    let reader = archive.reader(member.index);
                    backup.take(name, reader.map(|reader| self.budget.meter(reader)));
                } else if packed_backup::is_blob(name) || packed_backup::is_member(name) {
                    if let Err(error) = self.pass(archive, member) {
                        backup.damaged(name, &error);
                    }
                } else {
                    continue;
                }
                taken.insert(member.index);
                self.findings.parts += 1;
            }
            let place = if folder.is_empty() {
                self.locator.clone()
            } else {
                self.place(&folder)
            };
            self.findings.handed += 1;
            sink(Item::read(backup.reading(place)));
        }
    }

    /// Reads a member that nobody needs, for its checksum; not beyond what may
    /// be unpacked, because a backup is as large as a phone.
    fn pass(&self, archive: &mut Archive, member: &Member) -> io::Result<()> {
        if self.budget.has(member.size.saturating_mul(2)) {
            let reader = archive.reader(member.index)?;
            drain(&mut self.budget.meter(reader))?;
        }
        Ok(())
    }

    /// Collections of `AndroidQF`.
    fn collections(
        &mut self,
        archive: &mut Archive,
        members: &[Member],
        taken: &mut BTreeSet<usize>,
        sink: &mut dyn FnMut(Item<'_>),
    ) {
        let mut folders: BTreeMap<&str, BTreeMap<&str, &Member>> = BTreeMap::new();
        for member in members
            .iter()
            .filter(|member| !taken.contains(&member.index))
        {
            let (folder, name) = member.split();
            folders.entry(folder).or_default().insert(name, member);
        }
        for (folder, files) in folders {
            if !androidqf::has_members(|name| files.contains_key(name)) {
                continue;
            }
            let mut collection = Collection::default();
            for name in androidqf::MEMBERS {
                let Some(member) = files.get(name) else {
                    continue;
                };
                taken.insert(member.index);
                self.findings.parts += 1;
                match archive.reader(member.index) {
                    Ok(reader) => collection.add(name, &mut self.budget.meter(reader)),
                    Err(error) => collection.add(name, &mut Broken::from(error)),
                }
            }
            let place = if folder.is_empty() {
                self.locator.clone()
            } else {
                self.place(folder)
            };
            self.findings.recordings.push(place.to_string());
            self.findings.handed += 1;
            let mut report = None;
            if let Some(member) = files.get(androidqf::REPORT) {
                taken.insert(member.index);
                let reader = archive.reader(member.index);
                let blob = reader.and_then(|reader| Blob::keep(&mut self.budget.meter(reader)));
                report = Some((self.place(&member.path), blob));
            }
            collection_with(
                self.context,
                self.budget,
                self.depth,
                &place,
                collection,
                report,
                sink,
            );
        }
    }

    fn member(&mut self, archive: &mut Archive, member: &Member, sink: &mut dyn FnMut(Item<'_>)) {
        let place = self.place(&member.path);
        let path = &place.place;
        if self.context.options.exclusions.excludes(Path::new(path)) {
            return self
                .context
                .ledger
                .set_aside(path, "set aside by --exclude");
        }
        if member.is_link {
            return self.findings.aside.push((place.to_string(), "a link"));
        }
        if member.is_encrypted {
            return self
                .findings
                .unread
                .push(Reading::unread(place, None, gaps::encrypted()));
        }
        let mut reader = match archive.reader(member.index) {
            Ok(reader) => self.budget.meter(reader),
            Err(error) => {
                let gap = gaps::damaged(&error);
                return self.findings.unread.push(Reading::unread(place, None, gap));
            }
        };
        let mut handed = 0;
        let mut unread = Vec::new();
        let mut sink_or_keep = |item: Item<'_>| match item {
            // Whether it counts is known when the whole archive is.
            Item::Read(reading) if reading.content.is_err() => unread.push(*reading),
            item => {
                handed += 1;
                sink(item);
            }
        };
        let found = Examiner {
            locator: &place,
            options: &self.context.options,
            ledger: &self.context.ledger,
            sink: &mut sink_or_keep,
        }
        .file(&mut reader);
        drop(reader);
        self.findings.handed += handed;
        self.findings.unread.append(&mut unread);
        self.end(place, found, sink);
    }

    /// Notes where a member ended.
    fn end(&mut self, place: Locator, found: Found, sink: &mut dyn FnMut(Item<'_>)) {
        match found {
            Found::Handed => {}
            Found::Text(text) => {
                let whole = place.to_string();
                let folder = whole.rsplit_once('/').map_or("", |(folder, _)| folder);
                if text.is_report && self.report_folders.contains(folder) {
                    self.findings.recordings.push(folder.to_owned());
                }
                self.findings.fragments.push(Fragment {
                    locator: place,
                    text: *text,
                });
            }
            Found::SetAside(what) | Found::NoList(what, _) => {
                self.findings.aside.push((place.to_string(), what));
            }
            Found::NotRead(gap, platform) => {
                self.findings
                    .unread
                    .push(Reading::unread(place, platform, *gap));
            }
            Found::Archive(_, _) if self.depth >= DEEPEST => {
                self.findings
                    .unread
                    .push(Reading::unread(place, None, gaps::too_deep()));
            }
            Found::Archive(format, blob) => {
                let mut inner = Contents::new(self.context, self.budget, place, self.depth + 1);
                inner.read(format, blob, sink);
                let (ledger, place) = (&self.context.ledger, &inner.locator);
                let (findings, outer) = (inner.findings, &mut self.findings);
                findings.close_into(outer, ledger, place, sink);
            }
        }
    }

    fn close(self, sink: &mut dyn FnMut(Item<'_>)) {
        let ledger = &self.context.ledger;
        self.findings.close(ledger, &self.locator, sink);
    }
}

/// Reads a collection together with the bug report in it. The report counts as
/// a part of the collection when it names the same apps; otherwise it is a
/// phone of its own, because it may be another.
fn collection_with(
    context: &Context,
    budget: &Budget,
    depth: usize,
    place: &Locator,
    mut collection: Collection,
    report: Option<(Locator, io::Result<Blob>)>,
    sink: &mut dyn FnMut(Item<'_>),
) {
    let mut inner = None;
    let mut items = Vec::new();
    if let Some((place, blob)) = report {
        let mut contents = Contents::new(context, budget, place.clone(), depth + 1);
        match blob {
            Ok(blob) => contents.read(Format::Zip, blob, sink),
            Err(error) => {
                let gap = gaps::damaged(&error);
                contents
                    .findings
                    .unread
                    .push(Reading::unread(place, None, gap));
            }
        }
        if !collection.has_dump() && contents.findings.fragments.len() == 1 {
            collection.report = contents
                .findings
                .fragments
                .pop()
                .map(|fragment| fragment.text);
            contents.findings.parts += 1;
        }
        inner = Some(contents);
    }
    let readings = collection.readings(place);
    if let Some(contents) = inner {
        contents.close(&mut |item| {
            if let Item::Read(reading) = item {
                items.push(*reading);
            }
        });
    }
    for report in items {
        let is_same = |one: &Reading| same_phone(one, &report);
        if readings.iter().any(is_same) {
            context.ledger.add_parts(1);
        } else {
            sink(Item::read(report));
        }
    }
    for reading in readings {
        sink(Item::read(reading));
    }
}

/// Reads a collection from its folder.
pub(super) fn read_collection(
    context: &Context,
    locator: &Locator,
    folder: &Path,
    sink: &mut dyn FnMut(Item<'_>),
) {
    let collection = Collection::of_folder(folder);
    let path = folder.join(androidqf::REPORT);
    let report = path.symlink_metadata().is_ok().then(|| {
        let file = bounded::open(&path).map_err(io::Error::other);
        (
            Locator::new(path.display().to_string()),
            file.map(Blob::File),
        )
    });
    let budget = Budget::new();
    collection_with(context, &budget, 0, locator, collection, report, sink);
}
