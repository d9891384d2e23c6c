//! Lists in the character set of IBM's large computers (EBCDIC).

use crate::source::line_grammar::any_listed;

/// Whether a text is a list in the character set of IBM's large computers, in which
/// no letter is one of ASCII.
pub(super) fn is_ebcdic_list(text: &[u8]) -> bool {
    let high = text.iter().filter(|byte| !byte.is_ascii()).count();
    if high * 2 < text.len() {
        return false;
    }
    let plain: Vec<u8> = text.iter().map(|byte| from_ebcdic(*byte)).collect();
    any_listed(&plain)
}

/// The letter of a byte in EBCDIC, as far as ids and lists need letters (IBM code
/// page 37; the other pages agree in these).
pub(super) const fn from_ebcdic(byte: u8) -> u8 {
    match byte {
        0x81..=0x89 => byte - 0x81 + b'a',
        0x91..=0x99 => byte - 0x91 + b'j',
        0xa2..=0xa9 => byte - 0xa2 + b's',
        0xc1..=0xc9 => byte - 0xc1 + b'A',
        0xd1..=0xd9 => byte - 0xd1 + b'J',
        0xe2..=0xe9 => byte - 0xe2 + b'S',
        0xf0..=0xf9 => byte - 0xf0 + b'0',
        0x4b => b'.',
        0x60 => b'-',
        0x6d => b'_',
        0x6b => b',',
        0x5e => b';',
        0x7a => b':',
        0x7f => b'"',
        0x15 | 0x25 | 0x0a | 0x0d => b'\n',
        0x05 => b'\t',
        _ => b' ',
    }
}
