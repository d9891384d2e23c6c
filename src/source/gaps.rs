//! The gaps that any file can have, whatever it was meant to be.

use crate::inventory::{Gap, GapCode};

/// A compressed file of anything but saved inventories.
pub(super) fn compressed_other() -> Gap {
    Gap::new(
        GapCode::FileUnrecognised,
        "this is a compressed file, and what is in it is no saved inventory",
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

/// What the system says about a file, without its path: that is the locator.
pub(super) fn unreadable(error: &std::io::Error) -> Gap {
    Gap::new(
        GapCode::FileUnreadable,
        format!("it could not be read: {}", error.kind()),
        "check that the file is there and that you may read it",
    )
}
