//! A fleet on one screen: the counts, what is found most, the worst devices,
//! and what could not be read. For people who will not scroll through ten
//! thousand phones. It is made of the totals of an audit, or of a saved result.

mod page;
mod saved;
mod totals;

pub(super) use saved::write;
pub use totals::summary;
