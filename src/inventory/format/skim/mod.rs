//! The fast way through a fleet: leaves out of a line the apps that the caller
//! has no use for, before anything is built of them.
//!
//! Of three hundred apps on a phone, rules touch a handful. The walk looks at
//! each app once, asks the caller, and what is kept goes through the ordinary
//! reader with the rest of the line. There is no second reading of the format
//! here: an app that is left out was seen to be one that the ordinary reader
//! accepts, and whatever is unusual is left to the ordinary reader whole.

mod apps;
mod json;

use super::read;
use crate::inventory::{Inventory, Platform, ProfileId};
use apps::{AppWalk, Habit};
use json::Cursor;

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
pub(crate) struct LeftOut {
    /// Whether one of them is installed.
    pub(crate) present: bool,
    /// The profiles they are in.
    pub(crate) profiles: Vec<ProfileId>,
    /// How many dates of theirs could not be read.
    pub(crate) bad_times: usize,
}

/// Reads an inventory without the apps for which `keep` answers no.
///
/// The inventory is the one that [`super::parse`] gives, apart from the apps
/// that are missing. `None` when the text is unusual: it may be damaged, and
/// only [`super::parse`] can tell. `keep` may have been asked by then.
pub fn thinned(text: &str, mut keep: impl FnMut(&Glimpse<'_>) -> bool) -> Option<Inventory> {
    let thin = Thin::new(text, &mut keep)?;
    read::parse_thinned(&thin.text, thin.left_out).ok()
}

/// A line with fewer apps.
struct Thin {
    text: String,
    left_out: LeftOut,
}

impl Thin {
    fn new(text: &str, keep: &mut impl FnMut(&Glimpse<'_>) -> bool) -> Option<Self> {
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
                    postponed = Some(cursor);
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
        place: &mut Cursor<'_>,
        platform: Platform,
        keep: &mut impl FnMut(&Glimpse<'_>) -> bool,
    ) -> Option<Self> {
        let mut cursor = *place;
        let start = cursor.place();
        let mut left_out = LeftOut::default();
        let mut kept = String::new();
        let mut habit = Habit::default();
        let mut more = cursor.opens(b'[', b']')?;
        while more {
            cursor.space();
            let start = cursor.place();
            let app = AppWalk::over(&mut cursor, &mut habit, platform)?;
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
        *place = cursor;
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
