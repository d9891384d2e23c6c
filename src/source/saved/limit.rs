//! How long one saved inventory may be.

use crate::inventory::{Gap, GapCode};

/// The longest inventory that is read, in bytes. Ten thousand apps with every
/// field take about 5 MB.
pub(super) const LONGEST: usize = 64 << 20;

pub(super) fn too_long() -> Gap {
    Gap::new(
        GapCode::TooLarge,
        format!("the inventory is larger than {} MiB", LONGEST >> 20),
        "check where it comes from: no phone has that many apps",
    )
}
