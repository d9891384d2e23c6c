//! The same device twice: the newest inventory counts.
//!
//! An inventory without a date may be the newest one, and two of the same time
//! may both be true. In such a doubt the worse answer counts, so that no
//! second file makes a device look better.

use super::result::DeviceResult;
use crate::inventory::{Note, Platform};
use jiff::Timestamp;
use std::collections::HashMap;

/// The code under which it is mentioned that inventories were left out.
pub const LEFT_OUT: &str = "older-inventory-left-out";

/// What decides which inventory of a device counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// When the inventory was true.
    pub taken_at: Option<Timestamp>,
    /// The rank of its verdict, worst first.
    pub rank: u8,
}

/// The place of the one that counts, among all inventories of one device in
/// the order of the input. 0 when there are none.
#[must_use]
pub fn counts(all: &[Standing]) -> usize {
    let newest = all.iter().filter_map(|one| one.taken_at).max();
    let candidates = all
        .iter()
        .enumerate()
        .filter(|(_, one)| one.taken_at.is_none() || one.taken_at == newest);
    candidates
        .min_by_key(|(place, one)| (one.rank, *place))
        .map_or(0, |(place, _)| place)
}

/// Keeps one answer for each device, and says there what was left out.
#[must_use]
pub fn newest(devices: Vec<DeviceResult>) -> Vec<DeviceResult> {
    let mut groups: HashMap<(Option<Platform>, &str), Vec<usize>> = HashMap::new();
    for (place, device) in devices.iter().enumerate() {
        let key = (device.platform, device.id.as_str());
        groups.entry(key).or_default().push(place);
    }
    let mut notes: Vec<Option<Vec<Note>>> = devices.iter().map(|_| Some(Vec::new())).collect();
    for places in groups.into_values().filter(|places| places.len() > 1) {
        let of = |place: &usize| devices.get(*place);
        let all: Vec<Standing> = places.iter().filter_map(of).map(standing).collect();
        let chosen = places.get(counts(&all)).copied();
        let others = places.iter().filter(|place| Some(**place) != chosen);
        let said: Vec<Note> = others.clone().filter_map(of).map(left_out).collect();
        for place in others {
            if let Some(slot) = notes.get_mut(*place) {
                *slot = None;
            }
        }
        if let Some(slot) = chosen.and_then(|place| notes.get_mut(place)) {
            *slot = Some(said);
        }
    }
    let pairs = devices.into_iter().zip(notes);
    pairs
        .filter_map(|(mut device, notes)| {
            for note in notes? {
                device.coverage.add_note(note.code, note.message);
            }
            Some(device)
        })
        .collect()
}

/// What decides whether this answer counts.
#[must_use]
pub fn standing(device: &DeviceResult) -> Standing {
    Standing {
        taken_at: device.taken_at,
        rank: device.verdict.rank(),
    }
}

fn left_out(device: &DeviceResult) -> Note {
    let of = match device.taken_at {
        Some(time) => format!("of {}", time.to_zoned(jiff::tz::TimeZone::UTC).date()),
        None => "without a date".to_owned(),
    };
    let verdict = device.verdict.as_str();
    Note {
        code: LEFT_OUT.to_owned(),
        message: format!(
            "another inventory of this device, {of} ({}), was left out; it is {verdict}",
            device.locator
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(day: &str, rank: u8) -> Standing {
        let taken_at = (!day.is_empty()).then(|| format!("2026-{day}T00:00:00Z").parse().unwrap());
        Standing { taken_at, rank }
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
            assert_eq!(counts(all), place, "{all:?}");
        }
    }
}
