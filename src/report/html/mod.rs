//! HTML for a manager: one file that can be sent, opened on a phone and
//! printed. The result first, then where the problems lie, then each device
//! with reasons and fixes; or, for an overview, the worst devices in a list.
//!
//! The page holds no script and asks for nothing from anywhere; a policy in
//! its head forbids both. The template lies beside this file and escapes all
//! that it is given. It is printed in parts, so that a fleet is never held as a
//! whole.

mod device;
mod overview;
mod page;
mod told;

use super::document::{Document, Glance};
use super::layout::Layout;
use super::overview::WORST;
use super::press::Press;
use super::wording::Words;
use device::{brief, row, section};
use minijinja::Value;
use minijinja::value::Serde;
use page::Page;
use std::io::{self, Write};

pub(super) fn write(
    document: &Document<'_>,
    layout: Layout<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let words = layout.language.words();
    let in_full = if layout.overview { 0 } else { IN_FULL };
    let page = Page::new(document, words, in_full)?;
    let mut press = Press::new(include_str!("page.jinja"), Value::from(Serde(page)), out)?;
    press.part("head")?;
    if layout.overview {
        worst(&mut press, document, words)?;
    } else {
        devices(&mut press, document, words)?;
    }
    press.part("foot")
}

/// Lists all devices, and tells of those that need somebody.
fn devices(press: &mut Press<'_>, document: &Document<'_>, words: &Words) -> io::Result<()> {
    let telling = |glance: Glance| !glance.is_quiet();
    if document.devices.any(telling) {
        press.part("telling")?;
        let rest = press.each("row", document, ROWS, telling, |device| row(words, device))?;
        press.part("telling-end")?;
        say_rest(press, words, rest)?;
    }
    if document.devices.any(Glance::is_quiet) {
        press.part("quiet")?;
        let rest = press.each(
            "quiet-row",
            document,
            QUIET_ROWS,
            Glance::is_quiet,
            |device| brief(words, device),
        )?;
        press.part("quiet-end")?;
        say_rest(press, words, rest)?;
    }
    if document.devices.is_empty() {
        press.part("nobody")?;
    }
    press.part("list-end")?;
    let rules = document.rules_by_id();
    let rest = press.each("device", document, IN_FULL, telling, |device| {
        section(words, device, &rules)
    })?;
    say_rest(press, words, rest)
}

/// Lists the worst devices.
fn worst(press: &mut Press<'_>, document: &Document<'_>, words: &Words) -> io::Result<()> {
    let all = document.devices.len();
    let mut listed = 0;
    if document.devices.any(Glance::needs_somebody) {
        press.part("telling")?;
        let wanted = Glance::needs_somebody;
        press.each("row", document, WORST, wanted, |device| row(words, device))?;
        press.part("telling-end")?;
        listed = document.devices.count(wanted).min(WORST);
    }
    if all == 0 {
        press.part("nobody")?;
    }
    say_rest(press, words, all - listed)?;
    press.part("list-end")
}

/// Says how many devices have no place here, if there are any.
fn say_rest(press: &mut Press<'_>, words: &Words, rest: usize) -> io::Result<()> {
    if rest == 0 {
        return Ok(());
    }
    press.say("more", (words.labels.more_devices)(rest))
}

/// How many devices are told of in full, worst first. With the lists a page stays
/// below two megabytes, which every browser opens at once.
const IN_FULL: usize = 200;

/// How many devices with something to tell are listed.
const ROWS: usize = 3000;

/// How many others are listed.
const QUIET_ROWS: usize = 1500;
