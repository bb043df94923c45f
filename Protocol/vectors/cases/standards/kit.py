"""How a case is put together: what is known of a subject, and what the second implementation makes of it."""

from fractions import Fraction
from pathlib import Path

from reference import circumstances, standard_files, standards
from reference.circumstances import comparisons
from reference.exact import plain

FOLDER = Path(__file__).resolve().parents[4] / "Sources/CBuiltInContent/standards"
#: The parts of a case in the order in which they are written, without those that every case has.
FACTS = ("recorded", "decisions", "exemptions", "attributes", "disputed", "previous", "queries")


def integer(number):
    return {"integer": str(number)}


def decimal(number):
    return {"decimal": plain(Fraction(str(number)))}


def boolean(flag):
    return {"boolean": flag}


def choice(code):
    return {"choice": code}


def text(content):
    return {"text": content}


def joined(*parts):
    """Facts of several sources together; the later ones win."""
    whole = {}
    for part in parts:
        for name, content in part.items():
            if isinstance(content, dict):
                whole[name] = whole.get(name, {}) | content
            elif isinstance(content, list):
                whole[name] = whole.get(name, []) + content
            else:
                whole[name] = content
    return whole


class Book:
    """The cases of one standard."""

    def __init__(self, document, date):
        self.document, self.date = document, date
        self.standard = circumstances.Standard(document)
        self.items = document["items"]
        self.declared = {}
        for item in self.items:
            for fact in item.get("record") or []:
                self.declared.setdefault(fact["id"], fact)
        self.cases, self.inspections, self.names = [], [], set()

    def item(self, code):
        return self.standard.indicators[code]

    def step(self, name):
        """The smallest difference that the type of a fact can show to an inspector."""
        return Fraction(1, 100) if self.declared.get(name, {}).get("type") == "decimal" else Fraction(1)

    def value(self, name, number):
        """A number or yes/no as it is recorded under a name."""
        if isinstance(number, bool):
            return boolean(number)
        kind = self.declared.get(name, {}).get("type")
        return decimal(plain(Fraction(number))) if kind == "decimal" or Fraction(number).denominator != 1 \
            else integer(Fraction(number))

    def recorded(self, **numbers):
        return {"recorded": {name: self.value(name, number) for name, number in numbers.items()}}

    def add(self, code, name, want, *facts, date=None, disabled=None):
        """A case, whose result must be the one that its author had in mind."""
        item, known = self.item(code), joined(*facts)
        case = {"name": name, "indicator": code, "date": date or self.date}
        case |= {part: known[part] for part in FACTS if known.get(part)}
        includes = bool(item.get("disabled")) if disabled is None else disabled
        if includes:
            case["includesDisabled"] = True
        assert (code, name) not in self.names, (code, name)
        self.names.add((code, name))
        evaluation = standards.Evaluation(self.standard, circumstances.Subject(case), includes)
        outcome = evaluation.outcome(item)
        assert want in (None, outcome), (code, name, "expected", want, "but is", outcome, case)
        case["expect"] = {"outcome": outcome} | explained(evaluation, item, outcome)
        self.cases.append(case)

    def add_inspection(self, name, *facts, includes_disabled=True):
        """One inspection and the results of all indicators."""
        known = joined(*facts)
        case = {"name": name, "date": self.date}
        case |= {part: known[part] for part in FACTS if known.get(part)}
        case["includesDisabled"] = includes_disabled
        subject = circumstances.Subject(case)
        case["expect"] = {
            item["code"]: standards.Evaluation(self.standard, subject, includes_disabled).outcome(item)
            for item in self.items}
        self.inspections.append(case)
        return case["expect"]


def explained(evaluation, item, outcome):
    """What led to the outcome, where something was computed."""
    known = {}
    if outcome not in ("pass", "fail", "noData"):
        return known
    if evaluation.chosen:
        known["case"] = evaluation.chosen[0]
    if evaluation.applied:
        known["applied"] = evaluation.applied
    threshold = item["threshold"] or {}
    if evaluation.applied and ("metric" in threshold or evaluation.chosen):
        applied = threshold
        if evaluation.chosen:
            applied = threshold["cases"][-1]["otherwise"] if evaluation.chosen[0] == "otherwise" \
                else threshold["cases"][evaluation.chosen[0]]["then"]
        days = evaluation.applied[0]
        judged = f" [{days['from']}..{days['to']}]" if "from" in days else ""
        known["threshold"] = notation(applied) + judged
    if "all_checks" in threshold or "any_check" in threshold:
        known.pop("applied", None)
        words = {True: "pass", False: "fail", None: "noData"}
        known["checks"] = {code: words[verdict] for code, verdict in evaluation.checks(item).items()}
    return known


def notation(comparison):
    """A comparison in one line of signs, such as `a / b >= 80 %` or `a >= 20 m2 per 100 {户} b`."""
    metric, base, per = comparison["metric"], comparison.get("base"), comparison.get("per")
    limit = plain(Fraction(str(comparison["value"])))
    words = [f"{metric} / {base}" if base else metric, comparison["op"], limit, comparison.get("unit")]
    if per and "base" in per:
        words += ["per", plain(Fraction(str(per["value"]))), per.get("unit"), per["base"]]
    elif per:
        words += ["per", None if per["value"] == 1 else str(per["value"]), per["unit"]]
    return " ".join(word for word in words if word)


def read_all():
    """The built-in standards by name: data and hash of the file."""
    return {path.stem: standard_files.read(path) for path in sorted(FOLDER.glob("*.yaml"))}


__all__ = ["Book", "Fraction", "boolean", "choice", "comparisons", "decimal", "integer", "joined", "plain", "read_all",
           "text"]
