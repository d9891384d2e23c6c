//! The apps: what each record means for each user.

use super::view::View;
use crate::inventory::{App, Channel, Evidence, Origin, ProfileId, State};
use crate::source::android::parse::clock;
use crate::source::android::parse::dump::{Record, UserState};
use crate::source::android::parse::lines::{split_once, text};
use crate::source::android::parse::pm::{Listed, Standing};
use std::collections::{BTreeMap, BTreeSet};

/// The shell, as which `adb install` installs, whatever installer it is told
/// to name.
const SHELL: &[u8] = b"com.android.shell";
/// The platform's own dialog that opens a package file (AOSP
/// `packages/PackageInstaller`, and the same in Google's build).
const FILE_INSTALLERS: [&[u8]; 2] = [
    b"com.android.packageinstaller",
    b"com.google.android.packageinstaller",
];
/// `PackageManager.INSTALL_REASON_POLICY`.
const REASON_POLICY: u32 = 1;
/// `PackageInstaller.PACKAGE_SOURCE_STORE`, `_LOCAL_FILE`, `_DOWNLOADED_FILE`.
const SOURCE_STORE: u32 = 2;
const SOURCE_FILES: [u32; 2] = [3, 4];

type Apps<'a> = BTreeMap<(u32, &'a str), App>;
type Records<'a> = BTreeMap<&'a str, &'a Record<'a>>;

/// Every app of every profile, from both lists.
pub(super) fn list(view: &View<'_>) -> Vec<App> {
    let mut apps = Apps::new();
    for record in view.app_records() {
        from_dump(view, record, &mut apps);
    }
    let others = not_apps(view);
    let records: Records = view
        .app_records()
        .map(|record| (record.name, record))
        .collect();
    for (user, lists) in &view.lists {
        if matches!(lists.installed.standing, Standing::Decoy(_)) {
            continue;
        }
        let mut listed = BTreeSet::new();
        for app in &lists.installed.apps {
            listed.insert(app.name);
            if !others.contains(app.name) {
                confirm(&mut apps, *user, app);
            }
        }
        for app in lists.known.iter().flat_map(|known| &known.apps) {
            if !listed.contains(app.name) && !others.contains(app.name) {
                left_over(&records, &mut apps, *user, app);
            }
        }
    }
    apps.into_values().collect()
}

/// Names of packages that are no apps: libraries, modules, overlays.
fn not_apps<'a>(view: &'a View<'_>) -> BTreeSet<&'a str> {
    view.dump
        .iter()
        .flat_map(|dump| &dump.packages)
        .filter(|record| super::view::is_library(record) || is_overlay(record))
        .map(|record| record.name)
        .collect()
}

fn from_dump<'a>(view: &'a View<'_>, record: &'a Record<'_>, apps: &mut Apps<'a>) {
    let Some(dump) = view.dump.as_ref().filter(|_| !is_overlay(record)) else {
        return;
    };
    let states = dump.states_of(record);
    let is_system = origin(record).is_preinstalled();
    let is_orphan = !is_system && !states.iter().any(|s| has_code(record, s) || s.archived);
    let has_data = states.iter().any(|s| s.has_data);
    for (index, state) in states.iter().enumerate() {
        // Of a package that no user has, the users with data keep something;
        // if no user has any, the record itself is what is left.
        let is_left = is_orphan && (state.has_data || (!has_data && index == 0));
        let seen = match installed_state(record, state) {
            Some(seen) => seen,
            None if state.archived => State::Archived,
            None if is_system && was_removed(view, state) => State::Removed,
            None if is_left || (!is_system && state.has_data) => State::Residue,
            None => continue,
        };
        let app = app(view, record, state, seen);
        let slot = apps.entry((state.user, record.name));
        let known = slot.or_insert_with(|| app.clone());
        if !known.is_present() && app.is_present() {
            *known = app;
        }
    }
}

fn has_code(record: &Record<'_>, state: &UserState<'_>) -> bool {
    state.installed && !record.without_code
}

/// Hidden and disabled apps are installed; they only cannot be started.
fn installed_state(record: &Record<'_>, state: &UserState<'_>) -> Option<State> {
    has_code(record, state).then_some(if state.instant {
        State::Instant
    } else if state.hidden {
        State::Hidden
    } else if state.is_disabled() {
        State::Disabled
    } else if state.suspended {
        State::Suspended
    } else {
        State::Installed
    })
}

/// Whether a system app that a user does not have was taken away. Profiles
/// beside another user are made without most system apps, so there, and where
/// it is not known what a user is, only a trace of an earlier installation
/// counts.
fn was_removed(view: &View<'_>, state: &UserState<'_>) -> bool {
    let is_person = state.user == 0
        || view
            .users
            .get(&state.user)
            .is_some_and(|user| !user.is_profile());
    is_person || state.was_uninstalled || state.first_install.is_some_and(clock::is_real)
}

fn app(view: &View<'_>, record: &Record<'_>, state: &UserState<'_>, seen: State) -> App {
    let mut app = App::new(record.name, ProfileId(state.user));
    let to_utc = |printed: Option<&[u8]>| view.clock.to_utc(printed?);
    app.state = seen;
    app.origin = origin(record);
    app.version = record.version_name.and_then(text);
    app.installer = record.installer.and_then(text);
    app.channel = channel(record, state);
    app.first_installed = to_utc(state.first_install.or(record.first_install));
    app.last_updated = to_utc(record.last_update);
    app.signer = record.signatures.and_then(signer);
    app.evidence = vec![Evidence::Dumpsys];
    app
}

/// By the flags, and by the path where a maker put its apps outside of the
/// system image.
fn origin(record: &Record<'_>) -> Origin {
    if record.has_flag(b"UPDATED_SYSTEM_APP") {
        Origin::UpdatedPreinstalled
    } else if record.has_flag(b"SYSTEM") {
        Origin::Preinstalled
    } else if let Some(path) = record.code_path {
        if is_image_path(path) {
            Origin::Preinstalled
        } else {
            Origin::User
        }
    } else if record.flags.is_some() {
        Origin::User
    } else {
        Origin::Unknown
    }
}

/// Whether a path is on a partition that only an update of the system writes:
/// all but `/data` and adopted storage. `/data/preload` holds what a maker
/// copied there at first start.
fn is_image_path(path: &[u8]) -> bool {
    let is_writable = [&b"/data/"[..], b"/mnt/", b"/storage/"]
        .iter()
        .any(|root| path.starts_with(root));
    path.starts_with(b"/data/preload/") || (path.starts_with(b"/") && !is_writable)
}

/// Resource overlays: no code, and in the folder the system reads them from.
fn is_overlay(record: &Record<'_>) -> bool {
    record.flags.is_some()
        && !record.has_flag(b"HAS_CODE")
        && record.code_path.is_some_and(|path| {
            is_image_path(path) && memchr::memmem::find(path, b"/overlay/").is_some()
        })
}

/// How the app came, as far as the platform itself says. Which packages are
/// stores is not the platform's to say, so an installer's name alone makes no
/// store.
fn channel(record: &Record<'_>, state: &UserState<'_>) -> Option<Channel> {
    if record.initiating == Some(SHELL) || record.installer == Some(SHELL) {
        return Some(Channel::Adb);
    }
    if state.install_reason == Some(REASON_POLICY) {
        return Some(Channel::Mdm);
    }
    match record.package_source {
        Some(SOURCE_STORE) => return Some(Channel::Store),
        Some(source) if SOURCE_FILES.contains(&source) => return Some(Channel::Sideload),
        _ => {}
    }
    let installer = record.installer?;
    FILE_INSTALLERS
        .contains(&installer)
        .then_some(Channel::Sideload)
}

/// The certificate's hash in `PackageSignatures{h version:3,
/// signatures:[936027fe], past signatures:[]}` or, until Android 8,
/// `PackageSignatures{h [d7f1f224]}`. Java prints it without leading zeros.
/// Several signers have no one hash.
fn signer(signatures: &[u8]) -> Option<String> {
    let at = memchr::memmem::find(signatures, b" signatures:[")
        .map(|at| at + b" signatures:[".len())
        .or_else(|| memchr::memmem::find(signatures, b" [").map(|at| at + 2))?;
    let (hash, _) = split_once(signatures.get(at..)?, b']')?;
    let is_hash = !hash.is_empty() && hash.len() <= 8 && hash.iter().all(u8::is_ascii_hexdigit);
    let hash = std::str::from_utf8(hash).ok().filter(|_| is_hash)?;
    Some(format!("{:0>8}", hash.to_ascii_lowercase()))
}

/// An app that the second list calls installed. It is believed even where the
/// main list does not say so; the difference is a gap of its own.
fn confirm<'a>(apps: &mut Apps<'a>, user: u32, listed: &Listed<'a>) {
    let app = apps
        .entry((user, listed.name))
        .or_insert_with(|| from_list(user, listed));
    if !app.is_present() {
        app.state = State::Installed;
    }
    add_pm(app);
}

/// An app that the second list knows and does not call installed.
fn left_over<'a>(records: &Records<'_>, apps: &mut Apps<'a>, user: u32, listed: &Listed<'a>) {
    if let Some(app) = apps.get_mut(&(user, listed.name)) {
        add_pm(app);
        return;
    }
    let record = records.get(listed.name).copied();
    if record.is_some_and(|record| origin(record).is_preinstalled()) {
        // A system app that this profile never had.
        return;
    }
    let mut app = from_list(user, listed);
    app.state = State::Residue;
    if let Some(record) = record {
        app.origin = origin(record);
        app.version = record.version_name.and_then(text);
        app.evidence.push(Evidence::Dumpsys);
    }
    add_pm(&mut app);
    apps.insert((user, listed.name), app);
}

fn from_list(user: u32, listed: &Listed<'_>) -> App {
    let mut app = App::new(listed.name, ProfileId(user));
    app.installer = listed.installer.and_then(text);
    if listed.path.is_some_and(is_image_path) {
        app.origin = Origin::Preinstalled;
    }
    app
}

fn add_pm(app: &mut App) {
    app.evidence.push(Evidence::Pm);
    app.evidence.sort_unstable();
    app.evidence.dedup();
}
