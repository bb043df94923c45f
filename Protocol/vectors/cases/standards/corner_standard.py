"""A small standard that no issuer wrote, with every form that the format has."""


def comparison(metric, relation, limit, **more):
    return {"metric": metric, "op": relation, "value": limit} | more


def yes(metric):
    return comparison(metric, "==", True)


def per(count, unit):
    return {"value": count, "unit": unit}


def item(code, kind, threshold, assessment="threshold", **more):
    return {"code": code, "group": code.split("-")[1], "title_zh": code, "title_en": code, "kind": kind,
            "assessment": assessment, "threshold": threshold, "applies_to": "community"} | more


def check(code, threshold, kind="boolean", **more):
    return {"code": code, "zh": code, "en": code, "kind": kind, "threshold": threshold} | more


def facts(*names):
    return [{"id": name, "type": "decimal", "zh": name, "en": name} for name in names]


def three(code):
    return [check(f"{code}.{number}", {"op": "==", "value": True}) for number in (1, 2, 3)]


def case(attribute, relation, value, limit):
    return {"when": {"attr": attribute, "op": relation, "value": value}, "then": comparison("amount", ">=", limit)}


RELATIONS = (">=", ">", "<=", "<", "==")
WINDOWS = ((1, "d"), (1, "wk"), (1, "mo"), (2, "mo"), (6, "mo"), (1, "quarter"), (1, "a"), (3, "a"))
FREQUENT = (("MIN", ">=", 2), ("OVR", ">", 1), ("MAX", "<=", 1), ("LES", "<", 2), ("NON", "==", 0))


def operators():
    for number, relation in enumerate(RELATIONS, 1):
        yield item(f"CC-OPS-{number}", "measure", comparison("length", relation, 2.5, unit="m"), unit="m")
    for number, relation in enumerate(RELATIONS, 1):
        yield item(f"CC-PCT-{number}", "percentage",
                   comparison("part", relation, 12.5, unit="%", base="whole"), unit="%")
    yield item("CC-PCT-6", "percentage",
               comparison("part", "==", 100, unit="%", base="whole", empty_base="met"), unit="%",
               record=facts("part", "whole"))
    yield item("CC-PER-1", "ratio",
               comparison("staff", ">=", 1, unit="{人}", per={"value": 80, "unit": "{户}", "base": "served"}))
    yield item("CC-PER-2", "ratio",
               comparison("staff", "<=", 2.5, unit="{人}", per={"value": 100, "unit": "{户}", "base": "served"}))


def frequencies():
    for count, unit in WINDOWS:
        for name, relation, limit in FREQUENT:
            code = f"CC-{name}-{count}{unit.upper()}"
            yield item(code, "frequency",
                       comparison(f"held_{name}_{count}{unit}".lower(), relation, limit, unit="{次}",
                                  per=per(count, unit)),
                       derived_metrics={f"held_{name}_{count}{unit}".lower(): ACTIVITIES})


#: What the frequencies are counted from.
ACTIVITIES = {"query": "activities", "arguments": {"kind": "health_lecture"}}


def connected():
    yield item("CC-LOG-1", "boolean", {"all": [yes("a"), {"any": [yes("b"), yes("c")]}]})
    yield item("CC-LOG-2", "boolean", {"any": [yes("a"), {"all": [yes("b"), yes("c")]}]})
    yield item("CC-CHK-1", "composite", {"all_checks": True}, checks=three("CC-CHK-1"))
    yield item("CC-CHK-2", "composite", {"any_check": True}, checks=three("CC-CHK-2"))
    yield item("CC-CHK-3", "composite", {"all_checks": True}, "judgement", checks=three("CC-CHK-3"))
    yield item("CC-CHK-4", "composite", {"any_check": True}, "judgement", checks=three("CC-CHK-4"))
    yield item("CC-CHK-5", "composite", {"all_checks": True}, checks=[
        check("CC-CHK-5.1", {"op": "==", "value": True}, assessment="judgement"),
        check("CC-CHK-5.2", comparison("spots", "==", 0), "count", assessment="report"), check("CC-CHK-5.3", None)])
    yield item("CC-CHK-6", "composite", {"all_checks": True}, checks=[
        check("CC-CHK-6.1", {"all": [comparison("rooms", ">=", 1), comparison("spots", "==", 0)]}, "count"),
        check("CC-CHK-6.2", comparison("part", ">=", 50, unit="%", base="whole"), "percentage")])


def chosen():
    yield item("CC-CAS-1", "measure", {"cases": [
        case("community.beds", ">=", 100, 50), case("community.beds", ">", 50, 40), case("community.beds", "<=", 10, 5),
        case("community.beds", "<", 20, 10), case("community.beds", "==", 30, 20), {
            "otherwise": comparison("amount", ">=", 30)}]})
    yield item("CC-CAS-2", "measure", {"cases": [
        case("community.origin", "==", "port", 3), case("community.port", "==", True, 2),
        case("community.titles", "contains", "civilised", 4), case("community.origin", "!=", "hill", 5)]})
    yield item("CC-CAS-3", "measure", {"cases": [
        {"when": {"all": [{"attr": "community.port", "op": "==", "value": True},
                          {"attr": "community.beds", "op": ">=", "value": 10}]},
         "then": comparison("amount", ">=", 7)},
        {"when": {"any": [{"attr": "community.port", "op": "==", "value": False},
                          {"attr": "community.beds", "op": "<", "value": 5}]},
         "then": comparison("amount", ">=", 1)},
        {"otherwise": comparison("amount", ">=", 4)}]})
    yield item("CC-CAS-4", "measure", {"cases": [
        {"when": {"attr": "community.origin", "op": "==", "value": None}, "then": comparison("amount", ">=", 1)},
        {"otherwise": comparison("amount", ">=", 2)}]})


def moving():
    yield item("CC-TRD-1", "count", {"metric": "fires", "op": "decreasing", "vs": "previous_year"}, "trend")
    yield item("CC-TRD-2", "count", {"metric": "trees", "op": "increasing", "vs": "previous_year"}, "trend")
    yield item("CC-TRD-3", "percentage", {"metric": "share", "op": "increasing", "vs": "previous_round"}, "trend",
               unit="%", derived_metrics={"share": {"ratio": ["part", "whole"], "times": 100}})
    yield item("CC-TRD-5", "percentage", {"metric": "solved", "op": "increasing", "vs": "previous_year",
                                          "empty_base": "met"}, "trend", unit="%",
               derived_metrics={"solved": {"ratio": ["one", "two"], "times": 100}})
    yield item("CC-TRD-4", "percentage", {"metric": "unheard", "op": "decreasing", "vs": "previous_round"},
               unit="%", derived_metrics={"unheard": {"difference": [100, "share"]}})


def applying():
    closed = {"attr": "community.port", "op": "==", "value": True}
    yield item("CC-APP-1", "boolean", yes("a"), applicability=closed)
    yield item("CC-APP-2", "boolean", yes("a"), "report", applicability=closed)
    yield item("CC-APP-3", "boolean", yes("a"), disabled=True)
    yield item("CC-APP-4", "text-evidence", None, "judgement", applicability=closed)
    yield item("CC-APP-5", "boolean", yes("a"), applies_to=["hospital", "health_centre"])


def computed():
    yield item("CC-FRM-1", "count", comparison("total", ">=", 10), record=facts("one", "two"),
               derived_metrics={"total": {"sum": ["one", "two", 3]}})
    yield item("CC-FRM-2", "count", comparison("left_over", "==", 0),
               derived_metrics={"left_over": {"difference": ["total", "two"]}})
    yield item("CC-FRM-3", "ratio", comparison("per_thousand", "<=", 2.5), record=facts("beds"),
               derived_metrics={"per_thousand": {"ratio": ["one", "beds"], "times": 1000}})
    yield item("CC-FRM-4", "boolean", yes("is_tidy"), derived_metrics={"is_tidy": {"check": "CC-CHK-1.2"}})
    yield item("CC-FRM-5", "count", comparison("centres", "==", 2), derived_metrics={"centres": ACTIVITIES})
    yield item("CC-FRM-6", "count", comparison("alias", ">=", 10), derived_metrics={"alias": {"metric": "total"}})
    yield item("CC-TLY-1", "count", comparison("groups_met", ">=", 1),
               derived_metrics={"groups_met": {"tally": "groups_met", "groups": ["PER", "APP"]}})
    yield item("CC-TLY-2", "count", comparison("unmet", "<=", 1),
               derived_metrics={"unmet": {"tally": "items_unmet", "groups": ["PER", "APP"]}})


def document():
    items = [*operators(), *frequencies(), *connected(), *chosen(), *moving(), *applying(), *computed()]
    groups = dict.fromkeys(entry["group"] for entry in items)
    return {
        "schema": "ruhu-standard/1", "id": "corner-cases", "catalogue_version": 1, "title_zh": "边角情形",
        "title_en": "Corner cases", "groups": [{"code": code, "title_zh": code, "title_en": code} for code in groups],
        "items": items,
    }
