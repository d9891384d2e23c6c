//! Sentences about one device in Dutch.

use super::super::number::dutch;
use super::super::words::DeviceWords;

fn apps(apps: usize, known: usize) -> String {
    format!(
        "{}, {known} met bekende eigenaar",
        dutch(apps, "app", "apps")
    )
}

pub(super) const DEVICE: DeviceWords = DeviceWords {
    apps_and_owners: apps,
    apps_known: apps,
    taken_on: |day| format!("gelezen op {day}"),
    from: |place| format!("uit {place}"),
    in_profile: |number| format!(" (profiel {number})"),
    not_for_it: |policy, facts| format!("valt niet onder {policy}: {facts}"),
    not_judged: |policy, facts| format!("kon niet worden beoordeeld volgens {policy}: {facts}"),
};
