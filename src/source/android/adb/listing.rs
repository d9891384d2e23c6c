//! Reads what adb prints about attached devices.
//!
//! The long form is `%-22s STATE [PATH] [KEY:VALUE]...`, the short form
//! `SERIAL TAB STATE` (`append_transport` in AOSP
//! `packages/modules/adb/transport.cpp`). In the long form a serial or a state
//! may hold spaces, and every tag may be missing, so it is read together with
//! the short form, which tells where its first two fields end. A line that
//! fits nothing still becomes a device: one odd line must never hide the
//! phones beside it.

use super::state::State;
use crate::inventory::Gap;

/// One attached device, as adb lists it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attached {
    /// The serial as adb prints it: of the hardware, `HOST:PORT`, an mDNS
    /// name, or `(no serial number)`.
    pub serial: String,
    /// Its state.
    pub state: State,
    /// The number that names this connection while it lasts. Old versions of
    /// adb do not print it.
    pub transport_id: Option<u64>,
    /// The product name, when adb knows it.
    pub product: Option<String>,
    /// The model, with everything but letters and digits replaced by `_`.
    pub model: Option<String>,
    /// The state in adb's own words.
    pub detail: String,
    /// Other serials under which adb lists the same phone, because it is
    /// connected in more than one way.
    pub also_as: Vec<String>,
}

/// By which way a device is attached; a phone has at most one of each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Route {
    Cable,
    Address,
    Mdns,
    Emulator,
}

impl Attached {
    /// Why it cannot be read; `None` when it can.
    #[must_use]
    pub fn gap(&self) -> Option<Gap> {
        let gap = || self.state.gap(&self.serial, &self.detail);
        (!self.state.is_ready()).then(gap)
    }

    /// By which way it is attached, as far as its serial tells.
    pub(super) fn route(&self) -> Route {
        if mdns_end(&self.serial).is_some() {
            Route::Mdns
        } else if self.serial.starts_with("emulator-") {
            Route::Emulator
        } else if let Some((host, port)) = self.serial.rsplit_once(':')
            && !host.is_empty()
            && port.parse::<u16>().is_ok()
        {
            Route::Address
        } else {
            Route::Cable
        }
    }

    /// The serial of the hardware, where the listing tells it. The mDNS name
    /// of a phone is `adb-<serial>-<random>._adb-tls-connect._tcp`.
    pub(super) fn hardware_serial(&self) -> Option<&str> {
        match self.route() {
            Route::Cable if !self.serial.starts_with('(') => Some(&self.serial),
            Route::Mdns => {
                let (name, _) = self.serial.split_once("._adb")?;
                let (serial, _random) = name.strip_prefix("adb-")?.rsplit_once('-')?;
                (!serial.is_empty()).then_some(serial)
            }
            _ => None,
        }
    }

    /// Whether a person who writes this serial means this device.
    pub(super) fn answers_to(&self, serial: &str) -> bool {
        self.serial == serial
            || self.hardware_serial() == Some(serial)
            || self.also_as.iter().any(|other| other == serial)
    }
}

/// Joins the long and the short listing. The short one may be empty.
pub(super) fn parse(long: &str, short: &str) -> Vec<Attached> {
    let mut pairs: Vec<(&str, &str)> = lines(short)
        .filter_map(|line| line.split_once('\t'))
        .map(|(serial, state)| (serial, state.trim()))
        .filter(|(serial, state)| !serial.is_empty() && !state.is_empty())
        .collect();
    let mut devices: Vec<Attached> = lines(long)
        .map(|line| joined(line, &mut pairs).unwrap_or_else(|| alone(line)))
        .collect();
    // What only the short listing shows came between the two requests.
    for (serial, state) in pairs {
        if !devices.iter().any(|d| d.serial == serial) {
            devices.push(device(serial, state, ""));
        }
    }
    devices
}

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines()
        .map(str::trim_end)
        .filter(|line| !line.trim_start().is_empty())
}

/// Reads a long line whose first two fields are known from the short form.
fn joined(line: &str, pairs: &mut Vec<(&str, &str)>) -> Option<Attached> {
    let mut best: Option<(usize, &str)> = None;
    for (index, (serial, state)) in pairs.iter().enumerate() {
        let Some(rest) = after_word(line, serial).and_then(|rest| after_word(rest, state)) else {
            continue;
        };
        // Of two serials that fit, the longer one is meant.
        let longer = best.is_none_or(|(other, _)| {
            pairs
                .get(other)
                .is_none_or(|(known, _)| known.len() < serial.len())
        });
        if longer {
            best = Some((index, rest));
        }
    }
    let (index, rest) = best?;
    let (serial, state) = pairs.remove(index);
    Some(device(serial, state, rest))
}

/// What follows `word`, when the line begins with it and it ends there.
fn after_word<'a>(line: &'a str, word: &str) -> Option<&'a str> {
    let rest = line.strip_prefix(word)?;
    (rest.is_empty() || rest.starts_with([' ', '\t'])).then(|| rest.trim_start())
}

/// Reads a long line by itself: the serial up to the padding, tags from the
/// right, and the rest is the state.
fn alone(line: &str) -> Attached {
    let line = line.trim_start();
    let (serial, rest) = split_serial(line);
    let (state, tags) = split_tags(rest.trim());
    // A bare USB path may stand between a one-word state and the tags.
    let word = state.split(' ').next().unwrap_or(state);
    let known = !matches!(State::parse(word), State::Other(_));
    device(serial, if known { word } else { state }, tags)
}

fn split_serial(line: &str) -> (&str, &str) {
    const COLUMN: usize = 22;
    if line.starts_with('(')
        && let Some(end) = line.find(')')
    {
        return line.split_at(end + 1);
    }
    if let Some(end) = mdns_end(line) {
        return line.split_at(end);
    }
    // A serial shorter than the column is padded to it and may hold spaces.
    if let Some((head, rest)) = line.split_at_checked(COLUMN)
        && head.ends_with(' ')
        && rest.starts_with(' ')
        && !rest.starts_with("  ")
    {
        return (head.trim_end(), rest);
    }
    line.split_at(line.find([' ', '\t']).unwrap_or(line.len()))
}

/// Where an mDNS name ends. It may hold spaces, as in `adb-X (2)._adb...`.
fn mdns_end(line: &str) -> Option<usize> {
    ["._adb-tls-connect._tcp", "._adb._tcp"]
        .iter()
        .find_map(|kind| {
            let end = line.find(kind)? + kind.len();
            let rest = line.get(end..)?;
            let rest = rest.strip_prefix('.').unwrap_or(rest);
            (rest.is_empty() || rest.starts_with([' ', '\t'])).then_some(line.len() - rest.len())
        })
}

/// Splits before the first of the trailing words that look like `key:value`.
fn split_tags(text: &str) -> (&str, &str) {
    let mut start = text.len();
    while let Some(head) = text.get(..start).map(str::trim_end) {
        let word_at = head.rfind([' ', '\t']).map_or(0, |at| at + 1);
        let word = head.get(word_at..).unwrap_or_default();
        if word_at == 0 || tag(word).is_none() {
            break;
        }
        start = word_at;
    }
    let (state, tags) = text.split_at(start);
    (state.trim_end(), tags)
}

fn tag(word: &str) -> Option<(&str, &str)> {
    let (key, value) = word.split_once(':')?;
    let is_key = |c: char| c.is_ascii_alphanumeric() || c == '_';
    (!key.is_empty() && key.chars().all(is_key)).then_some((key, value))
}

fn device(serial: &str, state: &str, tags: &str) -> Attached {
    let find = |name: &str| {
        let mut found = tags.split_whitespace().filter_map(tag);
        found
            .find(|(key, value)| *key == name && !value.is_empty())
            .map(|(_, value)| value.to_owned())
    };
    Attached {
        serial: serial.to_owned(),
        state: State::parse(state),
        transport_id: find("transport_id").and_then(|id| id.parse().ok()),
        product: find("product"),
        model: find("model"),
        detail: state.to_owned(),
        also_as: Vec::new(),
    }
}

#[cfg(test)]
#[path = "listing_tests.rs"]
mod tests;
