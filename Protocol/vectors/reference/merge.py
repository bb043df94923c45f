"""Merge straight from its definition: W is every write, D every write that some write of the same record and field names
as replaced, and what is live is W minus D. Nothing is kept between deliveries; each outcome is computed from the set."""

from decimal import Decimal

from . import identity, values

DELETED, ALIAS = 1, 2
TRUE, FALSE = b"\x01\x01", b"\x01\x00"
COMMON = {DELETED: {"name": "deleted", "policy": "manual"}, ALIAS: {"name": "merged_into", "policy": "manual"}}


class Write:
    def __init__(self, change, number, operation, suspect):
        self.dot = (change["raw_id"], number)
        self.clock = change["header"]["clock"]
        self.role = change["header"]["role"]
        self.suspect = suspect
        self.value = operation["value"]
        self.saw = operation["saw"]

    def order(self):
        return (self.clock, self.dot)


def live_writes(record, changes, suspects):
    """Live writes by (field, cell), and the keys with a predecessor that is not here."""
    here = {change["raw_id"] for change in changes if record in change["records"]}
    written, replaced, incomplete = {}, set(), set()
    for change in changes:
        for number, operation in enumerate(change["applied"]):
            if operation["record"] != record:
                continue
            key = (operation["field"], operation["cell"])
            written.setdefault(key, []).append(Write(change, number, operation, change["raw_id"] in suspects))
            for dot in operation["over"]:
                replaced.add((key, dot))
                if dot[0] not in here:
                    incomplete.add(key)
    live = {}
    for key, writes in written.items():
        rest = [write for write in writes if (key, write.dot) not in replaced]
        if rest:
            live[key] = sorted(rest, key=Write.order)
    return dict(sorted(live.items())), incomplete


def candidates_of(writes):
    groups = {}
    for write in writes:
        groups.setdefault(write.value, []).append(write)
    return list(groups.items())


def comparable(value):
    decoded = values.decode(value) or {}
    ((kind, content),) = decoded.items() if decoded else (("none", None),)
    if kind == "boolean":
        return "boolean", int(content)
    if kind in ("integer", "instant"):
        return "number", int(content)
    if kind == "decimal":
        return "decimal", Decimal(content)
    if kind == "date":
        return "date", content
    return None


def extreme(writes, greatest):
    keyed = [(comparable(write.value), write) for write in writes]
    if any(key is None for key, _ in keyed) or len({key[0] for key, _ in keyed}) > 1:
        return None
    best = (max if greatest else min)(key for key, _ in keyed)
    return [write for key, write in keyed if key == best][-1]


def winner(policy, authority, writes):
    if policy == "latest":
        return None if any(write.suspect for write in writes) else writes[-1]
    if policy in ("max", "union"):
        return extreme(writes, greatest=True)
    if policy == "min":
        return extreme(writes, greatest=False)
    if policy == "authority":
        rank = lambda write: authority.index(write.role) if write.role in authority else len(authority)
        strongest = min(map(rank, writes))
        deciding = [write for write in writes if rank(write) == strongest]
        return deciding[-1] if len({write.value for write in deciding}) == 1 else None
    return None


def outcome(policy, authority, writes):
    """("value", write), ("conflict", candidates, provisional) or ("entries", writes)."""
    if policy == "append":
        return ("entries", writes)
    candidates = candidates_of(writes)
    if len(candidates) == 1:
        return ("value", writes[-1])
    decided = winner(policy, authority, writes)
    return ("value", decided) if decided else ("conflict", candidates, writes[-1])


def deletion(live, has_live_children):
    """("live",), ("deleted",) or ("conflict", candidates, provisional)."""
    writes = live.get((DELETED, b""), [])
    deletes = [write for write in writes if write.value == TRUE]
    if not deletes:
        return ("live",)
    if len(deletes) < len(writes):
        return outcome("manual", [], writes)
    seen = {dot for write in deletes for dot in write.saw}
    # Whoever deletes has seen what the same save writes; its id cannot stand in `saw`.
    saves = {write.dot[0] for write in deletes}
    unseen = [write for key, rest in live.items() if key[0] != DELETED for write in rest
              if write.dot not in seen and write.dot[0] not in saves]
    if not unseen and not has_live_children:
        return ("deleted",)
    kept = sorted(unseen, key=Write.order) or [deletes[-1]]
    return ("conflict", [(TRUE, deletes), (FALSE, kept)], deletes[-1])


def version_of(candidates):
    return identity.conflict_version([write.dot for _, writes in candidates for write in writes])


class View:
    def __init__(self, record, changes, suspects, schema, has_live_children=False):
        self.record = record
        live, self.incomplete = live_writes(record, changes, suspects)
        self.deletion = deletion(live, has_live_children)
        declared = schema.get(record[1], {})
        self.fields = []
        for key, writes in live.items():
            if key[0] == DELETED:
                continue
            field = declared.get(key[0]) or COMMON.get(key[0]) or {}
            self.fields.append((key, outcome(field.get("policy", "manual"), field.get("authority", []), writes)))

    def digest(self):
        record_id, record_type = self.record
        data = record_id + record_type.to_bytes(4, "big")
        data += {"live": b"\x00", "deleted": b"\x01", "conflict": b"\x02"}[self.deletion[0]]
        if self.deletion[0] == "conflict":
            data += version_of(self.deletion[1])
        for (field, cell), result in self.fields:
            data += field.to_bytes(4, "big") + len(cell).to_bytes(4, "big") + cell
            if result[0] == "value":
                data += stated(0, result[1].value)
            elif result[0] == "conflict":
                data += stated(1, result[2].value) + version_of(result[1])
            else:
                data += b"".join(stated(2, write.value) for write in result[1])
        return identity.tagged("ruhu-state-1", data)


def stated(tag, value):
    return bytes([tag]) + len(value).to_bytes(4, "big") + value


def representative(links, record):
    """The end of the chain of aliases; of a cycle, the member with the smallest id."""
    path = []
    while record in links:
        if record in path:
            return min(path[path.index(record):])
        path.append(record)
        record = links[record]
    return record
