//! Judging a fleet: one saved inventory after the other, as fast as its bytes
//! can be read.
//!
//! The judge is the same as for one phone. It only never sees the apps that no
//! rule touches. Most of those are [screened](super::prefilter) out; of the others
//! it is asked once for each distinct app whether a rule touches it
//! ([`matches`](crate::audit::matching::matches)), and kept in a cache of fixed size.

use super::cache::{Answer, Cache};
use super::prefilter::Screen;
use crate::audit::judge::Judge;
use crate::audit::result::{AppCounts, DeviceResult};
use crate::catalogue::AppKey;
use crate::inventory::format;
use crate::inventory::format::Glimpse;
use crate::inventory::{Inventory, Locator, Reading};

/// A judge of saved inventories. Each thread has its own.
#[derive(Debug)]
pub struct FleetJudge<'j, 'p> {
    judge: &'j Judge<'p>,
    screen: Screen,
    cache: Cache,
}

impl<'j, 'p> FleetJudge<'j, 'p> {
    /// A judge of fleets that judges as `judge` does.
    #[must_use]
    pub fn new(judge: &'j Judge<'p>) -> Self {
        Self {
            judge,
            screen: Screen::new(&judge.index, judge.catalogue),
            cache: Cache::new(),
        }
    }

    /// Judges what was read from anything but a saved inventory.
    #[must_use]
    pub fn device(&self, reading: Reading) -> DeviceResult {
        self.judge.device(reading)
    }

    /// Judges the text of a saved inventory. The answer is that of
    /// [`Judge::device`] on the whole inventory.
    #[must_use]
    pub fn saved(&mut self, locator: Locator, text: &str) -> DeviceResult {
        match self.thinned(text) {
            Some((inventory, others)) => {
                let mut device = self.judge.device(Reading::of(locator, inventory));
                device.apps.total += others.total;
                device.apps.owner_known += others.owner_known;
                device
            }
            None => self.judge.device(format::reading(locator, text)),
        }
    }

    /// The inventory without the apps that no rule touches, and how many of
    /// those there are.
    fn thinned(&mut self, text: &str) -> Option<(Inventory, AppCounts)> {
        let mut others = AppCounts::default();
        let inventory = format::thinned(text, |app| {
            let answer = self.ask(app);
            if !answer.touched && app.present {
                others.total += 1;
                others.owner_known += usize::from(answer.owner_known);
            }
            answer.touched
        })?;
        Some((inventory, others))
    }

    #[inline]
    fn ask(&mut self, app: &Glimpse<'_>) -> Answer {
        let key = AppKey {
            platform: app.platform,
            id: app.id,
            store_id: app.store_id,
            developer: app.developer,
            signer: app.signer,
        };
        if !self.screen.may_concern(&key) {
            return Answer::NOTHING;
        }
        self.look_up(&key)
    }

    /// Few apps come here.
    #[cold]
    #[inline(never)]
    fn look_up(&mut self, key: &AppKey<'_>) -> Answer {
        let judge = self.judge;
        self.cache.answer(key, || {
            let matched = judge.matched(key);
            Answer {
                touched: !matched.hits.is_empty() || judge.shows_access(key, &matched),
                owner_known: matched.identity.is_some(),
            }
        })
    }
}
