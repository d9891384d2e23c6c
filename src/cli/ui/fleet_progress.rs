//! A progress line on stderr for a fleet: devices done, rate, and time left.
//!
//! Only on a terminal, and only when the run is long enough to wait for. The line
//! redraws itself and is erased at the end.

use super::messages::Messages;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

/// A shorter run shows no progress.
const PATIENCE: Duration = Duration::from_millis(700);

/// How often the line changes.
const REDRAW: Duration = Duration::from_millis(200);

/// The progress of one fleet.
#[derive(Debug)]
pub(crate) struct FleetProgress {
    shown: bool,
    on: bool,
    started: Instant,
    drawn: Instant,
    devices: u64,
}

/// How much of the input was handed out, in parts per million; more than that
/// when it is not known.
#[derive(Debug)]
pub(crate) struct Dispatched(AtomicU32);

const WHOLE: u32 = 1_000_000;

impl Dispatched {
    pub(crate) const fn new() -> Self {
        Self(AtomicU32::new(u32::MAX))
    }

    /// Notes how much was handed out, between 0 and 1.
    pub(crate) fn note(&self, fraction: Option<f64>) {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "clamped to the range before"
        )]
        let part = |f: f64| (f.clamp(0.0, 1.0) * f64::from(WHOLE)) as u32;
        self.0
            .store(fraction.map_or(u32::MAX, part), Ordering::Relaxed);
    }
}

impl FleetProgress {
    /// Starts the clock.
    pub(crate) fn new(messages: Messages) -> Self {
        let now = Instant::now();
        Self {
            shown: false,
            on: messages.is_watched(),
            started: now,
            drawn: now,
            devices: 0,
        }
    }

    /// Adds finished devices, and redraws the line when it is time.
    pub(crate) fn add(&mut self, devices: usize, handed_out: &Dispatched) {
        self.devices += devices as u64;
        if !self.on || self.started.elapsed() < PATIENCE || self.drawn.elapsed() < REDRAW {
            return;
        }
        self.drawn = Instant::now();
        self.shown = true;
        let handed_out = handed_out.0.load(Ordering::Relaxed);
        let line = line(self.devices, self.started.elapsed(), handed_out);
        // To the start of the line, the text, and erase the rest.
        Messages::raw(&format!("\r{line}\x1b[K"));
    }
}

impl Drop for FleetProgress {
    fn drop(&mut self) {
        if self.shown {
            Messages::raw("\r\x1b[K");
        }
    }
}

fn line(devices: u64, elapsed: Duration, handed_out: u32) -> String {
    let milliseconds = u64::try_from(elapsed.as_millis())
        .unwrap_or(u64::MAX)
        .max(1);
    let rate = devices.saturating_mul(1000) / milliseconds;
    let mut line = format!("{devices} devices, {rate} a second");
    if (1..=WHOLE).contains(&handed_out) {
        let (done, whole) = (u64::from(handed_out), u64::from(WHOLE));
        let left = milliseconds.saturating_mul(whole - done) / done / 1000;
        line.push_str(&match left {
            0..120 => format!(", {left} s left"),
            _ => format!(", {} min left", left / 60),
        });
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_what_is_known() {
        let second = Duration::from_secs(1);
        assert_eq!(line(500, second, u32::MAX), "500 devices, 500 a second");
        assert_eq!(
            line(500, second, WHOLE / 4),
            "500 devices, 500 a second, 3 s left"
        );
        assert_eq!(
            line(10, second * 60, WHOLE / 10),
            "10 devices, 0 a second, 9 min left"
        );
    }
}
