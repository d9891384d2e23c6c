//! Phones of one run that share an id, and what was permitted by it.
//!
//! A register and a waiver name a phone by its serial, and cheap phones share
//! one. Where a run shows that, nobody knows which of them is meant, so what was
//! permitted or left out by the id is in doubt on all of them. That is known only
//! when every phone was read: until then a phone leaves a few bytes here.

use crate::audit::result::DeviceResult;
use crate::inventory::{Gap, GapCode, Platform};
use crate::policy::device_key;
use std::collections::{BTreeSet, HashMap};
use std::hash::{BuildHasher as _, RandomState};

/// The ids of a run.
#[derive(Debug, Default)]
pub(super) struct Namesakes {
    hasher: RandomState,
    ids: HashMap<u64, Holder>,
    /// Results that lean on their id, by place, with its hash.
    leaning: Vec<(u32, u64)>,
}

/// Who has an id.
#[derive(Debug, Clone, Copy)]
struct Holder {
    /// A hash of what makes it one device, where that is strong.
    identity: Option<u64>,
    /// Whether another reading cannot be shown to be the same device.
    is_shared: bool,
}

impl Namesakes {
    /// Adds the result at a place of the input.
    pub(super) fn add(&mut self, place: u32, device: &DeviceResult) {
        let Some(platform) = device.platform else {
            return;
        };
        let key = self.key(platform, &device.id);
        let identity = device.identity.as_ref();
        let identity = identity.map(|identity| self.hasher.hash_one(identity));
        self.ids
            .entry(key)
            .and_modify(|holder| {
                holder.is_shared |= identity.is_none() || holder.identity != identity;
            })
            .or_insert(Holder {
                identity,
                is_shared: false,
            });
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
        let is_shared = |key: &u64| self.ids.get(key).is_some_and(|holder| holder.is_shared);
        let leaning = self.leaning.iter();
        leaning
            .filter(|(_, key)| is_shared(key))
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
