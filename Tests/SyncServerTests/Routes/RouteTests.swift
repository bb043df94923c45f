import AdminProtocol
import Foundation
import HTTPTypes
import Testing

/// Which paths there are, and what is said where there is none.
@Suite struct RouteTests {
    /// A row of the table of the specification, section "Administration".
    struct Route: Sendable, CustomTestStringConvertible {
        let method: HTTPRequest.Method
        /// Below `/v2/admin/`, with words in the place of names, and without questions.
        let path: String

        var testDescription: String { "\(method.rawValue) \(path)" }
    }

    static let documented: [Route] = {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../Protocol/spec.md")
        let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
        return text.split(separator: "\n").flatMap { line -> [Route] in
            let parts = line.split(separator: "`")
            guard let method = ["| GET ": HTTPRequest.Method.get, "| POST ": .post][parts.first], parts.count > 1
            else { return [] }
            // A row may name two paths that take and answer the same.
            let paths = parts.count > 3 && parts[2] == ", " ? [parts[1], parts[3]] : [parts[1]]
            return paths.map { named in
                let path = named.prefix { $0 != "?" }.split(separator: "/").map {
                    $0.allSatisfy(\.isUppercase) ? "x" : String($0)
                }
                return Route(method: method, path: path.joined(separator: "/"))
            }
        }
    }()

    @Test func `the specification lists the routes`() {
        #expect(Self.documented.count == 30)
    }

    @Test func `every documented route is there`() async throws {
        try await TestDistrict().ask { routes in
            for route in Self.documented {
                let body: [UInt8]? = route.method == .post ? Array("{}".utf8) : nil
                let path = "/v2/admin/" + route.path
                let answer = try await routes.send(route.method, path, body, token: routes.token)
                let code = answer.status == 200 ? nil : try answer.refused.code
                #expect(code != "not_found" && answer.status < 500, "\(route): \(answer.status) \(code ?? "")")
            }
        }
    }

    @Test(arguments: [
        "/", "/v1", "/v2/admin", "/v2/admin/", "/v2/admin/nothing", "/v2/sync", "/v1/sync/",
        "/v2/admin/users/li/rename", "/v2/admin/../admin/whoami", "/metrics",
        // Where programs asked whose bodies had another shape: nothing of theirs is taken for ours.
        "/v1/admin/whoami", "/v1/admin/standards", "/v1/admin/forms",
    ])
    func `a path that there is not is said in JSON, token or none`(path: String) async throws {
        try await TestDistrict().ask { routes in
            for token in [nil, routes.token] {
                for method in [HTTPRequest.Method.get, .post] {
                    let answer = try await routes.send(method, path, token: token)
                    // A slash at the end makes no other path, and the messages of devices are posted.
                    guard !(path == "/v1/sync/" && method == .post) else { continue }
                    #expect(try answer.refused.status == 404 && answer.refused.code == "not_found")
                }
            }
        }
    }

    @Test(arguments: [HTTPRequest.Method.get, .put, .delete, .patch, .options])
    func `another method on a path of devices is said as a message`(method: HTTPRequest.Method) async throws {
        try await TestDistrict().ask { routes in
            for path in ["/v1/sync", "/v1/verify", "/v1/enroll"] {
                let answer = try await routes.send(method, path)
                #expect(try answer.refused == .init(404, "not_found", .message), "\(path)")
            }
        }
    }

    @Test(arguments: [HTTPRequest.Method.put, .delete, .patch])
    func `another method on a path of administrators is said in JSON`(method: HTTPRequest.Method) async throws {
        try await TestDistrict().ask { routes in
            for path in ["whoami", "areas", "users", "devices", "settings", "forms"] {
                let answer = try await routes.send(method, "/v2/admin/" + path, token: routes.token)
                #expect(try answer.refused == .init(404, "not_found", .json), "\(path)")
            }
        }
    }

    @Test func `whether the server is up and ready is told without a token`() async throws {
        try await TestDistrict().ask { routes in
            for (path, status) in [("/healthz", "ok"), ("/readyz", "ready")] {
                let answer = try await routes.send(.get, path)
                #expect(try answer.json([String: String].self) == ["status": status])
            }
        }
    }

    @Test func `an answer is not to be kept by anybody on the way`() async throws {
        try await TestDistrict().ask { routes in
            for answer in [try await routes.get("whoami"), try await routes.get("nothing")] {
                #expect(answer.headers[.cacheControl] == "no-store")
            }
        }
    }
}
