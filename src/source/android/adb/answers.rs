//! The little of an answer that decides what to ask next.
//!
//! Everything else in it is for `assemble`, which sees the same bytes.

use crate::inventory::{WEB_APK, opens_its_page};
use crate::source::android::{End, Part, Recording};
use std::collections::BTreeSet;

pub(super) fn is_ended(part: &Part) -> bool {
    matches!(part.end, End::Exit(_))
}

pub(super) fn is_good(part: &Part) -> bool {
    part.end == End::Exit(0)
}

/// Whether a dump is worth reading: it ended well, has its one section, and
/// the device did not give up half-way, which it says and then exits with 0
/// (`*** SERVICE 'package' DUMP TIMEOUT`, AOSP `cmds/dumpsys/dumpsys.cpp`).
pub(super) fn is_dump(part: &Part) -> bool {
    let mut lines = part.bytes.split(|&byte| byte == b'\n');
    is_good(part)
        && lines.any(|line| line.trim_ascii() == b"Packages:")
        && !part
            .bytes
            .split(|&byte| byte == b'\n')
            .any(|line| line.starts_with(b"*** SERVICE ") && contains(line, b"TIMEOUT"))
}

pub(super) fn contains(text: &[u8], word: &[u8]) -> bool {
    text.windows(word.len()).any(|window| window == word)
}

/// The flag that `pm` does not know: `Error: Unknown option: -U`.
pub(super) fn unknown_option(part: &Part) -> Option<String> {
    if is_good(part) && part.bytes.starts_with(b"package:") {
        return None;
    }
    let text = String::from_utf8_lossy(part.bytes.get(..4096).unwrap_or(&part.bytes));
    let mut lines = text.lines();
    let flag = lines.find_map(|line| {
        let (_, flag) = line.split_once("nknown option")?;
        flag.trim_matches([':', ' ', '\r', '`', '\''])
            .split(' ')
            .next()
            .map(str::to_owned)
    })?;
    flag.starts_with('-').then_some(flag)
}

/// A value out of `getprop`: `[name]: [value]`.
pub(super) fn property(part: &Part, name: &str) -> Option<String> {
    let text = String::from_utf8_lossy(&part.bytes);
    let mut lines = text.lines();
    lines.find_map(|line| {
        let rest = line.trim().strip_prefix('[')?.strip_prefix(name)?;
        let value = rest.strip_prefix("]: [")?.strip_suffix(']')?;
        Some(value.to_owned())
    })
}

/// Whether Android is still starting. It sets `sys.boot_completed` to 1 when
/// it has started, and not to anything before. So a missing one tells
/// something only where `getprop` printed everything, and then there are
/// services of `init` in it.
pub(super) fn is_starting(properties: &Part) -> bool {
    match property(properties, "sys.boot_completed") {
        Some(value) => value != "1",
        None => contains(&properties.bytes, b"[init.svc."),
    }
}

/// The longest name of a web app that is asked about; they have some forty letters.
const LONGEST_NAME: usize = 80;

/// The web apps among the packages, by name, as many as there is room for in one
/// question. Only letters, digits, dots and low lines are in a name: it becomes
/// part of a command.
pub(super) fn web_apps_of(recording: &Recording, most: usize) -> BTreeSet<String> {
    let lists = recording.listings.iter().map(|listing| &listing.installed);
    let mut names = BTreeSet::new();
    for part in recording.dump.iter().chain(lists) {
        for at in memchr::memmem::find_iter(&part.bytes, WEB_APK.as_bytes()) {
            let (before, after) = part.bytes.split_at(at);
            let is_of_name = |byte: &&u8| byte.is_ascii_alphanumeric() || b"._".contains(byte);
            let start = at - before.iter().rev().take_while(is_of_name).count();
            let end = at + after.iter().take_while(is_of_name).count();
            let name = part.bytes.get(start..end).map(str::from_utf8);
            let Some(Ok(name)) = name else { continue };
            let is_name = name.len() <= LONGEST_NAME && !name.ends_with('.');
            if is_name && opens_its_page(name) && names.len() < most {
                names.insert(name.to_owned());
            }
        }
    }
    names
}

/// The numbers of the users, from lines such as `UserInfo{0:...:4c13} running`,
/// which both `pm list users` and `dumpsys user` print. Only the number is
/// read: the name that follows it is personal. A device that does not say has
/// at least its first user.
pub(super) fn users_of(recording: &Recording) -> Vec<u32> {
    for part in [&recording.users, &recording.users_verbose] {
        let Some(part) = part else { continue };
        let text = String::from_utf8_lossy(&part.bytes);
        let mut users: Vec<u32> = text
            .lines()
            .filter_map(|line| line.trim().strip_prefix("UserInfo{"))
            .filter_map(|rest| rest.split(':').next()?.parse().ok())
            .collect();
        users.sort_unstable();
        users.dedup();
        if !users.is_empty() {
            return users;
        }
    }
    vec![0]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(text: &str, code: i32) -> Part {
        Part {
            bytes: text.as_bytes().to_vec(),
            end: End::Exit(code),
        }
    }

    #[test]
    fn a_dump_that_gave_up_is_no_dump() {
        let good = "Packages:\n  Package [android] (1):\n";
        assert!(is_dump(&part(good, 0)));
        assert!(is_dump(&part(&good.replace('\n', "\r\n"), 0)));
        assert!(!is_dump(&part(good, 1)));
        assert!(!is_dump(&part("Can't find service: package\n", 0)));
        let late = format!("{good}*** SERVICE 'package' DUMP TIMEOUT (10000ms) EXPIRED ***\n");
        assert!(!is_dump(&part(&late, 0)));
    }

    #[test]
    fn the_flag_that_a_device_refuses_is_named() {
        for (text, code, flag) in [
            ("Error: Unknown option: -U\n", 255, Some("-U")),
            ("Error: Unknown option: -U\r\n", 0, Some("-U")),
            (
                "\nUnknown option --show-versioncode\n",
                1,
                Some("--show-versioncode"),
            ),
            ("package:android\n", 0, None),
            ("Error: java.lang.SecurityException\n", 255, None),
        ] {
            assert_eq!(unknown_option(&part(text, code)).as_deref(), flag, "{text}");
        }
    }

    #[test]
    fn users_are_read_by_number_and_never_by_name() {
        let recording = |text: &str| Recording {
            users: Some(part(text, 0)),
            ..Recording::default()
        };
        let list =
            "Users:\n\tUserInfo{0:UserInfo{7:x:4c13} running\n\tUserInfo{150:N:61001010}\r\n";
        assert_eq!(users_of(&recording(list)), [0, 150]);
        assert_eq!(users_of(&recording("UserInfo{99999999999:x:1}\n")), [0]);
        assert_eq!(users_of(&recording("")), [0]);
    }

    #[test]
    fn only_the_names_of_web_apps_are_asked_about() {
        let text = "  Package [org.chromium.webapk.a1_v2] (1):\n\
            package:/data/app/~~x==/org.chromium.webapk.a1_v2-y==/base.apk=org.chromium.webapk.a2\n\
            org.chromium.webapk.$(reboot) com.example.web.a3 org.chromium.webapk.a4;reboot\n";
        let recording = Recording {
            dump: Some(part(text, 0)),
            ..Recording::default()
        };
        let names: Vec<String> = web_apps_of(&recording, 9).into_iter().collect();
        let expected = ["a1_v2", "a2", "a4"].map(|end| format!("org.chromium.webapk.{end}"));
        assert_eq!(names, expected);
        assert_eq!(web_apps_of(&recording, 2).len(), 2);
    }

    #[test]
    fn properties_are_matched_by_their_whole_name() {
        let part = part(
            "[ro.serialno2]: [no]\r\n[ro.serialno]: [ABC]\r\n[empty]: []\n",
            0,
        );
        assert_eq!(property(&part, "ro.serialno").as_deref(), Some("ABC"));
        assert_eq!(property(&part, "empty").as_deref(), Some(""));
        assert_eq!(property(&part, "ro"), None);
    }

    #[test]
    fn a_phone_is_starting_until_it_says_that_it_has_started() {
        for (text, starting) in [
            (
                "[init.svc.adbd]: [running]\n[sys.boot_completed]: [1]\n",
                false,
            ),
            ("[init.svc.adbd]: [running]\n", true),
            ("[sys.boot_completed]: [0]\n", true),
            ("[sys.boot_completed]: []\n", true),
            // Not all of it: nothing can be concluded.
            ("[ro.build.version.sdk]: [34]\n", false),
        ] {
            assert_eq!(is_starting(&part(text, 0)), starting, "{text}");
        }
    }
}
