//! Who manages the phone, as far as it tells without being asked for names.
//!
//! `com.apple.mobile.MCInstall` answers with whole profiles. Only whether the
//! phone is supervised and how many profiles it holds is kept: their names can
//! tell of a private Wi-Fi or VPN.

use super::channel::Channel;
use super::fault::{Fault, Step};
use super::lockdown::{Lockdown, Service};
use super::message::{Value, request};
use crate::inventory::Management;
use crate::source::ios::plist::{self, Token, read_dict};
use std::time::Duration;

/// How long each answer may take. Nothing depends on it.
const ANSWERING: Duration = Duration::from_secs(5);
/// The largest answer, in bytes. Profiles hold certificates.
const LARGEST: usize = 1 << 20;

/// What the phone tells of its management.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Managed {
    is_supervised: Option<bool>,
    is_unremovable: bool,
    /// How many configuration profiles it holds.
    pub(super) profiles: Option<usize>,
}

/// Asks the phone. What it does not tell stays unknown, and hides no app.
pub(super) fn ask(lockdown: &mut Lockdown<'_>) -> Managed {
    let mut managed = Managed::default();
    let Ok(mut channel) = lockdown.service(Service::McInstall) else {
        return managed;
    };
    // What was told before a fault stands.
    let _ = supervision(&mut channel, &mut managed).and_then(|()| {
        managed.profiles = profiles(&mut channel)?;
        Ok(())
    });
    managed
}

impl Managed {
    /// What ties the phone to an organisation; `None` when that is open, as
    /// with profiles that may or may not be those of a management system.
    pub(super) fn management(self) -> Option<Management> {
        match (self.is_supervised?, self.profiles) {
            (true, _) => Some(Management::Supervised),
            (false, _) if self.is_unremovable => Some(Management::Enrolled),
            (false, Some(0)) => Some(Management::None),
            (false, _) => None,
        }
    }
}

fn supervision(channel: &mut Channel, managed: &mut Managed) -> Result<(), Fault> {
    let answer = exchange(channel, "GetCloudConfiguration")?;
    let read = read_dict(&answer, |pull, key, value| match (key, value) {
        ("CloudConfiguration", Token::Dict) => pull.entries(|_, key, value| {
            match key {
                "IsSupervised" => managed.is_supervised = value.as_flag(),
                "IsMDMUnremovable" => managed.is_unremovable = value.as_flag() == Some(true),
                _ => {}
            }
            Ok(())
        }),
        _ => Ok(()),
    });
    read.map_err(nonsense)
}

fn profiles(channel: &mut Channel) -> Result<Option<usize>, Fault> {
    let answer = exchange(channel, "GetProfileList")?;
    let mut count = None;
    let read = read_dict(&answer, |pull, key, value| match (key, value) {
        ("OrderedIdentifiers", Token::Array) => {
            let mut number = 0;
            pull.items(|_, _| {
                number += 1;
                Ok(())
            })?;
            count = Some(number);
            Ok(())
        }
        _ => Ok(()),
    });
    read.map_err(nonsense).map(|()| count)
}

fn exchange(channel: &mut Channel, name: &str) -> Result<Vec<u8>, Fault> {
    let question = request(vec![("RequestType", Value::Text(name))]);
    channel.send(Step::Management, ANSWERING, &question)?;
    channel.receive(Step::Management, LARGEST)
}

fn nonsense(fault: plist::Fault) -> Fault {
    Fault::Nonsense(Step::Management, format!("it {fault}"))
}
