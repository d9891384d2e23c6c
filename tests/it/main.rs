//! The integration tests: one binary, one file for each capability.

mod ios_fixtures;
mod ios_hostile;
