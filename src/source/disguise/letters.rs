//! Lists whose ids are plain once escapes, letters that only look alike, and what
//! stands between the letters are taken out.

use crate::source::line_grammar::{any_listed, is_listed, mentions_app};

/// Whether a line is of a list once its escapes are taken out: those of addresses
/// and of mail, of HTML and JSON, and letters that look like a dot or like nothing.
pub(super) fn is_escaped_list(line: &[u8]) -> bool {
    let escaped = line
        .iter()
        .any(|byte| matches!(byte, b'%' | b'=' | b'&' | b'\\') || !byte.is_ascii());
    if escaped {
        let plain = unescaped(line);
        if plain != line && (any_listed(&plain) || mentions_app(&plain)) {
            return true;
        }
    }
    let is_upper = !line.iter().any(u8::is_ascii_lowercase);
    (is_upper && is_listed(&line.to_ascii_lowercase())) || is_spread_list(line)
}

/// Whether a line is of a list in which the letters stand apart, or the dots: `com .
/// example . app`, `com[.]example[.]app`.
fn is_spread_list(line: &[u8]) -> bool {
    let words = line.split(u8::is_ascii_whitespace);
    let lengths = words.map(<[u8]>::len).filter(|length| *length > 0);
    let (single, all) = lengths.fold((0_usize, 0_usize), |(single, all), length| {
        (single + usize::from(length == 1), all + 1)
    });
    let is_apart = all >= 8 && single * 5 >= all * 4;
    let mut plain: Vec<u8> = Vec::with_capacity(line.len());
    let mut behind_dot = false;
    for byte in line {
        let is_around = matches!(byte, b' ' | b'[' | b']' | b'(' | b')' | b'{' | b'}');
        match byte {
            b' ' if is_apart => {}
            b'.' => {
                let is_kept = |byte: &u8| !matches!(byte, b' ' | b'[' | b'(' | b'{');
                let end = plain.iter().rposition(is_kept).map_or(0, |at| at + 1);
                plain.truncate(end);
                plain.push(b'.');
                behind_dot = true;
                continue;
            }
            _ if behind_dot && is_around => continue,
            byte => plain.push(*byte),
        }
        behind_dot = false;
    }
    plain != line && is_listed(&plain)
}

fn unescaped(line: &[u8]) -> Vec<u8> {
    let mut plain = Vec::with_capacity(line.len());
    let mut rest = line;
    while let Some((first, behind)) = rest.split_first() {
        let (letter, length) = match first {
            b'%' | b'=' => (digits(behind, 2, 16), 3),
            b'\\' if behind.starts_with(b"u") => {
                (digits(behind.get(1..).unwrap_or_default(), 4, 16), 6)
            }
            b'\\' if behind.starts_with(b"x") => {
                (digits(behind.get(1..).unwrap_or_default(), 2, 16), 4)
            }
            b'\\' => match behind.first() {
                Some(b'n' | b'r' | b't') => (Some(b' '), 2),
                _ => (Some(0), 1),
            },
            b'&' => entity(behind),
            _ if !first.is_ascii() => look_alike(rest),
            _ => (None, 1),
        };
        match letter {
            // Nothing that shows.
            Some(0) => {}
            Some(letter) => plain.push(letter),
            None => plain.push(*first),
        }
        let length = if letter.is_some() { length } else { 1 };
        rest = rest.get(length..).unwrap_or_default();
    }
    plain
}

/// A number of so many digits that stands for a letter of ASCII.
fn digits(text: &[u8], count: usize, radix: u32) -> Option<u8> {
    let digits = std::str::from_utf8(text.get(..count)?).ok()?;
    let letter = u32::from_str_radix(digits, radix).ok()?;
    u8::try_from(letter)
        .ok()
        .filter(|letter| letter.is_ascii_graphic() || letter.is_ascii_whitespace())
}

/// `&#46;`, `&#x2e;` or `&period;`, and how long it is.
fn entity(behind: &[u8]) -> (Option<u8>, usize) {
    let end = behind.iter().take(10).position(|byte| *byte == b';');
    let Some(name) = end.and_then(|end| behind.get(..end)) else {
        return (None, 1);
    };
    let letter = match name {
        b"period" => Some(b'.'),
        [b'#', b'x' | b'X', hex @ ..] => digits(hex, hex.len(), 16),
        [b'#', decimal @ ..] => digits(decimal, decimal.len(), 10),
        _ => None,
    };
    (letter, name.len() + 2)
}

/// The letter of ASCII that a letter outside it looks like, and how long that is;
/// zero for what does not show.
fn look_alike(rest: &[u8]) -> (Option<u8>, usize) {
    let text = rest.get(..4).unwrap_or(rest);
    let valid = match std::str::from_utf8(text) {
        Ok(valid) => valid,
        Err(error) => std::str::from_utf8(text.get(..error.valid_up_to()).unwrap_or_default())
            .unwrap_or_default(),
    };
    let Some(letter) = valid.chars().next() else {
        return (None, 1);
    };
    let plain = match letter {
        '\u{2024}' | '\u{3002}' | '\u{fe52}' | '\u{ff61}' => Some(b'.'),
        // Letters and signs of the width of East Asian ones.
        '\u{ff01}'..='\u{ff5e}' => u8::try_from(u32::from(letter) - 0xfee0).ok(),
        'а' => Some(b'a'),
        'е' => Some(b'e'),
        'о' | 'ο' => Some(b'o'),
        'р' => Some(b'p'),
        'с' => Some(b'c'),
        'у' => Some(b'y'),
        'х' => Some(b'x'),
        'і' => Some(b'i'),
        'ѕ' => Some(b's'),
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{feff}' => Some(0),
        _ => None,
    };
    (plain, letter.len_utf8())
}
