//! The workbook of `-o xlsx`: read back as tables, and by a reader that others
//! wrote.

use crate::cases::{case, program};
use crate::outside::{self, python};
use crate::reports::{audit, root, strings};
use calamine::{Reader as _, Xlsx};
use dutyphone::report::Format;
use std::io::{Cursor, Write as _};
use std::process::Stdio;

/// All sheets as text: a line for each row, a tab between cells.
pub(crate) fn sheets(bytes: &[u8]) -> String {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    for (name, range) in book.worksheets() {
        text.push_str(&format!("[{name}]\n"));
        for row in range.rows() {
            let cells: Vec<String> = row.iter().map(ToString::to_string).collect();
            text.push_str(cells.join("\t").trim_end());
            text.push('\n');
        }
    }
    text
}

/// What a reader of any format sees.
pub(crate) fn readable(format: Format, bytes: Vec<u8>) -> String {
    match format {
        Format::Xlsx => sheets(&bytes),
        _ => String::from_utf8(bytes).unwrap(),
    }
}

const READER: &str = include_str!("workbook_reader.py");

/// Types, filters and panes as openpyxl sees them, in each audit of the fixtures.
#[test]
fn openpyxl_reads_what_was_meant() {
    let folder = root().join("limits");
    let nasty = crate::nasty_names::workbook();
    for (name, bytes) in [("limits", audit(&folder, "xlsx")), ("nasty", nasty)] {
        let Some(mut python) = python("openpyxl") else {
            return;
        };
        let mut child = python
            .args(["-c", READER, name])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(&bytes).unwrap();
        let output = child.wait_with_output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{name}: {said}");
    }
}

/// A terminal takes no workbook; the way out is told. `pty` is part of Python.
#[cfg(unix)]
#[test]
fn a_terminal_gets_no_workbook() {
    let Some(mut python) = python("pty") else {
        return;
    };
    let script = "import pty, sys; sys.exit(pty.spawn(sys.argv[1:]) >> 8)";
    let output = python
        .args(["-c", script, env!("CARGO_BIN_EXE_dutyphone")])
        .args(["audit", "inventories", "-f", "xlsx"])
        .current_dir(root().join("limits"))
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("write -o xlsx=FILE"), "{said}");
}

#[test]
fn csv_for_spreadsheets_is_the_same_table() {
    let folder = root().join("limits");
    let run = |more: &[&str]| {
        let case = case(&folder);
        let mut args = case.args;
        args.extend(strings(&["-f", "csv"]));
        args.extend(strings(more));
        let output = program(&folder, &args, b"");
        assert_eq!(output.status.code(), Some(case.exit));
        output.stdout
    };
    let records = |bytes: &[u8], separator: u8| -> Vec<csv::StringRecord> {
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(separator)
            .from_reader(bytes);
        reader.records().map(Result::unwrap).collect()
    };
    let plain = run(&[]);
    let marked = run(&["--csv-bom", "--csv-separator", ";"]);
    let marked = marked.strip_prefix("\u{feff}".as_bytes()).unwrap();
    assert!(marked.starts_with(b"\"device\";\"source\";"));
    assert_eq!(records(marked, b';'), records(&plain, b','));
    let tabs = run(&["--csv-separator", "tab"]);
    assert_eq!(records(&tabs, b'\t'), records(&plain, b','));

    let mut args = case(&folder).args;
    args.push("--csv-bom".to_owned());
    let output = program(&folder, &args, b"");
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8(output.stderr).unwrap();
    let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(said.contains("add -o csv=FILE"), "{said}");
}

/// A spreadsheet program opens the workbook and sees every sheet and row: it writes each as
/// a table of its own.
#[test]
fn libreoffice_opens_it() {
    let Some(office) = outside::program("soffice") else {
        return;
    };
    let place = tempfile::tempdir().unwrap();
    let nasty = crate::nasty_names::workbook();
    for (name, bytes) in [
        ("limits", audit(&root().join("limits"), "xlsx")),
        ("nasty", nasty),
    ] {
        let book = place.path().join(format!("{name}.xlsx"));
        std::fs::write(&book, &bytes).unwrap();
        let profile = format!(
            "-env:UserInstallation=file://{}/profile",
            place.path().display()
        );
        // Commas, quotes, UTF-8, cells as they are shown, and all sheets (-1).
        let form = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1";
        let output = outside::command(&office)
            .args(["--headless", &profile, "--convert-to", form, "--outdir"])
            .arg(place.path())
            .arg(&book)
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{name}: {said}");
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(&bytes)).unwrap();
        for (sheet, range) in book.worksheets() {
            let table = place.path().join(format!("{name}-{sheet}.csv"));
            let mut rows = csv::ReaderBuilder::new();
            let rows = rows.has_headers(false).flexible(true).from_path(&table);
            let mut rows = rows.unwrap();
            let rows = rows.records().map(Result::unwrap).count();
            assert_eq!(rows, range.height(), "{name}: {sheet}");
        }
    }
}
