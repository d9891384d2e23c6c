//! Any bytes are survived as a dump, and a saved dump that counts as whole has a
//! record for every package that its other lists name.

#![no_main]

use dutyphone::source::android::parse::dump;
use dutyphone::source::android::{End, Part, Recording, assemble};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    let recording = Recording {
        dump: Some(Part {
            bytes: input.to_vec(),
            end: End::Unmarked,
        }),
        ..Recording::default()
    };
    let inventory = assemble(&recording, "android/dumpsys-package", "fuzz");
    if inventory.coverage().complete().is_none() {
        return;
    }
    let parsed = dump::parse(input);
    assert!(!parsed.trouble.any());
    let has_record = |name: &str| {
        let mut records = parsed.packages.iter().chain(&parsed.hidden);
        records.any(|record| record.name == name)
    };
    for name in parsed.other.all() {
        assert!(has_record(name) || parsed.other.is_excused(name), "{name}");
    }
});
