//! How far ahead a day in a policy or a waiver may lie and still mean a day.

/// What ends in this year or later is a slip of the finger, or has no end.
pub(super) const NEVER: i16 = 2100;
