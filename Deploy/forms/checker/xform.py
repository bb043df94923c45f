"""An XForm read for checking: its questions, texts and rules, and the rules' values for given answers."""

import copy
import re

from lxml import etree

NAMES = {
    "h": "http://www.w3.org/1999/xhtml", "x": "http://www.w3.org/2002/xforms", "jr": "http://openrosa.org/javarosa",
}
XFORMS, JAVAROSA = "{" + NAMES["x"] + "}", "{" + NAMES["jr"] + "}"
CONTROLS = ("input", "select1", "select", "upload", "range", "trigger", "rank")


class XForm:
    def __init__(self, path):
        root = etree.parse(str(path)).getroot()
        # A document of its own, since the rules' paths begin at the instance.
        self.data = copy.deepcopy(root.find(".//x:instance/*", NAMES))
        self.binds = {bind.get("nodeset"): bind for bind in root.iterfind(".//x:bind", NAMES)}
        self.controls = {control.get("ref"): control for control in root.iter(*(XFORMS + name for name in CONTROLS))}
        self.groups = {group.get("ref"): group for group in root.iter(XFORMS + "group")}
        self.texts = {
            translation.get("lang"): {text.get("id"): text for text in translation.iterfind("x:text", NAMES)}
            for translation in root.iterfind(".//x:itext/x:translation", NAMES)
        }
        self.lists = {found.get("id"): found for found in root.iterfind(".//x:instance[@id]", NAMES)}

    def path(self, name):
        """The path of the control or bind with a name, which must be the only one."""
        found = [path for path in self.binds if path.rsplit("/", 1)[1] == name]
        return found[0] if len(found) == 1 else None

    def text(self, element, language):
        """What a label, a hint or a message says in a language; an answer shown inside stands as ${name}."""
        return self.by_id(element.get("ref") if element is not None else None, language)

    def by_id(self, reference, language):
        identity = re.fullmatch(r"jr:itext\('(.*)'\)", reference or "")
        spoken = next((texts for name, texts in self.texts.items() if f"({language})" in name), {})
        value = spoken[identity[1]].find("x:value", NAMES) if identity and identity[1] in spoken else None
        if value is None:
            return None
        shown = [value.text or ""]
        for output in value:
            shown.append("${" + output.get("value").strip().rsplit("/", 1)[1] + "}" + (output.tail or ""))
        return "".join(shown).strip()

    def choices(self, control, language):
        """The codes and labels of a select, in order."""
        itemset = control.find("x:itemset", NAMES)
        name = re.match(r"instance\('(.*?)'\)", itemset.get("nodeset"))[1]
        rows = self.lists[name].iterfind("x:root/x:item", NAMES)
        return [
            (row.findtext("x:name", namespaces=NAMES),
             self.by_id(f"jr:itext('{row.findtext('x:itextId', namespaces=NAMES)}')", language)) for row in rows
        ]

    def rule(self, path, name, values):
        """A rule of a node for given answers by name: true when there is no such rule."""
        bind = self.binds.get(path)
        expression = bind.get(name) if bind is not None else None
        return True if expression is None else bool(self.evaluate(expression, path, values))

    def shown(self, path, values):
        """Whether a node and all groups around it are relevant."""
        steps = path.split("/")
        return all(self.rule("/".join(steps[:end]), "relevant", values) for end in range(2, len(steps) + 1))

    def evaluate(self, expression, path, values):
        for node in self.data.iter():
            node.text = None
        for name, value in values.items():
            self.data.find(".//" + XFORMS + name).text = value
        # The instance's nodes are in the XForms namespace, which expressions leave out.
        prefixed = re.sub(r"(?<=/)(?=[A-Za-z_])", "x:", expression)
        context = self.data.find("/".join(XFORMS + step for step in path.split("/")[2:]))
        compiled = etree.XPath(prefixed, namespaces=NAMES, extensions=FUNCTIONS)
        return compiled(context)


def text_of(value):
    if isinstance(value, list):
        return (value[0].text or "") if value else ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value:g}" if isinstance(value, float) else str(value)


FUNCTIONS = {
    (None, "selected"): lambda _, chosen, code: text_of(code) in text_of(chosen).split(),
    (None, "count-selected"): lambda _, chosen: float(len(text_of(chosen).split())),
    (None, "regex"): lambda _, text, pattern: re.fullmatch(text_of(pattern), text_of(text)) is not None,
    (None, "coalesce"): lambda _, first, second: text_of(first) or text_of(second),
    (None, "if"): lambda _, test, first, second: text_of(first) if test else text_of(second),
    (None, "today"): lambda _: "2000-01-01",
}
