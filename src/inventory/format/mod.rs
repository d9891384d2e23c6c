//! The saved inventory, format 1: one JSON object, or one a line in `.ndjson`.
//!
//! The serde types in `file` are the file, not the domain. They are converted
//! here, at the border, so a later format can sit beside this one. Within a
//! major version, unknown fields and words are tolerated in the direction that
//! cannot hide an app: an unknown state counts as installed, an unknown gap
//! code stays a gap, and unknown fields that hold what may be apps are one. An unknown major version is refused.

pub(crate) mod capped;
mod date;
mod later;
mod listed_id;
mod read;
mod schema;
mod selection;
mod skim;
mod taken;
mod web_pages;
mod write;

pub use read::{SavedError, parse, reading};
pub use skim::{SkimmedApp, Templates, skimmed};
pub use write::{digest, to_file_text, to_json_line, to_json_pretty};

/// The schema this version reads and writes.
pub const SCHEMA: &str = "dutyphone/inventory/1";

/// What every inventory schema begins with, whatever its major version.
pub const SCHEMA_FAMILY: &str = "dutyphone/inventory/";
