//! What one rule makes of an id: the same questions as in an audit, asked of the
//! catalogue instead of a phone.

use crate::catalogue::{AppKey, Catalogue, Country, Identity, Platform};
use crate::policy::{
    IdPattern, Level, Listed, Permitted, Proven, Reached, Rule, Selectors, driver, fits_all,
    fold_case, reach,
};
use jiff::civil::Date;
use std::borrow::Cow;

/// A rule, ready to be asked about ids.
pub(super) struct Ready<'a> {
    catalogue: &'a Catalogue,
    rule: &'a Rule,
    selectors: Cow<'a, Selectors>,
    /// What it names without looking at the owner.
    named: Listed,
    except: Option<Permitted>,
    /// No finding is more serious on this day.
    most: Level,
}

/// What a rule makes of an app.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Hit {
    /// The level of the finding.
    pub(super) level: Level,
    /// Set where the rule reached it through the owner.
    pub(super) reached: Option<Reached>,
}

impl<'a> Ready<'a> {
    pub(super) fn new(rule: &'a Rule, catalogue: &'a Catalogue, day: Date) -> Self {
        let selectors = match &rule.all {
            Some(all) => Cow::Owned(driver(all)),
            None => Cow::Borrowed(&rule.selectors),
        };
        let mut named = selectors.clone().into_owned();
        named.owners.clear();
        named.countries.clear();
        let warns = rule.deadline.is_some_and(|deadline| day <= deadline);
        Self {
            catalogue,
            rule,
            named: Listed::new(&named, catalogue),
            selectors,
            except: rule
                .except
                .as_ref()
                .map(|except| Permitted::new(except, catalogue)),
            most: if warns { Level::Warn } else { Level::Deny },
        }
    }

    /// What the rule makes of an app that says this of itself.
    pub(super) fn hit(&self, key: &AppKey<'_>) -> Option<Hit> {
        let identity = self.catalogue.identify(key);
        let identity = identity.as_ref();
        let named = self.named.contains(identity, key).then_some(Hit {
            level: self.rule.level,
            reached: None,
        });
        let owned = identity.and_then(|identity| {
            let reached = reach(self.rule, identity.owner, self.catalogue)?;
            Some(Hit {
                level: reached.level_for(identity),
                reached: Some(reached),
            })
        });
        let hit = match (named, owned) {
            (Some(named), Some(owned)) if owned.level > named.level => owned,
            (Some(named), _) => named,
            (None, owned) => owned?,
        };
        let relation = self.rule.countries.relation;
        let fits = self
            .rule
            .all
            .as_ref()
            .is_none_or(|all| fits_all(all, relation, self.catalogue, identity, key));
        (fits && !self.leaves_alone(identity, key)).then_some(Hit {
            level: hit.level.min(self.most),
            ..hit
        })
    }

    fn leaves_alone(&self, identity: Option<&Identity<'_>>, key: &AppKey<'_>) -> bool {
        let except = self.except.as_ref();
        except.is_some_and(|except| except.contains(&Proven::of(self.catalogue, identity, *key)))
    }

    /// Whether the rule leaves an app alone that it may select.
    pub(super) fn excepts(&self, key: &AppKey<'_>) -> bool {
        self.leaves_alone(self.catalogue.identify(key).as_ref(), key)
    }

    /// The level that its findings have on this day, if nothing lowers it.
    pub(super) fn level(&self) -> Level {
        self.rule.level.min(self.most)
    }

    /// The selectors by which apps are found.
    pub(super) fn selectors(&self) -> &Selectors {
        &self.selectors
    }

    /// Whether the rule asks for more kinds of selectors than the one by which
    /// apps are found.
    pub(super) fn combines(&self) -> bool {
        let all = self.rule.all.as_ref();
        all.is_some_and(|all| *all != *self.selectors)
    }

    /// Ids that the rule spells, and whether each is only the beginning of one.
    pub(super) fn spelt(&self) -> impl Iterator<Item = (Platform, &str, bool)> {
        spelt(&self.selectors)
    }

    /// Ids that the rule spells to leave them alone.
    pub(super) fn spelt_exceptions(&self) -> impl Iterator<Item = (Platform, &str, bool)> {
        self.rule.except.iter().flat_map(spelt)
    }

    /// The country to print beside an owner: the one that the rule reaches it
    /// by, or else one that controls it.
    pub(super) fn country(&self, owner: usize, hit: &Hit) -> Option<Country> {
        let by_rule = hit.reached.and_then(|reached| reached.attribution);
        let by_rule = by_rule.map(|attribution| attribution.country);
        let mut chain = self.catalogue.chain(owner);
        by_rule.or_else(|| chain.find_map(|(_, owner)| owner.control().next()))
    }
}

/// The ids that selectors spell, and whether each is only the beginning of one.
pub(super) fn spelt(selectors: &Selectors) -> impl Iterator<Item = (Platform, &str, bool)> {
    let android = selectors.android.iter().map(|id| (Platform::Android, id));
    let ios = selectors.ios.iter().map(|id| (Platform::Ios, id));
    android.chain(ios).map(|(platform, pattern)| match pattern {
        IdPattern::Exact(id) => (platform, id.as_str(), false),
        IdPattern::Prefix(prefix) => (platform, prefix.as_str(), true),
    })
}

/// What an app with this id says of itself, as far as a list of ids knows.
pub(super) const fn key(platform: Platform, id: &str) -> AppKey<'_> {
    AppKey {
        platform,
        id,
        store_id: None,
        developer: None,
        signer: None,
    }
}

/// What an app with an unknown id says that is by this developer.
pub(super) const fn developer_key(platform: Platform, name: &str) -> AppKey<'_> {
    AppKey {
        developer: Some(name),
        ..key(platform, "")
    }
}

/// Whether an id begins with a prefix, as ids of the platform are compared.
pub(super) fn begins(platform: Platform, id: &str, prefix: &str) -> bool {
    fold_case(platform, id).starts_with(&fold_case(platform, prefix))
}
