#!/usr/bin/env bash
# Builds the programs in release mode and measures them; prints one JSON object.
set -euo pipefail
cd "$(dirname "$0")/.."
swift build -c release >&2
swift build -c release --package-path Benchmarks --scratch-path .build/benchmarks >&2
bin="$(swift build -c release --show-bin-path)"
exec .build/benchmarks/release/ruhu-benchmarks --bin "$bin" "$@"
