//! What limits the answers for the devices of a fleet, whatever was found on them: who
//! was judged by what, what was noted, and what is permitted. Most devices of a fleet
//! share theirs, so it is kept once and counted.

use super::column::Column;
use super::counts::Counting;
use super::small;
use crate::audit::applicability::Applicability;
use crate::audit::measure::ExceptionFact;
use crate::audit::result::{AppCounts, DeviceResult, Finding, RemarkCode, WaiverFact};
use crate::audit::verdict::Verdict;
use crate::policy::Level;
use std::collections::HashMap;
use std::sync::Arc;

/// How many different limits are told apart. An honest fleet has far fewer.
const KINDS: u16 = 10_000;

/// What limits the answer for a device.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct DeviceLimits {
    /// How the policies stand to it.
    pub applicability: Arc<[Applicability]>,
    /// Whether no policy is for it.
    pub is_outside: bool,
    /// The remarks on it.
    pub remarks: Vec<(Level, RemarkCode)>,
    /// The codes of the notes on it.
    pub notes: Vec<String>,
    /// What permits findings on it.
    pub permissions: Vec<Permission>,
}

/// What permits a finding.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Permission {
    /// A waiver of the organisation.
    Waiver(Arc<WaiverFact>),
    /// An exception of the measure.
    Exception(ExceptionFact),
}

/// The limits of all devices, in the order of the input.
#[derive(Debug, Default)]
pub(crate) struct FleetLimits {
    kinds: HashMap<DeviceLimits, u16>,
    /// The last that were looked at: most devices share theirs.
    last: Option<(DeviceLimits, u16)>,
    marks: Column<Mark>,
}

/// What one device adds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Mark {
    /// The number of its limits.
    kind: u16,
    apps: u32,
    known: u32,
}

/// The limits that count: each with its number of devices, on how many devices there are
/// others, and the apps of all.
pub(crate) struct Limiting {
    pub(crate) kinds: Vec<(DeviceLimits, usize)>,
    pub(crate) further: usize,
    pub(crate) apps: AppCounts,
}

impl FleetLimits {
    /// Adds the next device.
    pub(crate) fn add(&mut self, device: &DeviceResult) {
        let last = self.last.as_ref().filter(|(last, _)| last.are_of(device));
        let kind = match last {
            Some((_, kind)) => *kind,
            None => self.number(DeviceLimits::of(device)),
        };
        self.marks.push(Mark {
            kind,
            apps: small(device.apps.total),
            known: small(device.apps.owner_known),
        });
    }

    fn number(&mut self, limits: DeviceLimits) -> u16 {
        let next = u16::try_from(self.kinds.len()).unwrap_or(KINDS);
        let number = match self.kinds.get(&limits) {
            Some(number) => *number,
            None if next >= KINDS => return KINDS,
            None => {
                self.kinds.insert(limits.clone(), next);
                next
            }
        };
        self.last = Some((limits, number));
        number
    }

    /// What limits the answers for the devices that count.
    pub(crate) fn counted(&self, counting: &Counting) -> Limiting {
        let mut devices = vec![0_usize; self.kinds.len()];
        let (mut further, mut apps) = (0, AppCounts::default());
        let marks = (0..).zip(self.marks.iter());
        for (_, mark) in marks.filter(|(place, _)| counting.counts(*place)) {
            apps.total += mark.apps as usize;
            apps.owner_known += mark.known as usize;
            match devices.get_mut(usize::from(mark.kind)) {
                Some(devices) => *devices += 1,
                None => further += 1,
            }
        }
        let kinds = self.kinds.iter().filter_map(|(limits, number)| {
            let devices = *devices.get(usize::from(*number))?;
            (devices > 0).then(|| (limits.clone(), devices))
        });
        Limiting {
            kinds: kinds.collect(),
            further,
            apps,
        }
    }
}

impl DeviceLimits {
    fn of(device: &DeviceResult) -> Self {
        Self {
            applicability: Arc::clone(&device.applicability),
            is_outside: device.verdict == Verdict::NotApplicable,
            remarks: remarks(device).collect(),
            notes: notes(device).map(str::to_owned).collect(),
            permissions: permissions(device).collect(),
        }
    }

    /// Whether they are those of a device. Others may be as well.
    fn are_of(&self, device: &DeviceResult) -> bool {
        Arc::ptr_eq(&self.applicability, &device.applicability)
            && self.is_outside == (device.verdict == Verdict::NotApplicable)
            && self.remarks.iter().copied().eq(remarks(device))
            && self.notes.iter().map(String::as_str).eq(notes(device))
            && self.permissions.is_empty()
            && device.findings.iter().all(Finding::is_open)
    }
}

fn remarks(device: &DeviceResult) -> impl Iterator<Item = (Level, RemarkCode)> + '_ {
    let remarks = device.remarks.iter();
    remarks.map(|remark| (remark.level, remark.code))
}

fn notes(device: &DeviceResult) -> impl Iterator<Item = &str> {
    let notes = device.coverage.notes().iter();
    notes.map(|note| note.code.as_str())
}

fn permissions(device: &DeviceResult) -> impl Iterator<Item = Permission> + '_ {
    device.findings.iter().filter_map(|finding| {
        let waiver = finding.waived_by.as_ref();
        let waiver = waiver.map(|waiver| Permission::Waiver(Arc::clone(waiver)));
        waiver.or_else(|| finding.permitted_by.clone().map(Permission::Exception))
    })
}
