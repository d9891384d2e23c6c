//! Skims one app of a saved inventory, without building anything of it.
//!
//! Apps of one file have the same fields in the same order, and of ten fields four
//! say something else in each app. So the skimmer reads those, and of all that
//! stands between them it only asks whether it stood in an app before.

use super::between::{self, Field, Next, Said, Templates};
use super::json::Skimmer;
use crate::inventory::format::date;
use crate::inventory::plausibility::is_of_path;
use crate::inventory::{IdHash, Platform, ProfileId};

/// What can be asked of an app before it is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SkimmedApp<'t> {
    /// The device's platform.
    pub platform: Platform,
    /// The app's id.
    pub id: &'t str,
    /// The hash of it.
    pub id_hash: IdHash,
    /// The store's developer name.
    pub developer: Option<&'t str>,
    /// The App Store item id.
    pub store_id: Option<u64>,
    /// The signing certificate.
    pub signer: Option<&'t str>,
    /// Whether the app's code is on the device.
    pub present: bool,
}

/// One app that was skimmed.
pub(crate) struct AppSkim<'t> {
    pub(crate) app: SkimmedApp<'t>,
    pub(crate) profile: ProfileId,
    pub(crate) bad_times: usize,
    /// Whether the id was seen to be one that an app can have.
    pub(crate) is_possible: bool,
    /// The fields that were seen.
    seen: u16,
}

/// Where the text of an app stands, from brace to brace.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Span {
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// Passes over a list of apps and hands each to `see`; `None` where it, or the
/// ordinary reader, may not accept one.
pub(crate) fn skim<'t>(
    skimmer: &mut Skimmer<'t>,
    platform: Platform,
    templates: &mut Templates,
    mut see: impl FnMut(&AppSkim<'t>, Span) -> Option<()>,
) -> Option<()> {
    if !skimmer.opens(b'[', b']')? {
        return Some(());
    }
    skimmer.space();
    let mut start = skimmer.place();
    let (said, mut value) = between::first(skimmer)?;
    let mut app = AppSkim::new(platform);
    app.say(&said)?;
    let mut place = 0;
    loop {
        app.value(value, skimmer)?;
        let between = templates.behind(place, skimmer)?;
        app.say(&between.said)?;
        let ended = match &between.next {
            Next::Value(field) => {
                place += 1;
                value = *field;
                continue;
            }
            Next::App { ended, .. } | Next::End { ended } => *ended,
        };
        if !app.is_possible && !is_named(app.app.id) {
            return None;
        }
        let end = skimmer.place() - ended as usize;
        see(&app, Span { start, end })?;
        let Next::App {
            started,
            said,
            first,
            ..
        } = &between.next
        else {
            return Some(());
        };
        start = skimmer.place() - *started as usize;
        app = AppSkim::new(platform);
        app.say(said)?;
        value = *first;
        place = 0;
    }
}

impl<'t> AppSkim<'t> {
    #[inline]
    fn new(platform: Platform) -> Self {
        Self {
            app: SkimmedApp {
                platform,
                id: "",
                id_hash: IdHash::START,
                developer: None,
                store_id: None,
                signer: None,
                present: true,
            },
            profile: ProfileId::OWNER,
            bad_times: 0,
            is_possible: false,
            seen: 0,
        }
    }

    /// Takes in fields between two values. The ordinary reader refuses a field that
    /// is there twice.
    #[inline]
    fn say(&mut self, said: &Said) -> Option<()> {
        if self.seen & said.bits != 0 {
            return None;
        }
        self.seen |= said.bits;
        self.profile = said.profile.unwrap_or(self.profile);
        self.app.present &= said.present;
        Some(())
    }

    /// Passes over a value that differs from app to app.
    #[inline]
    fn value(&mut self, field: Field, skimmer: &mut Skimmer<'t>) -> Option<()> {
        match field {
            Field::Id => self.id(skimmer)?,
            Field::Text(_) => skimmer.pass_string()?,
            Field::Time(_) if skimmer.ends_as(date::is_usual) => {}
            Field::Time(_) => {
                let text = skimmer.rest_of_string()?.plain()?;
                self.bad_times += usize::from(!date::is_readable(text));
            }
            Field::Developer => self.app.developer = Some(skimmer.rest_of_string()?.plain()?),
            Field::Signer => self.app.signer = Some(skimmer.rest_of_string()?.plain()?),
            Field::StoreId => self.app.store_id = Some(skimmer.number()?),
        }
        Some(())
    }

    #[inline]
    fn id(&mut self, skimmer: &mut Skimmer<'t>) -> Option<()> {
        if let Some((id, usual)) = skimmer.usual_id() {
            // What only Android forbids is left to who knows the platform.
            self.is_possible = !(usual.has_hyphen && is_of_path(id));
            (self.app.id, self.app.id_hash) = (id, usual.hash);
        } else {
            self.app.id = skimmer.rest_of_string()?.plain()?;
            self.app.id_hash = IdHash::of(self.app.id);
        }
        Some(())
    }
}

/// Whether there is more to an id than space.
fn is_named(id: &str) -> bool {
    let starts = id.as_bytes().first().is_some_and(u8::is_ascii_graphic);
    starts || !id.trim().is_empty()
}
