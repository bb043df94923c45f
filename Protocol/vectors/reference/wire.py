"""Just enough of the protobuf wire format to write the messages of ruhu_sync_v1.proto by hand."""


def varint(number):
    out = bytearray()
    while number >= 0x80:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)
    return bytes(out)


def tag(field, wire_type):
    return varint(field << 3 | wire_type)


def length_delimited(field, data):
    """A bytes, string, message or packed field; nothing when empty."""
    return tag(field, 2) + varint(len(data)) + data if data else b""


def number(field, value):
    return tag(field, 0) + varint(value) if value else b""


def signed(field, value):
    """sint64: zigzag."""
    return number(field, (value << 1) ^ (value >> 63) if value >= 0 else ((-value) << 1) - 1)


def fixed64(field, value):
    return tag(field, 1) + value.to_bytes(8, "little") if value else b""


def packed(field, numbers):
    return length_delimited(field, b"".join(varint(n) for n in numbers))


def record_reference(record_id, record_type):
    return length_delimited(1, record_id) + number(2, record_type)


def prelude(header, records, predecessors):
    out = length_delimited(1, header["replica"]) + number(2, header["sequence"])
    out += length_delimited(3, header["previous_link"])
    out += length_delimited(4, header["author"].encode()) + length_delimited(5, header["role"].encode())
    out += length_delimited(6, header["device"].encode()) + number(7, header["schema_version"])
    out += fixed64(8, header["clock"]) + signed(9, header["written_at"]) + number(10, header["kind"])
    out += length_delimited(11, header["reason"].encode())
    # The elements of a repeated field are written even when they are empty.
    for record_id, record_type in records:
        body = record_reference(record_id, record_type)
        out += tag(12, 2) + varint(len(body)) + body
    for predecessor in predecessors:
        out += tag(13, 2) + varint(len(predecessor)) + predecessor
    return out


def target(record, field, cell, over, saw):
    return number(1, record) + number(2, field) + length_delimited(3, cell) + packed(4, over) + packed(5, saw)


def operation(target_bytes, salt, value):
    return length_delimited(1, target_bytes) + length_delimited(2, salt) + length_delimited(3, value)


def erased_operation(target_bytes, payload_hash):
    return length_delimited(1, target_bytes) + length_delimited(4, payload_hash)


def change(prelude_bytes, operations):
    out = length_delimited(1, prelude_bytes)
    for body in operations:
        out += tag(2, 2) + varint(len(body)) + body
    return out
