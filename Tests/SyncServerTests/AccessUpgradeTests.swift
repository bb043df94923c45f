import AdminProtocol
import Foundation
import GRDB
import SyncProtocol
import Testing
import Values

@testable import SyncServer

/// Access stores of the version before, which had no renewals, no further tokens and no counts.
@Suite struct AccessUpgradeTests {
    private static let token = Secret.hash("device")
    private static let replica = ReplicaID.random()
    private static let code = Secret.hash("ABCDEFGHJK")

    /// A store as the first version made it, with a device that was enrolled at 1,000 milliseconds and seen or not.
    private func withOldStore(lastSeen: Int64?, _ body: (AccessStore) throws -> Void) throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "ruhu-access-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let script = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../Sources/SyncServer/Migrations/m0001_access.sql")
        let queue = try DatabaseQueue(path: path)
        try queue.write { db in
            try db.execute(sql: try String(contentsOf: script, encoding: .utf8))
            try db.execute(sql: "PRAGMA application_id = \(0x5255_4841)")
            try db.execute(sql: "PRAGMA user_version = 1")
            try db.execute(
                sql: """
                    INSERT INTO user VALUES ('lihua', '李华', 'enumerator', 0, 1), ('admin', 'A', 'administrator', 0, 1)
                    """)
            try db.execute(
                sql: "INSERT INTO device VALUES (?, 'lihua-1', '', 'lihua', ?, ?, 1000, ?, 0)",
                arguments: [Data(repeating: 1, count: 16), Data(Self.replica.bytes), Data(Self.token.bytes), lastSeen])
            try db.execute(
                sql: "INSERT INTO enrollment_code VALUES (?, 'lihua', 1, 9000000000000, ?, ?)",
                arguments: [Data(Self.code.bytes), Data(Self.replica.bytes), Data(repeating: 1, count: 16)])
            try db.execute(
                sql: "INSERT INTO admin_token VALUES (?, 'admin', 1)", arguments: [Data(Secret.hash("admin").bytes)])
        }
        try queue.close()
        let store = try AccessStore.open(path: path)
        defer { try? store.close() }
        try body(store)
    }

    private func use(now: Int64) throws -> CodeUse {
        CodeUse(
            codeHash: Self.code, replica: Self.replica, label: "", renewal: nil,
            newID: try #require(RecordID(bytes: [UInt8](repeating: 2, count: 16))), tokenHash: Secret.hash("new"),
            now: now)
    }

    @Test func `devices and tokens go on, and the first token has no end`() throws {
        try withOldStore(lastSeen: 5_000) { store in
            #expect(try store.device(tokenHash: Self.token)?.name == "lihua-1")
            let administrator = try store.administrator(tokenHash: Secret.hash("admin"), now: 4_000_000_000_000)
            #expect(administrator?.hasExpired == false && administrator?.user.login == "admin")
            let token = try #require(try store.tokens().first)
            #expect(token.expiresAt == nil && token.lastUsed == nil)
        }
    }

    @Test func `the code of a device that was seen is spent, that of one that was not for an hour not`() throws {
        let (soon, lastMoment, late) = (try use(now: 6_000), try use(now: 3_600_999), try use(now: 3_601_000))
        try withOldStore(lastSeen: 5_000) { store in
            #expect(throws: CodeFault.used) { try store.enroll(soon) }
        }
        try withOldStore(lastSeen: nil) { store in
            #expect(throws: CodeFault.used) { try store.enroll(late) }
            let device = try store.enroll(lastMoment)
            #expect(device.name == "lihua-1")
        }
    }
}
