//! Taking out what identifies a device, before any format sees it.
//!
//! Ids and places become keyed hashes (HMAC-SHA-256, 64 bits shown), so that
//! two findings on one phone can still be told to be on one phone, and nobody
//! without the key can try all serial numbers of a maker. Exact times become
//! days, because the second of a collection is in other logs too. Who permitted
//! something, why, and what others noted freely is taken out. The order of
//! devices is made anew, because the old one follows the ids.
//!
//! Maker, model, version and the apps that were found stay: a report without
//! them says nothing.

use super::document::{Device, Document, Note, Remark, Text, Waiver};
use super::redact_free::{FREE, TAKEN_OUT, days_only, without_decider};
use super::redact_names::{Said, called};
use crate::audit::fleet::deduplicate;
use crate::audit::{FleetSummary, RemarkCode};
use crate::inventory::{Coverage, Gap, Inventory};
use hmac::{Hmac, KeyInit as _, Mac as _};
use jiff::Timestamp;
use sha2::Sha256;
use std::borrow::Cow;
use std::cmp::Reverse;
use std::sync::Arc;

/// Replaces what identifies a device. The same key gives the same hashes.
#[derive(Clone)]
pub struct Redactor {
    keyed: Hmac<Sha256>,
}

impl std::fmt::Debug for Redactor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // The key is not for logs.
        f.write_str("Redactor")
    }
}

/// What a device may be called by, and what it is called instead; the longest
/// name first.
type Names = Vec<(String, String)>;

impl Redactor {
    /// Hashes with this key.
    #[must_use]
    pub fn new(key: &[u8; 32]) -> Self {
        // HMAC fills a key up to a block with zeros.
        let mut block = [0; 64];
        for (byte, of_key) in block.iter_mut().zip(key) {
            *byte = *of_key;
        }
        Self {
            keyed: Hmac::new(&block.into()),
        }
    }

    fn hash(&self, kind: &str, text: &str) -> String {
        let bytes = self.digest(kind, text);
        let hex: Vec<String> = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        format!("{kind}-{}", hex.concat())
    }

    fn digest(&self, kind: &str, text: &str) -> [u8; 8] {
        let mut keyed = self.keyed.clone();
        keyed.update(kind.as_bytes());
        keyed.update(b"\0");
        keyed.update(text.as_bytes());
        let bytes = keyed.finalize().into_bytes();
        bytes.first_chunk().copied().unwrap_or_default()
    }

    /// Redacts the head of a result: all but its devices, which are called
    /// `originals` by their ids and sources.
    pub(super) fn head<'o>(
        &self,
        document: &mut Document<'_>,
        originals: impl Iterator<Item = (&'o str, &'o str)>,
    ) {
        for adoption in document
            .policies
            .iter_mut()
            .filter_map(|p| p.adoption.as_mut())
        {
            for remark in &mut document.remarks {
                remark.message = without_decider(&remark.message, &adoption.decided_by).into();
            }
            adoption.decided_by = TAKEN_OUT.into();
        }
        let mut said = Said::of(&document.remarks);
        let mut names: Names = originals
            .flat_map(|(id, source)| self.names_in(&mut said, id, source))
            .collect();
        for id in &mut document.evidence.registered_not_read {
            let hash = self.hash("device", id);
            names.push((id.to_string(), hash.clone()));
            *id = hash.into();
        }
        names.sort_by_key(|(name, _)| Reverse(name.len()));
        for remark in &mut document.remarks {
            in_remark(&names, remark);
            without_inputs(remark);
        }
        if let Some(inputs) = &mut document.inputs {
            let unread = inputs.not_read.iter_mut().map(|entry| &mut entry.name);
            for name in inputs.set_aside.iter_mut().chain(unread) {
                *name = self.hash("source", name).into();
            }
        }
    }

    /// The names of a device that are mentioned, and were not before.
    fn names_in(&self, said: &mut Said, id: &str, source: &str) -> Names {
        let names = called(id, source).into_iter();
        let names = names.filter(|(_, name)| said.mentions(name));
        names
            .map(|(kind, name)| (name.to_owned(), self.hash(kind, name)))
            .collect()
    }

    /// The sorting key of a redacted device, for a report that does not follow the
    /// ids: the hashes of id and source, as they are spelt in it.
    pub(super) fn key(&self, id: &str, source: &str) -> [[u8; 8]; 2] {
        [self.digest("device", id), self.digest("source", source)]
    }

    /// Everything by which texts may name a device, with what stands there instead.
    fn names(&self, id: &str, source: &str) -> Names {
        let names = called(id, source).into_iter();
        names
            .map(|(kind, name)| (name.to_owned(), self.hash(kind, name)))
            .collect()
    }

    /// Redacts a device. It depends on nothing else.
    pub(super) fn device(&self, device: &mut Device<'_>) {
        let names = self.names(&device.id, &device.source);
        for gap in &mut device.coverage.gaps {
            if gap.code == FREE {
                gap.message = TAKEN_OUT.into();
                gap.advice = "".into();
            }
            in_text(&names, &mut gap.message);
            in_text(&names, &mut gap.advice);
        }
        for note in &mut device.coverage.notes {
            without_places(note);
            if note.code == FREE {
                note.message = TAKEN_OUT.into();
            }
            in_text(&names, &mut note.message);
        }
        for remark in &mut device.remarks {
            in_remark(&names, remark);
        }
        for finding in &mut device.findings {
            if let Some(time) = &mut finding.first_installed {
                *time = midnight(time);
            }
            if let Some(waiver) = &mut finding.waived_by {
                in_waiver(&names, waiver);
            }
        }
        device.taken_at = device.taken_at.as_deref().map(midnight);
        if let Some(evidence) = &mut device.evidence {
            evidence.redact();
        }
        device.id = self.hash("device", &device.id).into();
        device.source = self.hash("source", &device.source).into();
        device.file = None;
        device.line = None;
    }

    /// Redacts an inventory that is to be saved.
    #[must_use]
    pub fn inventory(&self, inventory: Inventory, source: &str) -> Inventory {
        let mut device = inventory.device.clone();
        let names = self.names(&device.id, source);
        device.id = self.hash("device", &device.id);
        let known = inventory.coverage();
        let gaps = known.gaps().iter().map(|gap| in_gap(&names, gap));
        let mut coverage = Coverage::new(known.profiles().to_vec(), gaps.collect(), Vec::new());
        for note in known.notes() {
            let free = note.code == FREE;
            let message = if free { TAKEN_OUT } else { &note.message };
            coverage.add_note(note.code.as_str(), clean(&names, message));
        }
        for unseen in known.unseen() {
            coverage.add_unseen(unseen.clone());
        }
        let mut apps = inventory.apps().to_vec();
        for app in &mut apps {
            app.first_installed = app.first_installed.and_then(day);
            app.last_updated = app.last_updated.and_then(day);
        }
        let taken_at = inventory.taken_at.and_then(day);
        let selection = inventory.selection().cloned();
        let source = inventory.source;
        let mut redacted = match selection {
            None => Inventory::new(device, source, taken_at, coverage, apps),
            Some(selection) => {
                Inventory::excerpt(device, source, taken_at, coverage, apps).selected(selection)
            }
        };
        redacted.tool = inventory.tool;
        redacted.web_pages = inventory.web_pages;
        redacted
    }

    /// Redacts what is said of a device that could not be read.
    #[must_use]
    pub fn gap(&self, gap: &Gap, id: &str, source: &str) -> Gap {
        in_gap(&self.names(id, source), gap)
    }

    /// Redacts a summary.
    pub fn summary(&self, summary: &mut FleetSummary) {
        let run = &mut summary.run;
        let missing = run.evidence.not_read.iter();
        let mut names: Names = missing.map(|id| (id.clone(), self.id(id))).collect();
        names.sort_by_key(|(name, _)| Reverse(name.len()));
        let measures = run.measures.iter_mut().map(Arc::make_mut);
        for adoption in measures.filter_map(|measure| measure.adoption.as_mut()) {
            for remark in &mut run.remarks {
                remark.message = without_decider(&remark.message, &adoption.decided_by);
            }
            TAKEN_OUT.clone_into(&mut adoption.decided_by);
        }
        for remark in &mut run.remarks {
            remark.message = clean(&names, &remark.message);
            remark.details.clear();
        }
        for id in summary
            .contradicted
            .iter_mut()
            .chain(&mut run.evidence.not_read)
        {
            *id = self.id(id);
        }
        for device in &mut summary.worst {
            device.id = self.id(&device.id);
        }
        for device in &mut summary.unread {
            // What names one device may stand in the text of another, and a
            // summary does not know them all.
            device.message.clear();
            device.id = self.id(&device.id);
        }
        for (_, id) in &mut summary.oldest {
            *id = self.id(id);
        }
        for remark in &mut summary.run.remarks {
            if remark.code == RemarkCode::InputsSetAside {
                let count = remark.message.split(':').next().unwrap_or_default();
                remark.message = count.to_owned();
            }
        }
    }

    /// What a device is called instead.
    #[must_use]
    pub fn id(&self, id: &str) -> String {
        self.hash("device", id)
    }
}

/// A note on other inventories without where they were read: that is no name of
/// this device, and a file may be called after a person.
pub(super) fn without_places(note: &mut Note<'_>) {
    if note.code == deduplicate::LEFT_OUT {
        note.message = "another inventory of this device was left out".into();
    } else if note.code == deduplicate::SAME_ID {
        note.message = "other readings carry the same id, so each counts".into();
    }
}

/// Midnight of that day, UTC.
fn day(time: Timestamp) -> Option<Timestamp> {
    let seconds = time.as_second();
    Timestamp::from_second(seconds - seconds.rem_euclid(86_400)).ok()
}

/// Midnight of the day of a time that is text already.
fn midnight(time: &str) -> Text<'static> {
    format!("{}T00:00:00Z", super::wording::day(time)).into()
}

fn in_gap(names: &[(String, String)], gap: &Gap) -> Gap {
    let mut gap = gap.clone();
    if gap.code.as_str() == FREE {
        TAKEN_OUT.clone_into(&mut gap.message);
        gap.advice.clear();
    }
    gap.message = clean(names, &gap.message);
    gap.advice = clean(names, &gap.advice);
    gap
}

fn in_remark(names: &[(String, String)], remark: &mut Remark<'_>) {
    in_text(names, &mut remark.message);
    in_text(names, &mut remark.advice);
    remark.details.clear();
}

/// Names of inputs that were not judged may be of people.
fn without_inputs(remark: &mut Remark<'_>) {
    if remark.code == RemarkCode::InputsSetAside.as_str() {
        let count = remark.message.split(':').next().unwrap_or_default();
        remark.message = count.to_owned().into();
    }
}

fn in_waiver(names: &[(String, String)], waiver: &mut Waiver<'_>) {
    in_text(names, &mut waiver.id);
    waiver.reason = TAKEN_OUT.into();
    waiver.approver = TAKEN_OUT.into();
}

fn in_text(names: &[(String, String)], text: &mut Text<'_>) {
    let clean = clean(names, text);
    if clean != **text {
        *text = Cow::Owned(clean);
    }
}

fn clean(names: &[(String, String)], text: &str) -> String {
    days_only(&replaced(names, text))
}

/// Puts hashes in the place of names, whatever their case, where they stand as
/// words of their own. One pass, so that no name is found in a hash.
fn replaced(names: &[(String, String)], text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut rest = text;
    let mut before = None;
    while let Some(c) = rest.chars().next() {
        let found = names.iter().find(|(name, _)| begins(rest, name, before));
        let taken = if let Some((name, hash)) = found {
            clean.push_str(hash);
            name.len()
        } else {
            clean.push(c);
            c.len_utf8()
        };
        let (head, tail) = rest.split_at_checked(taken).unwrap_or((rest, ""));
        before = head.chars().next_back();
        rest = tail;
    }
    clean
}

/// Whether a text goes on with a name that is a word of its own.
fn begins(text: &str, name: &str, before: Option<char>) -> bool {
    let is_inside = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let Some((head, tail)) = text.split_at_checked(name.len()) else {
        return false;
    };
    head.eq_ignore_ascii_case(name) && !is_inside(before) && !is_inside(tail.chars().next())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn redactor() -> Redactor {
        Redactor::new(&[7; 32])
    }

    #[test]
    fn the_hash_is_hmac_sha_256() {
        // Worked out with Python's hmac module: key of 32 bytes 0x07, message
        // "device", a zero byte, "EXAMPLE-1".
        assert_eq!(
            redactor().hash("device", "EXAMPLE-1"),
            "device-b1291243fd607b95"
        );
    }

    #[test]
    fn names_go_as_words_whatever_their_case() {
        let text = "abc: adb says ABC is gone, abcd is not; x-abc.";
        let names = [("Abc".to_owned(), "#".to_owned())];
        assert_eq!(
            replaced(&names, text),
            "#: adb says # is gone, abcd is not; x-#."
        );
    }

    #[test]
    fn another_key_gives_another_hash() {
        let other = Redactor::new(&[8; 32]);
        assert_ne!(redactor().hash("device", "a"), other.hash("device", "a"));
        assert_ne!(
            redactor().hash("device", "a"),
            redactor().hash("source", "a")
        );
    }
}
