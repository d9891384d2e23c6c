//! How much one property list may ask for.

/// How deep containers may nest. Apple's files use six levels.
pub const MAX_DEPTH: usize = 64;

/// How many tokens one file may yield. A phone with 1,000 apps stays below
/// 20,000.
pub const MAX_TOKENS: u32 = 2_000_000;
