import Foundation
import Testing

/// Which modules of ours and of others each target may import. The arrows point downwards only: commands use use cases,
/// these use the store and the transport, and all stand on the protocol, which does no input or output.
private let allowed: [String: Set<String>] = [
    "Values": ["FoundationEssentials", "Glibc"],
    "SyncProtocol": ["Crypto", "Swift", "Values"],
    "SyncWire": ["FoundationEssentials", "SwiftProtobuf", "SyncProtocol"],
    "AdminProtocol": ["Values"],
    "CommunityModel": ["SyncProtocol", "Values"],
    "Standards": ["SyncProtocol", "Values"],
    "StandardFiles": ["CommunityModel", "Standards", "Values", "Yams"],
    "BuiltInContent": ["CBuiltInContent"],
    "ReplicaStore": [
        "FoundationEssentials", "GRDB", "GRDBSQLite", "Glibc", "SyncProtocol", "SyncWire", "Synchronization", "Values",
    ],
    "Records": ["CommunityModel", "CommunityRecords", "ReplicaStore", "SyncProtocol", "Values"],
    "SyncEngine": ["CurlTransport", "ReplicaStore", "SyncProtocol", "SyncWire", "Values"],
    "CommunityRecords": ["CommunityModel", "Questionnaires", "ReplicaStore", "Standards", "SyncProtocol", "Values"],
    "Questionnaires": ["CLibXML2", "Foundation", "Values"],
    "Gzip": ["CZlib"],
    "CurlTransport": ["CLibCurl", "Glibc", "Gzip", "SyncProtocol", "Synchronization", "Values"],
    "SyncServer": [
        "AdminProtocol", "BuiltInContent", "CommunityModel", "CommunityRecords", "Crypto", "Dispatch",
        "FoundationEssentials", "GRDB", "Glibc", "Gzip", "HTTPTypes", "Hummingbird", "HummingbirdCore", "Logging",
        "NIOCore", "NIOHTTP1", "NIOHTTPTypes", "NIOHTTPTypesHTTP1", "NIOSSL", "Questionnaires", "Records",
        "ReplicaStore", "ServiceLifecycle", "StandardFiles", "Standards", "SyncEngine", "SyncProtocol", "SyncWire",
        "Synchronization", "UnixSignals", "Values",
    ],
    "FieldClient": [
        "CommunityModel", "CommunityRecords", "CurlTransport", "FoundationEssentials", "Questionnaires", "Records",
        "ReplicaStore", "Standards", "SyncEngine", "SyncProtocol", "SyncWire", "Values",
    ],
    "AdminClient": ["AdminProtocol", "CurlTransport", "FoundationEssentials", "Glibc", "Values"],
    "TerminalKit": ["Dispatch", "Glibc", "Synchronization", "Values"],
    "CommandKit": ["ArgumentParser", "Glibc", "TerminalKit", "Values"],
    "Interviewing": ["CommunityModel", "Questionnaires", "SyncProtocol", "TerminalKit", "Values"],
    "FormOutlines": ["CommandKit", "Questionnaires", "TerminalKit", "Values"],
    "Workbooks": ["CLibXLSXWriter", "CZlib", "CommandKit", "Glibc", "TerminalKit", "Values"],
    "FieldCommands": [
        "ArgumentParser", "CommandKit", "CommunityModel", "CommunityRecords", "FieldClient", "FormOutlines", "Glibc",
        "Interviewing", "Questionnaires", "Records", "Standards", "SyncEngine", "SyncProtocol", "TerminalKit", "Values",
        "Workbooks",
    ],
    "AdminCommands": [
        "AdminClient", "AdminProtocol", "ArgumentParser", "CommandKit", "FormOutlines", "FoundationEssentials", "Glibc",
        "Questionnaires", "Standards", "TerminalKit", "Values", "Workbooks",
    ],
    "ServerCommands": [
        "AdminProtocol", "ArgumentParser", "CommandKit", "FoundationEssentials", "Glibc", "Logging", "SyncProtocol",
        "SyncServer", "TerminalKit", "Values",
    ],
    "ruhu": ["CommandKit", "FieldCommands"],
    "ruhu-admin": ["AdminCommands", "CommandKit"],
    "ruhu-server": ["CommandKit", "ServerCommands"],
    "CLibCurl": [],
    "CLibXML2": [],
    "CLibXLSXWriter": [],
    "CZlib": [],
    "CBuiltInContent": [],
]

private let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

private func swiftFiles(under folder: String) throws -> [URL] {
    let files = FileManager.default.enumerator(at: root.appending(path: folder), includingPropertiesForKeys: nil)
    return (files?.compactMap { $0 as? URL } ?? []).filter { $0.pathExtension == "swift" }
}

private func imports(of file: URL) throws -> [String] {
    let text = try String(contentsOf: file, encoding: .utf8)
    return text.split(separator: "\n").compactMap { line in
        let words = line.split(separator: " ")
        guard let position = words.firstIndex(of: "import"), position + 1 < words.count,
            words[..<position].allSatisfy({
                $0.hasPrefix("@") || ["public", "internal", "package", "private", "fileprivate"].contains($0)
            })
        else { return nil }
        return words[position + 1].split(separator: ".").first.map(String.init)
    }
}

@Suite struct ImportTests {
    @Test func `every target of the package stands in the table`() throws {
        let targets = try FileManager.default.contentsOfDirectory(atPath: root.appending(path: "Sources").path)
        #expect(Set(targets) == Set(allowed.keys))
    }

    @Test(arguments: allowed.keys.sorted())
    func `a target imports only what the table allows`(target: String) throws {
        for file in try swiftFiles(under: "Sources/\(target)") where !file.path.hasSuffix(".pb.swift") {
            let wrong = Set(try imports(of: file)).subtracting(allowed[target] ?? [])
            #expect(wrong.isEmpty, "\(file.lastPathComponent) imports \(wrong.sorted())")
        }
    }

    @Test func `the checker reads imports of every kind`() throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "ruhu-imports-\(UUID()).swift")
        defer { try? FileManager.default.removeItem(at: file) }
        try "import A\npublic import B\n@_spi(X) import C\nlet import1 = 2\n"
            .write(to: file, atomically: true, encoding: .utf8)
        #expect(try imports(of: file) == ["A", "B", "C"])
    }

    @Test func `every library has tests of its own`() throws {
        // What only begins a program, describes a library of the system or holds content has none.
        let others = allowed.keys.filter { $0.hasPrefix("ruhu") || $0.firstMatch(of: /^C[A-Z]/) != nil }
        let tested = try FileManager.default.contentsOfDirectory(atPath: root.appending(path: "Tests").path)
        let libraries = Set(allowed.keys).subtracting(others).subtracting(["BuiltInContent"])
        #expect(libraries.subtracting(tested.map { $0.replacing("Tests", with: "") }).sorted() == [])
    }

    @Test func `no test sleeps, or asks how long something took`() throws {
        // A suite has a limit only so that a hang ends.
        let exempt = ["ImportTests.swift", "TestSupport.swift"]
        for file in try swiftFiles(under: "Tests") where !exempt.contains(file.lastPathComponent) {
            let text = try String(contentsOf: file, encoding: .utf8)
            for word in ["sleep(", ".timeLimit(", "ContinuousClock", "SuspendingClock", "asyncAfter"] {
                #expect(!text.contains(word), "\(file.lastPathComponent): \(word)")
            }
        }
    }

    @Test func `the fields of areas, households and visits are named in one file`() throws {
        // Names that other record types have too, such as area and remarks, are left out.
        let names = [
            "building", "room", "occupancy", "do_not_contact", "in_scope", "merged_into", "responses", "programme",
            "attempt_no", "started_at", "ended_at", "outcome", "id_shown", "consent", "refusal_reason",
            "next_appointment", "enumerators", "answers", "answer_notes", "form_version", "void_reason",
        ].joined(separator: "|")
        let functions = "text|value|date|elements|cells|words|candidates|isDisputed|answer|stated|moment|raw"
        let lookUp = try Regex(
            "(named: |\\b(\(functions))\\(|matches\\(name, |\\b(draft|self|fields)\\[|name == )\"(\(names))\"")
        for file in try swiftFiles(under: "Sources") where file.lastPathComponent != "FieldName.swift" {
            let text = try String(contentsOf: file, encoding: .utf8)
            guard let found = text.firstMatch(of: lookUp) else { continue }
            Issue.record(
                """
                \(file.lastPathComponent) has \(text[found.range]): read the record as an AreaRecord, HouseholdRecord or \
                VisitRecord (Sources/CommunityRecords), or take the name from Sources/CommunityModel/FieldName.swift.
                """)
        }
    }

    @Test func `clocks and randomness are taken from the world in one place, and handed down from the commands`() throws
    {
        let global = try Regex(
            #"ContinuousClock|SuspendingClock|\bDate\(\)|Date\.now|UUID\(\)|UInt64\.random\(|SystemRandomNumber|clock_gettime"#
                + #"|gettimeofday|\btime\(nil|[a-z]\.random\(in: [^)]*\)$|shuffled\(\)|randomElement\(\)|PrivateKey\(\)"#
        )
        let machine = try Regex(
            #"HostEnvironment\.system\b|HostEnvironment = \.system|environment: \.system|AnyRandomSource\(\)"#)
        for file in try swiftFiles(under: "Sources") where file.lastPathComponent != "HostEnvironment.swift" {
            for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
            where !line.trimmingCharacters(in: .whitespaces).hasPrefix("//") {
                #expect(line.firstMatch(of: global) == nil, "\(file.lastPathComponent): \(line)")
                let isHandedDown =
                    file.lastPathComponent == "CommonOptions.swift" || line.firstMatch(of: machine) == nil
                #expect(isHandedDown, "\(file.lastPathComponent): \(line): take a HostEnvironment by the initialiser")
            }
        }
    }

    @Test func `no file is named after nothing in particular`() throws {
        for folder in ["Sources", "Tests"] {
            for file in try swiftFiles(under: folder) {
                let name = file.lastPathComponent
                for word in ["Utils", "Util.", "Helper", "Manager", "Common."] {
                    #expect(!name.contains(word), "\(name)")
                }
            }
        }
    }
}
