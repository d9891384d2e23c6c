//! Sentences about a whole run.

use super::super::sums::{FindingCounts, Further, InputCounts};
use crate::report::document::Summary;

/// The sentences in one language.
pub(crate) struct RunWords {
    pub(crate) answer: Answer,
    /// How many devices.
    pub(crate) devices: fn(usize) -> String,
    /// Entries of a file of the organisation.
    pub(crate) entries: fn(usize) -> String,
    /// Devices by verdict.
    pub(crate) by_verdict: fn(&Summary) -> String,
    pub(crate) findings: fn(FindingCounts) -> String,
    /// So many devices of which something else is worth telling.
    pub(crate) further_devices: fn(usize, Further) -> String,
    /// The same behind a line that speaks of devices already.
    pub(crate) further: fn(usize, Further) -> String,
    /// That only some devices are listed.
    pub(crate) listed: fn(listed: usize, all: usize) -> String,
    pub(crate) no_device: &'static str,
    /// In the place of devices by verdict: so many inputs, and no device in them.
    pub(crate) none_judged: fn(usize) -> String,
    /// The day and the policies.
    pub(crate) basis: fn(day: &str, policies: &str) -> String,
    /// A data set by name, version and day.
    pub(crate) data_set: fn(name: &str, version: Option<&str>, day: Option<&str>) -> String,
    /// The data set that comes with the program.
    pub(crate) built_in: &'static str,
    /// A data set of which rows gave way to another.
    pub(crate) overridden: fn(set: &str, rows: usize) -> String,
    /// The organisation's register.
    pub(crate) register: fn(entries: usize, day: Option<&str>) -> String,
    /// The organisation's waivers.
    pub(crate) waivers: fn(entries: usize, day: Option<&str>) -> String,
    /// Where all inputs ended.
    pub(crate) inputs: fn(InputCounts) -> String,
    pub(crate) set_aside: fn(name: &str) -> String,
    pub(crate) not_read: fn(name: &str, code: &str) -> String,
    /// What is left out at the end of a list.
    pub(crate) and_more: fn(usize) -> String,
    /// What is assumed of devices, behind a word that says so.
    pub(crate) assumptions: fn(facts: &str) -> String,
    /// A policy that left devices out, because it is for few and nobody states who
    /// holds them.
    pub(crate) left_out: fn(policy: &str) -> String,
    /// Owners known, of so many apps.
    pub(crate) known: fn(known: usize, apps: usize) -> String,
}

/// The answer for all devices. Parts that stand first name the devices; parts
/// behind them count on.
pub(crate) struct Answer {
    pub(crate) nothing: &'static str,
    /// There are inputs, and none of them is a device that could be read.
    pub(crate) no_list: &'static str,
    /// The only device breaks the policy.
    pub(crate) bad: &'static str,
    pub(crate) bad_of: fn(number: usize, all: usize) -> String,
    pub(crate) unread: &'static str,
    pub(crate) unread_of: fn(number: usize, all: usize) -> String,
    /// So many more, beside those that break a policy: they may be unread, too.
    pub(crate) unread_too: fn(usize) -> String,
    /// Devices were read, and are too old or not judged by every rule.
    pub(crate) unjudged: &'static str,
    pub(crate) unjudged_of: fn(number: usize, all: usize) -> String,
    pub(crate) unjudged_too: fn(usize) -> String,
    pub(crate) good: &'static str,
    pub(crate) good_all: fn(usize) -> String,
    pub(crate) good_of: fn(number: usize, all: usize) -> String,
    pub(crate) good_too: fn(usize) -> String,
    pub(crate) outside: &'static str,
    pub(crate) outside_all: fn(usize) -> String,
    pub(crate) outside_too: fn(usize) -> String,
}
