//! What is held to be true of a device, and who says so.
//!
//! A fact is **known** when the register or the phone itself states it, and
//! otherwise **assumed**. Assumptions are strict: service use, internal access,
//! given by the organisation, held by a public employee. They put a device into
//! a scope and never permit anything. The types keep that promise: an exception
//! is asked with [`KnownFacts`], and those can only be made of what somebody
//! stated.

use super::circumstances::{Access, Ownership, Person, Use};
use crate::inventory::words;

words! {
    /// Who says that a fact is so.
    pub enum Basis {
        /// The organisation's register.
        Register = "register",
        /// The phone itself shows it.
        Device = "device",
        /// Nobody: it is the strict assumption.
        Assumed = "assumed",
    }
}

words! {
    /// What a fact is about.
    pub enum Dimension {
        /// Who holds the device.
        Person = "person",
        /// What it is for.
        Use = "use",
        /// What it can reach.
        Access = "access",
        /// Whose it is.
        Ownership = "ownership",
    }
}

words! {
    /// Who can know a fact.
    pub enum Witness {
        /// The organisation's register.
        Register = "register",
        /// The phone itself.
        Device = "device",
    }
}

/// A fact that somebody states.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Known<T> {
    /// The fact.
    pub value: T,
    /// Who states it.
    pub witness: Witness,
}

/// A fact, and whether anybody states it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Fact<T> {
    /// Somebody does.
    Known(Known<T>),
    /// Nobody does: the strict assumption.
    Assumed(T),
}

impl<T: Copy> Fact<T> {
    /// What the register says.
    pub const fn registered(value: T) -> Self {
        Self::Known(Known {
            value,
            witness: Witness::Register,
        })
    }

    /// What the phone shows.
    pub const fn shown(value: T) -> Self {
        Self::Known(Known {
            value,
            witness: Witness::Device,
        })
    }

    /// The fact, whoever says so.
    pub const fn value(self) -> T {
        match self {
            Self::Known(known) => known.value,
            Self::Assumed(value) => value,
        }
    }

    /// The fact, when somebody states it.
    pub const fn known(self) -> Option<T> {
        match self {
            Self::Known(known) => Some(known.value),
            Self::Assumed(_) => None,
        }
    }

    /// Who says so.
    pub const fn basis(self) -> Basis {
        match self {
            Self::Known(Known {
                witness: Witness::Register,
                ..
            }) => Basis::Register,
            Self::Known(Known {
                witness: Witness::Device,
                ..
            }) => Basis::Device,
            Self::Assumed(_) => Basis::Assumed,
        }
    }
}

/// The groups to which whoever holds a device belongs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Persons(u16);

impl Persons {
    /// What is assumed of a holder whom nobody names.
    pub const ASSUMED: Self = Self(1 << Person::PublicEmployee as u16);

    /// Whether any of these groups is in a list.
    #[must_use]
    pub fn any_of(self, list: &[Person]) -> bool {
        list.iter().any(|person| self.holds(*person))
    }

    /// Whether a group is among them.
    #[must_use]
    pub const fn holds(self, person: Person) -> bool {
        self.0 & (1 << person as u16) != 0
    }

    /// The groups, in the order of their declaration.
    pub fn iter(self) -> impl Iterator<Item = Person> {
        let all = Person::ALL.iter().copied();
        all.filter(move |person| self.holds(*person))
    }
}

impl FromIterator<Person> for Persons {
    fn from_iter<I: IntoIterator<Item = Person>>(persons: I) -> Self {
        let bits = persons.into_iter().map(|person| 1 << person as u16);
        Self(bits.fold(0, |all, bit: u16| all | bit))
    }
}

/// What is held to be true of one device.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Facts {
    /// Who holds it.
    pub persons: Fact<Persons>,
    /// What it is for.
    pub usage: Fact<Use>,
    /// What it can reach.
    pub access: Fact<Access>,
    /// Whose it is.
    pub ownership: Fact<Ownership>,
    /// What the phone shows of whose it is, where that leaves a stricter
    /// reading open: a work profile may be on a private phone or on one that
    /// was given out.
    pub shown_ownership: Option<Ownership>,
}

impl Facts {
    /// A device of which nobody states anything.
    pub const ASSUMED: Self = Self {
        persons: Fact::Assumed(Persons::ASSUMED),
        usage: Fact::Assumed(Use::Service),
        access: Fact::Assumed(Access::Internal),
        ownership: Fact::Assumed(Ownership::Issued),
        shown_ownership: None,
    };

    /// A device of which a register states these facts; what it leaves out is
    /// assumed.
    #[must_use]
    pub fn registered(
        persons: &[Person],
        usage: Option<Use>,
        access: Option<Access>,
        ownership: Option<Ownership>,
    ) -> Self {
        fn or<T: Copy>(said: Option<T>, assumed: Fact<T>) -> Fact<T> {
            said.map_or(assumed, Fact::registered)
        }
        let named = (!persons.is_empty()).then(|| persons.iter().copied().collect());
        Self {
            persons: or(named, Self::ASSUMED.persons),
            usage: or(usage, Self::ASSUMED.usage),
            access: or(access, Self::ASSUMED.access),
            ownership: or(ownership, Self::ASSUMED.ownership),
            shown_ownership: None,
        }
    }

    /// What somebody states, without what is assumed.
    #[must_use]
    pub fn known(self) -> KnownFacts {
        KnownFacts {
            persons: self.persons.known(),
            usage: self.usage.known(),
            access: self.access.known(),
            ownership: self.ownership.known(),
        }
    }

    /// One fact in words, and who says so.
    #[must_use]
    pub fn word(self, dimension: Dimension) -> (String, Basis) {
        match dimension {
            Dimension::Person => {
                let words: Vec<&str> = self.persons.value().iter().map(Person::as_str).collect();
                (words.join(", "), self.persons.basis())
            }
            Dimension::Use => (self.usage.value().to_string(), self.usage.basis()),
            Dimension::Access => (self.access.value().to_string(), self.access.basis()),
            Dimension::Ownership => (self.ownership.value().to_string(), self.ownership.basis()),
        }
    }
}

/// What somebody states of a device. Made by [`Facts::known`] alone, so that
/// nothing assumed is in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KnownFacts {
    persons: Option<Persons>,
    usage: Option<Use>,
    access: Option<Access>,
    ownership: Option<Ownership>,
}

impl KnownFacts {
    /// Who holds it.
    #[must_use]
    pub const fn persons(self) -> Option<Persons> {
        self.persons
    }

    /// What it is for.
    #[must_use]
    pub const fn usage(self) -> Option<Use> {
        self.usage
    }

    /// What it can reach.
    #[must_use]
    pub const fn access(self) -> Option<Access> {
        self.access
    }

    /// Whose it is.
    #[must_use]
    pub const fn ownership(self) -> Option<Ownership> {
        self.ownership
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_assumed_is_never_known() {
        let known = Facts::ASSUMED.known();
        assert_eq!(known.persons(), None);
        assert_eq!(known.usage(), None);
        assert_eq!(known.access(), None);
        assert_eq!(known.ownership(), None);
    }

    #[test]
    fn a_person_may_belong_to_several_groups() {
        let both: Persons = [Person::Minister, Person::Parliament].into_iter().collect();
        assert!(both.any_of(&[Person::Parliament]));
        assert!(!both.any_of(&[Person::Military]));
        assert_eq!(both.iter().count(), 2);
    }
}
