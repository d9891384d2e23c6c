//! The one integration test binary: a file for each capability.

mod facts;
mod ios_fixtures;
