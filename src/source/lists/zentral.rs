//! The exports of apps that Zentral writes: a table of all devices for each
//! source of its inventory, packed in a zip
//! (`zentral/contrib/inventory/utils.py` in Zentral's source).
//!
//! No column says how a device is enrolled or whose it is, so the tables never
//! count as whole. A device without apps is in none.

use super::claim::Claim;
use super::entry::bundle_id;
use super::list::{Answer, List};
use super::moment::moment;
use super::package::{package_id, value};
use super::rows::{Presence, Rows};
use super::sheet::{Row, Sheet};
use crate::inventory::{App, Evidence, Management, Platform, ProfileId};
use crate::source::ios::field;
use jiff::Timestamp;
use std::collections::BTreeMap;

/// The columns of one export.
struct Columns {
    serial: usize,
    seen: usize,
    id: usize,
    name: Option<usize>,
    version: Option<usize>,
    installer: Option<usize>,
}

/// Reads a table.
pub(super) fn read(text: &str) -> Option<Vec<Answer>> {
    let mut sheet = Sheet::open(text)?;
    sheet.column(&["source_module"])?;
    let android = sheet.column(&["package_name"]);
    let platform = if android.is_some() {
        Platform::Android
    } else {
        Platform::Ios
    };
    let columns = Columns {
        serial: sheet.column(&["serial_number"])?,
        seen: sheet.column(&["last_seen"])?,
        id: android.or_else(|| sheet.column(&["identifier"]))?,
        name: sheet.column(&["display_name", "name"]),
        version: sheet.column(&["version_name", "short_version", "version"]),
        installer: sheet.column(&["installer_package_name"]),
    };
    let mut devices: BTreeMap<String, (Rows, Option<Timestamp>)> = BTreeMap::new();
    let mut row = Row::new();
    while sheet.next(&mut row) {
        let serial = row.get(columns.serial).and_then(value).unwrap_or_default();
        let (rows, seen) = devices.entry(serial).or_default();
        rows.push(Presence::Installed, app(platform, &columns, &row));
        let date = row.get(columns.seen).and_then(moment);
        *seen = (*seen).max(date);
    }
    let gap = sheet.gap();
    if devices.is_empty() {
        return Some(vec![Answer::without_apps(
            None,
            Some(platform),
            "the table has no row, so it names no device",
            "export the apps again, and look whether the inventory knows any device",
        )]);
    }
    let answers = devices.into_iter().map(|(serial, (rows, seen))| {
        let mut list = List::new("mdm/zentral", platform);
        list.names(Some(serial).filter(|serial| !serial.is_empty()));
        list.device.management = Some(Management::Enrolled);
        list.taken_at = seen;
        rows.fill(&mut list);
        list.gaps.extend(gap.clone());
        list.claims(
            Claim::Part,
            "the table does not say how the phone is enrolled, so it may leave apps out",
        );
        Answer::list(list)
    });
    Some(answers.collect())
}

fn app(platform: Platform, columns: &Columns, row: &Row) -> Option<App> {
    let cell = |place: Option<usize>| place.and_then(|place| row.get(place));
    let id = row.get(columns.id)?;
    let id = match platform {
        Platform::Ios => bundle_id(id)?,
        Platform::Android => package_id(id)?,
    };
    let mut app = App::new(id, ProfileId::OWNER);
    app.name = cell(columns.name).and_then(field::text);
    app.version = cell(columns.version).and_then(field::text);
    app.installer = cell(columns.installer).and_then(package_id);
    app.evidence = vec![Evidence::MdmList];
    Some(app)
}
