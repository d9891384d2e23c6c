//! An input that cannot be read, or not beyond what was read of it: what stands in its
//! place fails as it did, however often it is read. So nobody takes it for one that
//! has ended.

use std::io::{self, Read};

/// See the module.
pub(crate) struct Broken {
    /// What went wrong, as long as nobody has heard of it.
    first: Option<io::Error>,
    kind: io::ErrorKind,
}

impl From<io::Error> for Broken {
    fn from(error: io::Error) -> Self {
        let kind = error.kind();
        Self {
            first: Some(error),
            kind,
        }
    }
}

impl Read for Broken {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        Err(self.first.take().unwrap_or_else(|| self.kind.into()))
    }
}
