"""Walks survey.yaml and proves that every question, choice, skip and validation rule has its counterpart in the XForms.

Skips and validations are compared by what they do: each rule of survey.yaml and the form's expression are evaluated for
all answers around the rule's limits, and must agree on every one. Prints what was compared, and each disagreement.
"""

import itertools
import pathlib
import re
import sys

import yaml

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / "checker"))
from expected import candidates, compared, holds, keeps, names, number  # noqa: E402
from xform import NAMES, XForm  # noqa: E402

FORMS = pathlib.Path(__file__).resolve().parent
CATALOGUES = ("NH11", "NH12", "SY13", "QP11", "KM09")
FORBIDDEN = "计划生育|计划外|刑释|帮教|宗教|邪教|迷信|姓名|身份证|出生日期|收入|religion|income|identity number|birth date"
CONTROLS = {"boolean": "select1", "single": "select1", "multi": "select"}


class Check:
    def __init__(self):
        self.survey = yaml.safe_load((FORMS / "household-survey/survey.yaml").read_text(encoding="utf-8"))
        self.wording = yaml.safe_load((FORMS / "wording.yaml").read_text(encoding="utf-8"))
        self.faults, self.compared = [], dict.fromkeys(("questions", "choices", "skips", "validations", "cases"), 0)

    def need(self, truth, what):
        if not truth:
            self.faults.append(what)

    def household(self):
        self.form = XForm(FORMS / "household-survey/household-survey.xml")
        sections = self.survey["questionnaire"]["sections"]
        self.questions = {question["id"]: question for section in sections for question in section["questions"]}
        expected = [f"/data/{s['code']}/{q['id']}" for s in sections for q in s["questions"]]
        found = [path for path in self.form.controls if path.rsplit("/", 1)[1] in self.questions]
        self.need(found == expected, f"the order of questions differs: {found} instead of {expected}")
        extras = {path.rsplit("/", 1)[1] for path in self.form.controls} - set(self.questions)
        self.need(extras == {"A01_stop", "A04_warning", "F01_warning", "K03_geo"}, f"the form also asks {extras}")
        for section in sections:
            label = self.form.groups[f"/data/{section['code']}"].find("x:label", NAMES)
            for language in ("zh", "en"):
                self.need(self.form.text(label, language) == section[f"title_{language}"], f"title of {section['code']}")
            for question in section["questions"]:
                self.question(question)
                self.skip(question, section)
                self.validation(question)
        self.stop()

    def question(self, question):
        name, form = question["id"], self.form
        path = form.path(name)
        control, bind = form.controls[path], form.binds[path]
        self.compared["questions"] += 1
        tag = control.tag.rsplit("}", 1)[1]
        self.need(tag == CONTROLS.get(question["type"], "input"), f"{name} is asked by {tag}")
        kind = "int" if question["type"] == "integer" else "string"
        self.need(bind.get("type") == kind, f"{name} is of type {bind.get('type')}")
        self.need((bind.get("required") == "true()") == question["required"], f"{name}: required")
        if question["type"] == "text+geo":
            self.need(form.binds[f"{path}_geo"].get("type") == "geopoint", f"{name} has no position")
            self.need(form.binds[f"{path}_geo"].get("relevant") == bind.get("relevant"), f"{name}: position shown when")
        for language in ("zh", "en"):
            self.texts(question, control, bind, language)

    def texts(self, question, control, bind, language):
        name, form = question["id"], self.form
        label = form.text(control.find("x:label", NAMES), language) or ""
        for context, words in self.wording["context"].items():
            label = label.replace("${" + context + "}", words["default"])
        asked = question[f"text_{language}"] if name != "B09" or language == "zh" else label
        self.need(label == asked, f"{name}: label {label!r} instead of {asked!r}")
        self.need(not re.search(FORBIDDEN, label), f"{name} asks what is never asked: {label}")
        hint = control.find("x:hint", NAMES)
        self.need(hint is None or form.text(hint, language), f"{name}: no hint in {language}")
        for rule, message in (("constraint", "constraintMsg"), ("required", "requiredMsg")):
            said = form.by_id(bind.get("{%s}%s" % (NAMES["jr"], message)), language)
            self.need(bind.get(rule) is None or said, f"{name}: no {message} in {language}")
        if "choices" in question:
            wanted = [(choice["code"], choice[language]) for choice in question["choices"]]
            found = form.choices(control, language)
            self.need(found == wanted, f"{name}: choices {found} instead of {wanted}")
            self.compared["choices"] += len(wanted) if language == "zh" else 0

    def skip(self, question, section):
        """Compares when a question is shown, for all answers it may depend on."""
        name, path = question["id"], self.form.path(question["id"])
        conditions = [part["show_if"] for part in (section, question) if "show_if" in part]
        read = {found for condition in conditions for found in names(condition)}
        served = {clause["ref"].split("-")[0] for clause in question["serves"]}
        always, is_off = section["code"] in "AK", "off by default" in question.get("sensitivity", "")
        # Catalogues that the question does not serve are tried all on and all off, the others in all combinations.
        others = " ".join(catalogue for catalogue in CATALOGUES if catalogue not in served)
        active = [" ".join(chosen) + f" {rest}" for size in range(len(served) + 1)
                  for chosen in itertools.combinations(sorted(served), size) for rest in ("", others)]
        tried = {found: self.tried(found) for found in sorted(read)}
        tried |= {"A01": ["", "true", "false"], "campaign_catalogues": active, "sensitive_questions": ["", name]}
        for values in cases(tried):
            asked = always or served & set(values["campaign_catalogues"].split())
            allowed = not is_off or values["sensitive_questions"] == name
            wanted = (name == "A01" or values["A01"] == "true") and bool(asked) and allowed
            wanted = wanted and all(holds(condition, values) for condition in conditions)
            self.agree(self.form.shown(path, values), wanted, f"{name} shown", values)
        self.compared["skips"] += len(conditions)

    def tried(self, name):
        if name == "visit_round":
            return ["0", "1", "2"]
        return candidates(self.questions[name])

    def validation(self, question):
        """Compares which answers are taken, for all answers at and around the limits."""
        name, path, unless = question["id"], self.form.path(question["id"]), self.wording["unless"]
        rules = question.get("validation", [])
        texts = [rule["rule"] for rule in rules if "rule" in rule] + list(unless.values())
        read = {found for text in texts for found in re.findall(r"\b[A-K]\d\d\b", text)} - {name}
        tried = {found: self.tried(found) for found in sorted(read)}
        tried[name] = [answer for answer in candidates(question) if answer]
        for values in cases(tried):
            if question["type"] == "integer" and number(values[name]) is None:
                continue
            self.agree(self.form.rule(path, "constraint", values), keeps(question, values, unless), f"{name} taken", values)
        for rule in rules:
            self.compared["validations"] += 1
            if "warn_if" in rule:
                note = f"{path}_warning"
                for answer in tried[name]:
                    wanted = compared(f"{name} {rule['warn_if'].replace('>', '> ')}", {name: answer})
                    self.agree(self.form.rule(note, "relevant", {name: answer}), wanted, f"{name} warned of", {name: answer})
        self.compared["validations"] += sum(1 for choice in question.get("choices", []) if choice.get("exclusive"))

    def stop(self):
        """Without an adult nothing more is asked (the skips show it), and the outcome is an appointment."""
        path = self.form.path("outcome")
        expression = self.form.binds[path].get("calculate")
        for answer, wanted in (("true", ""), ("false", "appointment"), ("", "")):
            found = self.form.evaluate(expression, path, {"A01": answer})
            self.agree(found, wanted, "outcome", {"A01": answer})
            told = self.form.shown("/data/A/A01_stop", {"A01": answer})
            self.agree(told, answer == "false", "the note to stop", {"A01": answer})

    def publicity(self):
        self.form = XForm(FORMS / "publicity-record/publicity-record.xml")
        for field in self.survey["publicity_record"]["fields"]:
            self.compared["questions"] += 1
            name, kind = field["id"], field["type"]
            if kind in ("ref", "list"):
                where = {"ref": self.form.binds, "list": self.form.groups}[kind]
                self.need(f"/data/{name}" in where, f"{name} is not in the publicity record")
            else:
                self.need(f"/data/{name}" in self.form.controls, f"{name} is not in the publicity record")
                self.need(bool(field.get("required")) == (self.form.binds[f"/data/{name}"].get("required") is not None), f"{name}: required")
            self.publicity_rules(field, f"/data/{name}/count" if kind == "list" else f"/data/{name}")
            self.publicity_choices(field, f"/data/{name}/kind" if kind == "list" else f"/data/{name}")

    def publicity_rules(self, field, path):
        limits = {key: field[key] for key in ("min", "max") if key in field}
        if field["type"] == "list":
            low, high = re.findall(r"\d+", field["item"]["count"])
            limits = {"min": int(low), "max": int(high)}
        name = path.rsplit("/", 1)[1]
        for answer in sorted({limit + step for limit in limits.values() for step in (-1, 0, 1)}):
            wanted = limits["min"] <= answer <= limits.get("max", answer)
            values = {name: str(answer)}
            self.agree(self.form.rule(path, "constraint", values), wanted, f"{name} taken", values)
        if "max_length" in field:
            for length in (field["max_length"], field["max_length"] + 1):
                values = {name: "字" * length}
                self.agree(self.form.rule(path, "constraint", values), length == field["max_length"], f"{name} taken", values)
        self.compared["validations"] += len(limits) + ("max_length" in field)
        if field["type"] == "text+date":
            self.need(self.form.binds[f"{path}_due"].get("type") == "date", f"{name} has no due date")
            for answer in ("", "x"):
                self.agree(self.form.shown(f"{path}_due", {name: answer}), answer != "", f"{name}_due shown", {name: answer})

    def publicity_choices(self, field, path):
        wanted = [choice["zh"] if isinstance(choice, dict) else choice for choice in field.get("choices", [])]
        if wanted:
            found = [label for _, label in self.form.choices(self.form.controls[path], "zh")]
            self.need(found == wanted, f"{field['id']}: choices {found} instead of {wanted}")
            english = [label for _, label in self.form.choices(self.form.controls[path], "en")]
            self.need(all(english), f"{field['id']}: a choice has no English name")
            self.compared["choices"] += len(wanted)

    def agree(self, found, wanted, what, values):
        self.compared["cases"] += 1
        if found != wanted and len(self.faults) < 50:
            self.faults.append(f"{what}: the form says {found}, survey.yaml {wanted}, for {values}")


def cases(tried):
    """Every combination of the answers to try, as answers by name."""
    for chosen in itertools.product(*tried.values()):
        yield dict(zip(tried, chosen))


def main():
    check = Check()
    check.household()
    check.publicity()
    print("compared: " + ", ".join(f"{count} {what}" for what, count in check.compared.items()))
    for rule, spared in check.wording["unless"].items():
        print(f"limited: `{rule}` does not hold when {spared}, where it would leave no answer at all")
    print("beside the form, by the visit: who answers, one response a household and round, completed or partial")
    for fault in check.faults:
        print(f"FAULT {fault}")
    print("nothing is missing" if not check.faults else f"{len(check.faults)} faults")
    return 1 if check.faults else 0


if __name__ == "__main__":
    sys.exit(main())
