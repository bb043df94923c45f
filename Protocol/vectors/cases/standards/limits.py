"""Numbers around a limit: just under, at and just over it, in the smallest steps that a fact can show."""

from fractions import Fraction

#: Small, round, odd, and as big as fifteen digits allow.
WHOLE_BASES = (1, 3, 7, 100, 333, 1000, 1001, 99_999, 123_456_789, 999_999_999_999_999)
AREA_BASES = tuple(Fraction(text) for text in (
    "0.01", "33.33", "100", "1000", "12345.67", "99999.99", "123456789.01", "999999999999999.99"))
WITHOUT_BASE = (None,)

SIDES = ("just under", "at", "just over")


def around(limit, step):
    """The greatest number on the grid under the limit, the limit itself where it is on the grid, the least over it."""
    below = limit / step // 1 * step
    at = limit if below == limit else None
    return zip(SIDES, (below - step if at is not None else below, at, below + step))


def meets(relation, number, limit):
    return {">=": number >= limit, ">": number > limit, "<=": number <= limit, "<": number < limit,
            "==": number == limit}[relation]


def nearest(relation, limit, step, is_met):
    """A number that meets the relation, or one that does not, next to the limit."""
    for _, number in around(limit, step):
        if number is not None and number >= 0 and meets(relation, number, limit) == is_met:
            return number
    return None
