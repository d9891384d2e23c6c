//! Lists in Base85: Adobe's Ascii85, and the alphabets of RFC 1924 and of `ZeroMQ`
//! (Z85). Five characters stand for four bytes.

use super::bytes::Holds;

/// What RFC 1924 writes, in the order of the values.
const RFC1924: &[u8] =
    b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~";

/// What `ZeroMQ` writes (its RFC 32).
const Z85: &[u8] =
    b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#";

/// The shortest text that can hold an id.
const SHORTEST: usize = 10;

/// Whether a text, or a line of it, encodes a list.
pub(super) fn encodes_apps(text: &[u8], holds: Holds<'_>) -> bool {
    let whole: Vec<u8> = text
        .iter()
        .copied()
        .filter(|byte| !byte.is_ascii_whitespace())
        .collect();
    let mut lines = text.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii);
    is_list(&whole, holds) || lines.any(|line| line.len() < whole.len() && is_list(line, holds))
}

fn is_list(text: &[u8], holds: Holds<'_>) -> bool {
    let inner = text.strip_prefix(b"<~").unwrap_or(text);
    let inner = inner.strip_suffix(b"~>").unwrap_or(inner);
    let adobe = |byte: u8| matches!(byte, b'!'..=b'u').then(|| u32::from(byte - b'!'));
    let table = |alphabet: &'static [u8]| {
        move |byte: u8| {
            let place = alphabet.iter().position(|digit| *digit == byte)?;
            u32::try_from(place).ok()
        }
    };
    let decoded = [
        decoded(inner, adobe),
        decoded(text, table(RFC1924)),
        decoded(text, table(Z85)),
    ];
    decoded.into_iter().flatten().any(|bytes| holds(&bytes))
}

/// The bytes, unless a character is none of the alphabet. What the last group holds
/// beyond its end is left out.
fn decoded(text: &[u8], value: impl Fn(u8) -> Option<u32>) -> Option<Vec<u8>> {
    if text.len() < SHORTEST {
        return None;
    }
    let mut bytes = Vec::with_capacity(text.len());
    for group in text.chunks(5) {
        let mut word = 0_u32;
        for place in 0..5 {
            // A short group is filled up with the highest digit.
            let digit = group.get(place).map_or(Some(84), |byte| value(*byte))?;
            word = word.wrapping_mul(85).wrapping_add(digit);
        }
        bytes.extend(word.to_be_bytes().iter().take(group.len() - 1));
    }
    Some(bytes)
}
