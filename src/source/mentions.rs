//! Whether a text that is no list by its lines names apps all the same: in paths of
//! packages, addresses of a store, the outputs of other commands, source text.
//!
//! One such place is enough, and so is one id that the caller knows. In a sentence an
//! app is only talked of; from three different ones on it is a list in prose.

use super::app_id::is_id;
use super::known_apps::KnownApps;
use super::line_grammar::MANY_NAMES;
use super::markup_text;
use super::names::{are_names, are_several, are_strings, are_values};
use super::sentence::is_sentence;
use memchr::memmem;
use std::borrow::Cow;
use std::collections::BTreeSet;

/// Folders in which only apps have folders.
const FOLDERS: [&[u8]; 6] = [
    b"/data/app/",
    b"/data/data/",
    b"/data/user/",
    b"/data/user_de/",
    b"/Android/data/",
    b"/Android/obb/",
];

/// What stands right before an id: addresses of a store, and what commands of Android
/// call a package.
const BEFORE: [&[u8]; 5] = [
    b"details?id=",
    b"Package ",
    b"package=",
    b"pkg=",
    b"packageName=",
];

/// The user of an app, in the processes of Android.
const USER: &[u8] = b"u0_a";

/// What a key of a configuration is called that holds apps, in small letters.
const KEYS: [&[u8]; 6] = [
    b"apps",
    b"packages",
    b"bundles",
    b"installed",
    b"installedapps",
    b"installed_apps",
];

/// What stands behind an id in the names of files.
const ENDINGS: [&str; 12] = [
    ".apk", ".apks", ".apkm", ".xapk", ".aab", ".ipa", ".app", ".xml", ".plist", ".obb", ".png",
    ".json",
];

/// Those of the files of an app, in whose names more stands behind the id: the number
/// of a build, the part that a file is of.
const OF_APPS: [&str; 7] = [".apk", ".apks", ".apkm", ".xapk", ".aab", ".ipa", ".obb"];

/// How many beginnings of a word are looked at.
const LONGEST_TAIL: usize = 16;

/// Whether a text names apps in the manner of a list.
pub(super) fn names_apps(text: &[u8], known: &dyn KnownApps) -> bool {
    let mut talked_of = BTreeSet::new();
    for line in text.split(|byte| *byte == b'\n') {
        let found = words(line).filter_map(|word| known_id(word, known));
        let found = found.chain(placed(line)).chain(store_number(line, known));
        for id in found {
            talked_of.insert(id);
            if !is_sentence(line) || talked_of.len() >= MANY_NAMES {
                return true;
            }
        }
    }
    match text.trim_ascii_start().first() {
        Some(b'{' | b'[') => are_strings(text, known) || are_names(text, known),
        Some(b'<') => {
            are_several(markup_text::lines(text).as_bytes(), known)
                || are_values(&markup_text::attributes(text), known)
        }
        _ => are_names(text, known),
    }
}

/// The words of a line that may be ids, whatever stands between them.
fn words(line: &[u8]) -> impl Iterator<Item = &str> {
    let between = |byte: &u8| !(byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-'));
    let words = line.split(between).filter(|word| word.len() > 4);
    let words = words.filter_map(|word| std::str::from_utf8(word).ok());
    words.map(|word| word.trim_matches(['.', '_', '-']))
}

/// The id in a word, where the caller knows it: alone, with what Android or a file's
/// kind appends to it, or with other signs in the place of the dots.
fn known_id(word: &str, known: &dyn KnownApps) -> Option<String> {
    if !word.contains(['.', '_', '-']) {
        return None;
    }
    let stem = ENDINGS.iter().find_map(|end| word.strip_suffix(end));
    // `main.35.com.example.app.obb`
    let data = word
        .strip_suffix(".obb")
        .and_then(|stem| stem.splitn(3, '.').nth(2));
    let plain = [Some(word), stem, data].into_iter().flatten();
    let plain = plain.chain(beginnings(stem.unwrap_or(word), word));
    let mut plain = plain.map(Cow::Borrowed);
    let is_known = |form: &Cow<'_, str>| known.is_id(form);
    let found = plain.find(is_known).or_else(|| {
        let dotted = (!word.contains('.')).then(|| word.replace(['_', '-'], "."));
        dotted.map(Cow::Owned).filter(is_known)
    });
    found.map(Cow::into_owned)
}

/// What stands in a word before each mark that parts an id from what follows it; a dot
/// does so in the name of a file of an app.
fn beginnings<'w>(stem: &'w str, word: &str) -> impl Iterator<Item = &'w str> {
    let is_of_app = OF_APPS.iter().any(|end| word.ends_with(end));
    let parts = move |c: char| matches!(c, '-' | '_') || (is_of_app && c == '.');
    let ends = stem.match_indices(parts);
    let begins = ends.filter_map(|(end, _)| stem.get(..end));
    begins
        .filter(|begin| begin.contains('.'))
        .take(LONGEST_TAIL)
}

/// The id of whatever app in a place where only apps stand.
fn placed(line: &[u8]) -> Option<String> {
    memchr::memchr(b'.', line)?;
    let behind = |place: &[u8]| {
        let at = memmem::find(line, place)?;
        line.get(at + place.len()..)
    };
    let ids = |text| words(text).find(|word| is_id(word)).map(str::to_owned);
    let ends = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b'"' | b'\'' | b'&' | b':');
    let first = |text: &[u8]| {
        let text = text.strip_prefix(b"\"").unwrap_or(text);
        let word = std::str::from_utf8(text.split(ends).next()?).ok()?;
        is_id(word).then(|| word.to_owned())
    };
    let in_folder = FOLDERS.iter().filter_map(|place| behind(place));
    let mut in_folder = in_folder.filter_map(|path| ids(path.split(ends).next()?));
    let mut named = BEFORE.iter().filter_map(|place| first(behind(place)?));
    let is_line = is_key(line) || line.trim_ascii().starts_with(USER);
    in_folder
        .next()
        .or_else(|| named.next())
        .or_else(|| is_line.then(|| ids(line)).flatten())
}

/// Whether a line gives a value to a key that holds apps: `apps = ["...`.
fn is_key(line: &[u8]) -> bool {
    let Some(end) = memchr::memchr2(b'=', b':', line) else {
        return false;
    };
    let key = line.get(..end).unwrap_or_default();
    let key: Vec<u8> = key
        .iter()
        .filter(|byte| byte.is_ascii_alphanumeric() || **byte == b'_')
        .map(u8::to_ascii_lowercase)
        .collect();
    KEYS.contains(&key.as_slice())
}

/// The number of a known app in Apple's store: behind `id`, or alone in a line.
fn store_number(line: &[u8], known: &dyn KnownApps) -> Option<String> {
    let mut rest = line;
    while let Some(at) = rest.iter().position(u8::is_ascii_digit) {
        let (before, digits) = rest.split_at_checked(at)?;
        let count = digits.iter().take_while(|b| b.is_ascii_digit()).count();
        let (digits, behind) = digits.split_at_checked(count)?;
        let number = std::str::from_utf8(digits).ok()?.parse().ok();
        let is_alone = line.trim_ascii() == digits;
        if (9..=11).contains(&count)
            && (is_alone || ends_with_id(before))
            && number.is_some_and(|number| known.is_store_number(number))
        {
            return Some(String::from_utf8_lossy(digits).into_owned());
        }
        rest = behind;
    }
    None
}

/// Whether a text ends with `id`, and maybe with what stands between a key and its
/// value.
fn ends_with_id(before: &[u8]) -> bool {
    let between = |byte: &u8| matches!(byte, b' ' | b'"' | b'\'' | b':' | b'=' | b'>' | b'_');
    let end = before.iter().rposition(|byte| !between(byte));
    let key = end.and_then(|end| before.get(end.saturating_sub(1)..=end));
    key.is_some_and(|key| key.eq_ignore_ascii_case(b"id"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::known_apps::NoApps;

    #[derive(Debug)]
    struct Some;

    impl KnownApps for Some {
        fn is_id(&self, text: &str) -> bool {
            ["com.example.known", "org.example.known", "no.example.known"].contains(&text)
        }

        fn is_store_number(&self, number: u64) -> bool {
            number == 111_222_333
        }

        fn is_name(&self, text: &str) -> bool {
            ["chat", "maps", "chat app", "maps app"].contains(&text.to_lowercase().as_str())
        }
    }

    #[test]
    fn known_apps_are_noticed_wherever_they_stand() {
        for text in [
            "apps=['com.example.known']",
            "INSERT INTO t VALUES ('com.example.known');",
            "2026-11-20 INFO found com.example.known",
            "drwxr-xr-x 3 system system 4096 com.example.known-1",
            "u0_a1 1 2 S com.example.known",
            "com_example_known",
            "lib/com.example.known.apk",
            "cmp=com.example.known/.Main",
            "aaaa  apks/com.example.known_base.apk",
            "com.example.known-split_config.arm64_v8a.apk",
            "com.example.known.split_config.en.apk",
            "com.example.known_35.1.0.xapk",
            "main.35.com.example.known.obb",
            "<apps><app name=\"Chat App\"/><app name='Maps App'/></apps>",
            "<phone apps=\"Chat App, Maps App\"/>",
            "<!DOCTYPE html><table><tr data-app=\"Chat App\" data-version=1><tr data-app='Maps App'></table>",
            "see https://apps.apple.com/no/app/x/id111222333",
            "{\"trackId\": 111222333}",
            "111222333",
            "Chat\n- maps\n",
            "Chat\n",
            "\"Chat\",1\n",
            "Chat;1\nChat;2\n",
            "Name,Version\nChat,1\n\"Maps\",2\n",
            "One is com.example.known, and it was there.\nThe other org.example.known was there.\nThat no.example.known was not seen there.\n",
        ] {
            assert!(names_apps(text.as_bytes(), &Some), "{text}");
        }
    }

    #[test]
    fn any_app_is_noticed_where_only_apps_stand() {
        for text in [
            "/data/app/~~abc==/com.example.other-xyz==/base.apk",
            "https://play.google.com/store/apps/details?id=com.example.other",
            "  Package com.example.other:",
            "package=com.example.other totalTime=\"00:10\"",
            "apps = [\"com.example.other\"]",
            "u0_a123 1 S com.example.other",
        ] {
            assert!(names_apps(text.as_bytes(), &NoApps), "{text}");
        }
    }

    #[test]
    fn what_is_only_talked_of_is_no_list() {
        for text in [
            "Please remove com.example.known from the phones.",
            "The app (com.example.known) was there.\nThen com.example.known was gone again.",
            "applicationId = \"com.example.other\"",
            "import com.example.other.Main;",
            "let x = matches!(self.sections.place(), Place::Package | Place::Plain);",
            "Chat\nThis is about the app and when to use it.\nIt is not about maps.\n",
            "id 111222334 and 111222333",
            "See https://www.example.com/a.",
            "import com.example.known.Main;",
            "<!DOCTYPE html><a title=\"Chat App\">1</a><img alt=\"Maps App\">",
            "<?xml version=\"1.0\"?><page about=\"Chat App\"/>",
        ] {
            assert!(!names_apps(text.as_bytes(), &Some), "{text}");
        }
    }
}
