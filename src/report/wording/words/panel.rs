//! What the panel of a hand-out desk says, and the summary of a fleet.

use crate::report::document::Verdict;

/// The panel in one language. Labels have nine columns at most.
pub(crate) struct PanelWords {
    /// The answer in its head line.
    pub(crate) answer: fn(Verdict) -> &'static str,
    pub(crate) phone: &'static str,
    /// What the phone is for.
    pub(crate) purpose: &'static str,
    pub(crate) why: &'static str,
    pub(crate) breaks: &'static str,
    pub(crate) todo: &'static str,
    pub(crate) besides: &'static str,
    pub(crate) unread: &'static str,
    pub(crate) policy: &'static str,
    pub(crate) next: &'static str,
    pub(crate) record: &'static str,
    pub(crate) register: &'static str,
    /// So many apps, behind what the phone is.
    pub(crate) apps_seen: fn(usize) -> String,
    /// One fact of the register.
    pub(crate) fact: fn(what: &str, value: &str) -> String,
    pub(crate) by_register: fn(facts: &str) -> String,
    pub(crate) not_registered: &'static str,
    pub(crate) by_rules: fn(app: &str, rules: &str) -> String,
    pub(crate) more_apps: fn(usize) -> String,
    pub(crate) harmless: fn(usize) -> String,
    pub(crate) hand_out: &'static str,
    pub(crate) keep: &'static str,
    pub(crate) again: &'static str,
    pub(crate) no_policy: &'static str,
    /// The same where no register says anything of the device.
    pub(crate) no_policy_assumed: &'static str,
    pub(crate) all_came: &'static str,
    /// So many registered phones did not come yet, and their names.
    pub(crate) not_yet_here: fn(usize, names: &str) -> String,
}

/// The summary of a fleet in one language.
pub(crate) struct SummaryWords {
    pub(crate) omitted: fn(usize) -> String,
    pub(crate) oldest: &'static str,
    pub(crate) of_day: fn(id: &str, day: &str) -> String,
    pub(crate) apps: &'static str,
    pub(crate) rules: &'static str,
    pub(crate) countries: &'static str,
    pub(crate) contradicted: &'static str,
    pub(crate) worst: &'static str,
    pub(crate) unread: &'static str,
    pub(crate) more: fn(usize) -> String,
    /// How many findings of a level a device has.
    pub(crate) of_level: fn(count: usize, level: &str) -> String,
    /// How to see every device; flags are not translated.
    pub(crate) every_device: &'static str,
    /// The same of a saved result.
    pub(crate) every_device_of_result: &'static str,
}
