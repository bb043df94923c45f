#!/usr/bin/env bash
# Runs all tests: installs what they need, checks the formatting, builds once, and tests; then checks that the forms are
# what their sources make, and that JavaRosa fills them as Ruhu does.
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

swift format lint --strict --recursive Package.swift Sources Tests Benchmarks/Forms
swift build --build-tests --explicit-target-dependency-import-check error
# Swift Testing only: an empty XCTest run would otherwise close with "0 tests".
swift test --skip-build --disable-xctest "$@"

if [ -n "$javarosa" ]; then
    { install_form_tools && bash Deploy/forms/regenerate.sh --check && bash Deploy/forms/javarosa.sh; } || {
        echo "The forms were not found to be right. Where Java or PyPI cannot be had: --without-javarosa." >&2
        exit 1
    }
else
    echo "NOT TESTED: whether the forms are what their sources make, and whether JavaRosa agrees (--without-javarosa)." >&2
fi
