//! One package in a dump, and what it says about one user.

use super::identity::Names;
use super::keys::{KeyLine, Keys, has_key_shape, has_title_shape};
use crate::source::android::parse::lines::{is_package_name, number, split_once};
use std::ops::Range;

/// One record. Values are as printed; absent keys are `None`, because every
/// key is missing in some version or on some maker's build.
#[derive(Debug, Clone, Default)]
pub struct Record<'a> {
    /// The package name of the header line.
    pub name: &'a str,
    /// The record's user lines in [`super::Dump::states`].
    pub states: Range<usize>,
    /// `pkg=null`: a record without code, of which only data is left.
    pub without_code: bool,
    /// `appId=`, or `userId=` until Android 13: the number that it runs under.
    pub app_id: Option<u32>,
    /// `codePath=`.
    pub code_path: Option<&'a [u8]>,
    /// `versionName=`, which the app's author writes.
    pub version_name: Option<&'a [u8]>,
    /// `pkgFlags=[ ... ]`, or `flags=[ ... ]` where only that is printed.
    pub flags: Option<&'a [u8]>,
    /// `firstInstallTime=` of the package (until Android 12).
    pub first_install: Option<&'a [u8]>,
    /// `lastUpdateTime=`.
    pub last_update: Option<&'a [u8]>,
    /// `installerPackageName=`.
    pub installer: Option<&'a [u8]>,
    /// `initiatingPackageName=` (since Android 12 to 14).
    pub initiating: Option<&'a [u8]>,
    /// `packageSource=`.
    pub package_source: Option<u32>,
    /// `signatures=`, the whole value.
    pub signatures: Option<&'a [u8]>,
    /// It is a static or SDK library: shared code, not an app.
    pub is_library: bool,
    /// `compat name=`: the name before the package was renamed.
    pub former_name: Option<&'a [u8]>,
    /// The name in `pkg=`, in the code path or in the data folder is another
    /// one than that of the header.
    pub contradicts: bool,
    /// Which keys were there, of those that are printed once a record.
    pub(crate) seen: Keys,
}

/// What a record says about one user.
#[derive(Debug, Clone, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "the keys of the printed line, one field each"
)]
pub struct UserState<'a> {
    /// The Android user number.
    pub user: u32,
    /// `installed=true`.
    pub installed: bool,
    /// `hidden=true`.
    pub hidden: bool,
    /// `suspended=true`.
    pub suspended: bool,
    /// `instant=true`.
    pub instant: bool,
    /// `enabled=`: 0 default, 1 enabled, 2 to 4 kinds of disabled.
    pub enabled: u32,
    /// `ceDataInode=` is there and not 0: the user has a data folder.
    pub has_data: bool,
    /// `installReason=`: 1 is policy, that is a management system.
    pub install_reason: Option<u32>,
    /// `uninstallReason=` is there and not 0.
    pub was_uninstalled: bool,
    /// `archiveTime=` is there.
    pub archived: bool,
    /// `firstInstallTime=` of this user (since Android 13).
    pub first_install: Option<&'a [u8]>,
    /// `hidden=` and `enabled=` are there, as in every version, and no key says two
    /// things.
    pub(crate) is_whole: bool,
}

/// What a line says of one key.
#[derive(Default, Clone, Copy)]
struct Said<'a> {
    value: Option<&'a [u8]>,
    /// It says two things.
    differs: bool,
}

impl<'a> Said<'a> {
    /// Takes a value. Of two, that one holds by which more of the app is there.
    fn hear(&mut self, value: &'a [u8], is_more: impl Fn(&[u8]) -> bool) {
        match self.value {
            None => self.value = Some(value),
            Some(before) if before == value => {}
            Some(before) => {
                self.differs = true;
                if is_more(value) && !is_more(before) {
                    self.value = Some(value);
                }
            }
        }
    }
}

/// The value of `enabled=`.
fn enabled_number(value: &[u8]) -> u32 {
    number(value).unwrap_or(0)
}

/// Whether a value of `enabled=` switches an app off
/// (`PackageManager.COMPONENT_ENABLED_STATE_DISABLED` and its two kin).
const fn is_off(enabled: u32) -> bool {
    matches!(enabled, 2..=4)
}

/// Reads `Package [name] (hash):`, without its indentation.
pub(crate) fn header(line: &[u8]) -> Option<&str> {
    let rest = line.strip_prefix(b"Package [")?;
    let (name, rest) = split_once(rest, b']')?;
    let hash = rest.strip_prefix(b" (")?.trim_ascii_end();
    let hash = hash.strip_suffix(b"):")?;
    let is_hash = !hash.is_empty() && hash.len() <= 16 && hash.iter().all(u8::is_ascii_hexdigit);
    if !is_hash || !is_package_name(name) {
        return None;
    }
    std::str::from_utf8(name).ok()
}

/// Packages of static and SDK libraries are renamed to `name_version` (AOSP
/// `PackageManagerService.toStaticSharedLibraryPackageName`). An app that
/// merely says it is one stays an app.
fn has_version_suffix(name: &str) -> bool {
    name.rsplit_once('_').is_some_and(|(_, version)| {
        !version.is_empty() && version.bytes().all(|b| b.is_ascii_digit())
    })
}

impl<'a> Record<'a> {
    pub(crate) fn new(name: &'a str, first_state: usize) -> Self {
        Self {
            name,
            states: first_state..first_state,
            ..Self::default()
        }
    }

    /// Whether `flags` holds this word.
    #[must_use]
    pub fn has_flag(&self, flag: &[u8]) -> bool {
        self.flags
            .is_some_and(|flags| flags.split(|byte| *byte == b' ').any(|word| word == flag))
    }

    fn names(&self) -> Names<'a> {
        Names {
            own: self.name,
            former: self.former_name,
        }
    }

    /// Takes a line with four spaces of indentation, without them.
    pub(crate) fn key_line(&mut self, line: &'a [u8]) -> KeyLine {
        let Some((key, value)) = split_once(line, b'=') else {
            // Titles of sub-lists; the library kinds of Settings.java.
            if matches!(line, b"static library:" | b"SDK library:") {
                self.is_library = has_version_suffix(self.name);
            }
            return KeyLine::of_shape(has_title_shape(line));
        };
        let slot = self
            .identity(key, value)
            .or_else(|| self.detail(key, value));
        let Some(slot) = slot else {
            return KeyLine::of_shape(has_key_shape(key));
        };
        if self.seen.add(slot) {
            KeyLine::Known
        } else {
            KeyLine::Again
        }
    }

    /// Keys that say which package it is.
    fn identity(&mut self, key: &[u8], value: &'a [u8]) -> Option<Keys> {
        Some(match key {
            b"userId" | b"appId" => {
                self.app_id = number(value);
                Keys::APP_ID
            }
            b"pkg" => {
                self.without_code = value == b"null";
                self.contradicts |= !self.names().by_pkg(value);
                Keys::PKG
            }
            b"codePath" => {
                self.code_path = Some(value);
                self.contradicts |= !self.names().by_code_path(value);
                Keys::CODE_PATH
            }
            b"dataDir" => {
                self.contradicts |= !self.names().by_data_folder(value);
                Keys::DATA_FOLDER
            }
            b"compat name" => {
                self.former_name = Some(value);
                Keys::FORMER_NAME
            }
            _ => return None,
        })
    }

    /// Keys that say more of it.
    fn detail(&mut self, key: &[u8], value: &'a [u8]) -> Option<Keys> {
        Some(match key {
            b"versionCode" => Keys::VERSION_CODE,
            b"versionName" => {
                self.version_name = Some(value);
                Keys::VERSION_NAME
            }
            b"pkgFlags" => {
                self.flags = Some(value);
                Keys::PKG_FLAGS
            }
            b"flags" => {
                self.flags.get_or_insert(value);
                Keys::FLAGS
            }
            b"timeStamp" => Keys::TIME_STAMP,
            b"firstInstallTime" => {
                self.first_install = Some(value);
                Keys::FIRST_INSTALL
            }
            b"lastUpdateTime" => {
                self.last_update = Some(value);
                Keys::LAST_UPDATE
            }
            b"installerPackageName" => {
                self.installer = Some(value);
                Keys::INSTALLER
            }
            b"initiatingPackageName" => {
                self.initiating = Some(value);
                Keys::INITIATING
            }
            b"packageSource" => {
                self.package_source = number(value);
                Keys::PACKAGE_SOURCE
            }
            b"signatures" => {
                self.signatures = Some(value);
                Keys::SIGNATURES
            }
            _ => return None,
        })
    }

    /// Whether the record has every key that each version of Android prints
    /// for each package (AOSP `Settings.java`, `dumpPackageLPr`, 7 to 16).
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.seen.has_all(Keys::MANDATORY) && self.seen.has_any(Keys::ANY_FLAGS)
    }

    /// Whether the record is a header and nothing that says what it heads:
    /// the rest may be another package's.
    #[must_use]
    pub fn is_bare(&self) -> bool {
        !self.seen.has_any(Keys::IDENTITY)
    }
}

impl<'a> UserState<'a> {
    /// Reads `User N: key=value ...`, without its indentation.
    ///
    /// Which keys there are, and in which order, depends on version and
    /// maker. Only a line with `installed=` speaks about a package. Of a key that
    /// comes twice the value holds by which more of the app is there, and the line
    /// is damage unless it holds a message, which on Android 9 an app wrote and which
    /// may say anything.
    pub(crate) fn parse(line: &'a [u8]) -> Option<Self> {
        let (user, rest) = split_once(line.strip_prefix(b"User ")?, b':')?;
        let mut state = Self {
            user: number(user)?,
            ..Self::default()
        };
        let (mut installed, mut hidden, mut enabled) = <(Said<'_>, Said<'_>, Said<'_>)>::default();
        let (mut suspended, mut instant, mut inode) = <(Said<'_>, Said<'_>, Said<'_>)>::default();
        let mut has_message = false;
        for word in rest.split(|byte| *byte == b' ') {
            let Some((key, value)) = split_once(word, b'=') else {
                continue;
            };
            match key {
                b"installed" => installed.hear(value, |value| value != b"false"),
                b"hidden" => hidden.hear(value, |value| value != b"true"),
                b"suspended" => suspended.hear(value, |value| value != b"true"),
                b"instant" => instant.hear(value, |value| value != b"true"),
                b"enabled" => enabled.hear(value, |value| !is_off(enabled_number(value))),
                b"ceDataInode" => inode.hear(value, |value| value != b"0"),
                b"dialogMessage" => has_message = true,
                _ => {}
            }
        }
        // An app counts as installed unless the line says that it is not.
        state.installed = installed.value? != b"false";
        let agree = [&installed, &hidden, &suspended, &instant, &enabled, &inode];
        let agree = has_message || agree.iter().all(|said| !said.differs);
        state.is_whole = hidden.value.is_some() && enabled.value.is_some() && agree;
        let is_true = |said: Said<'_>| said.value == Some(b"true");
        state.hidden = is_true(hidden);
        state.suspended = is_true(suspended);
        state.instant = is_true(instant);
        state.enabled = enabled.value.map_or(0, enabled_number);
        state.has_data = inode.value.is_some_and(|inode| inode != b"0");
        Some(state)
    }

    /// Takes a line with six spaces of indentation, without them.
    pub(crate) fn sub_line(&mut self, line: &'a [u8]) {
        if let Some(value) = line.strip_prefix(b"firstInstallTime=") {
            self.first_install = Some(value);
        } else if let Some(value) = line.strip_prefix(b"installReason=") {
            self.install_reason = number(value);
        } else if let Some(value) = line.strip_prefix(b"uninstallReason=") {
            self.was_uninstalled = value != b"0";
        } else if line.starts_with(b"archiveTime=") {
            self.archived = true;
        }
    }

    /// Whether the app is switched off for this user.
    #[must_use]
    pub const fn is_disabled(&self) -> bool {
        is_off(self.enabled)
    }
}
