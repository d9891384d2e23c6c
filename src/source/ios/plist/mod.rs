//! Reading property lists that somebody else wrote, without trusting them.
//!
//! A property list of a few hundred bytes can ask for gigabytes (containers
//! that are listed twice, each holding the next one twice), and one of a few
//! kilobytes can nest deeper than any stack. So nothing here builds a tree: a
//! [`Pull`] hands out one [`Token`] after the other, counts them, and passes
//! over whatever the caller does not ask for. A `<data>` element is decoded
//! only on request, which keeps the icons that fill most of an `Info.plist`
//! out of the way.
//!
//! The two formats come from two crates. Binary files are read by
//! `plist::stream::BinaryReader`, on a short leash, once their layout is seen to
//! account for every byte. XML files are read with
//! `quick-xml`, which `plist` itself stands on: the XML reader of `plist`
//! drops CDATA and unknown entities without a word, decodes every icon, and
//! panics on a date such as `9999-12-31T23:59:59-01:00`.

mod binary;
mod fault;
mod layout;
mod limits;
mod pull;
mod sieve;
mod token;
mod xml;

pub use fault::Fault;
pub use limits::{MAX_DEPTH, MAX_TOKENS};
pub use pull::{Pull, read_dict};
pub use sieve::read_sieved;
pub use token::{Data, Token};
