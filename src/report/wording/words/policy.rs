//! Sentences about the measures that judged.

/// The sentences in one language.
pub(crate) struct PolicyWords {
    /// Who issued it, what it is, and of when.
    pub(crate) issued: fn(who: &str, kind: &str, day: &str) -> String,
    pub(crate) since: fn(day: &str) -> String,
    pub(crate) ends: fn(day: &str) -> String,
    pub(crate) checked: fn(day: &str) -> String,
    pub(crate) review: fn(day: &str) -> String,
    pub(crate) status: fn(status: &str, remark: Option<&str>) -> String,
    /// On whose terms it was used.
    pub(crate) adopted: fn(by: &str, decided_by: &str, day: &str) -> String,
    pub(crate) adopted_short: fn(by: &str) -> String,
    /// Something that it names and no rule sees, on a platform.
    pub(crate) not_covered: fn(policy: &str, name: &str, on: Option<&str>, why: &str) -> String,
    pub(crate) not_seen: fn(policy: &str, count: usize) -> String,
    /// The same behind the name of the policy.
    pub(crate) not_seen_short: fn(count: usize) -> String,
    /// That a policy was left out because nobody states who holds the devices, behind
    /// its name.
    pub(crate) left_out_short: &'static str,
    /// Policies that found nothing.
    pub(crate) no_finding: fn(policies: &str) -> String,
    /// Policies that judged no device.
    pub(crate) judged_none: fn(policies: &str) -> String,
    pub(crate) as_of: fn(day: &str) -> String,
    pub(crate) as_of_facts: fn(day: &str, data: &str) -> String,
}
