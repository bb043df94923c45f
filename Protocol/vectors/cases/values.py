"""values.json: canonical bytes of every type of value, and bytes that are no value."""

from reference import values

ACCEPTED = [
    ("null", {"null": True}), ("false", {"boolean": False}), ("true", {"boolean": True}),
    ("zero", {"integer": "0"}), ("minus one", {"integer": "-1"}),
    ("greatest integer", {"integer": str(2**63 - 1)}), ("least integer", {"integer": str(-(2**63))}),
    ("decimal zero", {"decimal": "0"}), ("decimal minus zero", {"decimal": "-0.00"}),
    ("decimal with needless zeros", {"decimal": "+007.2500"}), ("decimal fraction", {"decimal": "-0.5"}),
    ("decimal of 34 digits", {"decimal": "1234567890123456789012345678901234"}),
    ("decimal of 34 digits behind the point", {"decimal": "0." + "1234567890" * 3 + "1234"}),
    ("decimal thousand keeps its zeros", {"decimal": "1000"}),
    ("empty text", {"text": ""}), ("ASCII text", {"text": "Room 3"}), ("Chinese text", {"text": "桂城街道"}),
    ("text becomes NFC", {"text": "Cafe\u0301"}), ("Hangul becomes NFC", {"text": "\u1112\u1161\u11ab"}),
    ("Ångström sign becomes Å", {"text": "\u212b"}), ("full-width digits stay", {"text": "３０１"}),
    ("combining marks are put in order", {"text": "a\u0301\u0323"}), ("text with NUL", {"text": "a\u0000b"}),
    ("emoji", {"text": "🏠"}), ("CJK compatibility ideograph becomes its canonical one", {"text": "\uf900"}),
    ("date", {"date": "2026-11-21"}), ("leap day", {"date": "2024-02-29"}), ("first date", {"date": "0001-01-01"}),
    ("last date", {"date": "9999-12-31"}),
    ("epoch", {"instant": "0"}), ("instant before 1970", {"instant": "-1"}),
    ("least instant", {"instant": str(-(2**63))}), ("greatest instant", {"instant": str(2**63 - 1)}),
    ("reference", {"reference": "019a0000-0000-7000-8000-000000000001"}),
    ("choice", {"choice": "vacant"}), ("empty choice", {"choice": ""}),
    ("empty tuple", {"tuple": []}), ("position", {"tuple": [{"decimal": "23.03"}, {"decimal": "113.10"}]}),
    ("tuple with an empty member", {"tuple": [{"null": True}, {"text": "户"}, {"boolean": True}]}),
]

REFUSED = [
    ("no bytes", b""), ("unknown tag", b"\x0a"), ("tag of a later version", b"\xff\x00"),
    ("null with bytes behind it", b"\x00\x00"), ("boolean without a byte", b"\x01"), ("boolean of 2", b"\x01\x02"),
    ("boolean with two bytes", b"\x01\x01\x01"), ("integer of 7 bytes", b"\x02" + bytes(7)),
    ("integer of 9 bytes", b"\x02" + bytes(9)), ("integer without bytes", b"\x02"),
    ("instant of 4 bytes", b"\x06" + bytes(4)),
    ("decimal without digits", b"\x03"), ("decimal with a plus sign", b"\x03+1"),
    ("decimal with a leading zero", b"\x0301"), ("decimal with a trailing zero", b"\x031.50"),
    ("decimal with an empty fraction", b"\x031."), ("decimal without a whole part", b"\x03.5"),
    ("decimal minus zero", b"\x03-0"), ("decimal with an exponent", b"\x031e3"), ("decimal with a space", b"\x03 1"),
    ("decimal with two points", b"\x031.2.3"), ("decimal of 35 digits", b"\x03" + b"1" * 35),
    ("decimal with full-width digits", b"\x03" + "１".encode()), ("not a number", b"\x03NaN"),
    ("text that is not NFC", b"\x04" + "Cafe\u0301".encode()),
    ("text with a singleton that NFC replaces", b"\x04" + "\u212b".encode()),
    ("text with marks out of order", b"\x04" + "a\u0301\u0323".encode()),
    ("text with a lone continuation byte", b"\x04\x80"), ("text cut off in a character", b"\x04\xe6\xa1"),
    ("text with an overlong slash", b"\x04\xc0\xaf"), ("text with a surrogate", b"\x04\xed\xa0\x80"),
    ("text beyond Unicode", b"\x04\xf4\x90\x80\x80"),
    ("day that does not exist", b"\x052026-02-30"), ("29 February of a common year", b"\x052025-02-29"),
    ("date without hyphens", b"\x0520261121"), ("date with a short month", b"\x052026-1-21"),
    ("year zero", b"\x050000-01-01"), ("date with a time", b"\x052026-11-21T00:00"), ("date without bytes", b"\x05"),
    ("reference of 15 bytes", b"\x07" + bytes(15)), ("reference of 17 bytes", b"\x07" + bytes(17)),
    ("choice that is not NFC", b"\x08" + "e\u0301".encode()), ("choice that is not UTF-8", b"\x08\xff"),
    ("tuple within a tuple", b"\x09\x00\x00\x00\x01\x09"),
    ("tuple whose member is cut off", b"\x09\x00\x00\x00\x05\x00"), ("tuple with half a length", b"\x09\x00\x00"),
    ("tuple with an empty member", b"\x09\x00\x00\x00\x00"),
    ("tuple with a member that is no value", b"\x09\x00\x00\x00\x02\x01\x02"),
    ("tuple whose member is longer than memory", b"\x09\xff\xff\xff\xff\x00"),
]


def cases():
    accepted = []
    for about, value in ACCEPTED:
        data = values.encode(value)
        accepted.append({"about": about, "value": value, "bytes": data.hex(), "canonical": values.decode(data)})
        assert accepted[-1]["canonical"] is not None, about
    refused = []
    for about, data in REFUSED:
        assert values.decode(data) is None, about
        refused.append({"about": about, "bytes": data.hex()})
    return {"accepted": accepted, "refused": refused}
