//! The roster of a run: what is kept of each device until all are judged, so that
//! they can be put into the order of a report, and so that each can say which other
//! inventories of it, or of phones with its id, there were.
//!
//! An entry is twenty bytes and its id; findings are kept elsewhere. Entries lie in
//! blocks, so that nothing is copied while they become more.

use super::counts::Counting;
use super::deduplicate::{Deduplicator, omitted, same_id};
use super::small;
use crate::audit::result::DeviceResult;
use crate::audit::verdict::Verdict;
use crate::inventory::{Locator, Note, Platform};
use std::collections::HashMap;
use std::hash::{BuildHasher as _, RandomState};
use std::num::NonZeroU32;

/// How many places of devices with the same id are named.
const NAMED: usize = 3;

/// How many entries lie in a block.
const BLOCK: usize = 1024;

/// All results of a run, in the order of the input.
#[derive(Debug, Default)]
pub struct Roster {
    blocks: Vec<Block>,
    /// Where inventories were read; those of one file follow each other.
    places: Vec<String>,
    hasher: RandomState,
}

/// Results that follow each other.
#[derive(Debug)]
struct Block {
    entries: Vec<Entry>,
    /// The ids, one behind the other.
    ids: String,
}

/// One result, in 20 bytes.
#[derive(Debug, Clone, Copy)]
struct Entry {
    verdict: Verdict,
    platform: Option<Platform>,
    place: u32,
    /// Counted from 1. More than four billion lines are no fleet.
    line: Option<NonZeroU32>,
    /// A hash of what makes it one device, where that is strong. It is only compared
    /// where ids are the same.
    identity: Option<NonZeroU32>,
    /// Where its id ends among those of its block.
    id: u32,
}

impl Block {
    fn id(&self, place: usize) -> &str {
        let before = place.checked_sub(1).and_then(|one| self.entries.get(one));
        let start = before.map_or(0, |before| before.id);
        let end = self.entries.get(place).map_or(start, |entry| entry.id);
        let id = self.ids.get(start as usize..end as usize);
        id.unwrap_or_default()
    }
}

impl Roster {
    /// Adds one result, in the order of the input.
    pub fn add(&mut self, device: &DeviceResult) {
        if self.places.last() != Some(&device.locator.place) {
            self.places.push(device.locator.place.clone());
        }
        let identity = device.identity.as_ref();
        let place = small(self.places.len() - 1);
        let identity = identity.map(|identity| {
            let hash = self.hasher.hash_one(identity) >> 32;
            NonZeroU32::MIN.saturating_add(u32::try_from(hash).unwrap_or(0))
        });
        let block = self.block();
        block.ids.push_str(&device.id);
        let line = device.locator.line.map(|line| line.min(u32::MAX.into()));
        block.entries.push(Entry {
            verdict: device.verdict,
            platform: device.platform,
            place,
            line: line.and_then(|line| NonZeroU32::new(u32::try_from(line).ok()?)),
            identity,
            id: small(block.ids.len()),
        });
    }

    /// The block that has room for an entry.
    fn block(&mut self) -> &mut Block {
        let has_room = |block: &mut Block| block.entries.len() < BLOCK;
        let last = self.blocks.pop_if(has_room);
        let last = last.unwrap_or_else(|| Block {
            entries: Vec::with_capacity(BLOCK),
            ids: String::new(),
        });
        self.blocks.push_mut(last)
    }

    /// How many entries there are.
    fn len(&self) -> usize {
        self.blocks.iter().map(|block| block.entries.len()).sum()
    }

    /// The places in the input of those that count and are wanted, in the order of a
    /// report: worst first, then by id and where they were read.
    #[must_use]
    pub fn listed(&self, counting: &Counting, wanted: impl Fn(Verdict) -> bool) -> Vec<u32> {
        let all = (0..).take(self.len());
        let is_wanted = |place: &u32| {
            let entry = self.entry(*place).filter(|_| counting.counts(*place));
            entry.is_some_and(|entry| wanted(counting.verdict(*place, entry.verdict)))
        };
        // No list of a fleet is copied while it becomes longer.
        let mut listed = Vec::with_capacity(self.len());
        listed.extend(all.filter(is_wanted));
        listed.sort_by(|a, b| self.order(*a, counting).cmp(&self.order(*b, counting)));
        listed
    }

    fn order(&self, place: u32, counting: &Counting) -> impl Ord + '_ {
        let entry = self.entry(place);
        (
            entry.map(|entry| counting.verdict(place, entry.verdict).rank()),
            self.id(place),
            entry.map(|entry| (self.place(entry), entry.line)),
        )
    }

    fn entry(&self, place: u32) -> Option<&Entry> {
        let place = place as usize;
        let block = self.blocks.get(place / BLOCK)?;
        block.entries.get(place % BLOCK)
    }

    fn id(&self, place: u32) -> &str {
        let place = place as usize;
        let block = self.blocks.get(place / BLOCK);
        block.map_or("", |block| block.id(place % BLOCK))
    }

    fn place(&self, entry: &Entry) -> &str {
        let place = self.places.get(entry.place as usize);
        place.map_or("", String::as_str)
    }

    fn locator(&self, entry: &Entry) -> Locator {
        Locator {
            place: self.place(entry).to_owned(),
            line: entry.line.map(|line| line.get().into()),
        }
    }

    /// What is to be said on results about others: inventories of the same device
    /// that do not count, and phones that share its id.
    #[must_use]
    pub fn notes(
        &self,
        counting: &Counting,
        deduplicator: &Deduplicator,
    ) -> HashMap<u32, Vec<Note>> {
        let mut notes = HashMap::new();
        self.note_namesakes(counting, &mut notes);
        for (chosen, others) in deduplicator.left_out() {
            let others = others.into_iter().filter_map(|other| {
                let entry = self.entry(other)?;
                let standing = deduplicator.standing(other)?;
                Some(omitted(standing, &self.locator(entry), entry.verdict))
            });
            notes.entry(chosen).or_insert_with(Vec::new).extend(others);
        }
        notes
    }

    fn note_namesakes(&self, counting: &Counting, notes: &mut HashMap<u32, Vec<Note>>) {
        let all = (0..).take(self.len());
        let name = |place: &u32| (self.entry(*place).and_then(|e| e.platform), self.id(*place));
        let mut named: Vec<u32> = all
            .filter(|place| counting.counts(*place))
            .filter(|place| self.entry(*place).is_some_and(|e| e.platform.is_some()))
            .collect();
        named.sort_by(|a, b| name(a).cmp(&name(b)));
        let groups = named.chunk_by(|a, b| name(a) == name(b));
        for group in groups.filter(|group| group.len() > 1) {
            let spokesmen = self.spokesmen(group);
            for place in group {
                let said = self.others(*place, &spokesmen);
                notes.entry(*place).or_default().extend(said);
            }
        }
    }

    /// Of inventories with one id, enough to tell every other of them: all without
    /// a strong identity, and the first ones of each identity.
    fn spokesmen(&self, group: &[u32]) -> Vec<Entry> {
        let mut seen: HashMap<NonZeroU32, usize> = HashMap::new();
        let entries = group.iter().filter_map(|place| self.entry(*place));
        let first = entries.filter(|entry| {
            entry.identity.is_none_or(|identity| {
                let seen = seen.entry(identity).or_default();
                *seen += 1;
                *seen <= NAMED + 1
            })
        });
        first.copied().collect()
    }

    /// That others have the same id and cannot be shown to be the same device.
    fn others(&self, place: u32, spokesmen: &[Entry]) -> Option<Note> {
        let own = self.entry(place)?;
        let is_other = |other: &&Entry| {
            let one_device = own.identity.is_some() && own.identity == other.identity;
            !one_device && (self.place(other), other.line) != (self.place(own), own.line)
        };
        let others = spokesmen.iter().filter(is_other).take(NAMED);
        let places: Vec<String> = others
            .map(|other| self.locator(other).to_string())
            .collect();
        (!places.is_empty()).then(|| same_id(&places))
    }
}
