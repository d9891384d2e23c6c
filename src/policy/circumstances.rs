//! The words for what an organisation says of a device: who holds it, what it is
//! for, what it can reach and whose it is. Registers, scopes and exceptions are
//! written in them.

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

impl Person {
    /// Whether the group is so narrow that nobody is assumed to belong to it:
    /// a measure for such a group judges only devices whose holder is known.
    #[must_use]
    pub const fn is_narrow(self) -> bool {
        matches!(
            self,
            Self::Minister
                | Self::StateSecretary
                | Self::PoliticalAdviser
                | Self::Military
                | Self::Parliament
        )
    }
}
