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
        let mut more = cursor.opens(b'[', b']')?;
        while more {
            cursor.space();
            let start = cursor.place();
            let app = AppWalk::over(cursor, platform)?;
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

impl<'t> AppWalk<'t> {
    /// Accepts what the ordinary reader accepts as an app, or less.
    fn over(cursor: &mut Cursor<'t>, platform: Platform) -> Option<Self> {
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
        let mut more = cursor.opens(b'{', b'}')?;
        while more {
            let key = cursor.key()?;
            let field = app.field(key, cursor)?;
            if seen & field != 0 {
                return None;
            }
            seen |= field;
            more = cursor.goes_on(b'}')?;
        }
        (!app.glimpse.id.trim().is_empty()).then_some(app)
    }

    /// Passes over one field; a bit for each that the format knows.
    #[inline]
    fn field(&mut self, key: &str, cursor: &mut Cursor<'t>) -> Option<u16> {
        Some(match key {
            "id" => {
                self.glimpse.id = cursor.string()?.plain()?;
                1
            }
            "profile" => {
                self.profile = ProfileId(u32::try_from(cursor.number()?).ok()?);
                1 << 1
            }
            "state" => {
                let state = plain(cursor)?.and_then(State::parse);
                self.glimpse.present = state.is_none_or(State::is_installed);
                1 << 2
            }
            "origin" => any_text(cursor, 1 << 3)?,
            "version" => any_text(cursor, 1 << 4)?,
            "first_installed" => {
                self.time(cursor)?;
                1 << 5
            }
            "last_updated" => {
                self.time(cursor)?;
                1 << 6
            }
            "installer" => any_text(cursor, 1 << 7)?,
            "evidence" => evidence(cursor, 1 << 8)?,
            "signer" => {
                self.glimpse.signer = plain(cursor)?;
                1 << 9
            }
            "name" => any_text(cursor, 1 << 10)?,
            "developer" => {
                self.glimpse.developer = plain(cursor)?;
                1 << 11
            }
            "store_id" => {
                self.glimpse.store_id = if cursor.null() { None } else { Some(cursor.number()?) };
                1 << 12
            }
            "channel" => any_text(cursor, 1 << 13)?,
            // Fields of a later minor version.
            _ => {
                cursor.value()?;
                0
            }
        })
    }

    #[inline]
    fn time(&mut self, cursor: &mut Cursor<'t>) -> Option<()> {
        if let Some(text) = plain(cursor)? {
            self.bad_times += usize::from(!date::is_readable(text));
        }
        Some(())
    }
}

/// A text that is looked at, or null.
#[inline]
fn plain<'t>(cursor: &mut Cursor<'t>) -> Option<Option<&'t str>> {
    if cursor.null() {
        return Some(None);
    }
    cursor.string()?.plain().map(Some)
}

/// A text that nobody looks at, or null.
#[inline]
fn any_text(cursor: &mut Cursor<'_>, field: u16) -> Option<u16> {
    if !cursor.null() {
        cursor.string()?;
    }
    Some(field)
}

fn evidence(cursor: &mut Cursor<'_>, field: u16) -> Option<u16> {
    let mut more = cursor.opens(b'[', b']')?;
    while more {
        cursor.string()?;
        more = cursor.goes_on(b']')?;
    }
    Some(field)
}
