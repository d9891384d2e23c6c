//! Compares the register with what was read: which registered devices are missing.

use super::organisation::Organisation;
use super::result::{DeviceResult, Remark, RemarkCode};
use crate::inventory::{Gap, GapCode, Locator, OwnId, Reading, Unread};
use crate::policy::{Level, Register};

/// How many devices a sentence names.
const NAMED: usize = 20;

/// The register, with a tick for every device that came.
#[derive(Debug)]
pub struct Attendance<'r> {
    register: Option<&'r Register>,
    came: Vec<bool>,
}

impl<'r> Attendance<'r> {
    /// Nobody has come yet.
    pub(super) fn new(organisation: &'r Organisation) -> Self {
        let register = organisation.register.as_ref();
        Self {
            register,
            came: vec![false; register.map_or(0, Register::len)],
        }
    }

    /// Ticks a device off, read or not: what could not be read is told where it
    /// stands. What many phones have for a serial shows none of them.
    pub fn note(&mut self, device: &DeviceResult) {
        let id = OwnId::of(&device.id);
        let place = id.and_then(|id| self.register?.place(id.as_str()));
        if let Some(came) = place.and_then(|place| self.came.get_mut(place)) {
            *came = true;
        }
    }

    /// Whether the register names any device that can come.
    #[must_use]
    pub fn expects_any(&self) -> bool {
        self.register.is_some_and(|known| !known.names_no_device())
    }

    /// The devices of the register that did not come, in its order.
    #[must_use]
    pub fn missing(&self) -> Vec<String> {
        let entries = self.register.map(Register::entries).unwrap_or_default();
        let entries = entries.iter().zip(&self.came);
        entries
            .filter(|(_, came)| !**came)
            .map(|(entry, _)| entry.id.clone())
            .collect()
    }

    /// A reading for each device that did not come, so that none passes.
    pub fn gaps(&self) -> impl Iterator<Item = Reading> {
        self.missing().into_iter().map(|id| {
            let gap = Gap::new(
                GapCode::RegisteredMissing,
                "the register names the device, and nothing of it was read",
                "read the device too, or take it out of the register",
            );
            Reading {
                locator: Locator::new("the register"),
                content: Err(Unread {
                    id,
                    platform: None,
                    gap,
                }),
            }
        })
    }
}

/// The remark on registered devices that were not read.
pub(super) fn remark(missing: &[String]) -> Option<Remark> {
    if missing.is_empty() {
        return None;
    }
    let mut named: Vec<&str> = missing.iter().take(NAMED).map(String::as_str).collect();
    let more = missing.len().saturating_sub(NAMED);
    let more = format!("{more} more");
    let mut listed = named.join(", ");
    if missing.len() > NAMED {
        named.push(&more);
        listed.push_str(", …");
    }
    let (count, verb) = match missing.len() {
        1 => ("1 device".to_owned(), "was"),
        many => (format!("{many} devices"), "were"),
    };
    let message = format!(
        "{count} of the register {verb} not read: {}",
        named.join(", ")
    );
    Some(Remark {
        level: Level::Warn,
        ..Remark::note(
            RemarkCode::RegisteredNotRead,
            message,
            "read them too; --require-all makes each a gap",
        )
        .with("count", missing.len().to_string())
        .with("names", listed)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One more than are named is told as one more, and no device is left out of
    /// the count. It warns, so that `--fail-on warn` sees it.
    #[test]
    fn all_are_counted_and_the_first_are_named() {
        let ids = |count: usize| (1..=count).map(|n| format!("D{n}")).collect::<Vec<_>>();
        assert!(remark(&[]).is_none());
        for (count, start, end) in [
            (1, "1 device of the register was not read: D1", "D1"),
            (NAMED, "20 devices of the register were not", ", D20"),
            (NAMED + 1, "21 devices of", ", D20, 1 more"),
            (NAMED + 5, "25 devices of", ", D20, 5 more"),
        ] {
            let remark = remark(&ids(count)).unwrap();
            assert!(remark.message.starts_with(start), "{}", remark.message);
            assert!(remark.message.ends_with(end), "{}", remark.message);
            assert_eq!(remark.level, Level::Warn);
            let names = remark.details.iter().find(|(key, _)| *key == "names");
            let names = names.map(|(_, names)| names.as_str()).unwrap();
            assert_eq!(names.ends_with(", …"), count > NAMED, "{names}");
        }
    }
}
