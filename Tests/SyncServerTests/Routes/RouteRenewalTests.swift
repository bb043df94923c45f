import AdminProtocol
import SyncProtocol
import SyncWire
import Testing

/// A store that is enrolled asks for a new token.
@Suite struct RouteRenewalTests {
    private func store(_ admission: EnrollReply, login: String? = nil) -> EnrollRequest.EnrolledStore {
        EnrollRequest.EnrolledStore(device: admission.deviceID, login: login ?? admission.login)
    }

    @Test func `a revoked device comes back with a code: same id and name, a new token, the old one void`() async throws
    {
        try await TestDistrict().ask { routes in
            try await routes.addAreas()
            let first = try await routes.admission(try await routes.addUser("lihua"))
            #expect(try await routes.sync(token: first.token).status == 200)
            _ = try await routes.post("devices/lihua-1/revoke", "")
            let renewed = try await routes.admission(
                try await routes.code(for: "lihua"), renewing: store(first))
            #expect(renewed.deviceID == first.deviceID && renewed.deviceName == "lihua-1")
            #expect(renewed.token != first.token)
            #expect(try await routes.sync(token: renewed.token).status == 200)
            #expect(try await routes.sync(token: first.token).refused == .init(401, "token_unknown", .message))
            let devices = try await routes.get("devices").json([DeviceRecord].self)
            #expect(devices.map(\.name) == ["lihua-1"] && devices.map(\.revoked) == [false])
        }
    }

    @Test func `the code of another user is refused and can still be used by that user`() async throws {
        try await TestDistrict().ask { routes in
            try await routes.addAreas()
            let lihua = try await routes.admission(try await routes.addUser("lihua"))
            let code = try await routes.addUser("wangfang")
            // Whose store it is, and whose the server holds it for, are both asked.
            for claimed in [store(lihua), store(lihua, login: "wangfang")] {
                let answer = try await routes.enroll(code, renewing: claimed)
                #expect(try answer.refused == .init(403, "store_enrolled", .message))
            }
            #expect(try await routes.sync(token: lihua.token).status == 200)
            #expect(try await routes.admission(code).deviceName == "wangfang-1")
        }
    }

    @Test func `a renewal whose answer was lost is answered again, until its token was used`() async throws {
        try await TestDistrict().ask { routes in
            try await routes.addAreas()
            let (code, replica) = (try await routes.addUser("lihua"), ReplicaID.random())
            let first = try await routes.admission(code, replica)
            let (second, taken) = (try await routes.code(for: "lihua"), ReplicaID.random())
            _ = try await routes.admission(second, taken, renewing: store(first))
            // The code that let the device in is as void as its token, though that was never used.
            #expect(try await routes.enroll(code, replica).refused == .init(403, "code_used", .message))
            let again = try await routes.admission(second, taken, renewing: store(first))
            #expect(again.deviceName == "lihua-1")
            #expect(try await routes.sync(token: again.token).status == 200)
            let late = try await routes.enroll(second, taken, renewing: store(first))
            #expect(try late.refused == .init(403, "code_used", .message))
        }
    }

    @Test func `a device that the server does not know, as after a restore, becomes a new one`() async throws {
        try await TestDistrict().ask { routes in
            try await routes.addAreas()
            _ = try await routes.admission(try await routes.addUser("lihua"))
            let lost = EnrollRequest.EnrolledStore(
                device: try #require(RecordID(bytes: [UInt8](repeating: 7, count: 16))), login: "lihua")
            let renewed = try await routes.admission(try await routes.code(for: "lihua"), renewing: lost)
            #expect(renewed.deviceName == "lihua-2" && renewed.deviceID != lost.device)
        }
    }
}
