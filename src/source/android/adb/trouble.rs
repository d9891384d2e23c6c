//! Turns what went wrong on the way to a device into gaps that a person can
//! act on, with adb's own words where it has some.

use super::listing::Attached;
use super::shell::Fault;
use super::state::State;
use crate::inventory::{Gap, GapCode};

const AGAIN: &str = "check the cable or the Wi-Fi connection, unlock the phone, and run again";

/// The gap of a run in which the adb server cannot be used.
pub(super) fn unusable(message: impl Into<String>, advice: &str) -> Gap {
    Gap::new(GapCode::AdbUnavailable, message, advice)
}

/// The gap of a watch that ended.
pub(super) fn server_gone(reason: &str) -> Gap {
    unusable(
        format!("the adb server does not tell any more which devices come and go: {reason}"),
        "it is asked again in a moment; if it stays so, close what else uses adb",
    )
}

/// The gap of a device that stopped answering, or never did.
pub(super) fn gap_of(serial: &str, fault: &Fault) -> Gap {
    match fault {
        Fault::Timeout(_) => Gap::new(
            GapCode::DeviceTimeout,
            format!("{serial} did not finish answering: {fault}"),
            "unlock the phone, keep its screen on and run again; a longer --timeout gives a slow \
             phone more time",
        ),
        Fault::TooLarge(_) => Gap::new(
            GapCode::TooLarge,
            format!("{serial} did not finish answering: {fault}"),
            "restart the phone and run again; if it stays so, the phone cannot be audited over adb",
        ),
        Fault::Refused(words) => refused(serial, words),
        Fault::Lost(_) => Gap::new(
            GapCode::DeviceLost,
            format!("{serial} was lost while it was being read: {fault}"),
            AGAIN,
        ),
    }
}

/// adb says no in words (`acquire_one_transport` in AOSP
/// `packages/modules/adb/transport.cpp`).
fn refused(serial: &str, words: &str) -> Gap {
    // Only the first line: the rest explains environment variables.
    let first = words.lines().next().unwrap_or_default().trim();
    if first.contains("unauthorized") || first.contains("authorizing") {
        State::Unauthorized.gap(serial, first)
    } else if first.contains("offline") {
        State::Offline.gap(serial, first)
    } else {
        Gap::new(
            GapCode::DeviceLost,
            format!("{serial} cannot be reached (adb: {first})"),
            AGAIN,
        )
    }
}

/// The gap of a device that answers, and not to what it was asked.
pub(super) fn beside_the_point(serial: &str, stray: &[u8]) -> Gap {
    let text = String::from_utf8_lossy(stray);
    let first: String = text
        .lines()
        .next()
        .unwrap_or_default()
        .chars()
        .take(200)
        .collect();
    Gap::new(
        GapCode::DeviceLost,
        format!("{serial} does not run commands; it says: {first}"),
        "restart the phone and run again; a management profile may forbid commands over USB",
    )
}

/// The gap of a device whose Android is not up yet.
pub(super) fn still_starting(serial: &str) -> Gap {
    Gap::new(
        GapCode::DeviceNotReady,
        format!("{serial} is still starting, so its list of apps may not be complete"),
        "wait until the phone shows its lock screen, unlock it once, and run again",
    )
}

/// The gap of a device with more users than are asked for.
pub(super) fn too_many_users(serial: &str, found: usize, asked: usize) -> Gap {
    Gap::new(
        GapCode::TooLarge,
        format!("{serial} lists {found} users; the apps of only the first {asked} were listed"),
        "remove users that nobody needs from the phone, and run again",
    )
}

/// The gap of a device that was asked for and is not attached.
///
/// A phone that is attached over the network has its address for a name, and nobody
/// knows its serial before it is asked.
pub(super) fn absent(serial: &str, attached: &[Attached]) -> Gap {
    let over_network = |device: &&Attached| device.serial.contains(':');
    let addresses = attached.iter().filter(over_network);
    let addresses: Vec<String> = addresses
        .map(|device| format!("adb:{}", device.serial))
        .collect();
    if !addresses.is_empty() {
        return Gap::new(
            GapCode::DeviceAbsent,
            format!("{serial} is not attached under this name"),
            format!(
                "a phone on the network is named by its address: try {}; or plug the phone in, and \
                 unlock it",
                addresses.join(", ")
            ),
        );
    }
    Gap::new(
        GapCode::DeviceAbsent,
        format!("{serial} is not attached"),
        "run `dutyphone devices` to see what is, plug the phone in, and unlock it",
    )
}

/// No device at all is attached.
pub(super) fn nothing_attached() -> Gap {
    Gap::new(
        GapCode::DeviceAbsent,
        "no Android device is attached",
        "unlock the phone, turn on USB debugging in its developer options, and use a cable that \
         carries data; if it still does not show, its management or a setting that blocks USB \
         commands forbids it",
    )
}
