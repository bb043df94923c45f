import CommunityModel
import Foundation
import GRDB
import SyncProtocol
import Testing

@testable import ReplicaStore

@Suite("Opening a store") struct OpeningTests {
    @Test(
        "a new store opens again under the same replica id, and only its owner may read it",
        arguments: [ReplicaStore.Role.device, .server])
    func createAndOpen(role: ReplicaStore.Role) throws {
        let stores = try TestStores()
        let store = try stores.create("a.sqlite", role)
        let replica = try store.replicaID()
        try store.close()
        let again = try stores.open("a.sqlite", role)
        #expect(try again.replicaID() == replica)
        #expect(try again.schemaDocument().document == BuiltInSchema.document)
        #expect(try again.check().isEmpty)
        let attributes = try FileManager.default.attributesOfItem(atPath: stores.folder.path("a.sqlite"))
        #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
    }

    @Test("what SQLite says of a full disk, in any of its words, is told as one")
    func fullDisk() {
        let cases: [(ResultCode, whenFull: StoreError, otherwise: StoreError)] = [
            (.SQLITE_FULL, .full(path: "/p"), .full(path: "/p")),
            (.SQLITE_CANTOPEN, .full(path: "/p"), .notWritable(path: "/p")),
            (.SQLITE_IOERR_WRITE, .full(path: "/p"), .full(path: "/p")),
            (.SQLITE_IOERR_FSYNC, .full(path: "/p"), .sqlite(code: 1034, detail: "")),
            (.SQLITE_IOERR_TRUNCATE, .full(path: "/p"), .sqlite(code: 1546, detail: "")),
            (.SQLITE_READONLY, .notWritable(path: "/p"), .notWritable(path: "/p")),
        ]
        for (code, whenFull, otherwise) in cases {
            let error = DatabaseError(resultCode: code, message: "")
            let told = { StoreError(error, path: "/p", isDiskFull: $0, isThere: { _ in true }) }
            #expect(told { _ in true } == whenFull && told { _ in false } == otherwise, "\(code)")
        }
    }

    @Test("a store whose disk is taken out while it is open is told as gone, whatever SQLite says of it")
    func takenOut() throws {
        let stores = try TestStores()
        let store = try stores.create("a.sqlite")
        let away = stores.folder.url.appendingPathExtension("away")
        try FileManager.default.moveItem(at: stores.folder.url, to: away)
        #expect(throws: StoreError.gone(path: store.path)) { try store.addHousehold("1") }
        try FileManager.default.moveItem(at: away, to: stores.folder.url)
        _ = try store.addHousehold("1")
        for code in [ResultCode.SQLITE_CANTOPEN, .SQLITE_IOERR_READ, .SQLITE_READONLY_DBMOVED] {
            let error = DatabaseError(resultCode: code, message: "")
            let told = StoreError(error, path: "/p", isDiskFull: { _ in false }, isThere: { _ in false })
            #expect(told == .gone(path: "/p"), "\(code)")
        }
    }

    @Test("the files of a store are its owner's alone, whatever the program's mask is")
    func ownersAlone() throws {
        let stores = try TestStores()
        let store = try stores.create("a.sqlite")
        _ = try store.addHousehold("1")
        #expect(stores.folder.files.contains("a.sqlite.identity"))
        for file in stores.folder.files {
            let attributes = try FileManager.default.attributesOfItem(atPath: stores.folder.path(file))
            #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600, "\(file)")
        }
        #expect(!store.isReadableByOthers)
        for (file, folder, isReadable) in [(0o644, 0o755, true), (0o644, 0o700, false), (0o600, 0o755, false)] {
            try FileManager.default.setAttributes([.posixPermissions: file], ofItemAtPath: store.path)
            let parent = URL(filePath: store.path).deletingLastPathComponent().path
            try FileManager.default.setAttributes([.posixPermissions: folder], ofItemAtPath: parent)
            #expect(store.isReadableByOthers == isReadable, "\(file) \(folder)")
        }
    }

    @Test("creating where something lies already is refused and touches nothing")
    func exists() throws {
        let stores = try TestStores()
        let path = stores.folder.path("a.sqlite")
        try Data("notes of my own".utf8).write(to: URL(filePath: path))
        #expect(throws: StoreError.exists(path: path)) { try stores.create("a.sqlite") }
        #expect(try Data(contentsOf: URL(filePath: path)) == Data("notes of my own".utf8))
    }

    @Test("creating with a document that is no schema leaves no file behind")
    func badSchema() throws {
        let stores = try TestStores()
        #expect(throws: StoreError.invalidChange(code: "schema_invalid")) {
            try ReplicaStore.create(
                path: stores.folder.path("a.sqlite"), role: .device, schema: Array("{}".utf8),
                environment: stores.world.environment, searchText: TestStores.searchText)
        }
        #expect(stores.folder.files.isEmpty)
    }

    @Test("creating in a folder that does not exist is refused")
    func noFolder() throws {
        let stores = try TestStores()
        #expect(throws: StoreError.notWritable(path: stores.folder.path("no/a.sqlite"))) {
            try stores.create("no/a.sqlite")
        }
    }

    @Test("opening where nothing lies is refused and makes nothing", arguments: [ReplicaStore.Role.device, .server])
    func missing(role: ReplicaStore.Role) throws {
        let stores = try TestStores()
        let path = stores.folder.path("a.sqlite")
        #expect(throws: StoreError.missing(path: path)) { try stores.open("a.sqlite", role) }
        #expect(stores.folder.files.isEmpty)
    }

    @Test("a file that is no database is refused and left as it was", arguments: [ReplicaStore.Role.device, .server])
    func noDatabase(role: ReplicaStore.Role) throws {
        let stores = try TestStores()
        let url = URL(filePath: stores.folder.path("a.sqlite"))
        let text = Data(String(repeating: "not a database\n", count: 400).utf8)
        try text.write(to: url)
        do {
            _ = try stores.open("a.sqlite", role)
            Issue.record("opened a text file")
        } catch StoreError.notAStore(let path, _) {
            #expect(path == url.path())
        }
        #expect(try Data(contentsOf: url) == text)
    }

    @Test("an empty file is no store")
    func empty() throws {
        let stores = try TestStores()
        try Data().write(to: URL(filePath: stores.folder.path("a.sqlite")))
        do {
            _ = try stores.open("a.sqlite")
            Issue.record("opened an empty file")
        } catch StoreError.notAStore {}
        #expect(try Data(contentsOf: URL(filePath: stores.folder.path("a.sqlite"))).isEmpty)
    }

    @Test(
        "another program's database is refused and left byte by byte as it was",
        arguments: [ReplicaStore.Role.device, .server])
    func foreign(role: ReplicaStore.Role) throws {
        let stores = try TestStores()
        try stores.raw("a.sqlite") { db in try db.execute(sql: "CREATE TABLE recipe (name TEXT)") }
        let url = URL(filePath: stores.folder.path("a.sqlite"))
        let before = try Data(contentsOf: url)
        do {
            _ = try stores.open("a.sqlite", role)
            Issue.record("opened a foreign database")
        } catch StoreError.notAStore {}
        #expect(try Data(contentsOf: url) == before)
        #expect(stores.folder.files == ["a.sqlite"])
    }

    @Test("a store that a newer version wrote is refused and left as it was")
    func newer() throws {
        let stores = try TestStores()
        try stores.create("a.sqlite").close()
        try stores.raw("a.sqlite") { db in try db.execute(sql: "PRAGMA user_version = 99") }
        let path = stores.folder.path("a.sqlite")
        let before = try Data(contentsOf: URL(filePath: path))
        #expect(throws: StoreError.newerVersion(path: path)) { try stores.open("a.sqlite") }
        #expect(try Data(contentsOf: URL(filePath: path)) == before)
    }

    @Test("while another process holds the store, a write gives up after its patience and changes nothing")
    func locked() throws {
        let stores = try TestStores()
        let store = try stores.create("a.sqlite")
        let household = try store.addHousehold("0301")
        let picture = try store.picture()
        try stores.raw("a.sqlite") { db in
            try db.execute(sql: "BEGIN IMMEDIATE")
            #expect(throws: StoreError.locked(path: store.path)) { try store.set(household, "room", .text("9")) }
            #expect(try store.picture() == picture, "reading goes on beside another's transaction")
            try db.execute(sql: "ROLLBACK; BEGIN EXCLUSIVE")
            #expect(throws: StoreError.locked(path: store.path)) { try store.picture() }
            #expect(throws: StoreError.locked(path: store.path)) { try stores.open("a.sqlite").picture() }
            try db.execute(sql: "ROLLBACK")
        }
        #expect(try store.picture() == picture)
        try store.set(household, "room", .text("9"))
    }

    @Test("a store that two processes have open serves both, one write after the other")
    func shared() throws {
        let stores = try TestStores()
        let first = try stores.create("a.sqlite")
        let household = try first.addHousehold("0301")
        let second = try stores.open("a.sqlite")
        try second.set(household, "room", .text("0302"))
        try first.set(household, "unit", .text("2"))
        #expect(try first.replicaID() == (try second.replicaID()))
        #expect(try first.head(of: first.replicaID()) == 3)
        #expect(try first.picture() == (try second.picture()))
        #expect(try first.check().isEmpty)
    }
}

@Suite("A store whose process was killed") struct KilledProcessTests {
    /// Copies the files of a store while another connection is in the middle of a transaction, as a kill leaves them.
    private func killed(_ stores: TestStores, _ role: ReplicaStore.Role, _ files: [String]) throws -> [String] {
        let store = try stores.create("a.sqlite", role)
        for room in 1...40 { try store.addHousehold("\(room)") }
        let picture = try store.picture()
        try stores.raw("a.sqlite") { db in
            // A tiny cache spills the unfinished transaction into the file.
            try db.execute(sql: "PRAGMA cache_size = 2; BEGIN IMMEDIATE; UPDATE record SET state = '{}', areas = 'x'")
            try db.execute(sql: "UPDATE change SET bytes = zeroblob(3000)")
            for suffix in files {
                try FileManager.default.copyItem(
                    atPath: store.path + suffix, toPath: stores.folder.path("b.sqlite") + suffix)
            }
            try db.execute(sql: "ROLLBACK")
        }
        return picture
    }

    @Test("a device's store opens by itself as it was before the unfinished transaction")
    func device() throws {
        let stores = try TestStores()
        let picture = try killed(stores, .device, ["", "-journal"])
        let before = try Data(contentsOf: URL(filePath: stores.folder.path("b.sqlite")))
        #expect(before != (try Data(contentsOf: URL(filePath: stores.folder.path("a.sqlite")))))
        let store = try stores.open("b.sqlite")
        #expect(try store.picture() == picture)
        #expect(try store.check() == [])
    }

    @Test("a server's store opens by itself with all that was acknowledged and nothing else")
    func server() throws {
        let stores = try TestStores()
        let picture = try killed(stores, .server, ["", "-wal"])
        let store = try stores.open("b.sqlite", .server)
        #expect(try store.picture() == picture)
        #expect(try store.check() == [])
    }
}

@Suite("Durability of a store") struct DurabilityTests {
    private func pragma(_ store: ReplicaStore, _ name: String) throws -> String {
        try store.database.writeWithoutTransaction { db in
            try String.fetchOne(db, sql: "PRAGMA \(name)") ?? ""
        }
    }

    @Test("a device acknowledges after a full sync and keeps no write-ahead log")
    func device() throws {
        let stores = try TestStores()
        let store = try stores.create("a.sqlite", .device)
        #expect(try pragma(store, "synchronous") == "2")
        #expect(try pragma(store, "journal_mode") == "truncate")
    }

    @Test("a server acknowledges after a full sync and keeps a write-ahead log")
    func server() throws {
        let stores = try TestStores()
        let store = try stores.create("a.sqlite", .server)
        #expect(try pragma(store, "synchronous") == "2")
        #expect(try pragma(store, "journal_mode") == "wal")
        #expect((8_000...40_000).contains(Int(try pragma(store, "wal_autocheckpoint")) ?? 0))
    }

    @Test("after a device's transaction the file alone holds everything")
    func singleFile() throws {
        let stores = try TestStores()
        let store = try stores.create("a.sqlite")
        try store.addHousehold("0301")
        let journal = stores.folder.url.appending(path: "a.sqlite-journal")
        #expect(((try? Data(contentsOf: journal))?.isEmpty) ?? true)
        try FileManager.default.copyItem(
            at: URL(filePath: store.path), to: stores.folder.url.appending(path: "b.sqlite"))
        #expect(try stores.open("b.sqlite").picture() == (try store.picture()))
    }

    @Test(
        "a full disk is named, leaves the store as it was, and the next write works once there is room",
        arguments: [ReplicaStore.Role.device, .server])
    func full(role: ReplicaStore.Role) throws {
        let stores = try TestStores()
        let store = try stores.create("a.sqlite", role)
        let household = try store.addHousehold("0301")
        let picture = try store.picture()
        let head = try store.head(of: store.replicaID())
        func limit(_ pages: String) throws {
            try store.database.writeWithoutTransaction { db in
                try db.execute(sql: "PRAGMA max_page_count = \(pages)")
            }
        }
        try limit(try pragma(store, "page_count"))
        let long = Value.text(String(repeating: "楼", count: 20_000))
        #expect(throws: StoreError.full(path: store.path)) { try store.set(household, "remarks", long) }
        #expect(try store.picture() == picture)
        #expect(try store.head(of: store.replicaID()) == head)
        #expect(try store.outboxCounts().pending == 1)
        #expect(try store.check().isEmpty)
        try limit("1000000")
        try store.set(household, "remarks", long)
        #expect(try store.check().isEmpty)
    }
}
