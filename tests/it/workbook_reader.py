"""What openpyxl sees in a workbook on standard input. Fails where it is not
what was meant."""

import datetime
import io
import sys
import unicodedata
import zipfile

import openpyxl

data = sys.stdin.buffer.read()
book = openpyxl.load_workbook(io.BytesIO(data))
assert book.sheetnames == ["Findings", "Devices", "Not read", "Run"], book.sheetnames
NUMBERS = {
    "Profile", "Apps it stands for", "Days old", "Apps", "Owners known",
    "Open findings", "Parts not read", "Line",
}
DAYS = {"Taken on", "First installed", "Permitted until", "Day"}
days = 0
for sheet in book:
    assert sheet.freeze_panes == "B2", sheet.freeze_panes
    assert sheet.auto_filter.ref == sheet.dimensions, (sheet.title, sheet.auto_filter.ref)
    headings = [cell.value for cell in sheet[1]]
    for column in sheet.column_dimensions.values():
        assert column.width > 5
    for row in sheet.iter_rows(min_row=2):
        for heading, cell in zip(headings, row):
            assert cell.hyperlink is None, cell
            if cell.value is None:
                continue
            if heading in NUMBERS:
                assert cell.data_type == "n", (heading, cell.value)
            elif heading in DAYS:
                assert isinstance(cell.value, datetime.datetime), (heading, cell.value)
                days += 1
            else:
                assert cell.data_type == "s", (heading, cell.data_type, cell.value)
                assert cell.quotePrefix, (heading, cell.value)
                kinds = {unicodedata.category(c) for c in cell.value}
                assert not kinds & {"Cc", "Cf"}, (heading, cell.value)
assert days > 0
assert book["Devices"].max_row > 1 and book["Not read"].max_row > 1
assert book.properties.created == datetime.datetime(2026, 11, 21), book.properties.created
# The file itself holds no formula and no link, whatever a reader makes of it.
parts = zipfile.ZipFile(io.BytesIO(data))
for name in parts.namelist():
    text = parts.read(name)
    if name.startswith("xl/worksheets/"):
        for tag in (b"<f>", b"<f ", b"<hyperlink", b"<oleObject"):
            assert tag not in text, (name, tag)
    assert b'TargetMode="External"' not in text, name
