"""What survey.yaml itself says of given answers, and which answers are worth trying."""

import itertools
import operator
import re

SIGNS = {">": operator.gt, ">=": operator.ge, "<": operator.lt, "<=": operator.le}


def number(text):
    try:
        return int(text)
    except ValueError:
        return None


def holds(condition, values):
    """A show_if for answers by name; a question without an answer has the empty one."""
    if "any" in condition:
        return any(holds(part, values) for part in condition["any"])
    if "all" in condition:
        return all(holds(part, values) for part in condition["all"])
    name = condition.get("q") or {"visit.round": "visit_round"}[condition["field"]]
    answer, sign, value = values[name], condition["op"], condition["value"]
    wanted = str(value).lower() if isinstance(value, bool) else value
    if sign == "==":
        return answer == str(wanted)
    if sign == "!=":
        return answer != str(wanted)
    if sign in ("in", "not_in"):
        return (answer in wanted) == (sign == "in")
    if sign == "contains":
        return wanted in answer.split()
    if sign == "not_contains":
        return answer != "" and wanted not in answer.split()
    found = number(answer)
    return found is not None and SIGNS[sign](found, wanted)


def names(condition):
    """The names that a show_if reads."""
    parts = condition.get("any") or condition.get("all")
    if parts:
        return {name for part in parts for name in names(part)}
    return {condition["q"]} if "q" in condition else {"visit_round"}


def compared(rule, values):
    """A rule between answers, such as `A05 + A06 <= A04`; a summand without an answer counts as nothing."""
    condition, _, consequence = rule.partition(" implies ")
    if consequence:
        return not compared(condition, values) or compared(consequence, values)
    if " and " in condition:
        return all(compared(part, values) for part in condition.split(" and "))
    left, sign, right = re.fullmatch(r"(.+?) (<=|>=|<|>|=) (.+)", condition).groups()
    sides = []
    for side in (left, right):
        terms = side.split(" + ")
        found = [number(values.get(term, term)) for term in terms]
        sides.append(sum(term or 0 for term in found) if len(terms) > 1 else found[0])
    if None in sides:
        return False
    return sides[0] == sides[1] if sign == "=" else SIGNS[sign](*sides)


def keeps(question, values, unless):
    """Whether an answer keeps all rules of its question."""
    answer = values[question["id"]]
    rules = question.get("validation", [])
    if any("special" in rule for rule in rules) and answer == "-1":
        return True
    chosen = answer.split()
    for choice in question.get("choices", []):
        if choice.get("exclusive") and choice["code"] in chosen and len(chosen) > 1:
            return False
    return all(keeps_one(rule, answer, values, unless) for rule in rules)


def keeps_one(rule, answer, values, unless):
    if "min" in rule:
        return rule["min"] <= int(answer) <= rule.get("max", 10**9)
    if "min_choices" in rule:
        return len(answer.split()) >= rule["min_choices"]
    if "max_length" in rule:
        return len(answer) <= rule["max_length"]
    if "pattern" in rule:
        return re.fullmatch(rule["pattern"], answer) is not None
    if "rule" in rule and not rule["rule"].startswith("if false: stop"):
        spared = rule["rule"] in unless and compared(unless[rule["rule"]], values)
        return spared or compared(rule["rule"], values)
    return True


def candidates(question):
    """Answers worth trying: every choice, every limit and its neighbours, and none."""
    kind = question["type"]
    if kind == "boolean":
        return ["", "true", "false"]
    if kind in ("single", "multi"):
        codes = [choice["code"] for choice in question["choices"]]
        pairs = [f"{one} {other}" for one, other in itertools.combinations(codes, 2)] if kind == "multi" else []
        return ["", *codes, *pairs, *(["none_such"] if kind == "single" else [])]
    if kind == "integer":
        return ["", *map(str, sorted(edges(question)))]
    return ["", "x", "1234567", "123456", "+86 0757-1234", "1" * 20, "1" * 21, "字" * 1000, "字" * 1001, "12345678a"]


def edges(question):
    found = {-2, -1, 0, 1, 2, 3}
    for rule in question.get("validation", []):
        for text in map(str, rule.values()):
            for limit in re.findall(r"(?<![A-K\d])\d+", text):
                found |= {int(limit) - 1, int(limit), int(limit) + 1}
    return found
