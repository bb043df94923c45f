"""How a merge case is put together and what it says is expected."""

from reference import identity, values
from reference.changes import World, uuid_text
from reference.merge import ALIAS, View, representative, version_of

HOUSE = 100
TEXT, NUMBER, WHEN, PLACE, TAGS, NOTES, GRADE, SCORE, LOW, SEEN, ANSWERS, DAY, FLAG = range(16, 29)


def title(text):
    return {"zh": text, "en": text}


def field(number, name, kind, policy="manual", **more):
    return {"number": number, "name": name, "title": title(name), "type": kind, "policy": policy} | more


#: One type with a field of every policy. The software's own schema may change; what merging means may not.
SCHEMA = {"version": 1, "types": [{
    "number": HOUSE, "name": "thing", "title": title("thing"), "placement": {"everywhere": True}, "search": [],
    "label": [], "fields": [
        field(TEXT, "text", "text"), field(NUMBER, "number", "integer"),
        field(WHEN, "latest", "any", "latest"),
        field(PLACE, "place", "group",
              members=[{"name": "latitude", "type": "decimal"}, {"name": "longitude", "type": "decimal"}]),
        field(TAGS, "tags", "text", "union"), field(NOTES, "notes", "text", "append"),
        field(GRADE, "grade", "text", "authority", authority=["district", "street", "community"]),
        field(SCORE, "most", "any", "max"), field(LOW, "least", "any", "min"),
        field(SEEN, "seen", "instant", "max"), field(ANSWERS, "answers", "any", keyed=True),
        field(DAY, "day", "date", "max"), field(FLAG, "flag", "boolean", "max"),
    ]}]}
FIELDS = {kind["number"]: {f["number"]: f for f in kind["fields"]} for kind in SCHEMA["types"]}


def text(content):
    return {"text": content}


def write(field, value, over=(), **more):
    return {"field": field, "value": value, "over": list(over)} | more


class Case:
    """A world, and steps that deliver its changes and say what each record then is."""

    def __init__(self, about, rule, records=("thing",), schema_version=1):
        self.about, self.rule = about, rule
        self.world = World({name: HOUSE for name in records}, schema_version)
        self.steps, self.delivered, self.suspects = [], [], set()

    def change(self, *arguments, **keywords):
        self.world.change(*arguments, **keywords)
        return self

    def deliver(self, *names, suspect=(), children=(), note=""):
        """`suspect` names changes whose stamps are not trusted from this step on."""
        self.delivered += names
        self.suspects |= {self.world.changes[name]["raw_id"] for name in suspect}
        self.steps.append({"note": note, "deliver": list(names), "suspect": list(suspect),
                           "hasLiveChildren": list(children), "expect": self.expect(children)})
        return self

    def expect(self, children):
        changes = [self.world.changes[name] for name in self.delivered]
        expected, links = {}, {}
        for name, record in self.world.records.items():
            if not any(record in change["records"] for change in changes):
                continue
            view = View(record, changes, self.suspects, FIELDS, name in children)
            expected[name] = self.describe(record, view)
            links |= self.link(record, view)
        result = {"records": expected}
        if links:
            names = {raw: name for name, (raw, _) in self.world.records.items()}
            result["representatives"] = {
                name: names[representative(links, raw)] for name, (raw, _) in self.world.records.items()}
        return result

    def link(self, record, view):
        for (number, _), outcome in view.fields:
            if number == ALIAS and outcome[0] == "value" and outcome[1].value[:1] == b"\x07":
                return {record[0]: outcome[1].value[1:]}
        return {}

    def name(self, dot):
        found = next(name for name, change in self.world.changes.items() if change["raw_id"] == dot[0])
        return f"{found}/{dot[1]}"

    def describe(self, record, view):
        def candidates(entries):
            return [{"value": values.decode(value), "writes": [self.name(w.dot) for w in writes]}
                    for value, writes in entries]

        def conflict(key, outcome):
            return {"candidates": candidates(outcome[1]), "provisional": self.name(outcome[2].dot),
                    "conflict": identity.conflict_id(record[0], record[1], *key).hex(),
                    "version": version_of(outcome[1]).hex()}

        fields = []
        for key, outcome in view.fields:
            entry = {"field": key[0], "cell": key[1].hex(), "outcome": outcome[0]}
            if outcome[0] == "value":
                entry |= {"value": values.decode(outcome[1].value), "write": self.name(outcome[1].dot)}
            elif outcome[0] == "entries":
                entry |= {"entries": [{"value": values.decode(w.value), "write": self.name(w.dot)}
                                      for w in outcome[1]]}
            else:
                entry |= conflict(key, outcome)
            fields.append(entry)
        deletion = {"outcome": view.deletion[0]}
        if view.deletion[0] == "conflict":
            deletion |= conflict((1, b""), view.deletion)
        return {"fields": fields, "deletion": deletion, "digest": view.digest().hex(),
                "incomplete": [{"field": number, "cell": cell.hex()} for number, cell in sorted(view.incomplete)]}

    def document(self):
        world = self.world
        return {
            "about": self.about, "rule": self.rule,
            "records": {n: {"id": uuid_text(raw), "type": kind} for n, (raw, kind) in world.records.items()},
            "replicas": {name: raw.hex() for name, raw in world.replicas.items()},
            "changes": [change["described"] for change in world.changes.values()], "steps": self.steps}
