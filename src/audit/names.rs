//! Apps that a list calls only by their names.
//!
//! A name is compared with those of the catalogue, of products and of single
//! ids, alone and with the word for the variant: all words of both, in any case,
//! and nothing that is merely like it. Other apps may be called the same, so
//! such a match is a reason to look at the phone, and the ids to look for are
//! told. A label can also be an id, where an app has no other.

use crate::catalogue::{AppId, Catalogue, Confidence, Identity, Match};
use crate::inventory::Platform;
use std::collections::{BTreeSet, HashMap};

/// How many ids are named.
const NAMED: usize = 6;

/// The products of each name.
#[derive(Debug)]
pub(super) struct Names(HashMap<(Platform, String), BTreeSet<usize>>);

impl Names {
    pub(super) fn new(catalogue: &Catalogue) -> Self {
        let mut names: HashMap<_, BTreeSet<usize>> = HashMap::new();
        for app in catalogue.app_ids() {
            let Some(family) = catalogue.family(app.family()) else {
                continue;
            };
            for name in [Some(family.name()), app.name()].into_iter().flatten() {
                let varied = app.variant().map(|variant| format!("{name} {variant}"));
                for name in [Some(name), varied.as_deref()].into_iter().flatten() {
                    let words = words(name);
                    if !words.is_empty() {
                        let key = (app.platform(), words);
                        names.entry(key).or_default().insert(app.family());
                    }
                }
            }
        }
        Self(names)
    }

    /// The products that are called so on a platform.
    fn families(&self, catalogue: &Catalogue, platform: Platform, name: &str) -> Vec<usize> {
        let called = self.0.get(&(platform, words(name)));
        let mut families = called.cloned().unwrap_or_default();
        families.extend(catalogue.app_id(platform, name).map(|app| app.family()));
        families.into_iter().collect()
    }

    /// What the catalogue makes of a name: one identity for each product that
    /// is called so.
    pub(super) fn identities<'c>(
        &self,
        catalogue: &'c Catalogue,
        platform: Platform,
        name: &str,
    ) -> Vec<Identity<'c>> {
        let families = self.families(catalogue, platform, name).into_iter();
        let identity = |place: usize| {
            let family = catalogue.family(place)?;
            Some(Identity {
                family: Some(place),
                owner: family.owner(),
                name: Some(family.name()),
                variant: None,
                matched: Match::Name,
                confidence: Confidence::Low,
            })
        };
        families.filter_map(identity).collect()
    }

    /// What to look for on the phone.
    pub(super) fn advice(&self, catalogue: &Catalogue, platform: Platform, name: &str) -> String {
        let families = self.families(catalogue, platform, name).into_iter();
        let apps = families.filter_map(|place| catalogue.family(place));
        let apps = apps.flat_map(|family| family.app_ids().collect::<Vec<_>>());
        let mut apps: Vec<_> = apps.filter(|app| app.platform() == platform).collect();
        // Companions and variants have names of their own.
        apps.sort_by_key(|app| app.name().is_some() || app.variant().is_some());
        let ids: Vec<&str> = apps.iter().map(AppId::id).collect();
        let more = match ids.len().saturating_sub(NAMED) {
            0 => String::new(),
            count => format!(" or {count} more"),
        };
        let shown: Vec<&str> = ids.into_iter().take(NAMED).collect();
        format!(
            "the list gives only a name, which other apps may have: read the phone or a list with \
             ids, and look for {}{more}",
            shown.join(" or ")
        )
    }
}

/// The words of a name, without case, signs and what stands between them.
fn words(name: &str) -> String {
    let lower = name.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn all_words_count_and_nothing_else() {
        let table = [
            ("TikTok\u{2122}", "tiktok", true),
            ("Tik Tok", "tiktok", false),
            ("TikTok Lite", "tiktok-lite", true),
            ("TikTok Downloader", "tiktok", false),
            ("C\u{c9}TAIT", "c\u{e9}tait", true),
            ("\u{5fae}\u{4fe1}", "\u{5fae}\u{4fe1}", true),
        ];
        for (one, other, same) in table {
            assert_eq!(words(one) == words(other), same, "{one} {other}");
        }
    }

    #[test]
    fn names_of_the_catalogue_are_found_with_their_ids() {
        let catalogue = &crate::catalogue::builtin();
        let names = Names::new(catalogue);
        for app in catalogue.app_ids() {
            let family = catalogue.family(app.family()).unwrap();
            if words(family.name()).is_empty() {
                continue;
            }
            let found = names.identities(catalogue, app.platform(), family.name());
            assert!(found.iter().any(|one| one.family == Some(app.family())));
            let by_id = names.identities(catalogue, app.platform(), app.id());
            assert!(by_id.iter().any(|one| one.family == Some(app.family())));
        }
        assert_eq!(names.identities(catalogue, Platform::Ios, "").len(), 0);
    }

    proptest! {
        #[test]
        fn words_of_words_are_the_same(name in "\\PC{0,40}") {
            prop_assert_eq!(words(&words(&name)), words(&name));
        }
    }
}
