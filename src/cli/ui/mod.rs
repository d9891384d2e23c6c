//! What a person at a terminal sees: messages and progress on stderr, errors in
//! files with line and caret, and fields on stdout.

pub(crate) mod attached;
pub(crate) mod countries;
pub(crate) mod device_progress;
pub(crate) mod diagnostics;
pub(crate) mod fields;
pub(crate) mod fleet_progress;
pub(crate) mod looked_at;
pub(crate) mod messages;
pub(crate) mod owner_fields;
pub(crate) mod plain_error;
pub(crate) mod policy_fields;
pub(crate) mod usage;
