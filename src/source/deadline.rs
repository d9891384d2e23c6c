//! When patience ends: the time that a phone, or one step with it, may take.
//!
//! A limit for each read is not enough, since a byte now and then would keep it
//! alive for ever. So everything counts down to one point in time.

use std::time::{Duration, Instant};

/// A point in time at which patience ends.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Deadline {
    at: Instant,
    limit: Duration,
}

impl Deadline {
    /// The longest that may be asked for, so that no sum overflows.
    const LONGEST: Duration = Duration::from_hours(24);

    /// A deadline this far from now.
    pub(crate) fn after(limit: Duration) -> Self {
        let limit = limit.min(Self::LONGEST);
        let now = Instant::now();
        Self {
            at: now.checked_add(limit).unwrap_or(now),
            limit,
        }
    }

    /// A deadline after this share of the time left. Messages still name the
    /// whole limit, which is the one that the user can change.
    pub(crate) fn share(self, part: u32, of: u32) -> Self {
        let left = self.left().unwrap_or_default();
        Self {
            limit: self.limit,
            ..Self::after((left * part).checked_div(of).unwrap_or(left))
        }
    }

    /// A deadline this far from now, or this one where it comes first.
    pub(crate) fn step(self, limit: Duration) -> Self {
        let step = Self::after(limit);
        if step.at < self.at { step } else { self }
    }

    /// The time left; `None` once there is none.
    pub(crate) fn left(self) -> Option<Duration> {
        let left = self.at.saturating_duration_since(Instant::now());
        (!left.is_zero()).then_some(left)
    }

    /// How long it was from the start, for messages.
    pub(crate) fn limit(self) -> Duration {
        self.limit
    }
}

/// A duration as a person reads it.
pub(crate) fn seconds(duration: Duration) -> String {
    let tenths = (duration.as_millis() + 50) / 100;
    match (tenths / 10, tenths % 10) {
        (0, _) => format!("{} ms", duration.as_millis()),
        (whole, 0) => format!("{whole} s"),
        (whole, tenth) => format!("{whole}.{tenth} s"),
    }
}
