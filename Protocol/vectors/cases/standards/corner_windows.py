"""Windows of time in the corner standard: where each begins and ends, and what counts in it."""

from .corner_standard import ACTIVITIES, FREQUENT
from .kit import integer

OUTCOME = {True: "pass", False: "fail"}

#: The running window and the complete one before it, written down from a calendar.
WINDOWS_OF = [
    ("1D", "2012-02-29", ("2012-02-29", "2012-02-29"), ("2012-02-28", "2012-02-28")),
    ("1D", "2011-03-01", ("2011-03-01", "2011-03-01"), ("2011-02-28", "2011-02-28")),
    ("1D", "2013-01-01", ("2013-01-01", "2013-01-01"), ("2012-12-31", "2012-12-31")),
    ("1WK", "2011-06-12", ("2011-06-06", "2011-06-12"), ("2011-05-30", "2011-06-05")),
    ("1WK", "2011-06-13", ("2011-06-13", "2011-06-19"), ("2011-06-06", "2011-06-12")),
    ("1WK", "2014-01-01", ("2013-12-30", "2014-01-05"), ("2013-12-23", "2013-12-29")),
    ("1WK", "2012-03-01", ("2012-02-27", "2012-03-04"), ("2012-02-20", "2012-02-26")),
    ("1MO", "2011-02-28", ("2011-02-01", "2011-02-28"), ("2011-01-01", "2011-01-31")),
    ("1MO", "2012-03-01", ("2012-03-01", "2012-03-31"), ("2012-02-01", "2012-02-29")),
    ("1MO", "2012-01-31", ("2012-01-01", "2012-01-31"), ("2011-12-01", "2011-12-31")),
    ("2MO", "2011-02-28", ("2011-01-01", "2011-02-28"), ("2010-11-01", "2010-12-31")),
    ("2MO", "2012-02-29", ("2012-01-01", "2012-02-29"), ("2011-11-01", "2011-12-31")),
    ("2MO", "2011-03-01", ("2011-03-01", "2011-04-30"), ("2011-01-01", "2011-02-28")),
    ("2MO", "2011-06-30", ("2011-05-01", "2011-06-30"), ("2011-03-01", "2011-04-30")),
    ("2MO", "2011-07-01", ("2011-07-01", "2011-08-31"), ("2011-05-01", "2011-06-30")),
    ("2MO", "2011-12-31", ("2011-11-01", "2011-12-31"), ("2011-09-01", "2011-10-31")),
    ("6MO", "2011-06-30", ("2011-01-01", "2011-06-30"), ("2010-07-01", "2010-12-31")),
    ("6MO", "2011-07-01", ("2011-07-01", "2011-12-31"), ("2011-01-01", "2011-06-30")),
    ("1QUARTER", "2011-03-31", ("2011-01-01", "2011-03-31"), ("2010-10-01", "2010-12-31")),
    ("1QUARTER", "2011-04-01", ("2011-04-01", "2011-06-30"), ("2011-01-01", "2011-03-31")),
    ("1QUARTER", "2011-12-31", ("2011-10-01", "2011-12-31"), ("2011-07-01", "2011-09-30")),
    ("1A", "2011-12-31", ("2011-01-01", "2011-12-31"), ("2010-01-01", "2010-12-31")),
    ("1A", "2012-01-01", ("2012-01-01", "2012-12-31"), ("2011-01-01", "2011-12-31")),
    ("3A", "2011-12-31", ("2009-01-01", "2011-12-31"), ("2006-01-01", "2008-12-31")),
    ("3A", "2012-01-01", ("2010-01-01", "2012-12-31"), ("2007-01-01", "2009-12-31")),
]
#: How often in the running and in the complete window, and what MIN >= 2, OVR > 1, MAX <= 1, LES < 2 and NON == 0 make
#: of it.
HELD = [((0, 0), "ffppp"), ((1, 0), "ffppf"), ((2, 0), "ppfff"), ((3, 0), "ppfff"), ((0, 1), "ffppf"),
        ((0, 2), "ppfff"), ((1, 1), "ffppf"), ((1, 2), "ppfff"), ((2, 2), "ppfff"), ((0, 3), "ppfff")]


def cases(book):
    for window, day, running, complete in WINDOWS_OF:
        for (now, before), words in HELD:
            known = {"queries": [counted(running, now), counted(complete, before)]}
            for (name, _, _), letter in zip(FREQUENT, words):
                if name in ("MIN", "NON") or day in ("2011-06-30", "2012-02-29"):
                    book.add(f"CC-{name}-{window}", f"on {day}: {now} so far, {before} in the window before",
                             OUTCOME[letter == "p"], known, date=day)
        book.add(f"CC-MIN-{window}", f"on {day}: nothing was ever recorded", "noData", date=day)
        book.add(f"CC-MIN-{window}", f"on {day}: the first ever is not enough yet", "noData",
                 {"queries": [counted(running, 1)]}, date=day)
        book.add(f"CC-NON-{window}", f"on {day}: the first ever is too much already", "fail",
                 {"queries": [counted(running, 1)]}, date=day)
        told = {"recorded": {f"held_min_{window}".lower(): integer(2)}}
        book.add(f"CC-MIN-{window}", f"on {day}: what the inspection recorded wins", "pass", told,
                 {"queries": [counted(running, 0), counted(complete, 0)]}, date=day)


def counted(window, answer):
    return ACTIVITIES_ASKED | {"from": window[0], "to": window[1], "answer": str(answer)}


ACTIVITIES_ASKED = {"name": ACTIVITIES["query"], "arguments": ACTIVITIES["arguments"]}
