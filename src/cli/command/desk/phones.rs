//! Which phones are there, and what a change of a bus means for the desk. Pure:
//! listings come in, and what is to be done goes out.

use crate::inventory::Gap;

/// Where phones come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bus {
    /// Android devices, through adb.
    Android,
    /// iPhones, through usbmuxd.
    Ios,
}

/// Whether a phone can be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum State {
    /// It can.
    Ready,
    /// It will be decided in a moment.
    Settling,
    /// It cannot, for this reason.
    Stuck(Gap),
}

/// A phone as a listing shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Seen {
    pub(super) bus: Bus,
    /// The serial or UDID by which it can be asked for.
    pub(super) id: String,
    /// What is new each time it is plugged in; empty where nothing is.
    pub(super) connection: String,
    pub(super) state: State,
}

/// What is to be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Action {
    /// Read and judge it.
    Read(Seen),
    /// Say why it cannot be read, and what to do.
    Explain(Seen, Gap),
    /// Say that it went away.
    Gone(Seen),
}

/// The phones of all buses.
#[derive(Debug, Default)]
pub(super) struct Phones(Vec<Seen>);

impl Phones {
    /// Whether a phone is still there and cannot be read for the same reason.
    pub(super) fn is_stuck(&self, phone: &Seen) -> bool {
        self.0.contains(phone)
    }

    /// Forgets the phones of a bus that cannot be watched: whether they are still
    /// there is not known, and each is judged again once it is seen.
    pub(super) fn forget(&mut self, bus: Bus) {
        self.0.retain(|seen| seen.bus != bus);
    }

    /// Takes over the whole listing of one bus.
    pub(super) fn update(&mut self, bus: Bus, now: Vec<Seen>) -> Vec<Action> {
        let mut actions = Vec::new();
        let (before, others): (Vec<Seen>, Vec<Seen>) = std::mem::take(&mut self.0)
            .into_iter()
            .partition(|seen| seen.bus == bus);
        let same =
            |one: &Seen, other: &Seen| one.id == other.id && one.connection == other.connection;
        for seen in &before {
            // A phone that was plugged in again in between is still there.
            if !now.iter().any(|other| other.id == seen.id) {
                actions.push(Action::Gone(seen.clone()));
            }
        }
        for seen in &now {
            let known = before.iter().find(|other| same(other, seen));
            let known = known.map(|known| &known.state);
            match &seen.state {
                State::Ready if known != Some(&State::Ready) => {
                    // Phones of one id are asked for by it, and all of them answer.
                    let asked =
                        |done: &Action| matches!(done, Action::Read(other) if other.id == seen.id);
                    if !actions.iter().any(asked) {
                        actions.push(Action::Read(seen.clone()));
                    }
                }
                State::Stuck(gap) if !is_told(known, gap) => {
                    actions.push(Action::Explain(seen.clone(), gap.clone()));
                }
                _ => {}
            }
        }
        self.0 = others;
        self.0.extend(now);
        actions
    }
}

/// Whether the same was said of the phone already.
fn is_told(known: Option<&State>, gap: &Gap) -> bool {
    matches!(known, Some(State::Stuck(other)) if other.code == gap.code)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inventory::GapCode;

    fn seen(bus: Bus, id: &str, connection: &str, state: State) -> Seen {
        Seen {
            bus,
            id: id.to_owned(),
            connection: connection.to_owned(),
            state,
        }
    }

    fn stuck() -> State {
        State::Stuck(Gap::new(GapCode::DeviceUnauthorized, "no", "yes"))
    }

    /// What was done, in short.
    fn done(actions: &[Action]) -> Vec<String> {
        let word = |action: &Action| match action {
            Action::Read(seen) => format!("read {}", seen.id),
            Action::Explain(seen, _) => format!("explain {}", seen.id),
            Action::Gone(seen) => format!("gone {}", seen.id),
        };
        actions.iter().map(word).collect()
    }

    #[test]
    fn a_phone_is_judged_each_time_it_becomes_ready() {
        let mut phones = Phones::default();
        let android = |state| vec![seen(Bus::Android, "A", "1", state)];
        for (now, expected) in [
            (android(State::Settling), &[][..]),
            (android(stuck()), &["explain A"]),
            (android(stuck()), &[]),
            (android(State::Ready), &["read A"]),
            (android(State::Ready), &[]),
            (
                vec![seen(Bus::Android, "A", "2", State::Ready)],
                &["read A"],
            ),
            (Vec::new(), &["gone A"]),
            (android(State::Ready), &["read A"]),
        ] {
            assert_eq!(done(&phones.update(Bus::Android, now)), expected);
        }
    }

    #[test]
    fn two_phones_of_one_id_are_asked_for_once() {
        let mut phones = Phones::default();
        let ready = |connection| seen(Bus::Android, "A", connection, State::Ready);
        let both = vec![ready("1"), ready("2")];
        assert_eq!(done(&phones.update(Bus::Android, both.clone())), ["read A"]);
        assert!(phones.update(Bus::Android, both).is_empty());
        let third = vec![ready("2"), ready("3")];
        assert_eq!(done(&phones.update(Bus::Android, third)), ["read A"]);
        assert!(phones.update(Bus::Android, vec![ready("3")]).is_empty());
    }

    #[test]
    fn what_one_bus_shows_says_nothing_of_the_other() {
        let mut phones = Phones::default();
        phones.update(
            Bus::Android,
            vec![seen(Bus::Android, "A", "1", State::Ready)],
        );
        let iphone = seen(Bus::Ios, "I", "7", State::Ready);
        assert_eq!(done(&phones.update(Bus::Ios, vec![iphone])), ["read I"]);
        assert_eq!(done(&phones.update(Bus::Ios, Vec::new())), ["gone I"]);
    }
}
