"""Changes as the vectors describe them, with their bytes and identity."""

import uuid

from . import identity, values, wire

KINDS = {"edit": 1, "resolution": 2, "import": 3}
BASE_CLOCK = 1_790_000_000_000_000


class World:
    """The replicas, records and changes of one vector, each by a name."""

    def __init__(self, records, schema_version=1):
        # Ids of version 7 in the order of the names given, so that "smallest id" can be read from the vector.
        self.records = {}
        for index, (name, record_type) in enumerate(records.items()):
            tail = identity.stable_bytes("record " + name, 8)
            raw = (0x019A0000_0000 + index).to_bytes(6, "big") + b"\x70" + tail[:1] + b"\x80" + tail[1:]
            self.records[name] = (raw, record_type)
        self.schema_version = schema_version
        self.replicas = {}
        self.changes = {}
        self.links = {}
        self.sequences = {}

    def dot(self, text):
        """`name/operation`, as in `a1/0`."""
        name, operation = text.split("/")
        return self.changes[name]["raw_id"], int(operation)

    def change(self, name, replica, writes, clock=0, role="enumerator", author=None, kind="edit", reason="",
               sequence=None, device=None):
        """Adds a change. `clock` is in microseconds after BASE_CLOCK."""
        replica_id = self.replicas.setdefault(replica, identity.stable_bytes("replica " + replica, 16))
        if sequence is None:
            sequence = self.sequences.get(replica, 0) + 1
        self.sequences[replica] = max(sequence, self.sequences.get(replica, 0))
        header = {
            "replica": replica_id, "sequence": sequence,
            "previous_link": self.links.get((replica, sequence - 1), b""),
            "author": author or "user-" + replica.lower(), "role": role, "device": device or "tablet-" + replica.lower(),
            "schema_version": self.schema_version, "clock": BASE_CLOCK + clock,
            "written_at": (BASE_CLOCK + clock) // 1000, "kind": KINDS[kind], "reason": reason,
        }
        change = build(self, name, header, writes)
        change["described"] = {
            "name": name, "replica": replica, "sequence": sequence, "kind": kind, "clock": str(header["clock"]),
            "writtenAt": str(header["written_at"]), "author": header["author"], "role": role,
            "device": header["device"], "reason": reason, "previousLink": header["previous_link"].hex(),
            "writes": change.pop("described_writes"), "bytes": change["bytes"].hex(), "id": change["raw_id"].hex(),
        }
        self.changes[name] = change
        self.links[(replica, sequence)] = identity.link(header["previous_link"], change["raw_id"])
        return name


def build(world, name, header, writes):
    """Bytes, id and applied form of a change."""
    records, predecessors = [], []

    def index(table, entry):
        if entry not in table:
            table.append(entry)
        return table.index(entry)

    operations, hashes, applied, described = [], [], [], []
    for number, write in enumerate(writes):
        record_name = write.get("record") or next(iter(world.records))
        record = world.records[record_name]
        over = [world.dot(text) for text in write.get("over", [])]
        saw = [world.dot(text) for text in write.get("saw", [])]
        cell = cell_bytes(write.get("cell"))
        salt = identity.stable_bytes(f"salt {name}/{number}", 16)
        value = values.encode(write["value"])
        record_index = index(records, record)
        pairs = [part for change, op in over for part in (index(predecessors, change), op)]
        seen = [part for change, op in saw for part in (index(predecessors, change), op)]
        target = wire.target(record_index, write["field"], cell, pairs, seen)
        operations.append((target, salt, value))
        hashes.append(identity.operation_hash(target, identity.payload_hash(salt, value)))
        applied.append({"record": record, "field": write["field"], "cell": cell, "over": over, "saw": saw,
                        "value": value})
        described.append({
            "record": record_name, "field": write["field"], "cell": cell.hex(), "value": write["value"],
            "over": write.get("over", []), "saw": write.get("saw", []), "salt": salt.hex()})
    prelude = wire.prelude(header, records, predecessors)
    return {
        "raw_id": identity.change_id(prelude, hashes), "header": header, "records": records, "applied": applied,
        "bytes": wire.change(prelude, [wire.operation(*operation) for operation in operations]),
        "prelude": prelude, "operations": operations, "hashes": hashes, "described_writes": described,
    }


def cell_bytes(cell):
    """The key of a cell: a text for a keyed field, a value for an element of a union."""
    if cell is None:
        return b""
    return values.encode(cell) if isinstance(cell, dict) else cell.encode()


def uuid_text(raw):
    return str(uuid.UUID(bytes=raw))
