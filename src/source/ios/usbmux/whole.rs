//! Whether the list holds every app, and what to say when that is not shown.
//!
//! A list is whole only when the phone said so, its numbers fit, each entry has
//! an id, the settings are in it as an app of the system, and the second way of
//! asking brought no other app. Apps that were seen are judged in any case.

use super::fault::Fault;
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
    if attempt.missed > 0
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
    /// Apps that only the second opinion named.
    missed: usize,
    /// Why there is no second opinion.
    unasked: Option<Fault>,
}

fn both(lockdown: &mut Lockdown<'_>, ids: &[String]) -> Result<Attempt, Fault> {
    let mut channel = lockdown.service(Service::InstallationProxy)?;
    let mut listing = browse(&mut channel);
    let mut attempt = |listing: &mut Listing| {
        let mut missed = 0;
        let mut asked = vec![lookup(&mut channel, None)];
        for some in ids.chunks(AT_ONCE) {
            if asked.iter().all(|answer| answer.fault.is_none()) {
                let some = some.iter().map(String::as_str).collect();
                asked.push(lookup(&mut channel, Some(some)));
            }
        }
        let mut unasked = None;
        for mut answer in asked {
            missed += listing.add_missing(&mut answer.apps.entries);
            let incomplete = !answer.is_complete && answer.fault.is_none();
            unasked = unasked
                .or(answer.fault)
                .or(incomplete.then_some(Fault::Nonsense(
                    super::fault::Step::SecondList,
                    "it is not complete".to_owned(),
                )));
        }
        (missed, unasked)
    };
    let (missed, unasked) = match listing.fault {
        // The connection is of no more use.
        Some(_) => (0, None),
        None => attempt(&mut listing),
    };
    Ok(Attempt {
        listing,
        missed,
        unasked,
    })
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
        self.listing.fault.is_none() && self.missed < other.missed
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
        if self.missed > 0 {
            gaps.push(trouble::disagrees(phone, self.missed));
        }
        gaps.extend(self.unasked.map(|fault| trouble::unasked(phone, &fault)));
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
