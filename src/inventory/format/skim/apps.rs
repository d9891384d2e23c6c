//! Skims one app of a saved inventory, without building anything of it.
//!
//! Apps of one file have the same fields in the same order, and some fields say
//! nearly always the same. So the skimmer expects what it saw before, and reads
//! only where it is wrong.

use super::json::{Skimmer, Wanted};
use crate::inventory::format::date;
use crate::inventory::{Platform, ProfileId, State};

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
}

/// The fields that the format knows, by the bit that stands for each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    Id,
    Profile,
    State,
    Time(u8),
    Developer,
    StoreId,
    Signer,
    Evidence,
    /// A text that no rule looks at.
    Text(u8),
    /// A field of a later minor version.
    Later,
}

impl Field {
    fn of(key: &str) -> Self {
        match key {
            "id" => Self::Id,
            "profile" => Self::Profile,
            "state" => Self::State,
            "developer" => Self::Developer,
            "store_id" => Self::StoreId,
            "signer" => Self::Signer,
            "evidence" => Self::Evidence,
            "first_installed" => Self::Time(7),
            "last_updated" => Self::Time(8),
            "origin" => Self::Text(9),
            "version" => Self::Text(10),
            "installer" => Self::Text(11),
            "name" => Self::Text(12),
            "channel" => Self::Text(13),
            _ => Self::Later,
        }
    }

    /// Whether it says the same in most apps of a device.
    const fn is_steady(self) -> bool {
        matches!(self, Self::Profile | Self::State | Self::Evidence)
    }

    /// A bit for each field that must not be there twice.
    const fn bit(self) -> u16 {
        match self {
            Self::Id => 1,
            Self::Profile => 1 << 1,
            Self::State => 1 << 2,
            Self::Developer => 1 << 3,
            Self::StoreId => 1 << 4,
            Self::Signer => 1 << 5,
            Self::Evidence => 1 << 6,
            Self::Time(place) | Self::Text(place) => 1 << place,
            Self::Later => 0,
        }
    }
}

/// What leads to a value.
#[derive(Debug, Clone, Copy)]
struct Lead {
    field: Field,
    /// The field's bit.
    bit: u16,
    /// Whether the opening quote of a text lies behind.
    in_text: bool,
}

/// Fields that say the same in most apps, as they stood in an app before, with
/// what leads to the value behind them.
#[derive(Debug, Clone, Copy)]
struct Stretch<'t> {
    text: &'t str,
    /// Their bits, and that of the field behind them.
    bits: u16,
    profile: ProfileId,
    present: bool,
    /// The place of the value behind them.
    place: usize,
    lead: Lead,
}

/// Steady fields that were passed one by one, and may become a stretch.
#[derive(Debug, Clone, Copy)]
struct Run {
    place: usize,
    /// Where its text begins.
    start: usize,
    /// The bits of what was seen before it.
    seen: u16,
}

/// What stood before each value of the app before: comma, key, colon, and the
/// quote that opens a text; so most of it need not be read.
#[derive(Default)]
pub(crate) struct FieldOrder<'t> {
    leads: [Option<(Wanted<'t>, Lead)>; 16],
    stretches: [Option<Stretch<'t>>; 16],
}

impl<'t> FieldOrder<'t> {
    /// Passes over what leads to the value at this place of an app.
    #[inline]
    fn lead(&mut self, place: usize, skimmer: &mut Skimmer<'t>) -> Option<Lead> {
        let slot = self.leads.get_mut(place)?;
        if let Some((wanted, lead)) = slot
            && skimmer.wanted(wanted)
        {
            return Some(*lead);
        }
        let (wanted, lead, behind) = learn(place, *skimmer)?;
        *slot = Some((wanted, lead));
        *skimmer = behind;
        Some(lead)
    }

    /// Passes over steady fields, if they say what they said before.
    #[inline]
    fn stretch(&self, place: usize, skimmer: &mut Skimmer<'t>) -> Option<&Stretch<'t>> {
        let stretch = self.stretches.get(place)?.as_ref()?;
        skimmer.exactly(stretch.text).then_some(stretch)
    }

    /// Remembers a run of steady fields that ended before this value.
    #[cold]
    #[inline(never)]
    fn remember(&mut self, run: Run, app: &AppSkim<'_>, seen: u16, end: (usize, Lead, &'t str)) {
        let (place, lead, text) = end;
        if let Some(slot) = self.stretches.get_mut(run.place) {
            *slot = Some(Stretch {
                text,
                bits: seen & !run.seen,
                profile: app.profile,
                present: app.app.present,
                place,
                lead,
            });
        }
    }
}

/// Reads what leads to a value.
#[cold]
#[inline(never)]
fn learn(place: usize, start: Skimmer<'_>) -> Option<(Wanted<'_>, Lead, Skimmer<'_>)> {
    let mut skimmer = start;
    if place > 0 {
        skimmer.sign(b',')?;
    }
    skimmer.space();
    let field = Field::of(skimmer.key()?);
    let lead = Lead {
        field,
        bit: field.bit(),
        in_text: skimmer.quote(),
    };
    let wanted = Wanted::new(skimmer.since(start.place())?);
    Some((wanted, lead, skimmer))
}

impl<'t> AppSkim<'t> {
    /// Accepts what the ordinary reader accepts as an app, or less.
    #[inline]
    pub(crate) fn over(
        skimmer: &mut Skimmer<'t>,
        order: &mut FieldOrder<'t>,
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
        };
        // The ordinary reader refuses a field that is there twice.
        let mut seen: u16 = 0;
        let mut place = 0;
        let mut run = None;
        skimmer.sign(b'{')?;
        while !skimmer.closes() {
            let (before, start) = (seen, skimmer.place());
            let lead = if let Some(stretch) = order.stretch(place, skimmer) {
                seen = twice_is_none(seen, stretch.bits)?;
                app.as_before(stretch);
                place = stretch.place;
                run = None;
                stretch.lead
            } else {
                let lead = order.lead(place, skimmer)?;
                seen = twice_is_none(seen, lead.bit)?;
                if lead.field.is_steady() {
                    run.get_or_insert(Run {
                        place,
                        start,
                        seen: before,
                    });
                } else if let Some(run) = run.take() {
                    let text = skimmer.since(run.start)?;
                    order.remember(run, &app, seen, (place, lead, text));
                }
                lead
            };
            if lead.in_text {
                app.text(lead.field, skimmer)?;
            } else {
                app.other(lead.field, skimmer)?;
            }
            place += 1;
        }
        is_named(app.app.id).then_some(app)
    }

    /// Takes over what steady fields said in an app before. Fields that are not
    /// among them said something else then.
    #[inline]
    fn as_before(&mut self, stretch: &Stretch<'_>) {
        if stretch.bits & Field::Profile.bit() != 0 {
            self.profile = stretch.profile;
        }
        if stretch.bits & Field::State.bit() != 0 {
            self.app.present = stretch.present;
        }
    }

    /// Passes over a value that is a text.
    #[inline]
    fn text(&mut self, field: Field, skimmer: &mut Skimmer<'t>) -> Option<()> {
        match field {
            Field::Id => self.app.id = skimmer.rest_of_string()?.plain()?,
            Field::Developer => self.app.developer = Some(skimmer.rest_of_string()?.plain()?),
            Field::Signer => self.app.signer = Some(skimmer.rest_of_string()?.plain()?),
            Field::State if skimmer.ends_as(|text| text == b"installed") => {}
            Field::State => {
                // A state this version does not know counts as installed.
                let state = State::parse(skimmer.rest_of_string()?.plain()?);
                self.app.present = state.is_none_or(State::is_installed);
            }
            Field::Time(_) if skimmer.ends_as(date::is_usual) => {}
            Field::Time(_) => {
                let text = skimmer.rest_of_string()?.plain()?;
                self.bad_times += usize::from(!date::is_readable(text));
            }
            Field::Text(_) | Field::Later => {
                skimmer.rest_of_string()?;
            }
            Field::Profile | Field::StoreId | Field::Evidence => return None,
        }
        Some(())
    }

    /// Passes over a value that is no text.
    #[inline]
    fn other(&mut self, field: Field, skimmer: &mut Skimmer<'t>) -> Option<()> {
        match field {
            Field::Profile => self.profile = ProfileId(u32::try_from(skimmer.number()?).ok()?),
            Field::StoreId if !skimmer.null() => self.app.store_id = Some(skimmer.number()?),
            Field::StoreId => {}
            Field::Evidence => {
                let mut more = skimmer.opens(b'[', b']')?;
                while more {
                    skimmer.string()?;
                    more = skimmer.goes_on(b']')?;
                }
            }
            Field::Later => skimmer.value()?,
            Field::State | Field::Time(_) | Field::Developer | Field::Signer | Field::Text(_) => {
                skimmer.null().then_some(())?;
            }
            Field::Id => return None,
        }
        Some(())
    }
}

/// Adds fields to those that were seen, unless one was seen already.
#[inline]
fn twice_is_none(seen: u16, bits: u16) -> Option<u16> {
    (seen & bits == 0).then_some(seen | bits)
}

/// Whether there is more to an id than space.
#[inline]
fn is_named(id: &str) -> bool {
    let starts = id.as_bytes().first().is_some_and(u8::is_ascii_graphic);
    starts || !id.trim().is_empty()
}
