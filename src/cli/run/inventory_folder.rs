//! A folder of collected inventories: one file for each device, and a list of
//! digests that covers them all.
//!
//! Two runs may write into one folder at the same time, and a later run finds
//! what an earlier one left. No file is replaced but by a newer inventory of
//! the same device.

use super::atomic_file::AtomicFiles;
use super::file_names::FileNames;
use super::manifest;
use super::signing::{self, SigningKey};
use crate::cli::ui::messages::Messages;
use crate::inventory::format::{parse, to_file_text};
use crate::inventory::{Device, DeviceIdentity, IdKind, Inventory};
use crate::source::container::bounded;
use crate::source::signature::Manifest;
use std::fs::File;
use std::path::Path;

/// The largest file that is looked into before it is replaced, in bytes.
const LARGEST: u64 = 64 << 20;

/// How many files that nobody noted are named.
const NAMED: usize = 5;

/// Writes inventories into a folder, and notes their digests there. With a key
/// each file and the list are signed.
pub(crate) fn write(
    folder: &Path,
    inventories: &[Inventory],
    key: Option<&SigningKey>,
    (messages, pending): (Messages, &AtomicFiles),
) -> anyhow::Result<()> {
    if inventories.is_empty() {
        return Ok(());
    }
    // Held to the end: what another run notes in between would be lost.
    let _lock = Lock::take(folder)?;
    let mut names = FileNames::default();
    let mut digests = manifest::read(folder)?;
    warn_of_strangers(folder, &digests, messages);
    for inventory in inventories {
        let name = free_name(folder, &inventory.device, &mut names);
        let path = folder.join(&name);
        let text = to_file_text(inventory)?;
        signing::write(&path, text.as_bytes(), key, pending)?;
        messages.wrote(&path);
        digests.add(name, text.as_bytes());
    }
    let path = folder.join(Manifest::NAME);
    signing::write(&path, digests.render().as_bytes(), key, pending)?;
    messages.wrote(&path);
    Ok(())
}

/// Files that were added or changed behind our back must not pass for ours.
fn warn_of_strangers(folder: &Path, digests: &Manifest, messages: Messages) {
    let found = manifest::compare(digests, folder);
    let list = |names: &[String]| {
        let shown = names.iter().take(NAMED).map(String::as_str);
        let more = match names.len().saturating_sub(NAMED) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        format!("{}{more}", shown.collect::<Vec<_>>().join(", "))
    };
    for (names, what) in [
        (&found.added, "no earlier run wrote"),
        (&found.changed, "changed since an earlier run wrote"),
        (
            &found.missing,
            "noted by an earlier run and not there any more",
        ),
    ] {
        if !names.is_empty() {
            let of = if messages.is_redacted() {
                format!("{} files, {what}", names.len())
            } else {
                format!("in `{}`, {what}: {}", folder.display(), list(names))
            };
            let text = format!("{of}; {} does not vouch for them", Manifest::NAME);
            messages.say("warning", &text);
        }
    }
}

/// A file name for a device: free, or that of an older inventory of the same
/// device.
fn free_name(folder: &Path, device: &Device, names: &mut FileNames) -> String {
    let free = |name: &str| is_free(&folder.join(name), device);
    names.free(&device.id, "json", free)
}

/// Whether a place is empty, or holds an inventory of the same device.
fn is_free(path: &Path, device: &Device) -> bool {
    if path.symlink_metadata().is_err() {
        return true;
    }
    let Ok(text) = bounded::read_text(path, LARGEST) else {
        return false;
    };
    parse(&text).is_ok_and(|known| is_same(&known.device, device))
}

fn is_same(one: &Device, other: &Device) -> bool {
    match (DeviceIdentity::of(one), DeviceIdentity::of(other)) {
        (Some(one), Some(other)) => one == other,
        // The same file, read again.
        (None, None) => {
            one.id == other.id
                && one.platform == other.platform
                && one.id_kind == IdKind::Place
                && other.id_kind == IdKind::Place
        }
        _ => false,
    }
}

/// Keeps other runs out of a folder until it is dropped.
pub(crate) struct Lock(
    #[expect(dead_code, reason = "the lock goes when the file is closed")] Option<File>,
);

impl Lock {
    /// Waits for other runs. On systems where a folder cannot be opened as a
    /// file there is no lock.
    pub(crate) fn take(folder: &Path) -> anyhow::Result<Self> {
        let Ok(file) = File::open(folder) else {
            return Ok(Self(None));
        };
        file.lock()?;
        Ok(Self(Some(file)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inventory::Platform;

    #[test]
    fn no_device_takes_the_place_of_another() {
        let folder = tempfile::tempdir().unwrap();
        let text = r#"{"schema":"dutyphone/inventory/1","device":{"platform":"android","id":"A/1","model":"M"},"apps":[]}"#;
        std::fs::write(folder.path().join("A_1.json"), text).unwrap();
        std::fs::write(folder.path().join("notes.json"), "mine").unwrap();
        let name = |id: &str, model: Option<&str>| {
            let mut device = Device::new(Platform::Android, id);
            device.id_kind = IdKind::Serial;
            device.model = model.map(str::to_owned);
            free_name(folder.path(), &device, &mut FileNames::default())
        };
        assert_eq!(name("B", None), "B.json");
        assert_eq!(name("notes", None), "notes-2.json");
        assert_eq!(name("A/1", Some("other")), "A_1-2.json");
        assert_eq!(name("A/1", None), "A_1-2.json");
    }
}
