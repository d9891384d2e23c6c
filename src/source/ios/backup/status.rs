//! `Status.plist`: whether the backup was finished.

use crate::source::ios::field;
use crate::source::ios::field::Moment;
use crate::source::ios::plist::{Fault, Token, read_dict};

/// The largest `Status.plist`, in bytes. Real ones hold 189.
pub(crate) const LIMIT: u64 = 1 << 20;

/// The state of a complete backup.
pub(crate) const FINISHED: &str = "finished";

/// What a `Status.plist` says.
#[derive(Debug, Default)]
pub(crate) struct Status {
    /// `SnapshotState`; a complete backup says `finished`.
    pub(crate) state: Option<String>,
    pub(crate) date: Option<Moment>,
}

/// Reads a `Status.plist`. What was read before a fault is kept.
pub(crate) fn read(bytes: &[u8]) -> (Status, Option<Fault>) {
    let mut status = Status::default();
    let result = read_dict(bytes, |_, key, value| {
        match (key, value) {
            ("SnapshotState", Token::Text(text)) => {
                status.state = field::code(&text).or_else(|| Some("unreadable".to_owned()));
            }
            ("Date", Token::Date(date)) => status.date = Some(Moment::new(date)),
            _ => {}
        }
        Ok(())
    });
    (status, result.err())
}
