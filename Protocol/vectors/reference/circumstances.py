"""A standard, and what is known of the subject that is held against it."""

import datetime
from fractions import Fraction

from reference.exact import number_of


class Standard:
    def __init__(self, document):
        self.indicators = {item["code"]: item for item in document["items"]}
        self.scope = document["scope"].get("applicability") if "scope" in document else None
        self.formulas = {}
        for item in document["items"]:
            for name, formula in (item.get("derived_metrics") or {}).items():
                self.formulas.setdefault(name, formula)
        self.checks = {check["code"]: (item, check) for item in document["items"] for check in item.get("checks") or []}

    def in_group(self, group):
        return [item for item in self.indicators.values() if item["group"] == group]


class Subject:
    """One case of the vectors: all that is known of the subject on one day."""

    def __init__(self, case):
        self.date = datetime.date.fromisoformat(case["date"])
        self.recorded = case.get("recorded", {})
        self.decisions = case.get("decisions", {})
        self.exemptions = case.get("exemptions", {})
        self.attributes = case.get("attributes", {})
        self.disputed = case.get("disputed", [])
        self.previous_values = case.get("previous", [])
        self.queries = case.get("queries", [])

    def previous(self, metric, against):
        recorded = self.recorded.get(metric + ".previous")
        if recorded is not None:
            return number_of(recorded)
        for entry in self.previous_values:
            if entry["metric"] == metric and entry["vs"] == against:
                return Fraction(entry["value"]), Fraction(entry["value"])
        return None

    def answer(self, name, arguments, window):
        days = (window[0].isoformat(), window[1].isoformat()) if window else (None, None)
        for entry in self.queries:
            if (entry["name"], entry["arguments"], (entry.get("from"), entry.get("to"))) == (name, arguments, days):
                return Fraction(entry["answer"]), Fraction(entry["answer"])
        return None


def comparisons(threshold):
    """Every comparison of a metric in a threshold."""
    if "metric" in threshold and "vs" not in threshold:
        yield threshold
    for part in threshold.get("all", []) + threshold.get("any", []):
        yield from comparisons(part)
    for case in threshold.get("cases", []):
        yield from comparisons(case.get("then") or case.get("otherwise"))
