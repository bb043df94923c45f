// swift-tools-version:6.2
import PackageDescription

// Apart from the product: it drives the built programs from outside and links nothing of theirs.
let package = Package(
    name: "ruhu-benchmarks",
    platforms: [.macOS(.v15)],
    targets: [
        .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
        .executableTarget(name: "ruhu-benchmarks", dependencies: ["CSQLite"]),
    ]
)
