//! How ids are compared.

use crate::inventory::Platform;

/// Bundle ids are compared without regard to ASCII case, package names with.
#[must_use]
pub fn fold_case(platform: Platform, id: &str) -> String {
    match platform {
        Platform::Android => id.to_owned(),
        Platform::Ios => id.to_ascii_lowercase(),
    }
}
