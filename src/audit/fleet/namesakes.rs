//! Phones of one run that share an id, and what was permitted by it.
//!
//! A register and a waiver name a phone by its serial, and cheap phones share
//! one. Where a run shows that, nobody knows which of them is meant, so what was
//! permitted or left out by the id is in doubt on all of them. That is known only
//! when every phone was read: until then a phone leaves a few bytes here.

use crate::audit::result::DeviceResult;
use crate::inventory::{Gap, GapCode, Platform};
use crate::policy::device_key;
use std::collections::hash_map::Entry;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::hash::{BuildHasher as _, RandomState};
use std::num::NonZeroU64;

/// The ids of a run.
#[derive(Debug, Default)]
pub(super) struct Namesakes {
    hasher: RandomState,
    /// By the hash of an id, a hash of what makes its device one, where that is strong.
    ids: HashMap<u64, Option<NonZeroU64>>,
    /// Ids that another reading has, too, which cannot be shown to be the same device.
    shared: HashSet<u64>,
    /// Results that lean on their id, by place, with its hash.
    leaning: Vec<(u32, u64)>,
}

impl Namesakes {
    /// Adds the result at a place of the input.
    pub(super) fn add(&mut self, place: u32, device: &DeviceResult) {
        let Some(platform) = device.platform else {
            return;
        };
        let key = self.key(platform, &device.id);
        let identity = device.identity.as_ref();
        let identity =
            identity.map(|one| NonZeroU64::MIN.saturating_add(self.hasher.hash_one(one)));
        match self.ids.entry(key) {
            Entry::Vacant(entry) => {
                entry.insert(identity);
            }
            Entry::Occupied(first) if identity.is_none() || *first.get() != identity => {
                self.shared.insert(key);
            }
            Entry::Occupied(_) => {}
        }
        if device.leans_on_its_id() {
            self.leaning.push((place, key));
        }
    }

    /// Ids are compared as a register does.
    fn key(&self, platform: Platform, id: &str) -> u64 {
        self.hasher.hash_one((platform.as_str(), device_key(id)))
    }

    /// The places of results that lean on an id which others have, too.
    pub(super) fn doubted(&self) -> BTreeSet<u32> {
        let leaning = self.leaning.iter();
        leaning
            .filter(|(_, key)| self.shared.contains(key))
            .map(|(place, _)| *place)
            .collect()
    }
}

/// Why such a result cannot be relied on.
pub(super) fn doubt() -> Gap {
    Gap::new(
        GapCode::DevicesMixed,
        "other readings carry the id of this device, so what the register or a waiver says of \
         that id may be about another one",
        "keep phones with one id in registers and runs of their own, and take out readings of \
         one phone that are older",
    )
}
