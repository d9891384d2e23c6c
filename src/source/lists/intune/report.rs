//! The reports `AppInvRawData` and `AppInvByDevice`, exported as a table or as
//! JSON.
//!
//! Whoever exports picks the columns, and the portal translates the headings
//! and separates them as the country's spreadsheets do. A device whose number
//! was left out is kept apart by its name, which is not repeated: people give
//! their phones their own names.

use super::super::json::Node;
use super::super::list::Answer;
use super::super::package::value;
use super::super::page;
use super::super::rows::{Presence, Rows};
use super::super::sheet::{Row, Sheet};
use super::{app, list, platform, refused};
use crate::inventory::{Gap, Platform};
use std::collections::BTreeMap;

/// Headings of the columns, in English as the export writes them and as the
/// portal shows them, then in German, Danish, Norwegian, Swedish, Dutch and
/// French.
const NAME: [&str; 12] = [
    "ApplicationName",
    "ApplicationName_loc",
    "Application name",
    "App name",
    "Anwendungsname",
    "App-Name",
    "Programnavn",
    "Appnavn",
    "Programnamn",
    "Toepassingsnaam",
    "App-naam",
    "Nom de l'application",
];
const DEVICE_NUMBER: [&str; 2] = ["DeviceId", "Device ID"];
const DEVICE_NAME: [&str; 8] = [
    "DeviceName",
    "Device name",
    "Ger\u{e4}tename",
    "Enhedsnavn",
    "Enhetsnavn",
    "Enhetsnamn",
    "Apparaatnaam",
    "Nom de l'appareil",
];
const PLATFORM: [&str; 5] = [
    "Platform",
    "Platform_loc",
    "Plattform",
    "Plateforme",
    "OSDescription",
];
/// Columns without which a table with a name and a device may be anything.
const KEY: [&str; 4] = [
    "ApplicationKey",
    "ApplicationId",
    "ApplicationPublisher",
    "ApplicationVersion",
];

/// The columns that are read.
struct Columns {
    name: usize,
    number: Option<usize>,
    device: Option<usize>,
    platform: Option<usize>,
}

/// Reads the table.
pub(in super::super) fn read_table(text: &str) -> Option<Vec<Answer>> {
    let mut sheet = Sheet::open(text)?;
    let columns = match columns(|names| sheet.column(names))? {
        Ok(columns) => columns,
        Err(answer) => return Some(vec![answer]),
    };
    let mut devices = Devices::default();
    let mut row = Row::new();
    while sheet.next(&mut row) {
        devices.add(&columns, |place| row.get(place));
    }
    Some(devices.answers(sheet.gap().as_ref()))
}

/// Reads the JSON form: the names of the columns, and the rows.
pub(in super::super) fn read_export(document: &Node) -> Option<Vec<Answer>> {
    let (schema, values) = (document.get("Schema")?, document.get("Values")?);
    let headings: Vec<&str> = schema
        .items()
        .iter()
        .map(|column| column.text("Column").unwrap_or_default())
        .collect();
    let column = |names: &[&str]| {
        let place = |name: &&str| headings.iter().position(|h| h.eq_ignore_ascii_case(name));
        names.iter().find_map(place)
    };
    let columns = match columns(column)? {
        Ok(columns) => columns,
        Err(answer) => return Some(vec![answer]),
    };
    let mut devices = Devices::default();
    for row in values.items() {
        let cells = row.items();
        devices.add(&columns, |place| cells.get(place)?.as_text());
    }
    let announced = match document.get("TotalRowCount") {
        Some(Node::Integer(count)) => usize::try_from(*count).unwrap_or(usize::MAX),
        _ => 0,
    };
    let gap = (announced > values.items().len()).then(page::more);
    Some(devices.answers(gap.as_ref()))
}

/// The columns of a report; an answer where it counts apps and names no device.
fn columns(column: impl Fn(&[&str]) -> Option<usize>) -> Option<Result<Columns, Answer>> {
    let name = column(&NAME)?;
    let (number, device) = (column(&DEVICE_NUMBER), column(&DEVICE_NAME));
    if number.is_none() && device.is_none() {
        let is_ours = column(&KEY).is_some();
        return is_ours.then(|| {
            Err(refused(
                "this report of Intune counts apps, or devices with one app, and says of no device what is on it",
            ))
        });
    }
    Some(Ok(Columns {
        name,
        number,
        device,
        platform: column(&PLATFORM),
    }))
}

/// The rows of each device, by its number or, unseen, by its name.
#[derive(Default)]
struct Devices {
    phones: BTreeMap<(String, Platform), (Option<String>, Rows)>,
    /// Rows of computers, and of platforms that are not known.
    others: usize,
    /// No column names the platform.
    is_either: bool,
}

impl Devices {
    fn add<'r>(&mut self, columns: &Columns, cell: impl Fn(usize) -> Option<&'r str>) {
        let word = columns.platform.and_then(&cell).unwrap_or_default();
        let platforms = match (columns.platform, platform(word)) {
            (None, _) => vec![Platform::Android, Platform::Ios],
            (_, Some(platform)) => vec![platform],
            (_, None) => {
                self.others += 1;
                return;
            }
        };
        self.is_either |= platforms.len() > 1;
        let number = columns.number.and_then(&cell).and_then(value);
        let name = columns.device.and_then(&cell).and_then(value);
        let key = number.clone().or(name).unwrap_or_default();
        let app = app(cell(columns.name).unwrap_or_default());
        for platform in platforms {
            let device = self.phones.entry((key.clone(), platform));
            let (_, rows) = device.or_insert_with(|| (number.clone(), Rows::default()));
            rows.push(Presence::Installed, app.clone());
        }
    }

    fn answers(self, gap: Option<&Gap>) -> Vec<Answer> {
        if self.phones.is_empty() {
            return vec![refused(
                "this report of Intune has no row of an Android or iOS device",
            )];
        }
        let (others, is_either) = (self.others, self.is_either);
        let answers = self.phones.into_iter().map(|((_, platform), device)| {
            let (number, rows) = device;
            let mut list = list(platform, rows);
            list.names_by_management(number);
            list.gaps.extend(gap.cloned());
            if is_either {
                list.note(
                    "platform-unknown",
                    "no column says whether a device runs Android or iOS, so each is read as both",
                );
            }
            if others > 0 {
                list.note(
                    "rows-of-other-platforms",
                    format!("rows of the file that are of no Android or iOS device: {others}"),
                );
            }
            Answer::list(list)
        });
        answers.collect()
    }
}
