//! What stands between the values of an app that differ: signs, keys, and fields
//! that say the same in most apps.
//!
//! It is read once and remembered. Where the same bytes stand again, they mean the
//! same, whatever they are; so nothing depends on what is remembered but speed.

use super::json::{Skimmer, Wanted};
use crate::inventory::{ProfileId, State};

/// A field whose value differs from app to app. The numbers keep apart fields of
/// one kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    Id,
    Time(u8),
    Developer,
    StoreId,
    Signer,
    /// A text that no rule looks at.
    Text(u8),
}

/// What a key announces.
#[derive(Debug, Clone, Copy)]
enum Key {
    /// A value that differs.
    Differs(Field),
    Profile,
    State,
    Evidence,
    /// A text that no rule looks at, and that few apps have another of.
    Same(u8),
    /// A field of a later minor version.
    Later,
}

impl Key {
    fn of(key: &str) -> Self {
        match key {
            "id" => Self::Differs(Field::Id),
            "developer" => Self::Differs(Field::Developer),
            "store_id" => Self::Differs(Field::StoreId),
            "signer" => Self::Differs(Field::Signer),
            "first_installed" => Self::Differs(Field::Time(7)),
            "last_updated" => Self::Differs(Field::Time(8)),
            "version" => Self::Differs(Field::Text(10)),
            "name" => Self::Differs(Field::Text(12)),
            "profile" => Self::Profile,
            "state" => Self::State,
            "evidence" => Self::Evidence,
            "origin" => Self::Same(9),
            "installer" => Self::Same(11),
            "channel" => Self::Same(13),
            _ => Self::Later,
        }
    }

    /// A bit for each field that must not be there twice.
    const fn bit(self) -> u16 {
        match self {
            Self::Differs(Field::Id) => 1,
            Self::Profile => 1 << 1,
            Self::State => 1 << 2,
            Self::Differs(Field::Developer) => 1 << 3,
            Self::Differs(Field::StoreId) => 1 << 4,
            Self::Differs(Field::Signer) => 1 << 5,
            Self::Evidence => 1 << 6,
            Self::Differs(Field::Time(place) | Field::Text(place)) | Self::Same(place) => {
                1 << place
            }
            Self::Later => 0,
        }
    }
}

/// What that says which stands between two values.
#[derive(Debug, Clone, Copy)]
pub(super) struct Between {
    /// The bits of the fields in it, and that of the field behind it.
    pub(super) bits: u16,
    /// The profile, if it is named.
    pub(super) profile: Option<ProfileId>,
    /// Whether the app is installed, as far as this says.
    pub(super) present: bool,
    /// The field whose value comes next, behind the quote that opens a text;
    /// nothing where the app ends.
    pub(super) next: Option<Field>,
}

/// How many values of an app have a place of their own.
const PLACES: usize = 12;

/// How many texts are remembered at a place.
const WAYS: usize = 4;

/// What stood before each value of the apps before.
#[derive(Debug, Default)]
pub(crate) struct Order<'t> {
    places: [Ways<'t>; PLACES],
}

#[derive(Debug, Default)]
struct Ways<'t> {
    known: [Option<(Wanted<'t>, Between)>; WAYS],
    /// How many were learned here.
    learned: usize,
}

impl<'t> Order<'t> {
    /// Passes over what stands before the value at this place of an app, or
    /// behind its last one.
    #[inline]
    pub(super) fn between(&mut self, place: usize, skimmer: &mut Skimmer<'t>) -> Option<Between> {
        let ways = self.places.get(place)?;
        for (wanted, between) in ways.known.iter().flatten() {
            if skimmer.wanted(wanted) {
                return Some(*between);
            }
        }
        let (between, behind) = self.learn(place, *skimmer)?;
        *skimmer = behind;
        Some(between)
    }

    #[cold]
    #[inline(never)]
    fn learn(&mut self, place: usize, start: Skimmer<'t>) -> Option<(Between, Skimmer<'t>)> {
        let (between, behind) = read(place == 0, start)?;
        let wanted = Wanted::new(behind.since(start.place())?);
        let ways = self.places.get_mut(place)?;
        if let Some(slot) = ways.known.get_mut(ways.learned % WAYS) {
            *slot = Some((wanted, between));
        }
        ways.learned += 1;
        Some((between, behind))
    }
}

/// Reads up to the next value that differs, or over the end of the app.
fn read(mut is_first: bool, mut skimmer: Skimmer<'_>) -> Option<(Between, Skimmer<'_>)> {
    let (mut bits, mut profile, mut present) = (0, None, true);
    let next = loop {
        if skimmer.closes() {
            break None;
        }
        if !is_first {
            skimmer.sign(b',')?;
        }
        is_first = false;
        let key = Key::of(skimmer.key()?);
        if bits & key.bit() != 0 {
            return None;
        }
        bits |= key.bit();
        match key {
            Key::Differs(Field::Id) => break skimmer.quote().then_some(Some(Field::Id))?,
            // Nothing is said, and that may be said again.
            Key::Differs(_) | Key::State | Key::Same(_) if skimmer.null() => {}
            Key::Differs(Field::StoreId) => break Some(Field::StoreId),
            Key::Differs(field) => break skimmer.quote().then_some(Some(field))?,
            Key::Profile => profile = Some(ProfileId(u32::try_from(skimmer.number()?).ok()?)),
            Key::State => {
                // A state this version does not know counts as installed.
                let state = State::parse(skimmer.string()?.plain()?);
                present = state.is_none_or(State::is_installed);
            }
            Key::Evidence => {
                let mut more = skimmer.opens(b'[', b']')?;
                while more {
                    skimmer.string()?;
                    more = skimmer.goes_on(b']')?;
                }
            }
            Key::Same(_) => {
                skimmer.string()?;
            }
            Key::Later => skimmer.value()?,
        }
    };
    let between = Between {
        bits,
        profile,
        present,
        next,
    };
    Some((between, skimmer))
}
