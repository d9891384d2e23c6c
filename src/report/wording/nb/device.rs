//! Sentences about one device in Bokmål.

use super::super::number::norwegian;
use super::super::words::DeviceWords;

fn apps(apps: usize, known: usize) -> String {
    format!(
        "{}, {known} med kjent eier",
        norwegian(apps, "app", "apper")
    )
}

pub(super) const DEVICE: DeviceWords = DeviceWords {
    apps_and_owners: apps,
    apps_known: apps,
    taken_on: |day| format!("lest {day}"),
    from: |place| format!("fra {place}"),
    in_profile: |number| format!(" (profil {number})"),
    not_for_it: |policy, facts| format!("ikke omfattet av {policy}: {facts}"),
    not_judged: |policy, facts| format!("kunne ikke vurderes etter {policy}: {facts}"),
};
