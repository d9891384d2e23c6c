//! What all readers of one run share.

use super::ledger::Ledger;
use super::request::Options;
use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// The most that one named input may unpack to, in bytes, with everything that
/// is packed in it. A file of a few kilobytes can unpack to petabytes.
const MOST_UNPACKED: u64 = 64 << 30;

/// What all readers of one run share.
#[derive(Debug, Clone)]
pub(crate) struct Context {
    pub(crate) ledger: Ledger,
    pub(crate) options: Arc<Options>,
}

/// How much of an input may still be unpacked.
#[derive(Debug)]
pub(crate) struct Budget(AtomicU64);

impl Budget {
    pub(crate) const fn new() -> Self {
        Self(AtomicU64::new(MOST_UNPACKED))
    }

    /// The input, as far as the budget goes.
    pub(crate) const fn meter<R: Read>(&self, inner: R) -> Metered<'_, R> {
        Metered {
            inner,
            budget: self,
        }
    }

    /// Whether so many bytes are left.
    pub(crate) fn has(&self, bytes: u64) -> bool {
        self.0.load(Ordering::Relaxed) >= bytes
    }
}

/// An input that counts what is read of it.
pub(crate) struct Metered<'b, R> {
    inner: R,
    budget: &'b Budget,
}

impl<R: Read> Read for Metered<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        let left = self.budget.0.load(Ordering::Relaxed);
        let Some(left) = left.checked_sub(count as u64) else {
            return Err(io::Error::new(
                io::ErrorKind::FileTooLarge,
                format!("it unpacks to more than {} GiB", MOST_UNPACKED >> 30),
            ));
        };
        self.budget.0.store(left, Ordering::Relaxed);
        Ok(count)
    }
}
