#!/usr/bin/env bash
# Runs all tests: installs what they need, checks the formatting, builds once, and tests.
# Arguments go to `swift test`, for example: bash Deploy/test.sh --filter SyncProtocolTests
set -euo pipefail
cd "$(dirname "$0")/.."
source Deploy/packages.sh
require_swift
install_missing "${RUHU_BUILD_PACKAGES[@]}" "${RUHU_TEST_PACKAGES[@]}"

swift format lint --strict --recursive Package.swift Sources Tests
swift build --build-tests --explicit-target-dependency-import-check error
# Swift Testing only: an empty XCTest run would otherwise close with "0 tests".
swift test --skip-build --disable-xctest "$@"
