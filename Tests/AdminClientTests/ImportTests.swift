import AdminProtocol
import Foundation
import Synchronization
import Testing
import Values

@testable import AdminClient

/// Rows from a file to the server: what is checked here, in which batches they go, and what is said when one fails.
@Suite struct ImportTests {
    private let folder: TestFolder

    init() throws { folder = try TestFolder() }

    private static let communities = AreaRow(code: "4406", name: "佛山市", level: "city", parent: "44")

    private func households(_ count: Int, remark: String = "") throws -> HouseholdSheet {
        let rows = (0..<count).map { "4406,3,\(1_000 + $0),\(remark)" }
        return try HouseholdSheet(
            path: folder.write((["area,building,room,remarks"] + rows).joined(separator: "\n"), to: "h.csv"))
    }

    /// Answers the question for areas, and each batch as told; a batch is told by its number from 0 and its rows.
    private func withServer(
        _ script: @escaping @Sendable (Int, [HouseholdRow]) throws -> ScriptedServer.Reply,
        _ body: (ScriptedServer, AdminClient) async throws -> Void
    ) async throws {
        let number = Mutex(0)
        let server = try ScriptedServer { request in
            guard request.line == "POST /v2/admin/households" else { return try .json([Self.communities]) }
            let batch = number.withLock { number in
                defer { number += 1 }
                return number
            }
            return try script(batch, try request.json(ImportBatch<HouseholdRow>.self).rows)
        }
        defer { server.stop() }
        try await body(server, try server.client())
    }

    private static func added(_ rows: [HouseholdRow]) throws -> ScriptedServer.Reply {
        try .json(ImportResult(added: rows.count, updated: 0, unchanged: 0))
    }

    private func batches(_ server: ScriptedServer) throws -> [Int] {
        try server.requests.filter { $0.line.hasPrefix("POST") }
            .map { try $0.json(ImportBatch<HouseholdRow>.self).rows.count }
    }

    @Test func `rows go in batches of a thousand, and what is stored is told after each`() async throws {
        let file = try households(2_500)
        let told = Mutex<[Int]>([])
        try await withServer { _, rows in
            try Self.added(rows)
        } _: { server, client in
            let result = try await client.importHouseholds(file) { stored in told.withLock { $0.append(stored) } }
            #expect(result == ImportResult(added: 2_500, updated: 0, unchanged: 0))
            #expect(try batches(server) == [1_000, 1_000, 500])
            #expect(told.withLock { $0 } == [1_000, 2_000, 2_500])
        }
    }

    @Test func `long rows make shorter batches, and a row that is too long for any goes alone`() async throws {
        let file = try households(40, remark: String(repeating: "备", count: 20_000))
        try await withServer { _, rows in
            try Self.added(rows)
        } _: { server, client in
            let result = try await client.importHouseholds(file)
            #expect(result.added == 40)
            // Seventeen rows of 60 KB are the most in 1 MiB.
            #expect(try batches(server) == [17, 17, 6])
            #expect(server.requests.allSatisfy { $0.body.count < 4 << 20 })
        }
        let long = try households(2, remark: String(repeating: "a", count: 2 << 20))
        try await withServer { _, rows in
            try Self.added(rows)
        } _: { server, client in
            _ = try await client.importHouseholds(long)
            #expect(try batches(server) == [1, 1])
        }
    }

    @Test func `after a lost answer the same file is sent again from its start and doubles nothing`() async throws {
        let file = try households(1_500)
        try await withServer { batch, rows in
            // The second batch, and once more: on a connection that was kept the transport sends it again by itself.
            if batch == 1 || batch == 2 { return .cut }
            return batch == 0
                ? try Self.added(rows) : try .json(ImportResult(added: 0, updated: 0, unchanged: rows.count))
        } _: { server, client in
            let failure = await #expect(throws: Failure.self) { try await client.importHouseholds(file) }
            #expect(failure?.code == "server_unreachable" && failure?.status.rawValue == 69)
            #expect(failure?.message.en.contains("1000 of 1500 rows were stored; the same command goes on") == true)
            #expect(failure?.message.zh.contains("1500 行中已保存 1000 行") == true)
            let result = try await client.importHouseholds(file)
            #expect(result == ImportResult(added: 0, updated: 0, unchanged: 1_500))
            #expect(try batches(server) == [1_000, 500, 500, 1_000, 500])
        }
    }

    @Test func `a busy server is asked again, with the same batch`() async throws {
        let file = try households(3)
        try await withServer { batch, rows in
            let busy = AdminProblem(code: "busy", text: "")
            return batch == 0 ? try .json(busy, status: 503, headers: ["Retry-After: 0"]) : try Self.added(rows)
        } _: { server, client in
            let result = try await client.importHouseholds(file)
            #expect(try result.added == 3 && batches(server) == [3, 3])
        }
    }

    @Test(arguments: [
        ("busy", 31, "busy", 75), ("store_full", 0, "store_full", 75),
        ("store_not_writable", 0, "store_not_writable", 75),
    ])
    func `what takes a person, or longer than one waits, is told at once`(
        code: String, seconds: Int, failureCode: String, exit: Int32
    ) async throws {
        let file = try households(3)
        try await withServer { _, _ in
            try .json(AdminProblem(code: code, text: ""), status: 503, headers: ["Retry-After: \(seconds)"])
        } _: { server, client in
            let failure = await #expect(throws: Failure.self) { try await client.importHouseholds(file) }
            #expect(failure?.code == failureCode && failure?.status.rawValue == exit)
            let sent = try batches(server)
            #expect(sent == [3])
        }
    }

    @Test func `rows that the server refuses are named by line and column of the file`() async throws {
        let file = try households(1_200)
        try await withServer { batch, rows in
            if batch == 0 { return try Self.added(rows) }
            return try .json(
                AdminProblem(
                    code: "rows_invalid", text: "",
                    rows: [
                        .init(row: 7, field: "room", code: "too_long", text: "longer than 20", zh: "超过 20 个字"),
                        .init(row: 1, field: "mood", code: "field_unknown", text: "no field mood"),
                        .init(row: 2, field: "mood", code: "field_unknown", text: "no field mood"),
                    ]), status: 400)
        } _: { _, client in
            let failure = await #expect(throws: Failure.self) { try await client.importHouseholds(file) }
            #expect(failure?.code == "rows_invalid" && failure?.status.rawValue == 65)
            #expect(
                failure?.message.en == """
                    \(folder.path("h.csv")): 2 errors; 1000 of 1200 rows were stored; the same command goes on and doubles nothing.
                      line 1 (mood): no field mood
                      line 1009, column 3 (room): longer than 20
                    """)
            #expect(failure?.message.zh.contains("第 1009 行第 3 列（room）：超过 20 个字") == true)
        }
    }

    @Test func `areas that the server does not have are told before anything is stored`() async throws {
        // More than one batch: of one the server tells everything at once, and is not asked before.
        let rows = ["4406,1,1", "4407,1,1", "4406,1,2", "4409,1,1"] + (0..<1_000).map { "4406,2,\($0)" }
        let path = try folder.write((["area,building,room"] + rows).joined(separator: "\n"), to: "h.csv")
        let file = try HouseholdSheet(path: path)
        try await withServer { _, rows in
            try Self.added(rows)
        } _: { server, client in
            let failure = await #expect(throws: Failure.self) { try await client.importHouseholds(file) }
            #expect(failure?.code == "rows_invalid" && failure?.message.en.contains("2 errors; nothing") == true)
            #expect(failure?.message.en.contains("line 3, column 1 (area)") == true)
            #expect(failure?.message.en.contains("line 5, column 1 (area)") == true)
            // What all codes share is asked for.
            #expect(server.requests.map(\.line) == ["GET /v2/admin/areas?under=440"])
        }
    }

    @Test func `parents go before their children, however the file has them`() async throws {
        let lines = ["code,name,level,parent", "440605,南海区,district,4406", "4406,佛山市,city,44", "44,广东省,province,"]
        let file = try AreaSheet(path: folder.write(lines.joined(separator: "\n"), to: "a.csv"))
        #expect(file.count == 3)
        let server = try ScriptedServer { request in
            let rows = try request.json(ImportBatch<AreaRow>.self).rows
            return try .json(ImportResult(added: rows.count, updated: 0, unchanged: 0))
        }
        defer { server.stop() }
        #expect(try await server.client().importAreas(file).added == 3)
        #expect(server.requests.map(\.line) == ["POST /v2/admin/areas"])
        let sent = try server.requests[0].json(ImportBatch<AreaRow>.self).rows
        #expect(sent.map(\.code) == ["44", "4406", "440605"])
    }

    @Test(arguments: [
        ("code,name,level", "csv_header", ["line 1 (parent): the column is missing."]),
        ("code,name,level,parent,mood\n", "csv_header", ["line 1, column 5 (mood): no such column; there are: code"]),
        (
            "code,name,level,parent\n,甲,city,\n44,,province,\n44,乙,county,", "rows_invalid",
            ["1 error;", "line 4, column 1 (code): the code 44 stands in line 3 already."]
        ),
        ("code,name,level,parent\n,甲,city,\n45,丙,city,45", "rows_invalid", ["1 error;", "line 3, column 4 (parent)"]),
        (
            "code,name,level,parent\n1,a,city,2\n2,b,city,3\n3,c,city,1\n4,d,city,", "rows_invalid",
            ["3 errors", "line 2, column 4 (parent)", "circle"]
        ),
    ])
    func `a file of areas is refused with all of its errors and their places`(
        text: String, code: String, said: [String]
    ) throws {
        let path = try folder.write(text, to: "a.csv")
        let failure = #expect(throws: Failure.self) { try AreaSheet(path: path) }
        #expect(failure?.code == code && failure?.status.rawValue == 65)
        for words in said { #expect(failure?.message.en.contains(words) == true, "\(words)") }
    }

    @Test func `a file that is not there is said`() {
        let path = folder.path("nowhere.csv")
        for failure in [
            #expect(throws: Failure.self) { try AreaSheet(path: path) },
            #expect(throws: Failure.self) { try HouseholdSheet(path: path) },
            #expect(throws: Failure.self) { try DocumentFile(path: path) },
        ] {
            #expect(failure?.code == "file_unreadable" && failure?.message.en.contains(path) == true)
        }
    }
}
