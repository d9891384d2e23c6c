//! The integration tests, in one binary: linking is what costs time.

mod adb;
mod fake_adb;
mod real_adb;
