//! What is to be written: rows of ids with the rules that select them, and what
//! of the policies is not among them.

use crate::catalogue::{Confidence, Country, Platform};
use crate::policy::Level;
use jiff::civil::Date;

/// How a row is compared with the id of an app.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Matching {
    /// The whole id. On iOS capitals do not matter.
    Exact,
    /// The beginning of the id.
    Prefix,
    /// The name of the developer in the store, for apps whose id is not known.
    Developer,
    /// This id is left alone by the rule, whatever other rows of it say.
    Except,
    /// Ids that begin so are left alone by the rule.
    ExceptPrefix,
}

impl Matching {
    /// The word in a table.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Prefix => "prefix",
            Self::Developer => "developer",
            Self::Except => "except",
            Self::ExceptPrefix => "except-prefix",
        }
    }
}

/// One id, prefix or developer that one rule selects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The platform.
    pub platform: Platform,
    /// The id, prefix or developer, as the catalogue or the policy spells it.
    pub app_id: String,
    /// How it is compared.
    pub matching: Matching,
    /// The name of the product.
    pub name: Option<String>,
    /// The name of the owner.
    pub owner: Option<String>,
    /// The country that the rule reaches the owner by, or else one that controls
    /// it.
    pub owner_country: Option<Country>,
    /// The level that an audit would give the finding.
    pub level: Level,
    /// The id of the policy.
    pub policy: String,
    /// The id of the rule, with the policy's in front.
    pub rule: String,
    /// Why, in the policy's words.
    pub reason: Option<String>,
    /// How sure it is that the id is this product.
    pub id_confidence: Option<Confidence>,
    /// How sure the owner is, where the rule is about the owner.
    pub owner_confidence: Option<Confidence>,
    /// Where it can be read.
    pub source: String,
    /// When that was last compared.
    pub checked: Option<Date>,
    /// Whether a phone needs it to be managed or used at all.
    pub essential: bool,
}

/// A kind of thing that is not in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Omission {
    /// The measure does not judge on this day.
    NotInForce,
    /// Findings of a lower level.
    LowerLevel,
    /// An allow-list in a block list.
    AllowList,
    /// A rule that asks more of an app than which one it is.
    Condition,
    /// Selectors that must fit together.
    Combination,
    /// Web pages on the home screen.
    WebHost,
    /// Beginnings of ids.
    Prefix,
    /// Developers of the store.
    Developer,
    /// Beginnings of ids by which the catalogue recognises an owner.
    Namespace,
    /// Bare country namespaces.
    Hint,
    /// Ids that the rule leaves alone, for a target that cannot say so.
    Except,
    /// What the measure names and no id is known of.
    NotCovered,
    /// The devices that the measure is for.
    Scope,
    /// Exceptions that the measure publishes.
    Exception,
    /// Apps that came with the phone.
    Preinstalled,
    /// Parts without which a phone cannot be used or managed.
    Essential,
    /// Texts that no app can have as its id.
    UnusableId,
    /// Apps for which the organisation gave permission.
    Waiver,
    /// Apps that an allow-list permits and another rule denies.
    Denied,
}

impl Omission {
    /// The stable word in a document.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NotInForce => "not-in-force",
            Self::LowerLevel => "lower-level",
            Self::AllowList => "allow-list",
            Self::Condition => "condition",
            Self::Combination => "combination",
            Self::WebHost => "web-host",
            Self::Prefix => "prefix",
            Self::Developer => "developer",
            Self::Namespace => "namespace",
            Self::Hint => "hint",
            Self::Except => "except",
            Self::NotCovered => "not-covered",
            Self::Scope => "scope",
            Self::Exception => "exception",
            Self::Preinstalled => "preinstalled",
            Self::Essential => "essential",
            Self::UnusableId => "unusable-id",
            Self::Waiver => "waiver",
            Self::Denied => "denied",
        }
    }
}

/// Something of a policy that is not in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// What kind of thing.
    pub what: Omission,
    /// The policy or rule it belongs to.
    pub of: String,
    /// How many of them.
    pub count: usize,
    /// A sentence for the reader.
    pub message: String,
}

/// A policy that the file was made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyFact {
    /// Its id.
    pub id: String,
    /// The digest of its file.
    pub digest: String,
    /// The title of the measure, or its id.
    pub title: String,
    /// The first day of the measure, where it says one.
    pub from: Option<Date>,
    /// When it was last compared with its sources.
    pub checked: Option<Date>,
}

/// A data set that ids were taken from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataFact {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: Option<String>,
    /// Its date.
    pub date: Option<Date>,
    /// Its digest.
    pub digest: String,
}

/// What is to be written, before a target has its say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selection {
    /// The lowest level that is in it.
    pub level: Level,
    /// Whether it is an allow-list.
    pub allows: bool,
    /// The policies it was made of.
    pub policies: Vec<PolicyFact>,
    /// The data sets it was made of.
    pub data: Vec<DataFact>,
    /// The rows, sorted and each once.
    pub rows: Vec<Row>,
    /// What is not among them.
    pub left_out: Vec<LeftOut>,
}

/// The first few of many names, in words.
pub(super) fn some(names: &[String]) -> String {
    const SHOWN: usize = 3;
    let mut names = names.to_vec();
    names.sort();
    // Both platforms often have one id.
    names.dedup();
    let shown = names.iter().take(SHOWN).cloned().collect::<Vec<_>>();
    match names.len().saturating_sub(SHOWN) {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}

/// A number with the word for one or for several.
pub(super) fn counted(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}
