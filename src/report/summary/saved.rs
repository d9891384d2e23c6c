//! The summary of a saved result, which looks and says the same as that of an audit.
//! Devices are added up in one walk and none is kept; how much a list leaves out is
//! known here, and said.

use super::page::{CODES, NAMED, Page};
use crate::audit::fleet::deduplicate::LEFT_OUT;
use crate::audit::{BadDevice, Level};
use crate::report::document::{Device, Document, Finding, Glance, Verdict};
use crate::report::layout::Layout;
use crate::report::limits::Limits;
use crate::report::overview::{First, Overview, Sum};
use crate::report::wording::Words;
use std::collections::BTreeSet;
use std::io::{self, Write};
use std::ops::ControlFlow;

/// How many of what is only worth a look are named.
const MENTIONED: usize = 2;

/// Writes the summary of a result.
pub(in crate::report) fn write(
    document: &Document<'_>,
    layout: Layout<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut page = Page::new(layout);
    let words = page.words;
    let (mut sums, mut limits) = (Sums::default(), Limits::default());
    document.devices.each(|device| {
        sums.add(words, device);
        limits.add(device);
        Ok(())
    })?;
    page.head(document);
    if sums.omitted > 0 {
        page.line(0, &(words.summary.omitted)(sums.omitted));
    }
    if let Some(listed) = words.listed(document) {
        page.line(0, &listed);
    }
    page.apps(&sums.overview.apps().cut(NAMED));
    page.rules(&rules(document, &sums.overview));
    page.countries(&sums.overview.countries().cut(NAMED));
    page.contradicted(&sums.contradicted);
    page.worst(&worst(document)?);
    page.unread(sums.overview.not_read().cut(NAMED), &sums.unread);
    let oldest = sums.oldest.iter();
    page.oldest(oldest.map(|(time, id, _)| (time.clone(), &**id)));
    let said = sums.overview.sentences(words).cut(NAMED);
    page.limits(&sums.overview.codes().cut(CODES), &said);
    page.foot(document, &limits, words.summary.every_device_of_result);
    out.write_all(page.text.as_bytes())
}

/// What is added up of the devices.
#[derive(Default)]
struct Sums {
    overview: Overview,
    devices: usize,
    /// Inventories that do not count, because another one of the same device does.
    omitted: usize,
    /// Devices that show something else than their register entry.
    contradicted: First<String>,
    /// Devices without a verdict, and the first reason of each.
    unread: First<(String, String)>,
    /// By time, which is in UTC and sorts as text, by id and by place in the result.
    oldest: BTreeSet<(String, String, usize)>,
}

impl Sums {
    fn add(&mut self, words: &Words, device: &Device<'_>) {
        self.overview.add(words, device);
        self.devices += 1;
        let notes = device.coverage.notes.iter();
        self.omitted += notes.filter(|note| note.code == LEFT_OUT).count();
        let id = || device.id.to_string();
        if device.remarks.iter().any(|remark| remark.finding) {
            self.contradicted.add(MENTIONED, id);
        }
        if device.verdict == Verdict::Indeterminate {
            self.unread.add(MENTIONED, || (id(), reason(words, device)));
        }
        if let Some(time) = device.taken_at.as_deref() {
            let is_full = self.oldest.len() >= MENTIONED;
            let last = self.oldest.last();
            if !is_full || last.is_some_and(|(last, of, _)| (time, &*device.id) < (last, of)) {
                self.oldest.insert((time.to_owned(), id(), self.devices));
            }
            if self.oldest.len() > MENTIONED {
                self.oldest.pop_last();
            }
        }
    }
}

fn open<'d, 'r>(device: &'d Device<'r>) -> impl Iterator<Item = &'d Finding<'r>> {
    device.findings.iter().filter(|finding| finding.is_open())
}

/// Why a device has no verdict: what was not read first, or the first policy that did
/// not judge.
fn reason(words: &Words, device: &Device<'_>) -> String {
    if let Some(gap) = device.coverage.gaps.first() {
        return words.unread(&gap.code, &gap.message);
    }
    let mut standings = words.standings(device).into_iter();
    standings.next().unwrap_or_default()
}

/// The rules that found something on most devices, with the levels of the rules.
fn rules<'o>(document: &Document<'_>, overview: &'o Overview) -> First<(&'o str, Sum)> {
    let known = document.rules_by_id();
    let First { lines, more } = overview.most_common_rules().cut(NAMED);
    let lines = lines.into_iter().map(|(id, sum)| {
        let level = known.get(id).map_or(sum.level, |rule| rule.level);
        (id, Sum { level, ..sum })
    });
    First {
        lines: lines.collect(),
        more,
    }
}

/// The devices that break the policy most.
fn worst(document: &Document<'_>) -> io::Result<First<BadDevice>> {
    let mut first = First::default();
    let is_bad = |glance: Glance| glance.verdict() == Verdict::NonCompliant;
    first.more = document.devices.worst_first(is_bad, |device| {
        if first.lines.len() == NAMED {
            return Ok(ControlFlow::Break(()));
        }
        first.lines.push(bad(device));
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(first)
}

/// A device with what was found at the most serious level: apps, and the codes of what
/// the device itself shows.
fn bad(device: &Device<'_>) -> BadDevice {
    let apps = open(device).map(|one| {
        let name = one.name.as_deref();
        (one.level, name.unwrap_or(&one.app))
    });
    let shown = device.remarks.iter().filter(|remark| remark.finding);
    let shown = shown.map(|remark| (remark.level, &*remark.code));
    let found: Vec<(Level, &str)> = apps.chain(shown).collect();
    let of = |level: Level| found.iter().filter(|(known, _)| *known == level).count();
    let top = found.iter().map(|(level, _)| *level).max();
    let mut apps: Vec<String> = Vec::new();
    for (_, name) in found.iter().filter(|(level, _)| Some(*level) == top) {
        if !apps.iter().any(|known| known == name) {
            apps.push((*name).to_owned());
        }
    }
    let about = [device.maker.as_deref(), device.model.as_deref()];
    let about: Vec<&str> = about.into_iter().flatten().collect();
    BadDevice {
        id: device.id.to_string(),
        about: about.join(" "),
        levels: [of(Level::Deny), of(Level::Warn), of(Level::Note)],
        apps,
    }
}
