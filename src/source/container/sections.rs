//! The parts of one phone's recording, while a text streams by.

use crate::source::android::command_output::{End, Part, Recording};
use memchr::memmem;

/// A full dump of the package service on a phone with five users has 20 MB.
const LARGEST_DUMP: usize = 96 << 20;
/// All other parts are a few hundred kilobytes at most.
const LARGEST_PART: usize = 4 << 20;
const TOO_LARGE: &str = "the file holds more than is read of one";

/// Where a line stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Place {
    /// No frame so far: this may all be one dump.
    #[default]
    Plain,
    /// Behind the end of a frame, before the next one begins.
    Outside,
    /// In something that nobody asks for.
    Elsewhere,
    Properties,
    Package,
    User,
    DevicePolicy,
    /// A short form of the list of packages, in bug reports.
    Checkin,
}

impl Place {
    /// Services are named with a priority before the name since Android 9.
    pub(super) fn of_service(service: &[u8]) -> Self {
        let name = service
            .rsplit(|byte| *byte == b' ')
            .next()
            .unwrap_or(service);
        match name {
            b"package" => Self::Package,
            b"user" => Self::User,
            b"device_policy" => Self::DevicePolicy,
            _ => Self::Elsewhere,
        }
    }

    /// The section of a bug report with this title.
    pub(super) fn of_title(title: &[u8]) -> Self {
        if memmem::find(title, b"s was the duration of '").is_some() {
            Self::Outside
        } else if title.starts_with(b"SYSTEM PROPERTIES") {
            Self::Properties
        } else if title.starts_with(b"CHECKIN PACKAGE") {
            Self::Checkin
        } else {
            Self::Elsewhere
        }
    }
}

/// One part, as far as it was read.
#[derive(Debug, Default)]
struct Kept {
    bytes: Vec<u8>,
    /// It was larger than is kept.
    is_cut: bool,
    /// Its end was seen.
    has_ended: bool,
}

/// What was found of one phone.
#[derive(Debug, Default)]
pub(super) struct Sections {
    place: Place,
    plain: Kept,
    outside: Kept,
    properties: Kept,
    package: Kept,
    user: Kept,
    device_policy: Kept,
    checkin: Kept,
    /// Lines of `getprop` that stand by themselves.
    noted: Vec<u8>,
    /// The lines that say when it was recorded.
    times: Vec<u8>,
}

/// The parts in their places, and what stood outside all frames.
pub(super) struct Recorded {
    pub(super) recording: Recording,
    pub(super) plain: Option<Part>,
    /// What stood behind frames.
    pub(super) outside: Option<Part>,
    /// Lines of `getprop` that stand by themselves.
    pub(super) noted: Vec<u8>,
}

impl Sections {
    pub(super) fn place(&self) -> Place {
        self.place
    }

    /// Whether nothing was found yet.
    pub(super) fn is_empty(&self) -> bool {
        [
            &self.plain,
            &self.outside,
            &self.properties,
            &self.package,
            &self.user,
            &self.device_policy,
            &self.checkin,
        ]
        .iter()
        .all(|kept| kept.bytes.is_empty())
    }

    fn kept(&mut self, place: Place) -> Option<(&mut Kept, usize)> {
        Some(match place {
            Place::Plain => (&mut self.plain, LARGEST_DUMP),
            Place::Outside => (&mut self.outside, LARGEST_DUMP),
            Place::Package => (&mut self.package, LARGEST_DUMP),
            Place::Checkin => (&mut self.checkin, LARGEST_DUMP),
            Place::Properties => (&mut self.properties, LARGEST_PART),
            Place::User => (&mut self.user, LARGEST_PART),
            Place::DevicePolicy => (&mut self.device_policy, LARGEST_PART),
            Place::Elsewhere => return None,
        })
    }

    /// Adds to the open part.
    pub(super) fn keep(&mut self, bytes: &[u8]) {
        let Some((part, largest)) = self.kept(self.place) else {
            return;
        };
        if part.bytes.len() + bytes.len() <= largest {
            part.bytes.extend_from_slice(bytes);
        } else {
            part.is_cut |= !bytes.is_empty();
        }
    }

    /// Ends the open part, unless it goes on.
    pub(super) fn leave(&mut self, next: Place) {
        if next != self.place
            && let Some((part, _)) = self.kept(self.place)
        {
            part.has_ended = true;
        }
    }

    pub(super) fn enter(&mut self, place: Place) {
        self.place = place;
    }

    /// Whether this part was there before.
    pub(super) fn has_ended(&mut self, place: Place) -> bool {
        let kept = self.kept(place);
        kept.is_some_and(|(part, _)| part.has_ended && !part.bytes.is_empty())
    }

    /// Keeps a line of `getprop` that stands by itself.
    pub(super) fn note_property(&mut self, line: &[u8]) {
        if self.noted.len() + line.len() < LARGEST_PART {
            self.noted.extend_from_slice(line);
            self.noted.push(b'\n');
        }
    }

    /// Keeps a line that says when this was recorded.
    pub(super) fn note_time(&mut self, line: &[u8]) {
        if self.times.len() < 1 << 10 && line.len() < 1 << 10 {
            self.times.extend_from_slice(line);
            self.times.push(b'\n');
        }
    }

    /// Puts the parts in their places. `broken` is why the text did not come to
    /// its end; a part that ended before that is not touched by it, unless all
    /// of it may be damaged.
    pub(super) fn into_recording(self, broken: Option<&str>, all: bool) -> Recorded {
        let part = |kept: Kept| {
            let end = match broken {
                _ if kept.is_cut => End::Short(TOO_LARGE.to_owned()),
                Some(reason) if all || !kept.has_ended => End::Short(reason.to_owned()),
                _ => End::Unmarked,
            };
            let bytes = kept.bytes;
            (!bytes.is_empty()).then_some(Part { bytes, end })
        };
        let clock = Kept {
            bytes: self.times,
            has_ended: true,
            is_cut: false,
        };
        Recorded {
            recording: Recording {
                properties: part(self.properties),
                clock: part(clock),
                users_verbose: part(self.user),
                owners: part(self.device_policy),
                dump: part(self.package),
                checkin: part(self.checkin),
                ..Recording::default()
            },
            plain: part(self.plain),
            outside: part(self.outside),
            noted: self.noted,
        }
    }
}
