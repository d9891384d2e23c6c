//! Whether a text can be a list of apps, in whatever form: whether any of its
//! lines fits the grammar of one.
//!
//! A list has its ids at the beginning of lines, or in cells of a table. Prose
//! that mentions an app, a manifest of digests and a configuration file have no
//! such line, so they are set aside; a text that has one and that no reader
//! knows is a list that was not read.

use std::io::{self, Read};

/// The longest line that is looked at whole, in bytes.
const LONGEST: usize = 64 << 10;

/// Top-level domains that ids of two parts begin with. Ids of more parts are
/// told by their form.
const COMMON: [&str; 12] = [
    "com", "org", "net", "io", "app", "me", "co", "tv", "de", "no", "nl", "uk",
];

/// What files end with whose names have the form of an id.
const ENDINGS: [&str; 28] = [
    "json", "js", "ts", "md", "txt", "html", "htm", "css", "yml", "yaml", "toml", "xml", "png",
    "jpg", "zip", "gz", "lock", "py", "rs", "go", "java", "kt", "sh", "log", "csv", "plist", "db",
    "exe",
];

/// Whether text has the form of an app's id: `com.example.app`.
pub(super) fn is_app_id(text: &str) -> bool {
    // Most texts are told apart by what stands before their first dot.
    let domain = memchr::memchr(b'.', text.as_bytes()).unwrap_or(0);
    if !(2..=4).contains(&domain) || text.len() > 255 {
        return false;
    }
    let parts: Vec<&str> = text.split('.').collect();
    let [first, .., last] = parts.as_slice() else {
        return false;
    };
    let is_domain = (2..=4).contains(&first.len()) && first.bytes().all(|b| b.is_ascii_lowercase());
    let is_name = |part: &&str| {
        part.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_')
            && part
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-')
    };
    is_domain
        && parts.iter().all(is_name)
        && !ENDINGS.contains(last)
        && (parts.len() > 2 || COMMON.contains(first))
}

/// Whether a line fits the grammar of a list.
pub(super) fn is_listed(line: &[u8]) -> bool {
    if line.trim_ascii().starts_with(b"package:") {
        return true;
    }
    if !may_list(line) {
        return false;
    }
    let Ok(line) = std::str::from_utf8(line) else {
        return false;
    };
    let bare = |text: &str| {
        let text = text.trim().trim_matches(['"', '\'']);
        is_app_id(text)
    };
    let line = line.trim();
    bare(line.trim_end_matches([',', ';']))
        || line.split([',', ';', '\t']).any(bare)
        || line.split_whitespace().next().is_some_and(bare)
}

/// Whether an id may begin in a line: two to four small letters and a dot, where
/// a line or a cell begins. That tells most lines of logs apart, of which bug
/// reports hold hundreds of megabytes.
fn may_list(line: &[u8]) -> bool {
    memchr::memchr_iter(b'.', line).any(|dot| {
        let before = line.get(..dot).unwrap_or_default();
        let letters = before.iter().rev().take(5);
        let count = letters.take_while(|byte| byte.is_ascii_lowercase()).count();
        let lead = before.get(..dot - count).unwrap_or_default();
        (2..=4).contains(&count) && begins_cell(lead)
    })
}

/// Whether a cell begins behind this, apart from spaces and quotes.
fn begins_cell(lead: &[u8]) -> bool {
    let skipped = |byte: &u8| matches!(byte, b'"' | b'\'' | b' ' | b'\r' | b'\n' | 0x0b | 0x0c);
    let last = lead.iter().rev().find(|byte| !skipped(byte));
    last.is_none_or(|byte| matches!(byte, b',' | b';' | b'\t') || !byte.is_ascii())
}

/// Whether a string somewhere in JSON or XML has the form of an app's id.
pub(super) fn mentions_app(text: &[u8]) -> bool {
    let ends = |byte: &u8| matches!(byte, b'"' | b'<' | b'>' | b'\n');
    text.split(ends)
        .filter(|part| part.len() < 256 && part.contains(&b'.'))
        .filter_map(|part| std::str::from_utf8(part).ok())
        .any(|part| is_app_id(part.trim()))
}

/// Passes a text on, and watches its lines.
pub(super) struct Watch<R> {
    inner: R,
    /// The beginning of a line whose end has not come.
    open: Vec<u8>,
    fits: bool,
    binary: bool,
    /// It is a list of permissions, which names the package behind each.
    permissions: bool,
    /// Nobody will ask.
    rests: bool,
}

impl<R: Read> Watch<R> {
    pub(super) const fn new(inner: R) -> Self {
        Self {
            inner,
            open: Vec::new(),
            fits: false,
            binary: false,
            permissions: false,
            rests: false,
        }
    }

    /// Passes a text on without a look at it.
    pub(super) fn rest(&mut self) {
        self.rests = true;
    }

    /// Whether a line fits the grammar of a list. To be asked at the end.
    pub(super) fn fits(&self) -> bool {
        self.fits || is_listed(&self.open)
    }

    /// Whether it is no text at all.
    pub(super) fn is_binary(&self) -> bool {
        self.binary
    }

    fn line(&mut self, line: &[u8]) {
        self.permissions |= line.starts_with(b"+ permission:");
        let is_indented = line.starts_with(b" ");
        self.fits |= is_listed(line) && !(self.permissions && is_indented);
    }

    fn watch(&mut self, mut bytes: &[u8]) {
        self.binary |= memchr::memchr(0, bytes).is_some();
        while let Some(end) = memchr::memchr(b'\n', bytes) {
            let (line, rest) = bytes.split_at_checked(end + 1).unwrap_or((bytes, &[]));
            if self.open.is_empty() {
                self.line(line);
            } else {
                self.open.extend_from_slice(line);
                let line = std::mem::take(&mut self.open);
                self.line(&line);
            }
            if self.fits {
                return;
            }
            bytes = rest;
        }
        let room = LONGEST.saturating_sub(self.open.len()).min(bytes.len());
        self.open
            .extend_from_slice(bytes.get(..room).unwrap_or_default());
    }
}

impl<R: Read> Read for Watch<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        if !(self.fits || self.rests) {
            self.watch(buffer.get(..count).unwrap_or_default());
        }
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn lists_are_told_from_prose() {
        let listed = [
            "package:com.example.app",
            "com.example.app",
            "  \"com.example.app\",",
            "com.example, \"1.0\", \"Example\"",
            "7;Example;org.example.some_app;1.0",
            "no.example.app 1.2",
        ];
        let prose = [
            "This mentions com.example.app in a sentence.",
            "- remove `com.example.app`",
            "README.md",
            "docs/guide.html",
            "0123abcd  phone.json",
            "name = \"com.example.app\"",
            "url = https://www.example.com/a",
            "1.2.3",
        ];
        for line in listed {
            assert!(is_listed(line.as_bytes()), "{line}");
        }
        for line in prose {
            assert!(!is_listed(line.as_bytes()), "{line}");
        }
    }

    proptest! {
        #[test]
        fn a_quick_look_misses_no_line(
            line in "[ \"',;\t]{0,3}[a-z]{1,5}[.:][a-z.]{0,9}[ \"',;\t\u{a0}]{0,3}[a-z]{1,4}\\.[a-z_.]{1,9}[ ;,]{0,2}"
        ) {
            let id = |text: &str| is_app_id(text.trim().trim_matches(['"', '\'']));
            let is_cell = line.split([',', ';', '\t']).any(id);
            prop_assert!(!is_cell || is_listed(line.as_bytes()));
        }
    }

    #[test]
    fn a_line_is_seen_across_reads() {
        let text = b"some words\ncom.example.app\nmore";
        for length in 1..text.len() {
            let mut watch = Watch::new(io::Cursor::new(text));
            let mut buffer = vec![0; length];
            while watch.read(&mut buffer).unwrap() > 0 {}
            assert!(watch.fits() && !watch.is_binary(), "{length}");
        }
    }
}
