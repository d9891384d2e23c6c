//! A policy in memory.

use super::condition::Condition;
use super::level::Level;
use super::scope::Scope;
use super::selectors::Selectors;
use super::terms::Adopt;
use super::test_case::PolicyTest;
use super::web_hosts::WebHosts;
use crate::catalogue::Relation;
use crate::inventory::{Platform, words};
use jiff::civil::Date;

words! {
    /// What kind of public measure a policy encodes.
    pub enum Instrument {
        /// It is forbidden.
        Ban = "ban",
        /// It is advised against.
        Recommendation = "recommendation",
        /// A notice that obliges nobody directly.
        Warning = "warning",
    }
}

words! {
    /// Whether the measure still holds.
    pub enum Status {
        /// It holds.
        InForce = "in-force",
        /// Another one took its place.
        Superseded = "superseded",
        /// It was withdrawn.
        Repealed = "repealed",
        /// It is not known.
        Unclear = "unclear",
    }
}

words! {
    /// What an owner-country rule makes of apps that the maker of the device
    /// fitted.
    pub enum Preinstalled {
        /// The same as of any other app.
        Deny = "deny",
        /// One finding for each device.
        Summarise = "summarise",
        /// Nothing.
        Ignore = "ignore",
    }
}

words! {
    /// What a bare country namespace is worth to an owner-country rule.
    pub enum Hints {
        /// Nothing.
        Ignore = "ignore",
        /// A note.
        Note = "note",
        /// A warning.
        Warn = "warn",
        /// As much as a known owner.
        Deny = "deny",
    }
}

impl Hints {
    /// The level of a finding that rests on a hint alone, if there is one.
    #[must_use]
    pub const fn level(self) -> Option<Level> {
        match self {
            Self::Ignore => None,
            Self::Note => Some(Level::Note),
            Self::Warn => Some(Level::Warn),
            Self::Deny => Some(Level::Deny),
        }
    }
}

/// Where a measure can be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The id that rules refer to.
    pub id: String,
    /// Who published it.
    pub publisher: String,
    /// Its title.
    pub title: String,
    /// Its address, where one is known.
    pub url: Option<String>,
    /// When it was published.
    pub date: Option<Date>,
}

/// The options of a rule that selects owners by country.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountryOptions {
    /// Which tie between owner and country counts.
    pub relation: Relation,
    /// The level for owners whose attribution is disputed. `None` is the
    /// default: `warn` for those the catalogue flags, nothing for the others.
    pub contested: Option<Level>,
    /// What to make of factory-fitted apps.
    pub preinstalled: Preinstalled,
    /// What a bare country namespace is worth.
    pub hints: Hints,
}

/// One rule of a policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// Its id inside the policy.
    pub id: String,
    /// How serious a finding is.
    pub level: Level,
    /// What it selects.
    pub selectors: Selectors,
    /// What must match together: of each kind of selector that is given here,
    /// one.
    pub all: Option<Selectors>,
    /// What it leaves alone, although it selects it.
    pub except: Option<Selectors>,
    /// Which web pages on the home screen it is about.
    pub web: WebHosts,
    /// What it asks of an installed app beyond which app it is.
    pub condition: Condition,
    /// Which devices it is for, where that differs from the policy's scope.
    pub scope: Option<Scope>,
    /// From when on it judges, where that differs from the policy.
    pub effective: Option<Date>,
    /// The day by which what it finds must be gone. Until then a finding is a
    /// warning.
    pub deadline: Option<Date>,
    /// The rule of this policy of which it is a part. What both find is reported
    /// once, by this rule, unless the other weighs more.
    pub part_of: Option<String>,
    /// For an allow-list: everything is selected that these do not select.
    pub not_in: Option<Selectors>,
    /// How owner countries are read.
    pub countries: CountryOptions,
    /// Why, in our words.
    pub reason: Option<String>,
    /// The reason in other languages, by their codes in ISO 639-1.
    pub reasons: Vec<(String, String)>,
    /// What the measure asks to be done, beyond removing the app.
    pub fix: Option<String>,
    /// The same in other languages.
    pub fixes: Vec<(String, String)>,
    /// Ids of the sources it rests on.
    pub sources: Vec<String>,
}

/// A published exception.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exception {
    /// Its id inside the policy.
    pub id: String,
    /// Which devices may use it. Without any condition it is for a person to
    /// decide, and only told.
    pub conditions: Scope,
    /// Places in the catalogue's families it is limited to. An exception
    /// that names neither products nor hosts is for everything.
    pub families: Vec<usize>,
    /// Hosts of web pages it is limited to, in the same way.
    pub web_hosts: Vec<String>,
    /// Apps that show that a device is not what the register says of it, such
    /// as a company portal on a device without access.
    pub contradicted_by: Selectors,
    /// Who may grant it.
    pub approver: Option<String>,
    /// What must be done in return.
    pub mitigations: Vec<String>,
    /// The exception, in our words.
    pub reason: String,
    /// The same in other languages.
    pub reasons: Vec<(String, String)>,
}

/// What a measure names and no app rule can see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotCovered {
    /// What the measure names.
    pub name: String,
    /// The platform on which it cannot be seen; `None` for both.
    pub platform: Option<Platform>,
    /// Why not.
    pub why: String,
}

/// An organisation's own terms for a measure that somebody else issued.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Adoption {
    /// The organisation: the issuer of its file, or else the file's id.
    pub by: String,
    /// Who decided.
    pub decided_by: String,
    /// When.
    pub decided_on: Date,
    /// The terms in words: what differs from the measure as issued.
    pub terms: Vec<String>,
}

/// One policy file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    /// The stable id.
    pub id: String,
    /// The measure's title.
    pub title: Option<String>,
    /// Its title in other languages, each with the language's code.
    pub titles: Vec<(String, String)>,
    /// Who issued it.
    pub issuer: Option<String>,
    /// Where it holds: a country code, `EU`, or a code with a subdivision.
    pub jurisdiction: Option<String>,
    /// What kind of measure it is.
    pub instrument: Option<Instrument>,
    /// When it was issued.
    pub issued: Option<Date>,
    /// When it took effect, if not at once.
    pub effective: Option<Date>,
    /// When it is to be looked at again.
    pub review_by: Option<Date>,
    /// When it ends by itself.
    pub expires: Option<Date>,
    /// Whether it still holds.
    pub status: Option<Status>,
    /// More on the status, in our words.
    pub status_remark: Option<String>,
    /// When the file was last compared with its sources.
    pub checked: Option<Date>,
    /// What the measure says, in our words.
    pub summary: Option<String>,
    /// Names of the policies this one builds on.
    pub extends: Vec<String>,
    /// Which devices it is for.
    pub scope: Scope,
    /// Where it can be read.
    pub sources: Vec<Source>,
    /// Its rules, in the order of the file.
    pub rules: Vec<Rule>,
    /// Its published exceptions.
    pub exceptions: Vec<Exception>,
    /// What the measure names and its rules cannot see.
    pub not_covered: Vec<NotCovered>,
    /// Measures that the organisation adopts on terms of its own.
    pub adopts: Vec<Adopt>,
    /// Set when an organisation adopted this measure.
    pub adoption: Option<Adoption>,
    /// The same measure as it was before the organisation decided.
    pub before_adoption: Option<Box<Policy>>,
    /// The tests it carries: expected verdicts for invented phones.
    pub tests: Vec<PolicyTest>,
    /// `sha256:` and the digest of the file's bytes.
    pub digest: String,
}

impl Rule {
    /// The day from which it judges, where that is later than this one.
    #[must_use]
    pub fn begins_later(&self, day: Date) -> Option<Date> {
        self.effective.filter(|from| *from > day)
    }
}

impl Policy {
    /// The policy as it judges on a day: terms of an adoption hold from the day on
    /// which somebody decided on them.
    #[must_use]
    pub fn on(self, day: Date) -> Self {
        let is_undecided = |adoption: &Adoption| adoption.decided_on > day;
        match self.before_adoption {
            Some(before) if self.adoption.as_ref().is_some_and(is_undecided) => before.on(day),
            before_adoption => Self {
                before_adoption,
                ..self
            },
        }
    }

    /// The day from which on it judges, if it does not on every day.
    #[must_use]
    pub fn begins(&self) -> Option<Date> {
        self.effective.or(self.issued)
    }

    /// Whether it is in force on a day and nothing took its place.
    #[must_use]
    pub fn is_current(&self, day: Date) -> bool {
        let replaced = matches!(self.status, Some(Status::Superseded | Status::Repealed));
        self.is_in_force(day) && !replaced
    }

    /// The devices a rule is for.
    #[must_use]
    pub fn scope_of<'p>(&'p self, rule: &'p Rule) -> &'p Scope {
        rule.scope.as_ref().unwrap_or(&self.scope)
    }

    /// Whether it judges on a day.
    #[must_use]
    pub fn is_in_force(&self, day: Date) -> bool {
        let begun = self
            .effective
            .or(self.issued)
            .is_none_or(|from| from <= day);
        let ended = self.expires.is_some_and(|to| to < day);
        begun && !ended
    }

    /// The rule's id with the policy's in front, as reports print it.
    #[must_use]
    pub fn full_id(&self, rule: &Rule) -> String {
        format!("{}/{}", self.id, rule.id)
    }
}
