"""NH11-FAC-03: 200 m² below 1,000 households, else 20 m² for each 100. The base is what chooses the case."""

from fractions import Fraction

from .kit import decimal, integer
from .limits import around

CODE = "NH11-FAC-03"
STEP = Fraction(1, 100)


def cases(book):
    for count in (1, 100, 998, 999, 1000, 1001, 1005, 1099, 1100, 1999, 12_345, 1_234_567, 999_999_999_999_999):
        limit = Fraction(200) if count < 1000 else Fraction(20 * count, 100)
        for side, area in around(limit, STEP):
            if area is not None:
                book.add(CODE, f"{count} households and {decimal(area)['decimal']} m2, {side}",
                         "pass" if area >= limit else "fail", said(count), measured(area))
    counted = {"attributes": {"community.households": integer(1005)}}
    book.add(CODE, "998 households counted on the spot, 1005 in the records", "pass", said(998), counted, measured(200))
    book.add(CODE, "1005 households counted on the spot, 998 in the records", "fail", said(1005),
             {"attributes": {"community.households": integer(998)}}, measured(200))
    book.add(CODE, "998 households in the records", "pass", {"attributes": {"community.households": integer(998)}},
             measured(200))
    book.add(CODE, "1005 households in the records, just under", "fail", counted, measured("200.99"))
    book.add(CODE, "1005 households in the records, at", "pass", counted, measured(201))
    book.add(CODE, "no households at all are fewer than 1,000", "pass", said(0), measured(200))
    book.add(CODE, "households unknown, however large the area", "noData", measured(1_000_000))
    book.add(CODE, "area not recorded, 999 households", "noData", said(999))
    book.add(CODE, "area not recorded, 1000 households", "noData", said(1000))
    book.add(CODE, "people disagree about the households", "noData", said(998), measured(1_000_000),
             {"disputed": ["households"]})
    book.add(CODE, "people disagree about the area", "noData", said(998), measured(1_000_000),
             {"disputed": ["public_service_area"]})
    book.add(CODE, "a yes about the whole says nothing without numbers", "noData", {"decisions": {CODE: True}})


def said(count):
    return {"recorded": {"households": integer(count)}}


def measured(area):
    return {"recorded": {"public_service_area": decimal(area)}}
