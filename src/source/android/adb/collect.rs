//! Asks one device everything, in three round trips, and in more when one fails
//! or there are web apps.
//!
//! 1. who it is and which users it has;
//! 2. the main list, of all users at once;
//! 3. a second list of each user, to compare;
//! 4. only on trouble: what failed before, with more patience or fewer flags;
//! 5. only where web apps are listed: which pages they open.
//!
//! The answers are kept as bytes; `assemble` understands them. What never came
//! is a part that was cut, with the reason, and a gap of the whole device.

use super::answers::{
    contains, is_dump, is_ended, is_good, is_starting, property, unknown_option, users_of,
    web_apps_of,
};
use super::frames::{self, Frames};
use super::listing::Attached;
use super::script::{self, Flags, MOST_WEB_APPS, Patience, Script, names};
use super::shell::{self, Fault, Target};
use super::trouble;
use crate::inventory::Gap;
use crate::source::Options;
use crate::source::android::{End, Listing, Part, Recording};
use crate::source::deadline::Deadline;
use std::net::SocketAddrV4;

/// More users than this are not asked one by one.
const MOST_USERS: usize = 64;
/// How long the device's `dumpsys` waits for the package service, in seconds.
const PATIENCE: Patience = Patience::Seconds(60);
/// The same, the second time.
const MORE_PATIENCE: Patience = Patience::Seconds(180);

/// What one device answered, and what went wrong on the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Collected {
    /// The answers.
    pub recording: Recording,
    /// What the transport knows to be missing.
    pub gaps: Vec<Gap>,
    /// How many bytes the device printed outside of all answers.
    pub stray_bytes: usize,
    /// How many scripts were run.
    pub round_trips: u32,
    /// `ro.serialno`.
    pub serial_number: Option<String>,
    /// A number that the device draws at each start.
    pub boot_id: Option<String>,
}

/// Collects from one device.
///
/// # Errors
///
/// A gap when the device gave no complete answer to anything.
pub(super) fn collect(
    server: SocketAddrV4,
    device: &Attached,
    index: usize,
    options: &Options,
    deadline: Deadline,
) -> Result<Collected, Gap> {
    let mut messages = Messages {
        target: Target {
            server,
            serial: device.serial.clone(),
            transport_id: device.transport_id,
        },
        index,
        options,
        deadline,
        trips: 0,
        stray: 0,
        fault: None,
    };
    let mut first = messages.trip(deadline.share(2, 3), script::basics);
    if !first.parts.iter().any(|(_, part)| is_ended(part)) {
        return Err(messages.nothing(&first));
    }
    let mut recording = Recording::default();
    let boot = messages.basics(&mut first, &mut recording);
    let mut gaps = Vec::new();
    if let Some(properties) = &recording.properties
        && is_ended(properties)
        && is_starting(properties)
    {
        gaps.push(trouble::still_starting(&device.serial));
    }
    let mut users = users_of(&recording);
    let found = users.len();
    if found > MOST_USERS {
        users.truncate(MOST_USERS);
        gaps.push(trouble::too_many_users(&device.serial, found, MOST_USERS));
    }
    messages.packages(&users, &mut recording);
    gaps.extend(
        messages
            .fault
            .map(|fault| trouble::gap_of(&device.serial, &fault)),
    );
    let properties = recording.properties.as_ref();
    Ok(Collected {
        gaps,
        stray_bytes: messages.stray,
        round_trips: messages.trips,
        serial_number: properties
            .and_then(|part| property(part, "ro.serialno"))
            .filter(|serial| !serial.is_empty()),
        boot_id: boot.filter(is_good).and_then(|part| {
            let id = String::from_utf8(part.bytes).ok()?.trim().to_owned();
            (!id.is_empty()).then_some(id)
        }),
        recording,
    })
}

/// The conversation with one device.
struct Messages<'a> {
    target: Target,
    index: usize,
    options: &'a Options,
    deadline: Deadline,
    trips: u32,
    stray: usize,
    /// The first thing that went wrong.
    fault: Option<Fault>,
}

impl Messages<'_> {
    /// Runs one script. A device that was lost is not asked again.
    fn trip(&mut self, limit: Deadline, write: impl FnOnce(&str) -> Script) -> Frames {
        if self.is_over() {
            let over = Fault::Timeout(self.deadline.limit());
            self.fault.get_or_insert(over);
            return Frames::default();
        }
        self.trips += 1;
        let now = self.options.now.as_nanosecond();
        let script = write(&script::nonce(now, self.index, self.trips));
        let answer = shell::run(&self.target, &script, limit, self.options.max_answer);
        let fault = answer.fault.unwrap_or_else(|| {
            Fault::Lost("the connection ended before the answer was complete".to_owned())
        });
        let frames = frames::parse(&answer.bytes, &script.nonce, &fault.to_string());
        self.stray += frames.stray.len();
        if !frames.whole && self.fault.is_none() {
            self.fault = Some(fault);
        }
        frames
    }

    /// Why nothing at all was answered.
    fn nothing(self, first: &Frames) -> Gap {
        let serial = &self.target.serial;
        match self.fault {
            Some(Fault::Lost(_)) | None if !first.stray.is_empty() => {
                trouble::beside_the_point(serial, &first.stray)
            }
            Some(fault) => trouble::gap_of(serial, &fault),
            None => trouble::beside_the_point(serial, b"nothing"),
        }
    }

    /// Whether there is no sense in asking more.
    fn is_over(&self) -> bool {
        match self.fault {
            None | Some(Fault::Timeout(_)) => self.deadline.left().is_none(),
            Some(_) => true,
        }
    }

    /// Takes a part out of an answer. One that is not there was cut before
    /// it began.
    fn part(&self, frames: &mut Frames, name: &str) -> Part {
        frames.take(name).unwrap_or_else(|| {
            let reason = match &self.fault {
                Some(fault) => format!("it was never begun: {fault}"),
                None => "the device left it out".to_owned(),
            };
            Part {
                bytes: Vec::new(),
                end: End::Cut(reason),
            }
        })
    }

    /// Sorts the first answer into the recording; returns the boot number.
    fn basics(&self, frames: &mut Frames, recording: &mut Recording) -> Option<Part> {
        let mut take = |name| Some(self.part(frames, name));
        recording.properties = take(names::PROPERTIES);
        recording.clock = take(names::CLOCK);
        recording.users = take(names::USERS);
        recording.users_verbose = take(names::USERS_VERBOSE);
        recording.current_user = take(names::CURRENT_USER);
        recording.owners = take(names::OWNERS);
        take(names::BOOT)
    }

    /// The second round trip and the ones after it.
    fn packages(&mut self, users: &[u32], recording: &mut Recording) {
        let sdk = recording
            .properties
            .as_ref()
            .and_then(|part| property(part, "ro.build.version.sdk"))
            .and_then(|sdk| sdk.parse::<u32>().ok());
        // `dumpsys` has -t since Android 7.
        let (patience, more) = if sdk.is_none_or(|sdk| sdk >= 24) {
            (PATIENCE, MORE_PATIENCE)
        } else {
            (Patience::Fixed, Patience::Fixed)
        };
        let flags = Flags::for_sdk(sdk);
        // A quarter of the time is kept for the listings: should the dump
        // hang, they are all that is known of the apps.
        let most = self.deadline.share(3, 4);
        let mut frames = self.trip(most, |nonce| script::dump(nonce, patience));
        recording.dump = Some(self.part(&mut frames, names::DUMP));
        let mut frames = self.trip(self.deadline, |nonce| {
            script::listings(nonce, users, flags, patience)
        });
        for &user in users {
            recording.listings.push(Listing {
                user,
                installed: self.part(&mut frames, &names::installed(user)),
                known: Some(self.part(&mut frames, &names::known(user))),
            });
        }
        // What an older device does not know is missed by nobody.
        recording.key_sets = frames.take(names::KEY_SETS);
        recording.modules = frames.take(names::MODULES);
        self.repair(recording, more, flags);
        self.web_apps(recording, patience);
    }

    /// One more round trip where there are web apps: which pages they open. What
    /// stays unknown is told where a rule asks for it, and hides no app.
    fn web_apps(&mut self, recording: &mut Recording, patience: Patience) {
        let names = web_apps_of(recording, MOST_WEB_APPS);
        if names.is_empty() || self.fault.is_some() || self.is_over() {
            return;
        }
        let limit = self.deadline.share(1, 2);
        let mut frames = self.trip(limit, |nonce| script::web_apps(nonce, &names, patience));
        self.fault = None;
        let parts = (0..names.len()).filter_map(|number| frames.take(&names::web_app(number)));
        recording.web_apps = parts.filter(is_good).collect();
    }

    /// The fourth round trip, when there is something to repair.
    fn repair(&mut self, recording: &mut Recording, more: Patience, mut flags: Flags) {
        let mut refused = Vec::new();
        for listing in &recording.listings {
            if let Some(flag) = unknown_option(&listing.installed) {
                flags = flags.without(&flag);
                refused.push(listing.user);
            }
        }
        let dump = recording.dump.as_ref().filter(|part| !is_dump(part));
        let dump = dump.map(|part| {
            // An old one takes the option for the name of a service.
            let old = contains(&part.bytes, b"service: -t");
            if old { Patience::Fixed } else { more }
        });
        if (dump.is_none() && refused.is_empty()) || self.is_over() {
            return;
        }
        let mut frames = self.trip(self.deadline, |nonce| {
            script::repair(nonce, dump, &refused, flags)
        });
        for listing in &mut recording.listings {
            let again = frames.take(&names::installed(listing.user));
            if let Some(part) = again.filter(is_good) {
                listing.installed = part;
            }
        }
        // What came second is kept only when it is better.
        let before = recording.dump.as_ref().map_or(0, |part| part.bytes.len());
        let again = frames.take(names::DUMP);
        if let Some(part) = again.filter(|part| is_dump(part) || part.bytes.len() > before) {
            recording.dump = Some(part);
        }
    }
}
