//! What can go wrong on the way to an iPhone, before anybody puts it into words
//! for a person.

use std::io::{Error, ErrorKind};
use std::time::Duration;

/// What can go wrong between this program and one iPhone.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(super) enum Fault {
    /// The daemon itself cannot be used.
    #[error("{0}")]
    Daemon(DaemonFault),
    /// The daemon no longer knows the phone.
    #[error("it is not attached any more")]
    Gone,
    /// The phone refuses the connection to a port.
    #[error("it refuses the connection ({0})")]
    PortRefused(Step),
    /// It is reached over Wi-Fi only, and was not named.
    #[error("it is connected over Wi-Fi only")]
    WirelessOnly,
    /// It is in restore mode.
    #[error("it is in restore mode")]
    Restoring,
    /// This computer has no pair record of it.
    #[error("this computer has no pair record of it")]
    NoRecord,
    /// The pair record cannot be used.
    #[error("the pair record of this computer cannot be used: {0}")]
    BadRecord(&'static str),
    /// The phone said no, in its own word.
    #[error("it answered {1} ({0})")]
    Said(Step, Word),
    /// It ended the encrypted connection in the way of a phone that has
    /// forgotten this computer.
    #[error("it does not accept the certificate of this computer")]
    Forgotten,
    /// It does not want to encrypt, which every iOS since 5 does.
    #[error("it does not encrypt the connection ({0})")]
    Unencrypted(Step),
    /// Something else answered than the phone that was trusted.
    #[error("another device answered than the one that was trusted")]
    Impostor,
    /// It only offers encryption that is no longer considered safe.
    #[error("it only offers encryption that is not safe any more ({0})")]
    TooOld(String),
    /// The encryption failed in another way.
    #[error("the encrypted connection failed ({0}: {1})")]
    Tls(Step, String),
    /// The answer took too long.
    #[error("no answer within {} ({step})", crate::source::deadline::seconds(*.limit))]
    Timeout {
        /// What was being done.
        step: Step,
        /// How long it was waited for.
        limit: Duration,
    },
    /// The connection broke.
    #[error("the connection broke ({0}: {1})")]
    Lost(Step, ErrorKind),
    /// What it answered makes no sense.
    #[error("its answer makes no sense ({0}: {1})")]
    Nonsense(Step, String),
    /// What it answered, or announced, is more than is taken.
    #[error("its answer is larger than the {1} bytes that are taken ({0})")]
    TooLarge(Step, usize),
}

/// What can go wrong between this program and the daemon.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(super) enum DaemonFault {
    /// Nobody listens there.
    #[error("nothing listens at {0}")]
    Missing(String),
    /// The address cannot be meant; the sentence, and what to do.
    #[error("{0}")]
    Address(String),
    /// It may not be used.
    #[error("this user may not use {0}")]
    Forbidden(String),
    /// It failed in another way.
    #[error("the connection to {0} failed: {1}")]
    Io(String, ErrorKind),
    /// It took the connection and then too long.
    #[error("no answer within {}", crate::source::deadline::seconds(*.0))]
    Timeout(Duration),
    /// What it answered is not the protocol of usbmuxd.
    #[error("the answer is not that of usbmuxd: {0}")]
    Nonsense(String),
}

/// What was being done, as the end of a sentence in brackets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// Connecting to lockdownd and asking what the phone is.
    Greeting,
    /// Asking for one value.
    Value,
    /// Starting a session.
    Session,
    /// The handshake of the encryption.
    Handshake,
    /// Starting a service.
    Service,
    /// Reading the list of apps.
    List,
    /// Reading the second list of apps.
    SecondList,
    /// Asking for the management.
    Management,
}

impl std::fmt::Display for Step {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Greeting => "greeting the phone",
            Self::Value => "asking for its version and clock",
            Self::Session => "starting a session",
            Self::Handshake => "starting encryption",
            Self::Service => "starting the service that lists apps",
            Self::List => "reading the list of apps",
            Self::SecondList => "comparing with a second list",
            Self::Management => "asking who manages it",
        })
    }
}

/// The word of a phone for what is wrong: ASCII letters, at most 40.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word(String);

impl Word {
    pub(super) fn new(text: &str) -> Self {
        let letters = text.chars().filter(char::is_ascii_alphabetic);
        Self(letters.take(40).collect())
    }

    pub(super) fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for Word {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(if self.0.is_empty() {
            "no word"
        } else {
            &self.0
        })
    }
}

impl Fault {
    /// What an error of a connection means in this step.
    pub(super) fn of_io(step: Step, error: &Error, limit: Duration) -> Self {
        match error.kind() {
            ErrorKind::TimedOut | ErrorKind::WouldBlock => Self::Timeout { step, limit },
            kind => Self::Lost(step, kind),
        }
    }

    /// Whether a second attempt on a new connection may go better.
    pub(super) fn may_pass(&self) -> bool {
        let passing = [
            "SessionInactive",
            "SessionActive",
            "MissingSessionID",
            "InvalidSessionID",
        ];
        match self {
            Self::Gone | Self::PortRefused(_) => true,
            Self::Said(_, word) => passing.contains(&word.as_str()),
            _ => false,
        }
    }
}
