//! The fast way through a fleet: leaves out of a line the apps that the caller
//! has no use for, before anything is built of them.
//!
//! Of three hundred apps on a phone, rules touch a handful. The walk looks at
//! each app once, asks the caller, and what is kept goes through the ordinary
//! reader with the rest of the line. There is no second reading of the format
//! here: an app that is left out was seen to be one that the ordinary reader
//! accepts, and whatever is unusual is left to the ordinary reader whole.

use super::super::{Inventory, Platform, ProfileId, State};
use super::cursor::Cursor;
use super::{date, read};

/// What can be asked of an app before it is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Glimpse<'t> {
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

/// What the reader has to know of apps that are not there any more.
#[derive(Debug, Default)]
pub(super) struct LeftOut {
    /// Whether one of them is installed.
    pub(super) present: bool,
    /// The profiles they are in.
    pub(super) profiles: Vec<ProfileId>,
    /// How many dates of theirs could not be read.
    pub(super) bad_times: usize,
}

/// Reads an inventory without the apps for which `keep` answers no.
///
/// The inventory is the one that [`super::parse`] gives, apart from the apps
/// that are missing. `None` when the text is unusual: it may be damaged, and
/// only [`super::parse`] can tell. `keep` may have been asked by then.
pub fn thinned(text: &str, keep: &mut dyn FnMut(&Glimpse<'_>) -> bool) -> Option<Inventory> {
    let thin = Thin::new(text, keep)?;
    read::parse_thinned(&thin.text, thin.left_out).ok()
}

/// A line with fewer apps.
struct Thin {
    text: String,
    left_out: LeftOut,
}

impl Thin {
    fn new(text: &str, keep: &mut dyn FnMut(&Glimpse<'_>) -> bool) -> Option<Self> {
        let mut cursor = Cursor::new(text);
        let (mut platform, mut postponed) = (None, None);
        let mut thin = None;
        let mut more = cursor.opens(b'{', b'}')?;
        while more {
            let key = cursor.key()?;
            let start = cursor.place();
            match (key, platform) {
                ("apps", Some(platform)) if thin.is_none() => {
                    thin = Some(Self::without(text, &mut cursor, platform, keep)?);
                }
                ("apps", None) => {
                    postponed = Some(cursor.clone());
                    cursor.value()?;
                }
                ("device", _) => {
                    cursor.value()?;
                    platform = Some(platform_of(cursor.since(start)?)?);
                }
                _ => cursor.value()?,
            }
            more = cursor.goes_on(b'}')?;
        }
        match (thin, postponed) {
            (Some(thin), None) => Some(thin),
            (None, Some(mut cursor)) => Self::without(text, &mut cursor, platform?, keep),
            // No list of apps, or two.
            _ => None,
        }
    }

    /// Walks over the list of apps and writes the text anew without those that
    /// are left out.
    fn without(
        text: &str,
        cursor: &mut Cursor<'_>,
        platform: Platform,
        keep: &mut dyn FnMut(&Glimpse<'_>) -> bool,
    ) -> Option<Self> {
        let start = cursor.place();
        let mut left_out = LeftOut::default();
        let mut kept = String::new();
        let mut habit = Habit::default();
        let mut more = cursor.opens(b'[', b']')?;
        while more {
            cursor.space();
            let start = cursor.place();
            let app = AppWalk::over(cursor, &mut habit, platform)?;
            if keep(&app.glimpse) {
                if !kept.is_empty() {
                    kept.push(',');
                }
                kept.push_str(cursor.since(start)?);
            } else {
                left_out.present |= app.glimpse.present;
                left_out.bad_times += app.bad_times;
                if left_out.profiles.last() != Some(&app.profile)
                    && !left_out.profiles.contains(&app.profile)
                {
                    left_out.profiles.push(app.profile);
                }
            }
            more = cursor.goes_on(b']')?;
        }
        let before = text.get(..start)?;
        let after = text.get(cursor.place()..)?;
        Some(Self {
            text: format!("{before}[{kept}]{after}"),
            left_out,
        })
    }
}

fn platform_of(device: &str) -> Option<Platform> {
    let mut cursor = Cursor::new(device);
    let mut platform = None;
    let mut more = cursor.opens(b'{', b'}')?;
    while more {
        match cursor.key()? {
            "platform" => platform = Some(cursor.string()?.plain()?),
            _ => cursor.value()?,
        }
        more = cursor.goes_on(b'}')?;
    }
    Platform::parse(platform?)
}

/// One app that was walked over.
struct AppWalk<'t> {
    glimpse: Glimpse<'t>,
    profile: ProfileId,
    bad_times: usize,
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
    /// Whether the opening quote of a text lies behind.
    in_text: bool,
}

/// What led to each value of the app before: comma, key, colon, and the quote
/// that opens a text. Apps of one file have the same fields in the same order,
/// so most of it need not be read.
#[derive(Default)]
struct Habit<'t> {
    leads: [(&'t str, Option<Lead>); 16],
}

impl<'t> Habit<'t> {
    /// Passes over what leads to the value at this place of an app.
    #[inline]
    fn lead(&mut self, place: usize, cursor: &mut Cursor<'t>) -> Option<Lead> {
        let slot = self.leads.get_mut(place)?;
        if let Some(lead) = slot.1
            && cursor.exactly(slot.0)
        {
            return Some(lead);
        }
        let start = cursor.place();
        if place > 0 {
            cursor.sign(b',')?;
        }
        cursor.space();
        let lead = Lead {
            field: Field::of(cursor.key()?),
            in_text: cursor.quote(),
        };
        *slot = (cursor.since(start)?, Some(lead));
        Some(lead)
    }
}

impl<'t> AppWalk<'t> {
    /// Accepts what the ordinary reader accepts as an app, or less.
    #[inline]
    fn over(cursor: &mut Cursor<'t>, habit: &mut Habit<'t>, platform: Platform) -> Option<Self> {
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
        cursor.sign(b'{')?;
        while !cursor.closes() {
            let lead = habit.lead(place, cursor)?;
            if seen & lead.field.bit() != 0 {
                return None;
            }
            seen |= lead.field.bit();
            if lead.in_text {
                app.text(lead.field, cursor)?;
            } else {
                app.other(lead.field, cursor)?;
            }
            place += 1;
        }
        is_named(app.glimpse.id).then_some(app)
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

/// Whether there is more to an id than space.
#[inline]
fn is_named(id: &str) -> bool {
    let starts = id.as_bytes().first().is_some_and(u8::is_ascii_graphic);
    starts || !id.trim().is_empty()
}
