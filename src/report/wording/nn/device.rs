//! Sentences about one device in Nynorsk.

use super::super::number::norwegian;
use super::super::words::DeviceWords;

fn apps(apps: usize, known: usize) -> String {
    format!(
        "{}, {known} med kjend eigar",
        norwegian(apps, "app", "appar")
    )
}

pub(super) const DEVICE: DeviceWords = DeviceWords {
    apps_and_owners: apps,
    apps_known: apps,
    taken_on: |day| format!("lesen {day}"),
    from: |place| format!("frå {place}"),
    in_profile: |number| format!(" (profil {number})"),
    not_for_it: |policy, facts| format!("ikkje omfatta av {policy}: {facts}"),
    not_judged: |policy, facts| format!("kunne ikkje vurderast etter {policy}: {facts}"),
};
