//! Skims one app of a saved inventory, without building anything of it.
//!
//! Apps of one file have the same fields in the same order, and of ten fields four
//! say something else in each app. So the skimmer reads those, and of all that
//! stands between them it only asks whether it stood in an app before.

use super::between::{Field, Order};
use super::json::Skimmer;
use crate::inventory::format::date;
use crate::inventory::{Platform, ProfileId};

/// What can be asked of an app before it is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SkimmedApp<'t> {
    /// The device's platform.
    pub platform: Platform,
    /// The app's id.
    pub id: &'t str,
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
}

impl<'t> AppSkim<'t> {
    /// Accepts what the ordinary reader accepts as an app, or less.
    #[inline]
    pub(crate) fn over(
        skimmer: &mut Skimmer<'t>,
        order: &mut Order<'t>,
        platform: Platform,
    ) -> Option<Self> {
        let mut app = Self {
            app: SkimmedApp {
                platform,
                id: "",
                developer: None,
                store_id: None,
                signer: None,
                present: true,
            },
            profile: ProfileId::OWNER,
            bad_times: 0,
            is_possible: false,
        };
        let mut seen: u16 = 0;
        let mut place = 0;
        skimmer.sign(b'{')?;
        loop {
            let between = order.between(place, skimmer)?;
            // The ordinary reader refuses a field that is there twice.
            if seen & between.bits != 0 {
                return None;
            }
            seen |= between.bits;
            app.profile = between.profile.unwrap_or(app.profile);
            app.app.present &= between.present;
            let Some(field) = between.next else {
                break;
            };
            app.value(field, skimmer)?;
            place += 1;
        }
        (app.is_possible || is_named(app.app.id)).then_some(app)
    }

    /// Passes over a value that differs from app to app.
    #[inline]
    fn value(&mut self, field: Field, skimmer: &mut Skimmer<'t>) -> Option<()> {
        match field {
            Field::Id => match skimmer.usual_id() {
                Some(id) => (self.app.id, self.is_possible) = (id, true),
                None => self.app.id = skimmer.rest_of_string()?.plain()?,
            },
            Field::Text(_) => {
                skimmer.rest_of_string()?;
            }
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
}

/// Whether there is more to an id than space.
#[inline]
fn is_named(id: &str) -> bool {
    let starts = id.as_bytes().first().is_some_and(u8::is_ascii_graphic);
    starts || !id.trim().is_empty()
}
