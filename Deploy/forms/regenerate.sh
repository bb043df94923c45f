#!/usr/bin/env bash
# Makes the shipped forms anew: household-survey/survey.yaml and wording.yaml -> spreadsheets (XLSForm) -> XForms, and
# copies the XForms to where the programs take their built-in content from.
#
#   bash Deploy/forms/regenerate.sh           writes them; running it twice changes nothing
#   bash Deploy/forms/regenerate.sh --check   writes nothing; fails when a committed file is not what would be written,
#                                             or when a rule of survey.yaml has no counterpart in the form
set -euo pipefail
cd "$(dirname "$0")"
source ../packages.sh
source tools.sh
python3 -c 'import ensurepip, venv' 2>/dev/null || install_missing python3-venv
forms_python || exit $?
export PYTHONDONTWRITEBYTECODE=1
built_in=../../Sources/CBuiltInContent/forms
forms=(household-survey publicity-record)

case "${1:-}" in
"")
    "$FORMS_PYTHON" generator/generate.py
    mkdir -p "$built_in"
    for form in "${forms[@]}"; do
        cp "$form/$form.xml" "$built_in/$form.xml"
    done
    "$FORMS_PYTHON" check.py
    ;;
--check)
    made="$(mktemp -d)"
    trap 'rm -rf "$made"' EXIT
    "$FORMS_PYTHON" generator/generate.py "$made"
    stale=0
    for form in "${forms[@]}"; do
        cmp "$made/$form/$form.xlsx" "$form/$form.xlsx" || stale=1
        cmp "$made/$form/$form.xml" "$form/$form.xml" || stale=1
        cmp "$form/$form.xml" "$built_in/$form.xml" || stale=1
    done
    if [ "$stale" -ne 0 ]; then
        echo "The forms are not what survey.yaml and wording.yaml make: run 'bash Deploy/forms/regenerate.sh'." >&2
        exit 1
    fi
    "$FORMS_PYTHON" check.py
    ;;
*)
    echo "usage: bash Deploy/forms/regenerate.sh [--check]" >&2
    exit 64
    ;;
esac
