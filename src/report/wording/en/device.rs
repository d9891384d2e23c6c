//! Sentences about one device in English.

use super::super::number::english as count;
use super::super::words::DeviceWords;

pub(super) const DEVICE: DeviceWords = DeviceWords {
    apps_and_owners: |apps, known| {
        format!("{}, {known} with a known owner", count(apps, "app", "apps"))
    },
    apps_known: |apps, known| {
        let owners = count(known, "owner", "owners");
        format!("{}, {owners} known", count(apps, "app", "apps"))
    },
    taken_on: |day| format!("taken on {day}"),
    from: |place| format!("from {place}"),
    in_profile: |number| format!(" (profile {number})"),
    not_for_it: |policy, facts| format!("not judged by {policy}, which is not for it: {facts}"),
    not_judged: |policy, facts| format!("could not be judged by {policy}: {facts}"),
};
