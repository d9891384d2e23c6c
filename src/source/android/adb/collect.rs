//! Asks one device everything, in three round trips, four when one fails.
//!
//! 1. who it is and which users it has;
//! 2. the main list, of all users at once;
//! 3. a second list of each user, to compare;
//! 4. only on trouble: what failed before, with more patience or fewer flags.
//!
//! The answers are kept as bytes; `assemble` understands them. What never came
//! is a part that was cut, with the reason, and a gap of the whole device.

use super::frames::{self, Frames};
use super::listing::Attached;
use super::script::{self, Flags, Patience, Script, names};
use super::shell::{self, Fault, Target};
use super::trouble;
use super::wire::{Deadline, seconds};
use crate::inventory::Gap;
use crate::source::Options;
use crate::source::android::{End, Listing, Part, Recording};
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
    let mut talk = Talk {
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
    let mut first = talk.trip(deadline.share(2, 3), script::basics);
    if !first.parts.iter().any(|(_, part)| is_ended(part)) {
        return Err(match talk.fault {
            Some(Fault::Lost(_)) | None if !first.stray.is_empty() => {
                trouble::beside_the_point(&device.serial, &first.stray)
            }
            Some(fault) => trouble::gap_of(&device.serial, &fault),
            None => trouble::beside_the_point(&device.serial, b"nothing"),
        });
    }
    let mut recording = Recording::default();
    let boot = talk.basics(&mut first, &mut recording);
    let mut gaps = Vec::new();
    if let Some(properties) = &recording.properties
        && is_ended(properties)
        && is_starting(properties)
    {
        gaps.push(trouble::still_starting(&device.serial));
    }
    let mut users = users_of(&recording);
    if users.len() > MOST_USERS {
        let found = users.len();
        users.truncate(MOST_USERS);
        gaps.push(trouble::too_many_users(&device.serial, found, MOST_USERS));
    }
    talk.packages(&users, &mut recording);
    gaps.extend(
        talk.fault
            .map(|fault| trouble::gap_of(&device.serial, &fault)),
    );
    let properties = recording.properties.as_ref();
    Ok(Collected {
        gaps,
        stray_bytes: talk.stray,
        round_trips: talk.trips,
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
struct Talk<'a> {
    target: Target,
    index: usize,
    options: &'a Options,
    deadline: Deadline,
    trips: u32,
    stray: usize,
    /// The first thing that went wrong.
    fault: Option<Fault>,
}

impl Talk<'_> {
    /// Runs one script. A device that was lost is not asked again.
    fn trip(&mut self, limit: Deadline, write: impl FnOnce(&str) -> Script) -> Frames {
        if self.is_over() {
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
                None if self.deadline.left().is_none() => {
                    format!("the time was over ({})", seconds(self.deadline.limit()))
                }
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
        let mut flags = Flags::for_sdk(sdk);

        // A quarter of the time is kept for the listings: should the dump
        // hang, they are all that is known of the apps.
        let mut frames = self.trip(self.deadline.share(3, 4), |nonce| {
            script::dump(nonce, patience)
        });
        let mut dump = self.part(&mut frames, names::DUMP);
        let mut frames = self.trip(self.deadline, |nonce| script::listings(nonce, users, flags));
        for &user in users {
            recording.listings.push(Listing {
                user,
                installed: self.part(&mut frames, &names::installed(user)),
                known: Some(self.part(&mut frames, &names::known(user))),
            });
        }

        let mut refused = Vec::new();
        for listing in &recording.listings {
            if let Some(flag) = unknown_option(&listing.installed)
                && flags != flags.without(&flag)
            {
                flags = flags.without(&flag);
            }
            if unknown_option(&listing.installed).is_some() {
                refused.push(listing.user);
            }
        }
        let again = !is_dump(&dump);
        if (again || !refused.is_empty()) && !self.is_over() {
            let mut frames = self.trip(self.deadline, |nonce| {
                script::repair(nonce, again.then_some(more), &refused, flags)
            });
            for listing in &mut recording.listings {
                if let Some(part) = frames.take(&names::installed(listing.user))
                    && is_good(&part)
                {
                    listing.installed = part;
                }
            }
            if let Some(part) = frames.take(names::DUMP)
                && (is_dump(&part) || part.bytes.len() > dump.bytes.len())
            {
                dump = part;
            }
        }
        recording.dump = Some(dump);
    }
}

fn is_ended(part: &Part) -> bool {
    matches!(part.end, End::Exit(_))
}

fn is_good(part: &Part) -> bool {
    part.end == End::Exit(0)
}

/// Whether a dump is worth reading: it ended well, has its one section, and
/// the device did not give up half-way, which it says and then exits with 0
/// (`*** SERVICE 'package' DUMP TIMEOUT`, AOSP `cmds/dumpsys/dumpsys.cpp`).
fn is_dump(part: &Part) -> bool {
    let mut lines = part.bytes.split(|&byte| byte == b'\n');
    is_good(part)
        && lines.any(|line| line.trim_ascii() == b"Packages:")
        && !part
            .bytes
            .split(|&byte| byte == b'\n')
            .any(|line| line.starts_with(b"*** SERVICE ") && contains(line, b"TIMEOUT"))
}

fn contains(text: &[u8], word: &[u8]) -> bool {
    text.windows(word.len()).any(|window| window == word)
}

/// The flag that `pm` does not know: `Error: Unknown option: -U`.
fn unknown_option(part: &Part) -> Option<String> {
    if is_good(part) && part.bytes.starts_with(b"package:") {
        return None;
    }
    let text = String::from_utf8_lossy(part.bytes.get(..4096).unwrap_or(&part.bytes));
    let mut lines = text.lines();
    let flag = lines.find_map(|line| {
        let (_, flag) = line.split_once("nknown option")?;
        flag.trim_matches([':', ' ', '\r', '`', '\''])
            .split(' ')
            .next()
            .map(str::to_owned)
    })?;
    flag.starts_with('-').then_some(flag)
}

/// A value out of `getprop`: `[name]: [value]`.
fn property(part: &Part, name: &str) -> Option<String> {
    let text = String::from_utf8_lossy(&part.bytes);
    let mut lines = text.lines();
    lines.find_map(|line| {
        let rest = line.trim().strip_prefix('[')?.strip_prefix(name)?;
        let value = rest.strip_prefix("]: [")?.strip_suffix(']')?;
        Some(value.to_owned())
    })
}

/// Whether Android is still starting. It sets `sys.boot_completed` to 1 when
/// it has started, and not to anything before. So a missing one tells
/// something only where `getprop` printed everything, and then there are
/// services of `init` in it.
fn is_starting(properties: &Part) -> bool {
    match property(properties, "sys.boot_completed") {
        Some(value) => value != "1",
        None => contains(&properties.bytes, b"[init.svc."),
    }
}

/// The numbers of the users, from lines such as `UserInfo{0:...:4c13} running`,
/// which both `pm list users` and `dumpsys user` print. Only the number is
/// read: the name that follows it is personal. A device that does not say has
/// at least its first user.
fn users_of(recording: &Recording) -> Vec<u32> {
    for part in [&recording.users, &recording.users_verbose] {
        let Some(part) = part else { continue };
        let text = String::from_utf8_lossy(&part.bytes);
        let mut users: Vec<u32> = text
            .lines()
            .filter_map(|line| line.trim().strip_prefix("UserInfo{"))
            .filter_map(|rest| rest.split(':').next()?.parse().ok())
            .collect();
        users.sort_unstable();
        users.dedup();
        if !users.is_empty() {
            return users;
        }
    }
    vec![0]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(text: &str, code: i32) -> Part {
        Part {
            bytes: text.as_bytes().to_vec(),
            end: End::Exit(code),
        }
    }

    #[test]
    fn a_dump_that_gave_up_is_no_dump() {
        let good = "Packages:\n  Package [android] (1):\n";
        assert!(is_dump(&part(good, 0)));
        assert!(is_dump(&part(&good.replace('\n', "\r\n"), 0)));
        assert!(!is_dump(&part(good, 1)));
        assert!(!is_dump(&part("Can't find service: package\n", 0)));
        let late = format!("{good}*** SERVICE 'package' DUMP TIMEOUT (10000ms) EXPIRED ***\n");
        assert!(!is_dump(&part(&late, 0)));
    }

    #[test]
    fn the_flag_that_a_device_refuses_is_named() {
        for (text, code, flag) in [
            ("Error: Unknown option: -U\n", 255, Some("-U")),
            ("Error: Unknown option: -U\r\n", 0, Some("-U")),
            (
                "\nUnknown option --show-versioncode\n",
                1,
                Some("--show-versioncode"),
            ),
            ("package:android\n", 0, None),
            ("Error: java.lang.SecurityException\n", 255, None),
        ] {
            assert_eq!(unknown_option(&part(text, code)).as_deref(), flag, "{text}");
        }
    }

    #[test]
    fn users_are_read_by_number_and_never_by_name() {
        let recording = |text: &str| Recording {
            users: Some(part(text, 0)),
            ..Recording::default()
        };
        let list =
            "Users:\n\tUserInfo{0:UserInfo{7:x:4c13} running\n\tUserInfo{150:N:61001010}\r\n";
        assert_eq!(users_of(&recording(list)), [0, 150]);
        assert_eq!(users_of(&recording("UserInfo{99999999999:x:1}\n")), [0]);
        assert_eq!(users_of(&recording("")), [0]);
    }

    #[test]
    fn properties_are_matched_by_their_whole_name() {
        let part = part(
            "[ro.serialno2]: [no]\r\n[ro.serialno]: [ABC]\r\n[empty]: []\n",
            0,
        );
        assert_eq!(property(&part, "ro.serialno").as_deref(), Some("ABC"));
        assert_eq!(property(&part, "empty").as_deref(), Some(""));
        assert_eq!(property(&part, "ro"), None);
    }

    #[test]
    fn a_phone_is_starting_until_it_says_that_it_has_started() {
        for (text, starting) in [
            (
                "[init.svc.adbd]: [running]\n[sys.boot_completed]: [1]\n",
                false,
            ),
            ("[init.svc.adbd]: [running]\n", true),
            ("[sys.boot_completed]: [0]\n", true),
            ("[sys.boot_completed]: []\n", true),
            // Not all of it: nothing can be concluded.
            ("[ro.build.version.sdk]: [34]\n", false),
        ] {
            assert_eq!(is_starting(&part(text, 0)), starting, "{text}");
        }
    }
}
