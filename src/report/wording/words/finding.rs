//! Sentences about one finding.

/// The sentences in one language.
pub(crate) struct FindingWords {
    /// So many apps that came with the phone, such as this one.
    pub(crate) fitted: fn(number: usize, example: &str) -> String,
    pub(crate) variant: fn(&str) -> String,
    pub(crate) profile: fn(number: u32, kind: &str) -> String,
    pub(crate) owner: fn(Owner<'_>) -> String,
    /// How sure an owner is.
    pub(crate) owner_confidence: fn(level: &str, is_disputed: bool) -> String,
    /// Where the owner is, with what is not sure of that.
    pub(crate) owner_in: fn(place: &str, confidence: Option<&str>, is_disputed: bool) -> String,
    /// An owner without a country.
    pub(crate) owner_known: fn(confidence: &str) -> String,
    pub(crate) id_confidence: fn(level: &str) -> String,
    /// In place of the reason of a rule about owners, where none is known.
    pub(crate) hint: fn(country: &str) -> String,
    pub(crate) weaker: Weaker,
    pub(crate) waived: fn(approver: &str, until: &str, reason: &str) -> String,
    pub(crate) permitted: fn(reason: &str) -> String,
}

/// The owner of an app.
pub(crate) struct Owner<'t> {
    pub(crate) name: &'t str,
    /// Who owns the owner, where that is who has the tie.
    pub(crate) above: Option<&'t str>,
    /// The tie to a country, in words.
    pub(crate) tied: Option<&'t str>,
}

/// Why a finding weighs less than its rule. Each has the level of the finding and
/// that of the rule.
pub(crate) struct Weaker {
    pub(crate) by_name: fn(here: &str, rule: &str) -> String,
    pub(crate) owner_unsure: fn(here: &str, rule: &str) -> String,
    pub(crate) id_unsure: fn(here: &str, rule: &str) -> String,
    pub(crate) not_installed: fn(here: &str, rule: &str) -> String,
}
