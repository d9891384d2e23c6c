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

/// What fields of an app say that stand between two values.
#[derive(Debug, Clone, Copy)]
pub(super) struct Said {
    /// The bits of these fields, and that of the field behind them.
    pub(super) bits: u16,
    /// The profile, if it is named.
    pub(super) profile: Option<ProfileId>,
    /// Whether the app is installed, as far as this says.
    pub(super) present: bool,
}

impl Said {
    const NOTHING: Self = Self {
        bits: 0,
        profile: None,
        present: true,
    };
}

/// What stands between two values.
#[derive(Debug, Clone, Copy)]
pub(super) struct Between {
    /// What it says of the app that the value before it belongs to, or that
    /// begins here where there is none.
    pub(super) said: Said,
    pub(super) next: Next,
}

/// What comes next. A value is one that differs; of a text, the quote that opens it
/// lies behind.
#[derive(Debug, Clone, Copy)]
pub(super) enum Next {
    /// A value of the same app.
    Value(Field),
    /// The app ends, and another begins.
    App {
        /// Where the one ends and the other starts, from the end of what stands
        /// between.
        ended: usize,
        started: usize,
        said: Said,
        value: Field,
    },
    /// The app ends, and the list behind it; so many bytes ago.
    End { ended: usize },
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

/// The one that stood there last comes first.
#[derive(Debug, Default)]
struct Ways<'t> {
    known: [Option<(Wanted<'t>, Between)>; WAYS],
}

impl<'t> Order<'t> {
    /// Passes over what stands before the first value of a list of apps, whose
    /// opening sign lies behind.
    pub(super) fn first(skimmer: &mut Skimmer<'t>) -> Option<Between> {
        skimmer.sign(b'{')?;
        let (said, value) = read(true, skimmer)?;
        Some(Between {
            said,
            next: Next::Value(value?),
        })
    }

    /// Passes over what stands behind this value of an app, counted from 1.
    #[inline]
    pub(super) fn behind(&mut self, place: usize, skimmer: &mut Skimmer<'t>) -> Option<Between> {
        let ways = self.places.get_mut(place - 1)?;
        if let Some((wanted, between)) = ways.known.first()?
            && skimmer.wanted(wanted)
        {
            return Some(*between);
        }
        ways.other(skimmer)
    }
}

impl<'t> Ways<'t> {
    /// What stood there before, but not last, or never.
    #[inline(never)]
    fn other(&mut self, skimmer: &mut Skimmer<'t>) -> Option<Between> {
        let mut known = self.known.iter().flatten();
        let place = known.position(|(wanted, _)| skimmer.wanted(wanted));
        let place = if let Some(place) = place {
            place
        } else {
            *self.known.last_mut()? = Some(learn(skimmer)?);
            WAYS - 1
        };
        self.known.get_mut(..=place)?.rotate_right(1);
        self.known.first()?.map(|(_, between)| between)
    }
}

fn learn<'t>(skimmer: &mut Skimmer<'t>) -> Option<(Wanted<'t>, Between)> {
    let start = skimmer.place();
    let (said, value) = read(false, skimmer)?;
    let next = match value {
        Some(field) => Next::Value(field),
        None => next_app(skimmer)?,
    };
    let wanted = Wanted::new(skimmer.since(start)?);
    Some((wanted, Between { said, next }))
}

/// What comes behind an app.
fn next_app(skimmer: &mut Skimmer<'_>) -> Option<Next> {
    let ended = skimmer.place();
    if !skimmer.goes_on(b']')? {
        let ended = skimmer.place() - ended;
        return Some(Next::End { ended });
    }
    skimmer.space();
    let started = skimmer.place();
    skimmer.sign(b'{')?;
    let (said, value) = read(true, skimmer)?;
    Some(Next::App {
        ended: skimmer.place() - ended,
        started: skimmer.place() - started,
        said,
        // An app without a value has no id.
        value: value?,
    })
}

/// Reads up to the next value that differs, or over the end of the app.
fn read(mut is_first: bool, skimmer: &mut Skimmer<'_>) -> Option<(Said, Option<Field>)> {
    let mut said = Said::NOTHING;
    loop {
        if skimmer.closes() {
            return Some((said, None));
        }
        if !is_first {
            skimmer.sign(b',')?;
        }
        is_first = false;
        let key = Key::of(skimmer.key()?);
        if said.bits & key.bit() != 0 {
            return None;
        }
        said.bits |= key.bit();
        if let Taken::Ahead(field) = said.take(key, skimmer)? {
            return Some((said, Some(field)));
        }
    }
}

/// What became of the value that a key announces.
enum Taken {
    Read,
    /// It differs from app to app, and comes next.
    Ahead(Field),
}

impl Said {
    /// Reads what a key announces, unless it differs from app to app.
    fn take(&mut self, key: Key, skimmer: &mut Skimmer<'_>) -> Option<Taken> {
        match key {
            // Nothing is said, and that may be said again.
            Key::Differs(field) if field != Field::Id && skimmer.null() => {}
            Key::State | Key::Same(_) if skimmer.null() => {}
            Key::Differs(Field::StoreId) => return Some(Taken::Ahead(Field::StoreId)),
            Key::Differs(field) => return skimmer.quote().then_some(Taken::Ahead(field)),
            Key::Profile => self.profile = Some(ProfileId(u32::try_from(skimmer.number()?).ok()?)),
            Key::State => {
                // A state this version does not know counts as installed.
                let state = State::parse(skimmer.string()?.plain()?);
                self.present = state.is_none_or(State::is_installed);
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
        Some(Taken::Read)
    }
}
