//! What a certificate says.

use crate::report::document::Verdict;
use serde::Serialize;

/// The sentences in one language.
pub(crate) struct CertificateWords {
    /// What stands on every page; the template takes them by name.
    pub(crate) page: CertificatePage,
    pub(crate) title: &'static str,
    pub(crate) heading: fn(Verdict) -> &'static str,
    pub(crate) compliant: fn(apps: usize, besides: Besides) -> String,
    pub(crate) non_compliant: fn(apps: usize, others: usize, is_complete: bool) -> String,
    pub(crate) indeterminate: &'static str,
    pub(crate) not_applicable: &'static str,
    pub(crate) nothing: &'static str,
    pub(crate) nothing_checked: &'static str,
    /// How much was looked at: complete or not, apps, and the profiles.
    pub(crate) coverage: fn(is_complete: bool, apps: usize, profiles: &[String]) -> String,
    /// How a policy stands to the device.
    pub(crate) judged: &'static str,
    pub(crate) not_for_it: &'static str,
    pub(crate) not_judged: &'static str,
    /// It is for few, and nobody states who holds the device.
    pub(crate) holder_not_stated: &'static str,
    pub(crate) policy: &'static str,
    /// What a fact is about, at the head of a line.
    pub(crate) dimension: fn(crate::audit::Dimension) -> &'static str,
    pub(crate) value: fn(crate::audit::Dimension, &str) -> Option<&'static str>,
    pub(crate) basis: fn(crate::audit::Basis) -> &'static str,
    pub(crate) digest_of_file: &'static str,
    pub(crate) digest_of_line: &'static str,
    pub(crate) digest_of_collect: &'static str,
    pub(crate) more: fn(usize) -> String,
    pub(crate) rows: CertificateRows,
    pub(crate) lists: CertificateLists,
    pub(crate) limits: CertificateLimits,
    /// What is to be done, behind what was found.
    pub(crate) todo: fn(&str) -> String,
    /// An app, with the rules that found it.
    pub(crate) by_rules: fn(app: &str, rules: &str) -> String,
    pub(crate) not_stated: &'static str,
    /// In the place of `as_of`, where the list has no day.
    pub(crate) judged_on: &'static str,
    /// For which time a page holds, at its foot.
    pub(crate) holds: &'static str,
    pub(crate) holds_undated: &'static str,
    pub(crate) signs: [&'static str; 2],
}

/// What was found beside what breaks a policy.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Besides {
    /// Something that is listed.
    Something,
    /// Nothing that a rule can see.
    Nothing,
    /// Nothing that a rule can see, where an organisation changed the rules.
    NothingOnTerms,
}

/// What limits the verdict, beyond what all formats tell in the same words.
pub(crate) struct CertificateLimits {
    pub(crate) undated: &'static str,
    /// An organisation changed a measure.
    pub(crate) on_terms: fn(policy: &str, by: &str, terms: &str) -> String,
    /// Inputs of the run that were not read; their names follow.
    pub(crate) unread: fn(usize) -> String,
    /// Inputs of the run that hold no list of apps; their names follow.
    pub(crate) aside: fn(usize) -> String,
}

/// What stands on every page.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct CertificatePage {
    pub(crate) over: &'static str,
    /// Before the day of the audit.
    pub(crate) as_of: &'static str,
    pub(crate) device: &'static str,
    pub(crate) judged_by: &'static str,
    pub(crate) evidence: &'static str,
    pub(crate) place: &'static str,
    pub(crate) signature: &'static str,
    pub(crate) foot: &'static str,
}

/// The heads of lines.
pub(crate) struct CertificateRows {
    pub(crate) model: &'static str,
    pub(crate) serial: &'static str,
    pub(crate) looked_at: &'static str,
    pub(crate) read_from: &'static str,
    pub(crate) clock_of_device: &'static str,
    pub(crate) clock_of_computer: &'static str,
    pub(crate) inventory: &'static str,
    pub(crate) taken_by: &'static str,
    pub(crate) signed_by: &'static str,
    pub(crate) facts: &'static str,
    pub(crate) register: &'static str,
    pub(crate) waivers: &'static str,
    pub(crate) page_signed: &'static str,
}

/// The headings of lists.
pub(crate) struct CertificateLists {
    pub(crate) broken: &'static str,
    pub(crate) unread: &'static str,
    pub(crate) other: &'static str,
    pub(crate) not_judged: &'static str,
    pub(crate) limits: &'static str,
}
