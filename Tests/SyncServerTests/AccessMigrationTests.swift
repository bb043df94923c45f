import Foundation
import GRDB
import SyncProtocol
import Testing

@testable import SyncServer

/// What a server of an earlier version left behind.
@Suite struct AccessMigrationTests {
    @Test func `an access store of the first version is brought up to date, and its device goes on without digests`()
        throws
    {
        let path = FileManager.default.temporaryDirectory.appending(path: "ruhu-access-\(UUID()).sqlite").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let hash = Secret.hash("token")
        let queue = try DatabaseQueue(path: path)
        try queue.write { db in
            try db.execute(sql: String(decoding: PackageResources.m0001_access_sql, as: UTF8.self))
            try db.execute(sql: "PRAGMA application_id = \(0x5255_4841)")
            try db.execute(sql: "PRAGMA user_version = 1")
            try db.execute(sql: "INSERT INTO user (login, name, role, created_at) VALUES ('li', 'li', 'enumerator', 1)")
            try db.execute(
                sql: """
                    INSERT INTO device (id, name, label, login, replica, token_hash, enrolled_at)
                    VALUES (?, 'li-1', '', 'li', x'00', ?, 1)
                    """, arguments: [Data(1...16), Data(hash.bytes)])
        }
        try queue.close()
        for digests in [false, true] {
            let access = try AccessStore.open(path: path)
            let device = try #require(try access.device(tokenHash: hash))
            #expect(device.name == "li-1" && device.statesDigests == digests)
            try access.noteDigests(of: device.id)
            try access.close()
        }
    }
}
