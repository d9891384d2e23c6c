//! What a run is made of: its inputs (policies, register, waivers, sources), its
//! workers, its output files, and what happens when it is interrupted.

pub(crate) mod apart;
pub(crate) mod atomic_file;
pub(crate) mod catalogue;
pub(crate) mod file_names;
pub(crate) mod gathering;
pub(crate) mod inputs;
pub(crate) mod interrupt;
pub(crate) mod inventory_folder;
pub(crate) mod inventory_output;
pub(crate) mod judging;
pub(crate) mod jurisdiction;
pub(crate) mod known_apps;
pub(crate) mod lines;
pub(crate) mod look_for;
pub(crate) mod manifest;
pub(crate) mod mapping;
pub(crate) mod notices;
pub(crate) mod organisation;
pub(crate) mod outputs;
pub(crate) mod policies;
pub(crate) mod records;
pub(crate) mod redaction_key;
pub(crate) mod requests;
pub(crate) mod saved_result;
pub(crate) mod signers;
pub(crate) mod signing;
pub(crate) mod workers;
