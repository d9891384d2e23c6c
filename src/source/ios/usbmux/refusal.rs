//! The words in which a phone refuses: what each means, and what to do.
//!
//! They are those of lockdownd and `installation_proxy` (the names that
//! libimobiledevice gives them in `include/libimobiledevice/lockdown.h`).

use super::advice::{ELSEWHERE, OTHERWISE, TRUST, TRUST_AGAIN, UNLOCK};
use super::fault::{Step, Word};
use crate::inventory::{Gap, GapCode};

/// What one word means.
struct Meaning {
    code: GapCode,
    /// The sentence after the name of the phone.
    says: &'static str,
    advice: &'static str,
}

/// The gap of a phone that answered with this word.
pub(super) fn gap(phone: &str, step: Step, word: &Word) -> Gap {
    let Some(meaning) = meaning(word.as_str()) else {
        return Gap::new(
            GapCode::DeviceRefused,
            format!("{phone} could not be read: it answered {word} ({step})"),
            "unlock the iPhone, plug it in again and run again; if it stays so, audit a backup of it",
        );
    };
    let message = format!("{phone} {} ({step}: {word})", meaning.says);
    Gap::new(meaning.code, message, meaning.advice)
}

fn meaning(word: &str) -> Option<Meaning> {
    trust(word).or_else(|| refused(word))
}

/// About trust and locks.
fn trust(word: &str) -> Option<Meaning> {
    let (code, says, advice) = match word {
        "InvalidHostID" => (
            GapCode::DeviceUnauthorized,
            "no longer trusts this computer",
            TRUST_AGAIN,
        ),
        "UserDeniedPairing" => (
            GapCode::DeviceUnauthorized,
            "was told not to trust this computer",
            TRUST_AGAIN,
        ),
        "PairingDialogResponsePending" => (
            GapCode::DeviceUnauthorized,
            "is asking whether it may trust this computer",
            "answer the question on the iPhone with Trust, enter its passcode, and run again",
        ),
        "MissingHostID" | "InvalidPairRecord" | "MissingPairRecord" | "SavePairRecordFailed" => (
            GapCode::DeviceUnauthorized,
            "does not accept the pair record of this computer",
            TRUST,
        ),
        "PasswordProtected" | "PasscodeRequired" | "EscrowLocked" => {
            (GapCode::DeviceLocked, "is locked", UNLOCK)
        }
        "MCProtected" | "MCChallengeRequired" => (
            GapCode::DeviceRefused,
            "is managed and accepts only the computer of its management",
            "read it at the computer that supervises it, or audit a list of its management system",
        ),
        "PairingProhibitedOverThisConnection" => (
            GapCode::DeviceUnauthorized,
            "does not begin to trust a computer over Wi-Fi",
            "plug the iPhone in by cable, tap Trust, and run again",
        ),
        _ => return None,
    };
    Some(Meaning { code, says, advice })
}

/// About services.
fn refused(word: &str) -> Option<Meaning> {
    let (code, says, advice) = match word {
        "SessionActive" => (
            GapCode::DeviceBusy,
            "has a session with another program",
            ELSEWHERE,
        ),
        "SessionInactive" | "MissingSessionID" | "InvalidSessionID" => (
            GapCode::DeviceLost,
            "ended the session, twice",
            "close other programs that use the iPhone, plug it in again and run again",
        ),
        "InvalidService" => (
            GapCode::DeviceUnsupported,
            "does not offer a list of its apps",
            OTHERWISE,
        ),
        "ServiceLimit" => (
            GapCode::DeviceBusy,
            "is busy with other programs",
            "close other programs that use the iPhone, and run again",
        ),
        "ServiceProhibited" | "GetProhibited" | "FMiPProtected" => (
            GapCode::DeviceRefused,
            "does not allow this",
            "ask whoever manages the iPhone whether that is meant, or audit a backup of it",
        ),
        "InvalidConnection" | "InvalidRequest" => {
            (GapCode::DeviceRefused, "refuses the request", OTHERWISE)
        }
        "APIInternalError" | "LookupFailed" | "UnknownCommand" | "MissingCommand" => (
            GapCode::DeviceRefused,
            "failed to list its apps",
            "restart the iPhone and run again; if it stays so, audit a backup of it",
        ),
        _ => return None,
    };
    Some(Meaning { code, says, advice })
}
