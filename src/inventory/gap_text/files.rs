//! Codes about files: what could not be read at all, is too old, or carries a wrong
//! signature.

use super::super::coverage::GapCode;

/// Codes about files: what could not be read at all.
pub(super) const fn of_file(code: GapCode) -> Option<(&'static str, &'static str)> {
    Some(match code {
        GapCode::FileDamaged => (
            "a file is damaged: zeros only, cut short, or with parts that make no sense",
            "copy it again from where it came; cloud folders sometimes leave placeholders",
        ),
        GapCode::TooLarge => (
            "something is larger, deeper or longer than any real one, and was not read to its end, so that it cannot exhaust the computer",
            "check where it comes from",
        ),
        GapCode::FileUnrecognised => (
            "the content is none of the kinds that can be audited, whatever the file is called",
            "give a saved inventory, an iOS backup folder, a bug report, or a text with the output of `dumpsys package`",
        ),
        GapCode::FileUnreadable => (
            "the system did not let the file be opened or read",
            "check that it is there and that you may read it; on macOS, backups need Full Disk Access for the terminal",
        ),
        GapCode::SchemaUnknown => (
            "the saved inventory is of a format that this version does not know",
            "take the inventory again with this version, or audit it with the version that wrote it",
        ),
        GapCode::InventoryUnparsable => (
            "the saved inventory is damaged: no JSON, or without what every inventory has",
            "take the inventory again with `dutyphone collect`",
        ),
        GapCode::InventoryStale => (
            "the inventory is older than --max-age allows. It says nothing about what is on the phone today",
            "take the inventory again",
        ),
        GapCode::AgeUnknown => (
            "--max-age was given and the inventory does not say when it was taken",
            "take the inventory again",
        ),
        GapCode::StatesUnseen => (
            "--fail-on asks to fail on apps that are not installed as such, for example offloaded ones or leftovers, and the source does not show those",
            "use a source that shows them, or audit with --fail-on deny",
        ),
        GapCode::WebPagesUnseen => (
            "a policy fails on web pages on the home screen (`web-host`), and the source does not show them, or not all: a live iPhone, encrypted backups and most lists show none; on Android the links of a web app tell its page where the phone was asked or a whole `dumpsys package` was saved (from Android 12), and the shortcuts of a browser are in no list",
            "look at the home screen, use an unencrypted backup of the iPhone, connect an Android phone over adb, or give the rule with `web-host` the level `warn`",
        ),
        GapCode::DateImplausible => (
            "the inventory is dated after the day of the audit by more than time zones explain, before there were such phones, or with something that is no time, so its date is wrong or forged; it never counts beside another inventory of the device",
            "set the clock of the phone or computer that took it, and take it again",
        ),
        GapCode::RegisteredMissing => (
            "--require-all was given, the register names the device, and nothing of it was read in this run",
            "read the device too, or take it out of the register",
        ),
        _ => return None,
    })
}

/// What a code means and what to do, if it is about signatures.
pub(super) const fn of_signature(code: GapCode) -> Option<(&'static str, &'static str)> {
    Some(match code {
        GapCode::InventoryUnsigned => (
            "signed inventories were asked for (--require-signed), and nobody whose signature counts signed this one: it carries none, or one of a key that is not among the allowed signers",
            "take it with `dutyphone collect -o DIR --sign KEY`; if the key may count, add it to the allowed signers",
        ),
        GapCode::InventoryAltered => (
            "the inventory is not what was signed: it was changed since, or the signature is of another file",
            "find out who changed it, and take the inventory again",
        ),
        _ => return None,
    })
}
