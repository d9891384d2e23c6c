//! Sentences about one device.

/// The sentences in one language.
pub(crate) struct DeviceWords {
    /// Its apps, and how many have a known owner.
    pub(crate) apps_and_owners: fn(apps: usize, known: usize) -> String,
    /// The same in a short line.
    pub(crate) apps_known: fn(apps: usize, known: usize) -> String,
    pub(crate) taken_on: fn(day: &str) -> String,
    /// Where it was read.
    pub(crate) from: fn(place: &str) -> String,
    /// The profile that something is about, behind a sentence.
    pub(crate) in_profile: fn(u32) -> String,
    /// A policy that is not for the device, by these facts.
    pub(crate) not_for_it: fn(policy: &str, facts: &str) -> String,
    /// A policy of which nobody can say whether it is for the device.
    pub(crate) not_judged: fn(policy: &str, facts: &str) -> String,
}
