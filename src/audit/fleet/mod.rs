//! Judging many devices: the same judgement as for one, at the speed at which
//! saved inventories can be read, and what is kept of a fleet in memory.

pub(crate) mod by_day;
pub(crate) mod cache;
mod column;
pub(crate) mod counts;
pub(crate) mod deduplicate;
pub(crate) mod judge;
pub(crate) mod limits;
pub(crate) mod namesakes;
pub(crate) mod prefilter;
pub(crate) mod roster;
pub(crate) mod summary;
pub(crate) mod totals;

/// Four billion of anything on phones are more than there are people to carry them.
fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
