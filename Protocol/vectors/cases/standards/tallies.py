"""SY13-GEN-02: six classes of standards, of which all 29 items must pass."""

from .kit import comparisons, joined
from .ways import satisfied

CODE = "SY13-GEN-02"


def cases(book):
    groups = next(formula["groups"] for formula in book.item(CODE)["derived_metrics"].values() if "tally" in formula)
    items = [item for item in book.items if item["group"] in groups]
    assert len(items) == 29 and len(groups) == 6, (len(items), groups)

    def all_but(left_out, *facts):
        return joined(*[satisfied(book, item) for item in items if item is not left_out], *facts)

    book.add(CODE, "computed: all 29 pass", "pass", all_but(None), disabled=True)
    book.add(CODE, "computed: all pass, what is superseded is switched off", "pass", all_but(None), disabled=False)
    for item in items:
        is_last = item is [other for other in items if other["group"] == item["group"]][-1]
        if item["assessment"] == "report" or not is_last:
            continue
        code, failing = item["code"], satisfied(book, item, False)
        book.add(CODE, f"computed: {code} alone fails", "fail", all_but(item, failing), disabled=True)
        book.add(CODE, f"computed: {code} fails and nothing else is known", "fail", failing, disabled=True)
        book.add(CODE, f"computed: {code} alone has no result", "noData", without(book, items, item), disabled=True)
        book.add(CODE, f"computed: {code} alone fails and is exempt", "pass",
                 all_but(item, failing, {"exemptions": {code: "not here"}}), disabled=True)
    superseded = next(item for item in items if item.get("disabled"))
    failing = all_but(superseded, satisfied(book, superseded, False))
    book.add(CODE, f"computed: {superseded['code']} fails and is switched off", "pass", failing, disabled=False)
    book.add(CODE, f"computed: {superseded['code']} fails and is switched on", "fail", failing, disabled=True)
    book.add(CODE, "what was recorded wins over what would be counted", "pass",
             book.recorded(classes_met=6, numbered_standards_unmet=0), disabled=True)


def without(book, items, item):
    """Everything that the items need, less all that says something of one of them."""
    known = joined(*[satisfied(book, other) for other in items if other is not item])
    codes = {item["code"]} | {check["code"] for check in item.get("checks") or []}
    names = {part["metric"] for source in [item, *(item.get("checks") or [])]
             for part in comparisons(source.get("threshold") or {})}
    known["decisions"] = {code: yes for code, yes in known["decisions"].items() if code not in codes}
    known["recorded"] = {name: value for name, value in known["recorded"].items() if name not in names}
    return known
