//! Sentences about one device in Bokmål.

use super::super::number::norwegian;
use super::super::words::DeviceWords;

pub(super) const DEVICE: DeviceWords = DeviceWords {
    apps_and_owners: |apps, known| {
        format!(
            "{}, {known} med kjent eier",
            norwegian(apps, "app", "apper")
        )
    },
    apps_known: |apps, known| {
        format!(
            "{}, {known} med kjent eier",
            norwegian(apps, "app", "apper")
        )
    },
    taken_on: |day| format!("lest {day}"),
    from: |place| format!("fra {place}"),
    in_profile: |number| format!(" (profil {number})"),
    not_for_it: |policy, facts| format!("ikke omfattet av {policy}: {facts}"),
    not_judged: |policy, facts| format!("kunne ikke vurderes etter {policy}: {facts}"),
};
