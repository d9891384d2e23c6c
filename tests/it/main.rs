//! One integration binary, one file for each capability.

#[cfg(test)]
mod android_fixtures;
