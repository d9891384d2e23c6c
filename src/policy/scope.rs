//! Which devices a measure is for.
//!
//! What nobody states is [assumed](super::facts), strictly: an assumption puts
//! a device into a scope and never into an exception. Narrow groups are the
//! limit of that: nobody is assumed to be a minister. Where a scope wants what
//! is not assumed and nobody states it, a device cannot be judged.

use super::circumstances::{Access, Ownership, Person, Use};
use super::facts::{Dimension, Fact, Facts, KnownFacts};

/// Conditions on a device. An empty list does not limit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scope {
    /// Who holds it.
    pub persons: Vec<Person>,
    /// What it is for.
    pub usage: Vec<Use>,
    /// What it can reach.
    pub access: Vec<Access>,
    /// Whose it is.
    pub ownership: Vec<Ownership>,
}

impl Scope {
    /// Whether there is no condition at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether a device is in the scope, and what decides that.
    #[must_use]
    pub fn reach(&self, facts: Facts) -> Reach {
        let mut outside = Vec::new();
        let mut unknown = Vec::new();
        let mut narrow = false;
        for dimension in self.dimensions() {
            match self.stand(dimension, facts) {
                Stand::In => {}
                Stand::Out => outside.push(dimension),
                Stand::Narrow => narrow = true,
                Stand::Unknown => unknown.push(dimension),
            }
        }
        if !outside.is_empty() {
            Reach::Outside(outside)
        } else if narrow {
            Reach::HolderNotStated
        } else if !unknown.is_empty() {
            Reach::Unknown(unknown)
        } else {
            Reach::Inside
        }
    }

    /// The devices that are in this scope and in another one; `None` when the two
    /// exclude each other.
    #[must_use]
    pub fn within(&self, other: &Self) -> Option<Self> {
        fn both<T: Copy + PartialEq>(own: &[T], other: &[T]) -> Option<Vec<T>> {
            let limits = match (own, other) {
                ([], limits) | (limits, []) => return Some(limits.to_vec()),
                _ => own.iter().filter(|one| other.contains(one)),
            };
            let common: Vec<T> = limits.copied().collect();
            (!common.is_empty()).then_some(common)
        }
        Some(Self {
            persons: both(&self.persons, &other.persons)?,
            usage: both(&self.usage, &other.usage)?,
            access: both(&self.access, &other.access)?,
            ownership: both(&self.ownership, &other.ownership)?,
        })
    }

    /// The facts that it is about.
    pub fn dimensions(&self) -> impl Iterator<Item = Dimension> {
        let limited = [
            (Dimension::Person, !self.persons.is_empty()),
            (Dimension::Use, !self.usage.is_empty()),
            (Dimension::Access, !self.access.is_empty()),
            (Dimension::Ownership, !self.ownership.is_empty()),
        ];
        limited.into_iter().filter(|(_, is)| *is).map(|(d, _)| d)
    }

    fn stand(&self, dimension: Dimension, facts: Facts) -> Stand {
        fn one<T: Copy + PartialEq>(wanted: &[T], fact: Fact<T>) -> Stand {
            match fact {
                _ if wanted.contains(&fact.value()) => Stand::In,
                Fact::Known(_) => Stand::Out,
                Fact::Assumed(_) => Stand::Unknown,
            }
        }
        match dimension {
            Dimension::Person => match facts.persons {
                _ if facts.persons.value().any_of(&self.persons) => Stand::In,
                Fact::Known(_) => Stand::Out,
                Fact::Assumed(_) if self.persons.iter().all(|person| person.is_narrow()) => {
                    Stand::Narrow
                }
                // Somebody of a wider group may hold it.
                Fact::Assumed(_) => Stand::In,
            },
            Dimension::Use => one(&self.usage, facts.usage),
            Dimension::Access => one(&self.access, facts.access),
            Dimension::Ownership => {
                let shown = facts.shown_ownership;
                if shown.is_some_and(|shown| self.ownership.contains(&shown)) {
                    return Stand::In;
                }
                one(&self.ownership, facts.ownership)
            }
        }
    }

    /// Whether the device surely meets every condition; what nobody states
    /// counts as failing, and so does having no condition.
    #[must_use]
    pub fn surely_met(&self, facts: KnownFacts) -> bool {
        fn one<T: PartialEq>(wanted: &[T], fact: Option<T>) -> bool {
            wanted.is_empty() || fact.is_some_and(|fact| wanted.contains(&fact))
        }
        let persons = self.persons.is_empty()
            || facts
                .persons()
                .is_some_and(|persons| persons.any_of(&self.persons));
        !self.is_empty()
            && persons
            && one(&self.usage, facts.usage())
            && one(&self.access, facts.access())
            && one(&self.ownership, facts.ownership())
    }
}

/// Whether a device is in a scope.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reach {
    /// It is, by what is known or assumed.
    Inside,
    /// It is not, by these known facts.
    Outside(Vec<Dimension>),
    /// The scope is for a narrow group, and nobody states who holds the device.
    HolderNotStated,
    /// Nobody states these facts, and the scope wants others than are assumed.
    Unknown(Vec<Dimension>),
}

/// How a device stands to one condition.
enum Stand {
    In,
    Out,
    Narrow,
    Unknown,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn persons(persons: &[Person]) -> Scope {
        Scope {
            persons: persons.to_vec(),
            ..Scope::default()
        }
    }

    #[test]
    fn a_holder_nobody_states_is_in_wide_groups_and_in_no_narrow_one() {
        let unknown = Facts::ASSUMED;
        let table = [
            (
                &[Person::PublicEmployee, Person::Minister][..],
                Reach::Inside,
            ),
            (&[Person::SeniorOfficial], Reach::Inside),
            (&[Person::Contractor, Person::Military], Reach::Inside),
            (
                &[Person::Minister, Person::Parliament],
                Reach::HolderNotStated,
            ),
        ];
        for (groups, reach) in table {
            assert_eq!(persons(groups).reach(unknown), reach, "{groups:?}");
            assert!(!persons(groups).surely_met(unknown.known()));
        }
    }

    #[test]
    fn a_scope_that_an_assumption_would_leave_is_unknown() {
        let dedicated = Scope {
            usage: vec![Use::Dedicated],
            ..Scope::default()
        };
        let reach = dedicated.reach(Facts::ASSUMED);
        assert_eq!(reach, Reach::Unknown(vec![Dimension::Use]));
        let service = Facts::registered(&[], Some(Use::Service), None, None);
        let reach = dedicated.reach(service);
        assert_eq!(reach, Reach::Outside(vec![Dimension::Use]));
    }

    #[test]
    fn an_exception_is_met_by_known_facts_alone() {
        let service = Scope {
            usage: vec![Use::Service],
            ..Scope::default()
        };
        assert_eq!(service.reach(Facts::ASSUMED), Reach::Inside);
        assert!(!service.surely_met(Facts::ASSUMED.known()));
        let stated = Facts::registered(&[], Some(Use::Service), None, None);
        assert!(service.surely_met(stated.known()));
        assert!(!Scope::default().surely_met(stated.known()));
        assert_eq!(Scope::default().reach(stated), Reach::Inside);
    }
}
