//! Where every input ends: the account that all readers keep together.
//!
//! Readers work side by side, so they share one account; what is in it is
//! sorted when it is closed, and so does not depend on who was first.

use crate::inventory::{Gap, InputLedger, NotRead, Reading, SetAside};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The account of a run. Copies of it are the same account.
#[derive(Debug, Clone, Default)]
pub struct Ledger(Arc<Mutex<InputLedger>>);

impl Ledger {
    fn open(&self) -> MutexGuard<'_, InputLedger> {
        // A thread that panicked ends the whole run.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes what a reading is: a device, or an input that was not read.
    pub fn note(&self, reading: &Reading) {
        match &reading.content {
            Ok(_) => self.add_device(),
            Err(unread) => self.add_not_read(reading.locator.to_string(), &unread.gap),
        }
    }

    /// A device was made of inputs.
    pub fn add_device(&self) {
        self.open().devices += 1;
    }

    /// Inputs are parts of devices that were named.
    pub(crate) fn add_parts(&self, count: usize) {
        self.open().parts += count;
    }

    /// An input holds no list of apps.
    pub(crate) fn set_aside(&self, name: impl Into<String>, what: impl Into<String>) {
        let (name, what) = (name.into(), what.into());
        self.open().set_aside.push(SetAside { name, what });
    }

    /// An input could not be read.
    pub fn add_not_read(&self, name: impl Into<String>, gap: &Gap) {
        let (name, gap) = (name.into(), gap.clone());
        self.open().not_read.push(NotRead { name, gap });
    }

    /// Closes the account: everything in it, in the order of names.
    #[must_use]
    pub fn close(&self) -> InputLedger {
        let mut account = std::mem::take(&mut *self.open());
        account.set_aside.sort_by(|a, b| a.name.cmp(&b.name));
        account.not_read.sort_by(|a, b| a.name.cmp(&b.name));
        account
    }
}
