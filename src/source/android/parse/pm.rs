//! `pm list packages`: what one user has, in the shapes of Android 7 to 16.
//!
//! A line is `package:`, the path and `=` with `-f`, the name, and then what
//! other flags add, in a fixed order (AOSP `PackageManagerShellCommand.java`,
//! `runListPackages`). An empty list, a list with an error among its lines and
//! a list without `android` are not lists: some builds print those and exit
//! with 0.

use super::error_message;
use super::lines::{Lines, is_package_name, number, split_last};
use crate::source::android::command_output::{End, Part};
use crate::source::capped::Capped;

/// One line of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Listed<'a> {
    pub(crate) name: &'a str,
    /// Where its code is, with `-f`.
    pub(crate) path: Option<&'a [u8]>,
    /// What installed it, with `-i`. Not per user.
    pub(crate) installer: Option<&'a [u8]>,
    /// The uids of all users that have it, with `-U` since Android 13.
    pub(crate) uids: &'a [u8],
}

/// How far a list can be trusted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Standing {
    /// It is the list.
    Whole,
    /// The device forbids this user's list to the shell; its words.
    Refused(String),
    /// It is not, or not all of, the list; why.
    Broken(String),
    /// A phone gave one name for the whole list. It means nothing: some
    /// builds name one app, installed or not, while they talk to a car.
    Decoy(String),
}

/// A list and how far it can be trusted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PmList<'a> {
    pub(crate) apps: Vec<Listed<'a>>,
    /// Whether there were more than are read.
    pub(crate) is_cut: bool,
    pub(crate) standing: Standing,
}

/// The package that is the platform itself. Every list of every user has it,
/// so a list without it is not the list.
pub(crate) const PLATFORM: &str = "android";

/// More lines than any phone has.
const MOST_LINES: usize = 100_000;

pub(crate) fn parse(part: &Part) -> PmList<'_> {
    parse_up_to(part, MOST_LINES)
}

fn parse_up_to(part: &Part, most: usize) -> PmList<'_> {
    let lines = Lines::new(&part.bytes).filter_map(listed);
    let (apps, is_cut) = Capped::of(lines, most).into_parts();
    let standing = standing(part, &apps, is_cut);
    PmList {
        apps,
        is_cut,
        standing,
    }
}

/// The user that a refusal names: `Shell does not have permission to access
/// user 150` (AOSP `UserController.handleIncomingUser`).
pub(crate) fn refused_user(words: &str) -> Option<u32> {
    let (_, rest) = words.split_once("access user ")?;
    let digits = rest.split(|c: char| !c.is_ascii_digit()).next()?;
    digits.parse().ok()
}

impl PmList<'_> {
    /// What the list is worth when the refusal in it is about another user:
    /// since Android 16 a list of several users leaves that one out and goes
    /// on.
    pub(crate) fn without_refusal(&mut self, part: &Part) {
        self.standing = standing_of_names(part, &self.apps, self.is_cut);
    }
}

fn standing(part: &Part, apps: &[Listed], is_cut: bool) -> Standing {
    if let Some(words) = error_message::failure(&part.bytes) {
        return if words.contains("SecurityException") {
            Standing::Refused(words)
        } else {
            Standing::Broken(words)
        };
    }
    standing_of_names(part, apps, is_cut)
}

fn standing_of_names(part: &Part, apps: &[Listed], is_cut: bool) -> Standing {
    match &part.end {
        End::Cut(reason) | End::Short(reason) => return Standing::Broken(reason.clone()),
        End::Exit(code) if *code != 0 => {
            return Standing::Broken(format!("the command ended with exit code {code}"));
        }
        End::Exit(_) | End::Unmarked => {}
    }
    if is_cut {
        Standing::Broken("it has more lines than are read".to_owned())
    } else if apps.is_empty() {
        Standing::Broken("the device printed no list".to_owned())
    } else if apps.iter().any(|app| app.name == PLATFORM) {
        Standing::Whole
    } else {
        let words = format!(
            "it lacks `{PLATFORM}`, which every phone has (names in it: {})",
            apps.len()
        );
        if apps.len() == 1 && part.end == End::Exit(0) {
            Standing::Decoy(words)
        } else {
            Standing::Broken(words)
        }
    }
}

fn listed(line: &[u8]) -> Option<Listed<'_>> {
    let rest = line.trim_ascii().strip_prefix(b"package:")?;
    // The path may hold `=` and spaces, so the fields are taken from the end.
    let mut rest = rest;
    let mut installer = None;
    let mut uids: &[u8] = b"";
    while let Some((before, word)) = split_last(rest, b' ') {
        if let Some(value) = word.strip_prefix(b"uid:") {
            uids = value;
        } else if let Some(value) = word.strip_prefix(b"installer=") {
            installer = Some(value);
        } else if !word.starts_with(b"versionCode:")
            && !word.starts_with(b"stopped=")
            && !word.is_empty()
        {
            break;
        }
        rest = before;
    }
    let (path, name) = match split_last(rest, b'=') {
        Some((path, name)) => (Some(path), name),
        None => (None, rest),
    };
    if !is_package_name(name) {
        return None;
    }
    Some(Listed {
        name: std::str::from_utf8(name).ok()?,
        path,
        installer,
        uids,
    })
}

impl Listed<'_> {
    /// The users that have the app, from its uids: a uid is the user's number
    /// times 100000 plus the app's.
    pub(crate) fn users(&self) -> impl Iterator<Item = u32> + '_ {
        self.uids
            .split(|byte| *byte == b',')
            .filter_map(number)
            .map(|uid| uid / 100_000)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(text: &str, end: End) -> Part {
        Part {
            bytes: text.as_bytes().to_vec(),
            end,
        }
    }

    #[test]
    fn every_shape_of_a_line() {
        let line = b"package:/data/app/~~x==/a.b-y==/base.apk=a.b versionCode:12  installer=null uid:10123,1010123\r";
        let app = listed(line).unwrap();
        assert_eq!(app.name, "a.b");
        assert_eq!(app.path, Some(&b"/data/app/~~x==/a.b-y==/base.apk"[..]));
        assert_eq!(app.installer, Some(&b"null"[..]));
        assert_eq!(app.users().collect::<Vec<_>>(), [0, 10]);
        let spaced = listed(b"package:/product/app/My App/x.apk=a.b").unwrap();
        assert_eq!(spaced.name, "a.b");
        assert_eq!(listed(b"package:android").unwrap().name, "android");
        assert_eq!(
            listed(b"package:a.b stopped=true uid:1").unwrap().name,
            "a.b"
        );
        assert_eq!(listed(b"WARNING: linker: x"), None);
        assert_eq!(listed(b"package:"), None);
    }

    #[test]
    fn a_refusal_names_its_user() {
        let words =
            "java.lang.SecurityException: Shell does not have permission to access user 150";
        assert_eq!(refused_user(words), Some(150));
        assert_eq!(refused_user("java.lang.SecurityException: x"), None);
    }

    #[test]
    fn what_is_no_list() {
        let standing = |text: &str, end| parse(&part(text, end)).standing;
        let whole = "package:android\npackage:a.b\n";
        assert_eq!(standing(whole, End::Exit(0)), Standing::Whole);
        for (most, expected) in [(1, false), (2, true)] {
            let part = part(whole, End::Exit(0));
            let mut list = parse_up_to(&part, most);
            assert_eq!(list.standing == Standing::Whole, expected, "{most}");
            list.without_refusal(&part);
            assert_eq!(list.standing == Standing::Whole, expected, "{most}");
        }
        let refused = "Error: java.lang.SecurityException: Shell does not have permission to access user 150\n";
        assert!(matches!(
            standing(refused, End::Exit(0)),
            Standing::Refused(_)
        ));
        let mixed = format!("{whole}{refused}");
        assert!(matches!(
            standing(&mixed, End::Exit(0)),
            Standing::Refused(_)
        ));
        for (text, end) in [
            (whole, End::Cut("the device went away".to_owned())),
            (whole, End::Exit(255)),
            ("", End::Exit(0)),
            ("package:a.b\npackage:c.d\n", End::Unmarked),
            ("Error: Unknown option: -U\n", End::Exit(255)),
            (
                "Package manager (package) commands:\n  help\n",
                End::Exit(0),
            ),
        ] {
            assert!(matches!(standing(text, end), Standing::Broken(_)), "{text}");
        }
        let decoy = standing("package:com.example.carlink", End::Exit(0));
        assert!(matches!(decoy, Standing::Decoy(_)));
    }
}
