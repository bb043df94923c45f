import AdminProtocol
import HTTPTypes
import SyncProtocol
import SyncWire
import Testing

/// Who may send what.
@Suite struct RouteAccessTests {
    private static let devicePaths = ["/v1/sync", "/v1/verify"]

    @Test(arguments: [nil, "Bearer", "Bearer ", "Bearer 00", "Bearer a b", "Basic YWRtaW46YWRtaW4=", "admin"])
    func `every route asks for a token first, whatever the request is otherwise`(header: String?) async throws {
        try await TestDistrict().ask { routes in
            var headers: HTTPFields = [:]
            if let header { headers[.authorization] = header }
            let admin = RouteTests.documented.map { ($0.method, "/v2/admin/" + $0.path, Answer.Language.json) }
            for (method, path, language) in admin + Self.devicePaths.map({ (.post, $0, .message) }) {
                let answer = try await routes.send(method, path, [0xFF], headers: headers)
                #expect(try answer.refused == .init(401, "token_unknown", language), "\(path)")
                #expect(answer.headers[.wwwAuthenticate] == "Bearer realm=\"ruhu\"")
            }
        }
    }

    @Test func `a device's token opens no route of administrators, and theirs none of devices`() async throws {
        try await TestDistrict().ask { routes in
            try await routes.addAreas()
            let device = try await routes.deviceToken(try await routes.addUser("lihua"))
            for route in RouteTests.documented {
                let answer = try await routes.send(route.method, "/v2/admin/" + route.path, token: device)
                #expect(try answer.refused == .init(401, "token_unknown", .json), "\(route)")
            }
            for path in Self.devicePaths {
                let answer = try await routes.send(.post, path, token: routes.token)
                #expect(try answer.refused == .init(401, "token_unknown", .message), "\(path)")
            }
        }
    }

    @Test func `how the word Bearer is written makes no difference`() async throws {
        try await TestDistrict().ask { routes in
            let headers: HTTPFields = [.authorization: "bEARER  \(routes.token)"]
            let answer = try await routes.send(.get, "/v2/admin/whoami", headers: headers)
            let identity = Identity(login: "admin", role: "administrator", server: "南海区")
            #expect(try answer.json(Identity.self) == identity)
        }
    }

    @Test(arguments: UserRole.allCases)
    func `of all roles two administer`(role: UserRole) async throws {
        let district = try TestDistrict()
        let token = try await district.addAdministrator("wang", role: role.rawValue)
        try await district.ask { routes in
            for route in RouteTests.documented {
                let answer = try await routes.send(route.method, "/v2/admin/" + route.path, token: token)
                if [.administrator, .district].contains(role) {
                    #expect(answer.status != 401 && answer.status != 403, "\(route)")
                } else {
                    #expect(try answer.refused == .init(403, "role_denied", .json), "\(route)")
                }
            }
        }
    }

    @Test func `a disabled user is shut out with all tokens, devices and codes, and told why`() async throws {
        let district = try TestDistrict()
        let token = try await district.addAdministrator("wang", role: "administrator")
        try await district.ask { routes in
            try await routes.addAreas()
            let (first, second) = (try await routes.addUser("lihua"), try await routes.code(for: "lihua"))
            let device = try await routes.deviceToken(first)
            for login in ["wang", "lihua"] {
                let user = try await routes.post("users/\(login)/disable", "").json(UserRecord.self)
                #expect(user.disabled)
            }
            let administrator = try await routes.send(.get, "/v2/admin/whoami", token: token)
            #expect(try administrator.refused == .init(403, "user_disabled", .json))
            for path in Self.devicePaths {
                let answer = try await routes.send(.post, path, token: device)
                #expect(try answer.refused == .init(403, "user_disabled", .message))
            }
            #expect(try await routes.enroll(second).refused == .init(403, "user_disabled", .message))
            let ordered = try await routes.post("devices/enroll", EnrollmentOrder(user: "lihua"))
            #expect(try ordered.refused == .init(403, "user_disabled", .json))
            let last = try await routes.post("users/admin/disable", "")
            #expect(try last.refused == .init(409, "last_administrator", .json))
            #expect(try await routes.get("whoami").status == 200)
            for login in ["wang", "lihua"] {
                let user = try await routes.post("users/\(login)/enable", "").json(UserRecord.self)
                #expect(!user.disabled)
            }
            #expect(try await routes.send(.get, "/v2/admin/whoami", token: token).status == 200)
            #expect(try await routes.sync(token: device).status == 200)
            #expect(try await routes.enroll(second).status == 200)
            #expect(try await routes.post("users/nobody/enable", "").refused == .init(404, "user_unknown", .json))
        }
    }

    @Test func `a login that would be another path, and a name that turns what stands beside it, are refused`()
        async throws
    {
        try await TestDistrict().ask { routes in
            for login in [".", ".."] {
                let user = UserRecord(login: login, name: "李华", role: "auditor", areas: [])
                let answer = try await routes.post("users", user)
                #expect(try answer.refused == .init(400, "login_invalid", .json))
            }
            for sign in ["\u{202E}", "\u{2066}", "\u{200F}", "\u{61C}", "\u{2028}", "\u{7}", "\u{1B}[1m"] {
                let user = UserRecord(login: "lihua", name: "李\(sign)华", role: "auditor", areas: [])
                let answer = try await routes.post("users", user)
                #expect(try answer.refused == .init(400, "name_invalid", .json))
            }
            for login in ["a.b", "..."] {
                let user = UserRecord(login: login, name: "李华", role: "auditor", areas: [])
                let answer = try await routes.post("users", user)
                #expect(answer.status == 200)
            }
        }
    }

    @Test func `a user with such a login from an older server is disabled by an escaped path`() async throws {
        let district = try TestDistrict()
        _ = try await district.addAdministrator("..", role: "administrator")
        try await district.ask { routes in
            let user = try await routes.post("users/%2E%2e/disable", "").json(UserRecord.self)
            #expect(user.login == ".." && user.disabled)
            let none = try await routes.post("users/%2/disable", "")
            #expect(try none.refused == .init(404, "user_unknown", .json))
        }
    }

    @Test func `a revoked device is shut out and told so; the user's other device is not`() async throws {
        try await TestDistrict().ask { routes in
            try await routes.addAreas()
            let replica = ReplicaID.random()
            let code = try await routes.addUser("lihua")
            let lost = try await routes.deviceToken(code, replica)
            let kept = try await routes.deviceToken(try await routes.code(for: "lihua"))
            let revoked = try await routes.post("devices/lihua-1/revoke", "").json(DeviceRecord.self)
            #expect(revoked.revoked && revoked.name == "lihua-1" && revoked.user == "lihua" && revoked.label == "平板")
            for path in Self.devicePaths {
                let answer = try await routes.send(.post, path, token: lost)
                #expect(try answer.refused == .init(403, "device_revoked", .message))
            }
            // Its token was used, if in vain: the code is spent.
            #expect(try await routes.enroll(code, replica).refused == .init(403, "code_used", .message))
            #expect(try await routes.sync(token: kept).status == 200)
            let devices = try await routes.get("devices").json([DeviceRecord].self)
            #expect(devices.map(\.revoked) == [true, false])
            let restored = try await routes.post("devices/lihua-1/restore", "").json(DeviceRecord.self)
            #expect(!restored.revoked && restored.id == revoked.id)
            #expect(try await routes.sync(token: lost).status == 200)
        }
    }

    @Test func `a code lets one device in, again with a new token, and no other device`() async throws {
        try await TestDistrict().ask { routes in
            try await routes.addAreas()
            let code = try await routes.addUser("lihua")
            let replica = ReplicaID.random()
            let first = try await routes.deviceToken(code, replica)
            let second = try await routes.deviceToken(code.lowercased().replacing("-", with: " "), replica)
            #expect(try await routes.sync(token: first).refused == .init(401, "token_unknown", .message))
            #expect(try await routes.sync(token: second).status == 200)
            #expect(try await routes.enroll(code).refused == .init(403, "code_used", .message))
            for wrong in ["AAAAA-AAAAA", "", "!", String(repeating: "A", count: 1_000)] {
                #expect(try await routes.enroll(wrong).refused == .init(403, "code_wrong", .message))
            }
            #expect(try await routes.get("devices").json([DeviceRecord].self).map(\.name) == ["lihua-1"])
        }
    }

    @Test func `a code opens nothing once the token that it gave was used, and the owner stays in`() async throws {
        try await TestDistrict().ask { routes in
            try await routes.addAreas()
            let code = try await routes.addUser("lihua")
            let replica = ReplicaID.random()
            let token = try await routes.deviceToken(code, replica)
            #expect(try await routes.sync(token: token).status == 200)
            #expect(try await routes.enroll(code, replica).refused == .init(403, "code_used", .message))
            #expect(try await routes.sync(token: token).status == 200)
        }
    }

    @Test(arguments: [(3_599, true), (3_600, false)])
    func `a code whose answer was lost is answered again for an hour`(seconds: Int64, isAnswered: Bool) async throws {
        let clock = TestClock()
        try await TestDistrict(environment: clock.environment).ask { routes in
            try await routes.addAreas()
            let code = try await routes.addUser("lihua")
            let replica = ReplicaID.random()
            _ = try await routes.deviceToken(code, replica)
            clock.advance(seconds: seconds)
            let again = try await routes.enroll(code, replica)
            #expect(try (again.status == 200 ? nil : again.refused.code) == (isAnswered ? nil : "code_used"))
        }
    }

    @Test func `a code that expires while its answer is lost is answered again all the same`() async throws {
        let clock = TestClock()
        try await TestDistrict(environment: clock.environment).ask { routes in
            try await routes.addAreas()
            _ = try await routes.addUser("lihua")
            let order = EnrollmentOrder(user: "lihua", validSeconds: 10)
            let code = try await routes.post("devices/enroll", order).json(EnrollmentCode.self).code
            let replica = ReplicaID.random()
            _ = try await routes.deviceToken(code, replica)
            clock.advance(seconds: 60)
            #expect(try await routes.enroll(code, replica).status == 200)
        }
    }

    @Test func `a code is not taken after its time`() async throws {
        let district = try TestDistrict()
        let code = try await district.ask { routes in
            try await routes.addAreas()
            return try await routes.addUser("lihua")
        }
        try await district.changeAccess("UPDATE enrollment_code SET expires_at = 1")
        try await district.ask { routes in
            let late = try await routes.enroll(code)
            #expect(try late.refused == .init(403, "code_expired", .message))
        }
    }

    @Test(arguments: [0, -1, 30 * 24 * 3_600 + 1])
    func `a code is ordered for a second to thirty days`(seconds: Int) async throws {
        try await TestDistrict().ask { routes in
            try await routes.addAreas()
            _ = try await routes.addUser("lihua")
            let order = EnrollmentOrder(user: "lihua", validSeconds: seconds)
            #expect(try await routes.post("devices/enroll", order).refused == .init(400, "validity_invalid", .json))
        }
    }
}
