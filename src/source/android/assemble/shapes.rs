//! The shape of lines that no grammar knew: for the developers of the parsers,
//! and without a word of what the lines said.

use super::view::View;
use crate::source::android::parse::lines::Lines;

/// How many lines are kept.
const MOST_LINES: usize = 100;
/// How many characters of each.
const LONGEST: usize = 200;

/// The lines of the dump and of the lists that make no sense, masked.
pub(super) fn of(view: &View<'_>) -> Vec<String> {
    let dump = view.dump.iter().flat_map(|dump| dump.odd.iter().copied());
    let lists = view
        .recording
        .listings
        .iter()
        .flat_map(|listing| Lines::new(&listing.installed.bytes))
        .filter(|line| !line.trim_ascii().is_empty() && !line.starts_with(b"package:"));
    let mut shapes: Vec<String> = Vec::new();
    for shape in dump.chain(lists).map(mask) {
        if shapes.len() >= MOST_LINES {
            break;
        }
        if !shapes.contains(&shape) {
            shapes.push(shape);
        }
    }
    shapes
}

/// Letters become `a` and `A`, digits `9`; marks and spaces stay, and whatever
/// is not ASCII becomes `?`.
fn mask(line: &[u8]) -> String {
    let mark = |byte: &u8| match byte {
        b'a'..=b'z' => 'a',
        b'A'..=b'Z' => 'A',
        b'0'..=b'9' => '9',
        b' '..=b'~' => char::from(*byte),
        _ => '?',
    };
    line.iter().take(LONGEST).map(mark).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_was_said_is_left() {
        assert_eq!(
            mask(b"    Owner=Kari 12: \xc3\xb8 {a.b}"),
            "    Aaaaa=Aaaa 99: ?? {a.a}"
        );
        assert_eq!(mask(&[b'x'; 900]).len(), LONGEST);
    }
}
