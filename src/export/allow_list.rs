//! One allow-list: a rule with `not-in`, and the ids that it permits.

use super::error::ExportError;
use super::rule::{key, spelt};
use super::selection::{Matching, Row, some};
use super::target::Target;
use crate::catalogue::{AppId, Catalogue, Platform};
use crate::policy::{Permitted, Policy, Proven, Rule, Selectors};

/// A rule with `not-in`.
pub(super) struct List<'p> {
    pub(super) policy: &'p Policy,
    pub(super) rule: &'p Rule,
    listed: &'p Selectors,
    except: Option<&'p Selectors>,
}

impl<'p> List<'p> {
    /// The list that a rule has in `not-in`.
    pub(super) fn new(policy: &'p Policy, rule: &'p Rule, listed: &'p Selectors) -> Self {
        Self {
            policy,
            rule,
            listed,
            except: rule.except.as_ref(),
        }
    }

    /// The id of the rule, with the policy's in front.
    pub(super) fn name(&self) -> String {
        self.policy.full_id(self.rule)
    }

    /// Refuses a list that permits what ids cannot say.
    pub(super) fn whole(
        &self,
        target: Target,
        platform: Option<Platform>,
    ) -> Result<(), ExportError> {
        let of_target = |of: Platform| platform.is_none_or(|platform| platform == of);
        let mut entries: Vec<String> = Vec::new();
        for selectors in self.permitted() {
            let prefixes = spelt(selectors).filter(|(of, _, prefix)| *prefix && of_target(*of));
            entries.extend(prefixes.map(|(_, id, _)| format!("`{id}*`")));
            let developers = selectors.developers.iter();
            entries.extend(developers.map(|name| format!("the developer `{name}`")));
        }
        if entries.is_empty() {
            return Ok(());
        }
        Err(ExportError::AllowListNotWhole {
            rule: self.name(),
            target,
            entries: some(&entries),
        })
    }

    /// What it permits: what is on it, and what the rule leaves alone beside that.
    pub(super) fn permitted(&self) -> impl Iterator<Item = &Selectors> {
        [Some(self.listed), self.except].into_iter().flatten()
    }

    /// Adds what it permits, id by id.
    pub(super) fn rows(&self, catalogue: &Catalogue, rows: &mut Vec<Row>) {
        for selectors in self.permitted() {
            let permitted = Permitted::new(selectors, catalogue);
            for app in catalogue.app_ids() {
                let key = key(app.platform(), app.id());
                let identity = catalogue.identify(&key);
                if permitted.contains(&Proven::of(catalogue, identity.as_ref(), key)) {
                    rows.push(self.known(&app, catalogue));
                }
            }
            for (platform, id, is_prefix) in spelt(selectors) {
                if !is_prefix && catalogue.app_id(platform, id).is_none() {
                    rows.push(self.row(platform, id));
                }
            }
        }
    }

    fn known(&self, app: &AppId<'_>, catalogue: &Catalogue) -> Row {
        let family = catalogue.family(app.family());
        let name = app.name().or_else(|| family.map(|family| family.name()));
        Row {
            name: name.map(str::to_owned),
            id_confidence: Some(app.confidence()),
            checked: app.checked(),
            ..self.row(app.platform(), app.id())
        }
    }

    fn row(&self, platform: Platform, id: &str) -> Row {
        Row {
            platform,
            app_id: id.to_owned(),
            matching: Matching::Exact,
            name: None,
            owner: None,
            owner_country: None,
            level: self.rule.level,
            policy: self.policy.id.clone(),
            rule: self.name(),
            reason: self.rule.reason.clone(),
            id_confidence: None,
            owner_confidence: None,
            source: String::new(),
            checked: self.policy.checked,
            essential: false,
        }
    }
}
