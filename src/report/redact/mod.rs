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

mod device;
mod document;
mod free;
mod inventory;
mod names;
mod replace;
mod summary;

pub(super) use device::without_places;

use crate::audit::RemarkCode;
use crate::report::document::{Document, Remark};
use free::{TAKEN_OUT, without_decider};
use hmac::{Hmac, KeyInit as _, Mac as _};
use names::{Said, called};
use replace::{Names, in_text};
use sha2::Sha256;
use std::cmp::Reverse;

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
            self.in_remark(&names, remark);
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

    fn in_remark(&self, names: &[(String, String)], remark: &mut Remark<'_>) {
        let clean = self.without_waiver(&remark.message);
        if let Some(clean) = clean {
            remark.message = clean.into();
        }
        in_text(names, &mut remark.message);
        in_text(names, &mut remark.advice);
        remark.details.clear();
    }

    /// What is said of a waiver without its id, which is in the organisation's words;
    /// nothing where no waiver is named.
    #[must_use]
    pub fn without_waiver(&self, message: &str) -> Option<String> {
        let (id, rest) = message.strip_prefix("waiver `")?.rsplit_once("` for ")?;
        Some(format!("waiver `{}` for {rest}", self.waiver(id)))
    }

    fn waiver(&self, id: &str) -> String {
        self.hash("waiver", id)
    }

    /// What a device is called instead.
    #[must_use]
    pub fn id(&self, id: &str) -> String {
        self.hash("device", id)
    }
}

/// Names of inputs that were not judged may be of people.
fn without_inputs(remark: &mut Remark<'_>) {
    if remark.code == RemarkCode::InputsSetAside.as_str() {
        let count = remark.message.split(':').next().unwrap_or_default();
        remark.message = count.to_owned().into();
    }
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
    fn another_key_gives_another_hash() {
        let other = Redactor::new(&[8; 32]);
        assert_ne!(redactor().hash("device", "a"), other.hash("device", "a"));
        assert_ne!(
            redactor().hash("device", "a"),
            redactor().hash("source", "a")
        );
    }
}
