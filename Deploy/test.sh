#!/usr/bin/env bash
# Runs all tests: installs what they need, checks the formatting, builds once, and tests; then checks that the forms are
# what their sources make, and that JavaRosa fills them as Ruhu does. At the end it says how long each part took.
# Arguments go to `swift test`, for example: bash Deploy/test.sh --filter SyncProtocolTests
# The last step needs Java and, the first time, PyPI. Where neither can be had: bash Deploy/test.sh --without-javarosa ...
set -euo pipefail
cd "$(dirname "$0")/.."
source Deploy/packages.sh
javarosa=yes
if [ "${1:-}" = --without-javarosa ]; then
    javarosa=
    shift
fi
require_swift
install_missing "${RUHU_BUILD_PACKAGES[@]}" "${RUHU_TEST_PACKAGES[@]}"

work=$(mktemp -d)
report() {
    echo
    echo "Seconds by the clock, each part alone, with the start of its program:"
    cat "$work/times"
    rm -rf "$work"
}
trap report EXIT

# Runs a command and notes how long it took: timed NAME COMMAND...
timed() {
    local name=$1 start=$SECONDS status=0
    shift
    "$@" || status=$?
    printf '%6d  %s\n' $((SECONDS - start)) "$name" >>"$work/times"
    return $status
}

# Swift Testing only: an empty XCTest run would otherwise close with "0 tests".
swift_test() { swift test --skip-build --disable-xctest "$@"; }

# One target after the other. In one run the tests of all targets take turns on a thread a core: nobody could tell how
# long one takes, and what waits for an event waits for the tests of all others too.
test_targets() {
    local folder target status=0
    for folder in Tests/*Tests; do
        target=${folder#Tests/}
        timed "$target" swift_test --filter "^$target\." 2>&1 | tee "$work/$target.log" |
            sed -u "s/Test run with \([0-9]\)/$target: \1/" || status=1
        grep -q 'Test run with [1-9]' "$work/$target.log" || { echo "$target: no tests were run" >&2; status=1; }
    done
    # The closing line of Swift Testing, of all targets together.
    grep -h 'Test run with [1-9]' "$work"/*.log | awk -v passed=$((1 - status)) '
        { for (i = 2; i <= NF; i++) { sub(/\.$/, "", $i); if ($i ~ /^(test|suite|issue)s?$/) n[substr($i, 1, 4)] += $(i - 1) }
          for (i = 1; i < NF; i++) if ($i == "after") seconds += $(i + 1) }
        END { printf "%s Test run with %d tests in %d suites %s after %.3f seconds%s.\n", passed ? "✔" : "✘", n["test"],
                  n["suit"], passed ? "passed" : "failed", seconds, n["issu"] ? " with " n["issu"] " issue(s)" : "" }'
    return $status
}

swift format lint --strict --recursive Package.swift Sources Tests Benchmarks/Forms
timed "the build" swift_build --build-tests
if [ $# -gt 0 ]; then timed "swift test $*" swift_test "$@"; else test_targets; fi

if [ -n "$javarosa" ]; then
    { install_form_tools && timed "the forms against their sources" bash Deploy/forms/regenerate.sh --check &&
        timed "the forms against JavaRosa" bash Deploy/forms/javarosa.sh; } || {
        echo "The forms were not found to be right. Where Java or PyPI cannot be had: --without-javarosa." >&2
        exit 1
    }
else
    echo "NOT TESTED: whether the forms are what their sources make, and whether JavaRosa agrees (--without-javarosa)." >&2
fi
