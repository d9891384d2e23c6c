//! What a result says about the facts it rests on: the data sets, their dates, and
//! what overlays changed in them.

use super::result::{DataSetFact, Remark, RemarkCode};
use crate::catalogue::Catalogue;
use crate::policy::Level;
use jiff::civil::Date;

/// The age in days from which a data set is reported as old.
const OLD_DAYS: i32 = 180;

/// The data sets of a catalogue.
pub(super) fn sets(catalogue: &Catalogue) -> Vec<DataSetFact> {
    let sets = catalogue.data_sets();
    sets.map(|set| DataSetFact {
        name: set.name.to_owned(),
        version: set.version.map(str::to_owned),
        date: set.date,
        digest: set.digest.to_owned(),
        overridden: set.overridden,
    })
    .collect()
}

/// What is worth telling about the data sets on a day.
pub(super) fn remarks(catalogue: &Catalogue, day: Date) -> Vec<Remark> {
    let mut remarks = Vec::new();
    for set in catalogue.data_sets() {
        let name = set.name;
        let age = set.date.map(|from| (from, (day - from).get_days()));
        if let Some((from, days)) = age.filter(|(_, days)| *days > OLD_DAYS) {
            remarks.push(Remark {
                code: RemarkCode::DataSetOld,
                level: Level::Note,
                is_finding: false,
                message: format!(
                    "the {name} data set is of {from}, {days} days before the day of the audit"
                ),
                advice: "get a newer version of the program, or name a newer data set with \
                         --catalogue"
                    .to_owned(),
                details: vec![
                    ("data", name.to_owned()),
                    ("day", from.to_string()),
                    ("days", days.to_string()),
                ],
            });
        }
        if set.overridden > 0 {
            let rows = set.overridden;
            let rows = format!("{rows} {}", if rows == 1 { "row" } else { "rows" });
            remarks.push(Remark {
                code: RemarkCode::DataSetOverridden,
                level: Level::Note,
                is_finding: false,
                message: format!("{rows} of the {name} data set gave way to an overlay"),
                advice: String::new(),
                details: vec![
                    ("data", name.to_owned()),
                    ("rows", set.overridden.to_string()),
                ],
            });
        }
    }
    remarks
}
