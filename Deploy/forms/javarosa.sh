#!/usr/bin/env bash
# Holds the forms against JavaRosa, the engine inside ODK Collect, as it lies in pyxform's ODK_Validate.jar:
#   1. ODK Validate and a walk through every question accept each form that ships;
#   2. each form of the agreement tests, made anew from its source and filled with its answers, gives the committed
#      form.xml, refusals and instance.xml.
#
#   bash Deploy/forms/javarosa.sh            checks
#   bash Deploy/forms/javarosa.sh --record   writes form.xml, the refusals in answers.json and instance.xml anew
set -euo pipefail
cd "$(dirname "$0")/../.."
source Deploy/packages.sh
source Deploy/forms/tools.sh
case "${1:-}" in
"") mode=check ;;
--record) mode=record ;;
*)
    echo "usage: bash Deploy/forms/javarosa.sh [--record]" >&2
    exit 64
    ;;
esac
install_form_tools
forms_python || exit $?
jar="$("$FORMS_PYTHON" -c 'import pathlib, pyxform
print(pathlib.Path(pyxform.__file__).parent / "validators/odk_validate/bin/ODK_Validate.jar")')"
[ -f "$jar" ] || { echo "pyxform came without ODK_Validate.jar: expected at $jar" >&2; exit 78; }

agreement=Tests/QuestionnairesTests/Agreement
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
javac -nowarn -Xlint:-deprecation -cp "$jar" -d "$work/classes" "$agreement"/javarosa/*.java 2>"$work/javac.log" ||
    { cat "$work/javac.log" >&2; exit 1; }
# The offset of the answers' times; the instances carry it.
run() { java -Duser.timezone=Asia/Shanghai -Duser.language=en -cp "$jar:$work/classes" JavaRosaDriver "$@"; }

echo "== shipped forms"
shipped=(Deploy/forms/household-survey/household-survey.xml Deploy/forms/publicity-record/publicity-record.xml)
for form in "${shipped[@]}"; do
    java -jar "$jar" "$form" >"$work/validate.log" 2>&1 || { cat "$work/validate.log" >&2; exit 1; }
done
run accept "${shipped[@]}"

echo "== agreement forms"
PYTHONDONTWRITEBYTECODE=1 "$FORMS_PYTHON" Deploy/forms/convert.py "$mode" "$agreement"/forms/*/
run "$mode" "$agreement"/forms/*/
