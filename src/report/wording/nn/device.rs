//! Sentences about one device in Nynorsk.

use super::super::number::norwegian;
use super::super::words::DeviceWords;

pub(super) const DEVICE: DeviceWords = DeviceWords {
    apps_and_owners: |apps, known| {
        format!(
            "{}, {known} med kjend eigar",
            norwegian(apps, "app", "appar")
        )
    },
    apps_known: |apps, known| {
        format!(
            "{}, {known} med kjend eigar",
            norwegian(apps, "app", "appar")
        )
    },
    taken_on: |day| format!("lesen {day}"),
    from: |place| format!("frå {place}"),
    in_profile: |number| format!(" (profil {number})"),
    not_for_it: |policy, facts| format!("ikkje omfatta av {policy}: {facts}"),
    not_judged: |policy, facts| format!("kunne ikkje vurderast etter {policy}: {facts}"),
};
