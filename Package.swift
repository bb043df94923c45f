// swift-tools-version:6.2
import PackageDescription

/// Settings every target of ours is built with: imports name what a file uses and nothing leaks through them,
/// and a warning is an error.
let house: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let hummingbirdTLS = Target.Dependency.product(name: "HummingbirdTLS", package: "hummingbird")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioSSL = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")
let serviceLifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let protobuf = Target.Dependency.product(name: "SwiftProtobuf", package: "swift-protobuf")

let package = Package(
    name: "ruhu",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto.git", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log.git", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-protobuf.git", from: "1.39.0"),
        .package(url: "https://github.com/apple/swift-nio.git", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl.git", from: "2.37.6"),
        .package(url: "https://github.com/groue/GRDB.swift.git", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird.git", from: "2.28.1", traits: []),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle.git", from: "2.13.0"),
    ],
    targets: [
        // System libraries.
        .systemLibrary(name: "CLibCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),

        // The protocol: pure, and its bytes.
        .target(name: "SyncProtocol", dependencies: [crypto], swiftSettings: house),
        .target(name: "SyncWire", dependencies: ["SyncProtocol", protobuf], swiftSettings: house),
        .target(name: "AdminProtocol", swiftSettings: house),

        // The domain.
        .target(
            name: "CommunityModel", dependencies: ["SyncProtocol"], resources: [.embedInCode("Schema")],
            swiftSettings: house),

        // Store and transport.
        .target(
            name: "ReplicaStore", dependencies: ["SyncProtocol", "SyncWire", grdb],
            resources: [.embedInCode("Migrations")], swiftSettings: house),
        .target(name: "Gzip", dependencies: ["CZlib"], swiftSettings: house),
        .target(name: "CurlTransport", dependencies: ["CLibCurl", "Gzip"], swiftSettings: house),

        // Use cases.
        .target(name: "Failures", swiftSettings: house),
        .target(name: "DelimitedText", dependencies: ["Failures"], swiftSettings: house),
        .target(
            name: "SyncServer",
            dependencies: [
                "AdminProtocol", "CommunityModel", "Failures", "Gzip", "ReplicaStore", "SyncProtocol", "SyncWire",
                crypto, grdb, hummingbird, hummingbirdTLS, logging, nioCore, nioSSL, serviceLifecycle,
            ],
            resources: [.embedInCode("Migrations")], swiftSettings: house),
        .target(
            name: "FieldClient",
            dependencies: [
                "CommunityModel", "CurlTransport", "DelimitedText", "Failures", "ReplicaStore", "SyncProtocol",
                "SyncWire",
            ], swiftSettings: house),
        .target(
            name: "AdminClient",
            dependencies: ["AdminProtocol", "CurlTransport", "DelimitedText", "Failures", "SyncProtocol"],
            swiftSettings: house),

        // Terminal and commands.
        .target(name: "TerminalKit", swiftSettings: house),
        .target(
            name: "CommandKit", dependencies: ["Failures", "SyncProtocol", "TerminalKit", argumentParser],
            swiftSettings: house),
        .target(
            name: "FieldCommands",
            dependencies: [
                "CommandKit", "CommunityModel", "Failures", "FieldClient", "ReplicaStore", "SyncProtocol",
                "TerminalKit", argumentParser,
            ], swiftSettings: house),
        .target(
            name: "AdminCommands",
            dependencies: [
                "AdminClient", "AdminProtocol", "CommandKit", "Failures", "SyncProtocol", "TerminalKit",
                argumentParser,
            ], swiftSettings: house),
        .target(
            name: "ServerCommands",
            dependencies: [
                "CommandKit", "Failures", "ReplicaStore", "SyncProtocol", "SyncServer", "TerminalKit",
                argumentParser, logging,
            ], swiftSettings: house),
        .executableTarget(name: "ruhu", dependencies: ["CommandKit", "FieldCommands"], swiftSettings: house),
        .executableTarget(name: "ruhu-admin", dependencies: ["AdminCommands", "CommandKit"], swiftSettings: house),
        .executableTarget(name: "ruhu-server", dependencies: ["CommandKit", "ServerCommands"], swiftSettings: house),

        // Tests: one target a library.
        .testTarget(name: "TerminalKitTests", dependencies: ["TerminalKit"], swiftSettings: house),
        .testTarget(name: "DelimitedTextTests", dependencies: ["DelimitedText", "Failures"], swiftSettings: house),
        .testTarget(name: "GzipTests", dependencies: ["Gzip"], swiftSettings: house),
        .testTarget(name: "CurlTransportTests", dependencies: ["CurlTransport", "Gzip"], swiftSettings: house),
        .testTarget(name: "HouseTests", swiftSettings: house),
        .testTarget(
            name: "EndToEndTests", dependencies: ["ruhu", "ruhu-admin", "ruhu-server"], swiftSettings: house),
        .testTarget(name: "SyncProtocolTests", dependencies: ["SyncProtocol", "SyncWire"], swiftSettings: house),
        .testTarget(name: "SyncWireTests", dependencies: ["SyncProtocol", "SyncWire"], swiftSettings: house),
        .testTarget(
            name: "CommunityModelTests", dependencies: ["CommunityModel", "SyncProtocol"], swiftSettings: house),
        .testTarget(
            name: "ReplicaStoreTests",
            dependencies: ["CommunityModel", "ReplicaStore", "SyncProtocol", "SyncWire", grdb], swiftSettings: house),
    ]
)
