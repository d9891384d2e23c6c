//! What the rows of one device say of it, and where they contradict each other.
//!
//! Rows belong together by their id. Where it is missing, or where rows with the
//! same one name different platforms or owners, they may be of several devices:
//! the list is then a mixture, whatever the mapping claims of it.

use super::super::rows::Rows;
use super::dates::Dated;
use super::model::{MappedOwner, MappedPlatform};
use crate::inventory::{Gap, GapCode};

/// The rows of one device.
#[derive(Debug, Default)]
pub(super) struct Device {
    pub(super) platform: Option<MappedPlatform>,
    /// A word for the platform that the mapping does not list.
    pub(super) strange: Option<String>,
    pub(super) owner: Option<MappedOwner>,
    pub(super) is_owner_strange: bool,
    pub(super) model: Option<String>,
    pub(super) os_version: Option<String>,
    pub(super) taken_at: Option<Dated>,
    pub(super) bad_dates: usize,
    /// Rows that do not say which device they are of.
    pub(super) unnamed: usize,
    pub(super) rows: Rows,
    platforms_differ: bool,
    owners_differ: bool,
}

impl Device {
    /// Takes the platform that a row names. What is a phone by any row stays one.
    pub(super) fn is_of(&mut self, platform: MappedPlatform) {
        let before = *self.platform.get_or_insert(platform);
        self.platforms_differ |= before != platform;
        if before == MappedPlatform::Skip {
            self.platform = Some(platform);
        }
    }

    /// Takes the owner that a row names.
    pub(super) fn belongs_to(&mut self, owner: MappedOwner) {
        self.owners_differ |= *self.owner.get_or_insert(owner) != owner;
    }

    /// The owner, where all rows that name one name the same.
    pub(super) fn sure_owner(&self) -> Option<MappedOwner> {
        self.owner
            .filter(|_| !self.owners_differ && !self.is_owner_strange)
    }

    /// Why the rows may be of several devices.
    pub(super) fn mixture(&self) -> Vec<Gap> {
        let mut gaps = Vec::new();
        if self.unnamed > 0 {
            gaps.push(Gap::new(
                GapCode::DevicesMixed,
                format!(
                    "rows that do not say which device they are of: {}",
                    self.unnamed
                ),
                "export the table with the id of every device, and keep ids as text in \
                 spreadsheets",
            ));
        }
        for (differ, what) in [
            (self.platforms_differ, "platforms"),
            (self.owners_differ, "owners"),
        ] {
            if differ {
                gaps.push(Gap::new(
                    GapCode::DevicesMixed,
                    format!("rows with the id of this device name different {what}"),
                    "find out which devices share the id, and export them apart",
                ));
            }
        }
        gaps
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phone_by_any_row_is_one_and_contradictions_are_told() {
        use MappedPlatform::{Android, Ios, Skip};
        let table = [
            (vec![Android, Android], Android, 0),
            (vec![Skip, Skip], Skip, 0),
            (vec![Android, Skip], Android, 1),
            (vec![Skip, Ios], Ios, 1),
            (vec![Android, Ios, Skip], Android, 1),
        ];
        for (rows, platform, gaps) in table {
            let mut device = Device::default();
            for row in &rows {
                device.is_of(*row);
            }
            assert_eq!(device.platform, Some(platform), "{rows:?}");
            assert_eq!(device.mixture().len(), gaps, "{rows:?}");
        }
    }
}
