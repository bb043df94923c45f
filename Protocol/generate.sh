#!/usr/bin/env bash
# Writes the Swift code of ruhu_sync_v1.proto anew. Needs protoc (Debian: protobuf-compiler).
set -euo pipefail
cd "$(dirname "$0")/.."
swift build --product protoc-gen-swift
protoc --plugin="$(swift build --show-bin-path)/protoc-gen-swift" \
    --proto_path=Protocol --swift_out=Sources/SyncWire/Generated \
    --swift_opt=Visibility=Internal --swift_opt=UseAccessLevelOnImports=true ruhu_sync_v1.proto
