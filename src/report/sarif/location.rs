//! Where a result is: every one has a place in a file.

use super::model::{ArtifactLocation, Location, LogicalLocation, PhysicalLocation, Region};
use crate::report::document::Device;
use crate::report::escape::{terminal, uri_path};

/// The file it was read from, or a path that stands for the phone.
pub(super) fn location(device: Option<&Device<'_>>) -> Location {
    let Some(device) = device else {
        return physical("dutyphone/run".to_owned(), 1, Vec::new());
    };
    let uri = match device.file.as_deref() {
        Some(path) => file_uri(path),
        None => format!("devices/{}", uri_path(&device.id).replace('/', "%2F")),
    };
    let id = terminal(&device.id);
    let logical = LogicalLocation {
        name: id.clone(),
        fully_qualified_name: id,
        kind: "object",
    };
    physical(uri, device.line.unwrap_or(1).max(1), vec![logical])
}

fn physical(uri: String, start_line: u64, logical_locations: Vec<LogicalLocation>) -> Location {
    Location {
        physical_location: PhysicalLocation {
            artifact_location: ArtifactLocation { uri },
            region: Region { start_line },
        },
        logical_locations,
    }
}

/// A relative path stays one, so that a service finds it in the repository.
fn file_uri(path: &str) -> String {
    let path = path.trim_start_matches("./");
    let path = if cfg!(windows) {
        path.replace('\\', "/")
    } else {
        path.to_owned()
    };
    let drive = path.as_bytes().get(1) == Some(&b':') && cfg!(windows);
    if let Some(absolute) = path.strip_prefix('/') {
        format!("file:///{}", uri_path(absolute.trim_start_matches('/')))
    } else if drive {
        format!("file:///{}", uri_path(&path))
    } else if path.is_empty() {
        ".".to_owned()
    } else {
        uri_path(&path)
    }
}
