"""Derived metrics: the threshold walked again, with the facts and records from which its metric is computed."""

from fractions import Fraction

from reference.circumstances import Subject
from reference.standards import Evaluation

from .kit import comparisons, joined, plain
from .limits import around, meets
from .ways import NOTHING, applying, before, way

#: So large that each percentage with two places is a whole number of the base.
WHOLE = 100_000


def cases(book):
    for item in book.items:
        formulas = item.get("derived_metrics") or {}
        for name in formulas:
            assert isinstance(formulas[name], dict), (item["code"], name, "is described in words only")
        for part in comparisons(item["threshold"] or {}):
            if part["metric"] in formulas and "tally" not in formulas[part["metric"]]:
                counted(book, item, part, formulas)
        threshold = item["threshold"] or {}
        if "first" in formulas.get(threshold.get("metric"), {}):
            surveyed(book, item, threshold, formulas[threshold["metric"]])
        if item["threshold"] and "vs" in item["threshold"] and item["threshold"]["metric"] in formulas:
            trend(book, item, item["threshold"], formulas)


def aim(book, formula, target):
    """Facts from which a formula gives the target, which is a number or a yes."""
    if "metric" in formula:
        return value(book, formula["metric"], target)
    if "sum" in formula:
        first, *others = formula["sum"]
        return joined(value(book, first, target), *[value(book, other, 0) for other in others])
    if "difference" in formula:
        left, right = formula["difference"]
        taken = 3 if isinstance(right, str) else right
        return joined(value(book, left, target + taken), value(book, right, taken))
    if "ratio" in formula:
        above, below = formula["ratio"]
        return joined(value(book, above, Fraction(target) * WHOLE / formula.get("times", 1)), value(book, below, WHOLE))
    if "first" in formula:
        return aim(book, formula["first"][0], target)
    if "check" in formula:
        return {"decisions": {formula["check"]: target}}
    return asked(formula, target)


def surveyed(book, item, threshold, formula):
    """Counts from paper come before what the records answer; while people disagree on them there is no value."""
    counts, query = formula["first"]
    above, below = counts["ratio"]
    best, worst = (80, 79) if "value" in threshold else (60, 40)
    rest = joined(applying(book, item), NOTHING if "value" in threshold else before(threshold, 50))

    def add(case, outcome, *facts):
        book.add(item["code"], f"surveyed: {case}", outcome, rest, *facts)

    add(f"the records alone answer {best}", "pass", asked(query, best))
    add(f"the records alone answer {worst}", "fail", asked(query, worst))
    add(f"counts of {best} % win over {worst}", "pass", aim(book, counts, best), asked(query, worst))
    add(f"counts of {worst} % win over {best}", "fail", aim(book, counts, worst), asked(query, best))
    add(f"only {above} was counted", "pass", book.recorded(**{above: 5}), asked(query, best))
    add(f"{below} 0", "pass", book.recorded(**{above: 0, below: 0}), asked(query, best))
    add(f"disputed {above}", "noData", aim(book, counts, best), asked(query, best), {"disputed": [above]})
    add(f"{threshold['metric']} recorded under its own name", "pass", book.recorded(**{threshold["metric"]: best}),
        aim(book, counts, worst), asked(query, worst))


def asked(formula, answer):
    return {"queries": [{"name": formula["query"], "arguments": formula.get("arguments") or {}, "answer": str(answer)}]}


def value(book, operand, target):
    """An operand of a formula: a name, another formula, or a number that nobody can choose."""
    if isinstance(operand, dict):
        return aim(book, operand, target)
    return book.recorded(**{operand: target}) if isinstance(operand, str) else NOTHING


def counted(book, item, part, formulas):
    """A comparison whose metric is computed, and perhaps its base; windows of time are walked elsewhere."""
    formula, per = formulas[part["metric"]], part.get("per") or {}
    if "unit" in per and "base" not in per and "query" in formula:
        return
    rest = beside(book, item, part)
    context = joined(applying(book, item), rest)
    is_reported = item["assessment"] == "report"

    def add(name, verdict, *facts):
        outcome = "reportOnly" if is_reported else {True: "pass", False: "fail", None: "noData"}[verdict]
        book.add(item["code"], f"computed: {name}", outcome, context, *facts)

    if isinstance(part["value"], bool):
        for flag in (True, False):
            add(f"{part['metric']} {str(flag).lower()}", flag == part["value"], aim(book, formula, flag))
        return
    base = part.get("base")
    for size in (1, 40, 333) if base else (None,):
        required = Fraction(part["value"]) * (Fraction(size, 100) if base else 1)
        facts = NOTHING if size is None else \
            aim(book, formulas[base], size) if base in formulas else book.recorded(**{base: size})
        for side, number in around(required, 1):
            if number is not None and number >= 0:
                of = f" of {base} {size}" if base else ""
                add(f"{part['metric']} {plain(number)}, {side} {part['op']} {plain(required)}{of}",
                    meets(part["op"], number, required), aim(book, formula, number), facts)
    add(f"recorded under its own name, {part['metric']} wins", False, aim(book, formula, 0 if base else part["value"]),
        way(book, item, part, False))
    if base:
        zero = aim(book, formulas[base], 0) if base in formulas else book.recorded(**{base: 0})
        add(f"{base} 0", True if part.get("empty_base") == "met" else None, aim(book, formula, 0), zero)


def beside(book, item, part):
    """What the other parts of the threshold need, so that this one decides."""
    threshold = item["threshold"]
    others = [other for other in threshold.get("all", []) if other is not part]
    return joined(*[way(book, item, other, True) for other in others])


def trend(book, item, threshold, formulas):
    name, rises = threshold["metric"], threshold["op"] == "increasing"
    formula, code, context = formulas[threshold["metric"]], item["code"], applying(book, item)

    def computed(number):
        facts = aim(book, formula, number)
        evaluation = Evaluation(book.standard, Subject(joined({"date": book.date}, facts)))
        assert evaluation.measure(name, item) == (Fraction(number),) * 2, (code, name, number, facts)
        return facts

    def add(case, verdict, *facts):
        book.add(code, f"computed: {case}", {True: "pass", False: "fail", None: "noData"}[verdict], context, *facts)

    for now, then in ((51, 50), (Fraction("50.01"), 50), (50, 50), (Fraction("49.99"), 50), (0, 0), (100, 100), (0, 1),
                      (100, Fraction("99.99"))):
        best = (0 if not rises else 100 if item.get("unit") == "%" else None)
        verdict = now == best if now == then else (now > then) == rises
        add(f"{plain(Fraction(now))} after {plain(Fraction(then))}", verdict, computed(now),
            before(threshold, plain(Fraction(then))))
    add("no value before", None, computed(50))
    add("nothing to compute it from", None, before(threshold, 50))
    formula = formula["first"][0] if "first" in formula else formula
    if "ratio" in formula and all(isinstance(operand, str) for operand in formula["ratio"]):
        above, below = formula["ratio"]
        empty = True if threshold.get("empty_base") == "met" else None
        add(f"{below} 0", empty, book.recorded(**{above: 0, below: 0}), before(threshold, 50))
        add(f"{below} 0 and no value before", empty, book.recorded(**{above: 0, below: 0}))
        add(f"{below} not recorded", None, book.recorded(**{above: 5}), before(threshold, 50))
        add(f"{above} not recorded", None, book.recorded(**{below: 5}), before(threshold, 50))
        third = formula.get("times", 1) * Fraction(1, 3)
        add("a third after a third, which no decimal writes", False, book.recorded(**{above: 1, below: 3}),
            before(threshold, third))

