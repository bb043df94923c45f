#!/usr/bin/env python3
"""Writes the vectors anew: `python3 Protocol/vectors/generate.py`. Needs Python 3.9 and, for the standards, PyYAML.

The expected results come from the second implementation of the protocol in `reference/`, never from the software that
the vectors test. `--check` writes nothing and fails where a file would change.
"""

import json
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.dont_write_bytecode = True
sys.path.insert(0, str(HERE))

from cases import clock, identity, kit, merge, standards, values  # noqa: E402


def documents():
    yield "values.json", values.cases()
    yield "identity.json", identity.cases()
    yield "clock.json", clock.cases()
    yield "schema.json", kit.SCHEMA
    for name, case in merge.cases():
        yield f"merge/{name}.json", case.document()
    for name, text in standards.documents():
        yield f"standards/{name}", text


def main():
    written, stale = set(), []
    for name, document in documents():
        path = HERE / name
        assert path not in written, name
        written.add(path)
        text = document if isinstance(document, str) else json.dumps(document, ensure_ascii=False, indent=1) + "\n"
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        stale.append(name)
        if "--check" not in sys.argv:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
    leftover = [str(path.relative_to(HERE)) for folder in ("merge", "standards")
                for path in sorted((HERE / folder).glob("*.json")) if path not in written]
    if "--check" in sys.argv and (stale or leftover):
        sys.exit(f"not what generate.py says: {', '.join(stale + leftover)}")
    for name in leftover:
        (HERE / name).unlink()
    print(f"{len(written)} files, {len(stale)} changed", file=sys.stderr)


main()
