"""survey.yaml and wording.yaml -> the spreadsheets, and with pyxform their XForms."""

import pathlib
import sys
import tempfile

import yaml
from pyxform.xls2xform import convert

import household
import publicity
import workbook

MARKS = {ord(quote): chr(0xE000 + place) for place, quote in enumerate("“”‘’")}
FORMS = pathlib.Path(__file__).resolve().parent.parent


def main(target):
    survey = yaml.safe_load((FORMS / "household-survey/survey.yaml").read_text(encoding="utf-8"))
    wording = yaml.safe_load((FORMS / "wording.yaml").read_text(encoding="utf-8"))
    for name, sheets in (
        ("household-survey", household.sheets(survey, wording)), ("publicity-record", publicity.sheets(survey, wording)),
    ):
        folder = target / name
        folder.mkdir(parents=True, exist_ok=True)
        spreadsheet = folder / f"{name}.xlsx"
        workbook.write(spreadsheet, sheets)
        (folder / f"{name}.xml").write_text(xform(name, spreadsheet, sheets), encoding="utf-8", newline="\n")


def xform(name, spreadsheet, sheets):
    """The XForm of a spreadsheet.

    pyxform makes straight quotes of all others, and Chinese uses these as its own, so they travel as marks that it leaves
    alone.
    """
    with tempfile.TemporaryDirectory() as folder:
        marked = pathlib.Path(folder) / spreadsheet.name
        workbook.write(marked, {
            title: [{column: str(text).translate(MARKS) for column, text in row.items()} for row in rows]
            for title, rows in sheets.items()
        })
        made = convert(marked, pretty_print=True)
    for warning in made.warnings:
        print(f"{name}: {warning}", file=sys.stderr)
    return made.xform.translate({ord(mark): chr(quote) for quote, mark in MARKS.items()})


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else FORMS)
