//! How many results a code scanning service takes. GitHub refuses a run with more
//! than 25,000 ("SARIF support for code scanning", limits), so the gravest are
//! listed and the others counted. It names no limit for notifications; as many of them
//! keep a file of a large fleet below the size that is taken.

use std::cell::Cell;

/// The most results of a run, and the most notifications on its devices.
const MOST: usize = 25_000;

/// The levels of results, gravest first; what is permitted comes last.
const LEVELS: [&str; 4] = ["error", "warning", "note", SUPPRESSED];

/// In the place of a level: a result that is waived or permitted.
pub(super) const SUPPRESSED: &str = "suppressed";

/// How many results or notifications there are of each level.
#[derive(Debug, Default)]
pub(super) struct Counts([usize; 4]);

impl Counts {
    pub(super) fn add(&mut self, level: &str) {
        if let Some(count) = place(level).and_then(|place| self.0.get_mut(place)) {
            *count += 1;
        }
    }

    /// How many can be listed of each level.
    pub(super) fn quota(&self) -> Quota {
        let mut left = MOST;
        let most = self.0.map(|count| {
            let taken = count.min(left);
            left -= taken;
            taken
        });
        Quota {
            left: Cell::new(most),
            omitted: self.0.iter().sum::<usize>() - most.iter().sum::<usize>(),
        }
    }
}

/// How many more can be listed.
#[derive(Debug)]
pub(super) struct Quota {
    left: Cell<[usize; 4]>,
    omitted: usize,
}

impl Quota {
    /// Whether one of this level can be listed; it counts as listed then.
    pub(super) fn takes(&self, level: &str) -> bool {
        let mut left = self.left.get();
        let slot = place(level).and_then(|place| left.get_mut(place));
        let Some(count) = slot.filter(|count| **count > 0) else {
            return false;
        };
        *count -= 1;
        self.left.set(left);
        true
    }

    /// What is said of the results that are not listed, if there are any.
    pub(super) fn told(&self) -> Option<String> {
        (self.omitted > 0).then(|| {
            format!(
                "{} results are not listed, the least grave ones: code scanning services take \
                 {MOST} of a run. `-f json` has all of them",
                self.omitted
            )
        })
    }

    /// The same of notifications on devices.
    pub(super) fn told_of_notes(&self) -> Option<String> {
        (self.omitted > 0).then(|| {
            format!(
                "{} notifications on devices are not listed, the least grave ones: a run has \
                 {MOST} of them at most. `-f json` has all that they say",
                self.omitted
            )
        })
    }
}

fn place(level: &str) -> Option<usize> {
    LEVELS.iter().position(|known| *known == level)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_gravest_are_listed() {
        let mut counts = Counts::default();
        (0..MOST).for_each(|_| counts.add("note"));
        (0..10).for_each(|_| counts.add("warning"));
        let quota = counts.quota();
        assert!((0..10).all(|_| quota.takes("warning")));
        assert!(!quota.takes("warning"));
        let notes = (0..MOST).filter(|_| quota.takes("note")).count();
        assert_eq!(notes, MOST - 10);
        assert!(quota.told().is_some_and(|told| told.starts_with("10 ")));
    }

    #[test]
    fn nothing_is_left_out_of_what_fits() {
        let mut counts = Counts::default();
        (0..MOST).for_each(|_| counts.add("error"));
        let quota = counts.quota();
        assert!((0..MOST).all(|_| quota.takes("error")));
        assert_eq!(quota.told(), None);
    }
}
