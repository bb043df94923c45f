internal import CommunityModel
internal import Hummingbird
internal import SyncEngine
internal import SyncProtocol
internal import SyncWire

/// `POST /v1/verify`: tells where a device and the server differ.
struct VerifyEndpoint: Sendable {
    let stores: ServerStores

    func answer(_ request: Request, _ context: ServerRequestContext) async throws -> Response {
        let device = try await DeviceAuthentication(stores: stores).device(of: request, note: context.note)
        let body = try await request.wholeBody(limit: Limits.requestBytesMax)
        let (range, message) = try VerifyMessageCodec.decodeRequest(body)
        let reply = try await VerifyAnswer(stores, ancestorType: RecordTypes.area)
            .reply(to: message, range: range, areas: device.user.assignedAreas)
        context.note["differing"] = String(reply.differing.count)
        return .message(try VerifyMessageCodec.encode(reply), to: request)
    }
}
