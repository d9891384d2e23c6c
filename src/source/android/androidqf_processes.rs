//! `processes.txt` of an `AndroidQF` collection: what ran on the phone. It is the
//! output of `ps -A`, or JSON with the `SELinux` context of each process where the
//! collector's own program ran.
//!
//! The name of a process need not be that of a package (`android.process.media`), so
//! nothing is concluded from names. But every app runs under a number of its own, which
//! its record in the dump has. A process with the number of an app that no record has
//! shows that a record is missing. Isolated processes (`u0_i1`), those of the system and
//! native ones have no such number.

use super::parse::dump::Dump;
use super::parse::lines::number;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// The numbers of apps (AOSP `Process.FIRST_APPLICATION_UID` and its last).
const FIRST: u32 = 10_000;
const LAST: u32 = 19_999;

/// The longest name of a process that is told.
const LONGEST: usize = 100;

/// The running processes by the number of their app, with the name of one of them.
#[derive(Debug, Default)]
pub(super) struct Processes(BTreeMap<u32, String>);

/// One process as the collector's own program writes it. It leaves the user out.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Entry {
    filename: String,
    context: String,
    command_line: Option<Vec<String>>,
}

impl Processes {
    /// Reads what the collector's own program writes. An entry that is written otherwise
    /// hides no other.
    pub(super) fn of_entries(entries: Vec<serde_json::Value>) -> Self {
        let mut processes = Self::default();
        for entry in entries.into_iter().map(Entry::deserialize) {
            let entry = entry.unwrap_or_default();
            let name = entry
                .command_line
                .and_then(|words| words.into_iter().next());
            processes.add(
                app_of_context(&entry.context),
                &name.unwrap_or(entry.filename),
            );
        }
        processes
    }

    /// Reads the lines of `ps`. Others show nothing.
    pub(super) fn of_lines(bytes: &[u8]) -> Self {
        let mut processes = Self::default();
        for line in bytes.split(|byte| *byte == b'\n') {
            let Ok(line) = std::str::from_utf8(line) else {
                continue;
            };
            let mut words = line.split_ascii_whitespace();
            let app = words.next().and_then(app_of_user);
            if let Some(name) = words.next_back() {
                processes.add(app, name);
            }
        }
        processes
    }

    /// Whether no app ran.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn add(&mut self, app: Option<u32>, name: &str) {
        if let Some(app) = app.filter(|app| (FIRST..=LAST).contains(app)) {
            let name = || name.chars().take(LONGEST).collect();
            self.0.entry(app).or_insert_with(name);
        }
    }

    /// The names of processes, one an app, whose app has no record in a dump; none
    /// where a record does not say its number.
    pub(super) fn unknown_to(&self, dump: &Dump<'_>) -> Vec<&str> {
        let records = dump.packages.iter().chain(&dump.hidden);
        let known: Option<BTreeSet<u32>> = records.map(|record| record.app_id).collect();
        let Some(known) = known else {
            return Vec::new();
        };
        let unknown = self.0.iter().filter(|(app, _)| !known.contains(app));
        unknown.map(|(_, name)| name.as_str()).collect()
    }
}

/// The number of the app in the name of a user: `u0_a123` is 10123.
fn app_of_user(user: &str) -> Option<u32> {
    let (profile, app) = user.strip_prefix('u')?.split_once("_a")?;
    number(profile.as_bytes())?;
    number(app.as_bytes())?.checked_add(FIRST)
}

/// The number of the app in the context of a process. Apps that a user installs have
/// it in the first two of four categories (libselinux `seapp_context_lookup`):
/// `u:r:untrusted_app:s0:c133,c256,c512,c768` is 10133.
fn app_of_context(context: &str) -> Option<u32> {
    let rest = context.strip_prefix("u:r:untrusted_app")?;
    let (_, categories) = rest.split_once(":s0:")?;
    let category = |text: &str| number(text.strip_prefix('c')?.as_bytes());
    let categories: Option<Vec<u32>> = categories.split(',').map(category).collect();
    match categories?.as_slice() {
        [low @ 0..=255, high @ 256..=511, 512..=767, 768..=1023] => {
            Some(FIRST + low + (high - 256) * 256)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_users_of_apps_have_a_number() {
        let table = [
            ("u0_a123", Some(10_123)),
            ("u150_a7", Some(10_007)),
            ("u0_i12", None),
            ("u0_ai12", None),
            ("system", None),
            ("u0_a", None),
            ("app_12", None),
            ("10123", None),
        ];
        for (user, app) in table {
            assert_eq!(app_of_user(user), app, "{user}");
        }
    }

    #[test]
    fn only_contexts_of_installed_apps_have_a_number() {
        let table = [
            ("u:r:untrusted_app:s0:c133,c256,c512,c768", Some(10_133)),
            ("u:r:untrusted_app_32:s0:c7,c257,c522,c768", Some(10_263)),
            ("u:r:untrusted_app:s0:c512,c768", None),
            ("u:r:isolated_app:s0:c133,c256,c512,c768", None),
            ("u:r:sdk_sandbox_34:s0:c133,c256,c512,c768", None),
            ("u:r:platform_app:s0:c512,c768", None),
            ("u:r:untrusted_app:s0:c300,c256,c512,c768", None),
            ("u:r:untrusted_app:s0", None),
            ("", None),
        ];
        for (context, app) in table {
            assert_eq!(app_of_context(context), app, "{context}");
        }
    }
}
