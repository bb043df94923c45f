import AdminProtocol
import Foundation
import HTTPTypes
import ReplicaStore
import SyncProtocol
import Testing
import Values

@testable import SyncServer

/// Tokens of administration: whose they are, how long they open the server, and how they are replaced.
@Suite struct RouteTokenTests {
    private func addUser(_ login: String, role: UserRole, _ routes: TestRoutes) async throws {
        let user = UserRecord(login: login, name: login, role: role.rawValue, areas: ["440605"])
        _ = try await routes.post("users", user).json(UserRecord.self)
    }

    private func issue(_ order: TokenOrder, _ routes: TestRoutes) async throws -> IssuedToken {
        try await routes.post("tokens", order).json(IssuedToken.self)
    }

    private func whoami(_ token: String, _ routes: TestRoutes) async throws -> Answer {
        try await routes.send(.get, "/v2/admin/whoami", token: token)
    }

    @Test func `a second administrator has a token, and what is done with it is done in that person's name`()
        async throws
    {
        let district = try TestDistrict()
        try await district.ask { routes in
            try await routes.addAreas()
            try await addUser("wang", role: .administrator, routes)
            let token = try await issue(TokenOrder(user: "wang"), routes).token
            #expect(try await whoami(token, routes).json(Identity.self).login == "wang")
            let rows = ImportBatch(rows: [AreaRow(code: "440606", name: "顺德区", level: "district", parent: "44")])
            let body = [UInt8](try JSONEncoder().encode(rows))
            #expect(try await routes.send(.post, "/v2/admin/areas", body, token: token).status == 200)
        }
        let authors = try await district.server.stores.reading { store in
            try store.authors()
        }
        #expect(authors.last == "wang" && authors.contains("admin"))
    }

    @Test func `tokens are listed with whose they are, who made them, until when they open, and their last use`()
        async throws
    {
        let clock = TestClock()
        try await TestDistrict(environment: clock.environment).ask { routes in
            try await routes.addAreas()
            try await addUser("wang", role: .district, routes)
            let issued = try await issue(TokenOrder(user: "wang", validDays: 30), routes)
            clock.advance(seconds: 60)
            #expect(try await whoami(issued.token, routes).status == 200)
            let listed = try await routes.get("tokens").json([TokenRecord].self)
            let made = Instant(milliseconds: clock.now - 60_000).description
            let expected = TokenRecord(
                id: issued.id, user: "wang", createdAt: made, createdBy: "admin",
                expiresAt: Instant(milliseconds: clock.now - 60_000 + 30 * 86_400_000).description,
                lastUsed: Instant(milliseconds: clock.now).description)
            #expect(listed.first { $0.user == "wang" } == expected)
            let first = try #require(listed.first { $0.user == "admin" })
            #expect(first.expiresAt == nil && first.createdBy == nil && first.lastUsed != nil)
            #expect(!listed.contains { $0.id == issued.token }, "the token itself is told once")
        }
    }

    @Test func `a token ends after a year, the first one does not`() async throws {
        let clock = TestClock()
        try await TestDistrict(environment: clock.environment).ask { routes in
            try await routes.addAreas()
            try await addUser("wang", role: .administrator, routes)
            let token = try await issue(TokenOrder(user: "wang"), routes).token
            clock.advance(days: 365)
            clock.advance(seconds: -1)
            #expect(try await whoami(token, routes).status == 200)
            clock.advance(seconds: 1)
            #expect(try await whoami(token, routes).refused == .init(401, "token_expired", .json))
            #expect(try await routes.get("whoami").status == 200)
            // One that opens nothing any more does not keep the server from being left without anybody.
            let disabled = try await routes.post("users/admin/disable", "")
            #expect(try disabled.refused == .init(409, "last_administrator", .json))
        }
    }

    @Test func `the first token is rotated: a new one is made, the old one revoked, and never the last`() async throws {
        try await TestDistrict().ask { routes in
            let old = try #require(try await routes.get("tokens").json([TokenRecord].self).first)
            let last = try await routes.post("tokens/\(old.id)/revoke", "")
            #expect(try last.refused == .init(409, "last_administrator", .json))
            let new = try await issue(TokenOrder(user: "admin"), routes)
            let revoked = try await routes.post("tokens/\(old.id.prefix(10))/revoke", "").json(TokenRecord.self)
            #expect(revoked.id == old.id)
            #expect(try await routes.get("whoami").refused == .init(401, "token_unknown", .json))
            #expect(try await whoami(new.token, routes).status == 200)
        }
    }

    @Test func `only who may administer gets a token, and a district user makes its own alone`() async throws {
        let district = try TestDistrict()
        let own = try await district.addAdministrator("qu", role: "district")
        try await district.ask { routes in
            try await routes.addAreas()
            try await addUser("li", role: .enumerator, routes)
            #expect(
                try await routes.post("tokens", TokenOrder(user: "li")).refused
                    == .init(400, "role_without_token", .json))
            #expect(
                try await routes.post("tokens", TokenOrder(user: "nobody")).refused == .init(404, "user_unknown", .json)
            )
            for days in [0, -1, 366] {
                let answer = try await routes.post("tokens", TokenOrder(user: "qu", validDays: days))
                #expect(try answer.refused == .init(400, "validity_invalid", .json))
            }
            for (login, status) in [("qu", 200), ("admin", 403)] {
                let body = [UInt8](try JSONEncoder().encode(TokenOrder(user: login)))
                #expect(try await routes.send(.post, "/v2/admin/tokens", body, token: own).status == status)
            }
            let admins = try #require(
                try await routes.get("tokens").json([TokenRecord].self).first { $0.user == "admin" })
            let taken = try await routes.send(.post, "/v2/admin/tokens/\(admins.id)/revoke", token: own)
            #expect(try taken.refused == .init(403, "role_denied", .json))
            #expect(
                try await routes.post("tokens/zz/revoke", "").refused == .init(404, "admin_token_unknown", .json))
        }
    }

    @Test func `where every token was lost, one is made on the server's machine beside the running server`()
        async throws
    {
        let district = try TestDistrict()
        try await district.changeAccess("DELETE FROM admin_token")
        let local = try ServerTokens(district.files, environment: .system)
        let issued = try local.add(TokenOrder(user: "admin"))
        try await district.ask { routes in
            let identity = try await whoami(issued.token, routes).json(Identity.self)
            #expect(identity.login == "admin")
        }
        let listed = try local.list()
        #expect(listed.map(\.id) == [issued.id])
        #expect(throws: ServerError.refused(code: "last_administrator", about: issued.id)) {
            try local.revoke(issued.id)
        }
        #expect(throws: ServerError.refused(code: "user_unknown", about: "nobody")) {
            try local.add(TokenOrder(user: "nobody"))
        }
        let left = try ServerTokens(district.files, environment: .system).list()
        #expect(left.map(\.id) == [issued.id])
    }
}

extension ReplicaStore {
    /// Who wrote the changes that lie here, in their order.
    fileprivate func authors() throws -> [String] {
        let page = try feedPage(
            after: [], scope: Scope(["4"]), ancestorType: TypeNumber(rawValue: 1), replica: .random(),
            bytesMax: 4 << 20)
        return try page.entries.compactMap { entry in
            guard case .change(let bytes, _) = entry else { return nil }
            return try IncomingChange(bytes: bytes, isSuspect: false).change.header.author
        }
    }
}
