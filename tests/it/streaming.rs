//! Devices that lie aside while a report is written give the same bytes as devices in
//! memory, in every format.

use crate::reports::{audit, audits};
use crate::workbook::readable;
use dutyphone::report::document::Devices;
use dutyphone::report::redact::Redactor;
use dutyphone::report::{self, Document, Format, IN_MEMORY, Layout};

fn written(document: &Document<'_>, format: Format) -> Vec<u8> {
    let mut bytes = Vec::new();
    report::write(document, format, Layout::FILE, &mut bytes).unwrap();
    bytes
}

#[test]
fn aside_and_in_memory_are_the_same() {
    for folder in audits() {
        let saved = audit(&folder, "json");
        let held: Document<'static> = serde_json::from_slice(&saved).unwrap();
        assert!(matches!(held.devices, Devices::Held(_)));
        // All of it in a file, some of it, and nothing.
        let aside = [0, 1 << 12, IN_MEMORY].map(|in_memory| {
            let document = Document::read(&*saved, in_memory).unwrap();
            assert!(matches!(document.devices, Devices::Aside(_)));
            document
        });
        for format in Format::ALL {
            let expected = written(&held, *format);
            for document in &aside {
                let actual = written(document, *format);
                assert!(actual == expected, "{format} of {}", folder.display());
            }
        }
    }
}

#[test]
fn redacting_them_is_the_same_too() {
    for folder in audits() {
        let saved = audit(&folder, "json");
        let redacted = |in_memory| {
            let mut document = Document::read(&*saved, in_memory).unwrap();
            let redactor = Redactor::new(&[7; 32]);
            redactor.document(&mut document).unwrap();
            let formats = Format::ALL.iter();
            let shown = formats.map(|format| readable(*format, written(&document, *format)));
            shown.collect::<Vec<String>>()
        };
        assert!(redacted(0) == redacted(IN_MEMORY), "{}", folder.display());
    }
}
