//! Any bytes in a file come to an end and give something, whatever they are
//! packed in; and the same bytes in a zip file give no more whole phones.

#![no_main]

use dutyphone::source::{self, Ledger, Options, Request};
use jiff::Timestamp;
use libfuzzer_sys::fuzz_target;
use std::fs;
use std::io::{Cursor, Write as _};
use std::path::Path;
use std::time::Duration;
use zip::write::SimpleFileOptions;

fn complete(path: &Path) -> usize {
    let options = Options::new(Timestamp::UNIX_EPOCH, Duration::from_secs(1));
    let ledger = Ledger::default();
    let (mut any, mut complete) = (0, 0);
    let request = Request::Path(path.to_owned());
    source::read(&[request], &options, &ledger, &mut |reading| {
        any += 1;
        if let Ok(inventory) = reading.content {
            complete += usize::from(inventory.coverage().complete().is_some());
        }
    });
    assert!(any > 0, "nothing came of the input");
    complete
}

fuzz_target!(|input: &[u8]| {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("input");
    fs::write(&path, input).unwrap();
    let alone = complete(&path);
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("input", SimpleFileOptions::default()).unwrap();
    zip.write_all(input).unwrap();
    fs::write(&path, zip.finish().unwrap().into_inner()).unwrap();
    // What comes before the cut of a compressed file counts only where it lies alone.
    assert!(complete(&path) <= alone, "a zip file gives more whole phones");
});
