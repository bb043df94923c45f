"""Frequencies counted from records: what was held on which days, on both sides of each boundary."""

import datetime

from reference import windows

from .kit import comparisons

#: Days on which something is judged: the ends of windows, and days between.
DAYS = {
    "d": ["2011-02-28", "2011-03-01", "2011-06-30", "2012-02-29", "2012-12-31", "2013-01-01"],
    "wk": ["2011-06-12", "2011-06-13", "2011-06-15", "2011-06-19", "2013-12-31", "2014-01-05", "2014-01-06"],
    "mo": ["2011-01-31", "2011-02-01", "2011-02-28", "2011-03-01", "2012-02-29", "2011-06-30", "2011-07-01",
           "2011-12-31", "2012-01-01", "2011-06-15"],
    "quarter": ["2009-03-31", "2009-04-01", "2009-06-30", "2009-07-01", "2009-12-31", "2010-01-01", "2009-05-20"],
    "a": ["2011-12-31", "2012-01-01", "2011-06-30", "2011-07-01", "2012-02-29"],
}
ONE_DAY = datetime.timedelta(days=1)


def cases(book):
    for item in book.items:
        for part in comparisons(item["threshold"] or {}):
            per = part.get("per") or {}
            formula = (item.get("derived_metrics") or {}).get(part["metric"])
            if item["assessment"] == "threshold" and "unit" in per and "base" not in per \
                    and isinstance(formula, dict) and "query" in formula and item["threshold"] is part:
                for day in DAYS[per["unit"]]:
                    on_day(book, item, part, formula, datetime.date.fromisoformat(day))


def on_day(book, item, part, formula, day):
    """`limit` held in one window or another; what lies a day outside does not count there."""
    per, limit = part["per"], part["value"]
    running = windows.running(day, per["value"], per["unit"])
    complete = windows.before(running, per["value"], per["unit"])
    ends = {"running": running, "complete": complete}

    def add(what, verdict, dates):
        book.add(item["code"], f"on {day}: {what}", verdict, answers(formula, per, day, dates), date=day.isoformat())

    for name, window in ends.items():
        for end, held in (("first", window[0]), ("last", window[1])):
            add(f"{limit} held on the {end} day of the {name} window", "pass", [held] * limit)
    early, late = complete[0] - ONE_DAY, running[1] + ONE_DAY
    add(f"{limit} held on the day before the last complete window", "fail", [early] * limit)
    add(f"{limit} held on the day after the running window", "fail", [late] * limit)
    add(f"{limit - 1} in each window and {limit} on the days outside", "fail",
        [early, late] * limit + [complete[0], running[1]] * (limit - 1))
    add(f"{limit + 1} in the running window", "pass", [running[0]] * (limit + 1))
    if limit > 1:
        add(f"{limit - 1} in the running window and 1 on the day before it", "fail",
            [running[0]] * (limit - 1) + [running[0] - ONE_DAY])
        add(f"{limit - 1} in the complete window and 1 on the first day of the running one", "fail",
            [complete[1]] * (limit - 1) + [running[0]])
    add("nothing of the kind was ever recorded", "noData", [])
    book.add(item["code"], f"on {day}: what the inspection recorded wins", "pass",
             answers(formula, per, day, [early]), book.recorded(**{part["metric"]: limit}), date=day.isoformat())


def answers(formula, per, day, dates):
    """What the records answer for the windows around a day, with the days on which something was held."""
    if not dates:
        return {}
    running = windows.running(day, per["value"], per["unit"])
    complete = windows.before(running, per["value"], per["unit"])
    around = [windows.before(complete, per["value"], per["unit"]), complete, running,
              windows.after(running, per["value"], per["unit"])]
    return {"queries": [
        {"name": formula["query"], "arguments": formula.get("arguments") or {}, "from": first.isoformat(),
         "to": last.isoformat(), "answer": str(sum(first <= date <= last for date in dates)),
         "held": [date.isoformat() for date in sorted(dates) if first <= date <= last]}
        for first, last in around]}
