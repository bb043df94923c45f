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
let grdbSQLite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let hummingbirdTesting = Target.Dependency.product(name: "HummingbirdTesting", package: "hummingbird")
let hummingbirdCore = Target.Dependency.product(name: "HummingbirdCore", package: "hummingbird")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioEmbedded = Target.Dependency.product(name: "NIOEmbedded", package: "swift-nio")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let nioHTTPTypes = Target.Dependency.product(name: "NIOHTTPTypes", package: "swift-nio-extras")
let nioHTTPTypesHTTP1 = Target.Dependency.product(name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras")
let nioSSL = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")
let serviceLifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let unixSignals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")
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
        .package(url: "https://github.com/apple/swift-http-types.git", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-nio.git", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras.git", from: "1.35.2"),
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

        // What everybody speaks.
        .target(name: "Values", resources: [.embedInCode("Failures/sentences.csv")], swiftSettings: house),

        // The protocol: pure, and its bytes.
        .target(name: "SyncProtocol", dependencies: ["Values", crypto], swiftSettings: house),
        .target(name: "SyncWire", dependencies: ["SyncProtocol", "Values", protobuf], swiftSettings: house),
        .target(name: "AdminProtocol", dependencies: ["Values"], swiftSettings: house),

        // Standards: the rule language, its reader, evaluator and wording.
        .target(name: "Standards", dependencies: ["SyncProtocol", "Values"], swiftSettings: house),
        .target(
            name: "StandardFiles", dependencies: ["CommunityModel", "Standards", "Values", yams], swiftSettings: house),

        // The domain.
        .target(
            name: "CommunityModel", dependencies: ["SyncProtocol", "Values"],
            resources: [.embedInCode("Schema"), .embedInCode("Survey/rates.json"), .embedInCode("Survey/flags.json")],
            swiftSettings: house),
        .target(name: "CBuiltInContent", exclude: ["forms", "standards"]),
        .target(name: "BuiltInContent", dependencies: ["CBuiltInContent"], swiftSettings: house),

        // Store and transport.
        .target(
            name: "ReplicaStore", dependencies: ["SyncProtocol", "SyncWire", "Values", grdb, grdbSQLite],
            resources: [.embedInCode("Migrations")], swiftSettings: house),
        .target(name: "Gzip", dependencies: ["CZlib"], swiftSettings: house),
        .target(
            name: "CurlTransport", dependencies: ["CLibCurl", "Gzip", "SyncProtocol", "Values"], swiftSettings: house),

        // Synchronisation: drives a session against a server, and answers one.
        .target(
            name: "SyncEngine", dependencies: ["CurlTransport", "ReplicaStore", "SyncProtocol", "SyncWire", "Values"],
            swiftSettings: house),

        // Forms: parse, evaluate, fill, write an instance.
        .target(name: "Questionnaires", dependencies: ["CLibXML2", "Values"], swiftSettings: house),

        // What the records of a store say about communities: inspections, facts, rectifications, reports.
        .target(
            name: "CommunityRecords",
            dependencies: [
                "CommunityModel", "Questionnaires", "ReplicaStore", "Standards", "SyncProtocol", "Values",
            ],
            swiftSettings: house),

        // Typed text and sheets into records, and decisions of conflicts: the same for device and office.
        .target(
            name: "Records",
            dependencies: ["CommunityModel", "CommunityRecords", "ReplicaStore", "SyncProtocol", "Values"],
            swiftSettings: house),

        // Use cases.
        .target(
            name: "SyncServer",
            dependencies: [
                "AdminProtocol", "BuiltInContent", "CommunityModel", "CommunityRecords", "Gzip",
                "Questionnaires", "Records", "ReplicaStore", "StandardFiles", "Standards", "SyncEngine", "SyncProtocol",
                "SyncWire", "Values",
                crypto, grdb,
                httpTypes, hummingbird, hummingbirdCore, logging, nioCore, nioHTTP1, nioHTTPTypes, nioHTTPTypesHTTP1,
                nioSSL, serviceLifecycle, unixSignals,
            ],
            resources: [.embedInCode("Migrations")], swiftSettings: house),
        .target(
            name: "FieldClient",
            dependencies: [
                "CommunityModel", "CommunityRecords", "CurlTransport", "Questionnaires",
                "Records", "ReplicaStore", "Standards", "SyncEngine", "SyncProtocol", "SyncWire", "Values",
            ], swiftSettings: house),
        .target(
            name: "AdminClient",
            dependencies: ["AdminProtocol", "CurlTransport", "Values"],
            swiftSettings: house),

        // Terminal and commands.
        .target(name: "TerminalKit", dependencies: ["Values"], swiftSettings: house),
        // A visit as a conversation: keys in, pages out; no store and no terminal.
        .target(
            name: "Interviewing",
            dependencies: ["CommunityModel", "Questionnaires", "SyncProtocol", "TerminalKit", "Values"],
            swiftSettings: house),
        .target(
            name: "CommandKit",
            dependencies: ["TerminalKit", "Values", argumentParser],
            swiftSettings: house),
        .target(
            name: "FormOutlines",
            dependencies: ["CommandKit", "Questionnaires", "TerminalKit", "Values"],
            swiftSettings: house),
        .target(
            name: "Workbooks",
            dependencies: ["CLibXLSXWriter", "CZlib", "CommandKit", "TerminalKit", "Values"],
            swiftSettings: house),
        .target(
            name: "FieldCommands",
            dependencies: [
                "CommandKit", "CommunityModel", "CommunityRecords", "FieldClient", "FormOutlines", "Interviewing",
                "Questionnaires", "Records", "Standards", "SyncEngine", "SyncProtocol", "TerminalKit", "Workbooks",
                "Values",
                argumentParser,
            ], swiftSettings: house),
        .target(
            name: "AdminCommands",
            dependencies: [
                "AdminClient", "AdminProtocol", "CommandKit", "FormOutlines", "Questionnaires", "Standards",
                "TerminalKit",
                "Workbooks", "Values", argumentParser,
            ], swiftSettings: house),
        .target(
            name: "ServerCommands",
            dependencies: [
                "AdminProtocol", "CommandKit", "SyncProtocol", "SyncServer", "TerminalKit", "Values", argumentParser,
                logging,
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
        .testTarget(
            name: "TerminalKitTests", dependencies: ["TerminalKit", "TerminalScreen", "Values"], swiftSettings: house),
        .testTarget(
            name: "InterviewingTests",
            dependencies: [
                "CommunityModel", "Interviewing", "Questionnaires", "SyncProtocol", "TerminalKit", "TerminalScreen",
                "Values",
            ], swiftSettings: house),
        .testTarget(
            name: "FieldCommandsTests", dependencies: ["FieldCommands", "Standards", "SyncProtocol", "Values"],
            swiftSettings: house),
        .testTarget(name: "ValuesTests", dependencies: ["Values"], swiftSettings: house),
        .testTarget(
            name: "AdminClientTests",
            dependencies: ["AdminClient", "AdminProtocol", "CurlTransport", "Gzip", "Values"], swiftSettings: house),
        .testTarget(
            name: "AdminCommandsTests",
            dependencies: [
                "AdminClient", "AdminCommands", "AdminProtocol", "CommandKit", "SyncProtocol", "Values", argumentParser,
            ], swiftSettings: house),
        .testTarget(name: "AdminProtocolTests", dependencies: ["AdminProtocol", "Values"], swiftSettings: house),
        .testTarget(name: "GzipTests", dependencies: ["Gzip"], swiftSettings: house),
        .testTarget(
            name: "CurlTransportTests", dependencies: ["CurlTransport", "Gzip", "SyncProtocol", "Values"],
            swiftSettings: house),
        .testTarget(
            name: "QuestionnairesTests", dependencies: ["Questionnaires", "Values"],
            exclude: ["Agreement/forms", "Agreement/javarosa"], swiftSettings: house),
        .testTarget(
            name: "FieldClientTests",
            dependencies: [
                "BuiltInContent", "CommunityModel", "CurlTransport", "FieldClient", "Questionnaires", "Records",
                "ReplicaStore", "SyncEngine", "SyncProtocol", "SyncWire", "Values",
            ], swiftSettings: house),
        .testTarget(name: "HouseTests", swiftSettings: house),
        .testTarget(
            name: "EndToEndTests", dependencies: ["TerminalScreen", "ruhu", "ruhu-admin", "ruhu-server", "Values"],
            exclude: ["Snapshots"], swiftSettings: house),
        .testTarget(
            name: "SyncProtocolTests", dependencies: ["SyncProtocol", "SyncWire", "Values"], swiftSettings: house),
        .testTarget(
            name: "RecordsTests",
            dependencies: [
                "AdminClient", "AdminProtocol", "CommunityModel", "FieldClient", "Records", "ReplicaStore",
                "SyncProtocol",
                "SyncServer", "Values",
            ], swiftSettings: house),
        .testTarget(
            name: "SyncEngineTests",
            dependencies: ["CommunityModel", "ReplicaStore", "SyncEngine", "SyncProtocol", "SyncWire", "Values"],
            swiftSettings: house),
        .testTarget(name: "SyncWireTests", dependencies: ["SyncProtocol", "SyncWire"], swiftSettings: house),
        .testTarget(
            name: "StandardsTests",
            dependencies: ["BuiltInContent", "StandardFiles", "Standards", "SyncProtocol", "Values"],
            swiftSettings: house),
        .testTarget(
            name: "CommunityModelTests", dependencies: ["CommunityModel", "SyncProtocol", "Values"],
            swiftSettings: house),
        .testTarget(
            name: "StandardFilesTests", dependencies: ["BuiltInContent", "StandardFiles", "Standards", "Values"],
            swiftSettings: house),
        .testTarget(
            name: "CommunityRecordsTests",
            dependencies: [
                "BuiltInContent", "CommunityModel", "CommunityRecords", "ReplicaStore", "StandardFiles", "Standards",
                "SyncProtocol", "Values",
            ], swiftSettings: house),
        .testTarget(
            name: "SyncServerTests",
            dependencies: [
                "AdminProtocol", "CommunityModel", "Gzip", "ReplicaStore", "StandardFiles", "Standards", "SyncProtocol",
                "SyncServer", "SyncWire", "Values", grdb, httpTypes, hummingbird, hummingbirdTesting, logging, nioCore,
                nioEmbedded, nioHTTP1, nioHTTPTypes, serviceLifecycle, unixSignals,
            ], swiftSettings: house),
        .testTarget(
            name: "CommandKitTests",
            dependencies: ["CommandKit", "SyncProtocol", "TerminalKit", "Values", argumentParser],
            swiftSettings: house),
        .testTarget(
            name: "FormOutlinesTests",
            dependencies: ["CommandKit", "FormOutlines", "Questionnaires", "Values", argumentParser],
            swiftSettings: house),
        .testTarget(
            name: "WorkbooksTests", dependencies: ["CommandKit", "Values", "Workbooks", argumentParser],
            swiftSettings: house),
        .testTarget(
            name: "ServerCommandsTests",
            dependencies: [
                "CommandKit", "ServerCommands", "SyncServer", "Values", argumentParser, logging,
            ],
            swiftSettings: house),
        .testTarget(
            name: "ReplicaStoreTests",
            dependencies: [
                "CommunityModel", "ReplicaStore", "SyncEngine", "SyncProtocol", "SyncWire", "Values", grdb,
            ],
            swiftSettings: house),
    ]
)
