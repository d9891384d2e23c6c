//! What sentences count.

/// Findings, and those of them that something permits.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FindingCounts {
    pub(crate) all: usize,
    pub(crate) waived: usize,
    pub(crate) permitted: usize,
}

/// Where all inputs ended.
#[derive(Debug, Clone, Copy)]
pub(crate) struct InputCounts {
    pub(crate) devices: usize,
    pub(crate) parts: usize,
    pub(crate) set_aside: usize,
    pub(crate) not_read: usize,
}

/// What else is counted of devices, and of findings behind a line that speaks of
/// devices.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Further {
    /// Findings that a waiver permits.
    Waived,
    /// Findings that an exception permits.
    Permitted,
    /// Devices that show something else than the register.
    Contradicted,
    /// Devices that are not in the register.
    Unregistered,
    /// Devices that were judged by what is assumed of them.
    Assumed,
}
