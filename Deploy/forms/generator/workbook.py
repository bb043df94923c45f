"""An XLSForm workbook whose bytes depend on its content alone."""

import io
import re
import zipfile

import openpyxl
from openpyxl.styles import Alignment, Font, PatternFill

ZH, EN = "中文 (zh)", "English (en)"
WIDTHS = {"type": 24, "name": 20, "list_name": 18, "remark": 30}
HEADER = PatternFill("solid", fgColor="FFDCE6F1")
GROUP = PatternFill("solid", fgColor="FFEFEFEF")


def both(column, texts):
    """One text in both languages, as the two columns that XLSForm has for it."""
    return {f"{column}::{ZH}": texts["zh"], f"{column}::{EN}": texts["en"]}


def write(path, sheets):
    """Writes sheets, given as name -> list of rows (dictionaries by column), in the order they come."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        fill(book.create_sheet(title), rows)
    buffer = io.BytesIO()
    book.save(buffer)
    path.write_bytes(timeless(buffer.getvalue()))


def fill(sheet, rows):
    columns = list(dict.fromkeys(column for row in rows for column in row))
    for place, column in enumerate(columns, 1):
        cell = sheet.cell(1, place, column)
        cell.font, cell.fill = Font(bold=True), HEADER
        letter = cell.column_letter
        sheet.column_dimensions[letter].width = WIDTHS.get(column, 44 if "::" in column else 30)
    for line, row in enumerate(rows, 2):
        for place, column in enumerate(columns, 1):
            if row.get(column, "") == "":
                continue
            cell = sheet.cell(line, place, str(row[column]))
            # Kept as text, since a spreadsheet would take the code 0 for a number and true for a truth value.
            cell.data_type, cell.number_format = "s", "@"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if str(row.get("type", "")).startswith(("begin", "end")):
                cell.fill = GROUP
    sheet.freeze_panes = "C2"


def timeless(content):
    """The same workbook without the moments of its making, and stored plain so that no compressor's version shows."""
    source = zipfile.ZipFile(io.BytesIO(content))
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for entry in sorted(source.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            part = source.read(entry)
            if entry == "docProps/core.xml":
                part = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"2000-01-01T00:00:00Z", part)
            archive.writestr(zipfile.ZipInfo(entry, (1980, 1, 1, 0, 0, 0)), part)
    return target.getvalue()
