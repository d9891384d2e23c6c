//! The one integration test binary: a file for each capability.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod adb;
mod android_damage;
mod android_fixtures;
mod applicability;
mod architecture;
mod axe;
mod beside;
mod both_platforms;
mod cases;
mod catalogue_check;
mod certificate;
mod completions;
mod containers;
mod desk;
mod diff;
mod exports;
mod facts;
mod fake_adb;
mod fake_usbmux;
mod fleet;
mod formats;
#[cfg(unix)]
mod gate;
mod help;
mod html;
mod imports;
mod interrupt;
mod ios_fixtures;
mod ios_hostile;
mod languages;
mod less_said;
mod management_lists;
mod mappings;
mod measures;
mod minimal;
mod nasty_names;
mod notices;
mod organisation;
mod outside;
mod overlays;
mod overview;
mod packing;
mod page_limits;
mod policies;
mod policy_lint;
mod property_lists;
mod readme;
mod real_adb;
mod redacted_lines;
mod report_facts;
mod reports;
mod run_failures;
mod saved_summary;
mod schemas;
mod signing;
mod spark;
mod streaming;
mod usbmux;
mod workbook;
