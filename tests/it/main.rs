//! The one integration test binary: a file for each capability.

mod cases;
mod facts;
mod ios_fixtures;
