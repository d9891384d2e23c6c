//! Turns what went wrong into gaps: what happened, in words that a person
//! without the phone's manual understands, and one next step.

use super::advice::{AGAIN, ELSEWHERE, TRUST, TRUST_AGAIN};
use super::fault::{DaemonFault, Fault, Step};
use super::refusal;
use crate::inventory::{Gap, GapCode};

const ONE_COMPUTER: &str = "plug the iPhone into this computer alone, unplug it and plug it in \
     again, tap Trust and enter its passcode; then run again";

/// The gap of a phone that could not be read. `phone` names it.
pub(super) fn gap(phone: &str, fault: &Fault) -> Gap {
    if let Fault::Daemon(fault) = fault {
        return daemon(fault);
    }
    if let Fault::Said(step, word) = fault {
        return refusal::gap(phone, *step, word);
    }
    let (code, advice) = code_and_advice(fault);
    Gap::new(code, message(phone, fault), advice)
}

fn code_and_advice(fault: &Fault) -> (GapCode, &'static str) {
    match fault {
        Fault::NoRecord => (GapCode::DeviceUnauthorized, TRUST),
        Fault::Forgotten => (GapCode::DeviceUnauthorized, TRUST_AGAIN),
        Fault::BadRecord(_) => (
            GapCode::DeviceUnauthorized,
            "the record of the trust between this computer and the iPhone is damaged: unplug the \
             iPhone, plug it in again, tap Trust and enter its passcode; then run again",
        ),
        Fault::WirelessOnly => (
            GapCode::DeviceNotReady,
            "plug the iPhone in by cable, or name it as `ios:` and its identifier to read it over \
             Wi-Fi",
        ),
        Fault::Restoring => (
            GapCode::DeviceNotReady,
            "restart the iPhone; it can only be audited while iOS runs",
        ),
        Fault::Impostor => (GapCode::DeviceUnverified, ONE_COMPUTER),
        // That port is open on every iPhone that talks to this computer.
        Fault::PortRefused(Step::Greeting) => (GapCode::DeviceBusy, ELSEWHERE),
        Fault::Unencrypted(_) => (
            GapCode::DeviceUnverified,
            "nothing shows that this is the iPhone that was trusted: check what stands between \
             the iPhone and this computer, and run again",
        ),
        Fault::TooOld(_) => (
            GapCode::DeviceUnsupported,
            "its iOS is too old to be read safely: update it, or audit a backup of it",
        ),
        Fault::Timeout { .. } => (
            GapCode::DeviceTimeout,
            "unlock the iPhone, keep its screen on and run again; a longer --timeout gives a slow \
             one more time",
        ),
        Fault::TooLarge(..) => (
            GapCode::TooLarge,
            "restart the iPhone and run again; if it stays so, it cannot be audited over a cable",
        ),
        Fault::Tls(..) => (
            GapCode::DeviceLost,
            "check date and time of the iPhone and of this computer, plug the iPhone in again and \
             run again",
        ),
        _ => (GapCode::DeviceLost, AGAIN),
    }
}

fn message(phone: &str, fault: &Fault) -> String {
    match fault {
        Fault::NoRecord => format!("{phone} has not trusted this computer: {fault}"),
        Fault::Forgotten => format!("{phone} no longer trusts this computer: {fault}"),
        Fault::WirelessOnly | Fault::Impostor | Fault::Unencrypted(_) => {
            format!("{phone} was not read: {fault}")
        }
        Fault::PortRefused(Step::Greeting) => {
            format!(
                "{phone} does not talk to this computer, as one does that serves another: {fault}"
            )
        }
        Fault::Gone | Fault::PortRefused(_) | Fault::Lost(..) => {
            format!("{phone} was lost while it was being read: {fault}")
        }
        _ => format!("{phone} could not be read: {fault}"),
    }
}

/// The gap of a run in which the daemon cannot be used.
pub(super) fn daemon(fault: &DaemonFault) -> Gap {
    let advice = match fault {
        DaemonFault::Missing(_) if cfg!(windows) => {
            "install Apple Devices or iTunes, which bring the service that talks to iPhones, plug \
             the iPhone in and unlock it"
        }
        DaemonFault::Missing(_) if cfg!(target_os = "macos") => "plug the iPhone in and unlock it",
        DaemonFault::Missing(_) => {
            "plug the iPhone in and unlock it; if it stays so, install usbmuxd (Debian and Ubuntu: \
             `apt install usbmuxd`), which starts by itself when an iPhone is plugged in"
        }
        DaemonFault::Address(_) => {
            "set USBMUXD_SOCKET_ADDRESS to an address such as `127.0.0.1:27015` or \
             `UNIX:/var/run/usbmuxd`, or unset it"
        }
        DaemonFault::Forbidden(_) => "allow this user to use that socket, or run as one who may",
        _ => {
            "unplug all iPhones and plug them in again; if it stays so, restart usbmuxd (on \
             Windows the Apple Mobile Device Service)"
        }
    };
    let message = match fault {
        DaemonFault::Missing(_) => format!(
            "no usbmuxd, through which iPhones are reached, answers: {fault}, so no iPhone is \
             plugged in or the service is not installed"
        ),
        _ => format!("usbmuxd, through which iPhones are reached, cannot be used: {fault}"),
    };
    Gap::new(GapCode::UsbmuxUnavailable, message, advice)
}

/// A phone that was asked for and is not attached.
pub(super) fn absent(udid: &str) -> Gap {
    Gap::new(
        GapCode::DeviceAbsent,
        format!("{udid} is not attached"),
        "run `dutyphone devices` to see what is, unlock the iPhone and plug it in again",
    )
}

/// No iPhone at all is attached. One that was locked for an hour shows nothing
/// over USB, so it cannot be told from one that is not there.
pub(super) fn nothing_attached() -> Gap {
    Gap::new(
        GapCode::DeviceAbsent,
        "no iPhone is attached",
        "unlock the iPhone first and then plug it in: one that has been locked for an hour shows \
         nothing over USB; use a cable that carries data",
    )
}

/// The list ended before its end, after so many apps.
pub(super) fn cut(phone: &str, fault: &Fault, seen: usize) -> Gap {
    let gap = gap(phone, fault);
    let code = match fault {
        Fault::Timeout { .. } => GapCode::ListingTimeout,
        Fault::TooLarge(..) => GapCode::TooLarge,
        _ => GapCode::ListingTruncated,
    };
    let message = format!("the list of apps of {phone} ends too early, after {seen}: {fault}");
    Gap::new(code, message, gap.advice)
}

/// The numbers in the list do not fit.
pub(super) fn doubtful(phone: &str, what: &str) -> Gap {
    Gap::new(
        GapCode::ListingTruncated,
        format!("the list of apps of {phone} may lack some: {what}"),
        AGAIN,
    )
}

/// The second opinion named apps that the list does not.
pub(super) fn disagrees(phone: &str, missed: usize) -> Gap {
    Gap::new(
        GapCode::SourcesDisagree,
        format!("{phone} names apps when asked in another way that are not in its list: {missed}"),
        "wait until the iPhone has finished installing, and run again",
    )
}

/// The second opinion could not be had.
pub(super) fn unasked(phone: &str, fault: &Fault) -> Gap {
    let code = match fault {
        Fault::Timeout { .. } => GapCode::ListingTimeout,
        Fault::TooLarge(..) => GapCode::TooLarge,
        _ => GapCode::SourcesDisagree,
    };
    Gap::new(
        code,
        format!("the list of apps of {phone} could not be compared with a second one: {fault}"),
        AGAIN,
    )
}

/// Entries that name no app.
pub(super) fn odd_entries(phone: &str, count: usize) -> Gap {
    Gap::new(
        GapCode::FileDamaged,
        format!(
            "entries in the list of {phone} without an id, or with one that no app can have: {count}"
        ),
        "restart the iPhone and run again; if it stays so, audit a backup of it",
    )
}

/// An app that every iPhone has is not in the list.
pub(super) fn no_witness(phone: &str) -> Gap {
    Gap::new(
        GapCode::CoverageUndeclared,
        format!(
            "the list of {phone} does not hold the settings, which every iPhone has, so it is not \
             whole"
        ),
        "restart the iPhone and run again; if it stays so, audit a backup of it",
    )
}

/// Apps that are on the way.
pub(super) fn installing(phone: &str, count: usize) -> Gap {
    Gap::new(
        GapCode::DeclaredIncomplete,
        format!("apps that were still being installed on {phone}: {count}"),
        "wait until the iPhone has installed them, and run again",
    )
}
