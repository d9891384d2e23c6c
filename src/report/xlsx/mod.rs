//! A workbook for people who filter and count: sheets of findings, of devices, of
//! what was not read, and of the run itself. The same facts as in CSV, with types.
//!
//! Ids, serials and versions are text in every country's settings; counts are
//! numbers and days are days. Nothing in it depends on when it was written.

mod sheet;

use super::document::{Device, Document, Finding, Remark};
use super::fact_code::FactCode;
use super::facts;
use super::wording::{self, EN};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};
use sheet::{Cell, Column, MOST_ROWS, Rows, add, date};
use std::io::{self, Seek as _, SeekFrom, Write};

const FINDINGS: [Column; 22] = [
    ("Device", 24),
    ("Verdict", 15),
    ("Level", 8),
    ("Status", 10),
    ("Rule", 30),
    ("App", 34),
    ("Name", 20),
    ("Version", 14),
    ("Profile", 8),
    ("State", 12),
    ("Origin", 10),
    ("Recognised by", 14),
    ("Apps it stands for", 10),
    ("Owner", 20),
    ("Country", 16),
    ("Confidence in id", 12),
    ("Confidence in owner", 16),
    ("First installed", 12),
    ("Why", 60),
    ("What to do", 60),
    ("Permission", 40),
    ("Permitted until", 12),
];

const DEVICES: [Column; 16] = [
    ("Device", 24),
    ("Verdict", 15),
    ("Platform", 10),
    ("Maker", 14),
    ("Model", 18),
    ("OS version", 12),
    ("Taken on", 12),
    ("Days old", 8),
    ("Apps", 8),
    ("Owners known", 8),
    ("Open findings", 9),
    ("Parts not read", 9),
    ("Fully read", 8),
    ("What else counts", 60),
    ("Source", 40),
    ("Line", 8),
];

const NOT_READ: [Column; 6] = [
    ("Device or input", 40),
    ("What", 12),
    ("Profile", 8),
    ("Code", 20),
    ("Why", 60),
    ("What to do", 60),
];

const RUN: [Column; 5] = [
    ("Code", 20),
    ("Level", 8),
    ("What", 80),
    ("What to do", 60),
    ("Day", 12),
];

/// The sheets, in their order.
const SHEETS: [(&str, &[Column]); 4] = [
    ("Findings", &FINDINGS),
    ("Devices", &DEVICES),
    ("Not read", &NOT_READ),
    ("Run", &RUN),
];

pub(super) fn write(document: &Document<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut book = Workbook::new();
    // Otherwise the clock would be in it. 2000-01-01 stands for a day that is none.
    let made = match date(&document.as_of) {
        Some(day) => day,
        None => ExcelDateTime::from_ymd(2000, 1, 1).map_err(io_error)?,
    };
    // By its author a workbook among inventories is told from a list of apps.
    let properties = DocProperties::new()
        .set_author("dutyphone")
        .set_creation_datetime(&made);
    book.set_properties(&properties);
    for (name, columns) in SHEETS {
        add(&mut book, name, columns).map_err(io_error)?;
    }
    fill(document, &mut book)?;
    // A workbook cannot be written in one go, and `out` may be a pipe.
    let mut file = tempfile::tempfile()?;
    book.save_to_writer(&mut file).map_err(io_error)?;
    file.seek(SeekFrom::Start(0))?;
    io::copy(&mut file, out)?;
    Ok(())
}

fn io_error(error: XlsxError) -> io::Error {
    match error {
        XlsxError::IoError(error) => error,
        other => io::Error::other(other),
    }
}

/// Fills all sheets in one walk through the devices.
fn fill(document: &Document<'_>, book: &mut Workbook) -> io::Result<()> {
    let [findings, devices, not_read, run] = book.worksheets_mut().as_mut_slice() else {
        return Ok(());
    };
    let mut findings = Rows::new(findings, &FINDINGS, MOST_ROWS);
    let mut devices = Rows::new(devices, &DEVICES, MOST_ROWS);
    let mut not_read = Rows::new(not_read, &NOT_READ, MOST_ROWS);
    let mut run = Rows::new(run, &RUN, MOST_ROWS);
    document.devices.each(|device| {
        let mut add = || {
            findings_of(device).try_for_each(|row| findings.push(row))?;
            devices.push(of_device(device))?;
            gaps_of(device).try_for_each(|row| not_read.push(row))
        };
        add().map_err(io_error)
    })?;
    let mut add = || {
        let remarks = document.remarks.iter().filter(|remark| remark.finding);
        let mut remarks = remarks.map(|remark| of_remark(None, remark));
        remarks.try_for_each(|row| findings.push(row))?;
        inputs_not_read(document).try_for_each(|row| not_read.push(row))?;
        of_the_run(document).try_for_each(|row| run.push(row))
    };
    add().map_err(io_error)?;
    let sheets = [findings, devices, not_read, run];
    let mut sheets = sheets.into_iter();
    sheets.try_for_each(Rows::finish).map_err(io_error)
}

fn findings_of<'d>(device: &'d Device<'_>) -> impl Iterator<Item = Vec<Cell>> + 'd {
    let findings = device.findings.iter();
    let remarks = device.remarks.iter().filter(|remark| remark.finding);
    findings
        .map(|finding| of_finding(device, finding))
        .chain(remarks.map(|remark| of_remark(Some(device), remark)))
}

fn of_finding(device: &Device<'_>, finding: &Finding<'_>) -> Vec<Cell> {
    let status = match (&finding.waived_by, &finding.permitted_by) {
        (Some(_), _) => "waived",
        (None, Some(_)) => "permitted",
        (None, None) => "open",
    };
    let country = finding.owner_country.as_deref();
    let country = country.map(|code| EN.country(code, finding.owner_country_name.as_deref()));
    let in_owner = finding.owner_confidence.as_deref();
    let disputed = if finding.owner_contested {
        ", disputed"
    } else {
        ""
    };
    let in_owner = in_owner.map(|sure| format!("{sure}{disputed}"));
    let sentence = |text: Option<String>| text.map_or(Cell::Empty, Cell::Prose);
    let until = finding.waived_by.as_ref().map(|waiver| &*waiver.expires);
    vec![
        Cell::text(&device.id),
        Cell::text(device.verdict.as_str()),
        Cell::text(finding.level.as_str()),
        Cell::text(status),
        Cell::text(&finding.rule),
        Cell::text(&finding.app),
        Cell::maybe(finding.name.as_deref()),
        Cell::maybe(finding.version.as_deref()),
        Cell::number(Some(finding.profile)),
        Cell::text(&finding.state),
        Cell::text(&finding.origin),
        Cell::text(&finding.matched),
        finding.summarises.map_or(Cell::Empty, Cell::Number),
        Cell::maybe(finding.owner_name.as_deref()),
        country.map_or(Cell::Empty, Cell::Text),
        Cell::maybe(finding.id_confidence.as_deref()),
        Cell::maybe(in_owner.as_deref()),
        Cell::day(finding.first_installed.as_deref()),
        sentence(EN.reason(finding, None)),
        Cell::prose(finding.how_to_fix.as_deref().unwrap_or_default()),
        sentence(EN.permission(finding)),
        Cell::day(until),
    ]
}

/// What the register says against a device, or what the run breaks by itself.
fn of_remark(device: Option<&Device<'_>>, remark: &Remark<'_>) -> Vec<Cell> {
    let mut cells = vec![
        Cell::maybe(device.map(|device| &*device.id)),
        Cell::maybe(device.map(|device| device.verdict.as_str())),
        Cell::text(remark.level.as_str()),
        Cell::text("open"),
        Cell::text(&remark.code),
    ];
    let why = FINDINGS.iter().position(|(heading, _)| *heading == "Why");
    cells.resize_with(why.unwrap_or(cells.len()), || Cell::Empty);
    cells.extend([Cell::prose(&remark.message), Cell::prose(&remark.advice)]);
    cells
}

fn of_device(device: &Device<'_>) -> Vec<Cell> {
    let open = device.findings.iter().filter(|f| f.is_open()).count();
    let line = device.line.and_then(|line| usize::try_from(line).ok());
    vec![
        Cell::text(&device.id),
        Cell::text(device.verdict.as_str()),
        Cell::maybe(device.platform.as_deref()),
        Cell::maybe(device.maker.as_deref()),
        Cell::maybe(device.model.as_deref()),
        Cell::maybe(device.os_version.as_deref()),
        Cell::day(device.taken_at.as_deref()),
        Cell::number(device.age_days),
        Cell::Number(device.apps.total),
        Cell::Number(device.apps.owner_known),
        Cell::Number(open),
        Cell::Number(device.coverage.gaps.len()),
        Cell::text(if device.coverage.complete {
            "yes"
        } else {
            "no"
        }),
        Cell::prose(&what_else(device)),
        Cell::text(&device.source),
        line.map_or(Cell::Empty, Cell::Number),
    ]
}

/// Assumptions, notes, remarks and the policies that did not judge.
fn what_else(device: &Device<'_>) -> String {
    let facts = facts::of_device(EN, device).into_iter();
    // How many apps there are has columns of its own.
    let facts = facts.filter(|fact| fact.code != FactCode::Apps);
    let facts = facts.map(|fact| match fact.code {
        FactCode::Assumed => EN.assumptions(&fact.sentence),
        _ => fact.sentence,
    });
    let remarks = device.remarks.iter().filter(|remark| !remark.finding);
    let remarks = remarks.map(sentence);
    let stands = device
        .applicability
        .iter()
        .filter_map(|stand| EN.standing(stand));
    let all: Vec<String> = facts.chain(remarks).chain(stands).collect();
    wording::limits(&all)
}

fn sentence(remark: &Remark<'_>) -> String {
    match &*remark.advice {
        "" => remark.message.to_string(),
        advice => format!("{}: {advice}", remark.message),
    }
}

fn gaps_of<'d>(device: &'d Device<'_>) -> impl Iterator<Item = Vec<Cell>> + 'd {
    device.coverage.gaps.iter().map(|gap| {
        vec![
            Cell::text(&device.id),
            Cell::text("part"),
            Cell::number(gap.profile),
            Cell::text(&gap.code),
            Cell::prose(&gap.message),
            Cell::prose(&gap.advice),
        ]
    })
}

fn inputs_not_read<'d>(document: &'d Document<'_>) -> impl Iterator<Item = Vec<Cell>> + 'd {
    let inputs = document.inputs.as_ref();
    let unread = inputs.into_iter().flat_map(|inputs| &inputs.not_read);
    let unread = unread.map(|input| {
        vec![
            Cell::text(&input.name),
            Cell::text("input"),
            Cell::Empty,
            Cell::text(&input.gap),
        ]
    });
    let aside = inputs.into_iter().flat_map(|inputs| &inputs.set_aside);
    let aside = aside.map(|name| {
        vec![
            Cell::text(name),
            Cell::text("set aside"),
            Cell::Empty,
            Cell::Empty,
            Cell::prose("holds no list of apps"),
        ]
    });
    unread.chain(aside)
}

fn of_the_run<'d>(document: &'d Document<'_>) -> impl Iterator<Item = Vec<Cell>> + 'd {
    let fact = |code: &str, text: &str| vec![Cell::text(code), Cell::Empty, Cell::prose(text)];
    let head = [
        fact("verdict", document.verdict.as_str()),
        fact("program", &document.tool),
    ];
    let facts = facts::of_run(EN, document).into_iter();
    // All of these, and not only the first, are on the sheet before.
    let facts = facts.filter(|fact| !matches!(fact.code, FactCode::SetAside | FactCode::NotRead));
    let facts = facts.map(move |told| {
        let mut cells = fact(told.code.as_str(), &told.sentence);
        if told.code == FactCode::AsOf {
            cells.extend([Cell::Empty, Cell::day(Some(&document.as_of))]);
        }
        cells
    });
    let remarks = document.remarks.iter().filter(|remark| !remark.finding);
    let remarks = remarks.map(|remark| {
        vec![
            Cell::text(&remark.code),
            Cell::text(remark.level.as_str()),
            Cell::prose(&remark.message),
            Cell::prose(&remark.advice),
        ]
    });
    head.into_iter().chain(facts).chain(remarks)
}
