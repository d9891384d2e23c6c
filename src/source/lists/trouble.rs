//! Trouble that a program told before it printed a list: then the list may be what it
//! had by then.

use crate::inventory::{Gap, GapCode};

/// Words that tell of it, in small letters.
const WORDS: [&str; 12] = [
    "aborted",
    "error",
    "errors",
    "exception",
    "failed",
    "failure",
    "fatal",
    "incomplete",
    "interrupted",
    "timeout",
    "traceback",
    "truncated",
];

/// Several words that do.
const PHRASES: [&str; 5] = ["can't", "cannot ", "could not ", "timed out", "unable to "];

/// Whether log lines tell of something that failed.
pub(super) fn is_told(lines: &[u8]) -> bool {
    let text = String::from_utf8_lossy(lines).to_lowercase();
    let mut words = text.split(|c: char| !c.is_alphanumeric());
    words.any(|word| WORDS.contains(&word)) || PHRASES.iter().any(|phrase| text.contains(phrase))
}

/// The list may not be whole.
pub(super) fn gap() -> Gap {
    Gap::new(
        GapCode::ListingTruncated,
        "the program that made the list told of an error before it",
        "mend what it tells of, and take the list again",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trouble_is_told_from_progress() {
        for line in [
            "ERROR: could not read all apps: lockdown timeout",
            "2026-11-20 08:00:00 host tool[77] ERROR connection lost",
            "Traceback (most recent call last):",
            "request timed out, retrying",
        ] {
            assert!(is_told(line.as_bytes()), "{line}");
        }
        for line in [
            "",
            "$ ideviceinstaller -l -o xml",
            "PS C:\\> tidevice applist > list.txt",
            "INFO: connected over USB",
            "warning: using the system store of certificates",
        ] {
            assert!(!is_told(line.as_bytes()), "{line}");
        }
    }
}
