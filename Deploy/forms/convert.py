"""Makes form.xml from form.md in each folder (record), or fails when it is not what would be made (check).

A folder without form.md fills a form that ships, to which its form.xml is a link, or one that pyxform would not write.
"""

import pathlib
import sys

from pyxform.xls2xform import convert


def main(mode, folders):
    stale = 0
    for folder in map(pathlib.Path, folders):
        if not (folder / "form.md").exists():
            continue
        made = convert(folder / "form.md", pretty_print=True).xform
        target = folder / "form.xml"
        if mode == "record":
            target.write_text(made, encoding="utf-8", newline="\n")
        elif not target.exists() or target.read_text(encoding="utf-8") != made:
            print(f"FAIL  {folder.name}: form.xml is not what form.md makes")
            stale += 1
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
