//! One phone: who it is, a session, its apps, who manages it.

use super::daemon::Daemon;
use super::fault::{DaemonFault, Fault};
use super::lockdown::{Key, Lockdown, Service};
use super::management::{self, Managed};
use super::record::PairRecord;
use super::told::{Connection, Entry};
use super::whole::{self, Found};
use crate::inventory::fold_udid;
use crate::source::deadline::Deadline;
use crate::source::ios::field::{self, Moment};
use jiff::Timestamp;

/// What a phone tells of itself, trusted or not.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct About {
    /// For example `iPhone14,5`.
    pub(super) model: Option<String>,
    /// For example `18.6.2`.
    pub(super) version: Option<String>,
}

/// What was read of one phone.
#[derive(Debug)]
pub(super) struct Read {
    /// The phone's clock.
    pub(super) clock: Option<Timestamp>,
    pub(super) found: Found,
    pub(super) managed: Managed,
}

/// A phone as it is called in sentences: its identifier and, where it is
/// known, its iOS.
pub(super) fn named(udid: &str, about: &About) -> String {
    match &about.version {
        Some(version) => format!("{udid} (iOS {version})"),
        None => udid.to_owned(),
    }
}

/// Whether the phone can be read: everything but the list itself.
pub(super) fn try_out(
    daemon: &Daemon,
    entry: &Entry,
    about: &mut About,
    deadline: Deadline,
) -> Result<(), Fault> {
    let mut lockdown = session(daemon, entry, about, deadline)?;
    lockdown.start_service(Service::InstallationProxy).map(drop)
}

/// Reads the phone; twice, where a new connection may go better.
pub(super) fn read(
    daemon: &Daemon,
    entry: &Entry,
    about: &mut About,
    ids: &[String],
    deadline: Deadline,
) -> Result<Read, Fault> {
    match read_once(daemon, entry, about, ids, deadline) {
        Err(fault) if fault.may_pass() => {
            // It may have been plugged in anew, under another number.
            let entry = find_again(daemon, entry, deadline).ok_or(fault)?;
            read_once(daemon, &entry, about, ids, deadline)
        }
        other => other,
    }
}

fn find_again(daemon: &Daemon, entry: &Entry, deadline: Deadline) -> Option<Entry> {
    let mut entries = daemon.list(deadline).ok()?.into_iter();
    entries.find(|other| other.udid == entry.udid && other.connection == entry.connection)
}

fn read_once(
    daemon: &Daemon,
    entry: &Entry,
    about: &mut About,
    ids: &[String],
    deadline: Deadline,
) -> Result<Read, Fault> {
    let mut lockdown = session(daemon, entry, about, deadline)?;
    let clock = lockdown.number(Key::TimeIntervalSince1970)?;
    let name = named(&entry.udid, about);
    let found = whole::read(&name, &mut lockdown, ids)?;
    Ok(Read {
        clock: clock.and_then(moment),
        found,
        managed: management::ask(&mut lockdown),
    })
}

/// A session with the phone, once it is sure that it is the one that is meant.
fn session<'d>(
    daemon: &'d Daemon,
    entry: &Entry,
    about: &mut About,
    deadline: Deadline,
) -> Result<Lockdown<'d>, Fault> {
    let mut lockdown = Lockdown::open(daemon, entry.device_id, deadline)?;
    let mut code = |key| {
        let text = lockdown.text(key)?;
        Ok::<_, Fault>(text.as_deref().and_then(field::code))
    };
    about.version = code(Key::ProductVersion)?;
    about.model = code(Key::ProductType)?;
    let record = pair_record(daemon, &entry.udid, deadline)?;
    let mut lockdown = lockdown.start_session(record)?;
    match lockdown.text(Key::UniqueDeviceId)? {
        Some(udid) if fold_udid(&udid) != fold_udid(&entry.udid) => Err(Fault::Impostor),
        _ => Ok(lockdown),
    }
}

/// The pair record. Some daemons drop the hyphen of a UDID, so the other
/// spelling is asked for as well.
fn pair_record(daemon: &Daemon, udid: &str, deadline: Deadline) -> Result<PairRecord, Fault> {
    for udid in [Some(udid.to_owned()), other_spelling(udid)]
        .into_iter()
        .flatten()
    {
        let record = daemon.pair_record(&udid, deadline).map_err(Fault::Daemon)?;
        if let Some(record) = record {
            return PairRecord::parse(&record);
        }
    }
    Err(Fault::NoRecord)
}

/// With a hyphen where there is none, and without where there is one.
pub(super) fn other_spelling(udid: &str) -> Option<String> {
    match udid.split_once('-') {
        Some((chip, unique)) => Some(format!("{chip}{unique}")),
        None if udid.len() == 24 => {
            let (chip, unique) = udid.split_at_checked(8)?;
            Some(format!("{chip}-{unique}"))
        }
        None => None,
    }
}

/// A clock as a point in time, in whole seconds.
fn moment(seconds: f64) -> Option<Timestamp> {
    let duration = jiff::SignedDuration::try_from_secs_f64(seconds).ok()?;
    let time = Timestamp::from_duration(duration).ok()?;
    let whole = Timestamp::from_second(time.as_second()).ok();
    Moment::new(whole).at()
}

impl From<DaemonFault> for Fault {
    fn from(fault: DaemonFault) -> Self {
        Self::Daemon(fault)
    }
}

/// The better of two connections to one phone is the cable.
pub(super) const fn is_cable(entry: &Entry) -> bool {
    matches!(entry.connection, Connection::Usb)
}
