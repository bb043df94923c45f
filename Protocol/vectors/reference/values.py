"""Canonical bytes of values: a tag, then the one form its type has.

A value stands in the vectors as an object with one key, the type:
{"null": true} {"boolean": true} {"integer": "5"} {"decimal": "1.5"} {"text": "..."} {"date": "2026-11-21"}
{"instant": "0"} {"reference": "<uuid>"} {"choice": "..."} {"tuple": [...]}. Numbers are strings, so that no reader
loses digits.
"""

import datetime
import re
import unicodedata
import uuid

DIGITS_MAX = 34


def canonical_decimal(text):
    """The canonical digits of a decimal, or None where the text writes none."""
    match = re.fullmatch(r"([+-]?)([0-9]+)(?:\.([0-9]+))?", text)
    if not match:
        return None
    whole = match[2].lstrip("0")
    fraction = (match[3] or "").rstrip("0")
    if len(whole) + len(fraction) > DIGITS_MAX:
        return None
    digits = (whole or "0") + ("." + fraction if fraction else "")
    return "-" + digits if match[1] == "-" and digits != "0" else digits


def encode(value):
    """The canonical bytes of a value."""
    ((kind, content),) = value.items()
    if kind == "null":
        return b"\x00"
    if kind == "boolean":
        return b"\x01\x01" if content else b"\x01\x00"
    if kind == "integer":
        return b"\x02" + int(content).to_bytes(8, "big", signed=True)
    if kind == "decimal":
        return b"\x03" + canonical_decimal(content).encode()
    if kind == "text":
        return b"\x04" + unicodedata.normalize("NFC", content).encode()
    if kind == "date":
        return b"\x05" + datetime.date.fromisoformat(content).isoformat().encode()
    if kind == "instant":
        return b"\x06" + int(content).to_bytes(8, "big", signed=True)
    if kind == "reference":
        return b"\x07" + uuid.UUID(content).bytes
    if kind == "choice":
        return b"\x08" + unicodedata.normalize("NFC", content).encode()
    if kind == "tuple":
        members = [encode(member) for member in content]
        return b"\x09" + b"".join(len(member).to_bytes(4, "big") + member for member in members)
    raise ValueError(kind)


def decode(data, within_tuple=False):
    """The value that the bytes write, or None where they are not the canonical form of any value."""
    if not data:
        return None
    tag, rest = data[0], data[1:]
    if tag == 0:
        return {"null": True} if not rest else None
    if tag == 1:
        return {"boolean": rest == b"\x01"} if rest in (b"\x00", b"\x01") else None
    if tag in (2, 6):
        number = str(int.from_bytes(rest, "big", signed=True))
        return {"integer" if tag == 2 else "instant": number} if len(rest) == 8 else None
    if tag == 7:
        return {"reference": str(uuid.UUID(bytes=rest))} if len(rest) == 16 else None
    if tag == 9:
        return None if within_tuple else decode_tuple(rest)
    if tag not in (3, 4, 5, 8):
        return None
    try:
        text = rest.decode("utf-8")
    except UnicodeDecodeError:
        return None
    if unicodedata.normalize("NFC", text) != text:
        return None
    if tag == 3:
        return {"decimal": text} if canonical_decimal(text) == text else None
    if tag == 5:
        return {"date": text} if is_date(text) else None
    return {"text" if tag == 4 else "choice": text}


def decode_tuple(rest):
    members = []
    while rest:
        count = int.from_bytes(rest[:4], "big")
        if len(rest) < 4 or count > len(rest) - 4:
            return None
        member = decode(rest[4 : 4 + count], within_tuple=True)
        if member is None:
            return None
        members.append(member)
        rest = rest[4 + count :]
    return {"tuple": members}


def is_date(text):
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return False
    try:
        datetime.date.fromisoformat(text)
    except ValueError:
        return False
    return True
