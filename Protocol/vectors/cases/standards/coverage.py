"""What a golden file may not leave out."""

from collections import defaultdict
from fractions import Fraction

from .kit import comparisons

SIDES = {"just under", "at", "just over"}


def check(book):
    """Every indicator, and each figure that a clause prints from three sides."""
    found = defaultdict(list)
    for case in book.cases:
        found[case["indicator"]].append(case)
    printed = 0
    for item in book.items:
        cases = found[item["code"]]
        outcomes = {case["expect"]["outcome"] for case in cases}
        wanted = {"reportOnly"} if item["assessment"] == "report" else {"pass", "fail", "noData"}
        assert wanted <= outcomes, (item["code"], outcomes)
        for source in [item, *(item.get("checks") or [])]:
            for part in comparisons(source.get("threshold") or {}):
                if part.get("basis") == "number":
                    printed += 1
                    assert sides(item, part, cases) == SIDES, (item["code"], part, sides(item, part, cases))
    return printed


def sides(item, part, cases):
    if item["assessment"] == "report":
        return {side for side in SIDES for case in cases if f", {side} " in case["name"]}
    known = set()
    for case in cases:
        for applied in case["expect"].get("applied", []):
            measured, required = Fraction(applied["measured"]), Fraction(applied["required"])
            if applied["metric"] == part["metric"]:
                known.add("at" if measured == required else "just under" if measured < required else "just over")
    return known
