"""Hashes: a purpose word, a zero byte, then each part with its length in four bytes before it."""

import hashlib


def tagged(purpose, *parts):
    data = purpose.encode() + b"\x00"
    for part in parts:
        data += len(part).to_bytes(4, "big") + part
    return hashlib.sha256(data).digest()


def payload_hash(salt, value):
    return tagged("ruhu-payload-1", salt, value)


def operation_hash(target, payload):
    return tagged("ruhu-operation-1", target, payload)


def change_id(prelude, operation_hashes):
    return tagged("ruhu-change-1", prelude, b"".join(operation_hashes))


def link(previous, change):
    return tagged("ruhu-link-1", previous, change)


def conflict_id(record_id, record_type, field, cell):
    return tagged("ruhu-conflict-1", record_id, record_type.to_bytes(4, "big"), field.to_bytes(4, "big"), cell)


def conflict_version(dots):
    joined = b"".join(change + operation.to_bytes(4, "big") for change, operation in sorted(dots))
    return tagged("ruhu-conflict-version-1", joined)


def record_change(change, record_id):
    return tagged("ruhu-record-change-1", change, record_id)


def stable_bytes(text, count):
    """Bytes that stand in for random ones in a vector."""
    return hashlib.sha256(text.encode()).digest()[:count]
