"""Whole inspections, in which facts are shared between indicators and some are computed from the results of others."""

import datetime

from reference import windows

from .kit import comparisons, joined
from .ways import making, satisfied


def cases(book):
    met = everything(book, True)
    results = book.add_inspection("everything met", met)
    assert set(results.values()) <= {"pass", "reportOnly", "notApplicable"}, results
    results = book.add_inspection("everything missed", everything(book, False))
    # A fact that one indicator lacks may be there for another that shares it.
    assert "noData" not in results.values() and list(results.values()).count("pass") <= 3, results
    results = book.add_inspection("nothing recorded")
    assert set(results.values()) <= {"noData", "reportOnly", "notApplicable"}, results
    book.add_inspection("everything met and what is superseded switched off", met, includes_disabled=False)
    for start in (0, 1):
        book.add_inspection(f"every second indicator recorded, from number {start + 1}", everything(
            book, True, [item for number, item in enumerate(book.items) if number % 2 == start]))
    same_name(book)
    if book.standard.scope:
        results = book.add_inspection("outside the scope", met, making(book.standard.scope, False))
        assert set(results.values()) == {"notApplicable"}, results


def same_name(book):
    """Two indicators that compute a metric of one name, each in its own way."""
    owners = {}
    for item in book.items:
        for name, formula in (item.get("derived_metrics") or {}).items():
            if isinstance(formula, dict) and "query" in formula:
                owners.setdefault(name, []).append((item, formula))
    for name, found in owners.items():
        for item, formula in found if len(found) > 1 else ():
            facts = joined(*[counted(book, other, name, asked, item is other) for other, asked in found])
            results = book.add_inspection(f"{name} are enough for {item['code']} alone", facts)
            assert all(results[other["code"]] == ("pass" if other is item else "fail") for other, _ in found), results


def counted(book, item, metric, formula, is_enough):
    """Answers for the running window of an indicator and for the one before it."""
    part = next(part for part in comparisons(item["threshold"]) if part["metric"] == metric)
    running = windows.running(datetime.date.fromisoformat(book.date), part["per"]["value"], part["per"]["unit"])
    complete = windows.before(running, part["per"]["value"], part["per"]["unit"])
    answer = str(part["value"] if is_enough else 0)
    return {"queries": [
        {"name": formula["query"], "arguments": formula.get("arguments") or {}, "from": first.isoformat(),
         "to": last.isoformat(), "answer": answer} for first, last in (complete, running)]}


def everything(book, is_met, items=None):
    """One community that meets, or misses, all that it is asked for."""
    items = [item for item in items or book.items if not counts_others(item)]
    facts = [satisfied(book, item, is_met) for item in items]
    # A title that makes one indicator apply rules another out: the first of them has its way.
    return joined(*reversed(facts))


def counts_others(item):
    return any(isinstance(formula, dict) and "tally" in formula
               for formula in (item.get("derived_metrics") or {}).values())
