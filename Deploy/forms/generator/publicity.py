"""The publicity record: what was handed out and explained at the door, as rows of an XLSForm."""

from household import filled
from workbook import both


def sheets(survey, wording):
    form, words = survey["publicity_record"], wording["publicity"]
    rows, choices = [], []
    choices += [{"list_name": "yes_no", "name": code, **both("label", label)} for code, label in wording["yes_no"].items()]
    for field in form["fields"]:
        rows += field_rows(field, words, wording["messages"])
        choices += choice_rows(field, words)
    settings = {
        "form_title": f"{form['title_zh']} {form['title_en']}", "form_id": form["id"], "version": str(survey["version"]),
        "default_language": "中文 (zh)",
    }
    return {"survey": rows, "choices": choices, "settings": [settings]}


def field_rows(field, words, messages):
    name, kind = field["id"], field["type"]
    label = both("label", {"zh": field["zh"], "en": field["en"]})
    hint = both("hint", words["hints"][name]) if name in words["hints"] else {}
    row = {"type": kind, "name": name, **label, **hint}
    if field.get("required"):
        row |= {"required": "yes", **both("required_message", messages["required"])}
    row["remark"] = " ".join(field.get("serves", []))
    if kind == "ref":
        # The device knows which visit it is; nobody types it.
        return [{"type": "hidden", "name": name, "bind::jr:preload": "property", "bind::jr:preloadParams": name}]
    if kind == "list":
        return list_rows(field, row, words, messages)
    if kind == "integer":
        return [row | number(field, messages)]
    if kind == "text+date":
        return [row | {"type": "text"}, due(name, words, messages)]
    if kind == "text":
        limit = field["max_length"]
        message = both("constraint_message", filled(messages["max_length"], count=limit))
        return [row | {"constraint": f"string-length(.) <= {limit}", **message}]
    types = {"boolean": "select_one yes_no", "enum": f"select_one {name}", "multi": f"select_multiple {name}"}
    return [row | {"type": types[kind]}]


def list_rows(field, row, words, messages):
    """A list of kinds, each with its number, is a repeat of two questions."""
    low, high = field["item"]["count"].removeprefix("integer ").split("..")
    return [
        row | {"type": "begin_repeat"},
        {"type": f"select_one {field['id']}", "name": "kind", **both("label", words["labels"]["kind"])},
        {
            "type": "integer", "name": "count", **both("label", words["labels"]["count"]), "relevant": "${kind} != ''",
            "required": "yes", **both("required_message", messages["required"]),
            "constraint": f". >= {low} and . <= {high}",
            **both("constraint_message", filled(messages["range"], min=low, max=high)),
        },
        {"type": "end_repeat"},
    ]


def number(field, messages):
    bound = "range" if "max" in field else "least"
    limits = [f". >= {field['min']}"] + ([f". <= {field['max']}"] if "max" in field else [])
    message = filled(messages[bound], min=field["min"], max=field.get("max"))
    return {"constraint": " and ".join(limits), **both("constraint_message", message)}


def due(name, words, messages):
    due_name = f"{name}_due"
    return {
        "type": "date", "name": due_name, **both("label", words["labels"][due_name]),
        **both("hint", words["hints"][due_name]), "relevant": f"${{{name}}} != ''", "required": "yes",
        **both("required_message", messages["required"]), "constraint": ". >= today()",
        **both("constraint_message", words["messages"][due_name]),
    }


def choice_rows(field, words):
    name, choices = field["id"], field.get("choices", [])
    if name in words["codes"]:
        codes = words["codes"][name]
        if len(codes) != len(choices):
            raise ValueError(f"{name}: {len(choices)} choices in survey.yaml, {len(codes)} codes in wording.yaml")
        labelled = zip(codes, choices, codes.values())
    else:
        labelled = ((choice["code"], choice["zh"], words["topics"][choice["code"]]) for choice in choices)
    return [{"list_name": name, "name": code, **both("label", {"zh": zh, "en": en})} for code, zh, en in labelled]
