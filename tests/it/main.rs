//! The one integration test binary: a file for each capability.

mod android_fixtures;
mod cases;
mod facts;
mod ios_fixtures;
