//! Lists whose bytes are written as other text: Base64, Base32, and numbers.

use super::packed;
use base64::Engine as _;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

/// The shortest run of Base64 that can hold an id, in characters.
const SHORTEST: usize = 12;

/// How many beginnings of packed files are looked at in one run. By chance there is
/// none.
const MOST_PACKED: usize = 64;

/// Base64 with or without its padding, and with whatever bits are left over.
const LENIENT: GeneralPurposeConfig = GeneralPurposeConfig::new()
    .with_decode_allow_trailing_bits(true)
    .with_decode_padding_mode(DecodePaddingMode::Indifferent);
const BASE64: GeneralPurpose = GeneralPurpose::new(&alphabet::STANDARD, LENIENT);

/// Says whether decoded bytes are, or hold, a list.
pub(super) type Holds<'h> = &'h dyn Fn(&[u8]) -> bool;

/// Whether a text encodes a list.
pub(super) fn encodes_apps(text: &[u8], holds: Holds<'_>) -> bool {
    base64(text, holds)
        || hexadecimal(text, holds)
        || is_number_list(text, holds)
        || base32(text, holds)
}

/// Runs of Base64, each line alone and all lines together. Where a line begins as
/// something packed does, it is asked together with all lines behind it.
fn base64(text: &[u8], holds: Holds<'_>) -> bool {
    let mut run: Vec<u8> = Vec::new();
    let mut packed: Vec<usize> = Vec::new();
    for line in text.split(|byte| *byte == b'\n') {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if line.iter().all(|byte| is_digit(*byte)) {
            let alone = decoded(line).filter(|_| line.len() < text.len());
            let begins = alone.as_deref().is_some_and(packed::begins);
            if begins && packed.len() >= MOST_PACKED {
                return true;
            }
            if begins && !run.is_empty() {
                packed.push(run.len());
            }
            run.extend_from_slice(line);
            if !begins && alone.is_some_and(|alone| holds(&alone)) {
                return true;
            }
            continue;
        }
        let mut words = line.split(|byte| !is_digit(*byte));
        // The first word of a line may be the end of what stands above it.
        run.extend_from_slice(words.next().unwrap_or_default());
        let above = std::mem::take(&mut run);
        let starts = std::mem::take(&mut packed);
        if is_run(&above, &starts, holds) || words.any(|word| is_base64_list(word, holds)) {
            return true;
        }
    }
    is_run(&run, &packed, holds)
}

/// Whether a run encodes a list, or what begins inside it does.
fn is_run(run: &[u8], starts: &[usize], holds: Holds<'_>) -> bool {
    let inner = starts.iter().filter_map(|start| run.get(*start..));
    is_base64_list(run, holds) || inner.into_iter().any(|part| is_base64_list(part, holds))
}

/// Whether a byte is a digit of Base64, in either alphabet.
const fn is_digit(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'-' | b'_')
}

fn is_base64_list(run: &[u8], holds: Holds<'_>) -> bool {
    decoded(run).is_some_and(|decoded| holds(&decoded))
}

/// The bytes of a run that is long enough to hold an id.
fn decoded(run: &[u8]) -> Option<Vec<u8>> {
    if run.len() < SHORTEST {
        return None;
    }
    // The last digit alone holds no byte.
    let whole = run.len() - usize::from(run.len() % 4 == 1);
    let digits = run.iter().take(whole).map(|byte| match byte {
        b'-' => b'+',
        b'_' => b'/',
        byte => *byte,
    });
    BASE64.decode(digits.collect::<Vec<u8>>()).ok()
}

/// Hexadecimal digits: one long word, or lines of them as programs print bytes.
fn hexadecimal(text: &[u8], holds: Holds<'_>) -> bool {
    let mut bytes = Vec::new();
    for line in text.split(|byte| *byte == b'\n') {
        let words = line.split(|byte| byte.is_ascii_whitespace() || *byte == b'|');
        let words: Vec<&[u8]> = words.filter(|word| !word.is_empty()).collect();
        let (place, rest) = match words.split_first() {
            // Where in the file the line stands.
            Some((first, rest))
                if first.ends_with(b":") || (first.len() == 8 && !rest.is_empty()) =>
            {
                (1, rest)
            }
            _ => (0, words.as_slice()),
        };
        let is_data = |word: &&[u8]| {
            matches!(word.len(), 2 | 4 | 8 | 16..)
                && word.len().is_multiple_of(2)
                && word.iter().all(u8::is_ascii_hexdigit)
        };
        let count = rest.iter().filter(|word| is_data(word)).count();
        if count >= 4 || (count > 0 && count + place == words.len()) {
            for word in rest.iter().filter(|word| is_data(word)) {
                push_pairs(word, &mut bytes);
            }
        } else if is_hex_list(&mut bytes, holds) {
            return true;
        }
        let long = line.split(|byte| !byte.is_ascii_alphanumeric());
        for word in long.filter(|word| word.len() >= 16 && is_data(word)) {
            let mut alone = Vec::new();
            push_pairs(word, &mut alone);
            if is_hex_list(&mut alone, holds) {
                return true;
            }
        }
    }
    is_hex_list(&mut bytes, holds)
}

fn is_hex_list(bytes: &mut Vec<u8>, holds: Holds<'_>) -> bool {
    let found = bytes.len() >= 8 && holds(bytes);
    bytes.clear();
    found
}

fn push_pairs(word: &[u8], bytes: &mut Vec<u8>) {
    let (pairs, _) = word.as_chunks::<2>();
    let byte = |pair: &[u8; 2]| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
    bytes.extend(pairs.iter().filter_map(byte));
}

/// Numbers that stand for letters: decimal, octal or binary, as programs print bytes.
/// What stands between two numbers is a space or a comma; anything else ends a row.
fn is_number_list(text: &[u8], holds: Holds<'_>) -> bool {
    let is_row = |byte: &u8| byte.is_ascii_digit() || byte.is_ascii_whitespace() || *byte == b',';
    let mut rows = text.split(|byte| !is_row(byte));
    rows.any(|row| {
        let words = row.split(|byte| !byte.is_ascii_digit());
        let words: Vec<&[u8]> = words.filter(|word| !word.is_empty()).collect();
        words.len() >= 8
            && [10, 8, 2].into_iter().any(|radix| {
                // Where in the file a line stands is no letter, and is left out.
                let letters = words.iter().filter_map(|word| {
                    let word = std::str::from_utf8(word).ok()?;
                    u16::from_str_radix(word, radix).ok()
                });
                let bytes: Vec<u8> = if radix == 8 && words.iter().any(|word| word.len() == 6) {
                    letters.flat_map(u16::to_le_bytes).collect()
                } else {
                    letters
                        .filter_map(|letter| u8::try_from(letter).ok())
                        .collect()
                };
                bytes.len() >= 8 && holds(&bytes)
            })
    })
}

/// Words of Base32.
fn base32(text: &[u8], holds: Holds<'_>) -> bool {
    let is_digit = |byte: &u8| matches!(byte, b'A'..=b'Z' | b'2'..=b'7');
    let mut words = text.split(|byte| !is_digit(byte));
    words.any(|word| {
        let (mut bits, mut count, mut bytes) = (0_u32, 0_u32, Vec::new());
        for digit in word.iter().take_while(|_| word.len() >= 16) {
            let value = if digit.is_ascii_digit() {
                digit - b'2' + 26
            } else {
                digit - b'A'
            };
            bits = bits << 5 | u32::from(value);
            count += 5;
            if count >= 8 {
                count -= 8;
                bytes.push(u8::try_from(bits >> count & 0xff).unwrap_or_default());
            }
        }
        bytes.len() >= 8 && holds(&bytes)
    })
}
