//! The kinds of sentences that limit a result.

/// What a limit of a result is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum FactCode {
    /// The day of the audit.
    AsOf,
    /// A measure that judged.
    Measure,
    /// Something a measure names and no rule sees.
    NotCovered,
    /// A data set.
    Data,
    /// A file of the organisation.
    Organisation,
    /// That not all devices are listed.
    Listed,
    /// Where all inputs ended.
    Inputs,
    /// An input that holds no list of apps.
    SetAside,
    /// An input that was not read.
    NotRead,
    /// The apps of a device.
    Apps,
    /// What was assumed of a device.
    Assumed,
    /// Something worth telling that hides no app.
    Note,
    /// A policy that did not judge.
    Applicability,
}

impl FactCode {
    /// The stable word, which is part of what programs read.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::AsOf => "as-of",
            Self::Measure => "measure",
            Self::NotCovered => "not-covered",
            Self::Data => "data",
            Self::Organisation => "organisation",
            Self::Listed => "listed",
            Self::Inputs => "inputs",
            Self::SetAside => "set-aside",
            Self::NotRead => "not-read",
            Self::Apps => "apps",
            Self::Assumed => "assumed",
            Self::Note => "note",
            Self::Applicability => "applicability",
        }
    }
}
