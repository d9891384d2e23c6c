//! Which rules does an app break, and how do we know?
//!
//! The result depends on what the device says of the app (its id, store id,
//! developer, signer) and on nothing else, so it can be worked out once for
//! each distinct app. State, origin and profile come in later, in `judge`.

use super::index::{Index, OwnerRule};
use super::result::MatchKind;
use crate::catalogue::{AppKey, Attribution, Catalogue, Confidence, Country, Identity, Match};
use crate::inventory::{App, NAME_ONLY, Platform};
use crate::policy::{Level, Proven, fits_all, fold_case};

/// One rule that an app breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Hit {
    /// The rule's number in the index.
    pub(super) rule: usize,
    pub(super) level: Level,
    /// The level if the app is the one that weak evidence takes it for.
    pub(super) if_meant: Level,
    pub(super) matched: MatchKind,
    pub(super) id_confidence: Option<Confidence>,
    /// Set when a country rule matched through the owner.
    pub(super) attribution: Option<Attribution>,
    /// Whether the rule reached the app through its owner.
    pub(super) by_owner: bool,
    /// The country, when a bare country namespace is all there is.
    pub(super) hint: Option<Country>,
    /// Whether the rule speaks of a group of apps (owners of a country, all
    /// that is not on a list), and not of this one.
    pub(super) by_group: bool,
}

/// What matching says of one distinct app.
#[derive(Debug, Clone)]
pub(super) struct Matched<'c> {
    pub(super) identity: Option<Identity<'c>>,
    /// One for each rule, in the order of the rules.
    pub(super) hits: Vec<Hit>,
}

/// What a device says of an app, as far as rules may use it.
pub(super) fn key(platform: Platform, app: &App) -> AppKey<'_> {
    AppKey {
        platform,
        id: &app.id,
        store_id: app.store_id,
        developer: app.developer.as_deref(),
        signer: app.signer.as_deref(),
    }
}

/// Matches one app against every rule.
pub(super) fn matches<'c>(
    index: &Index<'_>,
    catalogue: &'c Catalogue,
    key: &AppKey<'_>,
) -> Matched<'c> {
    if let Some(name) = key.id.strip_prefix(NAME_ONLY) {
        return by_name(index, catalogue, key, name);
    }
    let identity = catalogue.identify(key);
    let mut hits = recognised(index, catalogue, identity.as_ref(), key);
    let proven = Proven::of(catalogue, identity.as_ref(), *key);
    for (rule, permitted) in &index.allow_lists {
        if !permitted.contains(&proven) {
            let level = index.rules.get(*rule).map_or(Level::Deny, |r| r.rule.level);
            let confidence = identity.as_ref().map(|found| found.confidence);
            let mut hit = Hit::new(*rule, level, MatchKind::NotListed, confidence);
            hit.by_group = true;
            hits.add(hit);
        }
    }
    for rule in &index.of_any_app {
        let level = index.rules.get(*rule).map_or(Level::Deny, |r| r.rule.level);
        let confidence = identity.as_ref().map(|found| found.confidence);
        hits.add(Hit::new(*rule, level, MatchKind::Condition, confidence));
    }
    hits.0
        .retain(|hit| fits(index, catalogue, hit, identity.as_ref(), key));
    let likely = but_for_capitals(index, catalogue, identity.as_ref(), key, &mut hits);
    let mut hits = hits.into_sorted();
    hits.retain(|hit| !is_excepted(index, hit, &proven));
    let identity = match &identity {
        Some(found) if found.matched != Match::Namespace => identity,
        _ => likely.or(identity),
    };
    Matched { identity, hits }
}

/// What rules make of an app by what it is, and not by what it is not.
fn recognised(
    index: &Index<'_>,
    catalogue: &Catalogue,
    identity: Option<&Identity<'_>>,
    key: &AppKey<'_>,
) -> Hits {
    let mut hits = Hits::default();
    if let Some(identity) = identity {
        named(index, identity, &mut hits);
        owned(index, catalogue, identity, &mut hits);
    } else {
        hinted(index, catalogue, key, &mut hits);
    }
    raw(index, key, &mut hits);
    hits
}

/// Adds what rules make of an app on Android if other capitals are meant than its id
/// has: a warning at most, because it may truly be another app. Gives what the
/// catalogue takes it for then.
fn but_for_capitals<'c>(
    index: &Index<'_>,
    catalogue: &'c Catalogue,
    identity: Option<&Identity<'_>>,
    key: &AppKey<'_>,
    hits: &mut Hits,
) -> Option<Identity<'c>> {
    let exact = [Match::IdAndCertificate, Match::Id, Match::UnknownBuild];
    let is_known = identity.is_some_and(|found| exact.contains(&found.matched));
    if key.platform != Platform::Android {
        return None;
    }
    let mut likely: Option<Identity<'c>> = None;
    let is_spelt = |id: &str| index.knows_android(catalogue, id);
    for other in index.spellings(catalogue).of(key.id, is_spelt) {
        let key = AppKey {
            platform: key.platform,
            id: &other,
            store_id: None,
            developer: None,
            signer: None,
        };
        // Of an app that is known, a rule may still spell the id otherwise.
        let found = catalogue.identify(&key).filter(|_| !is_known);
        let taken_for = if is_known { identity } else { found.as_ref() };
        let others = if is_known {
            let mut spelt = Hits::default();
            raw(index, &key, &mut spelt);
            spelt
        } else {
            recognised(index, catalogue, taken_for, &key)
        };
        for hit in others.0 {
            if fits(index, catalogue, &hit, taken_for, &key) {
                hits.add(Hit {
                    level: hit.level.min(Level::Warn),
                    matched: MatchKind::Capitals,
                    id_confidence: Some(Confidence::Low),
                    ..hit
                });
            }
        }
        likely = likely.or(found);
    }
    likely.map(|identity| Identity {
        matched: Match::Capitals,
        confidence: Confidence::Low,
        ..identity
    })
}

/// Matches an app of which only the name is known. Lists of approved apps and
/// rules on how an app came say nothing of it: both need the id.
fn by_name<'c>(
    index: &Index<'_>,
    catalogue: &'c Catalogue,
    key: &AppKey<'_>,
    name: &str,
) -> Matched<'c> {
    let mut identities = index
        .names(catalogue)
        .identities(catalogue, key.platform, name);
    let mut all = Hits::default();
    for identity in &identities {
        let mut hits = Hits::default();
        named(index, identity, &mut hits);
        owned(index, catalogue, identity, &mut hits);
        for mut hit in hits.0 {
            let proven = Proven::of(catalogue, Some(identity), *key);
            let excepted = is_excepted(index, &hit, &proven);
            if fits(index, catalogue, &hit, Some(identity), key) && !excepted {
                hit.level = hit.level.min(Level::Warn);
                all.add(hit);
            }
        }
    }
    identities.truncate(1);
    Matched {
        identity: identities.pop(),
        hits: all.into_sorted(),
    }
}

/// Whether what a rule combines fits.
fn fits(
    index: &Index<'_>,
    catalogue: &Catalogue,
    hit: &Hit,
    identity: Option<&Identity<'_>>,
    key: &AppKey<'_>,
) -> bool {
    let Some(compiled) = index.rules.get(hit.rule) else {
        return true;
    };
    let relation = compiled.rule.countries.relation;
    let all = compiled.rule.all.as_ref();
    all.is_none_or(|all| fits_all(all, relation, catalogue, identity, key))
}

/// Whether the rule leaves the app alone.
fn is_excepted(index: &Index<'_>, hit: &Hit, app: &Proven<'_>) -> bool {
    let compiled = index.rules.get(hit.rule);
    let except = compiled.and_then(|compiled| compiled.except.as_ref());
    except.is_some_and(|except| except.contains(app))
}

impl Hit {
    pub(super) fn new(
        rule: usize,
        level: Level,
        matched: MatchKind,
        id_confidence: Option<Confidence>,
    ) -> Self {
        Self {
            rule,
            level,
            if_meant: level,
            matched,
            id_confidence,
            attribution: None,
            by_owner: false,
            hint: None,
            by_group: false,
        }
    }
}

/// Keeps one hit for each rule: the most serious, then the surest.
#[derive(Default)]
struct Hits(Vec<Hit>);

impl Hits {
    fn add(&mut self, hit: Hit) {
        match self.0.iter_mut().find(|known| known.rule == hit.rule) {
            None => self.0.push(hit),
            Some(known) => {
                let better = (std::cmp::Reverse(hit.level), hit.matched)
                    < (std::cmp::Reverse(known.level), known.matched);
                if better {
                    *known = hit;
                }
            }
        }
    }

    fn into_sorted(mut self) -> Vec<Hit> {
        self.0.sort_by_key(|hit| hit.rule);
        self.0
    }
}

/// Rules that name the product.
fn named(index: &Index<'_>, identity: &Identity<'_>, hits: &mut Hits) {
    let rules = identity.family.and_then(|f| index.by_family.get(&f));
    for number in rules.into_iter().flatten() {
        if let Some(compiled) = index.rules.get(*number) {
            hits.add(Hit::new(
                *number,
                compiled.rule.level,
                identity.matched.into(),
                Some(identity.confidence),
            ));
        }
    }
}

/// Rules that reach the owner.
fn owned(index: &Index<'_>, catalogue: &Catalogue, identity: &Identity<'_>, hits: &mut Hits) {
    for OwnerRule { rule, reached } in index.of_owner(identity.owner, catalogue) {
        let level = reached.level_for(identity);
        let confidence = Some(identity.confidence);
        hits.add(Hit {
            attribution: reached.attribution,
            by_owner: true,
            by_group: reached.attribution.is_some(),
            ..Hit::new(*rule, level, identity.matched.into(), confidence)
        });
    }
}

/// Country rules, for apps of which only a bare country namespace is known.
fn hinted(index: &Index<'_>, catalogue: &Catalogue, key: &AppKey<'_>, hits: &mut Hits) {
    let Some(country) = catalogue.hint(key.platform, key.id) else {
        return;
    };
    for number in &index.by_country {
        let Some(compiled) = index.rules.get(*number) else {
            continue;
        };
        let selectors = compiled.rule.all.as_ref();
        let selectors = selectors.unwrap_or(&compiled.rule.selectors);
        let named = selectors.countries.contains(&country);
        let worth = compiled.rule.countries.hints.level();
        if let (true, Some(worth)) = (named, worth) {
            let level = worth.min(compiled.rule.level);
            let mut hit = Hit::new(*number, level, MatchKind::Hint, Some(Confidence::Low));
            hit.hint = Some(country);
            hit.by_group = true;
            hits.add(hit);
        }
    }
}

/// Rules that spell ids or developers themselves.
fn raw(index: &Index<'_>, key: &AppKey<'_>, hits: &mut Hits) {
    let mut add = |rules: &[usize], matched| {
        for number in rules {
            if let Some(compiled) = index.rules.get(*number) {
                hits.add(Hit::new(*number, compiled.rule.level, matched, None));
            }
        }
    };
    let id = fold_case(key.platform, key.id);
    if let Some(map) = index.by_prefix.get(&key.platform) {
        for (_, rules) in map.matches(&id) {
            add(rules, MatchKind::Prefix);
        }
    }
    let exact = |id: &str| index.by_id.rules(key.platform, id).collect::<Vec<usize>>();
    let named = exact(key.id);
    add(&named, MatchKind::Id);
    if let Some(original) = key.original_id().filter(|_| named.is_empty()) {
        add(&exact(original), MatchKind::UnknownBuild);
    }
    if let Some(rules) = key.developer.and_then(|name| index.by_developer.get(name)) {
        add(rules, MatchKind::Developer);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whichever hit of a rule comes first, the most serious stays, and of two as
    /// serious the surest. Of equals the first stays, and no other rule is touched.
    #[test]
    fn the_most_serious_then_the_surest_hit_of_a_rule_stays() {
        let best = Hit::new(1, Level::Deny, MatchKind::Id, None);
        let same = Hit {
            by_owner: true,
            ..best
        };
        let hits = [
            Hit::new(1, Level::Warn, MatchKind::IdAndCertificate, None),
            Hit::new(1, Level::Deny, MatchKind::Developer, None),
            best,
            same,
            Hit::new(0, Level::Note, MatchKind::Hint, None),
        ];
        let kept = |order: &[usize]| {
            let mut all = Hits::default();
            for place in order {
                all.add(hits[*place]);
            }
            all.into_sorted()
        };
        let other = hits[4];
        assert_eq!(kept(&[0, 1, 2, 3, 4]), [other, best]);
        assert_eq!(kept(&[4, 2, 3, 1, 0]), [other, best]);
        assert_eq!(kept(&[3, 2]), [same]);
        assert_eq!(kept(&[0, 1]), [hits[1]]);
        assert_eq!(kept(&[1, 0]), [hits[1]]);
    }
}
