"""identity.json: hashes, whole changes with their ids, and bytes that are no change."""

from reference import identity, values, wire
from reference.changes import World, build

FIELD_ROOM, FIELD_TAGS, FIELD_ANSWERS, DELETED = 19, 26, 30, 1


def hashes():
    salt, value = bytes(range(16)), values.encode({"text": "13800000000"})
    payload = identity.payload_hash(salt, value)
    target = wire.target(0, FIELD_ROOM, b"", [], [])
    operation = identity.operation_hash(target, payload)
    change = identity.change_id(b"prelude", [operation, payload])
    record = bytes.fromhex("019a0000000070008000000000000001")
    dots = [(identity.stable_bytes("dot 2", 32), 1), (identity.stable_bytes("dot 1", 32), 3)]
    return [
        {"what": "payload", "parts": [salt.hex(), value.hex()], "hash": payload.hex()},
        {"what": "operation", "parts": [target.hex(), payload.hex()], "hash": operation.hex()},
        {"what": "change", "parts": [b"prelude".hex(), operation.hex(), payload.hex()], "hash": change.hex()},
        {"what": "link", "parts": ["", change.hex()], "hash": identity.link(b"", change).hex()},
        {"what": "link", "parts": [payload.hex(), change.hex()], "hash": identity.link(payload, change).hex()},
        {"what": "conflict", "parts": [record.hex(), "00000002", "00000013", ""],
         "hash": identity.conflict_id(record, 2, FIELD_ROOM, b"").hex()},
        {"what": "conflict", "parts": [record.hex(), "00000003", "0000001e", "q1".encode().hex()],
         "hash": identity.conflict_id(record, 3, FIELD_ANSWERS, b"q1").hex()},
        {"what": "version", "parts": [dots[0][0].hex() + "00000001", dots[1][0].hex() + "00000003"],
         "hash": identity.conflict_version(dots).hex()},
        {"what": "recordChange", "parts": [change.hex(), record.hex()],
         "hash": identity.record_change(change, record).hex()},
    ]


def world():
    w = World({"household": 2, "visit": 3})
    w.change("first", "A", [{"field": FIELD_ROOM, "value": {"text": "0301"}}])
    w.change("second", "A", [
        {"field": FIELD_ROOM, "value": {"text": "0302"}, "over": ["first/0"]},
        {"field": FIELD_TAGS, "cell": {"text": "独居"}, "value": {"boolean": True}},
        {"record": "visit", "field": FIELD_ANSWERS, "cell": "q1", "value": {"integer": "-7"}},
    ], clock=5_000_000, kind="resolution", reason="按门牌更正")
    w.change("delete", "B", [
        {"field": DELETED, "value": {"boolean": True}, "saw": ["second/0", "second/1"]},
    ], clock=6_000_000, role="administrator", kind="import")
    return w


def mutations(w):
    """The change `second` with one thing altered."""
    change = w.changes["second"]
    header, records = change["header"], change["records"]
    predecessors = [w.changes["first"]["raw_id"]]
    pairs = [0, 0]

    def make(prelude=None, target=None, salt=None, value=None, extra=b"", extra_in=b"", erase=None, operations=None):
        bodies, hashed = [], []
        for number, (old_target, old_salt, old_value) in enumerate(operations or change["operations"]):
            t = target if target is not None and number == 0 else old_target
            s = salt if salt is not None and number == 0 else old_salt
            v = value if value is not None and number == 0 else old_value
            payload = identity.payload_hash(s, v)
            hashed.append(identity.operation_hash(t, payload))
            if erase is not None and number in erase:
                bodies.append(wire.erased_operation(t, payload))
            else:
                bodies.append(wire.operation(t, s, v) + (extra_in if number == 0 else b""))
        p = change["prelude"] if prelude is None else prelude
        return wire.change(p, bodies) + extra, identity.change_id(p, hashed)

    def accepted(about, result, same):
        assert (result[1] == change["raw_id"]) == same, about
        return {"about": about, "bytes": result[0].hex(), "id": result[1].hex(), "sameID": same}

    target, salt, value = change["operations"][0]
    unknown = wire.length_delimited(99, b"later")
    good = [
        accepted("one payload erased", make(erase={0}), True),
        accepted("every payload erased", make(erase={0, 1, 2}), True),
        accepted("unknown field in the prelude", make(prelude=change["prelude"] + unknown), False),
        accepted("unknown field in a target", make(target=target + unknown), False),
        accepted("`over` taken away", make(target=wire.target(0, FIELD_ROOM, b"", [], [])), False),
        accepted("`over` names another operation", make(target=wire.target(0, FIELD_ROOM, b"", [0, 1], [])), False),
        accepted("another value", make(value=values.encode({"text": "0303"})), False),
        accepted("another salt", make(salt=bytes(16)), False),
        accepted("another record", make(target=wire.target(1, FIELD_ROOM, b"", pairs, [])), False),
        accepted("another field", make(target=wire.target(0, 20, b"", pairs, [])), False),
        accepted("a cell", make(target=wire.target(0, FIELD_ROOM, b"x", pairs, [])), False),
        accepted("an operation taken away", make(operations=change["operations"][:2]), False),
        accepted("operations in another order", make(operations=change["operations"][::-1]), False),
        accepted("another author", make(prelude=wire.prelude(header | {"author": "mallory"}, records, predecessors)),
                 False),
        accepted("another clock", make(prelude=wire.prelude(header | {"clock": 1}, records, predecessors)), False),
    ]

    def refused(about, data, code):
        return {"about": about, "bytes": data.hex(), "code": code}

    damaged, envelope, reference, bad_value, bad_header, too_many = (
        "change_damaged", "change_envelope_unknown", "change_reference_invalid", "change_value_not_canonical",
        "change_header_invalid", "change_too_many_operations")
    whole = change["bytes"]
    duplicate = wire.prelude(header, records, predecessors * 2)
    two_records = wire.prelude(header, [records[0], records[0]], predecessors)
    swapped = b"".join(wire.tag(2, 2) + wire.varint(len(b)) + b for b in
                       [wire.operation(*operation) for operation in change["operations"]])
    swapped += wire.length_delimited(1, change["prelude"])
    long_tag = b"\x8a\x00" + whole[1:]
    both = wire.operation(target, salt, value) + wire.length_delimited(4, identity.payload_hash(salt, value))
    neither = wire.length_delimited(1, target)
    negative = change["prelude"] + wire.tag(10, 0) + wire.varint(2**64 - 1)
    bad = [
        refused("no bytes", b"", too_many),
        refused("cut off in the last operation", whole[:-1], damaged),
        refused("unknown field in the envelope", make(extra=unknown)[0], envelope),
        refused("unknown field in an operation", make(extra_in=unknown)[0], envelope),
        refused("a field of the right number with another wire type", whole + wire.number(1, 5), envelope),
        refused("a second prelude before the real one", wire.length_delimited(1, b"\x20\x01") + whole, envelope),
        refused("operations before the prelude", swapped, envelope),
        refused("a tag longer than it need be", long_tag, envelope),
        refused("`over` with half a pair", make(target=wire.target(0, FIELD_ROOM, b"", [0], []))[0], reference),
        refused("`over` beyond the predecessors", make(target=wire.target(0, FIELD_ROOM, b"", [1, 0], []))[0],
                reference),
        refused("`saw` beyond the predecessors", make(target=wire.target(0, FIELD_ROOM, b"", pairs, [9, 0]))[0],
                reference),
        refused("a record beyond the records", make(target=wire.target(2, FIELD_ROOM, b"", pairs, []))[0], reference),
        refused("field number zero", make(target=wire.target(0, 0, b"", pairs, []))[0], reference),
        refused("a record named twice", make(prelude=two_records)[0], reference),
        refused("a predecessor named twice", make(prelude=duplicate)[0], reference),
        refused("a predecessor of 31 bytes", make(prelude=wire.prelude(header, records, [bytes(31)]))[0], reference),
        refused("a record id of 15 bytes", make(prelude=wire.prelude(header, [(bytes(15), 2), records[1]],
                                                                     predecessors))[0], reference),
        refused("a record without a type", make(prelude=wire.prelude(header, [(records[0][0], 0), records[1]],
                                                                     predecessors))[0], reference),
        refused("a value that is not canonical", make(value=b"\x0301")[0], bad_value),
        refused("a value without bytes", make(value=b"")[0], bad_value),
        refused("a salt of 15 bytes", make(salt=bytes(15))[0], damaged),
        refused("a payload beside its hash", wire.change(change["prelude"], [both]), damaged),
        refused("neither payload nor hash", wire.change(change["prelude"], [neither]), damaged),
        refused("a payload hash of 31 bytes",
                wire.change(change["prelude"], [wire.erased_operation(target, bytes(31))]), damaged),
        refused("no operations", wire.change(change["prelude"], []), too_many),
        refused("no records", make(prelude=wire.prelude(header, [], predecessors))[0], too_many),
        refused("a replica id of 15 bytes",
                make(prelude=wire.prelude(header | {"replica": bytes(15)}, records, predecessors))[0], bad_header),
        refused("sequence number zero",
                make(prelude=wire.prelude(header | {"sequence": 0}, records, predecessors))[0], bad_header),
        refused("sequence number 2^62",
                make(prelude=wire.prelude(header | {"sequence": 2**62}, records, predecessors))[0], bad_header),
        refused("an unknown kind",
                make(prelude=wire.prelude(header | {"kind": 9}, records, predecessors))[0], bad_header),
        refused("a negative kind", make(prelude=negative)[0], bad_header),
        refused("a previous link of 31 bytes",
                make(prelude=wire.prelude(header | {"previous_link": bytes(31)}, records, predecessors))[0],
                bad_header),
        refused("an author that is not UTF-8", make(prelude=change["prelude"] + b"\x22\x01\xff")[0], damaged),
    ]
    # The limit is on the whole change; the value itself is canonical.
    at_limit, beyond = sized(make, 256 * 1024), sized(make, 256 * 1024 + 1)
    limits = [{"about": "exactly 256 KiB", "valueBytes": at_limit[1], "changeBytes": 256 * 1024, "code": ""},
              {"about": "one byte beyond 256 KiB", "valueBytes": beyond[1], "changeBytes": 256 * 1024 + 1,
               "code": "change_too_large"}]
    return good, bad, limits


def sized(make, total):
    """A change of exactly `total` bytes, by the length of the text in its first operation."""
    low, high = 1, total
    while low < high:
        middle = (low + high) // 2
        if len(make(value=b"\x04" + b"x" * middle)[0]) < total:
            low = middle + 1
        else:
            high = middle
    data = make(value=b"\x04" + b"x" * low)[0]
    assert len(data) == total
    return data, low + 1


def cases():
    w = world()
    good, bad, limits = mutations(w)
    return {
        "records": {name: {"id": raw.hex(), "type": kind} for name, (raw, kind) in w.records.items()},
        "replicas": {name: raw.hex() for name, raw in w.replicas.items()},
        "schemaVersion": w.schema_version,
        "hashes": hashes(),
        "changes": [change["described"] | {
            "link": identity.link(change["header"]["previous_link"], change["raw_id"]).hex(),
            "operationHashes": [h.hex() for h in change["hashes"]]} for change in w.changes.values()],
        "of": "second", "variants": good, "refused": bad, "limits": limits,
    }
