import AdminProtocol
import Foundation
import GRDB
import Hummingbird
import HummingbirdTesting
import Logging
import SyncProtocol
import SyncWire
import Synchronization
import Values

@testable import SyncServer

/// A district server whose router is asked directly, without a socket, in a folder that goes away with the test.
final class TestDistrict: Sendable {
    let server: DistrictServer
    /// The first administrator's token.
    let token: String
    let files: ServerFolder
    private let folder: URL

    init(environment: HostEnvironment = .system) throws {
        let founded = try Self.founded.get()
        token = founded.token
        folder = FileManager.default.temporaryDirectory.appending(path: "ruhu-district-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        files = ServerFolder(path: folder.path)
        try founded.records.write(to: URL(filePath: files.records))
        try founded.access.write(to: URL(filePath: files.access))
        server = try DistrictServer(
            folder: files, logger: Logger(label: "ruhu") { _ in SwiftLogNoOpLogHandler() }, environment: environment)
    }

    deinit {
        try? server.stores.close()
        try? FileManager.default.removeItem(at: folder)
    }

    /// What `ruhu-server init` makes. It publishes what ships, which takes a while, so that it is made once and copied.
    private struct Founded: Sendable {
        let records: Data
        let access: Data
        let token: String
    }

    private static let founded = Result { () throws -> Founded in
        let path = FileManager.default.temporaryDirectory.appending(path: "ruhu-founded-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let folder = ServerFolder(path: path)
        let founding = try ServerCreation.make(in: folder, name: "南海区", environment: .system)
        return Founded(
            records: try Data(contentsOf: URL(filePath: folder.records)),
            access: try Data(contentsOf: URL(filePath: folder.access)), token: founding.adminToken)
    }

    /// Asks the router.
    func ask<Result>(_ body: @Sendable (TestRoutes) async throws -> Result) async throws -> Result {
        let lastSeen = LastSeen(stores: server.stores, logger: Logger(label: "ruhu") { _ in SwiftLogNoOpLogHandler() })
        let application = Application(router: server.router(lastSeen: lastSeen))
        return try await application.test(.router) { client in
            try await body(TestRoutes(client: client, token: token))
        }
    }

    /// Changes what the server knows of users, as no request can.
    func changeAccess(_ sql: String, _ arguments: StatementArguments = []) async throws {
        try await server.stores.accessing { access in
            try access.write { db in try db.execute(sql: sql, arguments: arguments) }
        }
    }

    /// A further user with a token for administration.
    func addAdministrator(_ login: String, role: String) async throws -> String {
        let token = Secret.token(AnyRandomSource())
        let user = UserRecord(login: login, name: login, role: role, areas: [])
        try await server.stores.accessing { access in try access.add(user, now: 1) }
        try await changeAccess(
            "INSERT INTO admin_token (hash, login, created_at) VALUES (?, ?, 1)",
            [Data(Secret.hash(token).bytes), login])
        return token
    }
}

/// A wall clock that a test moves on.
final class TestClock: Sendable {
    private let milliseconds: Mutex<Int64>

    /// - Parameter milliseconds: Of 2026-11-28 12:00 in the time of the campaign, unless a test wants another moment.
    init(milliseconds: Int64 = 1_795_838_400_000) { self.milliseconds = Mutex(milliseconds) }

    var now: Int64 { milliseconds.withLock { $0 } }

    func advance(seconds: Int64) { milliseconds.withLock { $0 += seconds * 1_000 } }

    func advance(days: Int64) { advance(seconds: days * 86_400) }

    var environment: HostEnvironment { HostEnvironment(wallMilliseconds: { self.now }) }
}
