"""Cases that follow from the shape of an indicator: each threshold is walked from every side."""

from fractions import Fraction

from .kit import boolean, choice, comparisons, integer, joined, plain
from .limits import AREA_BASES, WHOLE_BASES, around, meets
from .ways import (
    NOTHING, applying, before, check_way, decisive, deciding_checks, making, satisfied, way)

#: Walked by hand, because the base of the threshold is the attribute that chooses the case.
BY_HAND = {"NH11-FAC-03"}


def cases(book):
    shown = set()
    for item in book.items:
        indicator(book, item)
        shape = (item["kind"], item["assessment"])
        if shape not in shown:
            shown.add(shape)
            book.add(item["code"], "exempt, whatever was recorded", "notApplicable", satisfied(book, item, False),
                     {"exemptions": {item["code"]: "no such thing here"}})
    scope(book)


def indicator(book, item):
    code, threshold = item["code"], item["threshold"]
    if item["assessment"] == "report":
        return reported(book, item)
    applicability(book, item)
    disabled(book, item)
    context = applying(book, item)
    book.add(code, "nothing recorded", "noData", context)
    if item["assessment"] == "judgement":
        judged(book, item, context)
    elif threshold is not None and takes_decision(item):
        decided(book, item, context)
    if threshold is not None and code not in BY_HAND:
        Walk(book, item, context).threshold(threshold, "")


def reported(book, item):
    """Recorded and never failed."""
    code = item["code"]
    book.add(code, "nothing recorded", "reportOnly")
    for is_met in (True, False):
        name = "recorded well, and only reported" if is_met else "recorded badly, and only reported"
        book.add(code, name, "reportOnly", satisfied(book, item, is_met))
    if item.get("applicability"):
        book.add(code, "not applicable", "notApplicable", making(item["applicability"], False))


def applicability(book, item):
    if not item.get("applicability"):
        return
    code = item["code"]
    book.add(code, "not applicable, whatever was recorded", "notApplicable", decisive(book, item),
             making(item["applicability"], False))
    is_decided = item["applicability"]["value"] is None or item["applicability"]["op"].endswith("contains")
    book.add(code, "nobody knows whether it applies", None if is_decided else "noData", decisive(book, item))
    relation, literal = item["applicability"]["op"], item["applicability"]["value"]
    if isinstance(literal, bool) and relation == "==":
        own = item["applicability"]["attr"].split(".", 1)[1]
        book.add(code, "the inspection says that it applies, the records say no", "pass",
                 satisfied(book, item), making(item["applicability"], False), {"recorded": {own: boolean(literal)}})
        book.add(code, "the inspection says that it does not apply, the records say yes", "notApplicable",
                 satisfied(book, item), {"recorded": {own: boolean(not literal)}})


def disabled(book, item):
    if not item.get("disabled"):
        return
    for is_met in (True, False):
        book.add(item["code"], f"switched off and {'met' if is_met else 'missed'}", "notApplicable",
                 satisfied(book, item, is_met), disabled=False)
        book.add(item["code"], f"switched on and {'met' if is_met else 'missed'}", "pass" if is_met else "fail",
                 satisfied(book, item, is_met))


def judged(book, item, context):
    code = item["code"]
    for decision in (True, False):
        word = "pass" if decision else "fail"
        decisions = {"decisions": {code: decision}}
        book.add(code, f"decided: {word}", word, context, decisions)
        if item["threshold"] is not None:
            book.add(code, f"decided: {word}, against the checks", word, satisfied(book, item, not decision), decisions)


def takes_decision(item):
    threshold = item["threshold"]
    if item["kind"] == "boolean":
        return len(list(comparisons(threshold))) == 1
    return item["kind"] == "composite"


def decided(book, item, context):
    """A yes or no about the whole indicator stands while what it is computed from is not recorded."""
    code = item["code"]
    for decision in (True, False):
        word = "pass" if decision else "fail"
        decisions = {"decisions": {code: decision}}
        book.add(code, f"decided: {word}, and nothing else recorded", word, context, decisions)
        book.add(code, f"decided: {word}, against what was recorded", "fail" if decision else "pass",
                 satisfied(book, item, not decision), decisions)


def scope(book):
    condition = book.standard.scope
    if condition is None:
        return
    within = [item for item in book.items if item["assessment"] != "report"]
    reported_only = next(item for item in book.items if item["assessment"] == "report")
    for item in within:
        book.add(item["code"], "outside the standard's scope", "notApplicable", satisfied(book, item),
                 making(condition, False))
    book.add(reported_only["code"], "outside the standard's scope", "notApplicable", making(condition, False))
    for item in within[:3]:
        book.add(item["code"], "inside the standard's scope", "pass", satisfied(book, item), making(condition, True))
        book.add(item["code"], "inside the standard's scope and missed", "fail", satisfied(book, item, False),
                 making(condition, True))


class Walk:
    """Varies one part of a threshold at a time while the others leave the decision to it."""

    def __init__(self, book, item, context):
        self.book, self.item, self.context = book, item, context

    def add(self, name, verdict, *facts):
        word = {True: "pass", False: "fail", None: "noData"}[verdict]
        self.book.add(self.item["code"], name, word, self.context, *facts)

    def beside(self, *facts):
        return Walk(self.book, self.item, joined(self.context, *facts))

    def threshold(self, threshold, label):
        if "all_checks" in threshold or "any_check" in threshold:
            self.checks("all_checks" in threshold)
        elif "all" in threshold or "any" in threshold:
            self.parts(threshold.get("all") or threshold["any"], "all" in threshold, label)
        elif "cases" in threshold:
            self.alternatives(threshold["cases"], label)
        elif "vs" in threshold:
            self.trend(threshold, label)
        elif isinstance(threshold["value"], bool):
            self.flag(threshold, label)
        else:
            self.number(threshold, label)

    def parts(self, parts, is_conjunction, label):
        for index, part in enumerate(parts):
            others = [way(self.book, self.item, other, is_conjunction) for other in parts if other is not part]
            self.beside(*others).threshold(part, f"{label}part {index + 1} decides: ")
        first, last = parts[0], parts[-1]
        self.add(f"{label}the first part decides and the rest is open", not is_conjunction,
                 way(self.book, self.item, first, not is_conjunction))
        self.add(f"{label}the last part decides and the rest is open", not is_conjunction,
                 way(self.book, self.item, last, not is_conjunction))
        self.add(f"{label}every part {'met' if is_conjunction else 'missed'}", is_conjunction,
                 *[way(self.book, self.item, part, is_conjunction) for part in parts])

    def checks(self, is_conjunction):
        checks = deciding_checks(self.item)
        done = [check_way(self.book, self.item, check, is_conjunction) for check in checks]
        self.add(f"every check {'met' if is_conjunction else 'missed'}", is_conjunction, *done)
        self.add(f"every check {'missed' if is_conjunction else 'met'}", not is_conjunction,
                 *[check_way(self.book, self.item, check, not is_conjunction) for check in checks])
        for index, check in enumerate(checks):
            code, others = check["code"], [facts for other, facts in enumerate(done) if other != index]
            opposite = check_way(self.book, self.item, check, not is_conjunction)
            self.add(f"{code} alone {'missed' if is_conjunction else 'met'}", not is_conjunction, *others, opposite)
            self.add(f"{code} {'missed' if is_conjunction else 'met'} and the rest open", not is_conjunction, opposite)
            if len(checks) > 1:
                self.add(f"{code} alone open", None, *without(others, check))
            if "metric" in check["threshold"]:
                self.measured_check(check, without(others, check))
        for check in self.item.get("checks") or []:
            if check not in checks:
                self.add(f"{check['code']} is recorded and does not decide", is_conjunction, *done,
                         {"decisions": {check["code"]: not is_conjunction}})

    def measured_check(self, check, others):
        """Its number decides; while that is not recorded, a yes or no under the check's code does."""
        code, walk = check["code"], self.beside(*others)
        walk.threshold(check["threshold"], f"{code}: ")
        for decision in (True, False):
            said = {"decisions": {code: decision}}
            walk.add(f"{code} said to be {'met' if decision else 'missed'}", decision, said)
            walk.add(f"{code} said to be {'met' if decision else 'missed'}, against its number", not decision,
                     way(self.book, self.item, check["threshold"], not decision), said)

    def alternatives(self, alternatives, label):
        conditions = [case["when"] for case in alternatives if "when" in case]
        for index, case in enumerate(alternatives):
            facts = [making(condition, False) for condition in conditions[:index]]
            if "when" in case:
                facts.append(making(case["when"], True))
                what = str(case["when"]["value"])
            else:
                what = "otherwise"
            self.beside(*facts).threshold(case.get("then") or case["otherwise"], f"{label}{what}: ")
        attribute = conditions[0]["attr"]
        own, first = attribute.split(".", 1)[1], alternatives[0]
        met = way(self.book, self.item, first["then"], True)
        self.add(f"{label}{attribute} unknown", None, met)
        if isinstance(conditions[0]["value"], str):
            self.add(f"{label}{attribute} recorded in the inspection", True, met,
                     {"recorded": {own: choice(conditions[0]["value"])}})
            others = [making(condition, False) for condition in conditions]
            self.add(f"{label}{attribute} recorded in the inspection, the records say otherwise", True, met, *others,
                     {"recorded": {own: choice(conditions[0]["value"])}})
            if "otherwise" not in alternatives[-1]:
                self.add(f"{label}{attribute} is none of those that the clause names", None, met, *others)

    def trend(self, trend, label):
        metric, rises = trend["metric"], trend["op"] == "increasing"
        is_share = self.item.get("unit") == "%"

        def now(number):
            return {"recorded": {metric: self.book.value(metric, Fraction(number))}}

        for name, current, previous, verdict in [
            ("more than before", 51, 50, rises), ("less than before", 49, 50, not rises),
            ("a little more than before", "50.01", 50, rises), ("a little less than before", "49.99", 50, not rises),
            ("equal in the middle", 50, 50, False), ("equal at 0", 0, 0, not rises),
            ("equal at 100", 100, 100, rises and is_share), ("first of all 0 before", 1, 0, rises),
            ("down to 0", 0, 1, not rises), ("up to 100", 100, 99, rises), ("no value before", 50, None, None),
            ("no value now", None, 50, None),
        ]:
            if self.book.step(metric) == 1 and metric in self.book.declared and isinstance(current, str):
                continue
            self.add(f"{label}{name}", verdict, NOTHING if current is None else now(current),
                     NOTHING if previous is None else before(trend, previous))
        paper = {"recorded": {f"{metric}.previous": integer(50)}}
        self.add(f"{label}the value before is known from paper", rises, now(60), paper)
        self.add(f"{label}what paper says of the value before wins", rises, now(60), paper, before(trend, 70))

    def flag(self, comparison, label):
        metric, limit = comparison["metric"], comparison["value"]
        for value in (True, False):
            self.add(f"{label}{metric} {str(value).lower()}", value == limit, self.book.recorded(**{metric: value}))
        if label:
            self.add(f"{label}{metric} not recorded", None)

    def number(self, comparison, label):
        metric, relation, limit = comparison["metric"], comparison["op"], Fraction(str(comparison["value"]))
        step, per = self.book.step(metric), comparison.get("per") or {}
        base = comparison.get("base")
        assert not per.get("base"), "walked by hand"
        if label and not base:
            self.add(f"{label}{metric} not recorded", None)
        for size in self.sizes(comparison):
            required = limit if size is None else limit * size / 100
            facts = NOTHING if size is None else self.book.recorded(**{base: size})
            for side, number in around(required, step):
                if number is None or number < 0:
                    continue
                of = "" if size is None else f" of {base} {plain(Fraction(size))}"
                self.add(f"{label}{metric} {plain(number)}, {side} {relation} {plain(limit)}"
                         f"{'%' if size is not None else ''}{of}",
                         meets(relation, number, required), facts, self.book.recorded(**{metric: number}))
        if base:
            self.base_gaps(comparison, label)

    def base_gaps(self, comparison, label):
        metric, base = comparison["metric"], comparison["base"]
        met_when_empty = True if comparison.get("empty_base") == "met" else None
        self.add(f"{label}{base} not recorded", None, self.book.recorded(**{metric: 10}))
        self.add(f"{label}{metric} not recorded", None, self.book.recorded(**{base: 10}))
        self.add(f"{label}{base} 0", met_when_empty, self.book.recorded(**{metric: 0, base: 0}))
        if self.book.step(metric) != 1 and comparison["op"] in (">=", ">"):
            more = self.book.recorded(**{metric: 100, base: Fraction("99.99")})
            self.add(f"{label}{metric} over {base}", True, more)

    def sizes(self, comparison):
        base = comparison.get("base")
        if base is None:
            return (None,)
        is_area = self.book.step(base) != 1
        if comparison.get("basis") == "number":
            return AREA_BASES if is_area else WHOLE_BASES
        return (Fraction(100), Fraction("12345.67")) if is_area else (100, 333)


def without(others, check):
    """The facts of other checks, less the metric of this one where two checks share it."""
    metric = (check["threshold"] or {}).get("metric")
    return [{part: {name: value for name, value in facts.items() if name != metric} if part == "recorded" else facts
             for part, facts in other.items()} for other in others]
