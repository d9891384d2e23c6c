//! Redacts a whole result. Devices that were gathered redacted stay as they are;
//! others are gathered anew.

use super::Redactor;
use crate::report::document::{Devices, Document, Originals};
use crate::report::gather::{DeviceLine, DeviceLines};
use crate::report::spool::IN_MEMORY;
use std::collections::HashMap;
use std::io;

impl Redactor {
    /// Redacts a whole result.
    ///
    /// # Errors
    ///
    /// When the devices cannot be put aside or read back.
    pub fn document(&self, document: &mut Document<'_>) -> io::Result<()> {
        let devices = match std::mem::take(&mut document.devices) {
            Devices::Aside(aside) if aside.originals.is_some() => Devices::Aside(aside),
            plain => self.devices(&plain)?,
        };
        if let Devices::Aside(aside) = &devices {
            let originals = aside.originals.iter();
            self.head(document, originals.flat_map(Originals::iter));
        }
        document.devices = devices;
        Ok(())
    }

    fn devices(&self, plain: &Devices<'_>) -> io::Result<Devices<'static>> {
        let mut gathered = DeviceLines::new(IN_MEMORY);
        plain.each(|device| gathered.add(&DeviceLine::of(device.clone(), true, Some(self))?))?;
        let order = (0..).take(plain.len()).collect();
        gathered.listed(order, HashMap::new(), &HashMap::new())
    }
}
