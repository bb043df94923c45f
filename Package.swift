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
let hummingbirdTesting = Target.Dependency.product(name: "HummingbirdTesting", package: "hummingbird")
let hummingbirdTLS = Target.Dependency.product(name: "HummingbirdTLS", package: "hummingbird")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioSSL = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")
let serviceLifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
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
        .package(url: "https://github.com/jpsim/Yams.git", from: "6.2.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle.git", from: "2.13.0"),
    ],
    targets: [
        // System libraries.
        .systemLibrary(name: "CLibCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
        .systemLibrary(
            name: "CLibXLSXWriter", pkgConfig: "xlsxwriter", providers: [.apt(["libxlsxwriter-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),

        // The protocol: pure, and its bytes.
        .target(name: "SyncProtocol", dependencies: [crypto], swiftSettings: house),
        .target(name: "SyncWire", dependencies: ["SyncProtocol", protobuf], swiftSettings: house),
        .target(name: "AdminProtocol", swiftSettings: house),

        // The domain.
        .target(
            name: "CommunityModel", dependencies: ["SyncProtocol"],
            resources: [.embedInCode("Schema"), .embedInCode("Survey/rates.json"), .embedInCode("Survey/flags.json")],
            swiftSettings: house),
        .target(
            name: "StandardFiles", dependencies: ["CommunityModel", "SyncProtocol", yams], swiftSettings: house),
        .target(name: "CBuiltInContent", exclude: ["forms", "standards"]),
        .target(name: "BuiltInContent", dependencies: ["CBuiltInContent"], swiftSettings: house),

        .target(name: "Failures", swiftSettings: house),

        // Store and transport.
        .target(
            name: "ReplicaStore", dependencies: ["SyncProtocol", "SyncWire", grdb],
            resources: [.embedInCode("Migrations")], swiftSettings: house),
        .target(name: "Gzip", dependencies: ["CZlib"], swiftSettings: house),
        .target(name: "CurlTransport", dependencies: ["CLibCurl", "Gzip"], swiftSettings: house),

        // Forms: parse, evaluate, fill, write an instance.
        .target(name: "Questionnaires", dependencies: ["CLibXML2", "DelimitedText", "Failures"], swiftSettings: house),

        // What the records of a store say about communities: inspections, facts, rectifications, reports.
        .target(name: "Reports", swiftSettings: house),
        .target(
            name: "CommunityRecords",
            dependencies: [
                "CommunityModel", "Failures", "Questionnaires", "ReplicaStore", "Reports", "SyncProtocol",
            ],
            swiftSettings: house),

        // Use cases.
        .target(name: "DelimitedText", dependencies: ["Failures"], swiftSettings: house),
        .target(
            name: "SyncServer",
            dependencies: [
                "AdminProtocol", "BuiltInContent", "CommunityModel", "CommunityRecords", "Failures", "Gzip",
                "Questionnaires", "ReplicaStore", "Reports", "StandardFiles", "SyncProtocol", "SyncWire", crypto, grdb,
                hummingbird, hummingbirdTLS, logging, nioCore, nioSSL, serviceLifecycle,
            ],
            resources: [.embedInCode("Migrations")], swiftSettings: house),
        .target(
            name: "FieldClient",
            dependencies: [
                "CommunityModel", "CommunityRecords", "CurlTransport", "DelimitedText", "Failures", "Questionnaires",
                "ReplicaStore", "Reports", "SyncProtocol", "SyncWire",
            ], swiftSettings: house),
        .target(
            name: "AdminClient",
            dependencies: ["AdminProtocol", "CurlTransport", "DelimitedText", "Failures", "Reports", "SyncProtocol"],
            swiftSettings: house),

        // Terminal and commands.
        .target(name: "TerminalKit", swiftSettings: house),
        .target(
            name: "CommandKit",
            dependencies: ["Failures", "Questionnaires", "Reports", "SyncProtocol", "TerminalKit", argumentParser],
            swiftSettings: house),
        .target(
            name: "Workbooks",
            dependencies: ["CLibXLSXWriter", "CZlib", "CommandKit", "Failures", "Reports", "TerminalKit"],
            swiftSettings: house),
        .target(
            name: "FieldCommands",
            dependencies: [
                "CommandKit", "CommunityModel", "CommunityRecords", "Failures", "FieldClient", "Questionnaires",
                "ReplicaStore", "Reports", "SyncProtocol", "TerminalKit", "Workbooks", argumentParser,
            ], swiftSettings: house),
        .target(
            name: "AdminCommands",
            dependencies: [
                "AdminClient", "AdminProtocol", "CommandKit", "Failures", "Questionnaires", "Reports", "SyncProtocol",
                "TerminalKit", "Workbooks", argumentParser,
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

        // How long a person waits for a form; no part of the product.
        .executableTarget(
            name: "form-benchmark", dependencies: ["CLibXML2", "Questionnaires", "TerminalScreen"],
            path: "Benchmarks/Forms", swiftSettings: house),

        // Tests: one target a library.
        .target(name: "TerminalScreen", path: "Tests/TerminalScreen", swiftSettings: house),
        .testTarget(name: "TerminalKitTests", dependencies: ["TerminalKit", "TerminalScreen"], swiftSettings: house),
        .testTarget(
            name: "FieldCommandsTests",
            dependencies: [
                "CommandKit", "CommunityModel", "Failures", "FieldCommands", "Questionnaires", "SyncProtocol",
                "TerminalKit", "TerminalScreen",
            ], swiftSettings: house),
        .testTarget(name: "DelimitedTextTests", dependencies: ["DelimitedText", "Failures"], swiftSettings: house),
        .testTarget(
            name: "AdminClientTests",
            dependencies: ["AdminClient", "AdminProtocol", "CurlTransport", "Failures", "Gzip"],
            swiftSettings: house),
        .testTarget(
            name: "AdminCommandsTests",
            dependencies: [
                "AdminClient", "AdminCommands", "AdminProtocol", "CommandKit", "Failures", "SyncProtocol",
                argumentParser,
            ], swiftSettings: house),
        .testTarget(name: "AdminProtocolTests", dependencies: ["AdminProtocol"], swiftSettings: house),
        .testTarget(name: "GzipTests", dependencies: ["Gzip"], swiftSettings: house),
        .testTarget(name: "CurlTransportTests", dependencies: ["CurlTransport", "Gzip"], swiftSettings: house),
        .testTarget(
            name: "QuestionnairesTests", dependencies: ["Failures", "Questionnaires"],
            exclude: ["Agreement/forms", "Agreement/javarosa"], swiftSettings: house),
        .testTarget(
            name: "FieldClientTests",
            dependencies: [
                "BuiltInContent", "CommunityModel", "Failures", "FieldClient", "Questionnaires", "ReplicaStore",
                "SyncProtocol",
            ], swiftSettings: house),
        .testTarget(name: "HouseTests", swiftSettings: house),
        .testTarget(
            name: "EndToEndTests", dependencies: ["TerminalScreen", "ruhu", "ruhu-admin", "ruhu-server"],
            swiftSettings: house),
        .testTarget(name: "SyncProtocolTests", dependencies: ["SyncProtocol", "SyncWire"], swiftSettings: house),
        .testTarget(name: "SyncWireTests", dependencies: ["SyncProtocol", "SyncWire"], swiftSettings: house),
        .testTarget(
            name: "CommunityModelTests",
            dependencies: ["BuiltInContent", "CommunityModel", "StandardFiles", "SyncProtocol"],
            swiftSettings: house),
        .testTarget(
            name: "StandardFilesTests",
            dependencies: ["BuiltInContent", "CommunityModel", "StandardFiles", "SyncProtocol"],
            swiftSettings: house),
        .testTarget(
            name: "CommunityRecordsTests",
            dependencies: [
                "BuiltInContent", "CommunityModel", "CommunityRecords", "ReplicaStore", "Reports", "StandardFiles",
                "SyncProtocol",
            ], swiftSettings: house),
        .testTarget(
            name: "SyncServerTests",
            dependencies: [
                "AdminProtocol", "CommunityModel", "Gzip", "ReplicaStore", "StandardFiles", "SyncProtocol",
                "SyncServer", "SyncWire", grdb, hummingbird, hummingbirdTesting, logging, nioCore,
            ], swiftSettings: house),
        .testTarget(
            name: "CommandKitTests",
            dependencies: ["CommandKit", "Failures", "Reports", "SyncProtocol", "TerminalKit", argumentParser],
            swiftSettings: house),
        .testTarget(
            name: "WorkbooksTests", dependencies: ["CommandKit", "Failures", "Reports", "Workbooks", argumentParser],
            swiftSettings: house),
        .testTarget(
            name: "ServerCommandsTests",
            dependencies: [
                "CommandKit", "Failures", "ReplicaStore", "ServerCommands", "SyncServer", argumentParser, logging,
            ],
            swiftSettings: house),
        .testTarget(
            name: "ReplicaStoreTests",
            dependencies: ["CommunityModel", "ReplicaStore", "SyncProtocol", "SyncWire", grdb], swiftSettings: house),
    ]
)
