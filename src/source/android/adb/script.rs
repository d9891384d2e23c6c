//! Writes the scripts that are run on a device.
//!
//! A script defines `part`, which prints a begin line, runs a command with
//! stderr joined to stdout, and prints an end line with the exit code. After
//! that each line is one part. Only `echo` and other built-ins of the shell
//! are used, since the tools of old devices differ. Everything reads; nothing
//! on the device is changed.
//!
//! **Invariant:** a script is shorter than [`LONGEST`]. The adb server aborts
//! itself, for every program on the computer, when a request is longer than
//! the device takes in one message, and devices up to Android 6 take 4096
//! bytes (`connect_to_remote` in AOSP `packages/modules/adb/sockets.cpp`).

use super::frames;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::hash::{BuildHasher, RandomState};

/// The longest script in bytes. The rest of 4096 is for the name of the
/// service and the terminal type that goes with it.
pub(super) const LONGEST: usize = 3600;

/// The names of the parts, in scripts and answers.
pub(super) mod names {
    pub(crate) const PROPERTIES: &str = "properties";
    pub(crate) const CLOCK: &str = "clock";
    pub(crate) const BOOT: &str = "boot";
    pub(crate) const USERS: &str = "users";
    pub(crate) const USERS_VERBOSE: &str = "users-verbose";
    pub(crate) const CURRENT_USER: &str = "current-user";
    pub(crate) const OWNERS: &str = "owners";
    pub(crate) const DUMP: &str = "dump";
    pub(crate) const KEY_SETS: &str = "key-sets";
    pub(crate) const MODULES: &str = "modules";

    pub(crate) fn installed(user: u32) -> String {
        format!("installed.{user}")
    }

    pub(crate) fn known(user: u32) -> String {
        format!("known.{user}")
    }

    pub(crate) fn web_app(number: usize) -> String {
        format!("web-app.{number}")
    }
}

/// A script and the nonce that its answer must carry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Script {
    /// What the device's shell is given.
    pub(super) text: String,
    /// What its marker lines carry.
    pub(super) nonce: String,
}

/// Sixteen hex digits that nothing on a device can know. The keys of a
/// `RandomState` are random, so the time and the rest only make it unlike
/// any other of this run.
pub(super) fn nonce(now_nanos: i128, device: usize, trip: u32) -> String {
    let state = RandomState::new();
    let number = state.hash_one((now_nanos, std::process::id(), device, trip));
    format!("{number:016x}")
}

/// The flags of `pm list packages` beyond `--user`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Flags {
    /// `-i`: who installed it.
    pub(super) installer: bool,
    /// `-U`: since Android 8.
    pub(super) uid: bool,
    /// `--show-versioncode`: since Android 8.
    pub(super) version: bool,
}

impl Flags {
    /// What this Android version knows; all when the version is unknown.
    pub(super) fn for_sdk(sdk: Option<u32>) -> Self {
        let since_8 = sdk.is_none_or(|sdk| sdk >= 26);
        Self {
            installer: true,
            uid: since_8,
            version: since_8,
        }
    }

    fn words(self) -> String {
        let mut words = String::from("-f");
        for (wanted, word) in [
            (self.installer, " -i"),
            (self.uid, " -U"),
            (self.version, " --show-versioncode"),
        ] {
            if wanted {
                words.push_str(word);
            }
        }
        words
    }

    /// The same without the flag that a device called unknown.
    pub(super) fn without(self, flag: &str) -> Self {
        Self {
            installer: self.installer && flag != "-i",
            uid: self.uid && !matches!(flag, "-U" | "--uid"),
            version: self.version && flag != "--show-versioncode",
        }
    }
}

/// Who the device is, and which users it has.
///
/// Each fallback is asked only where the better question fails. A failure is
/// not always an exit code: a service without shell commands says so and
/// exits with 0, so the answer must also hold a word that it would hold.
pub(super) fn basics(nonce: &str) -> Script {
    Lines::new(nonce)
        .line("both(){ $1; $2; }")
        .line("either(){ o=$($2 2>&1); case $?$o in 0*\"$1\"*) echo \"$o\";; *) $3;; esac; }")
        .part(names::PROPERTIES, "getprop")
        .part(names::CLOCK, "both 'date +%s' 'date +%z'")
        .part(names::BOOT, "cat /proc/sys/kernel/random/boot_id")
        .part(names::USERS, "pm list users")
        .part(
            names::USERS_VERBOSE,
            "either users: 'cmd user list -v --all' 'dumpsys user'",
        )
        .part(names::CURRENT_USER, "am get-current-user")
        .part(
            names::OWNERS,
            "either owner 'cmd device_policy list-owners' 'dumpsys -t 20 device_policy'",
        )
        .finish()
}

/// How long the device's own `dumpsys` waits for the package service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Patience {
    /// This many seconds: `-t`, since Android 7.
    Seconds(u32),
    /// Whatever an older one thinks right.
    Fixed,
}

/// The main list.
pub(super) fn dump(nonce: &str, patience: Patience) -> Script {
    Lines::new(nonce).dump(patience).finish()
}

/// The two package listings of each user, and the names of all packages once
/// more, with the modules among them.
pub(super) fn listings(nonce: &str, users: &[u32], flags: Flags, patience: Patience) -> Script {
    Lines::new(nonce)
        .listings(users, flags)
        .service(names::KEY_SETS, patience, "keysets")
        .part(names::MODULES, "pm list packages --apex-only")
        .finish()
}

/// How many web apps one script asks about.
pub(super) const MOST_WEB_APPS: usize = 24;

/// What is known of each web app alone, because only then the links that it opens
/// are told. A name holds nothing that means anything to a shell.
pub(super) fn web_apps(nonce: &str, names: &BTreeSet<String>, patience: Patience) -> Script {
    let mut lines = Lines::new(nonce);
    for (number, name) in names.iter().take(MOST_WEB_APPS).enumerate() {
        lines = lines.service(&names::web_app(number), patience, name);
    }
    lines.finish()
}

/// What went wrong before, once more: the dump with more patience, and the
/// listings of some users with other flags.
pub(super) fn repair(nonce: &str, dump: Option<Patience>, users: &[u32], flags: Flags) -> Script {
    let mut lines = Lines::new(nonce);
    if !users.is_empty() {
        lines = lines.installed(users, flags);
    }
    // Last, because it is the one that may take too long.
    if let Some(patience) = dump {
        lines = lines.dump(patience);
    }
    lines.finish()
}

struct Lines {
    text: String,
    nonce: String,
}

impl Lines {
    fn new(nonce: &str) -> Self {
        let prefix = frames::prefix(nonce);
        let text = format!(
            "part(){{ n=$1; shift; echo; echo \"{prefix}$n begin\"; \"$@\" 2>&1; r=$?; echo; \
             echo \"{prefix}$n end $r\"; }}\n"
        );
        Self {
            text,
            nonce: nonce.to_owned(),
        }
    }

    fn line(mut self, line: &str) -> Self {
        self.text.push_str(line);
        self.text.push('\n');
        self
    }

    fn part(self, name: &str, command: &str) -> Self {
        self.line(&format!("part {name} {command}"))
    }

    fn dump(self, patience: Patience) -> Self {
        self.service(names::DUMP, patience, "packages")
    }

    /// One list of the package service.
    fn service(self, name: &str, patience: Patience, list: &str) -> Self {
        let command = match patience {
            Patience::Seconds(seconds) => format!("dumpsys -t {seconds} package {list}"),
            Patience::Fixed => format!("dumpsys package {list}"),
        };
        self.part(name, &command)
    }

    fn for_each(mut self, users: &[u32]) -> Self {
        self.text.push_str("for u in");
        for user in users {
            // Writing to a string cannot fail.
            let _ = write!(self.text, " {user}");
        }
        self.line("; do")
    }

    fn one_listing(self, flags: Flags) -> Self {
        let command = format!("pm list packages {} --user $u", flags.words());
        self.part("installed.$u", &command)
    }

    fn listings(self, users: &[u32], flags: Flags) -> Self {
        self.for_each(users)
            .one_listing(flags)
            .part("known.$u", "pm list packages -u --user $u")
            .line("done")
    }

    fn installed(self, users: &[u32], flags: Flags) -> Self {
        self.for_each(users).one_listing(flags).line("done")
    }

    fn finish(self) -> Script {
        let bye = format!("echo \"{}\"", frames::farewell(&self.nonce));
        let nonce = self.nonce.clone();
        Script {
            text: self.line(&bye).text,
            nonce,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_script_is_short_enough_for_an_old_device() {
        let nonce = nonce(0, 0, 0);
        // Sixty-four users with the longest numbers that there are.
        let users: Vec<u32> = (0..64).map(|n| u32::MAX - n).collect();
        let flags = Flags::for_sdk(None);
        let web_names = (0..40).map(|n| format!("{n:080}")).collect();
        for script in [
            basics(&nonce),
            dump(&nonce, Patience::Seconds(60)),
            listings(&nonce, &users, flags, Patience::Seconds(60)),
            repair(&nonce, Some(Patience::Seconds(180)), &users, flags),
            web_apps(&nonce, &web_names, Patience::Seconds(60)),
        ] {
            assert!(script.text.len() < LONGEST, "{}", script.text);
        }
    }

    #[test]
    fn old_devices_are_spared_the_flags_they_do_not_know() {
        let listings =
            |users: &[u32], sdk| listings("n", users, Flags::for_sdk(Some(sdk)), Patience::Fixed);
        let text = listings(&[0, 10], 25).text;
        assert!(text.contains("for u in 0 10; do\n"), "{text}");
        assert!(text.contains("part installed.$u pm list packages -f -i --user $u\n"));
        let text = listings(&[0], 26).text;
        assert!(text.contains("pm list packages -f -i -U --show-versioncode --user $u\n"));
    }

    #[test]
    fn a_nonce_is_never_the_same_twice() {
        assert_ne!(nonce(1, 2, 3), nonce(1, 2, 3));
        assert_eq!(nonce(1, 2, 3).len(), 16);
    }
}
