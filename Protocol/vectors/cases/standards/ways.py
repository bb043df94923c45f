"""Ways to meet a threshold and to miss it: facts that decide it, beside which another part can then be varied."""

from fractions import Fraction

from .kit import boolean, choice, integer, joined, text
from .limits import nearest

NOTHING = {}


def making(condition, holds):
    """What the area's records must say for a condition to hold, or not to hold."""
    if "all" in condition or "any" in condition:
        return joined(*[making(part, holds) for part in condition.get("all") or condition["any"]])
    relation, literal = condition["op"], condition["value"]
    if relation in ("contains", "not_contains"):
        is_in = holds == (relation == "contains")
        return {"attributes": {condition["attr"]: {"set": ["another", literal] if is_in else ["another"]}}}
    if literal is None:
        return {"attributes": {condition["attr"]: text("something")}} if holds == (relation == "!=") else NOTHING
    if isinstance(literal, bool):
        value = boolean(literal if holds == (relation == "==") else not literal)
    elif isinstance(literal, str):
        value = choice(literal if holds == (relation == "==") else f"other_than_{literal}")
    else:
        value = integer(nearest(relation, Fraction(literal), Fraction(1), holds))
    return {"attributes": {condition["attr"]: value}}


def applying(book, item):
    """The records under which an indicator with an applicability applies."""
    return making(item["applicability"], True) if item.get("applicability") else NOTHING


def deciding_checks(item):
    return [check for check in item.get("checks") or []
            if check.get("threshold") is not None and check.get("assessment", "threshold") == "threshold"]


def check_way(book, item, check, is_met):
    threshold = check["threshold"]
    if "metric" not in threshold and "value" in threshold:
        return {"decisions": {check["code"]: threshold["value"] == is_met}}
    return way(book, item, threshold, is_met)


def way(book, item, threshold, is_met):
    """Facts under which the threshold is met or missed."""
    if "all_checks" in threshold or "any_check" in threshold:
        return parts_way(book, item, deciding_checks(item), "all_checks" in threshold, is_met, check_way)
    if "all" in threshold or "any" in threshold:
        parts = threshold.get("all") or threshold["any"]
        return parts_way(book, item, parts, "all" in threshold, is_met, way)
    if "cases" in threshold:
        first = threshold["cases"][0]
        return joined(making(first["when"], True), way(book, item, first["then"], is_met))
    if "vs" in threshold:
        now, then = (60, 50) if (threshold["op"] == "increasing") == is_met else (50, 60)
        return joined(book.recorded(**{threshold["metric"]: now}), before(threshold, then))
    return comparison_way(book, threshold, is_met)


def parts_way(book, item, parts, is_conjunction, is_met, part_way):
    """Of a conjunction that is missed, or a disjunction that is met, one part alone decides."""
    one = next((part for part in parts if is_conjunction != is_met), None)
    others = [part for part in parts if part is not one]
    ways = [part_way(book, item, part, is_conjunction) for part in others]
    return joined(*ways, *([part_way(book, item, one, is_met)] if one else []))


def comparison_way(book, comparison, is_met):
    metric, limit = comparison["metric"], comparison["value"]
    if isinstance(limit, bool):
        return book.recorded(**{metric: limit == is_met})
    facts, required = NOTHING, Fraction(str(limit))
    per = comparison.get("per") or {}
    base = comparison.get("base") or per.get("base")
    if base:
        size = 1000 * (per.get("value") or 1)
        facts = book.recorded(**{base: size})
        required = required * size / (100 if comparison.get("base") else Fraction(per["value"]))
    number = nearest(comparison["op"], required, book.step(metric), is_met)
    return joined(facts, book.recorded(**{metric: number}))


def before(trend, number):
    return {"previous": [{"metric": trend["metric"], "vs": trend["vs"], "value": str(number)}]}


def satisfied(book, item, is_met=True):
    """Facts under which an indicator passes, or fails."""
    return joined(applying(book, item), decisive(book, item, is_met))


def decisive(book, item, is_met=True):
    """The same without what makes the indicator apply."""
    if item["threshold"] is None:
        return {"decisions": {item["code"]: is_met}}
    return way(book, item, item["threshold"], is_met)
