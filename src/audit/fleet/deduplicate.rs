//! Deduplication: a device that was read more than once counts once, with its
//! newest inventory.
//!
//! An inventory without a date may be the newest one, and two with the same time
//! may both be true. In such doubt the worse verdict counts, so that no second file
//! makes a device look better. A reading that is incomplete does not replace an
//! older one. A date that cannot be right is none: what was found under it may be
//! there today, so it counts beside any other. Where nothing was found and all was
//! read, such an inventory says nothing that another one does not say better. One that
//! names a day and no time of it is neither older nor newer than another one of that
//! day.
//!
//! Only a strong identity makes two readings one device. Where it is missing, or
//! where readings with one id contradict each other, all of them count.
//!
//! The [`Deduplicator`] holds a hundred thousand devices in a few megabytes: for
//! each it keeps a hash of the id, a date and a rank.

use super::by_day::{Newest, Taken, is_by_day};
use super::small;
use crate::audit::result::DeviceResult;
use crate::audit::verdict::Verdict;
use crate::inventory::{GapCode, Locator, Note};
use jiff::Timestamp;
use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasher as _, RandomState};

/// The code under which it is mentioned that inventories were left out.
pub const LEFT_OUT: &str = "older-inventory-left-out";

/// The code under which it is mentioned that other devices have the same id.
pub const SAME_ID: &str = "same-id-other-device";

/// What decides which inventory of a device counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// When the inventory was true.
    pub taken_at: Option<Timestamp>,
    /// Whether that is the beginning of the day on which it was, at some hour.
    pub by_day: bool,
    /// Whether that date can be right.
    pub plausible: bool,
    /// Whether everything was read; where its date cannot be right, whether all else
    /// was.
    pub whole: bool,
    /// The rank of its verdict, worst first.
    pub rank: u8,
}

impl Standing {
    const fn taken(&self) -> Taken {
        Taken {
            at: self.taken_at,
            by_day: self.by_day,
        }
    }
}

/// The place of the one that counts, among all inventories of one device in
/// the order of the input. 0 when there are none.
#[must_use]
pub fn which_counts(all: &[Standing]) -> usize {
    // When every date is wrong, none of them says which one is the newest.
    let any = all.iter().any(|one| one.plausible);
    let dated = || all.iter().filter(|one| one.plausible);
    // What was not fully read, and what nobody judged, does not hide what was seen
    // before it.
    let whole = dated().filter(|one| one.whole && one.rank != Verdict::NotApplicable.rank());
    let newest = Newest::of(whole.map(Standing::taken));
    let candidates = all.iter().enumerate().filter(|(_, one)| {
        if one.plausible {
            one.taken().reaches(newest)
        } else {
            !any || !one.whole || one.rank == Verdict::NonCompliant.rank()
        }
    });
    candidates
        .min_by_key(|(place, one)| (one.rank, *place))
        .map_or(0, |(place, _)| place)
}

/// Whether the date of an inventory can be right, by the codes of its gaps, and whether
/// everything was read, or everything but a right date. One without a date has none that
/// is wrong.
#[must_use]
pub fn reading(complete: bool, gaps: impl Iterator<Item = GapCode>) -> (bool, bool) {
    let (mut plausible, mut of_age) = (true, true);
    for gap in gaps {
        plausible &= gap != GapCode::DateImplausible;
        of_age &= gap.is_of_age();
    }
    (plausible, complete || (!plausible && of_age))
}

/// That other readings have the same id and cannot be shown to be the same device.
pub(super) fn same_id(places: &[String]) -> Note {
    Note {
        code: SAME_ID.to_owned(),
        message: format!(
            "other readings carry the same id and cannot be shown to be this device, so each \
             counts: {}",
            places.join(", ")
        ),
    }
}

/// That another inventory of a device was left out: of when, read where, and
/// with which verdict.
pub(super) fn omitted(standing: Standing, place: &Locator, verdict: Verdict) -> Note {
    let of = match standing.taken().day() {
        Some(day) => format!("of {day}"),
        None => "without a date".to_owned(),
    };
    let verdict = verdict.as_str();
    Note {
        code: LEFT_OUT.to_owned(),
        message: format!(
            "another inventory of this device, {of} ({place}), was left out; it is {verdict}"
        ),
    }
}

/// Everything that was judged, in the order of the input.
#[derive(Debug, Default)]
pub struct Deduplicator {
    /// Two, because a device that is taken for another one would be lost.
    hashers: [RandomState; 2],
    /// The last inventory of each device.
    devices: HashMap<[u32; 3], u32>,
    /// What has no strong identity: each is a device of its own.
    nameless: usize,
    entries: Vec<Entry>,
    /// The inventory of the same device before, for devices that came again.
    before: HashMap<u32, u32>,
    /// The places of those that name a day alone, in order: few beside the others.
    by_day: Vec<u32>,
    proof: Option<Verdict>,
}

/// One inventory, or one attempt, in eight bytes: the microseconds since 1970, of which
/// the least number stands for no date, and below them four bits.
#[derive(Debug, Clone, Copy)]
struct Entry(i64);

/// The bits of an [`Entry`] below its date; the last two are the rank of the verdict.
const BITS: u32 = 4;
const PLAUSIBLE: i64 = 8;
const WHOLE: i64 = 4;
const RANK: i64 = 3;

/// The least date, which is none. Years have four digits, so no date is shifted out.
const NO_DATE: i64 = i64::MIN >> BITS;

impl Entry {
    fn of(standing: Standing) -> Self {
        let time = standing.taken_at.map_or(NO_DATE, Timestamp::as_microsecond);
        let bit = |set: bool, bit: i64| if set { bit } else { 0 };
        let plausible = bit(standing.plausible, PLAUSIBLE);
        let whole = bit(standing.whole, WHOLE);
        Self(time << BITS | plausible | whole | (i64::from(standing.rank) & RANK))
    }

    fn rank(self) -> u8 {
        u8::try_from(self.0 & RANK).unwrap_or(0)
    }

    fn standing(self) -> Standing {
        let time = self.0 >> BITS;
        let dated = time != NO_DATE;
        let taken_at = || Timestamp::from_microsecond(time).ok();
        Standing {
            taken_at: dated.then(taken_at).flatten(),
            by_day: false,
            plausible: self.0 & PLAUSIBLE != 0,
            whole: self.0 & WHOLE != 0,
            rank: self.rank(),
        }
    }
}

/// How devices were judged.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct VerdictCounts {
    /// Devices looked at, or tried.
    pub devices: usize,
    /// Devices that break the policy.
    pub non_compliant: usize,
    /// Devices that could not be fully read, and show no violation.
    pub indeterminate: usize,
    /// Devices that were fully read and break nothing.
    pub compliant: usize,
    /// Devices that no policy is for.
    pub not_applicable: usize,
}

impl Deduplicator {
    /// How many devices there are by now.
    #[must_use]
    pub fn devices(&self) -> usize {
        self.devices.len() + self.nameless
    }

    /// Adds one result, in the order of the input. The place it has there.
    pub fn add(&mut self, device: &DeviceResult) -> u32 {
        let place = small(self.entries.len());
        // What has no strong identity is no device that could come again.
        if let Some(key) = &device.identity {
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
        if is_by_day(device) {
            self.by_day.push(place);
        }
        let gaps = device.coverage.gaps().iter().map(|gap| gap.code);
        let (plausible, whole) = reading(device.coverage.complete().is_some(), gaps);
        self.entries.push(Entry::of(Standing {
            taken_at: device.taken_at,
            by_day: false,
            plausible,
            whole,
            rank: device.verdict.rank(),
        }));
        place
    }

    /// The rank of each result's verdict, worst first as 0, in the order of the
    /// input; `None` where a newer inventory of the device counts.
    #[must_use]
    pub fn counting(&self) -> Vec<Option<u8>> {
        let ranks = self.entries.iter().map(|entry| Some(entry.rank()));
        let mut counting: Vec<Option<u8>> = ranks.collect();
        for (_, others) in self.left_out() {
            for place in others {
                if let Some(counts) = counting.get_mut(place as usize) {
                    *counts = None;
                }
            }
        }
        counting
    }

    /// For each device that came again, the place of the inventory that counts, and
    /// the places of the others.
    pub(super) fn left_out(&self) -> impl Iterator<Item = (u32, Vec<u32>)> {
        // Of each device that came again, from its last inventory on.
        let followed: HashSet<&u32> = self.before.values().collect();
        let lasts = self.before.keys();
        let lasts = lasts.filter(move |place| !followed.contains(place));
        lasts.filter_map(|last| {
            let mut places: Vec<u32> =
                std::iter::successors(Some(*last), |place| self.before.get(place).copied())
                    .collect();
            places.reverse();
            let all: Vec<Standing> = places.iter().filter_map(|p| self.standing(*p)).collect();
            let chosen = *places.get(which_counts(&all))?;
            places.retain(|place| *place != chosen);
            Some((chosen, places))
        })
    }

    /// What decides whether the result at a place counts.
    pub(super) fn standing(&self, place: u32) -> Option<Standing> {
        let entry = self.entries.get(place as usize)?;
        Some(Standing {
            by_day: self.by_day.binary_search(&place).is_ok(),
            ..entry.standing()
        })
    }

    /// The result for all devices together, and the counts.
    #[must_use]
    pub fn answer(&self, counting: &[Option<u8>]) -> (Verdict, VerdictCounts) {
        let mut answers = VerdictCounts::default();
        for rank in counting.iter().flatten() {
            answers.devices += 1;
            match rank {
                0 => answers.non_compliant += 1,
                1 => answers.indeterminate += 1,
                2 => answers.compliant += 1,
                _ => answers.not_applicable += 1,
            }
        }
        let nobody = answers.devices > 0 && answers.devices == answers.not_applicable;
        let verdict = match (answers.non_compliant, answers.indeterminate, self.proof) {
            (0, 0, _) if nobody => Verdict::NotApplicable,
            (0, 0, Some(compliant)) if answers.compliant > 0 => compliant,
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

#[cfg(test)]
mod tests {
    use super::*;

    fn at(day: &str, rank: u8) -> Standing {
        let taken_at = (!day.is_empty()).then(|| format!("2026-{day}T00:00:00Z").parse().unwrap());
        Standing {
            taken_at,
            by_day: false,
            plausible: true,
            whole: rank != 1,
            rank,
        }
    }

    fn forged(day: &str, rank: u8) -> Standing {
        Standing {
            plausible: false,
            ..at(day, rank)
        }
    }

    #[test]
    fn an_unfinished_reading_does_not_hide_an_older_one() {
        let table: [(&[Standing], usize); 3] = [
            (&[at("01-01", 0), at("01-02", 1)], 0),
            (&[at("01-01", 2), at("01-02", 1)], 1),
            (&[at("01-01", 0), at("01-02", 2), at("01-03", 1)], 2),
        ];
        for (all, place) in table {
            assert_eq!(which_counts(all), place, "{all:?}");
        }
    }

    #[test]
    fn a_date_that_cannot_be_right_hides_nothing_and_is_hidden_by_nothing() {
        let clean = |day| Standing {
            whole: true,
            ..forged(day, 1)
        };
        let table: [(&[Standing], usize); 8] = [
            (&[clean("12-31"), at("01-01", 0)], 1),
            (&[clean("12-31"), at("01-01", 2)], 1),
            (&[forged("12-31", 1), at("01-01", 2)], 0),
            (&[at("01-01", 2), forged("12-31", 0)], 1),
            (&[at("01-01", 2), forged("01-01", 0), at("01-02", 2)], 1),
            (&[clean("12-31"), at("", 1)], 1),
            (&[clean("12-31"), forged("12-30", 0)], 1),
            (&[clean("12-31"), clean("12-30")], 0),
        ];
        for (all, place) in table {
            assert_eq!(which_counts(all), place, "{all:?}");
        }
    }

    #[test]
    fn the_newest_counts_and_in_doubt_the_worst() {
        let table: [(&[Standing], usize); 6] = [
            (&[], 0),
            (&[at("01-01", 0), at("01-02", 2)], 1),
            (&[at("01-02", 2), at("01-01", 0)], 0),
            (&[at("01-02", 2), at("01-02", 0)], 1),
            (&[at("01-01", 0), at("01-02", 2), at("", 1)], 2),
            (&[at("01-02", 0), at("", 1)], 0),
        ];
        for (all, place) in table {
            assert_eq!(which_counts(all), place, "{all:?}");
        }
    }

    proptest::proptest! {
        #[test]
        fn an_entry_gives_back_what_was_put_in(
            time in proptest::option::of(-377_705_023_201_000_000..=253_402_207_200_999_999_i64),
            plausible: bool,
            whole: bool,
            rank in 0..4_u8,
        ) {
            let taken_at = time.map(|time| Timestamp::from_microsecond(time).unwrap());
            let standing = Standing { taken_at, by_day: false, plausible, whole, rank };
            proptest::prop_assert_eq!(Entry::of(standing).standing(), standing);
        }
    }
}
