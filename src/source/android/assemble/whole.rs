//! Whether the main list is proven to be whole.
//!
//! A phone that is asked ends its answer with a marker. A saved text has none,
//! so something must follow the packages that only a dump which got past them
//! prints. A text that just stops is never whole, however tidily it stops.

use super::second;
use super::second::{AGAIN, SAVE_AGAIN, advice};
use super::view::View;
use crate::inventory::{Gap, GapCode};
use crate::source::android::command_output::{End, Part};
use crate::source::android::parse::dump::{Dump, Stopped, Trouble};
use crate::source::android::parse::error_message;
use crate::source::android::parse::pm::PLATFORM;
use std::collections::BTreeSet;

/// Everything that keeps the main list from being whole.
pub(super) fn gaps(view: &View<'_>) -> Vec<Gap> {
    let (Some(part), Some(dump)) = (&view.recording.dump, &view.dump) else {
        return vec![Gap::new(
            GapCode::PrimaryListMissing,
            "the list of all apps of all profiles (`dumpsys package`) is missing; the weaker list was used",
            SAVE_AGAIN,
        )];
    };
    if !dump.has_section && dump.packages.is_empty() {
        return vec![no_section(part)];
    }
    let mut gaps = Vec::new();
    gaps.extend(end_gap(part, dump));
    let has_platform = dump.packages.iter().any(|record| record.name == PLATFORM);
    if gaps.is_empty() && !has_platform {
        gaps.push(Gap::new(
            GapCode::ListingTruncated,
            format!("the list of apps lacks `{PLATFORM}`, which every phone has, so it is not the whole list"),
            advice(part),
        ));
    }
    if gaps.is_empty() {
        gaps.extend(trouble_gap(dump.trouble, part));
        gaps.extend(second::gaps(view, part, dump));
    } else {
        // Where the list ends early, its last entry does too.
        let unfinished = dump.trouble.unfinished.saturating_sub(1);
        let trouble = Trouble {
            unfinished,
            odd_lines: 0,
            ..dump.trouble
        };
        gaps.extend(trouble_gap(trouble, part));
    }
    gaps.extend(lost_gap(view, dump));
    gaps
}

fn no_section(part: &Part) -> Gap {
    let reason = match (&part.end, error_message::failure(&part.bytes)) {
        (_, Some(words)) => words,
        (End::Cut(reason) | End::Short(reason), None) => reason.clone(),
        (_, None) => "the device printed no `Packages:`".to_owned(),
    };
    Gap::new(
        GapCode::PrimaryListMissing,
        format!(
            "the list of all apps of all profiles (`dumpsys package`) could not be read: {reason}"
        ),
        advice(part),
    )
}

fn end_gap(part: &Part, dump: &Dump<'_>) -> Option<Gap> {
    let (code, reason) = match (dump.stopped, &part.end) {
        (Some(Stopped::Timeout(line)), _) => (
            GapCode::ListingTimeout,
            format!(
                "the device gave up before it had listed every app: {}",
                error_message::quote(line)
            ),
        ),
        (Some(Stopped::Failure(line)), _) => (
            GapCode::ListingTruncated,
            format!(
                "the device broke off while it listed the apps: {}",
                error_message::failure(&part.bytes).unwrap_or_else(|| error_message::quote(line))
            ),
        ),
        (None, End::Cut(reason) | End::Short(reason)) => (
            GapCode::ListingTruncated,
            format!("the list of apps was cut off: {reason}"),
        ),
        (None, End::Exit(0)) => return None,
        (None, End::Exit(code)) => (
            GapCode::ListingTruncated,
            format!("`dumpsys package` ended with exit code {code}, so its list may not be whole"),
        ),
        (None, End::Unmarked) if !dump.past_packages => (
            GapCode::ListingTruncated,
            format!(
                "the text stops inside the list of apps{}; nothing after it shows that the list was whole",
                last_name(dump)
            ),
        ),
        (None, End::Unmarked) if !dump.ends_with_newline => (
            GapCode::ListingTruncated,
            "the text stops in the middle of a line, so its end is missing".to_owned(),
        ),
        (None, End::Unmarked) => return None,
    };
    Some(Gap::new(code, reason, advice(part)))
}

fn last_name(dump: &Dump<'_>) -> String {
    match dump.packages.last() {
        Some(record) => format!(", at `{}`", record.name),
        None => String::new(),
    }
}

fn trouble_gap(trouble: Trouble, part: &Part) -> Option<Gap> {
    if !trouble.any() {
        return None;
    }
    let Trouble {
        bad_headers,
        strays,
        doubled,
        unfinished,
        contradictions,
        odd_lines,
        no_text,
        orphans,
        beyond_cap,
    } = trouble;
    if beyond_cap > 0 {
        return Some(Gap::new(
            GapCode::TooLarge,
            "the list of apps is longer than that of any phone; its end was not read",
            advice(part),
        ));
    }
    let parts = [
        (bad_headers, "entries with a damaged first line"),
        (strays, "entries outside of the list"),
        (doubled, "entries that run into one another"),
        (unfinished, "entries that lack what every entry has"),
        (contradictions, "entries under another name than their own"),
        (odd_lines, "lines that are none of an entry"),
        (no_text, "places where the text was overwritten"),
        (orphans, "lines that belong to no entry"),
    ];
    let told: Vec<String> = parts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| format!("{what} ({count})"))
        .collect();
    Some(Gap::new(
        GapCode::FileDamaged,
        format!(
            "the list of apps is damaged: {}; apps may be missing from it",
            told.join(", ")
        ),
        advice(part),
    ))
}

/// A package that is listed only as the hidden factory version of itself, and
/// as installed, has lost its own entry. Modules of the system are left out
/// of `Packages:` on purpose.
fn lost_gap(view: &View<'_>, dump: &Dump<'_>) -> Option<Gap> {
    let listed: BTreeSet<&str> = dump.packages.iter().map(|record| record.name).collect();
    let lost = dump
        .hidden
        .iter()
        .filter(|record| !listed.contains(record.name) && !super::view::is_library(record))
        .find(|record| dump.states_of(record).iter().any(|state| state.installed))?;
    let code = if view.is_live {
        GapCode::SourcesDisagree
    } else {
        GapCode::FileDamaged
    };
    Some(Gap::new(
        code,
        format!(
            "`{}` is listed as the hidden factory version of an app that the list of apps lacks",
            lost.name
        ),
        AGAIN,
    ))
}
