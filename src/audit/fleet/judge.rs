//! Judges a fleet: saved inventories one after the other, as fast as their bytes
//! can be read.
//!
//! The verdicts are those of the judge for one phone. Apps that no rule touches are
//! left out before that. The [prefilter](super::prefilter) removes most of them;
//! for the others [`matches`](crate::audit::matching::matches) decides once for
//! each distinct app, and the result is cached.

use super::cache::{Cache, CachedMatch};
use super::prefilter::Prefilter;
use crate::audit::judge::Judge;
use crate::audit::result::{AppCounts, DeviceResult};
use crate::audit::terms::Digests;
use crate::catalogue::AppKey;
use crate::inventory::format;
use crate::inventory::format::{SkimmedApp, Templates};
use crate::inventory::{Inventory, Locator, Reading, Seal};

/// From so many apps on the prefilter pays.
const APPS_BEFORE_PREFILTER: usize = 256;

/// A judge of saved inventories. Each thread has its own.
#[derive(Debug)]
pub struct FleetJudge<'j, 'p> {
    judge: &'j Judge<'p>,
    /// Made when it begins to pay.
    prefilter: Option<Prefilter>,
    /// How many apps were asked about without it.
    asked: usize,
    cache: Cache,
    /// What apps of the devices before looked like.
    templates: Templates,
}

impl<'j, 'p> FleetJudge<'j, 'p> {
    /// A judge of fleets that judges as `judge` does.
    #[must_use]
    pub fn new(judge: &'j Judge<'p>) -> Self {
        Self {
            judge,
            prefilter: None,
            asked: 0,
            cache: Cache::new(),
            templates: Templates::default(),
        }
    }

    /// Judges what was read from anything but a saved inventory.
    #[must_use]
    pub fn device(&self, reading: Reading) -> DeviceResult {
        self.judge.device(reading)
    }

    /// The same, with only what the rules match.
    #[must_use]
    pub fn minimal(&self, reading: Reading) -> DeviceResult {
        self.judge.device(self.judge.minimal_reading(reading))
    }

    /// Judges the text of a saved inventory with only what the rules match.
    #[must_use]
    pub fn saved_minimal(&self, locator: Locator, text: &str, seal: Seal) -> DeviceResult {
        self.minimal(self.sealed(locator, text, seal))
    }

    /// Judges the text of a saved inventory. The result is that of
    /// [`Judge::device`] on the whole inventory.
    #[must_use]
    pub fn saved(&mut self, locator: Locator, text: &str, seal: Seal) -> DeviceResult {
        let Some((mut inventory, others)) = self.skimmed(text) else {
            return self.judge.device(self.sealed(locator, text, seal));
        };
        self.seal(&mut inventory, text, seal);
        let mut device = self.judge.device(Reading::of(locator, inventory));
        device.apps.total += others.total;
        device.apps.owner_known += others.owner_known;
        device
    }

    /// Reads the text of a saved inventory, with what is known of its bytes.
    fn sealed(&self, locator: Locator, text: &str, seal: Seal) -> Reading {
        let mut reading = format::reading(locator, text);
        if let Ok(inventory) = &mut reading.content {
            self.seal(inventory, text, seal);
        }
        reading
    }

    fn seal(&self, inventory: &mut Inventory, text: &str, seal: Seal) {
        let named = self.judge.context.terms.digests == Digests::Named;
        inventory.digest = named.then(|| seal.digest(text));
        inventory.sign(seal.signature);
    }

    /// The inventory without the apps that no rule touches, and how many of
    /// those there are.
    fn skimmed(&mut self, text: &str) -> Option<(Inventory, AppCounts)> {
        let mut others = AppCounts::default();
        let mut templates = std::mem::take(&mut self.templates);
        let inventory = format::skimmed(text, &mut templates, |app| {
            let answer = self.ask(app);
            if !answer.touched && app.present {
                others.total += 1;
                others.owner_known += usize::from(answer.owner_known);
            }
            answer.touched
        });
        self.templates = templates;
        Some((inventory?, others))
    }

    #[inline]
    fn ask(&mut self, app: &SkimmedApp<'_>) -> CachedMatch {
        match &self.prefilter {
            Some(prefilter) if !prefilter.may_concern(app) => self.unrecognised(app),
            Some(_) => self.look_up(app),
            None => self.look_up_first(app),
        }
    }

    /// An app of which nothing is known is still on a list of approved apps, or
    /// not. To ask the lists is as quick as the cache, however many apps there are.
    #[inline]
    fn unrecognised(&self, app: &SkimmedApp<'_>) -> CachedMatch {
        CachedMatch {
            touched: self.judge.context.index.concerns_unrecognised(app),
            ..CachedMatch::NOTHING
        }
    }

    /// The first apps of a run are looked up one by one: to note all that is
    /// known costs more than a few phones.
    #[cold]
    #[inline(never)]
    fn look_up_first(&mut self, app: &SkimmedApp<'_>) -> CachedMatch {
        self.asked += 1;
        if self.asked > APPS_BEFORE_PREFILTER {
            let context = &self.judge.context;
            self.prefilter = Some(Prefilter::new(&context.index, context.catalogue));
        }
        self.look_up(app)
    }

    /// Few apps come here.
    #[cold]
    #[inline(never)]
    fn look_up(&mut self, app: &SkimmedApp<'_>) -> CachedMatch {
        let judge = &self.judge.context;
        let key = AppKey::from(app);
        self.cache.result(&key, app.id_hash, || {
            let matched = judge.matched(&key);
            CachedMatch {
                touched: !matched.hits.is_empty() || judge.may_contradict(&key, &matched),
                owner_known: matched.identity.is_some(),
            }
        })
    }
}
