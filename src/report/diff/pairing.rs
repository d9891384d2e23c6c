//! What belongs together in two audits: which readings of one side are one
//! device, and which device or finding of one side is which of the other.
//!
//! An id may stand for several devices, and a profile may hold a finding twice.
//! So nothing is looked up by a name that could stand twice: both sides are
//! lists, and each entry is paired with one of the other side at most. Equal
//! entries are paired first, so two audits that are the same have no news, in
//! whatever order they are written.

use super::held::{Held, Trace};
use crate::audit::{Standing, which_counts};
use crate::inventory::DeviceIdentity;
use std::collections::BTreeMap;
use std::mem::take;

/// An entry of the older side, of the newer side, or of both.
pub(super) type Pair<'t, T> = (Option<&'t T>, Option<&'t T>);

/// Those of the readings with one id that count. Of several inventories of one device
/// the audit's own rule chooses; what has no strong identity is a device of its own.
pub(super) fn counting(all: Vec<Held>) -> Vec<Held> {
    let mut counting: Vec<Held> = Vec::new();
    let mut readings: BTreeMap<DeviceIdentity, Vec<Held>> = BTreeMap::new();
    for held in all {
        match &held.identity {
            Some(identity) => readings.entry(identity.clone()).or_default().push(held),
            None => counting.push(held),
        }
    }
    for mut of_one in readings.into_values() {
        // In the input, the first of two equals counts; here the order
        // says nothing.
        of_one.sort();
        let standings: Vec<Standing> = of_one.iter().map(standing).collect();
        counting.extend(of_one.into_iter().nth(which_counts(&standings)));
    }
    counting
}

fn standing(held: &Held) -> Standing {
    Standing {
        taken_at: held.taken_at.as_ref().and_then(|time| time.parse().ok()),
        by_day: held.reading.by_day,
        plausible: held.reading.plausible,
        whole: held.reading.whole,
        rank: held.verdict as u8,
    }
}

/// Pairs the devices of one id.
pub(super) fn devices<'t>(old: &'t [Held], new: &'t [Held]) -> Vec<Pair<'t, Held>> {
    let strong = |all: &'t [Held], wanted: bool| -> Vec<&'t Held> {
        let all = all.iter().filter(|held| held.identity.is_some() == wanted);
        all.collect()
    };
    let mut known = Pairing::new(strong(old, true), strong(new, true));
    known.by(|held| held.identity.clone());
    let mut others = Pairing::new(strong(old, false), strong(new, false));
    others.by(|held| held);
    // Phones that share what is no serial are still told apart by their models.
    others.by(|held| {
        let traces: Vec<_> = held.traces.iter().map(Trace::key).collect();
        (&held.model, traces)
    });
    others.by(|held| &held.model);
    if let ([one], [other]) = (&others.old[..], &others.new[..])
        && (one.model.is_none() || other.model.is_none())
    {
        others.by(|_| ());
    }
    // An audit that did not see the model may still have seen the same phone,
    // where no other comes into question.
    match (
        &known.old[..],
        &known.new[..],
        &others.old[..],
        &others.new[..],
    ) {
        ([one], [], [], [other]) | ([], [other], [one], []) => {
            known.pairs.push((one, other));
            known.old.clear();
            known.new.clear();
            others.old.clear();
            others.new.clear();
        }
        _ => {}
    }
    let mut all = known.finish();
    all.extend(others.finish());
    all
}

/// Pairs the findings of one device.
pub(super) fn traces<'t>(old: &'t [Trace], new: &'t [Trace]) -> Vec<Pair<'t, Trace>> {
    let mut keys: BTreeMap<_, (Vec<&Trace>, Vec<&Trace>)> = BTreeMap::new();
    for trace in old {
        keys.entry(trace.key()).or_default().0.push(trace);
    }
    for trace in new {
        keys.entry(trace.key()).or_default().1.push(trace);
    }
    let mut all = Vec::new();
    for (old, new) in keys.into_values() {
        let mut pairing = Pairing::new(old, new);
        pairing.by(|trace| trace);
        pairing.by(|trace| (trace.open, trace.level, &trace.state));
        pairing.by(|trace| trace.open);
        pairing.by(|_| ());
        all.extend(pairing.finish());
    }
    all
}

/// What is not paired yet of both sides, and what is.
struct Pairing<'t, T> {
    old: Vec<&'t T>,
    new: Vec<&'t T>,
    pairs: Vec<(&'t T, &'t T)>,
}

impl<'t, T: Ord> Pairing<'t, T> {
    fn new(mut old: Vec<&'t T>, mut new: Vec<&'t T>) -> Self {
        // The order of the input says nothing.
        old.sort();
        new.sort();
        Self {
            old,
            new,
            pairs: Vec::new(),
        }
    }

    /// Pairs what has this in common.
    fn by<K: Ord>(&mut self, key: impl Fn(&'t T) -> K) {
        self.old.sort_by_key(|one| key(one));
        self.new.sort_by_key(|one| key(one));
        let mut waiting = take(&mut self.new).into_iter().peekable();
        for one in take(&mut self.old) {
            let wanted = key(one);
            while let Some(earlier) = waiting.next_if(|other| key(other) < wanted) {
                self.new.push(earlier);
            }
            match waiting.next_if(|other| key(other) == wanted) {
                Some(other) => self.pairs.push((one, other)),
                None => self.old.push(one),
            }
        }
        self.new.extend(waiting);
    }

    fn finish(self) -> Vec<Pair<'t, T>> {
        let pairs = self.pairs.into_iter();
        let pairs = pairs.map(|(one, other)| (Some(one), Some(other)));
        let gone = self.old.into_iter().map(|one| (Some(one), None));
        let come = self.new.into_iter().map(|other| (None, Some(other)));
        pairs.chain(gone).chain(come).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::Level;
    use crate::inventory::Platform;
    use crate::report::diff::held::Reading;
    use crate::report::diff::model::{DeviceDiff, FindingDiff};
    use crate::report::diff::{Change, Diff, Side};
    use crate::report::document::Verdict;
    use proptest::prelude::*;

    const PLATFORM: Option<Platform> = Some(Platform::Ios);

    fn trace() -> impl Strategy<Value = Trace> {
        let ids = (0..2_u8, 0..2_u8, 0..2_u32, proptest::option::of(0..2_u8));
        (ids, any::<bool>(), any::<bool>(), any::<bool>()).prop_map(
            |((rule, app, profile, group), open, left, later)| Trace {
                rule: format!("ours/{rule}"),
                app: format!("com.example.{app}"),
                name: None,
                profile,
                state: if left { "residue" } else { "installed" }.to_owned(),
                version: Some(if later { "2" } else { "1" }.to_owned()),
                first_installed: None,
                level: if left { Level::Warn } else { Level::Deny },
                open,
                group: group.map(|group| format!("owner-{group}")),
            },
        )
    }

    /// Phones of few ids: a UDID in two spellings, a serial of several models
    /// or of none, and the name of a file.
    fn held() -> impl Strategy<Value = Held> {
        let id = prop::sample::select(vec![
            (PLATFORM, "00008110-000A1B2C3D4E5F67"),
            (PLATFORM, "00008110000a1b2c3d4e5f67"),
            (Some(Platform::Android), "0123456789ABCDEF"),
            (None, "phones/dump.txt"),
        ]);
        let model = prop::sample::select(vec![None, Some("A1"), Some("B2")]);
        let day = proptest::option::of(1..3_u8);
        let traces = prop::collection::vec(trace(), 0..5);
        (id, model, day, traces, any::<bool>()).prop_map(
            |((platform, id), model, day, mut traces, complete)| {
                traces.sort();
                let broken = traces.iter().any(|trace| trace.open);
                let verdict = match (broken, complete) {
                    (true, _) => Verdict::NonCompliant,
                    (false, true) => Verdict::Compliant,
                    (false, false) => Verdict::Indeterminate,
                };
                Held {
                    identity: None,
                    platform: platform.map(|platform| platform.as_str().to_owned()),
                    model: model.map(str::to_owned),
                    id: id.to_owned(),
                    verdict,
                    taken_at: day.map(|day| format!("2026-01-0{day}T00:00:00Z")),
                    reading: Reading {
                        by_day: false,
                        plausible: true,
                        whole: complete,
                    },
                    complete,
                    inventory: None,
                    asked: Vec::new(),
                    not_judged: Vec::new(),
                    about: model.unwrap_or_default().to_owned(),
                    traces,
                }
            },
        )
    }

    fn side(devices: impl IntoIterator<Item = Held>) -> Side {
        let mut side = Side::new("a result");
        for held in devices {
            side.hold(&held).unwrap();
        }
        side
    }

    fn between(old: Side, new: Side) -> Diff {
        Diff::between(old, new).unwrap()
    }

    fn devices_of(diff: &Diff) -> Vec<DeviceDiff> {
        let json = serde_json::to_string(&diff.devices).unwrap();
        serde_json::from_str(&json).unwrap()
    }

    fn has_news(diff: &Diff) -> bool {
        devices_of(diff).iter().any(|device| {
            let still = |finding: &_| is_still(finding);
            device.presence != "both"
                || device.old_verdict != device.new_verdict
                || !device.findings.iter().all(still)
        })
    }

    fn is_still(finding: &FindingDiff) -> bool {
        let moved = finding.old_version.is_some() || finding.old_state.is_some();
        finding.change == Change::StillThere && !moved
    }

    proptest! {
        #[test]
        fn a_result_has_no_news_against_itself(
            devices in prop::collection::vec(held(), 0..8),
            turn in 0..8_usize,
        ) {
            let old = side(devices.clone());
            let mut other = devices;
            other.reverse();
            let middle = turn.min(other.len());
            other.rotate_left(middle);
            let diff = between(old, side(other));
            prop_assert!(!has_news(&diff), "{diff:?}");
        }

        #[test]
        fn a_finding_more_or_less_is_told(
            held in held(),
            more in trace(),
            place in 0..6_usize,
        ) {
            let mut other = held.clone();
            other.traces.insert(place.min(held.traces.len()), more.clone());
            other.traces.sort();
            let both = [held, other].map(|held| Held { complete: true, ..held });
            let of_day = |number: usize, month: &str| {
                let taken_at = Some(format!("2026-{month}-01T00:00:00Z"));
                side(both.get(number).cloned().map(|held| Held { taken_at, ..held }))
            };
            let compared = |old: usize, new: usize| {
                between(of_day(old, "01"), of_day(new, "02")).summary
            };
            // The wrong way round, nobody knows what became of anything.
            let turned = between(of_day(1, "02"), of_day(0, "01")).summary;
            prop_assert_eq!(turned.fixed, 0);
            let counts = compared(0, 1);
            prop_assert_eq!(counts.new, usize::from(more.open));
            prop_assert_eq!(counts.fixed, 0);
            let counts = compared(1, 0);
            prop_assert_eq!(counts.fixed, usize::from(more.open));
            prop_assert_eq!(counts.new, 0);
        }
    }

    /// What shares an id and nothing else is told apart.
    #[test]
    fn a_shared_serial_hides_nobody() {
        let phone = |model: Option<&str>, verdict| Held {
            identity: None,
            platform: Some(Platform::Android.as_str().to_owned()),
            model: model.map(str::to_owned),
            id: "0123456789ABCDEF".to_owned(),
            verdict,
            taken_at: None,
            reading: Reading {
                by_day: false,
                plausible: true,
                whole: true,
            },
            complete: true,
            inventory: None,
            asked: Vec::new(),
            not_judged: Vec::new(),
            about: String::new(),
            traces: Vec::new(),
        };
        let (good, bad) = (Verdict::Compliant, Verdict::NonCompliant);
        let two = || side([phone(Some("A1"), good), phone(Some("B2"), bad)]);
        let one = || side([phone(Some("A1"), good)]);
        let diff = between(one(), two());
        assert_eq!((diff.new.devices, diff.summary.devices_new), (2, 1));
        assert!(diff.has_new());
        // Nobody saw the model before, and only one phone comes into question.
        let unknown = || side([phone(None, bad)]);
        let diff = between(unknown(), one());
        assert_eq!(
            (diff.summary.devices_new, diff.summary.devices_gone),
            (0, 0)
        );
        let diff = between(unknown(), two());
        assert_eq!(
            (diff.summary.devices_new, diff.summary.devices_gone),
            (2, 1)
        );
    }
}
