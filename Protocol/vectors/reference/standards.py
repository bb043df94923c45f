"""What a standard says of a subject. ../../standards.md is the specification.

Outcomes are the words of the specification: pass, fail, notApplicable, reportOnly, noData. A metric without data is
None.
"""

from fractions import Fraction

from reference import windows
from reference.circumstances import comparisons
from reference.exact import NUMERIC, every, exact, in_range, number_of, plain, some


class Evaluation:
    """The results of one standard for one subject."""

    def __init__(self, standard, subject, includes_disabled=False):
        self.standard, self.subject, self.includes_disabled = standard, subject, includes_disabled
        self.applied, self.chosen = [], []
        self.met_dispute = False

    # MARK: outcomes

    def outcome(self, item):
        if item.get("disabled") and not self.includes_disabled or item["code"] in self.subject.exemptions:
            return "notApplicable"
        applicability = item.get("applicability")
        applies = True if applicability is None else self.holds(applicability, item)
        scope = True if self.standard.scope is None else self.holds(self.standard.scope, item)
        if applies is False or scope is False:
            return "notApplicable"
        if item["assessment"] == "report":
            return "reportOnly"
        verdict = None if applies is None else self.verdict(item)
        return {True: "pass", False: "fail", None: "noData"}[verdict]

    def verdict(self, item):
        """A person's where only a person can judge, else that of what was recorded, and while this is open a person's.

        No decision settles a dispute.
        """
        self.met_dispute = False
        threshold, is_judgement = item["threshold"], item["assessment"] == "judgement"
        decision = self.decision(item["code"])
        if is_judgement and (decision is not None or self.met_dispute):
            return decision
        verdict = None if threshold is None else self.met(threshold, item)
        if verdict is None and not self.met_dispute and self.takes_decision(item):
            return decision
        return verdict

    def decision(self, code):
        return None if self.is_disputed(code) else self.subject.decisions.get(code)

    def is_disputed(self, name):
        """Whether people disagree on what stands under a name or code, which is remembered: it leaves results open."""
        self.met_dispute |= name in self.subject.disputed
        return name in self.subject.disputed

    def takes_decision(self, item):
        """Whether a yes or no about the whole indicator means anything beside its numbers."""
        threshold = item["threshold"]
        return threshold is None or "all_checks" in threshold or "any_check" in threshold or any(
            isinstance(part["value"], bool) for part in comparisons(threshold))

    def checks(self, item):
        """The verdict of each check that decides, by code."""
        return {check["code"]: self.check_verdict(check, item) for check in item.get("checks") or []
                if check.get("threshold") is not None and check.get("assessment", "threshold") == "threshold"}

    def check_verdict(self, check, item):
        threshold, code = check["threshold"], check["code"]
        decision = self.decision(code)
        if "metric" not in threshold and "value" in threshold:
            return None if decision is None else decision == threshold["value"]
        if decision is not None and all(
                self.measure(part["metric"], item) is None and not self.is_disputed(part["metric"])
                for part in comparisons(threshold)):
            return decision
        return self.met(threshold, item)

    # MARK: thresholds

    def met(self, threshold, item):
        if "all" in threshold:
            return every([self.met(part, item) for part in threshold["all"]])
        if "any" in threshold:
            return some([self.met(part, item) for part in threshold["any"]])
        if "cases" in threshold:
            return self.first_case(threshold["cases"], item)
        if "all_checks" in threshold or "any_check" in threshold:
            verdicts = self.checks(item).values()
            if not verdicts:
                return None
            return every(verdicts) if "all_checks" in threshold else some(verdicts)
        if "vs" in threshold:
            return self.moves(threshold, item)
        return self.compares(threshold, item)

    def first_case(self, cases, item):
        for index, case in enumerate(cases):
            if "otherwise" in case:
                self.chosen.append("otherwise")
                return self.met(case["otherwise"], item)
            holds = self.holds(case["when"], item)
            if holds is None:
                return None
            if holds:
                self.chosen.append(index)
                return self.met(case["then"], item)
        return None

    def compares(self, comparison, item):
        limit, relation = comparison["value"], comparison["op"]
        metric, per = comparison["metric"], comparison.get("per")
        if isinstance(limit, bool):
            value = self.measure(metric, item)
            return value == limit if isinstance(value, bool) else None
        required = exact(limit)
        base_name = comparison.get("base") or (per or {}).get("base")
        if base_name:
            base = self.base(base_name, item)
            if not isinstance(base, tuple):
                return None
            if base[0] == 0:
                return True if comparison.get("empty_base") == "met" and not self.is_disputed(metric) else None
            required = required * base[0] / (100 if comparison.get("base") else exact(per["value"]))
        elif per and self.is_counted(metric, item):
            return self.in_windows(comparison, per, item)
        return self.holds_against(metric, self.measure(metric, item), relation, required)

    def holds_against(self, metric, value, relation, required, window=None):
        """The verdict, with a note of the numbers where it is decided."""
        verdict = in_range(value, relation, required)
        if verdict is not None and value[0] == value[1]:
            days = {"from": window[0].isoformat(), "to": window[1].isoformat()} if window else {}
            self.applied.append({"metric": metric, "measured": plain(value[0]), "op": relation,
                                 "required": plain(required)} | days)
        return verdict

    def in_windows(self, comparison, per, item):
        """The running window where it decides already, else the last complete one."""
        metric, relation, limit = comparison["metric"], comparison["op"], exact(comparison["value"])
        running = windows.running(self.subject.date, per["value"], per["unit"])
        value = self.measure(metric, item, running)
        if not isinstance(value, tuple):
            return None
        if relation in (">=", ">"):
            is_decided = in_range(value, relation, limit) is True
        else:
            is_decided = in_range(value, "<" if relation == "<" else "<=", limit) is False
        if is_decided:
            return self.holds_against(metric, value, relation, limit, running)
        complete = windows.before(running, per["value"], per["unit"])
        return self.holds_against(metric, self.measure(metric, item, complete), relation, limit, complete)

    def moves(self, trend, item):
        now, then = self.measure(trend["metric"], item), self.subject.previous(trend["metric"], trend["vs"])
        if now is None and trend.get("empty_base") == "met" and self.divides_by_zero(trend["metric"], item):
            return True
        if not isinstance(now, tuple) or not isinstance(then, tuple):
            return None
        now, then = now[0], then[0]
        if now == then:
            best = 0 if trend["op"] == "decreasing" else 100 if item.get("unit") == "%" else None
            return now == best
        return now < then if trend["op"] == "decreasing" else now > then

    # MARK: values

    def measure(self, name, item, window=None):
        if self.is_disputed(name):
            return None
        if name in self.subject.recorded:
            return number_of(self.subject.recorded[name])
        formula = self.formula(name, item)
        return self.compute(formula, item, window) if isinstance(formula, dict) else None

    def formula(self, name, item):
        return (item.get("derived_metrics") or {}).get(name) or self.standard.formulas.get(name)

    def is_counted(self, name, item):
        """Whether the value comes from records, so that it can be asked for any window of time."""
        formula = None if name in self.subject.recorded else self.formula(name, item)

        def asks(operand):
            if isinstance(operand, str):
                return self.is_counted(operand, item)
            if not isinstance(operand, dict):
                return False
            if "query" in operand:
                return True
            parts = [operand.get("metric")] + [
                part for shape in ("sum", "first", "difference", "ratio") for part in operand.get(shape) or []]
            return any([asks(part) for part in parts])

        return asks(formula)

    def divides_by_zero(self, name, item):
        formula = self.formula(name, item)
        if self.is_disputed(name) or not formula or "ratio" not in formula:
            return False
        above, below = formula["ratio"]
        if self.is_disputed(above):
            return False
        below = self.base(below, item) if isinstance(below, str) else self.compute(below, item, None)
        return isinstance(below, tuple) and below == (0, 0)

    def base(self, name, item, window=None):
        """As a metric, and else what the records of the area know under the name."""
        if self.is_disputed(name) or name in self.subject.recorded or name in self.standard.formulas:
            return self.measure(name, item, window)
        subject = item["applies_to"] if isinstance(item["applies_to"], str) else item["applies_to"][0]
        known = self.subject.attributes.get(f"{subject}.{name}")
        return number_of(known) if known is not None and "set" not in known else None

    def compute(self, formula, item, window):
        def part(operand):
            if isinstance(operand, dict):
                return self.compute(operand, item, window)
            return self.measure(operand, item, window) if isinstance(operand, str) else (exact(operand),) * 2

        def numbers(operands):
            found = [part(operand) for operand in operands]
            return found if all(isinstance(number, tuple) for number in found) else None

        if "metric" in formula:
            return part(formula["metric"])
        if "number" in formula:
            return (exact(formula["number"]),) * 2
        if "sum" in formula:
            found = numbers(formula["sum"])
            return found and (sum(n[0] for n in found), sum(n[1] for n in found))
        if "first" in formula:
            return self.first(formula["first"], part)
        if "difference" in formula:
            found = numbers(formula["difference"])
            return found and (found[0][0] - found[1][1], found[0][1] - found[1][0])
        if "ratio" in formula:
            return self.ratio(formula, part, item, window)
        if "check" in formula:
            owner, check = self.standard.checks[formula["check"]]
            return self.check_verdict(check, owner)
        if "tally" in formula:
            return self.tally(formula)
        return self.subject.answer(formula["query"], formula.get("arguments") or {}, window)

    def first(self, operands, part):
        """The first that has a value; one on which inspectors disagree hides those behind it."""
        for operand in operands:
            found = part(operand)
            if found is not None or self.is_undecided(operand):
                return found
        return None

    def is_undecided(self, operand):
        if not isinstance(operand, dict):
            return isinstance(operand, str) and self.is_disputed(operand)
        parts = [operand.get("metric")] + [
            part for shape in ("sum", "first", "difference", "ratio") for part in operand.get(shape) or []]
        return any(self.is_undecided(part) for part in parts)

    def ratio(self, formula, part, item, window):
        above, below = formula["ratio"]
        above = part(above)
        below = self.base(below, item, window) if isinstance(below, str) else part(below)
        if not isinstance(above, tuple) or not isinstance(below, tuple) or below[0] == 0:
            return None
        number = exact(formula.get("times", 1)) * above[0] / below[0]
        return number, number

    def tally(self, formula):
        least = most = 0
        for group in formula["groups"]:
            outcomes = [Evaluation(self.standard, self.subject, self.includes_disabled).outcome(item)
                        for item in self.standard.in_group(group)]
            if formula["tally"] == "groups_met":
                least += not {"fail", "noData"} & set(outcomes)
                most += "fail" not in outcomes
            else:
                least += outcomes.count("fail")
                most += outcomes.count("fail") + outcomes.count("noData")
        return Fraction(least), Fraction(most)

    # MARK: conditions

    def holds(self, condition, item):
        if "all" in condition:
            return every([self.holds(part, item) for part in condition["all"]])
        if "any" in condition:
            return some([self.holds(part, item) for part in condition["any"]])
        relation, literal = condition["op"], condition["value"]
        known = self.attribute(condition["attr"], item)
        if relation in ("contains", "not_contains"):
            has = literal in (known or {}).get("set", [])
            return has == (relation == "contains")
        if literal is None:
            return (known is None) == (relation == "==")
        if known is None:
            return None
        value = number_of(known)
        if isinstance(literal, bool):
            return (value is literal) == (relation == "==") if isinstance(value, bool) else None
        if isinstance(literal, str):
            same = next(iter(known.values())) == literal
            return same == (relation == "==")
        if not isinstance(value, tuple):
            return None
        if relation == "!=":
            return value[0] != exact(literal)
        return NUMERIC[relation](value[0], exact(literal))

    def attribute(self, name, item):
        own = name.split(".", 1)[1]
        if self.is_disputed(own):
            return None
        if own in self.subject.recorded:
            return self.subject.recorded[own]
        return self.subject.attributes.get(name)
