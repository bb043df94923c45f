internal import Hummingbird
internal import SyncProtocol
internal import SyncWire

/// `POST /v1/enroll`: lets a device in with a one-time code.
struct EnrollEndpoint: Sendable {
    let answer: EnrollAnswer

    func answer(_ request: Request, _ context: ServerRequestContext) async throws -> Response {
        let body = try await request.wholeBody(limit: Limits.requestBytesMax)
        let reply = try await answer.reply(to: try EnrollMessageCodec.decodeRequest(body))
        context.note["device"] = reply.deviceName
        return .message(try EnrollMessageCodec.encode(reply), to: request)
    }
}
