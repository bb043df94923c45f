"""Conditions and rules of survey.yaml as the expressions of XLSForm."""

import re

NAME = re.compile(r"\b[A-K]\d\d\b")


def shown_when(condition):
    """The expression for a `show_if`: a leaf {q or field, op, value}, or {any or all: [...]}."""
    for word, joint in (("any", " or "), ("all", " and ")):
        if word in condition:
            return joint.join(f"({shown_when(part)})" for part in condition[word])
    if "field" in condition:
        if condition["field"] != "visit.round":
            raise ValueError(f"show_if reads {condition['field']}, which the form does not know")
        return f"${{visit_round}} {condition['op']} {condition['value']}"
    name, sign, value = "${" + condition["q"] + "}", condition["op"], condition["value"]
    if sign in ("in", "not_in"):
        inside = " or ".join(f"{name} = '{code}'" for code in value)
        return inside if sign == "in" else f"not({inside})"
    if sign == "contains":
        return f"selected({name}, '{value}')"
    if sign == "not_contains":
        # A question that was not answered contains nothing, but there is nothing to ask on about either.
        return f"{name} != '' and not(selected({name}, '{value}'))"
    if sign == "==":
        sign = "="
    if value is True or value is False:
        return f"{name} {sign} '{str(value).lower()}'"
    return f"{name} {sign} {value}" if isinstance(value, int) else f"{name} {sign} '{value}'"


def served(*questions):
    """The catalogues that questions serve, in the order of their clauses."""
    clauses = [clause["ref"] for question in questions for clause in question["serves"]]
    return list(dict.fromkeys(clause.split("-")[0] for clause in clauses))


def active(*questions):
    """True while a catalogue that one of the questions serves is active in the campaign."""
    return " or ".join(f"selected(${{campaign_catalogues}}, '{name}')" for name in served(*questions))


def both(*conditions):
    """All of the conditions; those that are empty are left out."""
    present = [condition for condition in conditions if condition]
    if len(present) < 2:
        return "".join(present)
    return " and ".join(f"({condition})" if " or " in condition else condition for condition in present)


def kept(rule, question, unless=None):
    """The expression for a rule between answers, such as `A05 + A06 <= A04` or `... implies ...`, seen from a question."""
    def side(text):
        def named(found):
            name = found.group(0)
            if name == question:
                return "."
            # A summand that was not answered counts as nothing, so that it does not make the whole rule fail.
            adds = re.search(rf"\b{name}\b\s*\+|\+\s*{name}\b", text)
            return f"coalesce(${{{name}}}, 0)" if adds else f"${{{name}}}"
        return NAME.sub(named, text)

    condition, _, consequence = rule.partition(" implies ")
    expression = f"not({side(condition)}) or {side(consequence)}" if consequence else side(condition)
    return f"{expression} or {side(unless)}" if unless else expression
