//! The gaps that any file can have, whatever it was meant to be.

use super::ios::plist::Fault;
use crate::inventory::{Gap, GapCode};

/// Lines of a list that no reader knows, among the outputs of commands.
pub(super) fn beside_outputs() -> Gap {
    Gap::new(
        GapCode::FileUnrecognised,
        "between the outputs of commands stand lines of a list in a form that is not known",
        "save each list in a file of its own",
    )
}

/// An inventory of this program that is quoted in something else.
pub(super) fn inventory_inside() -> Gap {
    Gap::new(
        GapCode::FileUnrecognised,
        "an inventory of this program stands inside other text, and is not read there",
        "save each inventory into a file of its own, or alone in its line",
    )
}

/// A workbook of Excel with ids of apps in it.
pub(super) fn spreadsheet() -> Gap {
    Gap::new(
        GapCode::FileUnrecognised,
        "this is a spreadsheet that names apps, which is not read",
        "save the sheet as CSV in UTF-8, and give that",
    )
}

/// A document of an office program with a list of apps in it.
pub(super) fn document() -> Gap {
    Gap::new(
        GapCode::FileUnrecognised,
        "this is a document that names apps, which is not read",
        "save the list as CSV or plain text in UTF-8, and give that; if it is no list of the apps of a phone, leave it out with --exclude",
    )
}

/// A compressed file of a kind that nobody here unpacks.
pub(super) fn compressed_other() -> Gap {
    Gap::new(
        GapCode::FileUnrecognised,
        "this is a compressed file of a kind that is not read",
        "unpack it, and give what comes out",
    )
}

pub(super) fn changed() -> Gap {
    Gap::new(
        GapCode::FileUnreadable,
        "it changed while it was being read",
        "run the audit again when nothing writes to it",
    )
}

pub(super) fn unrecognised(what: &str) -> Gap {
    Gap::new(
        GapCode::FileUnrecognised,
        format!("this is {what}, and none of the things that can be audited"),
        "give a saved inventory (.json, .ndjson), an iOS backup folder, a bug report, or a text with the output of `dumpsys package`",
    )
}

/// A property list that was not read to its end.
pub(super) fn property_list(fault: Fault) -> Gap {
    let code = if fault.is_cap() {
        GapCode::TooLarge
    } else {
        GapCode::FileDamaged
    };
    Gap::new(
        code,
        format!("this property list {fault}"),
        "copy the file again, or write it anew",
    )
}

/// What names apps and is the list of no tool that is known.
pub(super) fn names_apps(what: &str) -> Gap {
    Gap::new(
        GapCode::FileUnrecognised,
        format!("this is {what} that names apps, in the form of no list that is known"),
        "take the list again with a supported tool; if it is no list of the apps of a phone, leave it out with --exclude",
    )
}

/// A text that names apps in an encoding that is not read.
pub(super) fn hidden() -> Gap {
    Gap::new(
        GapCode::FileUnrecognised,
        "it holds what looks like ids of apps, in an encoding or character set that is not read",
        "save the list as plain text in UTF-8, and give that",
    )
}

/// What the system says about a file, without its path: that is the locator.
pub(super) fn unreadable(error: &std::io::Error) -> Gap {
    Gap::new(
        GapCode::FileUnreadable,
        format!("it could not be read: {}", error.kind()),
        "check that the file is there and that you may read it",
    )
}

/// What the reader of a container said: damage, or the disk's own failure.
pub(super) fn damaged(error: &std::io::Error) -> Gap {
    use std::io::ErrorKind;
    let is_system = matches!(
        error.kind(),
        ErrorKind::PermissionDenied
            | ErrorKind::NotFound
            | ErrorKind::IsADirectory
            | ErrorKind::TimedOut
            | ErrorKind::StorageFull
    );
    if is_system || error.raw_os_error().is_some() {
        return unreadable(error);
    }
    if error.kind() == ErrorKind::FileTooLarge {
        return Gap::new(
            GapCode::TooLarge,
            error.to_string(),
            "unpack it, and give what comes out",
        );
    }
    Gap::new(
        GapCode::FileDamaged,
        format!("it is damaged or was cut off: {error}"),
        "copy the file again, or write it anew",
    )
}

/// Something that is not read without its key.
pub(super) fn encrypted() -> Gap {
    Gap::new(
        GapCode::FileUnreadable,
        "it is encrypted",
        "decrypt it with the key or password it was made for (for `AndroidQF` with `age --decrypt`), and give what comes out",
    )
}

/// A link in an archive that was packed without the file it leads to.
pub(super) fn dangling() -> Gap {
    Gap::new(
        GapCode::FileUnreadable,
        "it is a link to a file that is not in the archive",
        "pack the files that links lead to (`tar --dereference`, `zip` without `-y`), or give the folder itself",
    )
}

/// Containers in containers beyond the depth that is read.
pub(super) fn too_deep() -> Gap {
    Gap::new(
        GapCode::TooLarge,
        "containers lie deeper in each other than is read",
        "unpack the outer ones, and give what comes out",
    )
}

/// A file that is larger than any of its kind.
pub(super) fn too_large(limit: u64) -> Gap {
    Gap::new(
        GapCode::TooLarge,
        format!(
            "it holds more than {} MiB, which no such file does",
            limit >> 20
        ),
        "check where the file comes from",
    )
}

/// A table that a mapping is for, and that is too large to be read by it.
pub(super) fn large_table(limit: u64) -> Gap {
    Gap::new(
        GapCode::TooLarge,
        format!("the table holds more than {} MiB", limit >> 20),
        "save it in parts, each into a file of its own",
    )
}

/// A folder in which there is nothing at all.
pub(super) fn empty_folder() -> Gap {
    Gap::new(
        GapCode::FileUnrecognised,
        "nothing to judge: the folder is empty",
        "give the folder or file that holds saved inventories, backups or recordings of phones",
    )
}

/// The gap for a file that holds nothing that can be judged.
pub(super) fn nothing_to_judge() -> Gap {
    Gap::new(
        GapCode::FileUnrecognised,
        "nothing to judge: all that it holds was set aside, because none of it is a list of apps",
        "give the folder or file that holds saved inventories, backups or recordings of phones",
    )
}
