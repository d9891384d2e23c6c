//! Lines in column 0 that mean something: titles, frames, and the device's
//! words when it gave up.

use super::model::Stopped;

/// Titles of sections that `dumpsys package` prints after the packages (AOSP
/// `PackageManagerService.dump`, since Android 13 `DumpHelper.doDump`).
/// Resolver tables come before them and prove nothing.
pub(super) fn is_later_title(line: &[u8]) -> bool {
    matches!(
        line,
        b"Renamed packages:"
            | b"Shared users:"
            | b"Queries:"
            | b"Package Changes:"
            | b"Frozen packages:"
            | b"Loaded volumes:"
            | b"Service permissions:"
            | b"Dexopt state:"
            | b"Compiler stats:"
            | b"Settings parse messages:"
            | b"Package warning messages:"
            | b"Active install sessions:"
            | b"Historical install sessions:"
            | b"APEX session state:"
            | b"Active APEX packages:"
            | b"Per UID read timeouts:"
            | b"Snapshot statistics"
    )
}

/// `--------- 0.123s was the duration of dumpsys package, ending at: ...`
pub(super) fn is_end_of_service(line: &[u8]) -> bool {
    line.starts_with(b"--------- ")
        && memchr::memmem::find(line, b"was the duration of dumpsys package,").is_some()
}

/// The line of dashes between two services.
pub(super) fn is_rule(line: &[u8]) -> bool {
    line.len() >= 70 && line.iter().all(|byte| *byte == b'-')
}

/// The device's words when it gave up.
pub(super) fn stopped(line: &[u8]) -> Option<Stopped<'_>> {
    match line.first()? {
        b'*' if line.starts_with(b"*** SERVICE 'package' DUMP TIMEOUT") => {
            Some(Stopped::Timeout(line))
        }
        b'E' | b'S' | b'F'
            if line.starts_with(b"Exception occurred while dumping")
                || line.starts_with(b"Security exception: ")
                || line.starts_with(b"Error dumping service")
                || line.starts_with(b"Error with service 'package'")
                || line.starts_with(b"Failure while dumping the service") =>
        {
            Some(Stopped::Failure(line))
        }
        _ => None,
    }
}
