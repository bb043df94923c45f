"""Calendar windows that a frequency is counted in. ../../standards.md, section "Windows"."""

import datetime

ONE_DAY = datetime.timedelta(days=1)
MONTHS = {"mo": 1, "quarter": 3, "a": 12}


def running(date, count, unit):
    """First and last day of the window that holds the date.

    Days and weeks are counted from Monday 0001-01-01, months and quarters from January of the year 1. Several years are
    those that end with the year of the date.
    """
    if unit in ("d", "wk"):
        length = count * (7 if unit == "wk" else 1)
        first = (date.toordinal() - 1) // length * length + 1
        return datetime.date.fromordinal(first), datetime.date.fromordinal(first + length - 1)
    if unit == "a":
        return years(date.year - count + 1, date.year)
    length = count * MONTHS[unit]
    block = ((date.year - 1) * 12 + date.month - 1) // length * length
    return first_of(block), first_of(block + length) - ONE_DAY


def before(window, count, unit):
    """The window that ends on the day before the given one begins."""
    return running(window[0] - ONE_DAY, count, unit)


def after(window, count, unit):
    """The window that begins on the day after the given one ends."""
    if unit == "a":
        return years(window[1].year + 1, window[1].year + count)
    return running(window[1] + ONE_DAY, count, unit)


def first_of(month):
    return datetime.date(month // 12 + 1, month % 12 + 1, 1)


def years(first, last):
    return datetime.date(first, 1, 1), datetime.date(last, 12, 31)
