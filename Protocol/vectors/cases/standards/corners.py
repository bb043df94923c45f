"""Cases of the corner standard. What each must come to is written here by hand, or as a table of truth."""

import itertools

from . import corner_windows
from .corner_windows import ACTIVITIES_ASKED
from .kit import Fraction, boolean, choice, decimal, integer, text

OUTCOME = {True: "pass", False: "fail", None: "noData"}
THREE = (True, False, None)


def cases(book):
    for part in (operators, percentages, pro_rata, corner_windows.cases, connected, composites, alternatives, trends,
                 applicability, formulas, tallies, disputes):
        part(book)


def numbers(**values):
    return {"recorded": {name: decimal(value) for name, value in values.items()}}


def flags(**values):
    return {"recorded": {name: boolean(value) for name, value in values.items() if value is not None}}


def said(**values):
    return {"decisions": {name.replace("_", "-"): value for name, value in values.items() if value is not None}}


def records(**values):
    return {"attributes": {f"community.{name}": value for name, value in values.items()}}


def operators(book):
    truth = {"0": "ffppf", "2.499999": "ffppf", "2.5": "pfpfp", "2.500001": "ppfff",
             "999999999999999.999999": "ppfff"}
    for length, words in truth.items():
        for number, letter in enumerate(words, 1):
            book.add(f"CC-OPS-{number}", f"length {length}", OUTCOME[letter == "p"], numbers(length=length))
    book.add("CC-OPS-1", "an integer is a number like any other", "pass", {"recorded": {"length": integer(3)}})
    book.add("CC-OPS-1", "a yes is no number", "noData", flags(length=True))
    book.add("CC-OPS-1", "words are no number", "noData", {"recorded": {"length": text("3")}})
    book.add("CC-OPS-1", "a yes about the whole does not stand for a number", "noData", said(CC_OPS_1=True))


def percentages(book):
    truth = {("1", "8"): "pfpfp", ("0", "8"): "ffppf", ("2", "8"): "ppfff", ("0.999999", "8"): "ffppf",
             ("1.000001", "8"): "ppfff", ("1", "7"): "ppfff", ("1", "9"): "ffppf",
             ("125000000000000", "999999999999999.999999"): "ppfff",
             ("124999999999999.999999", "999999999999999.999999"): "ffppf", ("10", "8"): "ppfff"}
    for (part, whole), words in truth.items():
        for number, letter in enumerate(words, 1):
            book.add(f"CC-PCT-{number}", f"{part} of {whole}", OUTCOME[letter == "p"], numbers(part=part, whole=whole))
    book.add("CC-PCT-1", "0 of 0", "noData", numbers(part=0, whole=0))
    book.add("CC-PCT-1", "1 of 0", "noData", numbers(part=1, whole=0))
    book.add("CC-PCT-6", "0 of 0 counts as met", "pass", numbers(part=0, whole=0))
    book.add("CC-PCT-6", "1 of 2", "fail", numbers(part=1, whole=2))
    book.add("CC-PCT-6", "2 of 2", "pass", numbers(part=2, whole=2))
    book.add("CC-PCT-6", "part not recorded", "noData", numbers(whole=2))
    book.add("CC-PCT-6", "whole not recorded", "noData", numbers(part=2))
    book.add("CC-PCT-1", "the whole is known from the records", "pass", numbers(part=1), records(whole=integer(8)))
    book.add("CC-PCT-1", "the part is not taken from the records", "noData", numbers(whole=8),
             records(part=integer(1)))


def pro_rata(book):
    for staff, served, first, second in [
        (1, 80, True, True), (1, 81, False, True), (1, 79, True, True), (2, 160, True, True), (2, 161, False, True),
        ("0.5", 40, True, True), ("2.5", 100, True, True), ("2.500001", 100, True, False), (3, 119, True, False),
        (3, 120, True, True), (3, 121, True, True), ("0.0125", 1, True, True), ("0.012499", 1, False, True),
    ]:
        facts = numbers(staff=staff, served=served)
        book.add("CC-PER-1", f"{staff} for {served}", OUTCOME[first], facts)
        book.add("CC-PER-2", f"{staff} for {served}", OUTCOME[second], facts)
    for number in (1, 2):
        book.add(f"CC-PER-{number}", "1 for 0", "noData", numbers(staff=1, served=0))
        book.add(f"CC-PER-{number}", "base not recorded", "noData", numbers(staff=1))
        book.add(f"CC-PER-{number}", "base known from the records", "pass", numbers(staff=1),
                 records(served=integer(60)))


def both(left, right):
    return False if False in (left, right) else None if None in (left, right) else True


def either(left, right):
    return True if True in (left, right) else None if None in (left, right) else False


def connected(book):
    for a, b, c in itertools.product(THREE, repeat=3):
        name, facts = f"a {a}, b {b}, c {c}", flags(a=a, b=b, c=c)
        book.add("CC-LOG-1", name, OUTCOME[both(a, either(b, c))], facts)
        book.add("CC-LOG-2", name, OUTCOME[either(a, both(b, c))], facts)


def composites(book):
    for a, b, c in itertools.product(THREE, repeat=3):
        name = f"checks {a}, {b}, {c}"
        for number, result in ((1, both(a, both(b, c))), (2, either(a, either(b, c))), (3, both(a, both(b, c))),
                               (4, either(a, either(b, c)))):
            code = f"CC-CHK-{number}"
            checks = {"decisions": {f"{code}.{n}": v for n, v in ((1, a), (2, b), (3, c)) if v is not None}}
            book.add(code, name, OUTCOME[result], checks)
            for decision in (True, False):
                is_judgement = number >= 3
                final = decision if is_judgement or result is None else result
                book.add(code, f"{name}, and {decision} for the whole", OUTCOME[final], checks,
                         {"decisions": {code: decision}})
    book.add("CC-CHK-5", "no check decides", "noData", {"decisions": {"CC-CHK-5.1": True, "CC-CHK-5.3": True}},
             numbers(spots=0))
    book.add("CC-CHK-5", "no check decides, and a person did", "pass", said(CC_CHK_5=True), numbers(spots=3))
    measured = numbers(rooms=1, spots=0, part=1, whole=2)
    book.add("CC-CHK-6", "both measured checks met", "pass", measured)
    book.add("CC-CHK-6", "the first check misses a part", "fail", measured, numbers(spots=1))
    book.add("CC-CHK-6", "the second check misses", "fail", measured, numbers(part="0.999999"))
    book.add("CC-CHK-6", "a yes stands for the numbers of a check", "pass",
             {"decisions": {"CC-CHK-6.1": True}}, numbers(part=1, whole=2))
    book.add("CC-CHK-6", "a no stands for the numbers of a check", "fail",
             {"decisions": {"CC-CHK-6.1": False}}, numbers(part=1, whole=2))


def alternatives(book):
    for beds, limit in ((100, 50), (101, 50), (99, 40), (51, 40), (50, 30), (10, 5), (9, 5), (0, 5), (11, 10), (19, 10),
                        (20, 30), (30, 20), (31, 30), ("99.5", 40), ("10.000001", 10)):
        for amount in (Fraction(limit) - Fraction(1, 100), limit):
            book.add("CC-CAS-1", f"{beds} beds and {decimal(amount)['decimal']}", OUTCOME[amount == limit],
                     records(beds=decimal(beds)), numbers(amount=amount))
    book.add("CC-CAS-1", "beds unknown: not even `otherwise`", "noData", numbers(amount=1000))
    for name, known, amount, outcome in [
        ("the first holds", {"origin": choice("port")}, 3, "pass"),
        ("the first holds and is missed", {"origin": choice("port")}, 2, "fail"),
        ("the first is open, though the second holds", {"port": boolean(True)}, 9, "noData"),
        ("the second holds", {"origin": choice("hill"), "port": boolean(True)}, 2, "pass"),
        ("the second is open", {"origin": choice("hill")}, 9, "noData"),
        ("the third holds", {"origin": choice("hill"), "port": boolean(False),
                             "titles": {"set": ["healthy", "civilised"]}}, 4, "pass"),
        ("the third holds and is missed", {"origin": choice("hill"), "port": boolean(False),
                                           "titles": {"set": ["civilised"]}}, 3, "fail"),
        ("no title is known, so there is none", {"origin": choice("lake"), "port": boolean(False)}, 5, "pass"),
        ("none holds", {"origin": choice("hill"), "port": boolean(False), "titles": {"set": []}}, 9, "noData"),
    ]:
        book.add("CC-CAS-2", name, outcome, records(**known), numbers(amount=amount))
    for port, beds, amounts in [
        (True, 10, 7), (True, 9, 4), (True, 4, 1), (False, 10, 1), (False, None, 1), (None, 4, 1), (None, 9, None),
        (None, 10, None), (True, None, None), (None, None, None),
    ]:
        known = {} if port is None else {"port": boolean(port)}
        known |= {} if beds is None else {"beds": integer(beds)}
        for amount in (6, 7) if amounts == 7 else (3, 4) if amounts == 4 else (0, 1):
            book.add("CC-CAS-3", f"port {port}, {beds} beds, amount {amount}",
                     "noData" if amounts is None else OUTCOME[amount >= amounts], records(**known),
                     numbers(amount=amount))
    book.add("CC-CAS-4", "origin not recorded anywhere", "pass", numbers(amount=1))
    book.add("CC-CAS-4", "origin known", "fail", numbers(amount=1), records(origin=choice("hill")))
    book.add("CC-CAS-4", "origin recorded in the inspection", "pass", numbers(amount=2),
             {"recorded": {"origin": choice("hill")}})


def was(metric, against, value):
    return {"previous": [{"metric": metric, "vs": against, "value": str(value)}]}


def trends(book):
    for now, before, falls in [(4, 5, True), (5, 5, False), (6, 5, False), (0, 0, True), (0, 1, True), (1, 0, False)]:
        book.add("CC-TRD-1", f"{now} after {before}", OUTCOME[falls], numbers(fires=now),
                 was("fires", "previous_year", before))
        rises = now > before
        book.add("CC-TRD-2", f"{now} after {before}", OUTCOME[rises], numbers(trees=now),
                 was("trees", "previous_year", before))
    book.add("CC-TRD-2", "100 after 100 is no best possible number of trees", "fail", numbers(trees=100),
             was("trees", "previous_year", 100))
    book.add("CC-TRD-1", "only the round before is known", "noData", numbers(fires=1),
             was("fires", "previous_round", 5))
    for part, whole, before, rises in [
        (1, 3, "33.333333", True), (1, 3, "33.333334", False), (3, 3, 100, True), (2, 3, 100, False),
        (2, 3, "66.666666", True), (0, 3, 0, False), (5, 10, 50, False), (501, 1000, 50, True), (499, 1000, 50, False),
    ]:
        share = numbers(part=part, whole=whole)
        book.add("CC-TRD-3", f"{part} of {whole} after {before}", OUTCOME[rises], share,
                 was("share", "previous_round", before))
    book.add("CC-TRD-3", "0 of 0 is no rate", "noData", numbers(part=0, whole=0), was("share", "previous_round", 50))
    book.add("CC-TRD-3", "a third of before is exactly a third of now", "fail", numbers(part=1, whole=3),
             was("share", "previous_round", "100/3"))
    book.add("CC-TRD-3", "the rate itself was recorded and wins", "fail", numbers(part=3, whole=3, share=40),
             was("share", "previous_round", 50))
    book.add("CC-TRD-3", "what paper says of the round before wins", "pass", numbers(part=1, whole=2),
             was("share", "previous_round", 60), {"recorded": {"share.previous": decimal("49.5")}})
    book.add("CC-TRD-3", "paper alone", "fail", numbers(part=1, whole=2),
             {"recorded": {"share.previous": decimal("50.5")}})
    for one, two, before, rises in [(0, 0, 50, True), (0, 0, 100, True), (0, 0, None, True), (1, 2, 50, False),
                                    (1, 2, 49, True), (2, 2, 100, True), (1, 2, None, None)]:
        book.add("CC-TRD-5", f"{one} of {two} after {before}, and nothing to solve is solved", OUTCOME[rises],
                 numbers(one=one, two=two), {} if before is None else was("solved", "previous_year", before))
    book.add("CC-TRD-5", "nothing known of this year", "noData", was("solved", "previous_year", 50))
    book.add("CC-TRD-5", "people disagree how many were solved of none", "noData", numbers(one=0, two=0),
             was("solved", "previous_year", 50), {"disputed": ["one"]})
    book.add("CC-TRD-5", "people disagree how many there were", "noData", numbers(one=0, two=0),
             was("solved", "previous_year", 50), {"disputed": ["two"]})
    for part, before, falls in [(9, "10.1", True), (9, 10, False), (9, "9.9", False), (10, 0, True), (10, 5, True)]:
        book.add("CC-TRD-4", f"{part} of 10 heard after {before} had not", OUTCOME[falls], numbers(part=part, whole=10),
                 was("unheard", "previous_round", before))


def applicability(book):
    yes, no = records(port=boolean(True)), records(port=boolean(False))
    exempt = {"exemptions": {f"CC-APP-{number}": "agreed with the street" for number in range(1, 6)}}
    for a in THREE:
        book.add("CC-APP-1", f"applies, a {a}", OUTCOME[a], yes, flags(a=a))
        book.add("CC-APP-1", f"does not apply, a {a}", "notApplicable", no, flags(a=a))
        book.add("CC-APP-1", f"open whether it applies, a {a}", "noData", flags(a=a))
        book.add("CC-APP-1", f"exempt, a {a}", "notApplicable", yes, exempt, flags(a=a))
        book.add("CC-APP-1", f"exempt and open whether it applies, a {a}", "notApplicable", exempt, flags(a=a))
        book.add("CC-APP-2", f"applies, a {a}", "reportOnly", yes, flags(a=a))
        book.add("CC-APP-2", f"open whether it applies, a {a}", "reportOnly", flags(a=a))
        book.add("CC-APP-2", f"does not apply, a {a}", "notApplicable", no, flags(a=a))
        book.add("CC-APP-2", f"exempt, a {a}", "notApplicable", yes, exempt, flags(a=a))
        book.add("CC-APP-3", f"switched off, a {a}", "notApplicable", flags(a=a), disabled=False)
        book.add("CC-APP-3", f"switched on, a {a}", OUTCOME[a], flags(a=a))
        book.add("CC-APP-3", f"switched on and exempt, a {a}", "notApplicable", flags(a=a), exempt)
        book.add("CC-APP-4", f"applies, decided {a}", OUTCOME[a], yes, said(CC_APP_4=a))
        book.add("CC-APP-4", f"open whether it applies, decided {a}", "noData", said(CC_APP_4=a))
        book.add("CC-APP-5", f"another kind of subject, a {a}", OUTCOME[a], flags(a=a))
        book.add("CC-APP-5", f"a not recorded, decided {a}", OUTCOME[a], said(CC_APP_5=a))


def formulas(book):
    for one, two, outcome in [(3, 4, "pass"), (3, "3.999999", "fail"), (7, 0, "pass"), (0, 0, "fail"),
                              (None, 9, "noData"), (9, None, "noData")]:
        facts = numbers(**{name: value for name, value in (("one", one), ("two", two)) if value is not None})
        book.add("CC-FRM-1", f"one {one} and two {two} and 3", outcome, facts)
        book.add("CC-FRM-6", f"one {one} and two {two} and 3, under another name", outcome, facts)
    book.add("CC-FRM-1", "the sum itself was recorded and wins", "fail", numbers(one=9, two=9, total=9))
    book.add("CC-FRM-6", "the sum itself was recorded and wins", "fail", numbers(one=9, two=9, total=9))
    book.add("CC-FRM-6", "the outermost name wins", "pass", numbers(one=1, two=1, total=1, alias=10))
    book.add("CC-FRM-2", "total less two", "fail", numbers(one=1, two=1))
    book.add("CC-FRM-2", "total less two, the total recorded", "pass", numbers(total=5, two=5))
    book.add("CC-FRM-2", "fewer than none", "fail", numbers(total=4, two=5))
    for one, beds, outcome in [(1, 400, "pass"), (1, 399, "fail"), (1, 401, "pass"), ("2.5", 1000, "pass"),
                               ("2.500001", 1000, "fail"), (0, 7, "pass"), (1, 0, "noData"), (0, 0, "noData")]:
        book.add("CC-FRM-3", f"1000 x {one} / {beds}", outcome, numbers(one=one, beds=beds))
        book.add("CC-FRM-3", f"1000 x {one} / {beds} in the records", outcome, numbers(one=one),
                 records(beds=integer(beds)))
    for met in THREE:
        book.add("CC-FRM-4", f"the check is {met}", OUTCOME[met], {
            "decisions": {} if met is None else {"CC-CHK-1.2": met}})
    book.add("CC-FRM-4", "what was recorded under the metric wins over the check", "fail", flags(is_tidy=False),
             {"decisions": {"CC-CHK-1.2": True}})
    for answer, outcome in ((1, "fail"), (2, "pass"), (3, "fail")):
        book.add("CC-FRM-5", f"{answer} in the records as of the day", outcome,
                 {"queries": [ACTIVITIES_ASKED | {"answer": str(answer)}]})
    book.add("CC-FRM-5", "the records have no answer", "noData")
    book.add("CC-FRM-5", "0 in the records and 2 counted on the spot", "pass", numbers(centres=2),
             {"queries": [ACTIVITIES_ASKED | {"answer": "0"}]})


def tallies(book):
    """Group PER has two items, group APP three that count once two are out of the way."""
    staff = {True: numbers(staff=1, served=60), False: numbers(staff=9, served=60), None: {}}
    port = records(port=boolean(True))
    for ratio, a, decision in itertools.product(THREE, repeat=3):
        facts = (staff[ratio], port, flags(a=a), said(CC_APP_4=decision))
        # PER-1 passes with any staff of enough, PER-2 fails with too many; APP-1, -3 and -5 read `a`, APP-4 is decided.
        first = {True: True, False: False, None: None}[ratio]
        second = both(a, decision)
        name = f"the first group {ratio}, a {a}, decided {decision}"
        book.add("CC-TLY-1", name, OUTCOME[either(first, second)], *facts, disabled=True)
        least = (ratio is False) + 3 * (a is False) + (decision is False)
        most = least + 2 * (ratio is None) + 3 * (a is None) + (decision is None)
        verdict = True if most <= 1 else False if least > 1 else None
        book.add("CC-TLY-2", name, OUTCOME[verdict], *facts, disabled=True)
    off = (staff[True], records(port=boolean(False)), said(CC_APP_5=False))
    book.add("CC-TLY-2", "what is switched off or not applicable does not count", "pass", *off, disabled=False)
    book.add("CC-TLY-1", "what is recorded wins over what would be counted", "fail", numbers(groups_met=0), staff[True])


def disputes(book):
    book.add("CC-OPS-1", "people disagree about the number", "noData", numbers(length=9), {"disputed": ["length"]})
    book.add("CC-PCT-1", "people disagree about the base", "noData", numbers(part=9, whole=9), {"disputed": ["whole"]})
    book.add("CC-PCT-1", "people disagree about the base, which the records know", "noData", numbers(part=9),
             records(whole=integer(9)), {"disputed": ["whole"]})
    book.add("CC-LOG-1", "people disagree about what decides nothing any more", "fail", flags(a=False, b=True),
             {"disputed": ["b"]})
    book.add("CC-LOG-1", "people disagree about a part", "noData", flags(a=True, b=True, c=False), {"disputed": ["b"]})
    book.add("CC-CHK-1", "people disagree about a check", "noData",
             {"decisions": {f"CC-CHK-1.{n}": True for n in (1, 2, 3)}, "disputed": ["CC-CHK-1.2"]})
    book.add("CC-CHK-1", "people disagree about a check and another is missed", "fail",
             {"decisions": {f"CC-CHK-1.{n}": n != 3 for n in (1, 2, 3)}, "disputed": ["CC-CHK-1.2"]})
    book.add("CC-CHK-3", "people disagree about the whole", "noData",
             {"decisions": {"CC-CHK-3": True}, "disputed": ["CC-CHK-3"]})
    book.add("CC-APP-4", "people disagree about the decision", "noData", records(port=boolean(True)),
             {"decisions": {"CC-APP-4": True}, "disputed": ["CC-APP-4"]})
    book.add("CC-CAS-1", "people disagree about what chooses the case", "noData", numbers(amount=1000, beds=1),
             {"disputed": ["beds"]})
    book.add("CC-APP-1", "people disagree whether it applies", "noData", flags(a=True, port=True),
             {"disputed": ["port"]})
    book.add("CC-PCT-6", "people disagree about a part of nothing", "noData", numbers(part=0, whole=0),
             {"disputed": ["part"]})
    book.add("CC-LOG-1", "a yes about the whole settles no dispute", "noData", flags(a=True, b=True, c=False),
             {"disputed": ["b"], "decisions": {"CC-LOG-1": True}})
    book.add("CC-TRD-1", "people disagree about the number now", "noData", numbers(fires=1),
             was("fires", "previous_year", 5), {"disputed": ["fires"]})
