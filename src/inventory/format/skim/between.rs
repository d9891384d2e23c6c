//! What stands between the values of an app that differ: signs, keys, and fields
//! that say the same in most apps.
//!
//! It is read once and remembered. Where the same bytes stand again, they mean the
//! same, whatever they are; so nothing depends on what is remembered but speed.

use super::json::{Skimmer, Wanted};
use crate::inventory::format::later;
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
        ended: u32,
        started: u32,
        /// What is said of the app that begins, before its first value.
        said: Said,
        first: Field,
    },
    /// The app ends, and the list behind it; so many bytes ago.
    End { ended: u32 },
}

/// How many values of an app have a place of their own.
const PLACES: usize = 12;

/// How many texts are remembered at a place.
const WAYS: usize = 8;

/// No text of more bytes is remembered.
const LONGEST: usize = 512;

/// What stood behind each value of the apps before, of all devices of a fleet.
#[derive(Debug, Default)]
pub struct Templates {
    places: [Ways; PLACES],
    /// What was read last and not remembered before.
    last: Option<Between>,
    /// What stood last beside the list of apps, and holds none.
    plain: Vec<(Box<str>, Box<str>)>,
}

/// The texts that stood at one place, mostly the one that is met most often first.
#[derive(Debug, Default)]
struct Ways {
    known: Vec<Way>,
}

#[derive(Debug)]
struct Way {
    wanted: Wanted,
    between: Between,
    /// How often it was met.
    met: u32,
}

/// Passes over what stands before the first value of a list of apps, whose opening
/// sign lies behind; what it says, and which value that is.
pub(super) fn first(skimmer: &mut Skimmer<'_>) -> Option<(Said, Field)> {
    skimmer.sign(b'{')?;
    let (said, value) = read(true, skimmer)?;
    Some((said, value?))
}

impl Templates {
    /// Whether a value beside the list of apps holds none in fields that this version
    /// does not read. Most files say the same there.
    pub(super) fn is_plain(&mut self, key: &str, value: &str) -> bool {
        let mut places = self.plain.iter_mut();
        let last = places.find(|(known, _)| **known == *key);
        if last.as_ref().is_some_and(|(_, last)| **last == *value) {
            return true;
        }
        if later::under(key, value) {
            return false;
        }
        let is_new = last.is_none();
        if let Some((_, last)) = last.filter(|_| value.len() <= LONGEST) {
            *last = value.into();
        }
        if is_new && self.plain.len() < WAYS && key.len().max(value.len()) <= LONGEST {
            self.plain.push((key.into(), value.into()));
        }
        true
    }

    /// Passes over what stands behind this value of an app.
    #[inline]
    pub(super) fn behind(&mut self, place: usize, skimmer: &mut Skimmer<'_>) -> Option<&Between> {
        let ways = self.places.get_mut(place)?;
        let mut known = ways.known.iter_mut();
        let place = known.position(|way| {
            let is_here = skimmer.wanted(&way.wanted);
            way.met = way.met.saturating_add(u32::from(is_here));
            is_here
        });
        match place {
            Some(0) => {}
            Some(place) => return ways.advance(place),
            None => {
                let (between, behind) = ways.learn(*skimmer)?;
                *skimmer = behind;
                return Some(self.last.insert(between));
            }
        }
        ways.known.first().map(|way| &way.between)
    }
}

impl Ways {
    /// What was met more often comes before what was met less.
    fn advance(&mut self, mut place: usize) -> Option<&Between> {
        if let Some([before, this]) = self.known.get_mut(place - 1..=place)
            && this.met > before.met
        {
            std::mem::swap(before, this);
            place -= 1;
        }
        self.known.get(place).map(|way| &way.between)
    }

    #[cold]
    #[inline(never)]
    fn learn<'t>(&mut self, mut skimmer: Skimmer<'t>) -> Option<(Between, Skimmer<'t>)> {
        let start = skimmer.place();
        let (said, value) = read(false, &mut skimmer)?;
        let next = match value {
            Some(field) => Next::Value(field),
            None => next_app(&mut skimmer)?,
        };
        let between = Between { said, next };
        let text = skimmer.since(start)?;
        if text.len() <= LONGEST {
            self.known.truncate(WAYS - 1);
            let wanted = Wanted::new(text);
            let met = 1;
            self.known.push(Way {
                wanted,
                between,
                met,
            });
        }
        Some((between, skimmer))
    }
}

/// What comes behind an app.
fn next_app(skimmer: &mut Skimmer<'_>) -> Option<Next> {
    let ended = skimmer.place();
    if !skimmer.goes_on(b']')? {
        let ended = u32::try_from(skimmer.place() - ended).ok()?;
        return Some(Next::End { ended });
    }
    skimmer.space();
    let started = skimmer.place();
    skimmer.sign(b'{')?;
    let (said, value) = read(true, skimmer)?;
    let since = |place| u32::try_from(skimmer.place() - place).ok();
    Some(Next::App {
        ended: since(ended)?,
        started: since(started)?,
        said,
        // An app without a value has no id.
        first: value?,
    })
}

impl Skimmer<'_> {
    /// Passes over a value of a key that this version does not know, unless it holds
    /// what may be apps: that the ordinary reader tells.
    #[inline(never)]
    pub(super) fn value_without_apps(&mut self) -> Option<()> {
        let start = self.place();
        self.value()?;
        (!later::in_value(self.since(start)?)).then_some(())
    }
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
                // One that this version does not know is told by the ordinary reader.
                let state = State::saved(skimmer.string()?.plain()?)?;
                self.present = state.is_installed();
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
            Key::Later => skimmer.value_without_apps()?,
        }
        Some(Taken::Read)
    }
}
