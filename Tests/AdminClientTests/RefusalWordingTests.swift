import AdminProtocol
import Foundation
import Testing
import Values

@testable import AdminClient
@testable import CurlTransport

/// Refusals in words, for every code of the specification, section "Errors".
@Suite struct RefusalWordingTests {
    struct Documented: Sendable, CustomTestStringConvertible {
        let status: Int
        let code: String
        var testDescription: String { code }
    }

    /// Rows of tables that begin with a status and name codes.
    static let documented: [Documented] = {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Protocol/spec.md")
        let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
        return text.split(separator: "\n").flatMap { line -> [Documented] in
            let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            guard cells.count > 2, let status = Int(cells[0]), status >= 400 else { return [] }
            return cells[1].split(separator: ", ").map {
                Documented(status: status, code: $0.trimmingCharacters(in: ["`"]))
            }
        }
    }()

    /// What devices alone are told, what the program never provokes, and what is told with the rows or the places of a
    /// file.
    private static let elsewhere: Set = [
        "area_out_of_scope", "bad_request", "code_expired", "code_used", "code_wrong", "device_revoked",
        "encoding_unsupported", "not_found", "protocol_unsupported", "store_enrolled", "too_many_codes", "rows_invalid",
        "types_invalid",
        "standard_invalid", "form_invalid", "version_published", "version_older",
    ]

    private func refused(_ status: Int, _ problem: AdminProblem, headers: [(String, String)] = []) throws
        -> RefusedRequest
    {
        let body = [UInt8](try JSONEncoder().encode(problem))
        let response = HTTPResponse(status: status, headers: headers, body: body, bytesSent: 0, bytesReceived: 0)
        return RefusedRequest(response, server: try ServerAddress("https://h"), subject: "lihua", now: 0)
    }

    @Test func `the specification lists the codes`() {
        #expect(Self.documented.count > 50)
        #expect(Self.elsewhere.isSubset(of: Set(Self.documented.map(\.code))))
    }

    @Test(arguments: documented)
    func `every documented code has words of its own in both languages`(documented: Documented) throws {
        guard !Self.elsewhere.contains(documented.code) else { return }
        let row = AdminProblem.RowFault(
            row: 0, field: "room", code: "too_long", text: "Longer than 10.", zh: "超过 10 个字。")
        let problem = AdminProblem(code: documented.code, text: "english for logs", rows: [row])
        let failure = try refused(documented.status, problem).failure
        #expect(failure.code == documented.code)
        // What nobody worded is passed on with its code.
        #expect(!failure.message.en.contains("(\(documented.code))"))
        #expect(!failure.message.zh.contains("（\(documented.code)）"))
        #expect(failure.message.zh.hasSuffix("。") && failure.message.en.hasSuffix("."))
        #expect(failure.message.zh.contains { ("\u{4E00}"..."\u{9FFF}").contains($0) })
    }

    @Test(arguments: [
        (400, 65), (401, 77), (403, 77), (404, 65), (409, 65), (413, 65), (422, 65), (429, 75), (500, 1), (503, 75),
    ])
    func `the exit code goes by the status`(status: Int, exit: Int32) throws {
        #expect(
            try refused(status, AdminProblem(code: "of_a_later_version", text: "t")).failure.status.rawValue == exit)
    }

    @Test func `a code of a later version is passed on with the server's own text`() throws {
        let failure = try refused(400, AdminProblem(code: "of_a_later_version", text: "it rains")).failure
        #expect(failure.code == "of_a_later_version" && failure.status.rawValue == 65)
        for text in [failure.message.zh, failure.message.en] {
            #expect(text.contains("of_a_later_version") && text.contains("it rains") && text.contains("lihua"))
        }
        let long = AdminProblem(code: "x", text: String(repeating: "a", count: 100_000))
        #expect(try refused(400, long).failure.message.en.utf8.count < 1_000)
    }

    @Test(arguments: [
        (503, "busy", true), (429, "too_many_codes", true), (503, "store_locked", true), (503, "store_full", false),
        (503, "store_not_writable", false), (500, "internal", false), (409, "conflict_changed", false),
    ])
    func `a refusal may pass by itself where nobody has to do anything`(
        status: Int, code: String, mayPass: Bool
    ) throws {
        let refused = try refused(status, AdminProblem(code: code, text: ""), headers: [("Retry-After", "7")])
        #expect(refused.mayPass == mayPass && refused.retryAfterSeconds == 7)
    }

    @Test func `faults of a file are a line each, with their places, and the file named`() throws {
        let faults = [
            FileFault(line: 3, column: 5, code: "unknown_key", path: "items[0].op", zh: "没有这个键", en: "no such key"),
            FileFault(code: "empty", path: "", zh: "空", en: "it is empty"),
        ]
        let failure = try refused(422, AdminProblem(code: "standard_invalid", text: "", faults: faults)).failure
        #expect(failure.code == "standard_invalid" && failure.status.rawValue == 65)
        #expect(
            failure.message.en == """
                lihua: 2 errors; nothing was changed.
                  lihua:3:5: unknown_key items[0].op: no such key
                  lihua: empty: it is empty
                """)
        #expect(failure.message.zh.contains("lihua:3:5: unknown_key items[0].op：没有这个键"))
    }
}
