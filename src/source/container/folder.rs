//! A folder of inputs: every file in it is found, whatever its name.
//!
//! Links are followed; a folder that was entered already is not entered again
//! by another name. The folders of backups and collections are devices, and
//! what belongs to them is counted; everything else in them is found as
//! anywhere, so that they cannot hide another phone.

use super::folder_id::FolderId;
use super::setting::Setting;
use crate::inventory::{Gap, GapCode, Locator, Reading};
use crate::source::context::Context;
use crate::source::gaps::unreadable;
use crate::source::ios::packed_backup;
use crate::source::{android, ios};
use std::collections::HashSet;
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};

/// How deep folders may lie in each other.
const DEEPEST: usize = 64;

/// Something in a folder.
#[derive(Debug)]
pub(crate) enum Found {
    /// A file, and what it lies in.
    File(PathBuf, Setting),
    /// A folder that is one device's worth of input.
    Device(PathBuf),
    /// Something that could not be looked into.
    Unread(Box<Reading>),
}

/// Everything below a folder, in the order of names.
#[derive(Debug)]
pub(crate) struct Walk {
    context: Context,
    /// Folders that were entered, the innermost last.
    open: Vec<Open>,
    /// All folders that were ever entered.
    entered: HashSet<FolderId>,
    /// How many entries were seen, and how many of them lie behind.
    total: usize,
    done: usize,
}

#[derive(Debug)]
struct Open {
    path: PathBuf,
    setting: Setting,
    /// What is still to be looked at, the last one first.
    names: Vec<Name>,
}

#[derive(Debug)]
struct Name {
    text: OsString,
    is_folder: bool,
    is_link: bool,
}

impl Walk {
    /// Enters a folder. What it is itself, a device or something unreadable,
    /// comes first.
    pub(crate) fn new(root: PathBuf, context: Context) -> (Self, Option<Found>) {
        let mut walk = Self {
            context,
            open: Vec::new(),
            entered: HashSet::new(),
            total: 0,
            done: 0,
        };
        let found = walk.enter(root, Setting::Ordinary);
        (walk, found)
    }

    /// How much of what was seen lies behind, between 0 and 1.
    pub(crate) fn fraction(&self) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "it is shown as a percentage")]
        let part = |count: usize| count as f64;
        if self.total == 0 {
            0.0
        } else {
            part(self.done) / part(self.total)
        }
    }

    /// What comes next, in the order of names.
    pub(crate) fn next(&mut self) -> Option<Found> {
        while let Some(open) = self.open.last_mut() {
            let Some(name) = open.names.pop() else {
                self.open.pop();
                continue;
            };
            let (path, setting) = (open.path.join(&name.text), open.setting);
            self.done += 1;
            if let Some(found) = self.found(path, &name, setting) {
                return Some(found);
            }
        }
        None
    }

    /// `None` when a folder was entered, or the path ends here.
    fn found(&mut self, path: PathBuf, name: &Name, setting: Setting) -> Option<Found> {
        let is_folder = name.is_folder || (name.is_link && path.is_dir());
        if self.context.options.exclusions.excludes(&path) {
            let mark = if is_folder { "/" } else { "" };
            let ledger = &self.context.ledger;
            ledger.set_aside(
                format!("{}{mark}", path.display()),
                "set aside by --exclude",
            );
            return None;
        }
        if !is_folder {
            return Some(Found::File(path, setting));
        }
        if self.open.len() <= DEEPEST {
            return self.enter(path, setting);
        }
        let gap = Gap::new(
            GapCode::TooLarge,
            format!("folders lie more than {DEEPEST} deep in each other"),
            "give the inner folder itself",
        );
        Some(Found::Unread(unread(&path, gap)))
    }

    fn enter(&mut self, path: PathBuf, outer: Setting) -> Option<Found> {
        if FolderId::of(&path).is_some_and(|id| !self.entered.insert(id)) {
            let what = "a link to a folder that is read under another name";
            self.context
                .ledger
                .set_aside(path.display().to_string(), what);
            return None;
        }
        let is_backup = ios::is_backup(&path);
        let names = match names(&path) {
            Ok(names) => names,
            // Reading it says what to do.
            Err(_) if is_backup => return Some(Found::Device(path)),
            Err(error) => return Some(Found::Unread(unread(&path, unreadable(&error)))),
        };
        if let Some(files) = &self.context.options.signed_files {
            files.see_folder(&path, names.iter().map(|name| name.text.as_os_str()));
        }
        let has = |wanted: &str| names.iter().any(|name| name.text == wanted);
        let has_file = |wanted: &str| {
            names
                .iter()
                .any(|name| !name.is_folder && name.text == wanted)
        };
        let is_collection = android::androidqf::has_members(has_file);
        let is_remnant = !is_backup && is_remnant(&path, &names);
        let setting = if is_backup || is_remnant {
            Setting::Backup
        } else if is_collection {
            Setting::Recording
        } else if has("HEAD") && has("objects") && has("refs") {
            Setting::History
        } else {
            outer.below(&path)
        };
        let all = names.len();
        let names = without_members(names, setting, is_collection);
        self.context.ledger.add_parts(all - names.len());
        self.total += names.len();
        self.open.push(Open {
            path: path.clone(),
            setting,
            names,
        });
        if is_backup || is_collection {
            return Some(Found::Device(path));
        }
        is_remnant.then(|| Found::Unread(unread(&path, remnant())))
    }
}

/// Leaves out what is read, or counted, as a part of the device.
fn without_members(mut names: Vec<Name>, setting: Setting, is_collection: bool) -> Vec<Name> {
    names.retain(|name| {
        let Some(text) = name.text.to_str() else {
            return true;
        };
        let is_member = match setting {
            Setting::Backup => packed_backup::is_member(text),
            Setting::Blobs => packed_backup::is_blob(text),
            Setting::Recording => {
                is_collection
                    && (android::androidqf::MEMBERS.contains(&text)
                        || text == android::androidqf::REPORT)
            }
            Setting::Ordinary | Setting::History => false,
        };
        name.is_folder || !is_member
    });
    names
}

fn unread(path: &Path, gap: Gap) -> Box<Reading> {
    let locator = Locator::new(path.display().to_string());
    Box::new(Reading::unread(locator, None, gap))
}

/// Whether a folder holds the files of a phone's backup and none of the lists
/// that say what they are.
fn is_remnant(folder: &Path, names: &[Name]) -> bool {
    const ENOUGH: usize = 16;
    let text = |name: &Name| name.text.to_str().map(str::to_owned);
    let is_pair = |name: &&Name| {
        name.is_folder
            && text(name)
                .is_some_and(|name| name.len() == 2 && name.bytes().all(|b| b.is_ascii_hexdigit()))
    };
    let files = names.iter().filter_map(text);
    if files.filter(|name| packed_backup::is_blob(name)).count() >= ENOUGH {
        // Folders of hashes are of other programs' making, too.
        return folder
            .file_name()
            .is_some_and(packed_backup::is_device_name);
    }
    names.iter().find(is_pair).is_some_and(|pair| {
        let Some(name) = text(pair) else {
            return false;
        };
        let inner = std::fs::read_dir(folder.join(&name))
            .ok()
            .and_then(|mut inner| inner.next()?.ok());
        inner.is_some_and(|file| {
            let file = file.file_name();
            file.to_str()
                .is_some_and(|file| packed_backup::is_blob(&format!("{name}/{file}")))
        })
    })
}

fn remnant() -> Gap {
    Gap::new(
        GapCode::AppListMissing,
        "the folder holds the files of an iOS backup, and none of the lists that say which apps the phone has",
        "copy the whole backup folder again, with Info.plist, Manifest.plist and Manifest.db",
    )
}

/// What is in a folder, the last one first.
fn names(folder: &Path) -> io::Result<Vec<Name>> {
    let mut names = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let kind = entry.file_type()?;
        names.push(Name {
            text: entry.file_name(),
            is_folder: kind.is_dir(),
            is_link: kind.is_symlink(),
        });
    }
    names.sort_unstable_by(|a, b| b.text.cmp(&a.text));
    Ok(names)
}
