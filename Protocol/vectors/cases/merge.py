"""merge/*.json: one file a rule of merging. Every case also holds for any order and repetition of its deliveries."""

from reference.changes import uuid_text

from .kit import (ANSWERS, DAY, FLAG, GRADE, LOW, NOTES, NUMBER, PLACE, SCORE, SEEN, TAGS, TEXT, WHEN, Case, text,
                  write)

DELETED, ALIAS = 1, 2
TRUE, FALSE, NULL = {"boolean": True}, {"boolean": False}, {"null": True}


def place(latitude, longitude):
    return {"tuple": [{"decimal": latitude}, {"decimal": longitude}]}


def base(case, *writes):
    return case.change("base", "A", list(writes) or [write(TEXT, text("0301"))])


def fields_and_conflicts():
    yield "one-write-is-the-value", (
        base(Case("One replica writes once.", "One value left: that is the value."))
        .deliver("base"))
    yield "a-later-write-replaces-what-it-names", (
        base(Case("A second write names the first.", "Live writes are W minus D."))
        .change("a", "A", [write(TEXT, text("0302"), ["base/0"])], clock=10)
        .deliver("base").deliver("a"))
    yield "causality-beats-the-clock", (
        base(Case("The replacing write comes from a clock a year behind.", "Clocks never decide causality."))
        .change("b", "B", [write(TEXT, text("0302"), ["base/0"])], clock=-31_536_000_000_000)
        .deliver("base", "b"))
    yield "edits-of-different-fields-merge", (
        base(Case("Two people change different fields.", "Edits that do not overlap merge by themselves."),
             write(TEXT, text("0301")), write(NUMBER, {"integer": "1"}))
        .change("a", "A", [write(TEXT, text("0302"), ["base/0"])], clock=10)
        .change("b", "B", [write(NUMBER, {"integer": "2"}, ["base/1"])], clock=20)
        .deliver("base", "a").deliver("b"))
    yield "concurrent-edits-conflict", (
        base(Case("Two people change one field to different values; the listed order is that of clock and id.",
                  "Several values under manual: a conflict, the greatest (clock, id) provisional."))
        .change("b", "B", [write(TEXT, text("B says"), ["base/0"])], clock=20)
        .change("c", "C", [write(TEXT, text("C says"), ["base/0"])], clock=10)
        .deliver("base", "b").deliver("c"))
    yield "equal-values-never-conflict", (
        base(Case("Two people change one field to the same value.", "Equal values never conflict."))
        .change("a", "A", [write(TEXT, text("0302"), ["base/0"])], clock=10)
        .change("b", "B", [write(TEXT, text("0302"), ["base/0"])], clock=20)
        .deliver("base", "a", "b"))
    yield "equal-after-normalisation-never-conflicts", (
        base(Case("The same word typed composed and decomposed.", "Canonical value bytes: NFC text."))
        .change("a", "A", [write(TEXT, text("Caf\u00e9"), ["base/0"])], clock=10)
        .change("b", "B", [write(TEXT, text("Cafe\u0301"), ["base/0"])], clock=20)
        .deliver("base", "a", "b"))
    yield "three-writes-two-values", (
        base(Case("Two of three agree: two candidates, one of them with two writes; the agreeing ones are not adjacent.",
                  "Live writes with equal canonical bytes are one value."))
        .change("a", "A", [write(TEXT, text("X"), ["base/0"])], clock=10)
        .change("b", "B", [write(TEXT, text("Y"), ["base/0"])], clock=20)
        .change("c", "C", [write(TEXT, text("X"), ["base/0"])], clock=30)
        .deliver("base", "a", "b", "c"))
    yield "an-emptied-field-conflicts-with-an-edit", (
        base(Case("One empties the field, one edits it.", "Emptying is a write like any other."))
        .change("a", "A", [write(TEXT, NULL, ["base/0"])], clock=10)
        .change("b", "B", [write(TEXT, text("0302"), ["base/0"])], clock=20)
        .deliver("base", "a", "b"))
    yield "a-group-is-one-value", (
        base(Case("One mends the latitude, one the longitude: half of each would be a place nobody saw.",
                  "A group is one field with a tuple value."), write(PLACE, place("23.03", "113.12")))
        .change("a", "A", [write(PLACE, place("23.04", "113.12"), ["base/0"])], clock=10)
        .change("b", "B", [write(PLACE, place("23.03", "113.15"), ["base/0"])], clock=20)
        .deliver("base", "a", "b"))
    yield "keyed-cells-merge-by-themselves", (
        base(Case("Answers to different questions merge; answers to the same question conflict alone.",
                  "Each name of a keyed field is a cell that merges by itself."),
             write(ANSWERS, text("1"), cell="q1"), write(ANSWERS, text("1"), cell="q2"))
        .change("a", "A", [write(ANSWERS, text("2"), ["base/0"], cell="q1"),
                           write(ANSWERS, text("2"), ["base/1"], cell="q2")], clock=10)
        .change("b", "B", [write(ANSWERS, text("3"), ["base/1"], cell="q2"),
                           write(ANSWERS, text("9"), cell="q3")], clock=20)
        .deliver("base", "a", "b"))
    yield "a-field-the-schema-does-not-know-is-manual", (
        base(Case("A newer replica writes a field that this schema does not declare.",
                  "What a schema does not know is manual, because a person can always decide."),
             write(99, text("1")))
        .change("b", "B", [write(99, text("2"), ["base/0"])], clock=10)
        .change("c", "C", [write(99, text("3"), ["base/0"])], clock=20)
        .deliver("base", "b", "c"))


def over():
    yield "over-names-only-its-own-field", (
        base(Case("A write of the number claims to replace a write of the text.",
                  "`over` holds earlier writes of the same record and field; a dot of another field is ignored."),
             write(TEXT, text("0301")), write(NUMBER, {"integer": "1"}))
        .change("b", "B", [write(NUMBER, {"integer": "2"}, ["base/0", "base/1"])], clock=10)
        .deliver("base", "b"))
    yield "over-of-another-field-arrives-first", (
        base(Case("As before, but the claiming write comes first: it must not kill the text when that arrives.",
                  "A dot of another field is ignored, whatever the order."),
             write(TEXT, text("0301")), write(NUMBER, {"integer": "1"}))
        .change("b", "B", [write(NUMBER, {"integer": "2"}, ["base/0"])], clock=10)
        .deliver("b").deliver("base"))
    yield "over-names-only-its-own-cell", (
        base(Case("An answer claims to replace the answer to another question.",
                  "Each cell is a field of its own."), write(ANSWERS, text("1"), cell="q1"))
        .change("b", "B", [write(ANSWERS, text("2"), ["base/0"], cell="q2")], clock=10)
        .deliver("b").deliver("base"))
    yield "over-names-only-its-own-record", (
        Case("A write of one record claims to replace a write of another record in the same change.",
             "`over` holds earlier writes of the same record and field.", ("left", "right"))
        .change("base", "A", [write(TEXT, text("left"), record="left"), write(TEXT, text("right"), record="right")])
        .change("b", "B", [write(TEXT, text("new"), ["base/0"], record="right")], clock=10)
        .deliver("base", "b"))
    yield "a-replaced-write-arrives-dead", (
        base(Case("The replacing write comes first, is applied and marked; its predecessor arrives dead and heals it.",
                  "Nothing ever waits for another change."))
        .change("a", "A", [write(TEXT, text("0302"), ["base/0"])], clock=10)
        .deliver("a", note="applied, incomplete").deliver("base", note="healed; the old value is not live"))
    yield "a-conflict-without-its-base-is-incomplete", (
        base(Case("Two edits arrive before the write both replace.",
                  "The field is marked incomplete until the predecessor arrives."))
        .change("b", "B", [write(TEXT, text("B says"), ["base/0"])], clock=10)
        .change("c", "C", [write(TEXT, text("C says"), ["base/0"])], clock=20)
        .deliver("b").deliver("c").deliver("base"))
    yield "a-chain-arrives-backwards", (
        base(Case("Four versions arrive from the last to the first.", "State is a union: order does not matter."))
        .change("a", "A", [write(TEXT, text("2"), ["base/0"])], clock=10)
        .change("b", "B", [write(TEXT, text("3"), ["a/0"])], clock=20)
        .change("c", "C", [write(TEXT, text("4"), ["b/0"])], clock=30)
        .deliver("c").deliver("b").deliver("a").deliver("base"))
    yield "incomplete-is-of-one-field", (
        base(Case("One field waits for its predecessor, the other does not.",
                  "Only the field that lacks a predecessor is incomplete."), write(TEXT, text("0301")))
        .change("b", "B", [write(TEXT, text("0302"), ["base/0"]), write(NUMBER, {"integer": "1"})], clock=10)
        .deliver("b").deliver("base"))
    yield "several-records-in-one-change", (
        Case("One save of two records; each record merges by itself.", "A change is one save by one author.",
             ("left", "right"))
        .change("base", "A", [write(TEXT, text("l"), record="left"), write(TEXT, text("r"), record="right")])
        .change("a", "A", [write(TEXT, text("l2"), ["base/0"], record="left"),
                           write(TEXT, text("r2"), ["base/1"], record="right")], clock=10)
        .change("b", "B", [write(TEXT, text("r3"), ["base/1"], record="right")], clock=20)
        .deliver("base", "a", "b"))
    yield "forked-replica-keeps-both", (
        base(Case("A cloned store wrote a different change under the same number.",
                  "Identity is content: two different changes with one sequence number are both kept."))
        .change("a", "A", [write(TEXT, text("one"), ["base/0"])], clock=10, sequence=2)
        .change("b", "A", [write(TEXT, text("two"), ["base/0"])], clock=20, sequence=2)
        .deliver("base", "a", "b"))


def policies():
    yield "latest-takes-the-greatest-clock", (
        base(Case("Two writes, one later.", "latest: clock, then id."), write(WHEN, text("0")))
        .change("b", "B", [write(WHEN, text("later"), ["base/0"])], clock=20)
        .change("c", "C", [write(WHEN, text("earlier"), ["base/0"])], clock=10)
        .deliver("base", "c", "b"))
    yield "latest-tie-is-broken-by-id", (
        base(Case("Two writes with one stamp.", "latest: clock, then id; nobody breaks ties for himself."),
             write(WHEN, text("0")))
        .change("b", "B", [write(WHEN, text("B"), ["base/0"])], clock=10)
        .change("c", "C", [write(WHEN, text("C"), ["base/0"])], clock=10)
        .change("d", "D", [write(WHEN, text("D"), ["base/0"])], clock=10)
        .deliver("base", "b", "c", "d"))
    yield "latest-with-a-suspect-stamp-is-a-conflict", (
        base(Case("One of two writes comes from a clock a year ahead.", "latest with a suspect stamp falls to manual."),
             write(WHEN, text("0")))
        .change("b", "B", [write(WHEN, text("B"), ["base/0"])], clock=31_536_000_000_000)
        .change("c", "C", [write(WHEN, text("C"), ["base/0"])], clock=10)
        .deliver("base", "b", "c", suspect=["b"]))
    yield "latest-when-the-suspicion-arrives-later", (
        base(Case("The authority's word on the clock arrives after the change.",
                  "latest with a suspect stamp falls to manual, in whatever order that becomes known."),
             write(WHEN, text("0")))
        .change("b", "B", [write(WHEN, text("B"), ["base/0"])], clock=20)
        .change("c", "C", [write(WHEN, text("C"), ["base/0"])], clock=10)
        .deliver("base", "b", "c").deliver(suspect=["c"], note="even the earlier stamp may be wrong"))
    yield "latest-alone-may-be-suspect", (
        base(Case("A suspect write that replaced all others.", "One value left: that is the value."),
             write(WHEN, text("0")))
        .change("b", "B", [write(WHEN, text("B"), ["base/0"])], clock=31_536_000_000_000)
        .deliver("base", "b", suspect=["b"]))
    yield "latest-equal-values-with-a-suspect-stamp", (
        base(Case("Two equal writes, one of them suspect.", "Equal values never conflict."), write(WHEN, text("0")))
        .change("b", "B", [write(WHEN, text("same"), ["base/0"])], clock=20)
        .change("c", "C", [write(WHEN, text("same"), ["base/0"])], clock=10)
        .deliver("base", "b", "c", suspect=["b"]))
    yield "max-takes-the-greatest", (
        base(Case("Numbers, decimals and days, none of them in the order of its text.", "max."),
             write(SCORE, {"decimal": "9"}), write(DAY, {"date": "2026-01-31"}), write(FLAG, FALSE),
             write(SEEN, {"instant": "-5"}))
        .change("b", "B", [write(SCORE, {"decimal": "10.5"}, ["base/0"]), write(DAY, {"date": "2026-02-01"}),
                           write(FLAG, TRUE), write(SEEN, {"instant": "-4"})], clock=10)
        .change("c", "C", [write(SCORE, {"decimal": "10.25"}, ["base/0"]), write(DAY, {"date": "2025-12-31"}),
                           write(FLAG, FALSE), write(SEEN, {"instant": "-6"})], clock=20)
        .deliver("base", "b", "c"))
    yield "max-compares-negative-decimals", (
        base(Case("Of negative numbers the one nearest to zero is greatest.", "max."),
             write(SCORE, {"decimal": "-10"}))
        .change("b", "B", [write(SCORE, {"decimal": "-9.5"}, [])], clock=10)
        .change("c", "C", [write(SCORE, {"decimal": "-9.25"}, [])], clock=5)
        .deliver("base", "b", "c"))
    yield "min-takes-the-least", (
        base(Case("Integers, negative among them.", "min."), write(LOW, {"integer": "3"}))
        .change("b", "B", [write(LOW, {"integer": "-20"}, ["base/0"])], clock=10)
        .change("c", "C", [write(LOW, {"integer": "-3"}, ["base/0"])], clock=20)
        .deliver("base", "b", "c"))
    yield "max-of-what-cannot-be-compared-is-a-conflict", (
        base(Case("A number and a text.", "If the policy cannot decide, the field is in conflict."),
             write(SCORE, {"integer": "0"}))
        .change("b", "B", [write(SCORE, {"integer": "7"}, ["base/0"])], clock=10)
        .change("c", "C", [write(SCORE, text("many"), ["base/0"])], clock=20)
        .deliver("base", "b", "c"))
    yield "max-of-different-kinds-is-a-conflict", (
        base(Case("An integer and a decimal.", "If the policy cannot decide, the field is in conflict."),
             write(SCORE, {"integer": "0"}))
        .change("b", "B", [write(SCORE, {"integer": "7"}, ["base/0"])], clock=10)
        .change("c", "C", [write(SCORE, {"decimal": "6.5"}, ["base/0"])], clock=20)
        .deliver("base", "b", "c"))
    yield "union-keeps-what-one-side-put-in", (
        base(Case("One takes an element out while another puts it in again, and adds a second one.",
                  "union: each element is an in/out cell of its own; in wins."),
             write(TAGS, TRUE, cell=text("独居")))
        .change("b", "B", [write(TAGS, FALSE, ["base/0"], cell=text("独居"))], clock=20)
        .change("c", "C", [write(TAGS, TRUE, ["base/0"], cell=text("独居")),
                           write(TAGS, TRUE, cell=text("党员"))], clock=10)
        .deliver("base", "b", "c"))
    yield "union-element-taken-out", (
        base(Case("An element is taken out and nobody puts it in.", "union: the cell says out."),
             write(TAGS, TRUE, cell=text("独居")))
        .change("b", "B", [write(TAGS, FALSE, ["base/0"], cell=text("独居"))], clock=20)
        .deliver("base", "b"))
    yield "append-keeps-every-entry", (
        base(Case("Three notes, two of them with equal words.", "append never replaces and never collapses."),
             write(NOTES, text("nobody home")))
        .change("b", "B", [write(NOTES, text("nobody home"))], clock=20)
        .change("c", "C", [write(NOTES, text("moved"))], clock=10)
        .deliver("base", "b", "c"))
    yield "authority-takes-the-strongest-role", (
        base(Case("A street office and a committee disagree.", "authority: an ordered list of roles."),
             write(GRADE, text("0")))
        .change("b", "B", [write(GRADE, text("street"), ["base/0"])], clock=10, role="street")
        .change("c", "C", [write(GRADE, text("community"), ["base/0"])], clock=20, role="community")
        .change("d", "D", [write(GRADE, text("other"), ["base/0"])], clock=30, role="enumerator")
        .deliver("base", "b", "c", "d"))
    yield "authority-equal-roles-are-a-conflict", (
        base(Case("Two street offices disagree, and a committee has its own view: all values are listed.",
                  "authority: equal roles fall to manual."), write(GRADE, text("0")))
        .change("b", "B", [write(GRADE, text("one"), ["base/0"])], clock=10, role="street")
        .change("c", "C", [write(GRADE, text("two"), ["base/0"])], clock=20, role="street")
        .change("d", "D", [write(GRADE, text("three"), ["base/0"])], clock=30, role="community")
        .deliver("base", "b", "c", "d"))
    yield "authority-equal-roles-that-agree", (
        base(Case("Two street offices agree against a committee.", "Equal values never conflict."),
             write(GRADE, text("0")))
        .change("b", "B", [write(GRADE, text("one"), ["base/0"])], clock=10, role="street")
        .change("c", "C", [write(GRADE, text("one"), ["base/0"])], clock=20, role="street")
        .change("d", "D", [write(GRADE, text("three"), ["base/0"])], clock=30, role="community")
        .deliver("base", "b", "c", "d"))
    yield "authority-unlisted-roles-are-equal", (
        base(Case("Two roles that the list does not name.", "authority: equal roles fall to manual."),
             write(GRADE, text("0")))
        .change("b", "B", [write(GRADE, text("one"), ["base/0"])], clock=10, role="enumerator")
        .change("c", "C", [write(GRADE, text("two"), ["base/0"])], clock=20, role="hospital")
        .deliver("base", "b", "c"))


def resolutions():
    def conflict(about, rule):
        return (base(Case(about, rule))
                .change("b", "B", [write(TEXT, text("B says"), ["base/0"])], clock=10)
                .change("c", "C", [write(TEXT, text("C says"), ["base/0"])], clock=20))

    yield "a-resolution-closes-the-conflict", (
        conflict("An administrator decides for one of the values.",
                 "resolve replaces the dots of the version that was shown.")
        .change("r", "R", [write(TEXT, text("B says"), ["b/0", "c/0"])], clock=30, role="administrator",
                kind="resolution", reason="门牌核对")
        .deliver("base", "b", "c").deliver("r"))
    yield "a-late-write-reopens-the-conflict", (
        conflict("A tablet that was offline hands in another value after the resolution.",
                 "A write that came later stays live and reopens the conflict, with another version.")
        .change("r", "R", [write(TEXT, text("B says"), ["b/0", "c/0"])], clock=30, kind="resolution", reason="x")
        .change("d", "D", [write(TEXT, text("D says"), ["base/0"])], clock=15)
        .deliver("base", "b", "c", "r").deliver("d"))
    yield "two-administrators-resolve-alike", (
        conflict("Two administrators decide alike at the same time.",
                 "Two admins who resolve it alike at the same time cause no new conflict.")
        .change("r", "R", [write(TEXT, text("B says"), ["b/0", "c/0"])], clock=30, kind="resolution", reason="x")
        .change("s", "S", [write(TEXT, text("B says"), ["b/0", "c/0"])], clock=31, kind="resolution", reason="y")
        .deliver("base", "b", "c", "r", "s"))
    yield "two-administrators-resolve-differently", (
        conflict("Two administrators decide differently at the same time.",
                 "The conflict has the same identity and a new version.")
        .change("r", "R", [write(TEXT, text("B says"), ["b/0", "c/0"])], clock=30, kind="resolution", reason="x")
        .change("s", "S", [write(TEXT, text("C says"), ["b/0", "c/0"])], clock=31, kind="resolution", reason="y")
        .deliver("base", "b", "c").deliver("r", "s"))
    yield "a-resolution-of-what-was-shown-leaves-the-rest", (
        conflict("An edit over one of two values leaves the other one live.",
                 "Under manual, over lists those that were shown.")
        .change("d", "B", [write(TEXT, text("B again"), ["b/0"])], clock=30)
        .deliver("base", "b", "c", "d"))


def deletions():
    def seen(about, rule):
        return base(Case(about, rule), write(TEXT, text("0301")), write(NUMBER, {"integer": "1"}))

    yield "a-delete-that-saw-everything", (
        seen("A record is deleted by somebody who saw all of it.", "Nothing but true is live, and all was seen.")
        .change("b", "B", [write(DELETED, TRUE, saw=["base/0", "base/1"])], clock=10)
        .deliver("base").deliver("b"))
    yield "a-delete-saw-what-its-own-save-writes", (
        seen("One save writes a remark and deletes the record; the id of the save cannot stand in `saw`.",
             "Whoever deletes has seen what the same save writes.")
        .change("b", "B", [write(TEXT, text("demolished"), ["base/0"]),
                           write(DELETED, TRUE, saw=["base/0", "base/1"])], clock=10)
        .deliver("base").deliver("b"))
    yield "a-delete-against-an-unseen-edit", (
        seen("One deletes while another edits.", "Otherwise the record stays visible with an edit-against-delete conflict.")
        .change("b", "B", [write(DELETED, TRUE, saw=["base/0", "base/1"])], clock=20)
        .change("c", "C", [write(TEXT, text("0302"), ["base/0"])], clock=10)
        .deliver("base", "b").deliver("c"))
    yield "a-delete-that-saw-only-a-part", (
        seen("A delete whose author had not received one of the fields.",
             "The live deletes together must have seen every other live write.")
        .change("b", "B", [write(DELETED, TRUE, saw=["base/0"])], clock=20)
        .deliver("base", "b"))
    yield "two-deletes-that-together-saw-everything", (
        seen("Two deletes, each of which saw another part.", "The live deletes together saw every other live write.")
        .change("b", "B", [write(DELETED, TRUE, saw=["base/0"])], clock=20)
        .change("c", "C", [write(DELETED, TRUE, saw=["base/1"])], clock=10)
        .deliver("base", "b").deliver("c"))
    yield "a-delete-before-what-it-saw", (
        seen("The delete arrives before the record.", "State is a union: order does not matter.")
        .change("b", "B", [write(DELETED, TRUE, saw=["base/0", "base/1"])], clock=10)
        .deliver("b").deliver("base"))
    yield "a-delete-against-an-undelete", (
        seen("Of a deleted record, one undeletes and one deletes again.", "deleted is a manual field.")
        .change("b", "B", [write(DELETED, TRUE, saw=["base/0", "base/1"])], clock=10)
        .change("c", "C", [write(DELETED, FALSE, ["b/0"])], clock=20)
        .change("d", "D", [write(DELETED, TRUE, ["b/0"], saw=["base/0", "base/1"])], clock=30)
        .deliver("base", "b").deliver("c").deliver("d"))
    yield "an-undelete-brings-the-record-back", (
        seen("A deleted record is undeleted.", "Undelete writes false.")
        .change("b", "B", [write(DELETED, TRUE, saw=["base/0", "base/1"])], clock=10)
        .change("c", "C", [write(DELETED, FALSE, ["b/0"])], clock=20)
        .deliver("base", "b", "c"))
    yield "a-delete-resolved-to-deleted", (
        seen("The conflict between a delete and an edit is resolved by a delete that saw the edit.",
             "A resolution is an ordinary change.")
        .change("b", "B", [write(DELETED, TRUE, saw=["base/0", "base/1"])], clock=20)
        .change("c", "C", [write(TEXT, text("0302"), ["base/0"])], clock=10)
        .change("r", "R", [write(DELETED, TRUE, ["b/0"], saw=["c/0", "base/1"])], clock=30, kind="resolution")
        .deliver("base", "b", "c", "r"))
    yield "a-delete-does-not-hide-a-conflict", (
        seen("A delete saw one of two concurrent edits.", "Nothing recorded is ever silently lost.")
        .change("c", "C", [write(TEXT, text("0302"), ["base/0"])], clock=10)
        .change("d", "D", [write(TEXT, text("0303"), ["base/0"])], clock=11)
        .change("b", "B", [write(DELETED, TRUE, saw=["c/0", "base/1"])], clock=20)
        .deliver("base", "c", "d", "b"))
    yield "a-delete-with-live-children-is-a-conflict", (
        seen("A record is deleted while a child is written under it elsewhere.",
             "Deleting a parent with live children is a conflict when it happens concurrently; nothing cascades.")
        .change("b", "B", [write(DELETED, TRUE, saw=["base/0", "base/1"])], clock=20)
        .deliver("base", "b").deliver(children=["thing"]))


def aliases():
    def link(record, to, case):
        raw, _ = case.world.records[to]
        return write(ALIAS, {"reference": uuid_text(raw)}, record=record)

    def made(about, rule, names):
        case = Case(about, rule, names)
        return case.change("base", "A", [write(TEXT, text(name), record=name) for name in names])

    case = made("A duplicate points to the record that stays.", "Duplicates are merged by an alias field.",
                ("first", "second", "third"))
    case.change("a", "A", [link("third", "second", case)], clock=10)
    case.change("b", "B", [link("second", "first", case)], clock=20)
    yield "an-alias-chain-ends-at-its-last-record", case.deliver("base", "a", "b")
    case = made("Two people merge two duplicates in opposite directions.",
                "A cycle's representative is its smallest id.", ("first", "second", "third"))
    case.change("a", "A", [link("first", "second", case)], clock=10)
    case.change("b", "B", [link("second", "first", case)], clock=20)
    case.change("c", "C", [link("third", "second", case)], clock=30)
    yield "an-alias-cycle-is-represented-by-its-smallest-id", case.deliver("base", "a", "b", "c")
    case = made("Two people merge one duplicate into different records.", "A conflicted alias is not followed.",
                ("first", "second", "third"))
    case.change("a", "A", [link("third", "first", case)], clock=10)
    case.change("b", "B", [link("third", "second", case)], clock=20)
    yield "a-conflicted-alias-is-not-followed", case.deliver("base", "a").deliver("b")
    case = made("A record that was merged into itself.", "A cycle's representative is its smallest id.", ("first",))
    case.change("a", "A", [link("first", "first", case)], clock=10)
    yield "a-record-merged-into-itself-stays", case.deliver("base", "a")


def cases():
    for group in (fields_and_conflicts, over, policies, resolutions, deletions, aliases):
        yield from group()
