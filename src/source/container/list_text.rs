//! Whether lines that begin with `package:` are what `pm list packages` printed, or
//! examples in a text: instructions, a mail, a list of what is not allowed.
//!
//! A list of all packages has that of the system itself. One of the packages that
//! the user installed has not; it stands alone, or it is longer than an example and
//! no sentence stands with it.
//! Lines that are no output accuse nobody: they are left to what is said of a text
//! in which lines name apps.

use super::pieces::{Kind, Piece};
use memchr::memmem;

/// From how many lines on a list without the package of the system is one.
const ENOUGH: usize = 3;

/// Takes pieces that only look like a list for other text.
pub(super) fn keep_lists(pieces: &mut [Piece]) {
    let of = |kind: Kind| pieces.iter().filter(move |piece| piece.kind == kind);
    let lines = |piece: &Piece| {
        let lines = piece.part.bytes.split(|byte| *byte == b'\n');
        lines
            .map(<[u8]>::trim_ascii)
            .map(<[u8]>::to_vec)
            .collect::<Vec<_>>()
    };
    let listed: Vec<Vec<u8>> = of(Kind::List).flat_map(lines).collect();
    let entries = listed.iter().filter(|line| !line.is_empty()).count();
    let is_whole = listed.iter().any(|line| is_system(line));
    let words: Vec<Vec<u8>> = of(Kind::Other).flat_map(lines).collect();
    let has = |is: fn(&[u8]) -> bool| words.iter().any(|line| is(line));
    if is_whole || !has(is_words) || (entries >= ENOUGH && !has(is_prose)) {
        return;
    }
    for piece in pieces {
        if piece.kind == Kind::List {
            piece.kind = Kind::Other;
        }
    }
}

/// `package:android`, or `package:/system/framework/framework-res.apk=android`, and
/// whatever stands behind it.
fn is_system(line: &[u8]) -> bool {
    let word = line.split(u8::is_ascii_whitespace).next();
    word.and_then(|word| word.strip_prefix(b"package:"))
        .is_some_and(|word| word == b"android" || word.ends_with(b"=android"))
}

/// Whether a line says anything that is no command, and not of its output.
fn is_words(line: &[u8]) -> bool {
    let marks: [&[u8]; 7] = [
        b"pm list",
        b"adb ",
        b"package:",
        b"]: [",
        b"daemon",
        b"getprop",
        b"dumpsys",
    ];
    !line.is_empty() && !marks.iter().any(|mark| memmem::find(line, mark).is_some())
}

/// Whether a line is of several words that nobody prints between commands: most are
/// of letters only, and none of them is of the command itself.
fn is_prose(line: &[u8]) -> bool {
    let Ok(line) = std::str::from_utf8(line) else {
        return false;
    };
    if !is_words(line.as_bytes()) {
        return false;
    }
    let words: Vec<&str> = line.split_whitespace().collect();
    let is_word = |word: &&&str| {
        let word = word.trim_matches(['.', ',', ':', ';', '!', '?', '(', ')', '"', '\'', '*', '_']);
        !word.is_empty() && word.chars().all(char::is_alphabetic)
    };
    let plain = words.iter().filter(is_word).count();
    words.len() >= 3 && plain * 3 >= words.len() * 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prose_is_told_from_what_commands_print() {
        for line in [
            "when you list the apps of an Android phone you must not see",
            "Hi all, these apps are banned:",
            "Subject: what to look for",
        ] {
            assert!(is_prose(line.as_bytes()), "{line}");
        }
        for line in [
            "$ adb shell pm list packages -3",
            "* daemon not running; starting now at tcp:5037",
            "[ro.build.version.release]: [15]",
            "",
            "phone 3",
        ] {
            assert!(!is_prose(line.as_bytes()), "{line}");
        }
    }
}
