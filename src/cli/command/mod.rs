//! The subcommands, one file or folder each, named as they are typed. They do
//! not import each other: what two of them need is in `cli/run` or `cli/ui`.

pub(crate) mod audit;
pub(crate) mod catalogue;
pub(crate) mod collect;
pub(crate) mod completions;
pub(crate) mod desk;
pub(crate) mod devices;
pub(crate) mod diff;
pub(crate) mod explain;
pub(crate) mod man;
pub(crate) mod policy;
pub(crate) mod report;
pub(crate) mod verify;
