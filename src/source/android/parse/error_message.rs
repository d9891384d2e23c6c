//! The device's own words, fit to be quoted.
//!
//! A person who reads "Shell does not have permission to access user 150"
//! finds help with it; a paraphrase hides the cause. But a phone's output
//! also holds names of people, so only lines of known kinds are quoted.

use super::lines::Lines;

/// How many characters of the device's words go into a message.
const LONGEST_QUOTE: usize = 160;

/// What a line that tells of a failure holds. Listings have none of these.
const FAILURES: [&[u8]; 14] = [
    b"Exception",
    b"Error",
    b"error:",
    b"Failure",
    b"Failed",
    b"Permission Denial",
    b"Permission denied",
    b"Can't find service",
    b"Unknown option",
    b"Unknown command",
    b"not found",
    b"inaccessible",
    b"No shell command implementation",
    b"DUMP TIMEOUT",
];

/// The first line that tells of a failure, shortened. Of a Java exception the
/// line with its message, not the one that announces it.
pub(crate) fn failure(bytes: &[u8]) -> Option<String> {
    let mut lines = Lines::new(bytes).filter(|line| is_failure(line));
    let first = lines.next()?;
    let announces = first.trim_ascii_end().ends_with(b":") || first.starts_with(b"Exception occ");
    let line = if announces {
        lines.next().unwrap_or(first)
    } else {
        first
    };
    Some(quote(line))
}

/// Whether a line tells of a failure. Lines that can name a person do not
/// count, whatever words are in them.
fn is_failure(line: &[u8]) -> bool {
    let holds = |part: &[u8]| memchr::memmem::find(line, part).is_some();
    !holds(b"UserInfo{")
        && !holds(b"name=")
        && !line.starts_with(b"package:")
        && FAILURES.iter().any(|failure| holds(failure))
}

/// A line as it may stand in a message: one line, printable, not long.
pub(crate) fn quote(line: &[u8]) -> String {
    let text = String::from_utf8_lossy(line.trim_ascii());
    let mut clean: String = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .take(LONGEST_QUOTE)
        .collect();
    if text.chars().nth(LONGEST_QUOTE).is_some() {
        clean.push_str("...");
    }
    clean
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_message_of_an_exception_is_quoted() {
        let output = b"\nException occurred while executing 'list':\n\
            java.lang.SecurityException: Shell does not have permission to access user 150\n\
            \tat com.android.server.am.UserController.handleIncomingUser(UserController.java:1)\n";
        assert_eq!(
            failure(output).as_deref(),
            Some("java.lang.SecurityException: Shell does not have permission to access user 150")
        );
    }

    #[test]
    fn names_of_people_are_not_quoted() {
        assert_eq!(
            failure(b"Users:\n\tUserInfo{10:Error Exception:30}\n"),
            None
        );
        assert_eq!(failure(b"0: id=0, name=Failure, type=full.SYSTEM\n"), None);
    }

    #[test]
    fn a_quote_is_one_short_line() {
        let long = quote(&[b'x'; 1000]);
        assert_eq!(long.len(), LONGEST_QUOTE + 3);
        assert_eq!(quote(b"a\x1b[31mb"), "a [31mb");
    }
}
