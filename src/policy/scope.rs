//! Which devices a measure is for, and what the organisation says of a device.
//!
//! What is not known is read strictly: an unknown fact puts a device into a
//! scope and never into an exception. A device that nobody registered is in
//! service use and has access to internal systems.

use crate::inventory::words;

words! {
    /// Who holds the device.
    pub enum Person {
        /// Anybody in public service.
        PublicEmployee = "public-employee",
        /// Private staff under a national security act.
        SecurityActPrivate = "security-act-private",
        /// A member of the government.
        Minister = "minister",
        /// A minister's deputy.
        StateSecretary = "state-secretary",
        /// A minister's adviser.
        PoliticalAdviser = "political-adviser",
        /// The senior civil service.
        SeniorOfficial = "senior-official",
        /// A holder of a security clearance.
        ClearedStaff = "cleared-staff",
        /// The armed forces.
        Military = "military",
        /// Staff of a firm that works for the state.
        Contractor = "contractor",
        /// Staff of an operator of critical infrastructure.
        CriticalInfrastructure = "critical-infrastructure",
        /// A member or employee of a parliament.
        Parliament = "parliament",
    }
}

words! {
    /// What the device is for.
    pub enum Use {
        /// Daily service.
        Service = "service",
        /// One purpose only, apart from daily service.
        Dedicated = "dedicated",
    }
}

words! {
    /// What the device can reach.
    pub enum Access {
        /// The organisation's internal systems.
        Internal = "internal",
        /// None of them.
        None = "none",
    }
}

words! {
    /// Whose the device is.
    pub enum Ownership {
        /// The organisation gave it out.
        Issued = "issued",
        /// Private, and enrolled by the organisation.
        Enrolled = "enrolled",
        /// Private.
        Private = "private",
    }
}

/// What the organisation says of one device.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Facts {
    /// Who holds it.
    pub person: Option<Person>,
    /// What it is for.
    pub usage: Option<Use>,
    /// What it can reach.
    pub access: Option<Access>,
    /// Whose it is.
    pub ownership: Option<Ownership>,
}

impl Facts {
    /// The reading of a device that nobody registered.
    pub const STRICTEST: Self = Self {
        person: None,
        usage: Some(Use::Service),
        access: Some(Access::Internal),
        ownership: None,
    };
}

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

    /// Whether the device is in the scope; unknown facts count as inside.
    #[must_use]
    pub fn covers(&self, facts: Facts) -> bool {
        self.holds(facts, true)
    }

    /// Whether the device surely meets every condition; unknown facts count as
    /// failing, and so does having no condition.
    #[must_use]
    pub fn surely_met(&self, facts: Facts) -> bool {
        !self.is_empty() && self.holds(facts, false)
    }

    fn holds(&self, facts: Facts, unknown: bool) -> bool {
        fn one<T: PartialEq>(wanted: &[T], fact: Option<&T>, unknown: bool) -> bool {
            wanted.is_empty() || fact.map_or(unknown, |fact| wanted.contains(fact))
        }
        one(&self.persons, facts.person.as_ref(), unknown)
            && one(&self.usage, facts.usage.as_ref(), unknown)
            && one(&self.access, facts.access.as_ref(), unknown)
            && one(&self.ownership, facts.ownership.as_ref(), unknown)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_fact_is_in_every_scope_and_in_no_exception() {
        let ministers = Scope {
            persons: vec![Person::Minister],
            ..Scope::default()
        };
        assert!(ministers.covers(Facts::STRICTEST));
        assert!(!ministers.surely_met(Facts::STRICTEST));
    }

    #[test]
    fn an_exception_without_conditions_never_applies_by_itself() {
        assert!(!Scope::default().surely_met(Facts::STRICTEST));
        assert!(Scope::default().covers(Facts::STRICTEST));
    }
}
