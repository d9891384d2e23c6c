//! The text of a mail or of a page that a browser saved with all its parts (MHTML): in
//! Quoted-Printable (RFC 2045), where lines end in the middle of words, and in HTML.

use crate::source::markup_text;

/// What such a text shows, line by line; `None` where its lines show it as it is.
pub(super) fn shown(text: &[u8]) -> Option<Vec<u8>> {
    let (mut is_quoted, mut is_page) = (false, false);
    for line in text.split(|byte| *byte == b'\n') {
        let begins = |name: &[u8]| {
            let begin = line.get(..name.len());
            begin.is_some_and(|begin| begin.eq_ignore_ascii_case(name))
        };
        is_quoted |= begins(b"content-transfer-encoding:") && has(line, b"quoted-printable");
        is_page |= begins(b"content-type:") && has(line, b"text/html");
    }
    if !is_quoted && !is_page {
        return None;
    }
    let plain = if is_quoted {
        decoded(text)
    } else {
        text.to_vec()
    };
    Some(if is_page {
        markup_text::lines(&plain).into_bytes()
    } else {
        plain
    })
}

fn has(line: &[u8], word: &[u8]) -> bool {
    let mut windows = line.windows(word.len());
    windows.any(|window| window.eq_ignore_ascii_case(word))
}

/// The text without ends of lines that are none, and with the bytes that digits stand
/// for.
fn decoded(text: &[u8]) -> Vec<u8> {
    let mut plain = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = memchr::memchr(b'=', rest) {
        let (before, from) = rest.split_at_checked(at).unwrap_or((rest, &[]));
        plain.extend_from_slice(before);
        rest = match from {
            [_, b'\n', behind @ ..] | [_, b'\r', b'\n', behind @ ..] => behind,
            [_, high, low, behind @ ..] if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() => {
                plain.push(digit(*high) << 4 | digit(*low));
                behind
            }
            [sign, behind @ ..] => {
                plain.push(*sign);
                behind
            }
            [] => &[],
        };
    }
    plain.extend_from_slice(rest);
    plain
}

fn digit(letter: u8) -> u8 {
    let value = char::from(letter).to_digit(16);
    value
        .and_then(|value| u8::try_from(value).ok())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_letters_of_mail_are_joined() {
        let mail = b"Content-Type: text/plain\r\nContent-Transfer-Encoding: Quoted-Printable\r\n\r\ncom.exam=\r\nple=2Eapp a=b\r\n";
        let shown = shown(mail).unwrap();
        assert!(shown.ends_with(b"com.example.app a=b\r\n"));
    }

    #[test]
    fn pages_in_mail_show_their_lines() {
        let mail = b"content-type: text/html\n\n<p>Ch<b>at</b></p><p>Maps</p>\n";
        let shown = String::from_utf8(shown(mail).unwrap()).unwrap();
        assert!(shown.contains("\nChat\n"), "{shown}");
        assert_eq!(super::shown(b"Content-Type: text/plain\n\nChat\n"), None);
    }
}
