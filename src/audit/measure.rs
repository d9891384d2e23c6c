//! What a result tells of a policy that judged: whose measure it is, on whose
//! terms it was used, and what it names that no rule can see.

use crate::policy::{Adoption, Exception, Instrument, NotCovered, Policy, Status, Use};
use jiff::civil::Date;

/// A policy that judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measure {
    /// The policy's id.
    pub id: String,
    /// `sha256:` and the digest of the policy file.
    pub digest: String,
    /// The measure's title.
    pub title: Option<String>,
    /// Its title in other languages, each with the language's code.
    pub titles: Vec<(String, String)>,
    /// Who issued it.
    pub issuer: Option<String>,
    /// Where it holds.
    pub jurisdiction: Option<String>,
    /// What kind of measure it is.
    pub instrument: Option<Instrument>,
    /// When it was issued.
    pub issued: Option<Date>,
    /// When it took effect, if not at once.
    pub effective: Option<Date>,
    /// When it ends by itself.
    pub expires: Option<Date>,
    /// Whether it still holds.
    pub status: Option<Status>,
    /// More on the status, in our words.
    pub status_remark: Option<String>,
    /// When the policy was last compared with its sources.
    pub checked: Option<Date>,
    /// When it is to be looked at again.
    pub review_by: Option<Date>,
    /// Where it can be read.
    pub sources: Vec<SourceFact>,
    /// Its published exceptions.
    pub exceptions: Vec<ExceptionFact>,
    /// What it names and its rules cannot see.
    pub not_covered: Vec<NotCovered>,
    /// Set when an organisation judges by it on terms of its own.
    pub adoption: Option<Adoption>,
}

/// Where a measure can be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFact {
    /// Who published it.
    pub publisher: String,
    /// Its title.
    pub title: String,
    /// Its address.
    pub url: Option<String>,
    /// When it was published.
    pub date: Option<Date>,
}

/// A published exception of a measure.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ExceptionFact {
    /// The exception's id inside the policy.
    pub id: String,
    /// The exception, in our words.
    pub reason: String,
    /// The same in other languages, by their codes.
    pub reasons: Vec<(String, String)>,
    /// Whether it is a separate device, used only for what it permits.
    pub dedicated: bool,
}

impl ExceptionFact {
    pub(super) fn of(exception: &Exception) -> Self {
        Self {
            id: exception.id.clone(),
            reason: exception.reason.clone(),
            reasons: exception.reasons.clone(),
            dedicated: exception.conditions.usage == [Use::Dedicated],
        }
    }
}

/// What results tell of a policy.
pub(super) fn of(policy: &Policy) -> Measure {
    Measure {
        id: policy.id.clone(),
        digest: policy.digest.clone(),
        title: policy.title.clone(),
        titles: policy.titles.clone(),
        issuer: policy.issuer.clone(),
        jurisdiction: policy.jurisdiction.clone(),
        instrument: policy.instrument,
        issued: policy.issued,
        effective: policy.effective,
        expires: policy.expires,
        status: policy.status,
        status_remark: policy.status_remark.clone(),
        checked: policy.checked,
        review_by: policy.review_by,
        sources: policy
            .sources
            .iter()
            .map(|source| SourceFact {
                publisher: source.publisher.clone(),
                title: source.title.clone(),
                url: source.url.clone(),
                date: source.date,
            })
            .collect(),
        exceptions: policy.exceptions.iter().map(ExceptionFact::of).collect(),
        not_covered: policy.not_covered.clone(),
        adoption: policy.adoption.clone(),
    }
}
