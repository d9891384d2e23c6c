//! Follows which iPhones are there and whether each can be read, for a program
//! that stays.
//!
//! The service tells what comes and goes. What happens on the screen of a phone
//! it does not tell, so one that is not ready is looked at again every second.

use super::look::{Attached, look};
use super::watch::Watch;
use crate::inventory::Gap;
use crate::source::{NoneAsked, Options};
use std::ops::ControlFlow;
use std::time::Duration;

/// Phones by cable and over Wi-Fi are told one after the other, and one that
/// was just trusted leaves and comes back.
const SETTLING: Duration = Duration::from_millis(400);
/// How often a phone that is not ready is looked at.
const AGAIN: Duration = Duration::from_secs(1);
/// How often all of them are listed, should an event have been lost.
const SAFETY: Duration = Duration::from_secs(30);

/// Calls back with everything that is attached, at once and after each change,
/// until it is told to stop, or the service goes away. Returns why it ended;
/// `None` when it was told to.
///
/// On Linux the service ends when the last phone leaves: track again after a
/// few seconds.
pub fn track(
    options: &Options,
    changed: &mut dyn FnMut(Vec<Attached>) -> ControlFlow<()>,
) -> Option<Gap> {
    follow(options, changed).err()
}

fn follow(
    options: &Options,
    changed: &mut dyn FnMut(Vec<Attached>) -> ControlFlow<()>,
) -> Result<(), Gap> {
    let mut watch = Watch::open(options)?;
    let mut told: Option<Vec<Attached>> = None;
    loop {
        let known = told.as_deref().unwrap_or_default();
        let now = look(options, known).map_err(NoneAsked::gap)?;
        let patience = if now.iter().all(Attached::is_ready) {
            SAFETY
        } else {
            AGAIN
        };
        if told.as_ref() != Some(&now) && changed(now.clone()).is_break() {
            return Ok(());
        }
        told = Some(now);
        if watch.next(patience)?.is_some() {
            while watch.next(SETTLING)?.is_some() {}
        }
    }
}
