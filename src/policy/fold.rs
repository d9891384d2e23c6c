//! How ids are compared.

use crate::inventory::Platform;
use std::borrow::Cow;

/// Bundle ids are compared without regard to ASCII case, package names with.
#[must_use]
pub fn fold_case(platform: Platform, id: &str) -> String {
    match platform {
        Platform::Android => id.to_owned(),
        Platform::Ios => id.to_ascii_lowercase(),
    }
}

/// The same, copied only where folding changes it.
#[must_use]
pub fn folded(platform: Platform, id: &str) -> Cow<'_, str> {
    match platform {
        Platform::Ios if id.bytes().any(|byte| byte.is_ascii_uppercase()) => {
            Cow::Owned(fold_case(platform, id))
        }
        Platform::Android | Platform::Ios => Cow::Borrowed(id),
    }
}
