//! A walk over one app of a saved inventory, without building anything of it.
//!
//! Apps of one file have the same fields in the same order, and some fields say
//! nearly always the same. So the walk expects what it saw before, and reads
//! only where it is wrong.

use super::Glimpse;
use super::json::{Cursor, Wanted};
use crate::inventory::format::date;
use crate::inventory::{Platform, ProfileId, State};

/// One app that was walked over.
pub(crate) struct AppWalk<'t> {
    pub(crate) glimpse: Glimpse<'t>,
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
pub(crate) struct Habit<'t> {
    leads: [Option<(Wanted<'t>, Lead)>; 16],
    stretches: [Option<Stretch<'t>>; 16],
}

impl<'t> Habit<'t> {
    /// Passes over what leads to the value at this place of an app.
    #[inline]
    fn lead(&mut self, place: usize, cursor: &mut Cursor<'t>) -> Option<Lead> {
        let slot = self.leads.get_mut(place)?;
        if let Some((wanted, lead)) = slot
            && cursor.wanted(wanted)
        {
            return Some(*lead);
        }
        let (wanted, lead, behind) = learn(place, *cursor)?;
        *slot = Some((wanted, lead));
        *cursor = behind;
        Some(lead)
    }

    /// Passes over steady fields, if they say what they said before.
    #[inline]
    fn stretch(&self, place: usize, cursor: &mut Cursor<'t>) -> Option<&Stretch<'t>> {
        let stretch = self.stretches.get(place)?.as_ref()?;
        cursor.exactly(stretch.text).then_some(stretch)
    }

    /// Remembers a run of steady fields that ended before this value.
    #[cold]
    #[inline(never)]
    fn remember(&mut self, run: Run, app: &AppWalk<'_>, seen: u16, end: (usize, Lead, &'t str)) {
        let (place, lead, text) = end;
        if let Some(slot) = self.stretches.get_mut(run.place) {
            *slot = Some(Stretch {
                text,
                bits: seen & !run.seen,
                profile: app.profile,
                present: app.glimpse.present,
                place,
                lead,
            });
        }
    }
}

/// Reads what leads to a value.
#[cold]
#[inline(never)]
fn learn(place: usize, start: Cursor<'_>) -> Option<(Wanted<'_>, Lead, Cursor<'_>)> {
    let mut cursor = start;
    if place > 0 {
        cursor.sign(b',')?;
    }
    cursor.space();
    let field = Field::of(cursor.key()?);
    let lead = Lead {
        field,
        bit: field.bit(),
        in_text: cursor.quote(),
    };
    let wanted = Wanted::new(cursor.since(start.place())?);
    Some((wanted, lead, cursor))
}

impl<'t> AppWalk<'t> {
    /// Accepts what the ordinary reader accepts as an app, or less.
    #[inline]
    pub(crate) fn over(
        cursor: &mut Cursor<'t>,
        habit: &mut Habit<'t>,
        platform: Platform,
    ) -> Option<Self> {
        let mut app = Self {
            glimpse: Glimpse {
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
        cursor.sign(b'{')?;
        while !cursor.closes() {
            let (before, start) = (seen, cursor.place());
            let lead = if let Some(stretch) = habit.stretch(place, cursor) {
                seen = twice_is_none(seen, stretch.bits)?;
                app.as_before(stretch);
                place = stretch.place;
                run = None;
                stretch.lead
            } else {
                let lead = habit.lead(place, cursor)?;
                seen = twice_is_none(seen, lead.bit)?;
                if lead.field.is_steady() {
                    run.get_or_insert(Run {
                        place,
                        start,
                        seen: before,
                    });
                } else if let Some(run) = run.take() {
                    let text = cursor.since(run.start)?;
                    habit.remember(run, &app, seen, (place, lead, text));
                }
                lead
            };
            if lead.in_text {
                app.text(lead.field, cursor)?;
            } else {
                app.other(lead.field, cursor)?;
            }
            place += 1;
        }
        is_named(app.glimpse.id).then_some(app)
    }

    /// Takes over what steady fields said in an app before. Fields that are not
    /// among them said something else then.
    #[inline]
    fn as_before(&mut self, stretch: &Stretch<'_>) {
        if stretch.bits & Field::Profile.bit() != 0 {
            self.profile = stretch.profile;
        }
        if stretch.bits & Field::State.bit() != 0 {
            self.glimpse.present = stretch.present;
        }
    }

    /// Passes over a value that is a text.
    #[inline]
    fn text(&mut self, field: Field, cursor: &mut Cursor<'t>) -> Option<()> {
        match field {
            Field::Id => self.glimpse.id = cursor.rest_of_string()?.plain()?,
            Field::Developer => self.glimpse.developer = Some(cursor.rest_of_string()?.plain()?),
            Field::Signer => self.glimpse.signer = Some(cursor.rest_of_string()?.plain()?),
            Field::State if cursor.ends_as(|text| text == b"installed") => {}
            Field::State => {
                // A state this version does not know counts as installed.
                let state = State::parse(cursor.rest_of_string()?.plain()?);
                self.glimpse.present = state.is_none_or(State::is_installed);
            }
            Field::Time(_) if cursor.ends_as(date::is_usual) => {}
            Field::Time(_) => {
                let text = cursor.rest_of_string()?.plain()?;
                self.bad_times += usize::from(!date::is_readable(text));
            }
            Field::Text(_) | Field::Later => {
                cursor.rest_of_string()?;
            }
            Field::Profile | Field::StoreId | Field::Evidence => return None,
        }
        Some(())
    }

    /// Passes over a value that is no text.
    #[inline]
    fn other(&mut self, field: Field, cursor: &mut Cursor<'t>) -> Option<()> {
        match field {
            Field::Profile => self.profile = ProfileId(u32::try_from(cursor.number()?).ok()?),
            Field::StoreId if !cursor.null() => self.glimpse.store_id = Some(cursor.number()?),
            Field::StoreId => {}
            Field::Evidence => {
                let mut more = cursor.opens(b'[', b']')?;
                while more {
                    cursor.string()?;
                    more = cursor.goes_on(b']')?;
                }
            }
            Field::Later => cursor.value()?,
            Field::State | Field::Time(_) | Field::Developer | Field::Signer | Field::Text(_) => {
                cursor.null().then_some(())?;
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
