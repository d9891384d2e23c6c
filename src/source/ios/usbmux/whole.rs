//! Whether the list holds every app, and what to say when that is not shown.
//!
//! A list is whole only when the phone said so, its numbers fit, each entry has
//! an id, the settings are in it as an app of the system, and the second way of
//! asking brought no other app. Apps that were seen are judged in any case.

use super::channel::Channel;
use super::fault::{Fault, Step};
use super::listing::{Listing, browse, lookup};
use super::lockdown::{Lockdown, Service};
use super::trouble;
use crate::inventory::{App, Evidence, Gap, Note, Platform, State};
use crate::source::lists::{Entry, Kind, merge, shows_system};
use std::collections::BTreeSet;

/// How many ids are asked for at one time.
const AT_ONCE: usize = 1_000;
/// A phone has some 230 apps of the system; far fewer are odd.
const FEW: usize = 50;

/// The apps of a phone, and what speaks against having them all.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) apps: Vec<App>,
    pub(super) gaps: Vec<Gap>,
    pub(super) notes: Vec<Note>,
}

/// Reads the list, and once more when the second opinion differs: an app may
/// have been installed meanwhile. `ids` are those that the caller wants to be
/// sure of.
pub(super) fn read(
    phone: &str,
    lockdown: &mut Lockdown<'_>,
    ids: &[String],
) -> Result<Found, Fault> {
    let mut attempt = both(lockdown, ids)?;
    if attempt.second.missed > 0
        && attempt.listing.fault.is_none()
        && let Ok(again) = both(lockdown, ids)
        && again.is_better(&attempt)
    {
        attempt = again;
    }
    if attempt.listing.apps.entries.is_empty()
        && let Some(fault) = attempt.listing.fault
    {
        return Err(fault);
    }
    Ok(attempt.found(phone))
}

/// A list and what the second opinion added.
struct Attempt {
    listing: Listing,
    second: Second,
}

/// What asking in another way brought.
#[derive(Default)]
struct Second {
    /// Apps that the list does not name.
    missed: usize,
    /// Why it could not be had.
    fault: Option<Fault>,
}

fn both(lockdown: &mut Lockdown<'_>, ids: &[String]) -> Result<Attempt, Fault> {
    let mut channel = lockdown.service(Service::InstallationProxy)?;
    let mut listing = browse(&mut channel);
    if listing.fault.is_some() {
        // The connection is of no more use.
        let second = Second::default();
        return Ok(Attempt { listing, second });
    }
    let mut second = compare(&mut channel, &mut listing, ids);
    // What the phone says after the end of the list is no answer to this.
    if let Some(Fault::Said(..)) = second.fault
        && let Ok(mut channel) = lockdown.service(Service::InstallationProxy)
    {
        let again = compare(&mut channel, &mut listing, ids);
        second.missed += again.missed;
        second.fault = again.fault;
    }
    Ok(Attempt { listing, second })
}

/// Asks for all apps in another way, and for those with these ids.
fn compare(channel: &mut Channel, listing: &mut Listing, ids: &[String]) -> Second {
    let mut second = Second::default();
    let some = ids
        .chunks(AT_ONCE)
        .map(|some| Some(some.iter().map(String::as_str).collect()));
    for question in std::iter::once(None).chain(some) {
        let mut answer = lookup(channel, question);
        second.missed += listing.add_missing(&mut answer.apps.entries);
        if answer.fault.is_none() && !answer.is_complete {
            let unfinished = "it does not say that it is complete".to_owned();
            answer.fault = Some(Fault::Nonsense(Step::SecondList, unfinished));
        }
        if answer.fault.is_some() {
            second.fault = answer.fault;
            break;
        }
    }
    second
}

impl Listing {
    /// Adds entries whose id is not in the list. Returns how many.
    fn add_missing(&mut self, others: &mut Vec<Entry>) -> usize {
        let known: BTreeSet<String> = self.apps.entries.iter().map(id).collect();
        let before = self.apps.entries.len();
        for entry in others.drain(..) {
            if !known.contains(&id(&entry)) {
                self.add(entry);
            }
        }
        self.apps.entries.len() - before
    }
}

fn id(entry: &Entry) -> String {
    entry.id.to_ascii_lowercase()
}

impl Attempt {
    fn is_better(&self, other: &Self) -> bool {
        self.listing.fault.is_none() && self.second.missed < other.second.missed
    }

    fn found(self, phone: &str) -> Found {
        let mut gaps = Vec::new();
        let listing = self.listing;
        if let Some(fault) = &listing.fault {
            gaps.push(trouble::cut(phone, fault, listing.apps.len()));
        } else if !listing.is_complete {
            gaps.push(trouble::doubtful(phone, "its end was not told"));
        }
        gaps.extend(listing.mismatch.map(|what| trouble::doubtful(phone, what)));
        if self.second.missed > 0 {
            gaps.push(trouble::disagrees(phone, self.second.missed));
        }
        gaps.extend(
            self.second
                .fault
                .map(|fault| trouble::unasked(phone, &fault)),
        );
        if listing.apps.odd > 0 {
            gaps.push(trouble::odd_entries(phone, listing.apps.odd));
        }
        let entries = listing.apps.entries;
        let apps = merge(&entries, Evidence::InstallationProxy);
        if !shows_system(Platform::Ios, &apps) {
            gaps.push(trouble::no_witness(phone));
        }
        let installing = unfinished(&entries, &apps);
        if installing > 0 {
            gaps.push(trouble::installing(phone, installing));
        }
        Found {
            notes: few_of_the_system(&entries).into_iter().collect(),
            apps,
            gaps,
        }
    }
}

/// Apps that are still being installed, and are not there in another version.
fn unfinished(entries: &[Entry], apps: &[App]) -> usize {
    let installing: BTreeSet<String> = entries
        .iter()
        .filter(|entry| entry.is_installing)
        .map(id)
        .collect();
    let is_waiting = |app: &&App| {
        app.state == State::Archived && installing.contains(&app.id.to_ascii_lowercase())
    };
    apps.iter().filter(is_waiting).count()
}

fn few_of_the_system(entries: &[Entry]) -> Option<Note> {
    let system = entries.iter().filter(|entry| entry.kind == Kind::System);
    let count = system.count();
    (count < FEW).then(|| Note {
        code: "few-system-apps".to_owned(),
        message: format!("the phone lists {count} apps of the system, and phones have some 200"),
    })
}
