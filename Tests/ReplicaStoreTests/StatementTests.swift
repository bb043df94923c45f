import GRDB
import SyncProtocol
import Testing

@testable import ReplicaStore

@Suite("Values in statements") struct StatementTests {
    private let queue: DatabaseQueue

    init() throws {
        queue = try DatabaseQueue()
        try queue.write { db in try db.execute(sql: "CREATE TABLE held (n INTEGER PRIMARY KEY, value ANY) STRICT") }
    }

    private func reads<Value: StoredBytes & Equatable>(_ value: Value) throws -> Bool {
        try queue.write { db in
            try db.statement("INSERT OR REPLACE INTO held (n, value) VALUES (?, ?)", 1, value).execute()
            let byArguments = try Value.fetchOne(db, sql: "SELECT value FROM held WHERE value = ?", arguments: [value])
            let copied = try Row.fetchOne(db, sql: "SELECT value FROM held").flatMap { $0[0] as Value? }
            return try Value.fetchOne(db.statement("SELECT value FROM held WHERE value = ?", value)) == value
                && byArguments == value && copied == value
        }
    }

    @Test("ids, digests and bytes come back as they were put in")
    func roundTrip() throws {
        var random = SystemRandomNumberGenerator()
        let digest = Digest.of([1, 2, 3])
        #expect(try reads(RecordID(milliseconds: 1_790_000_000_000, using: &random)))
        #expect(try reads(ReplicaID(using: &random)))
        #expect(try reads(digest) && reads(RunningSum(digest)))
        #expect(try reads(try #require(ChangeID(bytes: digest.bytes))))
        #expect(try reads(Blob([0, 255, 0])))
    }

    @Test("no bytes are not null")
    func empty() throws {
        #expect(try reads(Blob([])))
        #expect(try queue.read { db in try String.fetchOne(db, sql: "SELECT typeof(value) FROM held") } == "blob")
    }

    @Test("bytes of another number are no id")
    func otherNumber() throws {
        for count in [0, 15, 17, 32] {
            #expect(try reads(Blob([UInt8](repeating: 7, count: count))))
            try queue.read { db in
                #expect(throws: StoreError.damaged(record: "row 1", detail: "its value does not fit")) {
                    try db.statement("SELECT value FROM held").first { try $0.value(0, of: "row 1") as RecordID }
                }
                #expect(throws: StoreError.damaged(record: "?", detail: "a column holds what does not fit")) {
                    try StoreError.translating(path: "") {
                        try RecordID.fetchOne(db.statement("SELECT value FROM held"))
                    }
                }
            }
        }
    }

    @Test("a statement that is still being read from serves another reader beside it")
    func nested() throws {
        try queue.write { db in
            for n in 1...3 { try db.statement("INSERT INTO held (n, value) VALUES (?, ?)", n, n * n).execute() }
            let sql = "SELECT n, value FROM held WHERE n >= ? ORDER BY n"
            let pairs = try db.statement(sql, 1).all { row in
                let n: Int = try row.value(0)
                return try db.statement(sql, n).all { try $0.value(1) as Int }
            }
            #expect(pairs == [[1, 4, 9], [4, 9], [9]])
        }
    }

    @Test("a statement that failed can be run again")
    func failed() throws {
        try queue.write { db in
            let sql = "INSERT INTO held (n, value) VALUES (?, ?)"
            try db.statement(sql, 1, "one").execute()
            #expect(throws: DatabaseError.self) { try db.statement(sql, 1, "again").execute() }
            try db.statement(sql, 2, String?.none).execute()
            #expect(try String?.fetchAll(db.statement("SELECT value FROM held ORDER BY n")) == ["one", nil])
        }
    }
}
