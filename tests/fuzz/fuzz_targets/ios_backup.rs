//! Any file in a backup gives a reading. The first byte says which file the
//! rest is put in the place of; the others are good.

#![no_main]

use dutyphone::inventory::{Locator, format};
use dutyphone::source::ios::{read_backup, read_import};
use libfuzzer_sys::fuzz_target;
use std::fs;

const FILES: [(&str, &[u8]); 4] = [
    ("Info.plist", include_bytes!("../../../fixtures/ios/finder-ios17/backup/Info.plist")),
    ("Manifest.plist", include_bytes!("../../../fixtures/ios/finder-ios17/backup/Manifest.plist")),
    ("Status.plist", include_bytes!("../../../fixtures/ios/finder-ios17/backup/Status.plist")),
    ("Manifest.db", include_bytes!("../../../fixtures/ios/finder-ios17/backup/Manifest.db")),
];

fuzz_target!(|input: &[u8]| {
    let Some((choice, bytes)) = input.split_first() else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    for (number, (name, good)) in FILES.iter().enumerate() {
        let is_chosen = number == usize::from(*choice) % FILES.len();
        fs::write(folder.path().join(name), if is_chosen { bytes } else { good }).unwrap();
    }
    let reading = read_backup(Locator::new("fuzz"), folder.path());
    let inventory = reading.content.unwrap();
    let saved = format::to_json_line(&inventory).unwrap();
    assert!(format::parse(&saved).is_ok());
    let _ = read_import(&Locator::new("fuzz"), &folder.path().join("Info.plist"), None);
});
