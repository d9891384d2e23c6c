//! Whether a rule reaches an owner, and how seriously: by name, through the
//! owners above, or by a country.

use super::combination::driver;
use super::level::Level;
use super::model::Rule;
use crate::catalogue::{Attribution, Catalogue, Confidence, Identity, Match};

/// How a rule reaches an owner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reached {
    /// The level of a finding about an app that is surely the owner's.
    pub level: Level,
    /// How sure it is that the rule reaches this owner.
    pub confidence: Confidence,
    /// Set when the rule names a country, not the owner.
    pub attribution: Option<Attribution>,
}

impl Reached {
    /// The level of a finding about an app of the owner. The beginning of an id
    /// is weak evidence of an owner, and so is a row that no source bears out: it
    /// is worth a second look, and never breaks a policy by itself.
    #[must_use]
    pub fn level_for(&self, identity: &Identity<'_>) -> Level {
        let borne_out = identity.confidence.min(self.confidence) >= Confidence::Medium;
        if identity.matched == Match::Namespace || !borne_out {
            self.level.min(Level::Warn)
        } else {
            self.level
        }
    }
}

/// Whether and how seriously a rule reaches an owner.
#[must_use]
pub fn reach(rule: &Rule, owner: usize, catalogue: &Catalogue) -> Option<Reached> {
    let driving = rule.all.as_ref().map(driver);
    let selectors = driving.as_ref().unwrap_or(&rule.selectors);
    let (mut sure, mut disputed) = (Confidence::High, false);
    for (place, above) in catalogue.chain(owner) {
        sure = sure.min(above.confidence());
        if selectors.owners.contains(&place) {
            return Some(Reached {
                // A disputed tie to the named owner is no surer than one to a
                // country.
                level: if disputed {
                    rule.level.min(Level::Warn)
                } else {
                    rule.level
                },
                confidence: sure,
                attribution: None,
            });
        }
        disputed |= above.contested().is_some();
    }
    let options = &rule.countries;
    let attribution = catalogue.attribute(owner, &selectors.countries, options.relation)?;
    let level = match (attribution.contested, options.contested) {
        (false, _) => rule.level,
        (true, Some(level)) => level,
        (true, None) if attribution.flag => rule.level.min(Level::Warn),
        (true, None) => return None,
    };
    Some(Reached {
        level,
        confidence: attribution.confidence,
        attribution: Some(attribution),
    })
}
