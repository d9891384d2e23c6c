//! Lines of what a device printed, as bytes.
//!
//! Nothing a phone prints is promised to be UTF-8, and a dump has a hundred
//! thousand lines of which a tenth matter. So lines are slices of the input,
//! and only what is kept gets decoded.

use memchr::memchr;

/// The most characters of device-controlled text that are kept of one value.
const LONGEST_VALUE: usize = 200;

/// Splits at line feeds and drops a carriage return before each of them.
#[derive(Debug, Clone)]
pub(crate) struct Lines<'a> {
    rest: Option<&'a [u8]>,
}

impl<'a> Lines<'a> {
    pub(crate) const fn new(bytes: &'a [u8]) -> Self {
        Self { rest: Some(bytes) }
    }
}

impl<'a> Iterator for Lines<'a> {
    type Item = &'a [u8];

    #[inline]
    fn next(&mut self) -> Option<&'a [u8]> {
        let rest = self.rest?;
        let Some(at) = memchr(b'\n', rest) else {
            self.rest = None;
            return (!rest.is_empty()).then(|| without_return(rest));
        };
        let (line, after) = rest.split_at(at);
        self.rest = after.get(1..);
        Some(without_return(line))
    }
}

#[inline]
fn without_return(line: &[u8]) -> &[u8] {
    match line {
        [head @ .., b'\r'] => head,
        _ => line,
    }
}

/// How many spaces a line begins with.
pub(crate) fn indent(line: &[u8]) -> usize {
    line.iter().take_while(|byte| **byte == b' ').count()
}

/// A value as text: invalid UTF-8 replaced, cut at a length no honest value
/// reaches. `None` for an empty value and for Java's literal `null`.
pub(crate) fn text(value: &[u8]) -> Option<String> {
    let value = value.trim_ascii();
    if value.is_empty() || value == b"null" {
        return None;
    }
    // A character has at most four bytes, so this never cuts one we keep.
    let head = value.get(..LONGEST_VALUE * 4).unwrap_or(value);
    let decoded = String::from_utf8_lossy(head);
    Some(decoded.chars().take(LONGEST_VALUE).collect())
}

/// A decimal number, and nothing else.
pub(crate) fn number(digits: &[u8]) -> Option<u32> {
    if digits.is_empty() || digits.len() > 10 {
        return None;
    }
    digits.iter().try_fold(0_u32, |sum, byte| {
        let digit = byte.checked_sub(b'0').filter(|digit| *digit < 10)?;
        sum.checked_mul(10)?.checked_add(u32::from(digit))
    })
}

/// What comes before and after the first `mark`.
pub(crate) fn split_once(bytes: &[u8], mark: u8) -> Option<(&[u8], &[u8])> {
    let at = memchr(mark, bytes)?;
    Some((bytes.get(..at)?, bytes.get(at + 1..)?))
}

/// What comes before and after the last `mark`.
pub(crate) fn split_last(bytes: &[u8], mark: u8) -> Option<(&[u8], &[u8])> {
    let at = memchr::memrchr(mark, bytes)?;
    Some((bytes.get(..at)?, bytes.get(at + 1..)?))
}

/// Whether these bytes can be a package name: the letters, digits, dots and
/// underscores of Android's manifest grammar, and the hyphen that some makers
/// use all the same.
pub(crate) fn is_package_name(name: &[u8]) -> bool {
    !name.is_empty()
        && name.len() <= 255
        && name
            .iter()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_keep_blank_ones_and_lose_returns() {
        let lines: Vec<&[u8]> = Lines::new(b"a\r\n\n  b\nc").collect();
        assert_eq!(lines, [&b"a"[..], b"", b"  b", b"c"]);
        assert_eq!(Lines::new(b"").count(), 0);
        assert_eq!(Lines::new(b"\n").count(), 1);
    }

    #[test]
    fn a_value_is_decoded_without_trust() {
        assert_eq!(text(b" null "), None);
        assert_eq!(text(b"1.0\xff").as_deref(), Some("1.0\u{fffd}"));
        assert_eq!(text(&[b'x'; 5000]).map(|v| v.len()), Some(LONGEST_VALUE));
    }

    #[test]
    fn numbers_do_not_wrap() {
        assert_eq!(number(b"4294967295"), Some(u32::MAX));
        assert_eq!(number(b"4294967296"), None);
        assert_eq!(number(b""), None);
        assert_eq!(number(b"-1"), None);
    }
}
