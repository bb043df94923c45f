"""The golden files of the built-in standards, and of a small one that has what they have not."""

import json

from . import corner_standard, corners, coverage, derived, generic, held, households, tallies, whole
from .kit import Book, read_all

#: A day in each campaign, on which its cases are judged unless they say otherwise.
DATES = {"kunming-2009": "2009-05-20", "nanhai-2011": "2011-06-15", "nanhai-2012": "2012-10-17",
         "qingpu-2011": "2011-05-18", "shiying-2013": "2014-03-19"}


def documents():
    """Each golden file by name, as text."""
    printed = 0
    for name, (document, digest) in read_all().items():
        date = next(date for start, date in DATES.items() if name.startswith(start))
        book = Book(document, date)
        generic.cases(book)
        held.cases(book)
        derived.cases(book)
        whole.cases(book)
        if name.startswith("nanhai-2011"):
            households.cases(book)
        if name.startswith("shiying-2013"):
            tallies.cases(book)
        printed += coverage.check(book)
        yield f"{name}.json", written({"standard": document["id"], "sha256": digest}, book)
    assert printed == 44, printed
    book = Book(corner_standard.document(), "2011-06-15")
    corners.cases(book)
    yield "corner-cases.json", written({"standard": "corner-cases", "document": book.document}, book)


def written(head, book):
    """One case a line, so that a change of one case is a change of one line."""
    lines = ["{"]
    lines += [f' {json.dumps(key)}: {json.dumps(value, ensure_ascii=False)},' for key, value in head.items()]
    for key, entries in (("inspections", book.inspections), ("cases", book.cases)):
        body = ",\n".join("  " + json.dumps(entry, ensure_ascii=False) for entry in entries)
        lines.append(f' "{key}": [\n{body}\n ]' + ("," if key == "inspections" else ""))
    return "\n".join(lines + ["}", ""])
