//! The roll of a fleet: which inventories there were, and which of them count
//! when a device came more than once.
//!
//! It knows a hundred thousand devices in a few megabytes: of each it keeps a
//! hash of the id, a date and a rank.

use super::newest::{self, Standing};
use super::result::DeviceResult;
use super::verdict::Verdict;
use jiff::Timestamp;
use std::collections::HashMap;
use std::hash::{BuildHasher as _, RandomState};

/// Everything that was answered, in the order of the input.
#[derive(Debug, Default)]
pub struct Roll {
    /// Two, because a device that is taken for another one would be lost.
    hashers: [RandomState; 2],
    /// The last inventory of each device.
    devices: HashMap<[u32; 3], u32>,
    /// What could not be read and names no device.
    nameless: usize,
    entries: Vec<Entry>,
    /// The inventory of the same device before, for devices that came again.
    before: HashMap<u32, u32>,
    proof: Option<Verdict>,
}

/// One inventory, or one attempt.
#[derive(Debug, Clone, Copy)]
struct Entry {
    /// In microseconds since 1970; the least number stands for no date.
    taken_at: i64,
    rank: u8,
}

const NO_DATE: i64 = i64::MIN;

/// How devices were answered.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Answers {
    /// Devices looked at, or tried.
    pub devices: usize,
    /// Devices that break the policy.
    pub non_compliant: usize,
    /// Devices that could not be fully read, and show no violation.
    pub indeterminate: usize,
    /// Devices that were fully read and break nothing.
    pub compliant: usize,
}

/// Four billion phones are more than there are people to carry them.
fn number(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

impl Roll {
    /// How many devices there are by now.
    #[must_use]
    pub fn devices(&self) -> usize {
        self.devices.len() + self.nameless
    }

    /// Adds one answer, in the order of the input. The place it has there.
    pub fn add(&mut self, device: &DeviceResult) -> u32 {
        let place = number(self.entries.len());
        // What could not be read and carries no id of its own is no device
        // that could come again.
        if let Some(platform) = device.platform {
            let key = (platform, device.id.as_str());
            let hashes = self.hashers.each_ref().map(|hasher| hasher.hash_one(key));
            if let Some(before) = self.devices.insert(shortened(hashes), place) {
                self.before.insert(place, before);
            }
        } else {
            self.nameless += 1;
        }
        if let Verdict::Compliant(_) = device.verdict {
            self.proof = Some(device.verdict);
        }
        self.entries.push(Entry {
            taken_at: device.taken_at.map_or(NO_DATE, Timestamp::as_microsecond),
            rank: device.verdict.rank(),
        });
        place
    }

    /// The rank of each answer's verdict, worst first as 0, in the order of the
    /// input; `None` where a newer inventory of the device counts.
    #[must_use]
    pub fn counting(&self) -> Vec<Option<u8>> {
        let ranks = self.entries.iter().map(|entry| Some(entry.rank));
        let mut counting: Vec<Option<u8>> = ranks.collect();
        // Of each device that came again, from its last inventory on.
        let followed: std::collections::HashSet<&u32> = self.before.values().collect();
        let lasts = self.before.keys().filter(|place| !followed.contains(place));
        for last in lasts {
            let mut places: Vec<u32> =
                std::iter::successors(Some(*last), |place| self.before.get(place).copied())
                    .collect();
            places.reverse();
            let all: Vec<Standing> = places.iter().filter_map(|p| self.standing(*p)).collect();
            let chosen = newest::counts(&all);
            for (number, place) in places.iter().enumerate() {
                if let Some(counts) = counting.get_mut(*place as usize)
                    && number != chosen
                {
                    *counts = None;
                }
            }
        }
        counting
    }

    fn standing(&self, place: u32) -> Option<Standing> {
        let entry = self.entries.get(place as usize)?;
        let dated = entry.taken_at != NO_DATE;
        let time = || Timestamp::from_microsecond(entry.taken_at).ok();
        Some(Standing {
            taken_at: dated.then(time).flatten(),
            rank: entry.rank,
        })
    }

    /// The answer for all devices together, and the counts.
    #[must_use]
    pub fn answer(&self, counting: &[Option<u8>]) -> (Verdict, Answers) {
        let mut answers = Answers::default();
        for rank in counting.iter().flatten() {
            answers.devices += 1;
            match rank {
                0 => answers.non_compliant += 1,
                1 => answers.indeterminate += 1,
                _ => answers.compliant += 1,
            }
        }
        let verdict = match (answers.non_compliant, answers.indeterminate, self.proof) {
            (0, 0, Some(compliant)) if answers.devices > 0 => compliant,
            (0, _, _) => Verdict::Indeterminate,
            _ => Verdict::NonCompliant,
        };
        (verdict, answers)
    }
}

/// Twelve bytes of both hashes. Two of a million devices have them in common
/// once in a hundred thousand million million runs.
fn shortened([one, other]: [u64; 2]) -> [u32; 3] {
    let low = |hash: u64| u32::try_from(hash & 0xffff_ffff).unwrap_or(0);
    [low(one >> 32), low(one), low(other)]
}
