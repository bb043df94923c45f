"""The household survey: survey.yaml's questionnaire as rows of an XLSForm."""

from conditions import active, both as all_of, kept, shown_when
from workbook import both

ADULT = "${A01} = 'true'"
# Asked whatever the campaign's catalogues are: who is at home, and what they wish to say.
ALWAYS_ASKED = ("A", "K")


def sheets(survey, wording):
    form = survey["questionnaire"]
    rows = [context(name, words) for name, words in wording["context"].items()]
    choices = [{"list_name": "yes_no", "name": code, **both("label", label)} for code, label in wording["yes_no"].items()]
    for section in form["sections"]:
        rows += group(section, wording)
        for question in section["questions"]:
            choices += choice_rows(question)
        if section["code"] == "A":
            rows.append({"type": "calculate", "name": "outcome", "calculation": "if(${A01} = 'false', 'appointment', '')"})
    settings = {
        "form_title": f"{form['title_zh']} {form['title_en']}", "form_id": survey["id"],
        "version": str(survey["version"]), "default_language": "中文 (zh)",
    }
    return {"survey": rows, "choices": choices, "settings": [settings]}


def context(name, words):
    """What the device hands over; it is kept with the answers, so that they can be read by what was in force."""
    return {
        "type": "hidden", "name": name, "default": words["default"],
        "bind::jr:preload": "property", "bind::jr:preloadParams": name, "remark": f"{words['zh']} / {words['en']}",
    }


def group(section, wording):
    adult = "" if section["code"] == "A" else ADULT
    # A section none of whose questions is asked in this campaign has no page of its own either.
    asked = "" if section["code"] in ALWAYS_ASKED else active(*section["questions"])
    condition = shown_when(section["show_if"]) if "show_if" in section else ""
    rows = [{
        "type": "begin_group", "name": section["code"],
        **both("label", {"zh": section["title_zh"], "en": section["title_en"]}), "relevant": all_of(adult, asked, condition),
    }]
    for question in section["questions"]:
        rows += question_rows(question, section["code"], wording)
    return rows + [{"type": "end_group"}]


def question_rows(question, section, wording):
    name = question["id"]
    label = wording["labels"].get(name, {"zh": question["text_zh"], "en": question["text_en"]})
    row = {"type": xlsform_type(question), "name": name, **both("label", label)}
    if name in wording["hints"]:
        row |= both("hint", wording["hints"][name])
    if question["required"]:
        row |= {"required": "yes", **both("required_message", wording["messages"]["required"])}
    row["relevant"] = relevance(question, section)
    row |= constraint(question, wording)
    row["remark"] = " ".join(clause["ref"] for clause in question["serves"])
    rows = [row]
    if question["type"] == "text+geo":
        place = {"type": "geopoint", "name": f"{name}_geo", **both("label", wording["labels"][f"{name}_geo"])}
        rows.append(place | both("hint", wording["hints"][f"{name}_geo"]) | {"relevant": row["relevant"]})
    return rows + notes(question, wording)


def xlsform_type(question):
    return {
        "boolean": "select_one yes_no", "single": f"select_one {question['id']}",
        "multi": f"select_multiple {question['id']}", "integer": "integer", "text": "text", "text+geo": "text",
        "phone": "text",
    }[question["type"]]


def relevance(question, section):
    adult = ADULT if section == "A" and question["id"] != "A01" else ""
    asked = "" if section in ALWAYS_ASKED else active(question)
    # An intimate question is asked only where the district has said so, beside its catalogue being active.
    is_off = "off by default" in question.get("sensitivity", "")
    allowed = f"selected(${{sensitive_questions}}, '{question['id']}')" if is_off else ""
    condition = shown_when(question["show_if"]) if "show_if" in question else ""
    return all_of(adult, asked, allowed, condition)


def constraint(question, wording):
    """One expression for all rules of a question, and their messages one after the other."""
    parts, told, words = [], [], wording["messages"]
    special = False
    for rule in question.get("validation", []):
        if "min" in rule:
            parts.append(f". >= {rule['min']}" + (f" and . <= {rule['max']}" if "max" in rule else ""))
            told.append(filled(words["range" if "max" in rule else "least"], **rule))
        elif "rule" in rule and rule["rule"] in wording["rules"]:
            parts.append(kept(rule["rule"], question["id"], wording["unless"].get(rule["rule"])))
            told.append(wording["rules"][rule["rule"]])
        elif "special" in rule:
            special = True
        elif "min_choices" in rule:
            parts.append(f"count-selected(.) >= {rule['min_choices']}")
            told.append(filled(words["min_choices"], count=rule["min_choices"]))
        elif "max_length" in rule:
            parts.append(f"string-length(.) <= {rule['max_length']}")
            told.append(filled(words["max_length"], count=rule["max_length"]))
        elif "pattern" in rule:
            parts.append(f"regex(., '{rule['pattern']}')")
            told.append(words["pattern"])
        elif "warn_if" not in rule and not is_stop(rule):
            raise ValueError(f"{question['id']}: the rule {rule} has no form in the spreadsheet")
    alone = [choice for choice in question.get("choices", []) if choice.get("exclusive")]
    for choice in alone:
        parts.append(f"not(selected(., '{choice['code']}') and count-selected(.) > 1)")
    if alone:
        names = {language: "、".join(c[language] for c in alone) if language == "zh" else ", ".join(c[language] for c in alone)
                 for language in ("zh", "en")}
        told.append({language: words["exclusive"][language].format(names=names[language]) for language in names})
    expression = all_of(*parts)
    if special:
        expression = f"({expression}) or . = -1"
        told.append(words["unknown"])
    if not expression:
        return {}
    message = {"zh": "".join(text["zh"] for text in told), "en": " ".join(text["en"] for text in told)}
    return {"constraint": expression, **both("constraint_message", message)}


def filled(texts, **values):
    return {language: text.format(**values) for language, text in texts.items()}


def is_stop(rule):
    return str(rule.get("rule", "")).startswith("if false: stop")


def notes(question, wording):
    """What the enumerator is told after an answer: to stop, or to look again."""
    rows = []
    for rule in question.get("validation", []):
        if is_stop(rule):
            name, condition, text = f"{question['id']}_stop", f"${{{question['id']}}} = 'false'", wording["notes"]["stop"]
        elif "warn_if" in rule:
            name = f"{question['id']}_warning"
            condition, text = f"${{{question['id']}}} {rule['warn_if']}", wording["notes"][name]
        else:
            continue
        rows.append({"type": "note", "name": name, **both("label", text), "relevant": condition})
    return rows


def choice_rows(question):
    return [
        {"list_name": question["id"], "name": choice["code"], **both("label", {"zh": choice["zh"], "en": choice["en"]})}
        for choice in question.get("choices", [])
    ]
