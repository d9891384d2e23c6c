//! JSON for streams: one device a line, in the order of the input. Each line is
//! the object that the JSON result lists under `devices`.
//!
//! A line depends on its device alone, so a fleet may be cut anywhere, judged in
//! parts, and put together again.

use super::json;
use crate::audit::DeviceResult;

/// One device's line, without the line feed.
///
/// # Errors
///
/// Only if serialisation fails, which these types do not.
pub fn line(device: &DeviceResult) -> serde_json::Result<Vec<u8>> {
    serde_json::to_vec(&json::device(device))
}
