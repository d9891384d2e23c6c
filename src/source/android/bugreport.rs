//! Bug reports: the zip file that a phone makes of itself.
//!
//! Which entry is the report differs. Android names it in `main_entry.txt`
//! (AOSP `cmds/dumpstate/bugreport-format.md`), usually
//! `bugreport-<build>-<date>.txt`; Samsung's own menu writes
//! `dumpState_<model>_<date>.log`. The last resort is the largest text.

use super::assemble::assemble;
use super::saved_text::{LARGEST_TEXT, file_name, unread};
use crate::inventory::{Gap, GapCode, Locator, Reading};
use crate::source::container::framed_text;
use crate::source::container::framed_text::Text;
use crate::source::container::zip::{Archive, last_part};
use std::path::Path;

/// How many of the texts in a report are looked into.
const MOST_TRIES: usize = 5;
/// `main_entry.txt` holds one file name.
const LONGEST_NAME: u64 = 4096;

/// Reads a bug report, as `adb bugreport`, the developer options or a maker's
/// own menu write it. A report that is not zipped is for
/// [`super::read_dump`].
#[must_use]
pub fn read_bugreport(locator: Locator, file: &Path) -> Reading {
    match find_text(file) {
        Ok(text) => {
            let id = file_name(&locator);
            let inventory = assemble(&text.recording, "android/bugreport", &id);
            Reading::of(locator, inventory)
        }
        Err(gap) => unread(locator, gap),
    }
}

/// The text of a report that holds the dump of the package service.
pub(super) fn find_text(file: &Path) -> Result<Text, Gap> {
    let mut archive = Archive::open(file)?;
    let mut broken = None;
    for index in candidates(&mut archive) {
        let read = archive
            .reader(index)
            .and_then(|entry| framed_text::read(entry, LARGEST_TEXT));
        match read {
            Ok(text) if text.has_packages() => return Ok(text),
            Ok(text) => broken = broken.or(text.broken),
            Err(error) => broken = broken.or_else(|| Some(error.to_string())),
        }
    }
    Err(match broken {
        Some(reason) => Gap::new(
            GapCode::FileDamaged,
            format!("the report could not be read: {reason}"),
            "copy the report from the phone again, or take a new one",
        ),
        None => Gap::new(
            GapCode::FileUnrecognised,
            "no text in the zip file holds the dump of the service `package`, so it is no bug report",
            "take a bug report with `adb bugreport report.zip`",
        ),
    })
}

fn candidates(archive: &mut Archive) -> Vec<usize> {
    let mut order = Vec::new();
    let main = archive.find(|name| matches!(name, "main_entry.txt" | "main-entry.txt"));
    for index in main.into_iter().take(1) {
        let head = archive.head(index, LONGEST_NAME).unwrap_or_default();
        let named = String::from_utf8_lossy(&head);
        let named = last_part(named.trim()).to_owned();
        order.extend(archive.find(|name| name == named));
    }
    order.extend(archive.find(|name| name.starts_with("bugreport-") && is_text(name)));
    order.extend(archive.find(|name| {
        let name = name.to_ascii_lowercase();
        name.starts_with("dumpstate") && !name.starts_with("dumpstate_log") && is_text(&name)
    }));
    let mut texts = archive.find(is_text);
    texts.sort_by_key(|index| std::cmp::Reverse(archive.claimed_size(*index)));
    order.extend(texts);
    let mut tried = Vec::new();
    for index in order {
        if !tried.contains(&index) && tried.len() < MOST_TRIES {
            tried.push(index);
        }
    }
    tried
}

fn is_text(name: &str) -> bool {
    let end = Path::new(name).extension().unwrap_or_default();
    end.eq_ignore_ascii_case("txt") || end.eq_ignore_ascii_case("log")
}
